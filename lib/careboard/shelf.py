"""The published periods side by side: the list of all of them, the one before a period and the way to the one after.

Importing this module costs no pandas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careboard import look
from careboard.keeping import put
from careboard.periods import Period, parse
from careboard.problems import Problem
from careboard.settings import Suite
from careboard.staging import RECEIPT
from careboard.stale import receipt_of

LIST = "index.html"
ALL = '<li><a href="../index.html">All periods</a></li>'  # as in templates/index.html
AFTER = re.compile(r'(<li><a rel="next" href="[^"]*">[^<]*</a></li>)?' + re.escape(ALL))


@dataclass(frozen=True)
class Before:
    """The period published before another: its name in folders and in words, and its pages, '<area>/<page>'."""

    period: str
    name: str
    pages: frozenset[str]


def published(outputs: Path) -> dict[Period, dict[str, Any]]:
    """The receipts of the periods that lie in an outputs folder, the latest period first."""
    found = {}
    for folder in outputs.iterdir() if outputs.is_dir() else ():
        try:
            period = parse(folder.name)
        except Problem:
            continue
        if receipt := receipt_of(folder):
            found[period] = receipt
    return dict(sorted(found.items(), reverse=True))


def before(outputs: Path, period: Period) -> Before | None:
    """The last published period of the same kind, month or fortnight, that ends before this one."""
    for other, receipt in published(outputs).items():
        if other.dated == period.dated and other.end < period.end:
            return Before(other.text, other.name, frozenset(receipt.get("pages", {})))
    return None


def behind(outputs: Path) -> bool:
    """Whether a period was published after the list was written, as where a build was stopped between the two."""
    file = outputs / LIST
    return not file.is_file() or any((outputs / period.text / RECEIPT).stat().st_mtime_ns > file.stat().st_mtime_ns for period in published(outputs))


def renew(outputs: Path, suite: Suite, folder: Path) -> None:
    """Write the list of all published periods anew where it is not as it should be, and the way from each period to the one after it.

    suite: whose figures these are, and their look.  folder: the folder of parameters.
    """
    from careboard.pieces import TEMPLATES, style

    receipts = published(outputs)
    rows = [{"period": period, "pages": len(receipt["pages"]), **{key: receipt.get(key) for key in ("not_drawn", "extract_date", "records_used", "audience", "invented")}} for period, receipt in receipts.items()]
    invented = any(row["invented"] for row in rows) and "invented" not in suite.name.lower()
    html = TEMPLATES.get_template("shelf.html").render(suite=f"{suite.name} (invented records)" if invented else suite.name, about={"look": look.told(suite.look, folder), "contact": suite.contact}, rows=rows, style=style())
    for period in receipts:
        _lead_on(outputs / period.text / LIST, next((other for other in reversed(receipts) if other.dated == period.dated and other.end > period.end), None))
    put(outputs / LIST, html)


def _lead_on(index: Path, after: Period | None) -> None:
    """In a period's index the way to the period after it: it was published when there was none yet, and is not built again for that."""
    html = index.read_text(encoding="utf-8") if index.is_file() else ""
    way = f'<li><a rel="next" href="../{after.text}/{LIST}">{after.name}</a></li>' if after else ""
    if (led := AFTER.sub(way + ALL, html, count=1)) != html:
        put(index, led)
