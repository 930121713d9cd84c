"""What a chart is given: a measure, and its published figures as marks."""

from __future__ import annotations

import math
from dataclasses import dataclass

from careboard import wording


@dataclass(frozen=True)
class Measure:
    """What is measured, and where.

    ident: the indicator's id.  area: the area's name.  window: the lead window in words.
    unit: '%', 'per 10,000' or a noun.  whole: the figure counts whole things.
    invented: the records are a sample's, which every chart says.
    """

    ident: str
    title: str
    area: str
    window: str
    unit: str
    whole: bool = False
    invented: bool = False

    def write(self, value: float, state: str = "shown") -> str:
        return wording.figure(value, state, self.unit, self.whole)


@dataclass(frozen=True)
class Mark:
    """One published figure: of a month, an area or a group. A figure that is not shown has a state and no number."""

    name: str
    value: float = math.nan
    state: str = "not_available"
    numerator: float = math.nan
    denominator: float = math.nan
    low: float = math.nan
    high: float = math.nan
    kind: str = "share"

    @property
    def shown(self) -> bool:
        return self.state == "shown" and not math.isnan(self.value)

    @property
    def behind(self) -> str:
        """The numbers behind the figure; never those of a figure that is not shown."""
        return wording.numbers(self.numerator, self.denominator, self.kind) if self.shown else ""

    @property
    def interval(self) -> tuple[float, float] | None:
        return (self.low, self.high) if self.shown and not math.isnan(self.low) else None

    @property
    def counted(self) -> bool:
        """Whether its numerator is published, as that of a group of cases not met is."""
        return self.state == "shown" and not math.isnan(self.numerator)


@dataclass(frozen=True)
class Beside:
    """A figure that stands beside the measure: England's, or the whole county's, which may have none."""

    name: str
    value: float
    year: str = ""

    @property
    def known(self) -> bool:
        return not math.isnan(self.value)


def several(names: list[str]) -> str:
    """Names in one phrase: 'March 2018, April 2018 and May 2018'."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def said(mark: Mark, measure: Measure) -> str:
    """A mark in words, for alternative text: '91%, 412 of 453', or why there is no figure."""
    if not mark.shown:
        return wording.STATES.get(mark.state, mark.state)
    text = measure.write(mark.value)
    return f"{text}, {mark.behind}" if mark.behind else text


def left_out(marks: list[Mark]) -> str:
    """One sentence on the marks that have no figure, by reason; empty when all have one."""
    parts = []
    for state in wording.STATES:
        names = [mark.name for mark in marks if not mark.shown and mark.state == state]
        if names:
            listed = several(names) if len(names) <= 4 else f"{len(names)} of {len(marks)}"
            parts.append(f"{wording.STATES[state]} {wording.SYMBOLS[state]}: {listed}" if wording.SYMBOLS[state].startswith("[") else f"{wording.STATES[state]}: {listed}")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""
