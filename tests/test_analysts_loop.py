"""The analyst's loop from end to end, with the commands that an analyst has.

Draft, read, sign, correct, write again.
"""

import csv
import shutil

import pytest
from support.command import ROOT, run

AREAS = ("county", "north", "east")
PAGES = ["--domain", "front_door", "--area", "county", "--area", "north", "--area", "east"]
TABLES = (
    "extract",
    "ssd_person",
    "ssd_contacts",
    "ssd_early_help_episodes",
    "ssd_cin_episodes",
    "ssd_cin_assessments",
    "teams",
    "home_districts",
)  # what the page is of; with all of the county each count takes a minute
IN_TIME = "assessments_within_45_working_days"
DISTRICTS = {
    "lornmere": "north",
    "sandhythe": "north",
    "wexbay": "north",
    "brindleford": "east",
    "hyndmoor": "east",
    "pellmoor": "east",
    "rennick_vale": "east",
    "rossmoor": "east",
    "corlheath": "east",
    "prestwater": "east",
    "southbeck": "east",
    "westerfold": "east",
}
# the county in two areas: a period is signed off whole, and 48 pages are drawn sooner than 204
FOUR = """areas:
  county:      {name: Fellshire, level: authority}
  north:       {name: North, level: area, parents: [{area: county}]}
  east:        {name: East, level: area, parents: [{area: county}]}
  unallocated: {name: Not allocated, level: unallocated, parents: [{area: county}]}
"""
BOARD = (
    "---\nauthor: A\nwritten: 2019-11-11\nsigned_off_by: B\nsigned_off_on: 2019-11-12\n---\n\nAll is told on "
    "the pages.\n"
)


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def put_back(file, rows):
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)


def corrected(extract):
    """One assessment of North, authorised in October 2019 in time, turns out to have begun a year earlier.

    Returns its area.
    """
    north = {row[0] for row in rows_of(extract / "teams.csv")[1:] if row[2] == "north"}
    rows = rows_of(extract / "ssd_cin_assessments.csv")
    start, authorised, team = (
        rows[0].index(name)
        for name in ("cina_assessment_start_date", "cina_assessment_auth_date", "cina_assessment_team")
    )
    row = next(
        row
        for row in rows[1:]
        if row[team] in north
        and row[authorised].endswith("/10/2019")
        and row[start].endswith(("/09/2019", "/10/2019"))
    )
    row[start] = row[start][:-1] + "8"
    put_back(extract / "ssd_cin_assessments.csv", rows)


@pytest.fixture(scope="module")
def suite(sample_folder, tmp_path_factory):
    """Parameters without words, an extract of their own, and where its pages go."""
    folder = tmp_path_factory.mktemp("analyst")
    shutil.copytree(ROOT / "params", folder / "params", ignore=shutil.ignore_patterns("commentary"))
    (folder / "ssd").mkdir()
    for name in TABLES:
        shutil.copy(sample_folder / "ssd" / f"{name}.csv", folder / "ssd")
    (folder / "params" / "areas.yml").write_text(FOUR, encoding="utf-8")
    for name in ("teams", "home_districts"):
        rows = rows_of(folder / "ssd" / f"{name}.csv")
        put_back(
            folder / "ssd" / f"{name}.csv", [[DISTRICTS.get(cell, cell) for cell in row] for row in rows]
        )
    return folder


def careboard(suite, *words, code=0):
    done = run("--params", suite / "params", "--source", suite / "ssd", *words, outputs=suite / "outputs")
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout if code == 0 else done.stderr


def words(suite, area, page="front_door"):
    return suite / "params" / "commentary" / "2019-10" / area / f"{page}.md"


def page(suite, area):
    return (suite / "outputs" / "2019-10" / area / "front_door.html").read_text(encoding="utf-8")


def signed(text, author):
    return text.replace("author: Drafted by rule", f"author: {author}").replace(
        "drafted: yes", "signed_off_by: B\nsigned_off_on: 2019-11-20"
    )


def status(suite):
    return {
        (line.split()[0], line.split()[1]): line
        for line in careboard(suite, "commentary", "status", "2019-10").splitlines()
        if line.startswith(AREAS)
    }


def test_from_draft_to_signed_page_and_again_after_a_correction(suite):
    # a first text by rule
    said = careboard(suite, "commentary", "draft", "2019-10", *PAGES)
    assert said.count("Drafted: ") == 3
    assert "left alone" in careboard(suite, "commentary", "draft", "2019-10", *PAGES)
    careboard(suite, "build", "2019-10")
    assert "Draft: written by rule, and read by nobody yet." in page(suite, "north")
    assert "closed whole" in careboard(suite, "build", "2019-10", *PAGES, "--require-signed", code=2)
    refused = careboard(suite, "build", "2019-10", "--require-signed", code=1)
    assert (
        refused.count("drafted by rule, and read by nobody yet") == 3
        and "county/board_summary.md: there is none" in refused
    )

    # somebody reads it, changes it and has it signed
    for area in AREAS:
        words(suite, area).write_text(
            signed(words(suite, area).read_text(encoding="utf-8"), "The analyst"), encoding="utf-8"
        )
    words(suite, "north").write_text(
        words(suite, "north").read_text(encoding="utf-8") + "\nNorth has hired two assessors.\n",
        encoding="utf-8",
    )
    words(suite, "county", "board_summary").write_text(BOARD, encoding="utf-8")
    careboard(suite, "build", "2019-10", "--require-signed")
    assert all("Signed off by B, 20 November 2019." in page(suite, area) for area in AREAS)
    assert "unchanged, 0 not drawn" in careboard(suite, "build", "2019-10")

    # the extract is corrected: one figure of North, and with it the county's
    corrected(suite / "ssd")
    told = status(suite)
    assert (
        "figures changed since" in told["north", "front_door"]
        and "figures changed since" in told["county", "front_door"]
        and "signed off" in told["east", "front_door"]
    )
    closed = careboard(suite, "build", "2019-10", code=1)
    assert "signed off and closed" in closed and '--reopen "why"' in closed
    unsigned = careboard(
        suite, "build", "2019-10", "--require-signed", "--reopen", "a start date was wrong", code=1
    )
    assert (
        "north/front_door.md, line" in unsigned
        and f"{{{IN_TIME}}} said" in unsigned
        and "east/" not in unsigned
    )

    # reopened, the pages say so, and which passages are no longer sure
    careboard(suite, "build", "2019-10", "--reopen", "a start date was wrong")
    north = page(suite, "north")
    assert (
        "Built again after it was signed off: a start date was wrong." in north
        and "Draft: figures changed since the commentary was written." in north
    )
    stale = [part.partition("</div>")[0] for part in north.split('<div class="stale">')[1:]]
    assert stale and all("Figures changed since this was written." in passage for passage in stale)
    assert not any("hired two assessors" in passage or "Contacts" in passage for passage in stale)
    assert '<div class="stale">' not in page(suite, "east") and "Signed off by B" in page(suite, "east")

    # read again against the figures of now, and signed
    for area in ("county", "north"):
        text = words(suite, area).read_text(encoding="utf-8")
        written = next(line for line in text.splitlines() if line.startswith("written: "))
        words(suite, area).write_text(text.replace(written, "written: 2019-11-20"), encoding="utf-8")
    careboard(suite, "build", "2019-10", "--require-signed")
    assert "Signed off by B, 20 November 2019." in page(suite, "north") and '<div class="stale">' not in page(
        suite, "north"
    )
    assert "Built again after it was signed off: a start date was wrong." in page(suite, "north")
