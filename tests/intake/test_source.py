"""Which extract a build reads, and whose it is."""

import shutil

import pytest
from support.command import ROOT

from careboard.errors import WrongUse
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


def test_a_folder_that_suite_yml_does_not_name_has_no_authority(params, tmp_path):
    assert source.choose(params, str(tmp_path)).settings.authority is None


def test_a_source_may_be_asked_for_by_its_path(params, tmp_path):
    params.suite.sources["ours"] = Source(path="records", authority=301)
    assert source.choose(params, str(tmp_path / "records")).name == "ours"


def test_a_source_that_is_not_described_is_told_with_its_line(params):
    params.suite.source = "fellshire"
    with pytest.raises(
        WrongUse,
        match=r"params/suite\.yml, line 4: there is no source 'fellshire'\. Did you mean 'fellshire_sample'",
    ):
        source.choose(params, None)
