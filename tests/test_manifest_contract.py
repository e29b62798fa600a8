"""The manifest, the listeners and the Web API methods in use say the same."""

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from handlers import resources
from handlers.attachments import SlackAttachments
from handlers.clock import SystemClock
from handlers.demo.workspace import METHOD_SCOPES
from handlers.profiles import SlackProfiles
from handlers.slack.doorway import Doorway
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.registry import Kind, Registry
from handlers.slack.listeners import listeners
from handlers.slack.replies import Speaker
from handlers.worker.worker import Worker
from storage.engine import open_engine
from storage.runner import UnitRunner
from storage.unit_of_work import Store

ROOT = Path(__file__).parent.parent


@pytest.fixture
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text())
    return loaded


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    engine = open_engine(f"sqlite:///{tmp_path / 'never.db'}")
    doorway = Doorway(
        runner=UnitRunner(Store(engine)),
        rules=resources.load_rulebook(None),
        clock=SystemClock(),
        profiles=SlackProfiles(lambda _: AsyncWebClient()),
        compute=Worker().run,
    )
    attachments = SlackAttachments(lambda _: AsyncWebClient(), Clients().download)
    return listeners(doorway, Speaker(resources.words(None)), attachments).registry


def _heard(registry: Registry, kind: Kind) -> frozenset[str]:
    return registry.names()[kind]


def test_every_command_of_the_manifest_has_a_listener_and_the_other_way_round(
    manifest: dict[str, Any], registry: Registry
) -> None:
    commands = {command["command"] for command in manifest["features"]["slash_commands"]}
    assert commands == _heard(registry, "command")


def test_every_event_of_the_manifest_has_a_listener_and_the_other_way_round(
    manifest: dict[str, Any], registry: Registry
) -> None:
    events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert events == _heard(registry, "event")


def test_every_shortcut_of_the_manifest_has_a_listener_and_the_other_way_round(
    manifest: dict[str, Any], registry: Registry
) -> None:
    shortcuts = {shortcut["callback_id"] for shortcut in manifest["features"].get("shortcuts", [])}
    assert shortcuts == _heard(registry, "shortcut")


def test_interactivity_is_on_because_buttons_and_windows_are_listened_to(
    manifest: dict[str, Any], registry: Registry
) -> None:
    assert _heard(registry, "action")
    assert _heard(registry, "view")
    assert manifest["settings"]["interactivity"]["is_enabled"] is True


def test_every_button_that_is_shown_has_a_listener(registry: Registry) -> None:
    shown = set[str]()
    for source in (ROOT / "bot" / "views").rglob("*.py"):
        shown |= set(re.findall(r"\"([a-z]+\.[a-z_]+)\"", source.read_text()))
    known = (
        _heard(registry, "action")
        | _heard(registry, "view")
        | {"kickoff.finished", "kickoff.imported", "kickoff.saved", "kickoff.started"}
        | {"experiment.readout", "charter.read"}
    )
    assert {name for name in shown if name.split(".")[0] in {each.split(".")[0] for each in known}} <= known


def test_every_web_api_method_in_use_is_covered_by_a_scope(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    asked = set(scopes["bot"]) | set(scopes["bot_optional"])
    used = _methods_in_use()
    assert {"chat.postMessage", "chat.update", "views.open", "users.info", "conversations.info"} <= used
    assert {"files.getUploadURLExternal", "files.completeUploadExternal"} <= used
    # The app token opens Socket Mode; its scope, connections:write, is no scope of the bot.
    used -= {"apps.connections.open"}
    uncovered = {method for method in used if METHOD_SCOPES[method] and not asked & set(METHOD_SCOPES[method])}
    assert not uncovered


def test_no_scope_is_asked_for_that_nothing_needs(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    needed = {scope for method in _methods_in_use() for scope in METHOD_SCOPES[method]}
    needed |= {"commands", "channels:read", "groups:read", "users:read"}  # commands and events ask for these
    assert set(scopes["bot"]) | set(scopes["bot_optional"]) <= needed


def _methods_in_use() -> set[str]:
    """The Web API methods that our code calls by slack_sdk's names, the demo's own Slack excepted."""
    called = set[str]()
    for source in (ROOT / "handlers").rglob("*.py"):
        if "demo" in source.relative_to(ROOT).parts:
            continue
        tree = ast.parse(source.read_text())
        called |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    methods = set[str]()
    for name in called:
        function = getattr(AsyncWebClient, name, None)
        if inspect.iscoroutinefunction(function) and name != "api_call":
            found = re.search(r"api_call\(\s*\"([\w.]+)\"", inspect.getsource(function))
            if found:
                methods.add(found.group(1))
    return methods
