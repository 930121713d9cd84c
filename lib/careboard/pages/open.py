"""A page opened by a notebook, for one area and period."""

from __future__ import annotations

from typing import Any

from careboard import periods
from careboard.charts.theme import set_theme
from careboard.errors import WrongUse, unknown
from careboard.notebook_source import PARAMETERS, assignments
from careboard.pages.page import Page
from careboard.pages.session import VARIABLE, current_edition, handed_over

DRAWN = "application/vnd.careboard.page+json"  # the kind of output in which a notebook says what it drew
BY_PAPERMILL = "# Parameters\n"  # how a cell begins that papermill puts in


def open_page(name: str, period: str, area: str) -> Page:
    """Open a page of the edition for a period and an area; notebooks begin with this.

    Args:
        name: a page, such as 'front_door'.
        period: '2019-10', or '2019-10-18' for a fortnight.
        area: an id from params/areas.yml.

    Raises:
        WrongUse: with the nearest right name where one of them does not exist, and where papermill was given
            other parameters than these.
    """
    _require_given(period=period, area=area)
    periods.parse(period)
    edition = current_edition(period)
    if edition.about["period"] != period:
        raise WrongUse(
            f"the edition that is open is of {edition.about['period']}, and the page asks for {period}. Ask "
            f"for its period, or unset {VARIABLE}."
        )
    set_theme()
    page = Page(edition, name, area)
    _declare({"page": name, "period": period, "area": area})
    return page


def _require_given(**taken: str) -> None:
    """Refuse a parameter that was misspelt or never reached the notebook: stock papermill only warns."""
    from IPython import get_ipython

    inputs = [] if handed_over() else getattr(get_ipython(), "user_ns", {}).get("In", [])
    cells = [source for source in inputs if source.startswith(BY_PAPERMILL)]
    given: dict[str, Any] = assignments(cells[-1]) if cells else {}
    if wrong := [unknown("", "parameter", name, PARAMETERS) for name in given if name not in PARAMETERS]:
        raise WrongUse("\n".join(wrong))
    for name, value in taken.items():
        if given.get(name, value) != value:
            raise WrongUse(
                f"papermill was given {name} {given[name]}, and the page would be drawn for {value}. Tag "
                f"the cell that sets {' and '.join(sorted(PARAMETERS))} 'parameters'."
            )


def _declare(drawn: dict[str, str]) -> None:
    """Put what was drawn into the notebook, unseen; publishing holds it against what was asked for."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is not None:
        display({DRAWN: drawn}, raw=True)
