"""A council's extract read into checked tables, with the records set aside and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from careboard.intake.extract import Extract
from careboard.problems import WrongUse

__all__ = ["Extract", "read"]


def read(source: str, extract_date: date | None = None) -> Extract:
    """Read an extract, whatever its kind: a folder of SSD CSV files, an SSD database, or a folder of SSDA903 returns.

    source: a folder, an SQLite file, or a database address that SQLAlchemy understands.
    extract_date: the day on which the extract was drawn; taken from the extract itself where it says so.
    Raises WrongUse where there is nothing to read, Problems where a file cannot be read at all.
    """
    from careboard.intake import ssd, ssda903

    if "://" in source:
        return ssd.read_database(source, extract_date)
    path = Path(source)
    if path.is_file():
        return _read_file(path, extract_date)
    if not path.is_dir():
        raise WrongUse(f"{path.name}: there is no such file or folder. Name the extract with --source.")
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".csv")
    if not files:
        raise WrongUse(f"{path.name}: the folder holds no CSV file. Expected SSD tables (ssd_person.csv, ...) or SSDA903 returns (episodes.csv, ...).")
    if any(file.stem.lower().startswith("ssd_") for file in files):
        return ssd.read_folder(path, extract_date)
    if ssda903.recognises(files):
        return ssda903.read_folder(path, files, extract_date)
    raise WrongUse(f"{path.name}: none of its {len(files)} CSV files has the columns of an SSD table or of an SSDA903 return. Is this the folder of an extract?")


def _read_file(path: Path, extract_date: date | None) -> Extract:
    from careboard.intake import ssd

    with path.open("rb") as opened:
        if opened.read(16) == b"SQLite format 3\x00":
            return ssd.read_database(f"sqlite:///{path.resolve().as_posix()}", extract_date)
    raise WrongUse(f"{path.name}: not an SQLite database. Name a folder of CSV files, an SQLite file or a database address.")
