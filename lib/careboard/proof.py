"""Words proof-read: each number that a writer typed is held against what the page publishes.

A sentence says which figures it speaks of: its areas, its months, its windows, England or the neighbours, and its
measures, by the words that it shares with their titles. What it does not say is taken to be the page's own area and period.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from careboard import typed, wording
from careboard.commentary import Commentary
from careboard.periods import Period
from careboard.published import Published
from careboard.typed import Number, Shown

LEVELS = {"england": r"\bEngland\b|\bnational", "region": r"\bregion|\bNorth West\b|\bNorth East\b|\bYorkshire\b|\bMidlands\b|\bLondon\b|\bSouth East\b|\bSouth West\b", "neighbours": r"\bneighbour|\bsimilar (?:councils|authorities)|\bstatistical"}
WINDOWS = {"month": r"\b(?:in|during|this) (?:the )?month\b", "six_months": r"\bsix[- ]months?\b|\bhalf[- ]year\b|\b6 months\b", "year": r"\b(?:twelve|12) months\b|\b(?:over|in|during|for) (?:the|a|this|last) (?:last |past )?year\b|\bthe year to\b", "financial_year": r"\bsince April\b|\bfinancial year\b|\byear to date\b"}
BACK = {12: r"\b(?:a|one|the) year (?:before|ago|earlier)\b|\blast year\b|\bsame (?:month|time) last year\b|\bprevious year\b", 1: r"\b(?:last|previous) month\b|\bmonth before\b|\ba month (?:ago|earlier)\b", 24: r"\btwo years (?:ago|before|earlier)\b", 6: r"\bsix months (?:ago|before|earlier)\b"}
BELOW = re.compile(r"\b(?:areas?|districts?|teams?|highest|lowest|best|between|range[sd]?)\b", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:county|council|authority|overall|whole|county-wide)\b", re.IGNORECASE)
REST = re.compile(r"\b(?:not|other|others|remaining|rest|remainder|without|miss\w*|late|outside|fail\w*|no|overdue|lack\w*|never|un\w+)\b", re.IGNORECASE)
COMPARED = re.compile(r"\b(?:threshold|target|interval|band|good|outstanding|requires|inadequate|would|standard|expect\w*|goal|aim)\b", re.IGNORECASE)
LEAST_SHARED = 2.0  # words' weights: two common ones, or a rare one, of a title
PLAIN = {"the", "of", "in", "a", "an", "and", "to", "for", "with", "at", "by", "who", "were", "was", "is", "are", "on", "from", "that", "this", "it", "have", "had", "has", "their", "them", "than", "over", "within", "children", "child", "each", "all", "or", "per", "since", "before", "last", "more"}  # fmt: skip


class Proof:
    """What a page publishes of an area, as numbers that words may hold. `ids`: the measures that the page reaches."""

    def __init__(self, published: Published, ids: Iterable[str], area: str):
        self.published, self.ids, self.area = published, list(ids), area
        areas = published.told["areas"]
        self.children = [id for id, told in areas.items() if told["parent"] == area]
        self.whole = next(id for id, told in areas.items() if told["level"] == "authority")
        near = {area, *self.children, self.whole} | {id for id, told in areas.items() if told["parent"] == areas[area]["parent"] and told["parent"]}
        self.near = [id for id in areas if id in near or id == areas[area]["parent"]]
        self._stems = {id: set(_stems(published.known.indicators[id]["title"])) for id in self.ids}
        self._weights = Counter(stem for stems in self._stems.values() for stem in stems)

    def faults(self, commentary: Commentary, threshold: int) -> list[str]:
        """The places where words count so few people that figures would hide them."""
        return [
            f"{commentary.name}, line {_line(passage.line, passage.text, place)}: the words count from 1 to {threshold} people, which a figure would hide. Write 'a small number', or leave the number out."
            for passage in commentary.passages for begin, sentence in typed.sentences(passage.text) for place in (begin + at for at, _ in typed.few(sentence, threshold))
        ]  # fmt: skip

    def warnings(self, commentary: Commentary, under: dict[str, list[str]]) -> list[str]:
        """A line for each number that nothing published bears out, with the nearest one that is. `under`: heading -> its measures."""
        told = []
        for passage in commentary.passages:
            for begin, sentence, number in self.typed_in(passage.text):
                ids = under.get(passage.heading) or self.ids
                if not self.bearing(sentence, number, ids):
                    where = f"{commentary.name}, line {_line(passage.line, passage.text, begin + number.offset)}"
                    told.append(f"{where}: {number.text} equals no published figure that this sentence speaks of. {self._nearest(sentence, number, ids)}If it is no figure of this page, write {{={number.text.split()[0].rstrip('%')}}}.")
        return told

    @staticmethod
    def typed_in(text: str) -> Iterator[tuple[int, str, Number]]:
        """Each number typed in a passage, with its sentence and where that begins."""
        for begin, sentence in typed.sentences(text):
            for number in typed.numbers(sentence):
                yield begin, sentence, number

    def bearing(self, sentence: str, number: Number, ids: Iterable[str]) -> list[str]:
        """The published figures that bear a typed number out, by name; none where it is wrong."""
        return sorted({shown.words for shown in self._candidates(sentence, number, list(ids)) if typed.borne_out(number, shown)})

    def _nearest(self, sentence: str, number: Number, ids: Iterable[str]) -> str:
        near = typed.nearest_to(number, self._candidates(sentence, number, list(ids)))
        if near is None:
            return ""
        unit = {"%": "%", "points": " points", "rate": " per 10,000"}.get(near.unit, "")
        value = f"{wording.number(near.value, 0 if near.value.is_integer() else 1)}{unit}"
        return f"The nearest is {value}, {near.words}. " + (f"Write {near.quote}. " if near.quote else "")

    def _candidates(self, sentence: str, number: Number, ids: list[str]) -> list[Shown]:
        """The figures in a number's unit that a sentence speaks of; of all measures where those that it names have none."""
        spoken = (list(self._spoken_of(sentence, some)) for some in (self._measures(sentence, ids), ids))
        return next((found for shown in spoken if (found := [other for other in shown if typed.comparable(number, other)])), [])

    def _measures(self, sentence: str, ids: Iterable[str]) -> list[str]:
        """The measures that a sentence speaks of: those it quotes, and those whose titles share most of its words; all where it is silent."""
        ids = list(ids)
        said, quoted = set(_stems(sentence)), [id for id in ids if re.search(rf"\{{{id}\b", sentence)]
        scores = {id: sum(1 + math.log(len(self.ids) / self._weights[stem]) for stem in self._stems.get(id, set()) & said) for id in ids}
        best = max(scores.values(), default=0)
        shared = [id for id in ids if best >= LEAST_SHARED and scores[id] >= best / 2]
        return list(dict.fromkeys(quoted + shared)) or ids

    def _spoken_of(self, sentence: str, ids: list[str]) -> Iterator[Shown]:
        areas, points = self._areas(sentence), self._points(sentence)
        windows = [window for window, pattern in WINDOWS.items() if re.search(pattern, sentence, re.IGNORECASE)]
        for id in ids:
            known = self.published.known.indicators[id]
            for window in [window for window in known["windows"] if window in windows] or known["windows"]:
                for area in areas:
                    yield from self._figures(id, window, area, points, sentence)
                yield from self._others(id, window, sentence)
            yield from self._groups(id, sentence)

    def _areas(self, sentence: str) -> list[str]:
        """The page's own area, and those that a sentence names."""
        names = {id: self.published.told["areas"][id]["name"] for id in self.near}
        named = [id for id, name in names.items() if re.search(rf"\b{re.escape(name)}\b", sentence)]
        named += [self.whole] if WHOLE.search(sentence) else []
        return list(dict.fromkeys([self.area, *named, *(self.children if BELOW.search(sentence) else [])]))

    def _points(self, sentence: str) -> list[Period]:
        """The period, and the points that a sentence names by month or by how long ago."""
        period, points = self.published.period, [self.published.period]
        for point in reversed(period.points()[:-1]):
            month = point.name.rsplit(" ", 1)[0].split()[-1]
            if re.search(rf"\b{re.escape(point.name)}\b", sentence) or (re.search(rf"\b{month}\b(?! \d{{4}})", sentence) and all(month not in other.name for other in points[1:])):
                points.append(point)
        return points + [period.back(back) for back, pattern in BACK.items() if re.search(pattern, sentence, re.IGNORECASE)]

    def _figures(self, id: str, window: str, area: str, points: list[Period], sentence: str) -> Iterator[Shown]:
        known, now = self.published.known.indicators[id], self.published.figure(id, window, area)
        for point in points:
            row = now if point == points[0] else self.published.figure(id, window, area, point.text)
            if row["state"] == "shown":
                quote = f"{{{id}{f' window={window}' if window != known['windows'][0] else ''}{f' area={area}' if area != self.area else ''}}}" if point == points[0] else ""
                yield from _parts(row, known, ", ".join([known["title"], self.published.told["areas"][area]["name"], self.published.period.window_name(window) if point == points[0] else point.name]), quote, bool(REST.search(sentence)))
        if typed.MOVED.search(sentence):
            for point in [self.published.period.back(12), *points[1:]]:
                row = self.published.figure(id, window, area, point.text)
                if row["state"] == now["state"] == "shown":
                    moved = abs(float(now["value"]) - float(row["value"]))
                    yield Shown(round(moved, 1), "points" if known["unit"] == "%" else _unit(known), f"the change of {known['title']}, {self.published.told['areas'][area]['name']}, since {point.name}", f"{{{id}.change since={point.text}}}")

    def _others(self, id: str, window: str, sentence: str) -> Iterator[Shown]:
        """What stands beside a figure: England's and others', its threshold, its interval, where a sentence speaks of them."""
        known = self.published.known.indicators[id]
        for level, pattern in LEVELS.items():
            row = self.published.elsewhere(id, window, level) if re.search(pattern, sentence, re.IGNORECASE) else {}
            if row:
                yield Shown(float(row["value"]), _unit(known), f"{known['title']}, {row['name']}, {row['year']}", f"{{{id}.{level}}}")
        stands = self.published.stands(id, window, self.area) if COMPARED.search(sentence) else {}
        for column in ("low", "high", "threshold"):
            if stands.get(column):
                yield Shown(round(float(stands[column]), 1), _unit(known), f"{column} of {known['title']}", "")
        for column in ("band_rule", "to_move"):
            for number in typed.numbers(stands.get(column, "")):
                yield Shown(number.value, number.unit or ("rate" if _unit(known) == "rate" else number.unit), f"the band of {known['title']}", "")

    def _groups(self, id: str, sentence: str) -> Iterator[Shown]:
        """The figures of the groups that a sentence names: a reason, an age, an ethnic group, a team."""
        known, lead = self.published.known.indicators[id], self.published.known.indicators[id]["windows"][0]
        for area in self._areas(sentence):
            for row in self.published.whole.rows("figures", id, area):
                if row["breakdown"] != "total" and row["state"] == "shown" and row["window"] == lead and row["group"].lower() in sentence.lower():
                    yield from _parts(row, known, f"{known['title']}, {row['group']}", "", rest=False)


def _parts(row: dict[str, str], known: Mapping, words: str, quote: str, rest: bool) -> Iterator[Shown]:
    """A figure's value and the numbers behind it; with `rest` the cases that are left as well."""
    value, unit = float(row["value"]), _unit(known)
    yield Shown(value, unit, words, quote)
    numbers = [float(row[name]) for name in ("numerator", "denominator") if row[name]] if known["kind"] not in wording.WHOLE else []
    for number in numbers:
        yield Shown(number, "", f"a number behind {words}", f"{quote[:-1].replace(' ', '.behind ', 1) if ' ' in quote else quote[:-1] + '.behind'}}}" if quote else "")
    if rest and unit == "%":
        yield Shown(round(100 - value, 1), "%", f"the rest of {words}", "")
        if len(numbers) == 2 and known["kind"] == "share":
            yield Shown(numbers[1] - numbers[0], "", f"the rest of {words}", f"{{{quote[1:-1].split()[0]}.not_met}}" if quote else "")


def _unit(known: Mapping) -> str:
    return "%" if known["unit"] == "%" else "rate" if known["kind"] == "rate" else "average" if known["kind"] in ("average", "ratio") else ""


def _line(first: int, text: str, offset: int) -> int:
    return first + text.count("\n", 0, offset)


def _stems(text: str) -> Iterator[str]:
    """The words of a text that tell it from others, without their endings."""
    for word in re.findall(r"[a-z]{3,}", re.sub(r"\{[^{}]*\}", "", text).lower()):
        if word not in PLAIN:
            yield re.sub(r"(?:ing|ed|es|s|ly)$", "", word)[:7]
