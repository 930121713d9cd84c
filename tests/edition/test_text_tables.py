"""The tables of an edition read line by line give what pandas gives, which is the plain way."""

import math

import pandas
import pytest
from support.small_edition import IN_TIME, small_edition, with_table

from careboard.edition.text_tables import TextTable
from careboard.figures.columns import COMPARATORS, STANDING, Comparator, Figure, Standing


def same(cell, other):
    return cell == other or (math.isnan(cell) and math.isnan(other))


@pytest.mark.parametrize("name", ["figures", "standing", "comparators"])
def test_every_row_is_the_row_that_pandas_reads(name):
    table = getattr(small_edition(), name)
    frame = table.frame()
    rows = list(table)
    assert len(rows) == len(frame) > 5
    for row, plain in zip(rows, frame.itertuples(index=False), strict=True):
        assert all(map(same, row, plain)), row


def test_the_rows_of_a_measure_in_an_area_are_those_that_pandas_picks():
    table = small_edition().figures
    frame = table.frame()
    for area in ("county", "lornmere", "nowhere"):
        picked = frame[(frame.indicator == IN_TIME) & (frame.area == area)]
        rows = table.rows(IN_TIME, area)
        assert [row.period for row in rows] == picked.period.tolist()
        assert all(map(same, (row.value for row in rows), picked.value.tolist()))


def test_the_lines_of_all_cases_together_are_those_without_a_breakdown():
    table = small_edition().figures
    block = table.block(IN_TIME, "county", totals=True)
    assert TextTable(Figure, table.heading + block.text).frame().breakdown.unique().tolist() == ["total"]
    assert block.digest != table.block(IN_TIME, "county").digest


HARD = ['a "quoted" word', "two\nlines", "a comma, and more", "a\rreturn", ""]


@pytest.mark.parametrize("text", HARD)
def test_words_that_csv_must_quote_come_back_as_they_were(text):
    words = [text if kind is str else math.nan for kind in Standing.__annotations__.values()]
    standing = dict(zip(STANDING, words, strict=True)) | {
        "indicator": "one",
        "area": "here",
        "band_rule": text,
    }
    frame = pandas.DataFrame([standing | dict.fromkeys(("low", "high", "threshold", "change"), math.nan)])
    table = TextTable.of_frame(Standing, frame)
    [row] = table.rows("one", "here")
    assert row.band_rule == table.frame().band_rule[0] == text.replace("\r", " ")


def test_a_table_without_rows_is_empty_both_ways():
    table = TextTable.of_frame(Comparator, pandas.DataFrame(columns=COMPARATORS))
    assert list(table) == [] and table.frame().empty and table.rows("one", "one") == ()


def test_a_frame_that_somebody_changes_leaves_the_edition_as_it_was():
    table = small_edition().figures
    frame = table.frame()
    frame["value"] = 0.0
    assert table.rows(IN_TIME, "county")[0].value != 0.0 and table.frame().value.iloc[0] != 0.0


def test_a_group_that_is_called_total_is_not_taken_for_all_cases():
    def with_such_a_team(frame):
        one = frame[(frame.indicator == IN_TIME) & (frame.area == "county") & (frame.breakdown == "total")]
        return pandas.concat([frame, one.tail(1).assign(breakdown="team", group="total", value=1.0)])

    edition = with_table(small_edition(), "figures", with_such_a_team)
    table = edition.figures
    assert "team,total," in table.block(IN_TIME, "county").text
    assert "team,total," not in table.block(IN_TIME, "county", totals=True).text


def test_the_rows_of_one_period_are_those_among_all_that_are_of_it():
    table = small_edition().figures
    for area in ("county", "north", "nowhere"):
        for period in ("2019-10", "2018-04", "2019-1"):
            picked = tuple(row for row in table.rows(IN_TIME, area) if row.period == period)
            told = table.rows_of(IN_TIME, area, period)
            assert repr(told) == repr(picked)  # a missing number is unlike itself
