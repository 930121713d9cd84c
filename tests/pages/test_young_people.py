"""The young people's edition: round words, pictures that say the same, nothing to judge by, easy to read."""

import re
from dataclasses import replace
from html import unescape

import pandas
import pytest
from support.command import ROOT, run
from support.small_edition import PERIOD, executed, small_edition, with_cells, with_table

from careboard import notebook_source
from careboard.build import stale_pages
from careboard.charts.colours import LEAST_OF_MARKS, contrast
from careboard.charts.pictures import DRAWINGS
from careboard.commentary.folder import render
from careboard.edition.edition import edition_of_files
from careboard.edition.page_slice import PageSlices
from careboard.errors import Problems, WrongUse
from careboard.formatting import BANDS
from careboard.pages import young_people
from careboard.pages.page import Page
from careboard.pages.session import showing
from careboard.params import load
from careboard.params.young_people import PlainFigure
from careboard.parts.round_words import round_count, round_share, round_words
from careboard.parts.young_people import ONE
from careboard.publish.html import to_html
from careboard.publish.index import index_html

PARAMS = load.read(ROOT / "params").young_people
# as the invented county's October 2019 has them, where the hand-made edition has no figure
MORE = {
    ("over_20_miles_outside", "at_date"): (205, 2105, 9.7),
    ("review_participation", "year"): (3712, 4109, 90.3),
    ("personal_education_plans_in_date", "at_date"): (1118, 1250, 89.4),
    ("care_leavers_in_suitable_accommodation", "at_date"): (477, 516, 92.4),
}
SAID = {
    "looked_after": "About 2,110 children and young people are in care here.",
    "fostering_share": "About 6 in 10 of us live with foster carers.",
    "over_20_miles_outside": "About 1 in 10 of us live more than 20 miles from home and in a new county.",
    "three_or_more_placements": "About 1 in 10 of us have lived in three or more homes in the last year.",
    "looked_after_visits_in_timescale": "About 9 in 10 of us are not waiting for a late visit.",
    "review_participation": "About 9 in 10 of our reviews had our own views in them.",
    "dental_checks_current": "About 7 in 10 of us have been to the dentist in the last year.",
    "personal_education_plans_in_date": "About 9 in 10 of us who should have a school plan have a new one.",
    "care_leavers_in_eet": (
        "About 4 in 10 of us who are 19 to 21 and have left care are at work, in training or at college."
    ),
    "care_leavers_in_suitable_accommodation": (
        "About 9 in 10 of us who are 19 to 21 and have left care live in a place that is right for us."
    ),
}
TOO_FEW = "We cannot show this number because it is about too few people."
HARDEST = 5.0  # of the automated readability index: what a child of ten can read


def county(**about):
    """The hand-made edition with the suite's own words, and a figure for each of its ten."""
    rows = [
        (ident, PERIOD, window, "county", "total", "", *told, "shown", "invented sample")
        for (ident, window), told in MORE.items()
    ]

    def with_more(frame):
        return pandas.concat([frame, pandas.DataFrame(rows, columns=frame.columns)], ignore_index=True)

    made = with_table(small_edition(), "figures", with_more)
    return replace(made, about=made.about | {"young_people": PARAMS.model_dump(mode="json")} | about)


def hidden(edition, ident):
    return with_cells(
        edition,
        "figures",
        lambda frame: (frame.indicator == ident) & (frame.area == "county"),
        value=None,
        numerator=None,
        denominator=None,
        state="hidden",
    )


def drawn(edition) -> str:
    with showing(edition):
        return to_html(executed(edition, "young_people", "county"), edition)


@pytest.fixture(scope="module")
def page() -> str:
    return drawn(county())


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main_of(html: str) -> str:
    return re.search(r"<main.*?</main>", html, re.DOTALL)[0]


def figures_of(html: str) -> dict[str, str]:
    return dict(re.findall(r'<section class="plain" id="([^"]+)">(.*?)</section>', html, re.DOTALL))


def sentence(block: str) -> str:
    return words(re.search(r'<p class="tells">(.*?)</p>', block)[1])


def readability(html: str) -> float:
    """The automated readability index: each block of words ends a sentence, pictures are left out."""
    html = re.sub(r"<(svg|small|details).*?</\1>", "", html, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</(?:h\d|p|li)>", " .\n", html)))
    found = re.findall(r"[A-Za-z0-9][\w'’.,@-]*", text)
    letters = sum(len(re.sub(r"\W", "", word)) for word in found)
    sentences = [part for part in re.split(r"[.?!]+(?:\s|$)", text) if re.search(r"\w", part)]
    return 4.71 * letters / len(found) + 0.5 * len(found) / len(sentences) - 21.43


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "none"),
        (0.1, "very few"),
        (3, "very few"),
        (4.9, "very few"),
        (5, "about 1 in 10"),
        (14.9, "about 1 in 10"),
        (15, "about 2 in 10"),
        (49.9, "about 5 in 10"),
        (90, "about 9 in 10"),
        (94.9, "about 9 in 10"),
        (95, "almost all"),
        (97, "almost all"),
        (99.9, "almost all"),
        (100, "all"),
    ],
)
def test_a_share_is_said_in_tenths_and_all_or_none_of_all_or_none_alone(value, said):
    told = round_share(value)
    assert told.words == said and told.filled.drawings == 10
    number = re.fullmatch(r"about (\d) in 10", said)
    whole = int(number[1]) if number else {"all": 10, "almost all": 9}.get(said, 0)
    assert told.filled.whole == whole
    assert (told.filled.large, told.filled.small) == (said == "almost all", said == "very few")


@pytest.mark.parametrize(
    ("value", "said", "drawings", "each"),
    [
        (0, "no", 1, 10),
        (6, "fewer than 10", 1, 10),
        (9, "fewer than 10", 1, 10),
        (10, "about 10", 1, 10),
        (14, "about 10", 1, 10),
        (15, "about 20", 2, 10),
        (300, "about 300", 30, 10),
        (545, "about 550", 28, 20),
        (548, "about 550", 28, 20),
        (2105, "about 2,110", 21, 100),
    ],
)
def test_a_count_is_said_in_tens(value, said, drawings, each):
    told = round_count(value)
    assert (told.words, told.filled.drawings, told.each) == (said, drawings, each)


def test_what_rounding_made_all_or_none_is_not_said_so():
    def told(above, below, value):
        row = county().figures.rows("fostering_share", "county")[0]
        return round_words(row._replace(numerator=above, denominator=below, value=value), True).words

    assert told(2999.0, 3000.0, 100.0) == "almost all" and told(1.0, 3000.0, 0.0) == "very few"
    assert told(3000.0, 3000.0, 100.0) == "all" and told(0.0, 3000.0, 0.0) == "none"


def test_ten_figures_stand_there_in_words(page):
    assert {ident: sentence(block) for ident, block in figures_of(page).items()} == SAID
    assert list(SAID) == [figure.indicator for figure in PARAMS.figures]
    for figure, block in zip(PARAMS.figures, figures_of(page).values(), strict=True):
        assert all(text in words(block) for text in (figure.question, figure.means, figure.doing))


def test_no_figure_stands_there_as_the_board_sees_it(page):
    said = words(main_of(page))
    assert "%" not in said
    for exact in ("2,105", "2105", "61.1", "8.2", "92.4", "1,286"):
        assert exact not in said


def test_each_picture_says_in_words_of_its_own_what_the_page_says_and_shows_as_many(page):
    texts = []
    for ident, block in figures_of(page).items():
        (picture,) = re.findall(r"<svg.*?</svg>", block, re.DOTALL)
        title, told = (
            unescape(re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", picture)[1]) for tag in ("title", "desc")
        )
        texts.append(told)
        number = re.match(r"About (?:\d in 10|[\d,]+)", SAID[ident])[0]
        assert told.startswith(SAID[ident]) and title.endswith(number[0].lower() + number[1:])
        looks = dict(re.findall(r"\.(k\d+)\{([^}]*)\}", page))
        parts = [looks[name] for name in re.findall(r'<path[^>]* class="(k\d+)"', picture)]
        filled = sum("fill:var(--accent" in look for look in parts)
        tenths = re.search(r"(\d) in 10", number)
        assert (filled, len(parts)) == ((2 * int(tenths[1]), 20) if tenths else (42, 42))
        assert f'role="img" aria-labelledby="{ident}-picture-title {ident}-picture-desc"' in picture
    assert len({*texts}) == len(texts) == 10


def test_nearly_all_and_next_to_nothing_look_like_neither_all_nor_none():
    made = county()
    for value, above, large, seen in (
        (97.2, 2046, True, "9 of 10 houses are filled in, and most of the last one."),
        (3.1, 65, False, "Of 10 houses, only a small part of one is filled in."),
    ):
        told = with_cells(
            made,
            "figures",
            lambda frame: (
                (frame.indicator == "fostering_share") & (frame.area == "county") & (frame.period == PERIOD)
            ),
            value=value,
            numerator=above,
        )
        block = figures_of(young_people.figures(Page(told, "young_people", "county"))._repr_html_())
        picture = block["fostering_share"]
        assert seen in picture
        assert picture.count('style="fill:var(--accent') == (19 if large else 1)
        assert ("Almost all" if large else "Very few") in sentence(picture)


def test_a_hidden_figure_is_told_kindly_without_a_number_or_a_picture():
    block = figures_of(drawn(hidden(county(), "fostering_share")))["fostering_share"]
    assert sentence(block) == TOO_FEW
    assert "<svg" not in block and not re.search(r"\d", words(block))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("not_published", "We do not share this number."),
        ("no_cases", "There was no one to count here."),
        ("not_available", "We do not have this number yet."),
        ("failed", "We do not have this number yet."),
    ],
)
def test_a_figure_that_is_not_there_is_told_plainly(state, said):
    made = with_cells(
        hidden(county(), "looked_after"),
        "figures",
        lambda frame: (frame.indicator == "looked_after") & (frame.area == "county"),
        state=state,
    )
    block = figures_of(young_people.figures(Page(made, "young_people", "county"))._repr_html_())
    assert sentence(block["looked_after"]) == said and "<svg" not in block["looked_after"]


def test_a_child_of_ten_can_read_it(page):
    assert readability(main_of(page)) <= HARDEST
    for block in figures_of(page).values():
        assert readability(block) <= HARDEST + 1  # no part of it is much harder than the whole


def test_there_is_no_band_no_colour_of_one_and_no_other_area(page):
    body = page.split("<body", 1)[1]
    for _, band in BANDS.values():
        assert not re.search(rf"\b{band}\b", words(body))
    classes = {name for told in re.findall(r'class="([^"]*)"', body) for name in told.split()}
    assert not classes & {"band", *BANDS}
    used = {*re.findall(r'<path[^>]* class="(k\d+)"', body)}
    looks = [look for name, look in re.findall(r"\.(k\d+)\{([^}]*)\}", page) if name in used]
    assert {name for look in looks for name in re.findall(r"var\((--\w+)", look)} == {"--accent"}
    for other in ("North", "Lornmere", "England"):
        assert other not in words(body)


def test_pictures_stand_out_from_the_page_in_light_and_dark():
    style = (ROOT / "lib/careboard/templates/style.css").read_text(encoding="utf-8")
    for rule in re.findall(r":root\{([^}]*#[^}]*)\}", style):
        colours = dict(re.findall(r"--(accent|paper):(#[0-9a-f]{3,6})", rule))
        assert contrast(colours["accent"], colours["paper"]) >= LEAST_OF_MARKS


def test_how_to_have_a_say_stands_there_and_an_empty_file_says_so_plainly(page):
    assert "Call Childline on 0800 1111." in words(page) and "Ask for an advocate." in words(page)
    bare = drawn(county(young_people={"figures": [], "have_your_say": []}))
    assert "No numbers have been picked for this page yet." in words(main_of(bare))
    assert "Ask your social worker who can help you." in words(main_of(bare)) and "<svg" not in main_of(bare)


def test_what_is_not_hidden_is_not_for_young_people():
    told = words(main_of(drawn(county(audience="internal", small_numbers={}))))
    assert "This copy is for staff." in told and "in 10" not in told


def test_it_says_that_invented_figures_are_made_up(page):
    assert "These numbers are made up." in words(main_of(page))
    assert "These numbers are made up." not in words(main_of(drawn(county(invented=False))))


def test_every_note_of_the_edition_stands_at_its_foot_for_adults(page):
    foot = words(page.split("<footer")[1])
    assert all(note in foot for note in small_edition().about["notes"])
    assert "Extract of 31 March 2020" in foot and "Extract of" not in words(main_of(page))


def test_it_is_a_page_of_the_whole_authority_alone():
    made = county()
    assert "young_people" in made.pages_of("county") and "young_people" not in made.pages_of("north")
    with pytest.raises(WrongUse, match=r"whole authority alone\. Open it for 'county'"):
        Page(made, "young_people", "north")
    north = to_html(executed(made, "front_door", "north"), made)
    assert "young_people.html" not in north


def test_a_build_draws_it_once_and_refuses_it_for_an_area():
    made = PageSlices(county())
    drawn_pages = stale_pages.plan(
        made, notebook_source.notebooks(), "", {"pages": {}}, set(), lambda name: True
    )
    assert [name for name in drawn_pages.stale if name.endswith("/young_people")] == ["county/young_people"]
    assert "north/heat_map" in drawn_pages.stale
    refused = run("build", PERIOD, "--area", "north", "--domain", "young_people")
    assert refused.returncode != 0
    assert (
        "young_people: this page is drawn for the whole authority alone. Leave out --area." in refused.stderr
    )


def test_words_for_it_are_of_the_whole_authority_alone(tmp_path):
    made, book = county(), notebook_source.notebooks()
    for area in ("county", "north"):
        (tmp_path / PERIOD / area).mkdir(parents=True)
    words_of_it = "---\nauthor: the participation worker\nwritten: 2019-11-20\n---\n\nHello.\n"
    (tmp_path / PERIOD / "county" / "young_people.md").write_text(words_of_it, encoding="utf-8")
    assert [*render(tmp_path / PERIOD, made, made.areas, book)] == ["county/young_people"]
    (tmp_path / PERIOD / "north" / "young_people.md").write_text(words_of_it, encoding="utf-8")
    with pytest.raises(Problems, match=r"north/young_people\.md: there is no page 'young_people'"):
        render(tmp_path / PERIOD, made, made.areas, book)


def test_the_index_leads_to_it_once(page):
    made = county()
    pages = {
        (area, name): f"{area}/{name}.html" for area in ("county", "north") for name in made.pages_of(area)
    }
    index = index_html(made, pages, [])
    assert re.findall(r'<a href="([^"]*young_people[^"]*)">(.*?)<', index) == [
        ("county/young_people.html", "For young people")
    ]
    assert 'href="../north/young_people.html"' not in page


def test_all_pages_of_an_area_not_drawn_are_told_as_all_though_it_has_no_page_for_young_people():
    made = county()
    missing = [{"area": "north", "page": name, "reason": "stopped"} for name in made.pages_of("north")]
    assert "All pages, North: stopped" in index_html(made, {}, missing)


def test_its_slice_holds_its_own_ten_figures_and_its_words_leave_other_pages_alone():
    made, book = county(), notebook_source.notebooks()
    slices = PageSlices(made)
    cut = edition_of_files(slices.cut("county", "young_people", book["young_people"]).files)
    assert set(cut.figures.frame().indicator) == set(SAID)
    other = PageSlices(county(young_people={"figures": [], "have_your_say": []}))
    for name in ("front_door", "board_summary"):
        assert slices.cut("county", name, book[name]).figures == other.cut("county", name, book[name]).figures


def test_each_picture_that_a_council_may_choose_can_be_drawn_and_named():
    kinds = PlainFigure.model_fields["picture"].annotation.__args__
    assert {*kinds} == {*DRAWINGS} == {*ONE}
