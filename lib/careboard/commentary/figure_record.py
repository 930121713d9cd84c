"""What the figures said when a passage was written, kept so that it is noticed when one has moved.

params/commentary/<period>/<area>/<page>.figures.json: for each passage, by a digest of its words and of the
day it was written, what each of its live figures said, and which published figures bore out each typed
number. A passage that is rewritten, or whose file is given a new `written`, is recorded anew. Only published
figures are ever kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from careboard.commentary.parse import Commentary, Passage
from careboard.files import put

SUFFIX = ".figures.json"  # in place of the commentary's .md
KEY_LETTERS = 16  # of a passage's digest
ABOUT = (
    "What the figures in the words beside this file said when they were written."
    " Made by careboard; leave it as it is."
)
# a passage's key -> 'quotes': braces -> what they said; 'typed': number -> the figures that bore it out;
# 'extract': the day on which the extract was drawn
Record = dict[str, dict[str, Any]]


def record_path(path: Path) -> Path:
    """Where the record of a commentary file lies."""
    return path.with_name(path.stem + SUFFIX)


def read_record(path: Path) -> Record:
    """What was recorded for a commentary file, by passage; empty where nothing was or it cannot be read."""
    try:
        return dict(json.loads(record_path(path).read_text(encoding="utf-8"))["passages"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_record(path: Path, record: Record, extract_date: str) -> None:
    """Write the record of a commentary file down where it changed.

    A folder that cannot be written keeps none: words go on, and nothing is noticed.

    Args:
        path: the commentary file.
        record: what its figures said, by passage.
        extract_date: the day on which the extract was drawn; it stands with each passage that has none yet.
    """
    passages = {key: {"extract": extract_date, **entry} for key, entry in sorted(record.items())}
    text = json.dumps({"about": ABOUT, "passages": passages}, indent=1, ensure_ascii=False) + "\n"
    file = record_path(path)
    with contextlib.suppress(OSError):
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            put(file, text)


def passage_key(commentary: Commentary, passage: Passage) -> str:
    """By what a passage is known: its words, and the day its file was written."""
    words = f"{commentary.head['written']}\n{passage.text}"
    return hashlib.sha256(words.encode()).hexdigest()[:KEY_LETTERS]


def stale_quotes(
    entry: Mapping[str, Any],
    quotes: Mapping[str, str],
    evidence: Mapping[str, Sequence[str]],
    hidden: str,
) -> list[str]:
    """What has moved past its rounding since a passage was recorded, a sentence each.

    Args:
        entry: what was recorded of the passage.
        quotes: each live figure as it is written in braces -> what it says now.
        evidence: each typed number -> the published figures that bear it out now.
        hidden: what a hidden figure says; where one was hidden then, nothing is compared.

    Returns:
        Such as '{looked_after} said 2,105 children, and says 2,110 children now'.
    """
    sentences = [
        f"{{{quote}}} said {then}, and says {quotes[quote]} now"
        for quote, then in entry.get("quotes", {}).items()
        if quote in quotes and then != hidden and quotes[quote] != then
    ]
    return sentences + [
        f"{number} was {figures[0]}, and is not now"
        for number, figures in entry.get("typed", {}).items()
        if figures and not set(figures) & set(evidence.get(number, ()))
    ]
