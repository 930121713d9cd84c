from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import RESULTS_CARE, RESULTS_CHILDREN, results_in_care
from careboard.records.codes import KEY_STAGE_4


@indicator(
    title="Attainment 8 at key stage 4",
    kind="average",
    good="high",
    unit="points",
    windows=("year",),
    variation=None,
    why="It counts what every child has reached, not only who passed a mark.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Outcomes of looked-after children, methodology (twelve months or more at 31 March); local "
        "table of key stage results"
    ),
    as_official=True,
)
def attainment_8_average(tables):
    """The average Attainment 8 score, 0 to 90, of the results at the end of key stage 4 that came out in
    the window, of children who had been looked after for twelve months or more on the 31 March before. A
    child without a score on record is left out. The Department publishes this figure; it is not held here, so
    nothing is set beside it.
    """
    results = results_in_care(tables, KEY_STAGE_4)
    results = results[results.attainment_8.notna()]
    return cases(results, on="dated", value=results.attainment_8)


example(
    attainment_8_average,
    period="2019-10",
    counted=2,
    value=27.8,
    children=RESULTS_CHILDREN,
    care=RESULTS_CARE,
    key_stage_results="""
    child  stage  dated       reached  attainment_8
    A      KS4    2019-08-22  Y        40.0
    B      KS4    2019-08-22  N        15.5
    C      KS4    2019-08-22  Y        50.0
    D      KS4    2018-08-23  Y        50.0          results of the year before: not counted
    A      KS4    2019-08-23  -        -             no score: not counted
    D      KS2    2019-07-09  Y        -             another stage: not counted
    """,
)
