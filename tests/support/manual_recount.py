"""A second count of every indicator, in plain SQL, from the words of the manual alone.

Written by somebody who saw the manual, the notes on extracts and the files, and nothing of careboard. SQL
holds for each indicator its windows and one question that gives a row for each case: the person, the day at
which the case's area is taken, its team if the record names one, and whether it is met. Where a figure is no
share, num and den are what is summed; aged is the day at which the age is taken, if it is another.
"""
import csv
import datetime as dt
import math
import re
from pathlib import Path

import duckdb
import holidays

SETUP = r"""
CREATE MACRO dmy(x) AS try_strptime(x, '%d/%m/%Y')::DATE;
CREATE MACRO blank(x) AS x IS NULL OR trim(x) = '';
-- the rows of one table that can be used: needed days readable, person known, no end before the start
CREATE TABLE person AS
  SELECT pers_person_id person, pers_sex sex, dmy(pers_dob) born,
    CASE WHEN pers_ethnicity IN ('REFU', 'NOBT') OR blank(pers_ethnicity) THEN 'Not known'
         WHEN pers_ethnicity[1] = 'W' THEN 'White' WHEN pers_ethnicity[1] = 'M' THEN 'Mixed'
         WHEN pers_ethnicity[1] = 'A' OR pers_ethnicity = 'CHNE' THEN 'Asian'
         WHEN pers_ethnicity[1] = 'B' THEN 'Black' WHEN pers_ethnicity = 'OOTH' THEN 'Other'
         ELSE 'Not known' END ethnic
  FROM r_ssd_person;
CREATE TABLE team AS SELECT team_id team, area, dmy("from") began, dmy("to") ended FROM r_teams;
CREATE TABLE home AS SELECT person_id person, district, dmy("from") began, dmy("to") ended
  FROM r_home_districts WHERE dmy("from") IS NOT NULL;
CREATE TABLE involvement AS
  SELECT invo_person_id person, invo_professional_id worker, invo_professional_role_id role,
    invo_professional_team team, dmy(invo_involvement_start_date) began, dmy(invo_involvement_end_date) ended
  FROM r_ssd_involvements
  WHERE invo_person_id IN (SELECT person FROM person) AND dmy(invo_involvement_start_date) IS NOT NULL
    AND (blank(invo_involvement_end_date)
         OR dmy(invo_involvement_end_date) >= dmy(invo_involvement_start_date));
CREATE TABLE referral AS
  SELECT cine_referral_id referral, cine_person_id person, dmy(cine_referral_date) began,
    dmy(cine_close_date) ended, cine_referral_nfa nfa, cine_referral_team team
  FROM r_ssd_cin_episodes
  WHERE cine_person_id IN (SELECT person FROM person) AND dmy(cine_referral_date) IS NOT NULL
    AND (blank(cine_close_date) OR dmy(cine_close_date) >= dmy(cine_referral_date))
  QUALIFY row_number() OVER (PARTITION BY cine_referral_id ORDER BY rn) = 1;
CREATE TABLE assessment AS
  SELECT cina_assessment_id id, cina_person_id person, cina_referral_id referral,
    dmy(cina_assessment_start_date) began, dmy(cina_assessment_auth_date) ended,
    cina_assessment_child_seen seen, cina_assessment_team team
  FROM r_ssd_cin_assessments
  WHERE cina_person_id IN (SELECT person FROM person) AND dmy(cina_assessment_start_date) IS NOT NULL
    AND (blank(cina_assessment_auth_date)
         OR dmy(cina_assessment_auth_date) >= dmy(cina_assessment_start_date))
  QUALIFY row_number() OVER (PARTITION BY cina_assessment_id ORDER BY rn) = 1;
CREATE TABLE contact AS
  SELECT cont_person_id person, dmy(cont_contact_date) dated FROM r_ssd_contacts
  WHERE cont_person_id IN (SELECT person FROM person) AND dmy(cont_contact_date) IS NOT NULL;
CREATE TABLE early_help AS
  SELECT earl_person_id person, dmy(earl_episode_start_date) began, dmy(earl_episode_end_date) ended
  FROM r_ssd_early_help_episodes
  WHERE earl_person_id IN (SELECT person FROM person) AND dmy(earl_episode_start_date) IS NOT NULL
    AND (blank(earl_episode_end_date) OR dmy(earl_episode_end_date) >= dmy(earl_episode_start_date));
CREATE TABLE enquiry AS
  SELECT s47e_s47_enquiry_id enquiry, s47e_person_id person, dmy(s47e_s47_start_date) began,
    s47e_s47_completed_by_team team
  FROM r_ssd_s47_enquiry
  WHERE s47e_person_id IN (SELECT person FROM person) AND dmy(s47e_s47_start_date) IS NOT NULL;
CREATE TABLE conference AS
  SELECT icpc_icpc_id conference, icpc_person_id person, icpc_s47_enquiry_id enquiry, icpc_icpc_team team,
    dmy(icpc_icpc_date) held, icpc_icpc_transfer_in transfer
  FROM r_ssd_initial_cp_conference
  WHERE icpc_person_id IN (SELECT person FROM person) AND dmy(icpc_icpc_date) IS NOT NULL;
CREATE TABLE any_plan AS
  SELECT cppl_cp_plan_id plan, cppl_person_id person, cppl_icpc_id conference,
    dmy(cppl_cp_plan_start_date) began, dmy(cppl_cp_plan_end_date) ended, cppl_cp_plan_ola temporary
  FROM r_ssd_cp_plans
  WHERE cppl_person_id IN (SELECT person FROM person) AND dmy(cppl_cp_plan_start_date) IS NOT NULL
    AND (blank(cppl_cp_plan_end_date) OR dmy(cppl_cp_plan_end_date) >= dmy(cppl_cp_plan_start_date))
  QUALIFY row_number() OVER (PARTITION BY cppl_cp_plan_id ORDER BY rn) = 1;
CREATE TABLE plan AS SELECT * FROM any_plan WHERE temporary IS DISTINCT FROM 'Y';
CREATE TABLE plan_review AS
  SELECT cppr_cp_plan_id plan, dmy(cppr_cp_review_date) held FROM r_ssd_cp_reviews
  WHERE cppr_person_id IN (SELECT person FROM person) AND dmy(cppr_cp_review_date) IS NOT NULL;
CREATE TABLE plan_visit AS
  SELECT cppv_cp_visit_id id, cppv_person_id person, cppv_cp_plan_id plan, dmy(cppv_cp_visit_date) visited,
    cppv_cp_visit_seen seen, cppv_cp_visit_seen_alone alone
  FROM r_ssd_cp_visits
  WHERE cppv_person_id IN (SELECT person FROM person) AND dmy(cppv_cp_visit_date) IS NOT NULL;
CREATE TABLE need_plan AS
  SELECT cinp_cin_plan_id plan, cinp_person_id person, dmy(cinp_cin_plan_start_date) began,
    dmy(cinp_cin_plan_end_date) ended, cinp_cin_plan_team team
  FROM r_ssd_cin_plans
  WHERE cinp_person_id IN (SELECT person FROM person) AND dmy(cinp_cin_plan_start_date) IS NOT NULL
    AND (blank(cinp_cin_plan_end_date) OR dmy(cinp_cin_plan_end_date) >= dmy(cinp_cin_plan_start_date));
CREATE TABLE need_visit AS
  SELECT cinv_person_id person, dmy(cinv_cin_visit_date) visited, cinv_cin_visit_seen seen
  FROM r_ssd_cin_visits
  WHERE cinv_person_id IN (SELECT person FROM person) AND dmy(cinv_cin_visit_date) IS NOT NULL;
CREATE TABLE earlier_plan AS
  SELECT person_id person,
    coalesce(dmy("end"), make_date(try_cast("end" AS INT), 12, 31)) ended FROM r_earlier_plans
  WHERE person_id IN (SELECT person FROM person);
-- looked-after children: episodes with their legal status and placement, short breaks left out
CREATE TABLE placement AS
  SELECT clap_cla_placement_id placement, clap_person_id person, dmy(clap_cla_placement_start_date) began,
    dmy(clap_cla_placement_end_date) ended, clap_cla_placement_type type,
    clap_cla_placement_postcode postcode, clap_cla_placement_distance::DOUBLE miles
  FROM r_ssd_cla_placement
  WHERE clap_person_id IN (SELECT person FROM person) AND dmy(clap_cla_placement_start_date) IS NOT NULL
    AND (blank(clap_cla_placement_end_date)
         OR dmy(clap_cla_placement_end_date) >= dmy(clap_cla_placement_start_date))
  QUALIFY row_number() OVER (PARTITION BY clap_cla_placement_id ORDER BY rn) = 1;
CREATE TABLE legal AS
  SELECT lega_person_id person, lega_legal_status status, dmy(lega_legal_status_start_date) began,
    dmy(lega_legal_status_end_date) ended
  FROM r_ssd_legal_status WHERE lega_person_id IN (SELECT person FROM person);
CREATE TABLE any_episode AS
  SELECT clae_cla_episode_id id, clae_person_id person, dmy(clae_cla_episode_start_date) began,
    clae_cla_episode_start_reason reason, dmy(clae_cla_episode_ceased_date) ended,
    clae_cla_episode_ceased_reason end_reason, clae_cla_id care, clae_cla_placement_id placement
  FROM r_ssd_cla_episodes
  WHERE clae_person_id IN (SELECT person FROM person) AND dmy(clae_cla_episode_start_date) IS NOT NULL
    AND (blank(clae_cla_episode_ceased_date)
         OR dmy(clae_cla_episode_ceased_date) >= dmy(clae_cla_episode_start_date))
  QUALIFY row_number() OVER (PARTITION BY clae_cla_episode_id ORDER BY rn) = 1;
CREATE TABLE episode AS
  SELECT e.*, l.status legal, p.type, p.postcode, p.miles, p.began placement_began
  FROM (SELECT e.*, (SELECT arg_max(status, began) FROM legal l WHERE l.person = e.person
          AND l.began <= e.began AND (l.ended IS NULL OR l.ended > e.began)) status FROM any_episode e) l
  JOIN any_episode e USING (id) LEFT JOIN placement p ON p.placement = e.placement
  WHERE l.status IS NULL OR l.status NOT IN ('V3', 'V4');
-- a period of care: episodes of which each begins no later than the day after those before ended
CREATE TABLE part AS
  SELECT *, sum(fresh) OVER (PARTITION BY person ORDER BY began, ended NULLS LAST, id) number FROM (
    SELECT *, CASE WHEN began <= max(coalesce(ended, DATE '9999-01-01')) OVER (PARTITION BY person
        ORDER BY began, ended NULLS LAST, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + 1
      THEN 0 ELSE 1 END fresh FROM episode);
CREATE TABLE period AS
  SELECT person, number, min(began) began, CASE WHEN count(*) = count(ended) THEN max(ended) END ended,
    arg_max(end_reason, (began, id)) end_reason
  FROM part GROUP BY person, number;
CREATE MACRO later(d, months) AS (d + to_months(months))::DATE;
CREATE MACRO years(born, d) AS year(d) - year(born)
  - CASE WHEN month(d) * 100 + day(d) < month(born) * 100 + day(born) THEN 1 ELSE 0 END;
CREATE MACRO birthday(born, n) AS (born + to_years(n))::DATE
  + CASE WHEN month(born) * 100 + day(born) = 229 AND (year(born) + n) % 4 != 0 THEN 1 ELSE 0 END;
CREATE MACRO workdays(a, b) AS (SELECT n FROM wd WHERE wd.dated = b) - (SELECT n FROM wd WHERE wd.dated = a);
CREATE TABLE working_day AS SELECT n, min(dated) dated FROM wd GROUP BY n;
CREATE MACRO workday(a, k) AS (SELECT w.dated FROM working_day w
  WHERE w.n = (SELECT n FROM wd WHERE wd.dated = a) + k);
CREATE MACRO on_day(began, ended, d) AS began <= d AND (ended IS NULL OR ended > d);
-- stays: with whom a child lives; temporary absences and moves with the same carer are no new stay
CREATE TABLE spot AS
  SELECT *, sum(moved) OVER (PARTITION BY person ORDER BY began, ended NULLS LAST, id) stay FROM (
    SELECT *, CASE
      WHEN before_number IS DISTINCT FROM number THEN 1
      WHEN type IN ('A3', 'A5') THEN 0
      WHEN away_before THEN CASE WHEN postcode = before_postcode
        AND (type = before_type OR type[1] = 'U' AND before_type[1] = 'U') THEN 0 ELSE 1 END
      WHEN reason IN ('S', 'P', 'B') THEN 1 ELSE 0 END moved
    FROM (
      SELECT *, lag(number) OVER w before_number, lag(type) OVER w before_type,
        lag(postcode) OVER w before_postcode, lag(seq) OVER w < seq - 1 away_before
      FROM (SELECT *, row_number() OVER (PARTITION BY person ORDER BY began, ended NULLS LAST, id) seq
        FROM part)
      WHERE type IS NULL OR type[1] != 'T'
      WINDOW w AS (PARTITION BY person ORDER BY seq)));
CREATE TABLE stay AS
  SELECT person, number, stay, min(began) began, max(coalesce(ended, DATE '9999-01-01')) ended,
    arg_max(type, began) type FROM spot GROUP BY ALL;
CREATE TABLE leaver AS
  SELECT person_id person, dmy("from") began, dmy("to") ended, eligibility, in_touch, dmy(contact) contact,
    activity, accommodation, suitable, dmy(pathway_plan_review) reviewed
  FROM r_care_leaver_history WHERE person_id IN (SELECT person FROM person);
CREATE TABLE spell AS
  SELECT miss_table_id id, miss_person_id person, miss_missing_episode_type type,
    try_strptime(miss_missing_episode_start_date, '%d/%m/%Y %H:%M') began,
    try_strptime(miss_missing_episode_end_date, '%d/%m/%Y %H:%M') ended
  FROM r_ssd_missing
  WHERE miss_person_id IN (SELECT person FROM person)
    AND try_strptime(miss_missing_episode_start_date, '%d/%m/%Y %H:%M') IS NOT NULL
    AND (blank(miss_missing_episode_end_date) OR try_strptime(miss_missing_episode_end_date, '%d/%m/%Y %H:%M')
         >= try_strptime(miss_missing_episode_start_date, '%d/%m/%Y %H:%M'));
CREATE TABLE interview AS
  SELECT missing_id id, try_strptime(offered, '%d/%m/%Y %H:%M') offered,
    try_strptime(completed, '%d/%m/%Y %H:%M') completed FROM r_return_interviews;
CREATE TABLE score AS
  SELECT csdq_table_id id, csdq_person_id person, dmy(csdq_sdq_completed_date) dated, csdq_sdq_reason reason,
    csdq_sdq_score::INT score FROM r_ssd_sdq_scores
  WHERE csdq_person_id IN (SELECT person FROM person) AND dmy(csdq_sdq_completed_date) IS NOT NULL;
CREATE TABLE health AS
  SELECT clah_person_id person, clah_health_check_type type, dmy(clah_health_check_date) dated,
    clah_health_check_status status FROM r_ssd_cla_health
  WHERE clah_person_id IN (SELECT person FROM person) AND dmy(clah_health_check_date) IS NOT NULL;
CREATE TABLE done AS SELECT * FROM health WHERE status = 'Approved';
CREATE TABLE care_review AS
  SELECT DISTINCT e.person, r.held, r.participation, r.id
    FROM (SELECT clar_cla_review_id id, clar_cla_id care,
      dmy(clar_cla_review_date) held, clar_cla_review_participation participation
    FROM r_ssd_cla_reviews WHERE clar_cla_review_cancelled IS DISTINCT FROM 'Y') r
  JOIN (SELECT DISTINCT care, person FROM any_episode) e USING (care) WHERE r.held IS NOT NULL;
CREATE TABLE care_visit AS
  SELECT clav_person_id person, dmy(clav_cla_visit_date) visited, clav_cla_visit_seen seen
    FROM r_ssd_cla_visits
  WHERE clav_person_id IN (SELECT person FROM person) AND dmy(clav_cla_visit_date) IS NOT NULL;
CREATE TABLE placement_plan AS
  SELECT person_id person, dmy(placement_start) began, lasts_to_18, planned_end, same_carer, basis
  FROM r_placement_plans WHERE person_id IN (SELECT person FROM person);
CREATE TABLE school AS SELECT person_id person, school_id school, dmy("from") began, dmy("to") ended
  FROM r_schools WHERE person_id IN (SELECT person FROM person);
CREATE TABLE term AS
  SELECT person_id person, dmy(term_start) began, dmy(term_end) ended, dmy(plan_reviewed) reviewed,
    attendance::DOUBLE attendance, suspended, sen FROM r_education
  WHERE person_id IN (SELECT person FROM person);
CREATE TABLE sessions AS
  SELECT person_id person, dmy(term_start) began, dmy(term_end) ended, possible::INT possible,
    authorised::INT authorised, unauthorised::INT unauthorised FROM r_attendance
  WHERE person_id IN (SELECT person FROM person);
CREATE TABLE suspension AS SELECT person_id person, dmy("start") dated, permanent FROM r_suspensions
  WHERE person_id IN (SELECT person FROM person);
CREATE TABLE result AS SELECT person_id person, stage, dmy(dated) dated, reached,
  attainment_8::DOUBLE attainment_8 FROM r_key_stage_results WHERE person_id IN (SELECT person FROM person);
CREATE TABLE worker AS SELECT worker_id worker, role, team_id team, dmy("start") began, dmy("end") ended,
  fte::DOUBLE fte, agency, holds_cases FROM r_workforce;
CREATE TABLE post AS SELECT role, team_id team, fte::DOUBLE fte, dmy("from") began, dmy("to") ended
  FROM r_posts;
-- days on which a child was looked after: a period of care up to the 18th birthday
CREATE TABLE care AS
  SELECT p.person, p.number, p.began, p.end_reason, least(coalesce(p.ended, DATE '9999-01-01'),
      coalesce(birthday(q.born, 18), DATE '9999-01-01')) until
  FROM period p JOIN person q USING (person);
"""

# what is made afresh for each period's last day
AT = r"""
CREATE OR REPLACE TABLE lac AS
  WITH now AS (
    SELECT e.*, c.began care_began FROM part e JOIN care c USING (person, number)
    WHERE on_day(e.began, e.ended, $last) AND c.until > $last
    QUALIFY row_number() OVER (PARTITION BY e.person ORDER BY e.began DESC, e.id DESC) = 1),
  back AS (
    SELECT s.* FROM spot s JOIN now ON now.person = s.person AND now.number = s.number
    WHERE s.began <= $last QUALIFY row_number() OVER (PARTITION BY s.person
      ORDER BY s.began DESC, s.seq DESC) = 1)
  SELECT n.person, n.number, n.care_began, n.legal, coalesce(b.type, n.type) type, b.stay,
    coalesce(b.postcode, n.postcode) postcode, coalesce(b.miles, n.miles) miles,
    coalesce(b.placement_began, n.placement_began) placement_began, n.type type_now,
    years(q.born, $last) age, q.born, n.care_began <= later($last, -12) + 1 AS year_long
  FROM now n JOIN person q USING (person) LEFT JOIN back b USING (person);
"""
IN = "BETWEEN $first AND $last"
SQL = {}


def put(idents, windows, sql):
    for one in idents.split():
        SQL[one] = (windows.split(), sql)


# ---- front door
put("assessments_within_45_working_days", "month six_months year financial_year", f"""
SELECT person, ended dated, team, workdays(began, ended) <= 45 met FROM assessment WHERE ended {IN}""")
put("assessments_within_45_working_days_of_referral", "month six_months year", f"""
SELECT a.person, a.ended dated, a.team, workdays(r.began, a.ended) <= 45 met
FROM (SELECT * FROM assessment QUALIFY row_number() OVER (PARTITION BY referral ORDER BY began, id) = 1) a
JOIN referral r USING (referral) WHERE a.ended {IN}""")
put("child_seen_in_assessment", "month year", f"""
SELECT person, ended dated, team, seen IS NOT DISTINCT FROM 'Y' met FROM assessment WHERE ended {IN}""")
put("contacts", "month year", f"SELECT person, dated, NULL team FROM contact WHERE dated {IN}")
put("early_help_to_referral", "year month", f"""
SELECT person, later(ended, 1) dated, NULL team, EXISTS (SELECT 1 FROM referral r WHERE r.person = e.person
  AND r.began BETWEEN e.began AND later(e.ended, 1)) met
FROM early_help e WHERE later(ended, 1) {IN}""")
put("open_assessments_over_45_working_days", "at_date", """
SELECT person, $last dated, team, workdays(began, $last) > 45 met FROM assessment
WHERE on_day(began, ended, $last)""")
put("re_referrals_within_12_months", "year month", f"""
SELECT person, began dated, team, EXISTS (SELECT 1 FROM referral e WHERE e.person = r.person
  AND e.began < r.began AND later(e.began, 12) >= r.began) met
FROM referral r WHERE began {IN}""")
put("referral_rate", "year", f"SELECT person, began dated, team FROM referral WHERE began {IN}")

# ---- children in need
OPEN_CASE = """SELECT DISTINCT person, NULL team FROM referral
  WHERE on_day(began, ended, $last) AND nfa IS DISTINCT FROM 'Y'"""
put("children_in_need children_in_need_rate", "at_date", f"""
WITH open_case AS ({OPEN_CASE})
SELECT person, $last dated, team FROM open_case
UNION ALL SELECT DISTINCT person, $last, NULL FROM leaver
WHERE on_day(began, ended, $last) AND in_touch != 'DIED' AND person NOT IN (SELECT person FROM open_case)""")
put("cin_plans_over_9_months", "at_date", """
SELECT person, $last dated, team, later(began, 9) <= $last met FROM need_plan
WHERE on_day(began, ended, $last)""")
put("cin_visits_in_timescale", "at_date", """
SELECT person, $last dated, team, EXISTS (SELECT 1 FROM need_visit v WHERE v.person = p.person
  AND v.seen = 'Y'
  AND v.visited <= $last AND workdays(v.visited, $last) <= 20) met
FROM need_plan p WHERE on_day(began, ended, $last) AND workdays(began, $last) > 20""")
put("unallocated_cases", "at_date", f"""
SELECT person, $last dated, team, NOT EXISTS (SELECT 1 FROM involvement i WHERE i.person = o.person
  AND i.role != 'Independent reviewing officer' AND on_day(i.began, i.ended, $last)) met
FROM ({OPEN_CASE}) o""")
put("ethnicity_recorded", "at_date", f"""
SELECT person, $last dated, team, ethnic != 'Not known' met FROM ({OPEN_CASE}) JOIN person USING (person)""")

# ---- child protection
put("conference_rate", "year", f"""
SELECT person, held dated, team FROM conference WHERE held {IN} AND transfer IS DISTINCT FROM 'Y'""")
put("conferences_within_15_working_days", "month year", f"""
SELECT c.person, held dated, c.team, coalesce(workdays(e.began, held) <= 15, false) met
FROM conference c LEFT JOIN enquiry e USING (enquiry) WHERE held {IN} AND transfer IS DISTINCT FROM 'Y'""")
put("plans_ended_after_two_years", "year month", f"""
SELECT person, ended dated, NULL team, later(began, 24) <= ended met FROM plan WHERE ended {IN}""")
put("plans_open_two_years", "at_date", """
SELECT person, $last dated, NULL team, later(began, 24) <= $last met FROM plan
WHERE on_day(began, ended, $last)""")
put("plans_reaching_two_years", "at_date", """
SELECT person, $last dated, NULL team FROM plan
WHERE on_day(began, ended, $last) AND later(began, 24) > $last AND later(began, 24) <= $last + 61""")
put("protection_plans protection_plan_rate", "at_date", """
SELECT person, $last dated, NULL team FROM plan WHERE on_day(began, ended, $last)""")
put("protection_plans_ended", "month year", f"""
SELECT person, ended dated, NULL team FROM plan WHERE ended {IN}""")
put("protection_plans_started", "month year", f"""
SELECT person, began dated, NULL team FROM plan WHERE began {IN}""")
PLAN_REVIEWS = """
  SELECT plan, held, lag(held) OVER (PARTITION BY plan ORDER BY held) before FROM plan_review
    WHERE held <= $last"""
put("protection_reviews_due", "at_date", """
SELECT person, $last dated, NULL team FROM (
  SELECT p.person, coalesce(later(max(r.held), 6), later(coalesce(any_value(c.held), p.began), 3)) due
  FROM plan p LEFT JOIN plan_review r ON r.plan = p.plan AND r.held <= $last
  LEFT JOIN conference c ON c.conference = p.conference
  WHERE on_day(p.began, p.ended, $last) GROUP BY p.plan, p.person, p.began)
WHERE due > $last AND due <= $last + 61""")
put("protection_reviews_in_timescale", "at_date", f"""
SELECT person, $last dated, NULL team, late = 0 AND due >= $last met FROM (
  SELECT p.person, count(*) FILTER (WHERE r.held > coalesce(later(r.before, 6),
      later(coalesce(c.held, p.began), 3))) late,
    coalesce(later(max(r.held), 6), later(coalesce(any_value(c.held), p.began), 3)) due
  FROM plan p LEFT JOIN ({PLAN_REVIEWS}) r ON r.plan = p.plan LEFT JOIN conference c
    ON c.conference = p.conference
  WHERE on_day(p.began, p.ended, $last) AND later(p.began, 3) <= $last GROUP BY p.plan, p.person, p.began)""")
put("protection_visits_in_timescale", "at_date", """
SELECT person, $last dated, NULL team, EXISTS (SELECT 1 FROM plan_visit v WHERE v.plan = p.plan
  AND v.seen = 'Y'
  AND v.visited <= $last AND workdays(v.visited, $last) <= 15) met
FROM plan p WHERE on_day(began, ended, $last) AND workdays(began, $last) > 15""")
put("repeat_plans_ever", "year month", f"""
SELECT person, began dated, NULL team, EXISTS (SELECT 1 FROM plan e WHERE e.person = p.person
  AND e.began < p.began)
  OR EXISTS (SELECT 1 FROM earlier_plan e WHERE e.person = p.person) met
FROM plan p WHERE began {IN}""")
for months in (12, 24):
    put(f"repeat_plans_within_{months}_months", "year month", f"""
SELECT person, began dated, NULL team, EXISTS (SELECT 1 FROM plan e WHERE e.person = p.person
  AND e.plan != p.plan
    AND e.ended <= p.began AND later(e.ended, {months}) >= p.began)
  OR EXISTS (SELECT 1 FROM earlier_plan e WHERE e.person = p.person
    AND e.ended <= p.began AND later(e.ended, {months}) >= p.began) met
FROM plan p WHERE began {IN}""")
put("section_47_rate", "year", f"SELECT person, began dated, team FROM enquiry WHERE began {IN}")
put("seen_alone_at_last_visit", "at_date", """
SELECT p.person, $last dated, NULL team, arg_max(v.alone, (v.visited, v.id)) IS NOT DISTINCT FROM 'Y' met
FROM plan p JOIN plan_visit v ON v.plan = p.plan AND v.visited <= $last
WHERE on_day(p.began, p.ended, $last) GROUP BY p.plan, p.person""")

# ---- looked after: in and out
LAST_END = f"""SELECT person, until - 1 dated, until aged, end_reason FROM care WHERE until {IN}
  QUALIFY row_number() OVER (PARTITION BY person ORDER BY until DESC) = 1"""
put("adopted_share", "year financial_year", f"""
SELECT person, dated, aged, NULL team, coalesce(end_reason IN ('E11', 'E12'), false) met FROM ({LAST_END})""")
put("special_guardianship_share", "year financial_year", f"""
SELECT person, dated, aged, NULL team, coalesce(end_reason IN ('E45', 'E46', 'E47', 'E48'), false) met
FROM ({LAST_END})""")
put("ceased_looked_after", "month year financial_year", f"""
SELECT person, until - 1 dated, until aged, NULL team FROM care WHERE until {IN}
QUALIFY '$window' = 'month' OR row_number() OVER (PARTITION BY person ORDER BY until DESC) = 1""")
put("started_looked_after", "month year financial_year", f"""
SELECT person, began dated, NULL team FROM care WHERE began {IN}
QUALIFY '$window' = 'month' OR row_number() OVER (PARTITION BY person ORDER BY began) = 1""")
put("entries_to_exits", "year month", f"""
SELECT person, dated, team, 1 num, 0 den FROM ({SQL["started_looked_after"][1]})
UNION ALL SELECT person, dated, team, 0, 1 FROM ({SQL["ceased_looked_after"][1]})""")
put("repeat_looked_after", "year month", f"""
SELECT person, began dated, NULL team, EXISTS (SELECT 1 FROM care e WHERE e.person = c.person
  AND e.began < c.began)
  OR person IN (SELECT person_id FROM r_earlier_care) met
FROM care c WHERE began {IN}""")
for months in (12, 24):
    put(f"permanence_within_{months}_months", "year", f"""
SELECT person, later(began, {months}) dated, NULL team, coalesce(until <= later(began, {months})
  AND end_reason IN
  ('E4A', 'E4B', 'E13', 'E11', 'E12', 'E41', 'E45', 'E46', 'E47', 'E48'), false) met
FROM care WHERE later(began, {months}) {IN}""")
SOCIAL_WORKERS = """
SELECT person, $last dated, NULL team, (SELECT count(DISTINCT worker) FROM involvement i
  WHERE i.person = l.person
  AND i.role = 'Social worker' AND i.began <= $last
  AND (i.ended IS NULL OR i.ended >= later($last, -12) + 1)) >= $number met
FROM lac l"""
put("three_or_more_social_workers", "at_date", SOCIAL_WORKERS)
put("change_of_social_worker", "at_date", f"{SOCIAL_WORKERS} WHERE year_long")
put("days_from_entry_to_adoptive_placement", "year financial_year", f"""
SELECT c.person, c.dated, c.aged, NULL team, s.moved - s.began num, 1 den
FROM (SELECT * FROM ({LAST_END}) WHERE end_reason IN ('E11', 'E12')) c
JOIN (SELECT c.person, c.until - 1 dated, c.began,
    (SELECT max(s.began) FROM spot s WHERE s.person = c.person AND s.number = c.number
      AND s.stay = (SELECT arg_max(t.stay, t.seq) FROM spot t WHERE t.person = c.person
        AND t.number = c.number)
      AND s.moved = 1) moved,
    (SELECT arg_max(t.type, t.seq) FROM spot t WHERE t.person = c.person AND t.number = c.number) type
  FROM care c) s USING (person, dated)
WHERE s.type IN ('A3', 'A4', 'A5', 'A6')""")
put("days_from_placement_order_to_match", "year financial_year", f"""
SELECT c.person, c.dated, c.aged, NULL team, p.matched - coalesce(p.ordered, e.ordered) num, 1 den
FROM (SELECT * FROM ({LAST_END}) WHERE end_reason IN ('E11', 'E12')) c
JOIN (SELECT perm_person_id person, dmy(perm_placement_order_date) ordered, dmy(perm_matched_date) matched
  FROM r_ssd_permanence) p USING (person)
LEFT JOIN (SELECT person, min(began) ordered FROM legal WHERE status = 'E1' GROUP BY person) e USING (person)
WHERE p.matched IS NOT NULL AND coalesce(p.ordered, e.ordered) IS NOT NULL""")
put("looked_after looked_after_rate", "at_date", "SELECT person, $last dated, NULL team FROM lac")
# the reviews of a period of care: each due after the one before; the last row's review is not held
REVIEWS = """
WITH held AS (
  SELECT DISTINCT c.person, c.number, r.held FROM care c JOIN care_review r ON r.person = c.person
    AND r.held >= c.began AND r.held <= c.until),
ranked AS (SELECT *, row_number() OVER (PARTITION BY person, number ORDER BY held) k FROM held),
due AS (
  SELECT c.person, c.number, 1 k, workday(c.began, 20) due FROM care c
  UNION ALL SELECT person, number, k + 1, later(held, CASE WHEN k = 1 THEN 3 ELSE 6 END) FROM ranked),
review AS (SELECT d.*, r.held, c.until FROM due d JOIN care c USING (person, number)
  LEFT JOIN ranked r USING (person, number, k))"""
put("looked_after_reviews_in_timescale", "year month", f"""{REVIEWS}
SELECT person, due dated, NULL team, coalesce(held <= due, false) met FROM review
WHERE due {IN} AND until > due""")
SO_FAR = REVIEWS.replace("r.held >= c.began", "r.held >= c.began AND r.held <= $last")
put("looked_after_reviews_due", "at_date", f"""{SO_FAR}
SELECT r.person, $last dated, NULL team FROM review r JOIN lac USING (person, number)
WHERE held IS NULL AND due > $last AND due <= $last + 61""")
put("review_participation", "year month", f"""
SELECT r.person, held dated, NULL team, coalesce(participation IN ('PN1', 'PN2', 'PN3', 'PN5', 'PN6'),
  false) met
FROM care_review r JOIN person q USING (person) WHERE held {IN} AND years(q.born, held) >= 4""")
put("unaccompanied_share", "at_date", """
SELECT person, $last dated, NULL team, person IN (SELECT immi_person_id FROM r_ssd_immigration_status
  WHERE immi_immigration_status = 'Unaccompanied asylum seeking child'
  AND on_day(dmy(immi_immigration_status_start_date), dmy(immi_immigration_status_end_date), $last)) met
FROM lac""")
put("unaccompanied_children", "at_date", f"SELECT * FROM ({SQL['unaccompanied_share'][1]}) WHERE met")
VISIT = """
WITH plan_now AS (
  SELECT l.person, arg_max(p, p.began).lasts_to_18 lasts, arg_max(p, p.began).basis basis
  FROM lac l JOIN stay s USING (person, stay) JOIN spot o ON o.person = l.person AND o.stay = l.stay
    AND o.began <= $last JOIN placement_plan p ON p.person = l.person AND p.began = o.placement_began
  GROUP BY l.person),
seen AS (
  SELECT l.person, s.began stay_began, max(v.visited) visited, l.legal, l.type,
    (SELECT max(g.began) FROM legal g WHERE g.person = l.person AND on_day(g.began, g.ended, $last)) ordered,
    (SELECT min(r.held) FROM care_review r WHERE r.person = l.person AND r.held >= s.began
      AND r.held <= $last) reviewed
  FROM lac l JOIN stay s USING (person, stay)
  LEFT JOIN care_visit v ON v.person = l.person AND v.seen = 'Y' AND v.visited BETWEEN s.began AND $last
  GROUP BY ALL),
due AS (
  SELECT person, CASE
    WHEN visited IS NULL THEN stay_began + 7
    WHEN type = 'P1' AND legal = 'C2' AND ordered > stay_began AND visited < ordered
      THEN least(ordered + 7, visited + 42)
    WHEN basis = 'reg19' THEN visited + CASE WHEN reviewed IS NULL THEN 7 ELSE 42 END
    WHEN type = 'P1' AND legal = 'C1' OR basis = 'reg24'
      THEN visited + CASE WHEN reviewed IS NULL THEN 7 ELSE 28 END
    WHEN lasts = 'Y' AND later(stay_began, 12) <= visited THEN later(visited, 3)
    ELSE visited + 42 END due
  FROM seen LEFT JOIN plan_now USING (person))"""
put("looked_after_visits_in_timescale", "at_date", f"""{VISIT}
SELECT person, $last dated, NULL team, due >= $last met FROM due""")
put("looked_after_visits_due", "at_date", f"""{VISIT}
SELECT person, $last dated, NULL team FROM due WHERE due > $last AND due <= $last + 14""")

# ---- placements
for ident, kinds in {
    "fostering_share": "'U1', 'U2', 'U3', 'U4', 'U5', 'U6'", "kinship_share": "'U1', 'U2', 'U3'",
    "other_residential_share": "'R1', 'R2', 'R3', 'R5'", "placed_with_parents_share": "'P1'",
    "residential_share": "'K1', 'K2'", "supported_accommodation_share": "'H5', 'P2', 'K3'",
}.items():
    put(ident, "at_date", f"""
SELECT person, $last dated, NULL team, coalesce(type IN ({kinds}), false) met FROM lac""")
put("long_term_stability", "at_date", """
SELECT l.person, $last dated, NULL team, later(s.began, 24) <= $last OR (l.type IN ('A3', 'A4', 'A5',
  'A6') AND
  later((SELECT arg_max(b.began, b.stay) FROM stay b WHERE b.person = l.person AND b.number = l.number
    AND b.stay < l.stay), 24) <= $last) IS NOT DISTINCT FROM true met
FROM lac l LEFT JOIN stay s USING (person, stay) WHERE l.age < 16 AND later(l.care_began, 30) <= $last""")
put("over_20_miles_outside", "at_date", """
SELECT person, $last dated, NULL team, coalesce(miles > 20 AND district IS NOT NULL
  AND district NOT IN (SELECT area FROM area), false) met
FROM lac LEFT JOIN r_postcode_district p ON p.sector = left(postcode, length(postcode) - 2)""")
MOVES = f"""
  SELECT s.person, s.began dated, NULL team, (SELECT arg_max(p.planned_end, p.began) FROM placement_plan p
    WHERE p.person = s.person AND p.began = s.left_placement) planned
  FROM (SELECT *, lag(placement_began) OVER w left_placement, lag(number) OVER w former FROM spot
    WINDOW w AS (PARTITION BY person ORDER BY seq)) s
  JOIN care c ON c.person = s.person AND c.number = s.number AND s.began < c.until
  WHERE s.moved = 1 AND s.former = s.number AND s.began {IN}"""
put("placement_moves", "month year", f"SELECT person, dated, team FROM ({MOVES})")
put("unplanned_moves_share", "year month", f"""
SELECT person, dated, team, planned = 'N' met FROM ({MOVES}) WHERE planned IS NOT NULL""")
put("siblings_placed_apart", "at_date", """
SELECT l.person, $last dated, NULL team, bool_or((l.postcode = o.postcode) IS DISTINCT FROM true) met
FROM lac l JOIN r_siblings a ON a.person_id = l.person JOIN r_siblings b ON b."group" = a."group"
JOIN lac o ON o.person = b.person_id AND o.person != l.person GROUP BY l.person""")
STAYS = """SELECT l.person, (SELECT count(*) FROM stay s WHERE s.person = l.person AND s.began <= $last
  AND s.ended >= later($last, -12) + 1) stays FROM lac l"""
put("third_placements_near", "at_date", f"""
SELECT person, $last dated, NULL team FROM ({STAYS}) WHERE stays = 2""")
put("three_or_more_placements", "at_date", f"""
SELECT person, $last dated, NULL team, stays >= 3 met FROM ({STAYS})""")
put("placement_plans_recorded", "at_date", """
SELECT person, $last dated, NULL team, EXISTS (SELECT 1 FROM placement_plan p WHERE p.person = l.person
  AND p.began = l.placement_began) met FROM lac l""")
put("placement_postcode_recorded", "at_date", """
SELECT person, $last dated, NULL team, postcode IS NOT NULL met FROM lac""")

# ---- health


def checked(kind, months):
    return f"""EXISTS (SELECT 1 FROM done d WHERE d.person = l.person AND d.type = '{kind}'
  AND d.dated <= $last AND later(d.dated, {months}) >= $last)"""


put("dental_checks_current", "at_date", f"""
SELECT person, $last dated, NULL team, {checked("Dental check", 12)} met FROM lac l WHERE year_long""")
put("health_assessments_current", "at_date", f"""
SELECT person, $last dated, NULL team, {checked("Health check", 12)} met FROM lac l WHERE year_long""")
put("health_assessments_in_timescale", "at_date", f"""
SELECT person, $last dated, NULL team, CASE WHEN age < 5 THEN {checked("Health check", 6)}
  ELSE {checked("Health check", 12)} END met FROM lac l WHERE year_long""")
for ident, kind, months in (
    ("dental_checks_due", "Dental check", "12"),
    ("health_assessments_due", "Health check", "CASE WHEN l.age < 5 THEN 6 ELSE 12 END"),
):
    put(ident, "at_date", f"""
SELECT person, $last dated, NULL team FROM (
  SELECT l.person, later(max(d.dated), any_value({months})) due FROM lac l JOIN done d ON d.person = l.person
    AND d.type = '{kind}' AND d.dated <= $last GROUP BY l.person)
WHERE due > $last AND due <= $last + 61""")
put("health_passports", "year month", f"""
SELECT c.person, until - 1 dated, until aged, NULL team, EXISTS (SELECT 1 FROM r_health_passports h
  WHERE h.person_id = c.person
  AND dmy(h.given) <= c.until) met
FROM care c JOIN person q USING (person) WHERE until {IN} AND years(q.born, until) >= 16""")
put("initial_health_assessments_in_20_working_days", "month year", f"""
SELECT person, due dated, NULL team, EXISTS (SELECT 1 FROM done d WHERE d.person = c.person
  AND d.type = 'Health check' AND d.dated BETWEEN c.began AND c.due) met
FROM (SELECT *, workday(began, 20) due FROM care WHERE began > DATE '2001-01-01') c
WHERE due {IN} AND until > due""")
put("substance_misuse_share", "at_date", """
SELECT person, $last dated, NULL team, EXISTS (SELECT 1 FROM r_ssd_cla_substance_misuse s
  WHERE s.clas_person_id = l.person AND s.clas_substance_misused = 'Y'
    AND dmy(s.clas_substance_misuse_date) <= $last
  AND later(dmy(s.clas_substance_misuse_date), 12) >= $last) met
FROM lac l WHERE year_long""")
put("immunisations_up_to_date", "at_date", """
SELECT person, $last dated, NULL team, EXISTS (SELECT 1 FROM r_ssd_cla_immunisations i
  WHERE i.clai_person_id = l.person AND i.clai_immunisations_status = 'Y'
  AND dmy(i.clai_immunisations_status_date) = $last) met
FROM lac l WHERE year_long""")

# ---- questionnaires
LATEST = """SELECT person, arg_max(score, (dated, id)) score FROM score WHERE score IS NOT NULL
  AND dated <= $last AND later(dated, 12) >= $last GROUP BY person"""
AGED = {"sdq_completed": "age BETWEEN 4 AND 16", "sdq_completed_5_to_16": "age BETWEEN 5 AND 16",
        "sdq_completed_annual_return": "age < 17 AND years(born, later($last, -12) + 1) >= 4"}
for ident, ages in AGED.items():
    put(ident, "at_date", f"""
SELECT person, $last dated, NULL team, person IN (SELECT person FROM ({LATEST})) met
FROM lac WHERE year_long AND {ages}""")
put("no_sdq", "at_date", f"SELECT * FROM ({SQL['sdq_completed'][1]}) WHERE NOT met")
put("sdq_scores", "at_date", f"""
SELECT person, $last dated, NULL team FROM lac JOIN ({LATEST}) USING (person)
WHERE year_long AND age BETWEEN 5 AND 16""")
put("sdq_cause_for_concern", "at_date", f"""
SELECT person, $last dated, NULL team, score >= 17 met FROM lac JOIN ({LATEST}) USING (person)
WHERE year_long AND age BETWEEN 5 AND 16""")
put("sdq_average_score", "at_date", f"""
SELECT person, $last dated, NULL team, score num, 1 den FROM lac JOIN ({LATEST}) USING (person)
WHERE year_long AND age BETWEEN 5 AND 16""")
put("sdq_change", "year", f"""
SELECT person, $last dated, NULL team, score - before num, 1 den FROM (
  SELECT *, lag(score) OVER (PARTITION BY person ORDER BY dated, id) before FROM score
  WHERE score IS NOT NULL AND dated <= $last
  QUALIFY row_number() OVER (PARTITION BY person ORDER BY dated DESC, id DESC) = 1)
JOIN lac USING (person) WHERE year_long AND dated {IN} AND before IS NOT NULL""")
put("sdq_never_scored", "at_date", """
SELECT person, $last dated, NULL team FROM lac WHERE year_long AND age BETWEEN 4 AND 16
AND person NOT IN (SELECT person FROM score WHERE score IS NOT NULL AND dated <= $last)""")
put("sdq_age_reason_faults", "at_date", f"""
SELECT person, $last dated, NULL team FROM ({SQL['sdq_completed_annual_return'][1]}) WHERE NOT met
  AND person IN (
  SELECT person FROM score WHERE score IS NULL AND dated <= $last AND later(dated, 12) >= $last
  GROUP BY person HAVING arg_max(reason, (dated, id)) = 'SDQ1')""")

# ---- education
LAST_TERM = """SELECT t.*, l.age FROM lac l JOIN term t USING (person)
  WHERE t.ended = (SELECT max(ended) FROM term WHERE ended <= $last)"""
for ident, rule in {
    "education_health_care_plan_share": "sen = 'E'", "sen_support_share": "sen = 'K'",
    "persistently_absent_share": "attendance <= 90", "suspended_share": "suspended = 'Y'",
    "personal_education_plans_reviewed": "reviewed BETWEEN began AND ended",
}.items():
    put(ident, "at_date", f"""
SELECT person, $last dated, NULL team, coalesce({rule}, false) met FROM ({LAST_TERM})""")
# the day before the school year began that $last lies in, and school years 1 to 11 by the age on it
EVE = "make_date(year($last) - CASE WHEN month($last) < 9 THEN 1 ELSE 0 END, 8, 31)"
# year 11 is over in July, when the summer break begins
IN_YEARS = f"years(l.born, {EVE}) BETWEEN 5 AND CASE WHEN month($last) IN (7, 8) THEN 14 ELSE 15 END"
put("personal_education_plans_in_date", "at_date", f"""
SELECT person, $last dated, NULL team, EXISTS (SELECT 1 FROM term t WHERE t.person = l.person
  AND t.reviewed <= $last AND t.reviewed >= (SELECT arg_max(began, ended) FROM term WHERE ended <= $last)) met
FROM lac l WHERE {IN_YEARS} AND workdays(care_began, $last) > 20""")
SCHOOL_YEAR = """
  SELECT l.person, sum(possible) possible, sum(coalesce(authorised, 0) + coalesce(unauthorised, 0)) missed
  FROM lac l JOIN sessions s USING (person),
    (SELECT make_date(year(max(ended)) - CASE WHEN month(max(ended)) < 9 THEN 1 ELSE 0 END, 8, 31) eve
      FROM sessions WHERE ended <= $last)
  WHERE l.year_long AND s.ended <= $last AND s.began > eve AND years(l.born, eve) BETWEEN 5 AND 15
  GROUP BY l.person HAVING sum(possible) > 0"""
put("persistently_absent_in_school_year", "at_date", f"""
SELECT person, $last dated, NULL team, missed * 10 >= possible met FROM ({SCHOOL_YEAR})""")
put("school_attendance", "at_date", f"""
SELECT person, $last dated, NULL team, possible - missed num, possible den FROM ({SCHOOL_YEAR})""")
put("mid_year_school_move", "year", f"""
SELECT person, $last dated, NULL team, EXISTS (SELECT 1 FROM school s WHERE s.person = l.person
  AND s.began {IN} AND month(s.began) NOT IN (8, 9) AND (SELECT arg_max(b.school, b.began) FROM school b
    WHERE b.person = s.person AND b.began < s.began) != s.school) met
FROM lac l WHERE year_long AND {IN_YEARS}""")
IN_CARE = """EXISTS (SELECT 1 FROM care c
  WHERE c.person = s.person AND c.began <= s.dated AND c.until > s.dated)"""
put("permanent_exclusions", "year financial_year", f"""
SELECT person, dated, NULL team FROM suspension s WHERE permanent = 'Y' AND dated {IN} AND {IN_CARE}""")
put("suspensions", "month year", f"""
SELECT person, dated, NULL team FROM suspension s
WHERE permanent IS DISTINCT FROM 'Y' AND dated {IN} AND {IN_CARE}""")
put("suspended_in_year_share", "year", f"""
SELECT person, $last dated, NULL team, person IN (SELECT person FROM suspension s
  WHERE permanent IS DISTINCT FROM 'Y' AND dated {IN} AND {IN_CARE}) met
FROM lac l WHERE year_long AND {IN_YEARS}""")
put("without_school_place", "at_date", f"""
SELECT person, $last dated, NULL team, NOT EXISTS (SELECT 1 FROM school s WHERE s.person = l.person
  AND on_day(s.began, s.ended, $last)) met
FROM lac l WHERE {IN_YEARS}""")
MARCH = """make_date(year(r.dated)
  - CASE WHEN r.dated <= make_date(year(r.dated), 3, 31) THEN 1 ELSE 0 END, 3, 31)"""
RESULTS = f"""SELECT r.*, EXISTS (SELECT 1 FROM care c WHERE c.person = r.person AND c.until > {MARCH}
  AND c.began <= later({MARCH}, -12) + 1) year_long FROM result r WHERE r.dated {IN}"""
put("key_stage_2_expected_standard", "year", f"""
SELECT person, dated, NULL team, reached IS NOT DISTINCT FROM 'Y' met FROM ({RESULTS})
WHERE year_long AND stage = 'KS2'""")
put("key_stage_4_english_and_mathematics", "year", f"""
SELECT person, dated, NULL team, reached IS NOT DISTINCT FROM 'Y' met FROM ({RESULTS})
WHERE year_long AND stage = 'KS4'""")
put("attainment_8_average", "year", f"""
SELECT person, dated, NULL team, attainment_8 num, 1 den FROM ({RESULTS})
WHERE year_long AND stage = 'KS4' AND attainment_8 IS NOT NULL""")

# ---- missing
for ident, kind in (("children_missing", "M"), ("children_away", "A")):
    put(ident, "year financial_year", f"""
WITH days AS (
  SELECT person, max(least($last, until - 1)) last_day FROM care WHERE began <= $last AND until > $first
    AND until > began GROUP BY person),
gone AS (
  SELECT s.person, max(s.began::DATE) gone FROM spell s JOIN care c ON c.person = s.person
    AND c.began <= s.began::DATE AND c.until > s.began::DATE
  WHERE s.type = '{kind}' AND s.began::DATE {IN} GROUP BY s.person)
SELECT person, coalesce(gone, last_day) dated, NULL team, gone IS NOT NULL met FROM days LEFT
  JOIN gone USING (person)""")
put("children_missing_repeatedly", "year financial_year", f"""
SELECT s.person, max(s.began::DATE) dated, NULL team, count(*) >= 3 met FROM spell s JOIN care c
  ON c.person = s.person
  AND c.began <= s.began::DATE AND c.until > s.began::DATE
WHERE s.type = 'M' AND s.began::DATE {IN} GROUP BY s.person""")
for ident, rule in {
    "return_interviews_completed": "i.completed IS NOT NULL",
    "return_interviews_offered": "i.offered IS NOT NULL",
    "return_interviews_within_3_days": "i.completed <= s.ended + INTERVAL 72 HOUR",
}.items():
    put(ident, "month year", f"""
SELECT s.person, (s.ended + INTERVAL 72 HOUR)::DATE dated, NULL team, coalesce({rule}, false) met
FROM spell s LEFT JOIN interview i USING (id)
WHERE s.type = 'M' AND (s.ended + INTERVAL 72 HOUR)::DATE {IN}""")

# ---- care leavers
NOW = """SELECT v.*, years(q.born, $last) age FROM leaver v JOIN person q USING (person)
  WHERE on_day(v.began, v.ended, $last)"""
IN_EET = "activity IN ('F1', 'F2', 'F4', 'F5', 'P1', 'P2', 'P4', 'P5')"
put("care_leavers", "at_date", f"""
SELECT person, $last dated, NULL team FROM ({NOW})
WHERE age BETWEEN 19 AND 21 AND in_touch NOT IN ('DIED', 'RHOM')""")
put("care_leavers_in_contact_2_months", "at_date", f"""
SELECT person, $last dated, NULL team, coalesce(contact <= $last AND later(contact, 2) >= $last, false) met
FROM ({NOW}) WHERE in_touch != 'DIED'""")
put("pathway_plans_reviewed_6_months", "at_date", f"""
SELECT person, $last dated, NULL team, coalesce(reviewed <= $last AND later(reviewed, 6) >= $last, false) met
FROM ({NOW}) WHERE in_touch NOT IN ('DIED', 'RHOM') AND eligibility IN ('Relevant', 'Former relevant')""")
put("activity_known", "at_date", f"""
SELECT person, $last dated, NULL team, coalesce(activity != '0', false)
  AND coalesce(accommodation[1] != 'R', false) met
FROM ({NOW}) WHERE age BETWEEN 19 AND 21 AND in_touch NOT IN ('DIED', 'RHOM')""")


def birthdays(low, high):
    return f"""SELECT v.*, b.dated FROM (
    SELECT person, n age, birthday(born, n) dated FROM person, unnest(range({low}, {high + 1})) t(n)
    WHERE birthday(born, n) {IN}) b JOIN leaver v ON v.person = b.person
      AND on_day(v.began, v.ended, b.dated)"""


def at_ages(low, high):
    return f"""(SELECT v.*, $last dated FROM ({NOW}) v WHERE '$window' = 'at_date'
      AND age BETWEEN {low} AND {high}
  UNION ALL BY NAME SELECT * FROM ({birthdays(low, high)}) WHERE '$window' != 'at_date')"""


for tail, low, high in (("", 19, 21), ("_17_to_18", 17, 18), ("_22_to_25", 22, 25)):
    for name, rule, left_out in (
        ("in_eet", IN_EET, "in_touch IN ('DIED', 'RHOM')"),
        ("in_touch", "in_touch = 'YES'", "in_touch IN ('DIED', 'RHOM')"),
        ("in_suitable_accommodation", "suitable = 'Y'",
         "in_touch IN ('DIED', 'RHOM') OR coalesce(accommodation[1] IN ('G', 'H', 'R'), false)"),
    ):
        put(f"care_leavers_{name}{tail}", "at_date year financial_year", f"""
SELECT person, dated, NULL team, coalesce({rule}, false) met FROM {at_ages(low, high)}
  WHERE NOT ({left_out})""")
FOSTERED = """EXISTS (SELECT 1 FROM spot s JOIN person q ON q.person = s.person WHERE s.person = v.person
  AND s.began < birthday(q.born, 18) AND (s.ended IS NULL OR s.ended >= birthday(q.born, 18))
    AND s.type[1] = 'U')"""
put("staying_put", "at_date year financial_year", f"""
SELECT person, dated, NULL team, coalesce(accommodation[1] = 'Z', false) met FROM {at_ages(19, 20)} v
WHERE in_touch NOT IN ('DIED', 'RHOM') AND {FOSTERED}""")
put("staying_put_at_18", "year month", f"""
SELECT person, dated, NULL team, coalesce(accommodation[1] = 'Z', false) met FROM (
  SELECT v.*, b.dated FROM (SELECT person, later(birthday(born, 18), 3) dated FROM person) b
  JOIN leaver v ON v.person = b.person AND on_day(v.began, v.ended, b.dated) WHERE b.dated {IN}) v
WHERE in_touch NOT IN ('DIED', 'RHOM') AND {FOSTERED}""")

# ---- workforce: the area is that of the worker's or the post's team
IN_POST = "SELECT * FROM worker WHERE on_day(began, ended, $last)"
put("agency_rate", "at_date", f"""
SELECT NULL person, $last dated, team, CASE WHEN agency = 'Y' THEN fte ELSE 0 END num, fte den
FROM ({IN_POST}) WHERE role = 'Social worker'""")
put("iro_agency_rate", "at_date", f"""
SELECT NULL person, $last dated, team, CASE WHEN agency = 'Y' THEN fte ELSE 0 END num, fte den
FROM ({IN_POST}) WHERE role = 'Independent reviewing officer'""")
HELD = """SELECT worker, count(*) children FROM involvement WHERE role = 'Independent reviewing officer'
  AND on_day(began, ended, $last) GROUP BY worker"""
put("iro_caseload", "at_date", f"""
SELECT NULL person, $last dated, team, coalesce(children, 0) num, fte den
FROM ({IN_POST}) LEFT JOIN ({HELD}) USING (worker) WHERE role = 'Independent reviewing officer'""")
put("iro_caseload_highest", "at_date", f"""
SELECT NULL person, $last dated, team, coalesce(children, 0) num, 1 den
FROM ({IN_POST}) LEFT JOIN ({HELD}) USING (worker) WHERE role = 'Independent reviewing officer'""")
for ident, role in (("turnover", "Social worker"), ("iro_turnover", "Independent reviewing officer")):
    put(ident, "year", f"""
SELECT NULL person, coalesce(ended, $last) dated, team, CASE WHEN ended {IN} THEN fte ELSE 0 END num,
  CASE WHEN on_day(began, ended, $last) THEN fte ELSE 0 END den
FROM worker WHERE role = '{role}' AND agency != 'Y' AND began <= $last
  AND (ended IS NULL OR ended >= $first)""")
put("social_worker_caseload", "at_date", f"""
SELECT NULL person, $last dated, w.team, coalesce(children, 0) num, fte den FROM ({IN_POST}) w LEFT JOIN (
  SELECT worker, count(DISTINCT person) children FROM involvement WHERE role = 'Social worker'
  AND on_day(began, ended, $last) GROUP BY worker) USING (worker)
WHERE role = 'Social worker' AND holds_cases = 'Y'""")
put("vacancy_rate", "at_date", f"""
SELECT NULL person, $last dated, team, greatest(0, coalesce(posts, 0) - coalesce(filled, 0)) num,
  greatest(0, coalesce(posts, 0) - coalesce(filled, 0)) + coalesce(filled, 0) den
FROM (SELECT team, sum(fte) posts FROM post WHERE role = 'Social worker'
  AND on_day(began, ended, $last) GROUP BY team)
FULL JOIN (SELECT team, sum(fte) filled FROM ({IN_POST}) WHERE role = 'Social worker'
  AND agency != 'Y' GROUP BY team)
USING (team)""")

# ---- the harness
PERIODS = {"2019-10": dt.date(2019, 10, 31), "2019-03": dt.date(2019, 3, 31)}
GROUPED = "2019-10"  # the period that has breakdowns
RATES = {"referral_rate", "children_in_need_rate", "conference_rate", "protection_plan_rate",
         "section_47_rate", "looked_after_rate"}
COUNTS = {"no_sdq", "unaccompanied_children"}  # questions that tell more than is counted
PER_CENT = {"school_attendance", "agency_rate", "iro_agency_rate", "turnover", "iro_turnover", "vacancy_rate"}
HIGHEST = {"iro_caseload_highest"}
AUTHORITY_ALONE = {"iro_agency_rate", "iro_caseload", "iro_caseload_highest", "iro_turnover"}
MARCH_ALONE = {"immunisations_up_to_date"}
RETURNS_ALONE = {"convicted_share", "development_assessments_current"}
GROUPS = {
    "total": "NULL",
    "age": """CASE WHEN age < 1 THEN 'Under 1' WHEN age < 5 THEN '1 to 4' WHEN age < 10 THEN '5 to 9'
      WHEN age < 16 THEN '10 to 15' WHEN age < 18 THEN '16 to 17' WHEN age >= 18 THEN '18 and over' END""",
    "sex": "CASE sex WHEN 'F' THEN 'Female' WHEN 'M' THEN 'Male' END",
    "ethnicity": "ethnic",
}
# the team that a record names, else that of the child's social worker, else the child's home
LOCATED = """
WITH allocated AS (
  SELECT k, arg_max(i.team, (i.began, i.worker)) team FROM kase x JOIN involvement i ON i.person = x.person
    AND i.role = 'Social worker' AND on_day(i.began, i.ended, x.dated) WHERE x.team IS NULL GROUP BY k),
housed AS (
  SELECT k, any_value(district) district FROM kase x JOIN home h ON h.person = x.person
    AND on_day(h.began, h.ended, x.dated) GROUP BY k)
SELECT x.*, coalesce(t.area, h.district, 'unallocated') area, years(q.born, x.aged) age, q.sex, q.ethnic
FROM kase x LEFT JOIN allocated a USING (k) LEFT JOIN housed h USING (k)
LEFT JOIN team t ON t.team = coalesce(x.team, a.team) AND on_day(t.began, t.ended, x.dated)
LEFT JOIN person q ON q.person = x.person"""


def first_day(last, window):
    month = last.replace(day=1)
    if window == "financial_year":
        return dt.date(last.year - (last.month < 4), 4, 1)
    back = {"month": 0, "six_months": 5, "year": 11, "at_date": 0}[window]
    number = month.year * 12 + month.month - 1 - back
    return dt.date(number // 12, number % 12 + 1, 1)


def load(folder, areas, population):
    base = duckdb.connect()
    base.execute("SET threads = 1")
    for path in sorted(Path(folder).glob("*.csv")):
        base.execute(f"""CREATE TABLE r_{path.stem} AS SELECT row_number() OVER () rn, *
          FROM read_csv('{path}', all_varchar = true, header = true, delim = ',', quote = '"',
            strict_mode = false)""")
    free = set(holidays.country_holidays("GB", subdiv="ENG", years=range(1990, 2026)))
    day, number, rows = dt.date(1990, 1, 1), 0, []
    while day.year < 2026:
        number += day.weekday() < 5 and day not in free
        rows.append((day, number))
        day += dt.timedelta(1)
    base.execute("CREATE TABLE wd AS SELECT unnest(?::DATE[]) dated, unnest(?::INT[]) n",
                 [[row[0] for row in rows], [row[1] for row in rows]])
    base.execute("CREATE TABLE area (area VARCHAR, parent VARCHAR)")
    for line in Path(areas).read_text(encoding="utf-8").splitlines():
        found = re.match(r"  (\w+): .*level: district, parents: \[{area: (\w+)", line)
        if found:
            base.execute("INSERT INTO area VALUES (?, ?)", list(found.groups()))
    base.execute(f"""CREATE TABLE population AS SELECT * FROM read_csv('{population}', header = true)
      WHERE "set" = 'sample'""")
    base.execute(SETUP)
    return base


def children(base, last):
    """Children under 18 by area and group: of the latest estimate that was published by the day."""
    base.execute(f"""CREATE OR REPLACE TEMP TABLE here AS
      SELECT p.area, a.parent, 'total' breakdown, NULL grouped, p.children::INT children
      FROM population p JOIN area a USING (area) WHERE p.mid_year = (
        SELECT max(mid_year) FROM population WHERE published <= DATE '{last}')
      UNION ALL SELECT g.district, a.parent, unnest(['sex', 'ethnicity']),
        unnest([CASE sex WHEN 'F' THEN 'Female' ELSE 'Male' END, ethnic_group]), g.children::INT
      FROM r_population_groups g JOIN area a ON a.area = g.district WHERE g.year::INT = (
        SELECT max(mid_year) FROM population WHERE published <= DATE '{last}')""")
    return {tuple(row[:3]): row[3] for row in base.execute("""
      SELECT place, breakdown, grouped, sum(children) FROM (
        SELECT *, unnest([area, parent, 'county']) place FROM here) GROUP BY ALL""").fetchall()}


def count(base, ident, period, window):
    """The figures of one indicator: by area, breakdown and group what is counted and out of how many."""
    last = PERIODS[period]
    number = {"change_of_social_worker": 2, "three_or_more_social_workers": 3}.get(ident, "")
    text = SQL[ident][1].replace("$window", window).replace("$number", str(number))
    text = text.replace("$first", f"DATE '{first_day(last, window)}'").replace("$last", f"DATE '{last}'")
    columns = [row[0] for row in base.execute(f"DESCRIBE {text}").fetchall()]
    share = "met" in columns and ident not in COUNTS
    num = "num" if "num" in columns else "met::INT" if share else "1"
    den = "den" if "den" in columns else "1"
    aged = "aged" if "aged" in columns else "dated"
    base.execute(f"""CREATE OR REPLACE TEMP TABLE kase AS
      SELECT row_number() OVER () k, person::VARCHAR person, dated::DATE dated, {aged}::DATE aged,
        team::VARCHAR team, ({num})::DOUBLE num, ({den})::DOUBLE den
      FROM ({text})""")
    base.execute(f"CREATE OR REPLACE TEMP TABLE located AS {LOCATED}")
    figures = {}
    for breakdown, group in GROUPS.items() if period == GROUPED else [("total", "NULL")]:
        for place, named, top, bottom in base.execute(f"""
          SELECT place, {group} named, {"max" if ident in HIGHEST else "sum"}(num), sum(den) FROM (
            SELECT l.*, unnest([l.area, a.parent, 'county']) place FROM located l LEFT
              JOIN area a USING (area))
          GROUP BY ALL""").fetchall():
            if place and (named or breakdown == "total"):
                figures[place, breakdown, named] = (top, bottom)
    return figures, "num" in columns or share, share


def judge(ident, place, key, figures, divided, share, people, last):
    """What the row should say: numerator, denominator, value and state."""
    top, bottom = figures.get(key, (0, 0))
    if ident in RETURNS_ALONE or (ident in MARCH_ALONE and (last.month, last.day) != (3, 31)):
        return None, None, None, "not_available"
    if (ident in AUTHORITY_ALONE and place != "county") or (ident in RATES and place == "unallocated"):
        return None, None, None, "not_applicable"
    if ident in RATES:
        base = people.get(key)
        if base is None:
            return None, None, None, "not_available"
        return top, base, top * 10000 / base, "shown"
    if not divided:
        return top, None, top, "shown"
    if not bottom:
        return top, bottom, None, "no_cases"
    if ident in HIGHEST:
        return top, bottom, top, "shown"
    return top, bottom, top / bottom * (100 if share or ident in PER_CENT else 1), "shown"


def near(said, mine):
    if said in (None, "") or mine is None:
        return said in (None, "") and mine is None
    half_up = math.floor(abs(mine) * 10 + 0.5 + 1e-7) / 10
    return abs(abs(float(said)) - half_up) < 1e-6 and (float(said) * mine >= 0 or half_up == 0)


def compared(folder, given, areas, population):
    """Where the program's figures are not what SQL finds, and how many agree.

    Args:
        folder: the county's files.
        given: the program's figures, nothing hidden.
        areas: params/areas.yml.
        population: data/population.csv.

    Returns:
        A sentence for each difference, and (period, 'total' or 'breakdown') -> [agree, of how many].
    """
    base = load(folder, areas, population)
    figures = {}
    with Path(given).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["period"] in PERIODS and row["breakdown"] in GROUPS:
                figures.setdefault((row["indicator"], row["period"], row["window"]), []).append(row)
    agreed, differ, seen = {}, [], set()
    for period, last in PERIODS.items():
        base.execute(AT.replace("$last", f"DATE '{last}'"))
        people = children(base, last)
        for ident in sorted({key[0] for key in figures if key[1] == period}):
            windows = sorted({key[2] for key in figures if key[:2] == (ident, period)})
            wanted = sorted(SQL[ident][0]) if ident in SQL else ["at_date"]
            if windows != wanted:
                differ.append(f"{ident} {period}: windows {windows}, by the manual {wanted}")
            for window in windows:
                mine, divided, share = count(base, ident, period, window) if ident in SQL else ({}, True,
                  True)
                rows = figures[ident, period, window]
                kinds = {row["breakdown"] for row in rows}
                left = {key for key in mine if key[1] in kinds}
                for row in rows:
                    key = (row["area"], row["breakdown"], row["group"] or None)
                    left.discard(key)
                    told = judge(ident, row["area"], key, mine, divided, share, people, last)
                    said = (row["numerator"], row["denominator"], row["value"], row["state"])
                    same = said[3] == told[3] and all(map(near, said[:3], told[:3]))
                    kind = "total" if row["breakdown"] == "total" else "breakdown"
                    one = agreed.setdefault((period, kind), [0, 0])
                    one[0] += same
                    one[1] += 1
                    if not same:
                        differ.append(f"{ident} {period} {window} {key}: said {said}, counted {told}")
                for key in sorted(left, key=str):
                    if (ident in AUTHORITY_ALONE and key[0] != "county") or (ident in RATES and (
                            key[0] == "unallocated" or key not in people)):
                        continue
                    agreed.setdefault((period, "breakdown" if key[1] != "total" else "total"), [0, 0])[1] += 1
                    differ.append(f"{ident} {period} {window} {key}: not told, counted {mine[key]}")
            seen.add(ident)
    for ident in sorted(set(SQL) - seen):
        differ.append(f"{ident}: no figure at all")
    return differ, agreed
