"""What words claim beside live figures: forty claims that are true and forty that are not.

The small edition says of the county: assessments in time 89% in October 2019, 87% in September, 82% a year
before, hidden in April 2018; threshold for Good 85%, in the band Good; England 83.1%, neighbours 86.4%; North
91%, East 86.2% (lower than the rest), Central 93.6%, all up 7 points; a district's is hidden. Re-referrals
21.3%, up 7 points, which is worse; England 22.6%, not like for like. Plans 1,194, down 7; highest caseload
85, down 7. Plans per 10,000: 48.2, North 41.5, East 58.5, Central 43.0; England 45.7. Of 100 children 62 had
a dental check, and 60 a year before.
"""

import pytest
from support.small_edition import DENTAL, IN_TIME, RE_REFERRED, small_edition, with_cells

from careboard import notebook_source
from careboard.commentary import parse
from careboard.commentary.checked_commentary import CheckedCommentary
from careboard.commentary.claim_words import Kind, Sense, claims_in
from careboard.commentary.claims import Claims
from careboard.commentary.draft import Draft
from careboard.commentary.quoted_figures import QuotedFigures
from careboard.edition.page_slice import page_indicators


def edition():
    """The small edition, with dental checks that moved by no more than chance would give."""

    def of(period):
        return lambda frame: (frame.indicator == DENTAL) & (frame.area == "county") & (frame.period == period)

    told = with_cells(small_edition(), "figures", of("2019-10"), value=62.0, numerator=62, denominator=100)
    told = with_cells(told, "figures", of("2018-10"), value=60.0, numerator=60, denominator=100)
    return with_cells(
        told,
        "standing",
        lambda frame: frame.indicator == DENTAL,
        low=52.2,
        high=70.9,
        change=2.0,
        direction="no clear change",
    )


PUBLISHED = QuotedFigures(edition())
NOTEBOOKS = notebook_source.notebooks()
CONTRARY = "is not what the figures say"
MORE = "says more than the figures bear out"
UNKNOWN = "cannot be checked from what is published"
SHORT = {  # what the tables below write for a live figure
    "<time>": f"{{{IN_TIME}}}",
    "<six months>": f"{{{IN_TIME} window=six_months}}",
    "<north>": f"{{{IN_TIME} area=north}}",
    "<east>": f"{{{IN_TIME} area=east}}",
    "<central>": f"{{{IN_TIME} area=central}}",
    "<lornmere>": f"{{{IN_TIME} area=lornmere}}",
    "<sandhythe>": f"{{{IN_TIME} area=sandhythe}}",
    "<late>": f"{{{IN_TIME}.not_met}}",
    "<back>": f"{{{RE_REFERRED}}}",
    "<plans>": "{protection_plans}",
    "<plan rate>": "{protection_plan_rate}",
    "<rate east>": "{protection_plan_rate area=east}",
    "<rate north>": "{protection_plan_rate area=north}",
    "<visits>": "{protection_visits_in_timescale}",
    "<highest>": "{iro_caseload_highest}",
    "<teeth>": f"{{{DENTAL}}}",
    "<homes north>": "{residential_share area=north}",
    "<homes east>": "{residential_share area=east}",
}

TRUE = [
    # the figure's own movement
    "Timeliness improved to <time>.",
    "Timeliness rose over the year, to <time>.",
    "Timeliness has not fallen: <time> were in time.",
    "Timeliness did not worsen; it is <time>.",
    "<time> were in time, up from 82% a year before.",
    "<time> were in time (up 7 points).",
    "Timeliness is better than a year before, at <time>.",
    "<time> is higher than in October 2018.",
    "Assessments are finished in time more often: <time>.",
    "The late ones fell to <late>.",
    "Re-referrals have worsened, to <back>.",
    "Re-referrals rose to <back>.",
    "Re-referrals have not improved: <back>.",
    "Re-referrals are no better than a year before (<back>).",
    "Plans fell to <plans>.",
    "Plans are down to <plans>.",
    "There were fewer plans than a year before: <plans>.",
    "Plans are stable at <plans>.",
    "The highest caseload is <highest>, down on a year before.",
    "The highest caseload has improved to <highest>.",
    "Dental checks are steady at <teeth>.",
    "Dental checks have not clearly improved: <teeth>.",
    "Dental checks rose to <teeth>, by no more than chance would give.",
    "There was no clear change in dental checks: <teeth>.",
    "<time> is higher than in September, though chance alone could explain it.",
    # two figures, each with its claim
    "East rose to <east> while North rose to <north>.",
    "Timeliness improved to <time>, but re-referrals worsened to <back>.",
    "Re-referrals rose to <back> and plans fell to <plans>.",
    # beside others
    "<time> is above England and our statistical neighbours.",
    "Timeliness is better than the national average, at <time>.",
    "East (<east>) is not above our neighbours.",
    "East, at <east>, is in line with our neighbours.",
    "Re-referrals (<back>) are below England, though not like for like.",
    "Plans, <plan rate>, are above England's {protection_plan_rate.england}.",
    "East's <east> is lower than North's <north>.",
    "East (<east>) is worse than the rest of Fellshire.",
    "<time> is above the threshold, and in the band Good.",
    # ranks
    "East has the highest rate of plans of the three areas (<rate east>).",
    "<time> is the best since May 2019.",
    "North (<north>) is not the highest of the areas.",
]

UP_7 = "89%, up 7 percentage points since October 2018"
BACK_7 = "21.3%, up 7 percentage points since October 2018"
FALSE = [  # the text, the words that are told, how they stand to the figures, what the figures say
    ("Timeliness fell to <time>.", "fell", CONTRARY, UP_7),
    ("Timeliness has worsened: <time>.", "worsened", CONTRARY, UP_7),
    ("Timeliness has not improved: <time>.", "improved", CONTRARY, UP_7),
    ("Timeliness did not rise; it is <time>.", "rise", CONTRARY, UP_7),
    ("<time> were in time, down from 92% a year before.", "down", CONTRARY, UP_7),
    ("Timeliness is steady at <time>.", "steady", CONTRARY, UP_7),
    ("<time> is unchanged since a year before.", "unchanged", CONTRARY, UP_7),
    ("Timeliness is worse than last year, at <time>.", "worse than last year", CONTRARY, UP_7),
    ("<time> is no higher than in October 2018.", "higher than in October 2018", CONTRARY, UP_7),
    ("Assessments are in time less often: <time>.", "less often", CONTRARY, UP_7),
    ("The late ones rose to <late>.", "rose", CONTRARY, UP_7),
    ("Timeliness has been falling, to <time>.", "falling", CONTRARY, UP_7),
    ("<time> is lower than in September.", "lower than in September", CONTRARY, "up 2 percentage points"),
    ("<time> is higher than in September.", "higher than in September", MORE, "chance alone could explain"),
    ("Re-referrals have improved, to <back>.", "improved", CONTRARY, BACK_7),
    ("Re-referrals dropped to <back>.", "dropped", CONTRARY, BACK_7),
    ("Re-referrals are better at <back>.", "better", CONTRARY, BACK_7),
    ("Plans rose to <plans>.", "rose", CONTRARY, "1,194 plans, down 7 since October 2018"),
    ("Plans are up to <plans>.", "up", CONTRARY, "down 7 since October 2018"),
    ("Plans have improved, to <plans>.", "improved", MORE, "neither a high nor a low figure is good"),
    ("More plans than a year before: <plans>.", "More plans than a year before", CONTRARY, "down 7"),
    ("The highest caseload has worsened to <highest>.", "worsened", CONTRARY, "85 children, down 7"),
    ("Dental checks have improved to <teeth>.", "improved", MORE, "62%, up 2 percentage points"),
    ("Dental checks rose to <teeth>.", "rose", MORE, "no clear change, since chance alone could explain it"),
    ("<time> is better than in April 2018.", "better than in April 2018", UNKNOWN, "April 2018: hidden"),
    ("Visits improved to <visits>.", "improved", UNKNOWN, "at 31 October 2019: not available"),
    ("In Lornmere timeliness fell to <lornmere>.", "fell", UNKNOWN, "Lornmere, October 2019: hidden"),
    ("East rose to <east> while North fell to <north>.", "fell", CONTRARY, "North, October 2019: 91%, up 7"),
    ("East fell to <east> and North rose to <north>.", "fell", CONTRARY, "East, October 2019: 86.2%, up 7"),
    ("<time> is below England.", "below England", CONTRARY, "89%; England, 2018/19: 83.1%"),
    ("<time> is worse than our neighbours.", "worse than our neighbours", CONTRARY, "2018/19: 86.4%"),
    ("<time> is no better than the national rate.", "better than the national", CONTRARY, "83.1%"),
    ("East (<east>) is below our neighbours.", "below our neighbours", MORE, "the 95% interval"),
    ("Re-referrals (<back>) are below England.", "below England", MORE, "not like for like: a year to March"),
    ("East's <east> is higher than North's <north>.", "higher than North", CONTRARY, "86.2%; North: 91%"),
    ("North (<north>) is better than the rest.", "better than the rest", MORE, "does not clearly differ"),
    ("<time> is below target.", "below target", CONTRARY, "threshold for Good: 85%"),
    ("<time> is in the band Outstanding.", "Outstanding", CONTRARY, "89%, in the band Good"),
    ("North has the highest rate of plans (<rate north>).", "highest", CONTRARY, "East: 58.5 per 10,000"),
    ("<homes north> is the lowest of the areas.", "lowest", UNKNOWN, "of an area beside it is hidden"),
]

NO_CLAIMS = [  # words in another sense, hopes, and what is said of something else
    "Two children fell ill; <time> of assessments were in time.",
    "The families had fallen out, and <time> were seen.",
    "We act in the best interests of the child: <time>.",
    "It takes up to 20 days; <time> were in time, up to 45 days each.",
    "Care leavers in higher education are few; <time> were assessed.",
    "The team was set up in June, and follow up visits are up to date: <time>.",
    "It is down to the team that <time> were in time.",
    "Rising 5s and children below the age of 5 were seen: <time>.",
    "More than <time> were in time; it took more than a year.",
    "Reduced timetables and a much improved form made <time> possible.",
    "Timeliness should have fallen from <time> by spring.",
    "We expect it to be below England from <time>.",
    "If timeliness fell below England, the board would be told: <time>.",
    "The plan is that it will be lower than a year before: <time>.",
    "We have decreased the number of forms: <time> were in time.",
    "<time> of children whose health had worsened were seen.",
    "Staffing has worsened and <time> of assessments were in time.",
    "Referrals fell; <time> of assessments were in time.",
    "Children in stable placements, and with lower needs, are seen: <time>.",
    "<north> is among the highest of the areas.",
    "The files were set up from June and broken down by age, <time> of them.",
    "North is better than East (<east>).",
    "Agency staff fell, and East is worse than North.",
    "One of the lowest shares, and the second lowest of the areas: <north>.",
]


def written(text):
    """A text with its live figures in braces."""
    for short, braces in SHORT.items():
        text = text.replace(short, braces)
    return text


def claims_of(page="front_door", area="county", figures=PUBLISHED):
    """What holds the claims of a page."""
    return Claims(figures, page_indicators(figures.edition, page, NOTEBOOKS[page]), area)


def told(folder, text, page="front_door", area="county", figures=PUBLISHED):
    """What is told of a text on a page."""
    path = folder / "2019-10" / area / f"{page}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\nauthor: A\nwritten: 2019-11-11\n---\n{written(text)}\n", encoding="utf-8")
    return claims_of(page, area, figures).warnings(parse.read(path))


def blank(text):
    """A text as the finder of claims sees it."""
    for short in SHORT:
        text = text.replace(short, "\u25a1" * 5)
    return text


def test_there_are_forty_of_each():
    assert len(set(TRUE)) == len({text for text, *_ in FALSE}) == 40


@pytest.mark.parametrize("text", TRUE)
def test_a_true_claim_is_found_and_not_told(tmp_path, text):
    assert claims_of().claimed_figures(written(text)) and told(tmp_path, text) == []


@pytest.mark.parametrize(("text", "words", "finding", "found"), FALSE)
def test_a_false_claim_is_told_with_what_the_figures_say(tmp_path, text, words, finding, found):
    (line,) = told(tmp_path, text)
    assert line.startswith(f"2019-10/county/front_door.md, line 5: '{words}")
    assert f"' {finding}. " in line and found in line
    assert line.endswith(("that they speak of.", "or leave the claim out.", "Leave the claim out."))


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_words_in_another_sense_and_hopes_claim_nothing(text):
    assert claims_of().claimed_figures(written(text)) == []


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("<time> fell", "fell"),
        ("It did not increase: <time>", "increase"),
        ("<time> is worsening", "worsening"),
    ],
)
def test_the_words_themselves_are_found(text, verbs):
    (claim,) = claims_in(blank(text), [])
    assert (claim.words, claim.kind) == (verbs, Kind.MOVEMENT)


def test_of_words_that_overlap_the_longer_ones_count():
    (claim,) = claims_in(blank("<time> is higher than a year before"), [])
    assert (claim.words, claim.sense) == ("higher than a year before", Sense.UP)


def test_a_measure_may_have_such_a_word_in_its_name(tmp_path):
    assert told(tmp_path, "The highest caseload is <highest>.") == []


def test_a_claim_has_the_line_in_which_it_stands(tmp_path):
    (line,) = told(
        tmp_path, "First words.\n\nOf assessments <time>\nwere in time, and this\nhas **fallen** since."
    )
    assert "front_door.md, line 9: 'fallen' " in line


def test_a_change_that_is_quoted_is_held_from_its_own_point(tmp_path):
    since = f"{{{IN_TIME}.change since=2019-09}}"
    (line,) = told(tmp_path, f"Timeliness fell: {since}.")
    assert "up 2 percentage points since September 2019" in line


def test_of_a_district_beside_a_hidden_one_no_rank_is_told(tmp_path):
    (line,) = told(tmp_path, "<sandhythe> is the highest of the districts.")
    assert "the figure of an area beside it is hidden" in line and "Lornmere" not in line


def test_what_a_shown_figure_contradicts_is_told_though_another_is_hidden(tmp_path):
    (line,) = told(tmp_path, "<sandhythe> is the lowest of the districts.")
    assert CONTRARY in line and "Rennick Vale: 0%" in line and "Lornmere" not in line


@pytest.mark.parametrize(
    "claim", ["rose to", "fell to", "is above England at", "is the highest of the areas at", "improved to"]
)
def test_of_a_hidden_figure_one_thing_alone_is_told_whatever_is_claimed(tmp_path, claim):
    (line,) = told(tmp_path, f"East {claim} <homes east>.")
    said = "Looked-after children in residential care, East, at 31 October 2019: hidden. Leave the claim out."
    assert line.split("published. ")[1] == said


@pytest.mark.parametrize("claim", ["higher than", "lower than", "in line with"])
def test_beside_a_hidden_figure_one_thing_alone_is_told_whatever_is_claimed(tmp_path, claim):
    (line,) = told(tmp_path, f"<homes north> is {claim} East.")
    said = "Looked-after children in residential care, East, at 31 October 2019: hidden. Leave the claim out."
    assert line.split("published. ")[1] == said


def test_improved_of_an_average_says_more_than_the_page(tmp_path):
    caseload = lambda frame: (frame.indicator == "iro_caseload") & (frame.period == "2018-10")  # noqa: E731
    figures = QuotedFigures(with_cells(edition(), "figures", caseload, value=80.0))
    (line,) = told(tmp_path, "Caseloads improved to {iro_caseload}.", "workforce", figures=figures)
    assert f"'improved' {MORE}" in line and "no test of chance fits it" in line
    assert told(tmp_path, "Caseloads fell to {iro_caseload}.", "workforce", figures=figures) == []


def test_what_claims_more_is_told_to_the_analyst_and_stops_nothing(tmp_path):
    path = tmp_path / "2019-10" / "county" / "front_door.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"---\nauthor: A\nwritten: 2019-11-11\n---\nTimeliness fell to {{{IN_TIME}}}.\n", encoding="utf-8"
    )
    words = CheckedCommentary(
        parse.read(path), PUBLISHED, "county", "front_door", NOTEBOOKS["front_door"]
    ).words()
    (line,) = words["told"]
    assert line.startswith("2019-10/county/front_door.md, line 5: 'fell' is not what the figures say.")
    assert "Timeliness fell to 89%." in words["html"]


@pytest.mark.parametrize("page", sorted(NOTEBOOKS))
def test_a_draft_claims_nothing_that_its_figures_do_not_bear_out(tmp_path, page):
    for area in ("county", "north", "east", "central"):
        draft = Draft(PUBLISHED, area, NOTEBOOKS[page]).text().split("---", 2)[2]
        assert told(tmp_path, draft, page, area) == []


def with_figures(ident, period="2019-10", area="county", **cells):
    """The figures with other values of a measure at one point."""

    def where(frame):
        same = (frame.indicator == ident) & (frame.area == area) & (frame.period == period)
        return same & (frame.breakdown == "total")

    return QuotedFigures(with_cells(edition(), "figures", where, **cells))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("Since September much was done, and since April timeliness fell to <time>.", "since April 2019"),
        ("Compared with September, timeliness fell to <time>.", "since September 2019"),
        ("In October timeliness rose since September, to <time>.", "since September 2019"),
        ("Timeliness fell to <time> in a month like any other.", "since October 2018"),
        ("Timeliness is lower than two years ago, at <time>.", "since October 2017"),
    ],
)
def test_the_point_is_the_one_that_the_nearest_words_name(tmp_path, text, point):
    (line,) = told(tmp_path, text)
    assert point in line


def test_what_did_not_move_neither_rose_nor_fell(tmp_path):
    figures = with_figures(IN_TIME, "2019-09", value=89.0)
    for claim in ("rose", "fell", "improved", "worsened"):
        (line,) = told(tmp_path, f"Timeliness {claim} since September: <time>.", figures=figures)
        assert CONTRARY in line and "89%, unchanged since September 2019" in line
    assert told(tmp_path, "Timeliness is unchanged since September: <time>.", figures=figures) == []


def test_in_the_month_may_speak_of_that_month_alone(tmp_path):
    figures = with_figures("protection_plans", "2018-10", value=1100, numerator=1100)
    assert told(tmp_path, "Plans fell in October to <plans>.", figures=figures) == []
    (line,) = told(tmp_path, "Plans fell to <plans>.", figures=figures)
    assert "up 94 since October 2018" in line


@pytest.mark.parametrize(("before", "lines"), [(1201, 0), (1000, 1)])
def test_a_number_is_stable_where_chance_could_move_it_so_far(tmp_path, before, lines):
    figures = with_figures("protection_plans", "2018-10", value=before, numerator=before)
    assert len(told(tmp_path, "Plans are stable at <plans>.", figures=figures)) == lines


def test_a_denial_is_told_where_the_figures_say_what_it_denies(tmp_path):
    assert told(tmp_path, "Timeliness is not steady at <time>.") == []
    assert told(tmp_path, "East (<east>) is not below our neighbours.") == []
    (line,) = told(tmp_path, "Dental checks are not stable at <teeth>.")
    assert f"'stable' {CONTRARY}" in line
    (line,) = told(tmp_path, "East (<rate east>) is not the highest of the areas.")
    assert "none of those that it is set beside lies beyond it" in line


def test_a_tie_is_no_rank_unless_it_is_called_one(tmp_path):
    figures = with_figures("protection_plan_rate", area="north", value=58.5)
    (line,) = told(tmp_path, "East has the highest rate of plans: <rate east>.", figures=figures)
    assert "North: 58.5 per 10,000" in line
    assert told(tmp_path, "East has the joint highest rate of plans: <rate east>.", figures=figures) == []
    (line,) = told(tmp_path, "East (<rate east>) is higher than North.", figures=figures)
    assert f"'higher than North' {CONTRARY}" in line


def test_of_all_areas_and_not_told_apart_the_best_says_more(tmp_path):
    (line,) = told(tmp_path, "Central is the best of the areas (<central>).")
    assert MORE in line and "does not clearly differ from the rest" in line
    assert told(tmp_path, "Central is the highest in England (<central>).") == []


def test_a_threshold_or_a_band_that_nobody_agreed_cannot_be_checked(tmp_path):
    (line,) = told(tmp_path, "Plans are above the threshold at <plan rate>.")
    assert UNKNOWN in line and "no threshold is agreed for it" in line
    (line,) = told(tmp_path, "<plans> is in the band Good.")
    assert UNKNOWN in line and "no agreed band" in line
    assert told(tmp_path, "<back> misses the target.") == []
    (line,) = told(tmp_path, "<back> meets the target.")
    assert f"'meets the target' {CONTRARY}" in line


def test_the_highest_for_so_long_is_held_against_so_many_points(tmp_path):
    assert told(tmp_path, "<time> is the highest for a year.") == []
    (line,) = told(tmp_path, "<time> is the highest for two years.")
    assert UNKNOWN in line and "April 2018: hidden" in line
    (line,) = told(tmp_path, "<time> is the lowest for two years.")
    assert CONTRARY in line and "September 2019: 87%" in line


def test_a_figure_of_a_level_or_a_reason_claims_nothing_of_its_own(tmp_path):
    assert told(tmp_path, f"England fell to {{{IN_TIME}.england}}.") == []
    assert told(tmp_path, f"Most often it dropped by {{{IN_TIME}.reason}}.") == []


def test_words_of_another_measure_or_area_are_not_bound_to_a_figure_elsewhere(tmp_path):
    assert told(tmp_path, "Child protection plans rose, with <time> of assessments in time.") == []
    assert told(tmp_path, "Timeliness in East fell, in North it is <north>.") == []


def test_a_rank_is_among_the_areas_that_the_sentence_names(tmp_path):
    vale = f"{{{IN_TIME} area=rennick_vale}}"
    (line,) = told(tmp_path, f"{vale} is the lowest of the districts.")
    assert "the figure of an area beside it is hidden" in line
    (line,) = told(tmp_path, f"{vale} is the lowest of the districts of East.")
    assert "no figure of an area beside it is shown" in line
    assert told(tmp_path, "<time> is the highest.") == []  # of the whole authority, beside none


def test_two_areas_that_chance_could_part_are_not_told_apart(tmp_path):
    (line,) = told(tmp_path, "Central (<central>) is better than North.")
    assert MORE in line and "chance alone could give the difference" in line


def test_what_equals_the_threshold_meets_it(tmp_path):
    figures = with_figures(IN_TIME, value=85.0)
    assert told(tmp_path, "<time> meets the target.", figures=figures) == []


def test_fewer_cases_not_met_are_better(tmp_path):
    assert told(tmp_path, "The late ones improved to <late>.") == []
    (line,) = told(tmp_path, "The late ones worsened to <late>.")
    assert f"'worsened' {CONTRARY}" in line
