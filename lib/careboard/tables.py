"""The declared shape of every table: columns, types, codes and keys.

Whatever the source, definitions see these tables and these columns. Dates are days; `moment` is a day with
a time where the source has one. Codes are those of the SSDA903 guide; where a code list changed with a
collection year, the codes of all years stay known, so that past years stay countable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas

ETHNIC_GROUPS = {
    "White": ["WBRI", "WIRI", "WIRT", "WROM", "WOTH"],
    "Mixed": ["MWBC", "MWBA", "MWAS", "MOTH"],
    "Asian": ["AIND", "APKN", "ABAN", "CHNE", "AOTH"],
    "Black": ["BCRB", "BAFR", "BOTH"],
    "Other": ["OOTH"],
    "Not known": ["REFU", "NOBT"],
}
FLAG = ["Y", "N"]
SEXES = ["M", "F"]
LEGAL_STATUSES = ["C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"]
SHORT_BREAKS = ["V3", "V4"]
KINSHIP = ["U1", "U2", "U3"]
FOSTER = [*KINSHIP, "U4", "U5", "U6"]
FOR_ADOPTION = ["A3", "A4", "A5", "A6"]
SUPPORTED = ["H5", "P2", "K3"]
CHILDRENS_HOMES = ["K1", "K2"]
OTHER_RESIDENTIAL = ["R1", "R2", "R3", "R5", "S1"]
TEMPORARY = ["T0", "T1", "T2", "T3", "T4"]
PLACEMENT_TYPES = [*FOSTER, *FOR_ADOPTION, "P1", *SUPPORTED, "P3", *CHILDRENS_HOMES, *OTHER_RESIDENTIAL, *TEMPORARY, "Z1", "Z11", "Z12", "Z13", "Z14"]
START_REASONS = ["S", "L", "P", "T", "B", "U"]
SAME_CARER = ["T", "U", "L"]
END_REASONS = ["X1", "E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48", "E5", "E6", "E7", "E8", "E9", "E14", "E15", "E16", "E17"]
PROVIDERS = ["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"]
IN_TOUCH = ["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"]
ACTIVITIES = ["F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0"]
ACCOMMODATION = [letter + digit for letter in "BCDEGHKRSTUVWXYZ" for digit in "12" if (letter, digit) not in (("S", "1"), ("X", "1"))]
SOCIAL_WORKER, REVIEWING_OFFICER, PERSONAL_ADVISER, TEAM_MANAGER = "Social worker", "Independent reviewing officer", "Personal adviser", "Team manager"
ROLES = [SOCIAL_WORKER, REVIEWING_OFFICER, PERSONAL_ADVISER, TEAM_MANAGER]


@dataclass(frozen=True)
class Column:
    """type: id, text, date, moment, number, code. A record whose `required` column is blank or unknown is set aside."""

    name: str
    type: str = "text"
    required: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """key: the columns that no two records share. spans: pairs of dates that may not run backwards."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    of_child: bool = True

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def _column(text: str, codes: Iterable[str] = ()) -> Column:
    name, _, kind = text.partition(":")
    return Column(name.rstrip("*"), kind or "text", name.endswith("*"), tuple(codes))


def _table(name: str, *columns: str | Column, key: str = "", spans: str = "", of_child: bool = True) -> Table:
    shaped = tuple(column if isinstance(column, Column) else _column(column) for column in columns)
    pairs = tuple((first, last) for first, _, last in (pair.partition("..") for pair in spans.split()))
    return Table(name, shaped, tuple(key.split()), pairs, of_child)


STARTED_ENDED = "started..ended"
TABLES = {
    table.name: table
    for table in [
        _table("children", "child*:id", _column("sex:code", SEXES), _column("ethnicity:code", [code for group in ETHNIC_GROUPS.values() for code in group]), "born:date", key="child"),
        _table("referrals", "referral*:id", "child*:id", "referred*:date", "closed:date", "team:id", key="referral", spans="referred..closed"),
        _table("assessments", "assessment*:id", "child*:id", "started*:date", "authorised:date", "team:id", key="assessment", spans="started..authorised"),
        _table("plans", "plan*:id", "child*:id", "started*:date", "ended:date", _column("temporary:code", FLAG), key="plan", spans=STARTED_ENDED),
        _table("protection_visits", "visit*:id", "child*:id", "plan:id", "visited*:date", _column("seen:code", FLAG), key="visit"),
        _table(
            "care", "child*:id", "started*:date", _column("start_reason*:code", START_REASONS), _column("legal_status*:code", LEGAL_STATUSES),
            _column("placement_type:code", PLACEMENT_TYPES), _column("provider:code", PROVIDERS), "placement:id", "postcode", "urn:id",
            "ended:date", _column("end_reason:code", END_REASONS), key="child started", spans=STARTED_ENDED,
        ),
        _table("care_reviews", "child*:id", "reviewed*:date", key="child reviewed"),
        _table("care_visits", "visit*:id", "child*:id", "visited*:date", key="visit"),
        _table("health_checks", "check*:id", "child*:id", "type*:text", "checked*:date", "status:text", key="check"),
        _table("sdq", "questionnaire*:id", "child*:id", "completed*:date", "score:number", _column("reason:code", ["SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"]), key="questionnaire"),
        _table("missing", "spell*:id", "child*:id", _column("type*:code", ["M", "A"]), "started*:moment", "ended:moment", key="spell", spans=STARTED_ENDED),
        _table("return_interviews", "spell*:id", "offered:moment", "completed:moment", "by:text", key="spell", of_child=False),
        _table(
            "care_leavers", "child*:id", "started*:date", "ended:date", "eligibility*:text", _column("in_touch:code", IN_TOUCH), "contact:date",
            _column("activity:code", ACTIVITIES), _column("accommodation:code", ACCOMMODATION), _column("suitable:code", FLAG), "pathway_plan_review:date",
            key="child started", spans=STARTED_ENDED,
        ),
        _table("involvements", "involvement*:id", "child*:id", "worker*:id", "role*:text", "team:id", "started*:date", "ended:date", key="involvement", spans=STARTED_ENDED),
        _table("workforce", "worker*:id", _column("role*:code", ROLES), "team:id", "started*:date", "ended:date", "fte*:number", _column("agency*:code", FLAG), _column("holds_cases*:code", FLAG), key="worker role started", spans=STARTED_ENDED, of_child=False),
        _table("placement_plans", "child*:id", "placement_started*:date", _column("lasts_to_18:code", FLAG), _column("planned_end:code", FLAG), _column("same_carer:code", FLAG), _column("basis:code", ["reg19", "reg24"]), key="child placement_started"),
        _table("teams", "team*:id", "name:text", "area*:id", "started:date", "ended:date", key="team started", spans=STARTED_ENDED, of_child=False),
        _table("home_districts", "child*:id", "area*:id", "started:date", "ended:date", spans=STARTED_ENDED),
        _table("earlier_plans", "child*:id", "started:year_or_date", "ended:year_or_date"),
        _table("earlier_care", "child*:id", "started:year_or_date", "ended:year_or_date"),
    ]
}
PANDAS_TYPES = {"date": "datetime64[s]", "moment": "datetime64[s]", "year_or_date": "datetime64[s]", "number": "float64"}


class NotAvailable(Exception):
    """The extract does not hold a table or column that a definition asks for."""


@dataclass
class Tables:
    """The checked tables of one extract, asked for by name: `tables.plans`.

    A table that the extract lacks raises NotAvailable. `standards` holds the local standards of params/suite.yml.
    `kept` is where definitions keep what several of them ask for at one date.
    """

    frames: dict[str, pandas.DataFrame]
    standards: Any = None
    absent_columns: set[str] = field(default_factory=set)
    kept: dict[Any, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> pandas.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(name)
        if name not in self.frames:
            raise NotAvailable(f"the table '{name}' is not in the extract")
        return self.frames[name]

    def has(self, name: str) -> bool:
        return name in self.frames

    def once(self, key: Any, made: Callable[[], Any]) -> Any:
        """What `made` gives, made once and kept for whoever asks next."""
        if key not in self.kept:
            self.kept[key] = made()
        return self.kept[key]

    @property
    def child(self) -> pandas.DataFrame:
        """The table of children by the child's id."""
        return self.once("child", lambda: self.children.set_index("child"))

    def born(self, child: pandas.Series) -> pandas.Series:
        """Each child's date of birth; missing where it is not known."""
        place = self.child.index.get_indexer(child)
        return self.child.born.take(place).where(place >= 0).set_axis(child.index)


def empty(table: Table) -> pandas.DataFrame:
    """A table of the declared shape with no record in it."""
    return typed(pandas.DataFrame({name: pandas.Series(dtype="str") for name in table.names}), table)


def typed(frame: pandas.DataFrame, table: Table) -> pandas.DataFrame:
    """Text in ISO form turned into the declared types; blank is missing. For rows written by hand: worked examples and tests."""
    out = {}
    for column in table.columns:
        text = frame[column.name].astype("str").replace("", None) if column.name in frame else pandas.Series([None] * len(frame), index=frame.index, dtype="str")
        if column.type == "number":
            out[column.name] = pandas.to_numeric(text)
        elif column.type in PANDAS_TYPES:
            out[column.name] = pandas.to_datetime(text, format="ISO8601").astype("datetime64[s]")
        else:
            out[column.name] = text
    return pandas.DataFrame(out, index=frame.index)
