"""Agreed corrections: applied once, told with who and why, refused where they correct nothing."""

import shutil

import pandas
import pytest
from support.command import ROOT

from careboard.build.checks import parameter_problems
from careboard.errors import Problems
from careboard.figures import corrections
from careboard.figures.columns import RESULTS
from careboard.indicators import catalogue
from careboard.intake.corrections import correct_records
from careboard.params import load, models
from careboard.periods import parse
from careboard.records.schema import TABLES
from careboard.records.tables import Tables, typed

AGREED = "agreed_by: Head of assessment, agreed_on: 2019-12-02, why: Entered on the wrong day."
ASSESSMENTS = [
    ("A1", "0012", "2019-09-02", "2019-10-22"),
    ("A2", "0013", "2019-09-03", "2019-12-30"),
    ("A3", "0013", "2019-09-04", ""),
]


@pytest.fixture
def params(tmp_path):
    """Parameters with these records and figures to correct, a line each from line 2 of their list on."""

    def made(records=(), figures=()):
        folder = tmp_path / "params"
        if not folder.exists():
            shutil.copytree(ROOT / "params", folder)
        lists = [
            f"{name}:{''.join(f'{chr(10)}- {{{one}, {AGREED}}}' for one in given) or ' []'}"
            for name, given in (("records", records), ("figures", figures))
        ]
        (folder / "corrections.yml").write_text("\n".join(lists) + "\n", encoding="utf-8")
        return load.read(folder)

    return made


def tables():
    frame = pandas.DataFrame(ASSESSMENTS, columns=["assessment", "child", "started", "authorised"])
    return Tables({"assessments": typed(frame, TABLES["assessments"])})


def results():
    """Three figures as counted: a share of 38 of 40, a count of 1,194, and one of which there is none."""
    rows = [
        (
            "assessments_within_45_working_days",
            "2019-10",
            "month",
            "county",
            "total",
            "",
            38,
            40,
            95.0,
            "shown",
            38,
            40,
        ),
        (
            "protection_plans",
            "2019-10",
            "at_date",
            "county",
            "total",
            "",
            1194,
            float("nan"),
            1194,
            "shown",
            1194,
            1194,
        ),
        (
            "iro_caseload",
            "2019-10",
            "at_date",
            "county",
            "total",
            "",
            float("nan"),
            float("nan"),
            float("nan"),
            "not_available",
            0,
            0,
        ),
    ]
    frame = pandas.DataFrame(rows, columns=RESULTS)
    return frame.astype({"numerator": "float64", "people_met": "float64", "people": "float64"})


def test_the_suites_own_file_corrects_nothing_and_its_example_is_in_order(tmp_path):
    text = (ROOT / "params" / "corrections.yml").read_text(encoding="utf-8")
    assert load.read(ROOT / "params").corrections == models.Corrections()
    folder = shutil.copytree(ROOT / "params", tmp_path / "params")
    example = "\n".join(
        line.removeprefix("# ")
        for line in text.splitlines()
        if line.startswith(("# records:", "#   ", "# figures:"))
    )
    (folder / "corrections.yml").write_text(example + "\n", encoding="utf-8")
    read = load.read(folder)
    assert (
        len(read.corrections.records) == len(read.corrections.figures) == 1 and parameter_problems(read) == []
    )


def test_without_the_file_nothing_is_corrected(tmp_path):
    folder = shutil.copytree(ROOT / "params", tmp_path / "params")
    (folder / "corrections.yml").unlink()
    assert load.read(folder).corrections == models.Corrections()


def test_a_record_is_corrected_in_the_tables_that_are_counted_and_nowhere_else(params):
    read = tables()
    corrected = correct_records(
        read,
        params(["table: assessments, key: {assessment: A2}, column: authorised, value: 2019-10-30"]),
        "ours",
    )
    assert corrected.assessments.authorised[1] == pandas.Timestamp(
        "2019-10-30"
    ) and read.assessments.authorised[1] == pandas.Timestamp("2019-12-30")
    assert corrected.assessments.drop(index=1).equals(read.assessments.drop(index=1))


def test_a_record_is_left_out_or_a_column_made_blank(params):
    assert list(
        correct_records(
            tables(), params(["table: assessments, key: {assessment: A1}, leave_out: true"]), "ours"
        ).assessments.assessment
    ) == ["A2", "A3"]
    assert correct_records(
        tables(),
        params(["table: assessments, key: {assessment: A1}, column: authorised, value: null"]),
        "ours",
    ).assessments.authorised.isna().tolist() == [True, False, True]


def test_a_correction_of_another_source_changes_nothing(params):
    read = tables()
    assert (
        correct_records(
            read,
            params(["table: assessments, key: {assessment: A1}, leave_out: true, source: theirs"]),
            "ours",
        )
        is read
    )


def applied(params, *records):
    with pytest.raises(Problems) as refused:
        correct_records(tables(), params(records), "ours")
    return refused.value.lines


def test_a_correction_that_finds_no_record_or_several_is_told_with_its_line_and_without_the_id(params):
    lines = applied(
        params,
        "table: assessments, key: {assessment: A9041}, leave_out: true",
        "table: assessments, key: {child: '0013'}, leave_out: true",
        "table: plans, key: {plan: P1}, leave_out: true",
    )
    assert lines == [
        (
            "params/corrections.yml, line 2: no record of 'assessments' has this key, so nothing was "
            "corrected. Look at the key in the extract."
        ),
        (
            "params/corrections.yml, line 3: 2 records of 'assessments' have this key, so nothing was "
            "corrected. Name more columns."
        ),
        (
            "params/corrections.yml, line 4: the extract has no table 'plans', so nothing was corrected. "
            "Take the correction out, or name the source that it is of."
        ),
    ]


def test_a_record_that_intake_would_not_have_taken_is_refused(params):
    [backwards] = applied(
        params, "table: assessments, key: {assessment: A1}, column: authorised, value: 2019-08-01"
    )
    assert backwards.endswith(
        "the corrected record of 'assessments' would end before it began, so nothing was corrected."
    )
    [twice] = applied(params, "table: assessments, key: {assessment: A1}, column: assessment, value: A2")
    assert twice.endswith(
        "the corrected record of 'assessments' would have the key of another one, so nothing was corrected."
    )


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (
            "table: asessments, key: {assessment: A1}, leave_out: true",
            "there is no table 'asessments'. Did you mean 'assessments'?",
        ),
        (
            "table: assessments, key: {assesment: A1}, leave_out: true",
            "there is no column of 'assessments' 'assesment'. Did you mean 'assessment'?",
        ),
        (
            "table: assessments, key: {assessment: A1}, column: authorized, value: 2019-10-01",
            "there is no column of 'assessments' 'authorized'. Did you mean 'authorised'?",
        ),
        (
            "table: assessments, key: {assessment: A1}, column: authorised, value: 77777",
            "the value given for the column 'authorised' is not a day, written 2019-10-31.",
        ),
        (
            "table: assessments, key: {assessment: A1}, column: seen, value: Perhaps77777",
            "the value given for the column 'seen' is not a code of its list.",
        ),
        (
            "table: assessments, key: {assessment: A1}, column: started, value: null",
            "the column 'started' may not be blank.",
        ),
        (
            "table: assessments, key: {assessment: true}, leave_out: true",
            "the key given for the column 'assessment' is not text, in quotes where it begins with nought.",
        ),
        (
            "table: assessments, key: {assessment: A1}, column: authorised",
            "the setting 'value' is missing. Add it; null makes the column blank.",
        ),
        (
            "table: assessments, key: {assessment: A1}, leave_out: true, source: fellshire_sampel",
            "there is no source 'fellshire_sampel'. Did you mean 'fellshire_sample'?",
        ),
        (
            "table: assessments, key: {assessment: A1}",
            (
                "a record has a column corrected, or is left out. Give 'column' and 'value', or 'leave_out: "
                "true'."
            ),
        ),
    ],
)
def test_a_record_that_is_wrongly_described_is_told_by_the_check(params, record, message):
    assert parameter_problems(params([record])) == [f"params/corrections.yml, line 2: {message}"]


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        (
            "indicator: iro_caselaod, period: 2019-10, window: at_date, area: county, numerator: 1",
            "there is no indicator 'iro_caselaod'. Did you mean 'iro_caseload'?",
        ),
        (
            "indicator: iro_caseload, period: 2019-10, window: month, area: county, numerator: 1",
            "there is no window of 'iro_caseload' 'month'. Known: at_date.",
        ),
        (
            "indicator: iro_caseload, period: 2019-10, window: at_date, area: nort, numerator: 1",
            "there is no area 'nort'. Did you mean 'north'?",
        ),
        (
            "indicator: iro_caseload, period: 2019-10, window: at_date, area: county, value: 75.2",
            (
                "'iro_caseload' is worked out from two numbers. Give 'numerator', 'denominator' or both, and "
                "no 'value': the figure follows."
            ),
        ),
        (
            "indicator: protection_plans, period: 2019-10, window: at_date, area: county, numerator: 3",
            "'protection_plans' counts whole things. Give 'value' alone.",
        ),
        (
            "indicator: protection_plans, period: 2019-10, window: at_date, area: county, value: 3.5",
            "'protection_plans' counts whole things, and a number given is not whole.",
        ),
    ],
)
def test_a_figure_that_is_wrongly_described_is_told_by_the_check(params, figure, message):
    assert parameter_problems(params((), [figure])) == [f"params/corrections.yml, line 3: {message}"]


def test_a_misspelt_setting_is_told_with_its_line_and_the_nearest(params):
    with pytest.raises(
        Problems,
        match=r"params/corrections\.yml, line 2: there is no setting 'leave_uot'\. "
        r"Did you mean 'leave_out'\?",
    ):
        params(["table: assessments, key: {assessment: A1}, leave_uot: true"])


def test_a_figure_is_corrected_with_the_people_that_it_tells_of(params):
    share = (
        "indicator: assessments_within_45_working_days, period: 2019-10, window: month, area: county, "
        "numerator: 37, denominator: 39"
    )
    count = "indicator: protection_plans, period: 2019-10, window: at_date, area: county, value: 1190"
    corrected = corrections.correct_figures(results(), params((), [share, count]), catalogue(), "ours")
    found = corrected[["numerator", "value", "state", "people_met", "people"]].to_numpy().tolist()
    assert found[0] == [37, 94.9, "shown", 37, 39] and found[1] == [
        1190,
        1190,
        "shown",
        1190,
        1190,
    ]  # 37 of 39 are 94.87


def test_a_figure_that_is_not_there_is_told_and_one_of_another_time_is_left_for_its_edition(params):
    there, read = (
        results(),
        params(
            (), ["indicator: iro_caseload, period: 2019-10, window: at_date, area: county, denominator: 45"]
        ),
    )
    with pytest.raises(
        Problems,
        match=(
            r"line 3: 'iro_caseload' has no figure for this period, window and area, so nothing was "
            r"corrected\."
        ),
    ):
        corrections.correct_figures(there, read, catalogue(), "ours")
    earlier = params(
        (), ["indicator: protection_plans, period: 2015-10, window: at_date, area: county, value: 1190"]
    )
    assert corrections.correct_figures(there, earlier, catalogue(), "ours").equals(there)


def test_more_than_all_is_refused(params):
    read = params(
        (),
        [
            "indicator: assessments_within_45_working_days, period: 2019-10, window: month, area: county, "
            "numerator: 41"
        ],
    )
    with pytest.raises(Problems, match="would count more than it is out of, so nothing was corrected"):
        corrections.correct_figures(results(), read, catalogue(), "ours")


def test_readers_are_told_what_was_corrected_by_whom_and_why_and_no_value(params):
    record = "table: assessments, key: {assessment: %s}, column: authorised, value: 2019-10-30"
    read = params(
        [record % "A1", record % "A2"],
        [
            "indicator: protection_plans, period: 2019-10, window: at_date, area: county, value: 1190",
            "indicator: protection_plans, period: 2011-10, window: at_date, area: county, value: 3",
        ],
    )
    listed = corrections.corrections_listed(read, catalogue(), read.areas, parse("2019-10"), "ours")
    assert [row["what"] for row in listed] == [
        "2 records of assessments, column authorised",
        "Child protection plans, at 31 October 2019, Fellshire",
    ]
    assert {(row["by"], row["on"], row["why"]) for row in listed} == {
        ("Head of assessment", "2019-12-02", "Entered on the wrong day.")
    }
    assert not any(word in str(listed) for word in ("A1", "A2", "1190", "2019-10-30"))
