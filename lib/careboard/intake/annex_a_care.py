"""Episodes of care put together of what each snapshot says of a child's placement and legal status.

List 8 has a row for each period of care, with the placement and the legal status of the snapshot's day and
the days on which they began. What came before them is not known: a child's first known episode begins with
the placement, and the day on which the period began stands beside it under 'entered'.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas

from careboard.intake.annex_a_series import (
    LOST,
    corrected,
    first_seen,
    hold_to_snapshot,
    latest_accounts,
    next_days,
)
from careboard.intake.typed_table import TypedTable
from careboard.intake.validation import BLANK

BEFORE_CARE = "the placement began before the period of care; taken from the period's start"
STARTED, MOVED, NEW_STATUS, GOES_ON = "S", "P", "L", "X1"


def episodes_of_care(care: TypedTable, days: Sequence[pandas.Timestamp]) -> None:
    """Make the rows of List 8 episodes of care, each with its start, its end and why.

    Args:
        care: the rows of all snapshots.
        days: the snapshots' days.
    """
    frame = care.frame
    care.set_aside(frame.entered.isna(), "entered", BLANK)
    early = frame.started < frame.entered
    care.keep(early, "started", BEFORE_CARE)
    care.frame = frame.assign(started=frame.started.fillna(frame.entered).mask(early, frame.entered))
    hold_to_snapshot(care)
    corrected(care, ["child"], "entered", "ended")
    corrected(care, ["child", "entered"], "started", "ended")
    _part_by_status(care)
    latest_accounts(care, days)
    _end(care, days)


def _part_by_status(care: TypedTable) -> None:
    """Begin a new episode where a later snapshot has a new legal status in the same placement."""
    frame, key = care.frame, ["child", "entered", "started"]
    first = frame[key].merge(first_seen(care, key).rename("first").reset_index(), on=key, how="left")
    since = first["first"].set_axis(frame.index)
    new = (frame.legal_from > since) & (frame.legal_from > frame.started) & (frame.snapshot > since)
    care.frame = frame.assign(started=frame.started.mask(new, frame.legal_from), by_status=new)


def _end(care: TypedTable, days: Sequence[pandas.Timestamp]) -> None:
    """Give each episode the start of the next as its end, and the last one that of the period."""
    sound = care.sound.sort_values(["child", "entered", "started"], kind="stable")
    period = [sound.child, sound.entered]
    following = sound.groupby(period).started.shift(-1)
    first = sound.groupby(period).cumcount() == 0
    reason = pandas.Series(MOVED, index=sound.index, dtype="str")
    reason = reason.mask(sound.by_status, NEW_STATUS).mask(first, STARTED)
    next_day = next_days(sound, days)
    lost = following.isna() & sound.ended.isna() & next_day.notna()
    lost = lost.reindex(care.frame.index, fill_value=False)
    care.keep(lost, "ended", LOST)
    goes_on = following.notna().reindex(care.frame.index, fill_value=False)
    ended = care.frame.ended.mask(goes_on, following.reindex(care.frame.index))
    changes = {
        "ended": ended.mask(lost, next_day.reindex(care.frame.index)),
        "start_reason": reason.reindex(care.frame.index).fillna(STARTED).astype("str"),
    }
    if "end_reason" in care.frame:
        changes["end_reason"] = care.frame.end_reason.mask(goes_on, GOES_ON)
    care.frame = care.frame.assign(**changes).drop(columns=["by_status", "legal_from"])
