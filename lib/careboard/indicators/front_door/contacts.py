from careboard.indicators import cases, example, indicator


@indicator(
    title="Contacts",
    kind="count",
    good=None,
    unit="contacts",
    windows=("month", "year"),
    variation="xmr",
    why="Every contact is work, and most lead to no referral; neither more nor fewer is good in itself.",
    owner="Assessment service",
    reviewed="2026-11",
    next_review="2027-11",
    source="Local; no national definition",
)
def contacts(tables):
    """Contacts received by children's social care in the window. A child contacted about twice counts twice,
    and a contact that became a referral is a contact as well.
    """
    return cases(tables.contacts, on="contacted")


example(
    contacts,
    period="2019-10",
    counted=3,
    met=3,
    contacts="""
    child  contacted
    A      2019-09-30  the day before the month: not counted
    A      2019-10-01
    A      2019-10-01  twice on one day: both counted
    B      2019-10-31
    """,
)
