"""The arranged figures of the invented county, counted again with plain SQL from the files as written.

Nothing of careboard is imported: if the sample, or the suite's counting, goes wrong, this is the second
opinion.
"""

import pytest
from support.recount import looked_after, visits_due

SHOWN = "DATE '2019-10-31'"
MONTH = "BETWEEN DATE '2019-10-01' AND DATE '2019-10-31'"
SIX_MONTHS = "BETWEEN DATE '2019-05-01' AND DATE '2019-10-31'"
YEAR = "BETWEEN DATE '2018-11-01' AND DATE '2019-10-31'"


def financial_year(year):
    """The financial year that begins in the year, as SQL."""
    return f"BETWEEN DATE '{year}-04-01' AND DATE '{year + 1}-03-31'"


def date(text):
    """A date as SQL."""
    return f"DATE '{text}'"


def one(db, sql):
    """The single value of a query."""
    return db.execute(sql).fetchone()[0]


def share(db, sql):
    """(met, counted, per cent) of a query with a column met."""
    met, counted = db.execute(f"SELECT count(*) FILTER (WHERE met), count(*) FROM ({sql})").fetchone()
    return met, counted, 100 * met / counted


# 1 assessments


def assessments(window):
    return "SELECT wd(b, e) <= 45 AS met FROM ssd_cin_assessments WHERE e " + window


def test_assessments_in_time(extract):
    assert f"{share(extract, assessments(MONTH))[2]:.1f}" == "89.0"
    assert f"{share(extract, assessments(SIX_MONTHS))[2]:.1f}" == "85.0"
    assert share(extract, assessments(financial_year(2017)))[:2] == (11_623, 14_846)


@pytest.mark.parametrize(("year", "low", "high"), [(2016, 73.5, 74.5), (2018, 80.0, 82.0)])
def test_assessments_trend(extract, year, low, high):
    assert low <= share(extract, assessments(financial_year(year)))[2] <= high


def test_assessments_are_seasonal_and_some_are_open(extract):
    months = extract.execute(
        "SELECT date_trunc('month', e) AS m, count(*) FROM ssd_cin_assessments "
        "WHERE e BETWEEN DATE '2017-01-01' AND DATE '2019-12-31' GROUP BY 1"
    ).fetchall()
    assert all(950 <= count <= 1_450 for _, count in months)
    assert one(extract, "SELECT count(*) FROM ssd_cin_assessments WHERE e IS NULL") > 1_000


# 2 referrals


def re_referrals(window):
    return (
        "SELECT coalesce(before < b AND before + INTERVAL 12 MONTH >= b, false) AS met FROM referrals WHERE "
        f"b {window}"
    )


def test_re_referrals(extract):
    percent = share(extract, re_referrals(YEAR))[2]
    assert f"{percent:.1f}" == "21.3" and 21.27 <= percent <= 21.33
    assert 19.6 <= share(extract, re_referrals(financial_year(2017)))[2] <= 19.8


def test_re_referrals_by_month(extract):
    months = extract.execute(
        f"SELECT date_trunc('month', b) AS m, avg(coalesce(before + INTERVAL 12 MONTH >= b, false)::INT) "
        f"FROM referrals WHERE b {YEAR} GROUP BY 1"
    ).fetchall()
    assert all(0.19 <= value <= 0.24 for _, value in months)


@pytest.mark.parametrize(("year", "count"), [(2015, 12_156), (2016, 11_338), (2017, 11_398), (2018, 12_322)])
def test_referrals_by_year(extract, year, count):
    assert one(extract, f"SELECT count(*) FROM referrals WHERE b {financial_year(year)}") == count


# 3 to 5 protection plans


def plans_open(on):
    return f"SELECT * FROM plans WHERE b <= {on} AND (e IS NULL OR e > {on})"


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("2016-03-31", 1_460),
        ("2017-03-31", 1_406),
        ("2018-03-31", 1_245),
        ("2019-03-31", 1_371),
        ("2019-09-30", 1_296),
        ("2019-10-31", 1_194),
        ("2020-03-31", 1_150),
    ],
)
def test_plans_open(extract, on, count):
    assert one(extract, f"SELECT count(*) FROM ({plans_open(date(on))})") == count


def test_long_plans_reviewed_in_october(extract):
    ended, long = extract.execute(
        f"SELECT count(*), count(*) FILTER (b + INTERVAL 12 MONTH < e) FROM plans WHERE e {MONTH}"
    ).fetchone()
    assert 225 <= ended <= 255 and long / ended > 0.5


def protection_visits(on):
    return (
        f"SELECT coalesce(wd((SELECT max(v.b) FROM ssd_cp_visits v WHERE cppv_cp_plan_id = p.id "
        f"AND v.b <= {on} "
        f"AND cppv_cp_visit_seen = 'Y'), {on}) <= 15, false) AS met FROM ({plans_open(on)}) p "
        f"WHERE wd(p.b, {on}) > 15"
    )


def test_protection_visits(extract):
    assert f"{share(extract, protection_visits(SHOWN))[2]:.1f}" == "85.0"


@pytest.mark.parametrize(
    "on", ["2017-10-31", "2018-03-31", "2018-10-31", "2019-03-31", "2019-06-30", "2020-01-31"]
)
def test_protection_visits_earlier(extract, on):
    assert 80 <= share(extract, protection_visits(date(on)))[2] <= 88


def test_repeat_plans(extract):
    within = share(
        extract,
        f"SELECT EXISTS (FROM plans q WHERE q.person = p.person AND q.e <= p.b "
        f"AND q.e + INTERVAL 12 MONTH >= p.b) AS met FROM plans p WHERE b {YEAR}",
    )
    ever = share(
        extract,
        f"SELECT EXISTS (FROM plans q WHERE q.person = p.person AND q.b < p.b) OR EXISTS "
        f"(FROM earlier_plans WHERE person_id = p.person) AS met FROM plans p WHERE b {YEAR}",
    )
    assert f"{within[2]:.2f}" == "7.10" and 25.47 <= ever[2] <= 25.53


# 6 and 7 looked after


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("2016-03-31", 1_660),
        ("2017-03-31", 1_842),
        ("2018-03-31", 1_950),
        ("2018-10-31", 2_030),
        ("2019-03-31", 2_085),
        ("2019-10-31", 2_105),
        ("2020-03-31", 2_095),
    ],
)
def test_looked_after(extract, on, count):
    assert extract.execute(
        f"SELECT count(*), count(DISTINCT person) FROM ({looked_after(date(on))})"
    ).fetchone() == (count, count)


def test_short_breaks_and_children_alone(extract):
    assert (
        45
        <= one(
            extract,
            f"SELECT count(*) FROM periods WHERE short AND b <= {SHOWN} AND (e IS NULL OR e > {SHOWN})",
        )
        <= 75
    )
    assert (
        22
        <= one(
            extract,
            f"SELECT count(*) FROM ({looked_after(SHOWN)}) "
            f"WHERE person IN (SELECT immi_person_id FROM immigration)",
        )
        <= 30
    )


def entrants():
    return (
        f"SELECT p.* FROM periods p WHERE NOT short AND b {YEAR} AND NOT EXISTS (FROM periods q "
        "WHERE q.person = p.person "
        f"AND q.e <= p.b AND q.e >= p.b - 1)"
    )


def test_repeat_looked_after(extract):
    found = share(
        extract,
        f"SELECT EXISTS (FROM periods q WHERE q.person = p.person AND q.e <= p.b AND NOT q.short) OR EXISTS "
        f"(FROM earlier_care WHERE person_id = p.person) AS met FROM ({entrants()}) p",
    )
    assert f"{found[2]:.1f}" == "10.2"
    assert 60 * 12 <= found[1] <= 70 * 12


def test_entrants_from_plans(extract):
    found = share(
        extract,
        f"SELECT EXISTS (FROM plans q WHERE q.person = p.person AND abs(q.e - p.b) <= 60) AS met "
        f"FROM ({entrants()}) p",
    )
    assert 36 <= found[2] <= 46


# 8 visits to looked-after children


def test_looked_after_visits(extract):
    _, counted, percent = share(extract, visits_due(SHOWN))
    assert counted == 2_105 and f"{percent:.1f}" == "92.0"


@pytest.mark.parametrize(
    "on", ["2017-10-31", "2018-03-31", "2018-10-31", "2019-03-31", "2019-06-30", "2019-09-30", "2020-01-31"]
)
def test_looked_after_visits_earlier(extract, on):
    assert 88 <= share(extract, visits_due(date(on)))[2] <= 94


# 9 and 10 placements


def three_or_more(on):
    return f"""
      SELECT count(DISTINCT (c.period, c.chain)) >= 3 AS met FROM ({looked_after(on)}) x
        JOIN chains c USING (person)
      WHERE c.b <= {on} AND (c.e IS NULL OR c.e > {on} - INTERVAL 12 MONTH) GROUP BY x.person"""


def test_three_or_more_placements(extract):
    assert share(extract, three_or_more(SHOWN))[:2] == (172, 2_105)


@pytest.mark.parametrize(
    "on", ["2017-03-31", "2018-03-31", "2018-10-31", "2019-03-31", "2019-08-31", "2020-01-31"]
)
def test_three_or_more_placements_earlier(extract, on):
    assert 7 <= share(extract, three_or_more(date(on)))[2] <= 11.5


def types(db, on):
    """How many children are in each type; one in a temporary placement counts where the child returns to."""
    return dict(
        db.execute(f"""
      SELECT CASE WHEN code IN ('H5', 'P2') THEN 'supported' WHEN code[1] = 'U' THEN 'foster'
        WHEN code = 'P1' THEN 'parents'
        WHEN code[1] = 'K' THEN 'home' WHEN code[1] IN ('R', 'S') THEN 'residential'
          WHEN code[1] = 'A' THEN 'adoption'
        ELSE 'other' END, count(*) FROM (SELECT x.person, arg_max(c.code, c.b) AS code
          FROM ({looked_after(on)}) x
        JOIN chains c USING (period) WHERE c.b <= {on} GROUP BY 1) GROUP BY 1""").fetchall()
    )


def test_placement_types(extract):
    found = types(extract, SHOWN)
    assert found == {
        "foster": 1_286,
        "supported": 141,
        "parents": 337,
        "home": 126,
        "residential": 84,
        "adoption": 105,
        "other": 26,
    }
    before = types(extract, date("2018-10-31"))
    assert 0.575 <= before["foster"] / 2_030 <= 0.605
    assert 0.078 <= before["supported"] / 2_030 <= 0.09
    kinship = one(
        extract,
        f"SELECT count(*) FROM ({looked_after(SHOWN)}) x JOIN stays ON clap_cla_placement_id = placement "
        f"WHERE code IN ('U1', 'U2', 'U3')",
    )
    assert 270 <= kinship <= 310


# 11 and 12 health


def dental(on):
    return (
        f"SELECT EXISTS (FROM ssd_cla_health h WHERE clah_person_id = x.person "
        "AND clah_health_check_type = 'Dental check' "
        f"AND clah_health_check_status = 'Approved' AND h.b <= {on} "
        f"AND h.b + INTERVAL 12 MONTH >= {on}) AS met "
        f"FROM ({looked_after(on)}) x WHERE since - 1 + INTERVAL 12 MONTH <= {on}"
    )


def test_dental_checks(extract):
    assert f"{share(extract, dental(SHOWN))[2]:.1f}" == "70.3"
    assert 77 <= share(extract, dental(date("2018-03-31")))[2] <= 82
    for on in ("2018-10-31", "2019-03-31", "2019-06-30", "2019-09-30", "2020-01-31"):
        assert 61 <= share(extract, dental(date(on)))[2] <= 82


SDQ = f"""
  SELECT x.person, EXISTS (FROM ssd_sdq_scores s WHERE csdq_person_id = x.person
    AND csdq_sdq_score IS NOT NULL
      AND s.b <= {SHOWN} AND s.b + INTERVAL 12 MONTH >= {SHOWN}) AS scored,
    EXISTS (FROM ssd_sdq_scores s WHERE csdq_person_id = x.person AND csdq_sdq_score IS NULL
      AND s.b <= {SHOWN} AND s.b + INTERVAL 12 MONTH >= {SHOWN}) AS reason,
    EXISTS (FROM ssd_sdq_scores s WHERE csdq_person_id = x.person AND csdq_sdq_score IS NOT NULL
      AND s.b <= {SHOWN}) AS ever
  FROM ({looked_after(SHOWN)}) x WHERE since + INTERVAL 12 MONTH <= {SHOWN}
    AND dob + INTERVAL 4 YEAR <= {SHOWN} AND dob + INTERVAL 17 YEAR > {SHOWN}"""


def test_questionnaires(extract):
    able, without, reason, never = extract.execute(
        f"SELECT count(*), count(*) FILTER (NOT scored), count(*) FILTER (NOT scored AND reason), "
        f"count(*) FILTER (NOT scored AND NOT ever) FROM ({SDQ})"
    ).fetchone()
    assert 1_050 <= able <= 1_150 and without == 312
    assert 0.57 <= reason / without <= 0.63 and 75 <= never <= 85


def test_questionnaire_scores(extract):
    mean, concern = extract.execute(
        f"SELECT avg(score), avg((score >= 17)::INT) FROM (SELECT arg_max(csdq_sdq_score::INT, b) AS score "
        f"FROM ssd_sdq_scores WHERE csdq_person_id IN (SELECT person FROM ({SDQ}) WHERE scored) "
        f"AND csdq_sdq_score IS NOT NULL AND b <= {SHOWN} GROUP BY csdq_person_id)"
    ).fetchone()
    assert 13.9 <= mean <= 14.6 and 0.37 <= concern <= 0.43


# 13 children missing


def interviews(window):
    return (
        f"SELECT coalesce(t(completed) <= t(miss_missing_episode_end_date) + INTERVAL 72 HOUR, false) AS met "
        "FROM ssd_missing "
        f"LEFT JOIN return_interviews ON missing_id = miss_table_id WHERE miss_missing_episode_type = 'M' "
        f"AND CAST(t(miss_missing_episode_end_date) + INTERVAL 72 HOUR AS DATE) {window}"
    )


def test_return_interviews(extract):
    assert share(extract, interviews(MONTH))[:2] == (78, 174)
    assert 40.5 <= share(extract, interviews(YEAR))[2] <= 41.5
    assert one(extract, "SELECT count(offered) - count(completed) FROM return_interviews") > 0


# 14 care leavers


def leavers(on, ages="dob + INTERVAL 19 YEAR <= {on} AND dob + INTERVAL 22 YEAR > {on}"):
    return (
        f"SELECT * FROM leavers WHERE b <= {on} AND (e IS NULL OR e > {on}) AND eligibility <> 'Qualifying' "
        f"AND {ages.format(on=on)}"
    )


def homes(on):
    return (
        f"SELECT accommodation[2] = '1' AS met FROM ({leavers(on)}) WHERE in_touch NOT IN ('DIED', 'RHOM') "
        f"AND accommodation[1] NOT IN ('G', 'H', 'R')"
    )


def activities(on):
    return (
        f"SELECT activity[1] IN ('F', 'P') AS met FROM ({leavers(on)}) WHERE in_touch NOT IN ('DIED', 'RHOM')"
    )


def contacts(on):
    return (
        f"SELECT contacted + INTERVAL 2 MONTH >= {on} AS met FROM ({leavers(on, 'true')}) "
        "WHERE in_touch <> 'DIED'"
    )


def test_care_leavers(extract):
    assert 530 <= one(extract, f"SELECT count(*) FROM ({leavers(SHOWN)})") <= 570
    assert 900 <= one(extract, f"SELECT count(*) FROM ({leavers(SHOWN, 'true')})") <= 1_000
    assert f"{share(extract, homes(SHOWN))[2]:.1f}" == "92.4"
    assert f"{share(extract, activities(SHOWN))[2]:.1f}" == "43.8"
    assert f"{share(extract, contacts(SHOWN))[2]:.1f}" == "72.2"


@pytest.mark.parametrize(
    "on", ["2017-10-31", "2018-03-31", "2018-10-31", "2019-03-31", "2019-08-31", "2020-01-31"]
)
def test_care_leavers_earlier(extract, on):
    assert 88 <= share(extract, homes(date(on)))[2] <= 94.5
    assert 41 <= share(extract, activities(date(on)))[2] <= 51
    assert 67 <= share(extract, contacts(date(on)))[2] <= 80


# 15 to 17 staff


def staff_in_post(on, role, more="true"):
    return (
        f"SELECT * FROM workforce WHERE role = '{role}' AND d(start) <= {on} AND (\"end\" IS NULL OR "
        f'd("end") > {on}) AND {more}'
    )


def involvements_open(on, role, more="true"):
    return (
        f"SELECT i.* FROM ssd_involvements i "
        f"JOIN ({staff_in_post(on, role, more)}) w ON worker_id = invo_professional_id "
        f"WHERE invo_professional_role_id = '{role}' AND b <= {on} AND (e IS NULL OR e > {on})"
    )


def caseload(db, on):
    held = one(
        db, f"SELECT count(*) FROM ({involvements_open(on, 'Social worker', 'holds_cases = ' + repr('Y'))})"
    )
    return held, held / one(
        db,
        f"SELECT sum(fte::DOUBLE) FROM ({staff_in_post(on, 'Social worker', 'holds_cases = ' + repr('Y'))})",
    )


def test_caseload(extract):
    held, mean = caseload(extract, SHOWN)
    assert 8_200 <= held <= 8_900 and 16.8 <= mean <= 17.2
    for on in ("2016-10-31", "2017-10-31", "2018-10-31", "2019-04-30"):
        assert 16 <= caseload(extract, date(on))[1] <= 19


def test_every_open_case_has_one_social_worker_but_a_few_dozen(extract):
    cases = one(extract, f"SELECT count(*) FROM referrals WHERE b <= {SHOWN} AND (e IS NULL OR e > {SHOWN})")
    held, children = extract.execute(
        f"SELECT count(*), count(DISTINCT invo_person_id) FROM ({involvements_open(SHOWN, 'Social worker')})"
    ).fetchone()
    assert held == children and 24 <= cases - held <= 70


def reviewing(db, on):
    role = "Independent reviewing officer"
    held, busiest = db.execute(
        f"SELECT sum(n), max(n) FROM (SELECT count(*) AS n FROM ({involvements_open(on, role)}) "
        "GROUP BY invo_professional_id)"
    ).fetchone()
    return held, one(db, f"SELECT sum(fte::DOUBLE) FROM ({staff_in_post(on, role)})"), busiest


def test_reviewing_officers(extract):
    held, officers, busiest = reviewing(extract, SHOWN)
    assert (held, officers) == (3_299, 44) and 83 <= busiest <= 87
    held, officers, busiest = reviewing(extract, date("2017-10-31"))
    assert 129.5 <= held / officers <= 130.5 and busiest > 140
    role = "Independent reviewing officer"
    agency = f"SELECT count(*) FROM workforce WHERE role = '{role}' AND agency = 'Y'"
    assert one(extract, agency + " AND d(\"end\") > DATE '2019-01-01'") == 0 and one(extract, agency) > 0


def turnover(db, on, role):
    left = one(
        db,
        f"SELECT coalesce(sum(fte::DOUBLE), 0) FROM workforce WHERE role = '{role}' AND agency = 'N' "
        f'AND d("end") > {on} - INTERVAL 12 MONTH AND d("end") <= {on}',
    )
    return left / one(
        db, f"SELECT sum(fte::DOUBLE) FROM ({staff_in_post(on, role, 'agency = ' + repr('N'))})"
    )


def test_turnover(extract):
    assert 0.11 <= turnover(extract, SHOWN, "Social worker") <= 0.125
    assert 0.14 <= turnover(extract, date("2018-10-31"), "Social worker") <= 0.16
    role = "Independent reviewing officer"
    assert turnover(extract, SHOWN, role) < turnover(extract, date("2018-10-31"), role)
    agency = one(
        extract,
        (
            "SELECT sum(fte::DOUBLE) FILTER (agency = 'Y') / sum(fte::DOUBLE) FROM "
            f"({staff_in_post(SHOWN, 'Social worker')})"
        ),
    )
    assert 0.12 <= agency <= 0.16
