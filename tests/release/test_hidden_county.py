"""The county's October 2019, counted, hidden and published with one page, tells no small number.

It is asked of each fault in hiding, so it draws no more than it must.
"""

from datetime import date

from support.command import ROOT, run

from careboard.attack.published_files import published_tables
from careboard.attack.report import attack
from careboard.params import load


def test_what_is_published_of_the_county_tells_no_small_number(sample_folder, tmp_path):
    what = ("--source", sample_folder / "ssd.sqlite", "--area", "unallocated", "--domain", "workforce")
    done = run("build", "2019-10", *what, outputs=tmp_path / "outputs")
    assert done.returncode == 0, done.stdout + done.stderr
    areas = load.read(ROOT / "params").areas
    above = {area: areas.parent(area, date(2019, 10, 31)) for area in areas.areas}
    found = attack(
        published_tables(tmp_path / "outputs"), {area: up for area, up in above.items() if up}, threshold=5
    )
    assert found.missing > 10_000
    assert not found, found.in_words()
