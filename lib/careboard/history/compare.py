"""What has moved since an edition was published, figure by figure, and why.

Why is told by elimination, from what the two builds say of themselves. The effect of agreed corrections is
exact, since it was counted with and without them; a renewed population is told by what a rate is out of; a
definition by its digest, and then what was recorded later cannot be told apart from it. What is left is
recording. A figure that is hidden in either copy is not told: its earlier value would be published again.
Importing this module costs no pandas.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from careboard.figures.columns import Figure
from careboard.figures.rounding import rate
from careboard.formatting import LEVELS, State
from careboard.history.snapshots import Snapshot, figure


class Cause(StrEnum):
    """Why a figure moved, in the order in which readers are told."""

    LATE = "late"
    CHANGED = "changed"
    CORRECTED = "corrected"
    DEFINITION = "definition"
    COUNTING = "counting"
    AREAS = "areas"
    POPULATION = "population"
    COMPARATOR = "comparator"
    UNKNOWN = "unknown"


CAUSES = {
    Cause.LATE: "late recording",
    Cause.CHANGED: "records withdrawn or changed",
    Cause.CORRECTED: "agreed corrections",
    Cause.DEFINITION: "a changed definition",
    Cause.COUNTING: "the suite's own counting changed",
    Cause.AREAS: "areas drawn anew",
    Cause.POPULATION: "a renewed population",
    Cause.COMPARATOR: "a renewed comparator",
    Cause.UNKNOWN: "not known",
}
MEANINGS = {
    Cause.LATE: (
        "the later extract holds more cases of a window that had ended before the earlier one was drawn"
    ),
    Cause.CHANGED: "it holds fewer of them, or as many that are recorded otherwise",
    Cause.CORRECTED: "of records or figures, each with who agreed and why, under Data quality",
    Cause.DEFINITION: "and what was recorded later cannot be told apart from it",
    Cause.COUNTING: (
        "with another version of the suite, and what was recorded later cannot be told apart from it"
    ),
    Cause.AREAS: "other districts belong here, and what was recorded later cannot be told apart from it",
    Cause.POPULATION: "the children that a rate is out of are another estimate",
    Cause.COMPARATOR: "another year is the latest that was published, or it was revised",
    Cause.UNKNOWN: "one of the two editions does not say what it was made by, or they were made by the same",
}
VISIBLE = (State.SHOWN, State.NO_CASES)  # the states of a figure whose movement may be told
OF_CASES, IN_DENOMINATOR = ("count", "rate"), ("share",)  # where the number of cases stands


class Part(NamedTuple):
    """One cause of a figure's movement.

    Attributes:
        cause: why.
        by: by how much of its unit, nan where that is not to be told.
        cases: by how many cases net, 0 where that is not known.
    """

    cause: Cause
    by: float
    cases: float = 0


class Revision(NamedTuple):
    """An earlier figure that is another now. The parts add up to the movement."""

    then: Figure
    now: Figure
    parts: tuple[Part, ...]

    @property
    def indicator(self) -> str:
        """The indicator's id."""
        return self.now.indicator

    @property
    def by(self) -> float:
        """By how much of its unit; nan from or to no cases."""
        return _by(self.then, self.now)


class NewComparator(NamedTuple):
    """A comparator of another year or value: name, year and value then and now, None for none."""

    indicator: str
    level: str
    then: tuple[str, str, str] | None
    now: tuple[str, str, str] | None


@dataclass(frozen=True)
class Changes:
    """Two copies and what lies between them.

    Attributes:
        then: the earlier copy.
        now: the later one.
        revisions: the earlier figures that are others now.
        hidden: (indicator, area) -> how many figures are hidden in one of the two and not in the other.
        comparators: those of another year or value.
    """

    then: Snapshot
    now: Snapshot
    revisions: list[Revision] = field(default_factory=list)
    hidden: Counter[tuple[str, str]] = field(default_factory=Counter)
    comparators: list[NewComparator] = field(default_factory=list)

    @property
    def rebuilt(self) -> bool:
        """Whether both are of one period."""
        return self.then.period == self.now.period


def compare(then: Snapshot, now: Snapshot) -> Changes:
    """Which figures of the earlier copy are others in the later one, each with its causes.

    Returns:
        Changes, in the later edition's order, the latest point first.
    """
    changes = Changes(then, now, comparators=_new_comparators(then, now))
    for key, text in now.figures.items():
        before = then.figures.get(key)
        if before is None or before == text:
            continue
        was, is_ = figure(key, before), figure(key, text)
        if State.HIDDEN in (was.state, is_.state):
            changes.hidden[is_.indicator, is_.area] += 1
        elif was.state in VISIBLE and is_.state in VISIBLE:
            changes.revisions.append(Revision(was, is_, tuple(_parts(then, now, key, was, is_))))
    order = {ident: place for place, ident in enumerate(now.indicators)}

    def place(revision: Revision) -> tuple[int, int]:
        windows = now.indicators[revision.indicator]["windows"]
        return order[revision.indicator], windows.index(revision.now.window)

    changes.revisions.sort(key=lambda revision: revision.now.period, reverse=True)
    changes.revisions.sort(key=place)
    return changes


def _new_comparators(then: Snapshot, now: Snapshot) -> list[NewComparator]:
    """The comparators that are others, of indicators that both copies have, in order; England first."""
    order, levels = list(now.indicators), list(LEVELS)
    both = [
        key for key in {*then.comparators, *now.comparators} if key[0] in order and key[0] in then.indicators
    ]
    pairs = [
        NewComparator(*key, then.comparators.get(key), now.comparators.get(key))
        for key in sorted(both, key=lambda key: (order.index(key[0]), levels.index(key[1])))
    ]
    return [pair for pair in pairs if pair.then != pair.now]


def _parts(then: Snapshot, now: Snapshot, key: str, was: Figure, is_: Figure) -> list[Part]:
    """The causes of one movement, as they are taken off: corrections, population, the rest."""
    parts, kind = list[Part](), now.indicators[is_.indicator]["kind"]
    first, last = (figure(key, copy.uncorrected.get(key, copy.figures[key])) for copy in (then, now))
    if first.state not in VISIBLE or last.state not in VISIBLE:
        # how much of it is theirs would tell of a figure that is hidden
        return [Part(Cause.CORRECTED, math.nan)]
    effect = [_effect(*pair, kind) for pair in ((first, was), (last, is_))]
    if effect[0] != effect[1]:
        by = _tenths(_by(last, is_) - _by(first, was))
        parts.append(Part(Cause.CORRECTED, by, effect[1].cases - effect[0].cases))
    if kind == "rate" and first.denominator != last.denominator:
        value = rate(first.numerator, last.denominator)
        renewed = first._replace(denominator=last.denominator, value=value)
        cause = Cause.AREAS if _redrawn(then, now, is_.area) else Cause.POPULATION
        parts.append(Part(cause, _by(first, renewed)))
        first = renewed
    if not _same(first, last):
        cases = _cases(first, last, kind)
        parts.append(Part(_cause(then, now, is_, cases), _by(first, last), cases))
    return parts


def _cause(then: Snapshot, now: Snapshot, moved: Figure, cases: float) -> Cause:
    """Why a figure moved that neither corrections nor a population moved."""
    made, before = now.made_by, then.made_by
    if not made or not before or made.get("scheme") != before.get("scheme"):
        return Cause.UNKNOWN  # digests that were taken in two ways say nothing of one another
    if made["definitions"].get(moved.indicator) != before["definitions"].get(moved.indicator):
        return Cause.DEFINITION
    if made["counting"] != before["counting"]:
        return Cause.COUNTING
    if _redrawn(then, now, moved.area):
        return Cause.AREAS
    if made["extract"] and made["extract"] == before["extract"]:
        return Cause.UNKNOWN
    return Cause.LATE if cases > 0 else Cause.CHANGED


def _redrawn(then: Snapshot, now: Snapshot, area: str) -> bool:
    """Whether other areas belong to an area than before."""
    made, before = now.made_by, then.made_by
    return bool(made and before) and before["areas"].get(area) != made["areas"].get(area)


class Effect(NamedTuple):
    """What agreed corrections do to a figure: to its cases, to the numbers behind it, and to itself."""

    cases: float
    numerator: float
    denominator: float
    value: float


def _effect(without: Figure, corrected: Figure, kind: str) -> Effect:
    numbers = (
        _number(getattr(corrected, name)) - _number(getattr(without, name))
        for name in ("numerator", "denominator", "value")
    )
    return Effect(_cases(without, corrected, kind), *(_tenths(number) for number in numbers))


def _cases(first: Figure, last: Figure, kind: str) -> float:
    """How many cases more the later figure counts; 0 where its numbers are no cases."""
    if kind in OF_CASES:
        return _number(last.numerator) - _number(first.numerator)
    return _number(last.denominator) - _number(first.denominator) if kind in IN_DENOMINATOR else 0


def _number(value: float) -> float:
    return 0 if math.isnan(value) else value


def _by(first: Figure, last: Figure) -> float:
    return _tenths(last.value - first.value)


def _tenths(value: float) -> float:
    """A difference of two published figures without the machine's last digits."""
    return value if math.isnan(value) else round(value, 1) + 0.0


def _same(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same; what is missing equals what is missing."""
    pairs = zip(one, other, strict=True)
    return all(a == b or (a != a and b != b) for a, b in pairs)
