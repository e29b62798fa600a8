"""A checklist, seen as the person who must answer sees it."""

from dataclasses import replace

import pytest

from bot.domain.ids import QuestionId
from bot.views.findings import finding_lines
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples
from tests.bot.views.seen import assert_message, buttons_of, words_of


def test_a_checklist_has_a_button_for_each_required_open_answer(words: Words) -> None:
    pressed = buttons_of(render(samples.FRESH_CHECKLIST, words).blocks)
    assert pressed["kickoff.answer"] == ["p1|metric_name", "p1|metric_unit", "p1|baseline", "p1|design"]


def test_a_checklist_folds_optional_questions_by_part(words: Words) -> None:
    rendered = render(samples.FRESH_CHECKLIST, words)
    assert buttons_of(rendered.blocks)["kickoff.open"] == ["p1|1", "p1|2", "p1"]
    assert "Part 1: 2 optional questions" in rendered.text
    assert "Part 2: 1 optional question" in rendered.text.splitlines()


def test_a_checklist_ticks_what_is_done_and_teaches_about_what_does_not_hold(words: Words) -> None:
    rendered = render(samples.HALF_CHECKLIST, words)
    read = words_of(rendered.blocks)
    assert "✓ Category · ✓ Unit" in read
    assert "✓ Business metric" not in read
    assert "“F1 score” tells how good the model is" in read
    assert "p1|metric_name" in buttons_of(rendered.blocks)["kickoff.answer"]


@pytest.mark.parametrize(
    ("named", "said"), [(("RMSE",), "“RMSE” tells how good"), (("RMSE", "MAE"), "“RMSE”, “MAE” tell how good")]
)
def test_one_score_tells_and_several_tell_and_what_is_better_lower_can_get_better_too(
    named: tuple[str, ...], said: str, words: Words
) -> None:
    _, why = finding_lines(replace(samples.MODEL_METRIC, words=named), words)
    assert f"{said} the model is; that can get better while nothing changes for the business." in why.plain


def test_a_complete_checklist_says_so_and_who_still_owes(words: Words) -> None:
    own = render(samples.COMPLETE_CHECKLIST, words)
    assert "Your part is complete" in own.text
    assert "2 required answers are still with others" in own.text
    assert "kickoff.answer" not in buttons_of(own.blocks)
    everything = render(replace(samples.COMPLETE_CHECKLIST, answered=13), words)
    assert "All required answers of the project are there." in everything.text


def test_somebody_of_whom_nothing_is_required_is_not_thanked_for_it(words: Words) -> None:
    optional = tuple(replace(each, required=False, done=False) for each in samples.FRESH_CHECKLIST.items)
    text = render(replace(samples.FRESH_CHECKLIST, items=optional), words).text
    assert "*Nothing is required from you.* You can help with the questions of part 1, 2, 3." in text
    assert "complete" not in text
    answered = tuple(replace(each, done=True) for each in optional)
    assert "You can help" not in render(replace(samples.FRESH_CHECKLIST, items=answered), words).text


def test_a_long_checklist_is_folded_with_a_count(words: Words) -> None:
    items = tuple(samples.item(f"question_{number}", f"Question {number}") for number in range(120))
    rendered = render(replace(samples.FRESH_CHECKLIST, items=items), words)
    assert_message(rendered)
    shown = len(buttons_of(rendered.blocks)["kickoff.answer"])
    assert f"and {120 - shown} more" in words_of(rendered.blocks)


def test_a_question_id_travels_in_the_button_as_it_is(words: Words) -> None:
    item = replace(samples.FRESH_CHECKLIST.items[0], question=QuestionId("readiness.reliability.fallback"))
    body = replace(samples.FRESH_CHECKLIST, items=(item,))
    assert buttons_of(render(body, words).blocks)["kickoff.answer"] == ["p1|readiness.reliability.fallback"]


def test_a_requirement_whose_evidence_is_over_can_be_renewed_from_the_checklist(words: Words) -> None:
    rendered = render(samples.MESSAGES["checklist with requirements"], words)
    assert "Open again, because the evidence is over: A fallback" in rendered.text
    buttons = buttons_of(rendered.blocks)
    assert buttons["readiness.evidence"] == ["p1|readiness.reliability.fallback"]
    assert "p1|4" in buttons["kickoff.open"]
    assert "1.5 of 3 (Adaptability)" in rendered.text
    assert "✓ A fallback" not in words_of(rendered.blocks)
