"""A whole charter that is pasted: what is saved, what is shown instead, and that nothing typed is lost."""

import asyncio
from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Fault, Person, Submission, View
from tests.databases import KINDS
from tests.journeys.conftest import Depart
from tests.journeys.journey import Journey, button

NOTES = """# Churn model

**Owner:** @ana
Sponsor: <@{sam}>
KPI: Monthly churn of paying customers
Unit: %
Better is: lower
- [x] Baseline (last 12 weeks): 3.1&nbsp;%
Target \u2013 2.5%
Due date: 30 June 2027
Data source: Finance dashboard “Retention”

## Success
Monthly churn falls from 3.1 % to 2.5 % by 30 June against the holdout.

## Model metrics
* AUC on the last full month: 0.74 today, 0.80 wanted

## Experiment
| Field | Value |
|---|---|
| Design | A/B |
| Primary metric | Churn within 30 days |
| Start | 2027-03-01 |
| Go/no-go | Launch if churn falls by at least 5 %. |

Thanks everybody!
"""


def notes(cast: Cast) -> str:
    return NOTES.replace("{sam}", cast.sam.id)


async def pasting(journey: Journey, person: Person, text: str | None, **fields: Any) -> Submission:
    """Type the command in the churn channel, fill the window in and submit it."""
    await journey.types(person, "/plumb kickoff import", journey.cast.churn)
    return await journey.submits(person, {"text": text, **fields})


def window(person: Person) -> View:
    assert person.modal is not None
    return person.modal


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_notes_become_a_project_in_one_step(journey: Journey, cast: Cast) -> None:
    taken = await pasting(journey, cast.ana, notes(cast), name="Churn model")
    assert taken.accepted, taken
    shown = window(cast.ana).text()
    assert "Churn model* is started: 14 answers were taken" in shown
    assert "14 of 15 required answers" in shown
    assert "“Thanks everybody!”" in shown
    assert "“Baseline (last 12 weeks)” stands beside an answer" in shown
    assert "*Not answered yet:* " in shown
    assert "a guardrail" in shown
    card = journey.card(cast.churn).rendered()
    assert "Monthly churn of paying customers" in card
    assert "14 of 15" in journey.checklist(cast.sam).rendered()
    assert len(journey.audit("kickoff.started")) == 1
    assert {entry.subject for entry in journey.audit("charter.answered")} >= {"baseline", "target", "decision_rule"}


# --- what is certain is saved, the rest is shown --------------------------------------------------


async def test_what_cannot_be_read_is_shown_with_the_reason_and_the_rest_is_saved(journey: Journey, cast: Cast) -> None:
    text = "KPI: churn\nUnit: %\nBaseline: banana\nTarget: 2.5%\nSponsor: Somebody Else\nMetric: hits"
    assert (await pasting(journey, cast.ana, text, name="Churn model")).accepted
    shown = window(cast.ana).text()
    assert "3 answers were taken" in shown
    assert "*Baseline*: “banana”" in shown
    assert "*Sponsor*: “Somebody Else”\nI cannot tell who that is." in shown
    assert "“Metric: hits” could be Business metric, Primary metric" in shown
    assert {entry.subject for entry in journey.audit("charter.answered")} == {"metric_name", "metric_unit", "target"}
    await journey.presses(cast.ana, window(cast.ana), "kickoff.answer", button_value(window(cast.ana), "|baseline"))
    assert set(window(cast.ana).inputs()) == {"baseline"}
    await journey.submits(cast.ana, {"baseline": "3.1%"})
    await journey.closes(cast.ana)
    assert "*Baseline*: “banana”" in window(cast.ana).text(), "what else is to do still stands below"


def button_value(view: View, ending: str) -> str:
    return str(button(view, "kickoff.answer", ending)["value"])


async def test_the_kickoff_goes_on_from_there(journey: Journey, cast: Cast) -> None:
    await pasting(journey, cast.ana, "KPI: churn\nUnit: %", name="Churn model")
    await journey.presses(cast.ana, window(cast.ana), "kickoff.open")
    assert window(cast.ana).values()["metric_name"] == "churn"


async def test_a_level_without_its_unit_says_so(journey: Journey, cast: Cast) -> None:
    await pasting(journey, cast.ana, "KPI: churn\nBaseline: 3.1%", name="Churn model")
    assert "The metric has no unit yet." in window(cast.ana).text()


async def test_prose_is_taken_as_a_statement_and_said_to_be(journey: Journey, cast: Cast) -> None:
    text = "Monthly churn falls from 3.1 % to 2.5 % by 30 June 2027 against a random holdout."
    await pasting(journey, cast.ana, text, name="Churn model")
    assert "Read from your words without a label: “How we will know that it worked”" in window(cast.ana).text()
    assert {entry.subject for entry in journey.audit("charter.answered")} == {"success_statement"}


# --- an import that saves nothing comes back ------------------------------------------------------

NOTHING = {
    "empty": ("", "Paste the charter here."),
    "blank": ("\u200b \u00a0", "Paste the charter here."),
    "emoji": ("😀" * 3000, "belongs to no question"),
    "a CSV": ("date,value\n2026-10-31,3.3%", "belongs to no question"),
    "a thread": ("Ana Ruiz  10:32 AM\nI think we lose 3 %\nSam  10:33 AM\nok", "belongs to no question"),
    "only what cannot be read": ("Baseline: banana", "Nothing was saved. Baseline: "),
    "placeholders": ("KPI: TBD\nBaseline: …", "no answer stands in this text"),
    "a doubled key": ("answers:\n  baseline: 1\n  baseline: 2", "Line 3: “baseline” stands here twice."),
    "an anchor": ("answers: &a\n  baseline: 1", "Line 1: write each answer out"),
    "broken YAML": ("answers:\n  baseline: [1", "Line "),
    "broken JSON": ('{"answers": {"baseline": 1,}}', "Line 1: "),
    "deep YAML": ("answers: " + "[" * 300, "nested too deeply"),
    "several projects": ("projects:\n  - name: x\n  - name: y", "several projects"),
}


@pytest.mark.parametrize("name", NOTHING)
async def test_an_import_that_saves_nothing_comes_back_with_words(journey: Journey, cast: Cast, name: str) -> None:
    text, words = NOTHING[name]
    taken = await pasting(journey, cast.ana, text, name="Churn model")
    assert set(taken.errors) == {"text"}
    assert words in taken.errors["text"], taken.errors
    assert len(taken.errors["text"]) < 3000
    assert (window(cast.ana).values()["text"] or "") == text, "what was typed still stands there"
    assert journey.audit() == []
    again = await journey.submits(cast.ana, {"text": "KPI: churn"})
    assert again.accepted
    assert len(journey.audit("kickoff.started")) == 1


async def test_a_character_that_cannot_be_kept_is_refused_at_the_field(journey: Journey, cast: Cast) -> None:
    taken = await pasting(journey, cast.ana, "KPI: churn\x00", name="Churn model")
    assert "NUL" in taken.errors["text"]


async def test_a_new_project_needs_a_name_from_the_field_or_the_text(journey: Journey, cast: Cast) -> None:
    taken = await pasting(journey, cast.ana, "KPI: churn")
    assert set(taken.errors) == {"name"}
    assert (await journey.submits(cast.ana, {"text": "Project: Win-back\nKPI: churn"})).accepted
    assert "Win-back" in journey.card(cast.churn, "Win-back").rendered()


async def test_signs_that_trick_the_eye_are_shown_as_words(journey: Journey, cast: Cast) -> None:
    text = "KPI: \u202echurn\u202c\n<!channel> *look* {{ config }}\n<@U0NOBODY0> says hi"
    await pasting(journey, cast.ana, text, name="Churn model")
    shown = window(cast.ana).text()
    assert "{{ config }}" in shown
    assert "\u202e" not in shown
    await journey.quiet()
    assert journey.pings() <= {f"@{cast.ana.id}"}


# --- two fields, a file ---------------------------------------------------------------------------


async def test_a_long_text_goes_on_in_the_second_field(journey: Journey, cast: Cast) -> None:
    first = "KPI: churn\nSuccess:\n" + "\n".join(f"- a promise, number {n}" for n in range(100))
    await pasting(journey, cast.ana, first, more="Unit: %", name="Churn model")
    assert {entry.subject for entry in journey.audit("charter.answered")} == {
        "metric_name",
        "metric_unit",
        "success_statement",
    }


async def test_a_file_is_read_like_a_text(journey: Journey, cast: Cast) -> None:
    file = journey.workspace.add_file(cast.ana, "charter.yaml", b"name: Win-back\nanswers: {metric_name: churn}")
    assert (await pasting(journey, cast.ana, None, file=file)).accepted
    assert "Win-back" in journey.card(cast.churn, "Win-back").rendered()


FILES = {
    "too large": (b"x" * 40_001, "At most 40 kB fit."),
    "a document": (b"PK\x03\x04 and more", "a file of an office program"),
    "another encoding": ("Größe".encode("latin-1"), "Save it as plain text (UTF-8)"),
    "nothing known": (b"just words", "belongs to no question"),
}


@pytest.mark.parametrize("name", FILES)
async def test_a_file_that_cannot_be_used_says_so_at_its_field(journey: Journey, cast: Cast, name: str) -> None:
    content, words = FILES[name]
    file = journey.workspace.add_file(cast.ana, "charter.txt", content)
    taken = await pasting(journey, cast.ana, None, file=file, name="Churn model")
    assert set(taken.errors) == {"file"}
    assert words in taken.errors["file"]
    assert journey.audit() == []


async def test_a_file_and_a_text_are_one_too_many(journey: Journey, cast: Cast) -> None:
    file = journey.workspace.add_file(cast.ana, "charter.txt", b"KPI: churn")
    taken = await pasting(journey, cast.ana, "KPI: returns", file=file, name="Churn model")
    assert "not both" in taken.errors["file"]


async def test_no_file_is_asked_for_where_none_may_be_read(journey: Journey, cast: Cast) -> None:
    journey.workspace.world.granted -= {"files:read"}
    await journey.types(cast.ana, "/plumb kickoff import", cast.churn)
    assert set(window(cast.ana).inputs()) == {"name", "text", "more"}


# --- YAML, with the past --------------------------------------------------------------------------

YAML = """
name: Churn model
owner: {ana}
sponsor: {sam}
members: [{mei}]
answers:
  metric_name: Monthly churn
  metric_unit: "%"
  baseline: 3.3%
  readiness.reliability.fallback: no
  basline_window: last year
values:
  2026-11-30: 3.2%
  2026-12-31: 3.1%
  2026-13-01: 3.0%
  2099-01-01: 3.0%
"""


def yaml_of(cast: Cast) -> str:
    return YAML.replace("{ana}", cast.ana.id).replace("{sam}", cast.sam.id).replace("{mei}", cast.mei.id)


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_a_project_that_runs_brings_its_past(journey: Journey, cast: Cast) -> None:
    assert (await pasting(journey, cast.sam, yaml_of(cast))).accepted
    shown = window(cast.sam).text()
    assert "5 answers were taken from the text, and 2 earlier values of the metric" in shown
    assert "near to it: baseline_window" in shown
    assert "“2026-13-01: 3.0%”: There is no 2026-13-01 in the calendar" in shown
    assert "“2099-01-01: 3.0%”: 1 Jan 2099 lies in the future" in shown
    assert [str(entry.after).count("imported") for entry in journey.audit("kpi.logged")] == [1, 1]
    assert "3.1 %" in journey.card(cast.churn).rendered()
    assert len(cast.mei.dm) == 1
    project = journey.checklist(cast.ana)
    assert "as owner" in project.rendered()


async def test_the_past_of_a_metric_without_a_unit_is_shown_and_not_kept(journey: Journey, cast: Cast) -> None:
    await pasting(journey, cast.ana, "name: Churn model\nanswers: {metric_name: x}\nvalues: {2026-11-30: 3.2%}")
    assert "“2026-11-30: 3.2%”: The metric of this project has no unit yet" in window(cast.ana).text()
    assert journey.audit("kpi.logged") == []


# --- people ---------------------------------------------------------------------------------------


async def test_the_owner_is_whoever_is_named_and_else_the_person(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.mei, "/plumb", cast.churn)  # so that she is known by name
    await pasting(journey, cast.ana, "Owner: @mei\nKPI: churn", name="Churn model")
    await journey.quiet()
    assert "as owner" in journey.checklist(cast.mei).rendered()
    assert "was taken from the text" in window(cast.ana).text(), "who starts it for others fills it in all the same"
    await journey.closes(cast.ana)
    await pasting(
        journey,
        cast.ana,
        f"Owner: @Nobody\nKPI: churn\nTeam: @Zoe, <@{cast.sam.id}>",
        project="new",
        name="Win-back",
    )
    shown = window(cast.ana).text()
    assert "“Owner: @Nobody”: I cannot tell who that is" in shown
    assert "“@Zoe”: I cannot tell who that is" in shown
    assert "as owner" in journey.checklist(cast.ana).rendered()
    assert "as member" in journey.checklist(cast.sam).rendered()


async def test_people_are_found_by_their_full_names_though_nobody_met_them_yet(journey: Journey, cast: Cast) -> None:
    text = "Owner: Tanaka, Mei\nSponsor: SAM CARTER, VP Sales\nTeam: Vogt, Lena; Ana Ruiz\nKPI: churn"
    await pasting(journey, cast.ana, text, name="Churn model")
    await journey.quiet()
    assert "as owner" in journey.checklist(cast.mei).rendered()
    assert "as sponsor" in journey.checklist(cast.sam).rendered()
    assert "as member" in journey.checklist(cast.lena).rendered()
    assert "as member" in journey.checklist(cast.ana).rendered()
    shown = window(cast.ana).text()
    assert "“Sponsor: VP Sales” stands beside an answer" in shown
    assert "I cannot tell who that is" not in shown


async def test_of_two_of_one_name_both_are_named_at_that_line(journey: Journey, cast: Cast) -> None:
    twin = journey.workspace.add_user("carter2", real_name="Sam Carter")
    text = "Sponsor: Sam Carter\nOwner: Gus Guest\nTeam: Carter\nKPI: churn"
    await pasting(journey, cast.ana, text, name="Churn model")
    shown = window(cast.ana).text()
    both = f"Sam Carter (sam, {cast.sam.id}) and Sam Carter (carter2, {twin.id}). Write the id"
    assert f"*Sponsor*: “Sam Carter”\n2 members are called so: {both}" in shown
    assert "“Owner: Gus Guest”: Choose a full, active member of this workspace" in shown
    assert f"“Carter”: I cannot tell who that is. Do you mean Sam Carter (sam, {cast.sam.id}) or Sam Carter" in shown
    await journey.closes(cast.ana)
    await pasting(journey, cast.ana, f"Sponsor: {twin.id}")
    assert {entry.subject for entry in journey.audit("charter.answered")} == {"metric_name", "sponsor"}


async def test_while_the_members_are_being_read_nothing_is_guessed_or_lost(journey: Journey, cast: Cast) -> None:
    gate = asyncio.Event()
    journey.workspace.faults.next("users.list", Fault.hold(gate))
    await journey.types(cast.ana, "/plumb kickoff import", journey.cast.churn)
    fields = {"text": "Sponsor: Sam Carter\nKPI: churn", "name": "Churn model"}
    taken = await journey.submits(cast.ana, fields)
    assert "list of this workspace's members is still being read" in str(taken.errors)
    assert journey.audit() == []
    gate.set()
    assert (await journey.submits(cast.ana, fields)).accepted
    assert "2 answers were taken" in window(cast.ana).text()


async def test_where_slack_does_not_list_the_members_those_who_are_known_are_found(
    journey: Journey, cast: Cast
) -> None:
    await journey.types(cast.mei, "/plumb", cast.churn)
    journey.workspace.faults.next("users.list", Fault.error("missing_scope"), times=2)
    await pasting(journey, cast.ana, "Owner: mei\nSponsor: Sam Carter\nKPI: churn", name="Churn model")
    await journey.quiet()
    assert "as owner" in journey.checklist(cast.mei).rendered()
    assert "*Sponsor*: “Sam Carter”\nI cannot tell who that is." in window(cast.ana).text()


async def test_a_guest_is_told_who_can_and_nothing_is_kept(journey: Journey, cast: Cast) -> None:
    heard = await journey.types(cast.gus, "/plumb kickoff import", cast.churn)
    assert "A full member of this workspace can do it." in heard.text
    assert cast.gus.modal is None
    assert [entry.act for entry in journey.audit()] == ["denied"]


async def test_who_has_no_part_in_a_project_changes_nothing_in_it(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    posted = journey.posted(cast.churn)
    await journey.types(cast.lena, "/plumb kickoff import", cast.churn)
    await journey.submits(cast.lena, {"text": "KPI: churn"})
    assert "Only the people of Churn model answer its questions" in window(cast.lena).text()
    assert journey.audit("charter.answered") == []
    assert journey.posted(cast.churn) == posted
    await journey.closes(cast.lena)
    assert window(cast.lena).values()["text"] == "KPI: churn", "nothing typed is lost"


async def test_a_kickoff_starts_where_it_belongs(journey: Journey, cast: Cast) -> None:
    heard = await journey.types(cast.ana, "/plumb kickoff import")
    assert "home channel" in heard.text


# --- an update, and what others said --------------------------------------------------------------


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_what_others_answered_stays_unless_the_box_is_ticked(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.ana, sponsor=cast.sam, members=(cast.mei,))
    await journey.answers(cast.mei, {"metric_unit": "%", "baseline": "3.1%"})
    text = f"Project: Churn model\nOwner: <@{cast.sam.id}>\nKPI: churn\nBaseline: 3.4%\nUnit: %"
    assert (await pasting(journey, cast.ana, text)).accepted
    shown = window(cast.ana).text()
    assert "*Churn model*: 2 answers were taken" in shown
    assert "*Baseline*: 3.1% (@Mei Tanaka); in your text: 3.4%" in shown
    assert f"“Owner: <@{cast.sam.id}>” is not changed by a text" in shown
    await journey.closes(cast.ana)
    assert (await pasting(journey, cast.ana, "Baseline: 3.4%", replace=["replace"])).accepted
    await journey.quiet()
    assert "3.4 %" in journey.card(cast.churn).rendered()
    assert [entry.subject for entry in journey.audit("charter.answered")].count("baseline") == 2


async def test_a_text_about_another_project_changes_nothing_and_says_so_at_the_choice(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff()
    taken = await pasting(journey, cast.ana, "Project: Fraud screen\nKPI: fraud losses")
    assert taken.errors == {
        "project": "The text is about “Fraud screen”, and this would change Churn model. "
        "Choose its project, or a new one."
    }
    assert journey.audit("charter.answered") == []
    assert window(cast.ana).values()["text"] == "Project: Fraud screen\nKPI: fraud losses", "nothing typed is lost"


async def test_only_the_owner_names_another_sponsor_in_a_text_too(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.ana, sponsor=cast.sam, members=(cast.mei,))
    await pasting(journey, cast.mei, f"KPI: churn\nSponsor: <@{cast.lena.id}>", replace=["replace"])
    assert "Only the owner names another sponsor." in window(cast.mei).text()
    assert {entry.subject for entry in journey.audit("charter.answered")} == {"metric_name"}


async def test_a_name_that_the_channel_has_already_is_that_project(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await pasting(journey, cast.ana, "Project: churn MODEL\nKPI: churn", project="new")
    assert "is started" not in window(cast.ana).text()
    assert len(journey.audit("kickoff.started")) == 1


async def test_a_second_project_of_the_channel_is_new(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.types(cast.ana, "/plumb kickoff import Win-back", cast.churn)
    assert window(cast.ana).values()["name"] == "Win-back"
    assert (await journey.submits(cast.ana, {"text": "KPI: returns"})).accepted
    assert len(journey.audit("kickoff.started")) == 2


# --- doors, restarts, repeats ---------------------------------------------------------------------


async def test_buttons_in_the_first_window_and_on_the_checklist_open_it(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    await journey.presses(cast.ana, window(cast.ana), "kickoff.paste")
    assert window(cast.ana).values()["name"] == "Churn model"
    assert (await journey.submits(cast.ana, {"text": "KPI: churn"})).accepted
    await journey.closes(cast.ana)
    await journey.presses(cast.ana, journey.checklist(cast.ana), "kickoff.paste")
    opens = button(journey.checklist(cast.ana), "kickoff.open")["value"]
    assert window(cast.ana).values()["project"] == opens.partition("|")[0]
    assert (await journey.submits(cast.ana, {"text": "Unit: %"})).accepted
    assert {entry.subject for entry in journey.audit("charter.answered")} == {"metric_name", "metric_unit"}


async def test_the_alias_opens_it_too(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/kickoff import", cast.churn)
    assert "text" in window(cast.ana).inputs()


@pytest.mark.parametrize("value", ["|P0NOBODY", "C0NOWHERE|", "|", "nonsense !|"])
async def test_a_forged_button_opens_nothing(journey: Journey, cast: Cast, value: str) -> None:
    card = await journey.kickoff()
    told = await journey.forges(cast.ana, card, "kickoff.paste", value)
    assert told
    assert cast.ana.modal is None


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_submitting_twice_is_once_also_after_a_restart(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff import", cast.churn)
    await cast.ana.fill({"text": notes(cast), "name": "Churn model"})
    payload = cast.ana.submission_payload()
    first, second = await asyncio.gather(cast.ana.forge(payload), cast.ana.forge(payload))
    assert first.payload == second.payload
    hasty = await cast.ana.forge(cast.ana.submission_payload())
    assert hasty.error is None
    await journey.quiet()
    await journey.restart()
    third = await cast.ana.forge(payload)
    assert third.payload == first.payload
    await journey.quiet()
    assert len(journey.audit("kickoff.started")) == 1
    assert len({entry.subject for entry in journey.audit("charter.answered")}) == len(journey.audit("charter.answered"))
    assert journey.posted(cast.churn) == 1
    checklists = [[one for one in person.dm if "kickoff.open" in str(one.blocks)] for person in (cast.ana, cast.sam)]
    assert [len(each) for each in checklists] == [1, 1]


@pytest.mark.parametrize(
    "metadata", ["", "C0NOWHERE", "{}", "x" * 3000], ids=["none", "another channel", "JSON", "too long"]
)
async def test_a_forged_window_keeps_nothing(journey: Journey, cast: Cast, metadata: str) -> None:
    await journey.types(cast.ana, "/plumb kickoff import", cast.churn)
    await cast.ana.fill({"text": "KPI: churn", "name": "Churn model"})
    payload = cast.ana.submission_payload()
    payload["view"]["private_metadata"] = metadata
    ack = await cast.ana.forge(payload)
    assert ack.error is None
    assert journey.audit("kickoff.started") == []


async def test_an_archived_channel_starts_nothing(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff import", cast.churn)
    journey.workspace.archive_channel(cast.churn, by=cast.lena)
    await journey.quiet()
    await cast.ana.fill({"text": "KPI: churn", "name": "Churn model"})
    await cast.ana.forge(cast.ana.submission_payload())
    assert journey.audit("kickoff.started") == []


GERMAN = """
questions:
  translate:
    de:
      questions:
        baseline: { label: Ganz am Anfang }
        metric_direction: { options: { down: Geringer } }
"""


async def test_labels_are_known_in_the_persons_language_too(depart: Depart) -> None:
    journey = await depart(policy=GERMAN)
    cast = journey.cast
    cast.ana.user.locale = "de-DE"
    text = "Ganz am Anfang: 3,1 %\nUnit: %\nBetter is: geringer\nTarget: banane"
    assert (await pasting(journey, cast.ana, text, name="Churn model")).accepted
    assert "3 answers were taken" in window(cast.ana).text()
    await journey.closes(cast.ana)
    await pasting(journey, cast.ana, "Ganz am Anfang: banane\nKPI: churn")
    assert "*Ganz am Anfang*: “banane”" in window(cast.ana).text()


async def test_a_guest_in_front_of_anothers_window_is_refused(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff import", cast.churn)
    await cast.ana.fill({"text": "KPI: churn", "name": "Churn model"})
    payload = cast.ana.submission_payload()
    payload["user"]["id"] = cast.gus.id
    ack = await cast.gus.forge(payload)
    assert "change nothing" in str(ack.payload)
    assert [entry.act for entry in journey.audit()] == ["denied"]


async def test_more_values_than_fit_are_counted(journey: Journey, cast: Cast) -> None:
    days = "\n".join(f"  {2000 + n // 300}-{n // 25 % 12 + 1:02}-{n % 25 + 1:02}: 3%" for n in range(503))
    text = f"name: Churn model\nanswers: {{metric_unit: '%'}}\nvalues:\n{days}\n"
    file = journey.workspace.add_file(cast.ana, "charter.yaml", text.encode())
    assert (await pasting(journey, cast.ana, None, file=file)).accepted
    assert "500 earlier values of the metric" in window(cast.ana).text()
    assert "“… 3”: At most 500 values fit." in window(cast.ana).text()
