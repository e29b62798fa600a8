"""The payloads that Slack sends: commands, interactions, events, in their real shapes."""

from typing import Any

from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.triggers import ResponseUrl, Trigger
from handlers.demo.workspace.world.users import User
from handlers.demo.workspace.world.views import View
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]


def _domain(world: World) -> str:
    return world.setup.team_name.lower().replace(" ", "-")


def _who(user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id}


def _interaction(world: World, kind: str, user: User) -> Json:
    return {
        "type": kind,
        "team": {"id": world.setup.team_id, "domain": _domain(world)},
        "user": _who(user),
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": world.app_id,
        "token": world.verification_token,
    }


def response_url(world: World, url: ResponseUrl) -> str:
    """The full address of a response URL."""
    return f"{world.url}/response/{url.key}"


def _channel_name(channel: Channel) -> str:
    return "privategroup" if channel.kind == "private" else channel.name


def slash_command(
    world: World, user: User, channel: Channel, command: str, text: str, rights: tuple[Trigger, ResponseUrl]
) -> Json:
    """A slash command; over HTTP these are the fields of the form."""
    trigger, url = rights
    return {
        "token": world.verification_token,
        "team_id": user.team_id,
        "team_domain": _domain(world),
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(world, url),
        "trigger_id": trigger.id,
    }


def in_message(world: World, message: Message, url: ResponseUrl) -> Json:
    """The parts of an interaction that say in which message it happened."""
    channel = world.channels[message.channel_id]
    ephemeral = message.ephemeral_to is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    parts: Json = {"container": container, "channel": {"id": channel.id, "name": _channel_name(channel)}}
    parts["response_url"] = response_url(world, url)
    return parts if ephemeral else {**parts, "message": message.payload()}


def in_view(view: View) -> Json:
    """The parts of an interaction that say in which view it happened."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.payload()}


def block_actions(world: World, user: User, trigger: Trigger, action: Json, where: Json) -> Json:
    """A button pressed or a choice made."""
    payload = _interaction(world, "block_actions", user) | {"trigger_id": trigger.id} | where
    return payload | {"actions": [{**action, "action_ts": world.next_ts()}]}


def block_suggestion(world: World, user: User, element: Json, where: Json) -> Json:
    """A person types into an external select; `element` carries action_id, block_id and value."""
    return _interaction(world, "block_suggestion", user) | element | where


def view_submission(world: World, user: User, trigger: Trigger, view: View) -> Json:
    """A modal submitted."""
    payload = _interaction(world, "view_submission", user)
    return payload | {"trigger_id": trigger.id, "view": view.payload(), "response_urls": []}


def view_closed(world: World, user: User, view: View, *, cleared: bool) -> Json:
    """A modal closed by the person."""
    return _interaction(world, "view_closed", user) | {"view": view.payload(), "is_cleared": cleared}


def global_shortcut(world: World, user: User, callback_id: str, trigger: Trigger) -> Json:
    """A shortcut from the composer's menu."""
    payload = _interaction(world, "shortcut", user)
    return payload | {"callback_id": callback_id, "trigger_id": trigger.id, "action_ts": world.next_ts()}


def message_shortcut(
    world: World, user: User, callback_id: str, trigger: Trigger, where: tuple[Message, ResponseUrl]
) -> Json:
    """A shortcut from a message's menu."""
    message, url = where
    channel = world.channels[message.channel_id]
    payload = _interaction(world, "message_action", user)
    return payload | {
        "callback_id": callback_id,
        "trigger_id": trigger.id,
        "action_ts": world.next_ts(),
        "message_ts": message.ts,
        "message": message.payload(),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "response_url": response_url(world, url),
    }


def event_callback(world: World, event: Json) -> Json:
    """An event in its wrapping."""
    ts = str(event.get("event_ts") or event.get("ts") or world.next_ts())
    return {
        "token": world.verification_token,
        "team_id": world.setup.team_id,
        "context_team_id": world.setup.team_id,
        "context_enterprise_id": None,
        "api_app_id": world.app_id,
        "event": {**event, "event_ts": ts},
        "type": "event_callback",
        "event_id": world.ids.next("Ev0"),
        "event_time": int(float(ts)),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": world.setup.team_id,
                "user_id": world.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{world.ids.secret(20)}",
    }
