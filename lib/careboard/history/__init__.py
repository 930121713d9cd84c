"""What was published before, and what has moved since: frozen copies, kept and compared.

What comes in is a kept edition's folder; what is frozen is a Snapshot, one small file. Two of them give
Changes: each earlier Figure that is another now is a Revision with its causes. News puts them into words for
pages and the index, and changes_text for the terminal.

    snapshots      the copies: freeze, find, open
    compare        two copies compared, and why each figure moved
    movements      how one movement is written
    edition_news   what pages and the index say of two editions
    as_known       what a period's first edition said, beside what is known now
    report         with which edition one is compared, and the words for the terminal

Nothing in this package loads pandas: `careboard changes` answers at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.history.compare import Changes, Revision
    from careboard.history.report import changes_text, news
    from careboard.history.snapshots import Snapshot, freeze

__all__ = ["Changes", "Revision", "Snapshot", "changes_text", "freeze", "news"]
__getattr__ = lazy_names(
    __name__,
    {
        "Changes": "compare",
        "Revision": "compare",
        "Snapshot": "snapshots",
        "changes_text": "report",
        "freeze": "snapshots",
        "news": "report",
    },
)
