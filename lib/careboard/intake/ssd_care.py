"""Care put together of the tables of the Standard Safeguarding Dataset, once each of them is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas

from careboard.intake.findings import NOT_KNOWN
from careboard.intake.ssd_columns import CARE_TABLES
from careboard.intake.typed_table import TypedTable
from careboard.records.schema import TABLES

NO_PLACEMENT = "the placement is not in the table of placements"


def care_of_parts(parts: Mapping[str, TypedTable]) -> TypedTable:
    """Episodes of care, each with its placement and the child's legal status at its start.

    Args:
        parts: 'care_episodes', 'legal_statuses' and, where the extract has it, 'care_placements'.

    Returns:
        A table of care with the episodes' rows; what is wrong with an episode stays with it.
    """
    episodes, origin = parts["care_episodes"], dict(CARE_TABLES["care_episodes"][1])
    frame = episodes.frame
    unknown = pandas.Series(False, index=frame.index)
    if "care_placements" in parts and "placement" in frame:
        placements = parts["care_placements"].sound
        frame = frame.merge(placements, on="placement", how="left").set_axis(frame.index)
        unknown = frame.placement.notna() & ~frame.placement.isin(placements.placement)
        origin = {**CARE_TABLES["care_placements"][1], **origin}
    frame = frame.assign(legal_status=_legal_status(frame, parts["legal_statuses"].sound))
    origin["legal_status"] = CARE_TABLES["legal_statuses"][1]["legal_status"]
    care = TypedTable(
        TABLES["care"],
        frame,
        episodes.file,
        episodes.row,
        origin,
        episodes.findings,
        episodes.faulty,
        episodes.dropped,
        episodes.repaired,
    )
    care.keep(unknown, "placement", NO_PLACEMENT, NOT_KNOWN)
    return care


def _legal_status(episodes: pandas.DataFrame, statuses: pandas.DataFrame) -> pandas.Series:
    """The child's latest legal status at the start of each episode, missing where there is none."""
    days = episodes[["child", "started"]].assign(place=range(len(episodes))).dropna()
    latest = pandas.merge_asof(
        days.sort_values("started", kind="stable"),
        statuses.sort_values("from", kind="stable")[["child", "from", "legal_status"]],
        left_on="started",
        right_on="from",
        by="child",
    )
    found = latest.set_index("place").legal_status.reindex(range(len(episodes)))
    return found.set_axis(episodes.index)


def with_children(reviews: TypedTable, episodes: TypedTable) -> TypedTable:
    """Reviews with their child: they name the period of care, and its episodes the child.

    Args:
        reviews: the table of reviews.
        episodes: the table of episodes.
    """
    child_of = episodes.frame.dropna(subset=["care", "child"]).drop_duplicates("care").set_index("care").child
    child = reviews.frame.care.map(child_of).astype("str")
    return replace(
        reviews,
        table=TABLES["care_reviews"],
        frame=reviews.frame.assign(child=child),
        origin={**reviews.origin, "child": reviews.origin["care"]},
    )
