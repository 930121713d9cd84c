"""What tells whether a definition changed: its rule and its standards, and not its comments, examples or review dates."""

import shutil

import pytest
from careboard import digests
from careboard.indicators import catalogue
from careboard.settings import Areas, Standards

ID, FILE = "protection_visits_in_timescale", "child_protection/protection_visits_in_timescale.py"


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Which definitions have another digest after a file of a copy of the library was changed."""
    library = tmp_path / "careboard"
    shutil.copytree(digests.LIBRARY, library, ignore=shutil.ignore_patterns("__pycache__", "templates", "sample"))
    monkeypatch.setattr(digests, "LIBRARY", library)
    monkeypatch.setattr(digests, "INDICATORS", library / "indicators")

    def found(file, old, new):
        before = digests.definitions(Standards())
        path = library / "indicators" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        digests._read.cache_clear()
        after = digests.definitions(Standards())
        return {id for id in before if before[id] != after[id]}

    yield found
    digests._read.cache_clear()


def test_every_indicator_has_a_digest():
    assert set(catalogue()) <= set(digests.definitions(Standards()))


@pytest.mark.parametrize(("old", "new"), [("@indicator(", "# a comment\n@indicator("), ('reviewed="2026-11"', 'reviewed="2027-11"'), ('why="', 'why="Still: '), ('"""', '"""In other words. ')])
def test_what_changes_no_figure_is_no_change_of_the_definition(changed, old, new):
    assert changed(FILE, old, new) == set()


def test_a_worked_example_more_is_no_change_of_the_definition(changed):
    assert changed(FILE, "example(", f"example({ID}, period='2019-11')\nexample(") == set()


def test_another_rule_is_a_change_of_that_definition_alone(changed):
    assert changed(FILE, "def protection_visits_in_timescale(tables, on):", "def protection_visits_in_timescale(tables, on):\n    on = on") == {ID}


def test_a_module_of_the_page_changes_the_definitions_that_use_it(changed):
    found = changed("child_protection/plans.py", "import pandas", "import pandas\nDAYS = 1") & set(catalogue())
    assert {"protection_plans", "protection_plan_rate"} <= found and "looked_after" not in found


def test_a_local_standard_changes_the_definitions_that_name_it():
    before, after = digests.definitions(Standards()), digests.definitions(Standards(protection_visit_working_days=10))
    assert {id for id in before if before[id] != after[id]} == {ID}


def test_an_area_to_which_another_district_belongs_has_another_digest_and_so_have_those_above_it():
    def areas(parent):
        level = {"county": "authority", "north": "area", "east": "area", "wyre": "district"}
        parents = {"north": "county", "east": "county", "wyre": parent}
        told = Areas.model_validate({"areas": {id: {"name": id, "level": level[id], "parents": [{"area": parents[id]}] if id in parents else []} for id in level}})
        return digests.made_by(Standards(), told, "e")["areas"]

    before, after = areas("north"), areas("east")
    assert {id for id in before if before[id] != after[id]} == {"county", "north", "east"}
