"""The service's own records that no standard shape holds: teams, posts, homes, interviews and histories."""

import numpy as np

from . import county
from .cells import Days, DaysOrYears, Minutes, Table, running_ids, yes_no
from .chance import dice
from .days import DATE_SHOWN, EXTRACT, HISTORY_START, OPEN, day
from .missing_spells import DAY, interviewers
from .reviewing_officers import OFFICER
from .ssd_care import suitability
from .staff import SOCIAL_WORKER
from .world import World

REORGANISED = [day("2018-10-31"), day("2019-04-15"), DATE_SHOWN]  # ends of months among them
RENEWED_EVERY = 20  # one post in so many


class ServiceRecords:
    """Writes the service's own records, one small table each."""

    def __init__(self, world: World, ids: np.ndarray, worker_ids: np.ndarray) -> None:
        self.world, self.ids, self.worker_ids = world, ids, worker_ids
        self.rng = dice("local tables")

    def tables(self) -> dict[str, Table]:
        """Every table that this class writes, by its name."""
        return {
            "extract": extract(),
            "teams": self.teams(),
            "home_districts": self.home_districts(),
            "return_interviews": self.return_interviews(),
            "care_leaver_history": self.care_leaver_history(),
            "workforce": self.workforce(),
            "posts": self.posts(),
            "placement_plans": self.placement_plans(),
            "earlier_plans": self.earlier_plans(),
            "earlier_care": self.earlier_care(),
        }

    def teams(self) -> Table:
        """The teams and their areas."""
        team, name, district = (np.array(column, object) for column in zip(*county.teams(), strict=True))
        return {
            "team_id": team,
            "team": name,
            "area": district,
            "from": Days(np.full(len(team), HISTORY_START)),
            "to": Days(np.full(len(team), OPEN)),
        }

    def home_districts(self) -> Table:
        """Where nearly everybody's home is, and for a few where it was before."""
        world = self.world
        known = world.appears & ~world.no_home_known & (self.rng.random(world.register.count) < 0.985)
        who = np.flatnonzero(known)
        born = world.register.born[who]
        moved = self.rng.random(len(who)) < 0.03
        since = np.minimum(born + self.rng.integers(100, 2_500, len(who)), HISTORY_START - 30)
        moved &= since > born
        places = len(county.DISTRICTS)
        before = (world.register.district[who] + self.rng.integers(1, places, len(who))) % places
        person = np.concatenate([who[moved], who])
        place = np.concatenate([before[moved], world.register.district[who]])
        start = np.concatenate([born[moved], np.where(moved, since, born)])
        end = np.concatenate([since[moved], np.full(len(who), OPEN)])
        order = np.lexsort((start, self.ids[person].astype(str)))
        return {
            "person_id": self.ids[person[order]],
            "district": county.DISTRICT_IDS[place[order]],
            "from": Days(start[order]),
            "to": Days(end[order]),
        }

    def return_interviews(self) -> Table:
        """Interviews offered and completed after children were missing."""
        found = self.world.spells
        rows = np.flatnonzero((found.offered < OPEN * DAY) | (found.completed < OPEN * DAY))
        return {
            "missing_id": running_ids("MS", len(found.start))[rows],
            "offered": Minutes(found.offered[rows]),
            "completed": Minutes(found.completed[rows]),
            "by": interviewers(self.rng, len(rows)),
        }

    def care_leaver_history(self) -> Table:
        """The history of each care leaver."""
        history = self.world.leaver_history
        return {
            "person_id": self.ids[self.world.leavers.person[history["who"]]],
            "from": Days(history["from"]),
            "to": Days(history["to"]),
            "eligibility": history["eligibility"],
            "in_touch": history["touch"],
            "contact": Days(history["contact"]),
            "activity": history["activity"],
            "accommodation": history["home"],
            "suitable": suitability(history["home"]),
            "pathway_plan_review": Days(history["review"]),
        }

    def workforce(self) -> Table:
        """Everybody's time at work."""
        workers = self.world.workers
        return {
            "worker_id": self.worker_ids,
            "role": workers.role,
            "team_id": workers.team,
            "start": Days(workers.start),
            "end": Days(workers.end),
            "fte": workers.fte.astype(str).astype(object),
            "agency": yes_no(workers.agency),
            "holds_cases": yes_no(workers.holds_cases),
        }

    def posts(self) -> Table:
        """Posts established by team: those filled and some five in a hundred that are vacant.

        A post whose team was reorganised ended on a day and was established anew from that day.
        """
        team, fte, since = self.world.posts
        vacant = self.rng.random(len(team)) < 0.055
        post_team = np.concatenate([team, team[vacant]]).astype(object)
        size, start = np.concatenate([fte, fte[vacant]]), np.concatenate([since, since[vacant]])
        officers = self.world.workers.role == OFFICER
        in_post = np.flatnonzero(officers & (self.world.workers.end > EXTRACT))
        role = np.repeat(np.array([SOCIAL_WORKER, OFFICER], object), [len(size), len(in_post)])
        established = np.concatenate([start, self.world.workers.start[in_post]])
        again = np.flatnonzero(established < min(REORGANISED))[::RENEWED_EVERY]
        anew = np.resize(REORGANISED, len(again))
        ended = np.full(len(role), OPEN)
        ended[again] = anew
        rows = np.append(np.arange(len(role)), again)
        return {
            "role": role[rows],
            "team_id": np.concatenate([post_team, self.world.workers.team[in_post]])[rows],
            "fte": np.concatenate([size, self.world.workers.fte[in_post]])[rows].astype(str).astype(object),
            "from": Days(np.append(established, anew)),
            "to": Days(np.append(ended, np.full(len(again), OPEN))),
        }

    def placement_plans(self) -> Table:
        """What is meant by each placement."""
        world = self.world
        rows = np.flatnonzero(world.written[world.stays.period])
        return {
            "person_id": self.ids[world.periods.person[world.stays.period[rows]]],
            "placement_start": Days(world.stays.start[rows]),
            **{name: column[rows] for name, column in world.placement_plans.items()},
        }

    def earlier_plans(self) -> Table:
        """Protection plans known from older systems; of some only the years are known."""
        columns = (np.array(column) for column in zip(*self.world.earlier_plans, strict=True))
        return self._earlier_records(*columns)

    def earlier_care(self) -> Table:
        """Periods of care known from older systems; of some only the years are known."""
        rows = self.world.earlier_care
        periods = self.world.periods
        year_only = self.rng.random(len(rows)) < 0.2
        return self._earlier_records(periods.person[rows], periods.start[rows], periods.end[rows], year_only)

    def _earlier_records(
        self, person: np.ndarray, start: np.ndarray, end: np.ndarray, year_only: np.ndarray
    ) -> Table:
        return {
            "person_id": self.ids[person],
            "start": DaysOrYears(start, year_only),
            "end": DaysOrYears(end, year_only),
        }


def extract() -> Table:
    """The front page of the extract: what it is, of when, and that it is invented."""
    return {
        "source": np.array([county.SOURCE], object),
        "extract_date": Days(np.array([EXTRACT])),
        "invented": np.array(["Y"], object),
    }
