"""What went wrong with a database, in one sentence each; no name, address or password is repeated."""

from __future__ import annotations

import re

from careboard.errors import Problem

DENIED = "you may not read it. Ask for the right to read the tables of the dataset."
LOCKED = "the database is locked by another program. Try again when that has ended."
SLOW = "the database did not answer in time. Check host and port, and whether it runs."
REFUSED = "the database refused the user or the password. Check both."
DAMAGED = "the database's file is damaged or cut off. Copy it again."
NO_SERVER = "no database server answers at that address. Check host and port, and whether it runs."
NO_HOST = "there is no server of that name. Check the host in the address."
NO_DATABASE = "the server has no database of that name. Check the address."
NOT_LET_IN = "the server lets nobody in from this machine, or not in this way. Ask whoever runs it."
BROKEN_OFF = "the database broke off the connection. Try again."
# a class of error as PostgreSQL numbers it, whatever language it speaks -> what it is and what to do
STATES = {
    "42501": DENIED,
    "55P03": LOCKED,
    "57014": "the database took too long over it. Try again at a quieter time, or read a copy of the tables.",
    "25006": "reading it would write into the database, and the suite only reads. Is it a view that writes?",
    "40001": "the tables changed while they were read. Try again.",
    "57P01": BROKEN_OFF,
}
# what a driver says, in small letters and without the names in it -> what it is and what to do
MESSAGES = (
    ("locked", LOCKED),
    ("lock request time out", LOCKED),
    ("not a database", "the file is not a database, or is damaged. Copy it again."),
    ("malformed", DAMAGED),
    ("disk i/o", DAMAGED),
    ("unable to open", "there is no such database file, or you may not read it. Check its path."),
    ("pg_hba", NOT_LET_IN),
    ("cannot open database", NO_DATABASE),
    ("password", REFUSED),
    ("login failed", REFUSED),
    ("authentication", REFUSED),
    ("permission denied", DENIED),
    ("permission was denied", DENIED),
    ("role", "the database does not know the user. Check the user's name."),
    ("refused", NO_SERVER),
    ("is the server running", NO_SERVER),
    ("could not translate", NO_HOST),
    ("resolve", NO_HOST),
    ("timeout", SLOW),
    ("timed out", SLOW),
    ("closed the connection", BROKEN_OFF),
)
NAMES = re.compile(r"\"[^\"]*\"|'[^']*'")
UNREADABLE = "the database could not be read. Check its address and that you may read its tables."
NO_ADDRESS = "that is no database address. Write it as sqlite:///file, postgresql://host/name or the like."
PACKAGES = {"psycopg": "careboard[postgres]", "mssql_python": "careboard[sqlserver]"}  # by their module


def failure(error: Exception, name: str = "") -> Problem:
    """What an error of a database is, for the user.

    Args:
        error: as SQLAlchemy or a driver raised it.
        name: what the database is called, '' where that is not known.
    """
    import sqlalchemy

    lead = f"{name}: " if name else ""
    if isinstance(error, ImportError | sqlalchemy.exc.NoSuchModuleError):
        return Problem(f"{lead}{_no_driver(error)}")
    if isinstance(error, sqlalchemy.exc.ArgumentError | ValueError) and not isinstance(
        error, UnicodeDecodeError
    ):
        return Problem(f"{lead}{NO_ADDRESS}")
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None)
    if state in STATES:
        return Problem(f"{lead}{STATES[state]}")
    said = NAMES.sub("", str(cause).lower())
    if "database" in said and "does not exist" in said:
        return Problem(f"{lead}{NO_DATABASE}")
    return Problem(lead + next((message for sign, message in MESSAGES if sign in said), UNREADABLE))


def _no_driver(error: Exception) -> str:
    """That a driver is not installed, and what installs it."""
    module = "psycopg" if "pq wrapper" in str(error) else getattr(error, "name", None) or ""
    package = PACKAGES.get(module, module)
    # in double quotes, which every shell takes off
    cure = f'Run: pip install "{package}"' if package else "Install the driver, or check the address."
    return f"the driver for that kind of database is not installed. {cure}"
