"""CSV files read as text, and what is told when one cannot be read."""

from __future__ import annotations

from pathlib import Path

import pandas

from careboard.problems import Problem

LARGEST_FILE = 2 * 1024**3
LONGEST_ROWS = 20_000_000


def read_text(path: Path) -> pandas.DataFrame:
    """A CSV file as text, blanks as empty text, whole, under its own column names (spaces around them dropped).

    Raises Problem where the file is too large, is not UTF-8, or is not a table of rows of one length.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Problem(f"{path.name}: the file is larger than {LARGEST_FILE // 1024**3} GB. Is this one table of one council?")
        frame = pandas.read_csv(path, dtype="str", keep_default_na=False, na_filter=False, encoding="utf-8-sig", skipinitialspace=False, nrows=LONGEST_ROWS, index_col=False, on_bad_lines="error")
    except UnicodeDecodeError:
        raise Problem(f"{path.name}: the file is not UTF-8 text. Save it as 'CSV UTF-8'.") from None
    except pandas.errors.EmptyDataError:
        raise Problem(f"{path.name}: the file is empty. Expected a row of column names.") from None
    except pandas.errors.ParserError as error:
        raise Problem(f"{path.name}: {_broken_row(str(error))}. Is a value with a comma or a line break not in quotes?") from None
    except OSError:
        raise Problem(f"{path.name}: the file cannot be opened. Is it open elsewhere, or may you not read it?") from None
    frame.columns = [str(name).strip() for name in frame.columns]
    return frame


def _broken_row(message: str) -> str:
    """Which row broke, from the reader's message, which may quote the file and is not passed on."""
    words = message.replace(",", " ").split()
    if "line" in words:
        return f"line {words[words.index('line') + 1]} has more values than there are columns"
    return "the file breaks off inside a quoted value"


def read_all(paths: dict[str, Path]) -> tuple[dict[str, pandas.DataFrame], list[str]]:
    """Several files by name, and a line for each that could not be read."""
    frames, problems = {}, []
    for name, path in paths.items():
        try:
            frames[name] = read_text(path)
        except Problem as problem:
            problems.append(str(problem))
    return frames, problems
