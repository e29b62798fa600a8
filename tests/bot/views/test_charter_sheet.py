"""A signed charter as its channel sees it."""

from dataclasses import replace

import pytest

from bot.domain.charter import Text
from bot.domain.charter_messages import SheetAnswer, SheetPart, sheet_key
from bot.domain.ids import ProjectId
from bot.domain.questions import Part
from bot.views.charter_sheet import charter_sheet
from bot.views.words import Words
from tests.bot.domain.sheets import asked, name, sheet
from tests.bot.views.seen import assert_message, kinds_of, mentions_of, words_of

NOTE = "Long answers are cut here"


def part(number: int, *answers: str) -> SheetPart:
    return SheetPart(
        part=Part(number=number, title=f"Part {number}", question="", intro=""),
        answers=tuple(
            SheetAnswer(question=asked(f"q{index}", f"Question {index}", number), value=Text(text=answer))
            for index, answer in enumerate(answers)
        ),
    )


def test_a_sheet_says_who_signed_what_and_when(words: Words) -> None:
    rendered = charter_sheet(sheet(version=3), words)
    shown = words_of(rendered.blocks)
    assert kinds_of(rendered.blocks) == ["header", "context", "section", "section", "section"]
    assert "Charter of Churn model, version 3" in shown
    assert "Signed by <@U0PRIYA> on 23 Nov 2026 · sealed 3f2a9c41d07b" in shown
    assert mentions_of(rendered.blocks) == {"U0PRIYA"}
    assert rendered.text.splitlines() == [
        "*Charter of Churn model, version 3*",
        "Signed by <@U0PRIYA> on 23 Nov 2026 · sealed 3f2a9c41d07b",
        "*1. The outcome*",
        "• *Business metric:* Monthly churn of paying customers",
        "• *Better is:* Lower",
        "• *Baseline:* 3.1%",
        "• *Sponsor:* <@U0PRIYA>",
        "*2. Success*",
        "• *Guardrails:* Margin · at most 3.1 % lower = 0.031; Complaints · better higher, no margin",
        "*Accepted warnings*",
        "• *house-rule:* Nothing else can get worse. (<@U0PRIYA>)",
    ]


def test_a_sheet_that_shows_all_of_it_does_not_say_that_it_is_cut(words: Words) -> None:
    rendered = charter_sheet(sheet(parts=(part(1, "x" * 300),)), words)
    assert NOTE not in words_of(rendered.blocks) + rendered.text


@pytest.mark.parametrize(("length", "answers", "shown"), [(301, 1, 300), (290, 40, 160), (290, 80, 80), (290, 120, 40)])
def test_answers_are_cut_only_as_far_as_they_must_be(words: Words, length: int, answers: int, shown: int) -> None:
    rendered = charter_sheet(sheet(parts=(part(1, *["x" * length] * answers),), accepted=()), words)
    assert_message(rendered)
    seen = words_of(rendered.blocks)
    assert seen.count("x" * (shown - 1) + "…") == answers
    assert f"{NOTE}. `/plumb charter` shows all of it." in seen


def test_what_does_not_fit_at_all_is_counted(words: Words) -> None:
    rendered = charter_sheet(sheet(parts=(part(1, *["x" * 290] * 400), part(2, "y")), accepted=()), words)
    assert_message(rendered)
    seen = words_of(rendered.blocks)
    assert 100 < seen.count("• ") < 400
    assert f"{NOTE}, and {401 - seen.count('• ')} lines left out." in seen


def test_the_first_line_that_does_not_fit_is_one_line(words: Words) -> None:
    for count in range(130, 200):
        seen = words_of(charter_sheet(sheet(parts=(part(1, *["x" * 290] * count),), accepted=()), words).blocks)
        if seen.count("• ") < count:
            assert "and 1 line left out." in seen
            return
    pytest.fail("everything fits")


def test_headings_never_crowd_out_the_message(words: Words) -> None:
    crowded = tuple(replace(part(number, "a"), part=replace(part(1).part, title="&" * 150)) for number in range(60))
    assert_message(charter_sheet(sheet(parts=crowded), words))


def test_a_text_that_is_cut_says_so_too(words: Words) -> None:
    rendered = charter_sheet(sheet(parts=(part(1, *["x" * 290] * 40),)), words)
    assert rendered.text.splitlines()[-1].startswith(NOTE)


def test_parts_without_answers_are_left_out(words: Words) -> None:
    rendered = charter_sheet(sheet(parts=(part(1), part(2, "a"))), words)
    assert "Part 1" not in words_of(rendered.blocks)


def test_an_answer_of_nothing_visible_is_shown_as_nothing(words: Words) -> None:
    rendered = charter_sheet(replace(sheet(parts=(part(1, " "),)), seal=""), words)
    assert "*Question 0:* —" in rendered.text
    assert "sealed —" in rendered.text


def test_a_label_that_asks_keeps_its_own_mark(words: Words) -> None:
    asking = part(1, "Churn rose")
    (answer,) = asking.answers
    asked = replace(answer, question=replace(answer.question, label="Why now?"))
    rendered = charter_sheet(sheet(parts=(replace(asking, answers=(asked,)),)), words)
    assert "• *Why now?* Churn rose" in rendered.text


def test_a_sheet_lives_with_its_project() -> None:
    assert sheet_key(name().id) == "charter:P1" != sheet_key(ProjectId("P2"))
