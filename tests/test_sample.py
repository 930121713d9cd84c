"""The invented county is consistent with itself, the same each time, and carries the faults it says."""

import csv
import datetime
import hashlib
import os
import sqlite3
import subprocess
import sys
import time

import pytest
from careboard.sample import faults
from careboard.sample.ssd_columns import LOCAL, SSD, SSDA903

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
    command = ("import sys, pathlib\nfrom careboard.sample import build, files, ssd_columns\n"
               "tables, added, _ = build()\n"
               "for name in sys.argv[2:]:\n"
               "    path = pathlib.Path(sys.argv[1]) / f'{name}.csv'\n"
               "    files.write_csv(path, ssd_columns.columns(name), tables[name], added.get(name, ()))")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", command, str(tmp_path), *SMALL], check=True,
                   env={**os.environ, "PYTHONHASHSEED": "7"})
    print(f"The county was built in {time.perf_counter() - began:.1f} seconds.")
    for name in SMALL:
        first, second = ((folder / f"{name}.csv").read_bytes() for folder in (sample_folder / "ssd", tmp_path))
        assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest(), name


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
        {"source": "fellshire_sample", "extract_date": "31/03/2020", "invented": "Y"}]


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


@pytest.mark.parametrize(("table", "person"), [
    ("ssd_cin_episodes", "cine_person_id"), ("ssd_cin_assessments", "cina_person_id"), ("ssd_cp_plans", "cppl_person_id"),
    ("ssd_cla_episodes", "clae_person_id"), ("ssd_cla_placement", "clap_person_id"), ("ssd_cla_health", "clah_person_id"),
    ("ssd_s47_enquiry", "s47e_person_id"), ("ssd_missing", "miss_person_id")])
def test_nothing_before_birth(extract, table, person):
    none(extract, f"SELECT x.* FROM {table} x JOIN ssd_person p ON pers_person_id = {person} WHERE x.b < p.b")


def test_nobody_looked_after_or_on_a_plan_at_18(extract):
    for table, person in (("ssd_cla_episodes", "clae_person_id"), ("ssd_cp_plans", "cppl_person_id")):
        none(extract, f"SELECT x.* FROM {table} x JOIN ssd_person p ON pers_person_id = {person} "
                      f"WHERE coalesce(x.e, DATE '2020-03-31') > p.b + INTERVAL 18 YEAR")


def test_one_open_case_a_child(extract):
    none(extract, "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY person ORDER BY b) AS next FROM referrals) "
                  "WHERE next < coalesce(e, DATE '2999-01-01')")


def test_one_open_plan_a_child(extract):
    none(extract, "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY cppl_person_id ORDER BY b) AS next FROM ssd_cp_plans) "
                  "WHERE next < coalesce(e, DATE '2999-01-01')")


@pytest.mark.parametrize(("table", "person"), [("ssd_cp_plans", "cppl_person_id"), ("ssd_cla_episodes", "clae_person_id")])
def test_case_open_while_anything_is(extract, table, person):
    """Since April 2010; temporary plans of other authorities too."""
    none(extract, f"""SELECT x.* FROM {table} x WHERE coalesce(x.e, DATE '2999-01-01') > DATE '2010-06-01' AND NOT EXISTS (
        FROM referrals r WHERE r.person = {person} AND r.b <= x.b
        AND coalesce(r.e, DATE '2999-01-01') >= coalesce(x.e, DATE '2999-01-01'))""")


def test_assessments_lie_within_their_case(extract):
    none(extract, """SELECT * FROM ssd_cin_assessments a JOIN ssd_cin_episodes c ON cina_referral_id = cine_referral_id
        WHERE a.b < c.b OR a.b > coalesce(c.e, DATE '2999-01-01') OR coalesce(a.e, DATE '2999-01-01') > coalesce(c.e, DATE '2999-01-01')
        OR cina_person_id <> cine_person_id""")


def test_assessments_of_a_case_do_not_overlap(extract):
    none(extract, "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY cina_referral_id ORDER BY b) AS next "
                  "FROM ssd_cin_assessments) WHERE next <= coalesce(e, DATE '2999-01-01')")


# protection


def test_plans_follow_conferences_follow_enquiries_follow_referrals(extract):
    none(extract, """SELECT p.cppl_cp_plan_id FROM ssd_cp_plans p LEFT JOIN ssd_initial_cp_conference c ON cppl_icpc_id = icpc_icpc_id
        LEFT JOIN ssd_s47_enquiry q ON icpc_s47_enquiry_id = s47e_s47_enquiry_id
        LEFT JOIN ssd_cin_episodes r ON s47e_referral_id = cine_referral_id
        WHERE coalesce(cppl_cp_plan_ola, 'N') <> 'Y' AND (c.b IS NULL OR q.b IS NULL OR r.b IS NULL
        OR p.b < c.b OR c.b < q.b OR q.b < r.b OR icpc_person_id <> cppl_person_id)""")


def test_most_conferences_within_15_working_days(extract):
    share = extract.execute("""SELECT avg((wd(q.b, c.b) <= 15)::INT) FROM ssd_initial_cp_conference c JOIN ssd_s47_enquiry q
        ON icpc_s47_enquiry_id = s47e_s47_enquiry_id WHERE c.b > DATE '2018-11-01'""").fetchone()[0]
    assert 0.75 <= share <= 0.95


@pytest.mark.parametrize(("table", "plan"), [("ssd_cp_visits", "cppv_cp_plan_id"), ("ssd_cp_reviews", "cppr_cp_plan_id")])
def test_visits_and_reviews_within_their_plan(extract, table, plan):
    none(extract, f"SELECT * FROM {table} v JOIN ssd_cp_plans p ON {plan} = cppl_cp_plan_id "
                  f"WHERE v.b < p.b OR v.b > coalesce(p.e, DATE '2020-03-31')")


# care


def test_episodes_join_up(extract):
    none(extract, """SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY period ORDER BY b) AS next FROM episodes
        WHERE period NOT LIKE 'X%' AND id NOT LIKE 'X%') WHERE (rec = 'X1') <> (next IS NOT NULL) OR next <> e""")


def test_placements_join_up(extract):
    none(extract, """SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY clap_cla_id ORDER BY b) AS next FROM ssd_cla_placement
        WHERE clap_cla_placement_id NOT LIKE 'X%') WHERE next <> coalesce(e, DATE '2999-01-01')""")


def test_episode_lies_within_its_placement(extract):
    none(extract, """SELECT * FROM episodes x JOIN ssd_cla_placement s ON clap_cla_placement_id = placement WHERE x.b < s.b
        OR coalesce(x.e, DATE '2999-01-01') > coalesce(s.e, DATE '2999-01-01')""")


def test_periods_of_a_child_do_not_overlap(extract):
    none(extract, "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY person ORDER BY b) AS next FROM periods) "
                  "WHERE next <= coalesce(e, DATE '2999-01-01')")


def test_every_period_begins_with_s_and_ends_with_a_reason(extract):
    none(extract, "SELECT * FROM episodes JOIN periods USING (period) WHERE (rne = 'S') <> (episodes.b = periods.b) "
                  "OR (rec IS NULL) <> (episodes.e IS NULL) OR ls IS NULL")


@pytest.mark.parametrize(("table", "period"), [("ssd_cla_visits", "clav_cla_id"), ("ssd_cla_reviews", "clar_cla_id")])
def test_visits_and_reviews_within_care(extract, table, period):
    none(extract, f"SELECT v.* FROM {table} v JOIN periods p ON p.period = {period} "
                  f"WHERE v.b < p.b OR v.b > coalesce(p.e, DATE '2020-03-31')")


def test_children_with_parents_are_under_a_care_order(extract):
    none(extract, "SELECT * FROM episodes x JOIN ssd_cla_placement ON clap_cla_placement_id = placement "
                  "WHERE clap_cla_placement_type = 'P1' AND ls NOT IN ('C1', 'C2', 'E1')")


def test_a_score_and_a_reason_exclude_each_other(extract):
    none(extract, "SELECT * FROM ssd_sdq_scores WHERE (csdq_sdq_score IS NULL) = (csdq_sdq_reason IS NULL)")


def test_spells_do_not_overlap(extract):
    none(extract, """SELECT * FROM (SELECT *, lead(t(miss_missing_episode_start_date)) OVER (PARTITION BY miss_person_id
        ORDER BY t(miss_missing_episode_start_date)) AS next FROM ssd_missing WHERE miss_table_id NOT LIKE 'X%')
        WHERE next <= coalesce(t(miss_missing_episode_end_date), TIMESTAMP '2999-01-01')""")


def test_interviews_follow_the_return(extract):
    none(extract, """SELECT * FROM return_interviews JOIN ssd_missing ON missing_id = miss_table_id
        WHERE coalesce(t(offered), t(completed)) < t(miss_missing_episode_end_date) OR t(completed) < t(offered)""")


# care leavers and staff


def test_leavers_segments_join_up(extract):
    none(extract, "SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY person_id ORDER BY b) AS next FROM leavers) "
                  "WHERE next <> coalesce(e, DATE '2999-01-01') OR b >= e OR contacted > b")


def test_leavers_had_left_care(extract):
    none(extract, "SELECT * FROM leavers l WHERE NOT EXISTS (FROM periods p WHERE p.person = l.person_id AND p.e <= l.b "
                  "AND p.e >= l.dob + INTERVAL 16 YEAR)")


def test_suitable_agrees_with_the_code(extract):
    none(extract, "SELECT * FROM leavers WHERE (suitable = 'Y') <> (accommodation[2] = '1') OR accommodation IN ('S1', 'X1')")


def test_involvements_lie_within_the_workers_time(extract):
    none(extract, """SELECT * FROM ssd_involvements JOIN workforce ON worker_id = invo_professional_id
        WHERE invo_involvements_id NOT LIKE 'X%' AND (b < d(start) OR coalesce(e, DATE '2999-01-01') > coalesce(d("end"), DATE '2999-01-01')
        OR role <> invo_professional_role_id)""")


def test_one_social_worker_a_case_at_a_time(extract):
    none(extract, """SELECT * FROM (SELECT *, lead(b) OVER (PARTITION BY invo_referral_id ORDER BY b) AS next FROM ssd_involvements
        WHERE invo_professional_role_id = 'Social worker' AND invo_involvements_id NOT LIKE 'X%')
        WHERE next < coalesce(e, DATE '2999-01-01')""")


def test_teams_have_areas_and_the_reviewing_team_has_none(extract):
    teams = dict(extract.execute("SELECT team_id, area FROM teams").fetchall())
    assert len(teams) == 48 and len(set(teams.values())) == 12
    outside = extract.execute("SELECT dept_team_id FROM ssd_department WHERE dept_team_id NOT IN (SELECT team_id FROM teams)").fetchall()
    assert len(outside) == 1 and outside[0][0] not in teams


def test_areas_differ(extract):
    rate = dict(extract.execute("""SELECT district, count(*) FROM plans JOIN home_districts h ON person_id = person
        WHERE b <= DATE '2019-10-31' AND (e IS NULL OR e > DATE '2019-10-31') AND h."to" IS NULL GROUP BY 1""").fetchall())
    assert rate["brindleford"] / 20_100 > 2 * rate["rennick_vale"] / 11_700


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
    for name in ("episodes", "reviews", "uasc", "oc2", "oc3", "missing", "prev_perm"):
        assert {row["CHILD"] for row in read(folder, name)} <= set(children), name


# faults


def test_faults_are_there_and_counted(extract):
    counts = faults.count()
    assert 200 <= sum(counts.values()) <= 600
    for kind, places in faults.KINDS.items():
        for table, (_, number) in places.items():
            raw, good = (extract.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (f"raw_{table}", table))
            set_aside = 0 if kind == "unknown code" else number
            assert raw - good >= set_aside, (kind, table)


@pytest.mark.parametrize("table", sorted({table for kind in faults.KINDS if kind != "unknown code" for table in faults.KINDS[kind]}))
def test_nothing_but_the_faults_is_set_aside(extract, table):
    wanted = sum(places[table][1] for kind, places in faults.KINDS.items() if table in places and kind != "unknown code")
    raw, good = (extract.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (f"raw_{table}", table))
    assert raw - good == wanted
