"""The board's list on a page: what it asked for and what was found, what is open, what comes next."""

from __future__ import annotations

from typing import Any

from careboard.charts import Mark
from careboard.edition.board_answers import answered_requests, open_entries
from careboard.formatting import in_order
from careboard.params.areas import AreaLevel
from careboard.parts.figures import PageFigures
from careboard.pieces import Piece

Entry = dict[str, Any]


def requests(figures: PageFigures) -> Piece:
    """What the board asked for about this page; on its own summary all of that, and what comes next."""
    about, summary = figures.edition.about, not figures.own
    mine = [request for request in about["requests"] if request["page"] == figures.name or summary]
    decisions, coming = (about.get(key, []) if summary else [] for key in ("decisions", "next_time"))
    return Piece(
        "requests.html",
        f"{len(mine)} requests of the board",
        figures.commentary_of("requests"),
        page=figures,
        answered=[_with_link(figures, entry, "") for entry in answered_requests(figures, mine)],
        open=[
            _with_link(figures, one, one.get("indicator", ""))
            for one in open_entries(figures, mine, decisions)
        ],
        done=[decision for decision in decisions if decision["state"] == "done"],
        coming=[entry | {"link": _measure_link(figures, entry["indicator"])} for entry in coming],
    )


def board_measures(figures: PageFigures) -> Piece:
    """The measures that the board asked to see on its summary, by breakdown and for the area it named."""
    edition = figures.edition
    wanted = [request for request in edition.about["requests"] if request.get("on_summary")]
    wanted = [request for request in wanted if request["indicator"] in edition.indicators]
    shown = [measure for request in wanted if (measure := _board_measure(figures, request))]
    summary = f"{len(wanted)} measures that the board asked to see"
    return Piece("asked_to_see.html", summary, figures.commentary_of("asked_to_see"), shown=shown)


def _board_measure(figures: PageFigures, request: Entry) -> Entry | None:
    """One measure as the board asked for it; None on another area's page, unless the whole authority's."""
    edition, area, ident = figures.edition, request["area"] or figures.area, request["indicator"]
    whole = edition.tree.level(figures.area) == AreaLevel.AUTHORITY
    if area not in edition.areas or (area != figures.area and not whole):
        return None
    there = figures if area == figures.area else PageFigures(edition, area, figures.name)
    breakdown = request["breakdown"]
    return {
        "request": request,
        "measure": there.measure(ident),
        "brief": there.known(ident)["brief"],
        "mark": there.mark(ident),
        "stands": there.standing(ident),
        "link": _measure_link(figures, ident),
        "groups": _by_size(there.marks(ident, breakdown)) if breakdown else [],
        "themes": [_theme(there, ident, name) for name in request.get("themes", [])],
        "breakdown": breakdown.replace("_", " "),
        "known": ", ".join(there.groups(ident)).replace("_", " "),
        "areas": [] if breakdown or request["area"] else there.area_marks(ident),
        "before": there.mark_before(ident),
    }


def _theme(figures: PageFigures, ident: str, name: str) -> tuple[str, list[Mark]]:
    """A split of a measure, what it is called, and its groups; 'area' is by the areas of this one."""
    if name == "area":
        return name, [mark for mark, _ in figures.area_marks(ident)[1:]]
    return name.replace("_", " "), _by_size(figures.marks(ident, name))


def _by_size(marks: list[Mark]) -> list[Mark]:
    """The largest group first, what is not shown last; groups that have an order, such as ages, keep it."""
    if any(in_order(mark.name)[0] == 0 for mark in marks):
        return marks
    return sorted(marks, key=lambda mark: (not mark.shown, -mark.value if mark.shown else 0.0))


def _with_link(figures: PageFigures, entry: Entry, ident: str) -> Entry:
    """An entry with where its answer stands: another page, else its measure's question."""
    page = entry.get("page", "")
    if page in figures.titles and page != figures.name:
        return entry | {"link": (figures.titles[page], f"{page}.html")}
    return entry | {"link": _measure_link(figures, ident)}


def _measure_link(figures: PageFigures, ident: str) -> tuple[str, str]:
    """The title and address of a measure's question, where it has one."""
    if ident not in figures.edition.indicators or not figures.link(ident):
        return "", ""
    return figures.known(ident)["title"], figures.link(ident)
