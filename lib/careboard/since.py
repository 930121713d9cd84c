"""What readers are told of what changed since the last edition: on a page, on the index and in the terminal.

Importing this module costs no pandas.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from careboard import frozen, periods, shelf, wording
from careboard.asking import shelf as shelf_of
from careboard.changes import CAUSES, TOLD, Changes, Figure, Moved, Part, compared
from careboard.frozen import Copy
from careboard.periods import Period
from careboard.problems import WrongUse, unknown

MOST_NAMED, MOST_ROWS, MOST_OF_ALL = 4, 5, 300
WITHOUT = ("not_available", "failed", "")
MONTH = "month"
HEAD = ["Measure", "Window", "Then", "Now", "Moved by", "Why"]


def of(now: Copy, files: Iterable[Path]) -> Since | None:
    """What changed since the first of these copies that tells readers anything else, None where there is no copy to compare with.

    files: see frozen.against. A period's own first publication that said the same counts for nothing: the edition is then
    compared with the period before, as the first one was.
    """
    for file in files:
        then = frozen.open_copy(file)
        if then.about["period"] != now.about["period"] or not then.same(now):
            return Since(compared(then, now))
    return None


def told(outputs: Path, audience: str, period: Period, area: str | None) -> str:
    """What changed since the last edition, for the terminal: for an area, the whole authority where none is named.

    Raises WrongUse for an area that the edition does not know.
    """
    there = frozen.copies(outputs, audience, period.text)
    if not there:
        return f"{period.name} was not published yet, so nothing can be compared. Run: careboard build {period.text}"
    now, before = frozen.open_copy(there[-1]), shelf.before(shelf_of(outputs, audience), period)
    area = area or next(id for id, known in now.areas.items() if known["level"] == "authority")
    if area not in now.areas:
        raise WrongUse(unknown("", "area", area, now.areas))
    found = of(now, frozen.against(outputs, audience, period.text, now.about["fingerprint"], before.period if before else ""))
    if found is None:
        return f"Nothing was published before {period.name}, so nothing can be compared." if before is None else f"What was published for {before.name} was not kept, so nothing can be compared."
    return found.text(area)


class Since:
    """Two editions compared, told in words."""

    def __init__(self, changes: Changes):
        self.changes, self.then, self.now = changes, changes.then, changes.now
        self.moved: dict[str, list[Moved]] = {}
        for moved in changes.moved:
            self.moved.setdefault(moved.area, []).append(moved)

    def page(self, area: str, page: str, ids: list[str], everything: bool = False) -> dict[str, Any]:
        """What a page says of its measures in an area: with what it is compared, bands, usual variation, what came and went,
        earlier figures that moved, and comparators; plain data, which a page draws.

        everything: whether the page tells every figure of the area that moved, as Data quality does.
        """
        mine = set(ids)
        moved = [moved for moved in self.moved.get(area, []) if moved.indicator in mine]
        told = {**self._with(), **self._stands(area, ids), "gone": self._gone(area, page, ids), "figures": len(moved), "causes": causes(moved), "hidden": sum(number for (id, there), number in self.changes.hidden.items() if there == area and id in mine)}
        groups = grouped(moved)
        told |= {"rows": [self.row(group[0], len(group) - 1) for group in groups[:MOST_ROWS]], "more": len(groups[MOST_ROWS:])}
        told["renewed"] = [[renewed.indicator, *self._elsewhere(renewed.indicator, renewed.then, renewed.now)] for renewed in self.changes.renewed if renewed.indicator in mine]
        return told | (self._everything(area) if everything else {})

    def index(self, area: str) -> list[tuple[str, str]]:
        """What the index says: page and words, for each page on which something changed for an area."""
        found = []
        for page in self.now.pages:
            told = self.page(area, page, [id for id, known in self.now.indicators.items() if known["page"] == page])
            parts = [
                counted(len(told["bands"]), "measure is in another band", "measures are in another band"), counted(len(told["outside"]), "month is now outside usual variation", "months are now outside usual variation"),
                counted(len(told["within"]), "is no longer outside it", "are no longer outside it"), counted(len(told["new"]), "measure is new", "measures are new"), counted(len(told["gone"]), "measure went", "measures went"),
                counted(told["figures"], "earlier figure moved", "earlier figures moved"), counted(len(told["renewed"]), "comparator was renewed", "comparators were renewed"),
            ]  # fmt: skip
            if words := "; ".join(filter(None, parts)):
                found.append((page, f"{words}."))
        return found

    def lead(self) -> str:
        """With which edition this one is compared."""
        told = self._with()
        drawn = f", drawn from records as at {told['drawn']}" if told["drawn"] else ""
        if told["rebuilt"]:
            return f"{self.now.about['period_name']} was published before. This edition is compared with its first one{drawn}."
        return f"Compared with the edition of {told['with']}{drawn}."

    def text(self, area: str) -> str:
        """Every earlier figure of an area that moved, as a table for the terminal."""
        moved, place = self.moved.get(area, []), self.now.areas[area]["name"]
        lines = [f"{self.now.about['period_name']}, {place}. {self.lead()}", "", summary(len(moved), causes(moved), sum(number for (_, there), number in self.changes.hidden.items() if there == area))]
        rows = [[self.title(row[0]), *row[1:6]] for row in map(self.row, moved)]
        lines += ["", *table([HEAD, *rows])] if rows else []
        lines += [f"{self.title(renewed.indicator)}: {' is now '.join(self._elsewhere(renewed.indicator, renewed.then, renewed.now))}. {CAUSES['comparator'].capitalize()}." for renewed in self.changes.renewed]
        others = self._elsewhere_moved(area)
        return "\n".join([*lines, *([f"Figures of other areas that moved: {', '.join(f'{name} {number}' for name, number in others)}. Name one with --area."] if others else [])])

    def row(self, moved: Moved, more: int = 0) -> list[Any]:
        """A movement: indicator, window in words, then, now, by how much, why, and how many earlier points of the window moved too."""
        known = self.now.indicators[moved.indicator]
        window = periods.parse(moved.period).window_name(moved.window)
        return [moved.indicator, window, written(moved.then, known), written(moved.now, known), signed(moved.by, known), why(moved.parts, known), more]

    def title(self, id: str) -> str:
        return self.now.indicators[id]["title"]

    def _with(self) -> dict[str, Any]:
        return {"with": self.then.about["period_name"], "rebuilt": self.changes.rebuilt, "drawn": wording.day(self.then.about["extract_date"])}

    def _state(self, copy: Copy, id: str, window: str, area: str, period: str) -> str:
        return copy.figures.get(f"{id},{period},{window},{area}", ",,,").rpartition(",")[2]

    def _stands(self, area: str, ids: list[str]) -> dict[str, Any]:
        """Which band is another, which month is now or no longer outside usual variation, and what came new."""
        found: dict[str, Any] = {"bands": [], "outside": [], "within": [], "new": []}
        earlier, later = self.then.about["period"], self.now.about["period"]
        for id in ids:
            lead = self.now.indicators[id]["windows"][0]
            was, is_ = self._state(self.then, id, lead, area, earlier), self._state(self.now, id, lead, area, later)
            if was in WITHOUT and is_ not in (*WITHOUT, "not_applicable"):
                found["new"].append(id)
            if (bands := self._then_and_now(id, lead, area, 0)) and all(bands) and bands[0] != bands[1]:
                found["bands"].append([id, *bands])
            if (sides := self._then_and_now(id, MONTH, area, 2)) and sides[0] != sides[1]:
                found["outside" if sides[1] else "within"].append([id, sides[1] or sides[0]])
        return found

    def _then_and_now(self, id: str, window: str, area: str, column: int) -> tuple[str, str] | None:
        """How a measure stood and stands; None where either figure is not shown, or the earlier one is hidden by now."""
        earlier, later = self.then.about["period"], self.now.about["period"]
        shown = self._state(self.then, id, window, area, earlier) == self._state(self.now, id, window, area, later) == "shown"
        if not shown or self._state(self.now, id, window, area, earlier) == "hidden":
            return None
        return self.then.standing[id, window, area][column], self.now.standing[id, window, area][column]

    def _gone(self, area: str, page: str, ids: list[str]) -> list[str]:
        """The titles of what is no longer made, or no longer available."""
        gone = [known["title"] for id, known in self.then.indicators.items() if id not in self.now.indicators and known["page"] == page]
        for id in ids:
            lead = self.now.indicators[id]["windows"][0]
            if self._state(self.now, id, lead, area, self.now.about["period"]) in WITHOUT and self._state(self.then, id, lead, area, self.then.about["period"]) in (*TOLD, "hidden"):
                gone.append(self.title(id))
        return gone

    def _elsewhere(self, id: str, *pair: tuple[str, str, str] | None) -> list[str]:
        """A comparator then and now, in words."""
        known = self.now.indicators[id]
        return [f"{told[0]} {told[1]}, {wording.figure(float(told[2]), 'shown', known['unit'], known['kind'] in wording.WHOLE)}" if told else "not available" for told in pair]

    def _everything(self, area: str) -> dict[str, Any]:
        moved = self.moved.get(area, [])
        hidden = sum(number for (_, there), number in self.changes.hidden.items() if there == area)
        return {"all": {"figures": len(moved), "causes": causes(moved), "hidden": hidden, "rows": [self.row(one) for one in moved[:MOST_OF_ALL]], "more": len(moved[MOST_OF_ALL:]), "elsewhere": self._elsewhere_moved(area)}}

    def _elsewhere_moved(self, area: str) -> list[tuple[str, int]]:
        """How many figures of the areas below one moved, by name."""
        return [(told["name"], len(self.moved[id])) for id, told in self.now.areas.items() if id in self.moved and id != area]


def grouped(moved: list[Moved]) -> list[list[Moved]]:
    """Movements by measure and window, those of leading windows first; within each the latest point whose value moved stands first."""
    groups: dict[tuple[str, str], list[Moved]] = {}
    for one in moved:
        groups.setdefault((one.indicator, one.window), []).append(one)
    place: Counter[str] = Counter()
    ranked = []
    for (id, _), group in groups.items():
        ranked.append((place[id], sorted(group, key=lambda one: one.by == 0)))
        place[id] += 1
    return [group for _, group in sorted(ranked, key=lambda pair: pair[0])]


def causes(moved: Iterable[Moved]) -> list[tuple[str, int]]:
    """How many figures each cause moved, in part or wholly."""
    found = Counter(part.cause for one in moved for part in one.parts)
    return [(cause, found[cause]) for cause in CAUSES if found[cause]]


def summary(figures: int, told: list[tuple[str, int]], hidden: int) -> str:
    """How many earlier figures moved, by which causes, and how many are not told."""
    if not figures:
        lead = "No earlier figure that is shown has moved since."
    else:
        by = ", ".join(f"{CAUSES[cause]} {number:,}" for cause, number in told)
        lead = f"{counted(figures, 'earlier figure has', 'earlier figures have')} moved since, in part or wholly by: {by}."
    return f"{lead} {counted(hidden, 'figure that is', 'figures that are')} hidden then or now {'is' if hidden == 1 else 'are'} not told." if hidden else lead


def counted(number: int, one: str, several: str) -> str:
    """So many of something; nothing where there is none."""
    return f"{number:,} {one if number == 1 else several}" if number else ""


def written(figure: Figure, known: dict[str, Any]) -> str:
    """A figure with the numbers behind it: '91% (412 of 453)'."""
    text = wording.figure(figure.value, figure.state, known["unit"], known["kind"] in wording.WHOLE)
    behind = wording.numbers(figure.numerator, figure.denominator, "share" if known["unit"] == "%" else known["kind"]) if figure.state == "shown" else ""
    return f"{text} ({behind})" if behind else text


def signed(by: float, known: dict[str, Any]) -> str:
    """A movement with its sign, in the figure's own unit; nothing from or to no cases."""
    if math.isnan(by):
        return ""
    return ("+" if by > 0 else "") + wording.number(by, 0 if known["kind"] in wording.WHOLE else 1)


def why(parts: tuple[Part, ...], known: dict[str, Any]) -> str:
    """The causes of a movement; where there are several, how much each did."""
    found = []
    for part in parts:
        cases = f" ({counted(abs(int(part.cases)), 'case', 'cases')} {'more' if part.cases > 0 else 'fewer'})" if part.cases else ""
        found.append(f"{CAUSES[part.cause]}{' ' + amount if len(parts) > 1 and (amount := signed(part.by, known)) else ''}{cases}")
    return "; ".join(found)


def table(rows: list[list[str]]) -> list[str]:
    """Rows in columns, for the terminal."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
