"""What a page says: figures with their numbers, states told apart, links, and what is refused."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from html import unescape

import pytest
from IPython.core.interactiveshell import InteractiveShell
from support.small_edition import (
    IN_TIME,
    PERIOD,
    PLAN_RATE,
    PLANS,
    RE_REFERRED,
    VISITED,
    small_edition,
    small_edition_in,
    with_cells,
)

from careboard import open_page
from careboard.edition.sentences import variation_lines
from careboard.errors import WrongUse
from careboard.execute.kernel_shell import QUIET
from careboard.pages.page import Page
from careboard.parts.figures import PageFigures
from careboard.parts.questions import question


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return small_edition_in(tmp_path_factory.mktemp("edition"))


@pytest.fixture
def opened(kept, monkeypatch):
    monkeypatch.setenv("CAREBOARD_EDITION", str(kept))
    return lambda name="front_door", area="county", period=PERIOD: open_page(name, period=period, area=area)


def words(piece) -> str:
    """What is read of a piece: no tags, no tables under details, single spaces."""
    html = re.sub(r"<svg.*?</svg>", "", piece._repr_html_(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_question_leads_with_figure_numbers_window_and_band(opened):
    told = words(opened().question(IN_TIME))
    assert told.startswith(
        "Assessments finished within 45 working days 89% 1,032 of 1,160, October 2019 ● Good A year before, "
        "October 2018: 82% improving since England, 2018/19: 83.1% North West, 2018/19: 84.4% "
    )
    assert (
        "The whole 95% interval, 87% to 90.6%, lies in this band. Of 1,160 cases, 47 more would make it "
        "Outstanding. Band: 85% or more, agreed by the board in May 2019."
    ) in told


def test_a_single_group_is_said_to_hold_all_only_where_it_does():
    def told(number):
        figures = PageFigures(small_edition(), "county", "front_door")
        first = figures.groups(IN_TIME)["not_met"][0]
        figures.groups = lambda ident: {"not_met": [first._replace(group="not seen", numerator=number)]}
        return question(figures, IN_TIME)._repr_html_()

    assert "128 of 1,160. All of them: not seen." in told(128)
    assert "128 of 1,160. Largest group: not seen, 60." in told(60)


def folded(piece) -> tuple[str, str]:
    """What of a question is seen at once, and what a reader opens."""
    seen, closed = piece._repr_html_().split('<details class="more">')
    return seen, closed


def test_what_stands_behind_a_figure_is_folded_once_and_the_figure_its_charts_and_what_lacks_are_not(opened):
    seen, closed = folded(opened().question(IN_TIME))
    assert seen.count('<figure class="chart">') == 2 and "<table" not in seen and "Band: " not in seen
    for said in ("The other 11%: 128 of 1,160. Largest group: 1 to 5 days late, 60.", "England, 2018/19"):
        assert said in seen
    for said in ("<table", "Band: ", "How this figure is made", "Largest group: 1 to 5 days late, 60 of 128"):
        assert said in closed
    assert closed.count("<details") == 0


def test_what_is_seen_at_once_says_of_other_figures_where_they_are_not_like_for_like(opened):
    seen, closed = folded(opened().question(RE_REFERRED))
    assert "(not like for like)" in seen
    assert "Another measurement, not like for like: a year to March" in closed


def test_what_an_area_does_stands_beside_its_figure_only_where_it_does_better_by_more_than_chance():
    entry = {"area": "east", "indicator": IN_TIME, "text": "Two duty teams.", "written_on": "2019-11-08"}
    entry |= {"contact": "service manager, East"}

    def told(rest):
        edition = with_cells(
            small_edition(),
            "standing",
            lambda frame: (frame.indicator == IN_TIME) & (frame.area == "east"),
            rest=rest,
        )
        about = edition.about | {"practices": [entry, entry | {"indicator": PLANS, "text": "Plans."}]}
        return words(Page(replace(edition, about=about), "front_door", "county").question(IN_TIME))

    practice = "What East does: Two duty teams. 8 November 2019. Ask: service manager, East."
    assert practice in told("higher") and "Plans." not in told("higher")
    assert practice not in told("lower") and practice not in told("no clear difference")


def test_a_question_sets_the_figure_against_others(opened):
    told = words(opened().question(IN_TIME))
    for said in (
        "Six months to October 2019 85% 5,950 of 7,000",
        "A year before, October 2018 82%",
        "improving since",
        "England, 2018/19 83.1%",
        "North West, 2018/19 84.4%",
        "Neighbours, 2018/19 86.4% List of April 2021, which was not in use then",
    ):
        assert said in told


def test_where_the_authority_lies_among_all_others_is_told_as_a_position_and_no_band():
    """Three of nine lie lower, one is alike: the place is 4.5 of ten, in the second quarter."""
    county = Page(small_edition(), "front_door", "county").question(IN_TIME)
    assert (
        "Among 10 authorities, 2018/19 Second lowest quarter of England 3 of 9 others lie lower than our 84% "
        "(counted here, year to 31 March 2019). The year before: 7 of 8, the highest quarter"
    ) in words(county)
    line = re.search(r"<div><dt>Among 10.*?</div>", county._repr_html_(), re.DOTALL)[0]
    assert "band" not in line and not any(sign in line for sign in "▲●◆▼")
    north = Page(small_edition(), "front_door", "north").question(IN_TIME, position=True)
    assert "authorities, 2018/19" not in words(north) and "among all authorities" not in words(north)


def test_a_position_unknown_the_year_before_or_the_same_is_said_to_be():
    def told(**cells):
        edition = with_cells(small_edition(), "positions", lambda frame: frame.indicator == IN_TIME, **cells)
        return words(Page(edition, "front_door", "county").question(IN_TIME))

    unknown = told(lower_before=math.nan, others_before=math.nan, quarter_before="")
    assert "The year before: not known" in unknown
    assert "The year before: 7 of 8, the same quarter" in told(quarter_before="second lowest quarter")
    joint = "A and B made one return, counted once"
    assert f"the highest quarter. {joint}" in told(note=joint)


def test_a_chart_of_all_authorities_stands_folded_below_the_comparators():
    html = Page(small_edition(), "front_door", "county").question(IN_TIME, position=True)._repr_html_()
    seen, closed = html.split('<details class="more">')
    lies = "Fellshire lies in the second lowest quarter of England"
    assert lies in closed and lies not in seen
    assert "Where Fellshire lies" not in (
        Page(small_edition(), "front_door", "county").question(IN_TIME)._repr_html_()
    )


def test_a_sum_that_lacks_a_neighbour_is_not_there_and_why_is_said():
    why = "at 31 March 2019; no sum: 9 of 10, without Cumbria (ended 31 March 2023)"
    edition = with_cells(
        small_edition(),
        "comparators",
        lambda frame: (frame.indicator == IN_TIME) & (frame.level == "neighbours"),
        value=math.nan,
        note=why,
    )
    told = words(Page(edition, "front_door", "county").question(IN_TIME))
    assert f"Neighbours not available A{why[1:]}" in told and "nan" not in told


def test_what_is_not_like_for_like_or_not_there_is_said(opened):
    told = words(opened().question(RE_REFERRED))
    assert "Another measurement, not like for like: a year to March, and this is a year to October" in told
    assert "Region not available" in told


def test_a_band_that_its_interval_does_not_bear_holds_on_these_numbers_only(opened):
    told = words(opened().question(RE_REFERRED))
    assert (
        "Requires improvement on these numbers only: the 95% interval, 20.6% to 22%, reaches into another "
        "band." in told
    )
    assert "150 fewer would make it Good" in told


def test_areas_are_set_against_the_rest_of_the_authority_and_a_month_against_its_limits(opened):
    told = words(opened().question(IN_TIME))
    assert "Against the rest of Fellshire: East is lower. The others differ by no more than chance" in told
    assert "October 2019 lies above the upper limit of usual variation" in words(opened().in_short())


def test_several_measures_stand_in_one_table_that_can_be_linked_to(opened):
    piece = opened("child_protection").measures([PLANS, PLAN_RATE])
    told = words(piece)
    assert "48.2 per 10,000 1,194 in a population of 247,600" in told
    assert "England, 2017/18: 45.7 per 10,000" in told
    html = piece._repr_html_()
    assert f'id="{PLAN_RATE}"' in html and f'href="../manual/child_protection.html#{PLAN_RATE}"' in html
    assert "Central" in told and "43.0 per 10,000" in told


def test_what_lies_behind_and_a_breakdown_can_be_shown_alone(opened):
    assert "Largest group: 1 to 5 days late, 60 of 128" in opened().not_met(IN_TIME)._repr_html_()
    assert "10 to 15 [c]" in words(opened().split(IN_TIME, "age"))
    assert "There is no figure by reason for Fellshire" in words(opened().split(PLANS, "reason"))


def test_what_the_board_asked_for_stands_on_its_page_and_on_the_summary(opened):
    answer = "What lies behind the figure? Asked by the board, 14 November 2019. The page shows it."
    assert answer in words(opened("sdq").requests())
    assert 'href="sdq.html"' in opened("board_summary").requests()._repr_html_()
    assert words(opened().requests()) == "The board has asked for nothing more here."


def test_what_was_wrong_in_the_records_is_told_by_file_and_reason(opened):
    records = words(opened("data_quality").records())
    assert "Not a date 3 Record set aside. assessments.csv authorised" in records


def test_the_other_share_is_asked_for(opened):
    assert "The other 11%: 128 of 1,160." in words(opened().question(IN_TIME))
    assert "The other" not in folded(opened().question(RE_REFERRED))[0]


def test_a_rate_carries_its_unit_and_a_count_its_noun(opened):
    protection, workforce = opened("child_protection"), opened("workforce")
    rate = words(protection.question(PLAN_RATE))
    assert "48.2 per 10,000 1,194 in a population of 247,600, at 31 October 2019" in rate
    assert "1,194 plans at 31 October 2019" in words(protection.question(PLANS))
    caseload = words(workforce.question("social_worker_caseload"))
    assert "17.0 cases per worker 8,534 ÷ 502.4, at 31 October 2019" in caseload
    assert "11.6% 55.5 of 478.2, year to October 2019" in words(workforce.question("turnover"))
    assert "85 children at 31 October 2019" in words(workforce.question("iro_caseload_highest"))


def test_the_states_look_different(opened):
    told = {
        "hidden": opened("front_door", "lornmere").question(IN_TIME),
        "no_cases": opened("front_door", "unallocated").question(IN_TIME),
        "not_available": opened("child_protection").question(VISITED),
        "failed": opened("child_protection").question("repeat_plans_within_12_months"),
        "not_applicable": opened("workforce", "north").question("iro_caseload_highest"),
        "zero": opened("front_door", "rennick_vale").question(IN_TIME),
    }
    heads = {
        state: re.search(r'<p class="figure.*?</p>', piece._repr_html_(), re.DOTALL)[0]
        for state, piece in told.items()
    }
    assert len(set(heads.values())) == len(heads)
    for state, symbol in {
        "hidden": "[c]",
        "no_cases": "no cases",
        "not_available": "[x]",
        "failed": "[failed]",
        "not_applicable": "[z]",
        "zero": "0%",
    }.items():
        assert f">{symbol}<" in heads[state]


def test_what_is_not_available_is_one_line_and_no_empty_chart(opened):
    html = opened("child_protection").question(VISITED)._repr_html_()
    assert "Not available: the records do not hold what is needed." in html
    assert "<svg" not in html and "<table" not in html


def test_a_hidden_figure_has_no_number_of_its_own_anywhere(opened):
    html = opened("front_door", "lornmere").question(IN_TIME)._repr_html_()
    assert "<svg" not in html
    assert not re.search(r"\d%", re.sub(r"95% interval|England, 2018/19.*?</dl>", "", html, flags=re.DOTALL))


def test_tables_have_captions_and_scopes_and_hold_every_point(opened):
    html = opened().question(IN_TIME)._repr_html_()
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    assert len(tables) == 3  # by area, by period, by age
    for table in tables:
        assert re.search(r"<caption>[^<]+</caption>", table)
        assert all("scope=" in head for head in re.findall(r"<th[^e][^>]*>", table))
    assert tables[1].count('scope="row"') == 25
    assert "hidden so that nobody is recognised" in tables[2]


def test_area_names_are_escaped(opened):
    html = opened("front_door", "north").question(IN_TIME)._repr_html_()
    assert "Sons <b>" not in html
    assert "Sandhythe &amp; Sons &lt;b&gt;" in html


def test_in_short_has_at_most_five_sentences_that_lead_to_their_questions(opened):
    html = opened().in_short()._repr_html_()
    assert 1 <= html.count("<li>") <= 5
    assert f'href="#{RE_REFERRED}"' in html
    assert "Chosen by rule from 8 measures on this page: " in html


def test_in_short_begins_with_what_is_to_improve(opened):
    html = opened().in_short()._repr_html_()
    assert html.index("Re-referrals") < html.index("Assessments finished")


def test_commentary_carries_its_author_and_dates_and_its_absence_is_quiet(opened):
    assert words(opened().commentary()) == (
        "Timeliness rose when the second duty team started in June. Written by the performance analyst, "
        "11 November 2019. Signed off by the head of service, 12 November 2019."
    )
    north = opened("front_door", "north")
    assert words(north.commentary()) == ""


def test_the_neighbours_are_named_once_a_page():
    edition = small_edition()
    edition.about["neighbours"] = "Statistical neighbours, list of 2025: Bury, Wigan."
    assert words(Page(edition, "front_door", "county").definitions()).count("Bury, Wigan.") == 1


def test_definitions_are_where_the_links_lead(opened):
    page = opened()
    assert f'href="../manual/front_door.html#{IN_TIME}"' in page.question(IN_TIME)._repr_html_()
    html = page.definitions()._repr_html_()
    assert f'id="definition-{IN_TIME}"' in html and "Left out: cases with no date." in html
    assert PLANS not in html


def test_the_mix_is_a_chart_and_a_table(opened):
    parts = [
        "fostering_share",
        "residential_share",
        "other_residential_share",
        "supported_accommodation_share",
        "placed_with_parents_share",
    ]
    html = opened("placements").mix(parts)._repr_html_()
    assert "makes up 61.1%" in html and 'scope="row">East' in html and "[c] in 2" in html
    assert 'scope="row">Fellshire, October 2018</th><td>54.1%' in html  # seven points lower a year before


def test_figures_are_those_of_the_measures_asked_for_and_of_all_where_none_is(opened):
    told = opened().figures(IN_TIME)
    assert set(told["indicator"]) == {IN_TIME} and set(told["area"]) >= {"county", "north"}
    assert set(opened().figures()["indicator"]) == set(small_edition().indicators)


def test_a_measure_that_the_extract_does_not_hold_is_not_available_in_the_frame(opened):
    edition = small_edition()
    there = {row.indicator for row in edition.figures}
    absent = next(ident for ident in edition.indicators if ident not in there)
    told = opened().figures(absent)
    assert set(told["state"]) == {"not_available"} and told["value"].isna().all()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "front_dor"}, "there is no page 'front_dor'. Did you mean 'front_door'?"),
        ({"area": "nort"}, "there is no area 'nort'. Did you mean 'north'?"),
        ({"period": "2019-13"}, "'2019-13' is not a period."),
        ({"period": "2019-09"}, "is of 2019-10, and the page asks for 2019-09"),
    ],
)
def test_what_is_misspelt_is_refused_with_the_nearest_right_name(opened, asked, said):
    with pytest.raises(WrongUse, match=re.escape(said)):
        opened(**asked)


def test_an_unknown_indicator_is_refused_with_the_nearest_right_name():
    with pytest.raises(WrongUse, match="Did you mean 'assessments_within_45_working_days'"):
        Page(small_edition(), "front_door", "county").question("assesments_within_45_working_days")


def varying():
    """The small edition with limits of usual variation for a measure's months."""
    edition = small_edition()
    edition.indicators[IN_TIME]["variation"] = "xmr"
    return edition


def varied(area="county"):
    """What is said of the variation of an area's month."""
    return variation_lines(PageFigures(varying(), area, "front_door"), IN_TIME)


def test_usual_variation_is_told_in_sign_and_words_with_what_it_says_of_the_threshold():
    told = varied()
    assert [word for _, word, _ in told] == [
        "Special cause of improving nature",
        "Not settled against the threshold for Good",
    ]
    assert told[0][2] == (
        "October 2019 lies above the upper limit of usual variation; "
        "a run: 10 months up to October 2019 lie above the mean."
    )
    assert "85%" in told[1][2]
    html = Page(varying(), "front_door", "county").question(IN_TIME)._repr_html_()
    assert "<strong>Special cause of improving nature.</strong>" in html
    assert "<strong>Not settled against the threshold for Good.</strong>" in html


def months(*values):
    """The small edition with limits, and these as the shares of the county's latest months."""
    edition = varying()
    points = [point.text for point in edition.period.points()][-len(values) :]
    for text, value in zip(points, values, strict=True):
        edition = with_cells(
            edition,
            "figures",
            lambda frame, text=text: (
                (frame.indicator == IN_TIME)
                & (frame.period == text)
                & (frame.window == "month")
                & (frame.area == "county")
                & (frame.breakdown == "total")
            ),
            value=value,
            state="shown",
        )
    return with_cells(edition, "standing", lambda frame: frame.indicator == IN_TIME, signal="")


def lines_of(edition):
    return variation_lines(PageFigures(edition, "county", "front_door"), IN_TIME)


def test_months_that_chance_alone_moves_may_meet_a_threshold_within_their_limits_or_miss_it():
    told = lines_of(months(*[84.0, 88.0] * 12, 84.0))  # mean 85.9, limits some 10 to either side
    assert [word for _, word, _ in told] == [
        "Common cause, no significant change",
        "Inconsistently passing and falling short of the threshold for Good",
    ]
    assert told[0][2] == ("October 2019 lies within the limits of usual variation, in no run and no trend.")
    assert "some months meet it and some miss it by chance alone" in told[1][2]


def test_of_months_that_rose_for_a_year_and_a_half_chance_alone_is_never_said():
    rising = [75.0, 78.0] * 3 + [76.0 + step for step in range(19)]
    told = lines_of(months(*rising))
    assert told[0][1] == "Special cause of improving nature"
    assert "a trend: 19 months up to October 2019, each higher than the one before" in told[0][2]
    assert told[1][1] == "Not settled against the threshold for Good"
    assert "chance alone" not in " ".join(sentence for _, _, sentence in told)


def test_of_months_on_one_side_of_the_mean_the_run_is_told_as_a_sentence():
    """Eight months at 87 after seventeen about 84: a run above the mean, and no month outside a limit."""
    told = lines_of(months(*[83.0, 85.0] * 8, 84.0, *[87.0, 86.5] * 4))
    assert told[0][1:] == (
        "Special cause of improving nature", "A run: 8 months up to October 2019 lie above the mean."
    )  # fmt: skip


def test_a_fall_that_ended_last_month_is_no_special_cause_now_and_still_settles_nothing():
    told = lines_of(months(*[85.0, 87.0] * 8, 93, 92, 91, 90, 89, 88, 87.5, 87.2, 88.0))
    assert told[0][1] == "Common cause, no significant change" and told[1][1].startswith("Not settled")


def test_no_clear_change_and_a_month_outside_its_limits_never_stand_in_one_sentence():
    edition = with_cells(
        small_edition(),
        "standing",
        lambda frame: (frame.indicator == IN_TIME) & (frame.area == "county"),
        direction="no clear change",
        signal="above",
    )
    html = unescape(Page(edition, "front_door", "county").in_short()._repr_html_())
    [sentence] = [item for item in html.split("<li>") if "Assessments finished" in item]
    assert "above the upper limit of usual variation" in sentence and "up from" in sentence
    assert "no clear change" not in sentence
    quiet = with_cells(edition, "standing", lambda frame: frame.indicator == IN_TIME, signal="")
    assert "no clear change from" in Page(quiet, "front_door", "county").in_short()._repr_html_()


def test_nothing_is_said_of_the_variation_of_a_hidden_month():
    assert varied("lornmere") == []


@pytest.mark.parametrize(
    ("put_in", "told"),
    [
        (
            'area = "north"',
            (
                "papermill was given area north, and the page would be drawn for county. Tag the cell that "
                "sets area and period 'parameters'."
            ),
        ),
        ('perido = "2019-09"', "there is no parameter 'perido'. Did you mean 'period'?"),
    ],
)
def test_what_papermill_put_in_and_the_page_does_not_take_is_refused(kept, monkeypatch, put_in, told):
    monkeypatch.setenv("CAREBOARD_EDITION", str(kept))
    shell = InteractiveShell.instance(config=QUIET)
    try:
        shell.run_cell(f"# Parameters\n{put_in}\n", store_history=True)
        failed = shell.run_cell(
            f"from careboard import open_page\nopen_page('front_door', period={PERIOD!r}, area='county')",
            store_history=True,
            silent=False,
        )
        assert isinstance(failed.error_in_exec, WrongUse) and str(failed.error_in_exec) == told
        assert shell.run_cell(
            f"# Parameters\narea = 'north'\n\nopen_page('front_door', period={PERIOD!r}, area='north')",
            store_history=True,
        ).success
    finally:
        InteractiveShell.clear_instance()
