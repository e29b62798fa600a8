"""Where something was pressed, by whom, and in whose workspace."""

from typing import Any, Literal

from handlers.slack.edge.payloads import BadPayload, OnMessage, OnView
from handlers.slack.edge.shapes import Body, as_object, maybe_of, member_of, text_of


def place_of(body: Body) -> OnMessage | OnView:
    """The view or the message in which it was pressed."""
    return view_of(body) if body.get("view") is not None else message_place_of(body)


def message_place_of(body: Body) -> OnMessage:
    """The message on which it was pressed, or on which a shortcut was taken."""
    container = body.get("container")
    if container is None:  # message shortcuts have none
        message = as_object(body.get("message"), "message")
        channel = text_of(as_object(body.get("channel"), "channel"), "id")
        return OnMessage(channel=channel, ts=text_of(message, "ts"), thread_ts=maybe_of(message, "thread_ts"))
    box = as_object(container, "container")
    return OnMessage(
        channel=text_of(box, "channel_id"),
        ts=text_of(box, "message_ts"),
        thread_ts=maybe_of(box, "thread_ts"),
        ephemeral=box.get("is_ephemeral") is True,
    )


def view_of(body: Body) -> OnView:
    """The view that was pressed in, submitted or closed."""
    view = as_object(body.get("view"), "view")
    view_id = text_of(view, "id")
    root, previous = maybe_of(view, "root_view_id") or view_id, maybe_of(view, "previous_view_id")
    kind: Literal["modal", "home"] = "home" if view.get("type") == "home" else "modal"
    return OnView(
        view_id=view_id,
        kind=kind,
        callback_id=maybe_of(view, "callback_id") or "",
        hash=maybe_of(view, "hash") or "",
        private_metadata=maybe_of(view, "private_metadata") or "",
        root_view_id=root,
        depth=1 if previous is None else 2 if previous == root else 3,
    )


# --- whose it was ---------------------------------------------------------------------------------


def home_of(body: Body) -> tuple[str, str | None]:
    """The workspace in which we are installed, by bolt's order, and its organisation, if any.

    What belongs to a whole organisation (its uninstallation, for example) names no workspace: its id stands for one.
    """
    view, team, first = body.get("view"), body.get("team"), _first_authorization(body)
    enterprise = _id(
        member_of(body.get("enterprise"), "id")
        or first.get("enterprise_id")
        or body.get("enterprise_id")
        or member_of(team, "enterprise_id")
    )
    workspace = _id(
        member_of(view, "app_installed_team_id")
        or (member_of(team, "id") if isinstance(team, dict) else team)
        or first.get("team_id")
        or body.get("team_id")
        or member_of(body.get("user"), "team_id")
        or member_of(view, "team_id")
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


def user_of(body: Body) -> str:
    """The person's id."""
    return text_of(as_object(body.get("user"), "user"), "id")


def event_user_of(inner: Body) -> str | None:
    """Who did it; some events name a whole person (user_change, team_join), some nobody."""
    user = inner.get("user")
    found = user.get("id") if isinstance(user, dict) else user
    return found if isinstance(found, str) else None


def response_url_of(body: Body) -> str | None:
    """Where the person can be answered for half an hour, if anywhere; a form has one for its channel field."""
    found = maybe_of(body, "response_url")
    urls = body.get("response_urls")
    if found is None and isinstance(urls, list) and urls:
        return maybe_of(as_object(urls[0], "response_urls[0]"), "response_url")
    return found
