"""The data dictionary: every column of every download is in it, and nothing else."""

import csv
import io

import openpyxl
import pytest
from support.open_data import alone, dated
from support.small_edition import AREAS, DENTAL, IN_TIME, PERIOD, PLAN_RATE, PLANS, of_few
from support.small_edition import small_edition as whole_edition

from careboard.formatting import STATES
from careboard.publish import downloads
from careboard.publish.downloads import data_dictionary


def small_edition():
    """A measure of each kind."""
    measures = (IN_TIME, PLANS, PLAN_RATE, DENTAL, "turnover", "iro_caseload", "iro_caseload_highest")
    return of_few(whole_edition(), measures)


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
    tables = [sheet[next(iter(sheet.tables.values())).ref] for sheet in book.worksheets[1:]]
    heads = {cell.value for table in tables for cell in table[0]}
    areas = {known["name"] for known in edition.areas.values()}
    points = {point.name for point in edition.period.points()}
    assert areas <= heads and points <= heads
    return (heads - areas - points) | {data_dictionary.EACH_AREA, data_dictionary.EACH_POINT}


def test_every_column_of_every_download_is_explained_and_no_other(edition):
    listed = rows(data_dictionary.dictionary_csv(edition))
    files = downloads.download_files(edition)
    assert list(files) == list(downloads.FILES)
    for name, content in files.items():
        found = columns(name, content, edition) | ({"date"} if name == "open_data.csv" else set())
        assert {row["column"] for row in listed if row["file"] == name} == found, name
    assert {row["file"] for row in listed} == set(downloads.FILES)
    assert all(row["meaning"] and row["holds"] for row in listed)


def values(edition, file, column):
    listed = rows(data_dictionary.dictionary_csv(edition))
    (found,) = [row["values"] for row in listed if (row["file"], row["column"]) == (file, column)]
    return dict(value.split(": ", 1) if ": " in value else (value, "") for value in found.split("; "))


def test_the_codes_of_a_column_are_all_listed_with_their_meaning():
    edition = small_edition()
    figures = edition.figures.frame()
    for column in ("window", "area", "breakdown", "state"):
        listed = values(edition, "figures.csv", column)
        assert set(figures[column]) <= set(listed) and all(listed.values()), column
    assert values(edition, "figures.csv", "area") == {ident: known["name"] for ident, known in AREAS.items()}
    assert set(values(edition, "figures.csv", "state")) == {"shown", *STATES}
    kinds = {known["kind"] for known in edition.indicators.values()}
    assert kinds <= set(values(edition, "figures.meta.csv", "kind"))
    letters = values(edition, "open_data.csv", "case_percent")
    assert list(letters) == ["c", "x", "z", "no other letter is used"]
    assert values(edition, "figures.xlsx", data_dictionary.EACH_AREA)["[c]"] == "hidden"


def test_the_open_datas_words_are_those_that_it_holds():
    edition = small_edition()
    data = rows(downloads.download_files(edition)["open_data.csv"].decode())
    for column in ("geographic_level", "area_level", "area", "time_window", "breakdown_topic"):
        assert {row[column] for row in data} <= set(values(edition, "open_data.csv", column)), column
    assert edition.about["period"] == PERIOD
