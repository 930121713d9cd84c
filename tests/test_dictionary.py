"""The data dictionary: every column of every download is in it, and nothing else."""

import csv
import io

import openpyxl
import pytest
from careboard import beside, dictionary, products
from careboard.wording import STATES
from editions import AREAS, DENTAL, IN_TIME, PERIOD, PLAN_RATE, PLANS, of_few
from editions import small_edition as whole_edition
from test_open_data import alone, dated


def small_edition():
    """A measure of each kind."""
    return of_few(whole_edition(), (IN_TIME, PLANS, PLAN_RATE, DENTAL, "turnover", "iro_caseload", "iro_caseload_highest"))


EDITIONS = {"a month": lambda edition: edition, "a fortnight": dated, "the whole authority alone": alone}


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request):
    return EDITIONS[request.param](small_edition())


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def columns(name, content, edition):
    """The headings of a file; areas' and points' names are told as one column each."""
    if name.endswith(".csv"):
        return set(next(csv.reader(io.StringIO(content.decode()))))
    book = openpyxl.load_workbook(io.BytesIO(content))
    heads = {cell.value for sheet in book.worksheets[1:] for cell in sheet[next(iter(sheet.tables.values())).ref][0]}
    areas, points = {told["name"] for told in edition.areas.values()}, {point.name for point in edition.period.points()}
    assert areas <= heads and points <= heads
    return (heads - areas - points) | {dictionary.EACH_AREA, dictionary.EACH_POINT}


def test_every_column_of_every_download_is_explained_and_no_other(edition):
    listed = rows(dictionary.dictionary_csv(edition))
    for name, content in products.downloaded(edition).items():
        found = columns(name, content, edition) | ({"date"} if name == "open_data.csv" else set())
        assert {row["column"] for row in listed if row["file"] == name} == found, name
    assert {row["file"] for row in listed} == set(products.DOWNLOADS)
    assert tuple(products.DOWNLOADS) == beside.DOWNLOADS  # told twice, since importing products costs pandas
    assert all(row["meaning"] and row["holds"] for row in listed)


def values(edition, file, column):
    (found,) = [row["values"] for row in rows(dictionary.dictionary_csv(edition)) if (row["file"], row["column"]) == (file, column)]
    return dict(value.split(": ", 1) if ": " in value else (value, "") for value in found.split("; "))


def test_the_codes_of_a_column_are_all_listed_with_their_meaning():
    edition = small_edition()
    figures = edition.figures
    for column in ("window", "area", "breakdown", "state"):
        listed = values(edition, "figures.csv", column)
        assert set(figures[column]) <= set(listed) and all(listed.values()), column
    assert values(edition, "figures.csv", "area") == {id: told["name"] for id, told in AREAS.items()}
    assert set(values(edition, "figures.csv", "state")) == {"shown", *STATES}
    assert {known["kind"] for known in edition.indicators.values()} <= set(values(edition, "figures.meta.csv", "kind"))
    assert list(values(edition, "open_data.csv", "case_percent")) == ["c", "x", "z", "no other letter is used"]
    assert values(edition, "figures.xlsx", dictionary.EACH_AREA)["[c]"] == "hidden, a small number"


def test_the_open_datas_words_are_those_that_it_holds():
    edition = small_edition()
    data = rows(products.downloaded(edition)["open_data.csv"].decode())
    for column in ("geographic_level", "area_level", "area", "time_window", "breakdown_topic"):
        assert {row[column] for row in data} <= set(values(edition, "open_data.csv", column)), column
    assert edition.about["period"] == PERIOD
