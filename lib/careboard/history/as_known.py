"""As known then: what a period's first edition said, beside what the latest edition says of that period.

Importing this module costs no pandas.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from careboard import formatting
from careboard.formatting import State
from careboard.history.compare import Revision, compare
from careboard.history.movements import count, figure_text, signed, table
from careboard.history.snapshots import Snapshot, edition_of, open_snapshot, snapshot_files
from careboard.periods import POINTS, Period
from careboard.publish.outputs import Folders
from careboard.publish.periods_index import published_periods

HEAD = ["Measure", "Window", "First said", "Known now", "Revision", "Usual revision"]
Series = tuple[str, str]  # an indicator's id and one of its windows


class Usual(NamedTuple):
    """How far the first figures of a measure were from what is known now.

    Attributes:
        size: the mean of the revisions, whatever their sign, in the measure's unit.
        periods: of how many periods.
    """

    size: float
    periods: int


def as_known_lines(folders: Folders, audience: str, period: Period, area: str) -> Iterator[str]:
    """What a period's first edition said of the period itself, beside what is known now.

    Of an area, measure by measure, with the size of the revision and of the usual one. A figure that is
    hidden in either is not told.

    Args:
        folders: where published files and copies lie.
        audience: 'board' or 'internal'.
        period: the period.
        area: an area's id.

    Returns:
        Lines; none where no edition tells of the period but its first one.

    Raises:
        Problem: where a copy cannot be read.
    """
    files, last = snapshot_files(folders, audience, period.text), _latest(folders, audience, period)
    if not files or last is None:
        return
    then, now = open_snapshot(files[0]), open_snapshot(last)
    if then.about["fingerprint"] == now.about["fingerprint"]:
        return
    yield (
        f"{period.name} as known then, {_edition(then)}, and as known now, {_edition(now)}. Figures that are "
        "hidden in either are not told."
    )
    moved = _revisions(then, now, period.text, area)
    same = sum(not size for _, size in _sizes(then, now, period.text, area))
    number = count(len(moved), "figure has", "figures have") or "No figure has"
    yield f"{number} been revised since, {same:,} are the same."
    if moved:
        usual = usual_revisions(folders, audience, period, area)
        yield from table([HEAD, *(_row(one, now, period, usual) for one in moved)])


def usual_revisions(folders: Folders, audience: str, until: Period, area: str) -> dict[Series, Usual]:
    """How far first figures usually were from what is known now, by indicator and window.

    Args:
        folders: where published files and copies lie.
        audience: 'board' or 'internal'.
        until: the last of the periods that are taken; those published before it, of the same kind and within
            the points that the latest edition holds, are taken too.
        area: an area's id.

    Returns:
        Of each measure whose figure is shown in both editions of some period.
    """
    last = _latest(folders, audience, until)
    if last is None:
        return {}
    sizes: dict[Series, list[float]] = {}
    now, points = open_snapshot(last), {point.text for point in until.points(POINTS)}
    for other in published_periods(folders.periods(audience)):
        files = snapshot_files(folders, audience, other.text)
        if other.text in points and files and edition_of(files[0]) != edition_of(last):
            for series, size in _sizes(open_snapshot(files[0]), now, other.text, area):
                sizes.setdefault(series, []).append(size)
    return {series: Usual(sum(found) / len(found), len(found)) for series, found in sizes.items()}


def _revisions(then: Snapshot, now: Snapshot, period: str, area: str) -> list[Revision]:
    """The figures of a period itself that have been revised, of an area."""
    return compare(_alone(then, period, area), _alone(now, period, area)).revisions


def _alone(copy: Snapshot, period: str, area: str) -> Snapshot:
    """A copy with the figures of one period and area alone."""
    wanted = [period, area]
    return replace(
        copy, figures={key: text for key, text in copy.figures.items() if key.split(",")[1::2] == wanted}
    )


def _sizes(then: Snapshot, now: Snapshot, period: str, area: str) -> Iterator[tuple[Series, float]]:
    """The size of each revision of a period's own figures that both show, nought where they agree."""
    for one in _revisions(then, now, period, area):
        if not math.isnan(one.by):
            yield (one.indicator, one.now.window), abs(one.by)
    for key, text in _alone(then, period, area).figures.items():
        if now.figures.get(key) == text and text.endswith(State.SHOWN):
            indicator, _, window, _ = key.split(",")
            yield (indicator, window), 0.0


def _latest(folders: Folders, audience: str, period: Period) -> Path | None:
    """The copy of the latest edition that tells of a period: its own, or that of a later one of its kind."""
    for other in published_periods(folders.periods(audience)):
        if other.dated == period.dated and other.end >= period.end and period in other.points(POINTS):
            files = snapshot_files(folders, audience, other.text)
            if files:
                return files[-1]
    return None


def _edition(copy: Snapshot) -> str:
    """Which edition a copy is of, and of what day its records are."""
    day = copy.about["extract_date"]
    drawn = f", records as at {formatting.day(day)}" if day else ""
    return f"by the edition of {copy.about['period_name']}{drawn}"


def _row(revision: Revision, now: Snapshot, period: Period, usual: dict[Series, Usual]) -> Sequence[str]:
    known = now.indicators[revision.indicator]
    typical = usual.get((revision.indicator, revision.now.window))
    written = ""
    if typical:
        size = formatting.number(typical.size, 1)
        written = f"{size} over {typical.periods} period{'s' * (typical.periods > 1)}"
    return [
        known["title"],
        period.window_name(revision.now.window),
        figure_text(revision.then, known),
        figure_text(revision.now, known),
        signed(revision.by, known),
        written,
    ]
