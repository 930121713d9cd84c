"""The published figures of an edition as words quote them.

Importing this module costs no pandas. A hidden figure comes out as 'a small number', whatever is asked of it.
"""

from __future__ import annotations

from careboard import wording
from careboard.periods import parse
from careboard.quoting import Known, Quote
from careboard.slicing import Whole

SMALL, NO_CHANGE, NO_BAND, NO_RANK = "a small number", "a change that cannot be told", "no band", "not told apart from the others"
REASONS = ("not_met", "how_late")
POINTS = " percentage points"


class Published:
    """An edition's figures, found by measure, period, window and area, and told in words."""

    def __init__(self, whole: Whole):
        self.whole, self.told = whole, whole.told
        self.period = parse(self.told["about"]["period"])
        self.known = Known(self.told["indicators"], list(self.told["areas"]), [point.text for point in self.period.points()][:-1])

    def figure(self, id: str, window: str, area: str, period: str = "") -> dict[str, str]:
        """One published figure for the whole of an area, its columns as text; one that is not there is not available."""
        wanted = (period or self.period.text, window, "total")
        found = (row for row in self.whole.rows("figures", id, area) if (row["period"], row["window"], row["breakdown"]) == wanted)
        return next(found, {"state": "not_available", "value": "", "numerator": "", "denominator": ""})

    def stands(self, id: str, window: str, area: str) -> dict[str, str]:
        """How a figure stands, its columns as text; empty where that is not known."""
        return next((row for row in self.whole.rows("standing", id, area) if row["window"] == window), {})

    def elsewhere(self, id: str, window: str, level: str) -> dict[str, str]:
        """England's, the region's or the neighbours' published figure; empty where there is none."""
        return next((row for row in self.whole.rows("comparators", id, id) if row["window"] == window and row["level"] == level and row["value"]), {})

    def groups(self, id: str, area: str, breakdown: str) -> list[dict[str, str]]:
        """The figures of a breakdown in the window that leads."""
        lead = self.known.indicators[id]["windows"][0]
        return [row for row in self.whole.rows("figures", id, area) if (row["period"], row["window"], row["breakdown"]) == (self.period.text, lead, breakdown)]

    def write(self, id: str, value: str, state: str = "shown") -> str:
        """A figure with its unit, or the symbol of why there is none."""
        known = self.known.indicators[id]
        return wording.figure(float(value) if value else None, state, known["unit"], whole=known["kind"] in wording.WHOLE)

    def said(self, quote: Quote) -> str:
        """What stands in the words in place of a quote."""
        figure = self.figure(quote.id, quote.window, quote.area)
        if quote.form in wording.LEVELS:
            return self._elsewhere(quote)
        if figure["state"] == "hidden":
            return {"band": NO_BAND, "rank": NO_RANK, "change": NO_CHANGE}.get(quote.form, SMALL)
        if figure["state"] != "shown":
            return NO_BAND if quote.form == "band" else wording.STATES.get(figure["state"], wording.STATES["not_available"])
        return getattr(self, f"_{quote.form or 'value'}")(quote, figure)

    def _value(self, quote: Quote, figure: dict[str, str]) -> str:
        return self.write(quote.id, figure["value"])

    def _number(self, quote: Quote, figure: dict[str, str]) -> str:
        """A share keeps its sign, since it is none without it."""
        text = self.write(quote.id, figure["value"])
        return text if text.endswith("%") else text.split(" ")[0]

    def _behind(self, quote: Quote, figure: dict[str, str]) -> str:
        return wording.numbers(float(figure["numerator"]), float(figure["denominator"]), self.known.indicators[quote.id]["kind"]) if figure["denominator"] else wording.STATES["not_available"]

    def _not_met(self, quote: Quote, figure: dict[str, str]) -> str:
        known, counted = self.known.indicators[quote.id], float(figure["denominator"])
        return f"{wording.short(float(figure['numerator']), counted, known['good'])} of {wording.plain(counted)}"

    def _reason(self, quote: Quote, figure: dict[str, str]) -> str:
        """The largest group of the first breakdown that says why, or how late."""
        for breakdown in REASONS:
            shown = [row for row in self.groups(quote.id, quote.area, breakdown) if row["state"] == "shown" and float(row["denominator"] or 0)]
            if shown and quote.window == self.known.indicators[quote.id]["windows"][0]:
                largest = max(shown, key=lambda row: float(row["numerator"]))
                return f"{largest['group']} ({wording.behind(float(largest['numerator']), float(largest['denominator']))})"
        return wording.STATES["not_available"]

    def _change(self, quote: Quote, figure: dict[str, str]) -> str:
        since = parse(quote.since) if quote.since else self.period.back(12)
        before = self.figure(quote.id, quote.window, quote.area, since.text)
        if before["state"] != "shown":
            return NO_CHANGE
        moved, known = round(float(figure["value"]) - float(before["value"]), 1), self.known.indicators[quote.id]
        if not moved:
            return f"unchanged since {since.name}"
        by = wording.figure(abs(moved), "shown", known["unit"], whole=known["kind"] in wording.WHOLE)
        told = by.removesuffix("%") + POINTS if known["unit"] == "%" else by if known["kind"] == "rate" else by.split(" ")[0]
        return f"{'up' if moved > 0 else 'down'} {told} since {since.name}"

    def _elsewhere(self, quote: Quote) -> str:
        row = self.elsewhere(quote.id, quote.window, quote.form)
        if not row:
            return wording.STATES["not_available"]
        return f"{self.write(quote.id, row['value'])} ({row['year']}{'' if row['like'] == 'yes' else ', not like for like'})"

    def _band(self, quote: Quote, figure: dict[str, str]) -> str:
        band = self.stands(quote.id, quote.window, quote.area).get("band", "")
        return wording.BANDS[band][1] if band else NO_BAND

    def _rank(self, quote: Quote, figure: dict[str, str]) -> str:
        """A place among the areas of the same level, only where the area can be told from the rest."""
        side, areas = self.stands(quote.id, quote.window, quote.area).get("rest", ""), self.told["areas"]
        if side not in ("higher", "lower"):
            return NO_RANK
        beside = [area for area, told in areas.items() if told["level"] == areas[quote.area]["level"]]
        values = [float(other["value"]) for area in beside if (other := self.figure(quote.id, quote.window, area))["state"] == "shown"]
        extreme = max(values) if side == "higher" else min(values)
        if float(figure["value"]) != extreme or values.count(extreme) > 1:
            return f"{side} than the rest of {next(told['name'] for told in areas.values() if told['level'] == 'authority')}"
        return f"the {'highest' if side == 'higher' else 'lowest'} of {len(values)}"
