"""The board's list as an edition has it: what was found of what it asked for, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from careboard.edition.area_figures import AreaFigures
from careboard.formatting import age

Entry = dict[str, Any]


def answered_requests(figures: AreaFigures, requests: Iterable[Entry]) -> list[Entry]:
    """The requests that were answered, each with `found`: the figure that it is about as it is now."""
    answered = []
    for request in requests:
        if request["state"] == "answered":
            ident, found = request.get("indicator", ""), ""
            if ident in figures.edition.indicators and not request.get("area"):
                figure = figures.figure(ident)
                numbers = f" ({behind})" if (behind := figures.numbers(ident, figure)) else ""
                title = figures.known(ident)["title"]
                found = f"{title}, {figures.place}: {figures.write(ident, figure)}{numbers}."
            answered.append(request | {"found": found})
    return answered


def open_entries(figures: AreaFigures, requests: Iterable[Entry], decisions: Iterable[Entry]) -> list[Entry]:
    """The requests and decisions that are open, the oldest first.

    Returns:
        Each with what, since, by, owner, age (how long it has been open at the extract's date), due, and late
        (whether it is overdue then).
    """
    about = figures.edition.about
    drawn, entries = about["extract_date"] or about["ends"], []
    asked = [
        (entry, entry["request"], entry["asked_on"], entry["asked_by"]) for entry in requests if _open(entry)
    ]
    decided = [
        (one, one["decision"], one["decided_on"], one["decided_by"]) for one in decisions if _open(one)
    ]
    for entry, what, since, by in (*asked, *decided):
        days, due = (date.fromisoformat(drawn) - date.fromisoformat(since)).days, entry.get("due") or ""
        when = {"what": what, "since": since, "by": by, "age": age(days)}
        entries.append({"owner": ""} | entry | when | {"late": bool(due) and due < drawn, "due": due})
    return sorted(entries, key=lambda entry: entry["since"])


def _open(entry: Entry) -> bool:
    return entry["state"] == "open"
