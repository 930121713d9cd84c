"""What is stale, what fails, and what readers find afterwards."""

import json
import re
import shutil

import pytest
from support.command import work_of
from support.returns import written_returns

from careboard.build import edition_store
from careboard.build.build import build_periods
from careboard.build.request import Build
from careboard.commentary import folder as commentary_folder
from careboard.errors import Problem, WrongUse
from careboard.execute.pool import Pool
from careboard.indicators import catalogue
from careboard.notebook_source import notebooks
from careboard.params import load
from careboard.paths import ROOT
from careboard.periods import parse
from careboard.publish import periods_index
from careboard.publish.downloads import FILES
from careboard.publish.outputs import Folders

FEBRUARY, MARCH = parse("2018-02"), parse("2018-03")


@pytest.fixture(scope="module")
def returns(tmp_path_factory):
    return written_returns(tmp_path_factory.mktemp("extract") / "returns")


def two_books(folder, monkeypatch):
    folder.mkdir()
    for name in ("looked_after", "placements"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder)
    monkeypatch.setattr("careboard.notebook_source.NOTEBOOKS", folder)
    return folder


@pytest.fixture
def books(tmp_path, monkeypatch):
    """A folder of two notebooks that a test may break."""
    return two_books(tmp_path / "notebooks", monkeypatch)


@pytest.fixture(scope="module")
def counted(returns, suite, tmp_path_factory):
    """The editions of the returns, of no authority and of a named one, counted once for all tests."""
    folder = tmp_path_factory.mktemp("counted")
    with pytest.MonkeyPatch.context() as patch:
        two_books(folder / "notebooks", patch)
        edition_store.ensure(request(folder, returns), [FEBRUARY, MARCH], notebooks())
        edition_store.ensure(named_build(folder, load.read(suite)), [MARCH], notebooks())
    return work_of(folder / "outputs") / "editions"


@pytest.fixture(autouse=True)
def outputs(tmp_path, counted):
    return shutil.copytree(counted, work_of(tmp_path / "outputs") / "editions")


def request(tmp_path, returns, **how):
    return Build(
        load.read(ROOT / "params"),
        Folders.of(tmp_path / "outputs"),
        str(returns),
        tell=lambda line: None,
        **how,
    )


@pytest.fixture(scope="module")
def suite(returns, tmp_path_factory):
    """Parameters under which the returns are those of a named authority, so that words are read."""
    folder = shutil.copytree(ROOT / "params", tmp_path_factory.mktemp("suite") / "params")
    suite = folder / "suite.yml"
    suite.write_text(
        suite.read_text(encoding="utf-8").replace(
            "sources:\n", f"sources:\n  ours: {{path: '{returns.as_posix()}', authority: 888}}\n"
        ),
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def named(suite, tmp_path):
    """Those parameters, a copy in which words may be written."""
    return load.read(shutil.copytree(suite, tmp_path / "suite" / "params"))


def named_build(tmp_path, params, **how):
    return Build(params, Folders.of(tmp_path / "outputs"), "ours", tell=lambda line: None, **how)


def replace(book, old, new):
    text = book.read_text(encoding="utf-8")
    assert old in text
    book.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_page_that_stops_fails_alone_and_is_told_on_the_index(books, tmp_path, returns):
    replace(
        books / "placements.ipynb", 'page.question(\\"fostering_share\\")', 'page.question(\\"fostering\\")'
    )
    [outcome] = build_periods(request(tmp_path, returns), [MARCH])
    assert outcome.drawn == ["county/looked_after"]
    assert [told["page"] for told in outcome.not_drawn] == [
        "placements"
    ] and "stopped at cell" in outcome.not_drawn[0]["reason"]
    index = outcome.index.read_text(encoding="utf-8")
    assert "stopped at cell" in index
    receipt = json.loads((outcome.index.parent / "receipt.json").read_text(encoding="utf-8"))
    assert list(receipt["pages"]) == ["county/looked_after"]


def test_of_a_page_that_was_drawn_before_and_fails_now_no_figure_is_left(books, tmp_path, returns):
    [first] = build_periods(request(tmp_path, returns), [MARCH])
    page = first.index.parent / "county" / "placements.html"
    assert {"75%", "30 of 40"} <= set(re.findall("75%|30 of 40", page.read_text(encoding="utf-8")))
    replace(
        books / "placements.ipynb", 'page.question(\\"fostering_share\\")', 'page.question(\\"fostering\\")'
    )
    build_periods(request(tmp_path, returns), [MARCH])
    assert re.findall("75%|30 of 40", page.read_text(encoding="utf-8")) == []


def test_in_the_place_of_a_page_not_drawn_stands_why_until_it_is_drawn(books, tmp_path, returns):
    replace(
        books / "placements.ipynb", 'page.question(\\"fostering_share\\")', 'page.question(\\"fostering\\")'
    )
    [broken] = build_periods(request(tmp_path, returns), [MARCH])
    folder = broken.index.parent
    page, neighbour = folder / "county" / "placements.html", folder / "county" / "looked_after.html"
    assert 'href="placements.html"' in neighbour.read_text(encoding="utf-8")
    for again in range(3):
        assert "This page was not drawn: stopped at cell" in page.read_text(encoding="utf-8")
        build_periods(request(tmp_path, returns, force=again == 1), [MARCH])
    links = set(re.findall(r'href="([^"#]+)', page.read_text(encoding="utf-8")))
    assert "../index.html" in links and all((page.parent / link).resolve().is_file() for link in links)
    replace(
        books / "placements.ipynb", 'page.question(\\"fostering\\")', 'page.question(\\"fostering_share\\")'
    )
    [mended] = build_periods(request(tmp_path, returns), [MARCH])
    assert (
        mended.drawn == ["county/placements"]
        and "not drawn" not in page.read_text(encoding="utf-8")
        and "county/placements.html"
        not in json.loads((folder / "receipt.json").read_text(encoding="utf-8"))["products"]
    )


def test_no_link_of_a_page_that_was_built_alone_leads_nowhere(books, tmp_path, returns):
    [alone] = build_periods(request(tmp_path, returns, pages=("looked_after",), areas=("county",)), [MARCH])
    folder = alone.index.parent
    page, neighbour = folder / "county" / "looked_after.html", folder / "county" / "placements.html"
    links = {
        link for link in re.findall(r'href="([^"#]+)', page.read_text(encoding="utf-8")) if ":" not in link
    }
    assert "placements.html" in links and all((page.parent / link).resolve().is_file() for link in links)
    assert "This page was not drawn: not yet asked for." in neighbour.read_text(encoding="utf-8")
    [whole] = build_periods(request(tmp_path, returns), [MARCH])
    assert "county/looked_after" in whole.kept and "county/placements" in whole.drawn and whole.earlier == []
    assert "not drawn" not in neighbour.read_text(
        encoding="utf-8"
    ) and "not drawn" not in whole.index.read_text(encoding="utf-8")


def test_an_index_leads_to_the_period_published_after_it(books, tmp_path, returns):
    [february] = build_periods(request(tmp_path, returns), [FEBRUARY])
    assert 'rel="next"' not in february.index.read_text(encoding="utf-8")
    [march] = build_periods(request(tmp_path, returns), [MARCH])
    for _ in range(2):
        assert re.findall(
            r'<a rel="next" href="([^"]+)">([^<]+)</a>', february.index.read_text(encoding="utf-8")
        ) == [("../2018-03/index.html", "March 2018")]
        build_periods(request(tmp_path, returns, force=True), [FEBRUARY])
    assert 'rel="next"' not in march.index.read_text(encoding="utf-8")


def test_a_build_stopped_before_the_list_of_periods_was_written_is_made_good_by_the_next(
    books, tmp_path, returns, monkeypatch
):
    [february] = build_periods(request(tmp_path, returns), [FEBRUARY])

    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(periods_index, "renew_list", stopped)
        build_periods(request(tmp_path, returns), [MARCH])
    every = february.index.parents[1] / "index.html"
    assert ">March 2018<" not in every.read_text(encoding="utf-8")
    [march] = build_periods(request(tmp_path, returns), [MARCH])
    assert march.drawn == [] and ">March 2018<" in every.read_text(encoding="utf-8")
    written = every.stat().st_mtime_ns
    build_periods(request(tmp_path, returns), [MARCH])
    assert every.stat().st_mtime_ns == written


def test_a_page_that_failed_stays_on_the_index_when_another_is_built_alone(books, tmp_path, returns):
    replace(
        books / "placements.ipynb", 'page.question(\\"fostering_share\\")', 'page.question(\\"fostering\\")'
    )
    build_periods(request(tmp_path, returns), [MARCH])
    [alone] = build_periods(request(tmp_path, returns, pages=("looked_after",), force=True), [MARCH])
    assert alone.not_drawn == [] and "stopped at cell" in alone.index.read_text(encoding="utf-8")


def test_a_page_whose_notebook_is_gone_is_taken_away(books, tmp_path, returns):
    [first] = build_periods(request(tmp_path, returns), [MARCH])
    (books / "placements.ipynb").unlink()
    build_periods(request(tmp_path, returns), [MARCH])
    assert not (first.index.parent / "county" / "placements.html").exists()
    assert not (first.index.parent / "notebooks" / "county" / "placements.ipynb").exists()


def test_unchanged_pages_are_left_alone_and_a_lost_or_changed_file_is_drawn_again(books, tmp_path, returns):
    [first] = build_periods(request(tmp_path, returns), [MARCH])
    assert sorted(first.drawn) == ["county/looked_after", "county/placements"]
    [second] = build_periods(request(tmp_path, returns), [MARCH])
    assert (second.drawn, len(second.kept)) == ([], 2)
    page = first.index.parent / "county" / "placements.html"
    before = page.read_bytes()
    page.write_text("half a page", encoding="utf-8")
    [third] = build_periods(request(tmp_path, returns), [MARCH])
    assert third.drawn == ["county/placements"] and page.read_bytes() == before


def test_a_notebook_that_lost_its_tag_is_refused_before_anything_is_drawn(books, tmp_path, returns):
    replace(books / "placements.ipynb", '"parameters"\n', '"params"\n')
    with pytest.raises(Problem, match="0 cells are tagged 'parameters'"):
        build_periods(request(tmp_path, returns), [MARCH])
    assert not (tmp_path / "outputs" / "2018-03").exists()


def test_an_indicator_that_could_not_be_counted_is_told_and_the_others_stand(
    books, tmp_path, returns, outputs, monkeypatch
):
    shutil.rmtree(outputs)

    def broken(tables, on):
        raise ValueError("a value of a record")

    monkeypatch.setattr(catalogue()["looked_after"], "count", broken)
    [outcome] = build_periods(request(tmp_path, returns), [MARCH])
    assert list(outcome.failed) == ["looked_after"] and "a value of a record" not in str(outcome.failed)
    page = (outcome.index.parent / "county" / "looked_after.html").read_text(encoding="utf-8")
    assert "[failed]" in page and "a value of a record" not in page
    assert "75%" in (outcome.index.parent / "county" / "placements.html").read_text(encoding="utf-8")
    [again] = build_periods(request(tmp_path, returns), [MARCH])
    assert list(again.failed) == ["looked_after"]


def test_internal_pages_go_to_a_folder_of_their_own_and_say_so(books, tmp_path, returns):
    [outcome] = build_periods(request(tmp_path, returns, audience="internal"), [MARCH])
    assert outcome.index.parent == work_of(tmp_path / "outputs") / "internal" / "2018-03"
    assert "Internal: small numbers are not hidden" in (
        outcome.index.parent / "county" / "placements.html"
    ).read_text(encoding="utf-8")
    assert not (tmp_path / "outputs" / "2018-03").exists()


def test_a_changed_commentary_draws_one_page_and_counts_nothing(books, tmp_path, named, monkeypatch):
    params = named
    [first] = build_periods(named_build(tmp_path, params), [MARCH])
    file = params.folder / "commentary" / "2018-03" / "county" / "looked_after.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\nauthor: A\nwritten: 2018-04-11\n---\nNow {looked_after}.\n", encoding="utf-8")
    monkeypatch.setattr("careboard.intake.read", None)
    [second] = build_periods(named_build(tmp_path, params), [MARCH])
    assert (
        len(first.drawn) == 2
        and second.drawn == ["county/looked_after"]
        and second.kept == ["county/placements"]
    )
    assert "Now 40 children.</p>" in (second.index.parent / "county" / "looked_after.html").read_text(
        encoding="utf-8"
    )


def test_what_draws_pages_warms_up_while_words_are_read_and_only_where_a_page_is_to_be_drawn(
    books, tmp_path, named, monkeypatch
):
    heard, render = [], commentary_folder.render
    monkeypatch.setattr(
        commentary_folder, "render", lambda *given, **how: heard.append("words") or render(*given, **how)
    )

    class Heard(Pool):
        def begin(self):
            heard.append("begun")

    def built(**how):
        heard.clear()
        build_periods(named_build(tmp_path, named, **how), [MARCH], pool)
        return list(heard)

    with Heard(1) as pool:
        built()
        file = named.folder / "commentary" / "2018-03" / "county" / "looked_after.md"
        file.parent.mkdir(parents=True)
        file.write_text("---\nauthor: A\nwritten: 2018-04-11\n---\nNow {looked_after}.\n", encoding="utf-8")
        assert built()[:2] == ["begun", "words"]
        assert built() == [] and built(why=True, force=True) == []


def test_after_a_page_was_built_alone_a_build_of_all_draws_the_others(books, tmp_path, returns):
    build_periods(request(tmp_path, returns, pages=("looked_after",)), [MARCH])
    [all_pages] = build_periods(request(tmp_path, returns), [MARCH])
    assert (all_pages.drawn, all_pages.kept) == (["county/placements"], ["county/looked_after"])


def test_why_says_what_changed_and_draws_nothing(books, tmp_path, returns):
    [first] = build_periods(request(tmp_path, returns), [MARCH])
    replace(books / "placements.ipynb", "page.in_short()", "page.in_short() ")
    said = []
    before = (first.index.parent / "county" / "placements.html").read_bytes()
    build_periods(
        Build(
            load.read(ROOT / "params"),
            Folders.of(tmp_path / "outputs"),
            str(returns),
            tell=said.append,
            why=True,
        ),
        [MARCH],
    )
    assert said == ["2018-03 county/placements: its notebook changed"]
    assert (first.index.parent / "county" / "placements.html").read_bytes() == before


def test_a_page_that_was_not_asked_for_and_whose_figures_changed_is_taken_away_and_told(books, tmp_path):
    returns = written_returns(tmp_path / "returns")
    [first] = build_periods(request(tmp_path, returns), [MARCH])
    downloads = {name: (first.index.parent / name).read_bytes() for name in FILES}
    file = next(file for file in sorted(returns.rglob("*.csv")) if "episodes" in file.name)
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(lines[:-2]) + "\n", encoding="utf-8")
    [alone] = build_periods(request(tmp_path, returns, pages=("looked_after",)), [MARCH])
    assert alone.drawn == ["county/looked_after"] and [told["page"] for told in alone.earlier] == [
        "placements"
    ]
    assert "This page was not drawn: its figures have changed" in (
        first.index.parent / "county" / "placements.html"
    ).read_text(encoding="utf-8")
    assert "this build was not asked for it" in alone.index.read_text(encoding="utf-8")
    assert {name for name in FILES if (alone.index.parent / name).read_bytes() != downloads[name]} == {
        "figures.csv",
        "figures.xlsx",
        "open_data.csv",
    }
    [again] = build_periods(request(tmp_path, returns), [MARCH])
    assert again.drawn == ["county/placements"] and again.earlier == []


def test_what_others_put_beside_the_pages_stays(books, tmp_path, returns):
    [first] = build_periods(request(tmp_path, returns), [MARCH])
    (first.index.parent / "minutes.txt").write_text("ours", encoding="utf-8")
    build_periods(request(tmp_path, returns, force=True), [MARCH])
    assert (first.index.parent / "minutes.txt").read_text(encoding="utf-8") == "ours"


def test_a_pack_stays_until_a_page_that_it_holds_is_drawn_anew(books, tmp_path, returns):
    build_periods(request(tmp_path, returns), [MARCH])
    pack = tmp_path / "outputs" / "2018-03" / "county" / "pack.pdf"
    summary = pack.with_name("summary.pdf")
    pack.write_bytes(b"%PDF-1.4")
    summary.write_bytes(b"%PDF-1.4")
    build_periods(request(tmp_path, returns), [MARCH])
    assert pack.read_bytes() == summary.read_bytes() == b"%PDF-1.4"
    build_periods(request(tmp_path, returns, pages=("placements",), force=True), [MARCH])
    assert not pack.exists() and not summary.exists() and (pack.parent / "placements.html").is_file()


def test_the_log_tells_each_page_with_its_time(books, tmp_path, returns):
    build_periods(request(tmp_path, returns), [MARCH])
    log = (work_of(tmp_path / "outputs") / "build.log").read_text(encoding="utf-8")
    assert re.search(r"Z INFO 2018-03 county/placements drawn in \d+\.\d\d s", log) and "2 pages drawn" in log


def test_executed_notebooks_hold_no_path_and_no_environment(books, tmp_path, returns):
    [outcome] = build_periods(request(tmp_path, returns), [MARCH])
    text = (outcome.index.parent / "notebooks" / "county" / "placements.ipynb").read_text(encoding="utf-8")
    assert str(tmp_path) not in text and "papermill" not in json.loads(text)["metadata"]


def test_periods_lead_to_the_one_before_and_all_stand_on_one_list(books, tmp_path, returns):
    build_periods(request(tmp_path, returns, pages=("placements",)), [FEBRUARY])
    [march] = build_periods(request(tmp_path, returns), [MARCH])
    folder = march.index.parent
    assert '<a href="../../2018-02/county/placements.html">This page for February 2018</a>' in (
        folder / "county" / "placements.html"
    ).read_text(encoding="utf-8")
    assert "../../2018-02" not in (folder / "county" / "looked_after.html").read_text(encoding="utf-8")
    assert '<a href="../2018-02/index.html">February 2018</a>' in march.index.read_text(encoding="utf-8")
    listed = re.findall(
        r'<a href="(\d{4}-\d{2})/index.html">([^<]+)</a>',
        (tmp_path / "outputs" / "index.html").read_text(encoding="utf-8"),
    )
    assert listed == [("2018-03", "March 2018"), ("2018-02", "February 2018")]


def test_a_page_is_drawn_again_when_the_period_before_it_is_published(books, tmp_path, returns):
    build_periods(request(tmp_path, returns), [MARCH])
    build_periods(request(tmp_path, returns, pages=("placements",)), [FEBRUARY])
    said = []
    build_periods(
        Build(
            load.read(ROOT / "params"),
            Folders.of(tmp_path / "outputs"),
            str(returns),
            tell=said.append,
            why=True,
        ),
        [MARCH],
    )
    since = "what changed since the last edition is another"
    assert said == [
        f"2018-03 county/looked_after: {since}",
        f"2018-03 county/placements: the period published before it is another; {since}",
    ]


def told(file):
    size = file.stat().st_size
    return (
        f"{size} bytes"
        if size < 1000
        else f"{size / 1000:.0f} KB"
        if size < 999_500
        else f"{size / 1_000_000:.1f} MB"
    )


def test_the_downloads_lie_beside_the_pages_and_a_page_more_leaves_them_as_they_are(
    books, tmp_path, returns, monkeypatch
):
    [first] = build_periods(request(tmp_path, returns, pages=("looked_after",)), [MARCH])
    folder = first.index.parent
    before = {name: (folder / name).read_bytes() for name in FILES}
    with monkeypatch.context() as context:
        context.setattr("careboard.build.products.download_files", None)
        [second] = build_periods(request(tmp_path, returns), [MARCH])
    assert second.drawn == ["county/placements"]
    index = second.index.read_text(encoding="utf-8")
    for name in FILES:
        kind, size = re.search(
            rf'<a href="{re.escape(name)}">[^<]+\((CSV|Excel workbook), (\d[\d.]* (?:bytes|KB|MB))\)</a>',
            index,
        ).groups()
        assert (kind, size) == ("Excel workbook" if name.endswith("xlsx") else "CSV", told(folder / name)), (
            name
        )
    (folder / "figures.xlsx").unlink()
    build_periods(request(tmp_path, returns), [MARCH])
    assert {name: (folder / name).read_bytes() for name in FILES} == before


def test_a_page_that_the_period_before_has_lost_is_led_to_no_longer(books, tmp_path, returns):
    [february] = build_periods(request(tmp_path, returns), [FEBRUARY])
    [march] = build_periods(request(tmp_path, returns), [MARCH])
    page = march.index.parent / "county" / "placements.html"
    assert "../../2018-02/county/placements.html" in page.read_text(encoding="utf-8")
    receipt = february.index.parent / "receipt.json"
    told = json.loads(receipt.read_text(encoding="utf-8"))
    del told["pages"]["county/placements"]
    receipt.write_text(json.dumps(told), encoding="utf-8")
    [again] = build_periods(request(tmp_path, returns), [MARCH])
    assert again.drawn == ["county/placements"] and "../../2018-02" not in page.read_text(encoding="utf-8")


def copies(tmp_path):
    return {
        file.name: file.read_bytes()
        for file in sorted(Folders.of(tmp_path / "outputs").snapshots("board", "2018-03").glob("*"))
    }


def test_what_is_published_is_kept_as_a_frozen_copy_and_a_build_of_the_same_keeps_no_other(
    books, tmp_path, returns
):
    build_periods(request(tmp_path, returns), [MARCH])
    [(name, told)] = copies(tmp_path).items()
    build_periods(request(tmp_path, returns, force=True), [MARCH])
    assert copies(tmp_path) == {name: told} and name.startswith("000001-")


def test_a_build_stopped_between_publishing_and_freezing_ends_in_the_same_bytes(
    books, tmp_path, returns, monkeypatch
):
    [whole] = build_periods(request(tmp_path, returns), [MARCH])
    kept, page = copies(tmp_path), (whole.index.parent / "county" / "placements.html").read_bytes()
    shutil.rmtree(whole.index.parent)
    shutil.rmtree(work_of(tmp_path / "outputs") / "published")
    with monkeypatch.context() as patch:
        patch.setattr(
            "careboard.publish.receipt.read_receipt", lambda target: {}
        )  # the copy is told from the receipt: nothing is frozen
        build_periods(request(tmp_path, returns), [MARCH])
    assert copies(tmp_path) == {}
    [again] = build_periods(request(tmp_path, returns), [MARCH])
    assert (
        again.drawn == []
        and copies(tmp_path) == kept
        and (again.index.parent / "county" / "placements.html").read_bytes() == page
    )


def test_a_build_of_another_extract_after_such_a_stop_still_keeps_what_was_published_first(
    books, tmp_path, monkeypatch
):
    returns = written_returns(tmp_path / "returns")
    build_periods(request(tmp_path, returns), [MARCH])
    [first] = copies(tmp_path).items()
    shutil.rmtree(work_of(tmp_path / "outputs") / "published")
    file = returns / "episodes.csv"
    file.write_text(
        "".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:-6]), encoding="utf-8"
    )
    build_periods(request(tmp_path, returns), [MARCH])
    kept = list(copies(tmp_path).items())
    assert kept[0] == first and len(kept) == 2


SIGNED = (
    "---\nauthor: A\nwritten: 2018-04-11\nsigned_off_by: B\nsigned_off_on: 2018-04-12\n---\n\nAll is told on "
    "the pages.\n"
)


@pytest.fixture
def signed(books, named):
    """Those parameters with the page and the words that a sign-off needs."""
    shutil.copy(ROOT / "notebooks" / "board_summary.ipynb", books)
    words = named.folder / "commentary" / "2018-03" / "county" / "board_summary.md"
    words.parent.mkdir(parents=True)
    words.write_text(SIGNED, encoding="utf-8")
    return named


def test_a_period_is_closed_whole_or_not_at_all(books, tmp_path, signed):
    with pytest.raises(WrongUse, match="a period is closed whole"):
        build_periods(signing_build(tmp_path, signed, pages=("placements",)), [MARCH])
    replace(
        books / "placements.ipynb", 'page.question(\\"fostering_share\\")', 'page.question(\\"fostering\\")'
    )
    [failed] = build_periods(signing_build(tmp_path, signed), [MARCH])
    assert failed.not_drawn and not closed(failed)
    replace(
        books / "placements.ipynb", 'page.question(\\"fostering\\")', 'page.question(\\"fostering_share\\")'
    )
    [whole] = build_periods(signing_build(tmp_path, signed), [MARCH])
    assert whole.drawn == ["county/placements"] and closed(whole)
    with pytest.raises(Problem, match="signed off and closed"):
        build_periods(named_build(tmp_path, signed, force=True), [MARCH])
    replace(
        books / "placements.ipynb", 'page.question(\\"fostering_share\\")', 'page.question(\\"fostering\\")'
    )
    [reopened] = build_periods(signing_build(tmp_path, signed, reopen="a start date was wrong"), [MARCH])
    assert reopened.not_drawn and not closed(reopened)


def signing_build(tmp_path, params, **how):
    return named_build(tmp_path, params, require_signed=True, **how)


def closed(outcome):
    return json.loads((outcome.index.parent / "receipt.json").read_text(encoding="utf-8"))["signed_off"]
