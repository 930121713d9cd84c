"""A commentary file: its head, its passages under their headings, and what may not stand in it.

params/commentary/<period>/<area>/<page>.md: a head between two lines `---` (author, written, signed_off_by,
signed_off_on; `drafted` where a rule wrote it), then Markdown. A passage is a paragraph, a list or a
quotation. It stands in the page's commentary, or under a heading with the question, or the measure, to which
it belongs. A comment (`<!-- ... -->`) is read by nobody. Figures stand in braces: see commentary.quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from careboard.errors import Problems, raise_all, unknown

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

HEAD_KEYS = ("author", "written", "signed_off_by", "signed_off_on", "drafted")
REQUIRED_KEYS = ("author", "written")
DATE_KEYS = ("written", "signed_off_on")
HEAD_LINE = "---"  # before and after the head
LARGEST = 200_000  # bytes of a file
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
NOT_ALLOWED = {  # what may not stand in commentary -> what its writer reads
    re.compile(r"!\[[^\]\n]*\]"): (
        "a picture cannot stand in commentary. Take it out; the page draws its own charts."
    ),
    re.compile(r"</?[a-zA-Z][^<>\n]*>?|<[!?][^<>\n]*>?"): (
        "HTML cannot stand in commentary. Write Markdown: **bold**, *slanted*, - for a list."
    ),
    re.compile(
        r"(?<!!)\[[^\]\n]*\]\([^)\n]*\)?|\b(?:https?|ftp|javascript|data|file):\S+|\bwww\.\S+"
    ): "a link cannot stand in commentary. Name the document in words.",
    re.compile(
        r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufffd]"
    ): "a sign that cannot be read or seen. Delete it and write it again.",
    re.compile(r"^[ \t]*(```|~~~)", re.MULTILINE): "program code cannot stand in commentary. Take it out.",
}


@dataclass(frozen=True)
class Passage:
    """One passage of a commentary file.

    Attributes:
        text: its Markdown as written.
        heading: the heading that it stands under, '' for none.
        line: the file's line in which it begins.
    """

    text: str
    heading: str
    line: int


@dataclass(frozen=True)
class Commentary:
    """One commentary file as read.

    Attributes:
        path: the file.
        head: the keys of its head, as written; see HEAD_KEYS.
        passages: its passages, in their order.
        headings: heading -> the line in which it stands.
    """

    path: Path
    head: dict[str, str]
    passages: list[Passage]
    headings: dict[str, int]

    @property
    def name(self) -> str:
        """Its place for a message: '2019-10/north/front_door.md'."""
        return short_name(self.path)

    @property
    def signed(self) -> bool:
        """Whether its head says who signed it off, and when."""
        return bool(self.head.get("signed_off_by") and self.head.get("signed_off_on"))


class Block(NamedTuple):
    """An outermost block of Markdown.

    Attributes:
        is_heading: whether it is a heading and no passage.
        text: the heading's words, or the passage's Markdown.
        line: the line that it begins in, from 0.
    """

    is_heading: bool
    text: str
    line: int


def short_name(path: Path) -> str:
    """A commentary file's place for a message: '2019-10/north/front_door.md'."""
    return "/".join(path.parts[-3:])


def read(path: Path) -> Commentary:
    """Read one commentary file.

    Args:
        path: params/commentary/<period>/<area>/<page>.md.

    Returns:
        Its head and its passages, each with its heading and its line.

    Raises:
        Problems: with all that is wrong: too large, not UTF-8, a head that is not in order, HTML, links,
            pictures, code, a heading that stands twice, no words.
    """
    name = short_name(path)
    lines = _text(path, name).splitlines()
    end = _end_of_head(lines, name)
    head, faults = _head(name, lines[1:end])
    # lines are counted on through comments
    body = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), "\n".join(lines[end + 1 :]))
    first = end + 2
    faults += _not_allowed(name, body, first)
    raise_all(faults)
    passages, headings = [], dict[str, int]()
    for block in _blocks(body):
        line = block.line + first
        if not block.is_heading:
            passages.append(Passage(block.text, next(reversed(headings), ""), line))
        elif block.text in headings:
            faults.append(
                f"{name}, line {line}: the heading '{block.text}' stands twice."
                " Put what belongs together under one."
            )
        else:
            headings[block.text] = line
    if not passages and not faults:
        faults.append(f"{name}: the file has a head and no words. Write some, or delete the file.")
    raise_all(faults)
    return Commentary(path, head, passages, headings)


def markdown() -> MarkdownIt:
    """The Markdown that commentary is written in: no HTML, no picture, no link, no indented code."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable(
        ["image", "link", "autolink", "code", "reference", "html_block", "html_inline"]
    )


def _text(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise Problems(
                [f"{name}: larger than {LARGEST // 1000} KB. Commentary is a page or two of words."]
            )
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Problems([f"{name}: the file cannot be read as UTF-8 text. Save it again as UTF-8."]) from None


def _end_of_head(lines: Sequence[str], name: str) -> int:
    """The place of the line that closes the head."""
    if not lines or lines[0].strip() != HEAD_LINE:
        raise Problems(
            [
                f"{name}, line 1: the head is missing. Begin the file with a line {HEAD_LINE}, then author:"
                f" and written:, then a line {HEAD_LINE}."
            ]
        )
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == HEAD_LINE:
            return number
    raise Problems([f"{name}, line 1: the head is not closed. Put a line {HEAD_LINE} after its last key."])


def _head(name: str, lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The head's keys with what they say, and what is wrong with them, a line each."""
    head: dict[str, str] = {}
    faults = []
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        key, colon, value = (part.strip() for part in line.partition(":"))
        where = f"{name}, line {number}"
        if not colon or key not in HEAD_KEYS:
            faults.append(unknown(where, "key", key, HEAD_KEYS))
        elif fault := _key_fault(key, value, head):
            faults.append(f"{where}: {fault}")
        else:
            head[key] = value
    faults += [f"{name}: the head has no '{key}'. Add it." for key in REQUIRED_KEYS if not head.get(key)]
    return head, faults + _signing_faults(name, head)


def _key_fault(key: str, value: str, head: dict[str, str]) -> str:
    """What is wrong with a known key of a head, '' for nothing. `head`: the keys above it."""
    if key in head:
        return f"the key '{key}' stands twice. Keep one."
    if key in DATE_KEYS and value and not _is_date(value):
        return f"'{key}' is not a date. Write it as 2019-11-11."
    if key == "drafted" and value not in ("yes", ""):
        return (
            "'drafted' is 'yes' where a rule wrote the words."
            " Delete the line once you have read and changed them."
        )
    return ""


def _signing_faults(name: str, head: dict[str, str]) -> list[str]:
    """What is wrong with the way a file is signed off."""
    by, on = head.get("signed_off_by"), head.get("signed_off_on")
    if bool(by) != bool(on):
        there, missing = ("signed_off_by", "signed_off_on") if by else ("signed_off_on", "signed_off_by")
        return [f"{name}: '{there}' stands without '{missing}'. Give both, or neither."]
    if by and head.get("drafted"):
        return [
            f"{name}: signed off, and still marked as drafted by rule."
            " Delete the line 'drafted' once somebody has read the words."
        ]
    if on and head.get("written") and on < head["written"]:
        return [f"{name}: signed off before it was written. Have it signed again, or correct the dates."]
    return []


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == len("2019-11-11")
    except ValueError:
        return False


def _not_allowed(name: str, body: str, first: int) -> Iterator[str]:
    """A line for each thing that may not stand in the body, whose first line is `first` in the file."""
    for pattern, words in NOT_ALLOWED.items():
        for match in pattern.finditer(body):
            yield f"{name}, line {first + body.count(chr(10), 0, match.start())}: {words}"


def _blocks(body: str) -> Iterator[Block]:
    """Markdown's own outermost blocks."""
    lines = body.splitlines()
    tokens = markdown().parse(body)
    for place, token in enumerate(tokens):
        if token.level != 0 or not token.map or token.nesting < 0 or token.type == "hr":
            continue
        begin, end = token.map
        if token.type == "heading_open":
            yield Block(True, tokens[place + 1].content.strip(), begin)
        else:
            yield Block(False, "\n".join(lines[begin:end]).strip("\n"), begin)
