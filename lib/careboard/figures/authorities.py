"""The English authorities: their regions, the days on which they began and ended, who returns jointly.

An authority that had ended, or had not yet begun, at the end of a published year has no figure of it,
whatever the file holds. Two authorities that made one return count once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas

from careboard.periods import day_text


@dataclass(frozen=True)
class Members:
    """The figures of some authorities for one measure and year.

    Attributes:
        values: code -> figure of each that has one, a joint return once.
        number: how many authorities have a figure, those of a joint return each for itself.
        absent: the authorities without a figure, each with why where that is known.
        joint: the authorities of each joint return that counts once here.
        shared: names of those whose joint return is another's too, who is not among these.
    """

    values: dict[str, float]
    number: int
    absent: list[str]
    joint: list[str]
    shared: list[str]


class Authorities:
    """data/authorities.csv and data/joint_returns.csv.

    Args:
        data: the folder of the published figures.
    """

    def __init__(self, data: Path):
        table = pandas.read_csv(
            data / "authorities.csv", dtype="str", keep_default_na=False, encoding="utf-8"
        )
        rows = table.drop_duplicates("code", keep="last").set_index("code").to_dict("index")
        self._known: dict[str, dict[str, str]] = {str(code): row for code, row in rows.items()}
        joint = pandas.read_csv(data / "joint_returns.csv", dtype={"code": "str", "with": "str"})
        self._joint = list(joint.itertuples(index=False, name=None))

    def region(self, code: str) -> str:
        """The code of the region whose published figure is an authority's; London's are its two halves."""
        return self._told(code, "published_region")

    def name(self, code: str) -> str:
        """What an authority is called, without ', County of' or ', City of' behind."""
        name = self._told(code, "name") or code
        return name.removesuffix(", County of").removesuffix(", City of")

    def existed(self, code: str, day: date) -> bool:
        """Whether there was such an authority on a day."""
        return not self._ended(code, day) and not self._not_begun(code, day)

    def as_they_existed(self, figures: pandas.DataFrame, ends: Mapping[str, date]) -> pandas.DataFrame:
        """The published figures without those of years at whose end the authority did not exist.

        Args:
            figures: published figures, with the column code and one for each year.
            ends: the years, each with its last day.
        """
        kept = figures.copy()
        for code, row in self._known.items():
            if row["began"] or row["ended"]:
                beyond = [year for year, end in ends.items() if not self.existed(code, end)]
                kept.loc[kept.code == code, beyond] = float("nan")
        return kept

    def members(
        self, figures: Mapping[str, float], codes: Iterable[str], measure: str, year: str, ends: date
    ) -> Members:
        """Which of some authorities have a figure of a year, and which have one together.

        Args:
            figures: code -> the year's figure of each authority that has one.
            codes: the codes of those that are asked about.
            measure: the measure's name in the file of published figures.
            year: the year.
            ends: its last day.
        """
        wanted, pairs = list(codes), self.joint_returns(measure, int(year))
        known = [code for code in wanted if code in figures]
        both = {code: other for code, other in pairs.items() if code in known and other in known}
        sides = [*pairs.items(), *((other, code) for code, other in pairs.items())]
        return Members(
            values={code: figures[code] for code in known if code not in both},
            number=len(known),
            absent=[self._absent(code, ends) for code in wanted if code not in known],
            joint=[f"{self.name(other)} and {self.name(code)}" for code, other in both.items()],
            shared=[self.name(code) for code, other in sides if code in known and other not in wanted],
        )

    def joint_returns(self, measure: str, year: int) -> dict[str, str]:
        """The authorities that made no return of their own for a measure and year: code -> with whom."""
        return {
            code: other
            for name, code, other, first, last in self._joint
            if name == measure and first <= year <= last
        }

    def _absent(self, code: str, day: date) -> str:
        """An authority without a figure, and why where that is known."""
        if self._ended(code, day):
            return f"{self.name(code)} (ended {day_text(date.fromisoformat(self._told(code, 'ended')))})"
        if self._not_begun(code, day):
            return f"{self.name(code)} (began {day_text(date.fromisoformat(self._told(code, 'began')))})"
        return self.name(code)

    def _ended(self, code: str, day: date) -> bool:
        return "" < self._told(code, "ended") < day.isoformat()

    def _not_begun(self, code: str, day: date) -> bool:
        return self._told(code, "began") > day.isoformat()

    def _told(self, code: str, column: str) -> str:
        """A cell of the file, '' for an authority that it does not have."""
        return self._known.get(code, {}).get(column, "")
