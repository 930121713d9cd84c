"""Annex A: the eleven lists that inspectors ask for, one workbook or a series of snapshots, checked.

What stood on a day is known at each snapshot and, by starts and ends, between two; before the first it is not
available. Events are those of all snapshots together. Source: Ofsted, Annex A: child-level data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas

from careboard.errors import WrongUse, raise_all
from careboard.intake.annex_a_care import episodes_of_care
from careboard.intake.annex_a_lists import LISTS, TARGETS
from careboard.intake.annex_a_series import (
    end_between,
    held_until_next,
    hold_to_snapshot,
    latest_accounts,
    numbered,
    one_of_each_child,
    reach_of,
)
from careboard.intake.annex_a_snapshots import Snapshot, snapshots
from careboard.intake.annex_a_tables import HELD, parts_of, stacked
from careboard.intake.cells.codes import says_yes
from careboard.intake.extract import Extract, checked_tables
from careboard.intake.findings import Findings
from careboard.intake.matching import one_form_of_children
from careboard.intake.overlaps import part_episodes
from careboard.intake.typed_table import TypedTable
from careboard.intake.validation import UNBORN, hold_to_children, hold_to_shape
from careboard.intake.workbook import Sheet
from careboard.periods import day_text, months_before
from careboard.records.tables import Reach

INCLUDED, FEW = "the number of referrals counts the referral itself; read as one fewer", 20
LATEST_ALONE = "{} (Annex A names the latest alone)"
NOT_HELD = {
    "involvements": "allocations of workers (Annex A names the worker of the day alone)",
    "need_plans": "child in need plans (Annex A has the start of need alone)",
    "care_reviews": LATEST_ALONE.format("every statutory review"),
    "protection_reviews": LATEST_ALONE.format("every review conference"),
    "missing": "missing episodes (Annex A has their number alone)",
}
SAID = (
    "Annex A gives the strategy discussion in place of the section 47 enquiry's start: enquiries, and "
    "conferences within 15 working days, are counted from it.",
    "Annex A does not tell other authorities' temporary plans or conferences for plans transferred in apart: "
    "they are counted.",
    "Annex A names a child's last statutory visit, on a plan or in care, and not whether the child was seen: "
    "the child is taken as seen.",
    "Three or more placements are told by Annex A's own number, as at the last snapshot by then.",
    "Annex A names the start of the placement alone: whether a child stayed with the same carer under "
    "another kind of placement is not known, and long-term stability counts from that start.",
)


def extract_of(
    sheets: Sequence[Sheet], name: str, given: date | None, described: Mapping[str, str], findings: Findings
) -> Extract:
    """Every snapshot among some sheets, laid one after the other.

    Args:
        sheets: of one workbook or several.
        name: what the extract is called.
        given: the day of a single workbook that bears none.
        described: what the extract says of itself.
        findings: the list to which what is found is added.

    Raises:
        WrongUse: where no list has a row.
        Problems: where a workbook cannot be placed, or a list cannot be read.
    """
    found = snapshots(sheets, given, findings)
    parts = [part for one in found for part in parts_of(one, findings)]
    raise_all(findings.problems)
    one_form_of_children(parts)
    checked = stacked(found, parts, findings)
    if not checked:
        raise WrongUse(f"{name}: no list of Annex A has a row. Expected a row for each child or event.")
    first, last = found[0].day, found[-1].day
    flows = months_before(first, reach_of(checked, first))
    _hold(checked, [pandas.Timestamp(one.day).as_unit("s") for one in found])
    return Extract(
        source=described.get("source") or name,
        kind="Annex A",
        extract_date=last,
        invented=says_yes(described.get("invented", "")),
        tables=replace(checked_tables(checked, last), reach=Reach(first, flows)),
        faults=findings.frame(),
        notes=_notes(found, flows, given),
        history_from=flows,
        checked=checked,
        findings=findings,
        names=_names(checked),
    )


def _hold(checked: dict[str, TypedTable], days: Sequence[pandas.Timestamp]) -> None:
    """Leave each record once, and hold every table to its shape and the children."""
    for name, table in checked.items():
        if name in HELD:
            held_until_next(table, days)
        elif name == "children":
            one_of_each_child(table)
        elif name == "care":
            episodes_of_care(table, days)
        else:
            numbered(table)
            hold_to_snapshot(table)
            latest_accounts(table, days)
            end_between(table, days)
    if "referrals" in checked:
        _without_itself(checked["referrals"])
    drawn = days[-1].date()
    for table in checked.values():
        table.frame = table.frame.drop(columns="snapshot")
        hold_to_shape(table, drawn)
    if "care" in checked and "born" in checked["children"].sound:
        care, born = checked["care"], checked["children"].sound.set_index("child").born
        before = care.frame.entered < born.reindex(care.frame.child).set_axis(care.frame.index)
        care.set_aside(before, "entered", UNBORN)
    hold_to_children(checked, drawn)
    if "care" in checked:
        part_episodes(checked["care"])


def _without_itself(referrals: TypedTable) -> None:
    """Take one off the number of referrals where a council counts the referral itself among them."""
    if "earlier" in referrals.frame:
        known = referrals.sound.earlier.dropna()
        if len(known) >= FEW and known.min() >= 1:
            which = referrals.frame.earlier.notna()
            referrals.repair(which, "earlier", INCLUDED)
            referrals.frame = referrals.frame.assign(earlier=referrals.frame.earlier - 1)


def _names(checked: Mapping[str, TypedTable]) -> dict[str, str]:
    """The suite's table -> the list that it comes of, or what Annex A does not hold."""
    of_lists: dict[str, str] = {}
    for target in TARGETS:
        of_lists.setdefault(target.table, f"{LISTS[target.number].title}, {target.table.replace('_', ' ')}")
    return {"children": "the children of all lists", **of_lists, **NOT_HELD}


def _notes(found: Sequence[Snapshot], flows: date, given: date | None) -> list[str]:
    """What a reader should know of the snapshots."""
    first, last = found[0], found[-1]
    held = {number for one in found for number, table in one.lists.items() if len(table.frame)}
    absent = [LISTS[number].title for number in LISTS if number not in held]
    span = (
        f"{len(found)} snapshots of Annex A from {day_text(first.day)} to {day_text(last.day)}"
        if len(found) > 1
        else f"One snapshot of Annex A, of {day_text(first.day)}"
    )
    notes = [
        f"{span}. How things stood is not available before the first snapshot, events not before "
        f"{day_text(flows)}.",
        *SAID,
    ]
    if len(found) > 1:
        notes.append(
            "Between two snapshots, what was open at the one and is not at the next is taken to have "
            "ended on the next one's day."
        )
    if absent:
        notes.append(f"Not in the extract: {', '.join(absent)}. What needs one of them is not available.")
    if given is not None and given != last.day:
        notes.append(f"The day {day_text(given)} that was given is not used: the workbooks bear their own.")
    return notes
