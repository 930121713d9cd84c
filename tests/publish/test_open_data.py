"""The figures in the shape of Explore Education Statistics, held against the Department's published rules."""

import csv
import io
from dataclasses import replace
from datetime import date

import pandas
import pytest
from support.open_data import alone, dated
from support.screener import RULES, Files
from support.small_edition import ABOUT, IN_TIME, PLAN_RATE, PLANS, small_edition

from careboard.paths import DATA
from careboard.publish.downloads import open_data

# measures cannot be added up: the one thing of which the screener warns
GROUP_WITHOUT_TOTAL = ["measure_topic"]
REAL = ABOUT | {"invented": False, "name": "Lancashire", "source": "case records"}


def read(text):
    return pandas.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)


def files_of(edition):
    return Files(read(open_data.open_data_csv(edition)), read(open_data.open_meta_csv(edition)))


EDITIONS = {
    "invented": lambda edition: edition,
    "a real authority": lambda edition: replace(edition, about=edition.about | REAL),
    "a fortnight": dated,
    "the whole authority alone": alone,
}


@pytest.fixture(scope="module", params=EDITIONS)
def files(request):
    return files_of(EDITIONS[request.param](small_edition()))


@pytest.fixture(scope="module")
def sample(built):
    folder = built / "2019-10"
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("open_data.csv", "open_data.meta.csv")]
    return Files(*map(read, texts))


def expected(rule):
    return GROUP_WITHOUT_TOTAL if rule == "check_filter_defaults" else []


@pytest.mark.parametrize("rule", RULES)
def test_a_small_edition_keeps_the_departments_rule(files, rule):
    assert RULES[rule](files) == expected(rule)


@pytest.mark.parametrize("rule", RULES)
def test_the_samples_own_file_keeps_the_departments_rule(sample, rule):
    assert RULES[rule](sample) == expected(rule)


def test_the_samples_file_has_every_figure_of_the_long_table(sample, built):
    with (built / "2019-10" / "figures.csv").open(encoding="utf-8", newline="") as opened:
        figures = list(csv.DictReader(opened))
    assert len(sample.data) == len(figures)
    hidden = sum(row["state"] == "hidden" for row in figures)
    assert hidden == sample.data[list(open_data.INDICATORS)].eq("c").any(axis=1).sum() > 1000


@pytest.fixture(scope="module")
def sound():
    return files_of(small_edition())


def spoiled(sound, **how):
    """A file that breaks a rule: by cells of the data or meta file, columns' names, or the files' names."""
    files = Files(sound.data.copy(), sound.meta.copy())
    for column, value in how.get("data", {}).items():
        files.data.loc[0, column] = value
    for (row, column), value in how.get("meta", {}).items():
        files.meta.loc[files.meta.col_name == row, column] = value
    files.data = files.data.rename(columns=how.get("rename", {})).drop(columns=how.get("drop", []))
    files.meta = files.meta.rename(columns=how.get("rename_meta", {})).drop(columns=how.get("drop_meta", []))
    files.names = how.get("names", files.names)
    return files


SPOILED = {
    "check_filename_special": {"names": ("open data+.csv", "open_data.meta.csv")},
    "check_filenames_match": {"names": ("open_data.csv", "other.meta.csv")},
    "precheck_col_req_data": {"drop": ["country_code"]},
    "precheck_col_req_meta": {"drop_meta": ["label"]},
    "precheck_col_invalid_meta": {"rename_meta": {"filter_default": "default"}},
    "precheck_col_to_rows": {
        "drop": [*open_data.WHERE, "area", "area_level", "measure", "measure_topic", "source"]
    },
    "precheck_cross_meta_to_data": {"rename": {"case_rate": "rate"}},
    "precheck_cross_data_to_meta": {"data": {"source": "another"}},
    "check_col_names_spaces": {"rename": {"case_rate": "case rate"}},
    "check_col_snake_case": {"rename": {"case_rate": "caseRate"}},
    "check_col_var_start": {"rename": {"case_rate": "1_rate"}},
    "check_col_ind_smushed": {"meta": {("case_rate", "col_name"): "female_rate"}},
    "check_col_var_characteristic": {"meta": {("area", "filter_grouping_column"): "characteristic_group"}},
    "precheck_meta_col_type": {"meta": {("area", "col_type"): "Group"}},
    "precheck_meta_ob_unit": {"meta": {("area", "col_name"): "la_name"}},
    "precheck_meta_col_name": {"meta": {("area", "col_name"): ""}},
    "check_meta_dupe_label": {"meta": {("area", "label"): "Measure"}},
    "check_meta_label": {"meta": {("area", "label"): ""}},
    "check_meta_col_name_dupe": {"meta": {("area", "col_name"): "measure"}},
    "check_meta_col_name_spaces": {"meta": {("area", "col_name"): "an area"}},
    "check_meta_fil_grp": {"meta": {("case_rate", "filter_grouping_column"): "area_level"}},
    "check_meta_fil_grp_dupe": {"meta": {("measure", "filter_grouping_column"): "area_level"}},
    "check_meta_fil_grp_is_fil": {"meta": {("area", "filter_grouping_column"): "measure"}},
    "check_meta_fil_grp_match": {"meta": {("area", "filter_grouping_column"): "level"}},
    "check_meta_fil_grp_stripped": {"data": {"area_level": "Area!"}},
    "check_meta_filter_hint": {"meta": {("case_rate", "filter_hint"): "A hint"}},
    "check_meta_geog_catch": {"meta": {("area", "col_name"): "ward"}},
    "check_meta_indicator_dp": {"meta": {("area", "indicator_dp"): "1"}},
    "check_meta_ind_dp_set": {"meta": {("case_rate", "indicator_dp"): ""}},
    "check_meta_ind_dp_values": {"meta": {("case_rate", "indicator_dp"): "1.5"}},
    "check_meta_ind_unit": {"meta": {("area", "indicator_unit"): "%"}},
    "check_meta_ind_unit_validation": {"meta": {("case_rate", "indicator_unit"): "children"}},
    "check_meta_indicator_grouping": {"meta": {("area", "indicator_grouping"): "Numbers"}},
    "check_general_null": {"data": {"case_count": "NA"}},
    "check_general_dupes": {"data": {"time_identifier": "September"}},
    "precheck_filter_not_singular": {"meta": {("area", "col_name"): "la_name"}},
    "precheck_time_period_num": {"data": {"time_period": "2019/20"}},
    "precheck_time_id_valid": {"data": {"time_identifier": "Oct"}},
    "precheck_time_id_mix": {"data": {"time_identifier": "Calendar year"}},
    "check_time_period": {"data": {"time_period": "201920"}},
    "precheck_geog_level": {"data": {"geographic_level": "Area"}},
    "precheck_geog_level_present": {"drop": ["la_name"]},
    "check_geog_level_completed": {"data": {"old_la_code": ""}},
    "check_geog_country_combos": {"data": {"country_name": "Wales"}},
    "check_geog_region_combos": {"data": {"region_name": "North West"}},
    "check_geog_la_combos": {"data": {"la_name": "Fellshire"}},
    "check_geog_region_for_la": {"data": {"region_code": ""}},
    "check_geog_other_code_dupes": {"data": {"la_name": "Fellshire"}},
    "check_filter_defaults": {"meta": {("area", "filter_default"): "Everywhere"}},
    "check_filter_group_level": {"meta": {("area", "filter_grouping_column"): "measure"}},
    "check_filter_item_limit": None,
    "check_filter_whitespace": {"data": {"area": " North"}},
    "check_filter_ob_total": {"data": {"la_name": "Total"}},
    "check_filter_blanks": {"data": {"breakdown": ""}},
    "check_ind_invalid_entry": {"data": {"case_count": ""}},
    "check_api_char_limit": {"data": {"area": "a" * 121}},
}


def test_every_rule_is_spoiled_below():
    assert set(SPOILED) == set(RULES)


@pytest.mark.parametrize("rule", [name for name, how in SPOILED.items() if how])
def test_a_rule_objects_to_a_file_that_breaks_it(sound, rule):
    assert RULES[rule](spoiled(sound, **SPOILED[rule])) not in ([], GROUP_WITHOUT_TOTAL)


def test_a_filter_with_too_many_items_is_objected_to(sound):
    files = spoiled(sound)
    files.data = pandas.DataFrame(
        {
            "area": [str(number) for number in range(25_001)],
            "area_level": "Area",
            "measure": "",
            "measure_topic": "",
            "time_window": "",
            "breakdown": "",
            "breakdown_topic": "",
        }
    )
    assert RULES["check_filter_item_limit"](files) == ["area"]


def told(data, title, area, window, period=("2019", "October")):
    """The figures of a measure: its indicators' cells by name, those of another kind left out."""
    rows = data[
        (data.measure == title)
        & (data.area == area)
        & (data.time_window == window)
        & (data.breakdown == "Total")
        & (data.time_period == period[0])
        & (data.time_identifier == period[1])
    ]
    assert len(rows) == 1
    return {name: rows.iloc[0][name] for name in open_data.INDICATORS if rows.iloc[0][name] != "z"}


def test_each_kind_of_figure_stands_in_its_own_columns(sound):
    assert told(sound.data, "Assessments finished within 45 working days", "Total", "Month") == {
        "case_count": "1032",
        "base_count": "1160",
        "case_percent": "89",
    }
    assert told(sound.data, "Child protection plans", "North", "At the date") == {"case_count": "252"}
    assert told(sound.data, "Child protection plans per 10,000 children", "Total", "At the date") == {
        "case_count": "1194",
        "base_count": "247600",
        "case_rate": "48.2",
    }
    assert told(sound.data, "Social worker turnover", "Total", "Year") == {
        "dividend_sum": "55.5",
        "divisor_sum": "478.2",
        "case_percent": "11.6",
    }
    assert told(sound.data, "Average social worker caseload", "Total", "At the date") == {
        "dividend_sum": "8534",
        "divisor_sum": "502.4",
        "case_average": "17",
    }
    assert told(sound.data, "Highest reviewing officer caseload", "Total", "At the date") == {
        "case_maximum": "85"
    }


def test_where_there_is_no_figure_a_letter_says_why_and_nought_is_nought(sound):
    assert told(sound.data, "Assessments finished within 45 working days", "Lornmere", "Month") == {
        "case_count": "c",
        "base_count": "c",
        "case_percent": "c",
    }
    assert told(sound.data, "Assessments finished within 45 working days", "Rennick Vale", "Month") == {
        "case_count": "0",
        "base_count": "41",
        "case_percent": "0",
    }
    assert told(sound.data, "Assessments finished within 45 working days", "Not allocated", "Month") == {}
    assert told(sound.data, "Protection visits in timescale", "Total", "At the date") == {
        "case_count": "x",
        "base_count": "x",
        "case_percent": "x",
    }
    assert told(sound.data, "Repeat plans within 12 months", "Total", "Year") == {
        "case_count": "x",
        "base_count": "x",
        "case_percent": "x",
    }
    assert told(sound.data, "Highest reviewing officer caseload", "North", "At the date") == {}


def test_a_split_stands_under_its_topic(sound):
    data = sound.data
    ages = data[(data.breakdown_topic == "Age") & (data.time_period == "2019")]
    assert list(zip(ages.breakdown, ages.case_percent, strict=True)) == [
        ("0 to 4", "90"),
        ("5 to 9", "88.4"),
        ("10 to 15", "c"),
    ]
    late = data[(data.breakdown_topic == "Not met") & (data.area == "Total")]
    assert next(zip(late.breakdown, late.case_count, late.base_count, strict=True)) == (
        "1 to 5 days late",
        "60",
        "128",
    )


def test_a_month_is_a_month_and_a_fortnight_a_day_of_a_reporting_year(sound):
    months = sound.data
    assert set(months.time_identifier[months.time_period == "2017"]) == {"October", "November", "December"}
    assert "date" not in months
    days = files_of(dated(small_edition()))
    of_2017 = days.data.date[days.data.time_period == "2017"]
    assert set(days.data.time_identifier) == {"Reporting year"}
    assert set(of_2017) == {"2017-10-18", "2017-11-18", "2017-12-18"}
    assert list(days.meta.filter_default[days.meta.col_name == "date"]) == ["2019-10-18"]


@pytest.mark.parametrize(("authority", "ends", "place"), [
    (888, "2019-10-31", ["E12000002", "North West", "888", "E10000017", "Lancashire"]),
    (815, "2023-03-31", ["E12000003", "Yorkshire and The Humber", "815", "E10000023", "North Yorkshire"]),
    (815, "2023-04-01", ["E12000003", "Yorkshire and The Humber", "815", "E06000065", "North Yorkshire"]),
    (999, "2019-10-31", ["x", "Not available", "x", "x", "Not available"]),
])  # fmt: skip
def test_a_real_authority_has_its_codes_of_the_time(authority, ends, place):
    edition = small_edition()
    about = edition.about | REAL | {"authority": authority, "ends": ends}
    row = files_of(replace(edition, about=about)).data.iloc[0]
    assert [row[name] for name in open_data.WHERE] == ["Local authority", "E92000001", "England", *place]


def test_an_invented_county_wears_no_real_authoritys_codes(sample):
    text = sample.data[open_data.WHERE].drop_duplicates().to_csv(index=False)
    assert "888" not in text and "E10000017" not in text and "Lancashire" not in text
    assert set(sample.data.source) == {"fellshire_sample (invented)"}


def test_the_codes_of_all_authorities_are_codes():
    with (DATA / "authorities.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    table = pandas.DataFrame(rows)
    assert len(table) == 163
    assert not table.duplicated(["code", "from"]).any() and not table.new_code.duplicated().any()
    assert table.code.str.fullmatch(r"[2-9]\d\d").all()
    assert table.new_code.str.fullmatch(r"E(06|08|09|10)0000\d\d").all()
    assert table.region_code.str.fullmatch(r"E1200000[1-9]").all()
    assert (table.groupby("region_code").region.nunique() == 1).all()
    assert [date.fromisoformat(day) for day in table["from"] if day]


def test_measures_and_areas_of_one_name_are_told_apart():
    edition = small_edition()
    twins = {
        **edition.areas,
        "lornmere": {**edition.areas["lornmere"], "name": "Sandhythe"},
        "sandhythe": {**edition.areas["sandhythe"], "name": "sandhythe"},
    }
    known = {
        **edition.indicators,
        PLANS: {**edition.indicators[PLANS], "title": edition.indicators[PLAN_RATE]["title"]},
    }
    files = files_of(replace(edition, areas=twins, indicators=known))
    assert {"Sandhythe (lornmere)", "sandhythe (sandhythe)"} <= set(files.data.area)
    assert f"Child protection plans per 10,000 children ({PLANS})" in set(files.data.measure)
    assert RULES["check_general_dupes"](files) == [] and IN_TIME not in set(files.data.area)
