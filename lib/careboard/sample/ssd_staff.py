"""The SSD tables of staff and departments, and the local tables beside the SSD."""

import numpy as np

from . import county
from .cells import Days, DaysOrYears, Minutes, numbered, yes_no
from .chance import dice
from .days import EXTRACT, HISTORY_START, OPEN
from .missing import DAY, who_asked
from .ssd_care import suitable
from .staff import SOCIAL_WORKER


class Staff:
    """Writes these tables from the world; `case_ids` are the referral ids."""

    def __init__(self, world, ids, case_ids):
        self.world, self.ids, self.case_ids = world, ids, case_ids
        self.worker_ids = numbered("W", len(world.workers.start))

    def tables(self):
        """All of them."""
        return {"ssd_involvements": self.involvements(), "ssd_professionals": self.professionals(),
                "ssd_department": self.department()}

    def involvements(self):
        """Involvements of social workers and of reviewing officers."""
        parts = [self.world.involvements, self.world.officer_involvements]
        worker, person, case, start, end = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("worker", "person", "case", "start", "end"))
        kept = np.flatnonzero(self.world.appears[person] & (end > start))
        kept = kept[np.argsort(start[kept], kind="stable")]
        worker, person, case, start, end = (part[kept] for part in (worker, person, case, start, end))
        workers = self.world.workers
        left = (end == workers.end[worker]) & (end < OPEN)
        return {
            "invo_involvements_id": numbered("I", len(start)), "invo_professional_id": self.worker_ids[worker],
            "invo_professional_role_id": workers.role[worker], "invo_professional_team": workers.team[worker],
            "invo_involvement_start_date": Days(start), "invo_involvement_end_date": Days(end),
            "invo_worker_change_reason": np.where(left, "Worker left", "").astype(object),
            "invo_person_id": self.ids[person], "invo_referral_id": np.where(case >= 0, self.case_ids[case], "").astype(object)}

    def professionals(self):
        """Everybody who works or worked there, without their names."""
        workers = self.world.workers
        open_cases = np.bincount(self.world.involvements.worker[self.world.involvements.end >= OPEN],
                                 minlength=len(workers.start))
        return {
            "prof_professional_id": self.worker_ids, "prof_staff_id": numbered("S", len(workers.start)),
            "prof_professional_job_title": workers.role,
            "prof_professional_caseload": open_cases.astype(str).astype(object),
            "prof_professional_department": workers.team,
            "prof_full_time_equivalency": workers.fte.astype(str).astype(object),
            "prof_agency_worker_flag": yes_no(workers.agency)}

    def department(self):
        """Teams, and the reviewing officers' one."""
        rows = [(team, name, district, county.title(district)) for team, name, district in county.teams()]
        rows.append((county.REVIEWING_TEAM, "Reviewing officers", "county", county.NAME))
        team, name, parent, parent_name = (np.array(column, object) for column in zip(*rows, strict=True))
        return {"dept_team_id": team, "dept_team_name": name, "dept_team_parent_id": parent,
                "dept_team_parent_name": parent_name}


class Local:
    """Writes what no standard shape holds: one small table each."""

    def __init__(self, world, ids, worker_ids):
        self.world, self.ids, self.worker_ids = world, ids, worker_ids
        self.rng = dice("local tables")

    def tables(self):
        """All of them."""
        return {
            "extract": extract(), "teams": self.teams(), "home_districts": self.home_districts(),
            "return_interviews": self.return_interviews(), "care_leaver_history": self.care_leaver_history(),
            "workforce": self.workforce(), "posts": self.posts(), "placement_plans": self.placement_plans(),
            "earlier_plans": self.earlier_plans(), "earlier_care": self.earlier_care()}

    def teams(self):
        """The teams and their areas."""
        team, name, district = (np.array(column, object) for column in zip(*county.teams(), strict=True))
        return {"team_id": team, "team": name, "area": district,
                "from": Days(np.full(len(team), HISTORY_START)), "to": Days(np.full(len(team), OPEN))}

    def home_districts(self):
        """Where nearly everybody's home is, and for a few where it was before."""
        world = self.world
        known = world.appears & ~world.no_home_known & (self.rng.random(world.register.count) < 0.985)
        who = np.flatnonzero(known)
        born = world.register.born[who]
        moved = self.rng.random(len(who)) < 0.03
        since = np.minimum(born + self.rng.integers(100, 2_500, len(who)), HISTORY_START - 30)
        moved &= since > born
        before = (world.register.district[who] + self.rng.integers(1, len(county.DISTRICTS), len(who))) % len(county.DISTRICTS)
        person = np.concatenate([who[moved], who])
        place = np.concatenate([before[moved], world.register.district[who]])
        start = np.concatenate([born[moved], np.where(moved, since, born)])
        end = np.concatenate([since[moved], np.full(len(who), OPEN)])
        order = np.lexsort((start, self.ids[person].astype(str)))
        return {"person_id": self.ids[person[order]], "district": county.DISTRICT_IDS[place[order]],
                "from": Days(start[order]), "to": Days(end[order])}

    def return_interviews(self):
        """Interviews offered and completed after children were missing."""
        found = self.world.spells
        rows = np.flatnonzero((found.offered < OPEN * DAY) | (found.completed < OPEN * DAY))
        return {"missing_id": numbered("MS", len(found.start))[rows], "offered": Minutes(found.offered[rows]),
                "completed": Minutes(found.completed[rows]), "by": who_asked(self.rng, len(rows))}

    def care_leaver_history(self):
        """The history of each care leaver."""
        history = self.world.leaver_history
        return {"person_id": self.ids[self.world.leavers.person[history["who"]]], "from": Days(history["from"]),
                "to": Days(history["to"]), "eligibility": history["eligibility"], "in_touch": history["touch"],
                "contact": Days(history["contact"]), "activity": history["activity"], "accommodation": history["home"],
                "suitable": suitable(history["home"]), "pathway_plan_review": Days(history["review"])}

    def workforce(self):
        """Everybody's time at work."""
        workers = self.world.workers
        return {"worker_id": self.worker_ids, "role": workers.role, "team_id": workers.team, "start": Days(workers.start),
                "end": Days(workers.end), "fte": workers.fte.astype(str).astype(object), "agency": yes_no(workers.agency),
                "holds_cases": yes_no(workers.holds_cases)}

    def posts(self):
        """Posts established by team: those filled and some five in a hundred that are vacant."""
        team, fte, since = self.world.posts
        vacant = self.rng.random(len(team)) < 0.055
        post_team = np.concatenate([team, team[vacant]]).astype(object)
        size, start = np.concatenate([fte, fte[vacant]]), np.concatenate([since, since[vacant]])
        officers = self.world.workers.role == "Independent reviewing officer"
        in_post = np.flatnonzero(officers & (self.world.workers.end > EXTRACT))
        role = np.array([SOCIAL_WORKER] * len(size) + ["Independent reviewing officer"] * len(in_post), object)
        return {"role": role, "team_id": np.concatenate([post_team, self.world.workers.team[in_post]]),
                "fte": np.concatenate([size, self.world.workers.fte[in_post]]).astype(str).astype(object),
                "from": Days(np.concatenate([start, self.world.workers.start[in_post]])),
                "to": Days(np.full(len(role), OPEN))}

    def placement_plans(self):
        """What is meant by each placement."""
        world = self.world
        rows = np.flatnonzero(world.written[world.stays.period])
        return {"person_id": self.ids[world.periods.person[world.stays.period[rows]]],
                "placement_start": Days(world.stays.start[rows]),
                **{name: column[rows] for name, column in world.placement_plans.items()}}

    def earlier_plans(self):
        """Protection plans known from older systems; of some only the years are known."""
        columns = (np.array(column) for column in zip(*self.world.earlier_plans, strict=True))
        return self._earlier(*columns)

    def earlier_care(self):
        """Periods of care known from older systems; of some only the years are known."""
        rows = self.world.earlier_care
        periods = self.world.periods
        year_only = self.rng.random(len(rows)) < 0.2
        return self._earlier(periods.person[rows], periods.start[rows], periods.end[rows], year_only)

    def _earlier(self, person, start, end, year_only):
        return {"person_id": self.ids[person], "start": DaysOrYears(start, year_only), "end": DaysOrYears(end, year_only)}


def extract():
    """The front page of the extract: what it is, of when, and that it is invented."""
    return {"source": np.array([county.SOURCE], object), "extract_date": Days(np.array([EXTRACT])),
            "invented": np.array(["Y"], object)}
