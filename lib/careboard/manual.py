"""The manual: every definition, from the code that counts it, a page for each page of figures or all in one.

Each with its why, source, windows, what is left out, owner, review, comparator, departures and worked example.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from careboard import __version__, wording
from careboard.indicators import Definition, catalogue
from careboard.indicators.examples import TOLD, columns_and_rows
from careboard.periods import parse
from careboard.pieces import TEMPLATES, style
from careboard.settings import Standards
from careboard.sources import DATA
from careboard.tables import TABLES

GOOD = {"high": "A high figure is good.", "low": "A low figure is good.", None: "Neither a high nor a low figure is good in itself, so it has no band."}
KINDS = {
    "count": "A number of cases.", "share": "A share: of the cases counted, those that are met, in per cent.", "rate": "A rate per 10,000 children under 18.",
    "average": "An average over the cases.", "highest": "The highest of the cases.", "ratio": "One sum divided by another.",
}
WINDOWS = {name: words[0].lower() + words[1:] for name, words in wording.WINDOWS.items()}
VARIATION = {
    "p": "Months on a p chart: the share of all months, with limits that are wider where there are fewer cases.", "xmr": "Months on an XmR chart: the mean, with limits from the usual step between months.",
    "u": "Months on a u chart: the rate of all months, with limits that are wider where the base is smaller.", "g": "A g chart: cases between rare events.",
    None: "No limits: the figure is a stock, looks back or rolls on, so that one month carries most of the one before.",
}


@dataclass(frozen=True)
class Worked:
    """A worked example as the manual shows it: tables of literal rows with remarks, and what they come to."""

    asked: str
    tables: list[tuple[str, list[str], list[list[str]]]]
    answer: str


def page(suite: str, contact: str, titles: dict[str, str], standards: Standards | None = None) -> str:
    """The manual as one HTML page, without an extract.

    suite, contact: whose it is. titles: pages by name, in order. standards: the council's own.
    """
    return TEMPLATES.get_template("manual.html").render(_told(suite, contact, titles, standards), apart=False, as_at=None, overdue=set(), notes=())


def pages(suite: str, contact: str, titles: dict[str, str], standards: Standards, as_at: date | None, notes: Sequence[str], look: dict[str, str] | None) -> dict[str, str]:
    """The manual beside a period's pages, by name: 'manual', which holds for all, and 'manual/<page>' with a page's definitions.

    as_at: the date at which a review is overdue, the extract's. notes: lines that stand on every page of the build.
    look: the council's colour and mark, see look.told. The others: see page.
    """
    told = _told(suite, contact, titles, standards, look)
    told |= {"apart": True, "as_at": as_at, "overdue": {known.id for known in catalogue().values() if overdue(known, as_at)}, "notes": notes}
    definitions = TEMPLATES.get_template("manual_page.html")
    return {"manual": TEMPLATES.get_template("manual.html").render(told), **{f"manual/{name}": definitions.render(told, title=title, entries=entries) for name, title, entries in told["pages"]}}


def _told(suite: str, contact: str, titles: dict[str, str], standards: Standards | None, look: dict[str, str] | None = None) -> dict[str, Any]:
    """What all forms of the manual tell."""
    found = catalogue().values()
    named = {**titles, **{known.page: known.page for known in found if known.page not in titles}}
    entries = [(name, title, [(known, examples(known)) for known in found if known.page == name]) for name, title in named.items()]
    return {
        "suite": suite, "about": {"contact": contact, "version": __version__, "look": look}, "style": style(), "pages": [part for part in entries if part[2]], "number": len(found),
        "published": _published(), "told": {"good": GOOD, "kinds": KINDS, "windows": WINDOWS, "variation": VARIATION, "month": lambda text: parse(text).name}, "standards": standards_told(standards or Standards()),
    }  # fmt: skip


def _published() -> dict[str, str]:
    """The published measures by the suite's id for them, under their own titles."""
    with (DATA / "measures.csv").open(encoding="utf-8", newline="") as opened:
        return {row["indicator"]: row["title"] for row in csv.DictReader(opened) if row["indicator"]}


def overdue(known: Definition, as_at: date | None) -> bool:
    """Whether a definition's next review lies before the month of a date."""
    return as_at is not None and known.next_review < f"{as_at:%Y-%m}"


def standards_told(standards: Standards) -> list[tuple[str, int, str]]:
    """Each local standard that definitions refer to: its name in params/suite.yml, its value, what it is."""
    return [(name, getattr(standards, name), field.description or "") for name, field in Standards.model_fields.items()]


def examples(known: Definition) -> list[Worked]:
    """A definition's worked examples, for reading."""
    return [_worked(known, example) for example in known.examples]


def _worked(known: Definition, example: dict) -> Worked:
    window = WINDOWS[example.get("window", known.windows[0])]
    tables = [(name, *columns_and_rows(text, TABLES[name])) for name, text in example.items() if name not in TOLD]
    parts = [f"{example['counted']} counted"] if "counted" in example else []
    parts += [f"{example['met']} met"] if "met" in example and known.kind == "share" else []
    parts += [f"the figure is {example['value']:g} {known.unit}".replace(" %", "%")] if "value" in example else []
    return Worked(f"{example['period']}, {window}", tables, ", ".join(parts))

