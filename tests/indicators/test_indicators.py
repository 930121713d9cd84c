"""Every definition against its worked examples, and the form of what it tells of itself."""

import calendar
import re

import pytest
from support.command import ROOT
from support.examples import of_example

from careboard.errors import Problem
from careboard.indicators import catalogue, find, indicator
from careboard.indicators.worked_examples import SETTINGS, example_tables
from careboard.params.load import read
from careboard.periods import Window

AREA_NAMES = [
    name for ident, area in read(ROOT / "params").areas.areas.items() for name in (ident, area.name)
]
EXAMPLES = [
    (ident, number) for ident, definition in catalogue().items() for number in range(len(definition.examples))
]


@pytest.mark.parametrize(("ident", "number"), EXAMPLES)
def test_worked_example(ident, number):
    definition = catalogue()[ident]
    example = definition.examples[number]
    outcome = of_example(definition, example)
    assert {name: outcome[name] for name in ("counted", "met", "value") if name in example} == {
        name: example[name] for name in ("counted", "met", "value") if name in example
    }


def test_the_parts_of_a_ratio_are_counts_asked_over_its_windows():
    for known in catalogue().values():
        assert not known.parts or (known.kind, len(known.parts)) == ("ratio", 2)
        for part in known.parts:
            assert find(part).kind == "count" and set(known.windows) <= set(find(part).windows)


def test_number_of_definitions_is_known():
    assert len(catalogue()) == 133


@pytest.mark.parametrize("ident", catalogue())
def test_every_definition_has_an_example_with_rows_counted_and_a_number_expected(ident):
    examples = catalogue()[ident].examples
    assert any(example["counted"] for example in examples)
    for example in examples:
        assert all(
            type(example[name]) in (int, float) for name in ("counted", "met", "value") if name in example
        ), "the number expected is not written out"
        assert "met" in example or "value" in example or not example["counted"], (
            "nothing is expected but the number of cases"
        )


def remarks(text):
    """What stands behind the last column of a worked example's rows."""
    header, *rows = text.strip().splitlines()
    return [
        " ".join(words) for row in rows if (words := re.split(r"\s{2,}", row.strip())[len(header.split()) :])
    ]


@pytest.mark.parametrize(("ident", "number"), EXAMPLES)
def test_every_example_says_of_a_row_why_it_counts_or_does_not(ident, number):
    assert [
        words
        for name, text in catalogue()[ident].examples[number].items()
        if name not in SETTINGS
        for words in remarks(text)
    ]


@pytest.mark.parametrize("ident", catalogue())
def test_every_definition_is_a_sentence_that_names_no_month_and_no_area(ident):
    assert re.fullmatch("[a-z][a-z0-9]*(_[a-z0-9]+)*", ident)
    definition = catalogue()[ident].definition
    assert definition[0].isupper() and definition.endswith(".") and not definition.endswith("..")
    without_the_returns_day = definition.replace("31 March", "")
    assert not [
        month for month in calendar.month_name[1:] if re.search(rf"\b{month}\b", without_the_returns_day)
    ]
    assert not re.search(r"\b(19|20)\d\d-\d\d", definition)
    assert not [area for area in AREA_NAMES if re.search(rf"\b{area}\b", definition)]


@pytest.mark.parametrize("ident", catalogue())
def test_every_definition_is_reviewed_and_will_be_again(ident):
    known = catalogue()[ident]
    assert all(
        re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month) for month in (known.reviewed, known.next_review)
    )
    assert known.next_review > known.reviewed


@pytest.mark.parametrize("ident", catalogue())
def test_windows_of_a_comparator_are_told_only_where_there_is_one(ident):
    known = catalogue()[ident]
    assert known.comparator or not (known.comparator_windows or known.unlike)
    assert set(known.comparator_windows) <= set(Window)


def entered(**changed):
    settings = {
        "title": "T",
        "kind": "share",
        "good": "high",
        "unit": "%",
        "windows": ("month",),
        "variation": None,
        "why": "W",
        "owner": "O",
        "reviewed": "2026-11",
        "next_review": "2027-11",
        "source": "S",
    } | changed

    def made_up(tables):
        """What it counts."""

    return indicator(**settings)(made_up)


def test_unknown_setting_is_told_with_the_nearest_right_name():
    with pytest.raises(Problem, match=r"no setting 'windws'\. Did you mean 'windows'"):
        entered(windws=())


def test_unknown_window_and_kind_are_told_together():
    with pytest.raises(Problem) as refused:
        entered(windows=("week",), kind="sum")
    assert "no window 'week'" in str(refused.value) and "its kind is not one of average, count" in str(
        refused.value
    )


def test_limits_by_a_base_are_for_rates_alone():
    with pytest.raises(Problem, match=r"limits by a base \('u'\) are for rates alone"):
        entered(variation="u")


def test_unknown_id_is_told_with_the_nearest_right_one():
    with pytest.raises(Problem, match="Did you mean 'assessments_within_45_working_days'"):
        find("assesments_within_45_working_days")


def test_two_definitions_of_one_id_are_refused():
    def looked_after(tables):
        """Another one."""

    with pytest.raises(Problem, match="entered twice"):
        indicator(
            title="T",
            kind="count",
            good=None,
            unit="",
            windows=("month",),
            variation=None,
            why="W",
            owner="O",
            reviewed="2026-11",
            next_review="2027-11",
            source="S",
        )(looked_after)


def test_example_with_an_unknown_column_is_told():
    with pytest.raises(Problem, match=r"no column 'strated'\. Did you mean 'started'"):
        example_tables({"plans": "child  strated\nA      2019-10-01"})
