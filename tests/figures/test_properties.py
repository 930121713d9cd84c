"""What must hold of every figure, whatever the records.

The whole catalogue is counted over small invented counties.

Days are drawn near the period's edges, where windows begin and end, standards run out and birthdays fall.
Counting the whole catalogue takes seconds, so the counties are few and full, and one seed serves all
properties: each county is counted once for all of them. CAREBOARD_EXAMPLES=200 looks further. What is found
is told by the smallest example.
"""

import json
import os
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from random import Random

import pandas
import pytest
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as how
from hypothesis import strategies as some
from support.counties import AREAS, TEAMS, point, population

from careboard.figures.columns import DESCRIPTIONS, LATENESS
from careboard.figures.counting import Counting
from careboard.figures.population import Population
from careboard.indicators import catalogue
from careboard.intake.cells.date_forms import ISO
from careboard.intake.findings import Findings
from careboard.intake.typed_table import typed_table
from careboard.intake.validation import hold_to_shape
from careboard.params.models import Standards
from careboard.periods import months_before, parse
from careboard.records import codes
from careboard.records.schema import PANDAS_TYPES, TABLES
from careboard.records.tables import Tables, typed

SEED, EXAMPLES = 2019, int(os.environ.get("CAREBOARD_EXAMPLES", "5"))
MONTHS = ["2019-10", "2019-03", "2020-02", "2019-10-18", "2018-06"]
CHILDREN = "ABCDEFGHIJKL"
ALL, ADDITIVE = tuple(catalogue()), ("count", "share", "rate")
SHARES, RATES = (
    [ident for ident, known in catalogue().items() if known.kind == kind] for kind in ("share", "rate")
)
AGES_OF_CHILDREN, AGES_OF_LEAVERS = [0, 1, 4, 5, 10, 15, 16, 17, 18], [18, 19, 20, 21, 22, 25]
# a record that names another is about its child
ABOUT = {
    "assessments": ("referral", "referrals"),
    "conferences": ("enquiry", "enquiries"),
    "protection_visits": ("plan", "plans"),
    "protection_reviews": ("plan", "plans"),
}
# of these a child has one at a time, of the others in the first list none begins on the day of another: the
# row order would decide the area of every figure, which is reported
ONE_A_DAY, CHAINS = ["home_districts", "care_leavers", "involvements"], ["home_districts", "care_leavers"]
# a record of these that begins after the period's end tells nothing of the period
LATER = [
    "contacts",
    "early_help",
    "referrals",
    "assessments",
    "enquiries",
    "conferences",
    "need_plans",
    "need_visits",
    "plans",
    "protection_visits",
    "protection_reviews",
    "care_reviews",
    "care_visits",
    "immigration",
    "missing",
    "health_checks",
    "immunisations",
    "substance_misuse",
    "sdq",
    "education",
    "attendance",
    "suspensions",
    "schools",
    "key_stage_results",
    "care_leavers",
    "involvements",
    "workforce",
    "posts",
    "home_districts",
]
WORDS = {
    "team": ["T1", "T1", "T2", "T9", ""],
    "worker": ["W1", "W2", "W3"],
    "group": ["G1", "G2"],
    "school": ["1", "2"],
    "placement": ["", "P1"],
    "urn": [""],
    "sector": ["AA1 1", "BB1 1", "CC1 1"],
    "role": [codes.SOCIAL_WORKER, codes.SOCIAL_WORKER, codes.REVIEWING_OFFICER, codes.PERSONAL_ADVISER],
    "postcode": ["AA1 1AA", "AA1 1AB", "BB1 1AA", "CC1 1AA", ""],
    "home_postcode": ["AA1 1AA", ""],
    "status": [codes.UNACCOMPANIED, "Refused", "Approved"],
    "type": ["Dental check", "Health check"],
    "misused": ["Y", "N"],
    "by": [""],
    "area": ["lorn", "sand", "pell", "pell", "elsewhere"],
    "eligibility": ["Relevant", "Former relevant", "Former relevant", "Qualifying"],
    "district": ["lorn", "pell", "elsewhere"],
    "ethnic_group": list(codes.ETHNIC_GROUPS),
    "legal_status": ["C1", "C2", "C2", "V2", "E1", "V4"],
    "placement_type": ["U1", "U4", "U4", "A3", "A6", "P1", "H5", "K2", "R1", "T3", ""],
    "end_reason": ["E11", "E4A", "E45", "E7", "E9"],
}
NUMBERS = {
    "score": ["", "0", "13", "14", "17", "40"],
    "fte": ["0.5", "1.0"],
    "distance": ["", "19.9", "20.1"],
    "earlier": ["", "0", "1"],
    "previous": ["", "0", "1"],
    "number": ["1", "2", "3"],
    "attendance": ["", "89.9", "90.0"],
    "possible": ["0", "10", "100"],
    "authorised": ["", "1", "9"],
    "unauthorised": ["", "0", "1"],
    "days": ["", "0.5", "2"],
    "attainment_8": ["", "0", "27.5"],
    "year": ["2017", "2018"],
    "children": ["0", "500"],
    "easting": ["", "400000", "440000"],
    "northing": ["300000"],
}


def edges(period):
    """The days on which something begins, ends or falls due at the period's end, and some about them."""
    ends = [months_before(period.end, months) for months in (0, 1, 2, 3, 6, 9, 12, 18, 24, 30, 36)]
    days = {day + timedelta(days=beside) for day in ends for beside in (-1, 0, 1)}
    days |= {period.end - timedelta(days=number) for number in (3, 7, 8, 15, 21, 22, 28, 29, 42, 43, 63, 64)}
    days |= {
        date(2020, 2, 29),
        date(2019, 3, 31),
        date(2018, 3, 31),
        date(2019, 8, 24),
        date(2019, 4, 1),
        period.end + timedelta(days=60),
    }
    return sorted(str(day) for day in days if date(2016, 1, 1) <= day <= date(2020, 12, 31))


def births(period):
    """Birthdays at or beside the period's end, in its window, and on 29 February."""
    ends = [months_before(period.end, months) for months in (0, 3, 6)]
    found = [
        months_before(day, 12 * age) + timedelta(days=beside)
        for day in ends
        for age in (*AGES_OF_CHILDREN, *AGES_OF_LEAVERS)
        for beside in (0, 1)
    ]
    return [*(str(day) for day in found), "2000-02-29", "2004-02-29", "2016-02-29", ""]


NUMERIC = ("number", "whole")


def words_of(column, days):
    """What may stand in a column."""
    blank = [] if column.required else [""]
    words = [
        word for word in WORDS.get(column.name, []) if not (word and column.codes) or word in column.codes
    ]
    if column.type == "moment":
        return [f"{day} {time}" for day in days for time in ("00:00", "10:30")] + blank
    assert words or column.type in NUMERIC or column.codes or column.type in PANDAS_TYPES, (
        f"what may stand in the column '{column.name}'?"
    )
    return words or (
        NUMBERS[column.name]
        if column.type in NUMERIC
        else [*column.codes, *blank]
        if column.codes
        else [*days, *blank, *blank * (len(days) // 3)]
    )


def rows_of(chance, table, days, above, most=14):
    """Some records of a table; `above` holds the tables that they may name a record of."""
    named = {
        "child": [row["child"] for row in above["children"]],
        "spell": [row["spell"] for row in above.get("missing", [])],
        "conference": ["", *(row["conference"] for row in above.get("conferences", []))],
    }
    about, of = ABOUT.get(table.name, ("", ""))
    number = (
        ""
        if table.name == "return_interviews" or not table.key or table.key[0] in ("child", *WORDS)
        else table.key[0]
    )
    rows = []
    for place in range(chance.randint(0, most)):
        row = {
            column.name: chance.choice(
                named[column.name]
                if column.name in named and column.name != number
                else words_of(column, days)
                if column.name not in (number, about)
                else [f"{place:02}"]
            )
            for column in table.columns
        }
        if about:
            other = chance.choice([{about: "", "child": row["child"]}, *above[of] * 2])
            row |= {name: other[name] for name in (about, "child")}
        rows.append(in_order(row, table))
    return sound(rows, table)


def in_order(row, table):
    """The record with no date running backwards."""
    for first, last in table.spans:
        if row[first] and row[last] and row[last] < row[first]:
            row = row | {first: row[last], last: row[first]}
    return row


def begun(row, day):
    """The record with its start filled in: one without a start holds from the beginning."""
    return row | {"started": row["started"] or day} if "started" in row else row


def sound(rows, table):
    """The records of which none repeats another's key; in some tables a child has one at a time."""
    kept = {
        tuple(row[name] for name in table.key) if table.key else number: row
        for number, row in enumerate(rows)
    }
    rows = list(kept.values())
    if table.name not in ONE_A_DAY:
        return rows
    rows = sorted(
        {(row["child"], row["started"]): row for row in rows}.values(),
        key=lambda row: (row["child"], row["started"]),
    )
    for row, after in pairwise(rows):
        if row["child"] == after["child"] and table.name in CHAINS:
            row["ended"] = min(row["ended"] or after["started"], after["started"])
    return rows


def care_of(chance, child, days):
    """A child's episodes: one ends on the day on which the next begins, or care has ended and begins anew."""
    table, began = TABLES["care"], sorted(set(chance.choices(days, k=chance.randint(0, 5))))
    goes = chance.choices(["on", "leaves", "away"], [4, 1, 1], k=len(began))
    rows, reason = [], "S"
    for place, start in enumerate(began):
        after = goes[place + 1] if place + 1 < len(began) else ""
        row = {
            column.name: chance.choice(words_of(column, days))
            for column in table.columns
            if column.name != "child"
        }
        stays = goes[place] == "on" and after not in ("", "away")
        row |= {
            "child": child,
            "started": start,
            "start_reason": reason,
            "ended": began[place + 1] if after else "",
            "end_reason": ("X1" if stays else row["end_reason"]) if after else "",
        }
        rows += [row] if goes[place] != "away" else []
        reason = chance.choice(codes.START_REASONS[1:]) if stays else "S"
    return rows


def county_of(number):
    """As JSON: the period of a county, its records by table, and records from after the period's end."""
    chance = Random(number)
    period = parse(chance.choice(MONTHS))
    days, born = edges(period), births(period)
    people = [
        {
            "child": child,
            "sex": chance.choice(["M", "F", ""]),
            "ethnicity": chance.choice(["WBRI", "APKN", "NOBT", ""]),
            "born": chance.choice(born),
        }
        for child in CHILDREN[: chance.randint(3, 12)]
    ]
    held = {
        "children": people,
        "teams": [{name: row.get(name, "") for name in TABLES["teams"].names} for row in TEAMS],
    }
    for name, table in TABLES.items():
        if name == "care":
            held[name] = [row for each in people for row in care_of(chance, each["child"], days)]
        elif name == "return_interviews" and not held["missing"]:
            held[name] = []
        elif name not in held:
            held[name] = rows_of(chance, table, days, held)
    after = [str(period.end + timedelta(days=number)) for number in (1, 2, 15, 31, 62)]
    later = {
        name: [begun(row, after[0]) for row in rows_of(chance, TABLES[name], after, held, 5)]
        for name in LATER
    }
    for name in chance.sample([name for name in TABLES if name != "children"], chance.choice([0, 0, 1, 2])):
        del held[name]
    return json.dumps([period.text, held, later])


@lru_cache(maxsize=64)
def counted(county, ids, split=True):
    """The figures of a county and the counting that they come from.

    county: as JSON; split: with the breakdowns.
    """
    text, held, _ = json.loads(county)
    period = point(text)
    frames = {
        name: typed(pandas.DataFrame(rows, columns=TABLES[name].names).fillna("").astype("str"), TABLES[name])
        for name, rows in held.items()
    }
    tables = Tables(
        frames, standards=Standards(), drawn=period.end, districts=frozenset(["lorn", "sand", "pell"])
    )
    counting = Counting(tables, AREAS, Population(population().rows, frames.get("population_groups")))
    if not split:
        counting._breakdowns = lambda definition, cases: []
    return counting.count([catalogue()[ident] for ident in ids], [period]), counting


def only(results, *kinds, additive=False):
    """The figures of definitions of some kinds.

    additive: without those made for the whole authority alone.
    """
    ids = [
        ident
        for ident, known in catalogue().items()
        if known.kind in kinds and not (additive and known.whole_authority_only)
    ]
    return results[results.indicator.isin(ids)]


def numerators(results):
    """Numerators that add up: a rate of those who belong nowhere is not told, and who they are is."""
    return results.assign(
        numerator=results.people_met.where(results.indicator.isin(RATES), results.numerator)
    )


def not_counted(county, ids):
    results, counting = counted(county, ids)
    unknown = results[~results.state.isin(["shown", "no_cases", "not_applicable", "not_available"])]
    missing = results[(results.state == "shown") & (results.value.isna() | results.numerator.isna())]
    return {*counting.failed, *unknown.indicator, *missing.indicator}


def above_their_base(county, ids):
    shares = only(counted(county, ids)[0], "share")
    shares = shares[shares.numerator.notna()]
    return {*shares.indicator[~((shares.numerator >= 0) & (shares.numerator <= shares.denominator))]}


def not_adding_up_by_area(county, ids):
    results = numerators(only(counted(county, ids)[0], *ADDITIVE, additive=True))
    parts = results.assign(
        denominator=results.denominator.where(
            results.indicator.isin(SHARES) & ~results.breakdown.isin(LATENESS)
        )
    )
    parts = parts.set_index(["indicator", "period", "window", "breakdown", "group", "area"])[
        ["numerator", "denominator"]
    ]
    area = parts.unstack("area").fillna(0.0)
    wrong = pandas.Series(False, index=area.index)
    for part in ("numerator", "denominator"):
        by_area = area[part].reindex(columns=list(AREAS.areas), fill_value=0.0)
        wrong |= (by_area[AREAS.leaves].sum(axis=1) != by_area.county) | (
            by_area[["lorn", "sand"]].sum(axis=1) != by_area.north
        )
    return {*wrong[wrong].index.get_level_values("indicator")}


def unlike(one, other):
    """The ids of the figures that are not the same in two long tables."""
    keys = ["indicator", "period", "window", "area", "breakdown", "group"]
    both = one.set_index(keys).join(other.set_index(keys), how="outer", lsuffix="_one", rsuffix="_other")
    wrong = pandas.Series(False, index=both.index)
    for name in ("numerator", "denominator", "value", "people_met", "people"):
        first, second = both[f"{name}_one"].fillna(-1.0), both[f"{name}_other"].fillna(-1.0)
        wrong |= (first - second).abs() > 1e-6
    wrong |= both.state_one.fillna("") != both.state_other.fillna("")
    return {*wrong[wrong].index.get_level_values("indicator")}


def without_repeats(name, rows):
    """Rows of which each stands twice and in the other order, as intake lets them through."""
    table = TABLES[name]
    twice = [row for row in reversed(rows) for _ in range(2 if table.key else 1)]
    frame = pandas.DataFrame(twice, columns=table.names).fillna("").astype("str")
    file, row = pandas.Series(name, index=frame.index), pandas.Series(frame.index, index=frame.index)
    typed = typed_table(table, frame, file, row, {}, ISO, Findings())
    hold_to_shape(typed, None)
    return [twice[place] for place in typed.sound.index]


def decided_by_order(county, ids):
    period, held, later = json.loads(county)
    turned = {name: without_repeats(name, rows) for name, rows in held.items()}
    return unlike(counted(county, ids)[0], counted(json.dumps([period, turned, later]), ids)[0])


def changed_by_later_records(county, ids):
    period, held, later = json.loads(county)
    longer = {}
    for name, rows in held.items():
        key = {tuple(row[column] for column in TABLES[name].key) for row in rows}
        more = [
            row
            | {
                column: f"L{row[column]}"
                for column in TABLES[name].key[:1]
                if column != "child" and column not in WORDS
            }
            for row in later.get(name, [])
        ]
        longer[name] = rows + [
            row
            for row in more
            if not TABLES[name].key or tuple(row[column] for column in TABLES[name].key) not in key
        ]
    totals = counted(county, ids)[0]
    return unlike(
        totals[totals.breakdown == "total"], counted(json.dumps([period, longer, {}]), ids, split=False)[0]
    )


def not_adding_up_by_group(county, ids):
    results, with_groups = (
        numerators(only(counted(county, ids)[0], *ADDITIVE, additive=True)),
        "population_groups" in json.loads(county)[1],
    )
    keys, wrong = ["indicator", "window", "area"], set()
    totals = results[results.breakdown == "total"].set_index(keys)[["numerator", "denominator"]].fillna(0.0)
    for breakdown in DESCRIPTIONS:
        expected = (
            totals
            if breakdown in ("sex", "ethnicity") and with_groups
            else totals[~totals.index.get_level_values("indicator").isin(RATES)]
        )
        split = (
            results[results.breakdown == breakdown]
            .groupby(keys)[["numerator", "denominator"]]
            .sum()
            .reindex(expected.index, fill_value=0.0)
        )
        off = split != expected
        off = off.numerator | (off.denominator & expected.index.get_level_values("indicator").isin(SHARES))
        wrong |= {*off[off].index.get_level_values("indicator")}
    return wrong


def smallest(broken, county, ident):
    """The fewest records with which a definition still breaks a property."""
    period, *parts = json.loads(county)
    rows = [
        (part, name, row) for part, held in enumerate(parts) for name, found in held.items() for row in found
    ]

    def as_county(kept):
        held = [
            {name: [row for place, of, row in kept if (place, of) == (part, name)] for name in found}
            for part, found in enumerate(parts)
        ]
        return json.dumps([period, *held])

    size = len(rows)
    while size := size // 2:
        for start in range(len(rows) - size, -1, -size):
            fewer = rows[:start] + rows[start + size :]
            if ident in broken(as_county(fewer), (ident,)):
                rows = fewer
    return [
        period,
        *(
            f"{name}{' (later)' if part else ''}: "
            f"{' '.join(f'{column}={value}' for column, value in row.items() if value)}"
            for part, name, row in rows
        ),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        not_counted,
        above_their_base,
        not_adding_up_by_area,
        decided_by_order,
        changed_by_later_records,
        not_adding_up_by_group,
    ],
)
def test_of_every_figure(broken):
    @seed(SEED)
    @how(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(some.integers(0, 10**9))
    def holds(number):
        county = county_of(number)
        found = broken(county, ALL)
        assert not found, (
            f"{broken.__name__}: {', '.join(sorted(found))}. The smallest example: "
            + "\n".join(smallest(broken, county, min(found)))
        )

    holds()
