"""seaborn without scipy, until a chart needs it.

seaborn names two parts of scipy when it is loaded, and uses them for estimated densities and for trees of
clusters alone. What draws pages loads in 2.2 s of processor time without them and in 3.5 s with them, and
whoever changed one text waits for it. A page whose chart needs one loads it for itself, in a second. The
plain way is to load seaborn; tests/execute/test_late_scipy.py holds the charts of both equal.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

PARTS = ("scipy.stats", "scipy.cluster")


class LateName:
    """A name of a module that is loaded when the name is called, or something of it asked for."""

    def __init__(self, module: str, name: str):
        self._place = module, name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What the name gives when it is called, as of its module."""
        return self._loaded()(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loaded(), name)

    def _loaded(self) -> Any:
        module, name = self._place
        return getattr(importlib.import_module(module), name)


class LateModule(ModuleType):
    """Stands in for a module while another takes names from it."""

    def __getattr__(self, name: str) -> LateName:
        if name.startswith("__"):
            raise AttributeError(name)
        return LateName(self.__name__, name)


def load_seaborn() -> None:
    """Load seaborn, and scipy when it is used; nothing changes where one of them is loaded already."""
    late = {part: LateModule(part) for part in PARTS if part not in sys.modules}
    if "seaborn" in sys.modules or len(late) < len(PARTS):
        return
    sys.modules.update(late)
    try:
        importlib.import_module("seaborn")
    finally:
        for part in late:
            del sys.modules[part]
