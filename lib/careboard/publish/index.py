"""A period's index: what goes well and is to improve, every measure by area, every page, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from careboard import formatting, nouns, periods
from careboard.edition.edition import Edition
from careboard.formatting import LEVELS, Level, State
from careboard.params.areas import AreaLevel
from careboard.parts.figures import PageFigures
from careboard.parts.in_short import LISTS, list_items
from careboard.pieces import TEMPLATES, style
from careboard.publish.well_formed import require_ids_once

Addresses = Mapping[tuple[str, str], str]  # (area, page) -> address, as seen from the index
AREAS = (AreaLevel.AUTHORITY, AreaLevel.AREA, AreaLevel.UNALLOCATED)  # of the index's table of all measures
DISTRICTS = (AreaLevel.DISTRICT,)  # of the districts' page
BESIDE_DISTRICTS = (Level.REGION, Level.ENGLAND)  # they stand before them, after the authority
HEAT_MAP = "heat_map"  # the page that the tables lead to
OTHER = "Other measures"


def index_html(
    edition: Edition,
    drawn: Addresses,
    not_drawn: Sequence[Mapping[str, str]],
    before: str = "",
    downloads: Sequence[Mapping[str, str]] = (),
    news: Mapping[str, Any] | None = None,
) -> str:
    """The index of a period: the authority in short, every measure by area, every page, the downloads.

    Args:
        edition: the edition.
        drawn: the address of each page that is there.
        not_drawn: the others, each with area, page and reason.
        before: the period published before this one, '' for none.
        downloads: each with name, words, kind and size.
        news: what changed since the last edition: 'lead', and 'lines', each with page and words.
    """
    figures = _whole(edition)
    lists = [
        (title, [item | {"link": _question(edition, drawn, figures.area, item["ident"])} for item in items])
        for title, items in ((title, list_items(figures, name)) for name, title in LISTS.items())
    ]
    html = TEMPLATES.get_template("index.html").render(
        about=edition.about,
        before=periods.parse(before) if before else None,
        suite=edition.suite,
        place=figures.place,
        lists=lists,
        own=False,
        heat=_measures_by_area(edition, drawn, AREAS),
        heat_map=drawn.get((figures.area, HEAT_MAP), ""),
        districts=bool(edition.tree.of_level(*DISTRICTS)),
        by_area=_pages_by_area(edition, drawn),
        not_drawn=_pages_missing(edition, not_drawn),
        downloads=downloads,
        news=_news(figures, drawn, news or {}),
        style=style(),
    )
    return require_ids_once(html, "index")


def districts_html(edition: Edition, drawn: Addresses) -> str:
    """Every measure by district, a page of its own beside the index; '' where the authority has no districts.

    Args:
        edition: the edition.
        drawn: the address of each page that is there.
    """
    if not edition.tree.of_level(*DISTRICTS):
        return ""
    heat = _measures_by_area(edition, drawn, DISTRICTS, beside=BESIDE_DISTRICTS)
    html = TEMPLATES.get_template("districts.html").render(
        about=edition.about, suite=edition.suite, heat=heat, style=style()
    )
    return require_ids_once(html, "districts")


def not_drawn_html(edition: Edition, page: Mapping[str, str]) -> str:
    """What stands in the place of a page that could not be drawn: no link of its neighbours leads nowhere.

    Args:
        edition: the edition.
        page: its area, page and reason.
    """
    figures = PageFigures(edition, page["area"], page["page"])
    return TEMPLATES.get_template("not_drawn.html").render(
        about=edition.about,
        suite=edition.suite,
        title=figures.title,
        place=figures.place,
        reason=page["reason"].rstrip("."),
        districts=bool(edition.tree.of_level(*DISTRICTS)),
        style=style(),
    )


def _whole(edition: Edition) -> PageFigures:
    """The figures of the whole authority, on its first page."""
    return PageFigures(edition, edition.tree.whole, edition.about["pages"][0]["name"])


def _titles(edition: Edition) -> dict[str, str]:
    return {page["name"]: page["title"] for page in edition.about["pages"]}


def _news(figures: PageFigures, drawn: Addresses, news: Mapping[str, Any]) -> dict[str, Any]:
    """What changed since the last edition, each line with its page's title and address, if it was drawn."""
    lines = []
    for name, words in news.get("lines", ()):
        if name in figures.titles:
            home = drawn.get((figures.area, name))
            lines.append((figures.titles[name], f"{home}#since" if home else "", words))
    return {"lead": news.get("lead", formatting.NOTHING_BEFORE), "lines": lines}


def _question(edition: Edition, drawn: Addresses, area: str, ident: str) -> str:
    """The address of a question on an area's page, or '' where that page was not drawn."""
    home = drawn.get((area, edition.indicators[ident]["page"]))
    return f"{home}#{ident}" if home else ""


def _measures_by_area(
    edition: Edition, drawn: Addresses, levels: Sequence[str], beside: Sequence[Level] = ()
) -> dict[str, Any]:
    """A table: every measure in the rows, grouped by page, and the areas of some levels in the columns.

    Where others stand beside them, the whole authority comes first, then these, then the areas.
    """
    whole = _whole(edition)
    name = edition.about["pages"][0]["name"]
    areas = [PageFigures(edition, area, name) for level in levels for area in edition.tree.of_level(level)]
    groups: dict[str, list[dict[str, Any]]] = {title: [] for title in [*_titles(edition).values(), OTHER]}
    for ident, known in edition.indicators.items():
        cells = [_cell(whole, drawn, ident)] if beside else []
        cells += [_published_cell(whole, level, ident) for level in beside]
        cells += [_cell(figures, drawn, ident) for figures in areas]
        unit = "" if known["unit"] == "%" else f", {known['unit']}"
        window = edition.period.window_name(known["windows"][0]) + unit
        row = {"title": known["title"], "window": window, "cells": cells}
        groups[_titles(edition).get(known["page"], OTHER)].append(row)
    by = "district" if levels == DISTRICTS else "area"
    return {
        "caption": f"All measures, by {by}, {edition.about['period_name']}",
        "areas": [
            *([whole.place] if beside else []),
            *(LEVELS[level] for level in beside),
            *(figures.place for figures in areas),
        ],
        "groups": [(title, rows) for title, rows in groups.items() if rows],
    }


def _cell(figures: PageFigures, drawn: Addresses, ident: str) -> dict[str, Any]:
    figure = figures.figure(ident)
    shown = figure.state == State.SHOWN
    return {
        "shown": shown,
        "figure": nouns.without(figures.write(ident, figure)),
        "state": figure.state if figure.state in formatting.SYMBOLS else str(State.NOT_AVAILABLE),
        "band": figures.standing(ident).band if shown else "",
        "href": _question(figures.edition, drawn, figures.area, ident),
        "year": "",
    }


def _published_cell(whole: PageFigures, level: Level, ident: str) -> dict[str, Any]:
    """What is published of the region or of England, with its year; pale where it is not like for like."""
    row = next((row for row in whole.comparators(ident) if row.level == level), None)
    if row is None:
        return {"shown": False, "state": str(State.NOT_AVAILABLE)}
    figure = nouns.without(whole.write(ident, row))
    return {
        "shown": True,
        "figure": figure,
        "year": row.year,
        "like": row.like == "yes",
        "band": "",
        "href": "",
    }


def _pages_by_area(edition: Edition, drawn: Addresses) -> list[tuple[str, dict[str, Any]]]:
    """Every area with the pages that were drawn for it."""
    found = []
    for ident, area in edition.areas.items():
        links = [
            (title, drawn[ident, name]) for name, title in _titles(edition).items() if (ident, name) in drawn
        ]
        if links:
            found.append((area["name"], {"level": area["level"], "links": links}))
    return found


def _pages_missing(edition: Edition, not_drawn: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """The pages that were not drawn, those of one area for one reason in one line."""
    titles, together = _titles(edition), dict[tuple[str, str], list[str]]()
    for page in not_drawn:
        key = (page.get("area", ""), page.get("reason", "no reason given"))
        name = page.get("page", "")
        together.setdefault(key, []).append(titles.get(name, name))
    lines = []
    for (area, reason), missing in together.items():
        every = {*edition.pages_of(area).values()} if area in edition.areas else {*titles.values()}
        what = "All pages" if set(missing) == every else ", ".join(filter(None, missing))
        place = edition.areas.get(area, {}).get("name", area)
        what = ", ".join(filter(None, [what, place]))
        lines.append({"what": what, "reason": reason, "pages": len(missing)})
    return lines
