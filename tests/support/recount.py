"""Rules of the recount in plain SQL that more than one test asks by. Nothing of careboard is imported."""


def looked_after(on):
    """SQL: children looked after on a date."""
    return (
        f"SELECT x.*, p.b AS dob, q.b AS since FROM episodes x "
        "JOIN ssd_person p ON pers_person_id = x.person "
        f"JOIN periods q USING (period) WHERE x.b <= {on} AND (x.e IS NULL OR x.e > {on}) "
        "AND x.ls NOT IN ('V3', 'V4') "
        f"AND p.b + INTERVAL 18 YEAR > {on}"
    )


def current_placement(on):
    """SQL: for each child looked after, the placement as visits see it.

    Moves with the same carer do not restart it.
    """
    return f"""
      SELECT x.person, x.period, x.ls, x.placement, max(s.b) AS p
      FROM ({looked_after(on)}) x JOIN stays s ON s.clap_cla_id = x.period AND s.b <= x.b
        AND s.rne NOT IN ('T', 'U')
      GROUP BY ALL"""


def visits_due(on):
    """SQL: for each child looked after, whether the last visit was recent enough (met) for the placement."""
    return f"""
      WITH c AS ({current_placement(on)}),
      v AS (SELECT c.*, (SELECT max(b) FROM ssd_cla_visits WHERE clav_cla_id = c.period AND b <= {on}
              AND clav_cla_visit_seen = 'Y') AS visit,
            (SELECT min(b) FROM ssd_cla_reviews WHERE clar_cla_id = c.period AND b > c.p
              AND b <= {on} AND clar_cla_review_cancelled = 'N') AS review
            FROM c),
      r AS (SELECT v.*, s.code, q.lasts_to_18, q.basis FROM v
        JOIN stays s ON clap_cla_placement_id = v.placement
            LEFT JOIN placement_plans q ON q.person_id = v.person AND d(q.placement_start) = s.b),
      o AS (SELECT period, min(b) AS ordered FROM episodes WHERE ls = 'C2' GROUP BY 1)
      SELECT CASE WHEN code = 'P1' AND ls = 'C2' AND ordered > p
        AND (visit IS NULL OR visit < ordered) THEN ordered + 7
        WHEN visit IS NULL OR visit < p THEN p + 7
        WHEN basis = 'reg19' THEN CASE WHEN review IS NULL THEN visit + 7 ELSE visit + 42 END
        WHEN basis = 'reg24' OR (code = 'P1' AND ls = 'C1') THEN CASE WHEN review IS NULL THEN visit + 7
          ELSE visit + 28 END
        WHEN lasts_to_18 = 'Y' AND p + INTERVAL 12 MONTH <= visit THEN visit + INTERVAL 3 MONTH
        ELSE visit + 42 END >= {on} AS met FROM r LEFT JOIN o USING (period)"""
