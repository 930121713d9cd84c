"""What one page shows of an edition: its measures, its area and those around it, its words, and nothing else.

A page is drawn from its slice and is drawn again only where the slice is another. Importing this module costs
no pandas: where one page changed, a build starts at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from careboard.edition.edition import EDITION, TABLES, WORDS, Edition
from careboard.notebook_source import YOUNG_PEOPLE, named_indicators

# what a notebook asks of its page that widens the slice: the districts of its areas, the board's measures,
# what changed
DISTRICTS, BOARD_MEASURES = "parts=True", "page.asked_to_see()"
CHANGES, ALL_CHANGES = "page.since_last", "page.moved"
RECORDS = "records"

# area, page, measures, whether all: see history.report
Changes = Callable[[str, str, list[str], bool], dict[str, Any]]


def no_changes(area: str, page: str, indicators: list[str], everything: bool) -> dict[str, Any]:
    """Nothing is said of the last edition, where a slice is cut without one."""
    return {}


@dataclass(frozen=True)
class PreviousPeriod:
    """The period published before another: its name in folders and in words, and its pages."""

    period: str
    name: str
    pages: frozenset[str]


@dataclass(frozen=True)
class PageSlice:
    """What one page shows of an edition.

    Attributes:
        figures: a digest of all that it shows of figures and definitions.
        words: a digest of its words and of why the period was reopened.
        before: the period before, as typed, on which the same page stands; '' for none.
        changes: a digest of what it says of the last edition.
    """

    figures: str
    words: str
    before: str
    changes: str
    _edition: dict[str, Any]
    _words: str
    _tables: dict[str, list[str]]

    @property
    def files(self) -> dict[str, str]:
        """The files of an edition that holds no more than this; a page that stands needs none of them."""
        about = self._edition["about"] | {"fingerprint": self.figures}
        return {
            EDITION: json.dumps({**self._edition, "about": about}, ensure_ascii=False),
            WORDS: self._words,
            **{f"{name}.csv": "".join(parts) for name, parts in self._tables.items()},
        }


@dataclass(frozen=True)
class PageSlices:
    """The slices of an edition's pages, for one build.

    Attributes:
        edition: the whole edition.
        previous: the period published before this one, None where there is none.
        reopened: why the period was built again after it was signed off, each time that it was.
        changes: what a page says of the last edition.
        compared: a digest of the frozen copies that `changes` compares with.
    """

    edition: Edition
    previous: PreviousPeriod | None = None
    reopened: tuple[str, ...] = ()
    changes: Changes = no_changes
    compared: str = ""

    def cut(self, area: str, page: str, notebook: str) -> PageSlice:
        """What a page shows for an area.

        Args:
            area: the area's id.
            page: the page's name.
            notebook: the text of its notebook, which says what measures it asks for.
        """
        own, once = f"{area}/{page}", self.edition.once
        shown, figures, tables = once(
            ("cut", area, page, notebook), lambda: self._figures(area, page, notebook)
        )
        changes = once(
            ("changes", self.compared, area, page, notebook), lambda: self._changes(area, page, notebook)
        )
        words = json.dumps(
            {"words": {key: told for key, told in self.edition.words.items() if key == own}},
            ensure_ascii=False,
        )
        there = self.previous is not None and own in self.previous.pages
        before = (
            {"period": self.previous.period, "name": self.previous.name} if self.previous and there else {}
        )
        about = shown["about"] | {"before": before, "reopened": list(self.reopened), "since": changes}
        return PageSlice(
            figures,
            _digest([words, *self.reopened]),
            before.get("period", ""),
            _digest([json.dumps(changes)]),
            {**shown, "about": about},
            words,
            tables,
        )

    def reach(self, page: str, notebook: str) -> list[str]:
        """The ids of the indicators that a page may show; see `page_indicators`."""
        return page_indicators(self.edition, page, notebook)

    def _changes(self, area: str, page: str, notebook: str) -> dict[str, Any]:
        """What a page says of the last edition, where its notebook asks for that."""
        if CHANGES not in notebook and ALL_CHANGES not in notebook:
            return {}
        measures = self.edition.indicators_of(page) or self.reach(page, notebook)
        return self.changes(area, page, measures, ALL_CHANGES in notebook)

    def _figures(
        self, area: str, page: str, notebook: str
    ) -> tuple[dict[str, Any], str, dict[str, list[str]]]:
        """What the edition says of itself to a page, the digest of the figures shown, and their lines.

        Words change none of these.
        """
        edition, figures = self.edition, self.edition.figures
        indicators, shown, digest = edition.once(
            ("page", page, notebook), lambda: self._shared(page, notebook)
        )
        near = edition.tree.near(area, deep=DISTRICTS in notebook)
        wanted = self._board_measures() if BOARD_MEASURES in notebook else []
        pairs = [
            (ident, other)
            for ident in indicators
            for other in (*near, *(there for one, there in wanted if one == ident and there not in near))
        ]
        blocks = {  # all of the area's own figures, and the totals of those around it
            "figures": [
                figures.block(*pair, totals=pair[1] != area and pair not in wanted) for pair in pairs
            ],
            "standing": [edition.standing.block(*pair) for pair in pairs],
            "comparators": [edition.comparators.block(ident, ident) for ident in indicators],
            "positions": [
                edition.positions.block(ident, ident) for ident in indicators if area == edition.tree.whole
            ],
        }
        parts = {
            name: [getattr(edition, name).heading, *(block.text for block in found)]
            for name, found in blocks.items()
        }
        return shown, _digest([digest, *(block.digest for name in TABLES for block in blocks[name])]), parts

    def _board_measures(self) -> list[tuple[str, str]]:
        """The measures of other areas that the board asked to see on its summary: indicator and area."""
        requests = self.edition.about["requests"]
        return [
            (entry["indicator"], entry["area"])
            for entry in requests
            if entry.get("on_summary") and entry["area"]
        ]

    def _shared(self, page: str, notebook: str) -> tuple[list[str], dict[str, Any], str]:
        """What the pages of all areas share: measures, what the edition says of itself, and a digest."""
        indicators = self.reach(page, notebook)
        about = self._about(page, notebook, set(indicators))
        shown = {"about": about, "areas": self.edition.areas, "indicators": self.edition.indicators}
        return indicators, shown, _digest([json.dumps(shown, ensure_ascii=False)])

    def _about(self, page: str, notebook: str, indicators: set[str]) -> dict[str, Any]:
        """What the edition says of itself, without what this page does not show.

        A change there leaves the page alone.
        """
        about = self.edition.about
        shown = {key: value for key, value in about.items() if key != "fingerprint"}
        shown["practices"] = [entry for entry in about["practices"] if entry["indicator"] in indicators]
        shown["events"] = [event for event in about["events"] if indicators & set(event["indicators"])]
        if self.edition.indicators_of(page):
            requests = [entry for entry in about["requests"] if entry["page"] == page]
            shown |= {"requests": requests, "decisions": [], "next_time": [], "asks": [], "headline": []}
        if page != YOUNG_PEOPLE:
            shown.pop(YOUNG_PEOPLE, None)
        shown["touched"] = {page: about["touched"].get(page, 0)}
        if RECORDS not in notebook:
            shown |= {"records_used": None, "records_set_aside": None, "faults": [], "corrections": []}
            shown |= {"ranges": [], "account": []}
        return shown


def page_indicators(edition: Edition, page: str, notebook: str) -> list[str]:
    """The ids of the indicators that a page may show, in the edition's order.

    They are its own, those that its notebook names, and those that the board asked about on it; all, where
    the notebook asks for more than it names or the page has none of its own. The young people's edition has
    those of young_people.yml.

    Args:
        edition: the edition.
        page: the page's name.
        notebook: the text of its notebook.
    """
    own, plain = set(edition.indicators_of(page)), page == YOUNG_PEOPLE
    if plain:
        own |= {told["indicator"] for told in edition.about.get(YOUNG_PEOPLE, {}).get("figures", [])}
    named = named_indicators(notebook, edition.indicators)
    if named is None or not (own or plain):
        return list(edition.indicators)
    requested = {entry.get("indicator", "") for entry in edition.about["requests"] if entry["page"] == page}
    return [ident for ident in edition.indicators if ident in own | named | requested]


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()
