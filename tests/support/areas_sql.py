"""Where a case belongs, in plain SQL: the leaf area on the case's day, and the areas above it.

A case is a row of person, day, met and, where it has them, team, value and weight; `area_day` where the area
is of another day: of what ended, of the day before. Its leaf area is that of its
own team, else of the team of the last-begun involvement open on the day (reviewing officers aside), else the
home district, else `unallocated`. In the sample as written a case's team, its worker's team and the child's
home never lie in different districts, so that the order of the three is held by the examples of
test_allocation.py and not by the recount.
"""

PARENTS = {
    "north": ["lornmere", "sandhythe", "wexbay"],
    "east": ["brindleford", "hyndmoor", "pellmoor", "rennick_vale", "rossmoor"],
    "central": ["corlheath", "prestwater", "southbeck", "westerfold"],
}
LEAVES = [district for districts in PARENTS.values() for district in districts] + ["unallocated"]
AREAS = {"county": LEAVES, **PARENTS, **{leaf: [leaf] for leaf in LEAVES}}

# `care`: one row a child and time in care with one legal status; `spells`: periods of care without short
# breaks.
# In the sample no period begins within a day of another's end, so that a period is a spell (a test holds it).
AREA_VIEWS = """
CREATE TABLE care AS SELECT x.*, p.b AS dob, q.b AS since FROM episodes x
  JOIN ssd_person p ON pers_person_id = x.person
  JOIN periods q USING (period) WHERE x.ls NOT IN ('V3', 'V4');
CREATE MACRO looked_after(day) AS TABLE SELECT * FROM care WHERE b <= day AND (e IS NULL OR e > day)
  AND dob + INTERVAL 18 YEAR > day;
CREATE TABLE spells AS SELECT p.*, s.b AS dob, rec FROM periods p JOIN ssd_person s ON pers_person_id = person
  JOIN (SELECT period, arg_max(coalesce(rec, '-'), b) AS rec FROM episodes GROUP BY 1) USING (period)
    WHERE NOT short;
CREATE TABLE team_areas AS SELECT team_id, area, d("from") AS b, d("to") AS e FROM teams;
CREATE TABLE homes AS SELECT person_id AS person, district, d("from") AS b, d("to") AS e FROM home_districts;
CREATE TABLE held AS SELECT invo_person_id AS person, invo_professional_id AS worker,
  invo_professional_role_id AS role,
  invo_professional_team AS team, b, e FROM ssd_involvements;
CREATE TABLE staff AS SELECT worker_id AS worker, role, team_id AS team, d(start) AS b, d("end") AS e,
  fte::DOUBLE AS fte,
  agency = 'Y' AS agency, holds_cases = 'Y' AS holds FROM workforce;
CREATE TABLE no_case (person VARCHAR, day DATE, area_day DATE, team VARCHAR, met BOOLEAN, value DOUBLE,
  weight DOUBLE);
CREATE MACRO working_day(start, days) AS (SELECT min(day) FROM working WHERE n = days + (SELECT n FROM working
  WHERE day = start));
"""

PLACED = """
WITH found AS (FROM no_case UNION ALL BY NAME SELECT * FROM ({cases})),
numbered AS (SELECT * REPLACE (coalesce(area_day, day) AS day), row_number() OVER () AS n FROM found),
own AS (SELECT n, area FROM numbered x JOIN team_areas t ON t.team_id = x.team AND t.b <= day
  AND (t.e IS NULL OR t.e > day)),
worker AS (SELECT n, arg_max(area, i.b) AS area FROM numbered x JOIN held i USING (person)
  JOIN team_areas t ON t.team_id = i.team AND t.b <= day AND (t.e IS NULL OR t.e > day)
  WHERE x.team IS NULL AND i.role <> 'Independent reviewing officer' AND i.b <= day
    AND (i.e IS NULL OR i.e > day) GROUP BY n),
home AS (SELECT n, arg_max(district, h.b) AS area FROM numbered x JOIN homes h USING (person)
  WHERE h.b <= day AND (h.e IS NULL OR h.e > day) AND district IN (SELECT area FROM team_areas) GROUP BY n)
SELECT coalesce(own.area, worker.area, home.area, 'unallocated') AS leaf, numbered.*
FROM numbered LEFT JOIN own USING (n) LEFT JOIN worker USING (n) LEFT JOIN home USING (n)"""


def with_areas(db):
    """The database of plain_sql.good_records, with what the recount by area needs."""
    db.execute(AREA_VIEWS)
    return db


def by_area(db, cases):
    """{area: (numerator, denominator, cases)} of every area.

    The sum of value, or else of met; the sum of weight, or else of cases.
    """
    rows = db.execute(
        f"SELECT leaf, sum(coalesce(value, coalesce(met, true)::INT)), sum(coalesce(weight, 1)), count(*) "
        f"FROM ({PLACED.format(cases=cases)}) GROUP BY leaf"
    ).fetchall()
    leaves = {leaf: numbers for leaf, *numbers in rows}
    return {
        area: tuple(sum(leaves.get(leaf, (0, 0, 0))[place] for leaf in below) for place in range(3))
        for area, below in AREAS.items()
    }
