"""Small faults put into the counting and hiding of figures, one at a time, and whether the tests notice.

A place is drawn by a seed among all that cosmic-ray's operators can change in what decides a figure; of the
changes possible there, one. Annotations, which are never run, and worked examples, which are tests, are left
out. The tests of the changed module's room are asked first, the recounts after them. Each process works in a
copy of the project.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from support.command import ROOT

from careboard.fingerprints import text_fingerprint

LIBRARY = Path("lib/careboard")
DECIDING = ("periods.py", "indicators/**/*.py", "figures/*.py", "disclosure/*.py")  # what decides a figure
# they choose among processes, list cases or name columns: no figure hangs on them
NO_FIGURE = {"figures/parallel.py", "figures/worklists.py", "figures/columns.py"}
SLOW = ("test_properties.py", "test_manual_recount.py", "test_recount_areas.py")
# they count the sample alone, write lists of cases or choose among processes: no figure hangs on them
ASIDE = ("test_recount.py", "test_worklists.py", "test_parallel.py")
LONG = "no_table or staff_alone"  # the tests of hiding that take longest, asked last
COUNTING = "tests/figures/test_counting.py"
# modules of figures/ that say how figures stand: no recount reads them
STANDING = {
    "authorities", "banding", "comparators", "direction", "intervals", "positions", "spc", "spc_rules",
    "standing",
}  # fmt: skip
LIMIT = 900  # seconds after which a test that has not ended has noticed the fault
NONE_CHOSEN = 5  # pytest's word for no test of that name
COPIED = ("lib", "tests", "params", "notebooks", "data", "docs", "pyproject.toml", "README.md")


@dataclass(frozen=True)
class Mutant:
    """One change of one module.

    Attributes:
        module: below lib/careboard, with forward slashes.
        operator: cosmic-ray's name for the kind of change.
        occurrence: which place of that kind in the module, counted from nought.
        line: where it stands.
        before, after: the changed lines.
    """

    module: str
    operator: str
    occurrence: int
    line: int
    before: str
    after: str

    @property
    def name(self) -> str:
        """How a judgement names it; another line number makes no other mutant."""
        return f"{self.module}: {self.before} -> {self.after}"

    @property
    def digest(self) -> str:
        """Of its module as it is without the fault: what was found of another text of it holds no more."""
        return text_fingerprint((ROOT / LIBRARY / self.module).read_text(encoding="utf-8"))


class Place(NamedTuple):
    """A place of a module that can be changed.

    Attributes:
        text: its line.
        column: where in that it stands.
        repeat: how many lines before it read the same.
        choices: the operators and occurrences that change it.
    """

    text: str
    column: int
    repeat: int
    choices: list[tuple[str, int]]


def mutants(seed: int, count: int) -> list[Mutant]:
    """So many different mutants, the same for the same seed and library.

    Each place draws a number by itself, from the seed and its own line: a change elsewhere in the library
    draws no other mutants.
    """
    places = [(*_drawn(seed, module, place), module) for module in modules() for place in _places(module)]
    found = {}
    for number, choices, module in sorted(places):
        made = _made(module, *choices[number % len(choices)])
        if made is not None:
            found.setdefault(made.name, made)
        if len(found) == count:
            break
    return list(found.values())


def _drawn(seed: int, module: str, place: Place) -> tuple[int, list[tuple[str, int]]]:
    """The number that a place draws, and the changes among which it chooses."""
    own = f"{seed} {module} {place.column} {place.text} {place.repeat}"
    return int(hashlib.sha256(own.encode()).hexdigest(), 16), place.choices


def modules() -> list[str]:
    """The modules in which faults are put."""
    library = ROOT / LIBRARY
    found = {
        file.relative_to(library).as_posix() for pattern in DECIDING for file in library.glob(pattern)
    } - NO_FIGURE
    return sorted(found)


def _places(module: str) -> Iterator[Place]:
    """Each place of a module that can be changed."""
    source = (ROOT / LIBRARY / module).read_text(encoding="utf-8")
    tree, unused = get_ast(source), _no_rule(source)
    found = defaultdict(list)
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments():
            continue
        positions = (each for node in ast_nodes(tree) for each in operator().mutation_positions(node))
        for occurrence, (start, _) in enumerate(positions):
            if not any(first <= start < last for first, last in unused):
                found[start].append((name, occurrence))
    lines, seen = source.splitlines(), Counter[tuple[int, str]]()
    for line, column in sorted(found):
        text = lines[line - 1].strip()
        yield Place(text, column, seen[column, text], found[line, column])
        seen[column, text] += 1


def _no_rule(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where annotations and worked examples stand."""
    found = []
    for node in ast.walk(ast.parse(source)):
        parts = [getattr(node, name, None) for name in ("annotation", "returns")]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "example":
            parts.append(node)
        for part in parts:
            if isinstance(part, ast.expr):
                found.append(((part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)))
    return found


def _made(module: str, operator: str, occurrence: int) -> Mutant | None:
    """The mutant of an operator at its occurrence; none where the text stays as it is or is no Python."""
    source = (ROOT / LIBRARY / module).read_text(encoding="utf-8")
    changed = mutate_code(source, get_operator(operator)(), occurrence)
    if changed is None or changed == source:
        return None
    try:
        ast.parse(changed)
    except SyntaxError:
        return None
    old, new = source.splitlines(), changed.splitlines()
    first = next(place for place, (one, other) in enumerate(zip(old, new)) if one != other)
    return Mutant(module, operator, occurrence, first + 1, old[first].strip(), new[first].strip())


def copy_of_project(folder: Path) -> Path:
    """A copy of what the tests need, to put faults in, with the tests compiled once."""
    unwanted = shutil.ignore_patterns("__pycache__", "work")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=unwanted, dirs_exist_ok=True)
        else:
            shutil.copy2(ROOT / name, folder / name)
    _ended(["tests/disclosure", "tests/figures", "tests/indicators", "-k", "no such test"], folder, keep="")
    return folder


def fails_as_it_is(folder: Path) -> list[str]:
    """The tests that fail in a copy of the project without a fault: they would notice anything."""
    asked = [stage for module in modules() for stage in (*_quick(module), _slow(module)) if stage]
    all_of_a_room = {
        tuple(stage if "-k" in stage else sorted(stage))
        for stage in asked
        if stage[:2] != ["tests/indicators", "-k"]
    }
    return [" ".join(stage) for stage in sorted(all_of_a_room) if _fails(stage, folder)]


def noticed_by(mutant: Mutant, folder: Path, *, slow: bool) -> str:
    """Which tests notice a mutant, in a copy of the project; '' where none do.

    Args:
        slow: whether to ask the tests that count the whole county, and not the quick ones.
    """
    file = folder / LIBRARY / mutant.module
    source = file.read_text(encoding="utf-8")
    changed = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    stages = [_slow(mutant.module)] if slow else _quick(mutant.module)
    file.write_text(changed, encoding="utf-8", newline="\n")
    try:
        return next((" ".join(stage) for stage in stages if stage and _fails(stage, folder)), "")
    finally:
        file.write_text(source, encoding="utf-8", newline="\n")


def _quick(module: str) -> Iterator[list[str]]:
    """The tests to ask first, one group after another: those of the module's room."""
    room, name = module.split("/")[0], Path(module).stem
    if room == "disclosure":
        yield ["tests/disclosure", "-k", f"not ({LONG})"]
        yield ["tests/disclosure", "-k", LONG]
        yield ["tests/attack", "-k", "not county and not thousands and not verb"]
    elif room == "indicators":
        yield ["tests/indicators", "-k", name]
        yield ["tests/indicators", COUNTING]
    elif room == "figures":
        yield [*_of_figures(name), *([] if name in STANDING else ["tests/indicators"])]
    else:
        yield ["tests/test_periods.py", "tests/indicators", COUNTING]


def _slow(module: str) -> list[str]:
    """The tests that count the county; none for modules that no recount reads."""
    if module.startswith("disclosure/"):
        return ["tests/release/test_hidden_county.py"]
    return (
        []
        if Path(module).stem in STANDING
        else [*(f"tests/figures/{slow}" for slow in SLOW), "-k", "not database"]
    )


def _of_figures(name: str) -> list[str]:
    """The tests of the figures' room but for those that take long, a module's own first."""
    found = sorted(file.name for file in (ROOT / "tests/figures").glob("test_*.py"))
    found.sort(key=lambda each: each != f"test_{name}.py")
    return [f"tests/figures/{each}" for each in found if each not in (*SLOW, *ASIDE)]


def _fails(tests: Sequence[str], folder: Path) -> bool:
    """Whether one of some tests does not pass, or does not end."""
    try:
        return _ended(tests, folder) not in (0, NONE_CHOSEN)
    except subprocess.TimeoutExpired:
        return True


def _ended(tests: Sequence[str], folder: Path, keep: str = "1") -> int:
    """pytest's word for how some tests ended.

    Args:
        tests: what is asked.
        folder: the copy of the project.
        keep: "1" keeps what is compiled as it is, so that no fault stays in it; "" writes it.
    """
    ours = ("CAREBOARD_", "PYTEST_")
    own = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    own |= {"PYTHONPATH": str(folder / "lib"), "PYTHONDONTWRITEBYTECODE": keep}
    # nbval takes seconds to load and none of these tests runs a notebook
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:nbval", *tests]
    done = subprocess.run(command, cwd=folder, env=own, capture_output=True, timeout=LIMIT, check=False)
    return done.returncode
