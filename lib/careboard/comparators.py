"""Published figures of England, the region and statistical neighbours, as they stood when the paper went out.

A year published after the issue's date is not used. The files hold one revised vintage and say so. For
neighbours the median is taken. Counts of other authorities say nothing beside one's own: they have no comparator.
Source: DfE, Local Authority Interactive Tool; ONS; Open Government Licence.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas

from careboard.indicators import Definition
from careboard.periods import day_text, month_end, year_text

COLUMNS = ["indicator", "level", "name", "year", "value", "like", "note"]
YEARS = [str(year) for year in range(2016, 2026)]
ENGLAND = "England"


class Published:
    """data/comparators.csv and the files that explain it, for one authority and one date of issue."""

    def __init__(self, data: Path, authority: int, issued: date):
        self.issued, self.authority = issued, str(authority)
        self.figures = pandas.read_csv(data / "comparators.csv", dtype={"code": "str"}, encoding="utf-8")
        self.measures = pandas.read_csv(data / "measures.csv", dtype="str", keep_default_na=False, encoding="utf-8").set_index("indicator")
        self.neighbour_lists = pandas.read_csv(data / "neighbours.csv", dtype="str", encoding="utf-8")

    def rows(self, definitions: dict[str, Definition]) -> pandas.DataFrame:
        """One row for each indicator and level that has a published figure (COLUMNS)."""
        found = []
        for definition in definitions.values():
            if definition.comparator in self.measures.index and definition.kind != "count":
                found += self._of(definition)
        return pandas.DataFrame(found, columns=COLUMNS)

    def _of(self, definition: Definition) -> list[tuple]:
        measure = self.measures.loc[definition.comparator]
        table = self.figures[self.figures.measure == measure.measure]
        region = table[table.code == self.authority].region.iloc[:1]
        neighbours, listed = self._neighbours()
        levels = [
            ("england", ENGLAND, table[table.area == ENGLAND], ""),
            ("region", region.iloc[0] if len(region) else "", table[(table.level == "region") & table.area.isin(region)], ""),
            ("neighbours", "Statistical neighbours", table[table.code.isin(neighbours) & (table.level == "authority")], f"median of {len(neighbours)}, {listed}"),
        ]
        rows = []
        for level, name, figures, how in levels:
            year = self._latest(measure, figures)
            if year:
                note = "; ".join(filter(None, [_when(measure, int(year), definition.shape), how, "as revised since"]))
                rows.append((definition.id, level, name, year_text(int(year)) if measure.year_ends == "March" else year, figures[year].median(), definition.unlike or "yes", note))
        return rows

    def _latest(self, measure: pandas.Series, figures: pandas.DataFrame) -> str | None:
        """The latest year with a figure that was out by the date of issue."""
        known = [year for year in YEARS if published_on(measure, int(year)) <= self.issued and figures[year].notna().any()]
        return known[-1] if known else None

    def _neighbours(self) -> tuple[list[str], str]:
        """The ten neighbours on the list in use at the date of issue, or on the first list that there is."""
        lists = sorted(self.neighbour_lists["list"].unique(), key=_year)
        in_use = [name for name in lists if _year(name) <= self.issued.year]
        chosen = in_use[-1] if in_use else lists[0]
        row = self.neighbour_lists[(self.neighbour_lists["list"] == chosen) & (self.neighbour_lists.code == self.authority)]
        return row.iloc[:, 2:].to_numpy().ravel().tolist(), f"list of {chosen}{'' if in_use else ', not in use then'}"


def _year(list_name: str) -> int:
    return int(list_name[-4:])


def published_on(measure: pandas.Series, year: int) -> date:
    """About when a year's figure is published: the last day on which it may come out."""
    month, day = map(int, (measure.published_to_2020 if year <= 2020 else measure.published_since_2021).split("-"))
    return date(year + int(measure.years_after), month, day)


def _when(measure: pandas.Series, year: int, shape: str) -> str:
    """What the published year covers: a year's cases, or one day."""
    end = month_end(year, 9 if measure.year_ends == "September" else 3)
    return f"at {day_text(end)}" if shape == "stock" else f"year to {day_text(end)}"
