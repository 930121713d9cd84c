"""The Standard Safeguarding Dataset: CSV files or a database, and a council's small local tables with them.

Source of names: Data to Insight, Standard Safeguarding Dataset. CSV files write dates dd/mm/yyyy;
a database hands them out as yyyy-mm-dd.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import numpy
import pandas

from careboard.errors import CLOSE, Problem, WrongUse, nearest, raise_all
from careboard.intake.csv_files import read_all
from careboard.intake.extract import Extract
from careboard.intake.ssd_columns import CARE_TABLES, EPISODES, LEGAL, PLACEMENTS, SOURCE_TABLES
from careboard.intake.validation import Faults, Raw, records_of_known_children, valid_records
from careboard.records.schema import TABLES
from careboard.records.tables import Tables

if TYPE_CHECKING:
    import sqlalchemy

CSV_DATES, DATABASE_DATES = "%d/%m/%Y", "%Y-%m-%d"
DESCRIPTION = "extract"  # the small table in which an extract says what it is
KNOWN_TABLES = {*(source for source, _ in SOURCE_TABLES.values()), *CARE_TABLES, DESCRIPTION}
LINKS = {"placement", "from", "care"}  # the columns by which care is put together


def read_folder(folder: Path, extract_date: date | None = None) -> Extract:
    """Read a folder of SSD CSV files, one a table.

    Args:
        folder: the folder; a file is known by its name, other files are left alone.
        extract_date: the day on which it was drawn; None to take it from the extract itself.

    Raises:
        WrongUse: where there is no table of children.
        Problems: where a file cannot be read, or lacks a column that it cannot do without.
    """
    files = {path.stem.lower(): path for path in sorted(folder.glob("*.csv"))}
    frames, problems = read_all({name: path for name, path in files.items() if name in KNOWN_TABLES})
    raise_all(problems)
    return _extract(frames, ".csv", CSV_DATES, folder.name, extract_date)


def read_database(address: str, extract_date: date | None = None) -> Extract:
    """Read SSD tables from a database that SQLAlchemy can reach.

    Args:
        address: the database's address, as SQLAlchemy writes it.
        extract_date: the day on which it was drawn; None to take it from the extract itself.

    Raises:
        Problem: where it does not answer.
        WrongUse: where there is no table of children.
        Problems: where a table lacks a column that it cannot do without.
    """
    import sqlalchemy

    try:
        engine = sqlalchemy.create_engine(address)
        with engine.connect() as connection:
            names = {name.lower(): name for name in sqlalchemy.inspect(engine).get_table_names()}
            frames = {
                name: _text(connection, sqlalchemy.table(names[name], sqlalchemy.literal_column("*")))
                for name in sorted(KNOWN_TABLES & set(names))
            }
    except (sqlalchemy.exc.SQLAlchemyError, ImportError):
        raise Problem(
            "the database could not be read. Check its address, that its driver is installed and that you "
            "may read its tables."
        ) from None
    return _extract(frames, "", DATABASE_DATES, address.rsplit("/", 1)[-1].split("?")[0], extract_date)


def _text(connection: sqlalchemy.Connection, table: sqlalchemy.TableClause) -> pandas.DataFrame:
    """A database table as text, NULL as blank."""
    from sqlalchemy import select

    result = connection.execute(select(table))
    names, rows = list(result.keys()), result.fetchall()
    # column by column: from rows, pandas is four times as slow
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return pandas.DataFrame(
        {
            name: pandas.Series(column, dtype="object").fillna("").astype("str")
            for name, column in zip(names, columns, strict=True)
        }
    )


def _extract(
    frames: dict[str, pandas.DataFrame], ending: str, form: str, name: str, extract_date: date | None
) -> Extract:
    """The tables checked, and what the extract says of itself."""
    if "ssd_person" not in frames:
        raise WrongUse(f"{name}: there is no table 'ssd_person'. Is this an SSD extract?")
    absent = _missing_columns(frames, ending)
    raws, faults = _raw_tables(frames, ending, form), Faults()
    records = {table: valid_records(raw, TABLES[table], faults) for table, raw in raws.items()}
    records = records_of_known_children(records, raws, faults)
    described = frames[DESCRIPTION].iloc[0] if len(frames.get(DESCRIPTION, [])) else {}
    stated = pandas.to_datetime(described.get("extract_date", ""), format=form, errors="coerce")
    drawn = extract_date or (None if pandas.isna(stated) else stated.date())
    return Extract(
        source=described.get("source", "") or name,
        kind="SSD",
        extract_date=drawn,
        invented=described.get("invented", "") == "Y",
        tables=Tables({table: rows.reset_index(drop=True) for table, rows in records.items()}, drawn=drawn),
        faults=faults.frame(),
        notes=[
            f"The extract has no column for {column.replace('.', ': ')}. What needs it is not available."
            for column in absent
        ],
    )


def _raw_tables(frames: dict[str, pandas.DataFrame], ending: str, form: str) -> dict[str, Raw]:
    """The suite's tables as they came, by name."""
    raws = {
        table: _raw(frames[source], source + ending, columns, form)
        for table, (source, columns) in SOURCE_TABLES.items()
        if source in frames
    }
    if set(CARE_TABLES) <= set(frames):
        raws["care"] = _care(frames, ending, form)
        if "care_reviews" in raws:
            raws["care_reviews"] = _with_child(raws["care_reviews"], frames["ssd_cla_episodes"])
    return raws


def _missing_columns(frames: dict[str, pandas.DataFrame], ending: str) -> list[str]:
    """The columns that the extract lacks, as 'table.column'; what needs one is then not available.

    Raises:
        Problems: for a column that stands there under a name nearly right, and for one that a table cannot
            do without.
    """
    problems, absent = [], []
    care = zip(CARE_TABLES, (EPISODES, PLACEMENTS, LEGAL), strict=True)
    shapes = [
        *((table, *shape) for table, shape in SOURCE_TABLES.items()),
        *(("care", *shape) for shape in care),
    ]
    for table, source, columns in shapes:
        if source not in frames:
            continue
        held = set(frames[source].columns)
        others = sorted(held - set(columns.values()))
        required = {column.name for column in TABLES[table].columns if column.required} | LINKS
        for ours, theirs in columns.items():
            if theirs in held:
                continue
            close = get_close_matches(theirs, others, n=1, cutoff=CLOSE)
            if close or ours in required:
                hint = nearest(theirs, close) if close else ""
                problems.append(
                    f"{source}{ending}: there is no column '{theirs}'.{hint} Add it to the extract."
                )
            else:
                absent.append(f"{table}.{ours}")
    raise_all(problems)
    return absent


def _raw(frame: pandas.DataFrame, file: str, columns: dict[str, str], form: str) -> Raw:
    renamed = pandas.DataFrame({ours: frame[theirs] for ours, theirs in columns.items() if theirs in frame})
    return Raw(renamed, file, pandas.Series(frame.index + 2, index=frame.index), columns, form)


def _care(frames: dict[str, pandas.DataFrame], ending: str, form: str) -> Raw:
    """Episodes of care, each with its placement and the legal status at its start."""
    raw = _raw(frames["ssd_cla_episodes"], f"ssd_cla_episodes{ending}", EPISODES, form)
    names = {theirs: ours for ours, theirs in PLACEMENTS.items()}
    placements = frames["ssd_cla_placement"].rename(columns=names)
    placements = placements.drop_duplicates("placement")[[name for name in PLACEMENTS if name in placements]]
    frame = raw.frame.merge(placements, on="placement", how="left").fillna("").set_axis(raw.frame.index)
    frame = frame.assign(legal_status=_legal_status(frame, frames["ssd_legal_status"], form))
    origin = {**raw.origin, **PLACEMENTS, "legal_status": LEGAL["legal_status"]}
    return replace(raw, frame=frame, origin=origin)


def _legal_status(episodes: pandas.DataFrame, statuses: pandas.DataFrame, form: str) -> numpy.ndarray:
    """The child's latest legal status at the start of each episode, '' where there is none."""
    legal = pandas.DataFrame({ours: statuses[theirs] for ours, theirs in LEGAL.items()})
    legal["day"] = pandas.to_datetime(legal["from"], format=form, errors="coerce")
    days = pandas.DataFrame(
        {
            "child": episodes.child,
            "day": pandas.to_datetime(episodes.started, format=form, errors="coerce"),
            "place": range(len(episodes)),
        }
    )
    latest = pandas.merge_asof(
        days.dropna(subset="day").sort_values("day", kind="stable"),
        legal.dropna(subset="day").sort_values("day", kind="stable")[["child", "day", "legal_status"]],
        on="day",
        by="child",
    )
    status = pandas.Series("", index=range(len(episodes))).astype("str")
    status.loc[latest.place.to_numpy()] = latest.legal_status.fillna("").to_numpy()
    return status.to_numpy()


def _with_child(raw: Raw, episodes: pandas.DataFrame) -> Raw:
    """Reviews name the period of care; the child comes from its episodes."""
    child_of = episodes.drop_duplicates(EPISODES["care"]).set_index(EPISODES["care"])[EPISODES["child"]]
    frame = raw.frame.assign(child=raw.frame.care.map(child_of).fillna(""))
    return replace(raw, frame=frame, origin={**raw.origin, "child": raw.origin["care"]})
