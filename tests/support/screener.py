"""The rules that the Department's screener applies to a data file and its meta file, by its own names.

Written from the Department's Open data standards and from what each check of eesyscreener says that it looks
for. A rule returns what it objects to. Left out: what is about other levels of geography, zip files, and the
names of columns that the Department's own publications have agreed on (a warning, and for its API alone).
"""

import re
from dataclasses import dataclass

import pandas

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
YEARS = ["Financial year", "Academic year", "Tax year", "Autumn and spring term"]
TIMES = [
    ["Calendar year"],
    ["Reporting year"],
    [f"Week {week}" for week in range(1, 53)],
    MONTHS,
    *([year] for year in YEARS),
]
SIX_DIGITS = set(YEARS)
LEVELS = {
    "National": [],
    "Regional": ["region_code", "region_name"],
    "Local authority": ["old_la_code", "new_la_code", "la_name"],
    "Local authority district": ["lad_code", "lad_name"],
}
MANDATORY = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name"]
OBSERVED = [*MANDATORY, *(column for columns in LEVELS.values() for column in columns)]
META = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
]
OPTIONAL_META = ["filter_default"]
UNITS = ["", "%", "pp", "£", "£m", "numberstring"]
SYMBOLS = {"c", "x", "z", "low", "u"}
LOOKS_LIKE_GEOGRAPHY = re.compile(
    r"(sch|prov|inst|estab|reg|la|local|rsc|pfa|pcon|lep|mca|oa|ward|mat).*(name|code|urn|ukprn|number|upin|id)"
    r"|laestab|estab|sch|schools?|prov|providers?|inst|institutions?|name|code|urn|ukprn|number|upin|id|region"
    r"|la|lad|rsc|pcon|lep|mca|oa|ward|mat"
)
GROUPS_OF_PEOPLE = re.compile(
    "male|asian|chinese|indian|pakistani|bangladeshi|black|african|caribbean|white|roma|irish|english|british"
    "|scottish|welsh|arab"
)
COUNTRIES = {("E92000001", "England")}
REGIONS = {
    ("E12000002", "North West"),
    ("E12000003", "Yorkshire and The Humber"),
}  # of the authorities that the tests use
AUTHORITIES = {
    ("888", "E10000017", "Lancashire"),
    ("815", "E10000023", "North Yorkshire"),
    ("815", "E06000065", "North Yorkshire"),
}
RULES = {}


@dataclass
class Files:
    """A data file and its meta file as text, with their names."""

    data: pandas.DataFrame
    meta: pandas.DataFrame
    names: tuple[str, str] = ("open_data.csv", "open_data.meta.csv")

    def of(self, kind):
        return self.meta[self.meta.col_type == kind]

    @property
    def filters(self):
        return list(self.of("Filter").col_name)

    @property
    def groups(self):
        return [name for name in self.of("Filter").filter_grouping_column if name]


def rule(check):
    RULES[check.__name__] = check
    return check


@rule
def check_filename_special(files):
    return [name for name in files.names if not re.fullmatch(r"[a-z0-9_-]+(\.meta)?\.csv", name)]


@rule
def check_filenames_match(files):
    return [] if files.names[1] == files.names[0].replace(".csv", ".meta.csv") else [files.names[1]]


@rule
def precheck_col_req_data(files):
    return [column for column in MANDATORY if column not in files.data]


@rule
def precheck_col_req_meta(files):
    return [column for column in META if column not in files.meta]


@rule
def precheck_col_invalid_meta(files):
    return [column for column in files.meta if column not in META + OPTIONAL_META]


@rule
def precheck_col_to_rows(files):
    return (
        []
        if len(files.data.columns) - len(MANDATORY) >= len(files.meta)
        else ["more rows in the meta file than columns"]
    )


@rule
def precheck_cross_meta_to_data(files):
    return [name for name in [*files.meta.col_name, *files.groups] if name not in files.data]


@rule
def precheck_cross_data_to_meta(files):
    told = {*OBSERVED, *files.meta.col_name, *files.groups}
    return [name for name in files.data if name not in told and files.data[name].nunique() > 1]


@rule
def check_col_names_spaces(files):
    return [name for name in files.data if " " in name]


@rule
def check_col_snake_case(files):
    return [name for name in files.data if re.search("[^a-z0-9_]", name)]


@rule
def check_col_var_start(files):
    return [name for name in files.data if not re.match("[a-z]", name)]


@rule
def check_col_ind_smushed(files):
    return [name for name in files.of("Indicator").col_name if GROUPS_OF_PEOPLE.search(name)]


@rule
def check_col_var_characteristic(files):
    return [name for name in [*files.meta.col_name, *files.groups] if name.startswith("characteristic")]


@rule
def precheck_meta_col_type(files):
    return [kind for kind in files.meta.col_type if kind not in ("Filter", "Indicator")]


@rule
def precheck_meta_ob_unit(files):
    return [name for name in [*files.meta.col_name, *files.groups] if name in OBSERVED]


@rule
def precheck_meta_col_name(files):
    return ["blank" for name in files.meta.col_name if not name]


@rule
def check_meta_dupe_label(files):
    return list(files.meta.label[files.meta.label.duplicated()])


@rule
def check_meta_label(files):
    return [name for name, label in zip(files.meta.col_name, files.meta.label, strict=True) if not label]


@rule
def check_meta_col_name_dupe(files):
    return list(files.meta.col_name[files.meta.col_name.duplicated()])


@rule
def check_meta_col_name_spaces(files):
    return [name for name in files.meta.col_name if " " in name]


@rule
def check_meta_fil_grp(files):
    return [name for name in files.of("Indicator").filter_grouping_column if name]


@rule
def check_meta_fil_grp_dupe(files):
    return [name for name in files.groups if files.groups.count(name) > 1]


@rule
def check_meta_fil_grp_is_fil(files):
    return [name for name in files.groups if name in set(files.meta.col_name)]


@rule
def check_meta_fil_grp_match(files):
    return [name for name in files.groups if name not in files.data]


@rule
def check_meta_fil_grp_stripped(files):
    return [
        name
        for name in files.groups
        if len({re.sub(r"[\W_]", "", item) for item in files.data[name].unique()})
        < files.data[name].nunique()
    ]


@rule
def check_meta_filter_hint(files):
    return [name for name in files.of("Indicator").filter_hint if name]


@rule
def check_meta_geog_catch(files):
    return [name for name in [*files.filters, *files.groups] if LOOKS_LIKE_GEOGRAPHY.fullmatch(name)]


@rule
def check_meta_indicator_dp(files):
    return [dp for dp in files.of("Filter").indicator_dp if dp]


@rule
def check_meta_ind_dp_set(files):
    return ["blank" for dp in files.of("Indicator").indicator_dp if not dp]


@rule
def check_meta_ind_dp_values(files):
    return [dp for dp in files.meta.indicator_dp if not re.fullmatch(r"\d*", dp)]


@rule
def check_meta_ind_unit(files):
    return [unit for unit in files.of("Filter").indicator_unit if unit]


@rule
def check_meta_ind_unit_validation(files):
    return [unit for unit in files.meta.indicator_unit if unit not in UNITS]


@rule
def check_meta_indicator_grouping(files):
    return [name for name in files.of("Filter").indicator_grouping if name]


@rule
def check_general_null(files):
    wrong = {"NULL", "Null", "null", "NA", "na", "N/A", "n/a", ".", "..", "-"}
    return [item for table in (files.data, files.meta) for name in table for item in wrong & set(table[name])]


@rule
def check_general_dupes(files):
    by = [name for name in files.data if name in {*OBSERVED, *files.filters, *files.groups}]
    return list(files.data.index[files.data.duplicated(by)])


@rule
def precheck_filter_not_singular(files):
    return [name for name in files.filters if files.data[name].nunique() < 2]


@rule
def precheck_time_period_num(files):
    return [period for period in files.data.time_period.unique() if not re.fullmatch(r"\d{4}|\d{6}", period)]


@rule
def precheck_time_id_valid(files):
    return [name for name in files.data.time_identifier.unique() if not any(name in times for times in TIMES)]


@rule
def precheck_time_id_mix(files):
    used = set(files.data.time_identifier)
    return [] if any(used <= set(times) for times in TIMES) else sorted(used)


@rule
def check_time_period(files):
    told = files.data[["time_period", "time_identifier"]].drop_duplicates()
    return [
        period
        for period, name in told.itertuples(index=False)
        if len(period) != (6 if name in SIX_DIGITS else 4)
    ]


@rule
def precheck_geog_level(files):
    return [level for level in files.data.geographic_level.unique() if level not in LEVELS]


@rule
def precheck_geog_level_present(files):
    return [
        column
        for level in files.data.geographic_level.unique()
        for column in LEVELS.get(level, [])
        if column not in files.data
    ]


@rule
def check_geog_level_completed(files):
    wanted = [
        (level, column)
        for level in files.data.geographic_level.unique()
        for column in LEVELS.get(level, [])
        if column in files.data
    ]
    return [
        column
        for level, column in wanted
        if (files.data[column][files.data.geographic_level == level] == "").any()
    ]


@rule
def check_geog_country_combos(files):
    return _combinations(files.data, ["country_code", "country_name"], COUNTRIES)


@rule
def check_geog_region_combos(files):
    return _combinations(files.data, ["region_code", "region_name"], REGIONS | {("x", "Not available")})


@rule
def check_geog_la_combos(files):
    return _combinations(
        files.data, ["old_la_code", "new_la_code", "la_name"], AUTHORITIES | {("x", "x", "Not available")}
    )


@rule
def check_geog_region_for_la(files):
    return [
        name
        for name in ("region_code", "region_name")
        if name not in files.data or (files.data[name] == "").any()
    ]


@rule
def check_geog_other_code_dupes(files):
    """No two places have one code."""
    pairs = [("region_code", "region_name"), ("new_la_code", "la_name")]
    return [
        code
        for code, name in pairs
        if code in files.data and (files.data.groupby(code)[name].nunique() > 1).any()
    ]


@rule
def check_filter_defaults(files):
    """Every filter has its default item, or Total; every group of a filter has Total."""
    chosen = {
        name: default or "Total"
        for name, default in zip(files.of("Filter").col_name, files.of("Filter").filter_default, strict=True)
    }
    return [
        name
        for name, default in {**dict.fromkeys(files.groups, "Total"), **chosen}.items()
        if default not in set(files.data[name])
    ]


@rule
def check_filter_group_level(files):
    pairs = files.of("Filter")[["col_name", "filter_grouping_column"]].itertuples(index=False)
    return [
        name for name, group in pairs if group and files.data[group].nunique() > files.data[name].nunique()
    ]


@rule
def check_filter_item_limit(files):
    return [name for name in [*files.filters, *files.groups] if files.data[name].nunique() > 25_000]


@rule
def check_filter_whitespace(files):
    return [
        item
        for name in [*files.filters, *OBSERVED]
        if name in files.data
        for item in files.data[name].unique()
        if item != item.strip()
    ]


@rule
def check_filter_ob_total(files):
    return [
        name
        for name in OBSERVED
        if name in files.data and {"Total", "total", "All", "all"} & set(files.data[name])
    ]


@rule
def check_filter_blanks(files):
    return [name for name in [*files.filters, *files.groups] if "" in set(files.data[name])]


@rule
def check_ind_invalid_entry(files):
    """A number or a symbol of the Government Analysis Function: no blank, no older sign, no comma."""
    cells = {item for name in files.of("Indicator").col_name for item in files.data[name].unique()}
    return sorted(item for item in cells if item not in SYMBOLS and not re.fullmatch(r"-?\d+(\.\d+)?", item))


@rule
def check_api_char_limit(files):
    long = [name for name in files.meta.col_name if len(name) > 50] + [
        label for label in files.meta.label if len(label) > 80
    ]
    return long + [item for name in files.filters for item in files.data[name].unique() if len(item) > 120]


def _combinations(data, columns, known):
    return (
        []
        if not set(columns) <= set(data)
        else sorted(set(data[columns].drop_duplicates().itertuples(index=False, name=None)) - known)
    )
