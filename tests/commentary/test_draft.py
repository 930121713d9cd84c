"""A first text by rule: what it says, why, and that it says no more than the figures do."""

import pytest
from support.small_edition import small_edition

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
