"""What an analyst said last time and what came of it: the end of a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from careboard.commentary import figure_record, typed_numbers
from careboard.commentary.parse import Commentary, Passage
from careboard.commentary.quoted_figures import QuotedFigures
from careboard.commentary.quotes import BRACES
from careboard.figures import intervals
from careboard.formatting import State
from careboard.notebook_source import Question
from careboard.periods import parse

LEVEL = 0.95  # of the interval by which chance is ruled out
FORECAST = re.compile(
    r"\b(?:will|expect\w*|should|aims?|target|plan(?:s|ned)? to|intend\w*|from next|by next|starts?|going to"
    r"|hope\w*)\b",
    re.IGNORECASE,
)
BETTER = re.compile(r"\b(?:improv\w*|better|faster|quicker|sooner|recover\w*)\b", re.IGNORECASE)
UPWARDS = re.compile(r"\b(?:ris\w*|increas\w*|grow\w*|more|higher|up)\b", re.IGNORECASE)
DOWNWARDS = re.compile(
    r"\b(?:fall\w*|reduc\w*|drop\w*|fewer|lower|decreas\w*|less|shorter|down)\b", re.IGNORECASE
)


class Forecasts:
    """What was said of a page in an earlier period, held against the figures of now.

    Args:
        figures: the edition's figures.
        area: the page's area.
        questions: the headings of the page with the measures below each.
        previous: this page's commentary of the earlier period.
    """

    def __init__(
        self, figures: QuotedFigures, area: str, questions: Sequence[Question], previous: Commentary
    ) -> None:
        self.figures, self.area, self.questions, self.previous = figures, area, questions, previous
        self.since = parse(previous.path.parts[-3])

    def paragraphs(self) -> Iterator[str]:
        """A paragraph for each forecast with what came of it, then all of last time's words as comments."""
        outcomes: dict[str, list[str]] = {}  # two forecasts of one measure have one sentence
        for passage in self.previous.passages:
            for _, sentence in typed_numbers.sentences(passage.text):
                if FORECAST.search(sentence):
                    for words, why in self._outcome(passage, sentence):
                        outcomes.setdefault(words, []).append(why)
        for words, reasons in outcomes.items():
            yield "".join(f"{line}\n" for line in (words, *dict.fromkeys(reasons)))
        yield f"<!-- What was said of {self.since.name}, by {self.previous.head['author']}:\n"
        for passage in self.previous.passages:
            heading = f"## {passage.heading}\n" if passage.heading else ""
            yield f"{heading}{_harmless(self._as_read_then(passage.text, passage))}\n"
        yield "-->\n"

    def _outcome(self, passage: Passage, sentence: str) -> Iterator[tuple[str, str]]:
        """What came of one forecast and the comment below it, where its measure is known and shown."""
        ident = self._measure(passage, sentence)
        known = self.figures.quotable
        if ident not in known.indicators or self.since.text not in known.periods:
            return
        if not self.figures.is_shown(ident, self.area):
            return
        then = _harmless(self._as_read_then(sentence, passage)).replace("\n", " ").strip()
        verdict = self._verdict(ident, self._direction(ident, sentence))
        yield (
            f"{self.figures.title(ident)}: {{{ident}.change since={self.since.text}}}.",
            f'<!-- Chosen because last time it said: "{then}" {verdict} -->',
        )

    def _measure(self, passage: Passage, sentence: str) -> str:
        """The measure that a sentence quotes first, else the first below its heading; '' for none."""
        quotes = (match.group(1).split() for match in BRACES.finditer(sentence))
        quoted = next((words[0] for words in quotes if words), "").partition(".")[0]
        if quoted:
            return quoted
        for question in self.questions:
            if question.indicators and passage.heading in (question.heading, *question.indicators):
                return question.indicators[0]
        return ""

    def _direction(self, ident: str, sentence: str) -> int:
        """The way that a sentence foretold: 1 up, -1 down, 0 where it does not say."""
        good = self.figures.edition.indicators[ident]["good"]
        if good and BETTER.search(sentence):
            return 1 if good == "high" else -1
        return int(bool(UPWARDS.search(sentence))) - int(bool(DOWNWARDS.search(sentence)))

    def _verdict(self, ident: str, direction: int) -> str:
        """Whether a forecast has come true, in a sentence."""
        window = self.figures.leading_window(ident)
        now = self.figures.figure(ident, window, self.area)
        then = self.figures.figure(ident, window, self.area, self.since.text)
        if then.state != State.SHOWN or not direction:
            return "Say what came of it."
        if (now.value - then.value) * direction <= 0:
            return "It has not come true so far."
        if self.figures.edition.indicators[ident]["kind"] != "share":
            return "The figure moved that way; for a measure that is no share, chance is not reckoned here."
        low, high = intervals.newcombe(
            now.numerator, now.denominator, then.numerator, then.denominator, LEVEL
        )
        if low > 0 or high < 0:
            return "It has come true."
        return "The figure moved that way, by no more than chance alone could explain."

    def _as_read_then(self, text: str, passage: Passage) -> str:
        """The text of a passage, or of a sentence in it, with what its figures said when it was written."""
        record = figure_record.read_record(self.previous.path)
        entry = record.get(figure_record.passage_key(self.previous, passage), {})
        quotes = entry.get("quotes", {})
        return BRACES.sub(lambda match: quotes.get(match.group(1).strip(), match.group()), text)


def _harmless(text: str) -> str:
    """Words that can stand in a comment."""
    return text.replace("-->", "->").replace("<!--", "<-")
