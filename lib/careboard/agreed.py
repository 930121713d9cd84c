"""What people agree on: bands, hiding, what the board asked for and decided, corrections. The shapes of their files in params/.

Importing this module costs no pandas.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from careboard.lined import Shape


class Agreed(Shape):
    by: str
    on: date


class Band(Shape):
    """The least (or, where low is good, the most) that earns each band; below the last is inadequate.

    quartiles: in place of agreed thresholds, those of all English authorities: the best quartile is outstanding,
    the next good, the third requires improvement. `rule` says where thresholds that were worked out come from.
    """

    outstanding: float | None = None
    good: float | None = None
    requires_improvement: float | None = None
    quartiles: Literal["England"] | None = None
    only: Literal["authority"] | None = None
    agreed: Agreed | None = None
    rule: str = ""

    @property
    def thresholds(self) -> tuple[float, float, float] | None:
        """Of outstanding, good and requires improvement; None where they are not known."""
        if self.outstanding is None or self.good is None or self.requires_improvement is None:
            return None
        return self.outstanding, self.good, self.requires_improvement

    @model_validator(mode="after")
    def one_way(self) -> Band:
        if self.quartiles and not self.rule and self.thresholds:
            raise ValueError("give thresholds or quartiles, not both")
        if not self.quartiles and not self.thresholds:
            raise ValueError("outstanding, good and requires_improvement are all wanted, or quartiles: England")
        return self


class Bands(Shape):
    agreed: Agreed
    bands: dict[str, Band]


class Disclosure(Shape):
    """Numbers from 1 to `threshold` are hidden."""

    threshold: int = Field(default=5, ge=0)
    hide_small_remainders: bool = True
    reason: str
    agreed: Agreed


class Move(Shape):
    """A figure that an analyst moves to another list of the board summary, and why."""

    indicator: str
    to: Literal["well", "improve", "know"]
    reason: str
    from_period: str | None = None


class Request(Shape):
    """What a meeting of the board asked for, and what has been done about it.

    asked_by: a role, never a name.  page: where the answer stands; the measure's own page where none is named.
    indicator, breakdown, area: what it is about.  due: by when an answer is wanted.
    on_summary: whether the measure, by the breakdown and for the area asked for, stands on the board's summary from now on.
    """

    asked_on: date
    asked_by: str
    request: str
    page: str = ""
    indicator: str = ""
    breakdown: str = ""
    area: str = ""
    due: date | None = None
    done: str = ""
    state: Literal["open", "answered"] = "open"
    on_summary: bool = False

    @model_validator(mode="after")
    def about_something(self) -> Request:
        if not self.page and not self.indicator:
            raise ValueError("name the page or the indicator that the request is about")
        if (self.on_summary or self.breakdown) and not self.indicator:
            raise ValueError("name the indicator that is to be shown")
        if self.due and self.due < self.asked_on:
            raise ValueError("it is due before it was asked for")
        return self


class Decision(Shape):
    """What a meeting decided, who has to do it (a role), by when, and what came of it."""

    decided_on: date
    decided_by: str
    decision: str
    owner: str = ""
    indicator: str = ""
    due: date | None = None
    done: str = ""
    state: Literal["open", "done"] = "open"


class NextTime(Shape):
    """What the board agreed to see at a later meeting."""

    agreed_on: date
    what: str
    indicator: str = ""


class Board(Shape):
    moves: list[Move] = []
    requests: list[Request] = []
    decisions: list[Decision] = []
    next_time: list[NextTime] = []


class Corrected(Shape):
    """Who agreed that something is wrong, when and why. source: the source of params/suite.yml that it is of; each where it names none."""

    agreed_by: str = Field(min_length=1)
    agreed_on: date
    why: str = Field(min_length=1)
    source: str = ""


class RecordCorrection(Corrected):
    """One record, found by the values of some columns: another value in a column (null for blank), or the record left out."""

    table: str
    key: dict[str, Any] = Field(min_length=1)
    column: str = ""
    value: Any = None
    leave_out: bool = False


class FigureCorrection(Corrected):
    """One figure of all cases together: its numerator, denominator or both, or, of what counts whole things, its value."""

    indicator: str
    period: str
    window: str
    area: str
    numerator: float | None = Field(default=None, ge=0)
    denominator: float | None = Field(default=None, gt=0)
    value: float | None = Field(default=None, ge=0)


class Corrections(Shape):
    records: list[RecordCorrection] = []
    figures: list[FigureCorrection] = []
