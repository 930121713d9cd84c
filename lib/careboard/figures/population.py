"""How many children live where: the bases of rates, dated, with their vintage.

A rate uses the latest mid-year estimate that was published by its date. Source of the figures: ONS, estimates
of the population, ages 0 to 17; the invented county's are implied by the published paper
(data/population.csv).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas

from careboard.figures.allocation import SEXES
from careboard.params.areas import Areas

COLUMNS = ["set", "area", "mid_year", "children", "published", "source"]


class Population:
    """Children under 18 by area and date.

    Args:
        rows: estimates with the columns COLUMNS; published is the day on which an estimate came out.
        groups: the extract's own table of population_groups, where it has one.
    """

    def __init__(self, rows: pandas.DataFrame, groups: pandas.DataFrame | None = None):
        self.rows = rows.astype({"mid_year": "int", "children": "float64"}).assign(
            published=pandas.to_datetime(rows.published)
        )
        self.groups = groups

    @property
    def has_groups(self) -> bool:
        """Whether the children of each sex and ethnic group are known."""
        return self.groups is not None

    @classmethod
    def read(cls, path: Path, name: str | None, groups: pandas.DataFrame | None = None) -> Population:
        """The population of a source.

        Args:
            path: the file of estimates, data/population.csv.
            name: the set of rows that the source names; None for no set, and then no rate is available.
            groups: the extract's own table of population_groups, where it has one.
        """
        rows = pandas.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
        return cls(rows[rows["set"] == name] if name else rows.iloc[:0], groups)

    def year_at(self, on: date) -> int | None:
        """The mid-year whose estimate was the latest published by a date; None where there was none."""
        known = self.rows[self.rows.published <= pandas.Timestamp(on)]
        return None if known.empty else int(known.mid_year.max())

    def at(self, areas: Areas, on: date) -> dict[str, float]:
        """Children by area on a date.

        An area without a row of its own has the sum of those that belong to it, the whole authority that of
        all.
        """
        given = self.rows[self.rows.mid_year == self.year_at(on)].set_index("area").children.to_dict()
        summed: dict[str, float] = {}
        for leaf in areas.leaves:
            for above in areas.line(leaf, on) if leaf in given else []:
                summed[above] = summed.get(above, 0.0) + given[leaf]
        if given:
            summed.setdefault(areas.whole, sum(given.values()))
        return {**summed, **{ident: children for ident, children in given.items() if ident in areas.areas}}

    def groups_at(self, on: date, breakdown: str) -> dict[tuple[str, str], float]:
        """Children by district and group on a date.

        Of the latest year that is no later than the estimate in use.

        Args:
            on: the date.
            breakdown: 'sex' or 'ethnicity'.

        Returns:
            (district, group) -> children, empty where the groups are not known.
        """
        year = self.year_at(on)
        if self.groups is None or year is None or not (self.groups.year <= year).any():
            return {}
        rows = self.groups[self.groups.year == self.groups.year[self.groups.year <= year].max()]
        group = rows.sex.map(SEXES) if breakdown == "sex" else rows.ethnic_group
        return rows.groupby([rows.district, group]).children.sum().to_dict()

    def sentence(self, areas: Areas, on: date) -> str:
        """What a page says of the base of its rates."""
        year = self.year_at(on)
        if year is None:
            return "Rates are not available: no population is given for this authority."
        row = self.rows[self.rows.mid_year == year].iloc[0]
        return (
            f"Rates are per 10,000 children under 18: {self.at(areas, on)[areas.whole]:,.0f} at mid-{year} "
            f"({row.source})."
        )
