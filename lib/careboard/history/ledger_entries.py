"""The entries of the ledger of what was published: made when a period is put in place, never changed.

An entry is what an edition would add to the ledger, as hiding wrote it beside the edition. Call these under
the work folder's lock. Importing this module costs no pandas.
"""

from __future__ import annotations

from careboard.edition.folder import ISSUE
from careboard.files import put
from careboard.fingerprints import text_fingerprint
from careboard.publish.outputs import Folders
from careboard.publish.receipt import read_receipt

SUFFIX = ".csv.gz"


def ledger_digest(folders: Folders, audience: str) -> str:
    """A fingerprint of all that was published to an audience; '' where that is nothing."""
    names = [file.name for file in sorted(folders.ledger(audience).glob(f"*{SUFFIX}"))]
    return text_fingerprint(" ".join(names)) if names else ""


def is_entered(folders: Folders, audience: str, fingerprint: str, period: str) -> bool:
    """Whether an edition of a period stands in the ledger."""
    return any(folders.ledger(audience).glob(f"*-{period}-{fingerprint}{SUFFIX}"))


def enter(folders: Folders, audience: str, period: str) -> None:
    """Enter what a period's folder holds, where it is not entered yet.

    It is told from the receipt and the kept edition, so that whatever build comes next, after one that was
    stopped between publishing and this, enters the same.

    Args:
        folders: where things lie.
        audience: to whom it was published.
        period: as typed.
    """
    fingerprint = read_receipt(folders.periods(audience) / period).get("edition", "")
    issue = folders.edition(fingerprint, period) / ISSUE
    if fingerprint and issue.is_file() and not is_entered(folders, audience, fingerprint, period):
        number = len(list(folders.ledger(audience).glob(f"*{SUFFIX}"))) + 1
        file = folders.ledger(audience) / f"{number:06}-{period}-{fingerprint}{SUFFIX}"
        put(file, issue.read_bytes(), restricted=True)
