"""Which pages of a period are to be drawn, and why: each is held against what it was drawn from last.

Importing this module costs no pandas.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careboard.slicing import Whole
from careboard.staging import RECEIPT

REASONS = {"figures": "its figures, bands or definitions changed", "words": "its commentary changed, or its period was reopened", "before": "the period published before it is another", "since": "what changed since the last edition is another", "notebook": "its notebook changed", "drawing": "the suite's code, Python or a package changed"}
LEFT_OUT = "its figures have changed since it was drawn, and this build was not asked for it"
NEVER = "not yet asked for"
PACK = "pack.pdf"  # beside an area's pages; see pack.py
SHORT = 16


@dataclass
class Plan:
    """What is to be done for a period. Pages are named '<area>/<page>'.

    prints: every page of the edition -> what it is drawn from, part by part.  stale: page -> why it is to be drawn.
    kept: pages asked for that stand as they are.  others: pages not asked for that stand.
    left_out: pages not asked for whose figures changed: they are taken away.  never: pages not asked for that are
    not published.  gone: published pages of areas or notebooks that there are no longer.
    """

    prints: dict[str, dict[str, str]] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def lacking(self, receipt: dict[str, Any]) -> list[dict[str, str]]:
        """Pages not asked for that will not be there: area, page and the reason, the one that the receipt gives where it gives one."""
        told = {f"{missed['area']}/{missed['page']}": missed["reason"] for missed in receipt.get("not_drawn", [])}
        reasons = dict.fromkeys(self.left_out, LEFT_OUT) | {name: told.get(name, NEVER) for name in self.never}
        return [{"area": name.split("/")[0], "page": name.split("/")[1], "reason": reasons[name]} for name in self.prints if name in reasons]


def receipt_of(target: Path) -> dict[str, Any]:
    """The receipt of what is published, empty where there is none."""
    try:
        return json.loads((target / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def intact(target: Path, receipt: dict[str, Any]) -> set[str]:
    """The published pages whose files are as they were put there."""
    return {name for name, told in receipt.get("pages", {}).items() if _digest(target / f"{name}.html") == told["sha256"] and (target / notebook_of(name)).is_file()}


def notebook_of(name: str) -> str:
    """Where a page's executed notebook lies."""
    return f"notebooks/{name}.ipynb"


def files_of(names: Iterable[str]) -> set[str]:
    """The published files that go when pages go or are drawn anew: their own, and the pack that holds them."""
    return {file for name in names for file in (f"{name}.html", notebook_of(name), f"{name.split('/')[0]}/{PACK}")}


def plan(whole: Whole, notebooks: dict[str, str], drawing: str, receipt: dict[str, Any], whole_pages: set[str], wanted: Callable[[str], bool], force: bool) -> Plan:
    """What is to be done.

    notebooks: page -> its text.  drawing: the fingerprint of all that draws.  whole_pages: see `intact`.
    wanted: whether a page is asked for.  force: whether those are drawn whatever they were drawn from.
    """
    found, before = Plan(), receipt.get("pages", {})
    for area in whole.told["areas"]:
        for page, text in notebooks.items():
            slice_ = whole.cut(area, page, text)
            found.prints[f"{area}/{page}"] = {"figures": slice_.figures[:SHORT], "words": slice_.words[:SHORT], "before": slice_.before, "since": slice_.since[:SHORT], "notebook": hashlib.sha256(text.encode()).hexdigest()[:SHORT], "drawing": drawing[:SHORT]}
    for name, now in found.prints.items():
        then = before.get(name, {}).get("from", {})
        if wanted(name):
            why = "asked for with --force" if force else _why(name, then, now, whole_pages)
            if why:
                found.stale[name] = why
            else:
                found.kept.append(name)
        elif not then:
            found.never.append(name)
        else:
            (found.others if then.get("figures") == now["figures"] and name in whole_pages else found.left_out).append(name)
    found.gone = sorted(set(before) - set(found.prints))
    return found


def _why(name: str, then: dict[str, str], now: dict[str, str], whole_pages: set[str]) -> str:
    if not then:
        return "not drawn before"
    changed = [reason for part, reason in REASONS.items() if then.get(part) != now[part]]
    return "; ".join(changed) or ("" if name in whole_pages else "its file is gone or was changed")


def joined(parts: Iterable[str]) -> str:
    """One fingerprint of several."""
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:SHORT]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
