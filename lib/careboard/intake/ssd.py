"""The Standard Safeguarding Dataset: its tables, and a council's small local tables beside them, checked.

Source of names: Data to Insight, Standard Safeguarding Dataset.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches

import pandas

from careboard.errors import CLOSE, WrongUse, nearest, raise_all
from careboard.intake.cells.cell import read_texts
from careboard.intake.cells.codes import says_yes
from careboard.intake.extract import Extract, checked_tables
from careboard.intake.findings import EMPTY, NO_TEXT, NOT_READ, Findings
from careboard.intake.matching import match_identifiers
from careboard.intake.overlaps import part_episodes, part_statuses
from careboard.intake.source_table import SourceTable, named
from careboard.intake.ssd_care import care_of_parts, with_children
from careboard.intake.ssd_columns import (
    CARE_SHAPES,
    CARE_TABLES,
    DESCRIPTION,
    KNOWN_TABLES,
    LINKS,
    SOURCE_TABLES,
)
from careboard.intake.typed_table import TypedTable, typed_table
from careboard.intake.validation import hold_to_children, hold_to_shape, tell_of_teams
from careboard.records.schema import TABLES, Column

SHAPES = TABLES | CARE_SHAPES
PERSONS = "ssd_person"
SOURCE_NAMES = {
    **{table: source for table, (source, _) in SOURCE_TABLES.items()},
    "care": "ssd_cla_episodes or ssd_legal_status",
    "care_reviews": "ssd_cla_reviews",
}
NO_CARE = "Care is not available: ssd_legal_status, which tells short breaks apart, is missing."
NO_REVIEWS = (
    "Reviews of children looked after are not available: ssd_cla_episodes, which names the child, is missing."
)
# without an end, nobody would have left care
NEEDED_OF_CARE = {"child", "care", "started", "ended", "reviewed"}


def extract_of(
    came: Mapping[str, SourceTable],
    name: str,
    extract_date: date | None,
    findings: Findings,
) -> Extract:
    """The tables of an SSD extract checked, and what the extract says of itself.

    Args:
        came: the source's tables as they came, by name.
        name: what the extract is called where it does not say.
        extract_date: the day on which it was drawn; None to take it from the extract itself.
        findings: the list to which what is found is added.

    Raises:
        WrongUse: where there is no table of children.
        Problems: where a table lacks a column that it cannot do without, or cannot be read at all.
    """
    tables, notes = _present_tables(came, name, findings)
    source, drawn, invented = _described(tables.get(DESCRIPTION), findings)
    drawn = extract_date or drawn
    checked = _typed(tables, findings)
    raise_all(findings.problems)
    match_identifiers(checked, findings)
    raise_all(findings.problems)
    notes += _put_care_together(checked)
    _hold(checked, drawn)
    return Extract(
        source=source or name,
        kind="SSD",
        extract_date=drawn,
        invented=invented,
        tables=checked_tables(checked, drawn),
        faults=findings.frame(),
        notes=notes,
        checked=checked,
        findings=findings,
        names=SOURCE_NAMES,
    )


def _present_tables(
    came: Mapping[str, SourceTable], name: str, findings: Findings
) -> tuple[dict[str, SourceTable], list[str]]:
    """The tables that have rows, under the expected headings; and what to say of what is absent.

    Raises:
        WrongUse: where there is no table of children, or no child in it.
        Problems: where a table lacks a column that it cannot do without.
    """
    if PERSONS not in came:
        raise WrongUse(f"{name}: there is no table '{PERSONS}'. Is this an SSD extract?")
    tables = {source: named(table, KNOWN_TABLES[source]) for source, table in came.items()}
    empty = [source for source, table in tables.items() if table.frame.empty]
    if PERSONS in empty:
        raise WrongUse(f"{came[PERSONS].file}: there is no child in it. Expected a row for each child.")
    for source in empty:
        told = EMPTY if len(tables[source].frame.columns) else NO_TEXT
        findings.add_repair(tables[source].file, "", told, 0, NOT_READ)
    absent = _absent_columns({source: table for source, table in tables.items() if len(table.frame.columns)})
    present = {source: table for source, table in tables.items() if source not in empty}
    notes = [note for source, several in absent.items() if source in present for note in several]
    return present, _absent_tables(present) + notes


def _hold(checked: Mapping[str, TypedTable], drawn: date | None) -> None:
    """Hold every table to its shape, to the children, and to what cannot be at once."""
    for table in checked.values():
        hold_to_shape(table, drawn)
    hold_to_children(checked, drawn)
    tell_of_teams(checked)
    if "care" in checked:
        part_episodes(checked["care"])
    if "immigration" in checked:
        part_statuses(checked["immigration"])


def _absent_tables(tables: Collection[str]) -> list[str]:
    """A note on the tables that are not there, or have no row."""
    absent = [source for source in KNOWN_TABLES if source not in tables]
    if not absent:
        return []
    return [f"The extract has no table {', '.join(absent)}. What needs one of them is not available."]


def _described(table: SourceTable | None, findings: Findings) -> tuple[str, date | None, bool]:
    """What an extract says of itself: its name, the day on which it was drawn, whether it is invented."""
    if table is None:
        return "", None, False
    row = table.frame.iloc[0]
    day = read_texts(
        [str(row.get("extract_date", ""))], pandas.array([1]), Column("drawn", "date"), table.usual_date
    )
    if day.faults or day.refused:
        findings.problems.append(
            f"{table.file}, column 'extract_date': not a date in the form {table.usual_date}."
        )
    drawn = None if day.value.isna()[0] else day.value[0].date()
    return str(row.get("source", "")).strip(), drawn, says_yes(str(row.get("invented", "")))


def _typed(tables: Mapping[str, SourceTable], findings: Findings) -> dict[str, TypedTable]:
    """The suite's tables, and the parts of care, read cell by cell."""
    checked = {}
    for table, (source, columns) in (SOURCE_TABLES | CARE_TABLES).items():
        if source not in tables:
            continue
        came = tables[source]
        for told, records in came.repairs:
            findings.add_repair(came.file, "", told, records)
        frame = pandas.DataFrame(
            {ours: came.frame[theirs] for ours, theirs in columns.items() if theirs in came.frame}
        )
        file = pandas.Series(came.file, index=frame.index, dtype="category")
        checked[table] = typed_table(SHAPES[table], frame, file, came.row, columns, came.usual_date, findings)
    return checked


def _put_care_together(checked: dict[str, TypedTable]) -> list[str]:
    """Put the table of care, and the child of each review, in the place of the parts of care.

    Returns:
        What is to be told of what is missing.
    """
    if "care_episodes" in checked and "legal_statuses" in checked:
        hold_to_shape(checked["legal_statuses"], None)
        if "care_placements" in checked:
            hold_to_shape(checked["care_placements"], None)
        checked["care"] = care_of_parts(checked)
    notes = []
    if "reviews_by_care" in checked and "care_episodes" in checked:
        reviews = checked.pop("reviews_by_care")
        checked["care_reviews"] = with_children(reviews, checked["care_episodes"])
    elif "reviews_by_care" in checked:
        notes.append(NO_REVIEWS)
    if "care" in checked:
        del checked["care_episodes"]
    elif "care_episodes" in checked:
        notes.append(NO_CARE)
    return notes


def _absent_columns(tables: Mapping[str, SourceTable]) -> dict[str, list[str]]:
    """A note for each column that a table lacks, by the table; what needs one is then not available.

    Raises:
        Problems: for a column that stands there under a name nearly right, and for one that a table cannot
            do without.
    """
    problems, notes = [], dict[str, list[str]]()
    for table, (source, columns) in (SOURCE_TABLES | CARE_TABLES).items():
        if source not in tables:
            continue
        held = set(tables[source].frame.columns)
        others = sorted(held - set(columns.values()))
        required = {column.name for column in SHAPES[table].columns if column.required} | LINKS
        required |= NEEDED_OF_CARE if table in CARE_TABLES else set()
        for ours, theirs in columns.items():
            if theirs in held:
                continue
            close = get_close_matches(theirs, others, n=1, cutoff=CLOSE)
            if close or ours in required:
                hint = nearest(theirs, close) if close else ""
                problems.append(
                    f"{tables[source].file}: there is no column '{theirs}'.{hint} Add it to the extract."
                )
            else:
                notes.setdefault(source, []).append(
                    f"The extract has no column for {table.replace('care_placements', 'care')}: {ours}. "
                    "What needs it is not available."
                )
    raise_all(problems)
    return notes
