from careboard.indicators import add_months, cases, example, indicator

MONTHS = 1


@indicator(
    title="Early help that led to a referral",
    kind="share",
    good=None,
    unit="%",
    windows=("year", "month"),
    variation="p",
    why=(
        "It shows how often early help was not enough, or found what nobody had seen; neither is good nor "
        "bad in itself."
    ),
    owner="Early help service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
    looks_back=12,
)
def early_help_to_referral(tables):
    """Of the early help episodes that ended a month or more ago, counted when that month was over, the share
    whose child was referred to social care between the start of the episode and a month after its end.
    """
    helped = tables.early_help[tables.early_help.ended.notna()]
    until = add_months(helped.ended, MONTHS)
    referred = (
        helped.assign(until=until).reset_index().merge(tables.referrals[["child", "referred"]], on="child")
    )
    soon = referred[(referred.referred >= referred.started) & (referred.referred <= referred.until)]
    return cases(helped, on=until, met=helped.index.isin(soon["index"]))


example(
    early_help_to_referral,
    period="2019-10",
    window="month",
    counted=3,
    met=2,
    early_help="""
    episode  child  started     ended
    1        A      2019-03-01  2019-09-10  a month is over on 10 October
    2        B      2019-03-01  2019-09-10
    3        C      2019-03-01  2019-09-30  a month is over on 30 October
    4        D      2019-03-01  2019-10-01  the month is over in November: not counted
    """,
    referrals="""
    child  referred
    A      2019-10-10  a month later to the day: met
    B      2019-10-11  a day more: not met
    C      2019-03-01  on the day on which help began: met
    """,
)
