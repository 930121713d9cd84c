"""Published figures of England, the region and statistical neighbours, as they stood when the paper went out.

A year published after the issue's date is not used. The files hold one revised vintage and say so. Of the
neighbours the median is taken, of their counts the sum. A published figure is like for like only where
definition and window agree; otherwise it is named as another measurement.
Source: DfE, Local Authority Interactive Tool; ONS; Open Government Licence.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas

from careboard.figures.columns import COMPARATORS
from careboard.formatting import Level
from careboard.indicators import Definition
from careboard.periods import Period, Window, day_text, month_end, year_text

YEARS = [str(year) for year in range(2016, 2026)]
ENGLAND = "England"
SHORTEST_YEAR = 364  # days from a year's first to its last


class PublishedComparators:
    """data/comparators.csv and the files that explain it, for one authority and one date of issue.

    Args:
        data: the folder of the published figures.
        authority: its three-figure code.
        issued: the day on which the paper goes out; what was published later is not used.
    """

    def __init__(self, data: Path, authority: int, issued: date):
        self.issued, self.authority = issued, str(authority)
        self.figures = pandas.read_csv(data / "comparators.csv", dtype={"code": "str"}, encoding="utf-8")
        self.measures = pandas.read_csv(
            data / "measures.csv", dtype="str", keep_default_na=False, encoding="utf-8"
        ).set_index("indicator")
        self.neighbour_lists = pandas.read_csv(data / "neighbours.csv", dtype="str", encoding="utf-8")
        self.by_measure = dict(iter(self.figures.groupby("measure")))
        self.neighbours, self.neighbour_list = self._neighbours()

    def rows(self, definitions: dict[str, Definition], period: Period) -> pandas.DataFrame:
        """One row for each indicator, window and level that has a published figure.

        Args:
            definitions: the indicators by id.
            period: the period that they are set beside.

        Returns:
            A frame with the columns COMPARATORS; like is 'yes', or why the published figure is not like for
            like.
        """
        found = []
        for definition in definitions.values():
            if definition.comparator in self.measures.index:
                for level, name, year, value, note, ends in self._levels(definition):
                    found += [
                        (
                            definition.ident,
                            window,
                            level,
                            name,
                            year,
                            value,
                            _like(definition, window, ends, period),
                            note,
                        )
                        for window in definition.windows
                    ]
        return pandas.DataFrame(found, columns=COMPARATORS)

    def _levels(self, definition: Definition) -> list[tuple]:
        """The latest figure known of each level: level, name, year, value, note, and the year's last day."""
        measure, count = self.measures.loc[definition.comparator], definition.kind == "count"
        table = self._of(measure)
        region = table[table.code == self.authority].region.iloc[:1]
        levels = [
            (Level.ENGLAND, ENGLAND, table[table.area == ENGLAND], ""),
            (
                Level.REGION,
                region.iloc[0] if len(region) else "",
                table[(table.level == "region") & table.area.isin(region)],
                "",
            ),
            (
                Level.NEIGHBOURS,
                "Statistical neighbours",
                table[table.code.isin(self.neighbours) & (table.level == "authority")],
                f"{'sum' if count else 'median'} of {len(self.neighbours)}, {self.neighbour_list}",
            ),
        ]
        rows = []
        for level, name, figures, how in levels:
            year = self._latest(measure, figures)
            if year:
                ends = month_end(int(year), 9 if measure.year_ends == "September" else 3)
                value = figures[year].sum() if count and level == Level.NEIGHBOURS else figures[year].median()
                note = "; ".join(filter(None, [_when(ends, definition.shape), how, "as revised since"]))
                rows.append((level, name, _year_name(measure, year), value, note, ends))
        return rows

    def quartiles(self, definition: Definition) -> tuple[str, int, list[float]] | None:
        """The quartiles of the English authorities' latest figures.

        Returns:
            The year in words, how many authorities, and their quartiles in rising order; None where no year
            is known or the figures are not comparable.
        """
        if (
            definition.comparator not in self.measures.index
            or self.measures.loc[definition.comparator].no_quartile == "N"
        ):
            return None
        measure = self.measures.loc[definition.comparator]
        table = self._of(measure)
        table = table[table.level == "authority"]
        year = self._latest(measure, table)
        if year is None:
            return None
        known = table[year].dropna()
        return (
            _year_name(measure, year),
            len(known),
            [float(known.quantile(part)) for part in (0.25, 0.5, 0.75)],
        )

    def _of(self, measure: pandas.Series) -> pandas.DataFrame:
        """The figures of one measure; none where the file lacks it."""
        return self.by_measure.get(measure.measure, self.figures.iloc[:0])

    def _latest(self, measure: pandas.Series, figures: pandas.DataFrame) -> str | None:
        """The latest year with a figure that was out by the date of issue."""
        return next(
            (
                year
                for year in reversed(YEARS)
                if published_on(measure, int(year)) <= self.issued and figures[year].notna().any()
            ),
            None,
        )

    def _neighbours(self) -> tuple[list[str], str]:
        """The ten neighbours on the list in use at the date of issue, or on the first list that there is."""
        lists = sorted(self.neighbour_lists["list"].unique(), key=_year)
        in_use = [name for name in lists if _year(name) <= self.issued.year]
        chosen = in_use[-1] if in_use else lists[0]
        row = self.neighbour_lists[
            (self.neighbour_lists["list"] == chosen) & (self.neighbour_lists.code == self.authority)
        ]
        codes = row.iloc[:, 2:].to_numpy().ravel().tolist()
        return codes, f"list of {chosen}{'' if in_use else ', not in use then'}"


def _year(list_name: str) -> int:
    return int(list_name[-4:])


def published_on(measure: pandas.Series, year: int) -> date:
    """About when a year's figure is published: the last day on which it may come out."""
    month, day = map(
        int, (measure.published_to_2020 if year <= 2020 else measure.published_since_2021).split("-")
    )
    return date(year + int(measure.years_after), month, day)


def _year_name(measure: pandas.Series, year: str) -> str:
    return year_text(int(year)) if measure.year_ends == "March" else year


def _when(ends: date, shape: str) -> str:
    """What the published year covers: a year's cases, or one day."""
    return f"at {day_text(ends)}" if shape == "stock" else f"year to {day_text(ends)}"


def _like(definition: Definition, window: str, ends: date, period: Period) -> str:
    """Whether the published figure measures the same, or why not."""
    if definition.unlike and window not in definition.comparator_windows:
        return definition.unlike
    if window == Window.AT_DATE:
        same_day = (period.end.month, period.end.day) == (ends.month, ends.day)
        return (
            "yes"
            if same_day
            else f"the published figure is at {day_text(ends)}, this one at {day_text(period.end)}"
        )
    first, last = period.window(window)
    whole_year = (last - first).days >= SHORTEST_YEAR
    return "yes" if whole_year else "the published figure is of a whole year"
