"""Which extract a build reads, and whose it is. Importing this module costs no pandas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from careboard.errors import WrongUse, unknown
from careboard.fingerprints import code_fingerprint
from careboard.params.models import Params, Source

SAMPLE, SAMPLE_MARK = "fellshire_sample", "made.txt"


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
        if name == SAMPLE:
            make_sample(Path(address).parent, tell)
        return ChosenSource(address, name, settings)
    for name, settings in suite.sources.items():
        if "://" not in source and (root / settings.path).resolve() == Path(source).resolve():
            return ChosenSource(source, name, settings)
    return ChosenSource(source, "", Source(path=source))


def make_sample(folder: Path, tell: Callable[[str], None] = print) -> None:
    """Write the invented county into a folder, unless this version's is there already.

    Args:
        folder: where the sample goes.
        tell: hears a line when it is made.
    """
    mark, version = folder / SAMPLE_MARK, code_fingerprint("sample")
    if mark.is_file() and mark.read_text(encoding="utf-8").strip() == version:
        return
    from careboard import sample

    tell("Making the invented county. This is done once.")
    mark.unlink(missing_ok=True)
    sample.write(folder)
    mark.write_text(version + "\n", encoding="utf-8")
