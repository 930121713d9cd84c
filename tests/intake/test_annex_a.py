"""Annex A read: what a board's figures come to, from hand-made lists, and what is told of them."""

import datetime
import zipfile

import pytest
from support.annex_a import HEADINGS, day, sheets_of, write_series
from support.counties import AREAS, population
from support.workbooks import write_xls, write_xlsx

from careboard import intake
from careboard.errors import Problem
from careboard.figures.columns import TOTAL
from careboard.figures.counting import Counting
from careboard.indicators import catalogue
from careboard.intake.tolerance import faults_beyond
from careboard.params.intake import Intake
from careboard.params.models import Standards
from careboard.periods import parse

MARCH, APRIL, MID_APRIL = "2020-03-31", "2020-04-30", "2020-04-14"
ONE = {
    1: [{"child": 1, "contacted": "2020-03-02"}, {"child": 1, "contacted": "2020-03-02", "source": "Schools"},
        {"child": 2, "contacted": "2020-03-30"}],
    2: [{"child": 3, "helped": "2020-01-05", "helped_until": "2020-02-01"}],
    3: [{"child": 1, "referred": "2020-03-03"}, {"child": 2, "referred": "2020-03-31", "earlier": 1},
        {"child": 4, "referred": "2019-10-15"}],
    4: [{"child": 1, "assessed": "2019-12-02", "authorised": "2020-03-02"},
        {"child": 2, "assessed": "2020-01-20", "authorised": "2020-03-23"},
        {"child": 4, "assessed": "2020-03-02", "authorised": "2020-03-31", "seen": "No"},
        {"child": 5, "assessed": "2020-01-06", "authorised": ""}],
    5: [{"child": 6, "enquired": "2020-03-02", "held": "2020-03-23"},
        {"child": 7, "enquired": "2020-03-02", "held": "2020-03-24"}, {"child": 8, "enquired": "2020-03-05"}],
    6: [{"child": 1, "need": "2020-03-03"}, {"child": 6, "need": "2019-01-01"},
        {"child": 9, "need": "2018-01-01", "closed": "2020-03-31"}],
    7: [{"child": 6, "plan": "2020-03-23", "visited": "2020-03-30", "alone": "a) Yes", "previous": 2},
        {"child": 10, "plan": "2018-03-31", "visited": "2020-03-02", "alone": "b) No"},
        {"child": 11, "plan": "2019-03-01", "plan_end": "2020-03-31"}],
    8: [{"child": 12, "entered": "2018-01-01", "placed": "2018-03-31", "legal_from": "2018-02-01",
         "care_visited": "2020-03-01", "health": "2019-04-01", "dental": "2019-03-30", "placements": 3,
         "reviewed": "2020-03-02"},
        {"child": 13, "entered": "2020-03-05", "placed": "2020-03-05", "legal_from": "2020-03-05",
         "place": "n) H5: Residential accommodation", "unaccompanied": "a) Yes"},
        {"child": 14, "entered": "2019-01-01", "placed": "2019-01-01", "legal": "V4: Short breaks"},
        {"child": 15, "entered": "2019-01-01", "placed": "2019-01-01", "ceased": "2020-03-20",
         "reason": "k) E47: Special Guardianship Orders"}],
    9: [{"child": 16, "born": "2000-05-01", "touch": "a) Yes", "contact": "2020-02-01"},
        {"child": 17, "born": "2000-05-01", "home": "X: In custody", "suitable": "b) Unsuitable",
         "activity": "G5: Not in education, employment or training - other", "touch": "b) Not in touch"},
        {"child": 18, "born": "2000-05-01", "home": "g) Gone abroad", "suitable": "", "activity": ""},
        {"child": 19, "born": "2000-05-01", "touch": "d) Exclude", "suitable": "d) Exclude"}],
    10: [{"child": 15, "decided": "2019-05-01", "ordered": "2019-06-01", "matched": "2019-07-01"}],
}  # fmt: skip


def figures(extract, ident, period, window=None):
    """Of the whole authority: (met, counted), or the state where there is no figure."""
    counting = Counting(
        extract.tables.with_settings(Standards(), frozenset()), AREAS, population(), extract.history_from
    )
    definition = catalogue()[ident]
    window = window or definition.windows[0]
    results = counting.count([definition], [parse(period)])
    assert counting.failed == {}, counting.failed
    [found] = results[
        (results.area == AREAS.whole)
        & (results.window == window)
        & (results.breakdown == TOTAL)
        & (results.period == period)
    ].itertuples()
    if found.state == "not_available":
        return found.state
    return (found.numerator, found.denominator) if found.denominator == found.denominator else found.numerator


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    path = tmp_path_factory.mktemp("annex") / "anyshire.xlsx"
    return intake.read(str(write_xlsx(path, sheets_of(ONE, MARCH))))


@pytest.mark.parametrize(
    ("ident", "window", "expected"),
    [
        ("contacts", "month", 3),
        ("re_referrals_within_12_months", "month", (1, 2)),
        ("re_referrals_within_12_months", "year", "not_available"),
        ("assessments_within_45_working_days", "month", (2, 3)),
        ("child_seen_in_assessment", "month", (2, 3)),
        ("open_assessments_over_45_working_days", None, (1, 1)),
        ("conferences_within_15_working_days", "month", (1, 2)),
        ("children_in_need", None, 6),  # two of list 6, and the four care leavers of list 9
        ("protection_plans", None, 2),
        ("protection_plans_started", "month", 1),
        ("protection_plans_ended", "month", 1),
        ("plans_open_two_years", None, (1, 2)),
        ("protection_visits_in_timescale", None, (0, 1)),
        ("seen_alone_at_last_visit", None, (1, 2)),
        ("repeat_plans_ever", "month", (1, 1)),
        ("looked_after", None, 2),
        ("started_looked_after", "month", 1),
        ("ceased_looked_after", "month", 1),
        ("supported_accommodation_share", None, (1, 2)),
        ("three_or_more_placements", None, (1, 2)),
        ("long_term_stability", None, (0, 0)),
        ("health_assessments_current", None, (1, 1)),
        ("dental_checks_current", None, (0, 1)),
        ("looked_after_visits_in_timescale", None, (1, 2)),
        ("unaccompanied_children", None, 1),
        ("care_leavers_in_suitable_accommodation", "at_date", (1, 2)),
        ("care_leavers_in_eet", "at_date", (1, 3)),
        ("care_leavers_in_touch", "at_date", (2, 3)),
        ("care_leavers_in_contact_2_months", None, (1, 4)),
    ],
)
def test_what_one_workbook_comes_to(single, ident, window, expected):
    assert figures(single, ident, "2020-03", window) == expected


@pytest.mark.parametrize(
    "ident",
    [
        "protection_reviews_in_timescale", "looked_after_reviews_in_timescale",
        "repeat_plans_within_12_months",
        "repeat_looked_after", "unallocated_cases", "cin_plans_over_9_months", "sdq_completed",
        "immunisations_up_to_date", "children_missing", "return_interviews_offered", "social_worker_caseload",
        "assessments_within_45_working_days_of_referral", "over_20_miles_outside", "staying_put",
        "special_guardianship_share",
        "initial_health_assessments_in_20_working_days", "early_help_to_referral",
    ],
)  # fmt: skip
def test_what_annex_a_does_not_tell_is_not_available(single, ident):
    definition = catalogue()[ident]
    window = next((name for name in ("month", "year") if name in definition.windows), None)
    assert figures(single, ident, "2020-03", window) == "not_available"


def test_each_list_is_accounted_for_and_the_page_names_what_annex_a_gives_instead(single):
    account = single.account.set_index("table")
    rows = {"contacts": 1, "referrals": 3, "assessments": 4, "enquiries": 5, "need_episodes": 6, "plans": 7,
            "care": 8, "care_leavers": 9, "permanence": 10}  # fmt: skip
    assert {table: account.read[table] for table in rows} == {
        table: len(ONE[number]) for table, number in rows.items()
    }
    assert account.read["children"] == sum(map(len, ONE.values())) and single.set_aside == 0
    assert_adds_up(single)
    said = " ".join(single.notes)
    assert "strategy discussion in place of the section 47 enquiry's start" in said
    assert "Not in the extract: List 11 (adopters)" in said and "child is taken as seen" in said
    assert single.kind == "Annex A" and single.extract_date == datetime.date(2020, 3, 31)


def assert_adds_up(extract):
    account = extract.account
    assert (account.read == account[["as_they_stood", "repaired", "dropped", "set_aside"]].sum(axis=1)).all()
    for table, used in zip(account.table, account.as_they_stood + account.repaired, strict=True):
        assert len(extract.tables.frames[table]) == used, table


PLAN = {"child": 1, "plan": "2020-01-10"}
CARE = {"child": 2, "entered": "2019-06-01", "placed": "2019-06-01", "legal_from": "2019-06-01"}


def series(tmp_path, *snapshots):
    """Snapshots of 31 March, 14 April and 30 April, as far as they are given."""
    days = [MARCH, MID_APRIL, APRIL][: len(snapshots)]
    return intake.read(str(write_series(tmp_path / "series", dict(zip(days, snapshots, strict=True)))))


def told(extract, reason):
    return int(extract.faults.records[extract.faults.reason.str.contains(reason)].sum())


def test_what_is_gone_from_the_next_snapshot_ended_on_its_day_and_that_is_told(tmp_path):
    stays = {"child": 9, "plan": "2019-01-10"}
    found = series(tmp_path, {7: [PLAN, stays], 8: [CARE]}, {7: [stays], 8: [CARE]}, {7: [stays], 8: []})
    plans = found.tables.plans.set_index("child")
    assert str(plans.ended["1"].date()) == MID_APRIL and plans.ended.isna()["9"]
    assert str(found.tables.care.ended.iloc[0].date()) == APRIL
    assert told(found, "open in a snapshot and not in the next") == 2
    assert [figures(found, "protection_plans", on) for on in (MARCH, "2020-04-13", MID_APRIL)] == [2, 2, 1]
    assert [figures(found, "looked_after", on) for on in ("2020-03-30", MARCH, "2020-04-29", APRIL)] == [
        "not_available", 1, 1, 0,
    ]  # fmt: skip
    assert_adds_up(found)


def test_of_two_accounts_the_later_snapshot_holds_and_events_are_counted_once(tmp_path):
    first = {3: [{"child": 1, "referred": "2020-03-20"}, {"child": 2, "referred": "2020-03-21"}],
             4: [{"child": 1, "assessed": "2020-03-01", "authorised": ""}], 7: [PLAN]}  # fmt: skip
    second = {3: [{"child": 1, "referred": "2020-03-20", "earlier": 1},
                  {"child": 3, "referred": "2020-04-02"}],
              4: [{"child": 1, "assessed": "2020-03-01", "authorised": "2020-04-10"}],
              7: [PLAN | {"plan_end": "2020-04-03"}]}  # fmt: skip
    found = series(tmp_path, first, second)
    assert len(found.tables.referrals) == 3 and found.tables.referrals.earlier.sum() == 1
    assert [str(day.date()) for day in found.tables.assessments.authorised] == ["2020-04-10"]
    assert [str(day.date()) for day in found.tables.plans.ended] == ["2020-04-03"]
    assert told(found, "a later snapshot tells of the same record") >= 3
    assert_adds_up(found)


def test_an_event_that_a_later_snapshot_leaves_out_is_counted_and_told(tmp_path):
    both = {"child": 1, "referred": "2020-03-01"}
    found = series(tmp_path, {3: [both, {"child": 2, "referred": "2020-03-20"}]}, {3: [both]})
    assert len(found.tables.referrals) == 2
    assert told(found, "in an earlier snapshot and not in a later one") == 1


def test_a_start_that_a_later_snapshot_corrects_makes_no_second_plan_or_placement(tmp_path):
    found = series(
        tmp_path,
        {7: [PLAN], 8: [CARE, CARE | {"child": 3}]},
        {7: [PLAN | {"plan": "2020-01-12"}],
         8: [CARE | {"placed": "2019-06-03"},
             CARE | {"child": 3, "entered": "2019-06-02", "placed": "2019-06-02"}]},
    )  # fmt: skip
    assert [str(day.date()) for day in found.tables.plans.started] == ["2020-01-12"]
    care = found.tables.care
    assert sorted(zip(care.child, care.started.dt.strftime("%Y-%m-%d"))) == [
        ("2", "2019-06-03"), ("3", "2019-06-02"),
    ]  # fmt: skip
    assert care.ended.isna().all() and told(found, "with another start") == 3
    assert_adds_up(found)


def test_moves_new_statuses_and_periods_of_care_between_snapshots(tmp_path):
    moved = CARE | {"placed": "2020-04-05", "place": "h) K2: Children's Homes", "placements": 2}
    ordered = moved | {"legal": "E1: Placement order", "legal_from": "2020-04-20"}
    back = {"child": 5, "entered": "2020-04-20", "placed": "2020-04-20", "legal_from": "2020-04-20"}
    left = {"child": 5, "entered": "2020-01-01", "placed": "2020-01-01", "ceased": "2020-04-02",
            "reason": "E4A: Returned home"}  # fmt: skip
    found = series(tmp_path, {8: [CARE, left | {"ceased": "", "reason": ""}]}, {8: [moved, left]},
                   {8: [ordered, left, back]})  # fmt: skip
    care = found.tables.care.sort_values(["child", "started"])
    rows = [
        (row.child, str(row.started.date()), row.start_reason, row.legal_status, row.placement_type,
         "" if row.ended is None or row.ended != row.ended else str(row.ended.date()))
        for row in care.itertuples()
    ]  # fmt: skip
    assert rows == [
        ("2", "2019-06-01", "S", "C2", "U6", "2020-04-05"),
        ("2", "2020-04-05", "P", "C2", "K2", "2020-04-20"),
        ("2", "2020-04-20", "L", "E1", "K2", ""),
        ("5", "2020-01-01", "S", "C2", "U6", "2020-04-02"),
        ("5", "2020-04-20", "S", "C2", "U6", ""),
    ]
    assert [figures(found, "residential_share", on) for on in (MARCH, "2020-04-10")] == [(0, 2), (1, 1)]
    assert figures(found, "started_looked_after", "2020-04", "month") == 1
    assert figures(found, "ceased_looked_after", "2020-04", "month") == 1
    assert_adds_up(found)


def test_rows_that_are_the_same_count_once_and_contacts_of_one_day_by_their_sources(tmp_path):
    contact = {"child": 1, "contacted": "2020-03-02"}
    found = series(tmp_path, {1: [contact, contact, contact | {"source": "b) Schools"}], 7: [PLAN, PLAN]},
                   {1: [contact | {"source": "b) Schools"}, contact], 7: [PLAN]})  # fmt: skip
    assert len(found.tables.contacts) == 2 and len(found.tables.plans) == 1
    assert_adds_up(found)


def test_a_list_that_no_workbook_has_is_not_available_and_one_that_some_have_is_refused(tmp_path):
    found = series(tmp_path, {1: ONE[1], 7: [PLAN]}, {1: ONE[1], 7: [PLAN]})
    assert not found.tables.has("referrals") and not found.tables.has("care")
    assert figures(found, "looked_after", "2020-04-14") == "not_available"
    assert found.called("care") == "List 8 (children in care), care"
    with pytest.raises(Problem, match=r"there is no sheet of List 7 \(child protection plans\), which other"):
        series(tmp_path, {1: ONE[1], 7: [PLAN]}, {1: ONE[1]})


def without(sheets, number, heading):
    rows = sheets[f"List {number}"]
    place = rows[0].index(heading)
    return sheets | {f"List {number}": [row[:place] + row[place + 1 :] for row in rows]}


def test_a_column_that_a_workbook_lacks_is_not_available_by_name(tmp_path):
    sheets = without(sheets_of(ONE, MARCH), 3, "Number of Referrals in Last 12 Months")
    sheets = without(sheets, 9, "Latest Date of Contact")
    found = intake.read(str(write_xlsx(tmp_path / "a.xlsx", sheets)))
    assert figures(found, "re_referrals_within_12_months", "2020-03", "month") == "not_available"
    assert figures(found, "care_leavers_in_contact_2_months", "2020-03") == "not_available"
    assert found.called("contact") == "the column Latest Date of Contact"
    assert figures(found, "care_leavers_in_touch", "2020-03", "at_date") == (2, 3)
    with pytest.raises(Problem, match="List 8: there is no column 'Date Ceased to be Looked After'"):
        sheets = without(sheets, 8, "Date Ceased to be Looked After")
        intake.read(str(write_xlsx(tmp_path / "b.xlsx", sheets)))


@pytest.mark.parametrize(
    "name", ["List {}", "{}", "List_{}", "List{}", "list {} ", "{}. of the lists", "L{}"]
)
def test_sheets_are_told_by_their_number(name, single, tmp_path):
    found = intake.read(str(write_xlsx(tmp_path / "a.xlsx", sheets_of(ONE, MARCH, name))))
    assert_same(found, single)


def test_sheets_are_told_by_their_titles_or_by_their_columns_alone(single, tmp_path):
    titles = {1: "Contacts", 2: "Early Help", 3: "Referrals", 4: "Assessments", 5: "S47 and ICPC",
              6: "Children in Need", 7: "CPP", 8: "LAC", 9: "Care Leavers", 10: "Adoption"}  # fmt: skip
    for number in (4, 8):
        titles[number] = f"Sheet_{'ab'[number == 8]}"
    sheets = sheets_of(ONE, MARCH)
    named = {titles.get(int(name.split()[-1]), name) if name[:4] == "List" else name: rows
             for name, rows in sheets.items()}  # fmt: skip
    assert_same(intake.read(str(write_xlsx(tmp_path / "a.xlsx", named))), single)


def assert_same(found, expected):
    assert set(found.tables.frames) == set(expected.tables.frames)
    for name, frame in expected.tables.frames.items():
        assert found.tables.frames[name].equals(frame), name


def test_titles_blank_rows_other_wording_and_another_order_make_no_difference(single, tmp_path):
    sheets = sheets_of(ONE, MARCH)
    wording = {
        "Age of Child (Years)": "Age", "Gender": "Sex ", "Date of Contact": "date of  contact",
        "Continuous Assessment Start Date": "Assessment Start Date",
        "Strategy discussion initiating Section 47 Enquiry Start Date": "Section 47 Enquiry Start Date",
        "Date of Placement Order": "DATE OF PLACEMENT ORDER ",
        "Child's Legal Status": "Child\u2019s Legal Status",
    }  # fmt: skip
    for name, (headings, *rows) in sheets.items():
        if name.startswith("List"):
            order = sorted(range(len(headings)), key=lambda place: headings[place][::-1])
            turned = [[row[place] for place in order] for row in rows]
            heads = [wording.get(headings[place], headings[place]) for place in order]
            sheets[name] = [
                ["OFFICIAL"],
                [f"{name} of Anyshire"],
                [],
                heads,
                *turned[:1],
                [None],
                *turned[1:],
            ]
    assert_same(intake.read(str(write_xlsx(tmp_path / "a.xlsx", sheets))), single)


def test_an_old_workbook_is_read_and_the_day_may_stand_in_the_name(single, tmp_path):
    assert_same(intake.read(str(write_xls(tmp_path / "AA 31-03-2020.xls", sheets_of(ONE)))), single)


@pytest.mark.parametrize(
    "front",
    [
        [["Data as at 31/03/2020"]],
        [["Run on", day("2020-04-02")], ["Snapshot date", day(MARCH)]],
        [["Date of extract"], ["31 March 2020"]],
        [["Anyshire", "", "31.03.2020"]],
    ],
)
def test_the_day_is_found_on_the_front_sheet(front, single, tmp_path):
    path = write_xlsx(tmp_path / "Annex A 2019-01-01.xlsx", {"Cover": front} | sheets_of(ONE))
    assert_same(intake.read(str(path), datetime.date(2020, 9, 9)), single)


def test_without_any_day_a_single_workbook_takes_the_given_one_and_a_series_is_refused(single, tmp_path):
    path = write_xlsx(tmp_path / "annex.xlsx", sheets_of(ONE))
    assert_same(intake.read(str(path), datetime.date(2020, 3, 31)), single)
    with pytest.raises(Problem, match=r"annex\.xlsx: it is not known of which day this snapshot is"):
        intake.read(str(path))
    write_xlsx(tmp_path / "other.xlsx", sheets_of(ONE))
    with pytest.raises(Problem) as problem:
        intake.read(str(tmp_path), datetime.date(2020, 3, 31))
    assert str(problem.value).count("it is not known of which day") == 2
    write_xlsx(tmp_path / "annex.xlsx", sheets_of(ONE, MARCH))
    write_xlsx(tmp_path / "other.xlsx", sheets_of(ONE, MARCH))
    with pytest.raises(Problem, match="both are of 31 March 2020"):
        intake.read(str(tmp_path))


def test_a_zip_archive_of_a_series_is_read_and_what_is_no_list_is_told(tmp_path):
    folder = write_series(tmp_path / "series", {MARCH: ONE, APRIL: ONE})
    expected = intake.read(str(folder))
    write_xlsx(folder / "phone numbers.xlsx", {"Sheet1": [["Name", "Number"], ["A", 1]]})
    with zipfile.ZipFile(tmp_path / "ours.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
    found = intake.read(str(tmp_path / "ours.zip"))
    assert_same(found, expected)
    unread = found.faults[found.faults.reason == "the workbook has no list of Annex A"]
    assert list(unread.file) == ["phone numbers.xlsx"]


def test_a_child_looked_after_before_birth_and_what_lies_after_the_snapshot_are_set_aside(tmp_path):
    lists = {8: [CARE | {"born": "2019-07-01"}, CARE | {"child": 3}],
             1: [{"child": 4, "contacted": "2020-04-01"},
                 {"child": 5, "contacted": "2020-03-31"}]}  # fmt: skip
    found = series(tmp_path, lists, lists | {1: [{"child": 4, "contacted": "2020-04-01"}]})
    assert list(found.tables.care.child) == ["3"] and told(found, "before the child was born") == 1
    assert len(found.tables.contacts) == 2 and told(found, "after the snapshot's day") == 1
    assert_adds_up(found)


def test_ids_that_lost_their_noughts_in_some_lists_or_snapshots_are_one_child(tmp_path):
    plan = {"child": "0071", "plan": "2020-01-10"}
    found = series(tmp_path, {7: [plan], 6: [{"child": 71, "need": "2019-01-01"}]},
                   {7: [plan | {"child": 71}], 6: [{"child": 71, "need": "2019-01-01"}]})  # fmt: skip
    assert list(found.tables.children.child) == ["0071"] and len(found.tables.plans) == 1
    assert told(found, "noughts in front") == 3 * 2


def test_two_sheets_of_one_list_and_two_columns_of_one_name_are_refused_together(tmp_path):
    sheets = sheets_of({1: ONE[1], 7: [PLAN]}, MARCH)
    sheets["7 old"] = sheets["List 7"]
    sheets["List 1"] = [[*row, row[5] if number != 1 else day("2020-01-01")]
                        for number, row in enumerate(sheets["List 1"])]  # fmt: skip
    sheets["List 1"][0][-1] = "Contact Date"
    with pytest.raises(Problem) as problem:
        intake.read(str(write_xlsx(tmp_path / "a.xlsx", sheets)))
    lines = str(problem.value).splitlines()
    assert len(lines) == 2 and "is there twice" in lines[0] and "names of one column" in lines[1]


def test_every_list_has_the_headings_by_which_it_is_told():
    assert set(HEADINGS) == set(range(1, 12))


def test_a_column_that_older_snapshots_lack_is_left_out_of_all_and_told(tmp_path):
    folder = write_series(tmp_path / "series", {MARCH: ONE, APRIL: ONE})
    write_xlsx(folder / f"Annex A {MARCH}.xlsx", without(sheets_of(ONE, MARCH), 9, "Latest Date of Contact"))
    found = intake.read(str(folder))
    assert figures(found, "care_leavers_in_contact_2_months", "2020-04") == "not_available"
    assert figures(found, "care_leavers_in_touch", "2020-04", "at_date") == (2, 3)
    assert told(found, "other snapshots have no such column") == 0  # it is told of a file, not of records
    assert (found.faults.column == "Latest Date of Contact").any()


def test_an_assessment_that_is_gone_without_an_authorisation_is_open_until_then(tmp_path):
    waiting = {"child": 1, "assessed": "2019-12-02", "authorised": ""}
    done = {"child": 2, "assessed": "2020-03-01", "authorised": "2020-03-20"}
    found = series(tmp_path, {4: [waiting, done]}, {4: [done]})
    on = [MARCH, "2020-04-13", MID_APRIL]
    assert [figures(found, "open_assessments_over_45_working_days", day) for day in on] == [
        (1, 1), (1, 1), (0, 0),
    ]  # fmt: skip
    assert figures(found, "assessments_within_45_working_days", MID_APRIL, "month") == (1, 1)
    assert told(found, "never authorised") == 1


def test_lists_of_twelve_months_and_numbers_that_count_the_referral_itself(tmp_path):
    days = [f"20{year}-{month:02}-15" for year, month in [(19, n) for n in range(4, 13)] + [(20, 1), (20, 2)]]
    rows = [{"child": f"C{day}-{n}", "referred": day, "earlier": 1 + n} for day in days for n in (0, 1)]
    found = series(tmp_path, {3: rows})
    assert found.history_from == datetime.date(2019, 3, 31)
    assert figures(found, "re_referrals_within_12_months", "2020-02", "month") == (1, 2)
    assert told(found, "the number of referrals counts the referral itself") == len(rows)


def test_too_many_faults_are_a_share_of_the_rows_of_a_sheet(tmp_path):
    care = [
        CARE | {"child": child, "placed": "31/02/2020" if child < 3 else "2020-01-01"} for child in range(30)
    ]
    found = series(tmp_path, {8: care})
    [line] = faults_beyond(found, Intake(), [found.extract_date])
    assert "for 3 of its 30 records" in line and "'Start Date of Most Recent Placement'" in line


def test_files_of_another_kind_beside_annex_a_are_told_of(tmp_path):
    folder = write_series(tmp_path / "series", {MARCH: ONE})
    (folder / "lookup.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert (intake.read(str(folder)).faults.file == "lookup.csv").sum() == 1


def a_series(tmp_path, *snapshots):
    return intake.read(str(write_series(tmp_path, dict(snapshots))))


def test_who_turned_18_between_two_snapshots_is_a_care_leaver_from_the_day_after_the_first(tmp_path):
    extract = a_series(
        tmp_path,
        (MARCH, {9: [{"child": 1, "born": "2000-05-01"}, {"child": 3, "born": "1997-04-10"}]}),
        (MID_APRIL, {9: [{"child": 1, "born": "2000-05-01"}, {"child": 2, "born": "2002-04-10"}]}),
        (APRIL, {9: [{"child": 1, "born": "2000-05-01"}, {"child": 2, "born": "2002-04-10"}]}),
    )
    spans = extract.tables.care_leavers.groupby("child").agg({"started": "min", "ended": "max"})
    assert spans.started.dt.strftime("%Y-%m-%d").to_dict() == {
        "1": "2020-03-31", "2": "2020-04-01", "3": "2020-03-31"
    }  # fmt: skip
    # the third is no longer listed in April, and so has ceased to be one after the first snapshot
    assert spans.ended["3"].strftime("%Y-%m-%d") == "2020-04-01"


def test_early_help_that_leaves_its_list_has_not_ended(tmp_path):
    extract = a_series(
        tmp_path,
        (MARCH, {2: [{"child": 1, "helped": "2019-10-05"}, {"child": 2, "helped": "2020-03-01"}]}),
        (APRIL, {2: [{"child": 2, "helped": "2020-03-01", "helped_until": "2020-04-20"}]}),
    )
    ended = extract.tables.early_help.set_index("child").ended
    assert ended.isna().to_dict() == {"1": True, "2": False}


def test_relatives_are_not_counted_where_the_list_tells_foster_carers_in_one_word(single, tmp_path):
    assert figures(single, "kinship_share", "2020-03") == "not_available"
    days = {"entered": "2018-01-01", "placed": "2018-03-31", "legal_from": "2018-02-01"}
    whole_codes = {8: [{"child": 12, **days, "place": "U1: Foster placement with relative or friend"}]}
    written = write_xlsx(tmp_path / "codes.xlsx", sheets_of(whole_codes, MARCH))
    assert figures(intake.read(str(written)), "kinship_share", "2020-03") == (1, 1)


def test_where_a_care_leaver_lived_before_the_first_snapshot_is_not_available(single):
    assert figures(single, "staying_put", "2020-03") == "not_available"


def test_a_series_that_says_that_it_is_invented_is_marked_so(tmp_path):
    write_series(tmp_path, {MARCH: ONE})
    (tmp_path / "extract.csv").write_text("source,invented\nanyshire,Y\n", encoding="utf-8")
    extract = intake.read(str(tmp_path))
    assert (extract.source, extract.invented) == ("anyshire", True)
    assert not extract.faults.file.str.contains("extract.csv").any()
