"""What a chart is given: a measure, its published figures as marks, and the words for them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from careboard import formatting
from careboard.formatting import State

INVENTED = "Invented records"
LEFT_OVER = ("other", "another ")  # how the names of groups begin that hold what no other group does
MOST_NAMES = 4  # that one sentence lists; more are counted


@dataclass(frozen=True)
class Measure:
    """What is measured, and where.

    Attributes:
        ident: the indicator's id.
        title: the indicator's title.
        area: the area's name.
        window: the lead window in words, such as 'six months to October 2019'.
        unit: '%', 'per 10,000' or a noun.
        whole: whether the figure counts whole things.
        invented: whether the records are a sample's, which every chart says.
    """

    ident: str
    title: str
    area: str
    window: str
    unit: str
    whole: bool = False
    invented: bool = False

    def write(self, value: float, state: str = State.SHOWN) -> str:
        """A figure with its unit, or the symbol of why there is none: '91%', '85.0 per 10,000' or '[c]'."""
        return formatting.figure(value, state, self.unit, self.whole)

    def beside(self, reference: Comparison) -> str:
        """A figure that stands beside the measure: 'England 83.1% (2018/19)' or 'Good from 85%'."""
        year = f" ({reference.year})" if reference.year else ""
        return f"{reference.name} {self.write(reference.value)}{year}"

    def in_words(self, mark: Mark) -> str:
        """A mark for alternative text: '91%, 412 of 453', or why there is no figure."""
        if not mark.shown:
            return state_phrase(mark.state, mark.state)
        text = self.write(mark.value)
        return f"{text}, {mark.behind}" if mark.behind else text

    @property
    def unit_lead(self) -> str:
        """The unit where neither the axis nor the title carries it: 'per 10,000, '; else ''."""
        return "" if self.unit == "%" or self.unit.lower() in self.title.lower() else f"{self.unit}, "

    @property
    def invented_sentence(self) -> str:
        """What every chart of a sample's records says; '' where the records are real."""
        return f"{INVENTED}." if self.invented else ""


@dataclass(frozen=True)
class Mark:
    """One published figure, of a month, an area or a group, as a chart and a table show it.

    A figure that is not shown has a state and no number.

    Attributes:
        name: of the month, the area or the group.
        value: the figure as published, a share from 0 to 100; NaN where there is none.
        state: a State.
        numerator: the number above; NaN where it is not published.
        denominator: the number below; NaN where it is not published.
        low: the lower end of the 95% interval in the figure's unit; NaN where there is none.
        high: the upper end.
        kind: the figure's kind, which says how its numbers are written.
    """

    name: str
    value: float = math.nan
    state: str = State.NOT_AVAILABLE
    numerator: float = math.nan
    denominator: float = math.nan
    low: float = math.nan
    high: float = math.nan
    kind: str = "share"

    @property
    def shown(self) -> bool:
        """Whether there is a figure to show."""
        return self.state == State.SHOWN and not math.isnan(self.value)

    @property
    def behind(self) -> str:
        """The numbers behind the figure; never those of a figure that is not shown."""
        return formatting.behind(self.numerator, self.denominator, self.kind) if self.shown else ""

    @property
    def interval(self) -> tuple[float, float] | None:
        """The ends of its 95% interval, or None where it has none."""
        return (self.low, self.high) if self.shown and not math.isnan(self.low) else None

    @property
    def counted(self) -> bool:
        """Whether its numerator is published, as that of a group of cases not met is."""
        return self.state == State.SHOWN and not math.isnan(self.numerator)


@dataclass(frozen=True)
class Comparison:
    """A figure that stands beside the measure: England's, the whole county's, or a band's threshold.

    Attributes:
        name: whose figure it is, or 'Good from' and 'Good up to' of a threshold.
        value: the figure in the measure's unit; NaN where there is none.
        year: of which year, such as '2018/19'; '' where it is of the measure's own window.
        agreed: whether it is a threshold that was agreed, and nobody's figure.
    """

    name: str
    value: float
    year: str = ""
    agreed: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return not math.isnan(self.value)


def largest_group(groups: Sequence[Mark]) -> tuple[str, Mark]:
    """The largest of some groups that have a figure, and the words that lead it.

    What is left over, 'other reasons', tells nobody what to do: it leads only where there is nothing else.

    Args:
        groups: at least one of them counted.
    """
    counted = [group for group in groups if group.counted]
    named = [group for group in counted if not group.name.lower().startswith(LEFT_OVER)] or counted
    most = max(named, key=lambda group: group.numerator)
    named_alone = any(group.numerator > most.numerator for group in counted)
    some = "" if len(counted) == len(groups) else " with a figure"
    return f"Largest {'named ' if named_alone else ''}group{some}", most


def series(points: Sequence[Mark]) -> list[float]:
    """The figures of a series of marks; NaN where one is not shown."""
    return [point.value if point.shown else math.nan for point in points]


def is_trend(points: Sequence[Mark]) -> bool:
    """Whether at least two points, and at least half of them, have a figure."""
    shown = sum(point.shown for point in points)
    return shown >= 2 and 2 * shown >= len(points)


def paragraph(sentences: Iterable[str]) -> str:
    """Sentences one after another, those that are empty left out."""
    return " ".join(sentence for sentence in sentences if sentence)


def enumeration(names: Sequence[str]) -> str:
    """Names in one phrase: 'March 2018, April 2018 and May 2018'."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def state_phrase(state: str, default: str = "") -> str:
    """A state in words, 'hidden'; the default for one that has none."""
    return formatting.STATES.get(state, default)


def state_symbol(state: str, default: str = "") -> str:
    """A state's sign, '[c]'; the default for one that has none."""
    return formatting.SYMBOLS.get(state, default)


def missing_sentence(marks: Sequence[Mark]) -> str:
    """One sentence on the marks that have no figure, by reason; '' when all have one.

    Returns:
        'Hidden [c]: March 2018 and May 2018.' A reason with more than four names counts
        them: '7 of 25'.
    """
    parts = []
    for state, phrase in formatting.STATES.items():
        names = [mark.name for mark in marks if not mark.shown and mark.state == state]
        if not names:
            continue
        symbol = formatting.SYMBOLS[state]
        reason = f"{phrase} {symbol}" if symbol.startswith("[") else phrase
        which = enumeration(names) if len(names) <= MOST_NAMES else f"{len(names)} of {len(marks)}"
        parts.append(f"{reason}: {which}")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""
