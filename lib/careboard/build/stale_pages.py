"""Which pages of a period are to be drawn, and why: each is held against what it was drawn from last.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from careboard.edition.page_slice import PageSlices
from careboard.fingerprints import SHORT, joint_fingerprint, text_fingerprint
from careboard.notebook_source import drawn_for

# what a page is drawn from, as the receipt names it -> why it is drawn when that is another
REASONS = {
    "figures": "its figures, bands or definitions changed",
    "words": "its commentary changed, or its period was reopened",
    "before": "the period published before it is another",
    "since": "what changed since the last edition is another",
    "notebook": "its notebook changed",
    "drawing": "the suite's code, Python or a package changed",
}
FORCED = "asked for with --force"
NOT_BEFORE = "not drawn before"
FILE_CHANGED = "its file is gone or was changed"
LEFT_OUT = "its figures have changed since it was drawn, and this build was not asked for it"
NEVER = "not yet asked for"


@dataclass
class Plan:
    """What is to be done for a period. Pages are named '<area>/<page>'.

    Attributes:
        prints: every page of the edition -> what it is drawn from, part by part (REASONS).
        stale: page -> why it is to be drawn.
        kept: pages wanted that stand as they are.
        others: pages not wanted that stand.
        left_out: pages not wanted whose figures changed: they are taken away.
        never: pages not wanted that are not published.
        gone: published pages of areas or notebooks that there are no longer.
    """

    prints: dict[str, dict[str, str]] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def fingerprint(self, name: str) -> str:
        """One fingerprint of all that a page is drawn from."""
        return joint_fingerprint(self.prints[name].values())

    def not_wanted(self, receipt: Mapping[str, Any]) -> list[dict[str, str]]:
        """Pages not wanted that will not be there.

        Args:
            receipt: of what is published.

        Returns:
            For each: area, page and reason, the one that the receipt gives where it gives one.
        """
        known = {f"{page['area']}/{page['page']}": page["reason"] for page in receipt.get("not_drawn", [])}
        reasons = dict.fromkeys(self.left_out, LEFT_OUT)
        reasons |= {name: known.get(name, NEVER) for name in self.never}
        return [
            dict(zip(("area", "page"), name.split("/"), strict=True)) | {"reason": reasons[name]}
            for name in self.prints
            if name in reasons
        ]


def plan(
    slices: PageSlices,
    notebooks: Mapping[str, str],
    drawing: str,
    receipt: Mapping[str, Any],
    intact: Set[str],
    wanted: Callable[[str], bool],
    force: bool = False,
) -> Plan:
    """What is to be done for a period.

    Args:
        slices: the pages of the edition.
        notebooks: page -> the text of its notebook.
        drawing: the fingerprint of all that draws.
        receipt: of what is published.
        intact: the published pages that are as they were put there; see receipt.intact_pages.
        wanted: whether a page is wanted.
        force: whether pages wanted are drawn whatever they were drawn from.
    """
    made = Plan()
    for area in slices.edition.areas:
        whole = area == slices.edition.tree.whole
        for page, text in ((page, text) for page, text in notebooks.items() if drawn_for(page, whole)):
            made.prints[f"{area}/{page}"] = _prints(slices, area, page, text, drawing)
    published = receipt.get("pages", {})
    for name, now in made.prints.items():
        then = published.get(name, {}).get("from", {})
        if not wanted(name):
            stands = then.get("figures") == now["figures"] and name in intact
            (made.never if not then else made.others if stands else made.left_out).append(name)
        elif why := FORCED if force else _why(name, then, now, intact):
            made.stale[name] = why
        else:
            made.kept.append(name)
    made.gone = sorted(set(published) - set(made.prints))
    return made


def _prints(slices: PageSlices, area: str, page: str, notebook: str, drawing: str) -> dict[str, str]:
    """What a page is drawn from, part by part."""
    shown = slices.cut(area, page, notebook)
    return {
        "figures": shown.figures[:SHORT],
        "words": shown.words[:SHORT],
        "before": shown.before,
        "since": shown.changes[:SHORT],
        "notebook": text_fingerprint(notebook)[:SHORT],
        "drawing": drawing[:SHORT],
    }


def _why(name: str, then: Mapping[str, str], now: Mapping[str, str], intact: Set[str]) -> str:
    """Why a page is to be drawn; '' where it stands."""
    if not then:
        return NOT_BEFORE
    changed = [reason for part, reason in REASONS.items() if then.get(part) != now[part]]
    return "; ".join(changed) or ("" if name in intact else FILE_CHANGED)
