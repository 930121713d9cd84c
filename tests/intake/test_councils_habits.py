"""Mistakes and habits that councils report of their extracts, each small enough to count by eye."""

import sqlite3
from datetime import date

import pytest
from support.counties import point
from support.habits import EPISODES, HEADER, RETURN, SSD, written

from careboard import intake
from careboard.edition.compose import Composer
from careboard.errors import Problem
from careboard.intake.source import ChosenSource
from careboard.params import load
from careboard.params.models import Source
from careboard.paths import PARAMS

PARAMETERS = load.read(PARAMS)


def figure(source, ident="looked_after", period="2020-03"):
    """A figure of the whole authority: numerator, denominator, state; and the extract."""
    extract = intake.read(str(source))
    composer = Composer(PARAMETERS, ChosenSource("", "", Source(path="")), extract, "internal", "")
    found = composer.counting().count([composer.definitions[ident]], [point(period)])
    row = found[
        (found.area == "county") & (found.breakdown == "total") & (found.window == found.window.iloc[0])
    ]
    return (row.numerator.iloc[0], row.denominator.iloc[0], str(row.state.iloc[0])), extract


def told(extract, words):
    return any(words in fault.reason for fault in extract.faults.itertuples()) or any(
        words in note for note in extract.notes
    )


def test_the_clean_extracts_have_the_figures_counted_by_eye(tmp_path):
    found, extract = figure(written(tmp_path / "ssd", SSD))
    assert found[0] == 2 and extract.faults.empty
    found, extract = figure(written(tmp_path / "903", RETURN))
    assert found[0] == 4 and extract.faults.empty


@pytest.mark.parametrize("blank", ["01/01/1900", "31/12/9999", "NULL", "NaN", "N/A", "9999-12-31 00:00:00"])
def test_an_end_that_stands_for_none_is_none(blank, tmp_path):
    episodes = SSD["ssd_cla_episodes"].replace(",S,,", f",S,{blank},")
    found, extract = figure(written(tmp_path, SSD | {"ssd_cla_episodes": episodes}))
    assert found[0] == 2 and told(extract, "read as blank")


def test_an_end_far_ahead_holds_and_is_told(tmp_path):
    episodes = SSD["ssd_cla_episodes"].replace(",S,,", ",S,31/12/2099,")
    found, extract = figure(written(tmp_path, SSD | {"ssd_cla_episodes": episodes}))
    assert found[0] == 2 and told(extract, "ends after the extract was drawn")


@pytest.mark.parametrize("first", [True, False])
def test_a_person_who_stands_twice_is_joined_whatever_the_order(first, tmp_path):
    bare = "03,M,,\n"
    heads, rows = SSD["ssd_person"].split("\n", 1)
    persons = heads + "\n" + (bare + rows if first else rows + bare)
    found, extract = figure(written(tmp_path, SSD | {"ssd_person": persons}))
    assert found[0] == 2 and told(extract, "what both say is joined")
    child = extract.tables.children.set_index("child").loc["03"]
    assert child.born.date() == date(2010, 2, 1) and child.ethnicity == "WBRI"


def test_two_sexes_of_one_person_are_none(tmp_path):
    persons = SSD["ssd_person"] + "03,F,WBRI,01/02/2010\n"
    _, extract = figure(written(tmp_path, SSD | {"ssd_person": persons}))
    assert extract.tables.children.set_index("child").sex.isna()["03"]
    assert told(extract, "records of one key say different things")


@pytest.mark.parametrize(
    "heads", ["CHILD,GENDER,DOB,ETHNIC", "child,sex,dob,ethnic", " Child , SEX,DoB,Ethnic "]
)
def test_headings_of_other_years_and_letters(heads, tmp_path):
    header = RETURN["2020/header"].replace("CHILD,SEX,DOB,ETHNIC", heads)
    found, extract = figure(written(tmp_path, RETURN | {"2020/header": header}))
    assert found[0] == 4 and told(extract, "head")


@pytest.mark.parametrize(
    ("text", "state"),
    [("", "not_available"), ("\n\n\n", "not_available"), ("CHILD,DOB,MISSING,MIS_START,MIS_END\n", "shown")],
)
def test_a_blank_file_is_named_and_an_empty_return_is_nought(text, state, tmp_path):
    found, extract = figure(written(tmp_path, RETURN | {"2020/missing": text}), "children_missing")
    assert found[2] == state and (state != "shown" or found[:2] == (0, 4))
    assert (extract.faults.file == "2020/missing.csv").any()


def test_an_empty_year_beside_a_full_one_is_told(tmp_path):
    empty = {"2019/header": HEADER, "2019/episodes": EPISODES}
    found, extract = figure(written(tmp_path / "two", RETURN | empty))
    assert found[0] == 4 and (extract.faults.file == "2019/episodes.csv").any()
    with pytest.raises(Problem, match="no child looked after in any return"):
        intake.read(str(written(tmp_path / "one", empty)))


def test_rows_of_commas_from_a_spreadsheet_are_left_out(tmp_path):
    episodes = RETURN["2020/episodes"] + "," * 12 + "\n" + "," * 12 + "\n"
    found, extract = figure(written(tmp_path, RETURN | {"2020/episodes": episodes}))
    assert found[0] == 4 and told(extract, "empty rows; left out")


def test_ids_with_a_point_and_a_nought_are_one_with_those_without(tmp_path):
    header = RETURN["2020/header"].replace(",1,", ".0,1,").replace(",2,", ".0,2,")
    found, extract = figure(written(tmp_path, RETURN | {"2020/header": header}))
    assert found[0] == 4 and told(extract, ".0 behind")


def test_ids_without_their_noughts_are_one_with_those_that_have_them(tmp_path):
    found, extract = figure(
        written(tmp_path / "ssd", SSD | {"ssd_legal_status": SSD["ssd_legal_status"].replace("\n0", "\n")})
    )
    assert found[0] == 2 and told(extract, "noughts in front")
    header = RETURN["2020/header"].replace("\n00", "\n")
    found, extract = figure(written(tmp_path / "903", RETURN | {"2020/header": header}))
    assert found[0] == 4 and told(extract, "noughts in front")


def test_ids_that_would_become_one_stop_the_reading(tmp_path):
    persons = SSD["ssd_person"] + "1,F,WBRI,01/02/2008\n"
    legal = SSD["ssd_legal_status"].replace("\n01", "\n001")
    with pytest.raises(Problem, match="two ids would be one"):
        intake.read(str(written(tmp_path, SSD | {"ssd_person": persons, "ssd_legal_status": legal})))


def test_a_worker_listed_again_for_an_older_referral_holds_the_child_once(tmp_path):
    staff = {
        "workforce": (
            "worker_id,role,team_id,start,end,fte,agency,holds_cases\n"
            "W1,Social worker,T1,01/01/2018,,1.0,N,Y\n"
        ),
        "ssd_involvements": (
            "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
            "invo_professional_team,invo_involvement_start_date,invo_involvement_end_date\n"
            "I1,01,W1,Social worker,T1,01/05/2019,\nI2,01,W1,Social worker,T1,01/05/2017,\n"
            "I3,02,W1,Social worker,T1,01/05/2019,\n"
        ),
    }
    assert figure(written(tmp_path, SSD | staff), "social_worker_caseload")[0][:2] == (2, 1)


def test_the_immigration_status_that_began_last_holds(tmp_path):
    statuses = (
        "immi_person_id,immi_immigration_status,immi_immigration_status_start_date,"
        "immi_immigration_status_end_date\n"
        "02,Refugee,01/08/2019,\n02,Unaccompanied asylum seeking child,01/06/2018,\n"
        "01,Unaccompanied asylum seeking child,01/05/2018,\n"
    )
    found, extract = figure(
        written(tmp_path, SSD | {"ssd_immigration_status": statuses}), "unaccompanied_children"
    )
    assert found[0] == 1 and told(extract, "next status began")


def test_a_value_with_commas_and_marks_that_is_not_quoted_is_named_by_line(tmp_path):
    enquiries = 's47e_s47_enquiry_id,s47e_person_id,s47e_s47_outcome_json\n1,01,{"a": 1, "b": 2}\n'
    with pytest.raises(
        Problem, match=r"ssd_s47_enquiry\.csv, line 2: a value with commas and quotation marks"
    ):
        intake.read(str(written(tmp_path, SSD | {"ssd_s47_enquiry": enquiries})))


def test_names_of_tables_with_a_schema_in_capitals_or_as_temporary_tables(tmp_path):
    big = {name.upper(): text for name, text in SSD.items()}
    assert figure(written(tmp_path / "big", big, ".CSV"))[0][0] == 2
    schema = {f"ssd_development.{name}": text for name, text in SSD.items()}
    assert figure(written(tmp_path / "schema", schema))[0][0] == 2
    with pytest.raises(Problem, match=r"Name the file ssd_person\.csv"):
        intake.read(str(written(tmp_path / "hash", {f"#{name}": text for name, text in SSD.items()})))


def test_views_are_read_like_tables(tmp_path):
    with sqlite3.connect(tmp_path / "views.sqlite") as database:
        for name, text in SSD.items():
            heads, *rows = [line.split(",") for line in text.strip().split("\n")]
            database.execute(f"create table {name}_table ({', '.join(heads)})")
            marks = ", ".join("?" * len(heads))
            database.executemany(f"insert into {name}_table values ({marks})", rows)
            database.execute(f"create view {name} as select * from {name}_table")
    assert figure(tmp_path / "views.sqlite")[0][0] == 2


def test_the_later_return_holds_and_a_mistyped_start_moves_no_year(tmp_path):
    earlier = EPISODES + "".join(f"00{n},05/0{n + 3}/2018,S,C2,N1,U4,PR1,,,,,AA{n},\n" for n in range(1, 5))
    later = EPISODES + (
        "001,05/04/2018,S,C2,N1,U4,PR1,01/06/2019,E4A,,,AA1,\n"
        "002,05/05/2018,S,C2,N1,U4,PR1,01/07/2019,E4A,,,AA2,\n"
        "003,05/06/2018,S,C2,N1,U4,PR1,,,,,AA3,\n"
        "004,15/08/2109,S,C2,N1,U4,PR1,,,,,AA4,\n"
    )
    both = {"2019/header": RETURN["2020/header"], "2019/episodes": earlier, "2020/episodes": later}
    found, extract = figure(written(tmp_path, RETURN | both))
    assert found[0] == 1 and extract.extract_date == date(2020, 3, 31)
    assert figure(tmp_path, period="2019-03")[0][0] == 4
    assert told(extract, "not a date") or told(extract, "a day before")


def test_an_address_of_an_sqlite_file_that_is_not_there_makes_none(tmp_path):
    with pytest.raises(Problem, match="no such database file"):
        intake.read(f"sqlite:///{tmp_path / 'gone.sqlite'}")
    assert list(tmp_path.iterdir()) == []


def test_a_team_that_the_table_of_teams_does_not_know_is_told(tmp_path):
    tables = {
        "teams": "team_id,team,area,from,to\nT1,First,north,,\n",
        "ssd_cin_episodes": (
            "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,cine_referral_team\n"
            "R1,01,01/05/2019,,T1\nR2,02,01/05/2019,,T9\nR3,03,01/05/2019,,\nR4,03,01/06/2019,,T8\n"
        ),
    }
    faults = intake.read(str(written(tmp_path, SSD | tables))).faults
    (found,) = faults[faults.column == "cine_referral_team"].itertuples()
    assert (found.reason, found.records) == ("the team is not in the table of teams", 2)


def test_a_day_above_12_without_its_nought_says_that_days_come_first(tmp_path):
    persons = SSD["ssd_person"].replace("01/02/2008", "13/5/2008").replace("01/02/2009", "5/13/2009")
    persons += "04,F,WBRI,14/5/2008\n"
    _, extract = figure(written(tmp_path, SSD | {"ssd_person": persons}))
    assert told(extract, "the month stands before the day")


def test_two_mistyped_starts_move_no_year_where_most_ends_tell_it(tmp_path):
    header = HEADER + "".join(f"{n},1,01/02/2008,WBRI,,,\n" for n in range(30))
    rows = [f"{n},05/05/2018,S,C2,N1,U4,PR1,{'01/06/2019,E4A' if n < 20 else ','},,,A,\n" for n in range(30)]
    rows[28:] = [row.replace("05/05/2018", "05/05/2029") for row in rows[28:]]
    found, extract = figure(
        written(tmp_path, {"r/header": header, "r/episodes": EPISODES + "".join(rows)}), period="2020-03"
    )
    assert extract.extract_date == date(2020, 3, 31) and found[0] == 8
    assert told(extract, "begins after the end of its return's year")
