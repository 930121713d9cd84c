"""Parameters that would hang, break or mislead a build are refused in words."""

import shutil

import pytest
from support.command import ROOT

from careboard.build.checks import parameter_problems
from careboard.errors import Problem
from careboard.params import load


@pytest.fixture
def params(tmp_path):
    return shutil.copytree(ROOT / "params", tmp_path / "params")


def refused(folder):
    """What is said of the folder; nothing but a Problem may rise."""
    with pytest.raises(Problem) as told:
        load.read(folder)
    return str(told.value)


def replaced(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


LORNMERE = "level: district, parents: [{area: north}]}"


@pytest.mark.parametrize(
    ("parents", "message"),
    [
        ("[{area: lornmere}]", "'lornmere' belongs to itself"),
        ("[]", "'lornmere' has no parent"),
        (
            "[{area: north, to: 2010-03-31}, {area: east, from: 2012-04-01}]",
            "'lornmere' has no parent between 31 March 2010 and 1 April 2012",
        ),
        (
            "[{area: north, to: 2012-03-31}, {area: east, from: 2012-03-31}]",
            "'lornmere' has two parents at once",
        ),
        ("[{area: north}, {area: east}]", "'lornmere' has two parents at once"),
        ("[{area: north, from: 2012-04-01, to: 2010-03-31}]", "'lornmere' ends before it begins in 'north'"),
    ],
)
def test_an_area_whose_parents_do_not_follow_one_another_is_refused(parents, message, params):
    said = refused(replaced(params, "areas.yml", LORNMERE, f"level: district, parents: {parents}}}"))
    assert message in said and "params/areas.yml, line 7" in said


def test_areas_that_belong_to_each_other_are_refused(params):
    said = refused(
        replaced(
            params,
            "areas.yml",
            "North, level: area, parents: [{area: county}]",
            "North, level: area, parents: [{area: lornmere}]",
        )
    )
    assert "'north' belongs to itself, or to an area that belongs to it" in said


def test_a_parent_that_is_followed_by_another_is_in_order(params):
    parents = "[{area: north, to: 2012-03-31}, {area: east, from: 2012-04-01}]"
    load.read(replaced(params, "areas.yml", LORNMERE, f"level: district, parents: {parents}}}"))


def doubling(levels):
    """Names that each stand for ten of the name before."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join([*lines, ""])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (doubling(9), "repeated too often"),
        ("bands: " + "[" * 20_000 + "]" * 20_000 + "\n", "within each other too deeply"),
        ("bands: " + "9" * 5_000 + "\n", "a number is too long"),
    ],
    ids=["anchors that multiply", "brackets within brackets", "a number of 5,000 figures"],
)
def test_yaml_that_expands_nests_or_counts_without_end_is_refused(text, message, params):
    (params / "bands.yml").write_text(text, encoding="utf-8")
    assert message in refused(params)


def test_a_limit_of_working_days_beyond_a_year_is_refused(params):
    said = refused(
        replaced(
            params,
            "suite.yml",
            "protection_visit_working_days: 15",
            f"protection_visit_working_days: {10**30}",
        )
    )
    assert "params/suite.yml, line 15: 'protection_visit_working_days' is not right" in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("authority: 888", "authority: 999", "there is no English authority 999"),
        ("population: sample", "population: smaple", "data/population.csv has no rows of 'smaple'"),
        (
            "path: data/sample/ssd ",
            "path: postgresql://reader:secret@db/ssd ",
            "a password stands in the address",
        ),
    ],
)
def test_a_source_of_which_nothing_is_known_is_told_by_line(old, new, message, params):
    (line,) = parameter_problems(load.read(replaced(params, "suite.yml", old, new)))
    assert message in line and line.startswith("params/suite.yml, line ") and "secret" not in line
