"""What of one child cannot hold at once: two episodes of care, two immigration statuses.

An episode that lies within another is set aside. Where two overlap in part, or the earlier was never closed,
the earlier is taken to have ended when the later began, so that nobody's time in care is lost. An open
episode in the same placement and under the same legal status as one that is open already is the same stay.
Example: a status as unaccompanied child that nobody closed ends when the leave to stay begins.
"""

from __future__ import annotations

import pandas

from careboard.intake.typed_table import TypedTable

OPEN_END = pandas.Timestamp("2100-01-01")
WITHIN = "lies within another episode of the child"
CUT = "overlaps the child's next episode; taken to have ended when that began"
SAME_STAY = "open in the same placement as an earlier open episode; the same stay"
NEXT_STATUS = "still held when the child's next status began; taken to have ended then"
TWO_STATUSES = "another status of the child began on the same day"
STAY = ["placement", "placement_type", "legal_status"]


def part_episodes(care: TypedTable) -> None:
    """Leave no child in two episodes of care at once.

    Args:
        care: the table of episodes.
    """
    sound = care.sound.sort_values(["child", "started"], kind="stable")
    following = sound.child == sound.child.shift(-1)
    if not (following & (sound.ended.fillna(OPEN_END) > sound.started.shift(-1))).any():
        return
    stays = sound[STAY].agg(tuple, axis=1).to_list() if set(STAY) <= set(sound) else [None] * len(sound)
    ends = sound.ended.fillna(OPEN_END).to_list()
    within, same, cut, last = [False] * len(sound), [False] * len(sound), [False] * len(sound), -1
    for row, (child, started) in enumerate(zip(sound.child, sound.started, strict=True)):
        if last >= 0 and sound.child.iloc[last] == child and started < ends[last]:
            both_open = ends[row] == ends[last] == OPEN_END
            same[row] = both_open and stays[row] is not None and stays[row] == stays[last]
            within[row] = not both_open and ends[row] <= ends[last]
            if not (same[row] or within[row]):
                cut[last], ends[last] = True, started
        last = last if within[row] or same[row] else row
    within, same, cut = (_flags(flags, sound, care) for flags in (within, same, cut))
    care.set_aside(within, "started", WITHIN)
    care.drop(same, "started", SAME_STAY)
    care.keep(cut, "ended", CUT)
    ended = pandas.Series(ends, index=sound.index).reindex(care.frame.index)
    care.frame = care.frame.assign(ended=care.frame.ended.mask(cut, ended).astype(care.frame.ended.dtype))


def _flags(flags: list[bool], sound: pandas.DataFrame, care: TypedTable) -> pandas.Series:
    return pandas.Series(flags, index=sound.index, dtype="bool").reindex(care.frame.index, fill_value=False)


def part_statuses(statuses: TypedTable) -> None:
    """Leave no child with two immigration statuses at once.

    Args:
        statuses: the table of immigration statuses; one without starts is left alone.
    """
    if not {"started", "ended"} <= set(statuses.frame):
        return
    key = ["child", "started"]
    dated = statuses.sound.dropna(subset="started")
    alike = dated.duplicated(["child", "started", "status", "ended"])
    statuses.drop(
        alike.reindex(statuses.frame.index, fill_value=False), "child", "this record is in the file twice"
    )
    dated = statuses.sound.dropna(subset="started")
    differ = dated.groupby(key).status.transform("nunique") > 1
    statuses.set_aside(differ.reindex(statuses.frame.index, fill_value=False), "started", TWO_STATUSES)
    dated = statuses.sound.dropna(subset="started").sort_values(key, kind="stable")
    until = dated.groupby("child").started.shift(-1)
    late = until.notna() & (dated.ended.isna() | (dated.ended > until))
    flags = late.reindex(statuses.frame.index, fill_value=False)
    statuses.keep(flags, "ended", NEXT_STATUS)
    ended = statuses.frame.ended.mask(flags, until.reindex(statuses.frame.index))
    statuses.frame = statuses.frame.assign(ended=ended.astype(statuses.frame.ended.dtype))
