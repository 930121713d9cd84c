"""Who should have a Strengths and Difficulties Questionnaire, who has, and what it says."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import add_months, age_at
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.indicators.looked_after.yearly import yearly
from careboard.indicators.placements.mix import kind_of_placement
from careboard.periods import months_before
from careboard.records.spans import Spans
from careboard.records.tables import Tables, kept

YOUNGEST, OLDEST, MONTHS = 4, 16, 12
YOUNGEST_PUBLISHED = 5
REASONS = {
    "SDQ2": "the carer refused",
    "SDQ3": "the child's disability",
    "SDQ4": "another reason",
    "SDQ5": "the young person refused",
}
CLOSE_TO_AVERAGE, CONCERN = "0 to 13, as expected", 17
BANDS = [(14, CLOSE_TO_AVERAGE), (CONCERN, "14 to 16, borderline"), (41, "17 to 40, cause for concern")]


def eligible(tables: Tables, on: date) -> pandas.DataFrame:
    """Children looked after for 12 months or more, aged 4 to 16 on the date, with what their questionnaires
    say.

    Columns beside those of looked_after_at: score (the latest in the 12 months to the date), scored, before
    (the latest score at any time, with its day in `last`), why (the reason recorded for none),
    placement_kind. From SSDA903 returns, which give one score a year, it is available at 31 March alone.
    """

    def made() -> pandas.DataFrame:
        children = looked_after_a_year(tables, on)
        children = children[children.age.between(YOUNGEST, OLDEST)]
        children = children.assign(placement_kind=kind_of_placement(children.type))
        return _dated(tables, on, children) if tables.has("sdq") else _returned(tables, on, children)

    return tables.once(("eligible", on), made)


def _dated(tables: Tables, on: date, children: pandas.DataFrame) -> pandas.DataFrame:
    """From questionnaires that bear their day."""
    day = pandas.Timestamp(on)
    latest = tables.once("scores", lambda: Spans(_lasting(tables.sdq[tables.sdq.score.notna()]), "child"))
    found = latest.at(children.child, pandas.Series(day, index=children.index), ["score", "started"])
    recent = add_months(found.started, MONTHS) >= day
    reasons = reasons_given(tables, tuple(REASONS))
    reasons = reasons[(reasons.completed <= day) & (reasons.holds_to >= day)]
    reason = reasons.drop_duplicates("child", keep="last").set_index("child").reason.map(REASONS)
    why = children.child.map(reason).fillna("no reason recorded")
    return children.assign(score=found.score.where(recent), scored=recent, last=found.started, why=why)


@kept
def reasons_given(tables: Tables, wanted: tuple[str, ...]) -> pandas.DataFrame:
    """Questionnaires with one of some reasons for having no score, the earliest first, each with `holds_to`:
    the last day on which it is no more than 12 months old.
    """
    given = tables.sdq[tables.sdq.reason.isin(wanted)]
    given = given.sort_values(["completed", "questionnaire"], kind="stable")
    return given.assign(holds_to=add_months(given.completed, MONTHS))


def _lasting(scores: pandas.DataFrame) -> pandas.DataFrame:
    """Scores as spans: each holds until the next."""
    return (
        scores.rename(columns={"completed": "started"})
        .assign(ended=pandas.NaT)
        .sort_values(["started", "questionnaire"], kind="stable")
    )


def _returned(tables: Tables, on: date, children: pandas.DataFrame) -> pandas.DataFrame:
    """From the SSDA903 return of a 31 March."""
    found = yearly(tables, on).set_index("child").reindex(children.child).set_axis(children.index)
    scored = found.score.notna()
    return children.assign(
        score=found.score,
        scored=scored,
        last=pandas.Series(pandas.Timestamp(on), index=children.index).where(scored),
        why=found.reason.map(REASONS).fillna("no reason recorded"),
    )


@kept
def return_cohort(tables: Tables, on: date) -> pandas.DataFrame:
    """Of the eligible children those for whom the annual return must have a score or a reason that is not
    age: aged 4 or over when the 12 months began. Those who turned 4 or 17 in them need a score or any reason.

    Source: SSDA903 validation, rules 186 (4 by 1 April, under 17 on 31 March) and 197B.
    """
    children = eligible(tables, on)
    began = pandas.Timestamp(months_before(on, MONTHS)) + pandas.Timedelta(days=1)
    return children[age_at(children.born, began) >= YOUNGEST]


@kept
def published_cohort(tables: Tables, on: date) -> pandas.DataFrame:
    """Of the eligible children those whom the published figures are of: aged 5 to 16."""
    children = eligible(tables, on)
    return children[children.age >= YOUNGEST_PUBLISHED]


def band_of(score: pandas.Series) -> pandas.Series:
    """The band of each score, in words."""
    words = pandas.Series(pandas.NA, index=score.index, dtype="str")
    for limit, text in reversed(BANDS):
        words = words.mask(score < limit, text)
    return words
