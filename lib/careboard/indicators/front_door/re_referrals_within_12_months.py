import pandas

from careboard.indicators import add_months, cases, example, indicator
from careboard.records.spans import Lasts
from careboard.records.tables import NotAvailable

MONTHS = 12


@indicator(
    title="Re-referrals within 12 months",
    brief="Re-referrals within 12 months",
    kind="share",
    good="low",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="A family that comes back soon may not have had the help it needed the first time.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Characteristics of children in need, methodology",
    comparator="re_referrals_within_12_months",
    departs=(
        "No official text was found that says whether a referral on the same day a year before counts; "
        "here it does."
    ),
)
def re_referrals_within_12_months(tables):
    """Of the referrals received in the window, the share with an earlier referral of the same child in the 12
    months before. Two referrals on one day are not a re-referral.
    """
    referrals = tables.referrals
    day_before = referrals.referred - pandas.Timedelta(days=1)
    before = Lasts(referrals, "child", "referred").by(referrals.child, day_before)
    met = add_months(before, MONTHS) >= referrals.referred
    if "earlier" in referrals:
        met |= referrals.earlier > 0
    elif tables.reach is not None:
        raise NotAvailable("snapshots hold no earlier referrals", "earlier")
    soon = (
        pandas.Series("more than six months after", index=referrals.index)
        .mask(add_months(before, 6) >= referrals.referred, "three to six months after")
        .mask(add_months(before, 3) >= referrals.referred, "within three months")
    )
    return cases(referrals, on="referred", met=met, not_met=soon.where(met))


example(
    re_referrals_within_12_months,
    period="2019-10",
    window="month",
    counted=5,
    met=1,
    referrals="""
    child  referred
    A      2018-10-14
    A      2019-10-14  12 months later to the day, that day included: met
    B      2018-10-14
    B      2019-10-15  a day later: not met
    C      2019-10-01
    C      2019-10-01  the same day: counted, not met
    D      2019-10-31  no earlier referral: not met
    E      2019-11-01  after the month: not counted
    """,
)

example(
    re_referrals_within_12_months,
    period="2019-10",
    window="month",
    counted=2,
    met=1,
    referrals="""
    child  referred    earlier
    A      2019-10-14  2        the source itself counts two in the 12 months before: met
    B      2019-10-14  0
    """,
)
