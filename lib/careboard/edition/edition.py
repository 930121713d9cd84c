"""An edition: the published figures of one build, how they stand, and the words.

It is kept in a folder and opened from it. An edition holds no record and no figure that disclosure has
hidden. Importing this module costs no pandas.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from careboard import periods
from careboard.edition.areas import AreaTree
from careboard.edition.text_tables import TextTable
from careboard.errors import WrongUse, unknown
from careboard.figures.columns import Comparator, Figure, Position, Standing
from careboard.notebook_source import drawn_for
from careboard.permissions import open_new

T = TypeVar("T")
TABLES = {  # table -> the type of its rows
    "figures": Figure,
    "standing": Standing,
    "comparators": Comparator,
    "positions": Position,
}
EDITION, WORDS = "edition.json", "words.json"
FILES = (EDITION, WORDS, *(f"{name}.csv" for name in TABLES))


@dataclass(frozen=True)
class Edition:
    """Everything that a page may say.

    Attributes:
        about: period, period_name, ends, name (whose figures these are), authority (its code, 0 where it has
            no name), contact, source, invented, audience, extract_date, published, records_used,
            records_set_aside, notes (lines that stand on every page), pages (name, title), version,
            fingerprint, population (a sentence), events (on, words, indicators, rebase), requests (asked_on,
            asked_by, page, request, done, state), asks (what the paper asks of the board), practices (of an
            area: area, indicator, text, written_on, contact), headline (ids of the measures that lead its
            summary), young_people (what that page says, and of which figures), faults (file, column,
            reason, outcome, records),
            account (table, records read, used as they stood, used after a repair, counted once with another,
            set aside; each line adds up), wanting (indicator -> the table or column that an extract lacks for
            it), touched (page -> how many records were set aside in the tables from which its figures are
            counted), ranges (how far figures of the whole authority could be out; see
            verdict.published_ranges), neighbours (the statistical neighbours by name, in a sentence).
        areas: id -> name, parent (id or ''), level, in drawing order; see `tree`.
        indicators: id -> title, kind, unit, good ('high', 'low' or ''), windows, definition, why, source,
            owner, reviewed, next_review, page, departs, variation, comparator, whole_authority_only.
        figures: the published figures: the last 25 points for the total, other breakdowns for the period.
        standing: one row for each indicator, window and area of the period.
        comparators: one row for each indicator, window and level.
        positions: one row for each indicator of which the whole authority has a place among all others.
        words: '<area>/<page>' -> html, parts, state, the head's keys, and what an analyst is told; see
            commentary.render.
        memo: what was worked out from it once; see `once`.
    """

    about: dict[str, Any]
    areas: dict[str, dict[str, str]]
    indicators: dict[str, dict[str, Any]]
    figures: TextTable[Figure]
    standing: TextTable[Standing]
    comparators: TextTable[Comparator]
    positions: TextTable[Position]
    words: dict[str, dict[str, Any]] = field(default_factory=dict)
    memo: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def tree(self) -> AreaTree:
        """Its areas as a tree."""
        return AreaTree(self.areas)

    @cached_property
    def period(self) -> periods.Period:
        """Its period."""
        return periods.parse(self.about["period"])

    @property
    def suite(self) -> str:
        """The suite's name, which says that the records are invented where they are."""
        name = self.about["name"]
        return (
            f"{name} (invented records)"
            if self.about["invented"] and "invented" not in name.lower()
            else name
        )

    def require_area(self, area: str) -> None:
        """Refuse an area that is not one of the edition's.

        Raises:
            WrongUse: with the nearest right id.
        """
        if area not in self.areas:
            raise WrongUse(unknown("", "area", area, self.areas))

    def pages_of(self, area: str) -> dict[str, str]:
        """The pages that are drawn for an area: name -> title, in the order in which readers meet them."""
        whole = area == self.tree.whole
        return {page["name"]: page["title"] for page in self.about["pages"] if drawn_for(page["name"], whole)}

    def indicators_of(self, page: str) -> list[str]:
        """The ids of the indicators whose questions stand on a page, in the edition's order."""
        return [ident for ident, known in self.indicators.items() if known["page"] == page]

    def with_words(self, words: dict[str, dict[str, Any]]) -> Edition:
        """The same edition with other words; what was worked out of its figures stays with it."""
        other = replace(self, words=words)
        object.__setattr__(other, "memo", self.memo)
        return other

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once: the pages of a period share most of what they show.

        Args:
            key: all that the result depends on beside the edition's figures and areas, words included.
            make: works it out; it is not called again for the same key.
        """
        if key not in self.memo:
            self.memo[key] = make()
        return self.memo[key]


def edition_files(edition: Edition) -> dict[str, str]:
    """The texts of an edition's files, by name (FILES)."""
    about = {"about": edition.about, "areas": edition.areas, "indicators": edition.indicators}
    return {
        EDITION: json.dumps(about, indent=1, ensure_ascii=False),
        WORDS: json.dumps({"words": edition.words}, ensure_ascii=False),
        **{f"{name}.csv": getattr(edition, name).text for name in TABLES},
    }


def keep(edition: Edition, folder: Path) -> None:
    """Write an edition into a folder that is its owner's alone, and must not be in use by a reader."""
    for name, text in edition_files(edition).items():
        with open_new(folder / name, restricted=True) as opened:
            opened.write(text.encode("utf-8"))


def open_edition(folder: Path) -> Edition:
    """Open the edition that `keep` wrote into a folder."""
    return edition_of_files({name: (folder / name).read_text(encoding="utf-8") for name in FILES})


def edition_of_files(files: Mapping[str, str]) -> Edition:
    """An edition from the texts of its files, by name (FILES)."""
    tables: dict[str, Any] = {name: TextTable(row, files[f"{name}.csv"]) for name, row in TABLES.items()}
    return Edition(**json.loads(files[EDITION]), words=json.loads(files[WORDS])["words"], **tables)
