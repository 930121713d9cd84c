"""A first text by rule: what an analyst might say of a page, from published figures and how they stand.

Each sentence carries live figures, says no more than the evidence does, and stands above a comment that says why it was
chosen. What was said last time stands below as comments, with what came of it. A draft is marked as one until
somebody has read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careboard import intervals, quoting, recorded, typed, wording
from careboard.commentary import Commentary, Passage
from careboard.notebooks import questions
from careboard.periods import Period, parse
from careboard.published import Published

AUTHOR = "Drafted by rule"
MOST_ON_TOP, MOST_OF_A_TABLE = 3, 2
LEVEL = 0.95
FORWARD = re.compile(r"\b(?:will|expect\w*|should|aims?|target|plan(?:s|ned)? to|intend\w*|from next|by next|starts?|going to|hope\w*)\b", re.IGNORECASE)
BETTER = re.compile(r"\b(?:improv\w*|better|faster|quicker|sooner|recover\w*)\b", re.IGNORECASE)
UP = re.compile(r"\b(?:ris\w*|increas\w*|grow\w*|more|higher|up)\b", re.IGNORECASE)
DOWN = re.compile(r"\b(?:fall\w*|reduc\w*|drop\w*|fewer|lower|decreas\w*|less|shorter|down)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """A sentence, why it was chosen, and how much it matters: the lower the sooner."""

    words: str
    why: str
    rank: int


class Draft:
    """The sentences for one page of an area."""

    def __init__(self, published: Published, area: str, page: str, notebook: str):
        self.published, self.area, self.page = published, area, page
        self.areas, self.period = published.told["areas"], published.period
        self.children = [id for id, told in self.areas.items() if told["parent"] == area and told["level"] != "unallocated"]
        self.asked = questions(notebook, published.known.indicators)
        self.whole = next(id for id, told in self.areas.items() if told["level"] == "authority")

    def text(self, last: Commentary | None = None) -> str:
        """The whole file. last: this page's commentary of the period before, where there is one."""
        sections = {heading: list(self._section(ids)) for heading, _, ids in self.asked if ids}
        every = [said for sentences in sections.values() for said in sentences]
        top = sorted(every, key=lambda said: said.rank)[:MOST_ON_TOP] if every else []
        parts = [self._head(), *(_written(said) for said in top)]
        if not top:
            parts.append("No figure of this page is shown for this area and period.\n")
        for heading, sentences in sections.items():
            rest = [said for said in sentences if said not in top]
            parts += [f"## {heading}\n", *(_written(said) for said in rest)] if rest else []
        return "\n".join([*parts, *(self._last(last) if last else [])])

    def _head(self) -> str:
        return f"---\nauthor: {AUTHOR}\nwritten: {self.published.told['about']['published']}\ndrafted: yes\n---\n\n<!-- Read, change and cut. Then put your name as author, and delete the line 'drafted'. -->\n"

    def _section(self, ids: list[str]) -> Iterator[Said]:
        """What may be said of the measures below one heading: all of the first, and of a table only what stands out."""
        if len(ids) == 1:
            yield from self._question(ids[0])
            return
        standing_out = [id for id in ids if self._shown(id) and (self._signal(id) or self._stands(id).get("band") in ("inadequate", "outstanding"))]
        for id in standing_out[:MOST_OF_A_TABLE]:
            yield Said(self._level(id), f"{self._title(id)} stands out in its table: outside usual variation, or in the highest or the lowest band.", 4)

    def _question(self, id: str) -> Iterator[Said]:
        if not self._shown(id):
            return
        band = self._stands(id).get("band", "")
        yield Said(self._level(id), "The measure that this question is about" + (f"; its band is {wording.BANDS[band][1]}." if band else "."), {"inadequate": 1, "requires_improvement": 2}.get(band, 3))
        yield from self._beyond_variation(id)
        yield from self._against_others(id)
        yield from self._by_area(id)
        yield from self._behind(id)

    def _level(self, id: str) -> str:
        known, stands = self.published.known.indicators[id], self._stands(id)
        behind = "" if known["kind"] in wording.WHOLE else f" ({{{id}.behind}})"
        moved = {"no clear change": f"{{{id}.change}}, which chance alone could explain", "": "with no figure of a year before to compare with"}.get(stands.get("direction", ""), f"{{{id}.change}}")
        return f"{self._title(id)}: {{{id}}}{behind}, {moved}."

    def _beyond_variation(self, id: str) -> Iterator[Said]:
        side = self._signal(id)
        if side:
            lead = self.published.known.indicators[id]["windows"][0]
            quote = f"{{{id}}}" if lead == "month" else f"{{{id} window=month}}"
            yield Said(f"{quote} in {self.period.name} lies {side} the {'upper' if side == 'above' else 'lower'} limit of usual variation for {self._title(id).lower()}.", "The month lies outside a limit of usual variation; chance alone gives that in about 3 months of 1,000.", 0)

    def _against_others(self, id: str) -> Iterator[Said]:
        stands = self._stands(id)
        window = self.published.known.indicators[id]["windows"][0]
        for level, name in wording.LEVELS.items():
            row = self.published.elsewhere(id, window, level)
            if row and row["like"] == "yes" and stands.get("low") and level != "region":
                value, low, high = float(row["value"]), float(stands["low"]), float(stands["high"])
                side = "higher than" if low > value else "lower than" if high < value else "not to be told apart from"
                yield Said(f"{{{id}}} is {side} {'England' if level == 'england' else 'our statistical neighbours'}: {{{id}.{level}}}.", f"The published figure ({name}) is like for like; the 95% interval {'holds it' if side.startswith('not') else 'does not reach it'}.", 5)

    def _by_area(self, id: str) -> Iterator[Said]:
        """Which area to learn from, and whether that can be believed; of an area, how it stands to the rest."""
        good, whole = self.published.known.indicators[id]["good"], self.areas[self.whole]["name"]
        if not good or self.published.known.indicators[id]["kind"] != "share":
            return
        own, rest = self._stands(id).get("rest", ""), {area: self._stands(id, area).get("rest", "") for area in self.children}
        if own in ("higher", "lower"):
            yield Said(f"With {{{id}}}, {self.areas[self.area]['name']} is {own} than the rest of {whole}.", "The difference is larger than chance would give, with the number of areas allowed for.", 5)
        better = [area for area, side in rest.items() if side == ("higher" if good == "high" else "lower")]
        for area in better:
            yield Said(f"{self.areas[area]['name']} ({{{id} area={area}}}) does better than the rest of {whole}: the others may learn from it.", "The difference is larger than chance would give, with the number of areas allowed for.", 5)
        if not better and any(side for side in rest.values()):
            yield Said("No area does better than the others by more than chance would give.", "No area's difference to the rest is larger than chance, with the number of areas allowed for.", 6)

    def _behind(self, id: str) -> Iterator[Said]:
        known = self.published.known.indicators[id]
        if known["kind"] != "share" or not known["good"]:
            return
        reason = self.published.said(quoting.asked(f"{id}.reason", self.published.known, self.area))
        if reason not in (wording.STATES["not_available"],):
            yield Said(f"Of all cases, {{{id}.not_met}} are not as they should be; most often: {{{id}.reason}}.", "The records say what lies behind these cases.", 5)

    # last time

    def _last(self, last: Commentary) -> Iterator[str]:
        """What was said last time, and whether it came true."""
        since = parse(last.path.parts[-3])
        for passage in last.passages:
            for _, sentence in typed.sentences(passage.text):
                if FORWARD.search(sentence):
                    yield from self._come_true(last, passage, sentence, since)
        yield f"<!-- What was said of {since.name}, by {last.head['author']}:\n"
        for passage in last.passages:
            yield (f"## {passage.heading}\n" if passage.heading else "") + _harmless(_as_read_then(last, passage)) + "\n"
        yield "-->\n"

    def _come_true(self, last: Commentary, passage: Passage, sentence: str, since: Period) -> Iterator[str]:
        id = next((match.group(1).split()[0].partition(".")[0] for match in quoting.BRACES.finditer(sentence) if match.group(1).strip()), "") or self._under(passage.heading)
        if id not in self.published.known.indicators or since.text not in self.published.known.periods or not self._shown(id):
            return
        told = _harmless(_as_read_then(last, Passage(sentence, passage.heading, passage.line), whole=passage)).replace("\n", " ")
        wanted = self._wanted(id, sentence)
        yield f"{self._title(id)}: {{{id}.change since={since.text}}}.\n<!-- Chosen because last time it said: \"{told.strip()}\" {self._verdict(id, wanted, since)} -->\n"

    def _under(self, heading: str) -> str:
        return next((ids[0] for question, _, ids in self.asked if ids and (question == heading or heading in ids)), "")

    def _wanted(self, id: str, sentence: str) -> int:
        """The way that a sentence foretold: 1 up, -1 down, 0 where it does not say."""
        good = self.published.known.indicators[id]["good"]
        if good and BETTER.search(sentence):
            return 1 if good == "high" else -1
        return (1 if UP.search(sentence) else 0) - (1 if DOWN.search(sentence) else 0)

    def _verdict(self, id: str, wanted: int, since: Period) -> str:
        window = self.published.known.indicators[id]["windows"][0]
        now, then = self.published.figure(id, window, self.area), self.published.figure(id, window, self.area, since.text)
        if then["state"] != "shown" or not wanted:
            return "Say what came of it."
        moved = float(now["value"]) - float(then["value"])
        if moved * wanted <= 0:
            return "It has not come true so far."
        if self.published.known.indicators[id]["kind"] == "share":
            low, high = intervals.newcombe(float(now["numerator"]), float(now["denominator"]), float(then["numerator"]), float(then["denominator"]), LEVEL)
            return "It has come true." if low > 0 or high < 0 else "The figure moved that way, by no more than chance alone could explain."
        return "The figure moved that way; for a measure that is no share, chance is not reckoned here."

    # what is known of a measure

    def _title(self, id: str) -> str:
        return self.published.known.indicators[id]["title"]

    def _stands(self, id: str, area: str = "") -> dict[str, str]:
        return self.published.stands(id, self.published.known.indicators[id]["windows"][0], area or self.area)

    def _signal(self, id: str) -> str:
        return self.published.stands(id, "month", self.area).get("signal", "")

    def _shown(self, id: str) -> bool:
        return self.published.figure(id, self.published.known.indicators[id]["windows"][0], self.area)["state"] == "shown"


def _written(said: Said) -> str:
    return f"{said.words}\n<!-- Chosen because: {said.why} -->\n"


def _harmless(text: str) -> str:
    """Words that can stand in a comment."""
    return text.replace("-->", "->").replace("<!--", "<-")


def _as_read_then(last: Commentary, passage: Passage, whole: Passage | None = None) -> str:
    """A passage with what its figures said when it was written."""
    quotes = recorded.known(last.path).get(recorded.key(last, whole or passage), {}).get("quotes", {})
    return quoting.BRACES.sub(lambda match: quotes.get(match.group(1).strip(), match.group()), passage.text)
