"""One commentary file held against the figures of its page, and rendered.

Importing this module costs no pandas: where one commentary changed, a build starts at once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from careboard.commentary import figure_record, parse
from careboard.commentary.claims import Claims
from careboard.commentary.number_check import NumberCheck
from careboard.commentary.parse import Commentary, Passage
from careboard.commentary.quoted_figures import HIDDEN_NUMBER, QuotedFigures
from careboard.commentary.quotes import BRACES, Quote, own_number, parse_quote
from careboard.commentary.sign_off import SignOff
from careboard.edition.page_slice import page_indicators
from careboard.errors import Problem, raise_all, unknown
from careboard.notebook_source import questions

TAGS = {"p", "ul", "ol", "li", "strong", "em", "h3", "h4", "blockquote", "code", "br", "hr", "div"}
STALE_NOTE = "Figures changed since this was written."
PHRASE_MARK = "\ue000{}\ue001"  # commentary refuses these signs, so that no text can pass for them


class CheckedCommentary:
    """One commentary file held against the figures of its page.

    Args:
        commentary: the file as read.
        figures: the edition's figures.
        area: the page's area.
        page: the page's name.
        notebook: the text of its notebook, '' where there is none.

    Attributes:
        record: what its figures said when each passage was written; a new passage is recorded as it is now.
        stale: the key of each passage whose figures have moved since -> what moved, a line each.

    Raises:
        Problems: with all that cannot stand: braces, headings, words that count too few people.
    """

    def __init__(
        self, commentary: Commentary, figures: QuotedFigures, area: str, page: str, notebook: str
    ) -> None:
        self.commentary, self.figures, self.area = commentary, figures, area
        indicators = figures.edition.indicators
        reach = page_indicators(figures.edition, page, notebook) if notebook else indicators
        self.number_check = NumberCheck(figures, reach, area)
        self.claims = Claims(figures, reach, area)
        self._questions = questions(notebook, indicators) if notebook else []
        self._places = {heading: self._place(heading) for heading in commentary.headings}
        raise_all(self._faults())
        before = figure_record.read_record(commentary.path)
        self.record: figure_record.Record = {}
        self.stale: dict[str, list[str]] = {}
        for passage in commentary.passages:
            self._compare(passage, before)

    def words(self) -> dict[str, Any]:
        """What a page shows of its words, and what an analyst is to know of them.

        Returns:
            html: what stands in the page's commentary.
            parts: heading's cell (see notebook_source.Question) -> html.
            author, written, signed_off_by, signed_off_on, drafted: the head's keys.
            state: 'signed', 'draft', or 'stale' where a figure has moved since.
            moved, told: what moved, and which typed numbers and which claims the figures do not bear out, a
                line each, for the analyst.
            file: where the words are.
        """
        parts: dict[str, str] = {}
        for passage in self.commentary.passages:
            cell = self._places.get(passage.heading) or ""
            parts[cell] = parts.get(cell, "") + self._html(passage)
        state = SignOff.SIGNED if self.commentary.signed else SignOff.DRAFT
        # of questions that share a cell the last counts here, and the first in `_compare`
        by_cell = {question.cell: question.indicators for question in self._questions}
        by_heading = {heading: by_cell[cell] for heading, cell in self._places.items() if cell in by_cell}
        return {
            "html": parts.pop("", ""),
            "parts": parts,
            **dict.fromkeys(parse.HEAD_KEYS, ""),
            **self.commentary.head,
            "state": (SignOff.STALE if self.stale else state).value,
            "moved": [line for lines in self.stale.values() for line in lines],
            "told": [
                *self.number_check.warnings(self.commentary, by_heading),
                *self.claims.warnings(self.commentary),
            ],
            "file": f"params/commentary/{self.commentary.name}",
        }

    def _faults(self) -> list[str]:
        """What cannot stand in the file, a line each."""
        faults = [fault for passage in self.commentary.passages for fault in self._brace_faults(passage)]
        about = self.figures.edition.about
        threshold = about.get("threshold", 0) if about["audience"] == "board" else 0
        if threshold:
            faults += self.number_check.faults(self.commentary, threshold)
        known = [question.heading for question in self._questions]
        known += [ident for question in self._questions for ident in question.indicators]
        for heading, line in self.commentary.headings.items():
            if self._places[heading] is None:
                where = f"{self.commentary.name}, line {line}"
                faults.append(unknown(where, "question or measure on this page", heading, known))
        return faults

    def _brace_faults(self, passage: Passage) -> Iterator[str]:
        """What is wrong in a passage's braces, a line each."""
        bare = BRACES.sub(lambda match: " " * len(match.group()), passage.text)
        for match in re.finditer(r"[{}]", bare):
            yield f"{self._where(passage, match)}: a brace is not closed, or stands alone. Write {{id}}."
        for match in BRACES.finditer(passage.text):
            try:
                self._quote(match.group(1))
            except Problem as problem:
                yield f"{self._where(passage, match)}: {problem}"

    def _where(self, passage: Passage, match: re.Match[str]) -> str:
        line = passage.line + passage.text.count("\n", 0, match.start())
        return f"{self.commentary.name}, line {line}"

    def _place(self, heading: str) -> str | None:
        """The cell at which a heading's words stand, by the page's question, a measure's id or its title."""
        for question in self._questions:
            titles = [self.figures.title(ident) for ident in question.indicators]
            if heading in (question.heading, *question.indicators, *titles):
                return question.cell
        return None

    def _quote(self, inside: str) -> Quote | None:
        """What a pair of braces quotes; None for a number of the writer's own."""
        if own_number(inside) is not None:
            return None
        return parse_quote(inside, self.figures.quotable, self.area)

    def _phrase(self, inside: str) -> str:
        """What stands in place of a pair of braces."""
        quote = self._quote(inside)
        return self.figures.phrase(quote) if quote else own_number(inside) or ""

    def _compare(self, passage: Passage, before: figure_record.Record) -> None:
        """Hold a passage against what its figures said when it was written, and record a new one."""
        key = figure_record.passage_key(self.commentary, passage)
        cell = self._places.get(passage.heading)
        under = next((question.indicators for question in self._questions if question.cell == cell), [])
        indicators = under or self.number_check.indicators
        quotes = {
            match.group(1).strip(): self._phrase(match.group(1))
            for match in BRACES.finditer(passage.text)
            if own_number(match.group(1)) is None
        }
        evidence = {
            number.text: self.number_check.evidence(sentence, number, indicators)
            for number, sentence, _ in self.number_check.numbers_in(passage.text)
        }
        self.record[key] = before.get(key) or {"quotes": quotes, "typed": evidence}
        moved = figure_record.stale_quotes(self.record[key], quotes, evidence, HIDDEN_NUMBER)
        if moved:
            where = f"{self.commentary.name}, line {passage.line}"
            self.stale[key] = [f"{where}: {sentence}." for sentence in moved]

    def _html(self, passage: Passage) -> str:
        """A passage as safe HTML, every live figure in its place, with a mark where one has moved since."""
        import nh3

        phrases: list[str] = []

        def mark(match: re.Match[str]) -> str:
            phrases.append(self._phrase(match.group(1)))
            return PHRASE_MARK.format(len(phrases) - 1)

        rendered = parse.markdown().render(BRACES.sub(mark, passage.text))
        safe = nh3.clean(rendered, tags=TAGS, attributes={}, link_rel=None)
        live = re.compile(PHRASE_MARK.format(r"(\d+)"))
        safe = live.sub(lambda match: html.escape(phrases[int(match.group(1))], quote=False), safe)
        if figure_record.passage_key(self.commentary, passage) not in self.stale:
            return safe
        return f'<div class="stale"><p class="note">{STALE_NOTE}</p>\n{safe}</div>\n'
