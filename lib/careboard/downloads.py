"""What readers take away: the published long table as CSV, and what its columns mean."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable

import pandas

from careboard.edition import FIGURES, Edition

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEXT = ["indicator", "period", "window", "area", "breakdown", "group", "state", "source"]
META = ["title", "kind", "unit", "good", "windows", "definition", "source"]
TAKEN = {"total", "measure", "period", "line", "unit"}  # what other columns and rows of a download are called
NOT_IN_A_CELL = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")


def figures_csv(edition: Edition) -> str:
    """figures.csv: the published figures in the order and columns that people's scripts rely on."""
    columns = {name: _harmless(edition.figures[name]) if name in TEXT else [number(value) for value in edition.figures[name].tolist()] for name in FIGURES}
    return _csv(pandas.DataFrame(columns))


def meta_csv(edition: Edition) -> str:
    """figures.meta.csv: each indicator's title, kind, unit, windows, definition and source."""
    rows = [[id, *("; ".join(told[key]) if isinstance(told[key], list) else told[key] for key in META)] for id, told in edition.indicators.items()]
    return harmless_csv(pandas.DataFrame(rows, columns=["indicator", *META]))


def harmless_csv(frame: pandas.DataFrame) -> str:
    """A table of text as CSV in which nothing can run as a formula."""
    return _csv(frame.apply(_harmless))


def harmless(text: str) -> str:
    """Text that a spreadsheet could take for a formula gets an apostrophe before it. A lone CR would end its line early."""
    return ("'" + text if text.startswith(RUNS_AS_FORMULA) else text).replace("\r", " ")


def one_line(text: str) -> str:
    """Text as it may stand in a heading: on one line, without what no file of text can hold."""
    return " ".join(NOT_IN_A_CELL.sub(" ", text).split())


def places(edition: Edition, written: Callable[[str], str] = one_line) -> dict[str, str]:
    """The areas' names by id, no two alike and none that a column has. written: how text is made fit for where it stands."""
    return unlike({id: written(told["name"]) or id for id, told in edition.areas.items()})


def unlike(names: dict[str, str]) -> dict[str, str]:
    """Names by id; where two are alike, or one is taken by a column, all get their ids behind them."""
    if len({name.casefold() for name in names.values()} - TAKEN) == len(names):
        return names
    return {id: f"{name} ({one_line(id)})" for id, name in names.items()}


def number(value: float) -> str:
    """A number as a file of text holds it, nothing where there is none."""
    return "" if math.isnan(value) else f"{value:.10g}"


def _harmless(text: pandas.Series) -> pandas.Series:
    return text.map({words: harmless(words) if isinstance(words, str) else words for words in text.unique()})


def _csv(frame: pandas.DataFrame) -> str:
    out = io.StringIO()
    frame.to_csv(out, index=False, lineterminator="\n")
    return out.getvalue()
