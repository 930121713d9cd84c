"""What the project says of its packages agrees with itself."""

import re
import tomllib

import pytest
import setup_venv
from ruamel.yaml import YAML
from support.command import ROOT


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(lines):
    """Package -> the line that asks for it, in one spelling."""
    return {
        re.split(r"[\[<>=]", line)[0].lower().replace("_", "-"): re.sub(r"\[.*?\]", "", line)
        .lower()
        .replace("_", "-")
        for line in lines
    }


def test_conda_wants_the_same_ranges_as_pip():
    listed = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    (by_pip,) = (entry["pip"] for entry in listed if isinstance(entry, dict))
    conda = named([*(entry for entry in listed if isinstance(entry, str)), *by_pip])
    assert conda.pop("python") == "python>=3.11" and conda.pop("pip") and conda.pop("-e .") == "-e ."
    assert conda == named([*project()["dependencies"], *project()["optional-dependencies"]["lab"]])


def test_locks_hold_versions_and_hashes_and_no_address():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and text.count("==") > 50
        pins = re.findall(
            r"^([a-z0-9._-]+)==\S+.*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
        )
        assert len(pins) == len(re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE))


def test_the_core_is_in_the_other_lock_version_for_version():
    core, everything = (
        {
            line.split(" ")[0]
            for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
            if "==" in line and not line.startswith(" ")
        }
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert core <= everything


def test_a_python_without_venv_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(setup_venv, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(setup_venv, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup_venv, "_ran", lambda command: False)
    with pytest.raises(SystemExit, match=r"sudo apt-get install python3\.\d+-venv"):
        setup_venv._make_venv()


def test_debian_packages_are_installed_where_one_may(monkeypatch, tmp_path):
    commands = []

    def ran(command):
        commands.append(command)
        return command[-1].endswith("-venv") or "apt-get" in command or commands.count(command) > 1

    monkeypatch.setattr(setup_venv, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(setup_venv, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup_venv, "_ran", ran)
    monkeypatch.setattr(setup_venv.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(setup_venv.shutil, "which", lambda name: "/usr/bin/" + name)
    setup_venv._make_venv()
    assert any("install" in command and command[-1].endswith("-venv") for command in commands)


def test_no_browser_is_said_loudly(monkeypatch, capsys):
    monkeypatch.setattr(setup_venv, "find_browser", lambda: None)
    monkeypatch.setattr(setup_venv, "_apt_install", lambda packages: False)
    setup_venv._have_browser()
    assert "NO BROWSER FOUND" in capsys.readouterr().err
