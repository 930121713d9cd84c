"""The invented county's files in a database of plain SQL, without anything of careboard.

Rows are set aside by four rules only: a date that cannot be read, a person who is in no person table (or in
it without a date of birth), an end before the start, and the second row of a key.
"""

import datetime

import duckdb
import holidays

# table: key, person, start, end (both dates or times), other dates
TABLES = {
    "ssd_person": ("pers_person_id", None, "pers_dob", None),
    "ssd_cin_episodes": ("cine_referral_id", "cine_person_id", "cine_referral_date", "cine_close_date"),
    "ssd_cin_assessments": (
        "cina_assessment_id",
        "cina_person_id",
        "cina_assessment_start_date",
        "cina_assessment_auth_date",
    ),
    "ssd_s47_enquiry": ("s47e_s47_enquiry_id", "s47e_person_id", "s47e_s47_start_date", "s47e_s47_end_date"),
    "ssd_initial_cp_conference": ("icpc_icpc_id", "icpc_person_id", "icpc_icpc_date", None),
    "ssd_cp_plans": ("cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    "ssd_cp_visits": ("cppv_cp_visit_id", "cppv_person_id", "cppv_cp_visit_date", None),
    "ssd_cp_reviews": ("cppr_cp_review_id", "cppr_person_id", "cppr_cp_review_date", None),
    "ssd_cla_episodes": (
        "clae_cla_episode_id",
        "clae_person_id",
        "clae_cla_episode_start_date",
        "clae_cla_episode_ceased_date",
    ),
    "ssd_cla_placement": (
        "clap_cla_placement_id",
        "clap_person_id",
        "clap_cla_placement_start_date",
        "clap_cla_placement_end_date",
    ),
    "ssd_cla_reviews": ("clar_cla_review_id", None, "clar_cla_review_date", None),
    "ssd_cla_visits": ("clav_cla_visit_id", "clav_person_id", "clav_cla_visit_date", None),
    "ssd_cla_health": ("clah_health_check_id", "clah_person_id", "clah_health_check_date", None),
    "ssd_sdq_scores": ("csdq_table_id", "csdq_person_id", "csdq_sdq_completed_date", None),
    "ssd_missing": (
        "miss_table_id",
        "miss_person_id",
        "miss_missing_episode_start_date",
        "miss_missing_episode_end_date",
    ),
    "ssd_involvements": (
        "invo_involvements_id",
        "invo_person_id",
        "invo_involvement_start_date",
        "invo_involvement_end_date",
    ),
    "ssd_contacts": ("cont_contact_id", "cont_person_id", "cont_contact_date", None),
    "ssd_early_help_episodes": (
        "earl_episode_id",
        "earl_person_id",
        "earl_episode_start_date",
        "earl_episode_end_date",
    ),
    "ssd_cin_plans": (
        "cinp_cin_plan_id",
        "cinp_person_id",
        "cinp_cin_plan_start_date",
        "cinp_cin_plan_end_date",
    ),
    "ssd_cin_visits": ("cinv_cin_visit_id", "cinv_person_id", "cinv_cin_visit_date", None),
    "ssd_cla_immunisations": (
        "clai_person_id, clai_immunisations_status_date",
        "clai_person_id",
        "clai_immunisations_status_date",
        None,
    ),
    "ssd_cla_substance_misuse": (
        "clas_substance_misuse_id",
        "clas_person_id",
        "clas_substance_misuse_date",
        None,
    ),
    "ssd_permanence": ("perm_table_id", "perm_person_id", None, None),
}
PLAIN = [
    "ssd_immigration_status",
    "ssd_care_leavers",
    "ssd_professionals",
    "ssd_department",
    "ssd_legal_status",
    "teams",
    "home_districts",
    "return_interviews",
    "care_leaver_history",
    "workforce",
    "posts",
    "placement_plans",
    "earlier_plans",
    "earlier_care",
    "siblings",
    "population_groups",
    "education",
    "attendance",
    "suspensions",
    "schools",
    "key_stage_results",
    "health_passports",
    "postcode_district",
]


def good_records(sample_folder):
    """A database with the good rows of every table: dates parsed, `b` and `e` for start and end."""
    db = duckdb.connect()
    db.execute(
        "CREATE MACRO d(x) AS CAST(coalesce(try_strptime(x, '%d/%m/%Y'), try_strptime(x, '%d/%m/%Y %H:%M')) "
        "AS DATE)"
    )
    db.execute("CREATE MACRO t(x) AS try_strptime(x, '%d/%m/%Y %H:%M')")
    working_days(db)
    for name in [*TABLES, *PLAIN]:
        path = sample_folder / "ssd" / f"{name}.csv"
        db.execute(
            f"CREATE TABLE raw_{name} AS SELECT *, row_number() OVER () AS line "
            f"FROM read_csv('{path}', all_varchar=true, header=true, nullstr='', parallel=false)"
        )
    for name, (key, person, start, end) in TABLES.items():
        db.execute(good_rows(name, key, person, start, end))
    for name in PLAIN:
        db.execute(f"CREATE VIEW {name} AS SELECT * FROM raw_{name}")
    db.execute(VIEWS)
    return db


def working_days(db):
    """wd(a, b): the working days after a, up to and with b."""
    free = set(holidays.country_holidays("GB", subdiv="ENG", years=range(1990, 2023)))
    days = [datetime.date(1990, 1, 1) + datetime.timedelta(n) for n in range(365 * 33)]
    count, rows = 0, []
    for day in days:
        count += day.weekday() < 5 and day not in free
        rows.append(f"(DATE '{day}', {count})")
    db.execute(f"CREATE TABLE working AS SELECT * FROM (VALUES {', '.join(rows)}) AS v(day, n)")
    db.execute(
        "CREATE MACRO wd(a, b) AS (SELECT n FROM working WHERE day = b) - (SELECT n FROM working WHERE day "
        "= a)"
    )


def good_rows(name, key, person, start, end):
    """The rows that are not set aside, with b and e as parsed start and end."""
    begin, finish = (f"d({column})" if column else "CAST(NULL AS DATE)" for column in (start, end))
    rules = [f"{begin} IS NOT NULL", "nth = 1"] if start else ["nth = 1"]
    if end:
        rules += [
            f"({end} IS NULL OR d({end}) IS NOT NULL)",
            f"({end} IS NULL OR coalesce(t({end}), strptime({end}[:10], '%d/%m/%Y')) >= "
            f"coalesce(t({start}), strptime({start}[:10], '%d/%m/%Y')))",
        ]
    if person:
        rules.append(f"{person} IN (SELECT pers_person_id FROM ssd_person)")
    if name == "ssd_cla_episodes":
        rules.append(
            "d(clae_cla_episode_start_date) >= (SELECT min(b) FROM ssd_person "
            "WHERE pers_person_id = clae_person_id)"
        )
    return (
        f"CREATE TABLE {name} AS SELECT * FROM (SELECT *, {begin} AS b, {finish} AS e, "
        f"row_number() OVER (PARTITION BY {key} ORDER BY line) AS nth FROM raw_{name}) "
        f"WHERE {' AND '.join(rules)}"
    )


VIEWS = """
CREATE VIEW immigration AS SELECT * FROM raw_ssd_immigration_status;
CREATE VIEW plans AS SELECT cppl_cp_plan_id AS id, cppl_person_id AS person, b, e FROM ssd_cp_plans
  WHERE coalesce(cppl_cp_plan_ola, 'N') <> 'Y';
CREATE VIEW episodes AS SELECT clae_cla_episode_id AS id, clae_person_id AS person, clae_cla_id AS period,
  clae_cla_placement_id AS placement, clae_cla_episode_start_reason AS rne,
    clae_cla_episode_ceased_reason AS rec,
  lega_legal_status AS ls, x.b, x.e
  FROM ssd_cla_episodes x LEFT JOIN ssd_legal_status ON lega_person_id = clae_person_id
   AND d(lega_legal_status_start_date) <= x.b
     AND coalesce(d(lega_legal_status_end_date), DATE '2999-01-01') > x.b;
CREATE TABLE periods AS SELECT person, period, min(b) AS b,
  CASE WHEN bool_or(e IS NULL) THEN NULL ELSE max(e) END AS e, bool_or(ls IN ('V3', 'V4')) AS short
    FROM episodes GROUP BY ALL;
CREATE VIEW referrals AS SELECT cine_person_id AS person, cine_referral_id AS id, b, e,
  lag(b) OVER (PARTITION BY cine_person_id ORDER BY b) AS before FROM ssd_cin_episodes;
CREATE TABLE stays AS SELECT p.*, coalesce(first_rne, 'S') AS rne,
  p.clap_cla_placement_type AS code, p.clap_cla_placement_postcode AS post FROM ssd_cla_placement p
  LEFT JOIN (SELECT placement, arg_min(rne, b) AS first_rne FROM episodes
    GROUP BY 1) ON placement = clap_cla_placement_id;
CREATE TABLE own_stays AS SELECT clap_person_id AS person, clap_cla_id AS period, b, e, code, post, rne,
  clap_cla_placement_id AS id,
  lag(code) OVER w AS code_before, lag(post) OVER w AS post_before, lag(e) OVER w AS e_before FROM stays
    WHERE code NOT IN ('T0', 'T1', 'T2', 'T3', 'T4')
  WINDOW w AS (PARTITION BY clap_cla_id ORDER BY b);
CREATE TABLE chains AS SELECT *, sum(CASE WHEN rne IN ('T', 'U')
  OR (post = post_before AND (code = code_before
    OR (code[1] = 'U' AND code_before[1] = 'U' AND b > e_before))) THEN 0 ELSE 1 END)
  OVER (PARTITION BY period ORDER BY b) AS chain FROM own_stays;
CREATE VIEW leavers AS SELECT h.*, d("from") AS b, d("to") AS e, p.b AS dob, d(contact) AS contacted
  FROM care_leaver_history h JOIN ssd_person p ON pers_person_id = person_id;
"""
