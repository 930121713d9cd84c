"""A file of the analysts' words: its head, its passages under their headings, and what may not stand in it.

params/commentary/<period>/<area>/<page>.md: a head between two lines `---` (author, written, signed_off_by,
signed_off_on; `drafted` where a rule wrote it), then Markdown. A passage is a paragraph, a list or a quotation. It stands
in the page's commentary, or under a heading with the question, or the measure, to which it belongs. A comment
(`<!-- ... -->`) is read by nobody. Figures stand in braces: see quoting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from careboard.problems import Problems, unknown

HEAD = ("author", "written", "signed_off_by", "signed_off_on", "drafted")
WANTED = ("author", "written")
LARGEST = 200_000
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
NOT_ALLOWED = {
    re.compile(r"!\[[^\]\n]*\]"): "a picture cannot stand in commentary. Take it out; the page draws its own charts.",
    re.compile(r"</?[a-zA-Z][^<>\n]*>?|<[!?][^<>\n]*>?"): "HTML cannot stand in commentary. Write Markdown: **bold**, *slanted*, - for a list.",
    re.compile(r"(?<!!)\[[^\]\n]*\]\([^)\n]*\)?|\b(?:https?|ftp|javascript|data|file):\S+|\bwww\.\S+"): "a link cannot stand in commentary. Name the document in words.",
    re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufffd]"): "a sign that cannot be read or seen. Delete it and write it again.",
    re.compile(r"^[ \t]*(```|~~~)", re.MULTILINE): "program code cannot stand in commentary. Take it out.",
}


@dataclass(frozen=True)
class Passage:
    """One passage: its Markdown as written, the heading it stands under ('' for none), the file's line it begins in."""

    text: str
    heading: str
    line: int


@dataclass(frozen=True)
class Commentary:
    """One file of words. `name` is its place for a message: '2019-10/north/front_door.md'."""

    path: Path
    head: dict[str, str]
    passages: list[Passage]
    headings: dict[str, int]

    @property
    def name(self) -> str:
        return named(self.path)

    @property
    def drafted(self) -> bool:
        """Whether a rule wrote it and nobody has said since that they read it."""
        return self.head.get("drafted", "") == "yes"

    @property
    def signed(self) -> bool:
        """Whether its head says who signed it off, and when."""
        return bool(self.head.get("signed_off_by") and self.head.get("signed_off_on"))


def named(path: Path) -> str:
    """A commentary file's place for a message."""
    return "/".join(path.parts[-3:])


def read(path: Path) -> Commentary:
    """Read one file.

    Raises Problems with all that is wrong: too large, not UTF-8, a head that is not in order, HTML, links, pictures,
    code, a heading that stands twice, no words.
    """
    name = named(path)
    try:
        if path.stat().st_size > LARGEST:
            raise Problems([f"{name}: larger than {LARGEST // 1000} KB. Commentary is a page or two of words."])
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Problems([f"{name}: the file cannot be read as UTF-8 text. Save it again as UTF-8."]) from None
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---":
        raise Problems([f"{name}, line 1: the head is missing. Begin the file with a line ---, then author: and written:, then a line ---."])
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        raise Problems([f"{name}, line 1: the head is not closed. Put a line --- after its last key."])
    head, faults = _head(name, lines[1:end])
    body = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), "\n".join(lines[end + 1 :]))
    faults += _not_allowed(name, body, end + 2)
    passages, headings = [], dict[str, int]()
    for kind, words, line in [] if faults else _blocks(body):
        at = line + end + 2
        if kind == "heading" and words in headings:
            faults.append(f"{name}, line {at}: the heading '{words}' stands twice. Put what belongs together under one.")
        elif kind == "heading":
            headings[words] = at
        else:
            passages.append(Passage(words, next(reversed(headings), ""), at))
    if not passages and not faults:
        faults.append(f"{name}: the file has a head and no words. Write some, or delete the file.")
    if faults:
        raise Problems(faults)
    return Commentary(path, head, passages, headings)


def _head(name: str, lines: list[str]) -> tuple[dict[str, str], list[str]]:
    head: dict[str, str] = {}
    faults = []
    for number, line in enumerate(lines, 2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        where = f"{name}, line {number}"
        if not line.strip():
            continue
        if not colon or key not in HEAD:
            faults.append(unknown(where, "key", key, HEAD))
        elif key in head:
            faults.append(f"{where}: the key '{key}' stands twice. Keep one.")
        elif key in ("written", "signed_off_on") and value and not _is_date(value):
            faults.append(f"{where}: '{key}' is not a date. Write it as 2019-11-11.")
        elif key == "drafted" and value not in ("yes", ""):
            faults.append(f"{where}: 'drafted' is 'yes' where a rule wrote the words. Delete the line once you have read and changed them.")
        else:
            head[key] = value
    faults += [f"{name}: the head has no '{key}'. Add it." for key in WANTED if not head.get(key)]
    return head, faults + _signing(name, head)


def _signing(name: str, head: dict[str, str]) -> list[str]:
    """What is wrong with the way a file is signed off."""
    by, on = head.get("signed_off_by"), head.get("signed_off_on")
    if bool(by) != bool(on):
        return [f"{name}: '{'signed_off_by' if by else 'signed_off_on'}' stands without '{'signed_off_on' if by else 'signed_off_by'}'. Give both, or neither."]
    if by and head.get("drafted"):
        return [f"{name}: signed off, and still marked as drafted by rule. Delete the line 'drafted' once somebody has read the words."]
    if on and head.get("written") and on < head["written"]:
        return [f"{name}: signed off before it was written. Have it signed again, or correct the dates."]
    return []


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == len("2019-11-11")
    except ValueError:
        return False


def _not_allowed(name: str, body: str, first: int) -> Iterator[str]:
    for pattern, words in NOT_ALLOWED.items():
        for match in pattern.finditer(body):
            yield f"{name}, line {first + body.count(chr(10), 0, match.start())}: {words}"


def _blocks(body: str) -> Iterator[tuple[str, str, int]]:
    """Markdown's own outermost blocks: 'heading' with its words, or 'passage' with its Markdown, and the line each begins in."""
    from markdown_it import MarkdownIt

    lines = body.splitlines()
    tokens = markdown(MarkdownIt).parse(body)
    for place, token in enumerate(tokens):
        if token.level == 0 and token.map and token.nesting >= 0:
            begins, ends = token.map
            if token.type == "heading_open":
                yield "heading", tokens[place + 1].content.strip(), begins
            elif token.type != "hr":
                yield "passage", "\n".join(lines[begins:ends]).strip("\n"), begins


def markdown(kind):
    """The Markdown that commentary is written in: no HTML, no picture, no link, no indented code."""
    return kind("commonmark", {"html": False}).disable(["image", "link", "autolink", "code", "reference", "html_block", "html_inline"])
