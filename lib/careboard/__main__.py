"""The command `careboard`.

Each page's process reads the script that began the build again: what it imports stays this short.
"""

import atexit
import gc


def main() -> None:
    """The command line, imported when it is asked for and not before."""
    from careboard.cli import main as cli

    atexit.register(gc.freeze)  # to look for garbage while everything goes takes up to a fifth of a second
    cli.main()


if __name__ == "__main__":
    main()
