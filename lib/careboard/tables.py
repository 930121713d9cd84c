"""The declared shape of every table: columns, types, codes and keys.

Whatever the source, definitions see these tables and these columns. Dates are days; `moment` is a day with
a time where the source has one. Codes are those of the SSDA903 guide; where a code list changed with a
collection year, the codes of all years stay known, so that past years stay countable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas

from careboard import codes
from careboard.codes import FLAG


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
# what comes before children in care, and their health
BEFORE_CARE = [
    _table("children", "child*:id", _column("sex:code", codes.SEXES), _column("ethnicity:code", [code for group in codes.ETHNIC_GROUPS.values() for code in group]), "born:date", key="child"),
    _table("contacts", "contact*:id", "child*:id", "contacted*:date", key="contact"),
    _table("early_help", "episode*:id", "child*:id", "started*:date", "ended:date", key="episode", spans=STARTED_ENDED),
    _table("referrals", "referral*:id", "child*:id", "referred*:date", "closed:date", "team:id", key="referral", spans="referred..closed"),
    _table("assessments", "assessment*:id", "child*:id", "referral:id", "started*:date", "authorised:date", _column("seen:code", FLAG), "team:id", key="assessment", spans="started..authorised"),
    _table("enquiries", "enquiry*:id", "child*:id", "started*:date", "ended:date", "team:id", key="enquiry", spans=STARTED_ENDED),
    _table("conferences", "conference*:id", "child*:id", "enquiry:id", "held*:date", _column("transfer_in:code", FLAG), "team:id", key="conference"),
    _table("need_plans", "plan*:id", "child*:id", "started*:date", "ended:date", "team:id", key="plan", spans=STARTED_ENDED),
    _table("need_visits", "visit*:id", "child*:id", "visited*:date", _column("seen:code", FLAG), key="visit"),
    _table("plans", "plan*:id", "child*:id", "started*:date", "ended:date", _column("temporary:code", FLAG), _column("category:code", codes.CATEGORIES), key="plan", spans=STARTED_ENDED),
    _table("protection_visits", "visit*:id", "child*:id", "plan:id", "visited*:date", _column("seen:code", FLAG), _column("alone:code", FLAG), key="visit"),
    _table("protection_reviews", "review*:id", "child*:id", "plan:id", "reviewed*:date", key="review"),
]
IN_CARE = [
    _table(
        "care", "child*:id", "started*:date", _column("start_reason*:code", codes.START_REASONS), _column("legal_status*:code", codes.LEGAL_STATUSES),
        _column("placement_type:code", codes.PLACEMENT_TYPES), _column("provider:code", codes.PROVIDERS), "placement:id", "postcode", "home_postcode", "urn:id", "distance:number",
        "ended:date", _column("end_reason:code", codes.END_REASONS), key="child started", spans=STARTED_ENDED,
    ),
    _table("care_reviews", "child*:id", "reviewed*:date", _column("cancelled:code", FLAG), _column("participation:code", codes.PARTICIPATION), key="child reviewed"),
    _table("care_visits", "visit*:id", "child*:id", "visited*:date", _column("seen:code", FLAG), key="visit"),
    _table("placement_plans", "child*:id", "placement_started*:date", _column("lasts_to_18:code", FLAG), _column("planned_end:code", FLAG), _column("same_carer:code", FLAG), _column("basis:code", ["reg19", "reg24"]), key="child placement_started"),
    _table("permanence", "record*:id", "child*:id", "ordered:date", "matched:date", key="record"),
    _table("immigration", "child*:id", "status*:text", "started:date", "ended:date", spans=STARTED_ENDED),
    _table("siblings", "child*:id", "group*:id", key="child"),
    _table("earlier_plans", "child*:id", "started:year_or_date", "ended:year_or_date"),
    _table("earlier_care", "child*:id", "started:year_or_date", "ended:year_or_date"),
    _table("education", "child*:id", "term_started*:date", "term_ended*:date", "plan_reviewed:date", "attendance:number", _column("suspended:code", FLAG), _column("sen:code", codes.SEN), key="child term_started", spans="term_started..term_ended"),
    _table("missing", "spell*:id", "child*:id", _column("type*:code", ["M", "A"]), "started*:moment", "ended:moment", key="spell", spans=STARTED_ENDED),
    _table("return_interviews", "spell*:id", "offered:moment", "completed:moment", "by:text", key="spell", of_child=False),
]
HEALTH = [
    _table("health_checks", "check*:id", "child*:id", "type*:text", "checked*:date", "status:text", key="check"),
    _table("immunisations", "child*:id", "dated*:date", _column("up_to_date*:code", FLAG), key="child dated"),
    _table("substance_misuse", "record*:id", "child*:id", "dated*:date", "misused:text", key="record"),
    _table("health_passports", "child*:id", "given*:date", key="child"),
    _table("sdq", "questionnaire*:id", "child*:id", "completed*:date", "score:number", _column("reason:code", codes.SDQ_REASONS), key="questionnaire"),
    _table(  # the flags of the SSDA903 return, at its 31 March alone
        "yearly_outcomes", "child*:id", "on*:date", *(_column(f"{name}:code", FLAG) for name in ("convicted", "dental_check", "health_assessment", "immunised", "substance_misuse")),
        "score:number", _column("reason:code", codes.SDQ_REASONS), key="child on",
    ),
]
AFTER_CARE = [
    _table(
        "care_leavers", "child*:id", "started*:date", "ended:date", "eligibility*:text", _column("in_touch:code", codes.IN_TOUCH), "contact:date",
        _column("activity:code", codes.ACTIVITIES), _column("accommodation:code", codes.ACCOMMODATION), "pathway_plan_review:date", key="child started", spans=STARTED_ENDED,
    ),
    _table(  # as they are on the extract's own date, where there is no history
        "care_leavers_now", "child*:id", "eligibility*:text", _column("in_touch:code", codes.IN_TOUCH), "contact:date",
        _column("activity:code", codes.ACTIVITIES), _column("accommodation:code", codes.ACCOMMODATION), "pathway_plan_review:date", key="child",
    ),
    _table(  # as they were at a birthday, from the SSDA903 return
        "birthdays", "child*:id", "on*:date", _column("in_touch:code", codes.IN_TOUCH), _column("activity:code", codes.ACTIVITIES), _column("accommodation:code", codes.ACCOMMODATION), key="child on",
    ),
]
STAFF_AND_PLACES = [
    _table("involvements", "involvement*:id", "child*:id", "worker*:id", "role*:text", "team:id", "started*:date", "ended:date", key="involvement", spans=STARTED_ENDED),
    _table("workforce", "worker*:id", _column("role*:code", codes.ROLES), "team:id", "started*:date", "ended:date", "fte*:number", _column("agency*:code", FLAG), _column("holds_cases*:code", FLAG), key="worker role started", spans=STARTED_ENDED, of_child=False),
    _table("posts", _column("role*:code", codes.ROLES), "team:id", "fte*:number", "started*:date", "ended:date", spans=STARTED_ENDED, of_child=False),
    _table("teams", "team*:id", "name:text", "area*:id", "started:date", "ended:date", key="team started", spans=STARTED_ENDED, of_child=False),
    _table("home_districts", "child*:id", "area*:id", "started:date", "ended:date", spans=STARTED_ENDED),
    _table("postcode_districts", "sector*:id", "district*:id", "easting:number", "northing:number", key="sector", of_child=False),
    _table("population_groups", "district*:id", _column("sex*:code", codes.SEXES), "ethnic_group*:text", "year*:number", "children*:number", key="district sex ethnic_group year", of_child=False),
]
TABLES = {table.name: table for table in [*BEFORE_CARE, *IN_CARE, *HEALTH, *AFTER_CARE, *STAFF_AND_PLACES]}
PANDAS_TYPES = {"date": "datetime64[s]", "moment": "datetime64[s]", "year_or_date": "datetime64[s]", "number": "float64"}


class NotAvailable(Exception):
    """The extract does not hold a table or column that a definition asks for."""


@dataclass
class Tables:
    """The checked tables of one extract, asked for by name: `tables.plans`.

    A table that the extract lacks raises NotAvailable. `standards` holds the local standards of params/suite.yml,
    `drawn` the extract's date, `districts` the ids of the authority's own areas that no other belongs to.
    `kept` is where definitions keep what several of them ask for at one date.
    """

    frames: dict[str, pandas.DataFrame]
    standards: Any = None
    drawn: date | None = None
    districts: frozenset[str] = frozenset()
    kept: dict[Any, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> pandas.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(name)
        if name not in self.frames:
            raise NotAvailable(f"the table '{name}' is not in the extract")
        return self.frames[name]

    def has(self, name: str) -> bool:
        return name in self.frames

    def absent_columns(self) -> set[str]:
        """The columns that tables of the extract may lack and do, by the names that definitions use."""
        return {column.name for table, frame in self.frames.items() for column in TABLES[table].columns if not column.required and column.name not in frame}

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
