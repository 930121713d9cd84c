"""What the figures said when a passage was written, kept beside the words, so that it is noticed when one has moved.

params/commentary/<period>/<area>/<page>.figures.json: for each passage, by a digest of its words and of the day it was
written, what each of its live figures said, and which published figures bore out each typed number. A passage that is
rewritten, or whose file is given a new `written`, is recorded anew. Only published figures are ever kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from careboard.commentary import Commentary, Passage
from careboard.keeping import put

FILE = ".figures.json"
SHORT = 16

Record = dict[str, dict[str, Any]]


def beside(path: Path) -> Path:
    """Where the record of a commentary file lies."""
    return path.with_name(path.stem + FILE)


def known(path: Path) -> Record:
    """What was recorded for a commentary file, by passage; empty where nothing was, or where it cannot be read."""
    try:
        return dict(json.loads(beside(path).read_text(encoding="utf-8"))["passages"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def keep(path: Path, record: Record, extract_date: str) -> None:
    """Write the record down where it changed. A folder that cannot be written keeps none: words go on, and nothing is noticed."""
    text = json.dumps({"about": "What the figures in the words beside this file said when they were written. Made by careboard; leave it as it is.", "passages": {key: {"extract": extract_date, **told} for key, told in sorted(record.items())}}, indent=1, ensure_ascii=False) + "\n"
    file = beside(path)
    with contextlib.suppress(OSError):
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            put(file, text)


def key(commentary: Commentary, passage: Passage) -> str:
    """By what a passage is known: its words, and the day its file was written."""
    return hashlib.sha256(f"{commentary.head['written']}\n{passage.text}".encode()).hexdigest()[:SHORT]


def moved(before: dict[str, Any], quotes: dict[str, str], bearing: Callable[[str], list[str]], small: str) -> list[str]:
    """What has moved past its rounding since a passage was recorded, a sentence each.

    quotes: each live figure as it is written in braces -> what it says now.  bearing: a typed number -> the published
    figures that bear it out now.  small: what a hidden figure says; where one was hidden then, nothing is compared.
    """
    told = [f"{{{asked}}} said {then}, and says {quotes[asked]} now" for asked, then in before.get("quotes", {}).items() if asked in quotes and then != small and quotes[asked] != then]
    return told + [f"{number} was {figures[0]}, and is not now" for number, figures in before.get("typed", {}).items() if figures and not set(figures) & set(bearing(number))]
