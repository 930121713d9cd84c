"""When looked-after children must be reviewed, and when they were.

The first review is due within 20 working days of entering care, the second within three months of the first,
each later one within six months of the one before. Source: Care Planning, Placement and Case Review (England)
Regulations 2010, regulation 33.
"""

from __future__ import annotations

import pandas

from careboard.indicators.cases import add_months, working_days_later
from careboard.indicators.looked_after.care import periods_of_care
from careboard.records.tables import NotAvailable, Tables

FIRST_WORKING_DAYS, SECOND_MONTHS, LATER_MONTHS = 20, 3, 6


def held_reviews(tables: Tables) -> pandas.DataFrame:
    """Reviews that took place, cancelled ones left out, each with the `period` of care that it fell in."""
    reviews = tables.care_reviews
    held = reviews[reviews.cancelled != "Y"] if "cancelled" in reviews else reviews
    periods = periods_of_care(tables).reset_index()[["period", "child", "entered", "left"]]
    held = held.reset_index(names="row").merge(periods, on="child")
    return (
        held[(held.reviewed >= held.entered) & (held.left.isna() | (held.reviewed <= held.left))]
        .drop_duplicates("row")
        .set_index("row")
    )


def review_intervals(tables: Tables) -> pandas.DataFrame:
    """One row for each review that had to be: child, period, entered, left, from_, due, reviewed (missing
    where none followed).
    """

    if tables.reach is not None:
        raise NotAvailable("snapshots name the latest review alone", "care_reviews")

    def made() -> pandas.DataFrame:
        periods = periods_of_care(tables).reset_index()[["period", "child", "entered", "left"]]
        rows = pandas.concat(
            [
                held_reviews(tables)[["period", "child", "entered", "left", "reviewed"]],
                periods.assign(reviewed=pandas.NaT),
            ],
            ignore_index=True,
        )
        rows = rows.drop_duplicates(["period", "reviewed"]).sort_values(
            ["period", "reviewed"], kind="stable", na_position="last"
        )
        before, number = rows.groupby("period").reviewed.shift(), rows.groupby("period").cumcount()
        due = (
            add_months(before, LATER_MONTHS)
            .mask(number == 1, add_months(before, SECOND_MONTHS))
            .mask(number == 0, working_days_later(rows.entered, FIRST_WORKING_DAYS))
        )
        return rows.assign(from_=before.fillna(rows.entered), due=due)

    return tables.once("review intervals", made)
