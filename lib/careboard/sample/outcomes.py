"""The SSD tables of immunisations, substance misuse and permanence.

Immunisations and substance misuse follow the flags of the yearly returns, so that the dated tables and the
returns say the same of every child whom a return counts.
"""

import numpy as np

from .cells import Days, numbered, yes_no
from .chance import choose, dice
from .days import OPEN, birthday, day
from .permanence import brothers_and_sisters

IMMUNISATIONS_FROM, LAST_YEAR = 2016, 2019  # the years in which the returns begin
FOUND = 0.04  # of the children aged 10 or more who were in care for a year or more, in each year
TAKEN_UP = 0.5


class Outcomes:
    """Writes these tables from the world and from the returns."""

    def __init__(self, world, ids, returns, period_ids):
        self.world, self.ids, self.returns, self.period_ids = world, ids, returns, period_ids
        self.rng = dice("outcomes")
        self.yearly = {year: returns.oc2(year, day(f"{year + 1}-03-31")) for year in range(2014, LAST_YEAR + 1)}

    def tables(self):
        """All of them."""
        return {"ssd_cla_immunisations": self.immunisations(), "ssd_cla_substance_misuse": self.substance_misuse(),
                "ssd_permanence": self.permanence()}

    def immunisations(self):
        """Whether immunisations were up to date at each 31 March, of children looked after for the year before it."""
        years = range(IMMUNISATIONS_FROM, LAST_YEAR + 1)
        counts = [len(self.yearly[year]["CHILD"]) for year in years]
        return {"clai_person_id": np.concatenate([self.yearly[year]["CHILD"] for year in years]),
                "clai_immunisations_status": yes_no(np.concatenate([self.yearly[year]["IMMUNISATIONS"] for year in years]) == "1"),
                "clai_immunisations_status_date": Days(np.repeat([day(f"{year + 1}-03-31") for year in years], counts))}

    def substance_misuse(self):
        """Each time misuse was found, and whether help was taken up."""
        parts = [part for year in self.yearly for part in (self._of_the_return(year), self._left_before_it(year))]
        child, on, taken = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.lexsort((child.astype(str), on))
        return {"clas_substance_misuse_id": numbered("SM", len(on)), "clas_person_id": child[order],
                "clas_substance_misuse_date": Days(on[order]), "clas_substance_misused": yes_no(np.ones(len(on), bool)),
                "clas_intervention_received": yes_no(taken[order])}

    def _of_the_return(self, year):
        """Of the children flagged in the year's return: found two to five times in the year: (child, day, help)."""
        told = self.yearly[year]
        rows = np.flatnonzero(told["SUBSTANCE_MISUSE"] == "1")
        rows = np.repeat(rows, self.rng.integers(2, 6, len(rows)))
        on = day(f"{year}-04-01") + self.rng.integers(3, 362, len(rows))
        return told["CHILD"][rows], on, told["INTERVENTION_RECEIVED"][rows] == "1"

    def _left_before_it(self, year):
        """So many of the older children who left before the return was made that the year's share is as wanted."""
        periods, first, last = self.world.periods, day(f"{year}-04-01"), day(f"{year + 1}-03-31")
        since = np.maximum(periods.start + 366, birthday(self.world.register.born[periods.person], 10))
        since = np.maximum(since, first)
        older = np.flatnonzero(self.world.written & ~periods.short_break & (periods.end > since + 7) & (since <= last))
        flagged = np.count_nonzero(self.yearly[year]["SUBSTANCE_MISUSE"] == "1")
        left = older[periods.end[older] <= last]
        rows = left[choose(self.rng, np.ones(len(left)), max(round(FOUND * len(older)) - flagged, 0))]
        on = since[rows] + ((periods.end[rows] - since[rows]) * self.rng.random(len(rows))).astype(int)
        return self.ids[periods.person[rows]], on, self.rng.random(len(rows)) < TAKEN_UP

    def permanence(self):
        """Adoption and special guardianship."""
        world, found = self.world, self.world.around.permanence
        related, together, apart = brothers_and_sisters(found, world.periods, world.stays, world.around.siblings)
        adopted = (found.kind == "Adoption") | (found.placed < OPEN)
        number, sex, status = (np.array(part, object) for part in zip(*found.adopters, strict=True))
        return {
            "perm_table_id": numbered("PM", len(found.period)), "perm_person_id": self.ids[world.periods.person[found.period]],
            "perm_cla_id": self.period_ids[found.period], "perm_adm_decision_date": Days(found.decided),
            "perm_placement_order_date": Days(found.ordered), "perm_matched_date": Days(found.matched),
            "perm_placed_for_adoption_date": Days(found.placed),
            "perm_adopted_by_carer_flag": np.where(adopted, "N", "").astype(object),
            "perm_part_of_sibling_group": yes_no(related), "perm_siblings_placed_together": _count(together, related),
            "perm_siblings_placed_apart": _count(apart, related), "perm_permanence_order_date": Days(found.made),
            "perm_permanence_order_type": found.kind, **{name: np.where(adopted, column, "").astype(object) for name, column in (
                ("perm_number_of_adopters", number), ("perm_adopter_sex", sex), ("perm_adopter_legal_status", status))}}


def _count(numbers, known):
    """Whole numbers as text, blank where they do not apply."""
    return np.where(known, numbers.astype(str), "").astype(object)
