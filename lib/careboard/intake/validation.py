"""Tables held against their declared shape and against each other.

A record is set aside when a value that is needed is blank, a date runs backwards or lies after the extract
was drawn, or its child is not among the children. What is set aside is told by file, row and reason, and no
value is quoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas

from careboard.intake.duplicates import drop_duplicates
from careboard.intake.findings import KEPT, NOT_KNOWN
from careboard.intake.typed_table import TypedTable
from careboard.records.codes import IN_USE
from careboard.records.schema import TABLES

# takes a day of April to March into the calendar year that names its collection
NEXT_COLLECTION = pandas.DateOffset(months=9)
BLANK = "blank, and a value is needed"
OUT_OF_USE = "the code was not in use in the episode's collection years"
LATER, ENDS_LATER = "after the extract was drawn", "ends after the extract was drawn"
STRANGER, UNBORN = "the child is not in the table of children", "before the child was born"
NO_TEAM = "the team is not in the table of teams"
PLANNED = ("reviewed",)  # meetings stand in records before they are held


def hold_to_shape(table: TypedTable, drawn: date | None) -> None:
    """Set aside the records of a table that its declared shape does not allow, and drop those that repeat.

    Args:
        table: the table.
        drawn: the day on which the extract was drawn, None where it is not known.
    """
    frame = table.frame
    for column in table.table.columns:
        if column.required and column.name in frame:
            table.set_aside(frame[column.name].isna(), column.name, BLANK)
    for first, last in table.table.spans:
        if first in frame and last in frame:
            table.set_aside(
                frame[last] < frame[first], last, f"earlier than '{table.origin.get(first, first)}'"
            )
    if table.table.name == "care" and "placement_type" in frame:
        table.keep(_out_of_use(frame), "placement_type", OUT_OF_USE)
    if drawn is not None and table.table.of_child:
        _hold_to_day(table, pandas.Timestamp(drawn) + pandas.Timedelta(days=1))
    drop_duplicates(table)


def tell_of_teams(tables: Mapping[str, TypedTable]) -> None:
    """Tell of records whose team the table of teams does not know; they are used all the same.

    Args:
        tables: the tables, by name; nothing is told where there is no table of teams.
    """
    if "teams" not in tables:
        return
    known = tables["teams"].sound.team
    for table in tables.values():
        if table.table.of_child and "team" in table.frame:
            teams = table.sound.team
            strange = int((teams.notna() & ~teams.isin(known)).sum())
            if strange:
                file = str(table.file.iloc[0])
                table.findings.add_repair(file, table.origin["team"], NO_TEAM, strange, KEPT)


def _hold_to_day(table: TypedTable, after: pandas.Timestamp) -> None:
    """Set aside what began after the extract was drawn, and tell of what is to end later."""
    frame = table.frame
    for column in table.table.columns:
        if column.type in ("date", "moment") and column.required and column.name not in PLANNED:
            table.set_aside(frame[column.name] >= after, column.name, LATER)
    for _, last in table.table.spans:
        if last in frame:
            table.keep(frame[last] >= after, last, ENDS_LATER)


def _out_of_use(care: pandas.DataFrame) -> pandas.Series:
    """Episodes whose placement type had gone before they began, or came only after they had ended."""
    first = care.placement_type.map({code: years[0] for code, years in IN_USE.items() if years[0]})
    last = care.placement_type.map({code: years[1] for code, years in IN_USE.items() if years[1]})
    began, ended = care.started + NEXT_COLLECTION, care.ended + NEXT_COLLECTION
    return (began.dt.year > last) | (ended.dt.year < first)


def hold_to_children(tables: Mapping[str, TypedTable], drawn: date | None) -> None:
    """Set aside the records of no known child, and care that began before the child was born.

    Args:
        tables: the tables, by name.
        drawn: the day on which the extract was drawn, None where it is not known.
    """
    if "children" not in tables:
        return
    children = tables["children"]
    if drawn is not None and "born" in children.frame:
        later = children.frame.born > pandas.Timestamp(drawn)
        children.keep(later, "born", LATER, NOT_KNOWN)
        children.frame = children.frame.assign(born=children.frame.born.mask(later))
    known = children.sound.set_index("child")
    idents = known.index.unique()
    for name, table in tables.items():
        if name == "children" or name not in TABLES or not TABLES[name].of_child:
            continue
        place = idents.get_indexer(table.frame.child)
        table.set_aside(pandas.Series(place < 0, index=table.frame.index), "child", STRANGER)
        if name == "care" and "born" in known:
            born = known.born.reindex(table.frame.child).set_axis(table.frame.index)
            table.set_aside(table.frame.started < born, "started", UNBORN)
