"""Published figures of England, the region and statistical neighbours, as they stood when the paper went out.

A year published after the issue's date is not used. The files hold one revised vintage and say so. Of the
neighbours that have a figure the median is taken, and it is said of how many; of their counts the sum, and
none where one of them lacks. A published figure is like for like only where definition and window agree;
otherwise it is named as another measurement.
Source: DfE, Local Authority Interactive Tool; ONS; Open Government Licence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from statistics import median

import pandas

from careboard.figures.authorities import Authorities, Members
from careboard.figures.columns import COMPARATORS
from careboard.formatting import Level
from careboard.indicators import Definition
from careboard.periods import Period, Window, day_text, month_end, year_text

YEARS = [str(year) for year in range(2016, 2026)]
ENGLAND, NEIGHBOURS = "England", "Statistical neighbours"
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
        self.authorities = Authorities(data)
        self.by_measure = {
            name: rows
            for part in self._by_year_end()
            for name, rows in self.authorities.as_they_existed(*part).groupby("measure")
        }
        self.neighbours, self.neighbour_list = self._neighbours()
        self._of_authorities: dict[tuple[str, str], dict[str, float]] = {}

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
                            like(definition, window, ends, period),
                            note,
                        )
                        for window in definition.windows
                    ]
        return pandas.DataFrame(found, columns=COMPARATORS)

    def neighbour_names(self) -> str:
        """The neighbours by name and the list that they stand on, in a sentence; '' where there are none."""
        names = [self.authorities.name(code) for code in self.neighbours]
        return f"Statistical neighbours, {self.neighbour_list}: {', '.join(names)}." if names else ""

    def _levels(self, definition: Definition) -> list[tuple]:
        """The latest figure known of each level: level, name, year, value, note, and the year's last day."""
        measure, table = self.measures.loc[definition.comparator], self.of_measure(definition)
        levels = (
            (Level.ENGLAND, table[table.area == ENGLAND]),
            (
                Level.REGION,
                table[(table.level == "region") & (table.code == self.authorities.region(self.authority))],
            ),
            (Level.NEIGHBOURS, table[table.code.isin(self.neighbours) & (table.level == "authority")]),
        )
        rows = []
        for level, figures in levels:
            year = self.latest(definition, figures)
            if year:
                ends, how = year_ends(measure, year), ""
                name, value = figures.area.iloc[0], figures[year].iloc[0]
                if level == Level.NEIGHBOURS:
                    members = self.members(definition, year, self.neighbours)
                    name, (value, how) = NEIGHBOURS, _together(members, definition.kind == "count")
                    how = f"{how}; {self.neighbour_list}"
                note = "; ".join(filter(None, [_when(ends, definition.shape), how, "revised since"]))
                rows.append((level, name, year_name(measure, year), value, note, ends))
        return rows

    def of_measure(self, definition: Definition) -> pandas.DataFrame:
        """The figures of the measure beside a definition, as authorities existed; none where there is none.

        Returns:
            A row an area: measure, level, code, area, region, and a column for each of YEARS.
        """
        if definition.comparator not in self.measures.index:
            return self.figures.iloc[:0]
        name = self.measures.loc[definition.comparator].measure
        return self.by_measure.get(name, self.figures.iloc[:0])

    def of_authorities(self, definition: Definition, year: str) -> Mapping[str, float]:
        """The figures of all authorities of a year, by code; those that have none are left out."""
        key = (str(definition.comparator), year)
        if key not in self._of_authorities:
            table = self.of_measure(definition)
            table = table[(table.level == "authority") & table[year].notna()]
            self._of_authorities[key] = dict(zip(table.code.to_list(), table[year].to_list(), strict=True))
        return self._of_authorities[key]

    def members(self, definition: Definition, year: str, codes: Iterable[str]) -> Members:
        """Which of some authorities have a figure of a year; arguments as of `of_authorities`."""
        measure, figures = self.measures.loc[definition.comparator], self.of_authorities(definition, year)
        return self.authorities.members(figures, codes, measure.measure, year, year_ends(measure, year))

    def latest(self, definition: Definition, figures: pandas.DataFrame) -> str | None:
        """The latest year with a figure that was out by the date of issue."""
        measure = self.measures.loc[definition.comparator]
        return next(
            (
                year
                for year in reversed(YEARS)
                if published_on(measure, int(year)) <= self.issued and figures[year].notna().any()
            ),
            None,
        )

    def _by_year_end(self) -> Iterator[tuple[pandas.DataFrame, dict[str, date]]]:
        """The figures of the measures whose years end on the same day, with the last day of each year."""
        for _, measures in self.measures.groupby("year_ends"):
            ends = {year: year_ends(measures.iloc[0], year) for year in YEARS}
            yield self.figures[self.figures.measure.isin(measures.measure)], ends

    def _neighbours(self) -> tuple[list[str], str]:
        """The ten neighbours on the list in use at the date of issue, or on the first list that there is."""
        lists = sorted(self.neighbour_lists["list"].unique(), key=_year)
        in_use = [name for name in lists if _year(name) <= self.issued.year]
        chosen = in_use[-1] if in_use else lists[0]
        row = self.neighbour_lists[
            (self.neighbour_lists["list"] == chosen) & (self.neighbour_lists.code == self.authority)
        ]
        codes = row.iloc[:, 2:].to_numpy().ravel().tolist()
        return codes, f"list of {chosen}{'' if in_use else ', which was not in use then'}"


def _year(list_name: str) -> int:
    return int(list_name[-4:])


def published_on(measure: pandas.Series, year: int) -> date:
    """About when a year's figure is published: the last day on which it may come out."""
    month, day = map(
        int, (measure.published_to_2020 if year <= 2020 else measure.published_since_2021).split("-")
    )
    return date(year + int(measure.years_after), month, day)


def year_ends(measure: pandas.Series, year: str) -> date:
    """The last day of a published year of a measure (a row of data/measures.csv)."""
    return month_end(int(year), 9 if measure.year_ends == "September" else 3)


def year_name(measure: pandas.Series, year: str) -> str:
    """A published year of a measure in words: '2018/19', or '2018' where it ends in September."""
    return year_text(int(year)) if measure.year_ends == "March" else year


def _when(ends: date, shape: str) -> str:
    """What the published year covers: a year's cases, or one day."""
    return f"at {day_text(ends)}" if shape == "stock" else f"year to {day_text(ends)}"


def _together(members: Members, count: bool) -> tuple[float, str]:
    """The median of some authorities, or of a count their sum, and of how many it is.

    Returns:
        (24.5, 'median of 9 of 10, without Cumbria (ended 31 March 2023)'). A sum of some is no figure of all,
        so there is none where one lacks.
    """
    wanted = members.number + len(members.absent)
    some = f"{members.number} of {wanted}, without {', '.join(members.absent)}"
    notes = [f"{pair} made one return, counted once" for pair in members.joint]
    notes += [f"the return of {name} is another authority's too" for name in members.shared]
    whole = not members.absent and not (count and members.shared)
    if count and not whole:
        value, lead = math.nan, f"no sum: {some if members.absent else 'not all returned alone'}"
    else:
        figures = list(members.values.values())
        value = sum(figures) if count else median(figures)
        lead = f"{'sum' if count else 'median'} of {wanted if whole else some}"
    return float(value), "; ".join([lead, *notes])


def like(definition: Definition, window: str, ends: date, period: Period) -> str:
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
