"""The small helper that notebooks use: `open_page` opens a page, and the page's methods give its pieces.

    from careboard import open_page
    page = open_page("front_door", period="2019-10", area="county")
    page.question("assessments_within_45_working_days")

What comes in is an edition (edition.Edition): published figures and words, and no record. What goes out are
pieces of HTML (pieces.Piece) and charts (charts.Chart), which show on the published page and in JupyterLab
alike. `help(page)` lists the methods, each with an example; `young_people` has the pieces of the young
people's edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.pages.open import open_page
    from careboard.pages.page import Page

__all__ = ["Page", "open_page"]
__getattr__ = lazy_names(__name__, {"open_page": "open", "Page": "page"})
