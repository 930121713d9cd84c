"""The heat map of measures by area: how far each stands from its threshold, from England, from the rest."""

from __future__ import annotations

import math
from typing import Any

import pandas
import seaborn
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from careboard import formatting
from careboard.charts.svg import LETTER, PALE, WIDE
from careboard.charts.theme import PIXELS_TO_THE_INCH
from careboard.errors import WrongUse, unknown
from careboard.figures.columns import TOTAL
from careboard.figures.standing import NOT_APART
from careboard.formatting import State
from careboard.plots.renderer import SheetCanvas

COLOURS = LinearSegmentedColormap.from_list("behind_and_ahead", ["#f5c9a0", "#ffffff", PALE])
SIZE = 11.5  # of the words in cells, in pixels
ROOM_OF_COLUMNS = 0.6  # of the width, for the names of columns that stand upright
FULL_COLOUR = 0.3  # the share of what a figure is set beside from which on its colour is full
LINE, HEAD = 15, 150  # heights in pixels
LETTERS = 30  # of a line of a measure's title
LEAST_WHOLE = 10  # from which on a distance is written without decimals
TOLD_APART = {"higher": 1.0, "lower": -1.0, NOT_APART: 0.0}
SIGNS = {1.0: "▲", -1.0: "▼", 0.0: "="}
BESIDE = {
    "threshold": "its threshold for Good",
    "england": "England's figure",
    "rest": "the rest of the authority",
}
NO_CASES = "–"  # in a cell, which has no room for words
MOST_NAMED = 3  # figures in a description
NAMED = ["measure", "area_name", "written"]  # what is said of each of them


def comparison(frame: pandas.DataFrame, beside: str) -> pandas.DataFrame:
    """The rows of page.figures(latest=True) that can be set beside something, with how far they are ahead.

    Args:
        frame: the page's figures.
        beside: 'threshold' (of Good), 'england' (where it is like for like) or 'rest' (the rest of the
            authority, for measures in which some area can be told apart from it).

    Returns:
        Of measures of which high or low is good, in one window each: the rows of all areas, with the column
        `ahead`, how far the figure lies on the good side in its unit, less than nought on the other one; for
        'rest' 1, 0 (cannot be told apart) or -1.

    Raises:
        WrongUse: where it can be set beside no such thing.
    """
    if beside not in BESIDE:
        raise WrongUse(unknown("", "comparison", beside, BESIDE))
    rows = frame[(frame["breakdown"] == TOTAL) & (frame["good"] != "")].copy()
    if beside == "rest":
        away = rows["rest"].map(TOLD_APART)
        told = away.notna() & (away != 0) & rows["leads"]
    else:
        away = (rows["value"] - rows[beside]).round(1)
        told = rows[beside].notna() & (rows["leads"] | (beside == "england"))
    rows["ahead"] = away.where(rows["good"] == "high", -away)
    chosen = rows[told].drop_duplicates("indicator")[["indicator", "window"]]
    return rows.merge(chosen, on=["indicator", "window"])


def heat_map(rows: pandas.DataFrame, beside: str) -> Axes:
    """The heat map, by seaborn, of a comparison: the deeper a colour, the further from what it is set beside.

    Each cell says in figures or signs what its colour says; one without a figure says why.

    Args:
        rows: what `comparison` gave.
        beside: as for `comparison`.
    """
    titles, areas = _names(rows, "indicator", "measure"), _names(rows, "area", "area_name")
    lines = max((math.ceil(len(title) / LETTERS) for title in titles), default=1)
    height = HEAD + (LINE * max(lines, 2) + LINE / 4) * max(len(titles), 1)
    size = WIDE.width / PIXELS_TO_THE_INCH, height / PIXELS_TO_THE_INCH
    figure, axes = pyplot.subplots(figsize=size, layout="none")
    _StillCanvas(figure)
    if rows.empty:
        return axes
    colours = _crossed(rows, rows["ahead"] / _scale(rows, beside))
    look = {"cmap": COLOURS, "vmin": -FULL_COLOUR, "vmax": FULL_COLOUR, "cbar": False}
    seaborn.heatmap(colours, xticklabels=areas, yticklabels=titles, ax=axes, **look)
    figures = zip(rows["state"], rows["ahead"], strict=True)
    words = _crossed(rows, pandas.Series([_word(*figure, beside) for figure in figures], rows.index))
    for down, line in enumerate(words.itertuples(index=False)):
        for along, word in enumerate(line):
            text = axes.text(along + 0.5, down + 0.5, word, ha="center", va="center", fontsize=SIZE)
            text.set_in_layout(False)  # it lies within the axes
    axes.grid(False)
    axes.xaxis.tick_top()
    axes.set(xlabel="", ylabel="")
    axes.tick_params(length=0)
    turned = max(map(len, areas)) * WIDE.size * LETTER > WIDE.width * ROOM_OF_COLUMNS / len(areas)
    axes.tick_params("x", rotation=90 if turned else 0)
    axes.tick_params("y", rotation=0)
    return axes


class _StillCanvas(SheetCanvas):
    """A canvas that does not draw: seaborn draws a heat map to see whether its names overlap, in 0.2 s."""

    def draw(self, *args: Any, **kwargs: Any) -> None:
        """Leave the figure as it is: names are turned here by their length."""
        self.figure.stale = False


def _names(rows: pandas.DataFrame, ident: str, name: str) -> list[str]:
    """The name of each measure or area, in its order; two may have the same."""
    return rows.drop_duplicates(ident)[name].to_list()


def _crossed(rows: pandas.DataFrame, values: pandas.Series) -> pandas.DataFrame:
    """Values by measure, down, and area, across, in the order of the rows."""
    crossed = rows.assign(crossed=values).pivot(index="indicator", columns="area", values="crossed")
    return crossed.reindex(index=rows["indicator"].unique(), columns=rows["area"].unique())


def _scale(rows: pandas.DataFrame, beside: str) -> pandas.Series | float:
    """What a distance is a share of: the measure's threshold or England's figure."""
    if beside == "rest":
        return 1 / FULL_COLOUR
    return rows.groupby("indicator")[beside].transform("max").abs()


def finding(rows: pandas.DataFrame, beside: str) -> str:
    """Which figures of all areas are furthest behind what they are set beside, with their figures."""
    worst = _furthest_behind(rows, beside)
    return f"Furthest behind {BESIDE[beside]}: {worst}" if worst else f"No figure is behind {BESIDE[beside]}"


def description(rows: pandas.DataFrame, beside: str) -> str:
    """What the heat map shows in words: the page's own area first, then all areas."""
    own = rows[rows["relation"] == "own"]
    here = _furthest_behind(own, beside) or _told(own.head(MOST_NAMED))
    return f"Heat map, a row for each measure, a column for each area. Here: {here}. {finding(rows, beside)}."


def _furthest_behind(rows: pandas.DataFrame, beside: str) -> str:
    behind = rows.loc[rows["ahead"] < 0, ["indicator", "ahead", beside, *NAMED]]
    share = behind["ahead"] / (behind[beside].abs() if beside != "rest" else 1.0)
    worst = behind.assign(share=share).sort_values(["share", "indicator"], kind="stable")
    return _told(worst.head(MOST_NAMED))


def _told(rows: pandas.DataFrame) -> str:
    """Figures with their measure and area."""
    told = rows[NAMED].itertuples(index=False, name=None)
    return "; ".join(f"{measure}, {area} ({written})" for measure, area, written in told)


def _word(state: str, ahead: float, beside: str) -> str:
    """What stands in a cell: the distance in the measure's unit or its sign, or why there is none."""
    if state != State.SHOWN:
        return formatting.symbol(State(state)) if state != State.NO_CASES else NO_CASES
    if math.isnan(ahead):
        return ""
    if beside == "rest":
        return SIGNS[ahead]
    if not ahead:
        return "0"
    decimals = 0 if abs(ahead) >= LEAST_WHOLE else 1
    return "+" * (ahead > 0) + formatting.number(ahead, decimals)
