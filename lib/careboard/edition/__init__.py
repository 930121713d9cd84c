"""An edition: all that pages, commentary, downloads and comparisons may say of one build, and no record.

What comes in are an extract (intake.Extract), the parameters and the periods wanted; compose.Composer makes
an edition for each. What goes out is an Edition: four TextTables, whose rows are figures.columns.Figure,
Standing, Comparator and Position, with the words, the areas as an AreaTree and what the build says of itself.
This is the one read model: whatever reads an edition asks it, or AreaFigures, which looks at it from one
area.

    edition       the edition, kept in a folder and opened from it; folder.py names the files
    text_tables   its tables, read line by line
    areas         its areas as a tree
    area_figures  the figures of one area
    comparisons   an area beside others, a year ago, England; sentences.py puts findings into words
    board_answers what the board asked for, answered and open
    page_slice    what one page shows, and a digest of it
    compose       an edition made; measures, what it says of a definition
    fingerprint   the edition's name, and those of the extract and of the words
    provenance    what it was made by, told apart digest by digest
    by_hand       the edition of a notebook that is opened by hand
    verdict       what an extract is good for, and reconciliation: two of them side by side
    period_figures  the figures of one period that both of these ask for

Only `compose` needs pandas: a page is drawn, and a build in which nothing changed ends, without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.edition.area_figures import AreaFigures
    from careboard.edition.areas import AreaTree
    from careboard.edition.compose import Composer
    from careboard.edition.edition import Edition, open_edition
    from careboard.edition.page_slice import PageSlices
    from careboard.edition.text_tables import TextTable

__all__ = ["AreaFigures", "AreaTree", "Composer", "Edition", "PageSlices", "TextTable", "open_edition"]

# no module here has one of these names: once loaded, it would stand in the name's place
__getattr__ = lazy_names(
    __name__,
    {
        "AreaFigures": "area_figures",
        "AreaTree": "areas",
        "Composer": "compose",
        "Edition": "edition",
        "PageSlices": "page_slice",
        "TextTable": "text_tables",
        "open_edition": "edition",
    },
)
