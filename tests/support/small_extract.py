"""A small valid extract of some five hundred children, taken out of the invented county."""

import csv
import shutil
import sqlite3
from pathlib import Path

OPEN_ON = (2019, 10, 31)
PERSON_COLUMNS = ("pers_person_id", "person_id")


def rows_of(path):
    """A CSV file's headings and rows."""
    with Path(path).open(encoding="utf-8", newline="") as opened:
        headings, *rows = csv.reader(opened)
    return headings, rows


def write_rows(path, headings, rows):
    """A CSV file written anew."""
    with Path(path).open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows([headings, *rows])


def _day(text):
    return tuple(int(part) for part in reversed(text[:10].split("/")))


def _open(headings, rows, start, end):
    begun, ended = headings.index(start), headings.index(end)
    return [
        row
        for row in rows
        if row[begun].count("/") == 2
        and _day(row[begun]) <= OPEN_ON
        and (not row[ended] or _day(row[ended]) > OPEN_ON)
    ]


def _children(sample):
    heads, episodes = rows_of(sample / "ssd_cla_episodes.csv")
    care = _open(heads, episodes, "clae_cla_episode_start_date", "clae_cla_episode_ceased_date")
    chosen = {row[heads.index("clae_person_id")] for row in care[::10]}
    heads, plans = rows_of(sample / "ssd_cp_plans.csv")
    planned = _open(heads, plans, "cppl_cp_plan_start_date", "cppl_cp_plan_end_date")
    chosen |= {row[heads.index("cppl_person_id")] for row in planned[::25]}
    heads, persons = rows_of(sample / "ssd_person.csv")
    chosen |= {row[0] for row in persons[::300]}
    return {child for child in chosen if not child.startswith("99")}


def write_small_extract(sample, folder):
    """Write the extract: the rows of some children, without those that are spoilt, and all other tables.

    Args:
        sample: the invented county's folder of CSV files.
        folder: where it goes; it is made.
    """
    children, dropped = _children(sample), set()
    folder.mkdir(parents=True)
    person_tables = {}
    for path in sorted(sample.glob("*.csv")):
        headings, rows = rows_of(path)
        person = next((n for n, name in enumerate(headings) if name.endswith("person_id")), None)
        if person is not None:
            rows = [row for row in rows if row[person] in children and not row[0].startswith("X")]
        person_tables[path.name] = (headings, rows)
    links = (
        ("return_interviews.csv", "missing_id", "ssd_missing.csv", "miss_table_id"),
        ("ssd_cla_reviews.csv", "clar_cla_id", "ssd_cla_episodes.csv", "clae_cla_id"),
    )
    for name, column, owner, key in links:
        heads, rows = person_tables[owner]
        known = {row[heads.index(key)] for row in rows}
        heads, rows = person_tables[name]
        person_tables[name] = (heads, [row for row in rows if row[heads.index(column)] in known])
    for name, (headings, rows) in person_tables.items():
        seen = set()
        key = 0 if name.startswith("ssd_") and name != "ssd_cla_immunisations.csv" else None
        if key is not None:
            rows = [row for row in rows if not (row[key] in seen or seen.add(row[key]))]
        write_rows(folder / name, headings, rows)
    return dropped


def write_database(folder, path):
    """The folder's tables in one SQLite file, dates as yyyy-mm-dd and blanks as NULL."""
    with sqlite3.connect(path) as database:
        for file in sorted(folder.glob("*.csv")):
            headings, rows = rows_of(file)
            named = ", ".join(f'"{name}" text' for name in headings)
            database.execute(f'create table "{file.stem}" ({named})')
            marks = ", ".join("?" * len(headings))
            database.executemany(
                f'insert into "{file.stem}" values ({marks})', [[_cell(cell) for cell in row] for row in rows]
            )


def _cell(cell):
    if len(cell) >= 10 and cell[2:3] == cell[5:6] == "/":
        return f"{cell[6:10]}-{cell[3:5]}-{cell[:2]}{cell[10:]}"
    return cell or None


def copied(folder, target):
    """A copy of an extract, to be spoilt."""
    shutil.copytree(folder, target)
    return target


def write_small_returns(sample, folder, years=(2017, 2018, 2019)):
    """Write three yearly returns of the children whose ids end in 7."""
    for year in years:
        (folder / str(year)).mkdir(parents=True)
        for path in sorted((sample / str(year)).glob("*.csv")):
            headings, rows = rows_of(path)
            write_rows(
                folder / str(year) / path.name, headings, [row for row in rows if row[0].endswith("7")]
            )
