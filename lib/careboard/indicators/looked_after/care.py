"""Care as definitions see it: periods of care, placements, and who is looked after on a date.

Short breaks (V3, V4) are never counted. Source: DfE, Children looked after return (SSDA903), guide.
"""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import add_months, age_at, open_at
from careboard.records.codes import FOR_ADOPTION, FOSTER, SAME_CARER, SHORT_BREAKS, TEMPORARY
from careboard.records.spans import Spans
from careboard.records.tables import Tables, kept

ADULT, MONTH = 18, 31
ADOPTED, PLACEMENT_ORDER = ["E11", "E12"], "E1"
PLANNED = ["lasts_to_18", "planned_end", "same_carer", "basis"]
PLACE = ["provider", "placement", "postcode", "home_postcode", "distance"]
WITH_FOSTER_CARER_ALREADY = ["A3", "A5"]  # placed for adoption with the child's current foster carer


def episodes(tables: Tables) -> pandas.DataFrame:
    """Episodes of care without short breaks, each with `period` (a number a period of care), `entered` and
    `left` (the period's first and last day).

    An episode that begins no later than the day after the one before ended belongs to the same period.
    """

    def made() -> pandas.DataFrame:
        care = tables.care[~tables.care.legal_status.isin(SHORT_BREAKS)].sort_values(
            ["child", "started"], kind="stable"
        )
        before = care.groupby("child").ended.shift()
        first = care.child != care.child.shift()
        care["period"] = (first | (care.started > before + pandas.Timedelta(days=1))).cumsum()
        care["entered"] = _entered(care)
        care["left"] = _last_rows(care).ended.reindex(care.period).to_numpy()
        return care

    return tables.once(("episodes",), made)


def _entered(care: pandas.DataFrame) -> pandas.Series:
    """The first day of each episode's period: of its first episode, or what the source says of it."""
    began = care.groupby("period").started.transform("min")
    if "entered" not in care:
        return began
    return care.groupby("period").entered.transform("min").fillna(began).clip(upper=began)


def adoptions(tables: Tables) -> pandas.DataFrame:
    """Periods of care that ended in adoption: child, entered, left, ordered (first placement order), placed
    (with the adopters).

    A child adopted by foster carers was placed with them when the foster placement began.
    """
    periods = periods_of_care(tables)
    adopted = periods[periods.end_reason.isin(ADOPTED)]
    care, lasting = episodes(tables), lasting_episodes(tables)
    ordered = care[care.legal_status == PLACEMENT_ORDER].groupby("period").started.min()
    placed = lasting[lasting.placement_type.isin(FOR_ADOPTION)].groupby("period").placed.min()
    return adopted.assign(ordered=ordered.reindex(adopted.index), placed=placed.reindex(adopted.index))


def _last_rows(care: pandas.DataFrame) -> pandas.DataFrame:
    """Each period's last episode, whether it has ended or not; pandas' own `last` would pass over one that
    has not.
    """
    return care.drop_duplicates("period", keep="last").set_index("period")


def periods_of_care(tables: Tables) -> pandas.DataFrame:
    """One row a period of care: child, entered, left, start_reason, end_reason, number (1 for the child's
    first).
    """

    def made() -> pandas.DataFrame:
        care = episodes(tables)
        periods = care.drop_duplicates("period").set_index("period")[
            ["child", "entered", "left", "start_reason"]
        ]
        periods["end_reason"] = _last_rows(care).end_reason
        periods["number"] = periods.groupby("child").cumcount() + 1
        return periods

    return tables.once(("periods",), made)


@kept
def starts_of_care(tables: Tables, first: date, last: date) -> pandas.DataFrame:
    """Periods of care that began in a window: in a month each start, in a longer one each child's first."""
    starts = periods_of_care(tables)
    starts = starts[
        (starts.start_reason == "S") & starts.entered.between(pandas.Timestamp(first), pandas.Timestamp(last))
    ].sort_values("entered", kind="stable")
    return starts if (last - first).days <= MONTH else starts.drop_duplicates("child", keep="first")


@kept
def ends_of_care(tables: Tables, first: date, last: date) -> pandas.DataFrame:
    """Periods of care that ended in a window: in a month each end, in a longer one each child's last."""
    ends = periods_of_care(tables)
    ends = ends[
        ends.left.between(pandas.Timestamp(first), pandas.Timestamp(last)) & (ends.end_reason != "X1")
    ].sort_values("left", kind="stable")
    return ends if (last - first).days <= MONTH else ends.drop_duplicates("child", keep="last")


def lasting_episodes(tables: Tables) -> pandas.DataFrame:
    """Episodes without temporary absences (T0 to T4), each with `placement` (a number a placement) and
    `placed` (its first day).

    Going back to the same carer after a temporary absence is the same placement: the same address in the same
    kind of placement, or in foster care of any kind. A move with the same carer (RNE T, U), a new legal
    status (RNE L), or being placed for adoption with one's foster carer (A3, A5) is no new placement.
    """

    def made() -> pandas.DataFrame:
        care = episodes(tables)
        after_absence = care.placement_type.shift().isin(TEMPORARY) & (care.child == care.child.shift())
        lasting = care[~care.placement_type.isin(TEMPORARY)].copy()
        before = lasting.shift()
        back_again = after_absence.loc[lasting.index] & _same_carer(lasting, before)
        adopted_by_carer = lasting.placement_type.isin(
            WITH_FOSTER_CARER_ALREADY
        ) & before.placement_type.isin(FOSTER)
        goes_on = (lasting.period == before.period) & (
            lasting.start_reason.isin(SAME_CARER) | back_again | adopted_by_carer
        )
        lasting["placement"] = (~goes_on).cumsum()
        lasting["placed"] = lasting.groupby("placement").started.transform("min")
        return lasting

    return tables.once(("lasting",), made)


def _same_carer(now: pandas.DataFrame, before: pandas.DataFrame) -> pandas.Series:
    """Whether two placements are with one carer, as far as their records tell; foster carers may be recorded
    under another kind of foster care when a child is back, and then the address must be known.
    """
    kind, address = ["placement_type"], ["postcode", "urn"]

    def alike(columns: list[str]) -> pandas.Series:
        return (now[columns].fillna("") == before[columns].fillna("")).all(axis=1)

    fostered = now.placement_type.isin(FOSTER) & before.placement_type.isin(FOSTER) & now.postcode.notna()
    return alike(address) & (alike(kind) | fostered)


def placements(tables: Tables) -> pandas.DataFrame:
    """One row a placement: child, started, ended (when the next began, or the period of care ended; missing
    while it goes on).
    """

    def made() -> pandas.DataFrame:
        rows = (
            lasting_episodes(tables)
            .drop_duplicates("placement")
            .set_index("placement")[["child", "period", "placed", "left"]]
            .rename(columns={"placed": "started"})
        )
        rows["ended"] = rows.groupby("period").started.shift(-1).fillna(rows.left)
        return rows

    return tables.once(("placements",), made)


def looked_after_at(tables: Tables, on: date) -> pandas.DataFrame:
    """Children looked after at the end of a day, under 18, one row a child.

    Columns: child, period, entered (this period of care), born, age, legal_status, and of the placement as at
    the date placed (the day on which it began), type, provider, placement (its number), and postcode,
    home_postcode and distance where the extract holds them; for a child who is temporarily elsewhere, those
    of the placement to go back to.
    """

    def made() -> pandas.DataFrame:
        now = open_at(episodes(tables), on).drop_duplicates("child", keep="last")
        born = tables.born(now.child)
        now = now.assign(born=born, age=age_at(born, on))
        now = now[~(now.age >= ADULT)]
        lasting = tables.once("begun of a period", lambda: Spans(_begun(tables), "period"))
        held = [name for name in PLACE if name in lasting.rows]
        day = pandas.Series(pandas.Timestamp(on), index=now.index)
        place = lasting.at(now.period, day, ["placed", "placement_type", *held])
        now = now.assign(
            placed=place.placed.fillna(now.started),
            type=place.placement_type.fillna(now.placement_type),
            **{name: place[name] for name in held},
        )
        return now[["child", "period", "entered", "born", "age", "legal_status", "placed", "type", *held]]

    return tables.once(("looked_after_at", on), made)


def _begun(tables: Tables) -> pandas.DataFrame:
    """Lasting episodes, each of which is the period's latest until the next begins."""
    return lasting_episodes(tables).assign(ended=pandas.NaT)


@kept
def looked_after_a_year(tables: Tables, on: date) -> pandas.DataFrame:
    """Of the children looked after on a date, those who have been for twelve months or more without a break.

    First and last day count: at 31 March a start on 1 April of the year before is in. Source: DfE, Children
    looked after return (SSDA903), guide: no start after 1 April.
    """
    children = looked_after_at(tables, on)
    day_before = children.entered - pandas.Timedelta(days=1)
    return children[add_months(day_before, 12) <= pandas.Timestamp(on)]


def placement_plans_at(
    tables: Tables, child: pandas.Series, placed: pandas.Series, on: pandas.Series
) -> pandas.DataFrame:
    """For each child the row of the local table of placement plans in force on a day: the last that began by
    then, and no earlier than the placement.

    A placement that goes on with the same carer, or after a temporary absence, may have had several.
    """

    def made() -> Spans:
        plans = tables.placement_plans.rename(columns={"placement_started": "started"})
        return Spans(plans.assign(ended=pandas.NaT, began=plans.started), "child")

    held = [name for name in PLANNED if name in tables.placement_plans]
    found = tables.once("placement plans", made).at(child, on, ["began", *held])
    return found.where(found.began >= placed)


@kept
def plans_of_placements(tables: Tables, on: date) -> pandas.DataFrame:
    """For each child looked after on a date the row of the local table of placement plans in force then."""
    children = looked_after_at(tables, on)
    day = pandas.Series(pandas.Timestamp(on), index=children.index)
    return placement_plans_at(tables, children.child, children.placed, day)
