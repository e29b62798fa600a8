"""What goes back over the wire for each answer to each kind of payload, in the shapes that Slack documents."""

import json
from typing import Any

import pytest

from handlers.slack.edge.answers import (
    Answer,
    ClearViews,
    Done,
    Ephemeral,
    FieldErrors,
    Options,
    PushView,
    UpdateView,
)
from handlers.slack.edge.parsing import parse
from handlers.slack.edge.payloads import Heard
from handlers.slack.edge.replies import Told, reply_to, waiting
from tests.handlers.slack.edge import samples

VIEW = {"type": "modal", "blocks": []}
FORM = parse(samples.SUBMISSION)
DEEP = parse(
    samples.changed(
        samples.changed(samples.SUBMISSION, "view", "previous_view_id", to="V2"), "view", "root_view_id", to="V0"
    )
)
DEEP_EMPTY = parse(
    samples.changed(
        samples.changed(
            samples.changed(samples.SUBMISSION, "view", "previous_view_id", to="V2"), "view", "root_view_id", to="V0"
        ),
        "view",
        "state",
        to={"values": {}},
    )
)


@pytest.mark.parametrize("kind", [kind for kind in samples.ALL if kind != "suggestion"])
def test_done_is_an_empty_acknowledgement(kind: str) -> None:
    reply = reply_to(parse(samples.ALL[kind]), Done())
    assert (reply.status, reply.body, reply.after) == (200, "", ())


def test_what_only_the_person_sees_stands_in_the_acknowledgement_of_a_command() -> None:
    reply = reply_to(parse(samples.COMMAND), Ephemeral(payload={"text": "here"}))
    assert json.loads(reply.body) == {"response_type": "ephemeral", "text": "here"}


def test_what_only_the_person_sees_follows_the_acknowledgement_of_a_press() -> None:
    reply = reply_to(parse(samples.PRESS), Ephemeral(payload={"text": "here"}))
    assert reply.body == ""
    assert len(reply.after) == 1


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (
            FieldErrors(errors={"baseline": "a number"}),
            {"response_action": "errors", "errors": {"baseline": "a number"}},
        ),
        (UpdateView(view=VIEW), {"response_action": "update", "view": VIEW}),
        (PushView(view=VIEW), {"response_action": "push", "view": VIEW}),
        (ClearViews(), {"response_action": "clear"}),
    ],
)
def test_a_form_is_answered_by_a_response_action(answer: Answer, body: dict[str, Any]) -> None:
    assert json.loads(reply_to(FORM, answer).body) == body


def test_an_error_whose_field_is_on_another_page_is_seen_at_the_last_field() -> None:
    errors = {"baseline": "a number", "currency": "three letters", "channel": "is archived"}
    sent = json.loads(reply_to(FORM, FieldErrors(errors=errors)).body)["errors"]
    assert sent == {"baseline": "a number", "channel": "is archived; currency: three letters"}
    alone = json.loads(reply_to(FORM, FieldErrors(errors={"currency": "three letters"})).body)["errors"]
    assert alone == {"channel": "currency: three letters"}


def test_a_menu_gets_options_or_groups() -> None:
    option = {"text": {"type": "plain_text", "text": "Churn"}, "value": "p1"}
    menu = parse(samples.SUGGESTION)
    assert json.loads(reply_to(menu, Options(options=[option])).body) == {"options": [option]}
    group = {"label": {"type": "plain_text", "text": "Mine"}, "options": [option]}
    assert json.loads(reply_to(menu, Options(groups=[group])).body) == {"option_groups": [group]}


def test_words_to_a_command_are_plain_text_that_pings_nobody() -> None:
    body = json.loads(reply_to(parse(samples.COMMAND), Told(words="<!channel> a & b")).body)
    assert body["response_type"] == "ephemeral"
    assert body["text"] == "&lt;!channel&gt; a &amp; b"
    assert body["blocks"][0]["text"] == {"type": "plain_text", "text": "<!channel> a & b", "emoji": False}


def test_words_about_a_form_lie_on_top_of_it_and_keep_it() -> None:
    body = json.loads(reply_to(FORM, Told(words="no")).body)
    assert body["response_action"] == "push"
    assert body["view"]["blocks"][0]["text"]["text"] == "no"


def test_words_about_a_form_three_deep_stand_at_its_last_field() -> None:
    assert json.loads(reply_to(DEEP, Told(words="no")).body) == {
        "response_action": "errors",
        "errors": {"channel": "no"},
    }


def test_words_about_a_page_three_deep_without_fields_take_its_place() -> None:
    assert json.loads(reply_to(DEEP_EMPTY, Told(words="no")).body)["response_action"] == "update"


@pytest.mark.parametrize("payload", [samples.PRESS, samples.SHORTCUT, samples.MESSAGE_SHORTCUT])
def test_words_about_a_press_or_a_shortcut_follow_the_acknowledgement(payload: samples.JSON) -> None:
    reply = reply_to(parse(payload), Told(words="no"))
    assert (reply.status, reply.body, len(reply.after)) == (200, "", 1)


def test_a_menu_that_fails_is_an_empty_menu() -> None:
    assert json.loads(reply_to(parse(samples.SUGGESTION), Told(words="no", fault=True)).body) == {"options": []}


@pytest.mark.parametrize(("fault", "status"), [(True, 500), (False, 200)])
def test_an_event_that_was_not_kept_is_not_acknowledged(*, fault: bool, status: int) -> None:
    assert reply_to(parse(samples.EVENT), Told(words="no", fault=fault)).status == status
    assert reply_to(parse(samples.CLOSED), Told(words="no", fault=fault)).status == 200


@pytest.mark.parametrize(
    "payload", [samples.COMMAND, samples.PRESS, samples.CLOSED, samples.SHORTCUT, samples.MESSAGE_SHORTCUT]
)
def test_the_deadline_acknowledges_what_can_be_answered_later(payload: samples.JSON) -> None:
    reply = waiting(parse(payload), "page")
    assert (reply.status, reply.body) == (200, "")


def test_the_deadline_leaves_an_event_to_slacks_next_try() -> None:
    assert waiting(parse(samples.EVENT), "page").status == 503


def test_the_deadline_empties_a_menu() -> None:
    assert json.loads(waiting(parse(samples.SUGGESTION), "page").body) == {"options": []}


def test_the_deadline_puts_a_waiting_page_on_a_form() -> None:
    body = json.loads(waiting(FORM, "waiting.X").body)
    assert (body["response_action"], body["view"]["external_id"]) == ("push", "waiting.X")


@pytest.mark.parametrize(("heard", "action"), [(DEEP, "errors"), (DEEP_EMPTY, "update")])
def test_the_deadline_asks_for_another_try_where_no_page_fits(heard: Heard, action: str) -> None:
    assert json.loads(waiting(heard, "waiting.X").body)["response_action"] == action
