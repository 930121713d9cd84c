"""A report suite for children's services: case records in, board pages out.

Notebooks begin with `from careboard import open_page`. docs/architecture.md follows one figure through the
packages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careboard.pages.open import open_page

__version__ = "0.1.0"
__all__ = ["__version__", "lazy_names", "open_page"]


def lazy_names(package: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package that names what it offers and loads it when it is first asked for.

    Args:
        package: the package's name.
        places: each public name -> the module of the package in which it stands.

    Returns:
        A function for the package's namespace. It raises AttributeError for a name that is not offered.
    """

    def named(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        return getattr(import_module(f"{package}.{places[name]}"), name)

    return named


__getattr__ = lazy_names(__name__, {"open_page": "pages.open"})
