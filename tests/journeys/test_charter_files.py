"""`plumbline kickoff FILE` with a text of labelled lines: checked and kept as from Slack, with what is no answer."""

import json
from pathlib import Path

import pytest

from handlers.demo.cast import Cast
from tests.journeys.journey import Journey
from tests.journeys.programs import outcome
from tests.journeys.test_command_line import charter
from tests.journeys.test_import import notes, yaml_of

DONE, NO, WRONG = 0, 1, 2


def labelled(cast: Cast) -> str:
    people = f"Project: Churn model\nChannel: <#{cast.churn.id}|churn-model>\nOwner: <@{cast.ana.id}>\n"
    chain = (
        "Metric chain:\n- AUC on the last full month → Monthly churn of paying customers: -0.3pp to -0.1pp; a test\n"
    )
    return people + chain + notes(cast).replace("**Owner:** @ana", "").replace("2027", "2099")


async def test_a_text_is_checked_without_slack(journey: Journey, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "charter.md"
    file.write_text(labelled(cast), encoding="utf-8")
    status, printed, complained = await outcome(journey, "kickoff", str(file), "--check")
    assert (status, complained) == (DONE, "")
    assert printed.splitlines()[0] == "Churn model"
    assert "  unplaced “Thanks everybody!”" in printed
    assert "  warning  counter-metric-missing" in printed
    assert "missing" not in printed.replace("counter-metric-missing", "")
    assert journey.audit() == []


async def test_a_check_tells_programs_the_same(journey: Journey, cast: Cast) -> None:
    text = labelled(cast).replace("3.1&nbsp;%", "banana")
    status, printed, _ = await outcome(journey, "kickoff", "-", "--check", "--json", typed=text)
    told = json.loads(printed)
    assert status == NO
    assert list(told["errors"]) == ["baseline"]
    assert {"text": "Thanks everybody!", "why": "no_question", "names": []} in told["unplaced"]
    assert (told["answered"], told["required"]) == (14, 15)


@pytest.mark.parametrize("written", ["1.250", "1,250"])
async def test_a_check_reads_numbers_as_the_locale_writes_them(journey: Journey, cast: Cast, written: str) -> None:
    text = f"Project: Calls\nUnit: count\nBaseline: {written}\n"
    told = {}
    for locale in (None, "de-DE", "en-US"):
        said = ("--locale", locale) if locale else ()
        _, printed, _ = await outcome(journey, "kickoff", "-", "--check", "--json", *said, typed=text)
        told[locale] = json.loads(printed)["errors"].get("baseline", "")
    thousands, thousandth = ("de-DE", "en-US") if written == "1.250" else ("en-US", "de-DE")
    assert told[thousands] == ""
    assert ("1250" in told[None]) == (written == "1.250"), told
    assert told[thousandth] == "", told


async def test_a_locale_goes_before_the_owners(journey: Journey, cast: Cast) -> None:
    text = f"Project: Churn model\nChannel: {cast.churn.id}\nOwner: {cast.ana.id}\nUnit: count\nBaseline: 1.250\n"
    status, _, complained = await outcome(journey, "kickoff", "-", "--locale", "de-DE", typed=text)
    assert (status, complained) == (DONE, "")
    await journey.quiet()
    assert "1,250" in journey.card(cast.churn).rendered()


async def test_a_locale_that_nobody_speaks_is_one_line(journey: Journey, cast: Cast) -> None:
    status, printed, complained = await outcome(journey, "kickoff", "-", "--locale", "Klingon", typed=labelled(cast))
    assert (status, printed) == (WRONG, "")
    assert "--locale" in complained
    assert "de-DE" in complained
    assert complained.count("\n") == 1


async def test_a_text_creates_a_project_and_then_updates_it(journey: Journey, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "charter.txt"
    file.write_text(labelled(cast), encoding="utf-8")
    status, printed, complained = await outcome(journey, "kickoff", str(file))
    assert (status, complained) == (DONE, "")
    assert printed.endswith("Churn model: created as churn-model\n")
    await journey.quiet()
    assert "15 of 15" in journey.checklist(cast.sam).rendered()
    file.write_text(f"Owner: {cast.ana.id}\nBaseline: 3.4%\nUnit: %", encoding="utf-8")
    options = ("--name", "Churn model", "--channel", cast.churn.id)
    status, printed, _ = await outcome(journey, "kickoff", str(file), *options)
    assert (status, printed.splitlines()[-1]) == (DONE, "Churn model: updated as churn-model")
    await journey.quiet()
    assert "3.4 %" in journey.card(cast.churn).rendered()


@pytest.mark.parametrize(
    ("options", "named"),
    [((), "--name"), (("--name", "x"), "--channel"), (("--name", "x", "--channel", "C0CHURN"), "--owner")],
)
async def test_what_neither_the_text_nor_an_option_says_is_asked_for(
    journey: Journey, cast: Cast, options: tuple[str, ...], named: str
) -> None:
    status, printed, complained = await outcome(journey, "kickoff", "-", *options, typed="KPI: churn")
    assert (status, printed) == (WRONG, "")
    assert f"give {named}" in complained
    assert complained.count("\n") == 1


async def test_options_go_before_what_a_file_says(journey: Journey, cast: Cast) -> None:
    text = json.dumps({"name": "x", "answers": {"metric_name": "churn"}})
    options = ("--name", "Win-back", "--channel", cast.churn.id, "--owner", cast.ana.id)
    status, printed, _ = await outcome(journey, "kickoff", "-", *options, typed=text)
    assert (status, printed.splitlines()[-1]) == (DONE, "Win-back: created as win-back")


async def test_a_file_brings_the_past_of_its_metric(journey: Journey, cast: Cast) -> None:
    text = yaml_of(cast).replace("  basline_window: last year\n", "") + f"channel: {cast.churn.id}\n"
    text = text.replace("2026-", "2025-")  # programs live by the real clock
    status, printed, complained = await outcome(journey, "kickoff", "-", typed=text)
    assert (status, complained) == (DONE, "")
    assert "  unplaced “2025-13-01: 3.0%”: There is no 2025-13-01 in the calendar" in printed
    assert len(journey.audit("kpi.logged")) == 2
    await outcome(journey, "kickoff", "-", typed=text)
    assert len(journey.audit("kpi.logged")) == 2, "the same file again changes nothing"


async def test_an_unknown_question_names_the_nearest(journey: Journey, cast: Cast) -> None:
    status, _, complained = await outcome(journey, "kickoff", "-", typed=yaml_of(cast) + f"channel: {cast.churn.id}\n")
    assert status == WRONG
    assert "there is no question 'basline_window' in the bank; near to it: baseline_window" in complained


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("name: x\nchannel: C1\nowner: U1\nanswers:\n  target: 1\n  target: 2", "Line 6: “target” stands here twice."),
        ("answers: &a\n  target: 1", "anchors (& and *) are not read"),
        ("x" * 1_000_001, "too long to be a charter"),
        ("", "Paste the charter here."),
        ("a: b\x00", "NUL"),
        ("date,value\n2026-01-01,3", "holds no project"),
    ],
)
async def test_what_is_no_charter_is_one_line(journey: Journey, typed: str, words: str) -> None:
    status, printed, complained = await outcome(journey, "kickoff", "-", typed=typed)
    assert (status, printed) == (WRONG, "")
    assert words in complained
    assert complained.count("\n") == 1


async def test_somebody_nobody_knows_is_refused_as_a_whole(journey: Journey, cast: Cast) -> None:
    text = labelled(cast).replace(f"<@{cast.sam.id}>", "@zoe")
    status, _, complained = await outcome(journey, "kickoff", "-", typed=text)
    assert status == NO
    assert "I cannot tell who that is" in complained
    assert journey.audit("kickoff.started") == []


async def test_people_are_found_by_name_from_the_command_line_too(journey: Journey, cast: Cast) -> None:
    text = labelled(cast).replace(f"<@{cast.ana.id}>", "Ruiz, Ana").replace(f"<@{cast.sam.id}>", "Sam Carter")
    status, printed, complained = await outcome(journey, "kickoff", "-", typed=text)
    assert (status, complained) == (DONE, "")
    assert printed.endswith("Churn model: created as churn-model\n")
    await journey.quiet()
    assert "15 of 15" in journey.checklist(cast.sam).rendered()
    assert "as owner" in journey.checklist(cast.ana).rendered()


@pytest.mark.parametrize(
    ("owner", "sponsor", "words"),
    [
        ("Sam Carter", "Ana Ruiz", "owner “Sam Carter”: 2 members are called so: Sam Carter (sam, "),
        ("Ana Ruiz", "Sam Carter", "2 members are called so: Sam Carter (sam, "),
        ("Zoe Who", "Ana Ruiz", "owner “Zoe Who”: I cannot tell who that is."),
        ("Gus Guest", "Ana Ruiz", "owner “Gus Guest”: Choose a full, active member"),
    ],
)
async def test_a_name_of_nobody_or_of_two_is_asked_back(
    journey: Journey, cast: Cast, owner: str, sponsor: str, words: str
) -> None:
    journey.workspace.add_user("carter2", real_name="Sam Carter")
    file = {"name": "Churn model", "channel": cast.churn.id, "owner": owner, "sponsor": sponsor, "answers": {}}
    status, _, complained = await outcome(journey, "kickoff", "-", typed=json.dumps(file))
    assert status == NO
    assert words in complained
    assert journey.audit("kickoff.started") == []


PAST = """name: Churn model
channel: C0CHURN1
owner: U0OWNER1
answers:
  metric_name: Monthly churn
  metric_unit: "%"
values:
  2025-10-31: 3.3%
  2025-13-01: 3.2%
  2099-01-31: 3.1%
  2025-12-31: €5
  2025-11-30: 3.0%
  31 Oct 2025: 3.4%
"""


async def test_a_check_reads_the_past_of_the_metric_line_by_line(journey: Journey, cast: Cast) -> None:
    status, printed, _ = await outcome(journey, "kickoff", "-", "--check", typed=PAST)
    said = [line for line in printed.splitlines() if "values:" in line]
    assert status == NO
    assert [line[:17] for line in said] == ["  error    values"] * 3 + ["  note     values"] + ["  error    values"]
    assert "line 9, “2025-13-01: 3.2%”: There is no 2025-13-01 in the calendar" in said[0]
    assert "line 10, “2099-01-31: 3.1%”: 31 Jan 2099 lies in the future" in said[1]
    assert "line 11, “2025-12-31: €5”: The unit is percent" in said[2]
    assert "line 12, “2025-11-30: 3.0%”: It stands behind 31 Dec 2025." in said[3]
    assert "line 13, “31 Oct 2025: 3.4%”: 31 Oct 2025 stands here twice, first in line 8." in said[4]


async def test_programs_are_told_of_the_past_too_wherever_the_project_stands(journey: Journey, cast: Cast) -> None:
    one = {"name": "x", "channel": "C0CHURN1", "owner": "U0OWNER1", "values": {"2025-10-31": "banana"}}
    for typed in (json.dumps([one], indent=1), json.dumps({"projects": [one]}, indent=1)):
        _, printed, _ = await outcome(journey, "kickoff", "-", "--check", "--json", typed=typed)
        (value,) = json.loads(printed)["values"]
        line = 1 + next(number for number, each in enumerate(typed.splitlines()) if "banana" in each)
        assert (value["line"], value["text"], value["is_error"]) == (line, "2025-10-31: banana", True)


@pytest.mark.parametrize(("day", "ends"), [("2025-12-31", DONE), ("2025-09-30", DONE), ("2025-12-32", NO)])
async def test_a_value_that_cannot_be_read_fails_the_check_of_a_whole_charter(
    journey: Journey, cast: Cast, day: str, ends: int
) -> None:
    text = json.dumps({**charter(cast), "values": {"2025-11-30": "3.2%", day: "3.1%"}})
    status, printed, _ = await outcome(journey, "kickoff", "-", "--check", typed=text)
    assert status == ends, printed
