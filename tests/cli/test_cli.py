"""Mistakes that users make, and the one line that each gets."""

import shutil

import pytest
from support.command import ROOT, run, work_of
from support.returns import written_returns


@pytest.fixture
def params(tmp_path):
    return shutil.copytree(ROOT / "params", tmp_path / "params")


def told(*words, code, outputs):
    done = run(*words, outputs=outputs)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["build", "2019-1O"], 2, "'2019-1O' is not a period. Write a month as 2019-10"),
        (["build", "2019-10", "--area", "nort"], 2, "there is no area 'nort'. Did you mean 'north'?"),
        (
            ["build", "2019-10", "--domain", "frontdoor"],
            2,
            "there is no page 'frontdoor'. Did you mean 'front_door'?",
        ),
        (["build", "2019-10", "--aera", "north"], 2, "No such option"),
        (
            ["explain", "looked_aftr", "2019-10"],
            1,
            "there is no indicator 'looked_aftr'. Did you mean 'looked_after'?",
        ),
        (["build", "2019-10", "--source", "nowhere"], 2, "nowhere: there is no such file or folder"),
        (["build", "2019-10", "--params", "nowhere"], 2, "there is no such folder"),
        (
            ["build", "2019-10", "--reopen", "2 were late"],
            2,
            "--reopen: '2 were late' counts from 1 to 5 people",
        ),
        (["build", "2020-04"], 2, "2020-04: the period ends after the extract was drawn (2020-03-31)"),
    ],
)
def test_wrong_use_gets_one_line(sample_folder, tmp_path, words, code, message):
    assert message in told(*words, code=code, outputs=tmp_path / "outputs")


def test_bad_extracts_get_one_line(tmp_path):
    outputs = tmp_path / "outputs"
    empty, other, broken = tmp_path / "empty", tmp_path / "other", tmp_path / "broken"
    for folder in (empty, other, broken):
        folder.mkdir()
    (other / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (broken / "ssd_person.csv").write_text(
        "pers_person_id,pers_sex,pers_ethnicity,pers_dob\n1,F,WBRI,01/01/2010,secret\n", encoding="utf-8"
    )
    assert "empty: the folder holds no CSV file" in told(
        "build", "2019-10", "--source", empty, code=2, outputs=outputs
    )
    assert "other: none of its 1 files or sheets has the columns" in told(
        "build", "2019-10", "--source", other, code=2, outputs=outputs
    )
    message = told("build", "2019-10", "--source", broken, code=1, outputs=outputs)
    assert (
        "ssd_person.csv: line 2 has more values than there are columns" in message and "secret" not in message
    )


def test_bad_parameters_are_told_all_together_before_anything_is_drawn(params, sample_folder, tmp_path):
    bands = params / "bands.yml"
    bands.write_text(
        bands.read_text(encoding="utf-8")
        .replace("assessments_within_45", "assesments_within_45")
        .replace("good: 20, requires_improvement: 25", "good: 30, requires_improvement: 25"),
        encoding="utf-8",
    )
    message = told(
        "--params",
        params,
        "build",
        "2019-10",
        "--source",
        sample_folder / "ssd",
        code=1,
        outputs=tmp_path / "outputs",
    )
    assert (
        "params/bands.yml, line 6: there is no indicator 'assesments_within_45_working_days'. Did you mean "
        "'assessments_within_45_working_days'?" in message
    )
    assert (
        "params/bands.yml, line 7: the thresholds of 're_referrals_within_12_months' are not in order"
        in message
    )
    assert not (tmp_path / "outputs" / "2019-10").exists()


def test_bad_commentary_is_told_with_its_line(params, tmp_path, returns):
    shutil.rmtree(params / "commentary")
    words = params / "commentary" / "2018-03" / "county" / "looked_after.md"
    words.parent.mkdir(parents=True)
    words.write_text("---\nauthor: A\nwritten: 2019-11-11\n---\n\n{lokked_after}\n", encoding="utf-8")
    suite = params / "suite.yml"
    suite.write_text(
        suite.read_text(encoding="utf-8").replace(
            "sources:\n", f"sources:\n  ours: {{path: '{returns.as_posix()}', authority: 888}}\n"
        ),
        encoding="utf-8",
    )
    areas = params / "areas.yml"
    areas.write_text("areas:\n  county: {name: County, level: authority}\n", encoding="utf-8")
    board = params / "board.yml"
    board.write_text(
        board.read_text(encoding="utf-8").replace("area: north", "area: county"), encoding="utf-8"
    )
    message = told(
        "--params", params, "build", "2018-03", "--source", "ours", code=1, outputs=tmp_path / "outputs"
    )
    assert message.strip().endswith(
        "2018-03/county/looked_after.md, line 6: there is no indicator 'lokked_after'. Did you mean "
        "'looked_after'?"
    )


@pytest.fixture
def returns(tmp_path):
    return written_returns(tmp_path / "returns")


def test_returns_of_an_unnamed_authority_are_drawn_whole_without_rates_or_comparators(returns, tmp_path):
    outputs = tmp_path / "outputs"
    assert "north: the extract is drawn for the whole authority only" in told(
        "build", "2018-03", "--source", returns, "--area", "north", code=2, outputs=outputs
    )
    done = run(
        "build",
        "2018-03",
        "--source",
        returns,
        "--domain",
        "looked_after",
        "--domain",
        "placements",
        outputs=outputs,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (outputs / "2018-03").iterdir() if path.is_dir()) == [
        "county",
        "manual",
        "notebooks",
    ]
    looked_after = (outputs / "2018-03" / "county" / "looked_after.html").read_text(encoding="utf-8")
    placements = (outputs / "2018-03" / "county" / "placements.html").read_text(encoding="utf-8")
    assert "40 children" in looked_after and "75%" in placements and "30 of 40" in placements
    assert (
        "not available" in looked_after.lower()
        and "England, 20" not in looked_after
        and "1 set aside" in (outputs / "2018-03" / "index.html").read_text(encoding="utf-8")
    )
    assert "1 records were set aside" in done.stdout
    assert (work_of(outputs) / "restricted" / "2018-03" / "set_aside.csv").read_text(encoding="utf-8") == (
        "file,row,column,reason,outcome,records\nepisodes.csv,42,DECOM,not a date in the form "
        "dd/mm/yyyy,Record "
        "set aside.,1\n"
    )
    checked = run("check", "--source", returns, outputs=outputs)
    assert (
        "episodes.csv, column 'DECOM': not a date in the form dd/mm/yyyy. 1 found. Record set aside."
        in checked.stdout
    )


def test_explain_tells_definition_numbers_comparators_and_what_was_left_out(own_built):
    done = run("explain", "assessments_within_45_working_days", "2019-10", outputs=own_built)
    assert done.returncode == 0, done.stderr
    for words in (
        "England's bank holidays are not working days",
        "October 2019: 89% (1,",
        "England, 2018/19: 83.1%",
        "● Good. Good is at least 83%",
        "authorities, 2018/19: ",
        "quarter of England. ",
        "records used",
        "set aside",
    ):
        assert words in done.stdout


def test_indicators_lists_the_catalogue():
    listed = run("indicators").stdout.splitlines()
    assert len(listed) == 133 and any("care_leavers_in_eet" in line for line in listed)


def test_changes_says_plainly_where_there_is_nothing_to_compare_with(own_built):
    done = run("changes", "2019-10", outputs=own_built)
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "Nothing was published before October 2019, so nothing can be compared.",
    )
    done = run("changes", "2019-09", outputs=own_built)
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "September 2019 was not published yet, so nothing can be compared. Run: careboard build 2019-09",
    )


def test_every_verb_has_help_with_an_example():
    for verb in ("build", "sample", "check", "indicators", "explain", "changes", "pack"):
        assert f"Example: careboard {verb}" in run(verb, "--help").stdout


def test_why_says_why_and_draws_nothing(returns, tmp_path):
    outputs = tmp_path / "outputs"
    done = run("build", "2018-03", "--source", returns, "--domain", "placements", "--why", outputs=outputs)
    assert "2018-03 county/placements: not drawn before" in done.stderr and not (outputs / "2018-03").exists()
