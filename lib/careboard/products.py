"""What is made of a whole edition: the index, the manual and the downloads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from careboard import dictionary, downloads, front, manual, open_data, wording, workbook
from careboard.edition import Edition
from careboard.formed import well_formed
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


def downloaded(edition: Edition) -> dict[str, bytes]:
    """The files that readers take away, by name. They take seconds, and no page changes them."""
    texts = {
        "figures.csv": downloads.figures_csv(edition), "figures.meta.csv": downloads.meta_csv(edition), "open_data.csv": open_data.open_data_csv(edition),
        "open_data.meta.csv": open_data.meta_csv(edition), "data_dictionary.csv": dictionary.dictionary_csv(edition),
    }  # fmt: skip
    return {"figures.xlsx": workbook.figures_xlsx(edition), **{name: text.encode() for name, text in texts.items()}}


def pages_of(edition: Edition, standards: Standards, pages: list[str], not_drawn: list[dict[str, str]], before: str, sizes: Mapping[str, int], news: Mapping[str, Any]) -> dict[str, str]:
    """The pages beside those that were drawn, by name: the index, all measures by district where there are any, the manual, and what stands in the place of each page not drawn.

    pages: those that are there, '<area>/<page>'.  not_drawn: each with area, page and reason.
    before: the period published before this one, '' for none.  sizes: the downloads with their sizes.
    news: what changed since the last edition; see since.Since.index.
    """
    about = edition.about
    drawn = {(name.split("/")[0], name.split("/")[1]): f"{name}.html" for name in sorted(pages)}
    titles = {page["name"]: page["title"] for page in about["pages"]}
    drawn_on = date.fromisoformat(about["extract_date"]) if about["extract_date"] else None
    found = {
        "index": front.index_html(edition, drawn, not_drawn, before, told_of(sizes), news),
        "districts": front.districts_html(edition, drawn),
        **manual.pages(edition.suite(), about["contact"], titles, standards, drawn_on, about["notes"], about["look"]),
        **{f"{told['area']}/{told['page']}": front.not_drawn_html(edition, told) for told in not_drawn},
    }
    return {f"{name}.html": well_formed(html, name) for name, html in found.items() if html}


def told_of(sizes: Mapping[str, int]) -> list[dict[str, str]]:
    """What the index says of each download: its name, what it is, its kind and its size."""
    return [{"name": name, "words": words, "kind": KINDS[name[name.rindex(".") :]], "size": wording.size(sizes[name])} for name, words in DOWNLOADS.items()]
