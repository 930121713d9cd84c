"""Extracts as councils send them: what is read, what is set aside, and what is said."""

import sqlite3

import pandas
import pytest
from support.returns import EPISODES, HEADER

from careboard import intake
from careboard.errors import Problem, Problems, WrongUse

PERSON = "pers_person_id,pers_sex,pers_ethnicity,pers_dob\n"
PLANS = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_ola\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ssd_person.csv").write_text(
        PERSON + "007,F,WBRI,03/04/2006\n008,M,,31/12/2010\n", encoding="utf-8"
    )
    return tmp_path


def plans(folder, rows):
    (folder / "ssd_cp_plans.csv").write_text(PLANS + rows, encoding="utf-8")
    return intake.read(str(folder))


def reasons(extract):
    return {(fault.file, fault.row, fault.column, fault.reason) for fault in extract.faults.itertuples()}


def test_dates_are_day_first_and_identifiers_keep_zeros(folder):
    children = plans(folder, "").tables.children
    assert (
        children.child.tolist() == ["007", "008"] and children.born[0].strftime("%d %B %Y") == "03 April 2006"
    )


def test_faulty_records_are_set_aside_and_counted_with_reasons(folder):
    extract = plans(
        folder,
        "1,007,01/05/2019,,N\n"
        "2,007,31/02/2019,,N\n"
        "3,,01/05/2019,,N\n"
        "4,007,04/05/2019,,N\n"
        "4,008,02/05/2019,,N\n"
        "5,008,02/05/2019,01/05/2019,N\n"
        "6,999,01/05/2019,,N\n"
        "1,007,01/05/2019,,N\n"
        "7,008,2019-13-01,,N\n",
    )
    assert extract.tables.plans.plan.tolist() == ["1"]
    assert extract.set_aside == 7
    assert reasons(extract) == {
        ("ssd_cp_plans.csv", 3, "cppl_cp_plan_start_date", "not a date in the form dd/mm/yyyy"),
        ("ssd_cp_plans.csv", 10, "cppl_cp_plan_start_date", "not a date in the form dd/mm/yyyy"),
        ("ssd_cp_plans.csv", 4, "cppl_person_id", "blank, and a value is needed"),
        ("ssd_cp_plans.csv", 5, "cppl_person_id", "records of one key say different things"),
        ("ssd_cp_plans.csv", 6, "cppl_person_id", "records of one key say different things"),
        ("ssd_cp_plans.csv", 7, "cppl_cp_plan_end_date", "earlier than 'cppl_cp_plan_start_date'"),
        ("ssd_cp_plans.csv", 8, "cppl_person_id", "the child is not in the table of children"),
        ("ssd_cp_plans.csv", 9, "cppl_cp_plan_id", "this record is in the file twice"),
    }


def test_messages_name_the_place_and_quote_no_value(folder):
    lines = plans(folder, "2,007,99/99/2019,,N\n").faults.astype("str").agg(" ".join, axis=1).tolist()
    assert lines == [
        "ssd_cp_plans.csv 2 cppl_cp_plan_start_date not a date in the form dd/mm/yyyy Record set aside. 1"
    ]


def test_unknown_code_in_an_optional_column_is_emptied_and_told(folder):
    extract = plans(folder, "1,007,01/05/2019,,maybe\n")
    assert extract.tables.plans.temporary.isna().all() and extract.set_aside == 0
    assert extract.faults.outcome.tolist() == ["The value is taken as not known."]


def test_absent_table_is_not_available(folder):
    assert not plans(folder, "").tables.has("care")


def test_absent_optional_column_is_noted(folder):
    (folder / "ssd_cp_plans.csv").write_text(
        "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\n1,007,01/05/2019,\n",
        encoding="utf-8",
    )
    extract = intake.read(str(folder))
    assert "temporary" in extract.tables.absent_columns() and "plans: temporary" in extract.notes[1]


def test_misspelt_column_is_told_with_the_nearest(folder):
    (folder / "ssd_cp_plans.csv").write_text(PLANS.replace("plan_end_date", "plan_end_dat"), encoding="utf-8")
    with pytest.raises(
        Problems,
        match=(
            r"ssd_cp_plans\.csv: there is no column 'cppl_cp_plan_end_date'\. Did you mean "
            r"'cppl_cp_plan_end_dat'"
        ),
    ):
        intake.read(str(folder))


def test_broken_csv_is_told_by_line_without_its_content(folder):
    with pytest.raises(Problems) as refused:
        plans(folder, "1,007,01/05/2019,,N,secret,secret\n")
    assert "ssd_cp_plans.csv: line 2 has more values than there are columns" in str(
        refused.value
    ) and "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("1,007,01/05/2019\n", "line 2 has fewer values"),
        ('1,007,"01/05/2019,,N\n', "breaks off inside a quoted value"),
    ],
)
def test_file_that_breaks_off_is_told(folder, rows, message):
    with pytest.raises(Problems, match=message):
        plans(folder, rows)


def test_a_file_of_another_encoding_is_read_and_told(folder):
    for encoding, name in (("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")):
        text = PERSON + "007,F,WBRI,03/04/2006\n008,M,,31/12/2010\né,M,,31/12/2010\n"
        (folder / "ssd_person.csv").write_bytes(text.encode(encoding))
        extract = intake.read(str(folder))
        assert extract.tables.children.child.tolist() == ["007", "008", "é"]
        assert {(fault.file, fault.reason) for fault in extract.faults.itertuples()} == {
            ("ssd_person.csv", f"text of {name} and not of UTF-8; read so")
        }


def test_empty_file_and_byte_order_mark(folder):
    (folder / "ssd_person.csv").write_text("\ufeff" + PERSON + "007,F,WBRI,03/04/2006\n", encoding="utf-8")
    (folder / "ssd_cp_plans.csv").write_text("", encoding="utf-8")
    extract = intake.read(str(folder))
    assert len(extract.tables.children) == 1 and not extract.tables.has("plans")
    assert ("ssd_cp_plans.csv", "an empty file", "Not read.") in {
        (fault.file, fault.reason, fault.outcome) for fault in extract.faults.itertuples()
    }


@pytest.mark.parametrize(
    ("files", "message"),
    [({}, "holds no CSV file"), ({"x.csv": "a,b\n1,2\n"}, "none of its 1 files or sheets has the columns")],
)
def test_folder_that_is_no_extract_is_told(tmp_path, files, message):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(WrongUse, match=message):
        intake.read(str(tmp_path))


def test_nothing_there_and_a_file_of_another_kind(tmp_path):
    with pytest.raises(WrongUse, match="no such file or folder"):
        intake.read(str(tmp_path / "gone"))
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    with pytest.raises(WrongUse, match="not a workbook, an SQLite database"):
        intake.read(str(tmp_path / "x.pdf"))


def test_database_reads_as_the_folder_does(folder, tmp_path):
    from_folder = plans(folder, "1,007,01/05/2019,02/06/2019,N\n")
    path = tmp_path / "ssd.sqlite"
    with sqlite3.connect(path) as database:
        database.execute(
            "create table ssd_person (pers_person_id text, pers_sex text, pers_ethnicity text, pers_dob text)"
        )
        database.executemany(
            "insert into ssd_person values (?,?,?,?)",
            [("007", "F", "WBRI", "2006-04-03"), ("008", "M", None, "2010-12-31 00:00:00")],
        )
        database.execute(
            "create table ssd_cp_plans (cppl_cp_plan_id text, cppl_person_id text, cppl_cp_plan_start_date "
            "text, cppl_cp_plan_end_date text, cppl_cp_plan_ola text)"
        )
        database.execute("insert into ssd_cp_plans values ('1','007','2019-05-01','2019-06-02','N')")
    from_database = intake.read(str(path))
    assert from_database.tables.plans.equals(
        from_folder.tables.plans
    ) and from_database.tables.children.equals(from_folder.tables.children)
    assert from_database.set_aside == 0


def test_database_that_does_not_answer_is_told_without_its_address():
    with pytest.raises(Problem, match=r"driver|no database server answers") as refused:
        intake.read("postgresql://user:secret@127.0.0.1:1/none")
    assert "secret" not in str(refused.value)


@pytest.fixture
def returns(tmp_path):
    """Two years of returns under unlike names, the second telling how the first's open episode ended."""
    (tmp_path / "SSDA903_2018_header.csv").write_text(
        "\ufeff" + HEADER + "0A1,1,01/02/2008,WBRI,,,\n0A2,2,01/02/2009,WBRI,,,\n0A3,2,01/02/2009,WBRI,,,\n",
        encoding="utf-8",
    )
    (tmp_path / "SSDA903_2018_episodes.csv").write_text(
        EPISODES + "0A1,05/04/2018,S,V2,N1,U4,PR1,,X1,,,AA1,\n"
        "0A2,05/05/2018,S,V2,N1,U4,PR1,01/03/2019,E4A,,,BB1,\n"
        "0A3,06/06/2018,S,V2,N1,U4,PR1,,,,,CC1,\n",
        encoding="utf-8",
    )
    (tmp_path / "2019-hdr.csv").write_text(HEADER + "0A1,1,01/02/2008,WBRI,,,\n", encoding="utf-8")
    (tmp_path / "2019-eps.csv").write_text(
        EPISODES
        + "0A1,05/04/2018,S,V2,N1,U4,PR1,07/07/2019,X1,,,AA1,\n0A1,07/07/2019,P,V2,N1,K2,PR4,,,,,DD1,\n",
        encoding="utf-8",
    )
    return tmp_path


def test_returns_are_joined_and_the_latest_account_counts(returns):
    extract = intake.read(str(returns))
    care = extract.tables.care.set_index(["child", "started"])
    assert str(care.ended["0A1", "2018-04-05"].date()) == "2019-07-07"
    assert str(extract.extract_date) == "2020-03-31" and str(extract.history_from) == "2018-04-01"
    assert extract.tables.children.sex.tolist() == ["F", "F", "M"]


def test_episode_lost_between_returns_ends_there_and_is_told(returns):
    extract = intake.read(str(returns))
    care = extract.tables.care.set_index("child")
    assert str(care.ended["0A3"].date()) == "2019-04-01"
    assert (
        "SSDA903_2018_episodes.csv",
        4,
        "DEC",
        "open at the end of its return and not in the next; taken to have ended on 1 April between them",
    ) in reasons(extract)


def test_overlapping_episodes_lose_nobodys_time_in_care(returns):
    with (returns / "2019-eps.csv").open("a", encoding="utf-8") as opened:
        opened.write(
            "0A1,01/07/2019,P,V2,N1,K2,PR4,,,,,DD1,\n0A1,05/06/2019,P,V2,N1,K2,PR4,10/06/2019,X1,,,DD1,\n"
        )
    extract = intake.read(str(returns))
    assert ("2019-eps.csv", 5, "DECOM", "lies within another episode of the child") in reasons(extract)
    assert (
        "2019-eps.csv",
        2,
        "DEC",
        "overlaps the child's next episode; taken to have ended when that began",
    ) in reasons(extract)
    care = extract.tables.care[extract.tables.care.child == "0A1"]
    care = care.sort_values("started")
    assert care.started.dt.strftime("%d/%m/%Y").tolist() == ["05/04/2018", "01/07/2019", "07/07/2019"]
    assert care.ended.dt.strftime("%d/%m/%Y").fillna("-").tolist() == ["01/07/2019", "07/07/2019", "-"]


def test_care_before_birth_is_told_and_not_counted(returns):
    (returns / "2019-hdr.csv").write_text(HEADER + "0A1,1,01/02/2018,WBRI,,,\n", encoding="utf-8")
    (returns / "2019-eps.csv").write_text(
        EPISODES
        + "0A1,01/01/2018,S,V2,N1,U4,PR1,07/07/2019,X1,,,AA1,\n0A1,07/07/2019,P,V2,N1,K2,PR4,,,,,DD1,\n",
        encoding="utf-8",
    )
    assert ("2019-eps.csv", 2, "DECOM", "before the child was born") in reasons(intake.read(str(returns)))


OUTCOMES = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
)
BIRTHDAYS = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n"


def added(returns, **files):
    """The two years of returns with further files of theirs: table_year="rows"."""
    columns = {"oc2": OUTCOMES, "oc3": BIRTHDAYS, "uasc": "CHILD,SEX,DOB,DUC\n"}
    for name, rows in files.items():
        table, year = name.split("_")
        (returns / f"{year}-{table}.csv").write_text(columns[table] + rows, encoding="utf-8")
    return intake.read(str(returns))


def test_yearly_flags_become_yes_and_no_at_the_returns_31_march(returns):
    extract = added(
        returns,
        oc2_2018="0A1,01/02/2008,17,,1,0,0,1.0,0.0,,,\n0A2,01/02/2009,,SDQ2,0,0,1,0,2,1,,\n",
        oc2_2019="0A1,01/02/2008,,SDQ4,0.0,0,1,0,1,0,,\n",
    )
    outcomes = extract.tables.yearly_outcomes.set_index(["child", "on"])
    flags = ["convicted", "immunised", "dental_check", "health_assessment", "substance_misuse"]
    assert outcomes.loc[("0A1", "2019-03-31"), flags].fillna("-").tolist() == ["Y", "N", "Y", "N", "-"]
    assert outcomes.loc[("0A1", "2020-03-31"), flags].tolist() == ["N", "Y", "N", "Y", "N"]
    assert outcomes.loc[("0A2", "2019-03-31"), flags].fillna("-").tolist() == ["N", "Y", "N", "-", "Y"]
    assert (outcomes.score["0A1", "2019-03-31"], outcomes.reason["0A1", "2020-03-31"], len(outcomes)) == (
        17,
        "SDQ4",
        3,
    )
    assert reasons(extract) >= {
        ("2018-oc2.csv", 3, "HEALTH_ASSESSMENT", "not one of the codes known for 'yearly_outcomes'")
    }


def test_care_leavers_are_told_at_the_birthday_in_the_returns_year(returns):
    extract = added(
        returns,
        oc3_2018="0A1,01/04/1999,YES,F1,B1\n0B9,29/02/2000,NO,G5,S2\n",
        oc3_2019="0A1,01/02/1999,YES,F2,Z1\n0B9,29/02/2000,YES,P2,U1\n0B8,31/03/1998,YES,0,R1\n",
    )
    birthdays = extract.tables.birthdays
    days = {(child, f"{day:%d/%m/%Y}") for child, day in zip(birthdays.child, birthdays.on)}
    assert days == {
        ("0A1", "01/04/2018"),
        ("0A1", "01/02/2020"),
        ("0B9", "01/03/2019"),
        ("0B9", "29/02/2020"),
        ("0B8", "31/03/2020"),
    }
    assert extract.set_aside == 0
    children = extract.tables.children.set_index("child")
    assert f"{children.born['0B9']:%d/%m/%Y}" == "29/02/2000" and children.sex.isna()["0B9"]


def test_codes_of_care_leavers_that_nobody_knows_are_emptied_and_told(returns):
    extract = added(returns, oc3_2019="0A1,01/02/1999,SECRET,F9,S1\n")
    assert (
        extract.tables.birthdays[["in_touch", "activity", "accommodation"]].isna().all(axis=None)
        and extract.set_aside == 0
    )
    listed = {fault for fault in reasons(extract) if fault[0] == "2019-oc3.csv"}
    assert listed == {
        ("2019-oc3.csv", 2, column, "not one of the codes known for 'birthdays'")
        for column in ("IN_TOUCH", "ACTIV", "ACCOM")
    }
    assert "SECRET" not in extract.faults.to_string()


def test_a_child_in_the_table_of_unaccompanied_children_is_one_until_the_day_told(returns):
    extract = added(
        returns,
        uasc_2018="0A1,1,01/02/2008,\n0A2,2,01/02/2009,05/06/2018\n",
        uasc_2019="0A1,1,01/02/2008,31/12/2019\n0B9,1,01/02/2008,\n",
    )
    status = extract.tables.immigration
    assert set(status.status) == {"Unaccompanied asylum seeking child"}
    assert {
        (child, "" if day is pandas.NaT else f"{day:%d/%m/%Y}")
        for child, day in zip(status.child, status.ended)
    } == {("0A1", "31/12/2019"), ("0A2", "05/06/2018")}
    assert ("2019-uasc.csv", 3, "CHILD", "the child is not in the table of children") in reasons(extract)


def test_children_and_episodes_of_two_years_are_joined(returns):
    extract = intake.read(str(returns))
    assert extract.tables.children.child.tolist() == ["0A2", "0A3", "0A1"]
    assert extract.tables.care.groupby("child").size().to_dict() == {"0A1": 2, "0A2": 1, "0A3": 1}
    assert extract.notes == [
        "SSDA903 returns for the years ending 31 March 2019 to 2020. They hold no referrals, protection, "
        "visits, teams or areas."
    ]


def test_a_code_out_of_its_collection_years_is_told_and_the_record_kept(tmp_path):
    (tmp_path / "header.csv").write_text(
        HEADER + "".join(f"0A{number},1,01/02/2008,WBRI,,,\n" for number in range(1, 6)), encoding="utf-8"
    )
    rows = [
        "0A1,01/05/2025,S,C2,N1,H5,PR4,,,,,AA1,",
        "0A2,01/05/2019,S,C2,N1,K3,PR4,01/06/2019,E8,,,BB1,",
        "0A3,31/03/2024,S,C2,N1,H5,PR4,,,,,CC1,",
        "0A4,01/05/2019,S,C2,N1,K3,PR4,,,,,DD1,",
        "0A5,01/04/2025,S,C2,N1,P2,PR4,,,,,EE1,",
    ]
    (tmp_path / "episodes.csv").write_text(EPISODES + "\n".join(rows) + "\n", encoding="utf-8")
    extract = intake.read(str(tmp_path))
    reason = "the code was not in use in the episode's collection years"
    assert {fault for fault in reasons(extract) if fault[3] == reason} == {
        ("episodes.csv", row, "PLACE", reason) for row in (2, 3, 6)
    }
    assert (
        extract.tables.care.placement_type.tolist() == ["H5", "K3", "H5", "K3", "P2"]
        and extract.set_aside == 0
    )


@pytest.mark.parametrize(
    ("file", "columns", "rows", "kept", "faults"),
    [
        (
            "ssd_cin_plans.csv",
            "cinp_cin_plan_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date,"
            "cinp_cin_plan_team",
            ["1,007,01/05/2019,,T1", "2,008,SECRET,,T1", "3,007,02/05/2019,01/05/2019,T1"],
            "need_plans",
            {
                ("ssd_cin_plans.csv", 3, "cinp_cin_plan_start_date", "not a date in the form dd/mm/yyyy"),
                ("ssd_cin_plans.csv", 4, "cinp_cin_plan_end_date", "earlier than 'cinp_cin_plan_start_date'"),
            },
        ),
        (
            "siblings.csv",
            "person_id,group",
            ["007,G1", "SECRET,G1", "008,", "SECRET2,SECRET", "007,G1"],
            "siblings",
            {
                ("siblings.csv", 3, "person_id", "the child is not in the table of children"),
                ("siblings.csv", 5, "person_id", "the child is not in the table of children"),
                ("siblings.csv", 4, "group", "blank, and a value is needed"),
                ("siblings.csv", 6, "person_id", "this record is in the file twice"),
            },
        ),
    ],
)
def test_faulty_rows_of_other_tables_are_set_aside_and_no_value_is_quoted(
    folder, file, columns, rows, kept, faults
):
    (folder / file).write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    extract = intake.read(str(folder))
    assert len(getattr(extract.tables, kept)) == 1 and reasons(extract) == faults
    assert set(extract.faults.outcome) <= {"Record set aside.", "It is counted once."}
    assert "SECRET" not in extract.faults.to_string()
