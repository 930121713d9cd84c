"""A headline measure that falls by more than half against the last published period, and no event tells why.

More often than not, records are missing then: a table was cut off, or open cases were left out.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from careboard.build.request import Build
from careboard.edition.edition import Edition
from careboard.figures.columns import TOTAL
from careboard.formatting import State
from careboard.params.models import Event
from careboard.periods import Period, parse
from careboard.publish.periods_index import previous_period

MOST = 0.5  # of a figure may be gone between two periods
FIGURES = "figures.csv"


def headline_falls(request: Build, wanted: Sequence[Period], editions: Mapping[str, Edition]) -> list[str]:
    """The headline measures of some periods that fell too far, a line each.

    Args:
        request: the build; the published periods lie in its folder.
        wanted: the periods.
        editions: period, as typed -> its edition.
    """
    lines = []
    for period in wanted:
        before = previous_period(request.periods_folder, period)
        if before is None:
            continue
        published = _published(request.periods_folder / before.period / FIGURES, before.period, request)
        for ident in request.params.board.headline:
            line = _fall(request, period, editions[period.text], ident, published.get(ident), before.period)
            lines += [line] if line else []
    return lines


def _published(file: Path, period: str, request: Build) -> dict[str, tuple[float, str]]:
    """The published figures of the whole authority: indicator -> value and source, of its first window."""
    found: dict[str, tuple[float, str]] = {}
    whole = request.params.areas.whole
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.DictReader(opened):
                place = (row["period"], row["area"], row["breakdown"], row["state"])
                if place == (period, whole, TOTAL, State.SHOWN) and row["indicator"] not in found:
                    found[row["indicator"]] = (float(row["value"]), row["source"])
    except (OSError, KeyError, ValueError):  # what cannot be read is nothing to compare with
        return {}
    return found


def _fall(
    request: Build,
    period: Period,
    edition: Edition,
    ident: str,
    published: tuple[float, str] | None,
    before: str,
) -> str:
    """What to say of one measure, '' where it did not fall too far."""
    whole = request.params.areas.whole
    figures = (
        row
        for row in edition.figures.rows(ident, whole)
        if row.period == period.text and row.breakdown == TOTAL
    )
    now = next(figures, None)
    if published is None or now is None or now.state != State.SHOWN or now.source != published[1]:
        return ""
    name = f"headline:{ident}"
    known = name in {*request.accept, *(one.what for one in request.params.intake.accepted)}
    told = any(ident in event.indicators for event in _events(request, period, before))
    if known or told or now.value is None or now.value >= (1 - MOST) * published[0]:
        return ""
    title = edition.indicators[ident]["title"]
    return (
        f"{title} ({ident}): it fell by more than half between {before} and {period.text}, and no event in "
        "params/suite.yml says why. Are records missing? Bring the whole extract, name the event, or "
        f"accept it: --accept {name}"
    )


def _events(request: Build, period: Period, before: str) -> list[Event]:
    """The events between two periods."""
    return [event for event in request.params.suite.events if parse(before).end < event.on <= period.end]
