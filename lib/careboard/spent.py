"""Editions that no published page is of any more: they take up room, and an outputs folder is kept for years.

What was published of them stands in the frozen copies. Importing this module costs no pandas.
"""

from __future__ import annotations

import contextlib
import shutil

from careboard import stale
from careboard.asking import EDITIONS, Build, shelf
from careboard.frozen import PUBLISHED
from careboard.periods import Period

AUDIENCES = ("board", "internal")


def clear(asked: Build, period: Period) -> None:
    """Take away a period's editions, but for the one just built and those that its published pages are of, the board's and the internal ones.

    Call under the outputs folder's lock, after the period's copy was frozen. What another program holds open stays until the next build.
    """
    published = (stale.receipt_of(shelf(asked.outputs, audience) / period.text).get("edition") for audience in AUDIENCES)
    needed = {asked.fingerprint, PUBLISHED, *published}
    for edition in (asked.outputs / EDITIONS).iterdir():
        if edition.name not in needed and (edition / period.text).is_dir():
            shutil.rmtree(edition / period.text, ignore_errors=True)
            with contextlib.suppress(OSError):  # another period's edition is there
                edition.rmdir()
