"""What a period's words still lack before it can be signed off, and whether it is closed.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

SIGNED, DRAFT, IS_STALE, NONE = "signed", "draft", "stale", "none"
FIRST = "board_summary"  # of the whole authority: what the board reads first has words, or nothing is signed off
STATES = {NONE: "no commentary", DRAFT: "draft", IS_STALE: "figures changed since", SIGNED: "signed off"}


def lacking(words: Mapping[str, Mapping[str, Any]], whole: str, period: str) -> list[str]:
    """Why a period cannot be signed off, a line each. `whole`: the id of the whole authority."""
    lines = [] if f"{whole}/{FIRST}" in words else [f"params/commentary/{period}/{whole}/{FIRST}.md: there is none, and the board reads it first. Write it, or run: careboard commentary draft {period} --area {whole} --domain {FIRST}"]
    for told in words.values():
        if told["state"] == IS_STALE:
            lines += [f"{line} Write the passage again, or confirm it with a new 'written' and have it signed." for line in told["moved"]]
        elif told["state"] != SIGNED:
            lines.append(f"{told['file']}: {'drafted by rule, and read by nobody yet' if told['drafted'] else 'not signed off'}. Add signed_off_by and signed_off_on once it is.")
    return lines


def closed(receipt: Mapping[str, Any]) -> bool:
    """Whether a published period was signed off, and not reopened since."""
    return bool(receipt.get("signed_off"))


def status(words: Mapping[str, Mapping[str, Any]], areas: Iterable[str], pages: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    """Each page's area, page, state and what there is to say of it; pages without words at the end of their area as one."""
    pages = list(pages)
    for area in areas:
        without = []
        for page in pages:
            told = words.get(f"{area}/{page}")
            if told is None:
                without.append(page)
                continue
            by = f"{told['signed_off_by']}, {told['signed_off_on']}" if told["state"] == SIGNED else f"by {told['author']}, {told['written']}" + ("; drafted by rule, read by nobody yet" if told["drafted"] else "")
            yield area, page, STATES[told["state"]], by
        if without:
            yield area, "all pages" if len(without) == len(pages) else ", ".join(without), STATES[NONE], ""
