"""What readers are told of what changed since the last edition: on a page, on the index and in the terminal.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from careboard import frozen, shelf, wording
from careboard.asking import shelf as shelf_of
from careboard.changes import CAUSES, MEANS, TOLD, Changes, Moved, Renewed, compared
from careboard.frozen import Copy
from careboard.moves import HEAD, causes, counted, grouped, row, summary, table
from careboard.periods import Period
from careboard.problems import WrongUse, unknown
from careboard.shelf import Before

MOST_NAMED, MOST_ROWS, MOST_OF_ALL = 3, 4, 300
WITHOUT = ("not_available", "failed", "")
MONTH, NOWHERE = "month", ("", "", "")


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
    area = area or whole_of(now)
    if area not in now.areas:
        raise WrongUse(unknown("", "area", area, now.areas))
    found = of(now, frozen.against(outputs, audience, period.text, now.about["fingerprint"], before.period if before else ""))
    if found is None:
        return f"Nothing was published before {period.name}, so nothing can be compared." if before is None else not_kept(before.name)
    return found.text(area)


class Told(Protocol):
    """What pages and the index say of the last edition."""

    def page(self, area: str, page: str, ids: list[str], everything: bool = False) -> dict[str, Any]: ...

    def index(self) -> dict[str, Any]: ...


def between(edition: Path, files: list[Path], before: Before | None) -> Told:
    """What there is to say of a kept edition beside the copies that it is to be compared with.

    before: the period published before, of which there may be no copy.
    """
    found = of(frozen.of_text(frozen.text_of(edition)), files) if files else None
    return found or Without(not_kept(before.name) if before else wording.NOTHING_BEFORE)


def not_kept(name: str) -> str:
    """What is said where no copy was kept of what was published."""
    return f"What was published for {name} was not kept, so nothing can be compared."


class Without:
    """There is no edition to compare with, and why."""

    def __init__(self, lead: str):
        self.lead = lead

    def page(self, area: str, page: str, ids: list[str], everything: bool = False) -> dict[str, Any]:
        return {"lead": self.lead}

    def index(self) -> dict[str, Any]:
        return {"lead": self.lead, "lines": []}


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
        hidden = sum(number for (id, there), number in self.changes.hidden.items() if there == area and id in mine)
        groups = grouped(moved)
        told = self._stands(area, ids) | {"gone": self._gone(area, page, ids)}
        told["renewed"] = [[id, *self._elsewhere(levels[0])] for id, levels in self._renewed().items() if id in mine]
        told |= {"summary": summary(moved, hidden), "figures": len(moved), "rows": [row(group[0], self.now.indicators[group[0].indicator], len(group) - 1) for group in groups[:MOST_ROWS]], "more": len(groups[MOST_ROWS:])}
        nothing = not (moved or hidden or any(told[name] for name in ("bands", "outside", "within", "new", "gone", "renewed")))
        return {"lead": self.lead(), "nothing": nothing, "most": MOST_NAMED, "head": HEAD, **told, **({"all": self._everything(area)} if everything else {})}

    def index(self) -> dict[str, Any]:
        """What the index says: with what the edition is compared, and page and words for each page on which something changed for the whole authority."""
        area, found = whole_of(self.now), []
        for page in self.now.pages:
            told = self.page(area, page, [id for id, known in self.now.indicators.items() if known["page"] == page])
            parts = [
                counted(len(told["bands"]), "measure is in another band", "measures are in another band"), counted(len(told["outside"]), "month is now outside usual variation", "months are now outside usual variation"),
                counted(len(told["within"]), "month is within usual variation again", "months are within usual variation again"), counted(len(told["new"]), "measure is new", "measures are new"), counted(len(told["gone"]), "measure went", "measures went"),
                counted(told["figures"], "earlier figure moved", "earlier figures moved"), counted(len(told["renewed"]), "measure is set beside a renewed comparator", "measures are set beside renewed comparators"),
            ]  # fmt: skip
            if words := "; ".join(filter(None, parts)):
                found.append([page, f"{words}."])
        return {"lead": self.lead() + ("" if found else " Nothing changed."), "lines": found}

    def lead(self) -> str:
        """With which edition this one is compared."""
        drawn = f", drawn from records as at {wording.day(day)}" if (day := self.then.about["extract_date"]) else ""
        if self.changes.rebuilt:
            return f"{self.now.about['period_name']} was published before. This edition is compared with its first one{drawn}."
        return f"Compared with the edition of {self.then.about['period_name']}{drawn}."

    def text(self, area: str) -> str:
        """Every earlier figure of an area that moved, as a table for the terminal."""
        moved, place = self.moved.get(area, []), self.now.areas[area]["name"]
        lines = [f"{self.now.about['period_name']}, {place}. {self.lead()}", "", summary(moved, self._hidden(area))]
        rows = [[self.title(one.indicator), *row(one, self.now.indicators[one.indicator])[1:6]] for one in moved]
        lines += ["", *table([HEAD, *rows])] if rows else []
        renewed = [f"  {self.title(id)}: {'; '.join(' is now '.join(self._elsewhere(level)) for level in levels)}" for id, levels in self._renewed().items()]
        lines += ["", "Comparators of another year, or revised:", *renewed] if renewed else []
        lines += ["", "Agreed corrections:", *corrected] if (corrected := [f"  {told['what']}: {told['by']}, {wording.day(told['on'])}. {told['why']}" for told in self.now.about["corrections"]]) else []
        others = self._elsewhere_moved(area)
        return "\n".join([*lines, *([f"Figures of other areas that moved: {', '.join(f'{name} {number}' for name, number in others)}. Name one with --area."] if others else [])])

    def title(self, id: str) -> str:
        return self.now.indicators[id]["title"]

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
        return self.then.standing.get((id, window, area), NOWHERE)[column], self.now.standing.get((id, window, area), NOWHERE)[column]

    def _gone(self, area: str, page: str, ids: list[str]) -> list[str]:
        """The titles of what is no longer made, or no longer available."""
        gone = [known["title"] for id, known in self.then.indicators.items() if id not in self.now.indicators and known["page"] == page]
        for id in ids:
            lead = self.now.indicators[id]["windows"][0]
            if self._state(self.now, id, lead, area, self.now.about["period"]) in WITHOUT and self._state(self.then, id, lead, area, self.then.about["period"]) in (*TOLD, "hidden"):
                gone.append(self.title(id))
        return gone

    def _renewed(self) -> dict[str, list[Renewed]]:
        """The comparators that are others, by indicator: England first."""
        found: dict[str, list[Renewed]] = {}
        for renewed in self.changes.renewed:
            found.setdefault(renewed.indicator, []).append(renewed)
        return found

    def _elsewhere(self, renewed: Renewed) -> list[str]:
        """A comparator then and now, in words."""
        known = self.now.indicators[renewed.indicator]
        return [f"{told[0]} {told[1]}, {wording.figure(float(told[2]), 'shown', known['unit'], known['kind'] in wording.WHOLE)}" if told else "not available" for told in (renewed.then, renewed.now)]

    def _everything(self, area: str) -> dict[str, Any]:
        """Every movement of an area, as Data quality tells them."""
        moved = self.moved.get(area, [])
        means = [[CAUSES[cause], MEANS[cause]] for cause, _ in causes(moved)]
        return {"summary": summary(moved, self._hidden(area)), "head": HEAD, "rows": [row(one, self.now.indicators[one.indicator]) for one in moved[:MOST_OF_ALL]], "more": len(moved[MOST_OF_ALL:]), "means": means, "elsewhere": self._elsewhere_moved(area)}

    def _hidden(self, area: str) -> int:
        return sum(number for (_, there), number in self.changes.hidden.items() if there == area)

    def _elsewhere_moved(self, area: str) -> list[list[Any]]:
        """How many figures of each other area moved, by name."""
        return [[told["name"], len(self.moved[id])] for id, told in self.now.areas.items() if id in self.moved and id != area]


def whole_of(copy: Copy) -> str:
    """The id of the whole authority."""
    return next(id for id, known in copy.areas.items() if known["level"] == "authority")
