from careboard.indicators import cases, example, indicator
from careboard.indicators.education.schooling import RESULTS_CARE, RESULTS_CHILDREN, results_in_care
from careboard.records.codes import KEY_STAGE_2


@indicator(
    title="Expected standard at key stage 2",
    kind="share",
    good="high",
    unit="%",
    windows=("year",),
    variation=None,
    why="Whoever leaves primary school able to read, write and count can learn the rest.",
    owner="Virtual school",
    reviewed="2026-11",
    next_review="2027-11",
    source=(
        "DfE, Outcomes of looked-after children, methodology (twelve months or more at 31 March); local "
        "table of key stage results"
    ),
    as_official=True,
)
def key_stage_2_expected_standard(tables):
    """Of the results at the end of key stage 2 that came out in the window, of children who had been looked
    after for twelve months or more on the 31 March before, the share that reached the expected standard in
    reading, writing and mathematics together. A result that is not known has not reached it. The Department
    publishes this figure; it is not held here, so nothing is set beside it.
    """
    results = results_in_care(tables, KEY_STAGE_2)
    return cases(results, on="dated", met=results.reached == "Y")


example(
    key_stage_2_expected_standard,
    period="2019-10",
    counted=2,
    met=1,
    children=RESULTS_CHILDREN,
    care=RESULTS_CARE,
    key_stage_results="""
    child  stage  dated       reached  attainment_8
    A      KS2    2019-07-09  Y        -
    B      KS2    2019-07-09  -        -             not known: not met
    C      KS2    2019-07-09  Y        -
    D      KS2    2018-07-10  Y        -             results of the year before: not counted
    A      KS4    2019-08-22  Y        40.0          another stage: not counted
    """,
)
