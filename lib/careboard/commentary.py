"""The analysts' words, with live figures.

params/commentary/<period>/<area>/<page>.md: a head between two lines `---` (author, written, signed_off_by,
signed_off_on), then Markdown. `{id}` stands for the published figure with its unit; `{id window=six_months
area=east}` for another window or area. No code can run: a brace holds an id and these two words, or is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from careboard.problems import Problem, Problems, nearest, unknown

HEAD = ("author", "written", "signed_off_by", "signed_off_on")
WORDS = ("window", "area")
BRACES = re.compile(r"\{([^{}\n]*)\}")
TAGS = {"p", "ul", "ol", "li", "strong", "em", "h3", "h4", "blockquote", "code", "br", "hr"}
LARGEST = 200_000
SMALL = "a small number"


@dataclass(frozen=True)
class Commentary:
    """One file of words: what it says as Markdown, who wrote and who signed it, and where its text begins."""

    path: Path
    head: dict[str, str]
    text: str
    first_line: int

    def place(self, offset: int) -> str:
        """The place of a character of the text, for a message."""
        return f"{'/'.join(self.path.parts[-4:])}, line {self.first_line + self.text.count(chr(10), 0, offset)}"


def read(path: Path) -> Commentary:
    """Read one file. Raises Problems for one that is too large, not UTF-8, or whose head is not in order."""
    name = "/".join(path.parts[-4:])
    try:
        if path.stat().st_size > LARGEST:
            raise Problems([f"{name}: larger than {LARGEST // 1000} KB. Commentary is a page or two of words."])
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Problems([f"{name}: the file cannot be read as UTF-8 text. Save it again as UTF-8."]) from None
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:]]:
        raise Problems([f"{name}, line 1: the head is missing. Begin the file with a line ---, then author: and written:, then a line ---."])
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == "---")
    return Commentary(path, _head(name, lines[1:end]), "\n".join(lines[end + 1 :]), end + 2)


def _head(name: str, lines: list[str]) -> dict[str, str]:
    head, faults = {}, []
    for number, line in enumerate(lines, 2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or key not in HEAD:
            faults.append(unknown(f"{name}, line {number}", "key", key, HEAD))
        elif key in head:
            faults.append(f"{name}, line {number}: the key '{key}' stands twice. Keep one.")
        elif key in ("written", "signed_off_on") and value and not _is_date(value):
            faults.append(f"{name}, line {number}: '{key}' is not a date. Write it as 2019-11-11.")
        else:
            head[key] = value
    faults += [f"{name}: the head has no '{key}'. Add it." for key in HEAD[:2] if not head.get(key)]
    if faults:
        raise Problems(faults)
    return head


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def rendered(commentary: Commentary, figure: Callable[[str, str | None, str], str], known: dict[str, list[str]], area: str) -> str:
    """The words as safe HTML, every live figure in its place.

    figure: gives the text of a figure by id, window (None for the indicator's first) and area.
    known: 'indicator', 'area' -> the names that exist, and each indicator's id -> its windows.
    Raises Problems with every unknown name, every open brace and every picture, a line each.
    """
    import nh3
    from markdown_it import MarkdownIt

    faults: list[str] = []

    def live(match: re.Match) -> str:
        try:
            return figure(*_asked(match.group(1), known, area))
        except Problem as problem:
            faults.append(f"{commentary.place(match.start())}: {problem}")
            return ""

    text = BRACES.sub(live, commentary.text)
    bare = BRACES.sub(lambda match: " " * len(match.group()), commentary.text)
    faults += [f"{commentary.place(match.start())}: a brace is not closed, or stands alone. Write {{id}}." for match in re.finditer(r"[{}]", bare)]
    faults += [f"{commentary.place(match.start())}: a picture cannot stand in commentary. Take it out." for match in re.finditer(r"!\[", bare)]
    if faults:
        raise Problems(faults)
    markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink"])
    html = re.sub(r"<(/?)h[12]>", r"<\1h3>", markdown.render(text))
    return nh3.clean(html, tags=TAGS, attributes={}, link_rel=None)


def _asked(inside: str, known: dict[str, list[str]], area: str) -> tuple[str, str | None, str]:
    """What a brace asks for: id, window, area."""
    words = inside.split()
    if not words:
        raise Problem("an empty brace. Write {id}.")
    id, asked = words[0], {}
    if id not in known["indicator"]:
        raise Problem(unknown("", "indicator", id, known["indicator"]))
    for word in words[1:]:
        key, equals, value = word.partition("=")
        if not equals or key not in WORDS:
            raise Problem(f"'{key}' is not understood after '{id}'.{nearest(key, WORDS)} Write for example window=six_months or area=east.")
        allowed = known["area"] if key == "area" else known[id]
        if value not in allowed:
            raise Problem(unknown("", f"{key} for '{id}'" if key == "window" else key, value, allowed))
        asked[key] = value
    return id, asked.get("window"), asked.get("area", area)
