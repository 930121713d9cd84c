"""Every definition against its worked examples."""

import pytest
from careboard.indicators import catalogue, find, indicator
from careboard.indicators.examples import example_tables
from careboard.problems import Problem
from careboard.results import of_example

EXAMPLES = [(id, number) for id, definition in catalogue().items() for number in range(len(definition.examples))]


@pytest.mark.parametrize(("id", "number"), EXAMPLES)
def test_worked_example(id, number):
    definition = catalogue()[id]
    told = definition.examples[number]
    outcome = of_example(definition, told, example_tables(told))
    assert {name: outcome[name] for name in ("counted", "met", "value") if name in told} == {name: told[name] for name in ("counted", "met", "value") if name in told}


def test_number_of_definitions_is_known():
    assert len(catalogue()) == 34


@pytest.mark.parametrize("id", catalogue())
def test_every_definition_has_an_example_with_rows_counted(id):
    assert any(told["counted"] for told in catalogue()[id].examples)


def entered(**changed):
    told = {"title": "T", "kind": "share", "good": "high", "unit": "%", "windows": ("month",), "variation": None, "why": "W", "owner": "O", "reviewed": "2026-11", "next_review": "2027-11", "source": "S"} | changed

    def made_up(tables):
        """What it counts."""

    return indicator(**told)(made_up)


def test_unknown_setting_is_told_with_the_nearest_right_name():
    with pytest.raises(Problem, match=r"no setting 'windws'\. Did you mean 'windows'"):
        entered(windws=())


def test_unknown_window_and_kind_are_told_together():
    with pytest.raises(Problem) as told:
        entered(windows=("week",), kind="sum")
    assert "no window 'week'" in str(told.value) and "its kind is not one of average, count" in str(told.value)


def test_unknown_id_is_told_with_the_nearest_right_one():
    with pytest.raises(Problem, match="Did you mean 'assessments_within_45_working_days'"):
        find("assesments_within_45_working_days")


def test_two_definitions_of_one_id_are_refused():
    def looked_after(tables):
        """Another one."""

    with pytest.raises(Problem, match="entered twice"):
        indicator(title="T", kind="count", good=None, unit="", windows=("month",), variation=None, why="W", owner="O", reviewed="2026-11", next_review="2027-11", source="S")(looked_after)


def test_example_with_an_unknown_column_is_told():
    with pytest.raises(Problem, match=r"no column 'strated'\. Did you mean 'started'"):
        example_tables({"plans": "child  strated\nA      2019-10-01"})
