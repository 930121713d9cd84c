"""Two editions compared, in words for a page and for the index.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from careboard import formatting
from careboard.edition.areas import AreaTree
from careboard.formatting import State
from careboard.history.compare import CAUSES, MEANINGS, VISIBLE, Changes, NewComparator, Revision
from careboard.history.movements import HEAD, by_measure, causes, count, row, summary
from careboard.history.snapshots import Snapshot
from careboard.periods import Window

MOST_NAMED, MOST_ROWS, MOST_OF_ALL = 3, 4, 300
WITHOUT = (State.NOT_AVAILABLE, State.FAILED, "")  # '' where an edition has no such measure
BAND, SIGNAL = 0, 2  # where they stand in a copy's standing
NOTHING = ("", "", "")
# what the index counts of a page -> one of it, several of it
COUNTED = {
    "bands": ("measure is in another band", "measures are in another band"),
    "outside": ("month is now outside usual variation", "months are now outside usual variation"),
    "within": ("month is within usual variation again", "months are within usual variation again"),
    "new": ("measure is new", "measures are new"),
    "gone": ("measure went", "measures went"),
    "figures": ("earlier figure moved", "earlier figures moved"),
    "renewed": (
        "measure is set beside a renewed comparator",
        "measures are set beside renewed comparators",
    ),
}


class EditionNews:
    """What is new in an edition, in words. All that it returns is plain data, which a page draws."""

    def __init__(self, changes: Changes):
        self.changes, self.then, self.now = changes, changes.then, changes.now
        self.revisions: dict[str, list[Revision]] = {}  # area -> its earlier figures that are others now
        for revision in changes.revisions:
            self.revisions.setdefault(revision.now.area, []).append(revision)

    def page(
        self, area: str, page: str, indicators: Sequence[str], everything: bool = False
    ) -> dict[str, Any]:
        """What a page says of its measures in an area.

        Args:
            area: the area's id.
            page: the page's name.
            indicators: the ids of its measures.
            everything: whether the page tells every figure of the area that moved, as Data quality does.

        Returns:
            lead: with what the edition is compared. nothing: whether nothing changed. most: how many measures
            are named. head, rows, figures, more, summary: earlier figures that moved. bands, outside, within,
            new, gone, renewed: measures, by what is new of them. all: every movement, where it is wanted.
        """
        shown = set(indicators)
        moved = [revision for revision in self.revisions.get(area, []) if revision.indicator in shown]
        hidden = self.hidden(area, shown)
        groups = by_measure(moved)
        news = self._standing(area, indicators) | {
            "gone": self._gone(area, page, indicators),
            "renewed": [
                [ident, *self.comparator_texts(levels[0])]
                for ident, levels in self.new_comparators().items()
                if ident in shown
            ],
        }
        whole = {
            "lead": self.lead(),
            "nothing": not (moved or hidden or any(news.values())),
            "most": MOST_NAMED,
            "head": HEAD,
            **news,
            "summary": summary(moved, hidden),
            "figures": len(moved),
            "rows": [self._row(*group) for group in groups[:MOST_ROWS]],
            "more": len(groups[MOST_ROWS:]),
        }
        return whole | ({"all": self._everything(area)} if everything else {})

    def _row(self, first: Revision, *others: Revision) -> list[Any]:
        return row(first, self.now.indicators[first.indicator], len(others))

    def index(self) -> dict[str, Any]:
        """What the index says of the whole authority.

        Returns:
            lead: with what the edition is compared. lines: page and words, for each page on which something
            changed.
        """
        area, lines = AreaTree(self.now.areas).whole, []
        for page in self.now.pages:
            news = self.page(area, page, self.now.of_page(page))
            numbers = {key: news[key] if key == "figures" else len(news[key]) for key in COUNTED}
            parts = [count(number, *COUNTED[key]) for key, number in numbers.items()]
            if words := "; ".join(filter(None, parts)):
                lines.append([page, f"{words}."])
        return {"lead": self.lead() + ("" if lines else " Nothing changed."), "lines": lines}

    def lead(self) -> str:
        """With which edition this one is compared."""
        day = self.then.about["extract_date"]
        drawn = f", drawn from records as at {formatting.day(day)}" if day else ""
        if self.changes.rebuilt:
            name = self.now.about["period_name"]
            return f"{name} was published before. This edition is compared with its first one{drawn}."
        return f"Compared with the edition of {self.then.about['period_name']}{drawn}."

    def title(self, ident: str) -> str:
        """What readers call an indicator."""
        return self.now.indicators[ident]["title"]

    def new_comparators(self) -> dict[str, list[NewComparator]]:
        """The comparators that are others, by indicator: England first."""
        by_indicator: dict[str, list[NewComparator]] = {}
        for comparator in self.changes.comparators:
            by_indicator.setdefault(comparator.indicator, []).append(comparator)
        return by_indicator

    def comparator_texts(self, comparator: NewComparator) -> list[str]:
        """A comparator then and now, in words."""
        known = self.now.indicators[comparator.indicator]

        def text(published: tuple[str, str, str] | None) -> str:
            if not published:
                return "not available"
            name, year, value = published
            whole = known["kind"] in formatting.WHOLE
            return f"{name} {year}, {formatting.figure(float(value), State.SHOWN, known['unit'], whole)}"

        return [text(comparator.then), text(comparator.now)]

    def hidden(self, area: str, indicators: Iterable[str] | None = None) -> int:
        """How many figures of an area, or of some measures, are hidden in one copy and not in the other."""
        return sum(
            number
            for (ident, there), number in self.changes.hidden.items()
            if there == area and (indicators is None or ident in indicators)
        )

    def moved_in_other_areas(self, area: str) -> list[list[Any]]:
        """How many figures of each other area moved, by name."""
        return [
            [known["name"], len(self.revisions[ident])]
            for ident, known in self.now.areas.items()
            if ident in self.revisions and ident != area
        ]

    def _state(self, copy: Snapshot, ident: str, window: str, area: str, period: str) -> str:
        """The state of a figure of a copy; '' where the copy has no such figure."""
        return copy.figures.get(f"{ident},{period},{window},{area}", "").rpartition(",")[2]

    def _states(self, ident: str, window: str, area: str) -> tuple[str, str]:
        """The states of each copy's own period."""
        then, now = (self._state(copy, ident, window, area, copy.period) for copy in (self.then, self.now))
        return then, now

    def _standing(self, area: str, indicators: Iterable[str]) -> dict[str, Any]:
        """Which bands are others, which months came outside usual variation or went back, and what is new."""
        news: dict[str, Any] = {"bands": [], "outside": [], "within": [], "new": []}
        for ident in indicators:
            window = self.now.indicators[ident]["windows"][0]
            was, is_ = self._states(ident, window, area)
            if was in WITHOUT and is_ not in (*WITHOUT, State.NOT_APPLICABLE):
                news["new"].append(ident)
            bands = self._then_and_now(ident, window, area, BAND)
            if bands and all(bands) and bands[0] != bands[1]:
                news["bands"].append([ident, *bands])
            sides = self._then_and_now(ident, Window.MONTH, area, SIGNAL)
            if sides and sides[0] != sides[1]:
                news["outside" if sides[1] else "within"].append([ident, sides[1] or sides[0]])
        return news

    def _then_and_now(self, ident: str, window: str, area: str, column: int) -> tuple[str, str] | None:
        """How a measure stood and stands; None where a figure is not shown, or is hidden by now."""
        hidden_since = self._state(self.now, ident, window, area, self.then.period) == State.HIDDEN
        if set(self._states(ident, window, area)) != {State.SHOWN} or hidden_since:
            return None
        key = (ident, window, area)
        return self.then.standing.get(key, NOTHING)[column], self.now.standing.get(key, NOTHING)[column]

    def _gone(self, area: str, page: str, indicators: Iterable[str]) -> list[str]:
        """The titles of what is no longer made, or no longer available."""
        then = self.then.indicators
        gone = [then[ident]["title"] for ident in self.then.of_page(page) if ident not in self.now.indicators]
        for ident in indicators:
            was, is_ = self._states(ident, self.now.indicators[ident]["windows"][0], area)
            if is_ in WITHOUT and was in (*VISIBLE, State.HIDDEN):
                gone.append(self.title(ident))
        return gone

    def _everything(self, area: str) -> dict[str, Any]:
        """Every movement of an area, as Data quality tells them."""
        moved = self.revisions.get(area, [])
        return {
            "summary": summary(moved, self.hidden(area)),
            "head": HEAD,
            "rows": [self._row(revision) for revision in moved[:MOST_OF_ALL]],
            "more": len(moved[MOST_OF_ALL:]),
            "means": [[CAUSES[cause], MEANINGS[cause]] for cause, _ in causes(moved)],
            "elsewhere": self.moved_in_other_areas(area),
        }
