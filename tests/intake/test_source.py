"""Which extract a build reads, and whose it is."""

import shutil

import pytest
from support.command import ROOT

from careboard.errors import WrongUse
from careboard.intake import sample_folder, source
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


def written_sample(monkeypatch):
    """The invented county in two lines, so that it is written at once."""
    import careboard.sample

    def write(folder, snapshots):
        files = ["ssd/ssd_person.csv", *["annex_a/annex_a_2019-10-31.xlsx"] * snapshots]
        for file in files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text("pers_person_id\n1\n", encoding="utf-8")

    monkeypatch.setattr(careboard.sample, "write", write)


def version(monkeypatch, text):
    monkeypatch.setattr(sample_folder, "code_fingerprint", lambda package: text)


def test_a_councils_folder_under_the_samples_name_is_never_written_to(params, tmp_path, monkeypatch):
    written_sample(monkeypatch)
    chosen(tmp_path)
    params.suite.sources["fellshire_sample"].path = "extract"
    assert source.choose(params, None).path == tmp_path / "extract"
    assert [path.name for path in tmp_path.iterdir() if path.name != "params"] == ["extract"]
    assert [path.name for path in (tmp_path / "extract").iterdir()] == ["ssd_person.csv"]


def test_a_councils_extract_in_the_samples_own_place_stays_as_it_is(params, tmp_path, monkeypatch):
    written_sample(monkeypatch)
    own = tmp_path / "data" / "sample" / "ssd"
    own.mkdir(parents=True)
    (own / "ssd_person.csv").write_text("ours", encoding="utf-8")
    told = []
    source.choose(params, None, told.append)
    assert (own / "ssd_person.csv").read_text(encoding="utf-8") == "ours" and "not written there" in told[0]
    assert [path.name for path in (tmp_path / "data" / "sample").rglob("*") if path.is_file()] == [
        "ssd_person.csv"
    ]


def test_the_sample_is_made_again_by_another_version_unless_a_file_of_it_was_changed(tmp_path, monkeypatch):
    written_sample(monkeypatch)
    version(monkeypatch, "one")
    file = tmp_path / "sample" / "ssd" / "ssd_person.csv"
    assert sample_folder.make_sample(tmp_path / "sample", lambda line: None)
    version(monkeypatch, "two")
    assert sample_folder.make_sample(tmp_path / "sample", lambda line: None)
    file.write_text("ours", encoding="utf-8")
    assert sample_folder.make_sample(tmp_path / "sample", lambda line: None)  # nothing is to be written
    version(monkeypatch, "three")
    assert not sample_folder.make_sample(tmp_path / "sample", lambda line: None)
    assert file.read_text(encoding="utf-8") == "ours"


def test_a_sample_whose_making_was_interrupted_is_made_again(tmp_path, monkeypatch):
    written_sample(monkeypatch)
    (tmp_path / "ssd").mkdir()
    (tmp_path / "ssd" / "half.csv").write_text("x", encoding="utf-8")
    (tmp_path / sample_folder.MARK).write_text(sample_folder.BEING_MADE + "\n", encoding="utf-8")
    assert (
        sample_folder.make_sample(tmp_path, lambda line: None)
        and (tmp_path / "ssd" / "ssd_person.csv").is_file()
    )


def test_a_build_writes_no_snapshots_and_the_command_adds_them(params, tmp_path, monkeypatch):
    """They take longer than all the rest, and no report needs them."""
    written_sample(monkeypatch)
    version(monkeypatch, "one")
    own = tmp_path / "data" / "sample"
    source.choose(params, None, lambda line: None)
    assert (own / "ssd" / "ssd_person.csv").is_file() and not (own / "annex_a").exists()
    assert sample_folder.make_sample(own, lambda line: None)
    (snapshot,) = (own / "annex_a").iterdir()
    version(monkeypatch, "two")  # none of an older version may stay
    stamp = snapshot.stat().st_mtime_ns
    source.choose(params, None, lambda line: None)
    assert snapshot.stat().st_mtime_ns > stamp
