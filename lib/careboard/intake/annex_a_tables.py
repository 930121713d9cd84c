"""The lists of each snapshot read into the suite's tables, and all snapshots laid under one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy
import pandas

from careboard.intake.annex_a_codes import accommodation, with_codes
from careboard.intake.annex_a_lists import ADOPTERS, LISTS, TARGETS, Target
from careboard.intake.annex_a_snapshots import Snapshot
from careboard.intake.cells.cell import read_texts
from careboard.intake.findings import EMPTY, NOT_READ, Findings
from careboard.intake.source_table import SourceTable
from careboard.intake.typed_table import TypedTable, typed_table
from careboard.records.codes import DENTAL_CHECK, HEALTH_CHECK, UNACCOMPANIED
from careboard.records.schema import TABLES, Column

CHILD_FIELDS = ("child", "sex", "ethnicity", "born")
# events that a list names where they happened: a row without the day is none
OPTIONAL_DAYS = {
    "conferences": "held",
    "protection_visits": "visited",
    "care_visits": "visited",
    "care_reviews": "reviewed",
    "health_checks": "checked",
}
# how things stood at the snapshot, held until the next
HELD = ("care_leavers", "placement_counts", "immigration")
SOME_LACK = "other snapshots have no such column; what needs it is not available"
NO_ADOPTERS = "List 11 (adopters): no figure is taken from it"
PARTS = ("file", "row", "faulty", "dropped", "repaired")


def parts_of(one: Snapshot, findings: Findings) -> list[TypedTable]:
    """The tables of one snapshot, each record with the snapshot's day under 'snapshot'.

    Args:
        one: the snapshot.
        findings: the list to which what is found is added.
    """
    parts = []
    for number, came in one.lists.items():
        for told, records in came.repairs:
            findings.add_repair(came.file, "", told, records)
        if number == ADOPTERS:
            findings.add_repair(came.file, "", NO_ADOPTERS, len(came.frame), NOT_READ)
            continue
        if came.frame.empty:
            findings.add_repair(came.file, "", EMPTY, 0, NOT_READ)
        parts += _of_list(_coded(came), number, one.origin[number], findings)
    for part in parts:
        part.frame = part.frame.assign(snapshot=pandas.Timestamp(one.day).as_unit("s"))
    return parts


def _coded(came: SourceTable) -> SourceTable:
    """A list with Annex A's own words replaced by codes."""
    frame = came.frame.apply(lambda cells: with_codes(cells, str(cells.name)))
    if "accommodation" in frame and "suitability" in frame:
        frame = frame.assign(accommodation=accommodation(frame.accommodation, frame.suitability))
    return replace(came, frame=frame)


def _of_list(
    came: SourceTable, number: int, origin: Mapping[str, str], findings: Findings
) -> list[TypedTable]:
    """The tables that come of one list."""
    children = Target("children", number, {name: name for name in CHILD_FIELDS})
    parts = [_typed(came, children, origin, findings)]
    typed = {"": parts[0]}
    for target in TARGETS:
        if target.number != number or not set(target.columns.values()) & set(came.frame) - {"child", "team"}:
            continue
        part = _typed(came, target, origin, findings)
        _complete(part, came, target, typed)
        typed.setdefault(target.table, part)
        parts.append(_those_that_are(part, target.table))
    return parts


def _typed(came: SourceTable, target: Target, origin: Mapping[str, str], findings: Findings) -> TypedTable:
    """One table of a list, read cell by cell."""
    frame = pandas.DataFrame(
        {ours: came.frame[field] for ours, field in target.columns.items() if field in came.frame}
    )
    if target.table == "immigration":
        frame = frame.assign(status=_flags(came.frame.unaccompanied).map({"Y": UNACCOMPANIED}).fillna(""))
    if target.table == "care_leavers" and "suitability" not in came.frame:
        frame = frame.drop(columns="accommodation", errors="ignore")
    names = {
        ours: origin.get(field, LISTS[target.number].headings[field][0])
        for ours, field in target.columns.items()
    }
    file = pandas.Series(came.file, index=frame.index, dtype="str")
    return typed_table(TABLES[target.table], frame, file, came.row, names, came.usual_date, findings)


def _flags(cells: pandas.Series) -> pandas.Series:
    return _values(
        cells, next(column for column in TABLES["protection_visits"].columns if column.name == "seen")
    )


def _values(cells: pandas.Series, column: Column) -> pandas.Series:
    """Cells read for use beside a table's own columns; what cannot be read is missing."""
    place, different = pandas.factorize(cells, use_na_sentinel=False)
    texts = different.to_list()
    reading = read_texts(texts, numpy.bincount(place, minlength=len(texts)), column, "yyyy-mm-dd")
    return reading.value.take(place).set_axis(cells.index)


def days_of(cells: pandas.Series) -> pandas.Series:
    """Cells read as days; what cannot be read is missing.

    Args:
        cells: text.
    """
    return _values(cells, Column("day", "date"))


def _complete(part: TypedTable, came: SourceTable, target: Target, typed: Mapping[str, TypedTable]) -> None:
    """Put in what a table needs of other columns of its list."""
    frame, name = part.frame, target.table
    nothing = pandas.Series(pandas.NA, index=frame.index, dtype="str")
    if name in ("contacts", "referrals"):
        frame = frame.assign(source=came.frame.source if "source" in came.frame else nothing)
    elif name == "conferences":
        frame = frame.assign(enquired=typed["enquiries"].frame.started, transfer_in=nothing)
    elif name == "plans":
        frame = frame.assign(temporary=nothing)
    elif name == "protection_visits":
        frame = frame.assign(begun=typed["plans"].frame.started, seen="Y").astype({"seen": "str"})
    elif name == "care_visits":
        frame = frame.assign(seen="Y").astype({"seen": "str"})
    elif name == "care":
        legal = days_of(came.frame.legal_from) if "legal_from" in came.frame else frame.entered.mask(True)
        frame = frame.assign(legal_from=legal)
    elif name == "health_checks":
        kind = HEALTH_CHECK if target.columns["checked"] == "health_assessed" else DENTAL_CHECK
        frame = frame.assign(type=kind, status=nothing).astype({"type": "str"})
    part.frame = frame


def _those_that_are(part: TypedTable, name: str) -> TypedTable:
    """A table without the rows that tell of no such event."""
    frame = part.frame
    if name in OPTIONAL_DAYS:
        there = frame[OPTIONAL_DAYS[name]].notna() | part.faulty
    elif name == "permanence":
        there = (
            frame[[day for day in ("ordered", "matched") if day in frame]].notna().any(axis=1) | part.faulty
        )
    elif name == "immigration":
        there = frame.status.notna()
    else:
        return part
    return _only(part, there)


def _only(part: TypedTable, there: pandas.Series) -> TypedTable:
    """Some of a table's records."""
    kept = {name: getattr(part, name)[there] for name in PARTS}
    return replace(part, frame=part.frame[there], **kept)


def stacked(
    found: Sequence[Snapshot], parts: Sequence[TypedTable], findings: Findings
) -> dict[str, TypedTable]:
    """The parts of all snapshots under one another, by table, the earliest first.

    A column that some snapshots lack is left out, so that what needs it is not available.

    Args:
        found: the snapshots.
        parts: their tables.
        findings: the list that the parts share.
    """
    checked = {}
    for name in {part.table.name: None for part in parts}:
        several = [part for part in parts if part.table.name == name and len(part.frame)]
        if not several:
            continue
        columns = set.intersection(*(set(part.frame.columns) for part in several))
        lost = {column: part for part in several for column in part.frame.columns if column not in columns}
        frame = pandas.concat([part.frame for part in several], ignore_index=True)
        frame = frame[[column for column in frame.columns if column in columns]]
        frame = frame.astype({column: "str" for column in frame.columns if frame[column].dtype == "object"})
        together = {
            what: pandas.concat([getattr(part, what) for part in several], ignore_index=True)
            for what in PARTS
        }
        origin = {ours: heading for part in several for ours, heading in part.origin.items()}
        for column, part in lost.items():
            if column in origin and name != "children":
                findings.add_repair(str(part.file.iloc[0]), origin[column], SOME_LACK, 0, NOT_READ)
        checked[name] = TypedTable(TABLES[name], frame, origin=origin, findings=findings, **together)
    return checked
