"""SSDA903 returns: a folder of yearly CSV files, whatever they are called.

A file is known by its columns. Files of one return share a folder or a number in their names; the return's
year is the one in which its last episode starts. The same open episode comes again, closed, in the next
return: the latest account of it counts. Source: DfE, Children looked after return (SSDA903), guide.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas

from careboard.codes import UNACCOMPANIED
from careboard.intake.checking import Faults, Raw, checked, of_known_children
from careboard.intake.extract import KEPT, Extract
from careboard.intake.reading import read_all, read_text
from careboard.problems import WrongUse, listed
from careboard.tables import TABLES, Tables

DATES = "%d/%m/%Y"
OPEN_END = pandas.Timestamp("2100-01-01")
# the suite's table -> the columns that tell its file, and the suite's column -> the file's
SHAPES: dict[str, tuple[set[str], dict[str, str]]] = {
    "children": ({"CHILD", "SEX", "DOB", "ETHNIC"}, {"child": "CHILD", "sex": "SEX", "born": "DOB", "ethnicity": "ETHNIC"}),
    "care": ({"CHILD", "DECOM", "RNE", "LS", "PLACE"}, {"child": "CHILD", "started": "DECOM", "start_reason": "RNE", "legal_status": "LS", "placement_type": "PLACE", "provider": "PLACE_PROVIDER", "ended": "DEC", "end_reason": "REC", "postcode": "PL_POST", "home_postcode": "HOME_POST", "urn": "URN"}),
    "care_reviews": ({"CHILD", "REVIEW", "REVIEW_CODE"}, {"child": "CHILD", "reviewed": "REVIEW"}),
    "missing": ({"CHILD", "MISSING", "MIS_START", "MIS_END"}, {"child": "CHILD", "type": "MISSING", "started": "MIS_START", "ended": "MIS_END"}),
    "yearly_outcomes": ({"CHILD", "SDQ_SCORE", "CONVICTED"}, {"child": "CHILD", "score": "SDQ_SCORE", "reason": "SDQ_REASON", "convicted": "CONVICTED", "dental_check": "TEETH_CHECK", "health_assessment": "HEALTH_ASSESSMENT", "immunised": "IMMUNISATIONS", "substance_misuse": "SUBSTANCE_MISUSE"}),
    "birthdays": ({"CHILD", "IN_TOUCH", "ACTIV", "ACCOM"}, {"child": "CHILD", "on": "DOB", "in_touch": "IN_TOUCH", "activity": "ACTIV", "accommodation": "ACCOM"}),
    "immigration": ({"CHILD", "DUC"}, {"child": "CHILD", "ended": "DUC"}),
    "permanence": ({"CHILD", "DATE_MATCH"}, {"child": "CHILD", "matched": "DATE_MATCH"}),
}
KEYS = {"children": ["child"], "care": ["child", "started"], "care_reviews": ["child", "reviewed"], "missing": ["child", "started"], "yearly_outcomes": ["child", "on"], "birthdays": ["child", "on"], "immigration": ["child"], "permanence": ["child"]}
NUMBERED = {"missing": "spell", "permanence": "record"}  # records that the return gives no id
SEXES = {"1": "M", "2": "F"}  # until the collection year 2024; M and F since
FLAGS = {"1": "Y", "0": "N", "1.0": "Y", "0.0": "N"}


def recognises(files: list[Path]) -> bool:
    """Whether one of the files is a return's table of episodes."""
    return any(_table_of(_columns(file)) == "care" for file in files)


def read_folder(folder: Path, files: list[Path], extract_date: date | None = None) -> Extract:
    """Read every return in a folder and join them, each child under one local identifier."""
    known = {str(file.relative_to(folder)): file for file in files if _table_of(_columns(file))}
    frames, problems = read_all(known)
    listed(problems)
    parts: dict[str, list[tuple[str, str, pandas.DataFrame]]] = {}
    for name, frame in frames.items():
        parts.setdefault(_table_of(set(frame.columns)) or "", []).append((_label(name), Path(name).as_posix(), frame))
    if "children" not in parts:
        raise WrongUse(f"{folder.name}: there are episodes, and no file with the columns CHILD, SEX, DOB, ETHNIC. Add the header file of each return.")
    parts["children"] += _known_from_birthdays(parts)
    years = {label: _return_year(frame) for label, _, frame in parts["care"]}
    faults = Faults()
    raws = {table: _joined(table, found, years) for table, found in parts.items()}
    lost = _carried_on(raws["care"], years)
    checked_frames = {table: checked(raw, TABLES[table], faults) for table, raw in raws.items()}
    faults.add(raws["care"], lost.reindex(checked_frames["care"].index, fill_value=False), "ended", "open at the end of its return and not in the next; taken to have ended on 1 April between them", KEPT)
    of_known_children(checked_frames, raws, faults)
    checked_frames["care"] = _without_overlaps(checked_frames["care"], raws["care"], faults)
    drawn = extract_date or date(max(years.values()), 3, 31)
    tables = Tables({table: frame.reset_index(drop=True) for table, frame in checked_frames.items()}, drawn=drawn)
    span = f"the year ending 31 March {max(years.values())}" if len(set(years.values())) == 1 else f"the years ending 31 March {min(years.values())} to {max(years.values())}"
    notes = [f"SSDA903 returns for {span}. They hold no referrals, protection, visits, teams or areas."]
    told = _told(files)
    return Extract(told.get("source") or folder.name, "SSDA903", drawn, told.get("invented") == "Y", tables, faults.frame(), notes, date(min(years.values()) - 1, 4, 1))


def _known_from_birthdays(parts: dict[str, list]) -> list[tuple[str, str, pandas.DataFrame]]:
    """Care leavers whom no header names any more: their child and date of birth as the table of birthdays has them."""
    named = pandas.concat([frame.CHILD for _, _, frame in parts["children"]])
    return [(label, file, frame.loc[~frame.CHILD.isin(named), ["CHILD", "DOB"]]) for label, file, frame in parts.get("birthdays", [])]


def _columns(file: Path) -> set[str]:
    try:
        with file.open(encoding="utf-8-sig") as opened:
            return {name.strip().strip('"') for name in opened.readline(4000).rstrip("\r\n").split(",")}
    except (OSError, UnicodeDecodeError):
        return set()


def _table_of(columns: set[str]) -> str | None:
    return next((table for table, (telling, _) in SHAPES.items() if telling <= columns), None)


def _label(name: str) -> str:
    """What files of one return share: the number in their names or folders, else nothing."""
    numbers = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", name)
    return numbers[-1] if numbers else ""


def _return_year(episodes: pandas.DataFrame) -> int:
    """The calendar year in which the return's last 31 March falls, from its latest start of an episode."""
    latest = pandas.to_datetime(episodes.DECOM, format=DATES, errors="coerce").max()
    return latest.year + (latest.month > 3)


def _joined(table: str, found: list[tuple[str, str, pandas.DataFrame]], years: dict[str, int]) -> Raw:
    """The files of all years under one another, the latest account of a record kept."""
    columns, pieces = SHAPES[table][1], []
    for label, file, frame in sorted(found, key=lambda part: years.get(part[0], 0)):
        piece = pandas.DataFrame({ours: frame.get(theirs, "") for ours, theirs in columns.items()})
        piece["file"], piece["row"], piece["year"] = file, frame.index + 2, years.get(label, max(years.values()))
        pieces.append(piece)
    whole = _completed(table, pandas.concat(pieces, ignore_index=True))
    again = whole.groupby(KEYS[table]).year.transform("max") > whole.year
    whole = whole[~again].reset_index(drop=True)
    return Raw(whole, whole.file, whole.row, columns, DATES)


def _completed(table: str, whole: pandas.DataFrame) -> pandas.DataFrame:
    """What a return's file leaves to be known: the day of its flags, the birthday in its year, its codes in the suite's form."""
    if table == "children":
        return whole.assign(sex=whole.sex.str.strip().replace(SEXES))
    if table in NUMBERED:
        return whole.assign(**{NUMBERED[table]: [f"{number}" for number in range(len(whole))]})
    if table == "yearly_outcomes":
        flags = {name: whole[name].str.strip().replace(FLAGS) for name in ("convicted", "dental_check", "health_assessment", "immunised", "substance_misuse")}
        return whole.assign(on="31/03/" + whole.year.astype("str"), **flags)
    if table == "birthdays":
        return whole.assign(on=_birthday(whole.on, whole.year))
    return whole.assign(status=UNACCOMPANIED) if table == "immigration" else whole


def _birthday(born: pandas.Series, year: pandas.Series) -> pandas.Series:
    """The birthday that falls in a return's year; unreadable dates stay as they are, to be told. 29 February is kept on 1 March."""
    day = pandas.to_datetime(born, format=DATES, errors="coerce")
    month = day.dt.month.mask((day.dt.month == 2) & (day.dt.day == 29) & (year % 4 != 0), 3)
    date_of = day.dt.day.mask(month != day.dt.month, 1)
    kept = pandas.to_datetime({"year": year - (month > 3), "month": month, "day": date_of}, errors="coerce")
    return kept.dt.strftime(DATES).fillna(born)


def _carried_on(care: Raw, years: dict[str, int]) -> pandas.Series:
    """Episodes open in one return whose child is not in the next: ended here, told by the caller."""
    frame, last = care.frame, max(years.values())
    lost = (frame.ended.str.strip() == "") & (frame.year < last)
    frame["ended"] = frame.ended.mask(lost, "01/04/" + frame.year.astype("str"))
    return lost


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
    faults.add(raw, cut, "ended", "overlaps the child's next episode; taken to have ended when that began", KEPT)
    care["ended"] = care.ended.mask(cut, pandas.Series(ends, index=care.index))
    return care[~within]


def _told(files: list[Path]) -> dict[str, str]:
    """What the extract says of itself, where it has the small table for it."""
    beside = next((file for file in files if file.name == "extract.csv"), None)
    return {} if beside is None else read_text(beside).iloc[0].to_dict()
