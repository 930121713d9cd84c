"""The data of a chart held against what the page publishes: no hidden value and no typed number gets in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas
from matplotlib.dates import date2num

from careboard.edition.area_figures import NOT_THERE, AreaFigures
from careboard.errors import Problem, raise_all
from careboard.figures.columns import Figure
from careboard.formatting import LEVELS, WHOLE, State
from careboard.periods import parse
from careboard.plots.axes_kinds import NUMBER
from careboard.plots.figure_frame import KEY, NUMBERS, OF_LIMITS, PUBLISHED, SERIES, figure_frame

MOST_NAMED = 3  # rows that do not hold, in one message; more are counted
NAMES = ["area", "area_name", "indicator", "measure", "group", "unit"]  # by which a legend may name a row
SET_BESIDE = ["threshold", *LEVELS]
TEXTS = ["measure", "unit", "area_name", "group", "breakdown", "direction", "rest"]


@dataclass(frozen=True)
class PublishedData:
    """The rows of a chart's data, each held against the page's own figures.

    Attributes:
        figures: the page's figures.
        frame: the rows as the page publishes them, with the columns of figure_frame.
        whole: all rows that the page publishes of the lines in the data, those that were left out included.
    """

    figures: AreaFigures
    frame: pandas.DataFrame
    whole: pandas.DataFrame

    @cached_property
    def numbers(self) -> set[float]:
        """Every published number in the data."""
        return _numbers(self.frame[name] for name in NUMBERS)

    @cached_property
    def written_numbers(self) -> set[str]:
        """Every number that words on the chart may hold, as written: '89', '89.0', '1,297', '45', '2019'.

        How far a figure lies from what it is set beside may stand in words, and is no number to draw.
        """
        away = _numbers((self.frame["value"] - self.frame[name]).abs().round(1) for name in SET_BESIDE)
        written = {f"{value:,.{places}f}" for value in self.numbers | away for places in (0, 1)}
        written |= {number.replace(",", "") for number in written}
        written |= {part for period in self.frame["period"].unique() for part in period.split("-")}
        texts = [text for column in TEXTS for text in self.frame[column].unique() if isinstance(text, str)]
        texts += [parse(period).name for period in self.frame["period"].unique()]
        texts += [str(row.year) for ident in self.idents for row in self.figures.comparators(ident)]
        return written | {number for text in texts for number in NUMBER.findall(text)}

    @cached_property
    def named_frame(self) -> pandas.DataFrame:
        """The rows with each period as it is written too."""
        written = {period: parse(period).name for period in self.frame["period"].unique()}
        return self.frame.assign(written_period=self.frame["period"].map(written).astype("str"))

    @property
    def gaps(self) -> list[float]:
        """The dates on which a figure of a line in the data is not shown, as numbers along an axis."""
        days = self.whole.loc[self.whole["value"].isna(), "date"].unique()
        return [float(date2num(day)) for day in days]

    @cached_property
    def idents(self) -> list[str]:
        """The ids of the measures, in the order of the data."""
        return list(self.frame["indicator"].unique())

    @property
    def tells_of_its_area(self) -> bool:
        """Whether a figure is shown, and one of the page's own area where the data hold any of its rows."""
        own = self.frame[self.frame["relation"] == "own"]
        return bool((self.frame if own.empty else own)["value"].notna().any())

    @property
    def unit(self) -> str:
        """The unit that all measures share, '' where they share none."""
        units = self.frame["unit"].unique()
        return units[0] if len(units) == 1 else ""

    @property
    def whole_numbers(self) -> bool:
        """Whether all figures count whole things."""
        return all(self.figures.known(ident)["kind"] in WHOLE for ident in self.idents)

    def shows(self, name: str) -> bool:
        """Whether a figure is shown in a row that has a name."""
        named = (self.frame[NAMES] == name).any(axis=1)
        return bool(self.frame.loc[named, "value"].notna().any()) or not named.any()

    @cached_property
    def months(self) -> dict[pandas.Timestamp, str]:
        """The name of each period from the first to the last in the data, by the day on which it ends."""
        periods = {parse(period).end: parse(period).name for period in self.whole["period"].unique()}
        ends = [day.date() for day in (self.frame["date"].min(), self.frame["date"].max())]
        return {pandas.Timestamp(end): periods[end] for end in sorted(periods) if ends[0] <= end <= ends[1]}

    @cached_property
    def rows(self) -> list[Figure]:
        """The rows as the edition holds them, in the order of the data."""
        keys = list(self.frame[KEY].itertuples(index=False, name=None))
        table = self.figures.edition.figures
        known = {
            (ident, area, period, row.window, row.breakdown, row.group): row
            for ident, area, period in dict.fromkeys(key[:3] for key in keys)
            for row in table.rows_of(ident, area, period)
        }
        return [known.get(key) or NOT_THERE._replace(**dict(zip(KEY, key, strict=True))) for key in keys]

    def lines(self, column: str) -> Iterator[dict[pandas.Timestamp, float]]:
        """Each line in the data: a column's number by date, earliest first, nan where there is none."""
        lines: dict[tuple, dict[pandas.Timestamp, float]] = {}
        columns = self.whole[[*SERIES, "date", column]].sort_values("date", kind="stable")
        for *series, day, number in columns.itertuples(index=False, name=None):
            lines.setdefault(tuple(series), {})[day] = number
        yield from lines.values()


def _numbers(columns: Iterable[pandas.Series]) -> set[float]:
    return {float(number) for column in columns for number in column.dropna().unique()}


def published_data(data: pandas.DataFrame, figures: AreaFigures) -> PublishedData:
    """Hold a chart's data against what the page publishes.

    Args:
        data: rows of page.figures(...), perhaps fewer, with the columns that tell one figure from another.
        figures: the page's figures.

    Raises:
        Problems: where a column is missing, a row is none that the page publishes, or a number is another.
    """
    columns = getattr(data, "columns", [])
    lacking = [column for column in KEY if column not in columns]
    if lacking:
        raise Problem(
            f"data lacks the column{'s' * (len(lacking) > 1)} {', '.join(lacking)}. Give it the rows of"
            ' page.figures("...") that the chart is drawn from, before they are reshaped.'
        )
    idents = [ident for ident in data["indicator"].unique() if ident in figures.edition.indicators]
    limits = [column for column in OF_LIMITS if column in columns]
    latest = {*data["period"]} <= {figures.edition.period.text} and not data[limits].notna().any(axis=None)
    deep = not {*data["area"]} <= {*figures.edition.tree.near(figures.area)}
    own = figure_frame(figures, idents, deep, latest)
    places = {key: place for place, key in enumerate(_rows(own, KEY))}
    keys = _rows(data, KEY)
    faults = [_unknown_row(key) for key in keys if key not in places]
    if not faults:
        whole, own = own, own.iloc[[places[key] for key in keys]].reset_index(drop=True)
        faults = list(_other_numbers(data, own))
    if len(faults) > MOST_NAMED:
        faults = [*faults[:MOST_NAMED], f"So it is with {len(faults) - MOST_NAMED:,} more."]
    raise_all(faults)
    series = {*_rows(own, SERIES)}
    lines = [one in series for one in _rows(whole, SERIES)]
    return PublishedData(figures, own, whole[lines])


def _rows(frame: pandas.DataFrame, columns: Sequence[str]) -> list[tuple]:
    """The rows of some columns of text, in half the time that pandas' itertuples takes for text."""
    return list(zip(*(frame[column].to_numpy(object).tolist() for column in columns), strict=True))


def _unknown_row(key: tuple[str, ...]) -> str:
    named = ", ".join(f"{name} '{part}'" for name, part in zip(KEY, key, strict=True) if part)
    return (
        f"data holds a row that this page publishes no figure for: {named}. Give it rows of"
        ' page.figures("..."), unchanged.'
    )


def _other_numbers(data: pandas.DataFrame, own: pandas.DataFrame) -> Iterator[str]:
    """A sentence for each number that is not the published one."""
    for column in (column for column in NUMBERS if column in data.columns):
        given, right = pandas.to_numeric(data[column], errors="coerce").to_numpy(), own[column].to_numpy()
        wrong = (given != right) & (given == given)  # one that is left out is not drawn
        for place in wrong.nonzero()[0]:
            row = own.iloc[place]
            where = f"{row['measure']}, {row['area_name']}, {parse(row['period']).name}"
            if column in PUBLISHED and row["state"] == State.HIDDEN:
                yield f"data has a number in '{column}' where it is hidden: {where}. Leave it missing."
            elif math.isnan(right[place]):
                yield f"data has a number in '{column}' where there is none: {where}. Leave it missing."
            else:
                yield f"data has another number in '{column}' than is published: {where}. Leave it as it is."
