"""The agreed bands: what earns Outstanding, Good and Requires improvement (bands.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import model_validator

from careboard.params.yaml_lines import Shape


class Agreement(Shape):
    """Who agreed on something, and when.

    Attributes:
        by: the role or the meeting.
        on: the day.
    """

    by: str
    on: date


class Band(Shape):
    """The least (or, where low is good, the most) that earns each band; below the last is inadequate.

    Attributes:
        outstanding, good, requires_improvement: the thresholds, in the indicator's unit.
        quartiles: in place of agreed thresholds, those of all English authorities: the best quartile is
            outstanding, the next good, the third requires improvement.
        only: 'authority' where no other area has a band.
        agreed: who agreed on it, where not those who agreed on all bands.
        rule: where thresholds that were worked out come from.
    """

    outstanding: float | None = None
    good: float | None = None
    requires_improvement: float | None = None
    quartiles: Literal["England"] | None = None
    only: Literal["authority"] | None = None
    agreed: Agreement | None = None
    rule: str = ""

    @property
    def thresholds(self) -> tuple[float, float, float] | None:
        """Of outstanding, good and requires improvement; None where they are not known."""
        if self.outstanding is None or self.good is None or self.requires_improvement is None:
            return None
        return self.outstanding, self.good, self.requires_improvement

    @model_validator(mode="after")
    def check_thresholds(self) -> Band:
        """Refuse a band that has both thresholds and quartiles, or neither.

        Raises:
            ValueError: saying which is wanted.
        """
        if self.quartiles and not self.rule and self.thresholds:
            raise ValueError("give thresholds or quartiles, not both")
        if not self.quartiles and not self.thresholds:
            raise ValueError(
                "outstanding, good and requires_improvement are all wanted, or quartiles: England"
            )
        return self


class Bands(Shape):
    """The bands of all indicators that have them: bands.yml.

    Attributes:
        agreed: who agreed on them.
        bands: the indicator's id -> its band.
    """

    agreed: Agreement
    bands: dict[str, Band]
