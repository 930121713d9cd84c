import shutil

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
