"""The analysts' words with the figures of their edition."""

import pytest
from careboard import settings
from careboard.edition import as_files
from careboard.periods import parse
from careboard.problems import Problems
from careboard.slicing import Whole
from careboard.words import rendered
from running import ROOT
from test_composing import composer

HEAD = "---\nauthor: A\nwritten: 2019-11-11\n---\n"


def words(made, folder):
    whole = Whole(as_files(made.compose([parse("2019-10")])["2019-10"]))
    return rendered(folder, whole, made.params.areas.areas)


def written(folder, area, page, text):
    path = folder / area / f"{page}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_hidden_figure_comes_out_in_words_as_a_small_number(tmp_path):
    written(tmp_path, "unallocated", "child_protection", HEAD + "Now {protection_plans}, and {protection_plans area=north} in North.\n")
    assert words(composer(), tmp_path)["unallocated/child_protection"]["html"] == "<p>Now 60 plans, and 0 plans in North.</p>\n"
    few = composer()
    few.extract.tables.frames["plans"] = few.extract.tables.frames["plans"].head(3)
    assert "Now a small number, and" in words(few, tmp_path)["unallocated/child_protection"]["html"]


def test_commentary_for_an_unknown_area_or_page_is_told(tmp_path):
    written(tmp_path, "nort", "front_door", "x")
    written(tmp_path, "north", "frontdoor", "x")
    with pytest.raises(Problems) as told:
        words(composer(), tmp_path)
    assert "there is no area 'nort'. Did you mean 'north'?" in str(told.value) and "there is no page 'frontdoor'. Did you mean 'front_door'?" in str(told.value)


def test_where_the_authority_has_no_name_nobody_reads_words(tmp_path):
    written(tmp_path, "county", "child_protection", HEAD + "Now {protection_plans}.\n")
    assert words(composer(authority=None), tmp_path) == {}
    assert list(words(composer(), tmp_path)) == ["county/child_protection"]


def test_the_windows_of_an_indicator_are_quoted(tmp_path):
    written(tmp_path, "county", "child_protection", HEAD + "{protection_plans_started window=year}\n")
    assert "plans" in words(composer(params=settings.read(ROOT / "params")), tmp_path)["county/child_protection"]["html"]
