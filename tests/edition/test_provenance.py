"""What tells whether a definition changed.

Its rule and its standards, and not its comments, examples or review dates.
"""

import shutil

import pytest

from careboard.edition import provenance
from careboard.indicators import catalogue
from careboard.params.areas import Areas
from careboard.params.models import Standards

ID, FILE = "protection_visits_in_timescale", "child_protection/protection_visits_in_timescale.py"


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Which definitions have another digest after a file of a copy of the library was changed."""
    library = tmp_path / "careboard"
    shutil.copytree(
        provenance.LIBRARY, library, ignore=shutil.ignore_patterns("__pycache__", "templates", "sample")
    )
    monkeypatch.setattr(provenance, "LIBRARY", library)
    monkeypatch.setattr(provenance, "INDICATORS", library / "indicators")

    def found(file, old, new):
        before = provenance.definition_digests(Standards())
        path = library / "indicators" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        provenance._read.cache_clear()
        after = provenance.definition_digests(Standards())
        return {ident for ident in before if before[ident] != after[ident]}

    yield found
    provenance._read.cache_clear()


def test_every_indicator_has_a_digest():
    assert set(catalogue()) <= set(provenance.definition_digests(Standards()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@indicator(", "# a comment\n@indicator("),
        ('reviewed="2026-11"', 'reviewed="2027-11"'),
        ('why="', 'why="Still: '),
        ('"""', '"""In other words. '),
    ],
)
def test_what_changes_no_figure_is_no_change_of_the_definition(changed, old, new):
    assert changed(FILE, old, new) == set()


def test_a_worked_example_more_is_no_change_of_the_definition(changed):
    assert changed(FILE, "example(", f"example({ID}, period='2019-11')\nexample(") == set()


def test_another_rule_is_a_change_of_that_definition_alone(changed):
    assert changed(
        FILE,
        "def protection_visits_in_timescale(tables, on):",
        "def protection_visits_in_timescale(tables, on):\n    on = on",
    ) == {ID}


def test_a_module_of_the_page_changes_the_definitions_that_use_it(changed):
    found = changed("child_protection/plans.py", "import pandas", "import pandas\nDAYS = 1") & set(
        catalogue()
    )
    assert {"protection_plans", "protection_plan_rate"} <= found and "looked_after" not in found


def test_a_local_standard_changes_the_definitions_that_name_it():
    before, after = (
        provenance.definition_digests(Standards()),
        provenance.definition_digests(Standards(protection_visit_working_days=10)),
    )
    assert {ident for ident in before if before[ident] != after[ident]} == {ID}


def test_an_area_to_which_another_district_belongs_has_another_digest_and_so_have_those_above_it():
    def areas(parent):
        level = {"county": "authority", "north": "area", "east": "area", "wyre": "district"}
        parents = {"north": "county", "east": "county", "wyre": parent}
        told = Areas.model_validate(
            {
                "areas": {
                    ident: {
                        "name": ident,
                        "level": level[ident],
                        "parents": [{"area": parents[ident]}] if ident in parents else [],
                    }
                    for ident in level
                }
            }
        )
        return provenance.made_by(Standards(), told, "e")["areas"]

    before, after = areas("north"), areas("east")
    assert {ident for ident in before if before[ident] != after[ident]} == {"county", "north", "east"}


def closure(*names):
    """The modules that some modules import, and those that these import; faces are passed over."""
    found, ahead = set(), [provenance.LIBRARY / name for name in names]
    while ahead:
        file = ahead.pop()
        if file not in found:
            found.add(file)
            for name in provenance._read(file).imports:
                parts = name.split(".")[1:] if name.startswith("careboard.") else []
                module = provenance.LIBRARY.joinpath(*parts).with_suffix(".py")
                ahead += [module] if parts and module.is_file() else []
    return {file.relative_to(provenance.LIBRARY).as_posix() for file in found}


# they say what is agreed, how it is told or where a file lies; none of them counts
COUNTS_NOTHING = {"errors.py", "formatting.py", "nouns.py", "permissions.py", "figures/parallel.py"}


def test_all_that_counts_is_in_the_digest_of_counting():
    counting = {
        file.relative_to(provenance.LIBRARY).as_posix()
        for pattern in provenance.COUNTING
        for file in provenance.LIBRARY.glob(pattern)
    }
    used = closure(
        "figures/counting.py", "disclosure/primary.py", "figures/corrections.py", "intake/reader.py"
    )
    others = {name for name in used if name.startswith(("params/", "sample/"))}
    assert used - others - COUNTS_NOTHING <= counting
    assert {"figures/aggregation.py", "intake/ssda903.py", "records/spans.py", "periods.py"} <= used


MOVES = [
    ("from careboard.records.tables import Tables", "from careboard.records.moved import Tables"),
    ("import pandas\n", ""),
    ("from __future__ import annotations\n", ""),
]


@pytest.mark.parametrize(("old", "new"), MOVES)
def test_another_import_line_is_no_change_of_counting(tmp_path, old, new):
    text = (provenance.LIBRARY / "figures" / "allocation.py").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "before.py").write_text(text, encoding="utf-8")
    (tmp_path / "after.py").write_text(text.replace(old, new, 1), encoding="utf-8")
    before, after = (provenance._read(tmp_path / name).rule for name in ("before.py", "after.py"))
    assert before == after


def test_a_function_that_moves_to_another_module_is_no_change_of_counting(tmp_path, monkeypatch):
    for name in ("before", "after"):
        (tmp_path / name / "figures").mkdir(parents=True)
    one, two = "def double(number):\n    return 2 * number\n", "def half(number):\n    return number / 2\n"
    (tmp_path / "before" / "figures" / "counting.py").write_text(one + two, encoding="utf-8")
    (tmp_path / "after" / "figures" / "counting.py").write_text(one, encoding="utf-8")
    (tmp_path / "after" / "figures" / "rounding.py").write_text(two, encoding="utf-8")
    found = []
    for name in ("before", "after"):
        monkeypatch.setattr(provenance, "LIBRARY", tmp_path / name)
        provenance.counting_digest.cache_clear()
        found.append(provenance.counting_digest())
    (tmp_path / "after" / "figures" / "rounding.py").write_text(two.replace("2", "3"), encoding="utf-8")
    provenance._read.cache_clear()
    provenance.counting_digest.cache_clear()
    assert found[0] == found[1] != provenance.counting_digest()
    provenance.counting_digest.cache_clear()
