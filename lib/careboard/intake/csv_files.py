"""CSV files read as text, and what is said when one cannot be read."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from pathlib import Path

import pandas

from careboard.errors import Problem

LARGEST_FILE = 2 * 1024**3  # bytes
MOST_ROWS = 20_000_000
BLOCK = 1 << 20  # bytes read at once


def read_text(path: Path) -> pandas.DataFrame:
    """A CSV file as text, whole.

    Returns:
        The file's own columns, spaces around their names dropped; blanks are empty text.

    Raises:
        Problem: where the file is too large, is not UTF-8, or is not a table of rows of one length.
    """
    try:
        frame = _read_frame(path)
    except UnicodeDecodeError:
        raise Problem(f"{path.name}: the file is not UTF-8 text. Save it as 'CSV UTF-8'.") from None
    except pandas.errors.EmptyDataError:
        raise Problem(f"{path.name}: the file is empty. Expected a row of column names.") from None
    except (csv.Error, pandas.errors.ParserError):
        raise Problem(
            f"{path.name}: the file breaks off inside a quoted value. Draw the extract again."
        ) from None
    except OSError:
        raise Problem(
            f"{path.name}: the file cannot be opened. Is it open elsewhere, or may you not read it?"
        ) from None
    frame.columns = [str(name).strip() for name in frame.columns]
    return frame


def _read_frame(path: Path) -> pandas.DataFrame:
    if path.stat().st_size > LARGEST_FILE:
        raise Problem(
            f"{path.name}: the file is larger than {LARGEST_FILE // 1024**3} GB. Is this one table of "
            "one council?"
        )
    if not _plainly_even(path):
        _refuse_ragged(path)
    return pandas.read_csv(
        path,
        dtype="str",
        keep_default_na=False,
        na_filter=False,
        encoding="utf-8-sig",
        nrows=MOST_ROWS,
        index_col=False,
    )


def _plainly_even(path: Path) -> bool:
    """Whether no value is in quotes and every row has as many commas as the first.

    It is seen quickly, and true of most files.
    """
    commas: set[int] = set()
    with path.open("rb") as opened:
        if opened.readline().removeprefix(BOM_UTF8).splitlines()[:1] in ([], [b""]):  # no column is named
            return False
        opened.seek(0)
        while len(commas) < 2 and (block := opened.read(BLOCK) + opened.readline()):
            lines = block.splitlines()
            if b'"' in block or max(map(len, lines)) > csv.field_size_limit():
                return False
            commas |= {line.count(b",") for line in lines if line}
    return len(commas) == 1


def _refuse_ragged(path: Path) -> None:
    """Refuse a file with a row of more or fewer values than columns: read on, it would shift or lose values.

    Raises:
        Problem: for the first such row.
    """
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = csv.reader(opened, strict=True)
        columns = len(next(rows, []))
        for row in rows:
            if not row or len(row) == columns:
                continue
            if len(row) > columns:
                number, cause = "more", "Is a value with a comma not in quotes?"
            else:
                number, cause = "fewer", "Does the file break off there?"
            raise Problem(
                f"{path.name}: line {rows.line_num} has {number} values than there are columns. {cause}"
            )


def read_all(paths: dict[str, Path]) -> tuple[dict[str, pandas.DataFrame], list[str]]:
    """Several files as text.

    Args:
        paths: name -> file.

    Returns:
        The files that could be read, by name, and a line for each that could not.
    """
    frames, problems = {}, []
    for name, path in paths.items():
        try:
            frames[name] = read_text(path)
        except Problem as problem:
            problems.append(str(problem))
    return frames, problems
