"""The CSV files that readers take away: the columns that scripts rely on, no text that runs as a formula."""

import csv
import io
import math
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.small_edition import AREAS, IN_TIME, INDICATORS, with_table
from support.small_edition import small_edition as edition

from careboard.figures.columns import FIGURES
from careboard.publish.downloads import csv_files, data_dictionary, open_data

NUMBERS = {"numerator", "denominator", "value", "indicator_dp", "time_period", *open_data.INDICATORS}
STARTS = ("=", "+", "-", "@", "\t", "\r")
TEXTS = st.one_of(
    st.builds(str.__add__, st.sampled_from([*STARTS, "a\n", "a\r", 'a",']), st.text(max_size=20)),
    st.text(max_size=40),
)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_columns_are_the_contracts_and_hidden_figures_are_blank():
    table = rows(csv_files.figures_csv(edition()))
    assert list(table[0]) == FIGURES
    hidden = [row for row in table if row["state"] == "hidden"]
    assert hidden and all(row["value"] == row["numerator"] == row["denominator"] == "" for row in hidden)


def test_text_runs_as_no_formula_and_numbers_stay_numbers():
    groups, values = ["=1+1", "-x"], [-2.5, math.nan]
    changed = with_table(edition(), "figures", lambda frame: frame.head(2).assign(group=groups, value=values))
    table = rows(csv_files.figures_csv(changed))
    assert [row["group"] for row in table] == ["'=1+1", "'-x"]
    assert [row["value"] for row in table] == ["-2.5", ""]


def test_meta_explains_every_indicator():
    told = edition()
    assert {row["indicator"] for row in rows(csv_files.meta_csv(told))} == set(told.indicators)


def told(area, title, group, source):
    """A few figures under names of all kinds."""

    def few(frame):
        figures = frame[(frame.indicator == IN_TIME) & frame.period.isin(["2019-10", "2019-09"])]
        return figures.assign(source=source, group=figures.group.where(figures.breakdown == "total", group))

    small = with_table(edition(), "figures", few)
    indicators = {IN_TIME: {**INDICATORS[IN_TIME], "title": title, "definition": title, "source": source}}
    return replace(
        small,
        areas=AREAS | {"north": {**AREAS["north"], "name": area}},
        indicators=indicators,
        about=small.about | {"source": source},
    )


FILES = [
    csv_files.figures_csv,
    csv_files.meta_csv,
    open_data.open_data_csv,
    open_data.open_meta_csv,
    data_dictionary.dictionary_csv,
]


@pytest.mark.parametrize("made", FILES, ids=lambda made: f"{made.__module__}.{made.__name__}")
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(area=TEXTS, title=TEXTS, group=TEXTS, source=TEXTS)
def test_no_text_of_any_file_runs_as_a_formula(made, area, title, group, source):
    text = made(told(area, title, group, source))
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert table and not any(None in row or None in row.values() for row in table)
    cells = [(name, cell) for row in table for name, cell in row.items() if name not in NUMBERS]
    assert not [(name, cell) for name, cell in cells if cell.startswith(STARTS)]


def test_text_that_is_made_harmless_stays_what_it_is_behind_the_apostrophe():
    table = rows(csv_files.figures_csv(told("North", "A title", "=1+1", "-source")))
    assert {row["group"] for row in table} == {"", "'=1+1"}
    assert {row["source"] for row in table} == {"'-source"}
    open_table = rows(open_data.open_data_csv(told("+North", "@title", "=1+1", "-source")))
    assert "'+North" in {row["area"] for row in open_table}
