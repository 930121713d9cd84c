"""The numbers and names that people agree: what stands in params/, checked and read.

What comes in is the folder params/ with its YAML files. What goes out is a Params: the suite's settings, its
areas, its bands, the rule of hiding, what the board asked for and decided, and agreed corrections. What is
wrong in a file is a line that names the file, the line in it and what to change.

    load         the folder read whole, and every fault of every file
    mark         the council's picture, told by its content
    models       Params, and the shape of suite.yml: sources, standards, events, the council's look
    areas        areas.yml: the areas, and which belongs to which at a date
    bands, disclosure, intake, board, corrections, young_people   each the shape of the file of its name
    words        which settings hold words for readers, and {=3}, a number that counts nobody
    branding     the council's colour and mark: checked, and as pages need them
    yaml_lines   a YAML file with its line numbers, held against a shape

Nothing in this package loads pandas: a build in which nothing changed needs only settings and fingerprints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.params.areas import AreaLevel, Areas
    from careboard.params.load import read
    from careboard.params.models import Event, Params, Source, Standards, Suite

__all__ = ["AreaLevel", "Areas", "Event", "Params", "Source", "Standards", "Suite", "read"]

# no module here has one of these names: once loaded, it would stand in the name's place
__getattr__ = lazy_names(
    __name__,
    {
        "AreaLevel": "areas",
        "Areas": "areas",
        "Event": "models",
        "Params": "models",
        "Source": "models",
        "Standards": "models",
        "Suite": "models",
        "read": "load",
    },
)
