"""Copies of what was published, made by hand from the small edition: what one test changes, it says."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pandas

from careboard.edition import edition
from careboard.edition.edition import Edition
from careboard.edition.folder import CONTENTS, UNCORRECTED, WHOLE
from careboard.edition.provenance import SCHEME
from careboard.history import snapshots
from careboard.history.snapshots import Snapshot
from careboard.publish.outputs import Folders
from support.small_edition import (
    DENTAL,
    IN_TIME,
    PERIOD,
    PLAN_RATE,
    PLANS,
    of_few,
    small_edition,
    with_cells,
    with_table,
)

IDS = (IN_TIME, PLANS, PLAN_RATE, DENTAL, "iro_caseload")
MADE_BY = {
    "scheme": SCHEME,
    "definitions": dict.fromkeys(IDS, "d1"),
    "counting": "c1",
    "areas": {"county": "a1", "north": "a2", "east": "a3"},
    "extract": "e1",
}
LATER = MADE_BY | {"extract": "e2"}


def few(**about) -> Edition:
    """The small edition with a measure of each kind, and what it says of itself changed."""
    told = of_few(small_edition(), IDS)
    about = told.about | {"extract_date": "2019-12-31", "corrections": []} | about
    return replace(
        with_table(told, "standing", lambda standing: _whole_standing(told, standing)), about=about
    )


def _whole_standing(told: Edition, standing: pandas.DataFrame) -> pandas.DataFrame:
    """A row for each figure of the period, as a build has them.

    Blank where the small edition says nothing.
    """
    figures = told.figures.frame()
    of_period = (figures.breakdown == "total") & (figures.period == told.about["period"])
    keys = figures[of_period][["indicator", "window", "area"]].drop_duplicates()
    whole = keys.merge(standing, how="left", on=["indicator", "window", "area"])
    words = [column for column in standing.columns if standing[column].dtype != "float64"]
    return whole.assign(**{column: whole[column].fillna("") for column in words})


def with_figure(
    told: Edition, ident: str, window: str, area: str, figure: tuple | str, period: str = PERIOD
) -> Edition:
    """The edition with one figure as value, numerator, denominator, or with the state in its place."""
    value, numerator, denominator, state = (
        (None, None, None, figure) if isinstance(figure, str) else (*figure, "shown")
    )
    numbers = {"numerator": numerator, "denominator": denominator, "value": value}
    cells = {column: math.nan if number is None else number for column, number in numbers.items()}
    assert len(figures_of(told, ident, window, area, period)) == 1
    return with_cells(
        told, "figures", lambda frame: _is_figure(frame, ident, window, area, period), **cells, state=state
    )


def with_standing(told: Edition, ident: str, window: str, area: str, **stands: str) -> Edition:
    """The edition in which a figure stands otherwise."""
    assert len([row for row in told.standing.rows(ident, area) if row.window == window]) == 1
    return with_cells(told, "standing", lambda frame: _is_of(frame, ident, window, area), **stands)


def a_month_later(told: Edition) -> Edition:
    """The edition of the month after: each last point once more, and the first one gone."""

    def later(figures: pandas.DataFrame) -> pandas.DataFrame:
        earlier = figures[(figures.breakdown == "total") & (figures.period != "2017-10")]
        last = figures[figures.period == PERIOD].assign(period="2019-11")
        return pandas.concat([earlier, last], ignore_index=True)

    november = {
        "period": "2019-11",
        "period_name": "November 2019",
        "ends": "2019-11-30",
        "extract_date": "2020-01-31",
    }
    return replace(with_table(told, "figures", later), about=told.about | november)


def kept(
    told: Edition, folder: Path, made_by: dict | None = None, uncorrected: pandas.DataFrame | None = None
) -> Path:
    """The folder of a kept edition, as a build leaves it."""
    edition.keep(told, folder / WHOLE)
    (folder / CONTENTS).write_text(
        json.dumps(
            {"failed": {}, "set_aside": 0, **({} if made_by == {} else {"made_by": made_by or MADE_BY})}
        ),
        encoding="utf-8",
    )
    if uncorrected is not None:
        uncorrected.to_csv(folder / UNCORRECTED, index=False, lineterminator="\n")
    return folder


def copied(
    told: Edition, folder: Path, made_by: dict | None = None, uncorrected: pandas.DataFrame | None = None
) -> Snapshot:
    """The copy that is kept of an edition."""
    return snapshots.snapshot_of_text(snapshots.snapshot_text(kept(told, folder, made_by, uncorrected)))


def figures_of(told: Edition, ident: str, window: str, area: str, period: str = PERIOD) -> pandas.DataFrame:
    """The rows of one figure, such as stand without corrections beside an edition."""
    figures = told.figures.frame()
    return figures[_is_figure(figures, ident, window, area, period)]


def _is_of(frame: pandas.DataFrame, ident: str, window: str, area: str) -> pandas.Series:
    return (frame.indicator == ident) & (frame.window == window) & (frame.area == area)


def _is_figure(frame: pandas.DataFrame, ident: str, window: str, area: str, period: str) -> pandas.Series:
    return _is_of(frame, ident, window, area) & (frame.period == period) & (frame.breakdown == "total")


def with_fingerprint(edition: Edition, fingerprint: str) -> Edition:
    """The edition under another name."""
    return replace(edition, about=edition.about | {"fingerprint": fingerprint})


def publish(outputs: Path, told: Edition, edition: str, made_by: dict = MADE_BY) -> None:
    """An edition published for its period, and frozen."""
    period = told.about["period"]
    folders = Folders.of(outputs)
    kept(told, folders.edition(edition, period), made_by)
    (outputs / period).mkdir(parents=True, exist_ok=True)
    (outputs / period / "receipt.json").write_text(
        json.dumps({"edition": edition, "pages": {}}), encoding="utf-8"
    )
    snapshots.freeze(folders, "board", period)
