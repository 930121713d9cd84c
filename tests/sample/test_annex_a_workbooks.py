"""The invented county as Annex A workbooks: what each snapshot holds, against a recount of the CSV files."""

import csv
import datetime

import openpyxl
import pytest
import python_calamine
from support.command import ROOT

from careboard.sample.cells import Days
from careboard.sample.days import OPEN
from careboard.sample.workbook import write_workbook

SHOWN, EARLIER = datetime.date(2019, 10, 31), datetime.date(2018, 11, 1)
UNASSIGNED = ("Allocated Team", "Allocated Worker", "Allocated Personal Advisor")
ID = "Child Unique ID"
NEVER = datetime.datetime(1900, 1, 1)
KINDS = {"date": datetime.datetime, "numeric": int, "string": str, "category": str}


def records(path):
    """A workbook's sheets as lists of dicts by heading."""
    book = openpyxl.load_workbook(path, read_only=True)
    sheets = {}
    for sheet in book:
        headings, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(headings, row, strict=True)) for row in rows]
    book.close()
    return sheets


@pytest.fixture(scope="module")
def snapshots(sample_folder):
    return {day: records(sample_folder / "annex_a" / f"annex_a_{day}.xlsx") for day in (EARLIER, SHOWN)}


@pytest.fixture(scope="module")
def columns():
    with (ROOT / "tests" / "support" / "annex_a_columns.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_workbook_each_fortnight_of_a_year(sample_folder):
    names = sorted(path.name for path in (sample_folder / "annex_a").glob("*.xlsx"))
    days = [SHOWN - datetime.timedelta(14 * number) for number in reversed(range(27))]
    assert names == [f"annex_a_{day}.xlsx" for day in days]


def test_the_front_sheet_says_of_which_day_it_is_and_that_all_is_invented(snapshots):
    for day, sheets in snapshots.items():
        assert list(sheets) == ["Front sheet", *(f"List {number}" for number in range(1, 12))]
        told = dict(tuple(row.values()) for row in sheets["Front sheet"])
        assert told["Snapshot date"] == f"{day:%d/%m/%Y}" and "Invented records" in told["Mark"]


def test_the_series_is_marked_as_invented(sample_folder):
    marked = (sample_folder / "annex_a" / "extract.csv").read_text(encoding="utf-8")
    assert marked == "source,extract_date,invented\nfellshire_sample,31/10/2019,Y\n"


def test_every_list_has_its_headings_in_order_and_each_cell_its_kind(snapshots, columns):
    for number in range(1, 12):
        told = [row for row in columns if row["list"] == str(number)]
        rows = snapshots[SHOWN][f"List {number}"]
        assert list(rows[0]) == [column["column"] for column in told]
        for column in told:
            cells = [row[column["column"]] for row in rows]
            assert {type(cell) for cell in cells if cell is not None} <= {KINDS[column["type"]]}, column
            if column["may_be_blank"] == "no" and column["column"] not in UNASSIGNED:
                assert None not in cells, column


COUNTS = {
    "contacts": (1, lambda row: True, "SELECT count(*) FROM ssd_contacts WHERE b > {six} AND b <= {on}"),
    "referrals": (3, lambda row: True, "SELECT count(*) FROM ssd_cin_episodes WHERE b > {six} AND b <= {on}"),
    "early help begun": (
        2,
        lambda row: row["Assessment start date"].date() > row["six"],
        "SELECT count(*) FROM ssd_early_help_episodes WHERE b > {six} AND b <= {on}",
    ),
    "assessments authorised": (
        4,
        lambda row: row["Continuous Assessment Date of Authorisation"],
        "SELECT count(*) FROM ssd_cin_assessments WHERE e > {six} AND e <= {on}",
    ),
    "assessments open": (
        4,
        lambda row: not row["Continuous Assessment Date of Authorisation"],
        "SELECT count(*) FROM ssd_cin_assessments WHERE b <= {on} AND (e IS NULL OR e > {on})",
    ),
    "conferences": (
        5,
        lambda row: (row["Date of Initial Child Protection Conference"] or NEVER).date() > row["six"],
        # the list goes by enquiries: conferences for plans transferred in have none here
        "SELECT count(*) FROM ssd_initial_cp_conference WHERE b > {six} AND b <= {on} "
        "AND icpc_icpc_transfer_in = 'N'",
    ),
    "cases open": (
        6,
        lambda row: not row["CIN Closure Date"],
        "SELECT count(*) FROM ssd_cin_episodes WHERE b <= {on} AND (e IS NULL OR e > {on})",
    ),
    "cases closed": (
        6,
        lambda row: row["CIN Closure Date"],
        "SELECT count(*) FROM ssd_cin_episodes WHERE e > {six} AND e <= {on}",
    ),
    "plans open": (
        7,
        lambda row: not row["Child Protection Plan End Date"],
        "SELECT count(*) FROM plans WHERE b <= {on} AND (e IS NULL OR e > {on})",
    ),
    "looked after": (
        8,
        lambda row: not row["Date Ceased to be Looked After"],
        "SELECT count(*) FROM periods WHERE b <= {on} AND (e IS NULL OR e > {on}) AND short IS NOT TRUE",
    ),
    "ceased to be looked after": (
        8,
        lambda row: row["Date Ceased to be Looked After"],
        "SELECT count(*) FROM periods WHERE e > {six} AND e <= {on} AND short IS NOT TRUE",
    ),
    "care leavers": (
        9,
        lambda row: True,
        "SELECT count(*) FROM leavers WHERE b <= {on} AND (e IS NULL OR e > {on})",
    ),
}


@pytest.mark.parametrize("what", COUNTS)
@pytest.mark.parametrize("on", [EARLIER, SHOWN])
def test_a_snapshot_holds_what_a_recount_of_the_files_finds(snapshots, extract, what, on):
    number, which, sql = COUNTS[what]
    six = {EARLIER: datetime.date(2018, 5, 1), SHOWN: datetime.date(2019, 4, 30)}[on]
    counted = extract.execute(sql.format(on=f"DATE '{on}'", six=f"DATE '{six}'")).fetchone()[0]
    rows = snapshots[on][f"List {number}"]
    assert sum(bool(which({**row, "six": six})) for row in rows) == counted > 100


def test_the_headline_counts_of_the_date_shown(snapshots):
    lists = snapshots[SHOWN]
    assert sum(row["Date Ceased to be Looked After"] is None for row in lists["List 8"]) == 2_105
    assert sum(row["Child Protection Plan End Date"] is None for row in lists["List 7"]) == 1_194
    assert sum(row["CIN Closure Date"] is None for row in lists["List 6"]) == 8_642
    assert len(lists["List 3"]) == 6_040


def test_nothing_is_known_before_its_day(snapshots):
    """What ended, was held or was decided after a snapshot's day is not in it."""
    for day, sheets in snapshots.items():
        for title, rows in sheets.items():
            for row in rows:
                late = [
                    heading
                    for heading, cell in row.items()
                    if isinstance(cell, datetime.datetime) and cell.date() > day
                ]
                assert not late, (day, title, late)


def test_a_plan_that_ends_later_is_open_in_the_earlier_snapshot(snapshots):
    def plans(day):
        names = (ID, "Child Protection Plan Start Date", "Child Protection Plan End Date")
        found = ([row[name] for name in names] for row in snapshots[day]["List 7"])
        return {(child, start): end for child, start, end in found}

    begun, ended = plans(EARLIER), {plan for plan, end in plans(SHOWN).items() if end}
    both = ended & set(begun)
    assert len(both) > 400 and all(begun[plan] is None for plan in both)


def test_codes_are_written_as_councils_write_them(snapshots):
    def written(number, heading):
        return {row[heading] for row in snapshots[SHOWN][f"List {number}"]} - {None}

    assert written(1, "Gender") == {"a) Male", "b) Female"}
    assert "q) 6: Police" in written(3, "Referral Source") and "k) APKN" in written(6, "Ethnicity")
    assert written(7, "Latest Category of Abuse") == {
        "a) Neglect", "b) Physical Abuse", "c) Sexual Abuse", "d) Emotional Abuse", "e) Multiple"
    }  # fmt: skip
    assert written(6, "Case Status") == {
        "a) Looked after child", "b) Child Protection plan", "c) Child in need plan", "d) Open assessment",
        "e) Closed episode",
    }  # fmt: skip
    assert "h) Children\u2019s Homes" in written(8, "Placement Type")
    assert written(9, "Suitability of Accommodation") == {"a) Suitable", "b) Not suitable"}


def test_the_last_visit_and_the_number_of_placements_are_those_of_the_files(snapshots, extract):
    visits = extract.execute(
        "SELECT clav_person_id, max(v.b) FROM ssd_cla_visits v JOIN periods p ON p.period = v.clav_cla_id "
        f"WHERE v.b <= DATE '{SHOWN}' AND clav_cla_visit_seen = 'Y' AND p.b <= DATE '{SHOWN}' "
        f"AND (p.e IS NULL OR p.e > DATE '{SHOWN}') AND short IS NOT TRUE GROUP BY 1"
    ).fetchall()
    open_now = [row for row in snapshots[SHOWN]["List 8"] if row["Date Ceased to be Looked After"] is None]
    shown = {row[ID]: row["Date of Last Social Work Visit"] for row in open_now}
    assert {child: day.date() for child, day in shown.items() if day} == dict(visits)
    moved = extract.execute(
        "SELECT count(*) FROM (SELECT o.person FROM own_stays o JOIN periods p USING (person) "
        f"WHERE o.rne NOT IN ('T', 'U') AND o.b <= DATE '{SHOWN}' "
        "AND (o.e IS NULL OR o.e > DATE '2018-11-01') "
        f"AND p.b <= DATE '{SHOWN}' AND (p.e IS NULL OR p.e > DATE '{SHOWN}') AND p.short IS NOT TRUE "
        "GROUP BY 1 HAVING count(*) >= 3)"
    ).fetchone()[0]
    assert sum(row["Number of Placements in the Last 12 months"] >= 3 for row in open_now) == moved > 100


def test_a_text_stays_a_text_and_the_bytes_are_the_same_each_time(tmp_path):
    import numpy as np

    texts = np.array(["=1+1", " a & <b>", "00123", "", "k\u2019s"], object)
    days = np.array([0, 18_200, OPEN, -25_000, 1])
    wide = {f"column {number}": texts for number in range(28)}
    table = {"text": texts, "day": Days(days), "number": np.array([0, -1, 2, 3, 4]), **wide}
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(tmp_path / name, {"List 1 & more": table})
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    (sheet,) = openpyxl.load_workbook(tmp_path / "one.xlsx")
    assert sheet.title == "List 1 & more" and sheet["A2"].data_type == "s"
    assert [cell.value for cell in sheet["A"]] == ["text", "=1+1", " a & <b>", "00123", None, "k\u2019s"]
    assert [cell.value for cell in sheet["AE"]][1:] == ["=1+1", " a & <b>", "00123", None, "k\u2019s"]
    assert [cell.value for cell in sheet["C"]] == ["number", 0, None, 2, 3, 4]
    shown = ["1970-01-01", "2019-10-31", None, "1901-07-22", "1970-01-02"]
    assert [cell.value and f"{cell.value:%Y-%m-%d}" for cell in sheet["B"][1:]] == shown
    (heads, *rows) = python_calamine.load_workbook(tmp_path / "one.xlsx").get_sheet_by_index(0).to_python()
    assert heads[:3] == ["text", "day", "number"]
    assert rows[1][:3] == [" a & <b>", datetime.date(2019, 10, 31), ""]
