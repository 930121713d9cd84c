"""Two extracts of one council side by side: each figure by both, and the cases that differ."""

import shutil
import sqlite3

import pytest
from support.command import run, work_of
from support.habits import SSD, written
from support.restricted import restricted_rows

HEAD = ["indicator", "window", "child", "date", "difference"]


def listed_in(tmp_path, period):
    return work_of(tmp_path / "out") / "restricted" / period / "reconcile.xlsx"


def reconciled(first, second, period, tmp_path, *more):
    """The lines of the terminal, the measures by (indicator, window), and the restricted list."""
    done = run("reconcile", first, second, period, "--outputs", tmp_path / "out", *more)
    lines = done.stdout.splitlines()
    split = (line.split("  ") for line in lines)
    cells = ([cell.strip() for cell in parts if cell.strip()] for parts in split)
    figures = {(row[0], row[1]): row[2:] for row in cells if len(row) == 5 and row[0] != "Measure"}
    file = listed_in(tmp_path, period)
    cases = restricted_rows(file)[2] if file.is_file() else None
    return done, figures, cases


@pytest.fixture
def two(tmp_path):
    """Two extracts of three children: in the second a girl has left, a boy has come, and ids lack noughts."""
    other = {name: text.replace("\n0", "\n") for name, text in SSD.items()}
    other["ssd_cla_episodes"] = (
        other["ssd_cla_episodes"].replace("S,,,P1,C1", "S,01/10/2019,E4A,P1,C1") + "4,01/09/2019,S,,,P3,C4\n"
    )
    other["ssd_person"] += "4,M,WBRI,01/02/2011\n"
    other["ssd_legal_status"] += "4,V2,01/09/2019\n"
    return written(tmp_path / "one", SSD), written(tmp_path / "other", other)


def test_a_figure_that_differs_stands_beside_the_other_with_its_cases(two, tmp_path):
    done, figures, cases = reconciled(*two, "2019-10", tmp_path)
    assert done.returncode == 0, done.stderr
    assert figures["looked_after", "at 31 October 2019"] == ["2 children", "2 children", "0"]
    assert figures["started_looked_after", "year to October 2019"] == ["0 children", "1 child", "+1"]
    started = [case for case in cases if case["indicator"] == "started_looked_after"]
    assert {tuple(case.values())[2:] for case in started} == {("4", "2019-09-01", "in the second alone")}
    assert "01" not in {case["child"] for case in started}


def test_the_same_figure_of_other_children_is_told(two, tmp_path):
    *_, cases = reconciled(*two, "2019-10", tmp_path)
    told = {(case["child"], case["difference"]) for case in cases if case["indicator"] == "looked_after"}
    assert told == {("01", "in the first alone"), ("4", "in the second alone")}


def test_what_one_alone_can_give_is_named_with_what_the_other_lacks(two, tmp_path):
    plans = (
        "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_ola,"
        "cppl_cp_plan_latest_category\nA,01,01/05/2019,,N,NEG\n"
    )
    (two[0] / "ssd_cp_plans.csv").write_text(plans, encoding="utf-8")
    done, figures, _ = reconciled(*two, "2019-10", tmp_path)
    assert "In the first alone, since the second does not hold what is needed:" in done.stdout
    assert "  protection_plans: ssd_cp_plans" in done.stdout.splitlines()
    assert not any(ident == "protection_plans" for ident, _ in figures)


def test_the_list_of_cases_is_for_the_owner_alone(two, tmp_path):
    _, _, cases = reconciled(*two, "2019-10", tmp_path)
    assert (
        list(cases[0]) == HEAD and "not for circulation" in restricted_rows(listed_in(tmp_path, "2019-10"))[0]
    )
    assert not listed_in(tmp_path, "2019-10").stat().st_mode & 0o077
    log = (work_of(tmp_path / "out") / "build.log").read_text(encoding="utf-8")
    assert "restricted list reconcile for 2019-10" in log and f"{len(cases)} rows" in log


def test_what_the_records_cannot_carry_is_told_after_the_figures(two, tmp_path):
    person = (two[1] / "ssd_person.csv").read_text(encoding="utf-8")
    (two[1] / "ssd_person.csv").write_text(person.replace("/20", "/3"), encoding="utf-8")
    done, figures, _ = reconciled(*two, "2019-10", tmp_path)
    assert done.returncode == 1
    assert figures["looked_after", "at 31 October 2019"][0] == "2 children"
    assert "ssd_person.csv, column 'pers_dob'" in done.stderr and "Traceback" not in done.stderr


def test_a_source_that_is_not_there_is_named(two, tmp_path):
    done, *_ = reconciled(two[0], tmp_path / "nothing", "2019-10", tmp_path)
    assert done.returncode == 2 and "nothing" in done.stderr and "Traceback" not in done.stderr


def test_a_period_after_an_extract_was_drawn_is_refused(two, tmp_path):
    done, *_ = reconciled(*two, "2020-10", tmp_path)
    assert done.returncode == 2 and "after the extract was drawn" in done.stderr


def test_the_county_in_a_database_gives_the_same_figures(small, tmp_path):
    database = shutil.copy(small["sqlite"], tmp_path / "ssd.sqlite")
    done, figures, cases = reconciled(small["ssd"], database, "2019-10", tmp_path)
    assert len(figures) > 100 and {row[2] for row in figures.values()} == {"0"}
    assert cases == []
    with sqlite3.connect(database) as changed:
        changed.execute("delete from ssd_cla_reviews")
    done, figures, cases = reconciled(small["ssd"], database, "2019-10", tmp_path)
    assert "ssd_cla_reviews" in done.stdout or any(row[2] != "0" for row in figures.values())


def test_the_returns_of_the_county_give_the_figures_of_its_case_records(sample_folder, tmp_path):
    """But for one: the county's episodes show a placement order only from the day of the placement."""
    _, figures, _ = reconciled("fellshire_sample", sample_folder / "ssda903", "2019-03", tmp_path)
    differ = {ident for (ident, _), (*_, difference) in figures.items() if difference != "0"}
    assert differ == {"days_from_placement_order_to_match"}
    assert {"looked_after", "long_term_stability", "sdq_completed", "care_leavers_in_eet"} <= {
        ident for ident, _ in figures
    }
    assert not any(ident.endswith("22_to_25") for ident, _ in figures)
