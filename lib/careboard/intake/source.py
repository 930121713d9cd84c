"""Which extract a build reads, and whose it is. Importing this module costs no pandas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from careboard.errors import WrongUse, unknown
from careboard.intake.sample_folder import make_sample
from careboard.params.models import Params, Source


@dataclass(frozen=True)
class ChosenSource:
    """The extract to read.

    Attributes:
        address: a folder, a file or a database address.
        name: its name in params/suite.yml, '' where that does not describe it.
        settings: what params/suite.yml says of it; the authority is unset where it says nothing.
    """

    address: str
    name: str
    settings: Source

    @property
    def path(self) -> Path | None:
        """Its folder or file; None for a database."""
        return None if "://" in self.address else Path(self.address)


def choose(params: Params, source: str | None, tell: Callable[[str], None] = print) -> ChosenSource:
    """The extract named, or the suite's own; the sample is made when it is not there.

    Args:
        params: all of params/.
        source: a name in suite.yml, a path or an address; None for the source that suite.yml names.
        tell: hears a line when the sample is made.

    Raises:
        WrongUse: where suite.yml names a source that it does not describe.
    """
    suite, root = params.suite, params.folder.resolve().parent
    if source is None or source in suite.sources:
        name = source or suite.source
        if name not in suite.sources:
            raise WrongUse(unknown(params.where("suite.yml", "source"), "source", name, suite.sources))
        settings = suite.sources[name]
        address = settings.path if "://" in settings.path else str(root / settings.path)
        own = root / "data" / "sample"  # the one place where the suite writes records itself
        if "://" not in address and Path(address).resolve().parent == own.resolve():
            make_sample(own, tell, snapshots=False)
        return ChosenSource(address, name, settings)
    for name, settings in suite.sources.items():
        if "://" not in source and (root / settings.path).resolve() == Path(source).resolve():
            return ChosenSource(source, name, settings)
    return ChosenSource(source, "", Source(path=source))
