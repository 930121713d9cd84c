from careboard.indicators import cases, example, indicator
from careboard.indicators.cases import age_at
from careboard.indicators.looked_after.reviews import held_reviews

YOUNGEST = 4
TOOK_PART = ["PN1", "PN2", "PN3", "PN5", "PN6"]
WHY = {
    "PN4": "was there and said nothing",
    "PN7": "was not there and sent no views",
    "PN0": "recorded as under four",
}


@indicator(
    title="Reviews in which the child took part",
    kind="share",
    good="high",
    unit="%",
    windows=("year", "month"),
    variation="p",
    why="The review is about the child, who should be heard in it.",
    owner="Safeguarding and review service",
    reviewed="2026-11",
    next_review="2027-11",
    source="SSDA903 guide, REVIEW_CODE (participation in reviews); local measure",
)
def review_participation(tables):
    """Of the reviews held in the window of children aged four or over, the share in which the child spoke,
    used signs or an advocate, or sent views (PN1, PN2, PN3, PN5, PN6). A child who was there and said nothing
    (PN4), or was not there and sent no views (PN7), did not take part. Where nothing is recorded the child
    counts as not having taken part.
    """
    reviews = held_reviews(tables)
    reviews = reviews[age_at(tables.born(reviews.child), reviews.reviewed) >= YOUNGEST]
    met = reviews.participation.isin(TOOK_PART)
    return cases(
        reviews,
        on="reviewed",
        met=met,
        not_met=reviews.participation.map(WHY).fillna("not recorded").mask(met),
    )


example(
    review_participation,
    period="2019-10",
    window="month",
    counted=3,
    met=1,
    children="""
    child  born
    A      2015-10-31
    B      2015-11-01
    C      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    """,
    care_reviews="""
    child  reviewed    cancelled  participation
    A      2019-10-31  N          PN6            four on the day: counted, sent views: met
    B      2019-10-31  N          PN1            three on the day: not counted
    C      2019-10-01  N          PN4            said nothing: not met
    C      2019-10-02  N          -              not recorded: not met
    C      2019-10-03  Y          PN1            cancelled: not counted
    """,
)
