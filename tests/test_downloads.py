import csv
import io
import math
from dataclasses import replace

from careboard import downloads
from careboard.edition import FIGURES
from editions import small_edition as edition


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_columns_are_the_contracts_and_hidden_figures_are_blank():
    table = rows(downloads.figures_csv(edition()))
    assert list(table[0]) == FIGURES
    hidden = [row for row in table if row["state"] == "hidden"]
    assert hidden and all(row["value"] == row["numerator"] == row["denominator"] == "" for row in hidden)


def test_text_runs_as_no_formula_and_numbers_stay_numbers():
    told = edition()
    figures = told.figures.head(2).assign(group=["=1+1", "-x"], value=[-2.5, math.nan])
    table = rows(downloads.figures_csv(replace(told, figures=figures)))
    assert [row["group"] for row in table] == ["'=1+1", "'-x"] and [row["value"] for row in table] == ["-2.5", ""]


def test_meta_explains_every_indicator():
    told = edition()
    assert {row["indicator"] for row in rows(downloads.meta_csv(told))} == set(told.indicators)
