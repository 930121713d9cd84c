"""The manual says what is counted: it fails to keep up only if these fail."""

import re
from datetime import date
from html import unescape

import click
import pytest
from click.testing import CliRunner
from support.command import ROOT

from careboard.cli.main import main
from careboard.indicators import catalogue
from careboard.params.models import Standards, Suite
from careboard.periods import parse
from careboard.publish import manual
from careboard.publish.downloads import FILES

README = (ROOT / "README.md").read_text(encoding="utf-8")
WHOSE = ("Test county", "nobody@example.invalid", {"front_door": "Front door"})
PAGES = manual.manual_pages(*WHOSE, Standards(), date(2028, 1, 31), notes=(), look=None)
PAGE = "".join(PAGES.values())
# command or setting -> why neither the README nor the manual speaks of it
EXEMPT = {
    "edition": "notebooks call it; nobody types it",
    "name": "the council's own name",
    "contact": "the council's own address",
    "sources": "told by its parts, path and authority",
}


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("ident", catalogue())
def test_every_definition_stands_in_the_manual_whole(ident):
    known = catalogue()[ident]
    entry = PAGES[f"manual/{known.page}"].split(f'id="{ident}"', 1)[1].split("</section>", 1)[0]
    told = text(entry)
    for said in (
        known.title,
        known.why,
        known.source,
        known.owner,
        f"Reviewed in {parse(known.reviewed).name}, next in {parse(known.next_review).name}.",
        known.departs,
        " ".join(known.definition.split()),
    ):
        assert " ".join(said.split()) in told
    assert "Worked example" in told and entry.count("<table>") >= 1


def test_the_first_page_leads_to_each_definition():
    links = {unescape(link) for link in re.findall(r'<li><a href="(manual/[^"]+)"', PAGES["manual"])}
    assert {f"manual/{known.page}.html#{ident}" for ident, known in catalogue().items()} <= links


def test_a_worked_example_shows_its_rows_their_reasons_and_the_answer():
    entry = PAGE.split('id="assessments_within_45_working_days"', 1)[1].split("</section>", 1)[0]
    told = text(entry)
    assert "2019-10, month: 4 counted, 2 met." in told
    assert "B 2019-08-19 2019-10-23 the 46th: not met" in told


def test_no_two_tables_have_one_name_and_each_is_named_by_its_example():
    named = re.findall(r"<caption>(.*?)</caption>", PAGE)
    assert len(set(named)) == len(named) > 200
    known = next(known for known in catalogue().values() if len(known.examples) > 1)
    names = [name for name in map(unescape, named) if name.startswith(f"{known.title}, example ")]
    numbers = [name.partition(", example ")[2].partition(":")[0] for name in names]
    expected = {str(number) for number in range(1, len(known.examples) + 1)}
    assert numbers == sorted(numbers) and set(numbers) == expected


def test_a_review_is_overdue_at_the_extracts_date_and_not_before():
    known = catalogue()["looked_after"]
    assert known.next_review == "2027-11"
    days = (None, date(2027, 11, 30), date(2027, 12, 1))
    assert [manual.overdue(known, day) for day in days] == [False, False, True]
    assert "The review is overdue." in PAGE
    assert "The review is overdue." not in manual.manual_page("x", "y", {})


def test_every_local_standard_is_told_with_its_value():
    told = text(manual.manual_page("x", "y", {}, standards=Standards(need_visit_working_days=30)))
    for name, value, words in manual.local_standards(Standards(need_visit_working_days=30)):
        assert f"{name} {value} {words}" in told and words
    assert "need_visit_working_days 30" in told


def test_every_command_and_every_option_is_in_the_readme_or_exempt():
    commands = {name for name in main.commands if name not in EXEMPT}
    assert {name for name in commands if f"careboard {name}" not in README} == set()
    verbs = []
    for command in main.commands.values():
        verbs += command.commands.values() if isinstance(command, click.Group) else [command]
    assert {verb.name for verb in verbs if verb.name not in EXEMPT and verb.name not in README} == set()
    parameters = [parameter for verb in verbs for parameter in verb.params]
    options = {word for parameter in parameters for word in parameter.opts if word.startswith("--")}
    assert {option for option in options if option not in README} == set()


def test_every_setting_of_the_suite_is_in_the_readme_or_exempt():
    assert {name for name in Suite.model_fields if name not in EXEMPT and name not in README} == set()


def test_the_manual_can_be_written_without_an_extract(tmp_path):
    done = CliRunner().invoke(main, ["indicators", "--manual", str(tmp_path / "manual.html")])
    assert done.exit_code == 0, done.output
    written = (tmp_path / "manual.html").read_text(encoding="utf-8")
    assert "<script" not in written and not re.search(r'(src|href)="(https?:)?//', written)
    assert written.count('<section class="entry"') == len(catalogue())


def test_the_method_holds_the_departures_as_the_definitions_say_them():
    done = CliRunner().invoke(main, ["indicators", "--departures"])
    method = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert done.exit_code == 0 and f"\n\n{done.output.strip()}\n\n" in method
    departed = {ident for ident, known in catalogue().items() if known.departs}
    for ident in departed:
        assert f"| `{ident}` |" in done.output
    cells = [line.split("|")[1] for line in method.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`([a-z0-9_]+)`", "\n".join(cells))) <= set(catalogue())


def test_each_figure_with_a_comparator_says_whether_it_is_the_official_one():
    beside = [known for known in catalogue().values() if known.comparator]
    assert len(beside) > 40 and all(bool(known.departs) != known.as_official for known in beside)


def test_the_manual_leads_to_the_data_dictionary_where_it_lies_beside_it():
    assert '<a href="data_dictionary.csv">data_dictionary.csv</a>' in PAGE
    assert "data_dictionary.csv" not in manual.manual_page(*WHOSE)


def test_the_readme_names_every_download():
    assert [name for name in FILES if name not in README] == []
