"""What makes an edition or a page another one, and when an extract is read again to know."""

import ast
import os
import shutil
import sys
from importlib.metadata import packages_distributions

import pytest
from support.command import ROOT

from careboard import fingerprints, paths
from careboard.edition import fingerprint
from careboard.intake import source
from careboard.params import load
from careboard.params.models import Source


@pytest.fixture
def params(tmp_path):
    return load.read(shutil.copytree(ROOT / "params", tmp_path / "params"))


def chosen(tmp_path, text="a"):
    folder = tmp_path / "extract"
    folder.mkdir(exist_ok=True)
    (folder / "ssd_person.csv").write_text(text, encoding="utf-8")
    return source.ChosenSource(str(folder), "", Source(path=str(folder)))


def test_an_edition_is_named_for_everything_that_went_into_it(params, tmp_path):
    def name(text="a", audience="board"):
        return fingerprint.edition_fingerprint(
            load.read(params.folder), chosen(tmp_path, text), audience, None, tmp_path / "extracts.json"
        )

    first = name()
    assert name() == first and name(audience="internal") != first
    words = params.folder / "commentary" / "2019-10"
    words_before = fingerprint.words_fingerprint(words, {})
    (words / "north" / "front_door.md").write_text("changed", encoding="utf-8")
    assert (
        name() == first and fingerprint.words_fingerprint(words, {}) != words_before
    )  # words change no figure
    with (params.folder / "bands.yml").open("a", encoding="utf-8") as opened:
        opened.write("# changed\n")
    second = name()
    assert second != first
    assert name("b") not in (first, second)


def test_an_extract_is_read_again_only_when_a_size_or_a_time_differs(tmp_path, monkeypatch):
    extract, remembered = chosen(tmp_path, "a"), tmp_path / "extracts.json"
    file = (
        next(file for file in extract.path.rglob("*") if file.is_file())
        if extract.path.is_dir()
        else extract.path
    )
    os.utime(file, ns=(10**18, 10**18))
    first = fingerprint.extract_fingerprint(extract, remembered)
    monkeypatch.setattr(fingerprint, "fingerprint", lambda words, files: "read again")
    assert fingerprint.extract_fingerprint(extract, remembered) == first
    os.utime(file, ns=(2 * 10**18, 2 * 10**18))
    assert fingerprint.extract_fingerprint(extract, remembered) == "read again"


def test_a_file_written_just_now_is_read_again_since_it_could_keep_its_time(tmp_path):
    extract, remembered = chosen(tmp_path, "a"), tmp_path / "extracts.json"
    fingerprint.extract_fingerprint(extract, remembered)
    assert not remembered.exists()


def test_a_database_is_read_anew_each_time(params, tmp_path):
    chosen = source.ChosenSource("postgresql://127.0.0.1/x", "", Source(path="x"))
    assert fingerprint.edition_fingerprint(
        params, chosen, "board", None, tmp_path / "x"
    ) != fingerprint.edition_fingerprint(params, chosen, "board", None, tmp_path / "x")


def test_a_changed_template_draws_pages_anew_and_counts_nothing(params, tmp_path, monkeypatch):
    monkeypatch.setattr(fingerprints, "TEMPLATES", shutil.copytree(paths.TEMPLATES, tmp_path / "templates"))

    def prints():
        fingerprints.page_fingerprint.cache_clear()
        fingerprints.drawing_fingerprint.cache_clear()
        return fingerprints.drawing_fingerprint(), fingerprint.edition_fingerprint(
            params, chosen(tmp_path), "board", None, tmp_path / "extracts.json"
        )

    drawing, edition = prints()
    assert prints() == (drawing, edition)
    with (tmp_path / "templates" / "style.css").open("a", encoding="utf-8") as style:
        style.write("h1{color:red}")
    assert prints()[0] != drawing and prints()[1] == edition
    monkeypatch.undo()
    fingerprints.page_fingerprint.cache_clear()
    fingerprints.drawing_fingerprint.cache_clear()


# packages that the library imports and whose version changes neither a figure nor a page
NEITHER = {
    "click",
    "distributed",
    "jupyter-client",
    "keyring",
    "psutil",
    "pydantic",
    "ruamel.yaml",
    "tqdm",
    "traitlets",
    "watchfiles",
}


def test_each_package_that_could_change_a_figure_or_a_page_is_part_of_a_fingerprint():
    owners, imported = packages_distributions(), set()
    for file in (ROOT / "lib" / "careboard").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module]
                if isinstance(node, ast.ImportFrom) and node.module and not node.level
                else []
            )
            imported |= {name.split(".")[0] for name in names}
    packages = {
        owner.lower().replace("_", "-")
        for name in imported - {*sys.stdlib_module_names, "careboard"}
        for owner in owners.get(name, [name])
    }
    assert packages <= {*fingerprints.DRAWING_PACKAGES, *fingerprints.COUNTING_PACKAGES} | NEITHER


@pytest.mark.parametrize("package", ["holidays", "gptables"])
def test_another_version_of_a_package_makes_what_it_made_stale(params, tmp_path, monkeypatch, package):
    def both():
        fingerprints.drawing_fingerprint.cache_clear()
        return fingerprint.edition_fingerprint(
            params, chosen(tmp_path), "board", None, tmp_path / "x"
        ), fingerprints.drawing_fingerprint()

    edition, drawing = both()
    true = fingerprints.version
    monkeypatch.setattr(fingerprints, "version", lambda name: "another" if name == package else true(name))
    after = both()
    assert (after[0] != edition) == (package in fingerprints.COUNTING_PACKAGES) and (after[1] != drawing) == (
        package in fingerprints.DRAWING_PACKAGES
    )
    assert after != (edition, drawing)
    monkeypatch.undo()
    fingerprints.drawing_fingerprint.cache_clear()
