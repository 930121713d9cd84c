"""A headline measure that falls by more than half stops the build, unless something agreed says why."""

import csv
import json
import shutil
from types import SimpleNamespace

import pytest
from support.command import ROOT
from support.snapshots_by_hand import few

from careboard.build.headline_falls import headline_falls, with_notes
from careboard.build.request import Build
from careboard.figures.columns import FIGURES, Figure
from careboard.formatting import State
from careboard.params import load
from careboard.params.intake import Accepted
from careboard.params.models import Event
from careboard.periods import parse
from careboard.publish.outputs import Folders

NOW, BEFORE = parse("2019-10"), "2019-09"


def row(value, period=NOW.text, state=State.SHOWN, source="ours (SSD)"):
    return Figure(
        "looked_after", period, "at_date", "county", "total", "", value, float("nan"), value, state, source
    )


@pytest.fixture
def fell(tmp_path):
    """What is said of looked_after that was 100 a month before."""
    params = load.read(shutil.copytree(ROOT / "params", tmp_path / "params"))
    published = tmp_path / "outputs" / BEFORE
    published.mkdir(parents=True)
    (published / "receipt.json").write_text(json.dumps({"pages": {}}), encoding="utf-8")
    with (published / "figures.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([FIGURES, row(100.0, BEFORE)])

    def lines(now, events=(), accepted=(), **more):
        params.suite.events, params.intake.accepted = list(events), list(accepted)
        request = Build(params=params, folders=Folders.of(tmp_path / "outputs"), source=str(tmp_path), **more)
        edition = SimpleNamespace(
            figures=SimpleNamespace(rows=lambda ident, area: [now] if ident == "looked_after" else []),
            indicators={"looked_after": {"title": "Children looked after"}},
        )
        return headline_falls(request, [NOW], {NOW.text: edition})

    return lines


def test_a_fall_by_more_than_half_is_told_without_the_figures(fell):
    ((_, line, note),) = fell(row(49.0))
    assert note == ""
    assert line.startswith(
        "Children looked after (looked_after): it fell by more than half between 2019-09 and 2019-10"
    )
    assert "--accept headline:looked_after" in line and "49" not in line.replace("2019", "")


@pytest.mark.parametrize(
    "now", [row(50.0), row(200.0), row(float("nan"), state=State.HIDDEN), row(9.0, source="other")]
)
def test_half_is_left_or_there_is_nothing_to_compare(now, fell):
    assert fell(now) == []


def test_an_event_between_the_two_periods_or_an_agreement_says_why(fell):
    event = {"words": "a change of system", "indicators": ["looked_after"]}
    assert fell(row(9.0), [Event.model_validate({"on": "2019-10-01", **event})]) == []
    assert len(fell(row(9.0), [Event.model_validate({"on": "2019-09-01", **event})])) == 1


def test_a_fall_that_was_accepted_stands_on_the_pages(fell):
    falls = fell(row(9.0), accept=("headline:looked_after",))
    edition = few()
    told = with_notes({NOW.text: edition}, falls)[NOW.text].about["notes"]
    assert told == [
        *edition.about["notes"],
        "Children looked after fell by more than half since September 2019, and no event tells why; it was "
        "accepted for this build.",
    ]


def test_who_agreed_on_a_fall_for_good_is_named_with_the_reason(fell):
    agreed = {"by": "Director", "on": "2019-11-01"}
    accepted = {"what": "headline:looked_after", "reason": "A new system.", "agreed": agreed}
    ((_, _, note),) = fell(row(9.0), accepted=[Accepted.model_validate(accepted)])
    assert note.endswith("no event tells why; accepted by Director on 1 November 2019: A new system.")
