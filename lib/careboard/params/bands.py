"""The agreed bands: what earns Outstanding, Good and Requires improvement (bands.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from careboard.params.words import Words
from careboard.params.yaml_lines import Shape


class Agreement(Shape):
    """Who agreed on something, and when.

    Attributes:
        by: the role or the meeting.
        on: the day.
    """

    by: Words
    on: date


class Band(Shape):
    """The least (or, where low is good, the most) that earns each band; below the last is inadequate.

    Attributes:
        outstanding, good, requires_improvement: the thresholds, in the indicator's unit.
        only: 'authority' where no other area has a band.
        agreed: who agreed on it, where not those who agreed on all bands.
    """

    outstanding: float
    good: float
    requires_improvement: float
    only: Literal["authority"] | None = None
    agreed: Agreement | None = None

    @property
    def thresholds(self) -> tuple[float, float, float]:
        """Of outstanding, good and requires improvement."""
        return self.outstanding, self.good, self.requires_improvement


class Bands(Shape):
    """The bands of all indicators that have them: bands.yml.

    Attributes:
        agreed: who agreed on them.
        bands: the indicator's id -> its band.
    """

    agreed: Agreement
    bands: dict[str, Band]
