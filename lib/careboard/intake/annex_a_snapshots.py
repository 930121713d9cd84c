"""The workbooks of Annex A, each a snapshot: its day, and which of its sheets is which list.

A snapshot's day stands on the front sheet, in the title of a list, or in the file's name; a single workbook
without any takes the extract's date that was given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from careboard.errors import Problem, raise_all
from careboard.intake.annex_a_lists import (
    FORMS,
    KNOWN_FORMS,
    LISTS,
    form,
    lacking,
    number_by_name,
    numbers_by_columns,
)
from careboard.intake.cells.date_forms import moment_of
from careboard.intake.findings import NOT_READ, Findings
from careboard.intake.source_table import SourceTable
from careboard.intake.workbook import Sheet, heading_row, sheet_table
from careboard.periods import day_text

# what stands before a snapshot's day on its front sheet, the surest first
DAY_WORDS = (
    re.compile(r"snapshot|as[\s_]at|as[\s_]of|data[\s_]date", re.IGNORECASE),
    re.compile(r"extract|census|reference|inspection", re.IGNORECASE),
    re.compile(r"report|run|produced|drawn|date", re.IGNORECASE),
)
DAY_IN_TEXT = re.compile(
    r"(?<!\d)(?:\d{4}[-/._ ]\d{1,2}[-/._ ]\d{1,2}|\d{1,2}[-/._ ]\d{1,2}[-/._ ]\d{4}|(?:19|20)\d{6}"
    r"|\d{4}(?:19|20)\d{2}|\d{1,2}(?:st|nd|rd|th)?[-/._ ]*"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/._ ,]*\d{4})(?!\d)",
    re.IGNORECASE,
)
COMPACT = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
EARLIEST = 2000
NO_LIST = "the sheet is of no list of Annex A"
NO_DAY = (
    "{file}: it is not known of which day this snapshot is. Write the day on its front sheet ('Snapshot "
    "date', and the day beside it) or in the file's name (2020-03-31)."
)


@dataclass
class Snapshot:
    """One workbook.

    Attributes:
        file: as messages name it.
        day: of which day it is.
        lists: number -> the list's table, its columns named by the fields of annex_a_lists.
        origin: number -> field -> the heading that stood there.
    """

    file: str
    day: date
    lists: dict[int, SourceTable] = field(default_factory=dict)
    origin: dict[int, dict[str, str]] = field(default_factory=dict)


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether some sheets are, or hold, lists of Annex A.

    Args:
        sheets: of one workbook or several.
    """
    return any(numbers_by_columns(_forms(sheet)) for sheet in sheets)


def _forms(sheet: Sheet) -> set[str]:
    return {form(cell) for cell in sheet.rows[heading_row(sheet, KNOWN_FORMS, form)[0]] if cell}


def snapshots(sheets: Sequence[Sheet], extract_date: date | None, findings: Findings) -> list[Snapshot]:
    """The snapshots, by their days.

    Args:
        sheets: of all workbooks.
        extract_date: given from outside; the day of a single workbook that bears none.
        findings: the list to which sheets that are not read are added.

    Raises:
        Problems: where a day is not known, two are of one day, or a list lacks what it cannot do without.
    """
    books: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        books.setdefault(sheet.file, []).append(sheet)
    books = {file: several for file, several in books.items() if _is_one(file, several, findings)}
    found, problems = [], list[str]()
    for file, several in books.items():
        lists, rest, faults = _lists(several)
        problems += faults
        try:
            day = _day(file, rest, several, extract_date if len(books) == 1 else None)
        except Problem as problem:
            problems.append(str(problem))
            continue
        one = Snapshot(file, day)
        for number, sheet in lists.items():
            problems += _add(one, number, sheet)
        for sheet in rest:
            findings.add_repair(sheet.place, "", NO_LIST, 0, NOT_READ)
        found.append(one)
    found.sort(key=lambda one: one.day)
    for before, after in pairwise(found):
        if before.day == after.day:
            problems.append(
                f"{before.file} and {after.file}: both are of {day_text(after.day)}. Take one of them out."
            )
    raise_all([*problems, *_lists_between(found)])
    return found


def _is_one(file: str, sheets: Sequence[Sheet], findings: Findings) -> bool:
    """Whether a workbook is a snapshot; one that is not is told of."""
    if recognises(sheets):
        return True
    findings.add_repair(file, "", "the workbook has no list of Annex A", 0, NOT_READ)
    return False


def _lists(sheets: Sequence[Sheet]) -> tuple[dict[int, Sheet], list[Sheet], list[str]]:
    """Which sheet is which list, the other sheets, and what is wrong with the choice."""
    lists: dict[int, Sheet] = {}
    rest, problems = list[Sheet](), list[str]()
    for sheet in sheets:
        fitting, named = numbers_by_columns(_forms(sheet)), number_by_name(sheet.name)
        if named is not None and (named in fitting or (not fitting and _forms(sheet) & set(FORMS[named]))):
            number = named
        elif len(fitting) == 1:
            number = fitting[0]
        else:
            rest.append(sheet)
            continue
        if number in lists:
            problems.append(
                f"{sheet.place}: {LISTS[number].title} is there twice, in sheet {lists[number].name} too. "
                "Take one out."
            )
        lists.setdefault(number, sheet)
    return lists, rest, problems


def _add(one: Snapshot, number: int, sheet: Sheet) -> list[str]:
    """Put a list into its snapshot under the names of its fields; what is wrong with it, a line each."""
    try:
        table = sheet_table(sheet, KNOWN_FORMS, form)
    except Problem as problem:
        return [str(problem)]
    headings = list(table.frame.columns)
    problems = [f"{table.file}: {told}" for told in lacking(number, headings)]
    fields: dict[str, str] = {}
    for heading in headings:
        known = FORMS[number].get(form(heading))
        if known is not None and known not in fields:
            fields[known] = heading
        elif known is not None and not table.frame[heading].equals(table.frame[fields[known]]):
            problems.append(
                f"{table.file}: '{fields[known]}' and '{heading}' are names of one column, and they differ. "
                "Take one of them out."
            )
    frame = table.frame[list(fields.values())].set_axis(list(fields), axis=1)
    one.lists[number] = SourceTable(table.file, frame, table.row, table.usual_date, table.repairs)
    one.origin[number] = fields
    return problems


def _lists_between(found: Sequence[Snapshot]) -> list[str]:
    """The lists that some snapshots have and others lack: all that they hold would seem to have ended."""
    held = {number for one in found for number in one.lists}
    return [
        f"{one.file}: there is no sheet of {LISTS[number].title}, which other snapshots have. Add it, or "
        "leave this workbook out."
        for one in found
        for number in sorted(held - set(one.lists))
    ]


def _day(file: str, front: Sequence[Sheet], sheets: Sequence[Sheet], given: date | None) -> date:
    """The day of a snapshot.

    Raises:
        Problem: where none is told, or the front sheet tells several.
    """
    days = _days_of(front) or _days_of(_titles(sheets))
    if len(days) > 1:
        raise Problem(
            f"{file}: the front sheet names {len(days)} days, and it is not clear which is the snapshot's. "
            "Write 'Snapshot date' beside that one."
        )
    named = set(days) or _days(file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    if len(named) == 1:
        return named.pop()
    if given is None:
        raise Problem(f"{NO_DAY.format(file=file)} For a single workbook, --extract-date will do.")
    return given


def _titles(sheets: Sequence[Sheet]) -> list[Sheet]:
    """What stands above the headings of the lists."""
    return [
        Sheet(sheet.file, sheet.name, sheet.rows[: heading_row(sheet, KNOWN_FORMS, form)[0]], [])
        for sheet in sheets
    ]


def _days_of(sheets: Sequence[Sheet]) -> set[date]:
    """The days behind the surest words that stand on some sheets; else the only day on them."""
    labelled: list[set[date]] = [set() for _ in DAY_WORDS]
    every = set[date]()
    for sheet in sheets:
        for place, row in enumerate(sheet.rows):
            below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else []
            for column, text in enumerate(row):
                every |= _days(text)
                rank = next((rank for rank, word in enumerate(DAY_WORDS) if word.search(text)), None)
                if rank is not None:
                    beside = next((cell for cell in row[column + 1 :] if cell.strip()), "")
                    under = below[column] if column < len(below) else ""
                    labelled[rank] |= _days(text) or _days(beside) or _days(under)
    return next((days for days in labelled if days), every if len(every) == 1 else set())


def _days(text: str) -> set[date]:
    """The days that stand in a text."""
    found = set()
    for match in DAY_IN_TEXT.findall(text):
        compact = COMPACT.fullmatch(match)
        forms = [re.sub(r"[._ ]", "-", match), re.sub(r"(?i)(\d)([a-z]{3})", r"\1 \2", match)]
        forms = [*forms, f"{compact[1]}/{compact[2]}/{compact[3]}"] if compact else forms
        for written in forms:
            try:
                day = moment_of(written.strip())[0].date()
            except ValueError:
                continue
            if day.year >= EARLIEST:
                found.add(day)
                break
    return found
