"""Indicators of every page, counted again by area with plain SQL from the files as written.

One SQL text an indicator gives one row a case: person, day, met and, where they are needed, team, value and
weight. {first} and {on} are the window's first and last day; {past} is the same day twelve months before
{on}.
"""

import csv
import datetime

import pytest
from support.areas_sql import AREAS, by_area, with_areas
from support.command import ROOT
from support.education_sql import EDUCATION
from support.plain_sql import good_records

MONTHS = ["2018-12", "2019-03", "2019-10"]
RATES = {
    "referral_rate",
    "section_47_rate",
    "conference_rate",
    "protection_plan_rate",
    "looked_after_rate",
    "children_in_need_rate",
}
OPEN = "b <= {on} AND (e IS NULL OR e > {on})"
WITHIN = "BETWEEN {first} AND {on}"

FRONT_DOOR = {
    "referral_rate": "SELECT person, b AS day, team FROM referred WHERE b {within}",
    "re_referrals_within_12_months": """
        SELECT person, b AS day, team, EXISTS (FROM referred q WHERE q.person = r.person AND q.b < r.b
          AND q.b + INTERVAL 12 MONTH >= r.b) AS met
        FROM referred r WHERE b {within}""",
    "contacts": "SELECT cont_person_id AS person, b AS day FROM ssd_contacts WHERE b {within}",
    "early_help_to_referral": """
        SELECT earl_person_id AS person, CAST(e + INTERVAL 1 MONTH AS DATE) AS day,
          EXISTS (FROM referred r WHERE r.person = earl_person_id
            AND r.b BETWEEN h.b AND h.e + INTERVAL 1 MONTH) AS met
        FROM ssd_early_help_episodes h WHERE e + INTERVAL 1 MONTH {within}""",
    "assessments_within_45_working_days": (
        "SELECT person, e AS day, team, wd(b, e) <= 45 AS met FROM assessed WHERE e {within}"
    ),
    # the first assessment is told among all of the referral's, finished or not
    "assessments_within_45_working_days_of_referral": """
        SELECT a.person, a.e AS day, a.team, wd(r.b, a.e) <= 45 AS met FROM assessed a
          JOIN referred r ON r.id = a.referral
        WHERE nth = 1 AND a.e {within}""",
    "child_seen_in_assessment": (
        "SELECT person, e AS day, team, coalesce(seen = 'Y', false) AS met FROM assessed WHERE e {within}"
    ),
    "open_assessments_over_45_working_days": (
        "SELECT person, {on} AS day, team, wd(b, {on}) > 45 AS met FROM assessed WHERE {open}"
    ),
}

# children with an open case, and care leavers still supported
OPEN_CASE = "{open} AND nothing_done = 'N'"
SUPPORTED = (
    f"SELECT person, {{on}} AS day FROM referred WHERE {OPEN_CASE} "
    "UNION SELECT person_id, {on} FROM left_care WHERE {open} AND eligibility LIKE '%elevant' "
    "AND in_touch <> 'DIED'"
)

IN_NEED = {
    "children_in_need": SUPPORTED,
    "children_in_need_rate": SUPPORTED,
    "unallocated_cases": """
        SELECT DISTINCT person, {on} AS day, NOT EXISTS (FROM held h WHERE h.person = r.person
          AND role <> 'Independent reviewing officer'
          AND h.b <= {on} AND (h.e IS NULL OR h.e > {on})) AS met
        FROM referred r WHERE {open} AND nothing_done = 'N'""",
    "cin_plans_over_9_months": """
        SELECT cinp_person_id AS person, {on} AS day, cinp_cin_plan_team AS team,
          b + INTERVAL 9 MONTH <= {on} AS met FROM ssd_cin_plans WHERE {open}""",
    "cin_visits_in_timescale": """
        SELECT cinp_person_id AS person, {on} AS day, cinp_cin_plan_team AS team,
          coalesce(wd((SELECT max(v.b) FROM ssd_cin_visits v
          WHERE cinv_person_id = cinp_person_id AND cinv_cin_visit_seen = 'Y' AND v.b <= {on}), {on}) <= 20,
            false) AS met
        FROM ssd_cin_plans WHERE {open} AND wd(b, {on}) > 20""",
}

PROTECTION = {
    "section_47_rate": (
        "SELECT s47e_person_id AS person, b AS day, s47e_s47_completed_by_team AS team FROM ssd_s47_enquiry "
        "WHERE b {within}"
    ),
    "conference_rate": """
        SELECT icpc_person_id AS person, b AS day, icpc_icpc_team AS team FROM ssd_initial_cp_conference
        WHERE b {within} AND coalesce(icpc_icpc_transfer_in, 'N') <> 'Y'""",
    "conferences_within_15_working_days": """
        SELECT icpc_person_id AS person, c.b AS day, icpc_icpc_team AS team,
          coalesce(wd(s.b, c.b) <= 15, false) AS met
        FROM ssd_initial_cp_conference c
          LEFT JOIN ssd_s47_enquiry s ON s47e_s47_enquiry_id = icpc_s47_enquiry_id
        WHERE c.b {within} AND coalesce(icpc_icpc_transfer_in, 'N') <> 'Y'""",
    "protection_plans": "SELECT person, {on} AS day FROM plans WHERE {open}",
    "protection_plan_rate": "SELECT person, {on} AS day FROM plans WHERE {open}",
    "protection_plans_started": "SELECT person, b AS day FROM plans WHERE b {within}",
    "protection_plans_ended": "SELECT person, e AS day, e - 1 AS area_day FROM plans WHERE e {within}",
    "plans_ended_after_two_years": (
        "SELECT person, e AS day, e - 1 AS area_day, b + INTERVAL 24 MONTH <= e AS met FROM plans WHERE e "
        "{within}"
    ),
    "plans_open_two_years": (
        "SELECT person, {on} AS day, b + INTERVAL 24 MONTH <= {on} AS met FROM plans WHERE {open}"
    ),
    "plans_reaching_two_years": """
        SELECT person, {on} AS day FROM plans WHERE {open} AND b + INTERVAL 24 MONTH > {on}
          AND b + INTERVAL 24 MONTH <= {on} + 61""",
    # every review by the day against the day before it, and the one that is due next not overdue
    "protection_reviews_in_timescale": """
        SELECT p.person, {on} AS day, coalesce((SELECT bool_and(held_on <= due) FROM plan_reviews
          WHERE id = p.id AND held_on <= {on}), true)
          AND coalesce((SELECT max(held_on) + INTERVAL 6 MONTH FROM plan_reviews WHERE id = p.id
            AND held_on <= {on}), p.b + INTERVAL 3 MONTH) >= {on} AS met
        FROM plans p WHERE {open} AND b + INTERVAL 3 MONTH <= {on}""",
    "protection_reviews_due": """
        SELECT person, {on} AS day FROM (SELECT p.person, coalesce((SELECT max(held_on) + INTERVAL 6 MONTH
          FROM plan_reviews
          WHERE id = p.id AND held_on <= {on}), b + INTERVAL 3 MONTH) AS due FROM plans p WHERE {open})
            WHERE due > {on} AND due <= {on} + 61""",
    "protection_visits_in_timescale": """
        SELECT person, {on} AS day, coalesce(wd((SELECT max(v.b) FROM ssd_cp_visits v
          WHERE cppv_cp_plan_id = p.id AND v.b <= {on}
          AND cppv_cp_visit_seen = 'Y'), {on}) <= 15, false) AS met FROM plans p WHERE {open}
            AND wd(b, {on}) > 15""",
    "seen_alone_at_last_visit": """
        SELECT p.person, {on} AS day, coalesce(arg_max(cppv_cp_visit_seen_alone, v.b), 'N') = 'Y' AS met
        FROM plans p JOIN ssd_cp_visits v ON cppv_cp_plan_id = p.id AND v.b <= {on}
        WHERE p.b <= {on} AND (p.e IS NULL OR p.e > {on}) GROUP BY p.id, p.person""",
    "repeat_plans_within_12_months": """
        SELECT person, b AS day, EXISTS (FROM plans q WHERE q.person = p.person AND q.id <> p.id
          AND q.e <= p.b AND q.e + INTERVAL 12 MONTH >= p.b) AS met
        FROM plans p WHERE b {within}""",
    "repeat_plans_within_24_months": """
        SELECT person, b AS day, EXISTS (FROM plans q WHERE q.person = p.person AND q.id <> p.id
          AND q.e <= p.b AND q.e + INTERVAL 24 MONTH >= p.b) AS met
        FROM plans p WHERE b {within}""",
    "repeat_plans_ever": """
        SELECT person, b AS day, EXISTS (FROM plans q WHERE q.person = p.person AND q.b < p.b)
          OR EXISTS (FROM earlier_plans WHERE person_id = p.person) AS met
        FROM plans p WHERE b {within}""",
}

STARTED = "SELECT person, b AS day FROM spells WHERE b {within}"
CEASED = (
    "SELECT person, e AS day, e - 1 AS area_day, rec IN ({codes}) AS met FROM spells WHERE e {within} "
    "QUALIFY "
    "row_number() OVER (PARTITION BY person ORDER BY e DESC) = 1"
)
PERMANENCE = """
    SELECT person, CAST(b + INTERVAL {months} MONTH AS DATE) AS day, coalesce(e <= b + INTERVAL {months} MONTH
      AND (rec IN ('E11', 'E12', 'E4A', 'E4B', 'E13', 'E41') OR rec BETWEEN 'E45' AND 'E48'), false) AS met
    FROM spells WHERE b + INTERVAL {months} MONTH {within}"""
SOCIAL_WORKERS = """
    SELECT person, {on} AS day, (SELECT count(DISTINCT worker) FROM held h WHERE h.person = c.person
      AND role = 'Social worker'
      AND h.b <= {on} AND (h.e IS NULL OR h.e > {past})) >= {least} AS met FROM looked_after({on}) c"""
ALONE = (
    "EXISTS (FROM immigration WHERE immi_person_id = person "
    "AND immi_immigration_status = 'Unaccompanied asylum seeking child' "
    "AND d(immi_immigration_status_start_date) <= {on} "
    "AND coalesce(d(immi_immigration_status_end_date), DATE '2999-01-01') > {on})"
)
# lived_from: where the placement began (temporary absences and moves with the same carer do not begin
# another); the plan is the latest
# row's, since a move with the same carer may bring a new one; a visit at which the child was not seen does
# not count
VISITS = """
    WITH c AS (SELECT x.person, x.period, x.ls, max(s.chain) AS chain, max(s.b) AS row_began,
      arg_max(code, s.b) AS code FROM looked_after({on}) x
      JOIN chains s ON s.period = x.period AND s.b <= {on} GROUP BY ALL),
    r AS (SELECT c.*, began AS lived_from, lasts_to_18, basis, (SELECT min(b) FROM care
      WHERE period = c.period AND ls = 'C2') AS ordered,
      (SELECT max(b) FROM ssd_cla_visits WHERE clav_cla_id = c.period AND b <= {on}
        AND clav_cla_visit_seen = 'Y') AS visit,
      EXISTS (FROM ssd_cla_reviews WHERE clar_cla_id = c.period AND b BETWEEN began AND {on}
        AND clar_cla_review_cancelled = 'N') AS reviewed
      FROM c JOIN chain_starts USING (period, chain) LEFT JOIN placement_plans q ON q.person_id = c.person
        AND d(q.placement_start) = row_began)
    SELECT person, CAST(CASE WHEN code = 'P1' AND ls = 'C2' AND ordered > lived_from
      AND (visit IS NULL OR visit < ordered) THEN ordered + 7
      WHEN visit IS NULL OR visit < lived_from THEN lived_from + 7
      WHEN (basis IN ('reg19', 'reg24') OR code = 'P1' AND ls = 'C1') AND NOT reviewed THEN visit + 7
      WHEN basis = 'reg19' THEN visit + 42
      WHEN basis = 'reg24' OR code = 'P1' AND ls = 'C1' THEN visit + 28
      WHEN lasts_to_18 = 'Y' AND lived_from + INTERVAL 12 MONTH <= visit THEN visit + INTERVAL 3 MONTH
      ELSE visit + 42 END AS DATE) AS due FROM r"""
ADOPTIONS = """
    SELECT s.person, s.e AS day, {from} AS begun, {to} AS ended FROM spells s
      JOIN ssd_permanence m ON perm_cla_id = s.period
    WHERE s.e {within} AND s.rec IN ('E11', 'E12')"""
DAYS = (
    "SELECT person, day, day - 1 AS area_day, ended - begun AS value, 1 AS weight FROM ({adoptions}) WHERE "
    "begun IS NOT NULL AND ended IS NOT NULL"
)

LOOKED_AFTER = {
    "looked_after": "SELECT person, {on} AS day FROM looked_after({on})",
    "looked_after_rate": "SELECT person, {on} AS day FROM looked_after({on})",
    "unaccompanied_share": f"SELECT person, {{on}} AS day, {ALONE} AS met FROM looked_after({{on}})",
    "unaccompanied_children": f"SELECT person, {{on}} AS day FROM looked_after({{on}}) WHERE {ALONE}",
    # in a month every start and end; in a year each child once, at the first start and the last end
    "started_looked_after": {
        "month": STARTED,
        "else": STARTED + " QUALIFY row_number() OVER (PARTITION BY person ORDER BY b) = 1",
    },
    "ceased_looked_after": {
        "month": "SELECT person, e AS day, e - 1 AS area_day FROM spells WHERE e {within}",
        "else": (
            "SELECT person, max(e) AS day, max(e) - 1 AS area_day FROM spells WHERE e {within} GROUP BY 1"
        ),
    },
    "entries_to_exits": {
        "month": (
            "SELECT person, b AS day, b AS area_day, 1 AS value, 0 AS weight FROM spells WHERE b {within} "
            "UNION ALL SELECT person, e, e - 1, 0, 1 FROM spells WHERE e {within}"
        ),
        "else": (
            "SELECT person, min(b) AS day, min(b) AS area_day, 1 AS value, 0 AS weight FROM spells "
            "WHERE b {within} GROUP BY 1 "
            "UNION ALL SELECT person, max(e), max(e) - 1, 0, 1 FROM spells WHERE e {within} GROUP BY 1"
        ),
    },
    "repeat_looked_after": """
        SELECT person, b AS day, EXISTS (FROM spells q WHERE q.person = p.person AND q.e <= p.b)
          OR EXISTS (FROM earlier_care WHERE person_id = p.person) AS met
        FROM spells p WHERE b {within}""",
    "adopted_share": CEASED.replace("{codes}", "'E11', 'E12'"),
    "special_guardianship_share": CEASED.replace("{codes}", "'E45', 'E46', 'E47', 'E48'"),
    "permanence_within_12_months": PERMANENCE.replace("{months}", "12"),
    "permanence_within_24_months": PERMANENCE.replace("{months}", "24"),
    "looked_after_reviews_in_timescale": """
        SELECT person, due AS day, coalesce(held_on <= due, false) AS met FROM care_reviews WHERE due {within}
          AND (e IS NULL OR e > due)""",
    "looked_after_reviews_due": """
        SELECT c.person, {on} AS day FROM looked_after({on}) c JOIN care_reviews r USING (period)
        WHERE (held_on IS NULL OR held_on > {on}) AND coalesce(held_before, DATE '1900-01-01') <= {on}
          AND due > {on} AND due <= {on} + 61""",
    "review_participation": """
        SELECT person, r.b AS day, coalesce(clar_cla_review_participation IN ('PN1', 'PN2', 'PN3', 'PN5',
          'PN6'), false) AS met
        FROM ssd_cla_reviews r JOIN spells ON period = clar_cla_id
        WHERE r.b {within} AND coalesce(clar_cla_review_cancelled, 'N') <> 'Y'
          AND dob + INTERVAL 4 YEAR <= r.b""",
    "looked_after_visits_in_timescale": f"SELECT person, {{on}} AS day, due >= {{on}} AS met FROM ({VISITS})",
    "looked_after_visits_due": (
        f"SELECT person, {{on}} AS day FROM ({VISITS}) WHERE due > {{on}} AND due <= {{on}} + 14"
    ),
    "days_from_entry_to_adoptive_placement": DAYS.replace("{adoptions}", ADOPTIONS)
    .replace("{from}", "s.b")
    .replace("{to}", "d(coalesce(perm_placed_foster_carer_date, perm_placed_for_adoption_date))"),
    "days_from_placement_order_to_match": DAYS.replace("{adoptions}", ADOPTIONS)
    .replace(
        "{from}",
        (
            "coalesce(d(perm_placement_order_date), (SELECT min(b) FROM care WHERE period = s.period AND ls "
            "= 'E1'))"
        ),
    )
    .replace("{to}", "d(perm_matched_date)"),
    "three_or_more_social_workers": SOCIAL_WORKERS.replace("{least}", "3"),
    "change_of_social_worker": SOCIAL_WORKERS.replace("{least}", "2")
    + " WHERE since - 1 + INTERVAL 12 MONTH <= {on}",
}

PLACED_IN = (
    "SELECT person, {on} AS day, code IN ({codes}) AS met FROM ("
    "SELECT x.person, arg_max(c.code, c.b) AS code FROM looked_after({on}) x JOIN chains c USING (period) "
    "WHERE c.b <= {on} GROUP BY 1)"
)
IN_TWELVE_MONTHS = (
    "SELECT x.person, {on} AS day, count(DISTINCT (c.period, c.chain)) AS placements "
    "FROM looked_after({on}) x "
    "JOIN chains c USING (person) WHERE c.b <= {on} AND (c.e IS NULL OR c.e > {past}) GROUP BY 1"
)

PLACEMENTS = {
    "fostering_share": PLACED_IN.replace("{codes}", "'U1', 'U2', 'U3', 'U4', 'U5', 'U6'"),
    "kinship_share": PLACED_IN.replace("{codes}", "'U1', 'U2', 'U3'"),
    "residential_share": PLACED_IN.replace("{codes}", "'K1', 'K2'"),
    "other_residential_share": PLACED_IN.replace("{codes}", "'R1', 'R2', 'R3', 'R5'"),
    "supported_accommodation_share": PLACED_IN.replace("{codes}", "'H5', 'P2'"),
    "placed_with_parents_share": PLACED_IN.replace("{codes}", "'P1'"),
    "three_or_more_placements": f"SELECT person, day, placements >= 3 AS met FROM ({IN_TWELVE_MONTHS})",
    "third_placements_near": f"SELECT person, day FROM ({IN_TWELVE_MONTHS}) WHERE placements = 2",
    # lived_since: of the placement now; before_that: of the placement before it, for a child placed for
    # adoption
    "long_term_stability": """
        SELECT x.person, {on} AS day, coalesce(arg_max(lived_since + INTERVAL 24 MONTH <= {on}
          OR (code[1] = 'A' AND before_that + INTERVAL 24 MONTH <= {on}), c.b), false) AS met
        FROM looked_after({on}) x JOIN lived c USING (period)
        WHERE c.b <= {on} AND dob + INTERVAL 16 YEAR > {on} AND since + INTERVAL 30 MONTH <= {on}
          GROUP BY 1""",
    "placement_moves": "SELECT person, b AS day FROM moves WHERE b {within}",
    "unplanned_moves_share": (
        "SELECT person, b AS day, planned = 'N' AS met FROM moves WHERE b {within} AND planned IS NOT NULL"
    ),
    # a child who is temporarily elsewhere is told by the placement to go back to
    "over_20_miles_outside": """
        SELECT x.person, {on} AS day,
          coalesce(arg_max(clap_cla_placement_distance::DOUBLE > 20 AND district NOT IN (SELECT area
            FROM team_areas), c.b), false) AS met
        FROM looked_after({on}) x JOIN chains c USING (period) JOIN stays ON clap_cla_placement_id = c.id
          LEFT JOIN postcode_district ON sector = c.post[:-3]
        WHERE c.b <= {on} GROUP BY 1""",
    "siblings_placed_apart": """
        WITH c AS (SELECT x.person, arg_max(s.post, s.b) AS post, "group" AS family FROM looked_after({on}) x
          JOIN own_stays s USING (period)
          JOIN siblings ON person_id = x.person WHERE s.b <= {on} GROUP BY ALL)
        SELECT person, {on} AS day, post IS NULL OR EXISTS (FROM c q WHERE q.family = c.family
          AND q.post <> c.post) AS met
        FROM c WHERE EXISTS (FROM c q WHERE q.family = c.family AND q.person <> c.person)""",
}

LONG = "looked_after({on}) x WHERE since - 1 + INTERVAL 12 MONTH <= {on}"
CHECKED = (
    "EXISTS (FROM ssd_cla_health h WHERE clah_person_id = x.person AND clah_health_check_type = '{type}' "
    "AND clah_health_check_status = 'Approved' AND h.b <= {on} AND h.b + INTERVAL {months} MONTH >= {on})"
)
LAST_CHECK = (
    "SELECT x.person, x.dob, max(h.b) AS last FROM looked_after({on}) x "
    "JOIN ssd_cla_health h ON clah_person_id = x.person "
    "AND clah_health_check_type = '{type}' AND clah_health_check_status = 'Approved' AND h.b <= {on} "
    "GROUP BY 1, 2"
)


def checked(kind, months):
    """SQL: the child had such a check in so many months."""
    return CHECKED.replace("{type}", kind).replace("{months}", months)


HEALTH = {
    "dental_checks_current": (
        f"SELECT person, {{on}} AS day, {checked('Dental check', '12')} AS met FROM {LONG}"
    ),
    "health_assessments_current": (
        f"SELECT person, {{on}} AS day, {checked('Health check', '12')} AS met FROM {LONG}"
    ),
    "health_assessments_in_timescale": "SELECT person, {on} AS day, CASE WHEN dob + INTERVAL 5 YEAR > {on} "
    f"THEN {checked('Health check', '6')} "
    f"ELSE {checked('Health check', '12')} END AS met FROM {LONG}",
    "dental_checks_due": f"SELECT person, {{on}} AS day "
    f"FROM ({LAST_CHECK.replace('{type}', 'Dental check')}) "
    "WHERE last + INTERVAL 12 MONTH > {on} AND last + INTERVAL 12 MONTH <= {on} + 61",
    "health_assessments_due": f"SELECT person, {{on}} AS day "
    "FROM (SELECT *, last + CASE WHEN dob + INTERVAL 5 YEAR > {on} THEN INTERVAL 6 MONTH "
    f"ELSE INTERVAL 12 MONTH END AS due FROM ({LAST_CHECK.replace('{type}', 'Health check')})) "
    "WHERE due > {on} AND due <= {on} + 61",
    # the first review is due on that day too
    "initial_health_assessments_in_20_working_days": """
        SELECT person, due AS day, EXISTS (FROM ssd_cla_health h WHERE clah_person_id = person
          AND clah_health_check_type = 'Health check'
          AND clah_health_check_status = 'Approved' AND h.b BETWEEN s.b AND due) AS met
        FROM care_reviews s WHERE nth = 1 AND due {within} AND (e IS NULL OR e > due)""",
    "substance_misuse_share": f"""
        SELECT person, {{on}} AS day, EXISTS (FROM ssd_cla_substance_misuse m WHERE clas_person_id = x.person
          AND clas_substance_misused = 'Y'
          AND m.b <= {{on}} AND m.b + INTERVAL 12 MONTH >= {{on}}) AS met FROM {LONG}""",
    "immunisations_up_to_date": f"""
        SELECT person, {{on}} AS day, EXISTS (FROM ssd_cla_immunisations m WHERE clai_person_id = x.person
          AND clai_immunisations_status = 'Y'
          AND m.b = {{on}}) AS met FROM {LONG}""",
    "health_passports": """
        SELECT person, e AS day, e - 1 AS area_day, coalesce((SELECT min(d(given)) FROM health_passports
          WHERE person_id = person) <= e, false) AS met
        FROM spells WHERE e {within} AND dob + INTERVAL 16 YEAR <= e""",
}

AGED = "dob + INTERVAL {low} YEAR <= {on} AND dob + INTERVAL 17 YEAR > {on}"
SCORED = (
    "(SELECT arg_max(score, s.b) FROM scores s WHERE s.person = x.person AND s.b <= {on} "
    "AND s.b + INTERVAL 12 MONTH >= {on})"
)
LATEST = f"SELECT person, {{on}} AS day, {SCORED} AS score FROM {LONG} AND {AGED}"

SDQ = {
    "sdq_completed": f"SELECT person, day, score IS NOT NULL AS met FROM ({LATEST})".replace("{low}", "4"),
    "sdq_completed_5_to_16": f"SELECT person, day, score IS NOT NULL AS met FROM ({LATEST})".replace(
        "{low}", "5"
    ),
    "sdq_completed_annual_return": f"SELECT person, {{on}} AS day, {SCORED} IS NOT NULL AS met FROM {LONG} "
    "AND dob + INTERVAL 4 YEAR <= {past} + 1 AND dob + INTERVAL 17 YEAR > {on}",
    "no_sdq": f"SELECT person, day FROM ({LATEST}) WHERE score IS NULL".replace("{low}", "4"),
    "sdq_never_scored": (
        f"SELECT person, {{on}} AS day FROM {LONG} AND {AGED} AND NOT EXISTS (FROM scores s "
        "WHERE s.person = x.person AND s.b <= {on})"
    ).replace("{low}", "4"),
    "sdq_scores": f"SELECT person, day FROM ({LATEST}) WHERE score IS NOT NULL".replace("{low}", "5"),
    "sdq_average_score": (
        f"SELECT person, day, score AS value, 1 AS weight FROM ({LATEST}) WHERE score IS NOT NULL"
    ).replace("{low}", "5"),
    "sdq_cause_for_concern": (
        f"SELECT person, day, score >= 17 AS met FROM ({LATEST}) WHERE score IS NOT NULL"
    ).replace("{low}", "5"),
    "sdq_change": """
        SELECT x.person, {on} AS day, arg_max(score - score_before, s.b) AS value, 1 AS weight
        FROM looked_after({on}) x JOIN scores s USING (person) WHERE since - 1 + INTERVAL 12 MONTH <= {on}
          AND s.b {within}
        GROUP BY 1 HAVING arg_max(score_before IS NOT NULL, s.b)""",
}

INTERVIEWS = """
    SELECT person, CAST(back + INTERVAL 72 HOUR AS DATE) AS day, {met} AS met FROM gone WHERE kind = 'M'
      AND CAST(back + INTERVAL 72 HOUR AS DATE) {within}"""
# children looked after in the window, each at the last day of it on which they were
EVER = (
    "SELECT person, max(least({on}, CASE WHEN e IS NULL THEN {on} ELSE greatest(e - 1, b) END)) AS day "
    "FROM care WHERE b <= {on} AND (e IS NULL OR e > {first}) GROUP BY 1"
)
WENT = (
    "SELECT person, kind, count(*) AS spells, max(left_on) AS last FROM gone g WHERE left_on {within} "
    "AND EXISTS "
    "(FROM care c WHERE c.person = g.person AND c.b <= left_on AND (c.e IS NULL OR c.e > left_on)) "
    "GROUP BY 1, 2"
)

MISSING = {
    "return_interviews_offered": INTERVIEWS.replace("{met}", "offered IS NOT NULL"),
    "return_interviews_completed": INTERVIEWS.replace("{met}", "completed IS NOT NULL"),
    "return_interviews_within_3_days": INTERVIEWS.replace(
        "{met}", "coalesce(completed <= back + INTERVAL 72 HOUR, false)"
    ),
    "children_missing_repeatedly": (
        f"SELECT person, last AS day, spells >= 3 AS met FROM ({WENT}) WHERE kind = 'M'"
    ),
}
for ident, kind in [("children_missing", "M"), ("children_away", "A")]:
    MISSING[ident] = (
        f"SELECT person, coalesce(last, day) AS day, last IS NOT NULL AS met FROM ({EVER}) LEFT JOIN (FROM "
        f"({WENT}) WHERE kind = '{kind}') USING (person)"
    )

# at a date the care leavers of those ages; over a year every birthday of that age in it, as things were on
# that day
AT_DATE = (
    "(SELECT *, {on} AS day FROM left_care WHERE {open} AND dob + INTERVAL {low} YEAR <= {on} "
    "AND dob + INTERVAL {high} YEAR > {on})"
)
BIRTHDAYS = (
    "(SELECT l.*, day FROM left_care l JOIN birthdays USING (person_id) WHERE day {within} AND age >= {low} "
    "AND age < {high} "
    "AND b <= day AND (e IS NULL OR e > day))"
)
RETURNED = "in_touch NOT IN ('DIED', 'RHOM')"


def leaving(met, out, low, high, where="true"):
    """SQL of a care leavers' share, at a date and over a year."""
    text = (
        f"SELECT person_id AS person, day, coalesce({met}, false) AS met FROM {{who}} WHERE {out} AND {where}"
    )
    return {
        "at_date": text.replace("{who}", AT_DATE).replace("{low}", str(low)).replace("{high}", str(high)),
        "else": text.replace("{who}", BIRTHDAYS).replace("{low}", str(low)).replace("{high}", str(high)),
    }


HOME, HOME_OUT = "accommodation[2] = '1'", RETURNED + " AND accommodation[1] NOT IN ('G', 'H', 'R')"
OPEN_LEAVERS = (
    "SELECT person_id AS person, {on} AS day, coalesce({met}, false) AS met FROM left_care WHERE {open} "
    "AND {out}"
)
LEAVERS = {
    "care_leavers_in_suitable_accommodation": leaving(HOME, HOME_OUT, 19, 22),
    "care_leavers_in_suitable_accommodation_17_to_18": leaving(HOME, HOME_OUT, 17, 19),
    "care_leavers_in_suitable_accommodation_22_to_25": leaving(HOME, HOME_OUT, 22, 26),
    "care_leavers_in_eet": leaving("activity[1] IN ('F', 'P')", RETURNED, 19, 22),
    "care_leavers_in_eet_17_to_18": leaving("activity[1] IN ('F', 'P')", RETURNED, 17, 19),
    "care_leavers_in_touch": leaving("in_touch = 'YES'", RETURNED, 19, 22),
    "care_leavers_in_touch_22_to_25": leaving("in_touch = 'YES'", RETURNED, 22, 26),
    "care_leavers_in_eet_22_to_25": leaving("activity[1] IN ('F', 'P')", RETURNED, 22, 26),
    "care_leavers_in_touch_17_to_18": leaving("in_touch = 'YES'", RETURNED, 17, 19),
    "care_leavers": leaving("true", RETURNED, 19, 22)["at_date"],
    "care_leavers_in_contact_2_months": OPEN_LEAVERS.replace(
        "{met}", "contacted + INTERVAL 2 MONTH >= {on}"
    ).replace("{out}", "in_touch <> 'DIED'"),
    "pathway_plans_reviewed_6_months": OPEN_LEAVERS.replace(
        "{met}", "d(pathway_plan_review) + INTERVAL 6 MONTH >= {on}"
    ).replace("{out}", RETURNED),
    "staying_put": leaving(
        "accommodation[1] = 'Z'", RETURNED, 19, 21, "person_id IN (SELECT person FROM fostered_at_18)"
    ),
    "staying_put_at_18": """
        SELECT person_id AS person, day, coalesce(accommodation[1] = 'Z', false) AS met
        FROM (SELECT *, CAST(CAST(dob + INTERVAL 18 YEAR AS DATE) + INTERVAL 3 MONTH AS DATE) AS day
          FROM left_care WHERE person_id IN (SELECT person FROM fostered_at_18))
        WHERE day {within} AND b <= day AND (e IS NULL OR e > day) AND in_touch NOT IN ('DIED', 'RHOM')""",
}

WORKFORCE = {
    "agency_rate": "SELECT worker AS person, team, {on} AS day, "
    "CASE WHEN agency THEN fte ELSE 0 END AS value, fte AS weight "
    "FROM staff WHERE role = 'Social worker' AND {open}",
    "turnover": """
        SELECT worker AS person, team, e AS day, fte AS value, 0 AS weight FROM staff
          WHERE role = 'Social worker' AND NOT agency AND e {within}
        UNION ALL SELECT worker, team, {on}, 0, fte FROM staff WHERE role = 'Social worker' AND NOT agency
          AND {open}""",
    # of each team: posts less permanent staff, never below nought
    "vacancy_rate": """
        SELECT team AS person, team, {on} AS day,
          greatest(coalesce(posts, 0) - coalesce(filled, 0), 0) AS value,
          greatest(coalesce(posts, 0), coalesce(filled, 0)) AS weight
        FROM (SELECT team_id AS team, sum(fte::DOUBLE) AS posts FROM posts WHERE role = 'Social worker'
          AND d("from") <= {on}
          AND coalesce(d("to"), DATE '2999-01-01') > {on} GROUP BY 1)
        FULL JOIN (SELECT team, sum(fte) AS filled FROM staff WHERE role = 'Social worker' AND NOT agency
          AND {open} GROUP BY 1) USING (team)""",
    "social_worker_caseload": """
        SELECT worker AS person, team, {on} AS day, 0 AS value, fte AS weight FROM staff
          WHERE role = 'Social worker' AND holds AND {open}
        UNION ALL SELECT s.worker, s.team, {on}, 1, 0 FROM held h JOIN staff s USING (worker)
          WHERE h.role = 'Social worker' AND s.role = 'Social worker'
          AND holds AND h.b <= {on} AND (h.e IS NULL OR h.e > {on}) AND s.b <= {on}
            AND (s.e IS NULL OR s.e > {on})""",
}

# reviewing officers are counted for the whole authority alone
REVIEWERS = "FROM staff WHERE role = 'Independent reviewing officer' AND {open}"
WORKFORCE |= {
    "iro_agency_rate": (
        "SELECT worker AS person, {on} AS day, "
        f"CASE WHEN agency THEN fte ELSE 0 END AS value, fte AS weight {REVIEWERS}"
    ),
    "iro_caseload": f"SELECT worker AS person, {{on}} AS day, 0 AS value, fte AS weight {REVIEWERS} "
    "UNION ALL SELECT person, {on}, 1, 0 "
    "FROM held WHERE role = 'Independent reviewing officer' AND {open}",
}

QUALITY = {
    "ethnicity_recorded": """
        SELECT DISTINCT person, {on} AS day, coalesce(pers_ethnicity NOT IN ('REFU', 'NOBT'), false) AS met
        FROM referred r JOIN ssd_person ON pers_person_id = person WHERE r.b <= {on}
          AND (r.e IS NULL OR r.e > {on}) AND nothing_done = 'N'""",
    "activity_known": leaving("activity <> '0' AND accommodation[1] <> 'R'", RETURNED, 19, 22)["at_date"],
}

CASES = {
    **FRONT_DOOR,
    **IN_NEED,
    **PROTECTION,
    **LOOKED_AFTER,
    **PLACEMENTS,
    **HEALTH,
    **SDQ,
    **MISSING,
    **EDUCATION,
    **LEAVERS,
    **WORKFORCE,
    **QUALITY,
}

TABLES = """
CREATE TABLE referred AS SELECT cine_referral_id AS id, cine_person_id AS person, cine_referral_team AS team,
  b, e, coalesce(cine_referral_nfa, 'N') AS nothing_done FROM ssd_cin_episodes;
CREATE TABLE assessed AS SELECT cina_person_id AS person, cina_referral_id AS referral,
  cina_assessment_team AS team, cina_assessment_child_seen AS seen,
  b, e, row_number() OVER (PARTITION BY cina_referral_id ORDER BY b, line) AS nth FROM ssd_cin_assessments;
CREATE TABLE plan_reviews AS SELECT p.id, r.b AS held_on,
  coalesce(lag(r.b) OVER (PARTITION BY p.id ORDER BY r.b) + INTERVAL 6 MONTH, p.b + INTERVAL 3 MONTH) AS due
  FROM ssd_cp_reviews r JOIN plans p ON p.id = cppr_cp_plan_id;
-- the reviews held, each with the day it was due, and after the last one the next that is due
CREATE TABLE care_reviews AS WITH held AS (SELECT clar_cla_id AS period, b AS held_on,
  row_number() OVER (PARTITION BY clar_cla_id ORDER BY b) AS nth
    FROM ssd_cla_reviews WHERE coalesce(clar_cla_review_cancelled, 'N') <> 'Y'),
  numbered AS (SELECT s.person, s.period, s.b, s.e, unnest(range(1, 2 + (SELECT count(*) FROM held h
    WHERE h.period = s.period))) AS nth FROM spells s)
  SELECT x.*, h.held_on, before.held_on AS held_before, CAST(CASE x.nth WHEN 1 THEN working_day(x.b, 20)
    WHEN 2 THEN before.held_on + INTERVAL 3 MONTH
    ELSE before.held_on + INTERVAL 6 MONTH END AS DATE) AS due
  FROM numbered x LEFT JOIN held h ON h.period = x.period AND h.nth = x.nth
    LEFT JOIN held before ON before.period = x.period AND before.nth = x.nth - 1;
CREATE TABLE chain_starts AS SELECT period, chain, min(b) AS began FROM chains GROUP BY ALL;
CREATE TABLE lived AS SELECT c.*, began AS lived_since, lag(began) OVER (PARTITION BY c.period
  ORDER BY began) AS before_that FROM chains c
  JOIN chain_starts USING (period, chain);
CREATE TABLE moves AS SELECT c.person, c.b, p.planned_end AS planned
  FROM (SELECT *, lag(chain) OVER w AS chain_before, lag(b) OVER w AS b_before
    FROM chains WINDOW w AS (PARTITION BY period ORDER BY b)) c JOIN spells USING (period)
  LEFT JOIN placement_plans p ON p.person_id = c.person AND d(p.placement_start) = b_before
    WHERE chain > chain_before;
CREATE TABLE scores AS SELECT csdq_person_id AS person, b, csdq_sdq_score::INT AS score,
  lag(csdq_sdq_score::INT) OVER (PARTITION BY csdq_person_id ORDER BY b) AS score_before FROM ssd_sdq_scores
    WHERE csdq_sdq_score IS NOT NULL;
CREATE TABLE gone AS SELECT miss_person_id AS person, miss_missing_episode_type AS kind, b AS left_on,
  t(miss_missing_episode_end_date) AS back,
  t(offered) AS offered, t(completed) AS completed FROM ssd_missing
    LEFT JOIN return_interviews ON missing_id = miss_table_id;
CREATE TABLE left_care AS FROM leavers WHERE eligibility <> 'Qualifying';
CREATE TABLE birthdays AS SELECT person_id, age, CAST(dob + to_years(age::INT) AS DATE) AS day
  FROM (SELECT DISTINCT person_id, dob FROM left_care),
  (SELECT unnest(range(16, 27)) AS age);
-- care ends on the 18th birthday: the placement that lasted to it
CREATE TABLE fostered_at_18 AS SELECT s.person FROM spells s JOIN own_stays o USING (period)
  WHERE s.b < dob + INTERVAL 18 YEAR
  AND (s.e IS NULL OR s.e >= dob + INTERVAL 18 YEAR) AND o.b <= dob + INTERVAL 18 YEAR
    GROUP BY s.person, s.period HAVING arg_max(code, o.b)[1] = 'U';
"""


def prepared(db):
    """The database with areas and with the tables that the indicators' texts ask."""
    with_areas(db)
    db.execute(TABLES)
    return db


def cases(ident, month, window):
    """The SQL of an indicator's cases in a window that ends with the month."""
    year, number = map(int, month.split("-"))
    months = {"at_date": 0, "month": 1, "six_months": 6, "year": 12, "financial_year": (number - 4) % 12 + 1}[
        window
    ]
    on = (datetime.date(year, number, 28) + datetime.timedelta(4)).replace(day=1) - datetime.timedelta(1)
    since = 12 * year + number - months  # months since year 0 of the window's first month, January being 0
    first = datetime.date(since // 12, since % 12 + 1, 1)
    text = CASES[ident]
    text = text.get(window, text.get("else")) if isinstance(text, dict) else text
    text = (
        text.replace("{within}", WITHIN)
        .replace("{open}", OPEN)
        .replace("{past}", "CAST({on} - INTERVAL 12 MONTH AS DATE)")
    )
    return text.replace("{first}", f"DATE '{first}'").replace("{on}", f"DATE '{on}'"), on


def children_under_18(on):
    """Children under 18 in each area: the latest mid-year estimate published by the day."""
    with (ROOT / "data" / "population.csv").open(encoding="utf-8", newline="") as opened:
        rows = [
            row for row in csv.DictReader(opened) if row["set"] == "sample" and row["published"] <= str(on)
        ]
    latest = max(row["published"] for row in rows)
    found = {row["area"]: int(row["children"]) for row in rows if row["published"] == latest}
    return {area: sum(found.get(leaf, 0) for leaf in below) for area, below in AREAS.items()}


def differences(db, rows):
    """The program's figures of one indicator (rows of figures.csv) that are not what SQL finds, in words."""
    wrong = []
    for month, window in sorted({(row["period"], row["window"]) for row in rows}):
        text, on = cases(rows[0]["indicator"], month, window)
        counted, children = by_area(db, text), children_under_18(on)
        for row in rows:
            if (row["period"], row["window"]) == (month, window):
                numerator, denominator, number = counted[row["area"]]
                base = (
                    children[row["area"]]
                    if row["indicator"] in RATES
                    else denominator
                    if row["denominator"]
                    else None
                )
                said = tuple(
                    round(float(row[name]), 6) if row[name] else None for name in ("numerator", "denominator")
                )
                same = round(numerator, 6) == said[0] and (base is None or round(base, 6) == said[1])
                if not same or (base is None and numerator != number):
                    wrong.append(
                        f"{month} {window} {row['area']}: the program says {said}, SQL {(numerator, base)}"
                    )
    return wrong


@pytest.fixture(scope="module")
def counted(unhidden):
    """The program's own figures of 25 months, of every area, as it counts them from the county's database."""
    with unhidden.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def figures(counted):
    """Those of three months: {indicator: rows}."""
    found = {}
    for row in counted:
        if row["breakdown"] == "total" and row["period"] in MONTHS and row["state"] in ("shown", "no_cases"):
            found.setdefault(row["indicator"], []).append(row)
    return found


@pytest.fixture(scope="module")
def counted_again(sample_folder):
    """The county's records with areas, in a database of this file's own."""
    return prepared(good_records(sample_folder))


@pytest.mark.parametrize("ident", CASES)
def test_the_program_counts_what_sql_counts(ident, figures, counted_again):
    rows = figures[ident]
    whole_authority_alone, in_march_alone = ident.startswith("iro_"), ident == "immunisations_up_to_date"
    areas = (
        1 if whole_authority_alone else len(AREAS) - 1 if ident in RATES else len(AREAS)
    )  # of no area there is no population
    windows = {row["window"] for row in rows}
    assert len(rows) == areas * len(windows) * (1 if in_march_alone else len(MONTHS))
    assert any(float(row["denominator"] or row["numerator"]) for row in rows)
    assert not differences(counted_again, rows)


def test_in_the_sample_a_period_of_care_is_a_spell(counted_again):
    """The texts above take it so: none begins by the day after another ended, and short breaks are apart."""
    assert counted_again.execute(
        "SELECT count(*) FROM periods p JOIN periods q USING (person) WHERE p.period <> q.period "
        "AND q.b <= p.b "
        "AND coalesce(q.e, DATE '2999-01-01') >= p.b - 1"
    ).fetchone() == (0,)


def test_the_database_gives_the_same_figures_as_the_folder(counted, built):
    """But for those that are hidden from the board, and for groups that are not published there.

    No row is another, and there are no more.
    """
    with (built / "2019-10" / "figures.csv").open(encoding="utf-8", newline="") as opened:
        of_folder = {key_of(row): row for row in csv.DictReader(opened)}
    known = {key_of(row): row for row in counted}
    withheld = {"numerator": "", "denominator": "", "value": ""}
    assert len(of_folder) > 80_000 and sum(row["state"] == "shown" for row in of_folder.values()) > 45_000
    assert {
        key: known[key] | withheld | {"state": row["state"]}
        if row["state"] in ("hidden", "not_published")
        else known[key]
        for key, row in of_folder.items()
    } == of_folder
    left_out = [row for key, row in known.items() if key not in of_folder]
    assert left_out and all(row["breakdown"] != "total" and row["area"] != "county" for row in left_out)


def key_of(row):
    return tuple(row[name] for name in ("indicator", "period", "window", "area", "breakdown", "group"))
