"""The SSD tables of contacts, of early help and of plans for children in need."""

import numpy as np

from .cells import Days, Table, running_ids, yes_no
from .chance import dice, draw
from .county import team_id
from .days import OPEN
from .ssd_family import SOURCES
from .world import World

REASONS = {
    "Parenting support": 34,
    "Child's behaviour": 22,
    "School attendance": 14,
    "Domestic abuse": 12,
    "Parent's mental health": 12,
    "Housing or money": 6,
}
ENDS = {"Needs met": 62, "Family did not take part": 17, "Universal services": 15, "Moved away": 6}
ORGANISATIONS = {"Early help service": 52, "School": 26, "Health visiting": 13, "Children's centre": 9}


class Need:
    """Writes the tables of need from the world; `case_ids` and `sources` are those of the referrals."""

    def __init__(self, world: World, ids: np.ndarray, case_ids: np.ndarray, sources: np.ndarray) -> None:
        self.world, self.ids, self.case_ids, self.sources = world, ids, case_ids, sources
        self.rng = dice("tables of need")

    def tables(self) -> dict[str, Table]:
        """Every table that this class writes, by its name."""
        return {
            "ssd_contacts": self.contacts(),
            "ssd_early_help_episodes": self.early_help(),
            "ssd_cin_plans": self.plans(),
            "ssd_cin_visits": self.visits(),
        }

    def contacts(self) -> Table:
        """Contacts; one that led to a referral came from the same source."""
        found = self.world.services.contacts
        size = len(found.on)
        others = draw(self.rng, SOURCES, size)
        source = np.where(found.case >= 0, self.sources[found.case], others).astype(object)
        return {
            "cont_contact_id": running_ids("CT", size),
            "cont_person_id": self.ids[found.person],
            "cont_contact_date": Days(found.on),
            "cont_contact_source_code": source,
        }

    def early_help(self) -> Table:
        """Early help episodes."""
        found = self.world.services.early_help
        size = len(found.start)
        ended = np.where(found.stepped_up, "Stepped up to social care", draw(self.rng, ENDS, size))
        return {
            "earl_episode_id": running_ids("EH", size),
            "earl_person_id": self.ids[found.person],
            "earl_episode_start_date": Days(found.start),
            "earl_episode_end_date": Days(found.end),
            "earl_episode_reason": draw(self.rng, REASONS, size),
            "earl_episode_end_reason": np.where(found.end < OPEN, ended, "").astype(object),
            "earl_episode_organisation": draw(self.rng, ORGANISATIONS, size),
        }

    def plans(self) -> Table:
        """Plans for children in need, with the safeguarding team of the child's district."""
        found = self.world.services.need_plans
        return {
            "cinp_cin_plan_id": running_ids("NP", len(found.start)),
            "cinp_referral_id": self.case_ids[found.case],
            "cinp_person_id": self.ids[found.person],
            "cinp_cin_plan_start_date": Days(found.start),
            "cinp_cin_plan_end_date": Days(found.end),
            "cinp_cin_plan_team": team_id("S", self.world.register.district[found.person]),
        }

    def visits(self) -> Table:
        """Visits to children in need."""
        plan, on, seen = self.world.services.need_visits
        size = len(on)
        return {
            "cinv_cin_visit_id": running_ids("NV", size),
            "cinv_person_id": self.ids[self.world.services.need_plans.person[plan]],
            "cinv_cin_visit_date": Days(on),
            "cinv_cin_visit_seen": yes_no(seen),
            "cinv_cin_visit_seen_alone": yes_no(seen & (self.rng.random(size) < 0.55)),
            "cinv_cin_visit_bedroom": yes_no(seen & (self.rng.random(size) < 0.4)),
        }
