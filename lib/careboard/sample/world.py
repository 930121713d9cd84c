"""The whole invented county: everything that happened in it, in the order in which it is worked out."""

from dataclasses import dataclass, field

import numpy as np

from . import (
    care,
    care_contacts,
    cases,
    county,
    enquiries,
    episodes,
    front_door,
    health,
    leavers,
    missing_spells,
    moves,
    placements,
    protection,
    protection_contacts,
    reviewing_officers,
    services,
    shared_addresses,
    siblings,
    staff,
)
from .days import HISTORY_START, OPEN
from .people import Register


@dataclass
class World:
    """All that happened; each part is an array of records, see the module that makes it."""

    register: Register = field(default_factory=Register)

    def __post_init__(self) -> None:
        self.plans, self.earlier_plans = protection.plans(self.register)
        self.periods = care.periods(self.register, self.plans)
        self._care()
        self._front_door()
        self._protection()
        self.leavers = leavers.leavers(self.register, self.periods)
        streams = leavers.streams(self.register, self.leavers)
        self.leaver_history = leavers.history(self.register, self.leavers, streams)
        self.spells = missing_spells.spells(self.register, self.periods, self.cases)
        self._staff()
        self._extent()
        self.services = services.Services(self)

    def _care(self) -> None:
        """Placements, episodes, and what happens while children are looked after."""
        adoptions = moves.adoptions(self.periods, self.register)
        self.stays = placements.stays(self.periods, self.register, adoptions)
        self.siblings = siblings.groups(self.periods, self.register)
        shared_addresses.share_addresses(self.stays, self.periods, self.register, self.siblings)
        self.episodes = episodes.episodes(self.periods, self.stays, self.register)
        self.care_reviews = care_contacts.reviews(self.periods)
        self.placement_plans = care_contacts.placement_plans(self.stays, self.periods)
        first = np.append(True, self.episodes.stay[1:] != self.episodes.stay[:-1])
        status = np.empty(len(self.stays.start), object)
        status[self.episodes.stay[first]] = self.episodes.status[first]
        stretches = care_contacts.stretches(
            self.periods, self.stays, self.placement_plans, status, self.care_reviews
        )
        self.care_visits = care_contacts.visits(self.periods, stretches, self.register)
        self.dental = health.dental_checks(self.periods, self.register)
        self.health = health.health_checks(self.periods, self.register)
        self.questionnaires = health.questionnaires(self.periods, self.register)

    def _front_door(self) -> None:
        """Referrals, assessments and the cases they open."""
        starts = protection_contacts.enquiry_starts(self.plans)
        self.cases, self.assessments = front_door.cases(self.register, self.plans, starts, self.periods)
        self.enquiries = enquiries.enquiries(self.cases, self.assessments, self.plans, starts)

    def _protection(self) -> None:
        """Visits and reviews under protection plans."""
        self.plan_visits = protection_contacts.visits(self.plans, self.register)
        self.plan_reviews = protection_contacts.reviews(self.plans)

    def _staff(self) -> None:
        """Who worked where, and who held which case."""
        case, kind, start, end = staff.stages(self.cases, self.assessments, self.plans, self.periods)
        held = ~staff.unallocated_cases(self.cases)[case]
        case, kind, start, end = case[held], kind[held], start[held], end[held]
        team = np.empty(len(case), object)
        for letter in county.TEAM_KINDS:
            mine = kind == letter
            team[mine] = county.team_id(letter, self.register.district[self.cases.person[case[mine]]])
        team = team.astype(str)
        self.posts = staff.posts_by_team(team, start, end)
        holders = staff.fill_posts(*self.posts)
        person = self.cases.person[case]
        self.involvements = staff.allocate(case, person, team, start, end, self.posts, holders)
        self.workers = holders + staff.other_staff(len(self.posts[0]))
        first_officer = len(self.workers.start)
        self.workers += reviewing_officers.workers(int(self.workers.post.max()) + 1)
        self._officers(first_officer)

    def _officers(self, first_officer: int) -> None:
        """Every plan and every period of care has a reviewing officer."""
        own, kept = ~self.plans.ola, ~self.periods.short_break
        person = np.concatenate([self.plans.person[own], self.periods.person[kept]])
        start = np.concatenate([self.plans.start[own], self.periods.start[kept]])
        end = np.concatenate([self.plans.end[own], self.periods.end[kept]])
        case = cases.latest_case(self.cases, person, start)
        self.officer_involvements = reviewing_officers.involvements(start, end, person, case, first_officer)

    def _extent(self) -> None:
        """Which periods of care are written out, which are known from older systems only, and who appears."""
        periods, count = self.periods, self.register.count
        is_leaver = np.zeros(count, bool)
        is_leaver[self.leavers.person] = True
        self.written = (periods.end >= HISTORY_START) | is_leaver[periods.person]
        self.appears = np.zeros(count, bool)
        in_care = periods.person[self.written]
        for person in (self.cases.person, self.plans.person, in_care, self.spells.person):
            self.appears[person] = True
        older = ~self.written & ~periods.short_break & (periods.end < OPEN)
        self.earlier_care = np.flatnonzero(older & self.appears[periods.person])
        self.no_home_known = np.zeros(count, bool)
        self.no_home_known[self.cases.person[staff.unallocated_cases(self.cases)]] = True
