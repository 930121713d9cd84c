"""Words proof-read: twenty texts each with one wrong number, and twenty with none, against literal figures.

The small edition says of the county: assessments in time 89% (1,032 of 1,160) in October 2019, 85% (5,950 of
7,000) over six months, 87% in September, 82% a year before; North 91% (412 of 453), East 86.2% (488 of 566),
Central 93.6%; England 83.1%, neighbours 86.4%; re-referrals 21.3% (2,541 of 11,930), East 24.1%; referrals
481.8 per 10,000.
"""

import pytest
from support.small_edition import IN_TIME, small_edition, with_cells

from careboard import notebook_source
from careboard.commentary import parse
from careboard.commentary.number_check import NumberCheck
from careboard.commentary.quoted_figures import QuotedFigures
from careboard.edition.page_slice import page_indicators

PUBLISHED = QuotedFigures(small_edition())
PAGES = {
    page: notebook_source.notebooks()[page]
    for page in ("front_door", "child_protection", "looked_after", "workforce", "placements")
}

# page, area, the wrong number, the text
WRONG = [
    ("front_door", "county", "92%", "In October 92% of assessments were finished within 45 working days."),
    ("front_door", "county", "1,302", "Of 1,160 assessments 1,302 were finished in time."),
    ("front_door", "county", "98", "Assessments not finished in time numbered 98 in October."),
    (
        "front_door",
        "county",
        "88%",
        "Assessments within 45 working days rose from 88% in September 2019 to 89%.",
    ),
    ("front_door", "county", "81%", "A year ago 81% of assessments were finished in time."),
    ("front_door", "county", "84%", "Over six months 84% of assessments were finished in time."),
    ("front_door", "county", "93%", "North finished 93% of its assessments in time, East 86.2%."),
    ("front_door", "county", "68.2%", "East finished 68.2% of its assessments within 45 working days."),
    (
        "front_door",
        "county",
        "85.1%",
        "That is better than England, where 85.1% of assessments were finished in time.",
    ),
    (
        "front_door",
        "county",
        "84%",
        "Our statistical neighbours finish 84% of assessments within 45 working days.",
    ),
    ("front_door", "county", "9 points", "Assessments in time rose by 9 points since October 2018."),
    (
        "front_door",
        "county",
        "23%",
        (
            "Some 23% of referrals followed another within 12 months; it should be "
            "{re_referrals_within_12_months}."
        ),
    ),
    ("front_door", "county", "One referral in three", "One referral in three follows another within a year."),
    ("front_door", "county", "418.8 per 10,000", "Referrals run at 418.8 per 10,000 children."),
    ("front_door", "north", "94 per cent", "North finished 94 per cent of its assessments in time."),
    ("front_door", "north", "421", "In North 421 of 453 assessments were finished within 45 working days."),
    ("child_protection", "county", "1,149", "There were 1,149 child protection plans at the end of October."),
    ("child_protection", "county", "seventy", "More than seventy plans were repeat plans, ever."),
    ("looked_after", "county", "about 1,500", "We look after about 1,500 children."),
    ("workforce", "county", "19.0", "A social worker's caseload is 19.0 on average."),
]
# page, area, a text whose numbers are all right, or no figures
CLEAN = [
    (
        "front_door",
        "county",
        "In October 89% of assessments were finished within 45 working days: 1,032 of 1,160.",
    ),
    ("front_door", "county", "The other 11% were late; these were 128 assessments."),
    (
        "front_door",
        "county",
        (
            "Assessments in time rose from 87% in September 2019 to 89% in October 2019, and by 7 percentage "
            "points since October 2018."
        ),
    ),
    ("front_door", "county", "Over six months 85% of assessments were finished in time, 5,950 of 7,000."),
    ("front_door", "county", "North finished 91% of its assessments in time, East 86.2% and Central 93.6%."),
    (
        "front_door",
        "county",
        (
            "England finished 83.1% of assessments in time in 2018/19, the North West 84.4%, our statistical "
            "neighbours 86.4%."
        ),
    ),
    (
        "front_door",
        "county",
        "One referral in five follows another within 12 months; nearly 22% did, 2,541 of 11,930.",
    ),
    (
        "front_door",
        "county",
        (
            "Strategy discussions under section 47 of the Children Act 1989 are held within 15 working days, "
            "as Working Together (2018) asks in chapter 1, paragraph 83."
        ),
    ),
    (
        "front_door",
        "county",
        (
            "The under 5s, those aged 10 to 15, 16- and 17-year-olds and care leavers over 18 are seen by 3 "
            "teams' managers each week; {=3} managers do so."
        ).replace("3 teams' managers", "their teams' managers"),
    ),
    (
        "front_door",
        "county",
        "On 31 October 2019, the 22nd day of the 2nd half-term, the team met at 9.30 am and again at 14:00.",
    ),
    (
        "front_door",
        "county",
        "The duty team (01234 567890, LA14 2AB) works 24/7; its budget of £1.2m rose by £40,000 in 2018-19.",
    ),
    (
        "front_door",
        "county",
        (
            "Level 3 and Tier 2 cases go to Step 4 within 24 hours, by Regulation 24(2); see Appendix 3, "
            "table 2 and page 14."
        ),
    ),
    (
        "front_door",
        "county",
        (
            "Children wait six weeks, then three months, then 12 months for a KS2 place; a 26-week rule "
            "holds. The first, second and 3rd visits are told apart."
        ),
    ),
    (
        "front_door",
        "north",
        "North finished 91% of its assessments in time (412 of 453), against 89% for the county.",
    ),
    (
        "front_door",
        "county",
        (
            "1. First point, on assessments.\n2. Second point, on 1,160 assessments.\n\n- It is better than "
            "85%, the threshold for Good."
        ),
    ),
    (
        "child_protection",
        "county",
        "There were 1,194 child protection plans, 48.2 per 10,000 children; in North 252 and in East 510.",
    ),
    (
        "child_protection",
        "county",
        (
            "About a quarter, 25.5%, of plans were repeat plans, ever: 435 of 1,706. Plans fell by 7 since "
            "October 2018."
        ),
    ),
    (
        "looked_after",
        "county",
        (
            "We look after 2,105 children, about 2,100, or 85.0 per 10,000; 1,937 of 2,105 were visited in "
            "time, and 8% were not."
        ),
    ),
    (
        "placements",
        "county",
        (
            "Of looked-after children 61.1% were in foster care, 1,286 of 2,105, and 16% were placed with "
            "parents. Forms C2 and SSDA903 are in use."
        ),
    ),
    (
        "workforce",
        "county",
        (
            "A social worker's caseload is 17.0 on average. Turnover was 11.6% over the year. A reviewing "
            "officer's average caseload is 75, and the highest 85."
        ),
    ),
]


def told(folder, page, area, text):
    path = folder / "2019-10" / area / f"{page}.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\nauthor: A\nwritten: 2019-11-11\n---\n{text}\n", encoding="utf-8")
    indicators = page_indicators(PUBLISHED.edition, page, PAGES[page])
    return NumberCheck(PUBLISHED, indicators, area).warnings(parse.read(path), {})


@pytest.mark.parametrize(
    ("area", "number", "unknown"),
    [("county", "101", []), ("county", "111", ["111"]), ("north", "101", ["101", "151"])],
)
def test_where_the_authority_lies_among_all_others_bears_numbers_out_on_its_own_pages(
    tmp_path, area, number, unknown
):
    placed = {"lower": 101, "same": 0, "higher": 50}
    edition = with_cells(small_edition(), "positions", lambda frame: frame.indicator == IN_TIME, **placed)
    path = tmp_path / "2019-10" / area / "front_door.md"
    path.parent.mkdir(parents=True)
    text = f"Of assessments in time {number} of 151 other authorities have a lower share."
    path.write_text(f"---\nauthor: A\nwritten: 2019-11-11\n---\n{text}\n", encoding="utf-8")
    indicators = page_indicators(edition, "front_door", PAGES["front_door"])
    lines = NumberCheck(QuotedFigures(edition), indicators, area).warnings(parse.read(path), {})
    assert [line.split("line 5: ")[1].split(" equals")[0] for line in lines] == unknown


def test_there_are_twenty_of_each():
    assert len({text for *_, text in WRONG}) == len({text for *_, text in CLEAN}) == 20


@pytest.mark.parametrize(("page", "area", "number", "text"), WRONG)
def test_a_wrong_number_is_found_and_no_other(tmp_path, page, area, number, text):
    (line,) = told(tmp_path, page, area, text)
    assert (
        line.startswith(f"2019-10/{area}/{page}.md, line 5: {number} equals no published figure")
        or f": {number.removeprefix('about ')} equals no published figure" in line
    )


@pytest.mark.parametrize(("page", "area", "text"), CLEAN)
def test_a_clean_text_raises_no_alarm(tmp_path, page, area, text):
    assert told(tmp_path, page, area, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Few children, under 5s among them.",
        "One in five children comes back.",
        "Every child is seen within 5 days.",
        "Children aged 3 to 5.",
        "No child waited.",
        "Section 5 children's homes.",
        "Each of the 3 areas has children in care.",
        "In 5 per cent of cases children wait.",
        "The 2018/19 children's survey.",
        "Of 1,160 children most were seen.",
    ],
)
def test_words_that_count_nobody_are_not_taken_for_small_numbers(tmp_path, text):
    path = tmp_path / "2019-10" / "county" / "front_door.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\nauthor: A\nwritten: 2019-11-11\n---\n{text}\n", encoding="utf-8")
    assert NumberCheck(PUBLISHED, PUBLISHED.quotable.indicators, "county").faults(parse.read(path), 5) == []
