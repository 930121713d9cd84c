"""One digest for each file of a published period: `python tests/page_digests.py outputs/2019-10`.

To hold two versions of the suite against each other: build the same period with both, and compare what this
prints of each. Left out are what every version changes: the edition's name, and the receipt's time and state.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

OF_VERSION = ("made", "edition", "state", "drawing", "beside", "version")


def digest_of(file: Path, edition: str) -> str:
    """The digest of one file, as if every edition had one name."""
    content = file.read_bytes()
    if file.name == "receipt.json":
        receipt = {key: value for key, value in json.loads(content).items() if key not in OF_VERSION}
        for page in receipt["pages"].values():
            page["from"].pop("drawing", None)
        content = json.dumps(receipt, sort_keys=True).encode()
    if file.suffix == ".xlsx":  # a ZIP file tells of its parts' sizes and times
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(name.encode() + parts.read(name) for name in sorted(parts.namelist()))
    for name in (edition, edition[:12]):
        content = content.replace(name.encode(), b"EDITION")
    return hashlib.sha256(content).hexdigest()[:24]


def digests(folder: Path) -> dict[str, str]:
    """The digest of each file of a period's folder, by name."""
    edition = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))["edition"]
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): digest_of(file, edition) for file in files}


if __name__ == "__main__":
    for name, digest in digests(Path(sys.argv[1])).items():
        print(digest, name)
