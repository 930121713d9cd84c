"""How pages are drawn: the papermill engine, a clean warm process for each page, a cluster's workers.

What comes in are tasks (page_task.PageTask): a notebook with what its page shows of an edition. What goes out
are pages (page_task.DrawnPage): HTML, and the notebook as it ran.

    with Pool() as pool:
        for done in pool.draw(tasks, tell):
            ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.execute.draw_page import draw
    from careboard.execute.pool import Pool

__all__ = ["Pool", "draw"]
__getattr__ = lazy_names(__name__, {"Pool": "pool", "draw": "draw_page"})
