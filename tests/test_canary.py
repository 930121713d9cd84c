"""No value of a record is found outside the work folder, and a folder of outputs can be copied whole.

Every id of every record of a small extract begins with a word that stands nowhere else, what the suite does
not read is that word, and in every other record one value, of each column in turn, is that word alone.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from support.command import ROOT, work_of
from support.everywhere import contents, holding, strange_files
from support.small_extract import rows_of, write_rows

from careboard.build.restricted_lists import user_name
from careboard.intake.ssd_columns import KNOWN_TABLES
from careboard.periods import parse

CANARY = "zqxjcanary"
# what a council says of itself, and no record: names of teams and areas stand on pages
COUNCILS_OWN = {"extract", "teams", "ssd_department", "population_groups", "postcode_district", "posts"}
IDS = re.compile(r"(^|_)(id|group|urn|postcode)$")
SMALL = ("--area", "county", "--domain", "front_door", "--domain", "placements", "--domain", "data_quality")
ONE_PAGE = ("--area", "county", "--domain", "front_door")
# so seldom filled that half of what it says is the word
FEW = "{what: 'placement_plans:basis', reason: planted, agreed: {by: A, on: 2019-06-12}}"


def plant(folder, spoil):
    """Put the word into an extract. `spoil` says of a record's number and a column's whether it is spoilt."""
    for file in sorted(folder.glob("*.csv")):
        if file.stem in COUNCILS_OWN:
            continue
        headings, rows = rows_of(file)
        read = KNOWN_TABLES.get(file.stem, [])
        for number, row in enumerate(rows):
            for place, heading in enumerate(headings):
                if heading not in read or spoil(number, place, len(headings)):
                    row[place] = CANARY
                elif IDS.search(heading) and row[place] and "team" not in heading and "role" not in heading:
                    row[place] = CANARY + row[place]
        write_rows(file, headings, rows)


def one_in_turn(number, place, columns):
    """Every other record has one value spoilt, of each column in turn."""
    return number % 2 == 1 and number // 2 % columns == place


class Machine:
    """A machine of a test's own: its temporary folder and home are looked at while commands run on it."""

    def __init__(self, folder):
        self.folder, self.outputs, self.params = folder, folder / "outputs", folder / "params"
        self.temporary, self.home = folder / "tmp", folder / "home"
        for made in (self.temporary, self.home):
            made.mkdir()
        shutil.copytree(ROOT / "params", self.params)
        shutil.rmtree(self.params / "commentary")
        intake = self.params / "intake.yml"
        text = intake.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^share: 2 ", "share: 100 ", text).replace("accepted: []", f"accepted: [{FEW}]")
        intake.write_text(text, encoding="utf-8")
        self.said, self.seen = [], set()

    def run(self, *words):
        command = ["--params", self.params, "--outputs", self.outputs, *words]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("CAREBOARD_")}
        places = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(self.temporary)) | {"HOME": str(self.home)}
        with self._watched():
            done = subprocess.run(
                [sys.executable, "-m", "careboard", *map(str, command)],
                capture_output=True,
                check=False,
                cwd=ROOT,
                env=clean | places,
            )
        self.said.append(done.stdout + done.stderr)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8")

    @contextmanager
    def _watched(self):
        """Within it the temporary folder is read again and again."""
        ended = threading.Event()

        def look():
            while not ended.wait(0.05):
                self.seen |= {
                    name for name, content in contents(self.temporary) if CANARY.encode() in content
                }

        looking = threading.Thread(target=look)
        looking.start()
        try:
            yield
        finally:
            ended.set()
            looking.join()


@pytest.fixture(scope="module")
def machine(small, tmp_path_factory):
    """What commands of every kind leave behind that read the planted extract."""
    folder = tmp_path_factory.mktemp("canary")
    own = Machine(folder)
    for name in ("planted", "lost"):
        shutil.copytree(small["ssd"], folder / name)
    plant(folder / "planted", one_in_turn)
    plant(folder / "lost", lambda number, place, columns: True)
    shutil.make_archive(str(folder / "planted"), "zip", folder / "planted")
    source = ("--source", folder / "planted")
    own.codes = {
        "board": own.run("build", "2019-10", *SMALL, *source),
        "internal": own.run("build", "2019-10", *ONE_PAGE, "--audience", "internal", *source),
        "worklist": own.run("worklist", "dental_checks_due", "2019-10", *source),
        "reconcile": own.run("reconcile", folder / "planted", small["ssd"], "2019-10"),
        "check": own.run("check", "--source", folder / "planted.zip"),
        "explain": own.run("explain", "looked_after", "2019-10", *source),
        "draft": own.run("commentary", "draft", "2019-10", "--domain", "front_door", *source),
        "changes": own.run("changes", "2019-10"),
        "lost": own.run("build", "2019-10", "--source", folder / "lost"),
        "lost, checked": own.run("check", "--source", folder / "lost"),
    }
    return own


def test_the_commands_did_what_they_do(machine):
    ended = {name: code for name, (code, _) in machine.codes.items()}
    assert ended == dict.fromkeys(ended, 0) | {"lost": 1, "lost, checked": 1}, machine.codes
    assert "Traceback" not in "".join(text for _, text in machine.codes.values())


def test_the_word_is_in_the_lists_of_the_work_folder_so_that_the_test_bites(machine):
    found = holding(work_of(machine.outputs), CANARY.encode())
    assert {"restricted/2019-10/dental_checks_due.xlsx", "restricted/2019-10/reconcile.xlsx"} <= {
        name.partition("!")[0] for name in found
    }


def test_the_word_is_in_nothing_that_was_published(machine):
    assert len(list(contents(machine.outputs))) > 50 and holding(machine.outputs, CANARY.encode()) == []


def test_the_word_is_in_no_line_of_the_terminal_and_no_log(machine):
    assert not any(CANARY.encode() in said.lower() for said in machine.said)
    logs = [text for name, text in contents(work_of(machine.outputs)) if name.startswith("build.log")]
    assert logs and not any(CANARY.encode() in text for text in logs)


def test_the_word_is_on_no_internal_page_and_in_no_edition(machine):
    found = holding(work_of(machine.outputs), CANARY.encode())
    assert [name for name in found if not name.startswith("restricted/")] == []


def test_the_word_is_in_no_temporary_file_and_nowhere_else(machine):
    assert machine.seen == set() and holding(machine.temporary, CANARY.encode()) == []
    assert holding(machine.home, CANARY.encode()) == [] and holding(machine.params, CANARY.encode()) == []


def test_no_archive_is_left_unpacked(machine):
    assert list((work_of(machine.outputs) / "unpacked").iterdir()) == []


def test_all_in_the_work_folder_is_its_owners_alone(machine):
    work = work_of(machine.outputs)
    assert [path for path in (work, *work.rglob("*")) if path.stat().st_mode & 0o077] == []


def test_published_files_have_the_rights_that_readers_need(machine):
    mask = os.umask(0)
    os.umask(mask)
    wanted = {True: 0o777 & ~mask, False: 0o666 & ~mask}
    found = {(path.is_dir(), path.stat().st_mode & 0o777) for path in machine.outputs.rglob("*")}
    assert found == set(wanted.items())


def test_nothing_but_published_files_lies_in_the_folder_of_outputs(machine):
    assert strange_files(machine.outputs) == [] and (machine.outputs / "2019-10" / "receipt.json").is_file()


def test_no_published_file_says_on_which_machine_or_by_whom_it_was_made(machine):
    places = "|".join(
        re.escape(str(place)) for place in (machine.folder, ROOT, sys.prefix, "/home/", "/tmp/")
    )
    assert holding(machine.outputs, places.encode()) == []
    name = rb"(?<![\w:-])" + re.escape(user_name()).encode() + rb"(?![\w-])"
    ours = [ROOT / "params", ROOT / "notebooks", ROOT / "lib" / "careboard"]
    if not any(holding(folder, name) for folder in ours):  # else the name is a word of the suite's own too
        assert holding(machine.outputs, name) == []


def test_no_page_leads_to_the_work_folder(machine):
    links = rb'href="[^"]*(restricted|internal|editions|work)[/"]'
    assert holding(machine.outputs, links) == []


def test_a_copy_of_the_countys_outputs_holds_no_child_and_no_day_of_birth(built, sample_folder, tmp_path):
    outputs = shutil.copytree(built, tmp_path / "copy", symlinks=True)
    assert strange_files(outputs) == []
    headings, persons = rows_of(sample_folder / "ssd" / "ssd_person.csv")
    ids = {row[0].encode() for row in persons}
    born = {row[headings.index("pers_dob")] for row in persons} - {""}
    days = {day.encode() for day in born} | {"-".join(reversed(day.split("/"))).encode() for day in born}
    known = b"".join(
        content for _, content in contents(ROOT / "lib" / "careboard" / "indicators")
    ) + b"".join(path.read_bytes() for path in (ROOT / "params").glob("*.yml"))
    days -= {*DAY.findall(known), *(point.end.isoformat().encode() for point in parse("2019-10").points())}
    found = [
        (name, told)
        for name, content in contents(outputs)
        for told in (*(set(ID.findall(content)) & ids), *(set(DAY.findall(content)) & days))
    ]
    assert found == []


ID = re.compile(rb"(?<![\w.#-])\d{7}(?![\w.-])")
DAY = re.compile(rb"(?<!\d)(?:\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4})(?!\d)")
