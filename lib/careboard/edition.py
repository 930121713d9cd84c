"""What pages are drawn from: the published figures, standing and words of one build, kept in a folder and opened from it.

An edition holds no record and no figure that disclosure has hidden.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas

from careboard import periods
from careboard.problems import Problem, WrongUse, unknown

FIGURES = ["indicator", "period", "window", "area", "breakdown", "group", "numerator", "denominator", "value", "state", "source"]
STANDING = ["indicator", "window", "area", "low", "high", "band", "threshold", "band_rule", "firm", "to_move", "direction", "change", "since", "signal", "rest", "list", "list_reason"]
COMPARATORS = ["indicator", "window", "level", "name", "year", "value", "like", "note"]
TABLES = {"figures": FIGURES, "standing": STANDING, "comparators": COMPARATORS}
NUMBERS = ["numerator", "denominator", "value", "low", "high", "threshold", "change"]


@dataclass(frozen=True)
class Edition:
    """Everything that a page may say.

    about: period, period_name, ends, name (whose figures these are), authority (its code, 0 where it has no name), contact, source, invented, audience, extract_date, published,
        records_used, records_set_aside, notes (lines that stand on every page), pages (name, title), version,
        fingerprint, population (a sentence), events (on, words, indicators, rebase), requests (asked_on, asked_by,
        page, request, done, state), faults (file, column, reason, outcome, records).
    areas: id -> name, parent (id or ''), level ('authority', 'area', 'district', 'unallocated'), in drawing order.
    indicators: id -> title, question, kind, unit, good ('high', 'low' or ''), windows, definition, why, source,
        owner, reviewed, next_review, page, departs, variation, comparator, examples (see manual).
    figures: the published long table (FIGURES): the last 25 points for breakdown 'total', other breakdowns for the period.
    standing: one row for each indicator, window and area of the period (STANDING); see standing.standing.
    comparators: one row for each indicator, window and level (COMPARATORS): like is 'yes', or why it is not like for like.
    words: '<area>/<page>' -> html, parts, state, the head's keys, and what an analyst is told; see words.rendered.
    """

    about: dict[str, Any]
    areas: dict[str, dict[str, str]]
    indicators: dict[str, dict[str, Any]]
    figures: pandas.DataFrame
    standing: pandas.DataFrame
    comparators: pandas.DataFrame
    words: dict[str, dict[str, Any]] = field(default_factory=dict)

    def suite(self) -> str:
        """The suite's name, which says that the records are invented where they are."""
        name = self.about["name"]
        return f"{name} (invented records)" if self.about["invented"] and "invented" not in name.lower() else name

    @property
    def period(self) -> periods.Period:
        return periods.parse(self.about["period"])

    def require_area(self, area: str) -> None:
        """Raise WrongUse with the nearest right id when the area is not one of the edition's."""
        if area not in self.areas:
            raise WrongUse(unknown("", "area", area, self.areas))


def as_files(edition: Edition) -> dict[str, str]:
    """The texts of an edition's files, by name."""
    told = {"about": edition.about, "areas": edition.areas, "indicators": edition.indicators}
    tables = {f"{name}.csv": getattr(edition, name)[columns].to_csv(index=False, lineterminator="\n") for name, columns in TABLES.items()}
    return {"edition.json": json.dumps(told, indent=1, ensure_ascii=False), "words.json": json.dumps({"words": edition.words}, ensure_ascii=False), **tables}


def keep(edition: Edition, folder: Path) -> None:
    """Write an edition into a folder, which must not be in use by a reader."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in as_files(edition).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def open_edition(folder: Path) -> Edition:
    """Open the edition that `keep` wrote."""
    return from_files({file: (folder / file).read_text(encoding="utf-8") for file in ("edition.json", "words.json", *(f"{name}.csv" for name in TABLES))})


def from_files(files: dict[str, str]) -> Edition:
    """An edition from the texts of its files, as `keep` names them."""
    tables = {}
    for name, columns in TABLES.items():
        types = {column: "float64" if column in NUMBERS else "str" for column in columns}
        tables[name] = pandas.read_csv(io.StringIO(files[f"{name}.csv"]), dtype=types, keep_default_na=False, na_values={column: [""] for column in NUMBERS if column in columns})
    return Edition(**json.loads(files["edition.json"]), words=json.loads(files["words.json"])["words"], **tables)


def edition_for(period: str, start: Path) -> Path:
    """The edition that a notebook opened by hand shows: counted now, in a process of its own, where it is not there.

    start: a folder from which params/suite.yml is looked for upward.
    """
    root = next((folder for folder in (start, *start.parents) if (folder / "params" / "suite.yml").is_file()), None)
    if root is None:
        raise WrongUse("there is no params/suite.yml in this folder or above it. Open the notebook where it lies in the suite, or set CAREBOARD_EDITION.")
    command = [sys.executable, "-m", "careboard", "--params", str(root / "params"), "--outputs", str(root / "outputs"), "edition", periods.parse(period).text]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if ran.returncode:
        raise Problem(ran.stderr.strip() or f"the edition of {period} could not be counted. Run: careboard build {period}")
    return Path(ran.stdout.strip().splitlines()[-1])
