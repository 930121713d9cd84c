"""The words that definitions are written in, held equal to the plain way by the calendar."""

from datetime import date, timedelta

import pandas

from careboard.indicators.cases import age_at, cases, how_many, open_at


def plain_age(born, on):
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def days(*texts):
    return pandas.Series(pandas.to_datetime(list(texts))).astype("datetime64[s]")


def test_age_in_whole_years_is_that_of_the_calendar():
    born = [date(2000, 1, 1) + timedelta(days=23 * number) for number in range(200)] + [date(2004, 2, 29)]
    for on in (date(2019, 2, 28), date(2019, 3, 1), date(2020, 2, 29), date(2018, 12, 31), date(2003, 6, 5)):
        found = age_at(pandas.Series(pandas.to_datetime(born)), on)
        assert found.tolist() == [plain_age(day, on) for day in born]


def test_age_is_missing_where_a_birth_or_a_date_is():
    found = age_at(days("2010-05-05", None, "2010-05-05"), days("2019-05-05", "2019-05-05", None))
    assert found.fillna(-1).tolist() == [9, -1, -1]


def test_open_at_the_end_of_a_day_is_what_began_by_then_and_has_not_ended():
    rows = pandas.DataFrame(
        {
            "number": range(6),
            "started": days("2019-10-31", "2019-11-01", "2019-01-01", "2019-01-01", "2019-01-01", None),
            "ended": days(None, None, "2019-10-31", "2019-11-01", None, None),
        }
    )
    assert open_at(rows, date(2019, 10, 31)).number.tolist() == [0, 3, 4]


def test_how_many_records_each_child_has():
    each = pandas.Series(["B", "A", "C"], index=[7, 8, 9])
    assert how_many(pandas.Series(["A", "B", "A", "D", None]), each).to_dict() == {7: 1, 8: 2, 9: 0}


def test_a_case_without_a_date_is_left_out_and_one_that_ended_is_of_the_day_before():
    rows = pandas.DataFrame({"child": ["A", "B", "C"], "left": days("2019-10-01", None, "2019-10-03")})
    found = cases(rows, on="left", ended=pandas.Series([True, True, False]))
    assert found.child.tolist() == ["A", "C"]
    assert found.held_on.tolist() == [pandas.Timestamp("2019-09-30"), pandas.Timestamp("2019-10-03")]
