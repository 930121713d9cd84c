"""The restricted lists: whom a figure is about, and nobody else."""

import getpass
import re
import shutil
from datetime import datetime

import openpyxl
import pandas
import pytest
from support.command import run, work_of
from support.counties import AREAS, TEAMS, population, tables
from support.restricted import restricted_rows

from careboard.errors import WrongUse
from careboard.figures.counting import Counting
from careboard.figures.worklists import worklist
from careboard.indicators import catalogue
from careboard.periods import parse
from careboard.publish.restricted_workbook import restricted_xlsx

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


@pytest.fixture
def due(sample_folder, tmp_path_factory, tmp_path):
    """The command run on a part of the county: what it said, its folder of outputs and its list."""
    extract = tmp_path_factory.mktemp("extract")
    for name in ("extract", "ssd_person", "ssd_cp_plans", "teams", "home_districts"):
        shutil.copy(sample_folder / "ssd" / f"{name}.csv", extract)
    outputs = tmp_path / "outputs"
    done = run("worklist", "plans_reaching_two_years", "2019-10", "--source", extract, outputs=outputs)
    assert done.returncode == 0, done.stderr
    return done, outputs, work_of(outputs) / "restricted" / "2019-10" / "plans_reaching_two_years.xlsx"


def test_the_command_writes_a_workbook_into_the_work_folder_alone_for_its_owner_alone(due):
    done, outputs, file = due
    assert not outputs.exists() and str(file) in done.stdout and "child" not in done.stdout
    assert not file.stat().st_mode & 0o077 and not file.parent.stat().st_mode & 0o077


def test_the_workbook_says_that_it_is_restricted_what_it_lists_and_each_case_as_text(due):
    marking, title, rows = restricted_rows(due[2])
    assert marking.startswith("Restricted") and "October 2019" in title
    assert list(rows[0]) == ["child", "date", "area", "team", "reason"]
    assert {type(row["child"]) for row in rows} == {str}


def test_the_log_says_who_asked_for_which_list_when_and_how_many_rows_it_has(due):
    number = len(restricted_rows(due[2])[2])
    log = (work_of(due[1]) / "build.log").read_text(encoding="utf-8")
    asked = rf"asked for by {getpass.getuser()}, {number} rows"
    assert re.search(rf"^20\S+Z WARNING restricted list plans_reaching_two_years for 2019-10, .*{asked}", log)
    assert not (work_of(due[1]) / "build.log").stat().st_mode & 0o077


def test_a_value_that_looks_like_a_formula_or_an_address_stays_text(tmp_path):
    cases = pandas.DataFrame({"child": ["=1+1", "@SUM(A1)", "007"], "team": ["http://x.test", "+44", "-1"]})
    (tmp_path / "list.xlsx").write_bytes(restricted_xlsx("A\nlist", cases, datetime(2019, 11, 1)))
    [sheet] = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets
    cells = [cell for row in sheet.iter_rows(min_row=4) for cell in row]
    assert [cell.value for cell in cells] == ["=1+1", "http://x.test", "@SUM(A1)", "+44", "007", "-1"]
    assert {cell.data_type for cell in cells} == {"s"} and not any(cell.hyperlink for cell in cells)
