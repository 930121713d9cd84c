"""The county's first issue with the proof: pages may be circulated, and the attack is told nothing."""

import re
import shutil

import pytest
from support.command import ROOT, run


@pytest.fixture(scope="module")
def proved(sample_folder, tmp_path_factory):
    """Outputs of one page, built with `prove: true`, and what the build said."""
    params = tmp_path_factory.mktemp("params") / "params"
    shutil.copytree(ROOT / "params", params)
    rule = params / "disclosure.yml"
    text = rule.read_text(encoding="utf-8")
    assert "prove: false" in text
    rule.write_text(text.replace("prove: false", "prove: true"), encoding="utf-8")
    outputs = tmp_path_factory.mktemp("proved") / "outputs"
    what = ("2019-10", "--area", "county", "--domain", "front_door")
    return outputs, run("--params", params, "build", *what, outputs=outputs)


def test_each_hidden_small_number_is_proved_and_the_page_says_so(proved):
    outputs, done = proved
    assert done.returncode == 0, done.stdout + done.stderr
    page = (outputs / "2019-10" / "county" / "front_door.html").read_text(encoding="utf-8")
    assert "[c] stands for fewer than 6 people" in page and "Not for circulation" not in page


def test_the_attack_finds_nothing(proved):
    outputs, _ = proved
    attacked = run("attack", "2019-10", "--programmes", "200", outputs=outputs)
    assert attacked.returncode == 0, attacked.stdout
    assert re.search(r"\b0 small ones of them .* and 0 more can be narrowed", attacked.stdout)
