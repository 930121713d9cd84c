"""Nothing of the invented county stands on the pages of a council with its own records."""

import re
import shutil
from types import SimpleNamespace

import pytest
from support.command import ROOT

from careboard.build.invented_texts import invented_texts
from careboard.params import load


def found(folder, authority=202, invented=False):
    chosen = SimpleNamespace(settings=SimpleNamespace(authority=authority))
    return invented_texts(load.read(folder), chosen, SimpleNamespace(invented=invented))


def test_each_text_of_the_sample_is_named_with_file_and_line():
    said = "\n".join(found(ROOT / "params"))
    for place in (
        "suite.yml, line 2",
        "areas.yml, line 3",
        "bands.yml, line 4",
        "commentary/2019-10/county/front_door.md",
    ):
        assert place in said, place
    for file, entries in (
        ("board.yml", 6),
        ("suite.yml", 3),
        ("young_people.yml", 11),
    ):  # request, decision, next time, asks, practice; name, contact, event; ten figures, a way to have a say
        assert len(re.findall(f"params/{file}, line", said)) == entries, said
    assert "sources" not in said and "sample" not in said


@pytest.mark.parametrize(("authority", "invented"), [(202, True), (888, False), (None, False)])
def test_the_sample_itself_its_authority_and_records_of_none_keep_them(authority, invented):
    assert found(ROOT / "params", authority, invented) == []


def test_a_council_with_texts_of_its_own_is_told_nothing(tmp_path):
    folder = shutil.copytree(ROOT / "params", tmp_path / "params")
    shutil.rmtree(folder / "commentary")
    (folder / "board.yml").write_text("headline: [looked_after]\n", encoding="utf-8")
    for path in folder.glob("*.yml"):
        text = path.read_text(encoding="utf-8").replace(" (invented)", "").replace("Fellshire", "Camden")
        text = text.replace("@fellshire.example", "@camden.example")
        text = re.sub(r"(?m)^ *invented: true.*\n", "", text)
        path.write_text(text, encoding="utf-8")
    assert found(folder) == []
    with (folder / "bands.yml").open("a", encoding="utf-8") as bands:
        bands.write("# (invented) in a remark is no text\n")
    assert found(folder) == []
