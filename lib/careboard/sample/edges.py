"""Good records of what happens seldom and is counted in a way of its own, added beside the usual ones.

They change no figure that the county was arranged for: a review that was cancelled, a conference for a plan
transferred in, a finding of no substance misuse, a questionnaire not asked for by reason of age.
"""

from datetime import datetime, timedelta

from .cells import Table
from .days import DATE_SHOWN, as_text
from .faults import Copier

NUMBER, FIRST_KEY = 24, 5_000  # of each kind; the keys lie above those of the faults
AGES = "SDQ1"
CANCELLED_BEFORE = timedelta(days=3)
DAY = "%d/%m/%Y"


def rows(tables: dict[str, Table]) -> dict[str, list[list[str]]]:
    """The rows to be added to each table, as texts in the order of its columns.

    Args:
        tables: the good tables, by name.
    """
    copier = Copier(tables, "edges", first=FIRST_KEY)
    year = str(as_text([DATE_SHOWN])[0])[-4:]
    for _ in range(NUMBER):
        review = copier.some_row("ssd_cla_reviews")
        day = datetime.strptime(review["clar_cla_review_date"], DAY) - CANCELLED_BEFORE
        copier.add(
            "ssd_cla_reviews",
            {**review, "clar_cla_review_date": day.strftime(DAY), "clar_cla_review_cancelled": "Y"},
        )
        conference = copier.some_row("ssd_initial_cp_conference")
        copier.add(
            "ssd_initial_cp_conference",
            {**conference, "icpc_icpc_transfer_in": "Y", "icpc_s47_enquiry_id": "", "icpc_cp_plan_id": ""},
        )
        misuse = copier.some_row("ssd_cla_substance_misuse")
        copier.add("ssd_cla_substance_misuse", {**misuse, "clas_substance_misused": "N"})
        reason = copier.some_row(
            "ssd_sdq_scores",
            lambda row: row["csdq_sdq_reason"] != "" and row["csdq_sdq_completed_date"].endswith(year),
        )
        copier.add("ssd_sdq_scores", {**reason, "csdq_sdq_reason": AGES})
    return copier.added
