"""From Slack's JSON to what was heard: read once, and what is strange is a BadPayload, never a traceback."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import unquote_plus

from handlers.slack.edge.fields import element_value, field_values
from handlers.slack.edge.payloads import (
    BadPayload,
    Closed,
    Command,
    Event,
    Heard,
    OnMessage,
    OnView,
    Press,
    Shortcut,
    Submission,
    Suggestion,
)

Body: TypeAlias = Mapping[str, Any]
HANDSHAKES: Final = frozenset({"url_verification", "ssl_check"})


def body_from(raw: bytes, content_type: str) -> dict[str, Any]:
    """The payload in an HTTP body: JSON for events, a form for commands, JSON in a form's `payload` for the rest."""
    try:
        text = raw.decode()
        if content_type.startswith("application/json"):
            return _object(json.loads(text), "the body")
        form = _form(text)
        return _object(json.loads(form["payload"]), "payload") if "payload" in form else form
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
    workspace, enterprise = _home(body)
    return Command(
        workspace=workspace,
        enterprise=enterprise,
        user=_text(body, "user_id"),
        channel=_text(body, "channel_id"),
        channel_name=_maybe(body, "channel_name") or "",
        command=_text(body, "command"),
        text=_maybe(body, "text") or "",
        trigger_id=_text(body, "trigger_id"),
        response_url=_text(body, "response_url"),
    )


def _press(body: Body) -> Press:
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions:
        raise BadPayload("no actions")
    action = _object(actions[0], "actions[0]")  # Slack lists the one element that was used
    chosen = element_value(action)
    workspace, enterprise = _home(body)
    place = _place(body)
    holder = _object(body["view"], "view") if isinstance(place, OnView) else body
    return Press(
        workspace=workspace,
        enterprise=enterprise,
        user=_user(body),
        action_id=_text(action, "action_id"),
        block_id=_text(action, "block_id"),
        value=chosen if isinstance(chosen, str) else None,
        choices=_choices(action, chosen),
        place=place,
        values=field_values(holder.get("state")),
        trigger_id=_text(body, "trigger_id"),
        response_url=_response_url(body),
    )


def _choices(action: Body, chosen: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if isinstance(chosen, tuple):
        return chosen
    return () if chosen is None or action.get("type") == "button" else (chosen,)


def _submission(body: Body) -> Submission:
    workspace, enterprise = _home(body)
    return Submission(
        workspace=workspace,
        enterprise=enterprise,
        user=_user(body),
        view=_view(body),
        values=field_values(_object(body.get("view"), "view").get("state")),
        trigger_id=_text(body, "trigger_id"),
        response_url=_response_url(body),
    )


def _closed(body: Body) -> Closed:
    workspace, enterprise = _home(body)
    return Closed(
        workspace=workspace,
        enterprise=enterprise,
        user=_user(body),
        view=_view(body),
        cleared=body.get("is_cleared") is True,
    )


def _shortcut(body: Body) -> Shortcut:
    workspace, enterprise = _home(body)
    on_message = body.get("type") == "message_action"
    return Shortcut(
        workspace=workspace,
        enterprise=enterprise,
        user=_user(body),
        callback_id=_text(body, "callback_id"),
        place=_message_place(body) if on_message else None,
        message=_object(body.get("message"), "message") if on_message else None,
        trigger_id=_text(body, "trigger_id"),
        response_url=_response_url(body),
    )


def _event(body: Body) -> Event:
    inner = _object(body.get("event"), "event")
    workspace, enterprise = _home(body)
    return Event(
        workspace=workspace,
        enterprise=enterprise,
        user=_event_user(inner),
        event_id=_text(body, "event_id"),
        type=_text(inner, "type"),
        inner=inner,
    )


def _rate_limited(body: Body) -> Event:
    """Slack holds events back (over 30,000 an hour): it comes without an event_id, once for each minute."""
    workspace = _text(body, "team_id")
    return Event(
        workspace=workspace,
        enterprise=None,
        user=None,
        event_id=f"app_rate_limited:{workspace}:{body.get('minute_rate_limited')}",
        type="app_rate_limited",
        inner=body,
    )


def _suggestion(body: Body) -> Suggestion:
    workspace, enterprise = _home(body)
    return Suggestion(
        workspace=workspace,
        enterprise=enterprise,
        user=_user(body),
        action_id=_text(body, "action_id"),
        block_id=_text(body, "block_id"),
        text=_maybe(body, "value") or "",
        place=_place(body),
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


# --- where it was ---------------------------------------------------------------------------------


def _place(body: Body) -> OnMessage | OnView:
    return _view(body) if body.get("view") is not None else _message_place(body)


def _message_place(body: Body) -> OnMessage:
    container = body.get("container")
    if container is None:  # message shortcuts have none
        message = _object(body.get("message"), "message")
        channel = _text(_object(body.get("channel"), "channel"), "id")
        return OnMessage(channel=channel, ts=_text(message, "ts"), thread_ts=_maybe(message, "thread_ts"))
    box = _object(container, "container")
    return OnMessage(
        channel=_text(box, "channel_id"),
        ts=_text(box, "message_ts"),
        thread_ts=_maybe(box, "thread_ts"),
        ephemeral=box.get("is_ephemeral") is True,
    )


def _view(body: Body) -> OnView:
    view = _object(body.get("view"), "view")
    view_id = _text(view, "id")
    root, previous = _maybe(view, "root_view_id") or view_id, _maybe(view, "previous_view_id")
    kind: Literal["modal", "home"] = "home" if view.get("type") == "home" else "modal"
    return OnView(
        view_id=view_id,
        kind=kind,
        callback_id=_maybe(view, "callback_id") or "",
        hash=_maybe(view, "hash") or "",
        private_metadata=_maybe(view, "private_metadata") or "",
        root_view_id=root,
        depth=1 if previous is None else 2 if previous == root else 3,
    )


# --- whose it was ---------------------------------------------------------------------------------


def _home(body: Body) -> tuple[str, str | None]:
    """The workspace in which we are installed, by bolt's order, and its organisation, if any.

    What belongs to a whole organisation (its uninstallation, for example) names no workspace: its id stands for one.
    """
    view, team, first = body.get("view"), body.get("team"), _first_authorization(body)
    enterprise = _id(
        _in(body.get("enterprise"), "id")
        or first.get("enterprise_id")
        or body.get("enterprise_id")
        or _in(team, "enterprise_id")
    )
    workspace = _id(
        _in(view, "app_installed_team_id")
        or (_in(team, "id") if isinstance(team, dict) else team)
        or first.get("team_id")
        or body.get("team_id")
        or _in(body.get("user"), "team_id")
        or _in(view, "team_id")
        or enterprise
    )
    if workspace is None:
        raise BadPayload("no workspace")
    return workspace, enterprise


def _id(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadPayload("an id is not text")
    return value or None


def _first_authorization(body: Body) -> Body:
    authorizations = body.get("authorizations")
    if isinstance(authorizations, list) and authorizations and isinstance(authorizations[0], dict):
        return authorizations[0]
    return {}


def _user(body: Body) -> str:
    return _text(_object(body.get("user"), "user"), "id")


def _event_user(inner: Body) -> str | None:
    """Who did it; some events name a whole person (user_change, team_join), some nobody."""
    user = inner.get("user")
    found = user.get("id") if isinstance(user, dict) else user
    return found if isinstance(found, str) else None


def _response_url(body: Body) -> str | None:
    found = _maybe(body, "response_url")
    urls = body.get("response_urls")
    if found is None and isinstance(urls, list) and urls:
        return _maybe(_object(urls[0], "response_urls[0]"), "response_url")
    return found


# --- Slack's JSON, held to its types ----------------------------------------------------------------


def _in(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadPayload(f"{what} is not an object")
    return value


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise BadPayload(f"{name} is not there")
    return value


def _maybe(body: Body, name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise BadPayload(f"{name} is not text")
    return value
