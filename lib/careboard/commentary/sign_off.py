"""What a period's words still lack before it can be signed off, and how the words of each page stand.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

# of the whole authority: what the board reads first has words, or nothing is signed off
FIRST_PAGE = "board_summary"


class SignOff(StrEnum):
    """How the words of a page stand."""

    NONE = "none"
    DRAFT = "draft"
    STALE = "stale"
    SIGNED = "signed"


STATE_WORDS = {
    SignOff.NONE: "no commentary",
    SignOff.DRAFT: "draft",
    SignOff.STALE: "figures changed since",
    SignOff.SIGNED: "signed off",
}


class PageStatus(NamedTuple):
    """How the words of a page stand, in words.

    Attributes:
        area: the area's id.
        page: the page's name; of pages without words, all names in one, or 'all pages'.
        state: as STATE_WORDS has it.
        remark: who signed or wrote them, and when.
    """

    area: str
    page: str
    state: str
    remark: str


def sign_off_faults(words: Mapping[str, Mapping[str, Any]], whole: str, period: str) -> list[str]:
    """Why a period cannot be signed off, a line each.

    Args:
        words: '<area>/<page>' -> its words; see commentary.render.
        whole: the id of the whole authority.
        period: as typed.
    """
    faults = []
    if f"{whole}/{FIRST_PAGE}" not in words:
        faults.append(
            f"params/commentary/{period}/{whole}/{FIRST_PAGE}.md: there is none, and the board reads it"
            f" first. Write it, or run: careboard commentary draft {period} --area {whole}"
            f" --domain {FIRST_PAGE}"
        )
    for page_words in words.values():
        if page_words["state"] == SignOff.STALE:
            faults += [
                f"{line} Write the passage again, or confirm it with a new 'written' and have it signed."
                for line in page_words["moved"]
            ]
        elif page_words["state"] != SignOff.SIGNED:
            why = "drafted by rule, and read by nobody yet" if page_words["drafted"] else "not signed off"
            faults.append(f"{page_words['file']}: {why}. Add signed_off_by and signed_off_on once it is.")
    return faults


def status(
    words: Mapping[str, Mapping[str, Any]], areas: Iterable[str], pages: Iterable[str]
) -> Iterator[PageStatus]:
    """How the words of each page stand; pages without words come at the end of their area as one.

    Args:
        words: '<area>/<page>' -> its words; see commentary.render.
        areas: the areas' ids.
        pages: the pages' names.
    """
    pages = list(pages)
    for area in areas:
        without = [page for page in pages if f"{area}/{page}" not in words]
        for page in pages:
            if page not in without:
                page_words = words[f"{area}/{page}"]
                yield PageStatus(area, page, STATE_WORDS[page_words["state"]], _remark(page_words))
        if without:
            listed = "all pages" if len(without) == len(pages) else ", ".join(without)
            yield PageStatus(area, listed, STATE_WORDS[SignOff.NONE], "")


def _remark(page_words: Mapping[str, Any]) -> str:
    if page_words["state"] == SignOff.SIGNED:
        return f"{page_words['signed_off_by']}, {page_words['signed_off_on']}"
    unread = "; drafted by rule, read by nobody yet" if page_words["drafted"] else ""
    return f"by {page_words['author']}, {page_words['written']}{unread}"
