"""From Slack's JSON to what was heard: read once, and what is strange is a BadPayload, never a traceback."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import unquote_plus

from handlers.slack.edge.fields import element_value, field_values
from handlers.slack.edge.payloads import (
    BadPayload,
    Closed,
    Command,
    Event,
    Heard,
    OnView,
    Press,
    Shortcut,
    Submission,
    Suggestion,
)
from handlers.slack.edge.places import (
    event_user_of,
    home_of,
    message_place_of,
    place_of,
    response_url_of,
    user_of,
    view_of,
)
from handlers.slack.edge.shapes import Body, as_object, maybe_of, text_of

HANDSHAKES: Final = ("url_verification", "ssl_check")


def body_from(raw: bytes, content_type: str) -> dict[str, Any]:
    """The payload in an HTTP body: JSON for events, a form for commands, JSON in a form's `payload` for the rest."""
    try:
        text = raw.decode()
        if content_type.startswith("application/json"):
            return as_object(json.loads(text), "the body")
        form = _form(text)
        return as_object(json.loads(form["payload"]), "payload") if "payload" in form else form
    except (ValueError, RecursionError) as error:
        raise BadPayload(f"the body cannot be read: {type(error).__name__}") from error


def _form(text: str) -> dict[str, Any]:
    """The fields of a form; the standard library's reader decodes what needs no decoding, at three times the cost."""
    pairs = (pair.partition("=") for pair in text.split("&") if pair)
    return {_decoded(name): _decoded(value) for name, _, value in pairs}


def _decoded(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


def is_handshake(body: Body) -> bool:
    """Whether Slack only asks if somebody is there: nobody's words, answered without a workspace."""
    return body.get("type") in HANDSHAKES or body.get("ssl_check") == "1"


def parse(body: Body) -> Heard:
    """What was heard. Raises BadPayload for what Slack does not document."""
    kind = body.get("type")
    if kind is None and "command" in body:
        return _command(body)
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise BadPayload(f"unknown kind {kind!r}"[:200])
    if not isinstance(body.get("event", {}), dict):
        raise BadPayload("event is not an object")
    return reader(body)


def _command(body: Body) -> Command:
    workspace, enterprise = home_of(body)
    return Command(
        workspace=workspace,
        enterprise=enterprise,
        user=text_of(body, "user_id"),
        channel=text_of(body, "channel_id"),
        channel_name=maybe_of(body, "channel_name") or "",
        command=text_of(body, "command"),
        text=maybe_of(body, "text") or "",
        trigger_id=text_of(body, "trigger_id"),
        response_url=text_of(body, "response_url"),
    )


def _press(body: Body) -> Press:
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions:
        raise BadPayload("no actions")
    action = as_object(actions[0], "actions[0]")  # Slack lists the one element that was used
    chosen = element_value(action)
    workspace, enterprise = home_of(body)
    place = place_of(body)
    holder = as_object(body["view"], "view") if isinstance(place, OnView) else body
    return Press(
        workspace=workspace,
        enterprise=enterprise,
        user=user_of(body),
        action_id=text_of(action, "action_id"),
        block_id=text_of(action, "block_id"),
        value=chosen if isinstance(chosen, str) else None,
        choices=_choices(action, chosen),
        place=place,
        values=field_values(holder.get("state")),
        trigger_id=text_of(body, "trigger_id"),
        response_url=response_url_of(body),
    )


def _choices(action: Body, chosen: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if isinstance(chosen, tuple):
        return chosen
    return () if chosen is None or action.get("type") == "button" else (chosen,)


def _submission(body: Body) -> Submission:
    workspace, enterprise = home_of(body)
    return Submission(
        workspace=workspace,
        enterprise=enterprise,
        user=user_of(body),
        view=view_of(body),
        values=field_values(as_object(body.get("view"), "view").get("state")),
        trigger_id=text_of(body, "trigger_id"),
        response_url=response_url_of(body),
    )


def _closed(body: Body) -> Closed:
    workspace, enterprise = home_of(body)
    return Closed(
        workspace=workspace,
        enterprise=enterprise,
        user=user_of(body),
        view=view_of(body),
        cleared=body.get("is_cleared") is True,
    )


def _shortcut(body: Body) -> Shortcut:
    workspace, enterprise = home_of(body)
    on_message = body.get("type") == "message_action"
    return Shortcut(
        workspace=workspace,
        enterprise=enterprise,
        user=user_of(body),
        callback_id=text_of(body, "callback_id"),
        place=message_place_of(body) if on_message else None,
        message=as_object(body.get("message"), "message") if on_message else None,
        trigger_id=text_of(body, "trigger_id"),
        response_url=response_url_of(body),
    )


def _event(body: Body) -> Event:
    inner = as_object(body.get("event"), "event")
    workspace, enterprise = home_of(body)
    return Event(
        workspace=workspace,
        enterprise=enterprise,
        user=event_user_of(inner),
        event_id=text_of(body, "event_id"),
        type=text_of(inner, "type"),
        inner=inner,
    )


def _rate_limited(body: Body) -> Event:
    """Slack holds events back (over 30,000 an hour): it comes without an event_id, once for each minute."""
    workspace = text_of(body, "team_id")
    return Event(
        workspace=workspace,
        enterprise=None,
        user=None,
        event_id=f"app_rate_limited:{workspace}:{body.get('minute_rate_limited')}",
        type="app_rate_limited",
        inner=body,
    )


def _suggestion(body: Body) -> Suggestion:
    workspace, enterprise = home_of(body)
    return Suggestion(
        workspace=workspace,
        enterprise=enterprise,
        user=user_of(body),
        action_id=text_of(body, "action_id"),
        block_id=text_of(body, "block_id"),
        text=maybe_of(body, "value") or "",
        place=place_of(body),
    )


_READERS: Final[Mapping[str, Callable[[Body], Heard]]] = {
    "event_callback": _event,
    "block_actions": _press,
    "view_submission": _submission,
    "view_closed": _closed,
    "shortcut": _shortcut,
    "message_action": _shortcut,
    "block_suggestion": _suggestion,
    "app_rate_limited": _rate_limited,
}
