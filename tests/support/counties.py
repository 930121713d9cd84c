"""A county of three districts and a handful of records, for tests that count by hand."""

import pandas

from careboard import periods
from careboard.figures.population import Population
from careboard.params.areas import Areas
from careboard.params.models import Standards
from careboard.records.schema import TABLES
from careboard.records.tables import Tables, typed

AREAS = Areas.model_validate(
    {
        "areas": {
            "county": {"name": "County", "level": "authority"},
            "north": {"name": "North", "level": "area", "parents": [{"area": "county"}]},
            "lorn": {"name": "Lorn", "level": "district", "parents": [{"area": "north"}]},
            "sand": {"name": "Sand", "level": "district", "parents": [{"area": "north"}]},
            "pell": {"name": "Pell", "level": "district", "parents": [{"area": "county"}]},
            "unallocated": {"name": "Not allocated", "level": "unallocated", "parents": [{"area": "county"}]},
        }
    }
)


class Point(periods.Period):
    """A period counted without the 24 points before it, where the whole catalogue is counted."""

    def points(self, number=1):
        return [self]


def point(text):
    """A period of that name, counted alone."""
    return Point(periods.parse(text).end, text)


def population(rows=(("lorn", 1000), ("sand", 3000), ("pell", 4000))):
    return Population(
        pandas.DataFrame(
            [("x", area, 2018, children, "2019-06-30", "test") for area, children in rows],
            columns=["set", "area", "mid_year", "children", "published", "source"],
        )
    )


def tables(**rows):
    """Tables from lists of dicts, with declared types."""
    return Tables(
        {
            name: typed(
                pandas.DataFrame(records, columns=TABLES[name].names).fillna("").astype("str"), TABLES[name]
            )
            for name, records in rows.items()
        },
        standards=Standards(),
    )


TEAMS = [
    {"team": "T1", "name": "Lorn duty", "area": "lorn"},
    {"team": "T2", "name": "Pell duty", "area": "pell", "ended": "2019-10-15"},
    {"team": "T2", "name": "Pell duty", "area": "sand", "started": "2019-10-15"},
]
