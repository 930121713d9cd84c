"""What schools record of looked-after children: sessions, suspensions, places on their roll and results.

It follows the school terms (schooling.Terms): a child stays away and is suspended here as often as there.
"""

from dataclasses import dataclass

import numpy as np

from .chance import dice
from .days import EXTRACT, OPEN, age_at, day, last_working_day, working_days_between
from .people import Register
from .schooling import Terms

SESSIONS_A_DAY, HALF_TERM, LONG_TERM = 2, 5, 50  # a term of more than 50 days has 5 working days off in it
AUTHORISED = 0.72  # of the sessions missed
SUSPENDED_AGAIN, EXCLUDED = 0.28, 0.0007  # in the same term; for good, of all children and terms
SUSPENDED_DAYS = [0.5, 1.0, 2.0, 3.0, 5.0]
MOVED, WITHOUT = 0.012, 0.022  # of terms: to another school at once; out of school for a time
SAME_SCHOOL = 0.45  # of those out of school, who come back to it
FIRST_AGE, SECONDARY_AGE, LAST_AGE = 4, 11, 15  # on the day before a school year
PRIMARIES, SECONDARIES = 60, 14  # a district
RESULTS = {"KS2": ("07-09", 10), "KS4": ("08-22", 15)}  # the day; the age on the day before the school year
RESULT_YEARS = (2017, 2018, 2019)
EXPECTED, GRADE_5 = 0.37, 0.075  # reach it at key stage 2; in English and mathematics at key stage 4
POINTS, SPREAD = 19.5, 14.0  # Attainment 8, the mean and how far scores lie apart


@dataclass
class SchoolRecords:
    """What schools record, column by column.

    Attributes:
        sessions: person, term's start, term's end, possible, authorised, unauthorised.
        suspensions: person, day, days lost, whether for good.
        places: person, school, from, to.
        results: person, stage, day, whether it was reached, Attainment 8 (nan where there is none).
    """

    sessions: tuple[np.ndarray, ...]
    suspensions: tuple[np.ndarray, ...]
    places: tuple[np.ndarray, ...]
    results: tuple[np.ndarray, ...]


def school_records(terms: Terms, register: Register) -> SchoolRecords:
    """The school records of the children whose terms are known.

    Args:
        terms: a row a child and term in care.
        register: everybody.
    """
    suspensions = _suspensions(terms)
    excluded = dict(zip(suspensions[0][suspensions[3]], suspensions[1][suspensions[3]], strict=True))
    return SchoolRecords(
        _sessions(terms), suspensions, _places(terms, register, excluded), _results(terms, register)
    )


def _sessions(terms: Terms) -> tuple[np.ndarray, ...]:
    """Sessions of each term while in care; those missed in the share in which the child was away."""
    rng = dice("school sessions")
    days = working_days_between(terms.since - 1, terms.until)
    days = days - np.where(terms.until - terms.since > LONG_TERM, HALF_TERM, 0)
    possible = SESSIONS_A_DAY * days
    missed = np.round(possible * (100 - terms.attendance) / 100).astype(int)
    authorised = rng.binomial(np.maximum(missed, 0), AUTHORISED)
    columns = (terms.person, terms.start, terms.end, possible, authorised, missed - authorised)
    return tuple(column[possible > 0] for column in columns)


def _suspensions(terms: Terms) -> tuple[np.ndarray, ...]:
    """One or two suspensions in each term with any, and now and then an exclusion for good."""
    rng = dice("suspensions")
    size = len(terms.person)
    again = terms.suspended & (rng.random(size) < SUSPENDED_AGAIN)
    excluded = rng.random(size) < EXCLUDED
    rows = np.concatenate([np.flatnonzero(which) for which in (terms.suspended, again, excluded)])
    for_good = np.arange(len(rows)) >= terms.suspended.sum() + again.sum()
    there = terms.until[rows] - terms.since[rows]
    on = last_working_day(terms.since[rows] + (there * rng.random(len(rows))).astype(int))
    on = np.maximum(on, terms.since[rows])
    lost = np.where(for_good, np.nan, rng.choice(SUSPENDED_DAYS, len(rows)))
    order = np.lexsort((~for_good, on, terms.person[rows]))
    person, began = terms.person[rows][order], on[order]
    first = np.append(True, (np.diff(person) != 0) | (np.diff(began) != 0))  # of two on one day one
    return person[first], began[first], lost[order][first], for_good[order][first]


def _places(terms: Terms, register: Register, excluded: dict[int, int]) -> tuple[np.ndarray, ...]:
    """Places on the roll, from the first school year to the last; `excluded` has who lost one and when."""
    rng = dice("school places")
    size = len(terms.person)
    out, moved = (rng.random(size) < chance for chance in (WITHOUT, MOVED))
    on = terms.since + ((terms.until - terms.since) * rng.random(size)).astype(int)
    gap = np.where(out, 8 + rng.gamma(1.6, 45.0, size).astype(int), 3)
    back = out & (rng.random(size) < SAME_SCHOOL)
    breaks: dict[int, list[tuple[int, int, bool]]] = {int(who): [] for who in np.unique(terms.person)}
    for row in np.flatnonzero(out | moved):
        breaks[int(terms.person[row])].append((int(on[row]), int(gap[row]), bool(back[row])))
    for who, left in excluded.items():
        breaks[int(who)].append((int(left), 21, False))
    rows = [
        place
        for who, found in breaks.items()
        for place in _career(rng, who, int(register.born[who]), int(register.district[who]), sorted(found))
    ]
    person, school, start, end = (np.array(column) for column in zip(*rows, strict=True))
    return person, school.astype(object), start, end


def _career(
    rng: np.random.Generator, who: int, born: int, district: int, breaks: list[tuple[int, int, bool]]
) -> list[tuple[int, str, int, int]]:
    """One child's places: a primary and a secondary school, and what the breaks make of them."""
    first, secondary, last = (_first_year(born, age) for age in (FIRST_AGE, SECONDARY_AGE, LAST_AGE + 1))
    rows = []
    for phase, start, end, schools in (
        ("P", first, secondary, PRIMARIES),
        ("S", secondary, last, SECONDARIES),
    ):
        school, at = int(rng.integers(schools)), start
        for left, gap, back in breaks:
            if at < left < min(end, EXTRACT):
                rows.append((who, f"{phase}{district + 1:02}{school:02}", at, left))
                at = left + gap
                school = school if back else (school + 1 + int(rng.integers(schools - 1))) % schools
        if at < min(end, EXTRACT):
            until = end if end <= EXTRACT else OPEN
            rows.append((who, f"{phase}{district + 1:02}{school:02}", at, until))
    return rows


def _first_year(born: int, age: int) -> int:
    """The first day of the first school year before which a child has reached an age."""
    year = int(np.datetime64(born, "D").astype("datetime64[Y]").astype(int)) + 1970 + age
    begins = day(f"{year}-09-01")
    return begins if age_at(np.array([born]), np.array([begins - 1]))[0] >= age else day(f"{year + 1}-09-01")


def _results(terms: Terms, register: Register) -> tuple[np.ndarray, ...]:
    """Results of those who were in care in the summer term of the year in which a key stage ended."""
    rng = dice("key stage results")
    parts = []
    for year in RESULT_YEARS:
        there = terms.person[(terms.start <= day(f"{year}-05-15")) & (terms.end >= day(f"{year}-05-15"))]
        ages = age_at(register.born[there], np.full(len(there), day(f"{year - 1}-08-31")))
        for stage, (on, age) in RESULTS.items():
            who = there[ages == age]
            score = np.clip(np.round(rng.normal(POINTS, SPREAD, len(who)), 1), 0.0, 90.0)
            chance = EXPECTED if stage == "KS2" else np.clip(GRADE_5 * (score / POINTS) ** 2, 0, 1)
            reached = rng.random(len(who)) < chance
            score = score if stage == "KS4" else np.full(len(who), np.nan)
            parts.append(
                (
                    who,
                    np.full(len(who), stage, object),
                    last_working_day(np.full(len(who), day(f"{year}-{on}"))),
                    reached,
                    score,
                )
            )
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))
