"""The analysts' words of a period: every file read, held against the figures of its edition, and rendered.

Importing this module costs no pandas: where one commentary changed, a build starts at once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from careboard import commentary, quoting, recorded
from careboard.commentary import Commentary, Passage
from careboard.notebooks import questions
from careboard.problems import Problem, Problems, unknown
from careboard.proof import Proof
from careboard.published import SMALL, Published
from careboard.signing import DRAFT, IS_STALE, SIGNED
from careboard.slicing import Whole

TAGS = {"p", "ul", "ol", "li", "strong", "em", "h3", "h4", "blockquote", "code", "br", "hr", "div"}
STALE = "Figures changed since this was written."
LIVE = "\ue000{}\ue001"  # commentary refuses these signs, so that no text can pass for them


def rendered(folder: Path, whole: Whole, areas: Iterable[str], books: dict[str, str], record: bool = False) -> dict[str, dict[str, Any]]:
    """'<area>/<page>' -> the words of each commentary file of a period's folder.

    html: what stands in the page's commentary.  parts: heading's cell (see notebooks.questions) -> html.  head's keys.
    state: 'signed', 'draft', or 'stale' where a figure has moved since.  moved, told: what moved and which typed numbers
    nothing bears out, a line each, for the analyst.  file: where the words are.

    areas: the ids that params/areas.yml knows. Where an edition is of the whole authority alone, words for its areas are read by nobody and left out, and where
    its authority has no name all are. books: page -> its notebook. record: whether what the figures say is kept beside
    passages that are new; a board's build does so.  Raises Problems with all that is wrong in any file.
    """
    found: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    about, published = whole.told["about"], Published(whole)
    for path in sorted(folder.rglob("*.md")):
        area, page = path.parent.name, path.stem
        try:
            _known(path, "area", area, areas)
            _known(path, "page", page, [told["name"] for told in about["pages"]])
            if area in whole.told["areas"] and about["authority"]:
                told, notes = _held(path, published, area, page, books.get(page, ""))
                found[f"{area}/{page}"] = told
                if record and about["audience"] == "board":
                    recorded.keep(path, notes, about["extract_date"])
        except Problems as problem:
            faults += problem.lines
        except Problem as problem:
            faults.append(str(problem))
    if faults:
        raise Problems(faults)
    return found


def _held(path: Path, published: Published, area: str, page: str, notebook: str) -> tuple[dict[str, Any], recorded.Record]:
    """What a page is told of a file's words, and what is recorded of them; in one process only what changed is read again."""

    def made() -> tuple[dict[str, Any], recorded.Record]:
        words = Words(commentary.read(path), published, area, page, notebook)
        return words.told(), words.record

    texts = tuple(file.read_bytes() if file.is_file() else b"" for file in (path, recorded.beside(path)))
    return published.whole.once(("words", path, texts, notebook), made)


def _known(path: Path, what: str, name: str, known: Iterable[str]) -> None:
    if name not in known:
        raise Problem(unknown(commentary.named(path), what, name, known))


class Words:
    """One file of words held against the figures of its page. Raises Problems where it cannot stand."""

    def __init__(self, read: Commentary, published: Published, area: str, page: str, notebook: str):
        self.read, self.published, self.area = read, published, area
        self.asked = questions(notebook, published.known.indicators) if notebook else []
        self.proof = Proof(published, published.whole.reach(page, notebook) if notebook else published.known.indicators, area)
        self.places = {heading: self._place(heading) for heading in read.headings}
        few = published.told["about"].get("threshold", 0) if published.told["about"]["audience"] == "board" else 0
        faults = [fault for passage in read.passages for fault in self._braces(passage)] + (self.proof.faults(read, few) if few else [])
        faults += [self._no_heading(heading, line) for heading, line in read.headings.items() if self.places[heading] is None]
        if faults:
            raise Problems(faults)
        known = recorded.known(read.path)
        self.record, self.moved = dict[str, dict[str, Any]](), dict[str, list[str]]()
        for passage in read.passages:
            self._compare(passage, recorded.key(read, passage), known)

    def _braces(self, passage: Passage) -> Iterable[str]:
        """What is wrong in a passage's braces, a line each."""
        bare = quoting.BRACES.sub(lambda match: " " * len(match.group()), passage.text)
        for match in re.finditer(r"[{}]", bare):
            yield f"{self._line(passage, match.start())}: a brace is not closed, or stands alone. Write {{id}}."
        for match in quoting.BRACES.finditer(passage.text):
            if quoting.own(match.group(1)) is None:
                try:
                    quoting.asked(match.group(1), self.published.known, self.area)
                except Problem as problem:
                    yield f"{self._line(passage, match.start())}: {problem}"

    def _line(self, passage: Passage, offset: int) -> str:
        return f"{self.read.name}, line {passage.line + passage.text.count(chr(10), 0, offset)}"

    def _place(self, heading: str) -> str | None:
        """The cell at which a heading's words stand: by the page's question, by a measure's id, or by its title."""
        indicators = self.published.known.indicators
        for question, cell, ids in self.asked:
            if heading == question or heading in ids or heading in [indicators[id]["title"] for id in ids]:
                return cell
        return None

    def _no_heading(self, heading: str, line: int) -> str:
        questions = [question for question, _, _ in self.asked]
        return unknown(f"{self.read.name}, line {line}", "question or measure on this page", heading, [*questions, *(id for _, _, ids in self.asked for id in ids)])

    def _said(self, inside: str) -> str:
        own = quoting.own(inside)
        return own if own is not None else self.published.said(quoting.asked(inside, self.published.known, self.area))

    def _compare(self, passage: Passage, key: str, known: recorded.Record) -> None:
        """Hold a passage against what its figures said when it was written; a new one is recorded as it is."""
        under = next((ids for question, cell, ids in self.asked if cell == self.places.get(passage.heading)), []) or self.proof.ids
        quotes = {match.group(1).strip(): self._said(match.group(1)) for match in quoting.BRACES.finditer(passage.text) if quoting.own(match.group(1)) is None}
        bearing = {number.text: self.proof.bearing(sentence, number, under) for _, sentence, number in self.proof.typed_in(passage.text)}
        self.record[key] = known.get(key) or {"quotes": quotes, "typed": bearing}
        moved = recorded.moved(self.record[key], quotes, lambda number: bearing.get(number, []), SMALL)
        if moved:
            self.moved[key] = [f"{self.read.name}, line {passage.line}: {sentence}." for sentence in moved]

    def told(self) -> dict[str, Any]:
        """What a page is told of its words."""
        under = {heading: ids for heading, cell in self.places.items() for _, other, ids in self.asked if other == cell}
        parts: dict[str, str] = {}
        for passage in self.read.passages:
            cell = self.places.get(passage.heading) or ""
            parts[cell] = parts.get(cell, "") + self._html(passage)
        state = IS_STALE if self.moved else SIGNED if self.read.signed else DRAFT
        return {
            "html": parts.pop("", ""), "parts": parts, **dict.fromkeys(commentary.HEAD, ""), **self.read.head, "state": state,
            "moved": [line for lines in self.moved.values() for line in lines], "told": self.proof.warnings(self.read, under), "file": f"params/commentary/{self.read.name}",
        }  # fmt: skip

    def _html(self, passage: Passage) -> str:
        """A passage as safe HTML, every live figure in its place, with a mark where one has moved since."""
        import nh3
        from markdown_it import MarkdownIt

        figures: list[str] = []

        def live(match: re.Match) -> str:
            figures.append(self._said(match.group(1)))
            return LIVE.format(len(figures) - 1)

        shown = nh3.clean(commentary.markdown(MarkdownIt).render(quoting.BRACES.sub(live, passage.text)), tags=TAGS, attributes={}, link_rel=None)
        shown = re.sub(LIVE.format(r"(\d+)"), lambda match: html.escape(figures[int(match.group(1))], quote=False), shown)
        stale = recorded.key(self.read, passage) in self.moved
        return f'<div class="stale"><p class="note">{STALE}</p>\n{shown}</div>\n' if stale else shown
