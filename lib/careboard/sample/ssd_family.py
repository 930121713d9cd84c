"""The SSD tables of children in need and of protection."""

import numpy as np

from .cells import Days, Table, running_ids, yes_no
from .chance import dice, draw
from .county import NATIONALITIES, team_id
from .days import OPEN, working_day, working_number
from .world import World

NEEDS = {"N1": 52, "N2": 9, "N3": 4, "N4": 9, "N5": 17, "N6": 3, "N7": 1, "N8": 5}
SOURCES = {
    "1A": 7,
    "1B": 2,
    "1C": 2,
    "1D": 2,
    "2A": 5,
    "2B": 12,
    "3A": 5,
    "3B": 2,
    "3C": 2,
    "3D": 3,
    "3E": 4,
    "3F": 1,
    "4": 1,
    "5A": 3,
    "5B": 2,
    "5C": 3,
    "5D": 3,
    "6": 29,
    "7": 3,
    "8": 5,
    "9": 3,
    "10": 1,
}
PARTICIPATION = {"PN1": 30, "PN3": 10, "PN5": 25, "PN6": 15, "PN7": 20}
CLOSE_REASONS = {"RC1": 3, "RC3": 1, "RC4": 2, "RC5": 3, "RC7": 71, "RC8": 20}
DISABILITIES = {
    "LD": 30,
    "AUT": 28,
    "BEH": 12,
    "COMM": 8,
    "MOB": 7,
    "DDA": 5,
    "HAND": 2,
    "HEAR": 4,
    "VIS": 3,
    "CON": 3,
}


class Family:
    """Writes the tables of families from the world; `ids` gives each person's id."""

    def __init__(self, world: World, ids: np.ndarray) -> None:
        self.world, self.ids = world, ids
        self.rng = dice("family tables")
        self.case_ids = running_ids("R", len(world.cases.start))
        self.plan_ids = running_ids("CP", len(world.plans.start))

    def tables(self) -> dict[str, Table]:
        """Every table that this class writes, by its name."""
        enquiry_ids, conference_ids = self._enquiry_ids()
        return {
            "ssd_person": self.person(),
            "ssd_disability": self.disability(),
            "ssd_immigration_status": self.immigration(),
            "ssd_cin_episodes": self.cin_episodes(),
            "ssd_cin_assessments": self.assessments(),
            "ssd_s47_enquiry": self.enquiries(enquiry_ids),
            "ssd_initial_cp_conference": self.conferences(enquiry_ids, conference_ids),
            "ssd_cp_plans": self.plans(conference_ids),
            "ssd_cp_visits": self.plan_visits(),
            "ssd_cp_reviews": self.plan_reviews(),
        }

    def person(self) -> Table:
        """Everybody who appears."""
        world, register = self.world, self.world.register
        who = np.flatnonzero(world.appears)
        who = who[np.argsort(self.ids[who])]
        size = len(who)
        alone = register.unaccompanied[who]
        return {
            "pers_person_id": self.ids[who],
            "pers_sex": register.sex[who],
            "pers_ethnicity": register.ethnicity[who],
            "pers_dob": Days(register.born[who]),
            "pers_upn_unknown": np.where(alone, "UN1", "").astype(object),
            "pers_send_flag": yes_no(self.rng.random(size) < 0.17),
            "pers_is_mother": np.where(register.sex[who] == "F", "N", "").astype(object),
            "pers_nationality": np.where(alone, draw(self.rng, NATIONALITIES, size), "").astype(object),
        }

    def disability(self) -> Table:
        """Disabled children: all who have short breaks, and some of the others."""
        world = self.world
        share = self.rng.random(world.register.count) < 0.045
        share[world.periods.person[world.periods.short_break & world.written]] = True
        who = np.flatnonzero(share & world.appears)
        return {
            "disa_person_id": self.ids[who],
            "disa_table_id": running_ids("DI", len(who)),
            "disa_disability_code": draw(self.rng, DISABILITIES, len(who)),
        }

    def immigration(self) -> Table:
        """Children who came alone to seek asylum."""
        world = self.world
        rows = np.flatnonzero(world.register.unaccompanied[world.periods.person] & world.written)
        rows = rows[np.unique(world.periods.person[rows], return_index=True)[1]]
        eighteen = world.periods.end[rows]
        return {
            "immi_person_id": self.ids[world.periods.person[rows]],
            "immi_immigration_status_id": running_ids("IM", len(rows)),
            "immi_immigration_status": np.full(len(rows), "Unaccompanied asylum seeking child", object),
            "immi_immigration_status_start_date": Days(world.periods.start[rows]),
            "immi_immigration_status_end_date": Days(eighteen),
        }

    def cin_episodes(self) -> Table:
        """Referrals and the cases they open."""
        cases = self.world.cases
        size = len(cases.start)
        closed = cases.end < OPEN
        reason = draw(self.rng, CLOSE_REASONS, size)
        reason[~closed] = ""
        nothing = (cases.assessment < 0) & ~cases.career
        reason[nothing & closed] = "RC8"
        return {
            "cine_referral_id": self.case_ids,
            "cine_person_id": self.ids[cases.person],
            "cine_referral_date": Days(cases.start),
            "cine_cin_primary_need_code": draw(self.rng, NEEDS, size),
            "cine_referral_source_code": draw(self.rng, SOURCES, size),
            "cine_referral_nfa": yes_no(nothing),
            "cine_close_reason": reason,
            "cine_close_date": Days(cases.end),
            "cine_referral_team": team_id("A", self.world.register.district[cases.person]),
        }

    def assessments(self) -> Table:
        """Assessments, the first of a case and later ones."""
        world, found = self.world, self.world.assessments
        person = world.cases.person[found.case]
        size = len(found.start)
        done = found.authorised < OPEN
        nothing = done & (world.cases.end[found.case] - found.authorised < 10)
        first = world.cases.assessment[found.case] == np.arange(size)
        district = world.register.district[person]
        team = np.where(first, team_id("A", district), team_id("S", district))
        seen = yes_no(self.rng.random(size) < 0.955)
        return {
            "cina_assessment_id": running_ids("A", size),
            "cina_person_id": self.ids[person],
            "cina_referral_id": self.case_ids[found.case],
            "cina_assessment_start_date": Days(found.start),
            "cina_assessment_child_seen": np.where(done, seen, "").astype(object),
            "cina_assessment_auth_date": Days(found.authorised),
            "cina_assessment_outcome_nfa": np.where(done, yes_no(nothing), "").astype(object),
            "cina_assessment_team": team.astype(object),
        }

    def _enquiry_ids(self) -> tuple[np.ndarray, np.ndarray]:
        """An id for each enquiry and each conference (blank where none was held)."""
        held = self.world.enquiries.conference < OPEN
        conference_ids = np.full(len(held), "", object)
        conference_ids[held] = running_ids("IC", held.sum())
        return running_ids("S47", len(held)), conference_ids

    def enquiries(self, enquiry_ids: np.ndarray) -> Table:
        """Section 47 enquiries.

        Args:
            enquiry_ids: The id of each.
        """
        found = self.world.enquiries
        person = self.world.cases.person[found.case]
        return {
            "s47e_s47_enquiry_id": enquiry_ids,
            "s47e_referral_id": self.case_ids[found.case],
            "s47e_person_id": self.ids[person],
            "s47e_s47_start_date": Days(found.start),
            "s47e_s47_end_date": Days(found.end),
            "s47e_s47_nfa": yes_no(found.conference >= OPEN),
            "s47e_s47_completed_by_team": team_id("A", self.world.register.district[person]),
        }

    def conferences(self, enquiry_ids: np.ndarray, conference_ids: np.ndarray) -> Table:
        """Initial conferences, with and without a plan as the outcome.

        Args:
            enquiry_ids: The id of each enquiry.
            conference_ids: The id of each enquiry's conference, blank where none was held.
        """
        found, cases = self.world.enquiries, self.world.cases
        rows = np.flatnonzero(found.conference < OPEN)
        plan = found.plan[rows]
        person = cases.person[found.case[rows]]
        return {
            "icpc_icpc_id": conference_ids[rows],
            "icpc_icpc_meeting_id": running_ids("M", len(rows)),
            "icpc_s47_enquiry_id": enquiry_ids[rows],
            "icpc_person_id": self.ids[person],
            "icpc_cp_plan_id": np.where(plan >= 0, self.plan_ids[plan], "").astype(object),
            "icpc_referral_id": self.case_ids[found.case[rows]],
            "icpc_icpc_transfer_in": np.full(len(rows), "N", object),
            "icpc_icpc_target_date": Days(working_day(working_number(found.start[rows]) + 15)),
            "icpc_icpc_date": Days(found.conference[rows]),
            "icpc_icpc_outcome_cp_flag": yes_no(plan >= 0),
            "icpc_icpc_team": team_id("S", self.world.register.district[person]),
        }

    def plans(self, conference_ids: np.ndarray) -> Table:
        """Protection plans, other authorities' temporary ones among them.

        Args:
            conference_ids: The id of each enquiry's conference, blank where none was held.
        """
        world, plans = self.world, self.world.plans
        size = len(plans.start)
        conference, referral = np.full(size, "", object), np.full(size, "", object)
        rows = np.flatnonzero(world.enquiries.plan >= 0)
        conference[world.enquiries.plan[rows]] = conference_ids[rows]
        referral[world.enquiries.plan[rows]] = self.case_ids[world.enquiries.case[rows]]
        same = self.rng.random(size) < 0.88
        latest = np.where(same, plans.category, np.roll(plans.category, 1)).astype(object)
        return {
            "cppl_cp_plan_id": self.plan_ids,
            "cppl_referral_id": referral,
            "cppl_icpc_id": conference,
            "cppl_person_id": self.ids[plans.person],
            "cppl_cp_plan_start_date": Days(plans.start),
            "cppl_cp_plan_end_date": Days(plans.end),
            "cppl_cp_plan_initial_category": plans.category,
            "cppl_cp_plan_ola": yes_no(plans.ola),
            "cppl_cp_plan_latest_category": latest,
        }

    def plan_visits(self) -> Table:
        """Visits under protection plans."""
        plan, on, seen = self.world.plan_visits
        alone = seen & (self.rng.random(len(plan)) < 0.74)
        return {
            "cppv_cp_visit_id": running_ids("PV", len(plan)),
            "cppv_person_id": self.ids[self.world.plans.person[plan]],
            "cppv_cp_plan_id": self.plan_ids[plan],
            "cppv_cp_visit_date": Days(on),
            "cppv_cp_visit_seen": yes_no(seen),
            "cppv_cp_visit_seen_alone": yes_no(alone),
            "cppv_cp_visit_bedroom": yes_no(seen & (self.rng.random(len(plan)) < 0.6)),
        }

    def plan_reviews(self) -> Table:
        """Review conferences."""
        found, plans = self.world.plan_reviews, self.world.plans
        size = len(found.on)
        last = np.append(found.owner[1:] != found.owner[:-1], True)
        goes_on = ~(last & (plans.end[found.owner] - found.on < 30))
        return {
            "cppr_cp_review_id": running_ids("PR", size),
            "cppr_person_id": self.ids[plans.person[found.owner]],
            "cppr_cp_plan_id": self.plan_ids[found.owner],
            "cppr_cp_review_due": Days(found.due),
            "cppr_cp_review_date": Days(found.on),
            "cppr_cp_review_meeting_id": running_ids("RM", size),
            "cppr_cp_review_outcome_continue_cp": yes_no(goes_on),
            "cppr_cp_review_quorate": yes_no(self.rng.random(size) < 0.95),
            "cppr_cp_review_participation": draw(self.rng, PARTICIPATION, size),
        }
