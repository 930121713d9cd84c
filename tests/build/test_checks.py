import shutil

import pytest
from support.command import ROOT

from careboard.build.checks import parameter_problems
from careboard.params import load


def faults(tmp_path, file, old, new):
    folder = shutil.copytree(ROOT / "params", tmp_path / "params")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return parameter_problems(load.read(folder))


def test_the_suites_own_parameters_are_in_order():
    assert parameter_problems(load.read(ROOT / "params")) == []


def test_misspelt_indicator_is_told_with_line_and_nearest(tmp_path):
    assert faults(tmp_path, "bands.yml", "assessments_within_45", "assesments_within_45") == [
        "params/bands.yml, line 6: there is no indicator 'assesments_within_45_working_days'. Did you mean "
        "'assessments_within_45_working_days'?"
    ]


def test_thresholds_out_of_order_are_told(tmp_path):
    assert (
        "params/bands.yml, line 6: the thresholds of 'assessments_within_45_working_days' are not in order"
        in faults(tmp_path, "bands.yml", "good: 83", "good: 95")[0]
    )


def test_band_for_a_figure_without_a_good_direction_is_told(tmp_path):
    assert (
        "'protection_plans' has no good direction"
        in faults(tmp_path, "bands.yml", "repeat_plans_ever:", "protection_plans:")[0]
    )


def test_moved_figure_that_does_not_exist_is_told(tmp_path):
    assert (
        "params/board.yml, line 4: there is no indicator 'plans'"
        in faults(tmp_path, "board.yml", "moves: []", "moves:\n- {indicator: plans, to: know, reason: x}")[0]
    )


def test_source_that_is_not_described_is_told(tmp_path):
    assert (
        "there is no source 'fellshire_sampel'. Did you mean 'fellshire_sample'?"
        in faults(tmp_path, "suite.yml", "source: fellshire_sample", "source: fellshire_sampel")[0]
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("looked_after\n", "looked_aftr\n", "no indicator 'looked_aftr'. Did you mean 'looked_after'?"),
        ("looked_after\n", "looked_after_rate\n", "'looked_after_rate' is neither a share nor a count"),
        (
            "looked_after\n",
            "looked_after\n    window: year\n",
            "there is no window of this indicator 'year'. Known: at_date.",
        ),
    ],
)
def test_a_figure_for_young_people_that_cannot_be_told_is_named_with_its_line(tmp_path, old, new, said):
    (fault,) = faults(tmp_path, "young_people.yml", f"- indicator: {old}", f"- indicator: {new}")
    assert fault.startswith("params/young_people.yml, line 7: ") and said in fault


BOARD = "requests:\n  - {asked_on: 2019-11-14, asked_by: the board, request: x, "


def test_what_the_boards_list_names_must_exist(tmp_path):
    assert "params/board.yml, line 9: there is no indicator 'no_sqd'. Did you mean 'no_sdq'?" in faults(
        tmp_path / "a", "board.yml", "requests:\n", BOARD + "page: sdq, indicator: no_sqd}\n"
    )
    assert any(
        "there is no area 'nort'. Did you mean 'north'?" in line
        for line in faults(
            tmp_path / "b", "board.yml", "requests:\n", BOARD + "indicator: no_sdq, area: nort}\n"
        )
    )
    assert any(
        "there is no page 'sqd'." in line
        for line in faults(tmp_path / "c", "board.yml", "requests:\n", BOARD + "page: sqd}\n")
    )


def test_a_measure_is_not_shown_twice_on_the_summary(tmp_path):
    assert any(
        "the summary shows 'no_sdq' so already" in line
        for line in faults(
            tmp_path,
            "board.yml",
            "requests:\n",
            BOARD + "indicator: no_sdq, breakdown: time_without, on_summary: true}\n",
        )
    )


HIDES = (
    "counts from 1 to 5 people or cases, which a figure would hide. Leave the number out, or write it as {=3}"
)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("board.yml", "moves: []", "moves:\n- {indicator: no_sdq, to: know, reason: Two were late.}", 4),
        ("board.yml", "What lies behind the figure of children", "Why did 3 children wait", 14),
        ("board.yml", "The page on questionnaires was widened.", "All but two were seen.", 29),
        ("board.yml", "A heat map by district", "A map of the 4 late cases", 35),
        (
            "corrections.yml",
            "figures: []",
            "figures:\n- {indicator: looked_after, period: 2019-10, window: at_date, area: county, "
            "value: 2106, agreed_by: Head, agreed_on: 2019-12-02, why: One child was late.}",
            25,
        ),
        ("suite.yml", "words: review of long plans", "words: 3 plans reviewed", 25),
        ("suite.yml", "name: Fellshire (invented)", "name: Fellshire, of 4 children", 2),
        ("areas.yml", "name: Lornmere", "name: Lornmere (3 children)", 7),
        ("disclosure.yml", "reason: The Department's threshold", "reason: Two of 6 could be told", 4),
    ],
)
def test_words_of_any_file_that_count_a_few_people_are_told_with_their_line(tmp_path, file, old, new, line):
    (fault,) = faults(tmp_path, file, old, new)
    assert fault.startswith(f"params/{file}, line {line}: '") and HIDES in fault


def test_all_small_counts_of_all_files_are_told_at_once(tmp_path):
    folder = shutil.copytree(ROOT / "params", tmp_path / "params")
    for file, old, new in (
        ("suite.yml", "review of long plans", "two were late"),
        ("board.yml", "Note the paper", "Find 3 boys and one girl"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    places = [fault.split(":")[0] for fault in parameter_problems(load.read(folder))]
    board = [f"params/board.yml, line {line}" for line in (26, 26, 40, 40)]  # decided before, and asked now
    assert places == ["params/suite.yml, line 25", *board]


def test_a_number_said_to_count_nobody_passes_and_stands_on_the_page_without_its_braces(tmp_path):
    new = "decision: See the {=3} that remain of the papers."
    assert (
        faults(tmp_path, "board.yml", "decision: Note the paper, and see more on the questionnaires.", new)
        == []
    )
    assert (
        load.read(tmp_path / "params").board.decisions[0].decision == "See the 3 that remain of the papers."
    )


def test_where_the_council_hides_no_number_none_is_refused(tmp_path):
    folder = shutil.copytree(ROOT / "params", tmp_path / "params")
    for file, old, new in (
        ("disclosure.yml", "threshold: 5", "threshold: 0"),
        ("board.yml", "Note the paper", "Three children waited"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert parameter_problems(load.read(folder)) == []
