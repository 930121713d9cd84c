"""Pages read as a good public servant writes: short sentences, and none of the suite's own odd words.

Definitions are left out of the length of sentences: they stand folded and in the manual, and are as exact as
the rule that they tell.
"""

import re
from html import unescape

import pytest

LONGEST, AVERAGE_OF_A_SUMMARY = 35, 18  # words
BLOCK = re.compile(r"</?(?:p|li|ul|h\d|dt|dd|dl|figcaption|div|summary|section|details|figure|span)\b[^>]*>")
APART = re.compile(  # what is read line by line, and not as sentences; and definitions
    r'<svg.*?</svg>|<table.*?</table>|<style.*?</style>|<dl class="defined">.*?</dl>'
    r'|<details class="more">.*?</details>',
    re.DOTALL,
)
ODD = [  # words that nobody outside the suite uses, and sentences that a board member would read twice
    "nought", "the analysts have", "stands on the", "goes onto", "children an officer", "cases a worker",
    "divided by", "starts an end", "higher now", "lower now", "have they none", "one count an", "list alone",
    "although the child is of age", "parts have a", "2021, not in use then", "params/", "follow another",
    "who had one before", "first hiding", "over all 1 areas", "all areas and pages", "told apart",
    "not told by", "for want of",
]  # fmt: skip
CHANGE_AND_NONE = re.compile(r"no clear change[^.;]{0,30}\b(?:up|down) from", re.IGNORECASE)


def text(html):
    """What is read on a page, a block a line."""
    main = APART.sub(" ", html[html.index("<main") :])
    lines = (" ".join(unescape(re.sub(r"<[^>]+>", "", block)).split()) for block in BLOCK.split(main))
    return [line for line in lines if line]


def sentences(html):
    """The sentences of a page: what ends with a full stop or a question mark. Of a list, each item."""
    found = [each for line in text(html) for each in re.split(r"(?<=[.?])\s+(?=[A-Z0-9▲])", line)]
    items = [item for each in found for item in (each.split("; ") if each.count(";") > 1 else [each])]
    return [item for item in items if item[-1] in ".?"]


def words(sentence):
    return len(re.findall(r"[^\s]*\w[^\s]*", sentence))


@pytest.fixture(scope="module")
def pages(built):
    folder = built / "2019-10" / "county"
    found = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.html"))}
    assert len(found) >= 14
    return found


def test_no_sentence_of_the_countys_pages_is_too_long(pages):
    long = {
        (page, each) for page, html in pages.items() for each in sentences(html) if words(each) > LONGEST
    }
    assert sorted(long) == []


def test_the_summarys_sentences_are_short(pages):
    lengths = [words(each) for each in sentences(pages["board_summary"])]
    assert len(lengths) > 20 and sum(lengths) / len(lengths) < AVERAGE_OF_A_SUMMARY


@pytest.mark.parametrize("odd", ODD)
def test_no_page_uses_the_suites_own_odd_words(pages, odd):
    assert [page for page, html in pages.items() if odd in " ".join(text(html)).lower()] == []


def test_no_page_says_a_change_and_none_in_one_breath(pages):
    assert [page for page, html in pages.items() if CHANGE_AND_NONE.search(" ".join(text(html)))] == []


def test_the_reading_check_finds_what_it_is_for():
    long = "Word " + "word " * 35 + "end."
    page = f"<main><p>It is a true nought. {long}</p><p>No clear change: up from 9%.</p>"
    assert max(map(words, sentences(page))) == 37 and "nought" in " ".join(text(page))
    assert CHANGE_AND_NONE.search(" ".join(text(page)))
