"""Every page of a kickoff shows the ways to the others, and what could not be saved when one was left."""

import json
from dataclasses import replace

from bot.domain.drafts import Draft
from bot.domain.ids import QuestionId
from bot.domain.page_windows import PageDialog
from bot.domain.progress import PartProgress
from bot.domain.questions import Part
from bot.views.degree import Degree
from bot.views.dialogs import dialog
from bot.views.words import Words
from tests.bot.views import replies
from tests.bot.views.seen import assert_window, buttons_of, kinds_of, menu_of, options_of, words_of

BANANA = Draft(typed="banana <@U1>", why="There is no number in it.")


def way(number: int, *, answered: int = 1, asked: int = 8, is_required: bool = True) -> PartProgress:
    part = Part(number=number, title=f"Title {number}", question="?", intro="")
    return PartProgress(part=part, answered=answered, asked=asked, is_required=is_required)


WAYS = (way(1), way(2), way(4, answered=0, asked=21, is_required=False))
PAGE = replace(replies.PAGE, part=replace(replies.PART, number=2), ways=WAYS)


def at(number: int) -> PageDialog:
    return replace(PAGE, part=replace(replies.PART, number=number))


def test_the_menu_names_every_page_with_its_progress(words: Words) -> None:
    blocks = dialog(PAGE, words)["blocks"]
    assert options_of(blocks, "kickoff.go") == ["p1|1", "p1|2", "p1|4"]
    assert [each["text"]["text"] for each in menu_of(blocks)[:3]] == [
        "1 Title 1 · 1 of 8 required",
        "2 Title 2 · 1 of 8 required",
        "4 Title 4 · 0 of 21",
    ]
    assert "Part 2 of 5 · 6 of 14 required answers" in words_of(blocks)


def test_back_leads_to_the_page_before_and_not_to_a_part_without_one(words: Words) -> None:
    assert [buttons_of(dialog(at(number), words)["blocks"]).get("kickoff.back") for number in (1, 2, 4)] == [
        None,
        ["p1|1"],
        ["p1|2"],
    ]


def test_where_there_is_only_one_page_there_is_no_way(words: Words) -> None:
    lonely = dialog(replace(PAGE, ways=WAYS[:1]), words)["blocks"]
    assert options_of(lonely, "kickoff.go") == []
    assert "Part 2 of 5" in words_of(lonely)


def test_slack_forgets_what_was_chosen_as_soon_as_another_page_is_shown(words: Words) -> None:
    def block(page: PageDialog) -> str:
        shown = dialog(page, words)["blocks"]
        return next(str(each["block_id"]) for each in shown if "kickoff.go" in str(each))

    shown = [at(1), at(2), replace(PAGE, listed_at=9), replace(PAGE, is_held=True)]
    assert len({block(page) for page in shown}) == len(shown)


def test_what_could_not_be_saved_elsewhere_is_told_and_carried_along(words: Words) -> None:
    target = replies.TARGET
    page = replace(PAGE, questions=(replies.NAME,), drafts={target.id: BANANA}, left=(target,), told=1)
    view = dialog(page, words)
    assert_window(view)
    said = words_of(view["blocks"])
    assert "Part 1 is saved, but for what could not be." in said
    assert "Not saved yet: “Target” in part 1, “banana &lt;@U1&gt;”. There is no number in it." in said
    assert json.loads(view["private_metadata"])["drafts"] == {"target": {"typed": BANANA.typed, "why": BANANA.why}}


def test_what_could_not_be_saved_of_this_page_is_told_at_its_field_and_not_carried(words: Words) -> None:
    view = dialog(replace(PAGE, drafts={replies.BASELINE.id: BANANA}), words)
    field = next(each for each in view["blocks"] if each.get("block_id") == "baseline")
    assert field["hint"]["text"] == "Not saved yet: There is no number in it."
    assert "Not saved yet: “Baseline”. The field says why." in words_of(view["blocks"])
    assert "drafts" not in json.loads(view["private_metadata"])


def test_a_cleared_field_that_could_not_be_saved_is_told_without_words(words: Words) -> None:
    cleared = replace(BANANA, typed="")
    page = replace(PAGE, questions=(), drafts={replies.TARGET.id: cleared}, left=(replies.TARGET,))
    assert "Not saved yet: “Target” in part 1. There is no number" in words_of(dialog(page, words)["blocks"])


def test_of_many_that_could_not_be_saved_the_first_are_told(words: Words) -> None:
    left = tuple(replace(replies.TARGET, id=QuestionId(f"target_{number}")) for number in range(7))
    page = replace(PAGE, questions=(), drafts=dict.fromkeys((each.id for each in left), BANANA), left=left)
    said = words_of(dialog(page, words)["blocks"])
    assert said.count("Not saved yet") == 5
    assert "waits in its field while this window is open" in said
    assert "2 more answers are not saved yet." in said


def test_what_was_saved_on_leaving_is_told(words: Words) -> None:
    for degree in (Degree.FULL, Degree.CLASSIC):
        said = words_of(dialog(replace(PAGE, told=3), words, degree)["blocks"])
        assert "Part 3 is saved." in said
        assert "but for" not in said
    assert "Part 3 is saved" not in words_of(dialog(PAGE, words)["blocks"])


def test_a_page_that_could_not_be_left_says_why(words: Words) -> None:
    held = dialog(replace(PAGE, is_held=True), words)["blocks"]
    assert "This page stays open" in words_of(held)
    assert "alert" in kinds_of(held)
