"""Counts the invented county, or so many copies of it side by side, and says in how much time and memory.

For test_counting_growth.py.
"""

import json
import os
import resource
import sys
import time

import pandas

from careboard import intake
from careboard.figures.counting import Counting
from careboard.figures.population import Population
from careboard.indicators import catalogue
from careboard.params import load
from careboard.paths import DATA, ROOT
from careboard.periods import parse
from careboard.records.schema import TABLES

SHARED = {"teams", "postcode_districts", "population_groups"}  # one authority has them once
PLACES = {"area", "team", "district", "sector", "urn"}  # ids that all copies share


def copies(frame, table, number):
    own = [
        column.name
        for column in table.columns
        if column.type == "id" and column.name not in PLACES and column.name in frame
    ]
    return pandas.concat(
        [frame.assign(**{name: frame[name] + f"-{copy}" for name in own}) for copy in range(number)],
        ignore_index=True,
    )


def main(number, processes):
    params = load.read(ROOT / "params")
    extract = intake.read(str(DATA / "sample" / "ssd"))
    frames = {
        name: frame if name in SHARED or number == 1 else copies(frame, TABLES[name], number)
        for name, frame in extract.tables.frames.items()
    }
    districts = frozenset(params.areas.leaves)
    tables = extract.tables.with_frames(frames).with_settings(params.suite.standards, districts)
    counting = Counting(
        tables,
        params.areas,
        Population.read(DATA / "population.csv", "sample", tables.frames.get("population_groups")),
    )
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    results = counting.count(catalogue().values(), [parse("2019-10")], processes=processes)
    seconds = time.perf_counter() - began
    peak = (
        max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, before)
        + (processes > 1) * processes * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    )
    looked_after = results[
        (results.indicator == "looked_after")
        & (results.area == "county")
        & (results.period == "2019-10")
        & (results.breakdown == "total")
    ].value.iloc[0]
    print(
        json.dumps(
            {
                "seconds": seconds,
                "megabytes": peak / 1024,
                "rows": len(results),
                "looked_after": looked_after,
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
