import pandas
from support.counties import AREAS, TEAMS, tables

from careboard.figures.allocation import allocated
from careboard.indicators import cases as indicator_cases


def cases(*rows):
    frame = pandas.DataFrame(rows, columns=["child", "on", "team"])
    return frame.assign(on=pandas.to_datetime(frame.on), met=True, value=float("nan"), weight=1.0)


CHILDREN = [{"child": "A", "sex": "F", "ethnicity": "APKN", "born": "2009-10-20"}, {"child": "B", "born": ""}]


def test_a_case_belongs_to_its_teams_area_at_the_time():
    found = allocated(
        cases(("A", "2019-10-14", "T2"), ("A", "2019-10-15", "T2"), ("A", "2019-10-15", "T1")),
        tables(children=CHILDREN, teams=TEAMS),
        AREAS,
    )
    assert found.leaf.tolist() == ["pell", "sand", "lorn"]
    assert found.team.tolist() == ["Pell duty", "Pell duty", "Lorn duty"]


def test_without_a_team_of_its_own_the_allocated_workers_team_counts_and_the_reviewing_officers_does_not():
    involvements = [
        {
            "involvement": "1",
            "child": "A",
            "worker": "W",
            "role": "Social worker",
            "team": "T1",
            "started": "2019-01-01",
            "ended": "2019-10-31",
        },
        {
            "involvement": "2",
            "child": "A",
            "worker": "R",
            "role": "Independent reviewing officer",
            "team": "T2",
            "started": "2019-02-01",
        },
    ]
    rows = cases(("A", "2019-10-30", None), ("A", "2019-10-31", None)).drop(columns="team")
    assert allocated(
        rows, tables(children=CHILDREN, teams=TEAMS, involvements=involvements), AREAS
    ).leaf.tolist() == ["lorn", "unallocated"]


def test_else_the_home_district_at_the_time_else_unallocated():
    homes = [
        {"child": "A", "area": "sand", "started": "", "ended": "2019-06-01"},
        {"child": "A", "area": "pell", "started": "2019-06-01"},
    ]
    rows = cases(("A", "2019-05-31", None), ("A", "2019-06-01", None), ("B", "2019-06-01", None))
    assert allocated(rows, tables(children=CHILDREN, home_districts=homes), AREAS).leaf.tolist() == [
        "sand",
        "pell",
        "unallocated",
    ]


def test_age_sex_and_ethnic_group_are_as_at_the_case():
    found = allocated(
        cases(
            ("A", "2019-10-19", None),
            ("A", "2019-10-20", None),
            ("B", "2019-10-20", None),
            ("C", "2019-10-20", None),
        ),
        tables(children=CHILDREN),
        AREAS,
    )
    assert found.age.tolist() == ["5 to 9", "10 to 15", "Not known", "Not known"]
    assert found.sex.tolist() == ["Female", "Female", "Not known", "Not known"]
    assert found.ethnicity.tolist() == ["Asian", "Asian", "Not known", "Not known"]


def test_a_case_whose_own_team_is_blank_goes_to_the_allocated_workers_team():
    involvements = [
        {
            "involvement": "1",
            "child": "A",
            "worker": "W",
            "role": "Social worker",
            "team": "T1",
            "started": "2019-01-01",
        }
    ]
    found = allocated(
        cases(("A", "2019-10-20", "T2"), ("A", "2019-10-20", None)),
        tables(children=CHILDREN, teams=TEAMS, involvements=involvements),
        AREAS,
    )
    assert found.leaf.tolist() == ["sand", "lorn"]


def test_what_ended_belongs_to_who_held_it_the_day_before():
    involvements = [
        {
            "involvement": "1",
            "child": "A",
            "worker": "W",
            "role": "Social worker",
            "team": "T1",
            "started": "2019-01-01",
            "ended": "2019-10-20",
        }
    ]
    ends = pandas.DataFrame({"child": ["A"], "left": pandas.to_datetime(["2019-10-20"])})
    held = tables(children=CHILDREN, teams=TEAMS, involvements=involvements)
    assert allocated(indicator_cases(ends, on="left", ended=True), held, AREAS).leaf.tolist() == ["lorn"]
    assert allocated(indicator_cases(ends, on="left"), held, AREAS).leaf.tolist() == ["unallocated"]


def test_a_worker_without_a_team_is_not_taken_for_the_child_of_the_same_id():
    held = {"involvement": "1", "child": "A", "worker": "W", "role": "Social worker", "team": "T1"}
    homes = [{"child": "A", "area": "sand", "started": "2019-01-01"}]
    extract = tables(
        children=CHILDREN,
        teams=TEAMS,
        involvements=[held | {"started": "2019-01-01"}],
        home_districts=homes,
    )
    workers = pandas.DataFrame({"worker": ["A", "B"], "team": [None, "T2"]})
    staff = indicator_cases(workers, on=pandas.Timestamp("2019-10-31"), who="worker")
    found = allocated(staff, extract, AREAS)
    assert found.leaf.tolist() == ["unallocated", "sand"]
    assert set(found.age) == set(found.sex) == {"Not known"}
    child = indicator_cases(workers.rename(columns={"worker": "child"}), on=pandas.Timestamp("2019-10-31"))
    assert allocated(child, extract, AREAS).leaf.tolist()[0] == "lorn"
