"""A period's index: what goes well and is to improve, every measure by area, every page, what changed and what could not be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from careboard import periods, wording
from careboard.edition import Edition
from careboard.formed import once
from careboard.page import LISTS, Page
from careboard.pieces import TEMPLATES, style

AREAS, DISTRICTS = ("authority", "area", "unallocated"), ("district",)  # the levels of the two tables of all measures


def index_html(edition: Edition, drawn: dict[tuple[str, str], str], not_drawn: list[dict[str, str]], before: str = "", downloads: Sequence[dict[str, str]] = (), news: Mapping[str, Any] | None = None) -> str:
    """The index of a period: the authority in short, every measure by area, every page, the downloads.

    drawn: (area, page) -> address, as seen from the index.  not_drawn: each with area, page and reason.
    before: the period published before this one, '' for none.  downloads: each with name, words, kind and size.
    news: what changed for the whole authority since the last edition: 'lead', and 'lines', each with page and words.
    """
    [top] = _at(edition, ("authority",))
    page = Page(edition, edition.about["pages"][0]["name"], top)
    lists = [(title, [item | {"link": _question(edition, drawn, top, item["ident"])} for item in page.listed(name)]) for name, title in LISTS.items()]
    html = TEMPLATES.get_template("index.html").render(
        about=edition.about, before=periods.parse(before) if before else None, suite=edition.suite(), place=page.place, lists=lists, own=False, heat=_heat(edition, page, drawn, AREAS), districts=bool(_at(edition, DISTRICTS)), by_area=_by_area(edition, page, drawn), not_drawn=_missing(edition, page, not_drawn), downloads=downloads, news=_news(page, drawn, top, news or {}), style=style()
    )
    return once(html, "index")


def districts_html(edition: Edition, drawn: dict[tuple[str, str], str]) -> str:
    """Every measure by district, a page of its own beside the index; '' where the authority has no districts. drawn: as in `index_html`."""
    if not _at(edition, DISTRICTS):
        return ""
    page = Page(edition, edition.about["pages"][0]["name"], _at(edition, ("authority",))[0])
    html = TEMPLATES.get_template("districts.html").render(about=edition.about, suite=edition.suite(), heat=_heat(edition, page, drawn, DISTRICTS), style=style())
    return once(html, "districts")


def not_drawn_html(edition: Edition, told: dict[str, str]) -> str:
    """What stands in the place of a page that could not be drawn, so that no link of its neighbours leads nowhere. told: area, page and reason."""
    page = Page(edition, told["page"], told["area"])
    return TEMPLATES.get_template("not_drawn.html").render(about=edition.about, suite=edition.suite(), title=page.title, place=page.place, reason=told["reason"].rstrip("."), districts=bool(_at(edition, DISTRICTS)), style=style())


def _news(page: Page, drawn: dict[tuple[str, str], str], area: str, news: Mapping[str, Any]) -> dict[str, Any]:
    """What changed since the last edition, each line with its page's title and address, '' where that page was not drawn."""
    lines = [(page.titles[name], f"{home}#since" if (home := drawn.get((area, name))) else "", words) for name, words in news.get("lines", ()) if name in page.titles]
    return {"lead": news.get("lead", wording.NOTHING_BEFORE), "lines": lines}


def _question(edition: Edition, drawn: dict[tuple[str, str], str], area: str, ident: str) -> str:
    """The address of a question on an area's page, or '' where that page was not drawn."""
    home = drawn.get((area, edition.indicators[ident]["page"]))
    return f"{home}#{ident}" if home else ""


def _at(edition: Edition, levels: tuple[str, ...]) -> list[str]:
    """The areas of some levels, level by level."""
    return [ident for level in levels for ident, told in edition.areas.items() if told["level"] == level]


def _heat(edition: Edition, page: Page, drawn: dict[tuple[str, str], str], levels: tuple[str, ...]) -> dict[str, Any]:
    """A table of every measure in the rows, grouped by page, and the areas of some levels in the columns."""
    areas = _at(edition, levels)
    groups = [(title, [_heat_row(edition, page, drawn, ident, areas) for ident in idents]) for title, idents in _by_page(edition, page)]
    by = "district" if levels == DISTRICTS else "area"
    return {"caption": f"All measures, by {by}, {edition.about['period_name']}", "areas": [edition.areas[area]["name"] for area in areas], "groups": groups}


def _by_page(edition: Edition, page: Page) -> list[tuple[str, list[str]]]:
    """The indicators under their page's title; those whose page does not exist yet come last."""
    groups: dict[str, list[str]] = {title: [] for title in [*page.titles.values(), "Other measures"]}
    for ident, known in edition.indicators.items():
        groups[page.titles.get(known["page"], "Other measures")].append(ident)
    return [(title, idents) for title, idents in groups.items() if idents]


def _heat_row(edition: Edition, page: Page, drawn: dict[tuple[str, str], str], ident: str, areas: list[str]) -> dict[str, Any]:
    known, cells = edition.indicators[ident], []
    for area in areas:
        mark, stands = page.mark(ident, area=area), page.stands(ident, area)
        figure = page._measure(ident).write(mark.value, mark.state)
        band = stands.band if stands is not None and mark.shown else ""
        cells.append({"shown": mark.shown, "figure": figure, "state": mark.state if mark.state in wording.SYMBOLS else "not_available", "band": band, "href": _question(edition, drawn, area, ident)})
    return {"title": known["title"], "window": edition.period.window_name(known["windows"][0]), "cells": cells}


def _by_area(edition: Edition, page: Page, drawn: dict[tuple[str, str], str]) -> list[tuple[str, dict]]:
    """Every area with the pages that were drawn for it."""
    found = []
    for area, told in edition.areas.items():
        links = [(title, drawn[area, name]) for name, title in page.titles.items() if (area, name) in drawn]
        if links:
            found.append((told["name"], {"level": told["level"], "links": links}))
    return found


def _missing(edition: Edition, page: Page, not_drawn: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The pages that were not drawn, those of one area for one reason in one line."""
    found: dict[tuple[str, str], list[str]] = {}
    for told in not_drawn:
        found.setdefault((told.get("area", ""), told.get("reason", "no reason given")), []).append(page.titles.get(told.get("page", ""), told.get("page", "")))
    lines = []
    for (area, reason), titles in found.items():
        what = "All pages" if set(titles) == set(page.titles.values()) else ", ".join(filter(None, titles))
        lines.append({"what": ", ".join(filter(None, [what, edition.areas.get(area, {}).get("name", area)])), "reason": reason, "pages": len(titles)})
    return lines
