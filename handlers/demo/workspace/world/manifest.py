"""The app's manifest as the workspace reads it: scopes, commands, shortcuts, events, switches."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


class ManifestError(ValueError):
    """Slack would not accept an app with this manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The parts of a manifest that decide what the workspace does."""

    app_name: str
    bot_name: str
    scopes: frozenset[str]
    optional_scopes: frozenset[str]
    commands: Mapping[str, Json]
    shortcuts: Mapping[str, Json]
    events: frozenset[str]
    home_tab: bool
    messages_tab: bool
    messages_tab_read_only: bool
    interactivity: bool
    socket_mode: bool


def read_manifest(raw: Mapping[str, Any]) -> Manifest:
    """The manifest, or a ManifestError that says what Slack would not accept."""
    features, settings = raw.get("features") or {}, raw.get("settings") or {}
    scopes = (raw.get("oauth_config") or {}).get("scopes") or {}
    home = features.get("app_home") or {}
    name = (raw.get("display_information") or {}).get("name")
    if not name:
        raise ManifestError("display_information.name is missing")
    manifest = Manifest(
        app_name=name,
        bot_name=(features.get("bot_user") or {}).get("display_name") or name,
        scopes=frozenset(scopes.get("bot") or ()),
        optional_scopes=frozenset(scopes.get("bot_optional") or ()),
        commands={one["command"]: one for one in features.get("slash_commands") or ()},
        shortcuts={one["callback_id"]: one for one in features.get("shortcuts") or ()},
        events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled")),
        interactivity=bool((settings.get("interactivity") or {}).get("is_enabled")),
        socket_mode=bool(settings.get("socket_mode_enabled")),
    )
    if (manifest.commands or manifest.shortcuts) and "commands" not in manifest.scopes | manifest.optional_scopes:
        raise ManifestError("slash commands and shortcuts need the scope `commands`")
    return manifest
