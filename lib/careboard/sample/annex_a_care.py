"""Lists 7 and 8 of Annex A: protection plans and children in care.

In each function `on` is the snapshot's day; of later days nothing is known yet.
"""

import numpy as np

from . import annex_a_words as spelt
from .annex_a_facts import Facts, known_by, months_before
from .annex_a_words import flags, words
from .cells import Days, Table
from .county import NAME
from .days import OPEN

SHORT_BREAKS, TEMPORARY, SAME_CARER = ("V3", "V4"), ("T0", "T1", "T2", "T3", "T4"), ("T", "U")
EMERGENCIES = ("L1", "L2")
URGENT = "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"
AGAIN = "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"


class Periods:
    """The periods of care that the county has written out, each with its episodes and placements."""

    def __init__(self, facts: Facts) -> None:
        table = "ssd_cla_episodes"
        self.ids, owner = np.unique(facts.text(table, "clae_cla_id").astype(str), return_inverse=True)
        self.episodes = facts.span(
            table, owner, "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"
        )
        row = self.episodes.row
        first = np.append(True, self.episodes.owner[1:] != self.episodes.owner[:-1])
        last = np.append(first[1:], True)
        self.person = facts.who(table, "clae_person_id")[row[first]]
        self.start = facts.days(table, "clae_entered_care_date")[row[first]]
        self.end = self.episodes.end[last]
        self.need = facts.text(table, "clae_cla_primary_need_code")[row[first]]
        self.ceased = facts.text(table, "clae_cla_episode_ceased_reason")[row[last]]
        self.legal = facts.span(
            "ssd_legal_status",
            facts.who("ssd_legal_status", "lega_person_id"),
            "lega_legal_status_start_date",
        )
        self.legal_code = facts.text("ssd_legal_status", "lega_legal_status")[self.legal.row]
        placed = self.number(facts.text("ssd_cla_placement", "clap_cla_id"))
        self.stays = facts.span(
            "ssd_cla_placement", placed, "clap_cla_placement_start_date", "clap_cla_placement_end_date"
        )
        self.own_moves = self._own_moves(facts)

    def number(self, ids: np.ndarray) -> np.ndarray:
        """Ids of periods as their numbers, -1 for what is none."""
        found = np.minimum(np.searchsorted(self.ids, ids.astype(str)), len(self.ids) - 1)
        return np.where(self.ids[found] == ids, found, -1)

    def _own_moves(self, facts: Facts) -> np.ndarray:
        """Of the stays, in their order, those that count as a placement: not temporary, nor a carer kept."""
        table = "ssd_cla_episodes"
        stay = facts.text(table, "clae_cla_placement_id")[self.episodes.row].astype(str)
        ids, first = np.unique(stay, return_index=True)
        begun = facts.text(table, "clae_cla_episode_start_reason")[self.episodes.row[first]]
        of = facts.text("ssd_cla_placement", "clap_cla_placement_id")[self.stays.row].astype(str)
        at = np.minimum(np.searchsorted(ids, of), len(ids) - 1)
        same = (ids[at] == of) & np.isin(begun[at].astype(str), SAME_CARER)
        kind = facts.text("ssd_cla_placement", "clap_cla_placement_type")[self.stays.row].astype(str)
        return ~same & ~np.isin(kind, TEMPORARY)


class Care:
    """Writes lists 7 and 8."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.periods = Periods(facts)
        self._plans()
        periods = self.periods
        self.reviews = facts.span(
            "ssd_cla_reviews",
            periods.number(facts.text("ssd_cla_reviews", "clar_cla_id")),
            "clar_cla_review_date",
        )
        self.visits = facts.span(
            "ssd_cla_visits",
            periods.number(facts.text("ssd_cla_visits", "clav_cla_id")),
            "clav_cla_visit_date",
            which=facts.text("ssd_cla_visits", "clav_cla_visit_seen") == "Y",
        )
        kind = facts.text("ssd_cla_health", "clah_health_check_type")
        done = facts.text("ssd_cla_health", "clah_health_check_status") == "Approved"
        checked = facts.who("ssd_cla_health", "clah_person_id")
        self.health, self.dental = (
            facts.span("ssd_cla_health", checked, "clah_health_check_date", which=done & (kind == wanted))
            for wanted in ("Health check", "Dental check")
        )
        self.alone = facts.span(
            "ssd_immigration_status",
            facts.who("ssd_immigration_status", "immi_person_id"),
            "immi_immigration_status_start_date",
            "immi_immigration_status_end_date",
        )
        self._missing()

    def _plans(self) -> None:
        """The county's own protection plans, and what happened under them."""
        facts, table = self.facts, "ssd_cp_plans"
        plan_ids = facts.text(table, "cppl_cp_plan_id").astype(str)
        order = np.argsort(plan_ids)

        def number(ids: np.ndarray) -> np.ndarray:
            return order[np.searchsorted(plan_ids[order], ids.astype(str))]

        self.plans = facts.span(
            table,
            facts.who(table, "cppl_person_id"),
            "cppl_cp_plan_start_date",
            "cppl_cp_plan_end_date",
            facts.text(table, "cppl_cp_plan_ola") == "N",
        )
        self.plan_visits = facts.span(
            "ssd_cp_visits",
            number(facts.text("ssd_cp_visits", "cppv_cp_plan_id")),
            "cppv_cp_visit_date",
            which=facts.text("ssd_cp_visits", "cppv_cp_visit_seen") == "Y",
        )
        self.plan_reviews = facts.span(
            "ssd_cp_reviews", number(facts.text("ssd_cp_reviews", "cppr_cp_plan_id")), "cppr_cp_review_date"
        )
        self.earlier = facts.span("earlier_plans", facts.who("earlier_plans", "person_id"), "start")

    def _missing(self) -> None:
        """Spells, and on which day an interview was offered and held after each."""
        facts, table = self.facts, "ssd_missing"
        who, kind = facts.who(table, "miss_person_id"), facts.text(table, "miss_missing_episode_type")
        self.missing, self.away = (
            facts.span(
                table, who, "miss_missing_episode_start_date", "miss_missing_episode_end_date", kind == wanted
            )
            for wanted in ("M", "A")
        )
        ids = facts.text(table, "miss_table_id").astype(str)
        order = np.argsort(ids)
        row = order[np.searchsorted(ids[order], facts.text("return_interviews", "missing_id").astype(str))]
        self.offered, self.held = np.full(len(ids), OPEN), np.full(len(ids), OPEN)
        self.offered[row] = facts.days("return_interviews", "offered")
        self.held[row] = facts.days("return_interviews", "completed")

    def lists(self, on: int) -> dict[int, Table]:
        """The lists by number."""
        return {7: self.protected(on), 8: self.looked_after(on)}

    def protected(self, on: int) -> Table:
        """Plans that are open, or ended within six months."""
        facts, table, six = self.facts, "ssd_cp_plans", months_before(on, 6)
        ended = known_by(self.plans.end, on)
        at = np.flatnonzero((self.plans.start <= on) & (ended >= six))
        who, row, start = self.plans.owner[at], self.plans.row[at], self.plans.start[at]
        visit = self.plan_visits.latest(row, on)
        alone = facts.text("ssd_cp_visits", "cppv_cp_visit_seen_alone")
        alone = alone[self.plan_visits.row[np.maximum(visit, 0)]]
        legal = self.periods.legal
        urgent = np.isin(self.periods.legal_code.astype(str), EMERGENCIES) & (legal.start >= six)
        protected = np.isin(who, legal.owner[urgent & (legal.start <= on)])
        return {
            **facts.child(who, on),
            **facts.disability(who),
            "Child Protection Plan Start Date": Days(start),
            "Initial Category of Abuse": words(
                facts.text(table, "cppl_cp_plan_initial_category")[row], spelt.ABUSE
            ),
            "Latest Category of Abuse": words(
                facts.text(table, "cppl_cp_plan_latest_category")[row], spelt.ABUSE
            ),
            "Date of the Last Statutory Visit": Days(self.plan_visits.day(row, on)),
            "Was the Child Seen Alone?": words(np.where(visit >= 0, alone, ""), spelt.YES_NO),
            "Date of latest review conference": Days(self.plan_reviews.day(row, on)),
            "Child Protection Plan End Date": Days(ended[at]),
            URGENT: flags(protected),
            "Number of Previous Child Protection Plans": self.plans.number(who, 0, start - 1)
            + self.earlier.number(who, 0, start - 1),
            **facts.allocated(who, on),
        }

    def looked_after(self, on: int) -> Table:
        """Children in care, and those who ceased to be within six months; without short breaks."""
        facts, periods = self.facts, self.periods
        ended = known_by(periods.end, on)
        here = np.flatnonzero((periods.start <= on) & (ended >= months_before(on, 6)))
        status = periods.legal.latest(periods.person[here], np.minimum(on, periods.end[here] - 1))
        short = np.isin(periods.legal_code[status].astype(str), SHORT_BREAKS)
        here, status = here[~short], status[~short]
        who, ended, year = periods.person[here], ended[here], months_before(on, 12)
        alone = self.alone.latest(who, on)
        alone_end = self.alone.end[np.maximum(alone, 0)]
        before = np.isin(who, periods.person[(periods.end >= year) & (periods.end <= on)])
        again = before & (periods.start[here] >= year) & self._left_before(here, year)
        return {
            **facts.child(who, on),
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": flags(
                (alone >= 0) & (alone_end >= year)
            ),
            **facts.disability(who),
            "Date Started to be Looked After": Days(periods.start[here]),
            "Child's Category of Need": words(periods.need[here], spelt.NEEDS),
            AGAIN: flags(again),
            "Start date of current legal status": Days(periods.legal.start[status]),
            "Child's Legal Status": words(periods.legal_code[status], spelt.LEGAL_STATUS),
            **self._contacts(here, on),
            "Number of Placements in the Last 12 months": self._placements(here, year, on),
            "Date Ceased to be Looked After": Days(ended),
            "Reason Ceased to be Looked After": np.where(
                ended < OPEN, words(periods.ceased[here], spelt.CEASED), ""
            ).astype(object),
            **self._home(here, on),
            **self._absences(who, year, on),
            **facts.allocated(who, on),
        }

    def _left_before(self, here: np.ndarray, year: int) -> np.ndarray:
        """Whether each period's child had left care, within the year, before that period began."""
        periods = self.periods
        left = np.flatnonzero(periods.end < OPEN)
        keys = np.sort(periods.person[left] * 1_000_000 + periods.end[left])
        who = periods.person[here] * 1_000_000
        return np.searchsorted(keys, who + periods.start[here], "right") > np.searchsorted(keys, who + year)

    def _contacts(self, here: np.ndarray, on: int) -> dict[str, np.ndarray | Days]:
        """The last review, visit and checks of each period."""
        who = self.periods.person[here]
        review = self.reviews.day(here, on)
        adopted = self.periods.legal_code[self.periods.legal.latest(who, on)] == "E1"
        plan = np.where(adopted, "b) Adoption", "").astype(object)
        return {
            "Date of Latest Statutory Review": Days(review),
            "Date of Last Social Work Visit": Days(self.visits.day(here, on)),
            "What is the permanence plan for this child?": plan,
            "Date of Last IRO Visit / Contact to the Child": Days(review),
            "Date of Last Health Assessment": Days(self.health.day(who, on)),
            "Date of Last Dental Check": Days(self.dental.day(who, on)),
        }

    def _placements(self, here: np.ndarray, year: int, on: int) -> np.ndarray:
        """How many placements each period's child had within the year, temporary ones left out."""
        stays, person = self.periods.stays, self.periods.person
        counted = self.periods.own_moves & (stays.start <= on) & (stays.end > year)
        of_child = np.bincount(person[stays.owner[counted]], minlength=len(self.facts.ids))
        return of_child[person[here]]

    def _home(self, here: np.ndarray, on: int) -> dict[str, np.ndarray | Days]:
        """The last placement of each period."""
        facts, table, stays = self.facts, "ssd_cla_placement", self.periods.stays
        at = stays.latest(here, on)
        row = stays.row[at]
        post = facts.text(table, "clap_cla_placement_postcode")[row]
        outside = {
            sector
            for sector, district in zip(
                facts.text("postcode_district", "sector"),
                facts.text("postcode_district", "district"),
                strict=True,
            )
            if district.startswith("elsewhere")
        }
        out = np.array([code[:-2] in outside for code in post.tolist()])
        provider = facts.text(table, "clap_cla_placement_provider")[row]
        return {
            "Start Date of Most Recent Placement": Days(stays.start[at]),
            "Placement Type": words(facts.text(table, "clap_cla_placement_type")[row], spelt.PLACEMENT_TYPE),
            "Placement Provider": words(provider, spelt.PROVIDER, spelt.OTHER_PROVIDER),
            "Placement postcode": post,
            "URN of Placement": facts.text(table, "clap_cla_placement_urn")[row],
            "Placement Location": np.where(out, "b) Out", "a) In").astype(object),
            "LA of Placement": np.where(out, "Elsewhere", NAME).astype(object),
        }

    def _absences(self, who: np.ndarray, year: int, on: int) -> dict[str, np.ndarray]:
        """How often each child was missing and away within the year, and what followed the last time."""
        last = self.missing.latest(who, on)
        at = np.maximum(last, 0)
        known = (last >= 0) & (self.missing.start[at] >= year) & (self.missing.end[at] <= on)
        row = self.missing.row[at]
        offered = (self.offered[row] <= on) | (self.held[row] <= on)
        lead = "Number of Episodes the Child has been"
        return {
            f"{lead} 'Missing' from their Placement in the last 12 months": self.missing.number(
                who, year, on
            ),
            f"{lead} 'Absent' from their Placement in the last 12 months": self.away.number(who, year, on),
            "Was the child offered a Return Interview after their last missing episode (Y/N)?": flags(
                offered, known
            ),
            "Did the child accept a Return Interview after their last missing episode (Y/N)?": flags(
                self.held[row] <= on, known & offered
            ),
        }
