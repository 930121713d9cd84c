"""The manual: every definition, from the code that counts it, a page for each page of figures or all in one.

Each with its why, source, windows, what is left out, owner, review, comparator, departures and worked
example.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from careboard import __version__, formatting, nouns
from careboard.indicators import Definition, catalogue
from careboard.indicators.worked_examples import SETTINGS, columns_and_rows
from careboard.params.models import Standards
from careboard.paths import DATA
from careboard.periods import parse
from careboard.pieces import TEMPLATES, style
from careboard.records.schema import TABLES

GOOD = {
    "high": "A high figure is good.",
    "low": "A low figure is good.",
    None: "Neither a high nor a low figure is good in itself, so it has no band.",
}
KINDS = {
    "count": "A number of cases.",
    "share": "A share: of the cases counted, those that are met, in per cent.",
    "rate": "A rate per 10,000 children under 18.",
    "average": "An average over the cases.",
    "highest": "The highest of the cases.",
    "ratio": "One sum divided by another.",
}
LATER_WINDOWS = {name: words[0].lower() + words[1:] for name, words in formatting.WINDOWS.items()}
CHARTS = {
    "p": (
        "Months on a p chart: the share of all months, with limits that are wider where there are fewer "
        "cases."
    ),
    "xmr": "Months on an XmR chart: the mean, with limits from the usual step between months.",
    "u": "Months on a u chart: the rate of all months, with limits that are wider where the base is smaller.",
    "g": "A g chart: cases between rare events.",
    None: (
        "No limits: the figure is a stock, looks back or rolls on, so that one month carries most of the one "
        "before."
    ),
}


@dataclass(frozen=True)
class WorkedExample:
    """A worked example as the manual shows it.

    Attributes:
        question: the period and window that it is asked for.
        tables: each with its name, its columns, and rows of literal values with a remark.
        answer: what they come to.
    """

    question: str
    tables: list[tuple[str, list[str], list[list[str]]]]
    answer: str


def manual_page(
    suite: str,
    contact: str,
    titles: dict[str, str],
    standards: Standards | None = None,
    small_numbers: Iterable[str] = (),
) -> str:
    """The manual as one HTML page, without an extract.

    Args:
        suite: whose it is.
        contact: an address for questions.
        titles: the pages' titles by name, in order.
        standards: the council's own; the suite's where none are given.
        small_numbers: what is hidden, a sentence for each subject.
    """
    parts = _parts(suite, contact, titles, standards or Standards()) | {"small_numbers": list(small_numbers)}
    return TEMPLATES.get_template("manual.html").render(
        parts, apart=False, as_at=None, overdue=set(), notes=()
    )


def manual_pages(
    suite: str,
    contact: str,
    titles: dict[str, str],
    standards: Standards,
    as_at: date | None,
    notes: Sequence[str],
    look: dict[str, str] | None,
    small_numbers: Iterable[str] = (),
) -> dict[str, str]:
    """The manual beside a period's pages.

    Args:
        suite: whose it is.
        contact: an address for questions.
        titles: the pages' titles by name, in order.
        standards: the council's own.
        as_at: the date at which a review is overdue, the extract's.
        notes: lines that stand on every page of the build.
        look: the council's colour and mark; see branding.branding.
        small_numbers: what is hidden, a sentence for each subject.

    Returns:
        HTML by name: 'manual', which holds for all, and 'manual/<page>' with a page's definitions.
    """
    parts = _parts(suite, contact, titles, standards) | {"apart": True, "as_at": as_at, "notes": notes}
    parts["about"] |= {"look": look}
    parts["small_numbers"] = list(small_numbers)
    parts["overdue"] = {known.ident for known in catalogue().values() if overdue(known, as_at)}
    template = TEMPLATES.get_template("manual_page.html")
    pages = {"manual": TEMPLATES.get_template("manual.html").render(parts)}
    for name, title, entries in parts["pages"]:
        pages[f"manual/{name}"] = template.render(parts, title=title, entries=entries)
    return pages


def _parts(suite: str, contact: str, titles: dict[str, str], standards: Standards) -> dict[str, Any]:
    """What all forms of the manual hold."""
    known = list(catalogue().values())
    named = titles | {one.page: one.page for one in known if one.page not in titles}
    pages = []
    for name, title in named.items():
        entries = [(one, worked_examples(one)) for one in known if one.page == name]
        if entries:
            pages.append((name, title, entries))
    words = {"good": GOOD, "kinds": KINDS, "windows": LATER_WINDOWS, "variation": CHARTS, "month": month_name}
    return {
        "suite": suite,
        "about": {"contact": contact, "version": __version__, "look": None},
        "style": style(),
        "pages": pages,
        "number": len(known),
        "published": _published_titles(),
        "words": words,
        "standards": local_standards(standards),
    }


def departures_table() -> str:
    """Where definitions depart from the official rule, as the table of docs/method.md (Markdown)."""
    rows = [
        f"| `{ident}` | {known.title} | {known.departs} |"
        for ident, known in catalogue().items()
        if known.departs
    ]
    return "\n".join(["| name | figure | where it departs |", "|---|---|---|", *rows])


def month_name(text: str) -> str:
    """A month of review as the manual writes it: 'November 2026' for '2026-11'."""
    return parse(text).name


def _published_titles() -> dict[str, str]:
    """The published measures by the suite's id for them, under their own titles."""
    with (DATA / "measures.csv").open(encoding="utf-8", newline="") as opened:
        return {row["indicator"]: row["title"] for row in csv.DictReader(opened) if row["indicator"]}


def overdue(known: Definition, as_at: date | None) -> bool:
    """Whether a definition's next review lies before the month of a date."""
    return as_at is not None and known.next_review < f"{as_at:%Y-%m}"


def local_standards(standards: Standards) -> list[tuple[str, int, str]]:
    """Each local standard that definitions refer to: its name in params/suite.yml, its value, what it is."""
    fields = Standards.model_fields.items()
    return [(name, getattr(standards, name), field.description or "") for name, field in fields]


def worked_examples(known: Definition) -> list[WorkedExample]:
    """A definition's worked examples, for reading."""
    return [_worked_example(known, example) for example in known.examples]


def _worked_example(known: Definition, example: dict[str, Any]) -> WorkedExample:
    window = LATER_WINDOWS[example.get("window", known.windows[0])]
    texts = {name: text for name, text in example.items() if name not in SETTINGS}
    tables = [(name, *columns_and_rows(text, TABLES[name])) for name, text in texts.items()]
    parts = [f"{example['counted']} counted"] if "counted" in example else []
    if "met" in example and known.kind == "share":
        parts.append(f"{example['met']} met")
    if "value" in example:
        value = f"{example['value']:g}"
        parts.append(f"the figure is {value} {nouns.after(value, known.unit)}".replace(" %", "%"))
    return WorkedExample(f"{example['period']}, {window}", tables, ", ".join(parts))
