import numpy
import pandas

from careboard.records.spans import Lasts, Spans


def days(*texts):
    return pandas.Series(pandas.to_datetime(list(texts)))


SPANS = pandas.DataFrame(
    {
        "child": ["A", "A", "B"],
        "started": days("2019-01-01", "2019-05-01", None),
        "ended": days("2019-05-01", None, "2019-06-01"),
        "team": ["x", "y", "z"],
    }
)


def test_the_span_that_held_at_the_date():
    found = (
        Spans(SPANS, "child")
        .at(
            pandas.Series(["A", "A", "A", "B", "B", "C", None]),
            days(
                "2018-12-31",
                "2019-04-30",
                "2019-05-01",
                "1950-01-01",
                "2019-06-01",
                "2019-05-01",
                "2019-05-01",
            ),
            ["team"],
        )
        .team
    )
    assert found.fillna("-").tolist() == ["-", "x", "y", "z", "-", "-", "-"]


def test_the_last_day_by_a_date():
    lasts = Lasts(
        pandas.DataFrame(
            {
                "child": ["A", "A", "B", None],
                "visited": days("2019-01-05", "2019-03-05", "2019-04-01", "2019-01-01"),
            }
        ),
        "child",
        "visited",
    )
    found = lasts.by(pandas.Series(["B", "A", "C", "A"], index=[4, 5, 6, 7]), "2019-03-05")
    assert found.dt.strftime("%d %b").fillna("-").to_dict() == {4: "-", 5: "05 Mar", 6: "-", 7: "05 Mar"}
    assert lasts.by(pandas.Series(["A"]), "2019-03-04").dt.day.tolist() == [5]


def test_nothing_held_where_there_are_no_rows():
    assert (
        Spans(SPANS.iloc[:0], "child")
        .at(pandas.Series(["A"]), days("2019-05-01"), ["team"])
        .team.isna()
        .all()
    )
    assert Lasts(SPANS.iloc[:0], "child", "started").by(pandas.Series(["A"]), "2019-05-01").isna().all()


def test_where_spans_overlap_an_earlier_one_that_still_holds_is_found():
    overlapping = pandas.DataFrame(
        {
            "child": ["A", "A", "A", "B"],
            "started": days("2015-01-01", "2018-01-01", "2018-03-01", "2014-01-01"),
            "ended": days(None, "2018-02-01", "2018-03-05", "2014-06-01"),
            "team": ["x", "y", "z", "w"],
        }
    )
    found = (
        Spans(overlapping, "child")
        .at(
            pandas.Series(["A", "A", "A", "B"]),
            days("2018-01-15", "2018-02-01", "2019-01-01", "2019-01-01"),
            ["team"],
        )
        .team
    )
    assert found.fillna("-").tolist() == ["y", "x", "x", "-"]


def test_rows_of_one_day_come_as_if_all_had_been_sorted_by_the_column_of_ties():
    rng = numpy.random.default_rng(11)
    rows = pandas.DataFrame(
        {
            "child": rng.choice(list("ABCD"), 200),
            "started": days("2019-01-01")[0] + pandas.to_timedelta(rng.integers(0, 9, 200), unit="D"),
            "ended": pandas.NaT,
            "number": [f"{number:03d}" for number in rng.permutation(200)],
        }
    )
    plainly = Spans(rows.sort_values("number", kind="stable"), "child")
    found = Spans(rows, "child", ties="number")
    asked = rows.child, rows.started, ["number"]
    pandas.testing.assert_frame_equal(found.at(*asked), plainly.at(*asked))
    assert found.rows.groupby(["child", "started"]).number.is_monotonic_increasing.all()


def test_how_many_days_of_each_owner_lie_in_a_window_counted_as_rows_are():
    rng = numpy.random.default_rng(12)
    rows = pandas.DataFrame(
        {
            "child": rng.choice(["A", "B", "C", None], 90),
            "started": days("2019-01-01")[0] + pandas.to_timedelta(rng.integers(0, 40 * 24, 90), unit="h"),
        }
    )
    first, last = pandas.Timestamp("2019-01-05"), pandas.Timestamp("2019-01-20")
    inside = rows[(rows.started >= first) & (rows.started < last + pandas.Timedelta(days=1))]
    owners = pandas.Series(["C", "A", "D", "A"], index=[3, 4, 5, 6])
    assert Lasts(rows, "child", "started").number(owners, first.date(), last.date()).to_dict() == {
        place: (inside.child == owner).sum() for place, owner in owners.items()
    }


def test_the_last_day_by_each_rows_own_date():
    lasts = Lasts(SPANS, "child", "started")
    found = lasts.by(pandas.Series(["A", "A", "B"]), days("2019-04-30", "2019-05-01", "2019-05-01"))
    assert found.dt.strftime("%d %b").fillna("-").tolist() == ["01 Jan", "01 May", "-"]
