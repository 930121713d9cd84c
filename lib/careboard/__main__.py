"""The command `careboard`. Each page's process reads the script that began the build again: what it imports stays this short."""


def main() -> None:
    """The command line, imported when it is asked for and not before."""
    from careboard import cli

    cli.main()


if __name__ == "__main__":
    main()
