"""The page that a server warms up with is a whole page.

Where it broke off, pages would start cold and nobody would notice.
"""

import json
import subprocess
import sys

from support.command import ROOT

from careboard.execute import draw_page, small_page

# what a page's process, forked from the server, would have to load and put together for itself
DRAWN_AFTER = """
import json, sys
from careboard.execute import draw_page, warm_up
from careboard.pieces import TEMPLATES
from support.small_edition import sheet_of, small_edition
tasks = [sheet_of(small_edition(), page) for page in ("front_door", "board_summary", "sdq", "data_quality")]
modules, put_together = set(sys.modules), []
compiled = TEMPLATES.compile
def compile_and_note(source, name=None, *how, **more):
    put_together.append(name)
    return compiled(source, name, *how, **more)
TEMPLATES.compile = compile_and_note
for task in tasks:
    draw_page.draw(task)
print(json.dumps([sorted(set(sys.modules) - modules), put_together]))
"""


def test_the_page_comes_out_whole():
    html = draw_page.draw(small_page.small_page()).html
    assert html.count("<svg") >= 4 and "Visits in time" in html and "Reviews" not in html


def test_no_page_loads_a_module_or_puts_a_template_together_for_itself():
    done = subprocess.run(
        [sys.executable, "-c", DRAWN_AFTER],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT / "tests",
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [[], []]
