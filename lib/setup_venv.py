"""Set up the suite's own environment in .venv: `python3 lib/setup_venv.py core` or `... everything`.

Standard library only: it runs before anything is installed. It does nothing where the environment is as the
locks want it. `core` is what builds reports; `everything` adds JupyterLab, the tests' tools and a browser for
them.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from careboard.publish.browser import find_browser

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"core": ROOT / "requirements.lock", "everything": ROOT / "requirements-dev.lock"}
OLDEST = (3, 11)


def main(wanted: str) -> None:
    """Set up what is wanted, 'core' or 'everything', unless it is there."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"Python {'.'.join(map(str, OLDEST))} or newer is needed, and this is {sys.version.split()[0]}. "
            "Name another with: make PYTHON=python3.12 report"
        )
    stamp = VENV / f".{wanted}-{_fingerprint(LOCKS[wanted])}"
    if not stamp.is_file() and not (
        wanted == "core" and (VENV / f".everything-{_fingerprint(LOCKS['everything'])}").is_file()
    ):
        print(f"Setting up .venv ({wanted}). This is done once.", flush=True)
        _make_venv()
        _install(LOCKS[wanted])
        stamp.touch()
    if wanted == "everything":
        _have_browser()
        _have_java()


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(
        lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    ).hexdigest()[:16]


def _make_venv() -> None:
    """A new environment with pip in it, or a word on what to install."""
    if (
        PYTHON.is_file()
        and subprocess.run(
            [str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False
        ).returncode
        == 0
    ):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if _ran([sys.executable, "-m", "venv", str(VENV)]):
        return
    # Debian's python3 comes without ensurepip, and a half-made folder stays
    shutil.rmtree(VENV, ignore_errors=True)
    debian = f"python3.{sys.version_info.minor}-venv"
    if _apt_install([debian]) and _ran([sys.executable, "-m", "venv", str(VENV)]):
        return
    sys.exit(
        "This Python cannot make an environment with pip. On Debian or Ubuntu run: sudo apt-get install "
        f"{debian}. Then run the same command again."
    )


def _install(lock: Path) -> None:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)


def _ran(command: list) -> bool:
    return (
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
        == 0
    )


def _apt_install(packages: list) -> bool:
    """Install Debian packages where the user is root or may sudo without a password."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if getattr(os, "geteuid", lambda: 1)() == 0 else ["sudo", "-n"]
    if sudo and not (shutil.which("sudo") and _ran([*sudo, "true"])):
        return False
    _ran([*sudo, "apt-get", "update"])
    return _ran(
        [
            *sudo,
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "install",
            "-y",
            "--no-install-recommends",
            *packages,
        ]
    )


def _have_browser() -> None:
    if find_browser() is None and not _apt_install(["chromium", "fonts-liberation"]):
        print(
            "NO BROWSER FOUND. Pages will not be tested in one. Install Chromium, Chrome or Edge.",
            file=sys.stderr,
            flush=True,
        )


def _have_java() -> None:
    """The checker of pages needs a Java runtime.

    Without one its tests are left out, but never in continuous integration.
    """
    if os.environ.get("CI") == "true" and shutil.which("java") is None:
        _apt_install(["default-jre-headless"])


if __name__ == "__main__":
    main(
        sys.argv[1]
        if len(sys.argv) == 2 and sys.argv[1] in LOCKS
        else sys.exit("Say which: core or everything.")
    )
