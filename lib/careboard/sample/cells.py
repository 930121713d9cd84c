"""Columns on their way to a file: days and minutes become text only here."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .days import as_text, minutes_as_text


@dataclass
class Days:
    """A column of days."""

    values: np.ndarray

    def text(self, iso: bool = False) -> np.ndarray:
        """The column as text, OPEN as a blank."""
        return as_text(self.values, iso)

    def __len__(self) -> int:
        return len(self.values)


@dataclass
class DaysOrYears:
    """A column of days of some of which only the year is known."""

    values: np.ndarray
    year_only: np.ndarray

    def text(self, iso: bool = False) -> np.ndarray:
        """The column as text: a day, or a bare year."""
        years = np.array([cell[:4] for cell in as_text(self.values, iso=True)], object)
        return np.where(self.year_only, years, as_text(self.values, iso)).astype(object)

    def __len__(self) -> int:
        return len(self.values)


@dataclass
class Minutes:
    """A column of minutes."""

    values: np.ndarray

    def text(self, iso: bool = False) -> np.ndarray:
        """The column as text, OPEN as a blank."""
        return minutes_as_text(self.values, iso)

    def __len__(self) -> int:
        return len(self.values)


Column = np.ndarray | Days | DaysOrYears | Minutes
Table = Mapping[str, Column]


def text(column: Column, iso: bool = False) -> np.ndarray:
    """Any column as text.

    Args:
        column: Texts already, or days or minutes.
        iso: Dates as yyyy-mm-dd instead of dd/mm/yyyy.
    """
    return column.text(iso) if isinstance(column, Days | DaysOrYears | Minutes) else column


def running_ids(prefix: str, count: int) -> np.ndarray:
    """Ids with a running number."""
    return np.array([f"{prefix}{number}" for number in range(1, count + 1)], object)


def yes_no(flags: ArrayLike) -> np.ndarray:
    """Y or N for each."""
    return np.where(flags, "Y", "N").astype(object)
