"""What stands beside a period's pages: index, manual and downloads. They are made of the whole edition."""

from __future__ import annotations

from datetime import date

from careboard import downloads, manual, publish
from careboard.edition import open_edition
from careboard.editions import SET_ASIDE, WHOLE, Kept
from careboard.settings import Standards


def made(kept: Kept, standards: Standards, pages: list[str], not_drawn: list[dict[str, str]], before: str) -> dict[str, str]:
    """The texts of the files beside the pages, by name.

    pages: those that are there, '<area>/<page>'.  not_drawn: each with area, page and reason.
    before: the period published before this one, '' for none.
    """
    edition = open_edition(kept.folder / WHOLE)
    about = edition.about
    drawn = {(name.split("/")[0], name.split("/")[1]): f"{name}.html" for name in sorted(pages)}
    titles = {page["name"]: page["title"] for page in about["pages"]}
    drawn_on = date.fromisoformat(about["extract_date"]) if about["extract_date"] else None
    return {
        "figures.csv": downloads.figures_csv(edition),
        "figures.meta.csv": downloads.meta_csv(edition),
        "manual.html": publish.well_formed(manual.page(publish.suite_name(edition), about["contact"], titles, drawn_on, "index.html", standards, about["notes"], about["look"]), "manual"),
        "index.html": publish.well_formed(publish.index_html(edition, drawn, not_drawn, before), "index"),
    }


def set_aside(kept: Kept) -> str:
    """The restricted list of the records that intake set aside."""
    return (kept.folder / SET_ASIDE).read_text(encoding="utf-8")
