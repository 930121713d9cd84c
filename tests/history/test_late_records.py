"""Two months built, then a later extract with late records and an agreed correction.

The split is the one that a plain recount of both extracts gives.
"""

import re
import shutil

import numpy
import pandas
import pytest
from support.command import ROOT

from careboard.build.build import build_periods
from careboard.build.request import Build
from careboard.history import snapshots
from careboard.history.compare import Cause, Part, compare
from careboard.history.report import changes_text
from careboard.params import load
from careboard.periods import parse
from careboard.publish.outputs import Folders

ID = "assessments_within_45_working_days"
SEPTEMBER, OCTOBER = parse("2019-09"), parse("2019-10")
IN_TIME, LATE_ONE = (
    "10/09/2019",
    "03/06/2019",
)  # days on which an assessment began that is authorised in September or October
FIRST = {
    ("lornmere", "20/09/2019"): (40, 12),
    ("lornmere", "15/10/2019"): (50, 14),
    ("wexbay", "20/09/2019"): (3, 0),
    ("wexbay", "15/10/2019"): (20, 10),
}  # in time, late
SECOND = FIRST | {("lornmere", "20/09/2019"): (44, 14), ("wexbay", "20/09/2019"): (11, 7)}
CORRECTION = """records:
- table: assessments
  key: {assessment: "lornmere15102019late0"}
  column: started
  value: 2019-09-10
  agreed_by: Head of assessment
  agreed_on: 2019-12-20
  why: The first form was of another child.
"""


def write(folder, numbers, drawn):
    """An extract of assessments alone, as a council would draw it."""
    folder.mkdir(exist_ok=True)
    rows = [
        (f"{area}{day.replace('/', '')}{kind}{number}", f"{area}{kind}{number}", began, day, area)
        for (area, day), (met, late) in numbers.items()
        for kind, began, many in (("met", IN_TIME, met), ("late", LATE_ONE, late))
        for number in range(many)
    ]
    (folder / "extract.csv").write_text(f"source,extract_date,invented\nours,{drawn},Y\n", encoding="utf-8")
    (folder / "ssd_person.csv").write_text(
        "pers_person_id,pers_sex,pers_ethnicity,pers_dob\n"
        + "".join(f"{child},F,WBRI,01/02/2010\n" for child in sorted({row[1] for row in rows})),
        encoding="utf-8",
    )
    (folder / "teams.csv").write_text(
        "team_id,team,area,from,to\nlornmere,One,lornmere,01/04/2010,\nwexbay,Two,wexbay,01/04/2010,\n",
        encoding="utf-8",
    )
    names = ["id", "person_id", "referral_id", "start_date", "child_seen", "auth_date", "team"]
    head = ",".join("cina_assessment_" + name for name in names) + "\n"
    head = head.replace("assessment_person", "person").replace("assessment_referral", "referral")
    (folder / "ssd_cin_assessments.csv").write_text(
        head
        + "".join(f"{ident},{child},,{began},Y,{day},{area}\n" for ident, child, began, day, area in rows),
        encoding="utf-8",
    )
    return folder


def recounted(folder, month, area=None):
    """In time and in all, of a month, by a plain recount of the extract's file."""
    frame = pandas.read_csv(folder / "ssd_cin_assessments.csv", dtype="str")
    began, day = (
        pandas.to_datetime(frame[name], format="%d/%m/%Y").to_numpy("datetime64[D]")
        for name in ("cina_assessment_start_date", "cina_assessment_auth_date")
    )
    here = (day.astype("datetime64[M]") == numpy.datetime64(month)) & (
        frame.cina_assessment_team.eq(area) if area else True
    )
    days = numpy.busday_count(began + 1, day + 1, holidays=["2019-08-26"])
    return int((here & (days <= 45)).sum()), int(here.sum())


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """September and October built from one extract, October again from a later one, with a correction.

    Beside them, what October's copies and page said before.
    """
    folder = tmp_path_factory.mktemp("story")
    books = folder / "notebooks"
    books.mkdir()
    for name in ("front_door", "data_quality"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", books)
    params = shutil.copytree(ROOT / "params", folder / "params", ignore=shutil.ignore_patterns("commentary"))
    rule = params / "disclosure.yml"  # of what is hidden, nothing is told: see tests/disclosure
    rule.write_text(rule.read_text(encoding="utf-8").replace("threshold: 5", "threshold: 0", 1), "utf-8")
    suite = params / "suite.yml"
    suite.write_text(
        suite.read_text(encoding="utf-8").replace(
            "sources:\n", "sources:\n  ours: {path: extract, authority: 888, population: sample}\n", 1
        ),
        encoding="utf-8",
    )

    def built(*wanted):
        request = Build(
            load.read(params),
            Folders.of(folder / "outputs"),
            "ours",
            areas=("county", "wexbay"),
            tell=lambda line: None,
            workers=1,
        )
        return build_periods(request, list(wanted))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("careboard.notebook_source.NOTEBOOKS", books)
        write(folder / "extract", FIRST, "30/11/2019")
        shutil.copytree(folder / "extract", folder / "first")
        built(SEPTEMBER, OCTOBER)
        before = changes_text(Folders.of(folder / "outputs"), "board", OCTOBER, None)
        write(folder / "extract", SECOND, "31/12/2019")
        (params / "corrections.yml").write_text(CORRECTION, encoding="utf-8")
        built(OCTOBER)
        [again] = built(OCTOBER)
    return {"folder": folder, "outputs": folder / "outputs", "before": before, "again": again}


@pytest.fixture
def moved(story):
    copies = snapshots.snapshot_files(Folders.of(story["outputs"]), "board", "2019-10")
    changes = compare(*map(snapshots.open_snapshot, copies))
    return {
        (one.now.window, one.now.period, one.now.area): one
        for one in changes.revisions
        if one.indicator == ID
    }, changes.hidden


def page(story, name, area="county"):
    return (story["outputs"] / "2019-10" / area / f"{name}.html").read_text(encoding="utf-8")


def test_between_two_months_of_one_extract_nothing_moved(story):
    assert (
        "Compared with the edition of September 2019, drawn from records as at 30 November 2019."
        in story["before"]
    )
    assert "No earlier figure that is shown has moved since." in story["before"]


def test_the_numbers_then_and_now_are_those_of_a_plain_recount(story, moved):
    september, october = moved[0]["month", "2019-09", "county"], moved[0]["month", "2019-10", "county"]
    assert (
        (september.then.numerator, september.then.denominator)
        == recounted(story["folder"] / "first", "2019-09")
        == (43, 55)
    )
    assert (
        (september.now.numerator, september.now.denominator)
        == recounted(story["folder"] / "extract", "2019-09")
        == (55, 76)
    )
    met, counted = recounted(story["folder"] / "extract", "2019-10")
    assert (
        (october.then.numerator, october.then.denominator)
        == recounted(story["folder"] / "first", "2019-10")
        == (met, counted)
        == (70, 94)
    )
    assert (october.now.numerator, october.now.denominator) == (met + 1, counted)


def test_the_split_between_late_recording_and_a_correction_is_exact(moved):
    assert moved[0]["month", "2019-09", "county"].parts == (
        Part(Cause.LATE, -5.8, 21),
    )  # 43 of 55 is 78.2, 55 of 76 is 72.4
    assert moved[0]["month", "2019-10", "county"].parts == (
        Part(Cause.CORRECTED, 1.0, 0),
    )  # 70 of 94 is 74.5, 71 of 94 is 75.5
    both = moved[0][
        "six_months", "2019-10", "county"
    ]  # 113 of 149 is 75.8; 125 of 170 is 73.5, and with the correction 126 of 170 is 74.1
    assert both.parts == (Part(Cause.CORRECTED, 0.6, 0), Part(Cause.LATE, -2.3, 21)) and both.by == -1.7


def test_the_pages_and_the_index_tell_it(story):
    front, quality = page(story, "front_door"), page(story, "data_quality")
    assert (
        "October 2019 was published before. This edition is compared with its first one, drawn from records "
        "as at 30 November 2019." in front
    )
    assert (
        "<td>75.8% (113 of 149)</td><td>74.1% (126 of 170)</td><td>−1.7</td><td>agreed corrections +0.6; "
        "late recording −2.3 (21 cases more)</td>" in quality
    )
    assert (
        "<td>September 2019</td><td>78.2% (43 of 55)</td><td>72.4% (55 of 76)</td><td>−5.8</td><td>late "
        "recording (21 cases more)</td>" in quality
    )
    index = (story["outputs"] / "2019-10" / "index.html").read_text(encoding="utf-8")
    assert re.search(
        r'<a href="county/front_door.html#since">Front door</a>: [^<]*\d+ earlier figures moved', index
    )


def test_a_corrected_record_is_told_with_who_and_why_and_never_by_its_id(story):
    quality = page(story, "data_quality")
    assert (
        "1 record of assessments, column started" in quality
        and "Head of assessment" in quality
        and "20 December 2019" in quality
        and "The first form was of another child." in quality
    )
    for file in (story["outputs"] / "2019-10").rglob("*"):
        if file.is_file() and file.suffix in (".html", ".csv", ".json", ".ipynb"):
            assert "lornmere15102019late0" not in file.read_text(encoding="utf-8"), file


def test_building_the_same_again_draws_nothing(story):
    assert (
        story["again"].drawn == []
        and not story["again"].changed
        and len(snapshots.snapshot_files(Folders.of(story["outputs"]), "board", "2019-10")) == 2
    )
