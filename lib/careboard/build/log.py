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

FILE, LARGEST, OLDER = "build.log", 1 << 20, 3  # bytes, and how many older ones stay beside it
LOG = logging.getLogger("careboard")


class QuietHandler(RotatingFileHandler):
    """A log that cannot be written does not stop a build."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Do nothing."""


@contextmanager
def log_file(outputs: Path) -> Iterator[None]:
    """Within it, what LOG is told goes to outputs/build.log, with up to three older ones beside it."""
    handler = QuietHandler(outputs / FILE, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8", delay=True)
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
