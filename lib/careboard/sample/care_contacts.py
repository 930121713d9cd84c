"""Reviews of looked-after children, and visits to them."""

from dataclasses import dataclass

import numpy as np

from . import county
from .chance import choose, dice, draw, last_before, ticks
from .days import DATE_SHOWN, EXTRACT, OPEN, add_months, day, on_working_day, working_day, working_number

KEPT_FROM = day("2009-10-01")  # earlier visits and reviews stay in the older systems
VISITED_IN_TIME = 0.92  # of the children looked after at the date shown
PARTICIPATION = {"PN1": 44, "PN2": 5, "PN3": 6, "PN4": 2, "PN5": 22, "PN6": 13, "PN7": 8}


@dataclass
class Contacts:
    """Visits or reviews: the row they belong to (a period or a plan), when, and when due where known."""

    owner: np.ndarray
    on: np.ndarray
    due: np.ndarray


def reviews(periods):
    """Reviews: the first within 20 working days, the second within 3 months, then every 6 months, mostly."""
    rng = dice("looked-after reviews")
    rows = np.flatnonzero(~periods.short_break & (periods.end > KEPT_FROM))
    start, end = periods.start[rows], np.minimum(periods.end[rows], EXTRACT + 1)
    size = len(rows)
    first = working_day(working_number(start) + np.where(
        rng.random(size) < 0.93, rng.integers(12, 21, size), rng.integers(21, 34, size)))
    second = on_working_day(first + np.where(
        rng.random(size) < 0.93, rng.integers(68, 90, size), rng.integers(93, 130, size)))
    later_rows, later = ticks(second, end, lambda of, at: _half_year(rng, len(of)))
    owner = np.concatenate([np.arange(size), np.arange(size), later_rows])
    on = np.concatenate([first, second, on_working_day(later)])
    order = np.lexsort((on, owner))
    owner, on = owner[order], on[order]
    due = _reviews_due(owner, on, start)
    kept = (on < end[owner]) & (on >= KEPT_FROM)
    return Contacts(rows[owner[kept]], on[kept], due[kept])


def _half_year(rng, count):
    late = rng.random(count) < 0.06
    return np.where(late, rng.integers(186, 240, count), rng.integers(150, 181, count))


def _reviews_due(owner, on, start):
    """When each review was due, told from the one before it."""
    before = np.append(0, on[:-1])
    is_first = np.append(True, owner[1:] != owner[:-1])
    is_second = np.append(False, is_first[:-1]) & ~is_first
    twenty_days = working_day(working_number(start) + 20)[owner]
    return np.select([is_first, is_second], [twenty_days, add_months(before, 3)], add_months(before, 6))


@dataclass
class Visited:
    """The placements as visits see them: one row a stretch with the same carer."""

    period: np.ndarray
    start: np.ndarray
    end: np.ndarray
    to_18: np.ndarray  # meant to last to 18 from its start
    later_to_18: np.ndarray  # meant to last to 18 at its start or since a move with the same carer
    close: np.ndarray  # weekly visits up to the first review
    four_weeks: np.ndarray  # and every four weeks after it
    review: np.ndarray  # the first review after the placement's start


def visited_stretches(periods, stays, plans_for_stays, status_at_start, found_reviews):
    """Join moves with the same carer, and tell which rule of visiting each stretch falls under."""
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
    return Visited(period, start, end, to_18 & ~close, later_to_18, close, interim | (basis == "reg24"), review)


def visits(periods, stretches, register):
    """Visits: within the first week, then as the placement's rule says, and now and then late."""
    rng = dice("looked-after visits")
    rows = np.flatnonzero(~periods.short_break[stretches.period] & (stretches.end > KEPT_FROM))
    start = np.maximum(stretches.start[rows], KEPT_FROM - rng.integers(0, 30, len(rows)))
    end = np.minimum(stretches.end[rows], EXTRACT + 1)
    lateness = county.LATENESS[register.district[periods.person[stretches.period]]]

    def first_week(of, at):
        late = rng.random(len(of)) < 0.05
        return np.where(late, rng.integers(9, 20, len(of)), rng.integers(1, 7, len(of)))

    of, at = ticks(start, end, lambda of, at: _visit_gap(rng, stretches, lateness, rows[of], at), first_week)
    weekday = on_working_day(at)
    at = np.where(weekday > start[of], weekday, at)
    again = np.append(False, (of[1:] == of[:-1]) & (at[1:] == at[:-1]))
    return _settle(periods, stretches, rows[of[~again]], at[~again], rng)


def _visit_gap(rng, stretches, lateness, stretch, at):
    """Days from a visit to the next one, by the rule that the placement falls under."""
    count = len(stretch)
    usual = np.interp(at, [day("2014-04-01"), day("2018-12-01")], [0.15, 0.135])
    late = rng.random(count) < lateness[stretch] * usual
    days = np.where(late, rng.integers(50, 90, count), rng.integers(27, 41, count))
    settled = stretches.to_18[stretch] & (at - stretches.start[stretch] > 375)
    days[settled] = np.where(late, rng.integers(95, 130, count), rng.integers(68, 89, count))[settled]
    days[stretches.four_weeks[stretch]] = rng.integers(20, 28, count)[stretches.four_weeks[stretch]]
    weekly = stretches.close[stretch] & (at < stretches.review[stretch]) & (at - stretches.start[stretch] < 200)
    days[weekly] = rng.integers(5, 8, count)[weekly]
    return days


def _settle(periods, stretches, stretch, at, rng):
    """At the date shown, the wanted share of children is not overdue, each with a clear margin."""
    shown = np.flatnonzero((stretches.start <= DATE_SHOWN) & (stretches.end > DATE_SHOWN)
                           & periods.open_at(DATE_SHOWN)[stretches.period])
    latest = last_before(stretch, at, len(stretches.start), DATE_SHOWN)
    plain = ~stretches.later_to_18 & ~stretches.close & (stretches.start < DATE_SHOWN - 100)
    overdue = latest < DATE_SHOWN - 42
    unmet_count = len(shown) - round(VISITED_IN_TIME * len(shown))
    unmet = shown[choose(rng, plain[shown] * np.where(overdue[shown], 1e4, 1.0), unmet_count)]
    back = on_working_day(DATE_SHOWN - rng.integers(52, 84, len(unmet)))
    met = np.setdiff1d(shown, unmet)
    young = DATE_SHOWN - stretches.start[met] <= 6
    missing = met[(latest[met] < DATE_SHOWN - _room(stretches)[met]) & ~young]
    lately = _arranged(stretches, missing, latest[missing], rng.integers(0, 5, len(missing)))
    drop = np.isin(stretch, unmet) & (at > DATE_SHOWN - 86) & (at <= DATE_SHOWN)
    # some of those overdue stay so for a while, or November would look too good
    drop |= np.isin(stretch, unmet) & (at > DATE_SHOWN) & (at < DATE_SHOWN + 32) & (rng.random(len(at)) < 0.35)
    owner = np.concatenate([stretch[~drop], unmet, missing])
    on = np.concatenate([at[~drop], back, lately])
    order = np.lexsort((on, owner))
    return Contacts(stretches.period[owner[order]], on[order], np.full(len(on), OPEN))


def _arranged(stretches, rows, latest, few_days):
    """One more visit for each of the stretches, so that as many fall due after the date shown as after any other.

    Who is overdue is seen on any day that is still in time. Who is in time stays so by the last visit, and the
    visit more lies before it, or soon after it where it was the first: the number of visits is no matter of chance,
    or the tables written after this one would change with it.
    """
    rng = dice("visits arranged")
    allowed, start = _allowed(stretches)[rows], stretches.start[rows]
    whenever = on_working_day(DATE_SHOWN - (rng.random(len(rows)) * (allowed + 1)).astype(int))
    between = on_working_day(latest - rng.integers(9, 19, len(rows)))
    after = on_working_day(latest + rng.integers(4, 10, len(rows)))
    soon = on_working_day(DATE_SHOWN - few_days)
    in_time, first = latest >= DATE_SHOWN - allowed, latest - start < 26
    day_chosen = np.select([allowed == _room(stretches)[rows], in_time & first, in_time], [soon, after, between], whenever)
    return np.maximum(day_chosen, start + 1)


def _room(stretches):
    """How many days back the last visit may lie at the date shown, well within each rule.

    A child with a parent may have come under a full order since, and is then seen within the week of it.
    """
    return _by_rule(stretches, weekly=5, to_18=78, others=27)


def _allowed(stretches):
    """How many days back it may lie at most: six weeks or three months, and no more than before where a week may count."""
    return _by_rule(stretches, weekly=5, to_18=DATE_SHOWN - int(add_months(DATE_SHOWN, -3)), others=42)


def _by_rule(stretches, weekly, to_18, others):
    """A number for each stretch by the rule of visiting that it falls under at the date shown."""
    return np.select(
        [stretches.close & (stretches.review > DATE_SHOWN), stretches.four_weeks,
         stretches.to_18 & (stretches.start < DATE_SHOWN - 480)], [weekly, weekly, to_18], others)


def placement_plans(stays, periods):
    """What is meant by each placement: to last to 18 or not, a planned end or not, and on what basis."""
    rng = dice("placement plans")
    size = len(stays.start)
    long_term = np.isin(stays.code, ["U1", "U4"]) & (rng.random(size) < 0.9)
    goes_on = np.append(False, long_term[:-1]) & stays.same_carer
    long_term |= goes_on
    moved_on = (stays.end < OPEN)
    planned = np.where(rng.random(size) < 0.62, "Y", "N").astype(object)
    planned[~moved_on] = ""
    basis = np.full(size, "", object)
    basis[(stays.code == "P1") & (rng.random(size) < 0.08)] = "reg19"
    first = stays.start == periods.start[stays.period]
    basis[first & (stays.code == "U3") & (rng.random(size) < 0.25)] = "reg24"
    basis[stays.same_carer] = ""
    return {"lasts_to_18": np.where(long_term, "Y", "N").astype(object), "planned_end": planned,
            "same_carer": np.where(stays.same_carer, "Y", "N").astype(object), "basis": basis}


def participation(rng, count, age):
    """How each child took part in a review; under four they are not asked."""
    codes = draw(rng, PARTICIPATION, count)
    codes[age < 4] = "PN0"
    return codes
