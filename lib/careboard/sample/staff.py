"""Staff, and who holds which case: posts, the people in them one after the other, and involvements.

Cases belong to posts; whoever holds the post holds the case, so a case is handed over when a worker goes.
"""

from dataclasses import dataclass

import numpy as np

from . import county, quotas
from .assessments import Assessments
from .care import Periods
from .cases import Cases
from .chance import dice
from .days import DATE_SHOWN, EXTRACT, HISTORY_START, OPEN, first_day, last_working_day, month
from .protection import Plans

CASELOAD = {
    "2010-04": 18.6,
    "2014-04": 18.4,
    "2016-04": 18.2,
    "2017-10": 18.3,
    "2018-10": 17.6,
    "2019-04": 17.45,
    "2019-10": 17.0,
    "2020-03": 16.9,
}
# the share of permanent workers who leave in a year
LEAVING = {
    "2010-04": 0.15,
    "2016-04": 0.155,
    "2017-10": 0.165,
    "2018-10": 0.20,
    "2018-11": 0.113,
    "2020-03": 0.113,
}
AGENCY_SHARE = 0.19
AGENCY_STAY = 520  # days, on average
SOCIAL_WORKER = "Social worker"


@dataclass
class Workers:
    """People at work: role, team, from, to, full-time equivalent, agency, holding cases; and their post."""

    role: np.ndarray
    team: np.ndarray
    start: np.ndarray
    end: np.ndarray
    fte: np.ndarray
    agency: np.ndarray
    holds_cases: np.ndarray
    post: np.ndarray

    def __add__(self, other: "Workers") -> "Workers":
        """These and the others."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Workers(*(np.concatenate(pair) for pair in pairs))


@dataclass
class Involvements:
    """Who was involved with whom in which case, from when to when."""

    worker: np.ndarray
    person: np.ndarray
    case: np.ndarray
    start: np.ndarray
    end: np.ndarray


def stages(
    cases: Cases, found: Assessments, plans: Plans, periods: Periods
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Each case's way through the teams.

    Returns:
        The case, the kind of team ("A", "S" or "L"), the first and the last day of each stage.
    """
    first_care = _first_event(cases, periods.person, periods.start)
    first_plan = _first_event(cases, plans.person, plans.start)
    assessed = np.where(cases.assessment >= 0, found.authorised[cases.assessment], cases.end)
    handed = np.minimum(np.minimum(assessed, first_plan + 1), cases.end)
    to_care = np.minimum(np.maximum(first_care, cases.start), cases.end)
    handed = np.minimum(handed, to_care)
    parts = [("A", cases.start, handed), ("S", handed, to_care), ("L", to_care, cases.end)]
    case = np.concatenate([np.arange(len(cases.start))] * 3)
    kind = np.repeat(np.array([kind for kind, *_ in parts], object), len(cases.start))
    start, end = (np.concatenate([part[place] for part in parts]) for place in (1, 2))
    lasts = (end > start) & (end > HISTORY_START)
    return case[lasts], kind[lasts], start[lasts], end[lasts]


def _first_event(cases: Cases, person: np.ndarray, on: np.ndarray) -> np.ndarray:
    """The first day of the given events that lies in each case, OPEN where there is none."""
    keys = np.sort(person * 1_000_000 + on)
    at = np.searchsorted(keys, cases.person * 1_000_000 + cases.start)
    found = np.append(keys, -1)[at]
    same = (found // 1_000_000 == cases.person) & (found % 1_000_000 < cases.end)
    return np.where(same, found % 1_000_000, OPEN)


def posts_by_team(
    team: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Posts of social workers, so many that the caseload is as wanted.

    Args:
        team: The team of each stage of a case.
        start: The stage's first day.
        end: Its last day.

    Returns:
        The team, the full-time equivalent and the first day of each post.
    """
    rng = dice("posts")
    teams = np.unique(team)
    caseload = quotas.monthly_values(CASELOAD, quotas.HISTORY)
    yearly = [
        [np.count_nonzero((start <= on) & (end > on) & (team == name)) for name in teams]
        for on in first_day(quotas.HISTORY[::12])
    ]
    load = np.array(yearly).mean(axis=0)
    total, rows = 0.0, []
    filled = np.zeros(len(teams))
    for month_number, wanted in zip(quotas.HISTORY, caseload, strict=True):
        on = first_day(month_number + 1) - 1
        needed = np.count_nonzero((start <= on) & (end > on)) / wanted
        since = HISTORY_START - 200 if month_number == quotas.HISTORY[0] else int(first_day(month_number))
        while total < needed:
            place = int(np.argmax(load / load.sum() * needed - filled))
            size = float(rng.choice([1.0, 1.0, 1.0, 0.8, 0.6]))
            filled[place] += size
            total += size
            rows.append((place, size, since))
    places, fte, begins = (np.array(column) for column in zip(*rows, strict=True))
    return teams[places], fte, begins


def fill_posts(team: np.ndarray, fte: np.ndarray, since: np.ndarray) -> Workers:
    """The people in each post one after the other, permanent or agency, without a gap.

    Args:
        team: The team of each post.
        fte: Its full-time equivalent.
        since: Its first day.
    """
    rng = dice("workers")
    rows = []
    for post, (begins, size) in enumerate(zip(since.tolist(), fte.tolist(), strict=True)):
        at = begins
        while at <= EXTRACT:
            from_agency = rng.random() < AGENCY_SHARE * (2.4 if at > begins else 1)
            stay = at + max(60, int(rng.exponential(AGENCY_STAY))) if from_agency else _leaving_day(rng, at)
            until = int(last_working_day(stay))
            rows.append((team[post], at, until if until <= EXTRACT else OPEN, size, from_agency, post))
            at = until
    teams, start, end, sizes, agency, posts = (np.array(column) for column in zip(*rows, strict=True))
    role, holding = np.full(len(rows), SOCIAL_WORKER, object), np.ones(len(rows), bool)
    return Workers(role, teams.astype(object), start, end, sizes, agency, holding, posts)


def _leaving_day(rng: np.random.Generator, at: int) -> int:
    """The day on which a permanent worker leaves: year by year with the chance of that time."""
    points, shares = [first_day(month(text)) for text in LEAVING], list(LEAVING.values())
    for _ in range(100):
        chance = np.interp(at, points, shares)
        if rng.random() < chance / 4:
            return max(at + int(rng.integers(1, 91)), at + 40)
        at += 91
    return OPEN


def other_staff(cases_posts: int) -> Workers:
    """Team managers, personal advisers, social workers who hold no cases.

    Args:
        cases_posts: How many posts hold cases; theirs are numbered after them.
    """
    rng = dice("other staff")
    rows = []
    for place in range(len(county.DISTRICTS)):
        for kind in county.TEAM_KINDS:
            team = county.team_id(kind, place)
            rows.append(("Team manager", team, 1.0))
            if kind == "C":
                rows += [("Personal adviser", team, float(rng.choice([1.0, 0.8]))) for _ in range(4)]
            elif rng.random() < 0.5:
                rows.append(("Practice adviser", team, 1.0))
    parts = []
    for number, (role, team, size) in enumerate(rows):
        change = int(last_working_day(rng.integers(HISTORY_START, EXTRACT)))
        title = SOCIAL_WORKER if role == "Practice adviser" else role
        holds_cases, post = role == "Personal adviser", cases_posts + number
        parts.append((title, team, HISTORY_START - 300, change, size, False, holds_cases, post))
        parts.append((title, team, change, OPEN, size, False, holds_cases, post))
    columns = [np.array(column) for column in zip(*parts, strict=True)]
    columns[0], columns[1] = columns[0].astype(object), columns[1].astype(object)
    return Workers(*columns)


def allocate(
    case: np.ndarray,
    person: np.ndarray,
    team: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    posts: tuple[np.ndarray, np.ndarray, np.ndarray],
    workers: Workers,
) -> Involvements:
    """Give each stage a post of its team, and each of the post's workers their part of the stage.

    Args:
        case: The case of each stage.
        person: Whose it is.
        team: The stage's team.
        start: Its first day.
        end: Its last day.
        posts: The team, the full-time equivalent and the first day of each post.
        workers: The people in the posts.
    """
    rng = dice("allocation")
    post_team, post_fte, post_since = posts
    post = np.full(len(case), -1)
    for name in np.unique(team):
        mine, places = np.flatnonzero(team == name), np.flatnonzero(post_team == name)
        on = np.maximum(start[mine], HISTORY_START - 100)
        post[mine] = _pick_posts(rng, on, places, post_fte, post_since)
    start = np.maximum(start, post_since[post])
    return _holdings(case, person, post, start, end, workers)


def _pick_posts(
    rng: np.random.Generator, on: np.ndarray, places: np.ndarray, fte: np.ndarray, since: np.ndarray
) -> np.ndarray:
    """A post that existed on the day for each, full-time posts more often."""
    order = places[np.argsort(since[places], kind="stable")]
    existing = np.searchsorted(since[order], on, side="right")
    weights = np.cumsum(fte[order])
    at = np.searchsorted(weights, rng.random(len(on)) * weights[existing - 1], side="right")
    return order[np.minimum(at, existing - 1)]


def _holdings(
    case: np.ndarray,
    person: np.ndarray,
    post: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    workers: Workers,
) -> Involvements:
    """Cut each stage at the changes of the post's holder."""
    order = np.lexsort((workers.start, workers.post))
    keys = workers.post[order] * 1_000_000 + workers.start[order]
    holder = np.searchsorted(keys, post * 1_000_000 + start, side="right") - 1
    rows, parts = np.arange(len(case)), []
    while len(rows):
        worker = order[holder]
        to = np.minimum(end[rows], workers.end[worker])
        parts.append((worker, person[rows], case[rows], start[rows], to))
        going = to < end[rows]
        start = start.copy()
        start[rows] = to
        rows, holder = rows[going], holder[going] + 1
    return Involvements(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def unallocated_cases(cases: Cases) -> np.ndarray:
    """A few cases, most of them recent, that nobody holds.

    Returns:
        True or False for each case.
    """
    rng = dice("unallocated cases")
    plain = ~cases.career
    recent = plain & (cases.end > DATE_SHOWN)
    recent &= (cases.start <= DATE_SHOWN) & (cases.start > DATE_SHOWN - 80)
    later = plain & (cases.end >= OPEN) & (cases.start > EXTRACT - 60)
    once = plain & (cases.start > HISTORY_START)
    chance = rng.random(len(cases.start))
    one_case = np.bincount(cases.person)[cases.person] == 1
    return one_case & ((recent & (chance < 0.035)) | (later & (chance < 0.03)) | (once & (chance < 0.002)))
