"""The invented county is consistent with itself, the same each time, and carries the faults it says."""

import csv
import datetime
import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.recount import visits_due

from careboard.sample import county, faults
from careboard.sample.ssd_columns import LOCAL, SSD, SSDA903

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("ssd_cp_plans", "ssd_missing", "ssd_professionals")  # the last comes at the end of all chance


def read(folder, name):
    """The rows of a CSV file as dicts of texts."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def none(extract, sql):
    """The query finds nothing."""
    assert extract.execute(sql).fetchall()[:3] == []


def test_same_seed_same_bytes(sample_folder, tmp_path):
    """Another process, with another hash seed, writes the same bytes."""
    command = (
        "import sys, pathlib\nfrom careboard.sample import annex_a, build, files, ssd_columns\n"
        "tables, added, _ = build()\n"
        "for name in sys.argv[2:]:\n"
        "    path = pathlib.Path(sys.argv[1]) / f'{name}.csv'\n"
        "    files.write_csv(path, ssd_columns.columns(name), tables[name], added.get(name, ()))\n"
        "annex_a.Snapshots(tables).write(path.with_name('last.xlsx'), annex_a.SNAPSHOTS[-1])"
    )
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", command, str(tmp_path), *SMALL],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    print(f"The county was built in {time.perf_counter() - began:.1f} seconds.")
    for name in SMALL:
        first, second = (
            (folder / f"{name}.csv").read_bytes() for folder in (sample_folder / "ssd", tmp_path)
        )
        assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest(), name
    snapshot = sample_folder / "annex_a" / "annex_a_2019-10-31.xlsx"
    assert snapshot.read_bytes() == (tmp_path / "last.xlsx").read_bytes()


def test_every_table_has_its_columns(sample_folder):
    for name, columns in {**SSD, **LOCAL}.items():
        first = (sample_folder / "ssd" / f"{name}.csv").open(encoding="utf-8", newline="").readline()
        assert first == ",".join(columns.split()) + "\n"
    for year in range(2010, 2020):
        for name, columns in SSDA903.items():
            path = sample_folder / "ssda903" / str(year) / f"{name}.csv"
            assert path.open(encoding="utf-8").readline() == ",".join(columns.split()) + "\n"
        assert (sample_folder / "ssda903" / str(year) / "extract.csv").exists()


def test_marked_as_invented(sample_folder):
    assert read(sample_folder / "ssd", "extract") == [
        {"source": "fellshire_sample", "extract_date": "31/03/2020", "invented": "Y"}
    ]


def test_no_personal_names(extract):
    none(extract, "SELECT * FROM raw_ssd_person WHERE pers_forename IS NOT NULL OR pers_surname IS NOT NULL")
    none(extract, "SELECT * FROM ssd_professionals WHERE prof_professional_name IS NOT NULL")


def test_database_holds_the_same_rows(sample_folder):
    connection = sqlite3.connect(sample_folder / "ssd.sqlite")
    for name in {**SSD, **LOCAL}:
        lines = (sample_folder / "ssd" / f"{name}.csv").read_bytes().count(b"\n") - 1
        assert connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (lines,), name
    assert connection.execute("SELECT extract_date FROM extract").fetchone() == ("2020-03-31",)
    row = connection.execute("SELECT pers_forename, pers_dob FROM ssd_person LIMIT 1").fetchone()
    assert row[0] is None and datetime.date.fromisoformat(row[1])
    connection.close()


# children


@pytest.mark.parametrize(
    ("table", "person"),
    [
        ("ssd_cin_episodes", "cine_person_id"),
        ("ssd_cin_assessments", "cina_person_id"),
        ("ssd_cp_plans", "cppl_person_id"),
        ("ssd_cla_episodes", "clae_person_id"),
        ("ssd_cla_placement", "clap_person_id"),
        ("ssd_cla_health", "clah_person_id"),
        ("ssd_s47_enquiry", "s47e_person_id"),
        ("ssd_missing", "miss_person_id"),
    ],
)
def test_nothing_before_birth(extract, table, person):
    none(extract, f"SELECT x.* FROM {table} x JOIN ssd_person p ON pers_person_id = {person} WHERE x.b < p.b")


def test_nobody_looked_after_or_on_a_plan_at_18(extract):
    for table, person in (("ssd_cla_episodes", "clae_person_id"), ("ssd_cp_plans", "cppl_person_id")):
        none(
            extract,
            f"SELECT x.* FROM {table} x JOIN ssd_person p ON pers_person_id = {person} "
            f"WHERE coalesce(x.e, DATE '2020-03-31') > p.b + INTERVAL 18 YEAR",
        )


def test_one_open_case_a_child(extract):
    none(
        extract,
        "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY person ORDER BY b) AS next FROM referrals) "
        "WHERE next < coalesce(e, DATE '2999-01-01')",
    )


def test_one_open_plan_a_child(extract):
    none(
        extract,
        "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY cppl_person_id ORDER BY b) AS next "
        "FROM ssd_cp_plans) "
        "WHERE next < coalesce(e, DATE '2999-01-01')",
    )


@pytest.mark.parametrize(
    ("table", "person"), [("ssd_cp_plans", "cppl_person_id"), ("ssd_cla_episodes", "clae_person_id")]
)
def test_case_open_while_anything_is(extract, table, person):
    """Since April 2010; temporary plans of other authorities too."""
    none(
        extract,
        f"""SELECT x.* FROM {table} x WHERE coalesce(x.e, DATE '2999-01-01') > DATE '2010-06-01'
            AND NOT EXISTS (
        FROM referrals r WHERE r.person = {person} AND r.b <= x.b
        AND coalesce(r.e, DATE '2999-01-01') >= coalesce(x.e, DATE '2999-01-01'))""",
    )


def test_assessments_lie_within_their_case(extract):
    none(
        extract,
        """SELECT * FROM ssd_cin_assessments a JOIN ssd_cin_episodes c ON cina_referral_id = cine_referral_id
        WHERE a.b < c.b OR a.b > coalesce(c.e, DATE '2999-01-01')
          OR coalesce(a.e, DATE '2999-01-01') > coalesce(c.e, DATE '2999-01-01')
        OR cina_person_id <> cine_person_id""",
    )


def test_assessments_of_a_case_do_not_overlap(extract):
    none(
        extract,
        "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY cina_referral_id ORDER BY b) AS next "
        "FROM ssd_cin_assessments) WHERE next <= coalesce(e, DATE '2999-01-01')",
    )


# protection


def test_plans_follow_conferences_follow_enquiries_follow_referrals(extract):
    none(
        extract,
        """SELECT p.cppl_cp_plan_id FROM ssd_cp_plans p
            LEFT JOIN ssd_initial_cp_conference c ON cppl_icpc_id = icpc_icpc_id
        LEFT JOIN ssd_s47_enquiry q ON icpc_s47_enquiry_id = s47e_s47_enquiry_id
        LEFT JOIN ssd_cin_episodes r ON s47e_referral_id = cine_referral_id
        WHERE coalesce(cppl_cp_plan_ola, 'N') <> 'Y' AND (c.b IS NULL OR q.b IS NULL OR r.b IS NULL
        OR p.b < c.b OR c.b < q.b OR q.b < r.b OR icpc_person_id <> cppl_person_id)""",
    )


def test_most_conferences_within_15_working_days(extract):
    share = extract.execute("""SELECT avg((wd(q.b, c.b) <= 15)::INT) FROM ssd_initial_cp_conference c
        JOIN ssd_s47_enquiry q
        ON icpc_s47_enquiry_id = s47e_s47_enquiry_id WHERE c.b > DATE '2018-11-01'""").fetchone()[0]
    assert 0.75 <= share <= 0.95


@pytest.mark.parametrize(
    ("table", "plan"), [("ssd_cp_visits", "cppv_cp_plan_id"), ("ssd_cp_reviews", "cppr_cp_plan_id")]
)
def test_visits_and_reviews_within_their_plan(extract, table, plan):
    none(
        extract,
        f"SELECT * FROM {table} v JOIN ssd_cp_plans p ON {plan} = cppl_cp_plan_id "
        f"WHERE v.b < p.b OR v.b > coalesce(p.e, DATE '2020-03-31')",
    )


# care


def test_episodes_join_up(extract):
    none(
        extract,
        """SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY period ORDER BY b) AS next FROM episodes
        WHERE period NOT LIKE 'X%' AND id NOT LIKE 'X%') WHERE (rec = 'X1') <> (next IS NOT NULL)
          OR next <> e""",
    )


def test_placements_join_up(extract):
    none(
        extract,
        """SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY clap_cla_id ORDER BY b) AS next
            FROM ssd_cla_placement
        WHERE clap_cla_placement_id NOT LIKE 'X%') WHERE next <> coalesce(e, DATE '2999-01-01')""",
    )


def test_some_children_stay_for_adoption_with_those_who_fostered_them(extract):
    """By code, address, reason and flag it is no move; some lie within the 25 months that are counted."""
    stayed = """FROM (SELECT *, lag(clap_cla_placement_postcode) OVER own AS address,
            lag(clap_cla_placement_type) OVER own AS type
        FROM ssd_cla_placement WHERE clap_cla_placement_id NOT LIKE 'X%'
        WINDOW own AS (PARTITION BY clap_cla_id ORDER BY b)) s
        JOIN episodes x ON x.placement = s.clap_cla_placement_id AND x.b = s.b
        JOIN ssd_permanence ON perm_cla_id = s.clap_cla_id
        WHERE s.clap_cla_placement_type IN ('A3', 'A5')"""
    lately = extract.execute(f"SELECT count(*) {stayed} AND s.e > DATE '2017-10-31'").fetchone()[0]
    assert lately >= 5
    none(
        extract,
        f"""SELECT s.* {stayed} AND NOT (address = clap_cla_placement_postcode AND type LIKE 'U%'
        AND rne IN ('T', 'U') AND perm_adopted_by_carer_flag = 'Y')""",
    )


def test_some_posts_ended_and_went_on_under_another_record(extract):
    """So that a post that ended, counted all the same, would be counted twice."""
    ended = extract.execute(
        """SELECT count(*) FROM posts p WHERE "to" IS NOT NULL AND EXISTS
        (FROM posts q WHERE q.team_id = p.team_id AND q.fte = p.fte AND q."from" = p."to")"""
    ).fetchone()[0]
    assert ended == extract.execute('SELECT count("to") FROM posts').fetchone()[0] >= 20


def test_episode_lies_within_its_placement(extract):
    none(
        extract,
        """SELECT * FROM episodes x JOIN ssd_cla_placement s ON clap_cla_placement_id = placement
            WHERE x.b < s.b
        OR coalesce(x.e, DATE '2999-01-01') > coalesce(s.e, DATE '2999-01-01')""",
    )


def test_periods_of_a_child_do_not_overlap(extract):
    none(
        extract,
        "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY person ORDER BY b) AS next FROM periods) "
        "WHERE next <= coalesce(e, DATE '2999-01-01')",
    )


def test_every_period_begins_with_s_and_ends_with_a_reason(extract):
    none(
        extract,
        "SELECT * FROM episodes JOIN periods USING (period) WHERE (rne = 'S') <> (episodes.b = periods.b) "
        "OR (rec IS NULL) <> (episodes.e IS NULL) OR ls IS NULL",
    )


@pytest.mark.parametrize(
    ("table", "period"), [("ssd_cla_visits", "clav_cla_id"), ("ssd_cla_reviews", "clar_cla_id")]
)
def test_visits_and_reviews_within_care(extract, table, period):
    none(
        extract,
        f"SELECT v.* FROM {table} v JOIN periods p ON p.period = {period} "
        f"WHERE v.b < p.b OR v.b > coalesce(p.e, DATE '2020-03-31')",
    )


def test_children_with_parents_are_under_a_care_order(extract):
    none(
        extract,
        "SELECT * FROM episodes x JOIN ssd_cla_placement ON clap_cla_placement_id = placement "
        "WHERE clap_cla_placement_type = 'P1' AND ls NOT IN ('C1', 'C2', 'E1')",
    )


def test_a_score_and_a_reason_exclude_each_other(extract):
    none(extract, "SELECT * FROM ssd_sdq_scores WHERE (csdq_sdq_score IS NULL) = (csdq_sdq_reason IS NULL)")


def test_spells_do_not_overlap(extract):
    none(
        extract,
        """SELECT * FROM (SELECT *, lead(t(miss_missing_episode_start_date)) OVER (PARTITION BY miss_person_id
        ORDER BY t(miss_missing_episode_start_date)) AS next FROM ssd_missing
          WHERE miss_table_id NOT LIKE 'X%')
        WHERE next <= coalesce(t(miss_missing_episode_end_date), TIMESTAMP '2999-01-01')""",
    )


def test_interviews_follow_the_return(extract):
    none(
        extract,
        """SELECT * FROM return_interviews JOIN ssd_missing ON missing_id = miss_table_id
        WHERE coalesce(t(offered), t(completed)) < t(miss_missing_episode_end_date)
          OR t(completed) < t(offered)""",
    )


# care leavers and staff


def test_leavers_segments_join_up(extract):
    none(
        extract,
        "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY person_id ORDER BY b) AS next FROM leavers) "
        "WHERE next <> coalesce(e, DATE '2999-01-01') OR b >= e OR contacted > b",
    )


def test_leavers_had_left_care(extract):
    none(
        extract,
        "SELECT * FROM leavers l WHERE NOT EXISTS (FROM periods p WHERE p.person = l.person_id "
        "AND p.e <= l.b "
        "AND p.e >= l.dob + INTERVAL 16 YEAR)",
    )


def test_suitable_agrees_with_the_code(extract):
    none(
        extract,
        (
            "SELECT * FROM leavers WHERE (suitable = 'Y') <> (accommodation[2] = '1') "
            "OR accommodation IN ('S1', 'X1')"
        ),
    )


def test_involvements_lie_within_the_workers_time(extract):
    none(
        extract,
        """SELECT * FROM ssd_involvements JOIN workforce ON worker_id = invo_professional_id
        WHERE invo_involvements_id NOT LIKE 'X%'
          AND (b < d(start) OR coalesce(e, DATE '2999-01-01') > coalesce(d("end"), DATE '2999-01-01')
        OR role <> invo_professional_role_id)""",
    )


def test_one_social_worker_a_case_at_a_time(extract):
    none(
        extract,
        """SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY invo_referral_id ORDER BY b) AS next
            FROM ssd_involvements
        WHERE invo_professional_role_id = 'Social worker' AND invo_involvements_id NOT LIKE 'X%')
        WHERE next < coalesce(e, DATE '2999-01-01')""",
    )


def test_teams_have_areas_and_the_reviewing_team_has_none(extract):
    teams = dict(extract.execute("SELECT team_id, area FROM teams").fetchall())
    assert len(teams) == 48 and len(set(teams.values())) == 12
    outside = extract.execute(
        "SELECT dept_team_id FROM ssd_department WHERE dept_team_id NOT IN (SELECT team_id FROM teams)"
    ).fetchall()
    assert len(outside) == 1 and outside[0][0] not in teams


def test_areas_differ(extract):
    rate = dict(
        extract.execute("""SELECT district, count(*) FROM plans JOIN home_districts h ON person_id = person
        WHERE b <= DATE '2019-10-31' AND (e IS NULL OR e > DATE '2019-10-31') AND h."to" IS NULL
          GROUP BY 1""").fetchall()
    )
    assert rate["brindleford"] / 20_100 > 2 * rate["rennick_vale"] / 11_700


def visits_fall_due(extract, on):
    """How many children are looked after, and how many are to be visited in the 14 days after the date.

    By the recount's rule.
    """
    rule, by_rule = visits_due(on).split("SELECT CASE", 1)
    days = by_rule.replace(f"END >= {on} AS met", "END AS due")
    return extract.execute(f"""SELECT count(*), count(*) FILTER (CAST(due AS DATE) > {on}
        AND CAST(due AS DATE) <= {on} + 14)
        FROM ({rule} SELECT CASE {days})""").fetchone()


@pytest.mark.parametrize(
    "on", ["2018-10-31", "2019-06-30", "2019-08-31", "2019-09-30", "2019-10-31", "2019-11-30", "2020-01-31"]
)
def test_visits_to_looked_after_children_fall_due_evenly(extract, on):
    """At the date shown, at which visits are arranged, as at any other."""
    children, due = visits_fall_due(extract, f"DATE '{on}'")
    assert 0.14 * children <= due <= 0.20 * children


def test_visits_arranged_lie_in_every_week(extract):
    """Of the six weeks before the date shown each has the last visits of many children.

    Few go unseen into the sixth.
    """
    weeks = dict(
        extract.execute(f"""SELECT ({SHOWN} - last) // 7, count(*) FROM (SELECT max(v.b) AS last
            FROM ({LOOKED_AFTER}) a
        JOIN ssd_cla_visits v ON clav_person_id = person AND v.b <= {SHOWN} GROUP BY person)
          GROUP BY 1""").fetchall()
    )
    assert all(weeks[week] >= 100 for week in range(5)) and weeks[5] >= 50, weeks


# returns


def test_returns_join_up(sample_folder):
    """An episode open on 31 March comes again in the next year's file, under the same date."""
    for year in range(2010, 2019):
        this, following = (read(sample_folder / "ssda903" / str(y), "episodes") for y in (year, year + 1))
        still_open = {(row["CHILD"], row["DECOM"]) for row in this if not row["DEC"]}
        assert still_open and still_open <= {(row["CHILD"], row["DECOM"]) for row in following}
        assert all(bool(row["DEC"]) == bool(row["REC"]) for row in this)


def test_returns_know_every_child(sample_folder):
    folder = sample_folder / "ssda903" / "2018"
    children = [row["CHILD"] for row in read(folder, "header")]
    assert len(children) == len(set(children))
    for name in ("episodes", "reviews", "uasc", "oc2", "oc3", "missing", "prev_perm", "ad1"):
        assert {row["CHILD"] for row in read(folder, name)} <= set(children), name


# contacts, early help and children in need


SHOWN = "DATE '2019-10-31'"
OPEN_PLANS = f"SELECT * FROM ssd_cin_plans WHERE b <= {SHOWN} AND (e IS NULL OR e > {SHOWN})"
LOOKED_AFTER = f"""SELECT DISTINCT x.person, q.b AS since, p.b AS dob, s.post,
    clap_cla_placement_distance::DOUBLE AS miles FROM episodes x
    JOIN ssd_person p ON pers_person_id = x.person JOIN periods q USING (period)
      JOIN stays s ON clap_cla_placement_id = placement
    WHERE x.b <= {SHOWN} AND (x.e IS NULL OR x.e > {SHOWN}) AND NOT short"""


def percent(extract, condition, rows):
    """Of how many rows the condition holds, in per cent."""
    return extract.execute(
        f"SELECT 100 * avg(coalesce({condition}, false)::INT) FROM ({rows}) AS a"
    ).fetchone()[0]


def one(extract, sql):
    """The single value of a query."""
    return extract.execute(sql).fetchone()[0]


def by_year(extract, table):
    """The rows of a table in each financial year."""
    return dict(
        extract.execute(f"SELECT year(b - INTERVAL 3 MONTH), count(*) FROM {table} GROUP BY 1").fetchall()
    )


@pytest.mark.parametrize(
    ("table", "person"),
    [
        ("ssd_contacts", "cont_person_id"),
        ("ssd_early_help_episodes", "earl_person_id"),
        ("ssd_cin_plans", "cinp_person_id"),
        ("ssd_cin_visits", "cinv_person_id"),
        ("ssd_cla_substance_misuse", "clas_person_id"),
    ],
)
def test_later_tables_know_nobody_before_birth_or_grown_up(extract, table, person):
    none(
        extract,
        f"SELECT x.* FROM {table} x JOIN ssd_person p ON pers_person_id = {person} "
        f"WHERE x.b < p.b OR x.b > p.b + INTERVAL 18 YEAR OR x.b > DATE '2020-03-31'",
    )


def test_contacts(extract):
    """Every referral has one before it; half of them lead to none."""
    years = by_year(extract, "ssd_contacts")
    assert sorted(years) == list(range(2014, 2020)) and all(
        23_000 <= count <= 25_000 for count in years.values()
    )
    none(
        extract,
        """SELECT * FROM ssd_cin_episodes r WHERE b >= DATE '2014-04-01' AND NOT EXISTS (FROM ssd_contacts c
        WHERE cont_person_id = cine_person_id AND c.b BETWEEN r.b - 2 AND r.b
          AND cont_contact_source_code = cine_referral_source_code)""",
    )
    led = "EXISTS (FROM referrals r WHERE person = cont_person_id AND r.b BETWEEN a.b AND a.b + 30)"
    assert (
        45
        <= percent(extract, led, f"SELECT * FROM ssd_contacts WHERE b BETWEEN DATE '2018-11-01' AND {SHOWN}")
        <= 55
    )


def test_early_help(extract):
    """Two to twelve months; some one in ten is followed by a referral of the child."""
    years = by_year(extract, "ssd_early_help_episodes")
    assert sorted(years) == list(range(2014, 2020)) and all(
        3_400 <= count <= 3_800 for count in years.values()
    )
    none(extract, "SELECT * FROM ssd_early_help_episodes WHERE e < b + 56 OR e > b + INTERVAL 12 MONTH")
    followed = (
        "EXISTS (FROM referrals r WHERE person = earl_person_id AND r.b BETWEEN a.b AND a.e + INTERVAL 1 "
        "MONTH)"
    )
    for year in range(2015, 2020):
        ended = (
            f"SELECT * FROM ssd_early_help_episodes "
            f"WHERE e BETWEEN DATE '{year - 1}-11-01' AND DATE '{year}-10-31'"
        )
        assert 9 <= percent(extract, followed, ended) <= 12
    none(
        extract,
        "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY earl_person_id ORDER BY b) AS next "
        "FROM ssd_early_help_episodes) "
        "WHERE next <= coalesce(e, DATE '2999-01-01')",
    )


def test_plans_for_children_in_need(extract):
    """Within their case, and outside protection plans and care."""
    assert 1_500 <= one(extract, f"SELECT count(*) FROM ({OPEN_PLANS})") <= 1_700
    assert 14 <= percent(extract, f"b + INTERVAL 9 MONTH < {SHOWN}", OPEN_PLANS) <= 18
    none(
        extract,
        """SELECT * FROM ssd_cin_plans p LEFT JOIN ssd_cin_episodes c ON cinp_referral_id = cine_referral_id
        WHERE cine_person_id IS DISTINCT FROM cinp_person_id OR p.b < c.b
          OR coalesce(p.e, DATE '2999-01-01') > coalesce(c.e, DATE '2999-01-01')""",
    )
    for table, person in (("periods", "person"), ("ssd_cp_plans", "cppl_person_id")):
        none(
            extract,
            f"""SELECT * FROM ssd_cin_plans p JOIN {table} x ON {person} = cinp_person_id
            WHERE p.b < coalesce(x.e, DATE '2999-01-01') AND x.b < coalesce(p.e, DATE '2999-01-01')""",
        )
    none(
        extract,
        """SELECT * FROM ssd_cin_plans JOIN teams ON team_id = cinp_cin_plan_team
            JOIN home_districts h ON person_id = cinp_person_id
        WHERE h."to" IS NULL AND (team NOT LIKE '%safeguarding%' OR area <> district)""",
    )


def test_visits_to_children_in_need(extract):
    """Most are in time at the date shown, more so in some districts than in others."""
    none(
        extract,
        """SELECT * FROM ssd_cin_visits v WHERE b < DATE '2016-10-01' OR NOT EXISTS (
        FROM ssd_cin_plans p WHERE cinp_person_id = cinv_person_id
          AND v.b BETWEEN p.b AND coalesce(p.e, DATE '2020-03-31'))""",
    )
    visited = f"""EXISTS (FROM ssd_cin_visits v WHERE cinv_person_id = cinp_person_id
        AND cinv_cin_visit_seen = 'Y'
        AND v.b BETWEEN a.b AND {SHOWN} AND wd(v.b, {SHOWN}) <= 20)"""
    due = f"SELECT * FROM ({OPEN_PLANS}) WHERE wd(b, {SHOWN}) > 20"
    assert 78 <= percent(extract, visited, due) <= 84
    slow, quick = (
        percent(extract, visited, f"SELECT * FROM ({due}) WHERE cinp_cin_plan_team IN {teams}")
        for teams in (("T203", "T204", "T205"), ("T200", "T201", "T202"))
    )
    assert slow < quick - 4
    assert 2 <= percent(extract, "cinv_cin_visit_seen = 'N'", "FROM ssd_cin_visits") <= 5


# health, permanence, siblings, school


def test_immunisations(extract, sample_folder):
    """Each 31 March, and the same as the return of that year says."""
    for year in range(2016, 2020):
        mine = dict(
            extract.execute(f"""SELECT clai_person_id, clai_immunisations_status FROM ssd_cla_immunisations
            WHERE b = DATE '{year + 1}-03-31'""").fetchall()
        )
        flags = {
            row["CHILD"]: "NY"[int(row["IMMUNISATIONS"])]
            for row in read(sample_folder / "ssda903" / str(year), "oc2")
        }
        assert mine == flags
        assert 85 <= 100 * list(mine.values()).count("Y") / len(mine) <= 89
    assert one(extract, "SELECT count(DISTINCT b) FROM ssd_cla_immunisations") == 4


def test_substance_misuse(extract, sample_folder):
    """Some four in a hundred older children in a year.

    Whoever the return counts has a row of that year, and no other child of it.
    """
    older = (
        f"SELECT * FROM ({LOOKED_AFTER}) WHERE since + INTERVAL 12 MONTH <= {SHOWN} AND dob + INTERVAL 10 "
        f"YEAR <= {SHOWN}"
    )
    found = (
        "EXISTS (FROM ssd_cla_substance_misuse m WHERE clas_person_id = a.person "
        f"AND m.b BETWEEN DATE '2018-11-01' AND {SHOWN})"
    )
    assert 3.5 <= percent(extract, found, older) <= 4.5
    assert 42 <= percent(extract, "clas_intervention_received = 'Y'", "FROM ssd_cla_substance_misuse") <= 60
    for year in range(2016, 2020):
        mine = {
            row[0]
            for row in extract.execute(f"""SELECT clas_person_id FROM ssd_cla_substance_misuse
            WHERE clas_substance_misused = 'Y'
              AND b BETWEEN DATE '{year}-04-01' AND DATE '{year + 1}-03-31'""").fetchall()
        }
        flags = {
            row["CHILD"]: row["SUBSTANCE_MISUSE"]
            for row in read(sample_folder / "ssda903" / str(year), "oc2")
        }
        assert {child for child, flag in flags.items() if flag == "1"} == mine & set(flags)
    none(
        extract,
        """SELECT * FROM ssd_cla_substance_misuse m WHERE NOT EXISTS (FROM periods p
            WHERE p.person = clas_person_id
        AND m.b BETWEEN p.b AND coalesce(p.e, DATE '2999-01-01'))""",
    )


def test_permanence(extract, sample_folder):
    """Decision, placement order, match, move and the order that ends care, in this order."""
    extract.execute("""CREATE OR REPLACE TEMP VIEW permanence AS SELECT perm_person_id AS person,
        perm_cla_id AS period, d(perm_adm_decision_date) AS decided,
        d(perm_placement_order_date) AS ordered, d(perm_matched_date) AS matched,
          d(perm_placed_for_adoption_date) AS placed,
        d(perm_permanence_order_date) AS made, perm_permanence_order_type AS kind FROM ssd_permanence""")
    none(
        extract,
        """SELECT * FROM permanence JOIN periods p USING (period) WHERE NOT (decided < ordered
            AND ordered < matched AND matched < placed
        AND placed < coalesce(made, DATE '2999-01-01')) OR decided < p.b OR matched < placed - 35""",
    )
    wanted = {
        *extract.execute(
            "SELECT DISTINCT period FROM episodes WHERE ls = 'E1' OR rec IN ('E11', 'E12', 'E45', 'E46', "
            "'E47', 'E48')"
        ).fetchall()
    }
    assert wanted == {*extract.execute("SELECT period FROM permanence").fetchall()}
    none(
        extract,
        """SELECT * FROM permanence p JOIN episodes x USING (period) WHERE x.rec <> 'X1' AND (made <> x.e
        OR kind <> CASE WHEN rec IN ('E11', 'E12') THEN 'Adoption' ELSE 'SGO' END)""",
    )
    none(
        extract,
        """SELECT * FROM permanence p WHERE placed <> (SELECT min(b) FROM stays s
            WHERE s.clap_cla_id = p.period
        AND code IN ('A3', 'A4', 'A5', 'A6'))""",
    )
    assert (
        150
        <= one(
            extract,
            (
                "SELECT median(matched - ordered) FROM permanence WHERE matched BETWEEN DATE '2018-11-01' "
                f"AND {SHOWN}"
            ),
        )
        <= 220
    )
    adopted = {row["CHILD"] for row in read(sample_folder / "ssda903" / "2018", "ad1")}
    assert adopted == {
        row[0]
        for row in extract.execute("""SELECT person FROM permanence WHERE kind = 'Adoption'
        AND made BETWEEN DATE '2018-04-01' AND DATE '2019-03-31'""").fetchall()
    }


def test_siblings(extract):
    """Groups of two to five, who could have one mother, of whom all were in care with another."""
    grouped = f"SELECT * FROM ({LOOKED_AFTER}) LEFT JOIN siblings ON person_id = person"
    assert 38 <= percent(extract, '"group" IS NOT NULL', grouped) <= 45
    none(
        extract,
        (
            'SELECT "group" FROM siblings GROUP BY 1 HAVING count(*) NOT BETWEEN 2 AND 5 OR count(DISTINCT '
            "person_id) <> count(*)"
        ),
    )
    none(extract, "SELECT person_id FROM siblings GROUP BY 1 HAVING count(*) > 1")
    none(
        extract,
        """SELECT * FROM siblings s WHERE NOT EXISTS (FROM siblings o JOIN periods x ON x.person = s.person_id
            JOIN periods y ON y.person = o.person_id
        WHERE o.group = s.group AND o.person_id <> s.person_id AND x.b < coalesce(y.e, DATE '2999-01-01')
          AND y.b < coalesce(x.e, DATE '2999-01-01')
        AND coalesce(x.e, DATE '2999-01-01') > DATE '2015-01-01')""",
    )
    none(
        extract,
        """SELECT * FROM siblings s JOIN siblings o ON o.group = s.group
            JOIN ssd_person p ON p.pers_person_id = s.person_id
        JOIN ssd_person q ON q.pers_person_id = o.person_id WHERE q.b - p.b BETWEEN 2 AND 280""",
    )


def together(on):
    """SQL: each child who has a brother or sister in care on the date.

    With whether all of them could and do live at one postcode. A child whom the foster carers adopt, who may
    foster a brother or sister too, is left out.
    """
    return f"""SELECT person, min(kind) OVER w = max(kind) OVER w
        AND kind IN ('foster', 'adopters', 'parents') AS could, min(post) OVER w = max(post) OVER w AS does
        FROM (SELECT x.person, s.post, "group", CASE WHEN code[1] = 'U' THEN 'foster'
          WHEN code[1] = 'A' THEN 'adopters' WHEN code = 'P1' THEN 'parents' ELSE code END AS kind
        FROM episodes x JOIN periods USING (period) JOIN stays s ON clap_cla_placement_id = placement
          JOIN siblings ON person_id = x.person
        WHERE x.b <= {on} AND (x.e IS NULL OR x.e > {on}) AND NOT short
          AND code NOT IN ('A3', 'A5')) WINDOW w AS (PARTITION BY "group")
          QUALIFY count(*) OVER w > 1"""


def test_siblings_live_together_where_placements_allow(extract):
    """All who could at the date shown; the kinds of placement, which are given, keep the others apart."""
    none(extract, f"SELECT * FROM ({together(SHOWN)}) WHERE could <> does")
    assert 58 <= percent(extract, "NOT does", together(SHOWN)) <= 66
    for on in ("2016-10-31", "2017-10-31", "2018-10-31", "2019-03-31", "2019-08-31", "2020-01-31"):
        assert 58 <= percent(extract, "NOT does", together(f"DATE '{on}'")) <= 80, on
        none(extract, f"SELECT * FROM ({together(f'DATE {on!r}')}) WHERE does AND NOT could")


def test_no_move_is_to_the_address_left(extract):
    """To share an address with a brother or sister turns no move into a return.

    Only a temporary placement or the same carer does not change it.
    """
    none(
        extract,
        """SELECT * FROM own_stays o WHERE post = post_before AND rne NOT IN ('T', 'U')
            AND NOT EXISTS (FROM stays t
        WHERE t.clap_cla_id = o.period AND t.code IN ('T0', 'T1', 'T2', 'T3', 'T4') AND t.e = o.b)""",
    )


def test_permanence_tells_of_siblings_together(extract):
    """In the same home by the postcodes of the day of the move to the adopters, or of care's last day."""
    assert (
        one(extract, "SELECT count(*) FROM ssd_permanence WHERE perm_siblings_placed_together::INT > 0") >= 50
    )
    none(
        extract,
        """SELECT * FROM ssd_permanence
        WHERE (perm_part_of_sibling_group = 'Y') <>
            (perm_siblings_placed_together IS NOT NULL)""",
    )


def test_population_groups(extract):
    """They add up to the districts' published numbers."""
    with (ROOT / "data" / "population.csv").open(encoding="utf-8", newline="") as lines:
        published = {
            (row["area"], row["mid_year"]): int(row["children"])
            for row in csv.DictReader(lines)
            if row["set"] == "sample"
        }
    held = extract.execute(
        "SELECT district, year, sum(children::INT) FROM population_groups GROUP BY 1, 2"
    ).fetchall()
    assert {(district, year): number for district, year, number in held} == {
        place: number for place, number in published.items() if place[1] in ("2016", "2017", "2018")
    }
    white = dict(
        extract.execute("""SELECT district, sum(children::INT) FILTER (WHERE ethnic_group = 'White') /
            sum(children::INT)
        FROM population_groups WHERE year = '2018' GROUP BY 1""").fetchall()
    )
    assert all(
        abs(1 - white[district] - share) < 0.001 for district, (_, _, share) in county.DISTRICTS.items()
    )


def test_education(extract):
    """A row a child and term, from September 2016."""
    terms = extract.execute("""SELECT d(term_start), 100 * avg((plan_reviewed IS NOT NULL)::INT),
        avg(attendance::DOUBLE),
        100 * avg((attendance::DOUBLE < 90)::INT), 100 * avg((suspended = 'Y')::INT),
          100 * avg((sen = 'E')::INT)
        FROM education GROUP BY 1 ORDER BY 1""").fetchall()
    assert len(terms) == 11
    for start, planned, attendance, absent, suspended, with_plan in terms:
        assert (
            82 <= planned <= 88
            and 93 <= attendance <= 95
            and 9 <= absent <= 12
            and 4 <= suspended <= 6
            and 26 <= with_plan <= 29
        ), start
    assert (
        one(
            extract,
            "SELECT count(*) FROM education WHERE d(plan_reviewed) NOT BETWEEN d(term_start) AND d(term_end)",
        )
        == 0
    )
    none(
        extract,
        f"""SELECT * FROM ({LOOKED_AFTER}) a WHERE dob + INTERVAL 4 YEAR <= DATE '2019-09-01'
            AND dob + INTERVAL 17 YEAR > DATE '2019-09-01'
        AND since <= DATE '2019-09-01' AND NOT EXISTS (FROM education WHERE person_id = person
          AND term_start = '01/09/2019')""",
    )
    none(extract, "SELECT person_id, term_start FROM education GROUP BY ALL HAVING count(*) > 1")


def test_schools_record_what_the_terms_tell(extract):
    """As many sessions missed, and a suspension in each term that has any and in no other."""
    assert one(extract, "SELECT count(*) FROM attendance") > 16_000
    none(
        extract,
        """SELECT * FROM attendance a JOIN education e USING (person_id, term_start)
        WHERE possible::INT <= 0 OR abs(100.0 * (authorised::INT + unauthorised::INT) / possible::INT
          - (100 - attendance::DOUBLE)) > 51.0 / possible::INT""",
    )
    none(
        extract,
        """SELECT * FROM education e WHERE (suspended = 'Y') <> EXISTS (FROM suspensions s
          WHERE s.person_id = e.person_id AND permanent = 'N'
          AND d(start) BETWEEN d(term_start) AND d(term_end))""",
    )


def test_places_at_school_follow_one_another(extract):
    none(
        extract,
        """SELECT * FROM schools s JOIN schools o USING (person_id) WHERE d(s."from") < d(o."from")
        AND (s."to" IS NULL OR d(s."to") > d(o."from"))""",
    )
    none(extract, """SELECT * FROM schools WHERE d("to") <= d("from")""")


def test_key_stage_results(extract):
    """Once a child and stage; some 37 in a hundred as expected at key stage 2; scores at key stage 4."""
    none(extract, "SELECT person_id FROM key_stage_results GROUP BY person_id, stage HAVING count(*) > 1")
    none(extract, "SELECT * FROM key_stage_results WHERE (stage = 'KS4') <> (attainment_8 IS NOT NULL)")
    rows = extract.execute("""SELECT stage, year(d(dated)), 100 * avg((reached = 'Y')::INT),
        avg(attainment_8::DOUBLE) FROM key_stage_results GROUP BY ALL""").fetchall()
    assert len(rows) == 6
    for stage, _, reached, points in rows:
        low, high = (28, 46) if stage == "KS2" else (5, 20)
        assert low <= reached <= high and (points is None or 17 <= points <= 24)


def test_health_passports(extract):
    """Four in five of those who left care at 16 or later have one, given in care."""
    left = (
        "SELECT p.* FROM periods p JOIN ssd_person s ON pers_person_id = person WHERE NOT short "
        "AND p.e >= s.b + INTERVAL 16 YEAR AND p.e >= DATE '2014-04-01'"
    )
    given = "EXISTS (FROM health_passports WHERE person_id = a.person)"
    assert 76 <= percent(extract, given, left) <= 84
    none(
        extract,
        """SELECT * FROM health_passports h WHERE NOT EXISTS (FROM periods p
            JOIN ssd_person s ON pers_person_id = person
        WHERE person = person_id AND d(given) BETWEEN p.b AND p.e AND (d(given) >= p.e - INTERVAL 25 MONTH
          OR d(given) BETWEEN s.b + INTERVAL 16 YEAR AND s.b + INTERVAL 197 MONTH))""",
    )


def test_postcode_districts(extract):
    """Every sector once; some one in ten children are far away and outside the county."""
    held = {row[0] for row in extract.execute("SELECT sector FROM postcode_district").fetchall()}
    assert held == {
        row[0]
        for row in extract.execute(
            "SELECT DISTINCT clap_cla_placement_postcode[:-3] FROM raw_ssd_cla_placement"
        ).fetchall()
    }
    assert len(held) == one(extract, "SELECT count(*) FROM postcode_district")
    assert {
        row[0] for row in extract.execute("SELECT DISTINCT district FROM postcode_district").fetchall()
    } == {*county.DISTRICTS, *(f"elsewhere_{number}" for number in range(1, 7))}
    placed = f"SELECT * FROM ({LOOKED_AFTER}) LEFT JOIN postcode_district ON sector = post[:-3]"
    assert 9 <= percent(extract, "miles > 20 AND district LIKE 'elsewhere%'", placed) <= 12


# faults


def test_faults_are_there_and_counted(extract):
    counts = faults.count()
    assert 200 <= sum(counts.values()) <= 600
    for kind in faults.KINDS:
        for table, (_, number) in faults.places(kind).items():
            raw, good = (
                extract.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                for name in (f"raw_{table}", table)
            )
            set_aside = 0 if kind == "unknown code" else number
            assert raw - good >= set_aside, (kind, table)


@pytest.mark.parametrize(
    "table",
    sorted({table for kind in faults.KINDS if kind != "unknown code" for table in faults.places(kind)}),
)
def test_nothing_but_the_faults_is_set_aside(extract, table):
    wanted = sum(
        faults.places(kind)[table][1]
        for kind in faults.KINDS
        if table in faults.places(kind) and kind != "unknown code"
    )
    raw, good = (
        extract.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (f"raw_{table}", table)
    )
    assert raw - good == wanted
