"""A claim that a figure moved, or did not: held against the earlier figure, and against chance.

The point is the one that the words name, a year before where they name none. What chance alone could explain
is told as the page tells it.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from careboard.commentary.claim_words import Sense
from careboard.commentary.claimed_figure import NEARLY, ClaimedFigure, Finding, Verdict
from careboard.commentary.quoted_figures import MONTHS_IN_YEAR
from careboard.figures.columns import Figure
from careboard.figures.direction import beyond_chance, moved
from careboard.formatting import JUDGED, Direction, State
from careboard.periods import Period

CHANCE = "no clear change, since chance alone could explain it"
NO_TEST = "the page tells such a change without a judgement, since no test of chance fits it"
STILL = (Direction.NO_CHANGE, Direction.NO_CLEAR_CHANGE)


def movement_verdict(claimed: ClaimedFigure) -> Verdict | None:
    """Why a claim of a movement is told; None where the figure of one of the points named bears it out.

    Args:
        claimed: a figure that is shown, with the claim.
    """
    verdicts = [_since(claimed, point) for point in _points(claimed)]
    return None if None in verdicts else verdicts[0]


def _points(claimed: ClaimedFigure) -> list[Period]:
    """The earlier points that the claim may speak of."""
    period, claim = claimed.figures.period, claimed.claim
    if claimed.quote.since:
        return [point for point in period.points() if point.text == claimed.quote.since]
    own_month = period.name.rsplit(" ", 1)[0]
    # 'in October' is the period's own, and no October before it
    own = rf"\b{own_month}\b(?! \d{{4}})|\b{period.name}\b"
    for words in (claim.words, claimed.part, claimed.sentence):
        named = claimed.scope.points(re.sub(own, "", words))[1:]
        if named:
            return named
    # 'fell in October' may say that the month itself made the difference
    after = claimed.part.partition(claim.words)[2]
    by_the_month = re.search(rf"\bin {own_month}\b", after)
    return [period.back(MONTHS_IN_YEAR), *([period.back(1)] if by_the_month else [])]


def _since(claimed: ClaimedFigure, point: Period) -> Verdict | None:
    now, then = claimed.figure(), claimed.figure(point.text)
    if then.state != State.SHOWN:
        return claimed.not_shown(then.state, period=point)
    change = round(claimed.value(now) - claimed.value(then), 1)
    if math.isnan(change):  # of a share that was shown without its numbers
        return claimed.not_shown(State.NOT_AVAILABLE, period=point)
    direction = _direction(claimed, now, then, point)
    words = claimed.figures.phrase(replace(claimed.quote, form="change", since=point.text))
    unclear = f"; {CHANCE}" if direction == Direction.NO_CLEAR_CHANGE else ""
    found = f"{claimed.said()}, {words}{unclear}"
    if claimed.claim.sense == Sense.SAME:
        same = _is_same(claimed, now, then, direction)
        return None if same != claimed.denied else Verdict(Finding.CONTRARY, found)
    way = claimed.way_claimed()
    if not way:
        return claimed.no_good_direction()
    finding = _finding(claimed, change * way > 0, direction)
    if finding == Finding.MORE and direction not in STILL:
        found = f"{found}; {NO_TEST}"
    return Verdict(finding, found) if finding else None


def _finding(claimed: ClaimedFigure, so: bool, direction: Direction) -> Finding | None:
    """How a claim of a way stands to a movement. `so`: whether the figure moved that way at all."""
    if claimed.denied:
        clear = direction in JUDGED or (not claimed.is_judged and direction not in STILL)
        return Finding.CONTRARY if so and clear else None
    if not so:
        return Finding.CONTRARY
    if direction in JUDGED or claimed.owns_to_chance:
        return None
    return Finding.MORE if direction in STILL or claimed.is_judged else None


def _direction(claimed: ClaimedFigure, now: Figure, then: Figure, point: Period) -> Direction:
    """How the figure moved, as the page tells it where it does."""
    change, standing = round(now.value - then.value, 1), claimed.standing
    if standing.direction and standing.since == point.text:
        direction = Direction(standing.direction)
        if (direction == Direction.NO_CHANGE) == (change == 0):
            return direction
    good = claimed.figures.edition.indicators[claimed.quote.ident]["good"]
    return moved(now, then, change, claimed.kind, good)


def _is_same(claimed: ClaimedFigure, now: Figure, then: Figure, direction: Direction) -> bool:
    """Whether a figure may be called steady: it did not move, or not by more than chance would give."""
    if direction in STILL or direction in JUDGED:
        return direction in STILL
    clear = beyond_chance(now, then, claimed.kind)
    if clear is None:
        return abs(now.value - then.value) <= NEARLY * abs(then.value)
    return not clear
