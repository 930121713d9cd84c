"""Agreed corrections of records and figures (corrections.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from careboard.params.words import Words
from careboard.params.yaml_lines import Shape


class Correction(Shape):
    """Who agreed that something is wrong, when and why.

    Attributes:
        agreed_by: the role or the meeting.
        agreed_on: the day.
        why: the reason, in words that readers see.
        source: the source of suite.yml that it is of; it is of each where it names none.
    """

    agreed_by: Words = Field(min_length=1)
    agreed_on: date
    why: Words = Field(min_length=1)
    source: str = ""

    def applies_to(self, source: str) -> bool:
        """Whether it is of a source.

        Args:
            source: the source's name in suite.yml.
        """
        return not self.source or self.source == source


class RecordCorrection(Correction):
    """One record, known by the values of some columns: another value in a column, or the record left out.

    Attributes:
        table: the table's name; see records.schema.
        key: column -> value, which one record of the table has and no other.
        column: the column that is corrected, '' where the record is left out.
        value: what the column is to hold, None for blank.
        leave_out: whether the record is left out.
    """

    table: str
    key: dict[str, Any] = Field(min_length=1)
    column: str = ""
    value: Any = None
    leave_out: bool = False


class FigureCorrection(Correction):
    """One figure of all cases together: its numerator, its denominator or both, or its value.

    Attributes:
        indicator: the indicator's id.
        period: the period as typed.
        window: the window; see periods.Window.
        area: the area's id.
        numerator, denominator: the right numbers behind the figure, None for what is right as it is.
        value: the right figure, for what counts whole things.
    """

    indicator: str
    period: str
    window: str
    area: str
    numerator: float | None = Field(default=None, ge=0)
    denominator: float | None = Field(default=None, gt=0)
    value: float | None = Field(default=None, ge=0)


class Corrections(Shape):
    """All agreed corrections: corrections.yml.

    Attributes:
        records: those made before counting.
        figures: those made before hiding.
    """

    records: list[RecordCorrection] = []
    figures: list[FigureCorrection] = []
