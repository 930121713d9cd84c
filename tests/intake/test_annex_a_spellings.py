"""Every declared column of every list of Annex A, in each way that councils write its kind."""

import datetime
import math

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.annex_a import HEADINGS, sheets_of
from support.workbooks import write_xlsx
from test_annex_a import MARCH, ONE, assert_adds_up, assert_same

from careboard import intake
from careboard.errors import Problem
from careboard.intake.annex_a_lists import FORMS, LISTS, TARGETS, form
from careboard.intake.tolerance import faults_beyond
from careboard.params.intake import Intake
from careboard.records.schema import TABLES


def types_of(number):
    """field -> the types of the suite's columns that come of it."""
    types = {"child": {"id"}, "sex": {"code"}, "ethnicity": {"code"}, "born": {"date"}}
    types |= {"legal_from": {"date"}} if number == 8 else {}
    for target in TARGETS:
        if target.number == number:
            declared = {column.name: column.type for column in TABLES[target.table].columns}
            for ours, field in target.columns.items():
                types.setdefault(field, set()).add(declared[ours])
    return types


def _day(change):
    return lambda cell: change(cell) if isinstance(cell, datetime.datetime) else cell


def _blank(word):
    return lambda cell: word if cell in (None, "") else cell


MANGLES = {
    "dates as text": ({"date"}, _day(lambda day: day.strftime("%d/%m/%Y"))),
    "dates as ISO text": ({"date"}, _day(lambda day: day.strftime("%Y-%m-%d"))),
    "dates with a time": ({"date"}, _day(lambda day: day + datetime.timedelta(hours=9.5))),
    "dates with months' names": ({"date"}, _day(lambda day: day.strftime("%d-%b-%Y"))),
    "dates as numbers": ({"date"}, _day(lambda day: (day - datetime.datetime(1899, 12, 30)).days)),
    "blanks as NULL": ({"date", "code", "id", "whole", "text"}, _blank("NULL")),
    "blanks as N/A": ({"date", "code", "id", "whole", "text"}, _blank("#N/A")),
    "blanks as 1900": ({"date"}, _blank(datetime.datetime(1900, 1, 1))),
    "spaces": ({"code", "id"}, lambda cell: f" {cell}\u00a0" if isinstance(cell, str) and cell else cell),
    "capitals": ({"code"}, lambda cell: cell.upper() if isinstance(cell, str) else cell),
    "small letters": ({"code"}, lambda cell: cell.lower() if isinstance(cell, str) else cell),
    "ids as text": ({"id"}, lambda cell: str(cell) if isinstance(cell, int) else cell),
    "numbers with .0": ({"id", "whole"}, lambda cell: f"{cell}.0" if isinstance(cell, int) else cell),
}  # fmt: skip


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    path = tmp_path_factory.mktemp("clean") / "annex.xlsx"
    return intake.read(str(write_xlsx(path, sheets_of(ONE, MARCH))))


@pytest.mark.parametrize("name", MANGLES)
def test_every_declared_column_written_otherwise_has_the_same_records(name, clean, tmp_path):
    types, change = MANGLES[name]
    sheets, changed = sheets_of(ONE, MARCH), set()
    for number in ONE:
        kinds, (headings, *rows) = types_of(number), sheets[f"List {number}"]
        for place, heading in enumerate(headings):
            field = FORMS[number].get(form(heading))
            if field is not None and kinds.get(field, set()) & types:
                changed.add((number, field))
                rows = [[*row[:place], change(row[place]), *row[place + 1 :]] for row in rows]
        sheets[f"List {number}"] = [headings, *rows]
    found = intake.read(str(write_xlsx(tmp_path / "annex.xlsx", sheets)))
    assert_same(found, clean)
    assert faults_beyond(found, Intake(), [found.extract_date]) == []
    wanted = {(number, field) for number in ONE for field, kinds in types_of(number).items() if kinds & types}
    assert changed == wanted  # no declared column was passed over


def test_every_heading_that_is_declared_finds_its_field(clean, tmp_path):
    most = max(len(names) for one in LISTS.values() for names in one.headings.values())
    for turn in range(1, most):
        sheets = sheets_of(ONE, MARCH)
        for number in ONE:
            rows = sheets[f"List {number}"]
            rows[0] = [_other_name(number, heading, turn) for heading in rows[0]]
        assert_same(intake.read(str(write_xlsx(tmp_path / f"{turn}.xlsx", sheets))), clean)


def _other_name(number, heading, turn):
    field = FORMS[number].get(form(heading))
    names = LISTS[number].headings[field] if field else (heading,)
    return f"{names[turn % len(names)]})) "


SPELT = {
    (1, "Gender", "children", "sex"): {
        "a) Male": "M", "Male": "M", "b) Female": "F", "Female": "F", "c) Not stated/recorded": None,
        "d) Neither": None, "d) Neither ": None,
    },
    (1, "Ethnicity", "children", "ethnicity"): {
        "a) White": "WOTH", "a) white": "WOTH", "b) Mixed": "MOTH", "c) Asian or Asian British": "AOTH",
        "c) Unknown": "NOBT", "d) Black or black British": "BOTH", "e) Other ethnic group": "OOTH",
        "f) Not stated": "NOBT", "k) APKN": "APKN", "a) WBRI": "WBRI", "WBRI": "WBRI",
        "White British": "WBRI",
    },
    (4, "Child Seen During Continuous Assessment", "assessments", "seen"): {
        "Yes": "Y", "a) Yes": "Y", "True": "Y", True: "Y", "No": "N", "b) No": "N", "False": "N", False: "N",
        "Unknown": None,
    },
    (7, "Latest Category of Abuse", "plans", "category"): {
        "a) Neglect": "NEG", "b) Physical Abuse": "PHY", "Physical abuse": "PHY", "c) Sexual Abuse": "SAB",
        "d) Emotional Abuse": "EMO", "e) Multiple": "MUL", "NEG": "NEG",
    },
    (8, "Child's Legal Status", "care", "legal_status"): {
        "C2: FCO": "C2", "a) Interim care orders": "C1", "b) Full care orders": "C2",
        "c) Freed for  Adoption": "D1", "d) Placement order granted": "E1", "e) Accommodated under S20": "V2",
        "f) Detained on child protection grounds in LA accomodation": "L1",
        "g) Youth justice legal Statuses": "J3", "J1: Remanded to LA or youth detention": "J1",
        "J2: LA accommodation under PACE": "J2",
    },
    (8, "Placement Type", "care", "placement_type"): {
        "a) Foster Placement": "U6", "a) Foster placement": "U6", "b) Placed for adoption": "A6",
        "c) Placed with parents": "P1", "d) Independent living": "P2", "e) Residential employment": "P3",
        "f) Residential accommodation": "H5", "g) Secure Children\u2019s Homes": "K1",
        "h) Children\u2019s Homes": "K2", "i) Residential Care Home": "R1", "j) NHS/Health Trust": "R2",
        "k) Family Centre or Mother and Baby Unit": "R3", "l) Young Offender Institution": "R5",
        "m) Residential school": "S1", "n) Other placements": "Z1", "o) Temporary placement": "T4",
        "f) U6: Foster placement - not FFA": "U6", "n) H5: Residential accommodation": "H5",
    },
    (8, "Placement Provider", "care", "provider"): {
        "a) Own LA": "PR1", "b) Private": "PR4", "c) Other": None, "e) PR4 - Private provision": "PR4",
    },
    (9, "Eligibility Category", "care_leavers", "eligibility"): {
        "a) Relevant": "Relevant", "b) Former relevant": "Former relevant", "c) Qualifying": "Qualifying",
        "b) Former relevant child": "Former relevant", "d) Eligible": "Eligible", "e) Other": "Other",
    },
    (9, "LA in Touch", "care_leavers", "in_touch"): {
        "a) In touch": "YES", "a) Yes": "YES", "b) Not in touch": "NO", "c) Not recorded": None,
        "d) Exclude": "RHOM", "YES": "YES",
    },
    (9, "Activity Status", "care_leavers", "activity"): {
        "F1: Full time in higher education": "F1", "P5: Part time in training or employment": "P5",
        "Full time in training or employment": "F3", "G6": "G6",
        "G4: Not in education, employment or training - illness or disability": "G4",
    },
    (9, "Type of Accommodation", "care_leavers", "accommodation"): {
        "a) With parents or relatives": "B1", "b) Community home": "C1",
        "c) Semi-independent transitional accommodation": "D1", "d) Supported lodgings": "E1",
        "e) Gone abroad": "G1", "f) Deported": "H1", "g) Ordinary lodgings": "K1",
        "h) Residence not known": "R1", "i) No fixed abode / homeless": "S2", "j) Foyers": "T1",
        "k) Independent living": "U1", "l) Emergency accommodation": "V1", "m) Bed and breakfast": "W1",
        "n) In custody": "X2", "o) With Former Foster Carer": "Z1", "p) Other accommodation": "Y1",
        "U: Independent living": "U1", "Z: With former foster carer": "Z1", "U1": "U1",
    },
}  # fmt: skip
REASONS = {
    "a) Adopted": "E12", "b) Died": "E2", "c) Care taken by another LA": "E3",
    "d) Returned home to live with parents or relatives": "E4A",
    "e) Left care to live with parents, relatives or other person with no parental responsibility": "E13",
    "f) Residence order granted": "E41", "g) Special Guardianship Orders": "E45",
    "h) Moved into independent living": "E6",
    "i) Transferred to residential care funded by adult social services ": "E7",
    "j) Sentenced to custody": "E9", "k) Accommodation on remand ended": "E14",
    "l) Age assessment determined child was 18 or over": "E15", "m) Child moved abroad": "E16",
    "n) Care ceased for any other reason": "E8", "k) E47: Special Guardianship Orders - relative": "E47",
}  # fmt: skip
SPELT[(8, "Reason Ceased to be Looked After", "care", "end_reason")] = REASONS


@pytest.mark.parametrize("column", SPELT, ids=lambda column: column[1])
def test_codes_in_every_spelling(column, tmp_path):
    number, heading, table, ours = column
    spelt = SPELT[column]
    rows = sheets_of({number: [ONE[number][0]] * len(spelt)}, MARCH)[f"List {number}"]
    place, who = rows[0].index(heading), rows[0].index("Child Unique ID")
    for child, (row, text) in enumerate(zip(rows[1:], spelt, strict=True)):
        row[who], row[place] = f"C{child}", text
        if heading == "Reason Ceased to be Looked After":
            row[rows[0].index("Date Ceased to be Looked After")] = datetime.datetime(2020, 3, 20)
    path = write_xlsx(tmp_path / "annex 2020-03-31.xlsx", {f"List {number}": rows})
    found = intake.read(str(path)).tables.frames[table].set_index("child")[ours]
    read = {text: found[f"C{child}"] for child, text in enumerate(spelt)}
    assert {text: None if pandas.isna(code) else code for text, code in read.items()} == spelt


def test_suitability_in_every_spelling(tmp_path):
    spelt = {"a) Suitable": "U1", "b) Not suitable": "U2", "b) Unsuitable": "U2", "Suitable": "U1",
             "c) Not in touch or not recorded": None, "d) Exclude": None, "": None}  # fmt: skip
    leavers = [{"child": f"C{child}", "suitable": text} for child, text in enumerate(spelt)]
    found = intake.read(str(write_xlsx(tmp_path / "a.xlsx", sheets_of({9: leavers}, MARCH))))
    codes = found.tables.care_leavers.accommodation
    assert [None if pandas.isna(code) else code for code in codes] == list(spelt.values())


def test_a_code_in_no_list_is_told_and_the_value_is_not_quoted(tmp_path):
    care = [ONE[8][0] | {"place": "zzCodeError"}, ONE[8][0] | {"child": 2, "place": "SECRET"}]
    found = intake.read(str(write_xlsx(tmp_path / "a.xlsx", sheets_of({8: care}, MARCH))))
    unknown = found.faults[found.faults.column == "Placement Type"]
    assert len(unknown) == 2 and found.tables.care.placement_type.isna().all()
    assert not any("SECRET" in str(cell) for cell in found.faults.to_numpy().ravel())


CELL = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 60_000), st.text(max_size=5).map(lambda text: "".join(
        sign for sign in text if sign.isprintable())),
    st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2060, 1, 1)),
    st.sampled_from(["List 4", "Child Unique ID", "Date of Contact", "#REF!", "31/02/2020", "13/13/2013",
                     "b) No",
                     "1.2E+07", "0001", "=A1", "Snapshot date", "NULL"]),
)  # fmt: skip


@settings(
    max_examples=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_a_mangled_series_is_read_with_an_account_that_adds_up_or_refused_in_words(data, tmp_path):
    for name in (MARCH, "2020-04-14"):
        sheets = sheets_of(ONE, name)
        for _ in range(data.draw(st.integers(0, 6))):
            rows = sheets[data.draw(st.sampled_from(sorted(sheets)))]
            change = data.draw(st.sampled_from(["cell", "column", "twice", "gone", "above", "heading"]))
            row = data.draw(st.integers(0, len(rows) - 1))
            place, value = data.draw(st.integers(0, max(0, len(rows[row]) - 1))), data.draw(CELL)
            if change == "column":
                for each in rows[1:]:
                    each[place : place + 1] = [value]
            elif change == "twice":
                rows.append(list(rows[row]))
            elif change == "gone" and len(rows) > 1:
                rows.pop(row)
            elif change == "above":
                rows.insert(0, [value])
            else:
                rows[0 if change == "heading" else row][place : place + 1] = [value]
        write_xlsx(tmp_path / f"{name}.xlsx", sheets)
    try:
        found = intake.read(str(tmp_path))
    except Problem as problem:
        assert len(str(problem)) > 20 and "Traceback" not in str(problem)
        return
    assert_adds_up(found)
    assert all(math.isfinite(records) for records in found.account.read) and set(HEADINGS) >= set(ONE)
