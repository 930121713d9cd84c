"""The log of a folder of outputs: what each build did, with its times. It quotes no value of a record.

The clock is read here and for locks and receipts alone.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE, LARGEST, OLDER = "build.log", 1 << 20, 3
LOG = logging.getLogger("careboard")


class Quiet(RotatingFileHandler):
    """A log that cannot be written does not stop a build."""

    def handleError(self, record: logging.LogRecord) -> None:
        return None


@contextmanager
def kept(outputs: Path) -> Iterator[None]:
    """Write the log while a build runs: outputs/build.log, and up to three older ones beside it."""
    handler = Quiet(outputs / FILE, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8", delay=True)
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
