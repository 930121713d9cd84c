"""Lists 1 to 6 of Annex A: what came in during six months, and the cases of children in need.

In each function `on` is the snapshot's day; of later days nothing is known yet.
"""

import numpy as np

from . import annex_a_words as spelt
from .annex_a_facts import Facts, Span, known_by, months_before
from .annex_a_words import flags, words
from .cells import Days, Table
from .days import OPEN, add_months


class FrontDoor:
    """Writes lists 1 to 6."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        case = facts.who("ssd_cin_episodes", "cine_person_id")
        self.cases = facts.span("ssd_cin_episodes", case, "cine_referral_date", "cine_close_date")
        held = facts.who("ssd_cin_assessments", "cina_person_id")
        self.assessments = facts.span(
            "ssd_cin_assessments", held, "cina_assessment_start_date", "cina_assessment_auth_date"
        )
        self.enquirer = facts.who("ssd_s47_enquiry", "s47e_person_id")
        self.enquired = facts.days("ssd_s47_enquiry", "s47e_s47_start_date")
        self.conferred, self.with_plan = self._conferences()
        self.enquiries = facts.span("ssd_s47_enquiry", self.enquirer, "s47e_s47_start_date")
        rows = np.flatnonzero(self.conferred < OPEN)
        rows = rows[np.lexsort((self.conferred[rows], self.enquirer[rows]))]
        self.conferences = Span(self.enquirer[rows], self.conferred[rows], self.conferred[rows], rows)
        self.in_care = self._going("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_start_date")
        self.on_plan = self._going("ssd_cp_plans", "cppl_person_id", "cppl_cp_plan_start_date")
        self.need_plans = self._going("ssd_cin_plans", "cinp_person_id", "cinp_cin_plan_start_date")
        self.seen = [
            self._seen("ssd_cin_visits", "cinv_person_id", "cinv_cin_visit_date", "cinv_cin_visit_seen"),
            self._seen("ssd_cp_visits", "cppv_person_id", "cppv_cp_visit_date", "cppv_cp_visit_seen"),
            self._seen("ssd_cla_visits", "clav_person_id", "clav_cla_visit_date", "clav_cla_visit_seen"),
        ]

    def _conferences(self) -> tuple[np.ndarray, np.ndarray]:
        """The day of each enquiry's conference, OPEN where none was held, and whether a plan came of it."""
        table = "ssd_initial_cp_conference"
        ids = self.facts.text("ssd_s47_enquiry", "s47e_s47_enquiry_id").astype(str)
        order = np.argsort(ids)
        row = order[np.searchsorted(ids[order], self.facts.text(table, "icpc_s47_enquiry_id").astype(str))]
        held, plan = np.full(len(ids), OPEN), np.full(len(ids), "", object)
        held[row] = self.facts.days(table, "icpc_icpc_date")
        plan[row] = self.facts.text(table, "icpc_icpc_outcome_cp_flag")
        return held, plan

    def _going(self, table: str, person: str, start: str) -> Span:
        end = {"clae_cla_episode_start_date": "clae_cla_episode_ceased_date"}.get(
            start, start.replace("start_date", "end_date")
        )
        return self.facts.span(table, self.facts.who(table, person), start, end)

    def _seen(self, table: str, person: str, on: str, seen: str) -> Span:
        met = self.facts.text(table, seen) == "Y"
        return self.facts.span(table, self.facts.who(table, person), on, which=met)

    def lists(self, on: int) -> dict[int, Table]:
        """The lists by number."""
        six = months_before(on, 6)
        return {
            1: self.contacts(six, on),
            2: self.early_help(six, on),
            3: self.referrals(six, on),
            4: self.assessed(six, on),
            5: self.enquired_of(six, on),
            6: self.in_need(six, on),
        }

    def contacts(self, first: int, on: int) -> Table:
        """Contacts from a first day on."""
        facts, day = self.facts, self.facts.days("ssd_contacts", "cont_contact_date")
        rows = np.flatnonzero((day >= first) & (day <= on))
        return {
            **facts.child(facts.who("ssd_contacts", "cont_person_id")[rows], on),
            "Date of Contact": Days(day[rows]),
            "Contact Source": words(
                facts.text("ssd_contacts", "cont_contact_source_code")[rows], spelt.SOURCES
            ),
        }

    def early_help(self, first: int, on: int) -> Table:
        """Early help begun or ended from a first day on."""
        facts, table = self.facts, "ssd_early_help_episodes"
        start = facts.days(table, "earl_episode_start_date")
        end = known_by(facts.days(table, "earl_episode_end_date"), on)
        rows = np.flatnonzero((start <= on) & ((start >= first) | ((end >= first) & (end < OPEN))))
        return {
            **facts.child(facts.who(table, "earl_person_id")[rows], on),
            "Assessment start date": Days(start[rows]),
            "Assessment completion date": Days(end[rows]),
            "Organisation completing assessment": facts.text(table, "earl_episode_organisation")[rows],
        }

    def referrals(self, first: int, on: int) -> Table:
        """Referrals from a first day on; the earlier ones counted are those of the year before each."""
        facts, table = self.facts, "ssd_cin_episodes"
        at = np.flatnonzero((self.cases.start >= first) & (self.cases.start <= on))
        who, day, rows = self.cases.owner[at], self.cases.start[at], self.cases.row[at]
        return {
            **facts.child(who, on),
            "Date of referral": Days(day),
            "Referral Source": words(facts.text(table, "cine_referral_source_code")[rows], spelt.SOURCES),
            "Referral NFA?": words(facts.text(table, "cine_referral_nfa")[rows], spelt.YES_NO),
            "Number of Referrals in Last 12 Months": self.cases.number(who, add_months(day, -12), day - 1),
            **facts.allocated(who, on, facts.text(table, "cine_referral_team")[rows]),
        }

    def assessed(self, first: int, on: int) -> Table:
        """Assessments that are open, or were begun or authorised from a first day on."""
        facts, table, found = self.facts, "ssd_cin_assessments", self.assessments
        end = known_by(found.end, on)
        at = np.flatnonzero((found.start <= on) & (end >= first))
        who, rows, done = found.owner[at], found.row[at], end[at] < OPEN
        seen = words(facts.text(table, "cina_assessment_child_seen")[rows], spelt.YES_NO)
        nothing = facts.text(table, "cina_assessment_outcome_nfa")[rows] == "Y"
        return {
            **facts.child(who, on),
            **facts.disability(who),
            "Continuous Assessment Start Date": Days(found.start[at]),
            "Child Seen During Continuous Assessment": np.where(done, seen, "c) Unknown").astype(object),
            "Continuous Assessment Date of Authorisation": Days(end[at]),
            "Was the child assessed as requiring LA children's social care support?": words(
                flags(~nothing, done), spelt.YES_NO
            ),
            **facts.allocated(who, on, facts.text(table, "cina_assessment_team")[rows]),
        }

    def enquired_of(self, first: int, on: int) -> Table:
        """Section 47 enquiries begun, and first conferences held, from a first day on."""
        facts, year = self.facts, months_before(on, 12)
        held = known_by(self.conferred, on)
        recent = (self.enquired >= first) | ((held >= first) & (held < OPEN))
        rows = np.flatnonzero((self.enquired <= on) & recent)
        who, day = self.enquirer[rows], held[rows]
        ended = facts.days("ssd_s47_enquiry", "s47e_s47_end_date")[rows] <= on
        none_needed = facts.text("ssd_s47_enquiry", "s47e_s47_nfa")[rows] == "Y"
        plan = np.where(day < OPEN, self.with_plan[rows], "")
        return {
            **facts.child(who, on),
            **facts.disability(who),
            "Strategy discussion initiating Section 47 Enquiry Start Date": Days(self.enquired[rows]),
            "Was an Initial Child Protection Conference deemed unnecessary?": flags(none_needed, ended),
            "Date of Initial Child Protection Conference": Days(day),
            "Did the Initial Child Protection Conference Result in a Child Protection Plan": plan.astype(
                object
            ),
            "Number of Section 47 Enquiries in the last 12 months": self.enquiries.number(who, year, on),
            "Number of ICPCs in the last 12 months": self.conferences.number(who, year, on),
            **facts.allocated(who, on, facts.text("ssd_s47_enquiry", "s47e_s47_completed_by_team")[rows]),
        }

    def in_need(self, first: int, on: int) -> Table:
        """Cases that are open, or were closed from a first day on."""
        facts, table = self.facts, "ssd_cin_episodes"
        closed = known_by(self.cases.end, on)
        at = np.flatnonzero((self.cases.start <= on) & (closed >= first))
        who, rows, closed = self.cases.owner[at], self.cases.row[at], closed[at]
        reason = words(facts.text(table, "cine_close_reason")[rows], spelt.CLOSURES)
        seen = np.max(
            [np.where(day < OPEN, day, -1) for day in (span.day(who, on) for span in self.seen)], axis=0
        )
        return {
            **facts.child(who, on),
            **facts.disability(who),
            "CIN Start Date": Days(self.cases.start[at]),
            "Primary Need Code": words(facts.text(table, "cine_cin_primary_need_code")[rows], spelt.NEEDS),
            "Date Child Was Last Seen": Days(np.where(seen >= self.cases.start[at], seen, OPEN)),
            "CIN Closure Date": Days(closed),
            "Reason for Closure": np.where(closed < OPEN, reason, "").astype(object),
            "Case Status": self._status(who, closed, on),
            **facts.allocated(who, on),
        }

    def _status(self, who: np.ndarray, closed: np.ndarray, on: int) -> np.ndarray:
        """Where each case stands: the first of these that holds."""
        assessed = np.isin(
            who, self.assessments.owner[(self.assessments.start <= on) & (self.assessments.end > on)]
        )
        stages = [self.in_care.holds(who, on), self.on_plan.holds(who, on), self.need_plans.holds(who, on)]
        found = np.select(
            [closed < OPEN, *stages, assessed],
            [spelt.CASE_CLOSED, *spelt.CASE_STATUS],
            spelt.CASE_STATUS[2],
        )
        return found.astype(object)
