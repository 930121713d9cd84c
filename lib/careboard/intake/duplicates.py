"""Records of one key: the same ones counted once, differing ones joined by a rule that knows no order.

What one record says and another leaves blank is known. What they say differently is not known; where a value
is needed, or says until when something held, the records are set aside. Example: of a child who stands
twice, once without date of birth, the date is known; with two sexes, the sex is not.
"""

from __future__ import annotations

import pandas

from careboard.intake.findings import NOT_KNOWN
from careboard.intake.typed_table import TypedTable

SAME = "this record is in the file twice"
JOINED = "another record has its key; what both say is joined"
CONFLICT = "records of one key say different things"


def drop_duplicates(table: TypedTable) -> None:
    """Leave one record of each key.

    Args:
        table: the table; a table without a key is left alone.
    """
    key = [name for name in table.table.key if name in table.frame]
    if not key:
        return
    sound = table.sound
    several = sound[sound.duplicated(key, keep=False)]
    if several.empty:
        return
    same = several.duplicated()
    table.drop(same.reindex(table.frame.index, fill_value=False), key[0], SAME)
    several = several[~same]
    several = several[several.duplicated(key, keep=False)]
    if len(several):
        _join(table, several, key)


def _join(table: TypedTable, several: pandas.DataFrame, key: list[str]) -> None:
    """Join differing records of one key, or set them aside."""
    groups = several.groupby(key, sort=False)
    needed = {column.name for column in table.table.columns if column.required}
    needed |= {last for _, last in table.table.spans}
    frame, first = table.frame, groups.cumcount() == 0
    for name in several.columns.difference(key, sort=False):
        differs = groups[name].transform("nunique") > 1
        odd = differs.reindex(frame.index, fill_value=False)
        if name in needed:
            table.set_aside(odd, name, CONFLICT)
            continue
        table.keep(odd & first.reindex(frame.index, fill_value=False), name, CONFLICT, NOT_KNOWN)
        known = groups[name].transform("first").mask(differs)
        frame = frame.assign(**{name: known.reindex(frame.index).where(_among(frame, several), frame[name])})
    for _, last in table.table.spans:
        if last in several:
            known = groups[last].transform("first")
            frame = frame.assign(
                **{last: known.reindex(frame.index).where(_among(frame, several), frame[last])}
            )
    table.frame = frame.astype(table.frame.dtypes.to_dict())
    table.drop(~first.reindex(frame.index, fill_value=True), key[0], JOINED)


def _among(frame: pandas.DataFrame, several: pandas.DataFrame) -> pandas.Series:
    """Which records of a frame are among some of its own."""
    return pandas.Series(frame.index.isin(several.index), index=frame.index)
