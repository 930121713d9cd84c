from careboard.indicators import cases, example, indicator, working_days
from careboard.indicators.education.schooling import AGED, ended_terms, of_school_age
from careboard.indicators.looked_after.care import looked_after_at
from careboard.records.spans import Lasts

FIRST_REVIEW = 20  # working days after which a plan has to be there


@indicator(
    title="Personal education plans in date",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A plan that nobody has looked at since last term does not help the child this term.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "Promoting the education of looked-after children (2018), statutory guidance: a plan in time for "
        "the first review of care, 20 working days after care began, and reviewed each term; local table of"
        " education"
    ),
)
def personal_education_plans_in_date(tables, on):
    """Of the looked-after children in school years 1 to 11 on the date whose care began more than 20
    working days before, the share whose personal education plan was reviewed since the last term that had
    ended by then began. A child without a review on record is not in date. The share
    falls when a term ends and rises until the next one does.
    """
    children = of_school_age(looked_after_at(tables, on), on)
    children = children[working_days(children.entered, on) > FIRST_REVIEW]
    terms = ended_terms(tables.education[["term_started", "term_ended"]], on)
    since = terms.term_started[terms.term_ended == terms.term_ended.max()].min()
    reviews = tables.once("plans reviewed", lambda: Lasts(tables.education, "child", "plan_reviewed"))
    last = reviews.by(children.child, on)
    met = last >= since
    why = last.isna().map({True: "no review on record", False: "reviewed before the last term"})
    return cases(children, on=on, met=met, not_met=why.mask(met))


example(
    personal_education_plans_in_date,
    period="2019-10",
    counted=3,
    met=2,
    children=AGED,
    care="""
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    D      2019-10-02  S             V2            -      21 working days before: counted
    E      2018-01-01  S             C2            -
    F      2019-10-03  S             V2            -      20 working days before: not due yet, not counted
    """,
    education="""
    child  term_started  term_ended  plan_reviewed  attendance  suspended  sen
    A      2019-04-23    2019-07-19  2019-04-23     95.0        N          N   on that term's first day: met
    B      2019-01-07    2019-04-05  2019-04-22     95.0        N          N   the day before: not met
    B      2019-09-03    2019-12-20  2019-11-01     95.0        N          N   after the date: not met
    D      2019-09-03    2019-12-20  2019-10-31     95.0        N          N   in the term that goes on: met
    """,
)
