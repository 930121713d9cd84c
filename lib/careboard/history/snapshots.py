"""Frozen copies of what was published: each period's first publication, never overwritten, and its last.

A copy holds published figures only: no record, and nothing that is hidden. It is one file, put in place
whole, named by its number and its edition, and the same edition gives the same bytes. Importing this module
costs no pandas.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careboard.edition.edition import EDITION, TABLES
from careboard.edition.folder import CONTENTS, UNCORRECTED, WHOLE
from careboard.edition.text_tables import is_total
from careboard.errors import Problem
from careboard.figures.columns import FIGURES, TOTAL, Figure
from careboard.files import put
from careboard.fingerprints import text_fingerprint
from careboard.publish import receipt
from careboard.publish.outputs import Folders

SUFFIX = ".json.gz"
ABOUT = (
    "period",
    "period_name",
    "ends",
    "extract_date",
    "audience",
    "source",
    "invented",
    "corrections",
    "fingerprint",
)
INDICATOR = ("title", "kind", "unit", "good", "page", "windows")
# where a line's key ends, its numbers begin
KEY, NUMBERS = FIGURES.index("breakdown"), FIGURES.index("numerator")
STANDING = ("indicator", "window", "area", "band", "direction", "signal")
COMPARATORS = ("indicator", "level", "name", "year", "value")


@dataclass(frozen=True)
class Snapshot:
    """What was published for a period.

    Attributes:
        about: what the edition said of itself (ABOUT).
        areas: id -> name, parent, level.
        indicators: id -> what it is (INDICATOR).
        pages: name -> title.
        figures: 'indicator,period,window,area' -> 'numerator,denominator,value,state' of the last 25 points,
            all cases together; see `figure`.
        uncorrected: the same, as the figures that an agreed correction moved would have been published
            without it.
        standing: (indicator, window, area) -> band, direction, signal.
        comparators: (indicator, level) -> name, year, value.
        made_by: see edition.provenance; empty where it is not known.
    """

    about: dict[str, Any]
    areas: dict[str, dict[str, str]]
    indicators: dict[str, dict[str, Any]]
    pages: dict[str, str]
    figures: dict[str, str]
    uncorrected: dict[str, str]
    standing: dict[tuple[str, str, str], tuple[str, str, str]]
    comparators: dict[tuple[str, str], tuple[str, str, str]]
    made_by: dict[str, Any]

    @property
    def period(self) -> str:
        """Its period, as typed."""
        return self.about["period"]

    def says_the_same(self, other: Snapshot) -> bool:
        """Whether readers were told the same, whatever it was made by."""
        told = ("figures", "standing", "comparators")
        return all(getattr(self, name) == getattr(other, name) for name in told)

    def of_page(self, page: str) -> list[str]:
        """The ids of a page's indicators."""
        return [ident for ident, known in self.indicators.items() if known["page"] == page]


def figure(key: str, text: str) -> Figure:
    """One of a copy's figures, from its key and its text."""
    indicator, period, window, area = key.split(",")
    *numbers, state = text.split(",")
    numerator, denominator, value = (float(number) if number else math.nan for number in numbers)
    return Figure(indicator, period, window, area, TOTAL, "", numerator, denominator, value, state, "")


def snapshot_text(edition: Path) -> str:
    """The text of the copy of an edition, from the folder in which it is kept."""
    whole, uncorrected = edition / WHOLE, edition / UNCORRECTED
    kept = json.loads((whole / EDITION).read_text(encoding="utf-8"))
    contents = json.loads((edition / CONTENTS).read_text(encoding="utf-8"))
    tables = {name: (whole / f"{name}.csv").read_text(encoding="utf-8") for name in TABLES}
    parts = {
        "about": {key: kept["about"].get(key, "") for key in ABOUT},
        "areas": kept["areas"],
        "indicators": {
            ident: {key: known[key] for key in INDICATOR} for ident, known in kept["indicators"].items()
        },
        "pages": {page["name"]: page["title"] for page in kept["about"]["pages"]},
        "figures": _totals(tables["figures"]),
        "uncorrected": _totals(uncorrected.read_text(encoding="utf-8")) if uncorrected.is_file() else "",
        "standing": _columns(tables["standing"], STANDING),
        "comparators": _columns(tables["comparators"], COMPARATORS),
        "made_by": contents.get("made_by", {}),
    }
    return json.dumps(parts, ensure_ascii=False)


def snapshot_of_text(text: str) -> Snapshot:
    """The copy that `snapshot_text` wrote.

    Raises:
        ValueError, KeyError: where the text is not such a copy.
    """
    parts = json.loads(text)
    standing = {tuple(row[:3]): tuple(row[3:]) for row in parts["standing"]}
    comparators = {tuple(row[:2]): tuple(row[2:]) for row in parts["comparators"] if row[4]}
    figures = {
        name: dict(_split(line) for line in parts[name].splitlines()) for name in ("figures", "uncorrected")
    }
    return Snapshot(**{**parts, **figures, "standing": standing, "comparators": comparators})


def open_snapshot(file: Path) -> Snapshot:
    """A copy from its file.

    Raises:
        Problem: where it cannot be read.
    """
    try:
        return snapshot_of_text(gzip.decompress(file.read_bytes()).decode("utf-8"))
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        raise Problem(
            f"{file}: this copy of what was published cannot be read. Bring it back from a backup; if there "
            "is none, take the file away, and the next build compares with no copy."
        ) from None


def snapshot_files(folders: Folders, audience: str, period: str) -> list[Path]:
    """The files of a period's copies, the first publication first."""
    return sorted(folders.snapshots(audience, period).glob(f"*{SUFFIX}"))


def edition_of(file: Path) -> str:
    """The fingerprint of the edition that a copy is of."""
    return file.name.removesuffix(SUFFIX).partition("-")[2]


def freeze(folders: Folders, audience: str, period: str) -> None:
    """Keep a copy of what a period's folder holds, where there is none of its edition yet.

    Call it under the work folder's lock. It is told from the receipt and the kept edition, so that
    whatever build comes next, after one that was stopped between publishing and this, writes the same bytes.
    An edition that is no longer kept cannot be copied.

    Args:
        folders: where published files, editions and copies lie.
        audience: 'board' or 'internal'.
        period: as typed.
    """
    fingerprint = receipt.read_receipt(folders.periods(audience) / period).get("edition", "")
    kept, there = folders.edition(fingerprint, period), snapshot_files(folders, audience, period)
    if fingerprint and not (there and edition_of(there[-1]) == fingerprint) and (kept / CONTENTS).is_file():
        number = int(there[-1].name.partition("-")[0]) + 1 if there else 1
        file = folders.snapshots(audience, period) / f"{number:06}-{fingerprint}{SUFFIX}"
        put(file, gzip.compress(snapshot_text(kept).encode("utf-8"), mtime=0), restricted=True)
    for file in snapshot_files(folders, audience, period)[1:-1]:
        file.unlink()


def earlier_snapshots(
    folders: Folders, audience: str, period: str, edition: str, previous: str
) -> list[Path]:
    """With which copies an edition of a period is to be compared, in this order.

    That of the period's first publication, where that was another edition, and the last one of the period
    published before.

    Args:
        folders: where the copies lie.
        audience: 'board' or 'internal'.
        period: as typed.
        edition: the fingerprint of the edition.
        previous: the period published before, '' for none.
    """
    own = [file for file in snapshot_files(folders, audience, period)[:1] if edition_of(file) != edition]
    return own + (snapshot_files(folders, audience, previous)[-1:] if previous else [])


def digest(files: Iterable[Path]) -> str:
    """A fingerprint of the names of copies, which say what they hold."""
    return text_fingerprint(" ".join(f"{file.parent.name}/{file.name}" for file in files))


def _totals(table: str) -> str:
    """Of figures.csv, the lines of all cases together, without the columns that are the same in all."""
    lines = (line.split(",", len(FIGURES) - 1) for line in table.splitlines()[1:] if is_total(line))
    return "\n".join(",".join([*parts[:KEY], *parts[NUMBERS:-1]]) for parts in lines)


def _split(line: str) -> tuple[str, str]:
    parts = line.split(",", KEY)
    return ",".join(parts[:KEY]), parts[KEY]


def _columns(table: str, names: tuple[str, ...]) -> list[list[str]]:
    """Some columns of a table."""
    return [[row[name] for name in names] for row in csv.DictReader(io.StringIO(table))]
