"""An extract read, whatever its kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from careboard.errors import Problem, WrongUse, raise_all
from careboard.intake import annex_a, ssd, ssda903
from careboard.intake.annex_a_snapshots import recognises
from careboard.intake.archive import unpacked
from careboard.intake.csv_files import read_csv
from careboard.intake.database import read_database
from careboard.intake.extract import Extract
from careboard.intake.findings import NOT_READ, Findings
from careboard.intake.folder_files import WORKBOOK_ENDINGS, folder_files
from careboard.intake.source_table import SourceTable, folded
from careboard.intake.ssd_columns import DESCRIPTION, KNOWN_TABLES
from careboard.intake.ssd_files import read_tables, table_name
from careboard.intake.ssda903_shapes import KNOWN_COLUMNS, SYNONYMS
from careboard.intake.ssda903_xml import read_xml
from careboard.intake.workbook import Sheet, read_sheets, sheet_table
from careboard.intake.workbook_bounds import is_workbook
from careboard.params.models import Source

SQLITE_START, ZIP_START = b"SQLite format 3\x00", b"PK\x03\x04"
RETURN_HEADINGS = KNOWN_COLUMNS | set(SYNONYMS)
# by what sheets are told, and by which the row of headings in them is found
HEADINGS = {folded(name) for columns in (RETURN_HEADINGS, *KNOWN_TABLES.values()) for name in columns}


def read(
    source: str,
    extract_date: date | None = None,
    settings: Source | None = None,
    workplace: Path | None = None,
) -> Extract:
    """Read an extract: tables of the Standard Safeguarding Dataset, SSDA903 returns, or Annex A.

    Args:
        source: a folder of files, a zip archive of them, a workbook, an SQLite file, a return in XML, or a
            database address that SQLAlchemy understands.
        extract_date: the day on which the extract was drawn; None to take it from the extract itself, where
            it says so.
        settings: what params/suite.yml says of the source: whose records are read where an extract holds
            those of several authorities, and where a database's tables lie.
        workplace: the folder in which an archive is unpacked while it is read; see archive.unpacked.

    Raises:
        WrongUse: where there is nothing to read, or not an extract.
        Problem: where a database does not answer.
        Problems: where a file cannot be read at all, or lacks what it cannot do without.
    """
    settings = settings or Source(path=source)
    if "://" in source:
        found = read_database(source, KNOWN_TABLES, settings.schema_, settings.prefix)
        return ssd.extract_of(*found, extract_date, Findings())
    path, authority = Path(source), settings.authority
    if path.is_file():
        return _read_file(path, extract_date, authority, workplace)
    if not path.is_dir():
        raise WrongUse(f"{path.name}: there is no such file or folder. Name the extract with --source.")
    return _read_folder(path, extract_date, authority)


def _read_file(
    path: Path, extract_date: date | None, authority: int | None, workplace: Path | None
) -> Extract:
    """An extract in one file, whose kind its first bytes tell."""
    with path.open("rb") as opened:
        start = opened.read(len(SQLITE_START))
    if start == SQLITE_START:
        return _read_sqlite(path, extract_date, authority)
    if path.suffix.lower() in WORKBOOK_ENDINGS or is_workbook(path):
        return _of_sheets(_sheets([(path, path.name)]), path.stem, extract_date, authority)
    if start.startswith(ZIP_START):
        with unpacked(path, workplace) as folder:
            return _read_folder(folder, extract_date, authority)
    if path.suffix.lower() == ".xml":
        return _returns(read_xml(path, path.name), path.stem, extract_date, authority)
    raise WrongUse(
        f"{path.name}: not a workbook, an SQLite database, a zip archive or a return in XML. Name a folder "
        "of CSV files or workbooks, one of these, or a database address."
    )


def _read_sqlite(path: Path, extract_date: date | None, authority: int | None) -> Extract:
    """An SQLite file: the tables of the dataset, or those of returns."""
    tables, name = read_database(path, KNOWN_TABLES)
    if not tables:
        returns = list(read_database(path, None)[0].values())
        if ssda903.recognises(returns):
            return _returns(returns, path.stem, extract_date, authority)
    return ssd.extract_of(tables, name, extract_date, Findings())


def _returns(
    tables: Sequence[SourceTable], name: str, extract_date: date | None, authority: int | None
) -> Extract:
    """The returns among some tables.

    Raises:
        WrongUse: where there is no table of episodes.
    """
    if not ssda903.recognises(tables):
        raise WrongUse(
            f"{name}: none of its {len(tables)} files or sheets has the columns of an SSD table or of an "
            "SSDA903 return. Is this an extract?"
        )
    return ssda903.extract_of(tables, name, extract_date, _description(tables), authority)


def _read_folder(path: Path, extract_date: date | None, authority: int | None) -> Extract:
    files, problems = folder_files(path)
    if not files and not problems:
        raise WrongUse(
            f"{path.name}: the folder holds no CSV file and no workbook. Expected SSD tables "
            "(ssd_person.csv, ...) or SSDA903 returns (episodes.csv, ...)."
        )
    raise_all(problems)
    if any("ssd_" in table_name(file) for file in files):
        findings = Findings()
        tables = read_tables(path, files, KNOWN_TABLES, findings)
        return ssd.extract_of(tables, path.name, extract_date, findings)
    books = [file for file in files if file.suffix.lower() in WORKBOOK_ENDINGS]
    sheets = _sheets([(book, book.relative_to(path).as_posix()) for book in books])
    others = _tables(path, [file for file in files if file not in books])
    return _of_sheets(sheets, path.name, extract_date, authority, others)


def _sheets(books: Sequence[tuple[Path, str]]) -> list[Sheet]:
    """The sheets of some workbooks; all that cannot be opened are told of together."""
    sheets, problems = [], []
    for path, name in books:
        try:
            sheets += read_sheets(path, name)
        except Problem as problem:
            problems.append(str(problem))
    raise_all(problems)
    return sheets


def _of_sheets(
    sheets: Sequence[Sheet],
    name: str,
    extract_date: date | None,
    authority: int | None,
    others: Sequence[SourceTable] = (),
) -> Extract:
    """An extract in workbooks: the lists of Annex A, or a sheet for each table of the dataset or a return."""
    if recognises(sheets):
        findings = Findings()
        for table in others:
            if Path(table.file).stem != DESCRIPTION:
                findings.add_repair(table.file, "", "no workbook of Annex A", len(table.frame), NOT_READ)
        return annex_a.extract_of(sheets, name, extract_date, _description(others), findings)
    tables, problems = [], []
    for sheet in sheets:
        try:
            tables.append(sheet_table(sheet, HEADINGS))
        except Problem as problem:
            problems.append(str(problem))
    raise_all(problems)
    of_dataset = [(table_name(Path(table.file)), table) for table in tables]
    if any(known in KNOWN_TABLES and known.startswith("ssd_") for known, _ in of_dataset):
        return ssd.extract_of(_by_table(of_dataset), name, extract_date, Findings())
    return _returns([*others, *tables], name, extract_date, authority)


def _by_table(sheets: Sequence[tuple[str, SourceTable]]) -> dict[str, SourceTable]:
    """The sheets of the dataset by the tables that their names are of.

    Raises:
        Problems: where two sheets are of one table.
    """
    found = dict[str, SourceTable]()
    problems = []
    for known, table in sheets:
        if known in found:
            problems.append(f"{table.file}: the table '{known}' is in {found[known].file} too. Take one out.")
        if known in KNOWN_TABLES:
            found.setdefault(known, table)
    raise_all(problems)
    return found


def _tables(folder: Path, files: Sequence[Path]) -> list[SourceTable]:
    """Every file of a folder as a table."""
    tables, problems = [], []
    for path in files:
        try:
            name = path.relative_to(folder).as_posix()
            if path.suffix.lower() == ".xml":
                tables += read_xml(path, name)
            else:
                tables.append(read_csv(path, name, RETURN_HEADINGS))
        except Problem as problem:
            problems.append(str(problem))
    raise_all(problems)
    return tables


def _description(tables: Sequence[SourceTable]) -> dict[str, str]:
    """What the extract says of itself, where it has the small table for it."""
    table = next((table for table in tables if Path(table.file).stem == DESCRIPTION), None)
    return {} if table is None or table.frame.empty else table.frame.iloc[0].to_dict()
