"""What stands beside a period's pages: index, manual and downloads. They are made of the whole edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from careboard import dictionary, downloads, front, manual, open_data, publish, wording, workbook
from careboard.edition import Edition, open_edition
from careboard.editions import SET_ASIDE, WHOLE, Kept
from careboard.settings import Standards

# file -> what readers are told of it
DOWNLOADS = {
    "figures.xlsx": "The figures by area and over time as a workbook, a table a sheet",
    "figures.csv": "All published figures, one row a figure",
    "figures.meta.csv": "What each measure counts",
    "open_data.csv": "The same figures in the shape of Explore Education Statistics",
    "open_data.meta.csv": "Its filters and indicators",
    "data_dictionary.csv": "Every file and column, and what they mean",
}
KINDS = {".csv": "CSV", ".xlsx": "Excel workbook"}


def made(kept: Kept, standards: Standards, pages: list[str], not_drawn: list[dict[str, str]], before: str, there: Mapping[str, int], news: Mapping[str, Any] | None = None) -> dict[str, str | bytes]:
    """The contents of the files beside the pages, by name.

    pages: those that are there, '<area>/<page>'.  not_drawn: each with area, page and reason.
    before: the period published before this one, '' for none.
    there: the downloads that stand as they are, with their sizes; all are made where it is empty.
    news: what changed since the last edition; see since.Since.index.
    """
    edition = open_edition(kept.folder / WHOLE)
    about = edition.about
    drawn = {(name.split("/")[0], name.split("/")[1]): f"{name}.html" for name in sorted(pages)}
    titles = {page["name"]: page["title"] for page in about["pages"]}
    drawn_on = date.fromisoformat(about["extract_date"]) if about["extract_date"] else None
    files: dict[str, str | bytes] = {} if there else {**downloaded(edition)}
    told = told_of(there or {name: len(content) for name, content in files.items()})
    if districts := front.districts_html(edition, drawn):
        files |= {"districts.html": publish.well_formed(districts, "districts")}
    return files | {
        "manual.html": publish.well_formed(manual.page(publish.suite_name(edition), about["contact"], titles, drawn_on, "index.html", standards, about["notes"], about["look"]), "manual"),
        "index.html": publish.well_formed(front.index_html(edition, drawn, not_drawn, before, told, news), "index"),
    }


def downloaded(edition: Edition) -> dict[str, bytes]:
    """The files that readers take away, by name."""
    texts = {
        "figures.csv": downloads.figures_csv(edition), "figures.meta.csv": downloads.meta_csv(edition), "open_data.csv": open_data.open_data_csv(edition),
        "open_data.meta.csv": open_data.meta_csv(edition), "data_dictionary.csv": dictionary.dictionary_csv(edition),
    }  # fmt: skip
    return {"figures.xlsx": workbook.figures_xlsx(edition), **{name: text.encode() for name, text in texts.items()}}


def told_of(sizes: Mapping[str, int]) -> list[dict[str, str]]:
    """What the index says of each download: its name, what it is, its kind and its size."""
    return [{"name": name, "words": words, "kind": KINDS[name[name.rindex(".") :]], "size": wording.size(sizes[name])} for name, words in DOWNLOADS.items()]


def set_aside(kept: Kept) -> str:
    """The restricted list of the records that intake set aside."""
    return (kept.folder / SET_ASIDE).read_text(encoding="utf-8")
