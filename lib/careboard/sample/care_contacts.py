"""Reviews of looked-after children, and visits to them."""

from dataclasses import dataclass

import numpy as np

from . import county
from .care import Periods
from .chance import choose, dice, draw, latest_days, ticks
from .days import DATE_SHOWN, EXTRACT, OPEN, add_months, day, last_working_day, working_day, working_number
from .people import Register
from .placements import Stays

KEPT_FROM = day("2009-10-01")  # earlier visits and reviews stay in the older systems
VISITED_IN_TIME = 0.92  # of the children looked after at the date shown
PARTICIPATION = {"PN1": 44, "PN2": 5, "PN3": 6, "PN4": 2, "PN5": 22, "PN6": 13, "PN7": 8}


@dataclass
class Contacts:
    """Visits or reviews: the row they belong to (a period or a plan), when, and when due where known."""

    owner: np.ndarray
    on: np.ndarray
    due: np.ndarray


def reviews(periods: Periods) -> Contacts:
    """Reviews: the first within 20 working days, the second within 3 months, then every 6 months, mostly."""
    rng = dice("looked-after reviews")
    rows = np.flatnonzero(~periods.short_break & (periods.end > KEPT_FROM))
    start, end = periods.start[rows], np.minimum(periods.end[rows], EXTRACT + 1)
    size = len(rows)
    first_gap = np.where(rng.random(size) < 0.93, rng.integers(12, 21, size), rng.integers(21, 34, size))
    first = working_day(working_number(start) + first_gap)
    second_gap = np.where(rng.random(size) < 0.93, rng.integers(68, 90, size), rng.integers(93, 130, size))
    second = last_working_day(first + second_gap)
    later_rows, later = ticks(second, end, lambda of, at: _half_year(rng, len(of)))
    owner = np.concatenate([np.arange(size), np.arange(size), later_rows])
    on = np.concatenate([first, second, last_working_day(later)])
    order = np.lexsort((on, owner))
    owner, on = owner[order], on[order]
    due = _reviews_due(owner, on, start)
    kept = (on < end[owner]) & (on >= KEPT_FROM)
    return Contacts(rows[owner[kept]], on[kept], due[kept])


def _half_year(rng: np.random.Generator, count: int) -> np.ndarray:
    late = rng.random(count) < 0.06
    return np.where(late, rng.integers(186, 240, count), rng.integers(150, 181, count))


def _reviews_due(owner: np.ndarray, on: np.ndarray, start: np.ndarray) -> np.ndarray:
    """When each review was due, worked out from the one before it."""
    before = np.append(0, on[:-1])
    is_first = np.append(True, owner[1:] != owner[:-1])
    is_second = np.append(False, is_first[:-1]) & ~is_first
    twenty_days = working_day(working_number(start) + 20)[owner]
    return np.select([is_first, is_second], [twenty_days, add_months(before, 3)], add_months(before, 6))


@dataclass
class Stretches:
    """The placements as visits see them: one row a stretch with the same carer."""

    period: np.ndarray
    start: np.ndarray
    end: np.ndarray
    to_18: np.ndarray  # meant to last to 18 from its start
    later_to_18: np.ndarray  # meant to last to 18 at its start or since a move with the same carer
    close: np.ndarray  # weekly visits up to the first review
    four_weeks: np.ndarray  # and every four weeks after it
    review: np.ndarray  # the first review after the placement's start


def stretches(
    periods: Periods,
    stays: Stays,
    plans_for_stays: dict[str, np.ndarray],
    status_at_start: np.ndarray,
    found_reviews: Contacts,
) -> Stretches:
    """Join moves with the same carer, and say which rule of visiting each stretch falls under.

    Args:
        periods: The periods of care.
        stays: The placements.
        plans_for_stays: What is meant by each placement, as `placement_plans` gives it.
        status_at_start: The legal status at the start of each placement.
        found_reviews: The reviews of the periods.

    Returns:
        One row a stretch with the same carer.
    """
    new = ~stays.same_carer
    stretch = np.cumsum(new) - 1
    end = np.zeros(new.sum(), int)
    np.maximum.at(end, stretch, stays.end)
    basis = plans_for_stays["basis"][new]
    with_parents = stays.code[new] == "P1"
    interim = with_parents & (status_at_start[new] == "C1")
    to_18 = plans_for_stays["lasts_to_18"][new] == "Y"
    later_to_18 = np.zeros(new.sum(), bool)
    np.logical_or.at(later_to_18, stretch, plans_for_stays["lasts_to_18"] == "Y")
    period, start = stays.period[new], stays.start[new]
    keys = np.sort(found_reviews.owner * 100_000 + found_reviews.on)
    following = np.searchsorted(keys, period * 100_000 + start, side="right")
    found = np.append(keys, OPEN * 100_000)[following]
    review = np.where(found // 100_000 == period, found % 100_000, OPEN)
    close = interim | (basis != "")
    four_weeks = interim | (basis == "reg24")
    return Stretches(period, start, end, to_18 & ~close, later_to_18, close, four_weeks, review)


def visits(periods: Periods, stretches: Stretches, register: Register) -> Contacts:
    """Visits: within the first week, then as the placement's rule says, and now and then late.

    Args:
        periods: The periods of care.
        stretches: The placements as visits see them.
        register: Everybody, for the district of each child.

    Returns:
        The visits by stretch and day; none of them has a day on which it was due.
    """
    rng = dice("looked-after visits")
    rows = np.flatnonzero(~periods.short_break[stretches.period] & (stretches.end > KEPT_FROM))
    start = np.maximum(stretches.start[rows], KEPT_FROM - rng.integers(0, 30, len(rows)))
    end = np.minimum(stretches.end[rows], EXTRACT + 1)
    lateness = county.LATENESS[register.district[periods.person[stretches.period]]]

    def first_week(of: np.ndarray, at: np.ndarray) -> np.ndarray:
        late = rng.random(len(of)) < 0.05
        return np.where(late, rng.integers(9, 20, len(of)), rng.integers(1, 7, len(of)))

    of, at = ticks(start, end, lambda of, at: _visit_gap(rng, stretches, lateness, rows[of], at), first_week)
    weekday = last_working_day(at)
    at = np.where(weekday > start[of], weekday, at)
    again = np.append(False, (of[1:] == of[:-1]) & (at[1:] == at[:-1]))
    return _settle(periods, stretches, rows[of[~again]], at[~again], rng)


def _visit_gap(
    rng: np.random.Generator, stretches: Stretches, lateness: np.ndarray, stretch: np.ndarray, at: np.ndarray
) -> np.ndarray:
    """Days from a visit to the next one, by the rule that the placement falls under."""
    count = len(stretch)
    usual = np.interp(at, [day("2014-04-01"), day("2018-12-01")], [0.15, 0.135])
    late = rng.random(count) < lateness[stretch] * usual
    days = np.where(late, rng.integers(50, 90, count), rng.integers(27, 41, count))
    settled = stretches.to_18[stretch] & (at - stretches.start[stretch] > 375)
    days[settled] = np.where(late, rng.integers(95, 130, count), rng.integers(68, 89, count))[settled]
    days[stretches.four_weeks[stretch]] = rng.integers(20, 28, count)[stretches.four_weeks[stretch]]
    weekly = stretches.close[stretch] & (at < stretches.review[stretch])
    weekly &= at - stretches.start[stretch] < 200
    days[weekly] = rng.integers(5, 8, count)[weekly]
    return days


def _settle(
    periods: Periods, stretches: Stretches, stretch: np.ndarray, at: np.ndarray, rng: np.random.Generator
) -> Contacts:
    """At the date shown, the wanted share of children is not overdue, each with a clear margin."""
    in_care = periods.open_at(DATE_SHOWN)[stretches.period]
    shown = np.flatnonzero((stretches.start <= DATE_SHOWN) & (stretches.end > DATE_SHOWN) & in_care)
    latest = latest_days(stretch, at, len(stretches.start), DATE_SHOWN)
    plain = ~stretches.later_to_18 & ~stretches.close & (stretches.start < DATE_SHOWN - 100)
    overdue = latest < DATE_SHOWN - 42
    unmet_count = len(shown) - round(VISITED_IN_TIME * len(shown))
    unmet = shown[choose(rng, plain[shown] * np.where(overdue[shown], 1e4, 1.0), unmet_count)]
    back = last_working_day(DATE_SHOWN - rng.integers(52, 84, len(unmet)))
    met = np.setdiff1d(shown, unmet)
    young = DATE_SHOWN - stretches.start[met] <= 6
    missing = met[(latest[met] < DATE_SHOWN - _safe_gap(stretches)[met]) & ~young]
    lately = _extra_visits(stretches, missing, latest[missing], rng.integers(0, 5, len(missing)))
    is_unmet = np.isin(stretch, unmet)
    drop = is_unmet & (at > DATE_SHOWN - 86) & (at <= DATE_SHOWN)
    # some of those overdue stay so for a while, or November would look too good
    drop |= is_unmet & (at > DATE_SHOWN) & (at < DATE_SHOWN + 32) & (rng.random(len(at)) < 0.35)
    owner = np.concatenate([stretch[~drop], unmet, missing])
    on = np.concatenate([at[~drop], back, lately])
    order = np.lexsort((on, owner))
    return Contacts(stretches.period[owner[order]], on[order], np.full(len(on), OPEN))


def _extra_visits(
    stretches: Stretches, rows: np.ndarray, latest: np.ndarray, few_days: np.ndarray
) -> np.ndarray:
    """One more visit for each stretch, so that as many fall due after the date shown as after any other.

    Who is overdue is seen on any day that is still in time. Who is in time stays so by the last visit, and
    the extra one lies before it, or soon after it where it was the first: the number of visits is no matter
    of chance, or the tables written after this one would change with it.
    """
    rng = dice("visits arranged")
    allowed, start = _longest_gap(stretches)[rows], stretches.start[rows]
    whenever = last_working_day(DATE_SHOWN - (rng.random(len(rows)) * (allowed + 1)).astype(int))
    between = last_working_day(latest - rng.integers(9, 19, len(rows)))
    after = last_working_day(latest + rng.integers(4, 10, len(rows)))
    soon = last_working_day(DATE_SHOWN - few_days)
    in_time, first = latest >= DATE_SHOWN - allowed, latest - start < 26
    close = allowed == _safe_gap(stretches)[rows]
    chosen = np.select([close, in_time & first, in_time], [soon, after, between], whenever)
    return np.maximum(chosen, start + 1)


def _safe_gap(stretches: Stretches) -> np.ndarray:
    """How many days back the last visit may lie at the date shown, well within each rule.

    A child with a parent may have come under a full order since, and is then seen within the week of it.
    """
    return _rule_days(stretches, weekly=5, to_18=78, others=27)


def _longest_gap(stretches: Stretches) -> np.ndarray:
    """How many days back it may lie at most: six weeks or three months.

    No more than in `_safe_gap` where a week may count.
    """
    return _rule_days(stretches, weekly=5, to_18=DATE_SHOWN - int(add_months(DATE_SHOWN, -3)), others=42)


def _rule_days(stretches: Stretches, weekly: int, to_18: int, others: int) -> np.ndarray:
    """A number for each stretch by the rule of visiting that it falls under at the date shown."""
    before_review = stretches.close & (stretches.review > DATE_SHOWN)
    lasting = stretches.to_18 & (stretches.start < DATE_SHOWN - 480)
    return np.select([before_review, stretches.four_weeks, lasting], [weekly, weekly, to_18], others)


def placement_plans(stays: Stays, periods: Periods) -> dict[str, np.ndarray]:
    """What is meant by each placement: to last to 18 or not, a planned end or not, and on what basis.

    Returns:
        The columns `lasts_to_18`, `planned_end`, `same_carer` (Y, N or blank) and `basis`, a row a placement.
    """
    rng = dice("placement plans")
    size = len(stays.start)
    long_term = np.isin(stays.code, ["U1", "U4"]) & (rng.random(size) < 0.9)
    goes_on = np.append(False, long_term[:-1]) & stays.same_carer
    long_term |= goes_on
    moved_on = stays.end < OPEN
    planned = np.where(rng.random(size) < 0.62, "Y", "N").astype(object)
    planned[~moved_on] = ""
    basis = np.full(size, "", object)
    basis[(stays.code == "P1") & (rng.random(size) < 0.08)] = "reg19"
    first = stays.start == periods.start[stays.period]
    basis[first & (stays.code == "U3") & (rng.random(size) < 0.25)] = "reg24"
    basis[stays.same_carer] = ""
    return {
        "lasts_to_18": np.where(long_term, "Y", "N").astype(object),
        "planned_end": planned,
        "same_carer": np.where(stays.no_move, "Y", "N").astype(object),
        "basis": basis,
    }


def participation(rng: np.random.Generator, count: int, age: np.ndarray) -> np.ndarray:
    """How each child took part in a review; under four they are not asked.

    Args:
        rng: The random numbers.
        count: How many reviews there are.
        age: The child's age at each review, in years.

    Returns:
        The codes PN0 to PN7.
    """
    codes = draw(rng, PARTICIPATION, count)
    codes[age < 4] = "PN0"
    return codes
