"""What Slack sends becomes typed values once; what it should not send becomes a BadPayload."""

import json
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.request.internals import extract_enterprise_id, extract_team_id, extract_user_id

from handlers.slack.edge.parsing import body_from, is_handshake, parse
from handlers.slack.edge.payloads import (
    BadPayload,
    Closed,
    Command,
    Event,
    OnMessage,
    OnView,
    Press,
    Shortcut,
    Submission,
    Suggestion,
)
from tests.handlers.slack.edge import samples

FORM = "application/x-www-form-urlencoded"


def test_a_command_carries_who_where_and_what() -> None:
    assert parse(samples.COMMAND) == Command(
        workspace="T1",
        enterprise=None,
        user="U1",
        channel="C1",
        channel_name="growth",
        command="/plumb",
        text="kickoff Churn & co",
        trigger_id="1.2.command",
        response_url="https://hooks.slack.com/commands/T1/1/x",
    )


def test_a_press_on_a_message_knows_its_message() -> None:
    heard = parse(samples.PRESS)
    assert isinstance(heard, Press)
    assert (heard.name, heard.block_id, heard.value, heard.choices) == ("nag.snooze", "b1", "ob1", ())
    assert heard.place == OnMessage(channel="C1", ts="10.1")
    assert heard.response_url == "https://hooks.slack.com/actions/T1/1/x"


def test_a_press_on_an_ephemeral_message_says_so() -> None:
    heard = parse(samples.changed(samples.PRESS, "container", "is_ephemeral", to=True))
    assert isinstance(heard, Press)
    assert heard.place == OnMessage(channel="C1", ts="10.1", ephemeral=True)


def test_a_press_in_a_view_knows_the_view_and_what_stands_in_it() -> None:
    heard = parse(samples.PRESS_IN_VIEW)
    assert isinstance(heard, Press)
    assert (heard.name, heard.value, heard.choices) == ("kickoff.direction", "up", ("up",))
    assert heard.place == OnView(
        view_id="V1",
        kind="modal",
        callback_id="kickoff.page",
        hash="156.abc",
        private_metadata="k1",
        root_view_id="V1",
        depth=1,
    )
    assert heard.values["metric_name"] == "Weekly churn"
    assert heard.response_url is None


def test_a_press_on_the_home_tab_says_so() -> None:
    heard = parse(samples.changed(samples.PRESS_IN_VIEW, "view", "type", to="home"))
    assert isinstance(heard, Press)
    assert isinstance(heard.place, OnView)
    assert heard.place.kind == "home"


@pytest.mark.parametrize(
    ("action", "value", "choices"),
    [
        ({"type": "multi_static_select", "selected_options": [{"value": "a"}, {"value": "b"}]}, None, ("a", "b")),
        ({"type": "checkboxes", "selected_options": []}, None, ()),
        ({"type": "users_select", "selected_user": "U5"}, "U5", ("U5",)),
        ({"type": "datepicker", "selected_date": "2027-02-01"}, "2027-02-01", ("2027-02-01",)),
        ({"type": "overflow", "selected_option": {"value": "close"}}, "close", ("close",)),
        ({"type": "button"}, None, ()),
        ({"type": "static_select", "selected_option": None}, None, ()),
    ],
)
def test_every_element_hands_over_its_choice(action: samples.JSON, value: str | None, choices: tuple[str, ...]) -> None:
    whole = {**action, "action_id": "a.b", "block_id": "b"}
    heard = parse(samples.changed(samples.PRESS, "actions", to=[whole]))
    assert isinstance(heard, Press)
    assert (heard.value, heard.choices) == (value, choices)


def test_a_submission_holds_every_field_by_its_block() -> None:
    heard = parse(samples.SUBMISSION)
    assert isinstance(heard, Submission)
    assert (heard.name, heard.callback_id, heard.private_metadata) == ("kickoff.page", "kickoff.page", "k1")
    assert heard.values == {
        "metric_name": "Weekly churn",
        "baseline": None,
        "sponsor": "U9",
        "members": ("U2", "U3"),
        "deadline": "2027-01-31",
        "hour": "09:00",
        "start": "1795000000",
        "direction": "down",
        "guardrails": ("latency", "complaints"),
        "charter": ("F1",),
        "why_now": '{"elements": [], "type": "rich_text"}',
        "room": "C7",
        "rooms": (),
        "talks": (),
        "channel": None,
    }


@pytest.mark.parametrize(
    ("previous", "root", "depth"), [(None, "V1", 1), ("V0", "V0", 2), ("V2", "V0", 3), (None, None, 1)]
)
def test_a_view_knows_how_deep_it_lies(previous: str | None, root: str | None, depth: int) -> None:
    payload = samples.changed(samples.SUBMISSION, "view", "previous_view_id", to=previous)
    heard = parse(samples.changed(payload, "view", "root_view_id", to=root))
    assert isinstance(heard, Submission)
    assert heard.view.depth == depth
    assert heard.view.root_view_id == (root or "V1")


def test_a_form_with_a_channel_field_carries_its_response_url() -> None:
    urls = [{"block_id": "room", "action_id": "value", "channel_id": "C7", "response_url": "https://x/1"}]
    heard = parse(samples.changed(samples.SUBMISSION, "response_urls", to=urls))
    assert isinstance(heard, Submission)
    assert heard.response_url == "https://x/1"


def test_a_closed_view_says_if_the_whole_stack_went() -> None:
    heard = parse(samples.CLOSED)
    assert isinstance(heard, Closed)
    assert (heard.name, heard.cleared, heard.user) == ("kickoff.page", True, "U1")


def test_a_shortcut_is_global_or_on_a_message() -> None:
    everywhere, there = parse(samples.SHORTCUT), parse(samples.MESSAGE_SHORTCUT)
    assert isinstance(everywhere, Shortcut)
    assert isinstance(there, Shortcut)
    assert (everywhere.name, everywhere.place, everywhere.message) == ("kickoff.new", None, None)
    assert (there.name, there.place) == (
        "experiment.from_message",
        OnMessage(channel="C1", ts="10.1", thread_ts="10.0"),
    )
    assert there.message is not None
    assert there.message["text"] == "hello"


def test_an_event_carries_slacks_own_dict() -> None:
    heard = parse(samples.EVENT)
    assert isinstance(heard, Event)
    assert (heard.name, heard.event_id, heard.user, heard.inner["tab"]) == ("app_home_opened", "Ev1", "U1", "home")


@pytest.mark.parametrize(("user", "who"), [({"id": "U7", "tz": "Asia/Tokyo"}, "U7"), (None, None), (5, None)])
def test_an_event_may_name_a_whole_person_or_nobody(user: object, who: str | None) -> None:
    heard = parse(samples.changed(samples.EVENT, "event", "user", to=user))
    assert heard.user == who


def test_being_rate_limited_is_an_event_of_its_own_minute() -> None:
    heard = parse(samples.RATE_LIMITED)
    assert isinstance(heard, Event)
    assert (heard.name, heard.event_id, heard.workspace) == ("app_rate_limited", "app_rate_limited:T1:1795000000", "T1")


def test_a_menu_hears_what_is_being_typed() -> None:
    heard = parse(samples.SUGGESTION)
    assert isinstance(heard, Suggestion)
    assert (heard.name, heard.block_id, heard.text, heard.workspace) == ("impact.project", "project", "chu", "T1")


# --- whose it is ------------------------------------------------------------------------------------

ELSEWHERE = [
    samples.changed(samples.SUBMISSION, "view", "app_installed_team_id", to="T2"),
    samples.changed(samples.PRESS, "team", to=None),
    samples.changed(samples.PRESS, "team", to="T3"),
    samples.changed(samples.PRESS, "enterprise", to={"id": "E1", "name": "Acme"}),
    samples.changed(samples.PRESS, "team", to={"id": "T1", "enterprise_id": "E2"}),
    samples.changed(samples.EVENT, "authorizations", to=[{"enterprise_id": "E3", "team_id": "T4"}]),
    samples.changed(samples.EVENT, "authorizations", to=[]),
    {**samples.COMMAND, "enterprise_id": "E4"},
    samples.changed(samples.without(samples.CLOSED, "team"), "view", "app_installed_team_id", to=None),
]


@pytest.mark.parametrize("payload", [*samples.ALL.values(), *ELSEWHERE])
def test_workspace_and_person_are_the_ones_that_bolt_authorizes(payload: samples.JSON) -> None:
    heard = parse(payload)
    assert (heard.workspace, heard.enterprise) == (extract_team_id(payload), extract_enterprise_id(payload))
    assert heard.user == extract_user_id(payload)


def test_what_belongs_to_an_organisation_has_its_id_for_a_workspace() -> None:
    payload = samples.without({**samples.EVENT, "enterprise_id": "E1", "authorizations": []}, "team_id")
    heard = parse(payload)
    assert (heard.workspace, heard.enterprise) == ("E1", "E1")


# --- what the inbox remembers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "path", "key"),
    [
        (samples.COMMAND, ("trigger_id",), "command:X"),
        (samples.PRESS, ("trigger_id",), "press:X"),
        (samples.SHORTCUT, ("trigger_id",), "shortcut:X"),
        (samples.EVENT, ("event_id",), "event:X"),
        (samples.CLOSED, ("view", "id"), "closed:X"),
    ],
)
def test_the_inbox_key_follows_what_is_unique(payload: samples.JSON, path: tuple[str, ...], key: str) -> None:
    heard = parse(samples.changed(payload, *path, to="X"))
    assert not isinstance(heard, Suggestion)
    assert heard.heard_key == key


def test_a_corrected_form_is_not_a_repeat_and_a_repeated_one_is() -> None:
    first, again = (
        parse(samples.SUBMISSION),
        parse(samples.changed(samples.SUBMISSION, "is_enterprise_install", to=True)),
    )
    corrected = parse(
        samples.changed(samples.SUBMISSION, "view", "state", "values", "baseline", "value", "value", to="12")
    )
    another = parse(samples.changed(samples.SUBMISSION, "trigger_id", to="other"))
    keys = [heard.heard_key for heard in (first, again, corrected, another) if isinstance(heard, Submission)]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3
    assert len(keys) == 4


# --- what is not Slack's ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": 5},
        {"type": "dialog_submission", "callback_id": "x", "team": {"id": "T1"}},
        samples.without(samples.COMMAND, "trigger_id"),
        samples.changed(samples.COMMAND, "team_id", to=None),
        samples.changed(samples.COMMAND, "team_id", to=7),
        samples.changed(samples.COMMAND, "text", to=7),
        samples.changed(samples.COMMAND, "user_id", to=""),
        samples.changed(samples.PRESS, "actions", to=[]),
        samples.changed(samples.PRESS, "actions", to=["x"]),
        samples.changed(samples.PRESS, "actions", 0, "value", to=5),
        samples.changed(samples.PRESS, "state", to={"values": []}),
        samples.changed(samples.PRESS, "state", to={"values": {"b": 1}}),
        samples.changed(samples.PRESS, "user", to="U1"),
        samples.without(samples.PRESS, "container", "channel_id"),
        samples.changed(samples.SUBMISSION, "view", to=None),
        samples.changed(samples.SUBMISSION, "view", "state", "values", "members", "value", "selected_users", to="U1"),
        samples.changed(samples.SUBMISSION, "view", "state", "values", "direction", "value", "selected_option", to="x"),
        samples.changed(samples.SUBMISSION, "view", "state", "values", "baseline", "value", to=3),
        samples.changed(samples.EVENT, "event", to=None),
        samples.changed(samples.EVENT, "event", to=["x"]),
        samples.without(samples.EVENT, "event_id"),
        samples.without(samples.EVENT, "event", "type"),
        {**samples.SHORTCUT, "event": None},
    ],
)
def test_a_payload_that_slack_does_not_document_is_refused(payload: samples.JSON) -> None:
    with pytest.raises(BadPayload):
        parse(payload)


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json; charset=utf-8"),
        (b"\xff", "application/json"),
        (b"payload=%7B", FORM),
        (b"payload=[]", FORM),
        (b"[" * 100_000, "application/json"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(raw: bytes, content_type: str) -> None:
    with pytest.raises(BadPayload):
        body_from(raw, content_type)


def test_events_come_as_json_and_the_rest_in_forms() -> None:
    assert body_from(json.dumps(samples.EVENT).encode(), "application/json") == samples.EVENT
    assert body_from(urlencode(samples.COMMAND).encode(), FORM) == samples.COMMAND
    assert body_from(urlencode({"payload": json.dumps(samples.PRESS)}).encode(), FORM) == samples.PRESS


@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=6))
def test_a_form_is_read_as_the_standard_library_reads_it(form: dict[str, str]) -> None:
    form.pop("payload", None)
    encoded = urlencode(form, errors="surrogatepass") if form else ""
    assert body_from(encoded.encode(), FORM) == dict(parse_qsl(encoded, keep_blank_values=True))


@pytest.mark.parametrize("payload", [{"type": "url_verification", "challenge": "x"}, {"ssl_check": "1", "token": "t"}])
def test_slacks_handshakes_are_nobodys_words(payload: samples.JSON) -> None:
    assert is_handshake(payload)
    assert not is_handshake(samples.COMMAND)
