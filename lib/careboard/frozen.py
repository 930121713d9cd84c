"""Frozen copies of what was published: of each period the first publication, never overwritten, and the last one.

A copy holds published figures only: no record, and nothing that is hidden. It is one file, put in place whole, named by
its number and its edition, and the same edition gives the same bytes. Importing this module costs no pandas.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careboard import stale
from careboard.asking import EDITIONS
from careboard.editions import CONTENTS, UNCORRECTED, WHOLE
from careboard.keeping import put
from careboard.problems import Problem
from careboard.slicing import TOTAL

PUBLISHED, SUFFIX = "published", ".json.gz"
ABOUT = ("period", "period_name", "ends", "extract_date", "audience", "source", "invented", "corrections", "fingerprint")
INDICATOR = ("title", "kind", "unit", "good", "page", "windows")
KEY, BREAKDOWN_AND_GROUP, FIGURE = 4, 2, 4  # columns of figures.csv: indicator, period, window, area; then these; then numerator, denominator, value, state
STOOD = ("indicator", "window", "area", "band", "direction", "signal")
BESIDE = ("indicator", "level", "name", "year", "value")


@dataclass(frozen=True)
class Copy:
    """What was published for a period.

    about, areas, indicators, pages: what the edition said of itself (ABOUT, INDICATOR; pages: name -> title).
    figures: 'indicator,period,window,area' -> 'numerator,denominator,value,state', of the last 25 points, all cases together.
    uncorrected: the same, as the figures that an agreed correction moved would have been published without it.
    standing: (indicator, window, area) -> band, direction, signal.  comparators: (indicator, level) -> name, year, value.
    made_by: see digests.made_by; empty where it is not known.
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

    def same(self, other: Copy) -> bool:
        """Whether readers were told the same, whatever it was made by."""
        return all(getattr(self, name) == getattr(other, name) for name in ("figures", "standing", "comparators"))


def text_of(edition: Path) -> str:
    """The text of the copy of a kept edition, from the folder in which `editions` keeps it."""
    told = json.loads((edition / WHOLE / "edition.json").read_text(encoding="utf-8"))
    contents = json.loads((edition / CONTENTS).read_text(encoding="utf-8"))
    tables = {name: (edition / WHOLE / f"{name}.csv").read_text(encoding="utf-8") for name in ("figures", "standing", "comparators")}
    uncorrected = edition / UNCORRECTED
    parts = {
        "about": {key: told["about"].get(key, "") for key in ABOUT},
        "areas": told["areas"],
        "indicators": {id: {key: known[key] for key in INDICATOR} for id, known in told["indicators"].items()},
        "pages": {page["name"]: page["title"] for page in told["about"]["pages"]},
        "figures": _totals(tables["figures"]),
        "uncorrected": _totals(uncorrected.read_text(encoding="utf-8")) if uncorrected.is_file() else "",
        "standing": _columns(tables["standing"], STOOD),
        "comparators": _columns(tables["comparators"], BESIDE),
        "made_by": contents.get("made_by", {}),
    }
    return json.dumps(parts, ensure_ascii=False)


def of_text(text: str) -> Copy:
    """The copy that `text_of` wrote."""
    parts = json.loads(text)
    figures, uncorrected = (dict(_split(line) for line in parts[name].splitlines()) for name in ("figures", "uncorrected"))
    standing = {(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in parts["standing"]}
    comparators = {(row[0], row[1]): (row[2], row[3], row[4]) for row in parts["comparators"] if row[4]}
    return Copy(parts["about"], parts["areas"], parts["indicators"], parts["pages"], figures, uncorrected, standing, comparators, parts["made_by"])


def open_copy(file: Path) -> Copy:
    """A copy from its file. Raises Problem where it cannot be read."""
    try:
        return of_text(gzip.decompress(file.read_bytes()).decode("utf-8"))
    except (OSError, EOFError, ValueError, KeyError):
        raise Problem(f"{file}: this copy of what was published cannot be read. Bring it back from a backup; if there is none, take the file away, and the next build compares with no copy.") from None


def copies(outputs: Path, audience: str, period: str) -> list[Path]:
    """The files of a period's copies, the first publication first."""
    return sorted((outputs / EDITIONS / PUBLISHED / audience / period).glob(f"*{SUFFIX}"))


def edition_of(file: Path) -> str:
    """The fingerprint of the edition that a copy is of."""
    return file.name.removesuffix(SUFFIX).partition("-")[2]


def freeze(outputs: Path, audience: str, period: str, published: Path) -> None:
    """Keep a copy of what a period's folder holds, where there is none of its edition yet. Call under the outputs folder's lock.

    It is told from the receipt and the kept edition, so that whatever build comes next, after one that was stopped between
    publishing and this, writes the same bytes. An edition that is no longer kept cannot be copied.
    """
    edition = stale.receipt_of(published).get("edition", "")
    kept, there = outputs / EDITIONS / edition / period, copies(outputs, audience, period)
    if edition and not (there and edition_of(there[-1]) == edition) and (kept / CONTENTS).is_file():
        number = int(there[-1].name.partition("-")[0]) + 1 if there else 1
        file = outputs / EDITIONS / PUBLISHED / audience / period / f"{number:06}-{edition}{SUFFIX}"
        put(file, gzip.compress(text_of(kept).encode("utf-8"), mtime=0))
    for file in copies(outputs, audience, period)[1:-1]:
        file.unlink()


def against(outputs: Path, audience: str, period: str, edition: str, before: str) -> list[Path]:
    """With which copies an edition of a period is to be compared, in this order: that of the period's first publication, where that was
    another edition, and the last one of the period published before.

    before: that period, '' for none.
    """
    own = copies(outputs, audience, period)[:1]
    return [file for file in own if edition_of(file) != edition] + (copies(outputs, audience, before)[-1:] if before else [])


def digest(files: list[Path]) -> str:
    """A fingerprint of the names of copies."""
    return hashlib.sha256(" ".join(f"{file.parent.name}/{file.name}" for file in files).encode()).hexdigest()


def _totals(table: str) -> str:
    """Of a long table, the lines of all cases together, without the columns that are the same in all."""
    lines = (line.split(",", KEY + BREAKDOWN_AND_GROUP + FIGURE) for line in table.splitlines()[1:] if TOTAL in line)
    return "\n".join(",".join([*parts[:KEY], *parts[KEY + BREAKDOWN_AND_GROUP : -1]]) for parts in lines)


def _split(line: str) -> tuple[str, str]:
    parts = line.split(",", KEY)
    return ",".join(parts[:KEY]), parts[KEY]


def _columns(table: str, names: tuple[str, ...]) -> list[list[str]]:
    """Some columns of a table."""
    return [[row[name] for name in names] for row in csv.DictReader(io.StringIO(table))]
