"""A first text by rule: what it says, why, and that it says no more than the figures do."""

from collections import Counter

import pytest
from support.small_edition import RE_REFERRED, small_edition, with_cells

from careboard import notebook_source
from careboard.commentary import figure_record, parse
from careboard.commentary.checked_commentary import CheckedCommentary
from careboard.commentary.draft import Draft
from careboard.commentary.quoted_figures import QuotedFigures

BOOK = notebook_source.notebooks()["front_door"]
PUBLISHED = QuotedFigures(small_edition())
IN_TIME = "assessments_within_45_working_days"


def drafted(area="county", last=None):
    return Draft(PUBLISHED, area, BOOK).text(last)


def put(folder, text, period="2019-10", area="county"):
    path = folder / "params" / "commentary" / period / area / "front_door.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def as_read(folder, text, area="county"):
    """The draft as a page would show it."""
    commentary = parse.read(put(folder, text, area=area))
    return CheckedCommentary(commentary, PUBLISHED, area, "front_door", BOOK).words()


def test_a_draft_can_stand_as_it_is_and_says_that_it_is_one(tmp_path):
    told = as_read(tmp_path, drafted())
    assert (told["state"], told["drafted"], told["author"]) == ("draft", "yes", "Drafted by rule")
    assert told["told"] == []


def test_each_sentence_says_why_it_was_chosen():
    lines = drafted().splitlines()
    sentences = [
        number
        for number, line in enumerate(lines)
        if line
        and not line.startswith(("<!--", "#", "---"))
        and ": " not in line.split(" ")[0]
        and number > 5
    ]
    assert sentences and all(lines[number + 1].startswith("<!-- Chosen because: ") for number in sentences)


def test_what_lies_outside_usual_variation_comes_first(tmp_path):
    assert as_read(tmp_path, drafted())["html"].startswith(
        "<p>89% in October 2019 lies above the upper limit of usual variation for assessments finished "
        "within 45 working days.</p>"
    )


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        (
            "county",
            (
                "Assessments finished within 45 working days: 89% (1,032 of 1,160), up 7 percentage points "
                "since October 2018."
            ),
        ),
        ("county", "89% is higher than England: 83.1% (2018/19)."),
        (
            "county",
            "Of all cases, 128 of 1,160 are not as they should be; most often: 1 to 5 days late (60 of 128).",
        ),
        ("county", "No area does better than the others by more than chance would give."),
        ("east", "With 86.2%, East is lower than the rest of Fellshire."),
    ],
)
def test_what_a_draft_says(tmp_path, area, sentence):
    told = as_read(tmp_path, drafted(area), area)
    assert f"<p>{sentence}</p>" in told["html"] + "".join(told["parts"].values())


def test_a_published_figure_that_is_not_like_for_like_is_left_out():
    assert "re_referrals_within_12_months.england" not in drafted()


def test_nothing_is_said_of_a_hidden_figure(tmp_path):
    told = as_read(tmp_path, drafted("lornmere"), "lornmere")
    assert "45 working days" not in told["html"] + str(told["parts"])


LAST = (
    "---\nauthor: The analyst\nwritten: 2019-10-10\n---\n\nTimeliness should improve further: "
    f"{{{IN_TIME}}}.\n\nRe-referrals ({{re_referrals_within_12_months}}) will fall.\n\nNothing to expect "
    "here -- > at all.\n"
)


def test_what_was_said_last_time_stands_beside_with_what_came_of_it(tmp_path):
    path = put(tmp_path, LAST, "2019-09")
    last = parse.read(path)
    keys = [figure_record.passage_key(last, passage) for passage in last.passages]
    record = {key: {"quotes": {IN_TIME: "87%"}, "typed": {}} for key in keys}
    figure_record.write_record(path, record, "2019-10-05")
    text = drafted(last=last)
    # two points are no more than chance
    assert (
        '<!-- Chosen because last time it said: "Timeliness should improve further: 87%." It has come true. '
        "-->" not in text
    )
    assert (
        '"Timeliness should improve further: 87%." The figure moved that way, by no more than chance alone '
        "could explain. -->" in text
    )
    assert 'will fall." It has not come true so far. -->' in text
    said = text.index("<!-- What was said of September 2019, by The analyst:")
    assert said < text.index("Nothing to expect here")
    assert "up 2 percentage points since September 2019" in str(as_read(tmp_path, text))


def sentences(text):
    """What a draft says: its lines without head, headings and comments."""
    lines = text.split("---", 2)[2].splitlines()
    return [line for line in lines if line and not line.startswith(("<!--", "#"))]


@pytest.mark.parametrize("page", ["front_door", "child_protection", "health", "missing", "workforce"])
@pytest.mark.parametrize("area", ["county", "north", "east", "central"])
def test_a_sentence_stands_once_on_its_page_however_many_headings_its_measure_has(page, area):
    text = Draft(PUBLISHED, area, notebook_source.notebooks()[page]).text()
    assert [line for line, times in Counter(sentences(text)).items() if times > 1] == []


def test_a_measure_under_two_headings_is_told_under_the_first():
    headings = [heading for heading in drafted().split("## ")[1:] if "No area does better" in heading]
    assert len(headings) == 1 and headings[0].startswith("Are assessments finished in time?")


def test_that_no_area_does_better_is_said_once_of_all_measures_of_which_it_holds():
    told = with_cells(small_edition(), "standing", lambda frame: frame.indicator == RE_REFERRED, area="north")
    told = with_cells(
        told, "standing", lambda frame: frame.indicator == RE_REFERRED, rest="cannot be told apart"
    )
    said = sentences(Draft(QuotedFigures(told), "county", BOOK).text())
    assert [line for line in said if line.startswith("No area does better")] == [
        "No area does better than the others by more than chance would give: this holds for Assessments "
        "finished within 45 working days; Re-referrals within 12 months."
    ]


def test_two_forecasts_of_one_measure_have_one_sentence_with_what_came_of_each(tmp_path):
    words = f"Timeliness ({{{IN_TIME}}}) will rise.\n\nBy spring we expect it to fall again: {{{IN_TIME}}}.\n"
    last = parse.read(put(tmp_path, f"---\nauthor: A\nwritten: 2019-10-10\n---\n\n{words}", "2019-09"))
    text = drafted(last=last).split("<!-- What was said")[0]
    assert text.count(f"{{{IN_TIME}.change since=2019-09}}") == 1
    assert text.count("Chosen because last time it said") == 2
