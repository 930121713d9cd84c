"""What the fork server imports before it forks: what draws pages, with one page drawn.

A page's process takes 0.18 s of processor time so, and 0.53 s where the server only imports. The page is a
small one of invented figures, since a server starts while the extract is still being read. The plain way is a
process that starts cold, as where only spawn is to be had; tests/execute/test_workers.py holds the two equal.
"""

from __future__ import annotations

import contextlib
import gc
import sys

OBJECTS_BETWEEN = 50_000  # two looks for garbage, in a process that draws

# to look for garbage while a thousand modules load takes a third of a second, and there is next to none
gc.disable()
# comes with JupyterLab and takes seconds to load; no page checks the form of a web address
SLOW = "rfc3987_syntax"
sys.modules.setdefault(SLOW, None)  # type: ignore[arg-type]  # as Python marks a module that cannot be loaded

from careboard.execute.late_scipy import load_seaborn  # noqa: E402  after what stands above

load_seaborn()
from careboard.execute import draw_page, small_page  # noqa: E402  after what stands above
from careboard.pieces import PIECES, TEMPLATES  # noqa: E402  as well

if sys.modules[SLOW] is None:
    del sys.modules[SLOW]

# a server that broke off here would answer nobody; each page says what is wrong
with contextlib.suppress(Exception):
    draw_page.draw(small_page.small_page())
    for name in TEMPLATES.list_templates(filter_func=lambda name: name.startswith(PIECES)):
        TEMPLATES.get_template(name)  # put into Python once: the small page does not use all of them
gc.freeze()  # what is there now stays shared between the processes forked from here
# a page's process ends with its page, or is cleared after it: to look for garbage after every 700 new objects
# takes a thirtieth of its processor time
gc.set_threshold(OBJECTS_BETWEEN)
gc.enable()
