"""One rule for each kind of cell: what is read, what is told, and what cannot be read."""

import numpy
import pandas
import pytest

from careboard.intake.cells.cell import read_texts
from careboard.intake.cells.date_forms import DAY_FIRST, ISO
from careboard.records.schema import TABLES, Column

SEX = next(column for column in TABLES["children"].columns if column.name == "sex")
LEGAL = next(column for column in TABLES["care"].columns if column.name == "legal_status")
SCORE = next(column for column in TABLES["sdq"].columns if column.name == "score")
CHECK = next(column for column in TABLES["health_checks"].columns if column.name == "type")
SEEN = next(column for column in TABLES["care_visits"].columns if column.name == "seen")
DAY, MOMENT, YEAR = Column("on", "date"), Column("on", "moment"), Column("on", "year_or_date")


def reading(texts, column, usual=DAY_FIRST, count=None):
    return read_texts(list(texts), numpy.array(count or [1] * len(texts)), column, usual)


def one(text, column, usual=DAY_FIRST, beside=()):
    """What one text is read as, among others; and what is told of it."""
    found = reading([text, *beside], column, usual)
    faults = [reason for reason, which in found.faults.items() if which[0]]
    repairs = [rule for rule, which in found.repairs.items() if which[0]]
    value = found.value[0]
    if isinstance(value, pandas.Timestamp):
        value = value.strftime("%Y-%m-%d" if column is not MOMENT else "%Y-%m-%d %H:%M")
    return (None if pandas.isna(value) else value), faults, repairs


PLAIN = ("05/06/2018",)  # another date of the column, so that no rule for whole columns holds


@pytest.mark.parametrize(
    "text",
    [
        "01/05/2019", "1/5/2019", "01-05-2019", "01.05.2019", "2019-05-01", "2019/05/01", "20190501",
        "01/05/2019 00:00:00", "2019-05-01T00:00:00", "2019-05-01 00:00:00.000", "2019-05-01 00:00:00+00:00",
        "01/05/2019 09:30", "2019-05-01 21:15:07", "01/05/2019 12:00:00 AM", "01-May-2019", "1st May 2019",
        "1 may 2019", " 01/05/2019 ", "01/05/2019\u00a0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("usual", [DAY_FIRST, ISO])
def test_a_day_is_read_in_any_form_and_told_where_it_is_not_the_usual(text, usual):
    value, faults, repairs = one(text, DAY, usual, PLAIN)
    assert (value, faults) == ("2019-05-01", [])
    stripped = text.replace("\u00a0", " ").strip()
    plain = stripped == {DAY_FIRST: "01/05/2019", ISO: "2019-05-01"}[usual]
    assert bool(repairs) != plain


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2019", "2019-13-01", "0019-05-01", "43586", "01/05/19", "99/99/9999", "1901-05-01", "n/k",
        "2019-05-01 23:00:00Z", "2019-05-01 25:00", "05/2019", "15/08/2109", "1/5/2019 o'clock",
        "12345678901",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(text):
    value, faults, _ = one(text, DAY, beside=PLAIN)
    assert value is None and len(faults) == 1


@pytest.mark.parametrize(
    "text",
    [
        "NULL", "null", "(null)", "NaN", "nan", "NaT", "None", "N/A", "#N/A", "-", "<NA>", "01/01/1900",
        "31/12/9999",
        "1900-01-01 00:00:00", "9999-12-31", "00/00/0000", "0000-00-00", "01/01/1753", "30/12/1899",
    ],
)  # fmt: skip
def test_what_stands_for_nothing_is_blank_and_told(text):
    value, faults, repairs = one(text, DAY, beside=PLAIN)
    assert value is None and faults == [] and len(repairs) >= 1 and any("blank" in rule for rule in repairs)


def test_a_blank_cell_needs_no_word():
    assert one("", DAY, beside=PLAIN) == (None, [], [])
    assert one("   ", DAY, beside=PLAIN) == (None, [], [])


def test_numbers_of_days_and_short_years_are_read_where_the_whole_column_is_so():
    assert one("43586", DAY, beside=["43587", ""])[0] == "2019-05-01"
    assert one("01/05/19", DAY, beside=["31/12/99", "NULL"])[0] == "2019-05-01"
    assert one("31/12/99", DAY, beside=["01/05/19"])[0] == "1999-12-31"
    assert one("43586.5", MOMENT, beside=["43587"])[0] == "2019-05-01 12:00"


def test_a_moment_keeps_its_time_and_a_year_stands_for_its_middle():
    assert one("01/05/2019 09:30", MOMENT, beside=PLAIN) == ("2019-05-01 09:30", [], [])
    assert one("01/05/2019 09:30 PM", MOMENT, beside=PLAIN)[0] == "2019-05-01 21:30"
    assert one("1997", YEAR, beside=PLAIN) == ("1997-07-01", [], [])
    assert one("1997.0", YEAR, beside=PLAIN)[0] == "1997-07-01"


def test_months_first_are_refused_where_they_are_the_rule_and_set_aside_where_they_are_few():
    american = reading(["05/13/2019", "05/20/2019", "05/06/2019"], DAY)
    assert "months stand before days" in american.refused
    few = reading(["05/13/2019", "14/06/2019", "15/06/2019", "05/06/2019"], DAY, count=[1, 5, 5, 5])
    assert few.refused == "" and few.value.isna().tolist() == [True, False, False, False]
    assert list(few.faults) == ["the month stands before the day; others of the column may be so too"]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        (LEGAL, "c2", "C2"), (LEGAL, "C2: Full care order", "C2"), (LEGAL, "C2 - full care order", "C2"),
        (LEGAL, "C2 Full care order", "C2"), (LEGAL, "a) C2: Full care order", "C2"),
        (SEX, "b) Female", "F"), (SEX, "female", "F"), (SEX, "1", "M"), (SEX, "2.0", "F"), (SEX, "M - Male",
        "M"),
        (SEEN, "Yes", "Y"), (SEEN, "true", "Y"), (SEEN, "0", "N"), (SEEN, "a) Yes", "Y"), (SEEN, "N", "N"),
        (CHECK, "DENTAL CHECK", "Dental check"), (CHECK, "dental  check", "Dental check"),
    ],
)  # fmt: skip
def test_a_code_is_found_in_whatever_form(column, text, code):
    value, faults, repairs = one(text, column, beside=[column.codes[0]])
    assert (value, faults, bool(repairs)) == (code, [], text != code)


@pytest.mark.parametrize(
    ("column", "text"),
    [(LEGAL, "Q9"), (LEGAL, "C"), (SEX, "U"), (SEX, "f) Not stated"), (SEX, "7"), (SEEN, "Not known")],
)
def test_an_unknown_code_is_not_guessed(column, text):
    value, faults, _ = one(text, column)
    assert value is None and faults == ["not one of the codes known"]


def test_words_of_no_list_stay_and_are_told_where_none_is_of_it():
    assert one("Optician", CHECK, beside=["Dental check"]) == ("Optician", [], [])
    assert one("Optician", CHECK) == (
        "Optician",
        ["none of its words is one that figures are taken from"],
        [],
    )


@pytest.mark.parametrize(
    "text", ["400", "-1", "12.7", "1e400", "inf", "Infinity", "0x10", "1,234", "\u0661\u0662", "twelve"]
)
def test_a_score_outside_its_bounds_is_none(text):
    value, faults, _ = one(text, SCORE)
    assert value is None and len(faults) == 1


def test_a_number_is_read_with_its_nought():
    assert one("12.0", SCORE) == (12.0, [], []) and one("0", SCORE) == (0.0, [], [])


def test_ids_are_text_and_no_rounded_number():
    column = Column("child", "id")
    assert one("0071", column) == ("0071", [], [])
    assert one("71.0", column)[0] == "71" and len(one("71.0", column)[2]) == 1
    assert one("1.2E+07", column)[:2] == (None, ["an id as a rounded number, such as 9.9E+99"])
    assert one("E12", column) == ("E12", [], []) and one("A1.B", column) == ("A1.B", [], [])
