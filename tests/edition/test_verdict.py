"""What an extract is good for: accounts that add up, and how far a figure could be out."""

import pytest
from support.habits import SSD, written

from careboard import intake, periods
from careboard.cli.explain import verdict_line
from careboard.edition.compose import Composer
from careboard.edition.verdict import account_lines, verdicts
from careboard.intake.source import ChosenSource
from careboard.params import load
from careboard.params.models import Source
from careboard.paths import PARAMS

ASSESSMENTS = (
    "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,"
    "cina_assessment_auth_date\n"
    "1,01,R1,01/10/2019,07/10/2019\n2,01,R1,01/10/2019,08/10/2019\n3,01,R1,01/04/2019,09/10/2019\n"
)
DOUBTFUL = "4,01,R1,n/k,09/10/2019\n5,01,R1,01/10/2019,n/k\n6,01,R1,01/02/2011,n/k\n"


@pytest.fixture
def composer(tmp_path):
    tables = SSD | {"ssd_cin_assessments": ASSESSMENTS + DOUBTFUL}
    extract = intake.read(str(written(tmp_path, tables)))
    return Composer(load.read(PARAMS), ChosenSource("", "", Source(path="")), extract, "internal", "")


@pytest.fixture
def found(composer):
    return {verdict.indicator: verdict for verdict in verdicts(composer, periods.parse("2019-10"))}


def test_a_share_lies_between_none_and_all_of_the_doubtful_met(found):
    verdict = found["assessments_within_45_working_days"]
    assert (verdict.records, verdict.doubtful) == (3, 3)
    assert (verdict.least, verdict.most) == (pytest.approx(100 * 2 / 6), pytest.approx(100 * 5 / 6))
    line = verdict_line(verdict, "%", False, "October 2019")
    assert line == (
        "assessments_within_45_working_days: 66.7%, October 2019, on 3 records; from 33.3% to 83.3% with "
        "the 3 that "
        "could not be used."
    )


def test_what_cannot_be_counted_names_the_table_that_is_missing(found):
    verdict = found["protection_plans"]
    assert verdict.wanting == "ssd_cp_plans"
    line = verdict_line(verdict, "plans", True, "")
    assert line.startswith("protection_plans: ") and line.endswith(" for want of ssd_cp_plans.")


def test_a_count_without_doubt_is_told_alone(found):
    assert verdict_line(found["looked_after"], "children", True, "at 31 October 2019") == (
        "looked_after: 2 children, at 31 October 2019, on 2 records."
    )


def test_the_account_of_each_table_adds_up_in_words(composer):
    lines = [*account_lines(composer.extract)]
    assert "ssd_cin_assessments: 6 records read = 3 used as they stood + 3 set aside." in lines
    assert "ssd_person: 3 records read = 3 used as they stood." in lines


def test_the_edition_tells_how_far_published_figures_could_be_out_and_no_hidden_one(tmp_path):
    people = "".join(f"{n},F,WBRI,01/02/2010\n" for n in range(10, 40))
    many = "".join(f"{n},{n},R1,01/10/2019,0{1 + n % 9}/10/2019\n" for n in range(10, 40))
    late = "".join(f"{n}b,{n},R1,01/04/2019,0{1 + n % 9}/10/2019\n" for n in range(10, 20))
    tables = SSD | {"ssd_person": SSD["ssd_person"] + people}
    tables |= {"ssd_cin_assessments": ASSESSMENTS + many + late + DOUBTFUL}
    extract = intake.read(str(written(tmp_path, tables)))
    chosen, period = ChosenSource("", "", Source(path="")), periods.parse("2019-10")
    edition = Composer(load.read(PARAMS), chosen, extract, "board", "").compose([period])["2019-10"]
    assessments = next(line for line in edition.about["account"] if line[0] == "ssd_cin_assessments")
    assert (assessments[1], assessments[5]) == (46, 3) and assessments[1] == sum(assessments[2:])
    ranges = {told["indicator"]: told for told in edition.about["ranges"]}
    told = ranges["assessments_within_45_working_days"]
    # 43 authorised in October, 32 of them in time, and three records that may belong to them
    assert (told["doubtful"], told["least"], told["most"], told["spread"]) == (3, 69.6, 76.1, 6.5)
    assert "open_assessments_over_45_working_days" not in ranges  # hidden: fewer than six children
    assert [*ranges.values()] == sorted(ranges.values(), key=lambda told: -told["spread"])
