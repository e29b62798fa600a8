"""Changes instead of a signature, in words: what the owner is told, what the request says, and the window."""

from dataclasses import replace

import pytest

from bot.domain.ids import QuestionId
from bot.domain.signing_messages import Asked, ChangesState, ChangeWanted, SigningLine
from bot.views.changes import CHOSEN_MOST
from bot.views.dialogs import dialog
from bot.views.messages import render
from bot.views.signing import signing_line
from bot.views.words import Words
from tests.bot.views.charters import ASKED, DIALOGS, MESSAGES, RAILS, REQUEST, VERSION, WANTED, WHY
from tests.bot.views.samples import PRIYA
from tests.bot.views.seen import assert_message, buttons_of, words_of


def test_the_owner_reads_why_and_finds_a_button_to_each_question_that_is_still_to_be_changed(words: Words) -> None:
    told = render(WANTED, words)
    assert told.blocks is not None
    assert "<@U0PRIYA> has read the charter of *Churn model* and asks for changes" in told.text
    assert f"“{WHY}”" in told.text
    assert "✓ Baseline" in words_of(told.blocks)
    assert "Once each of these has another answer, <@U0PRIYA> is asked" in told.text
    assert buttons_of(told.blocks) == {
        "kickoff.answer": ["p1|target"],
        "kickoff.open": ["p1"],
        "changes.ready": ["p1"],
    }
    assert "Once an answer is changed" in render(MESSAGES["changes of no question"], words).text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ChangesState.MADE, "✓ It is changed. <@U0PRIYA> is asked again"),
        (ChangesState.READY, "✓ You answered that it is ready as it is."),
        (ChangesState.REPLACED, "has written anew what is to change"),
        (ChangesState.SIGNED, "✓ <@U0PRIYA> has signed version 1 after all."),
        (ChangesState.LAPSED, "Nobody asks for this any more."),
    ],
)
def test_what_is_settled_says_how_and_has_no_button_any_more(state: ChangesState, said: str, words: Words) -> None:
    told = render(replace(WANTED, state=state), words)
    assert said in told.text
    assert buttons_of(told.blocks) == {}


def test_many_questions_and_a_long_reason_fit(words: Words) -> None:
    many = tuple(ChangeWanted(question=QuestionId(f"q{each}"), label="x" * 200) for each in range(40))
    told = render(replace(WANTED, questions=many, reason="&" * 1000), words)
    assert_message(told)
    assert len(buttons_of(told.blocks)["kickoff.answer"]) == CHOSEN_MOST


def test_the_request_says_what_was_asked_and_can_still_be_signed(words: Words) -> None:
    told = render(replace(REQUEST, state=Asked.CHANGES, changes=ASKED), words)
    assert "<@U0PRIYA> asked for changes before signing version 1 of the charter of *Churn model*" in told.text
    assert "2027-03-02 15:30 UTC" in told.text
    assert f"“{WHY}” (Baseline, Target)" in told.text
    assert buttons_of(told.blocks) == {"charter.sign": ["p1"], "changes.open": ["p1"]}
    assert "asked for changes before signing" in render(replace(REQUEST, state=Asked.CHANGES), words).text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("request after changes", "These answers were edited since: Target. You are asked to sign version 1."),
        ("request that is ready as it is", "<@U0MEI> answers that it is ready as it is. You are asked to sign"),
    ],
)
def test_the_sponsor_who_is_asked_again_reads_what_came_of_it(name: str, said: str, words: Words) -> None:
    told = render(MESSAGES[name], words)
    assert said in told.text
    assert f"“{WHY}”" in told.text
    assert buttons_of(told.blocks) == {"charter.sign": ["p1"], "changes.open": ["p1"]}
    settled = replace(REQUEST, changes=replace(ASKED, edited=()))
    assert "They are settled." in render(settled, words).text


def test_the_window_offers_the_questions_part_by_part(words: Words) -> None:
    view = dialog(DIALOGS["changes"], words)
    fields = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert fields["reason"]["optional"] is False
    assert fields["reason"]["element"]["initial_value"] == WHY
    assert fields["questions"]["optional"] is True
    (group,) = fields["questions"]["element"]["option_groups"]
    assert [each["value"] for each in group["options"]] == ["metric_name", "guardrails"]
    assert [each["value"] for each in fields["questions"]["element"]["initial_options"]] == [RAILS.id]
    bare = dialog(DIALOGS["changes of nothing in particular"], words)
    assert [block["block_id"] for block in bare["blocks"] if block["type"] == "input"] == ["reason"]


def test_the_charter_shows_what_is_to_change_who_asked_and_what_was_accepted_beside_it(words: Words) -> None:
    reply = DIALOGS["charter that is to be changed"]
    view = dialog(reply, words)
    said = words_of(view["blocks"])
    assert "<@U0PRIYA> asked for changes on 2 Mar 2027 before signing version 1." in said
    assert f"“{WHY}” (Baseline, Target)" in said
    assert "Nothing was edited since." in said
    assert "· The sponsor, before signing: no answer → changes asked for: The target is what we reach" in said
    assert "Finance prices it." in said
    assert "after the signature" in said
    assert buttons_of(view["blocks"])["changes.ready"] == ["p1"]


def test_the_line_about_the_next_version_names_its_number(words: Words) -> None:
    line = SigningLine(version=VERSION, is_signed=False, waits_for=None, changes_by=PRIYA, changes_on=ASKED.at.date())
    assert signing_line(line, words).plain.endswith("before signing version 2.")
