"""What a board member asks of a page, and whether its words answer: the county's front door is asked."""

import re
from html import unescape

import pytest

QUESTIONS = {  # question -> what the answer must say; figures are the paper's and the Department's
    "Where and when is this?": (
        r"Front door Fellshire, October 2019 .*As at 31 October 2019\. Extract of 31 March 2020"
    ),
    "Has somebody signed it off?": (
        r"Front door Fellshire, October 2019 Signed off by Head of service \(invented\), 12 November 2019\."
    ),
    "What changed since last time?": r"What changed since last time\? ",
    "What matters on this page?": r"In short .*Chosen by rule from \d+ measures on this page",
    "Is it getting better?": (
        r"Are assessments finished in time\?.* A year before, October 2018: [\d.]+% improving since"
    ),
    "Or did chance do that?": (
        r"Special cause of improving nature\. October 2019 lies above the upper limit of usual variation"
    ),
    "Are we worse than England?": r"Are assessments finished in time\?.* 89% .*England, 2018/19: 83\.1%",
    "How many children is that?": r"89% [\d,]+ of [\d,]+, October 2019",
    "Is that good, and who says so?": (
        r"● Good .*Band: Good is at least 83%, agreed by Corporate Parenting Board .*20 June 2019"
    ),
    "What about the other 11%?": (
        r"The other 11%: \d+ of [\d,]+\. Largest group: .* working days late, \d+\."
    ),
    "Which area does best, and can I believe it?": (
        r"The areas lie between .*No area differs from the rest of Fellshire by more than chance would "
        r"explain\."
    ),
    "What exactly was counted?": (
        r"Of the assessments authorised in the window, the share authorised within 45 working days of "
        r"starting\. England's bank holidays are not working days\. .*How this figure is made"
    ),
    "Why is a number missing?": (
        r"\[c\] A small number, or one that would reveal a small one\. It is hidden so that nobody is "
        r"recognised\."
    ),
    "How do I ask for something else?": (
        r"To ask for something else Write to performance@fellshire\.example\."
    ),
}


@pytest.fixture(scope="module")
def words(built):
    """The page as it is read aloud: its words in order, charts' alternative texts among them."""
    html = (built / "2019-10" / "county" / "front_door.html").read_text(encoding="utf-8")
    body = re.sub(r"<style>.*?</style>", " ", html[html.index("<main") :], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_answers(words, question):
    assert re.search(QUESTIONS[question], words), question
