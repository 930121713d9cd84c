"""Every declared column, in each way that councils write its kind: the records stay the same."""

import re
from datetime import date

import pytest
from support.small_extract import (
    copied,
    rows_of,
    write_database,
    write_rows,
)

from careboard import intake
from careboard.intake.ssd_columns import CARE_SHAPES, CARE_TABLES, SOURCE_TABLES
from careboard.intake.ssda903_shapes import SHAPES as RETURN_SHAPES
from careboard.intake.tolerance import faults_beyond
from careboard.params.intake import Intake
from careboard.records.schema import TABLES

DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def _days(change):
    """Change what is a day and no moment."""
    return lambda cell, column: DAY.sub(change, cell) if DAY.fullmatch(cell) else cell


def _iso(cell, column):
    return DAY.sub(r"\3-\2-\1", cell)


MANGLES = {
    "midnight": (("date",), _days(r"\1/\2/\3 00:00:00")),
    "iso": (("date", "moment", "year_or_date"), _iso),
    "iso timestamps": (("date",), _days(r"\3-\2-\1T09:30:00.000")),
    "unpadded": (("date",), lambda cell, column: "/".join(part.lstrip("0") for part in cell.split("/"))),
    "month names": (("date",), lambda cell, column: DAY.sub(_named, cell)),
    "NULL": (("date", "moment", "code", "number", "whole", "id", "text"), lambda cell,
    column: cell or "NULL"),
    "NaN": (("date", "moment", "code", "number", "whole", "id", "text"), lambda cell, column: cell or "NaN"),
    "1900": (("date", "moment"), lambda cell, column: cell or "01/01/1900"),
    "9999": (("date", "moment"), lambda cell, column: cell or "31/12/9999 00:00"),
    "lower case": (("code", "term"), lambda cell, column: cell.lower()),
    "described": (("code",), lambda cell,
    column: f"{cell}: words about it" if cell in column.codes else cell),
    "spaces": (("code", "id", "date"), lambda cell, column: f" {cell} "),
    "numbers as floats": (("id",), lambda cell, column: f"{cell}.0" if cell.isdigit() else cell),
    "whole as floats": (("whole",), lambda cell, column: f"{cell}.0" if cell.isdigit() else cell),
}  # fmt: skip


def _named(match):
    return date(int(match[3]), int(match[2]), int(match[1])).strftime("%d-%b-%Y")


def ssd_columns():
    """Each declared column: the source's file and heading, and its type."""
    for table, (source, columns) in (SOURCE_TABLES | CARE_TABLES).items():
        shape = (TABLES | CARE_SHAPES)[table]
        for column in shape.columns:
            if column.name in columns:
                yield f"{source}.csv", columns[column.name], column


def mangle(folder, files, types, change):
    """Change every cell of the declared columns of some types, in files named by their headings."""
    for path, headings in files:
        heads, rows = rows_of(path)
        for heading, column in headings:
            if column.type in types and heading in heads:
                place = heads.index(heading)
                rows = [[*row[:place], change(row[place], column), *row[place + 1 :]] for row in rows]
        write_rows(path, heads, rows)


def ssd_files(folder):
    by_file = {}
    for file, heading, column in ssd_columns():
        by_file.setdefault(file, []).append((heading, column))
    return [(folder / file, headings) for file, headings in by_file.items() if (folder / file).exists()]


def return_files(folder):
    names = {"children": "header", "care": "episodes", "care_reviews": "reviews", "missing": "missing",
    "birthdays": "oc3",
             "yearly_outcomes": "oc2", "immigration": "uasc", "permanence": "ad1"}  # fmt: skip
    for table, name in names.items():
        columns = RETURN_SHAPES[table][1]
        headings = [(columns[c.name], c) for c in TABLES[table].columns if c.name in columns]
        yield from ((path, headings) for path in folder.glob(f"*/{name}.csv"))


@pytest.fixture(scope="session")
def clean(small):
    """The extract of the dataset and the returns, each with its records."""
    return {kind: (small[kind], intake.read(str(small[kind])).tables.frames) for kind in ("ssd", "903")}


def assert_same(extract, frames):
    assert set(extract.tables.frames) == set(frames)
    for name, frame in frames.items():
        assert extract.tables.frames[name].equals(frame), name
    assert faults_beyond(extract, Intake(), [extract.extract_date]) == []


@pytest.mark.parametrize("name", MANGLES)
@pytest.mark.parametrize("kind", ["ssd", "sqlite", "903"])
def test_an_extract_written_otherwise_has_the_same_records_and_tells(kind, name, clean, tmp_path):
    source, frames = clean["903" if kind == "903" else "ssd"]
    folder = copied(source, tmp_path / source.name)
    types, change = MANGLES[name]
    mangle(folder, return_files(folder) if kind == "903" else ssd_files(folder), types, change)
    path = folder
    if kind == "sqlite":
        path = tmp_path / "ssd.sqlite"
        write_database(folder, path)
    extract = intake.read(str(path))
    assert_same(extract, frames)
    unseen = {
        ("sqlite", "iso"),
        ("sqlite", "unpadded"),
        ("ssd", "spaces"),
        ("903", "spaces"),
        ("sqlite", "spaces"),
    }
    number = name == "whole as floats"
    assert number or (kind, name) in unseen or (extract.faults.outcome == "Repaired.").any()


def test_headings_in_capitals_with_spaces_and_in_another_order(clean, tmp_path):
    source, frames = clean["ssd"]
    folder = copied(source, tmp_path / "ssd")
    for path in folder.glob("*.csv"):
        heads, rows = rows_of(path)
        heads = [f" {name.upper()} " for name in heads]
        write_rows(path, [*heads[::-1], "added"], [[*row[::-1], "x"] for row in rows])
    assert_same(intake.read(str(folder)), frames)


@pytest.mark.parametrize(
    "form", ["semicolons", "tabs", "title", "crlf", "quoted", "utf-16", "trailing", "capitals"]
)
def test_a_file_laid_out_otherwise(form, clean, tmp_path):
    source, frames = clean["ssd"]
    folder = copied(source, tmp_path / "ssd")
    for path in list(folder.glob("ssd_*.csv")):
        text = path.read_text(encoding="utf-8")
        data = {
            "semicolons": text.replace(",", ";"),
            "tabs": text.replace(",", "\t"),
            "title": f"Extract of today\n\n{text}",
            "crlf": text.replace("\n", "\r\n"),
            "quoted": "".join(
                ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in text.splitlines()
            ),
            "utf-16": text,
            "trailing": text + ",,,\n\n",
            "capitals": text,
        }[form]
        path.write_bytes(data.encode("utf-16" if form == "utf-16" else "utf-8"))
        if form == "capitals":
            path.rename(path.with_suffix(".CSV"))
    extract = intake.read(str(folder))
    assert_same(extract, frames)
    assert form in ("crlf", "quoted", "capitals") or (extract.faults.outcome == "Repaired.").any()
