from datetime import date

import pandas
import pytest

from careboard import periods
from careboard.errors import WrongUse


def test_month_ends_on_its_last_day():
    assert periods.parse("2020-02").end == date(2020, 2, 29)


@pytest.mark.parametrize("text", ["2019", 2019, "2019-13", "2019-06-31", "October", "2019-1", "../../etc"])
def test_what_is_no_period_is_told(text):
    with pytest.raises(WrongUse, match="is not a period"):
        periods.parse(text)


def test_run_of_months():
    assert [period.text for period in periods.parse_all(["2019-11..2020-01", "2019-12"])] == [
        "2019-11",
        "2019-12",
        "2020-01",
    ]


@pytest.mark.parametrize("text", ["2019-10..2019-04", "2019-10-01..2019-11", "2019-10.."])
def test_run_that_goes_nowhere_is_told(text):
    with pytest.raises(WrongUse):
        periods.parse_all([text])


@pytest.mark.parametrize(
    ("text", "window", "first"),
    [
        ("2019-10", "month", date(2019, 10, 1)),
        ("2019-10", "six_months", date(2019, 5, 1)),
        ("2019-10", "year", date(2018, 11, 1)),
        ("2019-10", "financial_year", date(2019, 4, 1)),
        ("2019-03", "financial_year", date(2018, 4, 1)),
        ("2019-04", "financial_year", date(2019, 4, 1)),  # its first month
        ("2019-10-18", "month", date(2019, 9, 19)),
        ("2019-03-31", "month", date(2019, 3, 1)),
        ("2019-10", "at_date", date(2019, 10, 31)),
    ],
)
def test_window_begins(text, window, first):
    assert periods.parse(text).window(window)[0] == first


def test_points_of_a_date_are_the_same_day_or_the_months_last():
    assert [point.text for point in periods.parse("2019-03-30").points(3)] == [
        "2019-01-30",
        "2019-02-28",
        "2019-03-30",
    ]


def test_twenty_five_points():
    points = periods.parse("2019-10").points()
    assert (len(points), points[0].text, points[-1].text) == (25, "2017-10", "2019-10")


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2019-08-19", "2019-10-22", 45),  # the August bank holiday left out
        ("2019-08-17", "2019-08-19", 1),  # a Saturday is day 0, Monday day 1
        ("2019-12-24", "2019-12-27", 1),  # Christmas Day and Boxing Day
        ("2019-10-22", "2019-10-22", 0),
        ("2022-06-01", "2022-06-06", 1),  # the moved spring holiday and the jubilee
        ("1990-12-24", "1990-12-27", 1),  # Christmas of the first year of which holidays are known
    ],
)
def test_working_days(start, end, days):
    assert periods.working_days(pandas.Timestamp(start), pandas.Timestamp(end)) == days


@pytest.mark.parametrize(
    ("start", "days", "later"),
    [
        ("2019-08-23", 1, "2019-08-27"),  # a Friday: the Monday after it is a bank holiday
        ("2019-08-26", 1, "2019-08-27"),  # the bank holiday itself is day 0, and so is a Saturday
        ("2019-08-24", 1, "2019-08-27"),
        ("2019-08-26", 20, "2019-09-23"),
    ],
)
def test_working_days_later(start, days, later):
    found = periods.working_days_later(pandas.Series(pandas.to_datetime([start])), days)
    assert found.tolist() == [pandas.Timestamp(later)]
    assert periods.working_days(pandas.Timestamp(start), found[0]) == days


def test_working_days_of_a_missing_date_are_missing():
    days = periods.working_days(
        pandas.Series(pandas.to_datetime(["2019-08-19", None])), pandas.Timestamp("2019-10-22")
    )
    assert days[0] == 45 and pandas.isna(days[1])


def test_names_are_written_as_pages_write_them():
    october = periods.parse("2019-10")
    assert (october.name, october.window_name("at_date"), october.window_name("six_months")) == (
        "October 2019",
        "at 31 October 2019",
        "six months to October 2019",
    )
    assert periods.year_text(2019) == "2018/19"


@pytest.mark.parametrize(
    ("text", "window", "words"),
    [
        ("2019-10", "month", "October 2019"),
        ("2019-10", "year", "year to October 2019"),
        ("2019-10-18", "month", "month to 18 October 2019"),
        ("2019-03", "financial_year", "1 April 2018 to 31 March 2019"),
    ],
)
def test_a_window_asked_for_by_a_word_is_told_in_words(text, window, words):
    assert periods.parse(text).window_name(window) == words
