"""The accounts that several returns give of one record, and what can be told from them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas

from careboard.intake.findings import DROPPED, Findings
from careboard.intake.overlaps import OPEN_END
from careboard.intake.ssda903_returns import Return
from careboard.intake.ssda903_shapes import SHAPES
from careboard.intake.typed_table import TypedTable
from careboard.records.codes import SHORT_BREAKS
from careboard.records.schema import TABLES

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
AGAIN = "a later return tells of the same record; that one holds"
AFTER_YEAR, ENDS_AFTER_YEAR = (
    "begins after the end of its return's year",
    "ends after the end of its return's year",
)
FEW = 10  # children, so few that the difference of two numbers could tell of one
LOST = "open at the end of its return and not in the next; taken to have ended on 1 April between them"


def stacked(returns: Sequence[Return], findings: Findings) -> dict[str, TypedTable]:
    """The parts of all returns under one another, with the year of each record.

    A column that the latest return lacks is left out, so that what needs it is not available.

    Args:
        returns: the returns, by year.
        findings: the list that their parts share.
    """
    checked = {}
    for name in SHAPES:
        parts = [(part, one.year) for one in returns for part in one.parts.get(name, [])]
        if name == "children":
            parts += _children_of_birthdays(returns)
        if not parts:
            continue
        latest = set(max(parts, key=lambda part: part[1])[0].frame.columns)
        frames = [part.frame.assign(year=year) for part, year in parts]
        frame = pandas.concat(frames, ignore_index=True)
        frame = frame.astype({column: "str" for column in frame.columns if frame[column].dtype == "object"})
        columns = [column for column in frame.columns if column in latest or column == "year"]
        together = {
            what: pandas.concat([getattr(part, what) for part, _ in parts], ignore_index=True)
            for what in ("file", "row", "faulty", "dropped", "repaired")
        }
        checked[name] = TypedTable(
            TABLES[name], frame[columns], origin=SHAPES[name][1], findings=findings, **together
        )
    return checked


def _children_of_birthdays(returns: Sequence[Return]) -> list[tuple[TypedTable, int]]:
    """Care leavers whom no header names any more: child and date of birth from the table of birthdays."""
    headers = [part.frame.child for one in returns for part in one.parts.get("children", [])]
    named = set(pandas.concat(headers)) if headers else set()
    found = []
    for one in returns:
        for part in one.parts.get("birthdays", []):
            rest = ~part.frame.child.isin(named) & part.frame.child.notna()
            if rest.any():
                frame = part.frame.loc[rest, ["child", "on"]].rename(columns={"on": "born"})
                none = pandas.Series(False, index=frame.index)
                people = TypedTable(
                    TABLES["children"],
                    frame.drop_duplicates(),
                    part.file[rest],
                    part.row[rest],
                    SHAPES["children"][1],
                    part.findings,
                    none,
                    none,
                    none,
                )
                found.append((_only(people, frame.drop_duplicates().index), one.year))
    return found


def _only(table: TypedTable, index: pandas.Index) -> TypedTable:
    parts = {
        name: getattr(table, name).loc[index] for name in ("file", "row", "faulty", "dropped", "repaired")
    }
    return TypedTable(table.table, table.frame, origin=table.origin, findings=table.findings, **parts)


def hold_to_years(checked: Mapping[str, TypedTable]) -> None:
    """Set aside episodes that begin after the end of their return, and tell of those that end after it.

    Args:
        checked: the tables.
    """
    care = checked["care"]
    end = pandas.to_datetime({"year": care.frame.year, "month": 3, "day": 31})
    care.set_aside(care.frame.started > end, "started", AFTER_YEAR)
    if "ended" in care.frame:
        care.keep(care.frame.ended > end, "ended", ENDS_AFTER_YEAR)


def latest_accounts(checked: Mapping[str, TypedTable]) -> None:
    """Drop the records of which a later return tells again.

    Args:
        checked: the tables.
    """
    for name, table in checked.items():
        sound = table.sound.dropna(subset=RECORD_KEYS[name])
        again = sound.groupby(RECORD_KEYS[name]).year.transform("max") > sound.year
        again = again.reindex(table.frame.index, fill_value=False).astype(bool)
        for file, records in table.file[again].value_counts(sort=False).items():
            table.findings.add_repair(str(file), SHAPES[name][1]["child"], AGAIN, int(records), DROPPED)
        table.dropped = table.dropped | again


def end_between(care: TypedTable, years: Sequence[int]) -> None:
    """End the episodes that are open in one return and gone from the next.

    Args:
        care: the table of episodes.
        years: the years of the returns.
    """
    sound = care.sound
    lost = (sound.ended.isna() & (sound.year < years[-1])).reindex(care.frame.index, fill_value=False)
    care.keep(lost, "ended", LOST)
    ended = pandas.to_datetime({"year": care.frame.year, "month": 4, "day": 1}).astype("datetime64[s]")
    care.frame = care.frame.assign(ended=care.frame.ended.mask(lost, ended))


def with_birthdays(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Care leavers at the birthday that falls in their return's year; 29 February is kept on 1 March.

    Args:
        frame: the day of birth under 'on', and the return's year.
    """
    born, year = frame.on, frame.year
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    late = (born.dt.month == 2) & (born.dt.day == 29) & ~leap
    month, day = born.dt.month.mask(late, 3), born.dt.day.mask(late, 1)
    kept = pandas.to_datetime({"year": year - (month > 3), "month": month, "day": day}, errors="coerce")
    return frame.assign(on=kept.astype("datetime64[s]"))


def brought_back(checked: Mapping[str, TypedTable], years: Sequence[int]) -> list[str]:
    """A sentence on the years whose own return has other children looked after at its end than all together.

    Args:
        checked: the tables, once no child is in two episodes at a time.
        years: the years of the returns.

    Returns:
        One sentence, or none where no year is so.
    """
    care, told = checked["care"], list[str]()
    of_year, together = care.frame[~care.faulty], care.sound
    for year in years[:-1]:
        day = pandas.Timestamp(date(year, 3, 31))
        own, all_ = _held(of_year[of_year.year == year], day), _held(together, day)
        if own == all_:
            continue
        numbers = "a few fewer or more" if abs(own - all_) <= FEW else f"{own:,} and {all_:,}"
        told.append(f"on 31 March {year} {numbers}")
    if not told:
        return []
    return [
        "Children looked after, by the return of the year alone and with the later returns: "
        f"{'; '.join(told)}."
    ]


def _held(care: pandas.DataFrame, day: pandas.Timestamp) -> int:
    """How many children were looked after at the end of a day, short breaks left out."""
    open_ = (
        (care.started <= day) & (care.ended.fillna(OPEN_END) > day) & ~care.legal_status.isin(SHORT_BREAKS)
    )
    return int(care.child[open_].nunique())
