"""What an edition says of the build that made it."""

from datetime import date

import pytest
from careboard import composing, settings
from careboard.composing import Composer
from careboard.intake import Extract
from careboard.intake.checking import Faults
from careboard.periods import parse
from careboard.problems import WrongUse
from careboard.settings import Source
from careboard.sources import Chosen
from counties import point, tables
from running import ROOT

CHILDREN = [{"child": f"{number}", "born": "2010-01-01"} for number in range(60)]
PLANS = [{"plan": f"{number}", "child": f"{number}", "started": "2019-05-01"} for number in range(60)]


def composer(audience="board", authority=888, invented=False, params=None, homes=()):
    extract = Extract("ours", "SSD", date(2019, 11, 4), invented, tables(children=CHILDREN, plans=PLANS, **({} if homes is None else {"home_districts": list(homes)})), Faults().frame())
    said = Source(path="x", authority=authority, population="sample")
    return Composer(params or settings.read(ROOT / "params"), Chosen("x", "ours", said), extract, audience, "f" * 16)


def composed(**how):
    return composer(**how).compose([point("2019-10")])["2019-10"]


def figure(edition, id, area="county"):
    rows = edition.figures[(edition.figures.indicator == id) & (edition.figures.area == area) & (edition.figures.period == "2019-10") & (edition.figures.breakdown == "total")]
    return rows.iloc[0]


def test_a_period_after_the_extract_is_refused():
    with pytest.raises(WrongUse, match=r"2019-11: the period ends after the extract was drawn \(2019-11-04\)"):
        composer().compose([parse("2019-11")])


def test_without_an_authority_there_is_the_whole_alone_and_neither_rate_nor_comparator():
    edition = composed(authority=None)
    assert list(edition.areas) == ["county"] and edition.about["name"] == "Whole authority"
    assert figure(edition, "protection_plans").value == 60
    assert figure(edition, "protection_plan_rate").state == "not_available" and edition.comparators.empty


def test_an_extract_without_teams_and_homes_shows_no_false_nought_for_areas(tmp_path):
    edition = composed(homes=None, params=settings.read(ROOT / "params").model_copy(update={"folder": tmp_path}))
    assert list(edition.areas) == ["county"] and edition.areas["county"]["name"] == "Fellshire"
    assert figure(edition, "protection_plan_rate").state == "shown"


def test_homes_in_an_unknown_area_are_told_and_not_allocated():
    made = composer(homes=[{"child": "1", "area": "atlantis"}, {"child": "2", "area": "north"}, {"child": "3", "area": "wexbay"}])
    edition = made.compose([point("2019-10")])["2019-10"]
    assert any(note.startswith("2 records of 'home_districts' name an area that params/areas.yml does not know") for note in edition.about["notes"])
    assert figure(edition, "protection_plans", "unallocated").numerator == 59


def test_marks_stand_on_every_edition():
    assert composed(invented=True).about["notes"][:2] == ["First hiding only, not for circulation.", composing.INVENTED]
    assert composed(audience="internal").about["notes"] == ["Internal: small numbers are not hidden. Not to leave the service."]


def test_the_publication_date_chooses_the_comparators():
    assert composed().about["published"] == "2019-11-14"
    assert set(composed().comparators.name) >= {"England", "North West"}
