"""What a reader of a chart would notice: the finding, the alternative text, the gaps, the type size."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from support.small_edition import IN_TIME, PLANS, RE_REFERRED, small_edition

from careboard import charts
from careboard.charts import Comparison, Mark, Measure
from careboard.charts.colours import (
    DARK_PAPER,
    LEAST_OF_MARKS,
    LEAST_OF_WORDS,
    PALETTE,
    contrast,
    on_a_dark_page,
)
from careboard.charts.scale import places_apart
from careboard.charts.svg import NARROW, WIDE
from careboard.figures.spc import Point, limits
from careboard.pages.page import Page
from careboard.parts import drawings
from careboard.parts.figures import PageFigures
from careboard.pieces import style

MEASURE = Measure(IN_TIME, "Assessments in time", "North", "October 2019", "%", invented=True)


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(small_edition(), "front_door", "county")


def marks(*values: float | str) -> list[Mark]:
    pairs = [(math.nan, value) if isinstance(value, str) else (value, "shown") for value in values]
    return [Mark(f"Month {place}", value, state) for place, (value, state) in enumerate(pairs)]


def alternative(svg: str) -> str:
    return re.search(r"<desc[^>]*>(.*?)</desc>", svg)[1]


def test_a_trend_tells_the_latest_figure_the_change_and_the_comparison(page):
    chart = page.trend(IN_TIME)
    assert chart.finding == "89% in October 2019, improving: up from 82% a year before"
    for said in (
        "Latest, October 2019: 89%, 1,032 of 1,160.",
        "A year before, October 2018: 82%",
        "Good from 85%. England 83.1% (2018/19).",
        "Hidden [c]: April 2018.",
    ):
        assert said in chart.description
    assert alternative(chart.wide) == alternative(chart.narrow) == chart.description


def test_the_threshold_for_good_is_drawn_on_the_trend_and_beside_the_areas(page):
    for chart in (page.trend(IN_TIME), page.areas(IN_TIME)):
        for drawn in (chart.wide, chart.narrow):
            assert "Good from 85%" in " ".join(words(drawn)) or {"Good from", "85%"} <= set(words(drawn))
            assert re.search(r"stroke-dasharray:11.7,5.2;stroke:var\(--ink", drawn)
        assert "Good from 85%." in chart.description


def test_where_low_is_good_the_threshold_is_the_most_and_without_a_threshold_there_is_none(page):
    assert "Good up to 20%." in page.trend(RE_REFERRED).description
    assert "Good" not in page.trend(PLANS).description


def test_a_threshold_far_from_the_figures_is_still_on_the_sheet():
    far = Comparison("Good from", 95.0, agreed=True)
    chart = charts.trend(MEASURE, marks(10.2, 10.4), references=[far])
    for path in re.findall(r'<path d="([^"]+)"', chart.wide):
        assert all(0 <= float(y) <= 250 for y in re.findall(r"[ML] ?[-\d.]+[ ,]([-\d.]+)", path))
    assert ">100%</text>" in chart.wide
    assert "--beside" not in chart.wide and "stroke-dasharray:11.7,5.2" in chart.wide


def test_a_comparator_that_is_not_like_for_like_is_not_drawn(page):
    assert "England" not in page.trend(RE_REFERRED).wide


def test_a_hidden_point_leaves_a_gap_and_no_value(page):
    line = re.search(r'<path d="([^"]+)" style="fill:none;stroke:var\(--accent', page.trend(IN_TIME).wide)[1]
    assert line.count("M") == 2
    assert "Gaps: hidden [c]: April 2018." in page.trend(IN_TIME).subtitle


def test_a_hidden_latest_figure_is_nowhere_in_the_chart():
    chart = charts.trend(MEASURE, marks(71.3, 72.4, 73.5, "hidden"), "improving")
    assert chart.finding == "Month 3: hidden"
    assert "Latest, Month 3: hidden." in chart.description
    assert "improving" not in chart.description
    assert "[c]" in chart.wide


def test_a_point_between_two_gaps_is_a_dot():
    alone = charts.trend(MEASURE, marks(70.0, "hidden", 72.0, "hidden", 74.0, 75.0))
    joined = charts.trend(MEASURE, marks(70.0, 71.0, 72.0, 73.0, 74.0, 75.0))
    assert alone.wide.count("stroke-linecap:round") > joined.wide.count("stroke-linecap:round")


def test_no_trend_is_drawn_of_fewer_than_two_figures():
    assert charts.trend(MEASURE, marks("hidden", "not_available", 90.0)) is None


def test_areas_keep_the_councils_order_and_claim_no_rank(page):
    chart = page.areas(IN_TIME)
    assert chart.finding == "The areas lie between 86.2% and 93.6%; Fellshire as a whole is at 89%"
    places = [chart.description.index(area) for area in ("North: 91%", "East: 86.2%", "Central: 93.6%")]
    assert places == sorted(places)
    assert "interval 87.9% to 93.2%" in chart.description


def test_each_state_reads_differently_on_a_chart_of_areas():
    states = ["hidden", "no_cases", "not_applicable", "not_available", "failed"]
    areas = [Mark("Zero", 0.0, "shown", 0, 40), *(Mark(state, state=state) for state in states)]
    chart = charts.dots(MEASURE, areas, Comparison("County", 50.0))
    told = [re.search(rf"{state}: ([^.]*)\.", chart.description)[1] for state in ["Zero", *states]]
    assert told[0] == "0%, 0 of 40"
    assert len(set(told)) == len(told)


def test_bars_name_the_largest_group_and_hide_what_is_hidden():
    north = Page(small_edition(), "front_door", "north").not_met(IN_TIME)
    assert north.finding == "Largest group with a figure: 1 to 5 days late, 17 of 41"
    assert "6 to 20 days late: hidden." in north.description


def test_counts_of_areas_of_different_size_are_never_set_side_by_side(page):
    assert page.areas(PLANS) is None
    told = " ".join(re.sub(r"<[^>]+>", " ", page.question(PLANS)._repr_html_()).split())
    assert "The areas differ in size, so their counts are not compared. The tables have them." in told
    assert "areas lie between" not in told


def test_areas_that_read_the_same_are_not_said_to_lie_between():
    areas = [Mark("North", 0.0, "shown", 0, 40), Mark("East", 0.0, "shown", 0, 60)]
    chart = charts.dots(MEASURE, areas, Comparison("County", 0.0))
    assert chart.finding == "The areas are all at 0%; County as a whole is at 0%"


def test_a_small_change_does_not_look_like_a_large_one():
    shares = charts.trend(MEASURE, marks(10.2, 10.4))
    counts = charts.trend(Measure("x", "Plans", "North", "", "plans", whole=True), marks(0, 0))
    assert ">8%</text>" in shares.wide and ">12%</text>" in shares.wide
    assert "0.2" not in re.sub(r'"[^"]*"', "", counts.wide)


def test_a_stack_draws_only_whole_mixes():
    mixes = {
        "North": [Mark("a", 64.0, "shown"), Mark("b", 5.0, "shown")],
        "East": [Mark("a", 60.0, "shown"), Mark("b", state="hidden")],
    }
    chart = charts.stack(MEASURE, ["foster care", "homes"], mixes)
    assert "North: foster care 64%, homes 5%." in chart.description
    assert "[c] in 1 of 2 parts" in chart.wide
    assert charts.stack(MEASURE, ["a"], {"East": [Mark("a", state="hidden")]}) is None


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_type_is_never_smaller_than_eleven_pixels(page, form):
    for chart in (page.trend(IN_TIME), page.areas(IN_TIME), page.not_met(IN_TIME)):
        assert min(float(size) for size in re.findall(r"font-size:([\d.]+)px", getattr(chart, form))) >= 11


def test_charts_are_well_formed_have_a_role_and_share_no_id(page):
    made = [page.trend(IN_TIME), page.trend(RE_REFERRED), page.areas(IN_TIME), page.not_met(IN_TIME)]
    drawn = [svg for chart in made for svg in (chart.wide, chart.narrow)]
    ids = [ident for svg in drawn for ident in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids)) == 2 * len(drawn)
    for svg in drawn:
        assert ElementTree.fromstring(svg).get("role") == "img"
        assert "url(" not in svg and "href" not in svg


def test_the_same_figures_give_the_same_bytes(page):
    again = Page(small_edition(), "front_door", "county")
    assert repr(page.trend(IN_TIME).wide) == repr(again.trend(IN_TIME).wide)


def test_colours_are_the_pages_own_so_that_dark_mode_works(page):
    drawn = page.trend(IN_TIME).wide + page.areas(IN_TIME).wide
    for colour in re.findall(r"(?:fill|stroke):([^;\"]+)", drawn):
        assert colour == "none" or colour.startswith("var(--")


def test_names_are_escaped_and_dollars_are_no_mathematics():
    measure = Measure("x", "A & B <b>", "North", "October 2019", "plans", True)
    areas = [Mark("$5 <script>", 3, "shown"), Mark("b", 4, "shown")]
    chart = charts.dots(measure, areas, Comparison("North", 7))
    assert "<script>" not in chart._repr_html_() and "<b>" not in chart._repr_html_()
    assert "$5 &lt;script&gt;" in chart.wide


def test_every_chart_of_invented_records_says_so(page):
    for chart in (page.trend(IN_TIME), page.areas(IN_TIME), page.not_met(IN_TIME)):
        assert all("Invented records" in text for text in (chart.wide, chart.narrow, chart.description))


def test_labels_never_cover_each_other():
    places = places_apart([50, 52, 54], [20, 20, 20], 0, 200)
    assert [round(later - earlier) for earlier, later in pairwise(places)] == [20, 20]
    assert max(places_apart([199, 199], [20, 20], 0, 200)) <= 190


def test_the_narrow_form_fits_a_phone():
    assert NARROW.width <= 320 < WIDE.width


COUNTS = Measure(
    "started", "Children who started to be looked after", "North", "October 2019", "children", whole=True
)
ORDINARY = [10.0, 12.0] * 6  # mean 11 of c's limits, 3 times its square root either side: 1.05 to 20.95


def limited(*values: float | str, kind: str = "c", rebase: tuple[int, ...] = (), **how):
    """A chart of counts with the limits that its own points give."""
    drawn = marks(*values)
    made = limits(kind, [Point(mark.value) for mark in drawn], whole=True, rebase=rebase)
    return charts.trend(COUNTS, drawn, limits=made, **how)


def squares(svg: str) -> int:
    """How many hollow squares: filled with the page's colour, in one path."""
    found = re.search(r'<path d="([^"]+)" style="fill:var\(--paper', svg)
    return found[1].count("M") if found else 0


def words(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg)


def test_limits_are_named_drawn_and_told():
    chart = limited(*ORDINARY)
    for drawn in (chart.wide, chart.narrow):
        assert {"mean", "upper limit", "lower limit"} <= set(words(drawn))
        assert "stroke-dasharray" in drawn and squares(drawn) == 0
    assert (
        "Month 11: mean 11.0 children, lower limit 1.1 children, upper limit 20.9 children. No point lies "
        "outside a limit. The latest lies within the limits." in chart.description
    )
    assert chart.subtitle.endswith("Thin lines: the limits of usual variation.")
    assert "the mean plus and minus 3 times its square root (c chart, 12 points)." in chart.description


def test_points_outside_a_limit_are_hollow_squares_and_told():
    chart = limited(*ORDINARY, 40.0, *ORDINARY, 0.0)
    assert squares(chart.wide) == squares(chart.narrow) == 2
    assert (
        "2 of 26 points lie outside a limit: Month 12 (above) and Month 25 (below). The latest lies "
        "outside, below the lower limit." in chart.description
    )
    assert chart.subtitle.endswith("Hollow squares lie outside a limit.")


def test_the_scale_holds_the_limits():
    scale = [float(word) for word in words(limited(*ORDINARY).wide) if word.replace(".", "").isdigit()]
    assert min(scale) == 0 and max(scale) >= 20
    for path in re.findall(r'<path d="([^"]+)"', limited(*ORDINARY).wide):
        assert all(0 <= float(y) <= 250 for y in re.findall(r"[ML] [-\d.]+ ([-\d.]+)", path))


def test_a_new_stretch_breaks_the_limits_and_an_event_is_named():
    higher = [value + 30 for value in ORDINARY]
    chart = limited(*ORDINARY, *higher, rebase=(12,), events=[(12, "New front door")])
    mean = re.search(r'<path d="([^"]+)" style="[^"]*stroke-dasharray', chart.wide)[1]
    assert mean.count("M") == 2
    assert "New front door" in words(chart.wide)
    assert "Marked from Month 12: New front door." in chart.description
    assert squares(chart.wide) == 0


def test_no_limits_yet_after_the_last_event_is_said():
    chart = limited(*ORDINARY, 30.0, 31.0, rebase=(12,), events=[(12, "New front door")])
    assert "The latest has no limit." in chart.description and "none yet since the last" in chart.subtitle


@pytest.mark.parametrize("last", [1.0, 2.0, 10.0, 11.0, 20.0, 30.0])
def test_labels_of_limits_cover_no_other_label(last):
    made = limits("c", [Point(value) for value in [*ORDINARY, last]])
    other = Comparison("England and its neighbours", 11.2, "2018/19")
    chart = charts.trend(COUNTS, marks(*ORDINARY, last), references=[other], limits=made)
    for svg, form in ((chart.wide, WIDE), (chart.narrow, NARROW)):
        margin = f"{form.width - form.right + 6:g}"
        places = re.findall(r'<text x="([\d.]+)" y="([-\d.]+)"', svg)
        heights = sorted(float(y) for x, y in places if x == margin)
        assert len(heights) > 3 and all(later - earlier >= form.size for earlier, later in pairwise(heights))


def test_a_label_of_a_limit_for_which_there_is_no_room_is_left_out():
    area = "Rennick Vale, Lornmere, Sandhythe and all of the villages between them"
    long = Measure("x", "Children", area, "October 2019", "children", whole=True)
    made = limits("c", [Point(value) for value in ORDINARY], whole=True)
    other = Comparison("Statistical neighbours on the list of this year", 11.2, "2018/19")
    chart = charts.trend(long, marks(*ORDINARY), references=[other], limits=made)
    left_out = {"mean", "upper limit", "lower limit"} - set(words(chart.narrow))
    assert "mean" in left_out and {"upper limit", "lower limit"} <= set(words(chart.wide))


def test_words_of_events_cover_no_other_words_and_stay_on_the_sheet():
    events = [
        (3, "Inspection"),
        (4, "New recording system in every team"),
        (11, "Third front door desk opened"),
    ]
    sheets = [(charts.trend(COUNTS, marks(*ORDINARY), events=events), form) for form in (WIDE, NARROW)]
    for chart, form in sheets:
        svg = getattr(chart, form.name)
        centred = r'<text x="([-\d.]+)" y="([-\d.]+)" style="[^"]*middle[^"]*">([^<]+)</text>'
        spans = []
        for x, y, word in re.findall(centred, svg):
            if "Month" not in word:
                half = len(word) * form.size * 0.25
                spans.append((float(x) - half, float(x) + half, float(y)))
        assert all(left >= 0 and right <= form.width and y > 0 for left, right, y in spans)
        for place, (left, right, y) in enumerate(spans):
            assert not any(
                abs(y - other_y) < form.size and left < other_right and other_left < right
                for other_left, other_right, other_y in spans[:place]
            )


def test_limits_bring_no_smaller_type_no_id_and_no_colour_of_their_own():
    chart = limited(*ORDINARY, 40.0, "hidden", 11.0, events=[(2, "A & B <b>")])
    for svg in (chart.wide, chart.narrow):
        ElementTree.fromstring(svg)
        assert min(float(size) for size in re.findall(r"font-size:([\d.]+)px", svg)) >= 11
        colours = re.findall(r"(?:fill|stroke):([^;\"]+)", svg)
        assert all(colour == "none" or colour.startswith("var(--") for colour in colours)
        assert "<b>" not in svg and len(re.findall(r' id="', svg)) == 2


def test_a_hidden_point_has_no_limit_in_the_chart():
    chart = limited(*ORDINARY, "hidden", *ORDINARY)
    assert re.search(r'<path d="([^"]+)" style="[^"]*stroke-dasharray', chart.wide)[1].count("M") == 2


def parts(area="county"):
    """The panels of an area's districts, as its page draws them."""
    return drawings.districts(PageFigures(small_edition(), area, "front_door"), IN_TIME)


def test_each_district_has_a_panel_and_its_latest_figure_in_words():
    chart = parts()
    assert chart.finding == "2 of the 3 districts have a figure, and lie between 0% and 90.6%"
    assert "Lornmere: hidden." in chart.description
    assert "Sandhythe & Sons <b>: 90.6%, 212 of 234" in chart.description
    for form in (chart.wide, chart.narrow):
        assert "Sandhythe &amp; Sons" in form and "Rennick Vale" in form
        assert "[c]" not in form and "Lornmere" not in words(form)
    assert "1 of 3 are left out: most of their points have no figure." in chart.subtitle


def test_an_area_of_one_district_has_no_panels():
    assert parts("east") is None and parts("lornmere") is None


def among(**changed):
    """Fellshire's 84% among nine others, of which two are neighbours and two of the region."""
    [placed] = small_edition().positions
    measure = Measure(IN_TIME, "Assessments in time", "Fellshire", "October 2019", "%", invented=True)
    return charts.position(measure, placed._replace(**changed))


def dots_in(svg: str) -> int:
    """How many dots a chart has, those of its key left out: neighbours are closed paths."""
    paths = re.findall(r'<path d="([^"]*)" style="([^"]*)"', svg)
    squares = sum(path.count("Z") or path.count("z") for path, _ in paths)
    rounds = sum(path.count("M") for path, style in paths if "stroke-linecap:round" in style)
    return squares + rounds - 3


def test_each_other_authority_is_a_dot_and_the_own_year_is_named():
    chart = among()
    assert (
        chart.finding
        == "Fellshire lies in the second lowest quarter of England: 3 of 9 other authorities lie lower"
    )
    assert dots_in(chart.wide) == dots_in(chart.narrow) == 9
    assert "ours is counted here, year to 31 March 2019" in chart.subtitle
    assert "A position is no judgement." in chart.subtitle and "Invented records." in chart.subtitle


def test_the_alternative_text_of_a_position_tells_neighbours_and_region():
    told = alternative(among().wide)
    assert (
        told
        == alternative(among().narrow)
        == (
            "Dot chart of 9 other English authorities, 2018/19. Fellshire: 84%, counted here, "
            "year to 31 March 2019. "
            "3 lie lower, 1 at the same figure, 5 higher. Statistical neighbours: 2, from 81.5% to 90.2%. "
            "Others of the region: 2, from 84% to 88%. Invented records."
        )
    )


def test_authorities_at_one_figure_stand_one_above_the_other():
    """150 authorities at whole percentages: none is hidden by another, and the sheet grows."""
    alike = " ".join(["84"] * 40)
    chart = among(others=alike, lower=1, same=42, higher=1)
    places = re.findall(r"M(-?[\d.]+) (-?[\d.]+)", chart.wide)
    assert dots_in(chart.wide) == 44 and len(set(places)) == len(places)
    heights = [float(re.search(r'viewBox="0 0 720 ([\d.]+)"', one.wide)[1]) for one in (chart, among())]
    assert heights[0] > heights[1] + 200


def test_the_words_of_a_position_lie_within_its_sheet():
    """A bold letter takes some 0.62 of the type size."""
    for value in (0.0, 84.0, 100.0):
        chart = among(others="0 100 50", value=value)
        for svg, width in ((chart.wide, 720), (chart.narrow, 300)):
            middle = r'<text x="([\d.]+)"[^>]*font-size:([\d.]+)px;text-anchor:middle[^>]*>([^<]+)<'
            words = re.findall(middle, svg)
            assert len(words) >= 3
            for x, size, text in words:
                half = 0.31 * float(size) * len(text)
                assert half <= float(x) <= width - half, text


def test_a_position_has_no_neighbours_where_the_council_has_none():
    chart = among(neighbours="", region="")
    assert "Statistical neighbours:" not in chart.description and dots_in(chart.wide) == 5


def test_a_line_of_mostly_hidden_points_is_no_trend():
    hidden = [Mark(f"Month {place}", state="hidden") for place in range(13)]
    shown = marks(*[50.0 + place for place in range(13)])
    assert charts.trend(MEASURE, [*hidden, *shown[:12]]) is None
    assert charts.trend(MEASURE, [*hidden[:12], *shown]) is not None


def test_what_is_left_over_is_not_the_finding_where_something_has_a_name():
    groups = [Mark("other reasons", state="shown", numerator=40, value=40.0, kind="count")]
    groups += [Mark("the carer refused", state="shown", numerator=9, value=9.0, kind="count")]
    both = charts.bars(COUNTS, groups, "by reason")
    assert both.finding.startswith("Largest named group: the carer refused")
    hidden = [*groups, Mark("the young person refused", state="hidden")]
    assert charts.bars(COUNTS, hidden, "by reason").finding.startswith("Largest named group with a figure: ")
    alone = charts.bars(COUNTS, groups[:1], "by reason")
    assert alone.finding.startswith("Largest group: other reasons")


def test_an_interval_is_a_line_with_an_end_at_each_side_that_stands_out_from_the_paper():
    areas = [Mark("North", 50.0, "shown", 20, 40, low=35.2, high=64.8), Mark("East", 60.0, "shown", 30, 50)]
    with_one = charts.dots(MEASURE, areas, Comparison("County", 55.0))
    bare = [replace(area, low=math.nan, high=math.nan) for area in areas]
    without = charts.dots(MEASURE, bare, Comparison("County", 55.0))
    look = r'<path d="([^"]+)" style="fill:none;stroke:var\(--accent,#1d70b8\);stroke-width:1.6"'
    [line] = re.findall(look, with_one.wide)
    assert line.count("M") == 3 and re.findall(look, without.wide) == []


def test_each_part_of_a_mix_has_a_hue_of_its_own_and_its_name_and_share():
    names = ["Foster carers", "Family", "Children's homes", "Supported"]
    parts = [Mark(name, value, "shown") for name, value in zip(names, (60.0, 14.0, 6.0, 7.0), strict=True)]
    chart = charts.stack(MEASURE, names, {"North": parts})
    fills = re.findall(r'style="fill:([^;"]+)"', chart.wide)
    assert len(fills) == len(set(fills)) == 4
    for name, share in zip(names, ("60%", "14%", "6%", "7%"), strict=True):
        assert f"{name} {share}" in unescape(" | ".join(words(chart.wide)))


def test_marks_and_lines_stand_out_from_the_paper_in_the_light_and_in_the_dark():
    light, dark = (dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})", root)) for root in roots())
    for colours in (light, dark):
        for name in ("ink", "soft", "accent", "beside"):
            assert contrast(colours[name], colours["paper"]) >= LEAST_OF_MARKS, name
    for colour in PALETTE:
        assert contrast(colour, "#ffffff") >= LEAST_OF_WORDS
        assert contrast(on_a_dark_page(colour), DARK_PAPER) >= LEAST_OF_MARKS


def roots():
    """The colours of a page, and those of a dark one."""
    return re.findall(r":root\{([^}]*--paper:[^}]*)\}", style())[:2]


def test_a_district_of_mostly_hidden_points_has_no_panel_and_is_told_of():
    shown = marks(*[40.0 + place for place in range(25)])
    hidden = [Mark(point.name, state="hidden") for point in shown]
    areas = {"Lorn": shown, "Sand": [*hidden[:20], *shown[20:]], "Pell": shown}
    chart = charts.small_multiples(MEASURE, areas, shown)
    assert {"Lorn", "Pell"} <= set(words(chart.wide)) and "Sand" not in words(chart.wide)
    assert "1 of 3 are left out: most of their points have no figure." in chart.subtitle
    assert "Sand: 64%" in chart.description
    assert charts.small_multiples(MEASURE, {"Lorn": shown, "Sand": hidden}, shown) is None
