"""SSDA903 returns: a folder of yearly CSV files, whatever they are called.

A file is known by its columns. Files of one return share a folder or a number in their names; the return's
year is the one in which its last episode starts. The same open episode comes again, closed, in the next
return: the latest account of it counts. Source: DfE, Children looked after return (SSDA903), guide.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas

from careboard.errors import WrongUse, raise_all
from careboard.intake.csv_files import read_all, read_text
from careboard.intake.extract import KEPT, Extract
from careboard.intake.validation import Faults, Raw, records_of_known_children, valid_records
from careboard.records.codes import UNACCOMPANIED
from careboard.records.schema import TABLES
from careboard.records.tables import Tables

DATES = "%d/%m/%Y"
OPEN_END = pandas.Timestamp("2100-01-01")

# the suite's table -> the columns that tell its file, and the suite's column -> the file's
SHAPES: dict[str, tuple[set[str], dict[str, str]]] = {
    "children": (
        {"CHILD", "SEX", "DOB", "ETHNIC"},
        {"child": "CHILD", "sex": "SEX", "born": "DOB", "ethnicity": "ETHNIC"},
    ),
    "care": (
        {"CHILD", "DECOM", "RNE", "LS", "PLACE"},
        {
            "child": "CHILD",
            "started": "DECOM",
            "start_reason": "RNE",
            "legal_status": "LS",
            "placement_type": "PLACE",
            "provider": "PLACE_PROVIDER",
            "ended": "DEC",
            "end_reason": "REC",
            "postcode": "PL_POST",
            "home_postcode": "HOME_POST",
            "urn": "URN",
        },
    ),
    "care_reviews": ({"CHILD", "REVIEW", "REVIEW_CODE"}, {"child": "CHILD", "reviewed": "REVIEW"}),
    "missing": (
        {"CHILD", "MISSING", "MIS_START", "MIS_END"},
        {"child": "CHILD", "type": "MISSING", "started": "MIS_START", "ended": "MIS_END"},
    ),
    "yearly_outcomes": (
        {"CHILD", "SDQ_SCORE", "CONVICTED"},
        {
            "child": "CHILD",
            "score": "SDQ_SCORE",
            "reason": "SDQ_REASON",
            "convicted": "CONVICTED",
            "dental_check": "TEETH_CHECK",
            "health_assessment": "HEALTH_ASSESSMENT",
            "immunised": "IMMUNISATIONS",
            "substance_misuse": "SUBSTANCE_MISUSE",
        },
    ),
    "birthdays": (
        {"CHILD", "IN_TOUCH", "ACTIV", "ACCOM"},
        {
            "child": "CHILD",
            "on": "DOB",
            "in_touch": "IN_TOUCH",
            "activity": "ACTIV",
            "accommodation": "ACCOM",
        },
    ),
    "immigration": ({"CHILD", "DUC"}, {"child": "CHILD", "ended": "DUC"}),
    "permanence": ({"CHILD", "DATE_MATCH"}, {"child": "CHILD", "matched": "DATE_MATCH"}),
}
# the suite's table -> what tells one of its records from another, in whatever return it comes
RECORD_KEYS = {
    "children": ["child"],
    "care": ["child", "started"],
    "care_reviews": ["child", "reviewed"],
    "missing": ["child", "started"],
    "yearly_outcomes": ["child", "on"],
    "birthdays": ["child", "on"],
    "immigration": ["child"],
    "permanence": ["child"],
}
NUMBERED_COLUMNS = {"missing": "spell", "permanence": "record"}  # records that the return gives no id
SEXES = {"1": "M", "2": "F"}  # until the collection year 2024; M and F since
FLAG_COLUMNS = ("convicted", "dental_check", "health_assessment", "immunised", "substance_misuse")
FLAGS = {"1": "Y", "0": "N", "1.0": "Y", "0.0": "N"}


class Part(NamedTuple):
    """A file of a return.

    Attributes:
        label: what files of one return share; see `_label`.
        file: its path from the extract's folder.
        frame: text, under the return's column names.
    """

    label: str
    file: str
    frame: pandas.DataFrame


def recognises(files: list[Path]) -> bool:
    """Whether one of some CSV files is a return's table of episodes."""
    return any(_table_of(_columns(file)) == "care" for file in files)


def read_folder(folder: Path, files: list[Path], extract_date: date | None = None) -> Extract:
    """Read every return in a folder and join them, each child under one local identifier.

    Args:
        folder: the folder.
        files: the CSV files in it, one of them a table of episodes; see `recognises`.
        extract_date: the day on which it was drawn; None for the last 31 March of the returns.

    Raises:
        WrongUse: where there is no file of children.
        Problems: where a file cannot be read.
    """
    parts = _parts(folder, files)
    years = {part.label: _return_year(part.frame) for part in parts["care"]}
    first, last = min(years.values()), max(years.values())
    raws, faults = {table: _join(table, part, years) for table, part in parts.items()}, Faults()
    raws["care"], ended = _ended_between(raws["care"], years)
    records = {table: valid_records(raw, TABLES[table], faults) for table, raw in raws.items()}
    reason = "open at the end of its return and not in the next; taken to have ended on 1 April between them"
    faults.add(raws["care"], ended.reindex(records["care"].index, fill_value=False), "ended", reason, KEPT)
    records = records_of_known_children(records, raws, faults)
    records["care"] = _without_overlaps(records["care"], raws["care"], faults)
    drawn = extract_date or date(last, 3, 31)
    described = _description(files)
    return Extract(
        source=described.get("source") or folder.name,
        kind="SSDA903",
        extract_date=drawn,
        invented=described.get("invented") == "Y",
        tables=Tables({table: rows.reset_index(drop=True) for table, rows in records.items()}, drawn=drawn),
        faults=faults.frame(),
        notes=[_note(first, last)],
        history_from=date(first - 1, 4, 1),
    )


def _parts(folder: Path, files: list[Path]) -> dict[str, list[Part]]:
    """The files of each of the suite's tables."""
    known = {str(file.relative_to(folder)): file for file in files if _table_of(_columns(file))}
    frames, problems = read_all(known)
    raise_all(problems)
    parts: dict[str, list[Part]] = {}
    for name, frame in frames.items():
        part = Part(_label(name), Path(name).as_posix(), frame)
        parts.setdefault(_table_of(set(frame.columns)) or "", []).append(part)
    if "children" not in parts:
        raise WrongUse(
            f"{folder.name}: there are episodes, and no file with the columns CHILD, SEX, DOB, ETHNIC. Add "
            "the header file of each return."
        )
    parts["children"] += _children_of_birthdays(parts)
    return parts


def _note(first: int, last: int) -> str:
    """What a reader should know of returns from one year to another."""
    years = f"years ending 31 March {first} to {last}" if first < last else f"year ending 31 March {last}"
    return f"SSDA903 returns for the {years}. They hold no referrals, protection, visits, teams or areas."


def _children_of_birthdays(parts: dict[str, list[Part]]) -> list[Part]:
    """Care leavers whom no header names any more: child and date of birth from the table of birthdays."""
    named = pandas.concat([part.frame.CHILD for part in parts["children"]])
    return [
        part._replace(frame=part.frame.loc[~part.frame.CHILD.isin(named), ["CHILD", "DOB"]])
        for part in parts.get("birthdays", [])
    ]


def _columns(file: Path) -> set[str]:
    """The names of a file's columns; none where it cannot be read."""
    try:
        with file.open(encoding="utf-8-sig") as opened:
            return {name.strip().strip('"') for name in opened.readline(4000).rstrip("\r\n").split(",")}
    except (OSError, UnicodeDecodeError):
        return set()


def _table_of(columns: set[str]) -> str | None:
    """The suite's table whose file has these columns."""
    return next((table for table, (telling, _) in SHAPES.items() if telling <= columns), None)


def _label(name: str) -> str:
    """What files of one return share: the number in their names or folders, else nothing."""
    numbers = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", name)
    return numbers[-1] if numbers else ""


def _return_year(episodes: pandas.DataFrame) -> int:
    """The calendar year in which the return's last 31 March falls, from its latest start of an episode."""
    latest = pandas.to_datetime(episodes.DECOM, format=DATES, errors="coerce").max()
    return latest.year + (latest.month > 3)


def _join(table: str, parts: list[Part], years: dict[str, int]) -> Raw:
    """The files of all years under one another, the latest account of a record kept."""
    columns, pieces = SHAPES[table][1], []
    for label, file, frame in sorted(parts, key=lambda part: years.get(part.label, 0)):
        piece = pandas.DataFrame({ours: frame.get(theirs, "") for ours, theirs in columns.items()})
        year = years.get(label, max(years.values()))
        pieces.append(piece.assign(file=file, row=frame.index + 2, year=year))
    whole = _complete(table, pandas.concat(pieces, ignore_index=True))
    again = whole.groupby(RECORD_KEYS[table]).year.transform("max") > whole.year
    whole = whole[~again].reset_index(drop=True)
    return Raw(whole, whole.file, whole.row, columns, DATES)


def _complete(table: str, whole: pandas.DataFrame) -> pandas.DataFrame:
    """A table with what its files leave to be known: the day of flags, birthdays, the suite's own codes."""
    if table == "children":
        return whole.assign(sex=whole.sex.str.strip().replace(SEXES))
    if table in NUMBERED_COLUMNS:
        return whole.assign(**{NUMBERED_COLUMNS[table]: [f"{number}" for number in range(len(whole))]})
    if table == "yearly_outcomes":
        flags = {name: whole[name].str.strip().replace(FLAGS) for name in FLAG_COLUMNS}
        return whole.assign(on="31/03/" + whole.year.astype("str"), **flags)
    if table == "birthdays":
        return whole.assign(on=_birthday(whole.on, whole.year))
    return whole.assign(status=UNACCOMPANIED) if table == "immigration" else whole


def _birthday(born: pandas.Series, year: pandas.Series) -> pandas.Series:
    """The birthday that falls in a return's year; unreadable dates stay as they are, to be listed as faults.

    29 February is kept on 1 March.
    """
    day = pandas.to_datetime(born, format=DATES, errors="coerce")
    month = day.dt.month.mask((day.dt.month == 2) & (day.dt.day == 29) & (year % 4 != 0), 3)
    date_of = day.dt.day.mask(month != day.dt.month, 1)
    kept = pandas.to_datetime({"year": year - (month > 3), "month": month, "day": date_of}, errors="coerce")
    return kept.dt.strftime(DATES).fillna(born)


def _ended_between(care: Raw, years: dict[str, int]) -> tuple[Raw, pandas.Series]:
    """Episodes open in one return and gone from the next, ended between the two, and which they are."""
    frame, last = care.frame, max(years.values())
    lost = (frame.ended.str.strip() == "") & (frame.year < last)
    ended = frame.ended.mask(lost, "01/04/" + frame.year.astype("str"))
    return replace(care, frame=frame.assign(ended=ended)), lost


def _without_overlaps(care: pandas.DataFrame, raw: Raw, faults: Faults) -> pandas.DataFrame:
    """Care in which no child is in two episodes at once, and nobody's time in care is lost.

    An episode that lies within another is set aside; where two overlap in part, the earlier is taken to have
    ended when the later began.
    """
    care = care.sort_values(["child", "started"], kind="stable")
    ends = care.ended.fillna(OPEN_END).to_list()
    within, cut, last = [False] * len(care), [False] * len(care), -1
    for row, (child, started) in enumerate(zip(care.child, care.started)):
        overlaps = last >= 0 and care.child.iloc[last] == child and started < ends[last]
        within[row] = overlaps and ends[row] <= ends[last] and ends[row] != OPEN_END
        if overlaps and not within[row]:
            cut[last], ends[last] = True, started
        last = last if within[row] else row
    within, cut = (pandas.Series(flags, index=care.index, dtype="bool") for flags in (within, cut))
    faults.add(raw, within, "started", "lies within another episode of the child")
    reason = "overlaps the child's next episode; taken to have ended when that began"
    faults.add(raw, cut, "ended", reason, KEPT)
    return care.assign(ended=care.ended.mask(cut, pandas.Series(ends, index=care.index)))[~within]


def _description(files: list[Path]) -> dict[str, str]:
    """What the extract says of itself, where it has the small table for it."""
    file = next((file for file in files if file.name == "extract.csv"), None)
    return {} if file is None else read_text(file).iloc[0].to_dict()
