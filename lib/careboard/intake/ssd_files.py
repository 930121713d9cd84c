"""Which file of a folder is which table of the Standard Safeguarding Dataset."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

from careboard.errors import Problem, raise_all
from careboard.intake.csv_files import read_csv
from careboard.intake.findings import NOT_READ, Findings
from careboard.intake.folder_files import PACKED_ENDINGS, WORKBOOK_ENDINGS
from careboard.intake.source_table import SourceTable, folded
from careboard.intake.ssd_columns import UNREAD
from careboard.intake.workbook import read_workbook

CLOSE_NAME = 0.85  # how much alike a file's name and an absent table's are, from 0 to 1, to be asked about


def table_name(path: Path) -> str:
    """The table that a file's name is of, a database's schema in front of it left out.

    Example: 'ssd_development.ssd_person.CSV' is of 'ssd_person'.

    Args:
        path: the file.
    """
    return path.stem.lower().rsplit(".", 1)[-1].strip().strip("[]\"'")


def read_tables(
    folder: Path, files: Collection[Path], known: Mapping[str, Collection[str]], findings: Findings
) -> dict[str, SourceTable]:
    """The tables of a folder of CSV files.

    Args:
        folder: the folder.
        files: its data files.
        known: the table's name -> its columns.
        findings: the list to which a file is added that looks like a table and is not read.

    Returns:
        The tables by name.

    Raises:
        Problems: where a file cannot be read, two are of one table, one lies elsewhere or bears nearly the
            name of a table that is not there.
    """
    chosen, strange, problems = _chosen(folder, files, known)
    for path in strange:
        problems += _strange(path, folder, known, chosen, findings)
    problems += _packed(folder, known, chosen)
    tables = {}
    for name, path in chosen.items():
        try:
            tables[name] = _read(path, known[name])
        except Problem as problem:
            problems.append(str(problem))
    raise_all(problems)
    return tables


def _read(path: Path, columns: Collection[str]) -> SourceTable:
    """A table's file: CSV, or a workbook of which the sheet with most of the table's columns is read."""
    if path.suffix.lower() not in WORKBOOK_ENDINGS:
        return read_csv(path, path.name, columns)
    sheets = read_workbook(path, path.name, columns)
    if not sheets:
        raise Problem(f"{path.name}: the workbook has no filled cell. Draw the table again.")
    return max(
        sheets, key=lambda sheet: len(set(map(folded, sheet.frame.columns)) & set(map(folded, columns)))
    )


def _chosen(
    folder: Path, files: Collection[Path], known: Collection[str]
) -> tuple[dict[str, Path], list[Path], list[str]]:
    """The file of each table, the files that bear no table's name, and what is wrong with the choice."""
    chosen: dict[str, Path] = {}
    strange, problems = list[Path](), list[str]()
    for path in files:
        name = table_name(path)
        if name not in known:
            strange.append(path)
        elif path.parent != folder:
            problems.append(
                f"{path.relative_to(folder).as_posix()}: the table lies in a folder of its own. Put all "
                "tables into one folder."
            )
        elif name in chosen:
            problems.append(
                f"{path.name}: the table '{name}' is there twice, in {chosen[name].name} too. Take one out."
            )
        else:
            chosen[name] = path
    return chosen, strange, problems


def _strange(
    path: Path,
    folder: Path,
    known: Mapping[str, Collection[str]],
    chosen: Mapping[str, Path],
    findings: Findings,
) -> list[str]:
    """What is wrong with a file that bears no table's name; one that is not read is told of."""
    name, place = table_name(path), path.relative_to(folder).as_posix()
    absent = [table for table in known if table not in chosen]
    bare = "".join(sign for sign in name if sign.isalnum() or sign == "_").strip("_")
    wanted = [bare] if bare in absent else get_close_matches(bare, absent, n=1, cutoff=CLOSE_NAME)
    if wanted:
        return [f"{place}: is this the table '{wanted[0]}'? Name the file {wanted[0]}.csv."]
    if name.startswith("ssd") and name not in UNREAD:
        findings.add_repair(place, "", "no table of the dataset has that name", 0, NOT_READ)
    return []


def _packed(folder: Path, known: Collection[str], chosen: Mapping[str, Path]) -> list[str]:
    """Tables that are there packed alone."""
    packed = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in PACKED_ENDINGS]
    return [
        f"{path.name}: the table is packed. Unpack it beside the others."
        for path in packed
        if path.stem.split(".")[0].lower() in known and path.stem.split(".")[0].lower() not in chosen
    ]
