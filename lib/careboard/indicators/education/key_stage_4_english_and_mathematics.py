from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import RESULTS_CARE, RESULTS_CHILDREN, results_in_care
from careboard.records.codes import KEY_STAGE_4


@indicator(
    title="Grade 5 or above in English and mathematics at key stage 4",
    kind="share",
    good="high",
    unit="%",
    windows=("year",),
    variation=None,
    why="English and mathematics open the way to nearly all training and work.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Outcomes of looked-after children, methodology (twelve months or more at 31 March); local "
        "table of key stage results"
    ),
    as_official=True,
)
def key_stage_4_english_and_mathematics(tables):
    """Of the results at the end of key stage 4 that came out in the window, of children who had been looked
    after for twelve months or more on the 31 March before, the share with grade 5 or above in both English
    and mathematics. A result that is not known has not reached it. The Department publishes this figure; it
    is not held here, so nothing is set beside it.
    """
    results = results_in_care(tables, KEY_STAGE_4)
    return cases(results, on="dated", met=results.reached == "Y")


example(
    key_stage_4_english_and_mathematics,
    period="2019-10",
    counted=2,
    met=1,
    children=RESULTS_CHILDREN,
    care=RESULTS_CARE,
    key_stage_results="""
    child  stage  dated       reached  attainment_8
    A      KS4    2019-08-22  Y        40.0
    B      KS4    2019-08-22  N        15.5
    C      KS4    2019-08-22  Y        50.0
    D      KS4    2018-08-23  Y        50.0          results of the year before: not counted
    D      KS2    2019-07-09  Y        -             another stage: not counted
    """,
)
