"""The restricted lists: whom a figure is about, and nobody else."""

import shutil

import pytest
from support.command import run
from support.counties import AREAS, TEAMS, population, tables

from careboard.errors import WrongUse
from careboard.figures.counting import Counting
from careboard.figures.worklists import worklist
from careboard.indicators import catalogue
from careboard.periods import parse

OCTOBER = parse("2019-10")
CHILDREN = [{"child": child, "born": "2010-01-01"} for child in "ABC"]


def listed(ident, **rows):
    return worklist(
        Counting(tables(children=CHILDREN, **rows), AREAS, population()), catalogue()[ident], OCTOBER
    )


def test_a_share_lists_those_not_met_with_how_late():
    rows = listed(
        "assessments_within_45_working_days",
        teams=TEAMS,
        assessments=[
            {
                "assessment": "1",
                "child": "A",
                "started": "2019-05-01",
                "authorised": "2019-10-31",
                "team": "T1",
            },
            {
                "assessment": "2",
                "child": "B",
                "started": "2019-10-01",
                "authorised": "2019-10-31",
                "team": "T1",
            },
        ],
    )
    assert rows.to_dict("records") == [
        {
            "child": "A",
            "date": "2019-10-31",
            "area": "lorn",
            "team": "Lorn duty",
            "reason": "more than 20 working days late",
        }
    ]


def test_where_low_is_good_those_met_are_listed():
    rows = listed(
        "re_referrals_within_12_months",
        referrals=[
            {"referral": "1", "child": "A", "referred": "2019-01-05"},
            {"referral": "2", "child": "A", "referred": "2019-10-05"},
            {"referral": "3", "child": "B", "referred": "2019-10-05"},
        ],
    )
    assert rows.child.tolist() == ["A"] and rows.area.tolist() == ["unallocated"]


def test_what_falls_due_is_listed_by_child():
    rows = listed(
        "plans_reaching_two_years",
        plans=[
            {"plan": "1", "child": "C", "started": "2017-11-05"},
            {"plan": "2", "child": "A", "started": "2019-05-05"},
        ],
    )
    assert rows.child.tolist() == ["C"]


def test_a_rate_and_an_absent_table_have_no_list():
    with pytest.raises(WrongUse, match="has no worklist"):
        listed("referral_rate", referrals=[])
    with pytest.raises(WrongUse, match="not available for 2019-10"):
        listed("plans_reaching_two_years")


def test_the_command_writes_to_the_restricted_folder_alone(sample_folder, tmp_path_factory, tmp_path):
    extract = tmp_path_factory.mktemp("extract")
    for name in ("extract", "ssd_person", "ssd_cp_plans", "teams", "home_districts"):
        shutil.copy(sample_folder / "ssd" / f"{name}.csv", extract)
    done = run("worklist", "plans_reaching_two_years", "2019-10", "--source", extract, outputs=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.csv")] == [
        "restricted/2019-10/plans_reaching_two_years.csv"
    ]
    assert "child" not in done.stdout.replace("children", "")
