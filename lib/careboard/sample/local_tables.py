"""Local tables of children and places: siblings, population, school, passports, postcode sectors."""

import numpy as np

from .cells import Days, Table, yes_no
from .population_groups import population_groups
from .sectors import sectors
from .world import World


class LocalTables:
    """Writes the tables of children and places; `miles` is each written placement's distance."""

    def __init__(self, world: World, ids: np.ndarray, stays: np.ndarray, miles: np.ndarray) -> None:
        self.world, self.ids, self.stays, self.miles = world, ids, stays, miles

    def tables(self) -> dict[str, Table]:
        """Every table that this class writes, by its name."""
        return {
            "siblings": self.siblings(),
            "population_groups": self.population_groups(),
            "education": self.education(),
            **self.school_records(),
            "health_passports": self.health_passports(),
            "postcode_district": self.postcode_district(),
        }

    def siblings(self) -> Table:
        """Brothers and sisters in care at the same time: each child and its group."""
        person, group = self.world.siblings
        return {
            "person_id": self.ids[person],
            "group": np.array([f"G{number + 1}" for number in group], object),
        }

    def population_groups(self) -> Table:
        """Children under 18 by district, sex and ethnic group."""
        names = ["district", "sex", "ethnic_group", "year", "children"]
        columns = dict(zip(names, population_groups(), strict=True))
        return {**columns, "source": np.full(len(columns["district"]), "invented", object)}

    def education(self) -> Table:
        """The school terms of looked-after children."""
        found = self.world.services.schooling
        return {
            "person_id": self.ids[found.person],
            "term_start": Days(found.start),
            "term_end": Days(found.end),
            "plan_reviewed": Days(found.reviewed),
            "attendance": found.attendance.astype(str).astype(object),
            "suspended": yes_no(found.suspended),
            "sen": found.sen,
        }

    def school_records(self) -> dict[str, Table]:
        """What schools record: sessions, suspensions, places and results."""
        found = self.world.services.school_records
        person, start, end, possible, authorised, unauthorised = found.sessions
        suspended, began, days, for_good = found.suspensions
        pupil, school, since, until = found.places
        who, stage, dated, reached, points = found.results
        return {
            "attendance": {
                "person_id": self.ids[person],
                "term_start": Days(start),
                "term_end": Days(end),
                "possible": possible.astype(str).astype(object),
                "authorised": authorised.astype(str).astype(object),
                "unauthorised": unauthorised.astype(str).astype(object),
            },
            "suspensions": {
                "person_id": self.ids[suspended],
                "start": Days(began),
                "days": _where_known(days),
                "permanent": yes_no(for_good),
            },
            "schools": {
                "person_id": self.ids[pupil],
                "school_id": school,
                "from": Days(since),
                "to": Days(until),
            },
            "key_stage_results": {
                "person_id": self.ids[who],
                "stage": stage,
                "dated": Days(dated),
                "reached": yes_no(reached),
                "attainment_8": _where_known(points),
            },
        }

    def health_passports(self) -> Table:
        """Who left care with a health passport, and when it was given."""
        person, given = self.world.services.passports
        order = np.lexsort((self.ids[person].astype(str), given))
        return {"person_id": self.ids[person[order]], "given": Days(given[order])}

    def postcode_district(self) -> Table:
        """The district of each postcode sector in which a child was placed."""
        found, person = self.world.stays, self.world.periods.person
        home = self.world.register.district[person[found.period[self.stays]]]
        sector, district, easting, northing = sectors(
            found.postcode[self.stays], self.miles, home, found.start[self.stays], found.end[self.stays]
        )
        return {
            "sector": sector,
            "district": district,
            "easting": easting.astype(str).astype(object),
            "northing": northing.astype(str).astype(object),
        }


def _where_known(numbers: np.ndarray) -> np.ndarray:
    """Numbers as text, blank where there is none."""
    return np.where(np.isnan(numbers), "", numbers.astype(str)).astype(object)
