"""What an edition says of the build that made it."""

import pandas
import pytest
from support.command import ROOT
from support.compose import composer, extract
from support.counties import point

from careboard.edition import compose
from careboard.edition.compose import Composer
from careboard.errors import WrongUse
from careboard.intake.source import ChosenSource
from careboard.params import load
from careboard.params.models import Source
from careboard.periods import parse


def composed(**how):
    return composer(**how).compose([point("2019-10")])["2019-10"]


def figure(edition, ident, area="county"):
    rows = edition.figures.rows(ident, area)
    return next(row for row in rows if (row.period, row.breakdown) == ("2019-10", "total"))


def test_a_period_after_the_extract_is_refused():
    with pytest.raises(
        WrongUse, match=r"2019-11: the period ends after the extract was drawn \(2019-11-04\)"
    ):
        composer().compose([parse("2019-11")])


def test_without_an_authority_there_is_the_whole_alone_and_neither_rate_nor_comparator():
    edition = composed(authority=None)
    assert list(edition.areas) == ["county"] and edition.about["name"] == "Whole authority"
    assert figure(edition, "protection_plans").value == 60
    assert figure(edition, "protection_plan_rate").state == "not_available" and not list(edition.comparators)


def test_an_extract_without_teams_and_homes_shows_no_false_nought_for_areas(tmp_path):
    edition = composed(homes=None, params=load.read(ROOT / "params").model_copy(update={"folder": tmp_path}))
    assert list(edition.areas) == ["county"] and edition.areas["county"]["name"] == "Fellshire"
    assert figure(edition, "protection_plan_rate").state == "shown"


def test_homes_in_an_unknown_area_are_told_and_not_allocated():
    made = composer(
        audience="internal",  # the board would read that one of 60 is hidden, and what would tell it
        homes=[
            {"child": "1", "area": "atlantis"},
            {"child": "2", "area": "north"},
            {"child": "3", "area": "wexbay"},
        ]
    )
    edition = made.compose([point("2019-10")])["2019-10"]
    assert any(
        note.startswith("2 records of 'home_districts' name an area that params/areas.yml does not know")
        for note in edition.about["notes"]
    )
    assert figure(edition, "protection_plans", "unallocated").numerator == 59


def test_marks_stand_on_every_edition():
    assert composed(invented=True).about["notes"][:2] == [
        "Small numbers are hidden, and so are figures that would reveal them. Not for circulation: the "
        "hiding has not been fully checked.",
        compose.INVENTED,
    ]
    assert composed(audience="internal").about["notes"] == [
        "Internal: small numbers are not hidden. Not to leave the service."
    ]


def test_the_publication_date_chooses_the_comparators():
    assert composed().about["published"] == "2019-11-14"
    assert {row.name for row in composed().comparators} >= {"England", "North West"}


def test_an_extract_is_left_as_it_was_by_the_editions_that_are_made_of_it():
    read = extract(homes=[{"child": "1", "area": "atlantis"}])
    frames = {name: frame.copy() for name, frame in read.tables.frames.items()}
    notes, standards = list(read.notes), read.tables.standards
    chosen = ChosenSource("x", "ours", Source(path="x", authority=888, population="sample"))
    for _ in range(2):
        made = Composer(load.read(ROOT / "params"), chosen, read, "board", "f" * 16)
        edition = made.compose([point("2019-10")])["2019-10"]
        assert sum("atlantis" in note or "does not know" in note for note in edition.about["notes"]) == 1
    assert read.notes == notes and read.tables.standards is standards
    for name, frame in frames.items():
        pandas.testing.assert_frame_equal(read.tables.frames[name], frame)
