"""A headline measure that falls by more than half against the last published period, and no event tells why.

More often than not, records are missing then: a table was cut off, or open cases were left out.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from careboard.build.request import Build
from careboard.edition.edition import Edition
from careboard.figures.columns import TOTAL
from careboard.formatting import State
from careboard.params.models import Event
from careboard.periods import Period, day_text, parse
from careboard.publish.periods_index import previous_period

MOST = 0.5  # of a figure may be gone between two periods
FIGURES = "figures.csv"


class Fall(NamedTuple):
    """A headline measure that fell too far, and no event tells why.

    Attributes:
        period: in which period, as typed.
        line: what is said to who builds.
        note: what is said to readers where the fall was accepted, '' where it was not.
    """

    period: str
    line: str
    note: str


def headline_falls(request: Build, wanted: Sequence[Period], editions: Mapping[str, Edition]) -> list[Fall]:
    """The headline measures of some periods that fell too far.

    Args:
        request: the build; the published periods lie in its folder.
        wanted: the periods.
        editions: period, as typed -> its edition.
    """
    falls = []
    for period in wanted:
        before = previous_period(request.periods_folder, period)
        if before is None:
            continue
        published = _published(request.periods_folder / before.period / FIGURES, before.period, request)
        for ident in request.params.board.headline:
            fall = _fall(request, period, editions[period.text], ident, published.get(ident), before.period)
            falls += [fall] if fall else []
    return falls


def with_notes(editions: Mapping[str, Edition], falls: Sequence[Fall]) -> dict[str, Edition]:
    """The editions in which readers are told of each fall that was accepted.

    Args:
        editions: period, as typed -> its edition.
        falls: of these periods.
    """
    noted = dict(editions)
    for fall in falls:
        about = noted[fall.period].about
        told = about | {"notes": [*about["notes"], fall.note]}
        noted[fall.period] = replace(noted[fall.period], about=told) if fall.note else noted[fall.period]
    return noted


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
) -> Fall | None:
    """What to say of one measure; None where it did not fall too far, or an event tells why."""
    whole = request.params.areas.whole
    figures = (
        row
        for row in edition.figures.rows(ident, whole)
        if row.period == period.text and row.breakdown == TOTAL
    )
    now = next(figures, None)
    if published is None or now is None or now.state != State.SHOWN or now.source != published[1]:
        return None
    told = any(ident in event.indicators for event in _events(request, period, before))
    if told or now.value is None or now.value >= (1 - MOST) * published[0]:
        return None
    title, name = edition.indicators[ident]["title"], f"headline:{ident}"
    line = (
        f"{title} ({ident}): it fell by more than half between {before} and {period.text}, and no event in "
        "params/suite.yml says why. Are records missing? Bring the whole extract, name the event, or "
        f"accept it: --accept {name}"
    )
    who = _accepted(request, name)
    fell = f"{title} fell by more than half since {parse(before).name}, and no event tells why"
    return Fall(period.text, line, f"{fell}; {who}." if who else "")


def _accepted(request: Build, name: str) -> str:
    """Who accepted a fall, and why; '' where nobody did."""
    agreed = next((one for one in request.params.intake.accepted if one.what == name), None)
    if agreed:
        day = day_text(agreed.agreed.on)
        return f"accepted by {agreed.agreed.by} on {day}: {agreed.reason.rstrip('.')}"
    return "it was accepted for this build" if name in request.accept else ""


def _events(request: Build, period: Period, before: str) -> list[Event]:
    """The events between two periods."""
    return [event for event in request.params.suite.events if parse(before).end < event.on <= period.end]
