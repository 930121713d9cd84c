"""Copies of what was published, made by hand from the small edition: what one test changes, it says."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pandas
from careboard import edition, frozen
from careboard.edition import Edition
from careboard.editions import CONTENTS, UNCORRECTED, WHOLE
from careboard.frozen import Copy
from editions import DENTAL, IN_TIME, PERIOD, PLAN_RATE, PLANS, of_few, small_edition

IDS = (IN_TIME, PLANS, PLAN_RATE, DENTAL, "iro_caseload")
MADE_BY = {"definitions": dict.fromkeys(IDS, "d1"), "counting": "c1", "areas": {"county": "a1", "north": "a2", "east": "a3"}, "extract": "e1"}
LATER = MADE_BY | {"extract": "e2"}


def few(**about) -> Edition:
    """The small edition with a measure of each kind, and what it says of itself changed."""
    told = of_few(small_edition(), IDS)
    standing = told.standing[told.standing.indicator.isin(IDS)]
    return replace(told, about=told.about | {"extract_date": "2019-12-31", "corrections": []} | about, standing=_whole_standing(told, standing))


def _whole_standing(told: Edition, standing: pandas.DataFrame) -> pandas.DataFrame:
    """A row for each figure of the period, as a build has them: blank where the small edition says nothing."""
    keys = told.figures[(told.figures.breakdown == "total") & (told.figures.period == told.about["period"])][["indicator", "window", "area"]].drop_duplicates()
    whole = keys.merge(standing, how="left", on=["indicator", "window", "area"])
    words = [column for column in standing.columns if column not in edition.NUMBERS]
    return whole.assign(**{column: whole[column].fillna("") for column in words})


def with_figure(told: Edition, id: str, window: str, area: str, figure: tuple | str, period: str = PERIOD) -> Edition:
    """The edition with one figure as value, numerator, denominator, or with the state that stands in its place."""
    figures = told.figures.copy()
    row = (figures.indicator == id) & (figures.window == window) & (figures.area == area) & (figures.period == period) & (figures.breakdown == "total")
    assert row.sum() == 1
    value, numerator, denominator, state = (None, None, None, figure) if isinstance(figure, str) else (*figure, "shown")
    for column, number in (("numerator", numerator), ("denominator", denominator), ("value", value)):
        figures.loc[row, column] = math.nan if number is None else number
    figures.loc[row, "state"] = state
    return replace(told, figures=figures)


def with_standing(told: Edition, id: str, window: str, area: str, **stands: str) -> Edition:
    """The edition in which a figure stands otherwise."""
    standing = told.standing.copy()
    row = (standing.indicator == id) & (standing.window == window) & (standing.area == area)
    assert row.sum() == 1
    for column, value in stands.items():
        standing.loc[row, column] = value
    return replace(told, standing=standing)


def a_month_later(told: Edition) -> Edition:
    """The edition of the month after: each last point once more, and the first one gone."""
    last = told.figures[told.figures.period == PERIOD].assign(period="2019-11")
    figures = pandas.concat([told.figures[(told.figures.breakdown == "total") & (told.figures.period != "2017-10")], last], ignore_index=True)
    return replace(told, figures=figures, about=told.about | {"period": "2019-11", "period_name": "November 2019", "ends": "2019-11-30", "extract_date": "2020-01-31"})


def kept(told: Edition, folder: Path, made_by: dict | None = None, uncorrected: pandas.DataFrame | None = None) -> Path:
    """The folder of a kept edition, as a build leaves it."""
    edition.keep(told, folder / WHOLE)
    (folder / CONTENTS).write_text(json.dumps({"failed": {}, "set_aside": 0, **({} if made_by == {} else {"made_by": made_by or MADE_BY})}), encoding="utf-8")
    if uncorrected is not None:
        uncorrected.to_csv(folder / UNCORRECTED, index=False, lineterminator="\n")
    return folder


def copied(told: Edition, folder: Path, made_by: dict | None = None, uncorrected: pandas.DataFrame | None = None) -> Copy:
    """The copy that is kept of an edition."""
    return frozen.of_text(frozen.text_of(kept(told, folder, made_by, uncorrected)))


def figures_of(told: Edition, id: str, window: str, area: str, period: str = PERIOD) -> pandas.DataFrame:
    """The rows of one figure, such as stand without corrections beside an edition."""
    figures = told.figures
    return figures[(figures.indicator == id) & (figures.window == window) & (figures.area == area) & (figures.period == period) & (figures.breakdown == "total")]
