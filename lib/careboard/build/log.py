"""The log of a work folder: what each build did, with its times, and who asked for which list.

It quotes no value of a record. The clock is read here and for locks and receipts alone.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from careboard.permissions import for_owner, make_folder

LARGEST, OLDER = 1 << 20, 3  # bytes, and how many older ones stay beside it
LOG = logging.getLogger("careboard")


class QuietHandler(RotatingFileHandler):
    """A log that nobody but its owner may open. One that cannot be written does not stop a build."""

    def _open(self) -> Any:
        file = Path(self.baseFilename)
        make_folder(file.parent, restricted=True)
        return open(file, self.mode, encoding=self.encoding, opener=for_owner)

    def handleError(self, record: logging.LogRecord) -> None:
        """Do nothing."""


@contextmanager
def log_file(file: Path) -> Iterator[None]:
    """Within it, what LOG is told goes to a file, with up to three older ones beside it."""
    handler = QuietHandler(file, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8", delay=True)
    form = logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    form.converter = time.gmtime
    handler.setFormatter(form)
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    try:
        yield
    finally:
        LOG.removeHandler(handler)
        handler.close()
