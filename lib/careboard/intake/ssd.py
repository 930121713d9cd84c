"""The Standard Safeguarding Dataset: CSV files or a database, with a council's small local tables beside them.

Source of names: Data to Insight, Standard Safeguarding Dataset. CSV files write dates dd/mm/yyyy;
a database hands them out as yyyy-mm-dd.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas

from careboard.intake.checking import Faults, Raw, checked, of_known_children
from careboard.intake.extract import Extract
from careboard.intake.reading import read_all
from careboard.intake.ssd_shapes import EPISODES, LEGAL, PLACEMENTS, SHAPES
from careboard.problems import Problem, WrongUse, listed, nearest
from careboard.tables import TABLES, Tables

CSV_DATES, DATABASE_DATES = "%d/%m/%Y", "%Y-%m-%d"

def read_folder(folder: Path, extract_date: date | None = None) -> Extract:
    """Read a folder of SSD CSV files, one a table."""
    wanted = {*(source for source, _ in SHAPES.values()), "ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status", "extract"}
    paths = {path.stem.lower(): path for path in sorted(folder.glob("*.csv")) if path.stem.lower() in wanted}
    frames, problems = read_all(paths)
    listed(problems)
    return _extract(frames, ".csv", CSV_DATES, folder.name, extract_date)


def read_database(address: str, extract_date: date | None = None) -> Extract:
    """Read SSD tables from a database that SQLAlchemy can reach. Raises Problem where it does not answer."""
    import sqlalchemy

    wanted = {*(source for source, _ in SHAPES.values()), "ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status", "extract"}
    try:
        engine = sqlalchemy.create_engine(address)
        with engine.connect() as connection:
            held = {name.lower(): name for name in sqlalchemy.inspect(engine).get_table_names()}
            frames = {name: _text(connection, sqlalchemy.table(held[name], sqlalchemy.literal_column("*"))) for name in sorted(wanted & set(held))}
    except (sqlalchemy.exc.SQLAlchemyError, ImportError):
        raise Problem("the database could not be read. Check its address, that its driver is installed and that you may read its tables.") from None
    return _extract(frames, "", DATABASE_DATES, address.rsplit("/", 1)[-1].split("?")[0], extract_date)


def _text(connection, table) -> pandas.DataFrame:
    """A database table as text, NULL as blank."""
    from sqlalchemy import select

    result = connection.execute(select(table))
    names, rows = list(result.keys()), result.fetchall()
    columns = zip(*rows, strict=True) if rows else [()] * len(names)  # column by column: from rows, pandas is four times as slow
    return pandas.DataFrame({name: pandas.Series(column, dtype="object").fillna("").astype("str") for name, column in zip(names, columns, strict=True)})


def _extract(frames: dict[str, pandas.DataFrame], ending: str, form: str, name: str, extract_date: date | None) -> Extract:
    if "ssd_person" not in frames:
        raise WrongUse(f"{name}: there is no table 'ssd_person'. Is this an SSD extract?")
    absent = _missing_columns(frames, ending)
    raws = {}
    for table, (source, columns) in SHAPES.items():
        if source in frames:
            raws[table] = _raw(frames[source], source + ending, columns, form)
    if {"ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status"} <= set(frames):
        raws["care"] = _care(frames, ending, form)
        if "care_reviews" in raws:
            _give_child(raws["care_reviews"], frames["ssd_cla_episodes"])
    faults = Faults()
    checked_frames = {table: checked(raw, TABLES[table], faults) for table, raw in raws.items()}
    of_known_children(checked_frames, raws, faults)
    told = frames["extract"].iloc[0] if len(frames.get("extract", [])) else {}
    stated = pandas.to_datetime(told.get("extract_date", ""), format=form, errors="coerce")
    drawn = extract_date or (None if pandas.isna(stated) else stated.date())
    tables = Tables({table: frame.reset_index(drop=True) for table, frame in checked_frames.items()}, drawn=drawn)
    notes = [f"The extract has no column for {name.replace('.', ': ')}. What needs it is not available." for name in absent]
    return Extract(told.get("source", "") or name, "SSD", drawn, told.get("invented", "") == "Y", tables, faults.frame(), notes)


def _missing_columns(frames: dict[str, pandas.DataFrame], ending: str) -> list[str]:
    """The columns that the extract lacks, told; what needs one is then not available.

    Raises Problems for a column that stands there under a name nearly right, and for one that a table
    cannot do without.
    """
    problems, absent = [], []
    shapes = [*((table, *shape) for table, shape in SHAPES.items()), ("care", "ssd_cla_episodes", EPISODES), ("care", "ssd_cla_placement", PLACEMENTS), ("care", "ssd_legal_status", LEGAL)]
    for table, source, columns in shapes:
        held = set(frames[source].columns) if source in frames else set(columns.values())
        required = {column.name for column in TABLES[table].columns if column.required} | {"placement", "from", "care"}
        for ours, theirs in columns.items():
            if theirs in held:
                continue
            hint = nearest(theirs, held - set(columns.values()))
            if ours in required or "Did you mean" in hint:
                problems.append(f"{source}{ending}: there is no column '{theirs}'.{hint if 'Did you mean' in hint else ''} Add it to the extract.")
            else:
                absent.append(f"{table}.{ours}")
    listed(problems)
    return absent


def _raw(frame: pandas.DataFrame, file: str, columns: dict[str, str], form: str) -> Raw:
    renamed = pandas.DataFrame({ours: frame[theirs] for ours, theirs in columns.items() if theirs in frame})
    return Raw(renamed, file, pandas.Series(frame.index + 2, index=frame.index), columns, form)


def _care(frames: dict[str, pandas.DataFrame], ending: str, form: str) -> Raw:
    """Episodes of care, each with its placement and the legal status at its start."""
    raw = _raw(frames["ssd_cla_episodes"], f"ssd_cla_episodes{ending}", EPISODES, form)
    placements = frames["ssd_cla_placement"].rename(columns={theirs: ours for ours, theirs in PLACEMENTS.items()}).drop_duplicates("placement")
    frame = raw.frame.merge(placements[[name for name in PLACEMENTS if name in placements]], on="placement", how="left").fillna("").set_axis(raw.frame.index)
    legal = pandas.DataFrame({ours: frames["ssd_legal_status"][theirs] for ours, theirs in LEGAL.items()})
    legal["day"] = pandas.to_datetime(legal["from"], format=form, errors="coerce")
    days = pandas.DataFrame({"child": frame.child, "day": pandas.to_datetime(frame.started, format=form, errors="coerce"), "place": range(len(frame))})
    days = days.dropna(subset="day").sort_values("day", kind="stable")
    latest = pandas.merge_asof(days, legal.dropna(subset="day").sort_values("day", kind="stable")[["child", "day", "legal_status"]], on="day", by="child")
    status = pandas.Series("", index=range(len(frame))).astype("str")
    status.loc[latest.place.to_numpy()] = latest.legal_status.fillna("").to_numpy()
    frame["legal_status"] = status.to_numpy()
    raw.frame = frame
    raw.origin = {**raw.origin, **PLACEMENTS, "legal_status": LEGAL["legal_status"]}
    return raw


def _give_child(raw: Raw, episodes: pandas.DataFrame) -> None:
    """Reviews name the period of care; the child comes from its episodes."""
    child_of = episodes.drop_duplicates(EPISODES["care"]).set_index(EPISODES["care"])[EPISODES["child"]]
    raw.frame["child"] = raw.frame.care.map(child_of).fillna("")
    raw.origin = {**raw.origin, "child": SHAPES["care_reviews"][1]["care"]}
