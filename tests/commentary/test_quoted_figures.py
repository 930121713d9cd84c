"""Live figures in words: each form, on an edition of literal figures."""

import pytest
from support.command import ROOT
from support.small_edition import small_edition

from careboard.commentary.quoted_figures import QuotedFigures
from careboard.commentary.quotes import BRACES, FORMS, parse_quote

PUBLISHED = QuotedFigures(small_edition())
IN_TIME = "assessments_within_45_working_days"


def said(inside, area="county", published=PUBLISHED):
    return published.phrase(parse_quote(inside, published.quotable, area))


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (IN_TIME, "89%"),
        ("looked_after_rate", "85.0 per 10,000"),
        ("protection_plans", "1,194 plans"),
        ("protection_plans.number", "1,194"),
        ("iro_caseload.number", "75.0"),
        (f"{IN_TIME}.number", "89%"),
        (f"{IN_TIME} window=six_months", "85%"),
        (f"{IN_TIME} area=east", "86.2%"),
        (f"{IN_TIME}.behind", "1,032 of 1,160"),
        ("looked_after_rate.behind", "2,105 in a population of 247,600"),
        (f"{IN_TIME}.not_met", "128 of 1,160"),
        ("re_referrals_within_12_months.not_met", "2,541 of 11,930"),
        (f"{IN_TIME}.reason", "1 to 5 days late (60 of 128)"),
        ("re_referrals_within_12_months.reason", "not available"),
        (f"{IN_TIME}.change", "up 7 percentage points since October 2018"),
        (f"{IN_TIME}.change since=2019-09", "up 2 percentage points since September 2019"),
        ("protection_plans.change since=2019-08", "down 1 since August 2019"),
        ("looked_after_rate.change since=2019-09", "up 2.0 per 10,000 since September 2019"),
        (f"{IN_TIME}.change since=2018-04", "a change that cannot be told"),
        (f"{IN_TIME}.england", "83.1% (2018/19)"),
        (f"{IN_TIME}.region", "84.4% (2018/19)"),
        (f"{IN_TIME}.neighbours", "86.4% (2018/19)"),
        ("re_referrals_within_12_months.england", "22.6% (2018/19, not like for like)"),
        ("protection_plan_rate.neighbours", "not available"),
        (f"{IN_TIME}.band", "Good"),
        ("three_or_more_placements.band", "no band"),
        (f"{IN_TIME}.rank area=east", "the lowest of 3"),
        (f"{IN_TIME}.rank area=north", "not told apart from the others"),
        (f"{IN_TIME}.rank", "not told apart from the others"),
        ("protection_visits_in_timescale", "not available"),
        ("repeat_plans_within_12_months", "could not be worked out"),
    ],
)
def test_a_figure_is_told_in_each_form(inside, words):
    assert said(inside) == words


@pytest.mark.parametrize("form", ["", ".number", ".behind", ".not_met", ".reason"])
def test_a_hidden_figure_is_a_small_number_in_every_form(form):
    assert said(f"{IN_TIME}{form}", "lornmere") == "a hidden number"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (".change", "a change that cannot be told"),
        (".band", "no band"),
        (".rank", "not told apart from the others"),
    ],
)
def test_what_follows_from_a_hidden_figure_is_not_told(form, words):
    assert said(f"{IN_TIME}{form}", "lornmere") == words


def test_the_manual_of_words_names_every_form_with_what_it_gives():
    lines = (ROOT / "docs" / "words.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `{")]
    inside = {BRACES.search(shown).group(1): words for shown, words in rows}
    quotes = [(parse_quote(text, PUBLISHED.quotable, "county"), words) for text, words in inside.items()]
    assert {quote.form: words for quote, words in quotes} == FORMS
