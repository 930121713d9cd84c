"""The indicators of education in plain SQL, a second count of them; see test_recount_areas.py."""

LAST_ENDED = "(SELECT max(d(term_end)) FROM {table} WHERE d(term_end) <= {on})"


def year_of(day):
    """The first day of the school year in which a day lies."""
    return f"make_date(year({day}) - CASE WHEN month({day}) < 9 THEN 1 ELSE 0 END, 9, 1)"


def aged(year):
    """Five to fifteen on the day before a school year."""
    return f"dob + INTERVAL 5 YEAR < {year} AND dob + INTERVAL 16 YEAR >= {year}"


AT_SCHOOL = f"looked_after({{on}}) WHERE {aged(year_of('{on}'))}"
A_YEAR = "since - 1 + INTERVAL 12 MONTH <= {on}"
LAST_TERM = f"""
    SELECT person, {{on}} AS day, {{met}} AS met FROM looked_after({{on}})
    JOIN education ON person_id = person WHERE d(term_end) = {LAST_ENDED.replace("{table}", "education")}"""
MEASURED_YEAR = year_of(LAST_ENDED.replace("{table}", "attendance"))
SESSIONS = f"""
    SELECT person, {{on}} AS day, sum(possible::INT) AS possible,
      sum(authorised::INT + unauthorised::INT) AS absent
    FROM looked_after({{on}}) JOIN attendance ON person_id = person
    WHERE {A_YEAR} AND {aged(MEASURED_YEAR)} AND d(term_start) >= {MEASURED_YEAR} AND d(term_end) <= {{on}}
    GROUP BY person"""
SENT_AWAY = """
    SELECT person, d(start) AS day FROM suspensions JOIN spells ON person_id = person
    WHERE permanent = '{permanent}' AND b <= d(start) AND (e IS NULL OR e > d(start)) AND d(start) {within}"""
MARCH = "make_date(year(d(dated)), 3, 31)"
RESULTS = f"""
    SELECT person, d(dated) AS day, {{what}} FROM key_stage_results JOIN care ON person_id = person
    WHERE stage = '{{stage}}' AND d(dated) {{within}} AND b <= {MARCH} AND (e IS NULL OR e > {MARCH})
      AND dob + INTERVAL 18 YEAR > {MARCH} AND since - 1 + INTERVAL 12 MONTH <= {MARCH}"""


def results(stage, what):
    """A column of the results of a key stage."""
    return RESULTS.replace("{stage}", stage).replace("{what}", what)


EDUCATION = {
    "personal_education_plans_reviewed": LAST_TERM.replace(
        "{met}", "coalesce(d(plan_reviewed) BETWEEN d(term_start) AND d(term_end), false)"
    ),
    "persistently_absent_share": LAST_TERM.replace("{met}", "100 - attendance::DECIMAL(4, 1) >= 10"),
    "suspended_share": LAST_TERM.replace("{met}", "suspended = 'Y'"),
    "education_health_care_plan_share": LAST_TERM.replace("{met}", "sen = 'E'"),
    "sen_support_share": LAST_TERM.replace("{met}", "sen = 'K'"),
    "personal_education_plans_in_date": f"""
        SELECT person, {{on}} AS day, coalesce((SELECT max(d(plan_reviewed)) FROM education
          WHERE person_id = person AND d(plan_reviewed) <= {{on}}) >= (SELECT min(d(term_start))
          FROM education WHERE d(term_end) = {LAST_ENDED.replace("{table}", "education")}), false) AS met
        FROM {AT_SCHOOL} AND wd(since, {{on}}) > 20""",
    "school_attendance": (
        f"SELECT person, day, possible - absent AS value, possible AS weight FROM ({SESSIONS})"
    ),
    "persistently_absent_in_school_year": (
        f"SELECT person, day, absent * 1.0 / possible >= 0.1 AS met FROM ({SESSIONS})"
    ),
    "suspensions": SENT_AWAY.replace("{permanent}", "N"),
    "permanent_exclusions": SENT_AWAY.replace("{permanent}", "Y"),
    "suspended_in_year_share": f"""
        SELECT x.person, {{on}} AS day, EXISTS (FROM ({SENT_AWAY.replace("{permanent}", "N")}) s
          WHERE s.person = x.person) AS met
        FROM (FROM {AT_SCHOOL} AND {A_YEAR}) x""",
    "mid_year_school_move": f"""
        WITH places AS (SELECT person_id, school_id, d("from") AS began,
          lag(school_id) OVER (PARTITION BY person_id ORDER BY d("from")) AS before FROM schools)
        SELECT person, {{on}} AS day, EXISTS (FROM places WHERE person_id = person AND before <> school_id
          AND month(began) NOT IN (8, 9) AND began {{within}}) AS met
        FROM {AT_SCHOOL} AND {A_YEAR}""",
    "without_school_place": f"""
        SELECT person, {{on}} AS day, NOT EXISTS (FROM schools WHERE person_id = person
          AND d("from") <= {{on}} AND coalesce(d("to"), DATE '2999-01-01') > {{on}}) AS met
        FROM {AT_SCHOOL}""",
    "key_stage_2_expected_standard": results("KS2", "reached = 'Y' AS met"),
    "key_stage_4_english_and_mathematics": results("KS4", "reached = 'Y' AS met"),
    "attainment_8_average": results("KS4", "attainment_8::DOUBLE AS value, 1 AS weight"),
}
