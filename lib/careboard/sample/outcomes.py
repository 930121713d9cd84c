"""The SSD tables of immunisations, substance misuse and permanence.

Immunisations and substance misuse follow the flags of the yearly returns, so that the dated tables and the
returns say the same of every child whom a return counts.
"""

import numpy as np

from .cells import Days, Table, running_ids, yes_no
from .chance import choose, dice
from .days import OPEN, birthday, day
from .permanence import brothers_and_sisters
from .ssda903 import Returns
from .world import World

IMMUNISATIONS_FROM, LAST_YEAR = 2016, 2019  # the years in which the returns begin
FOUND = 0.04  # of the children aged 10 or more who were in care for a year or more, in each year
TAKEN_UP = 0.5


class Outcomes:
    """Writes the tables of immunisations, substance misuse and permanence, from the world and the returns."""

    def __init__(self, world: World, ids: np.ndarray, returns: Returns, period_ids: np.ndarray) -> None:
        self.world, self.ids, self.returns, self.period_ids = world, ids, returns, period_ids
        self.rng = dice("outcomes")
        self.yearly = {
            year: returns.oc2(year, day(f"{year + 1}-03-31")) for year in range(2014, LAST_YEAR + 1)
        }

    def tables(self) -> dict[str, Table]:
        """Every table that this class writes, by its name."""
        return {
            "ssd_cla_immunisations": self.immunisations(),
            "ssd_cla_substance_misuse": self.substance_misuse(),
            "ssd_permanence": self.permanence(),
        }

    def immunisations(self) -> Table:
        """Whether immunisations were up to date at each 31 March, after a whole year in care."""
        years = range(IMMUNISATIONS_FROM, LAST_YEAR + 1)
        parts = [self.yearly[year] for year in years]
        ends = [day(f"{year + 1}-03-31") for year in years]
        return {
            "clai_person_id": np.concatenate([part["CHILD"] for part in parts]),
            "clai_immunisations_status": yes_no(
                np.concatenate([part["IMMUNISATIONS"] for part in parts]) == "1"
            ),
            "clai_immunisations_status_date": Days(np.repeat(ends, [len(part["CHILD"]) for part in parts])),
        }

    def substance_misuse(self) -> Table:
        """Each time misuse was found, and whether help was taken up."""
        parts = []
        for year in self.yearly:
            parts += [self._misuse_in_return(year), self._misuse_before_leaving(year)]
        child, on, taken = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.lexsort((child.astype(str), on))
        return {
            "clas_substance_misuse_id": running_ids("SM", len(on)),
            "clas_person_id": child[order],
            "clas_substance_misuse_date": Days(on[order]),
            "clas_substance_misused": yes_no(np.ones(len(on), bool)),
            "clas_intervention_received": yes_no(taken[order]),
        }

    def _misuse_in_return(self, year: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Misuse by the children flagged in the year's return, two to five times each: (child, day, help)."""
        table = self.yearly[year]
        rows = np.flatnonzero(table["SUBSTANCE_MISUSE"] == "1")
        rows = np.repeat(rows, self.rng.integers(2, 6, len(rows)))
        on = day(f"{year}-04-01") + self.rng.integers(3, 362, len(rows))
        return table["CHILD"][rows], on, table["INTERVENTION_RECEIVED"][rows] == "1"

    def _misuse_before_leaving(self, year: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Misuse by older children who left before the return, so many that the year's share is as wanted."""
        periods, first, last = self.world.periods, day(f"{year}-04-01"), day(f"{year + 1}-03-31")
        since = np.maximum(periods.start + 366, birthday(self.world.register.born[periods.person], 10))
        since = np.maximum(since, first)
        in_year = (periods.end > since + 7) & (since <= last)
        older = np.flatnonzero(self.world.written & ~periods.short_break & in_year)
        flagged = np.count_nonzero(self.yearly[year]["SUBSTANCE_MISUSE"] == "1")
        left = older[periods.end[older] <= last]
        wanted = max(round(FOUND * len(older)) - int(flagged), 0)
        rows = left[choose(self.rng, np.ones(len(left)), wanted)]
        on = since[rows] + ((periods.end[rows] - since[rows]) * self.rng.random(len(rows))).astype(int)
        return self.ids[periods.person[rows]], on, self.rng.random(len(rows)) < TAKEN_UP

    def permanence(self) -> Table:
        """Adoption and special guardianship."""
        world, found = self.world, self.world.services.permanence
        related, together, apart = brothers_and_sisters(found, world.periods, world.stays, world.siblings)
        adopted = (found.kind == "Adoption") | (found.placed < OPEN)
        number, sex, status = (np.array(part, object) for part in zip(*found.adopters, strict=True))
        return {
            "perm_table_id": running_ids("PM", len(found.period)),
            "perm_person_id": self.ids[world.periods.person[found.period]],
            "perm_cla_id": self.period_ids[found.period],
            "perm_adm_decision_date": Days(found.decided),
            "perm_placement_order_date": Days(found.ordered),
            "perm_matched_date": Days(found.matched),
            "perm_placed_for_adoption_date": Days(found.placed),
            "perm_adopted_by_carer_flag": np.where(adopted, yes_no(found.fostered < OPEN), "").astype(object),
            "perm_placed_foster_carer_date": Days(found.fostered),
            "perm_part_of_sibling_group": yes_no(related),
            "perm_siblings_placed_together": _count(together, related),
            "perm_siblings_placed_apart": _count(apart, related),
            "perm_permanence_order_date": Days(found.made),
            "perm_permanence_order_type": found.kind,
            "perm_number_of_adopters": np.where(adopted, number, "").astype(object),
            "perm_adopter_sex": np.where(adopted, sex, "").astype(object),
            "perm_adopter_legal_status": np.where(adopted, status, "").astype(object),
        }


def _count(numbers: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Whole numbers as text, blank where they do not apply."""
    return np.where(known, numbers.astype(str), "").astype(object)
