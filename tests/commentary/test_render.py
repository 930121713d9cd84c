"""The analysts' words with an edition's figures: what is quoted, what moved, what nothing bears out."""

import json

import pytest
from support.command import ROOT
from support.compose import PLANS, composer
from support.counties import point
from support.small_edition import small_edition

from careboard import notebook_source
from careboard.commentary import figure_record, render
from careboard.edition.edition import edition_files, edition_of_files
from careboard.errors import Problems
from careboard.params import load

HEAD = "---\nauthor: A\nwritten: 2019-11-11\n---\n"
SIGNED = "---\nauthor: A\nwritten: 2019-11-11\nsigned_off_by: B\nsigned_off_on: 2019-11-12\n---\n"
AREAS = load.read(ROOT / "params").areas.areas
BOOKS = notebook_source.notebooks()
IN_TIME = "assessments_within_45_working_days"
WAS = "assessments_within_45_working_days,2019-10,month,county,total,,1032.0,1160.0,89.0"


def words(made, folder):
    return render(folder, made.compose([point("2019-10")])["2019-10"], made.params.areas.areas, BOOKS)


def written(folder, area, page, text):
    path = folder / area / f"{page}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def of(folder, edit=lambda files: None, audience="board", record=True):
    """The words of a folder with the small edition's figures, as edited."""
    made = small_edition()
    made.about["audience"] = audience
    files = edition_files(made)
    edit(files)
    return render(folder, edition_of_files(files), AREAS, BOOKS, record=record)


def corrected(files):
    """Five assessments more were finished in time: 89.4%."""
    assert WAS in files["figures.csv"]
    now = WAS.replace("1032.0", "1037.0").replace("89.0", "89.4")
    files["figures.csv"] = files["figures.csv"].replace(WAS, now)


def test_a_hidden_figure_comes_out_in_words_as_a_small_number(tmp_path):
    text = HEAD + "Now {protection_plans}, and {protection_plans area=north} in North.\n"
    written(tmp_path, "unallocated", "child_protection", text)
    page = words(composer(), tmp_path)["unallocated/child_protection"]
    assert page["html"] == "<p>Now 60 plans, and 0 plans in North.</p>\n"
    of_few = words(composer(plans=PLANS[:3]), tmp_path)["unallocated/child_protection"]
    assert "Now a hidden number, and" in of_few["html"]


def test_commentary_for_an_unknown_area_or_page_is_told(tmp_path):
    written(tmp_path, "nort", "front_door", "x")
    written(tmp_path, "north", "frontdoor", "x")
    with pytest.raises(Problems) as told:
        words(composer(), tmp_path)
    assert "there is no area 'nort'. Did you mean 'north'?" in str(told.value)
    assert "there is no page 'frontdoor'. Did you mean 'front_door'?" in str(told.value)


def test_where_the_authority_has_no_name_nobody_reads_words(tmp_path):
    written(tmp_path, "county", "child_protection", HEAD + "Now {protection_plans}.\n")
    assert words(composer(authority=None), tmp_path) == {}
    assert list(words(composer(), tmp_path)) == ["county/child_protection"]


@pytest.mark.parametrize("authority", [None, 888])
def test_words_that_are_not_utf8_are_refused_whoever_they_are_for(authority, tmp_path):
    path = written(tmp_path, "county", "child_protection", HEAD + "x\n")
    path.write_bytes(f"{HEAD}Now fewer \u2013 much.\n".encode("cp1252"))
    with pytest.raises(Problems, match="cannot be read as UTF-8 text"):
        words(composer(authority=authority), tmp_path)


def test_a_passage_whose_figure_moved_goes_stale_and_no_other(tmp_path):
    text = f"In time: {{{IN_TIME}}}.\n\nReferred: {{referral_rate}}.\n"
    written(tmp_path, "county", "front_door", SIGNED + text)
    written(tmp_path, "north", "front_door", SIGNED + f"In time: {{{IN_TIME}}}.\n")
    assert {told["state"] for told in of(tmp_path).values()} == {"signed"}
    told = of(tmp_path, corrected)
    assert (told["county/front_door"]["state"], told["north/front_door"]["state"]) == ("stale", "signed")
    assert told["county/front_door"]["moved"] == [
        f"{tmp_path.name}/county/front_door.md, line 7: {{{IN_TIME}}} said 89%, and says 89.4% now."
    ]
    html = told["county/front_door"]["html"]
    assert html.count("Figures changed since this was written.") == 1
    assert html.index("89.4%") < html.index("</div>") < html.index("Referred")


def test_a_typed_number_that_was_right_goes_stale_when_its_figure_moves(tmp_path):
    text = "Assessments were finished within 45 working days in 1,032 cases of 1,160.\n"
    written(tmp_path, "county", "front_door", SIGNED + text)
    assert of(tmp_path)["county/front_door"]["told"] == []
    told = of(tmp_path, corrected)["county/front_door"]
    was = "1,032 was a number behind Assessments finished within 45 working days, Fellshire, "
    assert told["state"] == "stale" and was in told["moved"][0]
    assert len(told["told"]) == 1 and "line 7: 1,032 equals no published figure" in told["told"][0]


def test_less_than_the_rounding_leaves_words_as_they_are(tmp_path):
    written(tmp_path, "county", "front_door", SIGNED + f"In time: {{{IN_TIME}}}.\n")
    of(tmp_path)

    def nearly_the_same(files):
        files["figures.csv"] = files["figures.csv"].replace(WAS, WAS.replace("1160.0", "1159.0"))

    assert of(tmp_path, nearly_the_same)["county/front_door"]["state"] == "signed"


@pytest.mark.parametrize(
    "edit", [("In time:", "Finished in time:"), ("written: 2019-11-11", "written: 2019-11-12")]
)
def test_words_written_again_are_held_against_the_figures_of_now(tmp_path, edit):
    path = written(tmp_path, "county", "front_door", SIGNED + f"In time: {{{IN_TIME}}}.\n")
    of(tmp_path)
    assert of(tmp_path, corrected)["county/front_door"]["state"] == "stale"
    path.write_text(path.read_text(encoding="utf-8").replace(*edit), encoding="utf-8")
    assert of(tmp_path, corrected)["county/front_door"]["state"] == "signed"
    assert of(tmp_path)["county/front_door"]["state"] == "stale"


def test_nothing_is_recorded_but_by_a_board_build(tmp_path):
    path = written(tmp_path, "county", "front_door", SIGNED + f"In time: {{{IN_TIME}}}.\n")
    of(tmp_path, record=False)
    of(tmp_path, audience="internal")
    assert not figure_record.record_path(path).exists()
    of(tmp_path)
    assert figure_record.record_path(path).is_file()


def test_what_is_recorded_of_a_hidden_figure_is_a_small_number_and_holds_nothing_back(tmp_path):
    path = written(tmp_path, "lornmere", "front_door", SIGNED + f"In time: {{{IN_TIME}}}.\n")
    of(tmp_path)
    (passage,) = json.loads(figure_record.record_path(path).read_text(encoding="utf-8"))["passages"].values()
    assert passage["quotes"] == {IN_TIME: "a hidden number"}

    def shown(files):
        of_district = f"{IN_TIME},2019-10,month,lornmere,total,"
        hidden, known = f"{of_district},,,,hidden", f"{of_district},30,40,75.0,shown"
        files["figures.csv"] = files["figures.csv"].replace(hidden, known)

    page = of(tmp_path, shown)["lornmere/front_door"]
    assert "75%" in page["html"] and page["state"] == "signed"


def test_a_record_that_was_damaged_is_made_anew(tmp_path):
    path = written(tmp_path, "county", "front_door", SIGNED + f"In time: {{{IN_TIME}}}.\n")
    figure_record.record_path(path).write_text("{", encoding="utf-8")
    assert of(tmp_path)["county/front_door"]["state"] == "signed"
    assert json.loads(figure_record.record_path(path).read_text(encoding="utf-8"))["passages"]


def test_a_typed_number_that_nothing_bears_out_is_told_with_the_nearest(tmp_path):
    text = "Words.\n\nOf assessments, 92% were finished within 45 working days.\n"
    written(tmp_path, "county", "front_door", SIGNED + text)
    assert of(tmp_path)["county/front_door"]["told"] == [
        f"{tmp_path.name}/county/front_door.md, line 9: 92% equals no published figure that this"
        " sentence speaks of. The nearest is 89%, Assessments finished within 45 working days, Fellshire,"
        " October 2019."
        f" Write {{{IN_TIME}}}. If it is no figure of this page, write {{=92}}."
    ]
