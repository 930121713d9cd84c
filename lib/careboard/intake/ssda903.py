"""SSDA903 returns laid one after the other: one table of each kind, the latest account of each record kept.

The same open episode comes again, closed, in the next return: the later return holds. Source: DfE, Children
looked after return (SSDA903), guide.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

import pandas

from careboard.errors import WrongUse, raise_all
from careboard.intake.cells.codes import says_yes
from careboard.intake.extract import Extract, checked_tables
from careboard.intake.findings import EMPTY, NO_TEXT, NOT_READ, Findings
from careboard.intake.matching import one_form_of_children
from careboard.intake.overlaps import part_episodes
from careboard.intake.source_table import SourceTable
from careboard.intake.ssda903_accounts import (
    brought_back,
    end_between,
    hold_to_years,
    latest_accounts,
    stacked,
    with_birthdays,
)
from careboard.intake.ssda903_returns import Return, faults_of_years, holds_several_years, labels, year_of
from careboard.intake.ssda903_shapes import (
    AUTHORITY_COLUMNS,
    MAY_BE_EMPTY,
    OWN_CODES,
    SHAPES,
    UNREAD,
    YEAR_COLUMNS,
    absent_columns,
    nearly,
    table_of,
    with_known_names,
)
from careboard.intake.typed_table import TypedTable, typed_table
from careboard.intake.validation import hold_to_children, hold_to_shape
from careboard.records.codes import UNACCOMPANIED
from careboard.records.schema import TABLES, Table

SOURCE_NAMES = {table: f"the file with {' and '.join(telling)}" for table, (telling, _) in SHAPES.items()}
NO_COLUMN = "there is no such column; what needs it is not available"
NUMBERED_COLUMNS = {"missing": "spell", "permanence": "record"}  # records that the return gives no id


def recognises(tables: Sequence[SourceTable]) -> bool:
    """Whether one of some tables is a return's table of episodes.

    Args:
        tables: as they came.
    """
    return any(table_of(with_known_names(table).frame.columns) == "care" for table in tables)


def extract_of(
    came: Sequence[SourceTable],
    name: str,
    extract_date: date | None,
    described: dict[str, str],
    authority: int | None = None,
) -> Extract:
    """Every return among some tables, joined, each child under one identifier.

    Args:
        came: the tables as they came, each named by its path from the extract's folder.
        name: what the extract is called where it does not say.
        extract_date: the day on which it was drawn; None for the last 31 March of the returns.
        described: what the extract says of itself.
        authority: whose records are read where there are several authorities' among them.

    Raises:
        WrongUse, Problems: where there is no child, or a file cannot be placed or read.
    """
    findings = Findings()
    returns = _returns(_known_tables(came, name, authority, findings), findings)
    raise_all([*findings.problems, *faults_of_years(returns)])
    one_form_of_children([part for one in returns for several in one.parts.values() for part in several])
    years = sorted({one.year for one in returns})
    drawn = extract_date or date(years[-1], 3, 31)
    checked = stacked(returns, findings)
    notes = _hold(checked, years, drawn)
    return Extract(
        source=described.get("source") or name,
        kind="SSDA903",
        extract_date=drawn,
        invented=says_yes(described.get("invented", "")),
        tables=checked_tables(checked, drawn),
        faults=findings.frame(),
        notes=[_note(years), *notes],
        history_from=date(years[0] - 1, 4, 1),
        checked=checked,
        findings=findings,
        names=SOURCE_NAMES,
    )


def _hold(checked: dict[str, TypedTable], years: Sequence[int], drawn: date) -> list[str]:
    """Hold every table to its years, its shape and the children, the later return before the earlier.

    Returns:
        What is to be said of dates on which the returns differ.
    """
    _complete(checked)
    hold_to_years(checked)
    latest_accounts(checked)
    end_between(checked["care"], years)
    for table in checked.values():
        hold_to_shape(table, drawn)
    hold_to_children(checked, drawn)
    part_episodes(checked["care"])
    return brought_back(checked, years)


def _known_tables(
    came: Sequence[SourceTable], name: str, authority: int | None, findings: Findings
) -> list[tuple[str, SourceTable]]:
    """The tables of returns with the suite's name of each, of one authority.

    Raises:
        WrongUse: where there is no file of children, or no child in any.
        Problems: where a file looks like one of a return and cannot be told.
    """
    tables, problems = [], list[str]()
    for table in map(with_known_names, came):
        columns = set(table.frame.columns)
        known = table_of(columns)
        if known is None:
            problems += _unknown_table(table, findings)
            continue
        if table.frame.empty:
            findings.add_repair(table.file, "", EMPTY, 0, NOT_READ)
        tables.append((known, table))
    lacking, absent = absent_columns(tables)
    raise_all([*problems, *lacking, *_authorities(tables, authority)])
    for file, column in absent:
        findings.add_repair(file, column, NO_COLUMN, 0, NOT_READ)
    if not any(known == "children" for known, _ in tables):
        raise WrongUse(
            f"{name}: there are episodes, and no file with the columns CHILD, SEX, DOB, ETHNIC. Add the "
            "header file of each return."
        )
    if all(table.frame.empty for known, table in tables if known == "care"):
        raise WrongUse(
            f"{name}: there is no child looked after in any return. Expected a row for each episode."
        )
    return [(known, _of_authority(table, authority)) for known, table in tables]


def _unknown_table(table: SourceTable, findings: Findings) -> list[str]:
    """What is wrong with a table that cannot be told; one that no figure is taken from is told of."""
    columns, rows = set(table.frame.columns), len(table.frame)
    kind = next((kind for column, kind in UNREAD.items() if column in columns), None)
    if not columns:
        findings.add_repair(table.file, "", NO_TEXT, 0, NOT_READ)
    elif kind:
        findings.add_repair(table.file, "", f"{kind}: no figure is taken from it", rows, NOT_READ)
    elif problem := nearly(columns):
        return [f"{table.file}: {problem} Is this file of the return?"]
    elif PurePosixPath(table.file).name != "extract.csv":
        findings.add_repair(table.file, "", "it has not the columns of a return's table", rows, NOT_READ)
    return []


def _authorities(tables: Sequence[tuple[str, SourceTable]], authority: int | None) -> list[str]:
    """Whether the returns are of several authorities, of which none is chosen."""
    found, files = set[str](), list[str]()
    for _, table in tables:
        for column in AUTHORITY_COLUMNS:
            if column in table.frame:
                values = set(table.frame[column].str.strip().str.upper().str.removesuffix(".0")) - {""}
                found |= values
                files.append(table.file)
    if len(found) < 2 or (authority is not None and str(authority) in found):
        return []
    return [
        f"{', '.join(sorted(set(files)))}: there are records of {len(found)} authorities. Give the source's "
        "'authority' in params/suite.yml, as these files write it, or leave one authority's records."
    ]


def _of_authority(table: SourceTable, authority: int | None) -> SourceTable:
    """The rows of one authority, where a column tells and several are there."""
    column = next((name for name in AUTHORITY_COLUMNS if name in table.frame), None)
    if column is None or authority is None:
        return table
    values = table.frame[column].str.strip().str.removesuffix(".0")
    if values.nunique() < 2 or str(authority) not in set(values):
        return table
    chosen = values == str(authority)
    told = (f"rows of other authorities than {authority}; left out", int((~chosen).sum()))
    return SourceTable(
        table.file,
        table.frame[chosen].reset_index(drop=True),
        table.row[chosen.to_numpy()].reset_index(drop=True),
        table.usual_date,
        [*table.repairs, told],
    )


def _returns(tables: Sequence[tuple[str, SourceTable]], findings: Findings) -> list[Return]:
    """The returns, each with its tables read cell by cell and its year."""
    pieces = [piece for known, table in tables for piece in _by_year(known, table)]
    found = labels([(f"{year}/{table.file}" if year else table.file, known) for known, year, table in pieces])
    returns: dict[str, Return] = {}
    for label, (known, _, table) in zip(found, pieces, strict=True):
        if table.frame.empty and known not in MAY_BE_EMPTY:
            continue
        for told, records in table.repairs:
            findings.add_repair(table.file, "", told, records)
        one = returns.setdefault(label, Return(label))
        columns = SHAPES[known][1]
        held = {ours: table.frame[theirs] for ours, theirs in columns.items() if theirs in table.frame}
        frame = pandas.DataFrame(
            {ours: _own_codes(TABLES[known], ours, cells) for ours, cells in held.items()}
        )
        file = pandas.Series(table.file, index=frame.index, dtype="str")
        part = typed_table(TABLES[known], frame, file, table.row, columns, table.usual_date, findings)
        one.parts[known].append(part)
    for one in returns.values():
        one.year = year_of(one.parts.get("care", [])) or 0
        if one.parts.get("care") and not one.year:
            files = ", ".join(str(part.file.iloc[0]) for part in one.parts["care"])
            findings.problems.append(
                f"{files}, column 'DECOM': none of its dates can be read, so the return's year is not "
                "known. Write dates as dd/mm/yyyy or yyyy-mm-dd."
            )
        if holds_several_years(one.parts.get("care", [])):
            findings.problems.append(
                f"{', '.join(sorted({str(part.file.iloc[0]) for part in one.parts['care']}))}: there are "
                "episodes of several returns in one file, and no column YEAR. Add one, or give each "
                "return a file of its own."
            )
    return sorted(returns.values(), key=lambda one: one.year)


def _own_codes(table: Table, name: str, cells: pandas.Series) -> pandas.Series:
    """Cells with the return's own codes replaced by the suite's."""
    code_list = next(column.code_list for column in table.columns if column.name == name)
    return cells.replace(OWN_CODES[code_list]) if code_list in OWN_CODES else cells


def _by_year(known: str, table: SourceTable) -> list[tuple[str, str, SourceTable]]:
    """A table with a column of the return's year in parts, one a year."""
    column = next((name for name in YEAR_COLUMNS if name in table.frame), None)
    if column is None or table.frame.empty:
        return [(known, "", table)]
    years = table.frame[column].str.strip()
    parts = []
    for year in sorted(years.unique()):
        rows = (years == year).to_numpy()
        frame, row = table.frame[rows].reset_index(drop=True), table.row[rows].reset_index(drop=True)
        parts.append((known, year or "blank", SourceTable(table.file, frame, row, table.usual_date, [])))
    first = parts[0][2]
    parts[0] = (
        known,
        parts[0][1],
        SourceTable(first.file, first.frame, first.row, first.usual_date, table.repairs),
    )
    return parts


def _complete(checked: dict[str, TypedTable]) -> None:
    """Put in what the return leaves to be known: the day of flags, birthdays, a status, ids."""
    for name, table in checked.items():
        frame = table.frame
        if name in NUMBERED_COLUMNS:
            ids = pandas.Series([f"{number}" for number in range(len(frame))], index=frame.index, dtype="str")
            table.frame = frame.assign(**{NUMBERED_COLUMNS[name]: ids})
        elif name == "yearly_outcomes":
            days = pandas.to_datetime({"year": frame.year, "month": 3, "day": 31}).astype("datetime64[s]")
            table.frame = frame.assign(on=days)
        elif name == "birthdays":
            table.frame = with_birthdays(frame)
        elif name == "immigration":
            table.frame = frame.assign(status=pandas.Series(UNACCOMPANIED, index=frame.index, dtype="str"))


def _note(years: Sequence[int]) -> str:
    """What a reader should know of returns from one year to another."""
    first, last = years[0], years[-1]
    said = f"years ending 31 March {first} to {last}" if first < last else f"year ending 31 March {last}"
    return f"SSDA903 returns for the {said}. They hold no referrals, protection, visits, teams or areas."
