"""A report suite for children's services: case records in, board pages out."""

__version__ = "0.1.0"


def __getattr__(name: str):
    """`from careboard import open_page`, without paying for the page's imports until it is asked for."""
    if name == "open_page":
        from careboard.page import open_page

        return open_page
    raise AttributeError(f"module 'careboard' has no attribute {name!r}")
