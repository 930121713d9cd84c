"""An extract read, whatever its kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from careboard.errors import WrongUse
from careboard.intake import ssd, ssda903
from careboard.intake.extract import Extract

SQLITE_START = b"SQLite format 3\x00"


def read(source: str, extract_date: date | None = None) -> Extract:
    """Read an extract: a folder of SSD CSV files, an SSD database, or a folder of SSDA903 returns.

    Args:
        source: a folder, an SQLite file, or a database address that SQLAlchemy understands.
        extract_date: the day on which the extract was drawn; None to take it from the extract itself, where
            it says so.

    Raises:
        WrongUse: where there is nothing to read, or not an extract.
        Problem: where a database does not answer.
        Problems: where a file cannot be read at all, or lacks what it cannot do without.
    """
    if "://" in source:
        return ssd.read_database(source, extract_date)
    path = Path(source)
    if path.is_file():
        return _read_file(path, extract_date)
    if not path.is_dir():
        raise WrongUse(f"{path.name}: there is no such file or folder. Name the extract with --source.")
    return _read_folder(path, extract_date)


def _read_file(path: Path, extract_date: date | None) -> Extract:
    with path.open("rb") as opened:
        if opened.read(len(SQLITE_START)) == SQLITE_START:
            return ssd.read_database(f"sqlite:///{path.resolve().as_posix()}", extract_date)
    raise WrongUse(
        f"{path.name}: not an SQLite database. Name a folder of CSV files, an SQLite file or a database "
        "address."
    )


def _read_folder(path: Path, extract_date: date | None) -> Extract:
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".csv")
    if not files:
        raise WrongUse(
            f"{path.name}: the folder holds no CSV file. Expected SSD tables (ssd_person.csv, ...) or "
            "SSDA903 returns (episodes.csv, ...)."
        )
    if any(file.stem.lower().startswith("ssd_") for file in files):
        return ssd.read_folder(path, extract_date)
    if ssda903.recognises(files):
        return ssda903.read_folder(path, files, extract_date)
    raise WrongUse(
        f"{path.name}: none of its {len(files)} CSV files has the columns of an SSD table or of an SSDA903 "
        "return. Is this the folder of an extract?"
    )
