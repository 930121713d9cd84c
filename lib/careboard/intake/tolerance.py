"""Whether an extract's records can carry the figures: what is beyond the agreed share stops a build.

Looked at are the records of each file by column, and again, by table, those that were open at a day; there
the present is lost when open cases cannot be read while closed ones can.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

import pandas

from careboard.intake.cells.codes import NONE_KNOWN, UNKNOWN
from careboard.intake.extract import Extract
from careboard.intake.findings import NOT_KNOWN, SET_ASIDE
from careboard.intake.typed_table import TypedTable
from careboard.params.intake import Intake
from careboard.periods import day_text

LOST = (SET_ASIDE, NOT_KNOWN)
MOST_UNKNOWN = (
    50.0  # per cent of a column's values; codes that nobody knows are told, and stop a build beyond it
)
TOO_MANY_UNKNOWN = "where most codes of a column are unknown, they are another list's"
CURE = "Mend the extract; or, where this is known and right, accept it by name: --accept {name}"


def faults_beyond(
    extract: Extract, rule: Intake, ends: Sequence[date], accepted: Collection[str] = ()
) -> list[str]:
    """What is beyond the agreed share in an extract, a line each.

    Args:
        extract: the extract.
        rule: the agreed share.
        ends: the last days of the periods wanted; of each, the open records are looked at.
        accepted: the names of what is accepted, beside those in the rule.
    """
    known = {*accepted, *(one.what for one in rule.accepted)}
    found = _found(extract, rule, ends)
    return [f"{line} {CURE.format(name=name)}" for name, line in found.items() if name not in known]


def accepted_notes(
    extract: Extract, rule: Intake, ends: Sequence[date], accepted: Collection[str] = ()
) -> list[str]:
    """A sentence for readers on each fault that is beyond the agreed share and was accepted.

    Arguments as of `faults_beyond`.
    """
    agreed = {one.what: one for one in rule.accepted}
    notes = []
    for name in _found(extract, rule, ends):
        if one := agreed.get(name):
            who = f"accepted by {one.agreed.by} on {day_text(one.agreed.on)}: {one.reason}"
            notes.append(f"More of {name} could not be used than is agreed; {who.rstrip('.')}.")
        elif name in accepted:
            notes.append(f"More of {name} could not be used than is agreed; it was accepted for this build.")
    return notes


def _found(extract: Extract, rule: Intake, ends: Sequence[date]) -> dict[str, str]:
    """What is beyond the agreed share: its name -> what is said of it."""
    found = dict[str, str]()
    for name, line in (*_by_column(extract, rule), *_open_records(extract, rule, ends)):
        found.setdefault(name, line)
    return found


def name_of(file: str, column: str) -> str:
    """The name by which a fault is accepted.

    Args:
        file: the file, as messages name it.
        column: the source's column.

    Returns:
        'ssd_person:pers_dob', '2019/episodes:DECOM'
    """
    path = PurePosixPath(file)
    return f"{path.with_suffix('') if path.suffix.lower() in ('.csv', '.txt', '.tsv') else path}:{column}"


def _beyond(lost: int, whole: int, rule: Intake) -> bool:
    return lost > rule.share / 100 * whole and (lost >= rule.fewest or lost == whole)


def _by_column(extract: Extract, rule: Intake) -> Iterator[tuple[str, str]]:
    """The columns of a file for which too many records are lost."""
    rows = _rows_of_files(extract)
    lost = extract.faults[extract.faults.outcome.isin(LOST)]
    most = rule.model_copy(update={"share": MOST_UNKNOWN})
    for (file, column), faults in lost.groupby(["file", "column"], sort=True):
        unknown = faults[(faults.outcome == NOT_KNOWN) & faults.reason.str.startswith((UNKNOWN, NONE_KNOWN))]
        records, whole = faults.row.nunique(), int(rows.get(file, 0))
        name = name_of(file, column)
        if _beyond(faults.row.drop(unknown.index).nunique(), whole, rule):
            of = f"{records:,} of its {whole:,} records"
            yield name, _line(extract, file, column, faults, of, records / whole, _agreed(rule))
        elif len(unknown) and _beyond(records, values := _values(extract, file, column) + records, most):
            of = f"{records:,} of its {values:,} values"
            yield name, _line(extract, file, column, faults, of, records / values, TOO_MANY_UNKNOWN)


def _rows_of_files(extract: Extract) -> pandas.Series:
    """How many rows each file has; of one file several tables may come, and of one row several records."""
    found = [
        pandas.DataFrame({"file": table.file.astype("str"), "row": table.row}).drop_duplicates().file
        for table in extract.checked.values()
    ]
    return pandas.concat([files.value_counts() for files in found]).groupby(level=0).max()


def _values(extract: Extract, file: str, column: str) -> int:
    """How many records of a file have a value that is known in a column."""
    found = 0
    for table in extract.checked.values():
        for ours, theirs in table.origin.items():
            if theirs == column and ours in table.frame:
                found = max(found, int(table.frame[ours][table.file.astype("str") == file].notna().sum()))
    return found


def _open_records(extract: Extract, rule: Intake, ends: Sequence[date]) -> Iterator[tuple[str, str]]:
    """The tables of which too many of the records open at a day are lost."""
    for table in extract.checked.values():
        for end in ends:
            day_after = pandas.Timestamp(end) + pandas.Timedelta(days=1)
            open_then = _open(table, day_after)
            lost = open_then & table.faulty
            whole = int((open_then & ~table.dropped).sum())
            if lost.sum() < rule.fewest or not _beyond(int(lost.sum()), whole, rule):
                continue
            faults = extract.faults[
                (extract.faults.outcome == SET_ASIDE)
                & extract.faults.file.isin(table.file[lost].astype("str"))
                & extract.faults.row.isin(table.row[lost])
                & extract.faults.column.isin(table.origin.values())
            ]
            if faults.empty:
                continue
            (file, column), _ = max(faults.groupby(["file", "column"]), key=lambda group: len(group[1]))
            faults = faults[(faults.file == file) & (faults.column == column)]
            of = f"{int(lost.sum()):,} of the {whole:,} records open on {day_text(end)}"
            share = int(lost.sum()) / whole
            yield name_of(file, column), _line(extract, file, column, faults, of, share, _agreed(rule))


def _open(table: TypedTable, day_after: pandas.Timestamp) -> pandas.Series:
    """Which records were open at the end of a day, or cannot be told not to have been."""
    frame = table.frame
    for first, last in table.table.spans:
        if first in frame and last in frame:
            begun = frame[first].isna() | (frame[first] < day_after)
            return begun & (frame[last].isna() | (frame[last] >= day_after))
    return pandas.Series(False, index=frame.index)


def _line(
    extract: Extract, file: str, column: str, faults: pandas.DataFrame, of: str, share: float, bound: str
) -> str:
    reasons = faults.groupby("reason").size().sort_values(ascending=False)
    forms = extract.findings.shapes(file, column)
    shapes = f" What stood there has the form {', '.join(repr(form) for form in forms)}." if forms else ""
    aside = "set aside" if (faults.outcome == SET_ASIDE).any() else "not known"
    return (
        f"{file}, column '{column}': for {of} the value is {aside} ({'; '.join(reasons.index[:3])}), "
        f"{share:.0%}; {bound}.{shapes}"
    )


def _agreed(rule: Intake) -> str:
    return f"{rule.share:g} % at most are agreed (params/intake.yml)"
