import json
from dataclasses import replace
from datetime import date, time
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.calendar import Cadence, Weekday
from bot.domain.ids import ProjectId, QuestionId, WorkspaceId
from bot.domain.message import ProjectCard
from bot.domain.notes import (
    CardNote,
    ImpactNote,
    Note,
    NoteText,
    OwedItem,
    OwedNote,
    Pick,
    PlanNote,
    UnknownWord,
)
from bot.domain.questions import AnswerType, Option, Question
from bot.domain.schedules import Schedule
from bot.domain.wrong_answers import WrongAnswer
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.notes import note
from bot.views.words import Words
from tests.bot.views import replies, trials
from tests.bot.views.nasty import NASTY, typed
from tests.bot.views.samples import CHURN, MEI, NAG, NOW, owed
from tests.bot.views.seen import (
    POSTED_MOST,
    assert_message,
    buttons_of,
    formatting,
    mentions_of,
    menu_of,
    options_of,
    words_of,
)
from tests.bot.views.strategies import cards, projects, summaries
from tests.bot.views.trial_strategies import trial_notes

NOTES = {**replies.NOTES, **trials.NOTES}
ANSWER_MOST = 3000


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("degree", Degree)
def test_slack_takes_every_note(words: Words, name: str, degree: Degree) -> None:
    rendered = note(NOTES[name], words, degree)
    assert_message(rendered, most=POSTED_MOST)
    assert (rendered.blocks is None) == (degree is Degree.PLAIN)


def test_every_type_of_note_has_a_sample() -> None:
    assert {type(each) for each in NOTES.values()} == set(get_args(Note))


@given(words_typed=typed, who_can=st.none() | typed, near=st.lists(typed, max_size=5).map(tuple))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_to_anything_typed_stays_short_and_tame(
    words: Words, words_typed: str, who_can: str | None, near: tuple[str, ...]
) -> None:
    for reply in (NoteText(words=words_typed, who_can=who_can), UnknownWord(word=words_typed, near=near)):
        assert_message(note(reply, words), most=ANSWER_MOST)


@given(card=cards, summary=summaries, some=st.lists(projects, max_size=60).map(tuple))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_notes_about_projects_are_taken_whatever_they_are_called(
    words: Words, card: ProjectCard, summary: object, some: tuple[object, ...]
) -> None:
    assert_message(note(CardNote(card=card), words))
    assert_message(note(ImpactNote(summary=summary, project=card.project), words), most=POSTED_MOST)  # type: ignore[arg-type]  # drawn from a strategy
    assert_message(note(Pick(word="status", projects=some), words))  # type: ignore[arg-type]  # the same


@given(reply=trial_notes, degree=st.sampled_from(Degree))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_notes_about_experiments_are_taken_whatever_is_planned(words: Words, reply: Note, degree: Degree) -> None:
    rendered = note(reply, words, degree)
    assert_message(rendered)
    assert mentions_of(rendered.blocks or []) <= {"U0MEI", "W0PRIYA", "U0TOM"}


@pytest.mark.parametrize("evil", [text for text in NASTY if text.strip()])
def test_a_refusal_that_repeats_what_was_typed_formats_nothing(words: Words, evil: str) -> None:
    rendered = note(NoteText(words=f"I cannot read {evil}"), words)
    assert formatting(rendered.text) == []
    assert mentions_of(rendered.blocks) == set()


def test_a_card_is_shared_by_a_button_that_names_only_the_project(words: Words) -> None:
    blocks = note(replies.NOTES["card"], words).blocks
    assert buttons_of(blocks)["reply.share"] == ["card|p1"]
    assert buttons_of(note(replies.NOTES["impact of one"], words).blocks)["reply.share"] == ["impact|p1"]


def test_a_summary_of_all_projects_offers_no_sharing_since_readers_may_see_less(words: Words) -> None:
    assert "reply.share" not in buttons_of(note(replies.NOTES["impact of all"], words).blocks)


def test_only_who_may_start_a_project_is_told_how_where_there_is_none(words: Words) -> None:
    impact = replies.NOTES["impact of all"]
    assert isinstance(impact, ImpactNote)
    none = replace(impact, summary=replace(impact.summary, rows=()))
    assert "There is no ML project here yet. Start one with /plumb kickoff." in note(none, words).text
    guest = note(replace(none, may_write=False), words).text
    assert "There is no ML project here yet." in guest
    assert "/plumb kickoff" not in guest


def test_each_project_that_could_be_meant_has_a_button(words: Words) -> None:
    assert buttons_of(note(replies.NOTES["pick"], words).blocks)["project.pick"] == ["status|p1", "status|p2"]


def test_many_projects_are_folded_with_a_count(words: Words) -> None:
    many = tuple(replace(CHURN, id=ProjectId(f"p{number}")) for number in range(45))
    rendered = note(Pick(word="status", projects=many), words)
    assert len(buttons_of(rendered.blocks)["project.pick"]) == 30
    assert "15 more" in words_of(rendered.blocks)


def test_a_previewed_schedule_is_saved_by_its_button(words: Words) -> None:
    (value,) = buttons_of(note(replies.PREVIEW, words).blocks)["digest.save"]
    assert json.loads(value) == {"cadence": "weekly", "weekday": "monday", "at": "09:00", "zone": "Europe/Berlin"}
    assert " " not in value


def test_a_preview_says_when_it_would_come(words: Words) -> None:
    weekly, monthly = (note(replies.NOTES[f"{each} preview"], words).text for each in ("weekly", "monthly"))
    assert "every week on Monday at 09:00 (Europe/Berlin), first on Monday 30 November" in weekly
    assert "every month, on the first Monday, at 09:00" in monthly


def test_what_is_owed_can_be_planned_and_put_off_in_the_words_of_the_nags(words: Words) -> None:
    blocks = note(replies.OWED, words).blocks
    assert buttons_of(blocks)["plan.open"] == ["p1", "p2"]
    assert options_of(blocks, "nag.snooze") == [f"p1|no_experiment|{code}" for code in ("1", "3", "next_week")]
    assert "Next working day" in words_of(blocks)
    in_nag = render(NAG, words).blocks
    assert [one["text"] for one in menu_of(blocks)] == [one["text"] for one in menu_of(in_nag)]


def test_a_plan_that_waits_for_its_acceptance_is_owed_as_that(words: Words) -> None:
    ready = OwedItem(owed=replace(owed(), is_ready=True), snoozes_left=2, can_snooze=True)
    shown = note(OwedNote(items=(ready,), projects=(CHURN,)), words)
    assert "*Churn model*: the plan waits for your acceptance, due since Friday 20 November" in shown.text
    assert "Review the plan" in words_of(shown.blocks)
    assert "Plan an experiment" not in words_of(shown.blocks)


def test_what_is_put_off_or_cannot_be_any_more_says_so_and_has_no_menu(words: Words) -> None:
    until = OwedItem(owed=owed(), snoozed_until=date(2027, 3, 1), snoozes_left=0, can_snooze=False)
    shown = note(OwedNote(items=(until,), projects=(CHURN,)), words)
    assert "put off until Monday 1 March; it cannot be put off any more" in shown.text
    assert menu_of(shown.blocks) == []


def test_who_may_change_nothing_is_offered_nothing_to_press(words: Words) -> None:
    for name in ("card", "impact of one"):
        reply: Any = replies.NOTES[name]
        offered, guests = note(reply, words), note(replace(reply, may_write=False), words)
        assert buttons_of(offered.blocks)
        assert buttons_of(guests.blocks) == {}
        assert guests.text == offered.text
    nobody = OwedNote(items=(), projects=())
    assert "/plumb kickoff" in note(nobody, words).text
    assert "/plumb kickoff" not in note(replace(nobody, may_start=False), words).text


def test_a_preview_says_which_schedule_it_would_replace(words: Words) -> None:
    now = Schedule(
        workspace=WorkspaceId("T1"),
        channel=replies.PREVIEW.digest.channel,
        cadence=Cadence.MONTHLY,
        weekday=Weekday.FRIDAY,
        at=time(15),
        zone="Asia/Tokyo",
        anchor=date(2026, 11, 1),
        set_by=MEI,
        set_at=NOW,
        next_at=NOW,
        next_day=date(2026, 12, 4),
    )
    assert "replaces" not in note(replies.PREVIEW, words).text
    shown = note(replace(replies.PREVIEW, replaces=now), words)
    said = (
        "replaces the present one: every month, on the first Friday, at 15:00 (Asia/Tokyo), next on Friday 4 December"
    )
    assert said in shown.text
    assert said in words_of(shown.blocks)


def test_a_plan_without_a_design_names_what_can_be_planned_without_randomising(words: Words) -> None:
    options = tuple(
        Option(value=value, label=label)
        for value, label in (
            ("ab", "A/B test"),
            ("interrupted_time_series", "Before and after"),
            ("none", "No experiment"),
        )
    )
    design = Question(id=QuestionId("design"), part=3, label="Design", type=AnswerType.CHOICE, options=options)
    lacking = PlanNote(project=CHURN, plan=None, missing=(design,), is_accepted=False, refuses=True)
    shown = note(lacking, words)
    assert "“No experiment” is no plan. Where nothing" in shown.text
    undecided = note(replace(lacking, refuses=False), words)
    assert "is no plan" not in undecided.text
    assert (
        "Where nothing can be randomised, a comparison over time is a plan too: “Before and after”." in undecided.text
    )
    assert "“Before and after”" in words_of(shown.blocks)
    assert "is no plan" not in note(replace(lacking, missing=(replies.BASELINE,)), words).text


def test_answers_that_allow_no_verdict_are_named_by_their_labels_with_the_button_to_their_part(words: Words) -> None:
    answer = WrongAnswer(question=replies.BASELINE, why="Keep one: 40 or 600.")
    wrong = PlanNote(project=CHURN, plan=None, missing=(), is_accepted=False, wrong=(answer,))
    shown = note(wrong, words)
    assert_message(shown)
    assert f"“{replies.BASELINE.label}”: Keep one: 40 or 600." in shown.text
    assert "Keep one: 40 or 600." in words_of(shown.blocks)
    assert buttons_of(shown.blocks)["kickoff.open"] == [f"{CHURN.id}|3"]
    assert buttons_of(note(replace(wrong, may_write=False), words).blocks) == {}


def test_a_long_list_of_what_is_owed_is_folded_with_a_count(words: Words) -> None:
    items = tuple(OwedItem(owed=owed(), snoozes_left=1, can_snooze=True) for _ in range(70))
    rendered = note(OwedNote(items=items, projects=(CHURN,)), words)
    assert_message(rendered)
    shown = len(buttons_of(rendered.blocks)["plan.open"])
    assert 0 < shown < 70
    assert f"{70 - shown} more" in words_of(rendered.blocks)


def test_a_ready_plan_is_accepted_and_an_accepted_one_changed(words: Words) -> None:
    ready, accepted, lacking = (
        buttons_of(note(NOTES[f"plan {state}"], words).blocks) for state in ("that fits", "accepted", "lacking")
    )
    assert ready == {"plan.accept": ["p1"], "kickoff.open": ["p1|3"]}
    assert accepted == {"kickoff.open": ["p1|3"]}
    assert lacking == {"plan.open": ["p1"]}


def test_a_plan_names_what_it_lacks(words: Words) -> None:
    assert "“Baseline”, “By when”" in note(replies.NOTES["plan lacking"], words).text


def test_a_second_try_is_the_same_press(words: Words) -> None:
    assert buttons_of(note(replies.NOTES["try again"], words).blocks) == {"kickoff.open": ["p1|2"]}
    assert buttons_of(note(replies.NOTES["try a command again"], words).blocks) == {"command.again": [""]}


def test_a_refusal_says_who_could_do_it(words: Words) -> None:
    assert note(replies.NOTES["refusal"], words).text.endswith("Ask <@U0MEI>: the owner can do it.")
    assert note(replies.NOTES["refusal with a way"], words).text.endswith("\nThe owner can accept a plan.")
    assert note(replies.NOTES["refusal with a person"], words).text.endswith("<@U0MEI>.")


@pytest.mark.parametrize(
    ("who_can", "said"),
    [
        ("a full member of this workspace", "A full member of this workspace can do it."),
        ("the owner can add you as a member", "The owner can add you as a member."),
        ("/plumb status lists the projects you can see", "/plumb status lists the projects you can see."),
        ("the owner and the members can add what is missing", "The owner and the members can add what is missing."),
    ],
)
def test_what_helps_reads_as_a_sentence_whether_it_is_a_person_or_a_clause(
    words: Words, who_can: str, said: str
) -> None:
    assert note(NoteText(words="No.", who_can=who_can), words).text == f"No.\n{said}"


def test_a_logged_value_is_shown_against_baseline_and_target(words: Words) -> None:
    text = note(replies.NOTES["replaced value"], words).text
    for figure in ("2.9 %", "instead of 3 %", "3.1 %", "target 2.5 %", "\u22120.2 pp", "33 %", "23 Nov 2026"):
        assert figure in text


def test_snoozes_are_counted_down_to_the_last(words: Words) -> None:
    left = [note(replies.NOTES[name], words).text for name in ("put off", "put off, once more", "put off, never again")]
    assert ["2 more times" in left[0], "once more" in left[1], "cannot be put off again" in left[2]] == [True] * 3
