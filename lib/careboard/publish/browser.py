"""The Chromium, Chrome or Edge on this machine, found and asked to print a page as a PDF.

Standard library only: setting up the suite looks for a browser before anything is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from careboard.errors import Problem

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ON_WINDOWS = (
    ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"),
    ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"),
)
OLDEST = 131  # the first Chromium that numbers pages
LIMIT_SECONDS = 180
QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)


def find_browser() -> str | None:
    """The path of the first browser found on this machine; None where there is none."""
    named = next((path for name in NAMES if (path := shutil.which(name))), None)
    folders, programs = ON_WINDOWS
    known = [Path(os.environ[folder]) for folder in folders if folder in os.environ]
    windows = (folder / program for folder in known for program in programs)
    return named or next((str(path) for path in (*map(Path, PLACES), *windows) if path.is_file()), None)


def print_pdf(html: str, workplace: Path, path: str | None = None, limit: float = LIMIT_SECONDS) -> bytes:
    """A page as a tagged PDF with an outline.

    Args:
        html: the page.
        workplace: a folder in which the browser may read and write for a while; some may not in the system's
            own for such files.
        path: the browser; the one on this machine where none is named.
        limit: after so many seconds it is stopped.

    Raises:
        Problem: where there is no browser, and where it fails, is too old to number pages, or does not end in
            time.
    """
    path = path or find_browser()
    if path is None:
        raise Problem(
            "there is no Chromium, Chrome or Edge on this machine, and one is needed to make a PDF. Install "
            "one, or say where it is with --browser FILE."
        )
    with tempfile.TemporaryDirectory(prefix=".pack-", dir=workplace, ignore_cleanup_errors=True) as folder:
        page, out = Path(folder) / "pack.html", Path(folder) / "pack.pdf"
        page.write_text(html, encoding="utf-8", newline="\n")
        options = [f"--user-data-dir={Path(folder) / 'profile'}", f"--print-to-pdf={out}"]
        ending = _run([path, *QUIET, *_sandbox_options(), *options, page.as_uri()], limit)
        pdf = out.read_bytes() if out.is_file() else b""
    if not (pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")):
        raise Problem(f"{path}: made no PDF.{ending} Try again, or name another browser with --browser FILE.")
    version = re.search(rb"Skia/PDF m(\d+)", pdf)
    if version and int(version[1]) < OLDEST:
        raise Problem(
            f"{path}: is version {int(version[1])}, and the first that numbers pages is {OLDEST}. Renew it, "
            "or name another browser with --browser FILE."
        )
    return pdf


def page_numbers(pdf: bytes) -> dict[str, int]:
    """On which page each element lies that a link leads to, by its id.

    Nothing where the PDF is not written as Chromium writes it.
    """
    pages = re.findall(rb"(\d+) 0 obj\s*<</Type /Page\s", pdf)
    order = {page: number for number, page in enumerate(pages, start=1)}
    targets = re.findall(rb"/([\w.-]+) \[(\d+) 0 R /XYZ", pdf)
    return {name.decode(): order[page] for name, page in targets if page in order}


def _run(command: list[str], limit: float) -> str:
    """Run a browser to its end; how it ended where it failed."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=limit,
            check=False,
        )
    except OSError as error:
        raise Problem(
            f"{command[0]}: could not be started ({error.strerror}). Name another browser with --browser "
            "FILE."
        ) from None
    except subprocess.TimeoutExpired:
        raise Problem(
            f"{command[0]}: did not end within {limit:.0f} seconds and was stopped. Try again when the "
            "machine is less busy, or name another browser with --browser FILE."
        ) from None
    return f" It ended with code {done.returncode}." if done.returncode else ""


def _sandbox_options() -> list[str]:
    """Chromium refuses to run as root with its sandbox, as in a container; nobody else gives it up."""
    return ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
