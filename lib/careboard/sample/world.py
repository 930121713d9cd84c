"""The whole invented county: everything that happened in it, in the order in which it is worked out."""

from dataclasses import dataclass, field

import numpy as np

from . import around, care, care_contacts, county, enquiries, episodes, front_door, health, leavers, missing, moves, placements, protection, protection_contacts, reviewing, siblings, staff, together
from .days import HISTORY_START, OPEN
from .people import Register


@dataclass
class World:
    """All that happened; each part is an array of records, see the module that makes it."""

    register: Register = field(default_factory=Register)

    def __post_init__(self):
        self.plans, self.earlier_plans = protection.plans(self.register)
        self.periods = care.periods(self.register, self.plans)
        self._in_care()
        self._front_door()
        self._protection()
        self.leavers = leavers.leavers(self.register, self.periods)
        self.leaver_history = leavers.history(self.register, self.leavers, leavers.streams(self.register, self.leavers))
        self.spells = missing.spells(self.register, self.periods, self.cases)
        self._staff()
        self._written()
        self.around = around.Around(self)

    def _in_care(self):
        """Placements, episodes, and what happens while children are looked after."""
        adoptions = moves.adopted(self.periods, self.register)
        self.stays = placements.stays(self.periods, self.register, adoptions)
        self.siblings = siblings.groups(self.periods, self.register)
        together.share_addresses(self.stays, self.periods, self.register, self.siblings)
        self.episodes = episodes.episodes(self.periods, self.stays, self.register)
        self.care_reviews = care_contacts.reviews(self.periods)
        self.placement_plans = care_contacts.placement_plans(self.stays, self.periods)
        first = np.append(True, self.episodes.stay[1:] != self.episodes.stay[:-1])
        status = np.empty(len(self.stays.start), object)
        status[self.episodes.stay[first]] = self.episodes.status[first]
        stretches = care_contacts.visited_stretches(
            self.periods, self.stays, self.placement_plans, status, self.care_reviews)
        self.care_visits = care_contacts.visits(self.periods, stretches, self.register)
        self.dental = health.dental_checks(self.periods, self.register)
        self.health = health.health_checks(self.periods, self.register)
        self.questionnaires = health.questionnaires(self.periods, self.register)

    def _front_door(self):
        """Referrals, assessments and the cases they open."""
        starts = protection_contacts.enquiry_starts(self.plans)
        self.cases, self.assessments = front_door.cases(self.register, self.plans, starts, self.periods)
        self.enquiries = enquiries.enquiries(self.cases, self.assessments, self.plans, starts)

    def _protection(self):
        """Visits and reviews under protection plans."""
        self.plan_visits = protection_contacts.visits(self.plans, self.register)
        self.plan_reviews = protection_contacts.reviews(self.plans)

    def _staff(self):
        """Who worked where, and who held which case."""
        case, kind, start, end = staff.stages(self.cases, self.assessments, self.plans, self.periods)
        held = ~staff.unallocated(self.cases)[case]
        case, kind, start, end = case[held], kind[held], start[held], end[held]
        team = np.empty(len(case), object)
        for letter in county.TEAM_KINDS:
            mine = kind == letter
            team[mine] = county.team_id(letter, self.register.district[self.cases.person[case[mine]]])
        team = team.astype(str)
        self.posts = staff.posts_for(team, start, end)
        holders = staff.fill_posts(*self.posts)
        self.involvements = staff.allocate(case, self.cases.person[case], team, start, end, self.posts, holders)
        self.workers = holders.plus(staff.other_staff(len(self.posts[0])))
        first_officer = len(self.workers.start)
        self.workers = self.workers.plus(reviewing.workers(int(self.workers.post.max()) + 1))
        self._reviewed(first_officer)

    def _reviewed(self, first_officer):
        """Every plan and every period of care has a reviewing officer."""
        own, kept = ~self.plans.ola, ~self.periods.short_break
        person = np.concatenate([self.plans.person[own], self.periods.person[kept]])
        start = np.concatenate([self.plans.start[own], self.periods.start[kept]])
        end = np.concatenate([self.plans.end[own], self.periods.end[kept]])
        case = enquiries.case_of(self.cases, person, start)
        self.officer_involvements = reviewing.involvements(start, end, person, case, first_officer)

    def _written(self):
        """Which periods of care are written out, which are known from older systems only, and who appears."""
        is_leaver = np.zeros(self.register.count, bool)
        is_leaver[self.leavers.person] = True
        self.written = (self.periods.end >= HISTORY_START) | is_leaver[self.periods.person]
        self.appears = np.zeros(self.register.count, bool)
        for person in (self.cases.person, self.plans.person, self.periods.person[self.written], self.spells.person):
            self.appears[person] = True
        self.earlier_care = np.flatnonzero(
            ~self.written & ~self.periods.short_break & self.appears[self.periods.person] & (self.periods.end < OPEN))
        unallocated = np.zeros(self.register.count, bool)
        unallocated[self.cases.person[staff.unallocated(self.cases)]] = True
        self.no_home_known = unallocated
