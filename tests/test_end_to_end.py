"""The main job: October 2019 of the invented county, from records to pages, as the board paper printed it."""

import csv
import json
import subprocess
import sys

import pytest
from support.command import ROOT, run, work_of

from careboard.notebook_source import drawn_for

PAPER = [
    ("assessments_within_45_working_days", "month", "89"),
    ("assessments_within_45_working_days", "six_months", "85"),
    ("protection_plans", "at_date", "1194"),
    ("protection_plan_rate", "at_date", "48.2"),
    ("three_or_more_placements", "at_date", "8.2"),
    ("looked_after_visits_in_timescale", "at_date", "92"),
    ("fostering_share", "at_date", "61.1"),
    ("supported_accommodation_share", "at_date", "6.7"),
    ("care_leavers_in_suitable_accommodation", "at_date", "92.4"),
    ("care_leavers_in_eet", "at_date", "43.8"),
    ("care_leavers_in_contact_2_months", "at_date", "72.2"),
    ("re_referrals_within_12_months", "year", "21.3"),
    ("protection_visits_in_timescale", "at_date", "85"),
    ("repeat_plans_within_12_months", "year", "7.1"),
    ("repeat_plans_ever", "year", "25.5"),
    ("looked_after_rate", "at_date", "85"),
    ("repeat_looked_after", "year", "10.2"),
    ("dental_checks_current", "at_date", "70.3"),
    ("return_interviews_within_3_days", "month", "44.8"),
    ("no_sdq", "at_date", "312"),
    ("iro_agency_rate", "at_date", "0"),
]
COLUMNS = [
    "indicator",
    "period",
    "window",
    "area",
    "breakdown",
    "group",
    "numerator",
    "denominator",
    "value",
    "state",
    "source",
]


@pytest.fixture(scope="module")
def figures(built):
    with (built / "2019-10" / "figures.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def figure(figures, ident, window, area="county", period="2019-10"):
    found = [
        row
        for row in figures
        if (row["indicator"], row["window"], row["area"], row["period"], row["breakdown"])
        == (ident, window, area, period, "total")
    ]
    assert len(found) == 1, (ident, window, area, period)
    return found[0]


@pytest.mark.parametrize(("ident", "window", "printed"), PAPER)
def test_the_papers_figure(figures, ident, window, printed):
    assert figure(figures, ident, window)["value"] == printed


def test_the_papers_figures_that_are_told_in_words(figures):
    assert 16.5 <= float(figure(figures, "social_worker_caseload", "at_date")["value"]) < 17.5
    assert 74.5 <= float(figure(figures, "iro_caseload", "at_date")["value"]) < 76.5
    assert 83 <= float(figure(figures, "iro_caseload_highest", "at_date")["value"]) <= 87
    assert figure(figures, "iro_caseload", "at_date", period="2017-10")["value"] == "130"
    assert figure(figures, "protection_plans", "at_date", period="2019-09")["value"] == "1296"
    assert float(figure(figures, "turnover", "year")["value"]) < float(
        figure(figures, "turnover", "year", period="2018-10")["value"]
    )
    year = figure(figures, "assessments_within_45_working_days", "financial_year", period="2018-03")
    assert (year["numerator"], year["denominator"], year["value"]) == ("11623", "14846", "78.3")


RECOUNTED = {
    "protection_plans": "SELECT count(*) FROM plans WHERE b <= {on} AND (e IS NULL OR e > {on})",
    "looked_after": (
        "SELECT count(DISTINCT person) FROM episodes JOIN ssd_person p ON pers_person_id = person WHERE "
        "episodes.b <= {on} AND (episodes.e IS NULL OR episodes.e > {on}) AND ls NOT IN ('V3', 'V4') AND p.b "
        "+ INTERVAL 18 YEAR > {on}"
    ),
    "assessments_within_45_working_days": (
        "SELECT count(*) FILTER (WHERE wd(b, a) <= 45) FROM (SELECT b, d(cina_assessment_auth_date) AS a "
        "FROM ssd_cin_assessments WHERE d(cina_assessment_auth_date) BETWEEN {first} AND {on})"
    ),
    "re_referrals_within_12_months": (
        "SELECT count(*) FILTER (WHERE before + INTERVAL 12 MONTH >= b) FROM referrals WHERE b BETWEEN "
        "{year} AND {on}"
    ),
    "referral_rate": "SELECT count(*) FROM referrals WHERE b BETWEEN {year} AND {on}",
    "repeat_plans_within_12_months": (
        "SELECT count(*) FROM plans p WHERE b BETWEEN {year} AND {on} AND EXISTS (FROM plans q WHERE "
        "q.person = p.person AND q.e <= p.b AND q.e + INTERVAL 12 MONTH >= p.b)"
    ),
    "return_interviews_within_3_days": (
        "SELECT count(*) FROM ssd_missing JOIN return_interviews ON missing_id = miss_table_id WHERE "
        "miss_missing_episode_type = 'M' AND CAST(t(miss_missing_episode_end_date) + INTERVAL 72 HOUR AS "
        "DATE) BETWEEN {first} AND {on} AND t(completed) <= t(miss_missing_episode_end_date) + INTERVAL 72 "
        "HOUR"
    ),
    "dental_checks_current": (
        "SELECT count(*) FROM (SELECT DISTINCT x.person FROM episodes x JOIN periods q USING (period) JOIN "
        "ssd_person p ON pers_person_id = x.person WHERE x.b <= {on} AND (x.e IS NULL OR x.e > {on}) AND ls "
        "NOT IN ('V3', 'V4') AND p.b + INTERVAL 18 YEAR > {on} AND q.b + INTERVAL 12 MONTH <= {on}) c WHERE "
        "EXISTS (FROM ssd_cla_health h WHERE clah_person_id = c.person AND clah_health_check_type = 'Dental "
        "check' AND clah_health_check_status = 'Approved' AND h.b <= {on} AND h.b + INTERVAL 12 MONTH >= "
        "{on})"
    ),
    "iro_caseload": (
        "SELECT count(*) FROM ssd_involvements WHERE invo_professional_role_id = 'Independent reviewing "
        "officer' AND b <= {on} AND (e IS NULL OR e > {on})"
    ),
    "care_leavers_in_contact_2_months": (
        "SELECT count(*) FROM leavers WHERE b <= {on} AND (e IS NULL OR e > {on}) AND eligibility IN "
        "('Relevant', 'Former relevant') AND in_touch <> 'DIED' AND contacted + INTERVAL 2 MONTH >= {on}"
    ),
}
MONTHS = {
    "2019-10": ("2019-10-01", "2018-11-01", "2019-10-31"),
    "2019-03": ("2019-03-01", "2018-04-01", "2019-03-31"),
    "2018-06": ("2018-06-01", "2017-07-01", "2018-06-30"),
}


@pytest.mark.parametrize("period", MONTHS)
@pytest.mark.parametrize("ident", RECOUNTED)
def test_published_numerators_equal_a_plain_recount(figures, extract, ident, period):
    first, year, on = (f"DATE '{day}'" for day in MONTHS[period])
    window = (
        "month" if "{first}" in RECOUNTED[ident] else "year" if "{year}" in RECOUNTED[ident] else "at_date"
    )
    counted = extract.execute(RECOUNTED[ident].format(first=first, year=year, on=on)).fetchone()[0]
    assert float(figure(figures, ident, window, period=period)["numerator"]) == counted


def test_contract_of_the_download(figures, built):
    assert list(figures[0]) == COLUMNS
    assert {row["state"] for row in figures} <= {
        "shown",
        "hidden",
        "not_published",
        "no_cases",
        "not_applicable",
        "not_available",
        "failed",
    }
    assert "failed" not in {row["state"] for row in figures}
    assert {row["source"] for row in figures} == {"fellshire_sample (invented)"}
    assert len({row["period"] for row in figures}) == 25
    hidden = [row for row in figures if row["state"] in ("hidden", "not_published")]
    assert hidden and all(row["numerator"] == row["denominator"] == row["value"] == "" for row in hidden)
    assert (built / "2019-10" / "figures.meta.csv").is_file()


def test_what_tells_of_staff_alone_is_not_hidden(figures):
    """Few reviewing officers leave in a year, which tells of no child."""
    officers = [row for row in figures if (row["indicator"], row["area"]) == ("iro_turnover", "county")]
    assert [row["state"] for row in officers] == 25 * ["shown"]


def test_areas_add_up_where_nothing_is_hidden(figures):
    for ident, window in [
        ("care_leavers", "at_date"),
        ("looked_after", "at_date"),
        ("referral_rate", "year"),
    ]:
        parts = [figure(figures, ident, window, area)["numerator"] for area in ("north", "east", "central")]
        rest = figure(figures, ident, window)["numerator"]
        assert 0 <= float(rest) - sum(map(float, parts)) < 40  # what is not allocated


def test_every_area_has_every_page_and_the_receipt_says_so(built):
    receipt = json.loads((built / "2019-10" / "receipt.json").read_text(encoding="utf-8"))
    areas = [
        "county",
        "north",
        "east",
        "central",
        "lornmere",
        "sandhythe",
        "wexbay",
        "brindleford",
        "hyndmoor",
        "pellmoor",
        "rennick_vale",
        "rossmoor",
        "corlheath",
        "prestwater",
        "southbeck",
        "westerfold",
        "unallocated",
    ]
    pages = [book.stem for book in (ROOT / "notebooks").glob("*.ipynb")]
    assert (
        set(receipt["pages"])
        == {f"{area}/{page}" for area in areas for page in pages if drawn_for(page, area == "county")}
        and receipt["not_drawn"] == []
    )
    assert all((built / "2019-10" / f"{name}.html").is_file() for name in receipt["pages"])
    assert (built / "2019-10" / "index.html").is_file()


def test_no_page_weighs_more_than_200_kb(built):
    heavy = {
        page.relative_to(built).as_posix(): page.stat().st_size
        for page in (
            *(built / "2019-10").glob("*/*.html"),
            *(built / "2019-10" / name for name in ("index.html", "districts.html")),
        )
        if page.stat().st_size >= 200_000
    }
    assert heavy == {}


def test_pages_say_that_they_are_invented_and_not_for_circulation(built):
    for page in (built / "2019-10").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "Invented: no real child or council" in text, page
        assert "Not for circulation: the hiding has not been fully checked" in text, page
        assert "<script" not in text and "http" not in text.replace("http-equiv", "").replace(
            "http://www.w3.org/2000/svg", ""
        ), page
        assert str(ROOT) not in text


def test_the_board_summary_puts_figures_where_the_paper_put_them(built):
    text = (built / "2019-10" / "county" / "board_summary.html").read_text(encoding="utf-8")
    table, rest = text.split("Which other measures stand out?")
    lists = {}
    for name, title in (("improve", "To improve"), ("know", "To know"), ("well", "Going well")):
        rows = table.split(f">{title}</th>")[1].split("</tbody>")[0]
        others = rest.split(f">{title}</h3>")[1].split("</p>")[0]
        lists[name] = rows + others
    expected = {
        "well": (
            "Assessments within 45 working days",
            "Three or more placements in a year",
            "Children in foster care",
            "Looked-after visits not overdue",
            "Care leavers in suitable accommodation",
            "average caseload",
            "turnover",
            "Agency reviewing officers",
        ),
        "improve": (
            "Re-referrals within 12 months",
            "Children on a plan seen in time",
            "Repeat plans, ever",
            "Children who came back into care",
            "Dental checks",
            "Return interviews",
            "Children without a questionnaire (SDQ)",
            "Care leavers in education or work",
            "in contact in two months",
        ),
        "know": (
            "Child protection plans, rate",
            "Children looked after, rate",
            "Children in supported accommodation",
        ),
    }
    for name, title in ((name, title) for name, titles in expected.items() for title in titles):
        assert [found for found, words in lists.items() if title in words] == [name], title


def test_commentary_quotes_the_live_figures(built):
    text = (built / "2019-10" / "county" / "child_protection.html").read_text(encoding="utf-8")
    assert "There are 1,194 plans, 48.2 per 10,000." in text


def test_a_second_build_redraws_nothing_and_imports_nothing_that_counts_or_draws(own_built):
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "careboard",
        "--outputs",
        str(own_built),
        "build",
        "2019-10",
    ]
    again = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    assert "0 pages drawn, 239 unchanged" in again.stdout
    imported = {
        line.rsplit("|", 1)[-1].strip().split(".")[0]
        for line in again.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "click" in imported and not imported & {
        "pandas",
        "numpy",
        "matplotlib",
        "seaborn",
        "papermill",
        "nbconvert",
        "IPython",
        "scipy",
        "jinja2",
        "sqlalchemy",
    }


def test_returns_of_the_same_county_give_the_same_figures(figures, sample_folder, tmp_path):
    done = run(
        "build",
        "2019-03",
        "--source",
        sample_folder / "ssda903",
        "--domain",
        "looked_after",
        outputs=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    with (tmp_path / "2019-03" / "figures.csv").open(encoding="utf-8", newline="") as opened:
        returns = list(csv.DictReader(opened))
    for ident, window in [
        ("looked_after", "at_date"),
        ("looked_after_rate", "at_date"),
        ("three_or_more_placements", "at_date"),
        ("fostering_share", "at_date"),
        ("started_looked_after", "year"),
        ("ceased_looked_after", "month"),
    ]:
        told, expected = (figure(rows, ident, window, period="2019-03") for rows in (returns, figures))
        assert (told["numerator"], told["value"]) == (expected["numerator"], expected["value"]), ident
    assert figure(returns, "protection_plans", "at_date", period="2019-03")["state"] == "not_available"
    assert "Invented: no real child" in (tmp_path / "2019-03" / "county" / "looked_after.html").read_text(
        encoding="utf-8"
    )
    assert {row["area"] for row in returns} == {"county"}


def test_stock_papermill_gives_the_same_figures_as_the_build(built, tmp_path):
    import os
    import re
    import subprocess
    import sys

    import nbformat

    edition = next((work_of(built) / "editions").glob("*/2019-10/whole"))
    out = tmp_path / "out.ipynb"
    command = [
        sys.executable,
        "-m",
        "papermill",
        "notebooks/front_door.ipynb",
        str(out),
        "-p",
        "area",
        "north",
        "--no-progress-bar",
    ]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "CAREBOARD_EDITION": str(edition)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    page = (built / "2019-10" / "north" / "front_door.html").read_text(encoding="utf-8")
    shown = [
        output.data["text/html"]
        for cell in nbformat.read(out, as_version=4).cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    numbers = re.findall(r"[\d,.]+%|[\d,]+ of [\d,]+", " ".join(shown))
    assert len(numbers) > 50 and all(number in page for number in numbers)
