"""The published periods: the list of all, the one before a period, the way to the one after.

Importing this module costs no pandas.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from careboard.edition.page_slice import PreviousPeriod
from careboard.errors import Problem
from careboard.files import put
from careboard.params.branding import branding
from careboard.params.models import Suite
from careboard.periods import Period, parse
from careboard.publish.outputs import INDEX, RECEIPT
from careboard.publish.receipt import read_receipt

ALL_PERIODS = '<li><a href="../index.html">All periods</a></li>'  # as in templates/index.html
WAY_ON = re.compile(r'(<li><a rel="next" href="[^"]*">[^<]*</a></li>)?' + re.escape(ALL_PERIODS))
# what the list says of a period
LISTED = ("not_drawn", "extract_date", "records_used", "audience", "invented")


def published_periods(outputs: Path) -> dict[Period, dict[str, Any]]:
    """The receipts of the periods that lie in a folder, the latest period first."""
    found = {}
    for folder in outputs.iterdir() if outputs.is_dir() else ():
        try:
            period = parse(folder.name)
        except Problem:
            continue
        if receipt := read_receipt(folder):
            found[period] = receipt
    return dict(sorted(found.items(), reverse=True))


def previous_period(outputs: Path, period: Period) -> PreviousPeriod | None:
    """The last published period of the same kind, month or fortnight, that ends before this one."""
    for other, receipt in published_periods(outputs).items():
        if other.dated == period.dated and other.end < period.end:
            return PreviousPeriod(other.text, other.name, frozenset(receipt.get("pages", {})))
    return None


def list_is_old(outputs: Path) -> bool:
    """Whether a period was published after the list was written: a build was stopped between the two."""
    file = outputs / INDEX
    if not file.is_file():
        return True
    receipts = (outputs / period.text / RECEIPT for period in published_periods(outputs))
    return any(receipt.stat().st_mtime_ns > file.stat().st_mtime_ns for receipt in receipts)


def renew_list(outputs: Path, suite: Suite, params: Path, restricted: bool = False) -> None:
    """Write the list of all published periods anew, and the way from each period to the one after it.

    Args:
        outputs: the folder in which the periods lie.
        suite: whose figures these are, and their look.
        params: the folder of parameters, for the council's mark.
        restricted: whether nobody but their owner may open the files.
    """
    from careboard.pieces import TEMPLATES, style

    receipts = published_periods(outputs)
    rows = [
        {"period": period, "pages": len(receipt["pages"])} | {key: receipt.get(key) for key in LISTED}
        for period, receipt in receipts.items()
    ]
    invented = any(row["invented"] for row in rows) and "invented" not in suite.name.lower()
    html = TEMPLATES.get_template("periods_index.html").render(
        suite=f"{suite.name} (invented records)" if invented else suite.name,
        about={"look": branding(suite.look, params), "contact": suite.contact},
        rows=rows,
        style=style(),
    )
    for period in receipts:
        later = (one for one in reversed(receipts) if one.dated == period.dated and one.end > period.end)
        _link_next(outputs / period.text / INDEX, next(later, None), restricted)
    put(outputs / INDEX, html, restricted)


def _link_next(index: Path, after: Period | None, restricted: bool) -> None:
    """In a period's index the way to the period after it.

    The index was published when there was none yet, and is not built again for that.
    """
    html = index.read_text(encoding="utf-8") if index.is_file() else ""
    way = f'<li><a rel="next" href="../{after.text}/{INDEX}">{after.name}</a></li>' if after else ""
    if (linked := WAY_ON.sub(way + ALL_PERIODS, html, count=1)) != html:
        put(index, linked, restricted)
