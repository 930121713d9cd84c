"""The questions of a page: a figure with all that belongs to it, several in one table, a mix, a split, a comparison of groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from careboard import charts, intervals, variation, wording
from careboard.charts import Beside, Mark, Measure
from careboard.pieces import Piece
from careboard.shown import NO_FIGURE, Shown

BEHIND = {"not_met": "by reason", "how_late": "by how late"}
MOST_TEAMS = 16  # with more, a county's pages would be lists of teams
MONTH = "month"
REFERENCE = {"ethnicity": "White", "sex": "Male"}


class Questions(Shown):
    """An area's figures as pieces of a page. `name` is the page that they stand on."""

    name = title = ""

    def said(self, cell: str) -> str:
        """The analysts' words for a cell: those under its heading, by its first measure or by what it calls of the page."""
        return self.edition.words.get(f"{self.area}/{self.name}", {}).get("parts", {}).get(cell, "")

    def link(self, ident: str) -> str:
        """Where an indicator's question is: on this page, on another one, or nowhere yet ('')."""
        home = self._known(ident)["page"]
        return f"#{ident}" if home == self.name else f"{home}.html#{ident}" if home in self.titles else ""

    def question(self, ident: str, parts: bool = False) -> Piece:
        """All that the page says to one question: figure, numbers, band, against whom, trend, areas, cases not met, tables, definition.

        parts: whether each district's own trend is drawn too, for the measure that matters most on a page.
        """
        measure, mark, known = self._measure(ident), self.mark(ident), self._known(ident)
        told = {"page": self, "ident": ident, "known": known, "measure": measure, "mark": mark, "stands": self.stands(ident), "drawn": mark.state not in NO_FIGURE}
        if told["drawn"]:
            told |= {"against": [list(self._own_before(ident)), list(self._others(ident))], "trend": self.trend(ident), "areas": self.areas(ident), "behind": self.behind(ident)}
            told |= {"area_marks": self._areas_with_own(ident), "points": self.points(ident, self._trend_window(ident)), "splits": self._tabled(ident), "relatives": self._relatives(ident)}
            told |= {"trend_window": self.edition.period.window_name(self._trend_window(ident)), "apart": self._told_apart(ident), "varied": self.varied(ident)}
            told |= {"districts": self.parts(ident) if parts else None}
        return Piece("question.html", f"{measure.title}: {charts.marks.said(mark, measure)}, {measure.window}", said=self.said(ident), **told)

    def measures(self, idents: list[str]) -> Piece:
        """Several measures in one table: figure, numbers, a year before, against whom, band; and by area beneath."""
        rows = []
        for ident in idents:
            measure, before = self._measure(ident), self._year_before(ident)
            other = next(self._others(ident)) if self.comparators(ident) else None
            rows.append({"ident": ident, "measure": measure, "mark": self.mark(ident), "before": before, "stands": self.stands(ident), "other": other, "areas": self._areas_with_own(ident)[1:]})
        return Piece("measures.html", f"{len(idents)} measures", said=self.said(idents[0]), page=self, rows=rows, places=[self.edition.areas[area]["name"] for area in self.children])

    def _own_before(self, ident: str) -> Iterator[dict[str, str]]:
        """What the figure is set against of our own: its other windows, and a year before."""
        measure, stands = self._measure(ident), self.stands(ident)
        for window in self._known(ident)["windows"][1:]:
            other, words = self.mark(ident, window=window), self.edition.period.window_name(window)
            yield {"who": words[0].upper() + words[1:], "figure": measure.write(other.value, other.state), "note": other.behind}
        before = self._year_before(ident)
        moved = wording.DIRECTIONS.get(stands.direction, "") if stands is not None and before.shown and self.mark(ident).shown else ""
        yield {"who": f"A year before, {before.name}", "figure": measure.write(before.value, before.state), "note": "; ".join(filter(None, [before.behind, moved]))}

    def _others(self, ident: str) -> Iterator[dict[str, str]]:
        """What there is elsewhere: England, the region, the neighbours, each with its year, and with which window it is like for like."""
        measure = self._measure(ident)
        there = {row.level: row for row in self.comparators(ident)}
        if not there:
            yield {"who": "England, region, neighbours", "figure": "not available", "note": ""}
            return
        for level, name in wording.LEVELS.items():
            row = there.get(level)
            if row is None:
                yield {"who": name, "figure": "not available", "note": ""}
            else:
                yield {"who": f"{row.name}, {row.year}", "figure": measure.write(row.value), "note": ". ".join(words[0].upper() + words[1:] for words in (self._likeness(ident, row), row.note) if words)}

    def _likeness(self, ident: str, row) -> str:
        """Nothing where the published figure measures the same; else with which window it does, or why with none."""
        if row.like == "yes":
            return ""
        same = [window for window in self._known(ident)["windows"] if any(other.like == "yes" and other.level == row.level for other in self.comparators(ident, window))]
        if same:
            return f"Like for like with the {self.edition.period.window_name(same[0])}"
        return f"Another measurement, not like for like: {row.like}"

    # charts

    def _trend_window(self, ident: str) -> str:
        """Months where there are limits to draw, else the window that leads."""
        return MONTH if self._known(ident)["variation"] else self._lead(ident)

    def trend(self, ident: str) -> charts.Chart | None:
        """The trend over 25 points, with limits where the indicator has them, or None where there is too little to draw."""
        window = self._trend_window(ident)
        stands = self.stands(ident, window=window)
        direction = stands.direction if stands is not None else ""
        return charts.trend(self._measure(ident, window), self.points(ident, window), direction, self._england(ident, window), self.limits(ident), self._events(ident))

    def limits(self, ident: str) -> variation.Limits | None:
        """The mean and the limits of an indicator's months, or None where it has none."""
        known = self._known(ident)
        if not known["variation"]:
            return None
        points = [variation.Point(mark.value, mark.numerator, mark.denominator) for mark in self.points(ident, MONTH)]
        rebase = variation.begun([date.fromisoformat(event["on"]) for event in self._events_of(ident) if event["rebase"]], self._ends())
        return variation.limits(known["variation"], points, known["kind"] in wording.WHOLE, rebase)

    def signal(self, ident: str) -> str:
        """'above' or 'below' where the period's month lies outside a limit."""
        stands = self.stands(ident, window=MONTH)
        return stands.signal if stands is not None else ""

    def signal_words(self, ident: str) -> str:
        """What the page says of a month outside a limit."""
        side = self.signal(ident)
        return f"{self.edition.period.name} lies {side} the {'upper' if side == 'above' else 'lower'} limit of usual variation" if side else ""

    def varied(self, ident: str) -> list[tuple[str, str, str]]:
        """What usual variation says of the period's month, and whether it meets the threshold for Good: sign, word, sentence each."""
        made, point = self.limits(ident), self.points(ident, MONTH)[-1]
        if made is None or not point.shown or made.centre[-1] != made.centre[-1]:
            return []
        side, good, stands = self.signal(ident), self._known(ident)["good"], self.stands(ident, window=MONTH)
        moved = side if not (side and good) else "improving" if (side == "above") == (good == "high") else "worsening"
        found = [(*wording.VARIED[moved], f"{self.signal_words(ident) or f'{point.name} lies within the limits of usual variation'}.")]
        assured = variation.assurance(made, stands.threshold, good) if stands is not None else ""
        if assured:
            sign, word, why = wording.ASSURED[assured]
            found.append((sign, word, f"That is {self._measure(ident).write(stands.threshold)}: {why}"))
        return found

    def _ends(self) -> list[date]:
        return [point.end for point in self.edition.period.points()]

    def _events_of(self, ident: str) -> list[dict]:
        """The named events that an indicator's trend shows."""
        ends = self._ends()
        return sorted((event for event in self.edition.about["events"] if ident in event["indicators"] and ends[0].isoformat() < event["on"] <= ends[-1].isoformat()), key=lambda event: event["on"])

    def _events(self, ident: str) -> list[tuple[int, str]]:
        events = self._events_of(ident)
        return list(zip(variation.begun([date.fromisoformat(event["on"]) for event in events], self._ends()), [event["words"] for event in events], strict=True))

    def areas(self, ident: str) -> charts.Chart | None:
        """The areas that make up this one, side by side, or None where none has a figure."""
        loose = next((self.edition.areas[area]["name"] for area in self.children if self.edition.areas[area]["level"] == "unallocated"), "")
        told = [mark for mark in self._areas_of(ident) if mark.state not in ("not_applicable", "no_cases") and not (mark.name == loose and mark.value == 0)]
        return charts.dots(self._measure(ident), told, Beside(self.place, self.mark(ident).value), self._england(ident), loose) if told else None

    def _told_apart(self, ident: str) -> str:
        """Which areas can be told from the rest of the authority, and which cannot."""
        told = [(self.edition.areas[area]["name"], self.stands(ident, area)) for area in self.children]
        known = [(name, stands.rest) for name, stands in told if stands is not None and stands.rest]
        if not known:
            return ""
        whole = next(told["name"] for told in self.edition.areas.values() if told["level"] == "authority")
        apart = [f"{name} is {rest}" for name, rest in known if rest in ("higher", "lower")]
        if not apart:
            return f"None of these areas can be told apart from the rest of {whole}: differences as large as these come about by chance."
        others = " The others cannot be told apart from it." if len(apart) < len(known) else ""
        return f"Against the rest of {whole}: {', '.join(apart)}.{others}"

    def parts(self, ident: str) -> charts.Chart | None:
        """Each district's own trend beside that of the area that they make up, or None where there are not two to draw."""
        window, points, areas = self._trend_window(ident), self.edition.period.points(), self.edition.areas
        within = [area for area, told in areas.items() if told["level"] == "district" and self.area in (told["parent"], areas.get(told["parent"], {}).get("parent"))]
        found = {areas[area]["name"]: [self.mark(ident, point.name, area, window, point.text) for point in points] for area in within}
        return charts.small(self._measure(ident, window), found, self.points(ident, window)) if found else None

    def behind(self, ident: str) -> list[charts.Chart]:
        """What lies behind the cases that are not as they should be: by reason, and by how late, where that is known."""
        drawn = (charts.bars(self._measure(ident), self.groups(ident, breakdown), f"{wording.short_of(self._known(ident)['good'])}, {how}", breakdown.replace("_", "-")) for breakdown, how in BEHIND.items())
        return [chart for chart in drawn if chart is not None]

    def not_met(self, ident: str) -> charts.Chart | None:
        """The first of what lies behind: by reason where one is recorded, else by how late; None where neither is known."""
        return next(iter(self.behind(ident)), None)

    def split(self, ident: str, breakdown: str) -> Piece:
        """An indicator's figures by one of its breakdowns, as bars where they count cases, and as a table."""
        measure, groups = self._measure(ident), self.groups(ident, breakdown)
        counts = self._known(ident)["kind"] == "count" or breakdown in BEHIND
        chart = charts.bars(measure, groups, f"by {breakdown.replace('_', ' ')}", f"by-{breakdown.replace('_', '-')}") if counts and groups else None
        return Piece("split.html", f"{measure.title} by {breakdown}", said=self.said(ident), page=self, measure=measure, groups=groups, breakdown=breakdown.replace("_", " "), chart=chart)

    def mix(self, idents: list[str], names: list[str] | None = None) -> Piece:
        """How a whole is made up, now and a year before, and by area: the shares of several indicators in one chart and one table.

        idents: shares that do not overlap.  names: short names for the chart; the titles where none are given.
        """
        names = names or [self._known(ident)["title"] for ident in idents]
        places = [self.area, *self.children]
        mixes = {self.edition.areas[area]["name"]: [self.mark(ident, name, area) for ident, name in zip(idents, names, strict=True)] for area in places}
        year_before = {f"{self.place}, {self._year_before(idents[0]).name}": [replace(self._year_before(ident), name=name) for ident, name in zip(idents, names, strict=True)]}
        mixes = {self.place: mixes[self.place], **year_before, **mixes}
        mixes = {area: parts for area, parts in mixes.items() if any(part.state not in ("not_applicable", "no_cases") for part in parts)}
        chart = charts.stack(self._mix_measure(idents), names, mixes) if mixes else None
        return Piece("mix.html", f"Mix of {len(idents)} measures", said=self.said(idents[0]), page=self, chart=chart, names=names, mixes=mixes, idents=idents, window=self._measure(idents[0]).window)

    def _mix_measure(self, idents: list[str]) -> Measure:
        first = self._measure(idents[0])
        return Measure(f"mix-{idents[0]}", f"{self.title}, the mix", self.place, first.window, "%", invented=first.invented)

    # tables

    def _tabled(self, ident: str) -> list[tuple[str, list[tuple[Mark, str]]]]:
        """The breakdowns that stand as tables, each group with how many of its cases are not as they should be."""
        good, share = self._known(ident)["good"], self._known(ident)["kind"] == "share"
        tables = [(name, groups) for name, groups in self._splits(ident).items() if name not in BEHIND and not (name == "team" and len(groups) > MOST_TEAMS)]
        return [(name.replace("_", " "), [(group, wording.short(group.numerator, group.denominator, good) if share and group.shown else "") for group in groups]) for name, groups in tables]

    def _relatives(self, ident: str) -> list[tuple[str, list[tuple[str, str, str, str, str]]]]:
        """For a rate that is known by sex or ethnic group: each group's rate, and how many times that of the group of reference."""
        if self._known(ident)["kind"] != "rate":
            return []
        return [(name, self._relative(ident, groups, REFERENCE[name])) for name, groups in self._splits(ident).items() if name in REFERENCE]

    def _relative(self, ident: str, groups: list[Mark], reference: str) -> list[tuple[str, str, str, str, str]]:
        measure, base = self._measure(ident), next((group for group in groups if group.name == reference and group.shown), None)
        rows = []
        for group in groups:
            times = interval = ""
            if base is not None and group.shown and group is not base:
                ratio, low, high = intervals.relative(group.numerator, group.denominator, base.numerator, base.denominator)
                times, interval = (wording.number(ratio, 2), f"{wording.number(low, 2)} to {wording.number(high, 2)}") if ratio == ratio else ("", "")
            rows.append((group.name, measure.write(group.value, group.state), group.behind, times or ("1, the group of reference" if group is base else ""), interval))
        return rows
