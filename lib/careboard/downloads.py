"""What readers take away: the published long table as CSV, and what its columns mean."""

from __future__ import annotations

import io

import pandas

from careboard.edition import FIGURES, Edition

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEXT = ["indicator", "period", "window", "area", "breakdown", "group", "state", "source"]


def figures_csv(edition: Edition) -> str:
    """figures.csv: the published figures in the order and columns that people's scripts rely on."""
    frame = edition.figures[FIGURES].copy()
    for column in TEXT:
        frame[column] = _harmless(frame[column])
    whole = frame[["numerator", "denominator", "value"]].map(_number)
    frame[whole.columns] = whole
    return _csv(frame)


def meta_csv(edition: Edition) -> str:
    """figures.meta.csv: each indicator's title, kind, unit, windows, definition and source."""
    keys = ["title", "kind", "unit", "good", "windows", "definition", "source"]
    rows = [[id, *("; ".join(told[key]) if isinstance(told[key], list) else told[key] for key in keys)] for id, told in edition.indicators.items()]
    frame = pandas.DataFrame(rows, columns=["indicator", *keys])
    return harmless_csv(frame)


def harmless_csv(frame: pandas.DataFrame) -> str:
    """A table of text as CSV in which nothing can run as a formula."""
    return _csv(frame.apply(_harmless))


def _harmless(text: pandas.Series) -> pandas.Series:
    """Text that a spreadsheet could take for a formula gets an apostrophe before it."""
    return text.where(~text.str.startswith(RUNS_AS_FORMULA), "'" + text)


def _number(value: float) -> str:
    return "" if pandas.isna(value) else f"{value:.10g}"


def _csv(frame: pandas.DataFrame) -> str:
    out = io.StringIO()
    frame.to_csv(out, index=False, lineterminator="\n")
    return out.getvalue()
