"""What a series of snapshots tells together: each record once, and what became of it between two of them.

Of two accounts of one record the later snapshot's holds. What was open in a snapshot and is not in the next
has ended on a day that nobody tells: the next snapshot's day is taken, and that is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

import pandas

from careboard.intake.findings import DROPPED, KEPT
from careboard.intake.typed_table import TypedTable
from careboard.intake.validation import PLANNED

AGAIN = "a later snapshot tells of the same record; that one holds"
CORRECTED = "a later snapshot has it with another start; that one holds"
LOST = "open in a snapshot and not in the next; taken to have ended on the next one's day"
STOPPED = "open in a snapshot and not in the next, never authorised; taken as open until the next one's day"
AFTER = "after the snapshot's day"
GONE = "in an earlier snapshot and not in a later one that reaches back as far; counted all the same"
# the table -> its id, and the columns that tell one of its records from another
IDS = {
    "contacts": ("contact", ["child", "contacted"]),
    "early_help": ("episode", ["child", "started"]),
    "referrals": ("referral", ["child", "referred"]),
    "assessments": ("assessment", ["child", "started"]),
    "enquiries": ("enquiry", ["child", "started"]),
    "conferences": ("conference", ["child", "held"]),
    "plans": ("plan", ["child", "started"]),
    "protection_visits": ("visit", ["child", "visited"]),
    "care_visits": ("visit", ["child", "visited"]),
    "health_checks": ("check", ["child", "type", "checked"]),
    "permanence": ("record", ["child"]),
}
# the table -> the columns of start and end of what is open; assessments have no end but authorisation, and
# early help leaves its list six months after its start, whether it goes on or not
OPEN = {
    "assessments": ("started", "authorised"),
    "need_episodes": ("started", "ended"),
    "plans": ("started", "ended"),
}
EVENTS = {"contacts": "contacted", "referrals": "referred"}  # lists that reach back by the day of the event
KEYS = {"need_episodes": ["child", "started"], "care_reviews": ["child", "reviewed"],
        "care": ["child", "started"], "children": ["child"]}  # fmt: skip


def hold_to_snapshot(table: TypedTable) -> None:
    """Set aside what happened after the day of the snapshot that tells of it.

    Args:
        table: the table.
    """
    for column in table.table.columns:
        dated = column.type == "date" and column.required and column.name not in PLANNED
        if dated and column.name in table.frame:
            table.set_aside(table.frame[column.name] > table.frame.snapshot, column.name, AFTER)


def numbered(table: TypedTable) -> None:
    """Give each record an id made of the child and the day, the same in every snapshot.

    Two contacts or referrals of a child on one day are two where their sources differ.

    Args:
        table: the table; one without an id of its own is left alone.
    """
    if table.table.name not in IDS:
        return
    frame = table.frame
    name, key = IDS[table.table.name]
    ids = identity(frame, key)
    if "source" in frame:
        ids += _place_on_day(frame, key)
    frame = frame.assign(**{name: ids})
    if table.table.name == "conferences":
        frame = frame.assign(enquiry=identity(frame, ["child", "enquired"]).where(frame.enquired.notna()))
    if table.table.name == "protection_visits":
        frame = frame.assign(plan=identity(frame, ["child", "begun"]))
    table.frame = frame.drop(columns=["source", "enquired", "begun"], errors="ignore")


def identity(frame: pandas.DataFrame, key: Sequence[str]) -> pandas.Series:
    """An id made of some columns; where one is missing, of the row.

    Args:
        frame: the records.
        key: the columns.
    """
    parts = [
        frame[name].dt.strftime("%Y%m%d") if frame[name].dtype.kind == "M" else frame[name] for name in key
    ]
    made = parts[0].str.cat(parts[1:], sep="-") if len(parts) > 1 else parts[0]
    rows = pandas.Series([f"row-{row}" for row in range(len(frame))], index=frame.index, dtype="str")
    return made.astype("str").where(frame[list(key)].notna().all(axis=1), rows)


def _place_on_day(frame: pandas.DataFrame, key: Sequence[str]) -> pandas.Series:
    """What stands behind the id of a child's second and later event of a day: '-2', '-3'."""
    day = [*key, "snapshot"]
    known = frame.assign(source=frame.source.fillna(""))
    different = known[[*day, "source"]].drop_duplicates()
    different = different.assign(place=different.groupby(day, dropna=False).cumcount())
    place = (
        known[[*day, "source"]].merge(different, on=[*day, "source"], how="left").place.set_axis(frame.index)
    )
    return ("-" + (place + 1).astype("str")).where(place > 0, "")


def latest_accounts(table: TypedTable, days: Sequence[pandas.Timestamp]) -> None:
    """Drop the records of which a later snapshot tells again.

    Args:
        table: the table.
        days: the days of all snapshots.
    """
    name = table.table.name
    key = [IDS[name][0]] if name in IDS else KEYS.get(name)
    if key is None:
        return
    sound = table.sound.dropna(subset=key)
    latest = sound.groupby(key).snapshot.transform("max")
    counted_once(table, sound.index[latest > sound.snapshot], AGAIN)
    if name in EVENTS:
        _tell_gone(table, EVENTS[name], days)


def counted_once(table: TypedTable, which: pandas.Index, reason: str) -> None:
    """Drop some records, told by file and number.

    Args:
        table: the table.
        which: their places.
        reason: why.
    """
    again = (
        pandas.Series(table.frame.index.isin(which), index=table.frame.index) & ~table.faulty & ~table.dropped
    )
    for file, records in table.file[again].value_counts(sort=False).items():
        table.findings.add_repair(str(file), table.origin["child"], reason, int(records), DROPPED)
    table.dropped = table.dropped | again


def _tell_gone(table: TypedTable, day: str, days: Sequence[pandas.Timestamp]) -> None:
    """Tell of events that a later snapshot leaves out, though it reaches back beyond their day."""
    sound = table.sound
    reach = table.frame.groupby("snapshot")[day].min().reindex(days)
    following = next_days(sound, days)
    gone = following.notna() & (sound[day] >= following.map(reach).astype("datetime64[s]"))
    for file, records in table.file[gone.index[gone]].value_counts(sort=False).items():
        table.findings.add_repair(str(file), table.origin[day], GONE, int(records), KEPT)


def next_days(frame: pandas.DataFrame, days: Sequence[pandas.Timestamp]) -> pandas.Series:
    """The day of the snapshot after the one that tells of each record; missing where that is the last.

    Args:
        frame: the records.
        days: the days of all snapshots.
    """
    return frame.snapshot.map(dict(pairwise(days))).astype("datetime64[s]")


def first_seen(table: TypedTable, key: Sequence[str]) -> pandas.Series:
    """The day of the first snapshot that tells of each record, whatever became of that account.

    Args:
        table: the table.
        key: what tells one record from another.
    """
    known = table.frame[~table.faulty]
    return known.groupby(list(key), dropna=False).snapshot.min()


def corrected(table: TypedTable, owner: Sequence[str], start: str, end: str) -> None:
    """Drop accounts of what was open that a later snapshot gives with another start.

    Example: a plan began on 1 May by the snapshot of 31 May; that of 14 June has none of that day, and one
    of 3 May, which was not known before: it is the same plan.

    Args:
        table: the table, each record's latest accounts used.
        owner: the columns of which there is one open record at a time, such as the child.
        start: the column of the start.
        end: the column of the end.
    """
    seen = first_seen(table, [*owner, start]).rename("seen").reset_index()
    open_ = table.sound[table.sound[end].isna()]
    last = open_.groupby([*owner, start]).snapshot.max().rename("last").reset_index()
    both = last.merge(seen, on=list(owner), suffixes=("", "_other"))
    other = f"{start}_other"
    wrong = both[(both[other] != both[start]) & (both.seen > both["last"]) & (both[other] <= both["last"])]
    if wrong.empty:
        return
    keys = set(wrong[[*owner, start]].itertuples(index=False, name=None))
    sound = table.sound
    named = list(sound[[*owner, start]].itertuples(index=False, name=None))
    counted_once(table, sound.index[[name in keys for name in named]], CORRECTED)


def end_between(table: TypedTable, days: Sequence[pandas.Timestamp]) -> None:
    """End what was open in a snapshot and is not in the next.

    Args:
        table: the table, each record's latest accounts used.
        days: the days of all snapshots.
    """
    if table.table.name not in OPEN:
        return
    start, end = OPEN[table.table.name]
    if end not in table.frame:
        return
    corrected(table, ["child"], start, end)
    sound = table.sound
    next_day = next_days(sound, days)
    lost = (sound[end].isna() & next_day.notna()).reindex(table.frame.index, fill_value=False)
    stopped = table.table.name == "assessments"
    table.keep(lost, end, STOPPED if stopped else LOST)
    until = next_day.reindex(table.frame.index)
    if stopped:
        table.frame = table.frame.assign(stopped=until.where(lost))
    else:
        table.frame = table.frame.assign(**{end: table.frame[end].mask(lost, until)})


def held_until_next(table: TypedTable, days: Sequence[pandas.Timestamp]) -> None:
    """Give how things stood at a snapshot the time until the next one.

    Whether a person is listed at all is taken from the next snapshot for the days before it: who is first
    listed there became so after the one before, and who is no longer listed there ceased to be so after it.
    Example: a young person who turned 18 between two snapshots is a care leaver from the day after the first.

    Args:
        table: the table.
        days: the days of all snapshots.
    """
    frame, key = table.frame, ["child", "snapshot"]
    listed = set(frame[key].itertuples(index=False, name=None))
    later, before = dict(pairwise(days)), {day: earlier for earlier, day in pairwise(days)}
    one_day = pandas.Timedelta(days=1)
    starts, ends = [], []
    for child, day in frame[key].itertuples(index=False, name=None):
        earlier, following = before.get(day), later.get(day)
        new = earlier is not None and (child, earlier) not in listed
        starts.append(earlier + one_day if new else day)
        gone = following is not None and (child, following) not in listed
        ends.append(day + one_day if gone else following)
    spans = {"started": starts, "ended": ends}
    as_days = {name: pandas.Series(found, frame.index, "datetime64[s]") for name, found in spans.items()}
    table.frame = frame.assign(**as_days)


def one_of_each_child(children: TypedTable) -> None:
    """Leave the latest account of each child, with what it leaves blank from the accounts before.

    Args:
        children: a record for each row of each list.
    """
    frame = children.frame
    known = [name for name in ("sex", "ethnicity", "born") if name in frame]
    filled = frame.groupby("child", dropna=False)[known].ffill()
    children.frame = frame.assign(**{name: filled[name].astype(frame[name].dtype) for name in known})
    latest = frame.groupby("child").snapshot.transform("max")
    counted_once(children, frame.index[latest > frame.snapshot], AGAIN)
    sound = children.sound.drop(columns="snapshot")
    counted_once(children, sound.index[sound.duplicated()], SAME_CHILD)


SAME_CHILD = "another row says the same of the child"


def reach_of(checked: Mapping[str, TypedTable], first: date) -> int:
    """How many months back the first snapshot tells of events: 6, or 12 where its lists go so far.

    Args:
        checked: the tables.
        first: the first snapshot's day.
    """
    found = [
        checked[name].frame.loc[checked[name].frame.snapshot == pandas.Timestamp(first), day].dropna()
        for name, day in EVENTS.items()
        if name in checked
    ]
    together = pandas.concat(found) if found else pandas.Series(dtype="datetime64[s]")
    long_ago = pandas.Timestamp(first) - pandas.DateOffset(months=USUAL_MONTHS + 1)
    return 2 * USUAL_MONTHS if len(together) and (together < long_ago).mean() > OLDER else USUAL_MONTHS


USUAL_MONTHS, OLDER = 6, 0.25  # the share of events before them from which on the lists are of twelve
