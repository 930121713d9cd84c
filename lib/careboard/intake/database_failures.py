"""What went wrong with a database, in one sentence each; no name, address or password is repeated."""

from __future__ import annotations

from careboard.errors import Problem

# what the driver's own message says, in small letters -> what it is and what to do
MESSAGES = (
    ("locked", "the database is locked by another program. Try again when that has ended."),
    ("not a database", "the file is not a database, or is damaged. Copy it again."),
    ("malformed", "the database's file is damaged or cut off. Copy it again."),
    ("disk i/o", "the database's file is damaged or cut off. Copy it again."),
    ("unable to open", "there is no such database file, or you may not read it. Check its path."),
    ("password", "the database refused the user or the password. Check both."),
    ("login failed", "the database refused the user or the password. Check both."),
    ("authentication", "the database refused the user or the password. Check both."),
    ("permission denied", "you may not read the database's tables. Ask for the right to read them."),
    ("permission was denied", "you may not read the database's tables. Ask for the right to read them."),
    ("cannot open database", "the server has no database of that name. Check the address."),
    ("role", "the database does not know the user. Check the user's name."),
    ("refused", "no database server answers at that address. Check host and port, and whether it runs."),
    ("could not translate", "there is no server of that name. Check the host in the address."),
    ("resolve", "there is no server of that name. Check the host in the address."),
    ("timeout", "the database did not answer in time. Check host and port, and whether it runs."),
    ("timed out", "the database did not answer in time. Check host and port, and whether it runs."),
)
NO_DATABASE = "the server has no database of that name. Check the address."
UNREADABLE = "the database could not be read. Check its address and that you may read its tables."
NO_ADDRESS = (
    "that is no database address. Write it as sqlite:///file, postgresql+psycopg://host/name or the like."
)
DRIVERS = {"psycopg": "psycopg[binary]", "mssql_python": "mssql-python", "pyodbc": "pyodbc"}


def failure(error: Exception, name: str = "") -> Problem:
    """What an error of a database is, for the user.

    Args:
        error: as SQLAlchemy or a driver raised it.
        name: what the database is called, '' where that is not known.
    """
    import sqlalchemy

    lead = f"{name}: " if name else ""
    if isinstance(error, ImportError | sqlalchemy.exc.NoSuchModuleError):
        module = getattr(error, "name", None) or ""
        package = DRIVERS.get(module, module)
        cure = f" Run: pip install '{package}'" if package else " Install the driver, or check the address."
        return Problem(f"{lead}the driver for that kind of database is not installed.{cure}")
    if isinstance(error, sqlalchemy.exc.ArgumentError | ValueError) and not isinstance(
        error, UnicodeDecodeError
    ):
        return Problem(f"{lead}{NO_ADDRESS}")
    said = str(getattr(error, "orig", error)).lower()
    if "database" in said and "does not exist" in said:
        return Problem(f"{lead}{NO_DATABASE}")
    for sign, message in MESSAGES:
        if sign in said:
            return Problem(f"{lead}{message}")
    return Problem(f"{lead}{UNREADABLE}")
