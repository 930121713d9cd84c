import shutil
from datetime import date
from typing import get_args

import pytest
from pydantic import BaseModel
from support.command import ROOT

from careboard.errors import Problems, WrongUse
from careboard.params import load
from careboard.params.areas import Areas
from careboard.params.words import ForReaders


@pytest.fixture
def params(tmp_path):
    return shutil.copytree(ROOT / "params", tmp_path / "params")


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_suites_own_parameters_are_in_order():
    read = load.read(ROOT / "params")
    assert read.suite.sources["fellshire_sample"].authority == 888
    assert read.areas.leaves[-1] == "unallocated" and len(read.areas.leaves) == 13


def test_unknown_setting_is_told_with_line_and_nearest(params):
    change(params, "suite.yml", "contact:", "contcat:")
    with pytest.raises(Problems) as refused:
        load.read(params)
    assert "params/suite.yml, line 3: there is no setting 'contcat'. Did you mean 'contact'?" in str(
        refused.value
    )


def test_faults_of_several_files_are_told_together(params):
    change(params, "bands.yml", "good: 83", "good: often")
    change(params, "areas.yml", "{area: north}", "{area: nort}")
    change(params, "disclosure.yml", "threshold: 5", "threshold: -1")
    with pytest.raises(Problems) as refused:
        load.read(params)
    text = str(refused.value)
    assert "params/bands.yml, line 6: 'good' is not right" in text and "params/disclosure.yml, line 2" in text


def test_unknown_parent_is_told(params):
    change(params, "areas.yml", "{area: north}", "{area: nort}")
    with pytest.raises(Problems, match=r"line 7: there is no area 'nort'\. Did you mean 'north'"):
        load.read(params)


@pytest.mark.parametrize(
    ("ident", "reason"),
    [
        ("Manual", "'Manual' is a folder that lies beside the areas' own"),
        ("notebooks", "'notebooks' is a folder"),
        ("../lornmere", "an area's id is a folder of its pages"),
        ("'lorn,mere'", "an area's id is a folder of its pages"),
    ],
)
def test_an_area_whose_id_cannot_be_its_folder_is_told(params, ident, reason):
    change(params, "areas.yml", "  lornmere: ", f"  {ident}: ")
    with pytest.raises(Problems, match=f"params/areas.yml, line 7: {reason}"):
        load.read(params)


def test_cases_that_belong_nowhere_need_an_area(params):
    change(params, "areas.yml", "level: unallocated", "level: district")
    with pytest.raises(Problems, match="0 areas are of the level 'unallocated'"):
        load.read(params)


def test_doubled_key_is_an_error(params):
    change(params, "disclosure.yml", "threshold: 5", "threshold: 5\nthreshold: 3")
    with pytest.raises(Problems, match="doubled keys"):
        load.read(params)


def test_young_peoples_figures_have_a_picture_that_there_is_and_are_told_once(params):
    file = params / "young_people.yml"
    told = file.read_text(encoding="utf-8")
    file.write_text(told.replace("picture: people", "picture: stars"), encoding="utf-8")
    with pytest.raises(Problems, match=r"young_people\.yml, line 12: 'picture' is not right"):
        load.read(params)
    twice = told.replace("indicator: fostering_share", "indicator: looked_after")
    file.write_text(twice, encoding="utf-8")
    with pytest.raises(Problems, match="looked_after is told twice"):
        load.read(params)
    eleventh = "{indicator: no_sdq, question: A?, says: b., means: C., doing: D., picture: keys}"
    file.write_text(told.replace("figures:\n", f"figures:\n  - {eleventh}\n", 1), encoding="utf-8")
    with pytest.raises(Problems, match="at most 10 items"):
        load.read(params)
    file.unlink()
    assert load.read(params).young_people.figures == []


def test_missing_file_and_missing_folder_are_told(params, tmp_path):
    (params / "board.yml").unlink()
    with pytest.raises(Problems, match=r"params/board\.yml: the file is missing"):
        load.read(params)
    with pytest.raises(WrongUse, match="no such folder"):
        load.read(tmp_path / "nowhere")


def test_an_area_may_change_its_parent_on_a_date():
    areas = Areas.model_validate(
        {
            "areas": {
                "county": {"name": "C", "level": "authority"},
                "north": {"name": "N", "level": "area", "parents": [{"area": "county"}]},
                "east": {"name": "E", "level": "area", "parents": [{"area": "county"}]},
                "wyre": {
                    "name": "W",
                    "level": "district",
                    "parents": [
                        {"area": "north", "to": "2019-03-31"},
                        {"area": "east", "from": "2019-04-01"},
                    ],
                },
            }
        }
    )
    assert areas.line("wyre", date(2019, 3, 31)) == ["wyre", "north", "county"]
    assert areas.line("wyre", date(2019, 4, 1)) == ["wyre", "east", "county"]


NO_WORDS = {  # settings of text that are ids, addresses and the like: they say nothing to a reader
    "ListMove.indicator", "Request.page", "Request.indicator", "Request.breakdown", "Request.area",
    "Decision.indicator", "PlainFigure.indicator", "NextTime.indicator", "Parent.area",
    "RecordCorrection.table", "RecordCorrection.column", "RecordCorrection.source",
    "FigureCorrection.indicator", "FigureCorrection.period", "FigureCorrection.window",
    "FigureCorrection.area", "FigureCorrection.source",
    "Suite.source", "Source.path", "Source.prefix", "Look.accent", "Look.accent_dark", "Look.logo",
    "Accepted.what", "Practice.area", "Practice.indicator",
}  # fmt: skip


def shapes_within(shape):
    """A shape and all shapes of its settings."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        yield shape
        for field in shape.model_fields.values():
            yield from shapes_within(field.annotation)
    for part in get_args(shape):
        yield from shapes_within(part)


def test_each_setting_of_text_is_words_for_readers_or_known_to_be_none():
    fields = {
        f"{shape.__name__}.{name}": field
        for whole in load.SHAPES.values()
        for shape in shapes_within(whole)
        for name, field in shape.model_fields.items()
        if field.annotation is str
    }
    words = {name for name, field in fields.items() if any(isinstance(m, ForReaders) for m in field.metadata)}
    assert words | NO_WORDS == set(fields) and not words & NO_WORDS
    assert {"Request.done", "Event.words", "Area.name", "Suite.contact", "RecordCorrection.why"} <= words
