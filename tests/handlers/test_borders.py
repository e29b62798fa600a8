"""Two kinds of failure: a refusal has words, a fault has a token."""

from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.ids import QuestionId
from bot.domain.refusal import BadFields, Denied, Refusal
from handlers.borders import caught, refusal_words, unknown


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    with capture_logs() as captured:
        yield captured


def test_a_refusal_is_quiet_and_speaks_to_the_person(lines: list[Any]) -> None:
    told = caught(Refusal("A date is missing."), where="slack.command", workspace="T1")
    assert (told.words, told.token, told.errors) == ("A date is missing.", None, None)
    assert lines == [
        {
            "event": "request.refused",
            "where": "slack.command",
            "refusal": "Refusal",
            "workspace": "T1",
            "log_level": "info",
        }
    ]


@pytest.mark.parametrize(
    ("who_can", "words"),
    [
        (None, "Not you."),
        ("the owner can say so", "Not you. The owner can say so."),
        ("the owner and the sponsor", "Not you. The owner and the sponsor can do it."),
        ("Ask @ana!", "Not you. Ask @ana!"),
    ],
)
def test_a_refusal_says_who_could_do_it(who_can: str | None, words: str) -> None:
    assert refusal_words(Refusal("Not you.", who_can=who_can)) == words


def test_a_missing_right_is_a_refusal(lines: list[Any]) -> None:
    told = caught(Denied("Not you.", who_can="the sponsor can sign", act="charter.sign"), where="slack.action")
    assert told.words == "Not you. The sponsor can sign."
    assert lines[0]["refusal"] == "Denied"


def test_bad_fields_carry_their_words_by_field_and_leave_what_was_typed_out_of_the_log(lines: list[Any]) -> None:
    told = caught(BadFields({QuestionId("baseline"): "'secret' is no number"}), where="slack.view")
    assert told.errors == {"baseline": "'secret' is no number"}
    assert told.token is None
    assert lines[0]["at"] == ["baseline"]
    assert "secret" not in str(lines)


def test_a_fault_is_loud_and_shares_its_token_with_the_person(lines: list[Any]) -> None:
    error = KeyError("x")
    told = caught(error, where="slack.command")
    assert told.token is not None
    assert told.words == f"Something went wrong on our side, nothing was saved. Token {told.token}."
    (line,) = lines
    assert (line["event"], line["token"], line["exc_info"], line["log_level"]) == (
        "request.failed",
        told.token,
        error,
        "error",
    )


def test_a_fault_after_the_commit_does_not_say_that_nothing_was_saved() -> None:
    assert "nothing was saved" not in caught(KeyError("x"), where="slack.after", saved=True).words


def test_tokens_are_short_unmistakable_and_differ() -> None:
    tokens = {caught(KeyError("x"), where="w").token for _ in range(50)}
    assert len(tokens) == 50
    assert all(token is not None and len(token) == 6 and not set(token) & set("01OI") for token in tokens)


def test_what_nobody_knows_is_loud(lines: list[Any]) -> None:
    told = unknown("command", "/plumb2", workspace="T1")
    assert told.token is not None
    assert told.token in told.words
    assert "/plumb2" in told.words
    assert (lines[0]["event"], lines[0]["log_level"]) == ("request.unknown", "error")
