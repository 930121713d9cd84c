"""What has moved since an edition was published: two frozen copies compared, figure by figure, and why each moved.

Why is told by elimination, from what the two builds say of themselves. The effect of agreed corrections is exact, since it
was counted with and without them; a renewed population is told by what a rate is out of; a definition by its digest, and
then what was recorded later cannot be told apart from it. What is left is recording. A figure that is hidden in either
copy is not told: its earlier value would be published again. Importing this module costs no pandas.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from careboard import wording
from careboard.frozen import Copy

LATE, CHANGED, CORRECTED, DEFINITION, COUNTING, AREAS, POPULATION, COMPARATOR, UNKNOWN = "late", "changed", "corrected", "definition", "counting", "areas", "population", "comparator", "unknown"
CAUSES = {
    LATE: "late recording", CHANGED: "records withdrawn or changed", CORRECTED: "agreed corrections", DEFINITION: "a changed definition", COUNTING: "the suite's own counting changed",
    AREAS: "areas drawn anew", POPULATION: "a renewed population", COMPARATOR: "a renewed comparator", UNKNOWN: "not known",
}  # fmt: skip
MEANS = {
    LATE: "the later extract holds more cases of a window that had ended before the earlier one was drawn",
    CHANGED: "it holds fewer of them, or as many that are recorded otherwise",
    CORRECTED: "of records or figures, each with who agreed and why, under Data quality",
    DEFINITION: "and what was recorded later cannot be told apart from it",
    COUNTING: "with another version of the suite, and what was recorded later cannot be told apart from it",
    AREAS: "other districts belong here, and what was recorded later cannot be told apart from it",
    POPULATION: "the children that a rate is out of are another estimate",
    COMPARATOR: "another year is the latest that was published, or it was revised",
    UNKNOWN: "one of the two editions does not say what it was made by, or they were made by the same",
}
TOLD = ("shown", "no_cases")
OF_CASES, IN_DENOMINATOR = ("count", "rate"), ("share",)  # where the number of cases stands


class Figure(NamedTuple):
    """A published figure, or its state where there is none."""

    numerator: float
    denominator: float
    value: float
    state: str

    @classmethod
    def read(cls, text: str) -> Figure:
        *told, state = text.split(",")
        numerator, denominator, value = (float(number) if number else math.nan for number in told)
        return cls(numerator, denominator, value, state)


class Part(NamedTuple):
    """One cause of a figure's movement: by how much of its unit (nan where that is not to be told), and by how many cases net (0 where that is not known)."""

    cause: str
    by: float
    cases: float = 0


class Moved(NamedTuple):
    """An earlier figure that is another now. The parts add up to the movement."""

    indicator: str
    period: str
    window: str
    area: str
    then: Figure
    now: Figure
    parts: tuple[Part, ...]

    @property
    def by(self) -> float:
        """By how much of its unit; nan from or to no cases."""
        return _by(self.then, self.now)


class Renewed(NamedTuple):
    """A comparator of another year or value: name, year and value then and now, None where there was or is none."""

    indicator: str
    level: str
    then: tuple[str, str, str] | None
    now: tuple[str, str, str] | None


@dataclass
class Changes:
    """Two copies and what lies between them. hidden: (indicator, area) -> how many figures are hidden in one of them and not in the other."""

    then: Copy
    now: Copy
    moved: list[Moved] = field(default_factory=list)
    hidden: Counter[tuple[str, str]] = field(default_factory=Counter)
    renewed: list[Renewed] = field(default_factory=list)

    @property
    def rebuilt(self) -> bool:
        """Whether both are of one period."""
        return self.then.about["period"] == self.now.about["period"]


def compared(then: Copy, now: Copy) -> Changes:
    """Which figures of the earlier copy are others in the later one, each with its causes, in the later edition's order, the latest point first."""
    found = Changes(then, now)
    order = {id: place for place, id in enumerate(now.indicators)}
    for key, text in now.figures.items():
        before = then.figures.get(key)
        if before is None or before == text:
            continue
        id, period, window, area = key.split(",")
        was, is_ = Figure.read(before), Figure.read(text)
        if "hidden" in (was.state, is_.state):
            found.hidden[id, area] += 1
        elif was.state in TOLD and is_.state in TOLD:
            found.moved.append(Moved(id, period, window, area, was, is_, tuple(_parts(then, now, key, was, is_))))
    found.moved.sort(key=lambda moved: moved.period, reverse=True)
    found.moved.sort(key=lambda moved: (order[moved.indicator], now.indicators[moved.indicator]["windows"].index(moved.window)))
    for id, level in sorted({*then.comparators, *now.comparators}, key=lambda key: (order.get(key[0], len(order)), list(wording.LEVELS).index(key[1]))):
        pair = then.comparators.get((id, level)), now.comparators.get((id, level))
        if pair[0] != pair[1] and id in order and id in then.indicators:
            found.renewed.append(Renewed(id, level, *pair))
    return found


def _parts(then: Copy, now: Copy, key: str, was: Figure, is_: Figure) -> list[Part]:
    """The causes of one movement, in the order in which they are taken off: corrections, population, and the rest."""
    id, _, _, area = key.split(",")
    known, parts = now.indicators[id], []
    first, last = (Figure.read(copy.uncorrected.get(key, copy.figures[key])) for copy in (then, now))
    if first.state not in TOLD or last.state not in TOLD:
        return [Part(CORRECTED, math.nan)]  # how much of it is theirs would tell of a figure that is hidden
    effect = [_effect(*pair, known["kind"]) for pair in ((first, was), (last, is_))]
    if effect[0] != effect[1]:
        parts.append(Part(CORRECTED, _rounded(_by(last, is_) - _by(first, was)), effect[1].cases - effect[0].cases))
    if known["kind"] == "rate" and first.denominator != last.denominator:
        renewed = first._replace(denominator=last.denominator, value=_rate(first.numerator, last.denominator))
        parts.append(Part(AREAS if _redrawn(then, now, area) else POPULATION, _by(first, renewed)))
        first = renewed
    if not _same(first, last):
        cases = _cases(first, last, known["kind"])
        parts.append(Part(_why(then, now, id, area, cases), _by(first, last), cases))
    return parts


def _why(then: Copy, now: Copy, id: str, area: str, cases: float) -> str:
    """Why a figure moved that neither corrections nor a population moved."""
    made, before = now.made_by, then.made_by
    if not made or not before:
        return UNKNOWN
    if made["definitions"].get(id) != before["definitions"].get(id):
        return DEFINITION
    if made["counting"] != before["counting"]:
        return COUNTING
    if _redrawn(then, now, area):
        return AREAS
    if made["extract"] and made["extract"] == before["extract"]:
        return UNKNOWN
    return LATE if cases > 0 else CHANGED


def _redrawn(then: Copy, now: Copy, area: str) -> bool:
    """Whether other areas belong to an area than before."""
    return bool(then.made_by and now.made_by) and then.made_by["areas"].get(area) != now.made_by["areas"].get(area)


class Effect(NamedTuple):
    """What agreed corrections do to a figure: to its cases, to the numbers behind it, and to itself."""

    cases: float
    numerator: float
    denominator: float
    value: float


def _effect(without: Figure, corrected: Figure, kind: str) -> Effect:
    numbers = (_number(getattr(corrected, name)) - _number(getattr(without, name)) for name in ("numerator", "denominator", "value"))
    return Effect(_cases(without, corrected, kind), *(_rounded(number) for number in numbers))


def _cases(first: Figure, last: Figure, kind: str) -> float:
    """How many cases more the later figure counts; 0 where its numbers are no cases."""
    if kind in OF_CASES:
        return _number(last.numerator) - _number(first.numerator)
    return _number(last.denominator) - _number(first.denominator) if kind in IN_DENOMINATOR else 0


def _number(value: float) -> float:
    return 0 if math.isnan(value) else value


def _by(first: Figure, last: Figure) -> float:
    return _rounded(last.value - first.value)


def _rounded(value: float) -> float:
    return value if math.isnan(value) else round(value, 1) + 0.0


def _rate(numerator: float, denominator: float) -> float:
    """A rate as published, from its numbers: to one decimal, a half upwards, as results.rounded does it."""
    return math.floor(numerator / denominator * 100_000 + 0.5 + 1e-7) / 10


def _same(one: Figure, other: Figure) -> bool:
    """Whether two figures are one; what is missing equals what is missing."""
    return all(a == b or (a != a and b != b) for a, b in zip(one, other, strict=True))
