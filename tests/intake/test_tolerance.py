"""What is beyond the agreed share of an extract stops a build, by column and again among open records."""

from datetime import date

import pytest
from support.habits import SSD, written

from careboard import intake
from careboard.intake.tolerance import accepted_notes, faults_beyond
from careboard.params.intake import Intake

PLANS = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_ola\n"
ON = [date(2019, 10, 31)]


def stops(tmp_path, rows, rule=None, accepted=()):
    extract = intake.read(str(written(tmp_path, SSD | {"ssd_cp_plans": PLANS + "".join(rows)})))
    return faults_beyond(extract, rule or Intake(), ON, accepted)


def closed(number, start="01/05/2018"):
    return [f"{n},01,{start},01/06/2018,N\n" for n in range(number)]


def test_up_to_the_share_nothing_stops(tmp_path):
    bad = [f"B{n},01,n/k,01/06/2018,N\n" for n in range(2)]
    assert stops(tmp_path, closed(98) + bad) == []


def test_beyond_the_share_the_message_says_which_how_many_in_what_form_and_what_to_do(tmp_path):
    bad = [f"B{n},01,99-{n}2-2O18 x,01/06/2018,N\n" for n in range(4)]
    assert stops(tmp_path, closed(96) + bad) == [
        "ssd_cp_plans.csv, column 'cppl_cp_plan_start_date': for 4 of its 100 records the value is set "
        "aside (not a date in the form dd/mm/yyyy), 4%; 2 % at most are agreed (params/intake.yml). What "
        "stood there has the form '99-99-9A99 a'. Mend the extract; or, where this is known and right, "
        "accept it by name: --accept ssd_cp_plans:cppl_cp_plan_start_date"
    ]


def test_what_is_accepted_by_name_stops_nothing(tmp_path):
    bad = [f"B{n},01,n/k,01/06/2018,N\n" for n in range(4)]
    name = "ssd_cp_plans:cppl_cp_plan_start_date"
    assert stops(tmp_path, closed(96) + bad, accepted=[name]) == []
    agreed = {"by": "Data quality lead", "on": "2019-06-12"}
    rule = Intake.model_validate({"accepted": [{"what": name, "reason": "being mended", "agreed": agreed}]})
    assert stops(tmp_path, closed(96) + bad, rule) == []


def test_another_share_may_be_agreed(tmp_path):
    bad = [f"B{n},01,n/k,01/06/2018,N\n" for n in range(4)]
    assert stops(tmp_path, closed(96) + bad, Intake(share=5)) == []
    assert len(stops(tmp_path, closed(99) + bad[:1], Intake(share=0.5, fewest=1))) == 1


@pytest.mark.parametrize(("number", "stopped"), [(2, False), (3, True)])
def test_so_few_records_stop_nothing_unless_they_are_all(number, stopped, tmp_path):
    bad = [f"B{n},01,n/k,01/06/2018,N\n" for n in range(number)]
    assert bool(stops(tmp_path / "some", closed(20) + bad)) == stopped
    assert len(stops(tmp_path / "all", bad)) == 1


def test_open_records_are_looked_at_by_themselves(tmp_path):
    open_ = [f"O{n},01,01/05/2019,,N\n" for n in range(10)]
    bad = [f"B{n},01,01/05/2019,n/k,N\n" for n in range(3)]
    (line,) = stops(tmp_path, closed(287) + open_ + bad)
    assert "for 3 of the 13 records open on 31 October 2019 the value is set aside" in line and "23%" in line
    assert stops(tmp_path, closed(297) + bad[:2]) == []


def test_children_whom_the_table_of_children_lacks_stop_a_build(tmp_path):
    strange = [f"S{n},99,01/05/2018,01/06/2018,N\n" for n in range(5)]
    (line,) = stops(tmp_path, closed(95) + strange)
    assert "the child is not in the table of children" in line and "ssd_cp_plans:cppl_person_id" in line


@pytest.mark.parametrize(("unknown", "stopped"), [(10, False), (50, False), (51, True), (100, True)])
def test_a_code_column_stops_a_build_where_most_of_its_values_are_unknown(unknown, stopped, tmp_path):
    rows = [row.replace(",N\n", ",maybe\n") for row in closed(unknown)]
    rows += [f"K{row}" for row in closed(100 - unknown)]
    lines = stops(tmp_path, rows + [f"B{row}".replace(",N\n", ",\n") for row in closed(100)])
    assert bool(lines) == stopped
    if stopped:
        assert f"for {unknown} of its 100 values the value is not known" in lines[0] and "'aaaaa'" in lines[0]


def test_what_was_accepted_is_said_to_readers_and_nothing_else(tmp_path):
    bad = [f"B{n},01,n/k,01/06/2018,N\n" for n in range(4)]
    extract = intake.read(str(written(tmp_path, SSD | {"ssd_cp_plans": PLANS + "".join(closed(96) + bad)})))
    name, agreed = "ssd_cp_plans:cppl_cp_plan_start_date", {"by": "Data quality lead", "on": "2019-06-12"}
    listed = [
        {"what": what, "reason": "being mended", "agreed": agreed} for what in (name, "ssd_person:pers_sex")
    ]
    assert accepted_notes(extract, Intake.model_validate({"accepted": listed}), ON) == [
        f"More of {name} could not be used than is agreed; accepted by Data quality lead on 12 June 2019: "
        "being mended."
    ]
    assert accepted_notes(extract, Intake(), ON, [name, "headline:no_sdq"]) == [
        f"More of {name} could not be used than is agreed; it was accepted for this build."
    ]
    assert accepted_notes(extract, Intake(), ON) == []
