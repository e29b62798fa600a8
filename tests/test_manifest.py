"""The manifest is what Slack accepts: its schema, its documented limits, and no more rights than are explained."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for

from handlers.demo.workspace.world.manifest import read_manifest

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "tests" / "data" / "slack" / "manifest.schema.json"
MANIFEST = ROOT / "manifest.yml"

CORE = {"chat:write", "commands", "im:write", "users:read", "channels:read", "groups:read"}
READ_BACK = {"channels:history", "groups:history", "im:history"}
PICTURES = {"files:write"}
ATTACHED = {"files:read"}
KEPT = {"pins:write", "canvases:write", "bookmarks:write", "bookmarks:read"}


@pytest.fixture
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return loaded


def problems(manifest: dict[str, Any]) -> list[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = validator_for(schema)
    validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in validator(schema).iter_errors(manifest)]


def test_slacks_schema_takes_the_manifest(manifest: dict[str, Any]) -> None:
    assert problems(manifest) == []


@pytest.mark.parametrize("place", ["features", "settings", "oauth_config"])
def test_the_schema_would_notice_a_name_that_slack_does_not_know(manifest: dict[str, Any], place: str) -> None:
    manifest[place]["no_such_thing"] = True
    assert problems(manifest) != []


def test_names_and_descriptions_keep_slacks_limits(manifest: dict[str, Any]) -> None:
    about, features = manifest["display_information"], manifest["features"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert len(features["bot_user"]["display_name"]) <= 80
    for command in features["slash_commands"]:
        assert re.fullmatch(r"/[a-z]{1,31}", command["command"])
        assert 0 < len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in features.get("shortcuts", []):
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_commands_arrive_with_ids_instead_of_names(manifest: dict[str, Any]) -> None:
    commands = {command["command"]: command for command in manifest["features"]["slash_commands"]}
    assert commands.keys() == {"/plumb", "/kickoff", "/impact"}
    assert all(command["should_escape"] is True for command in commands.values())


def test_only_the_core_is_asked_for_and_the_rest_may_be_declined(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == CORE
    assert set(scopes["bot_optional"]) == READ_BACK | PICTURES | ATTACHED | KEPT
    assert scopes.keys() == {"bot", "bot_optional"}


def test_every_scope_says_why_it_is_asked_for() -> None:
    lines = MANIFEST.read_text(encoding="utf-8").splitlines()
    scopes = CORE | READ_BACK | PICTURES | ATTACHED | KEPT
    asked = [line for line in lines if re.match(rf"\s+- ({'|'.join(scopes)})\b", line)]
    assert len(asked) == len(scopes)
    assert all(re.search(r" # \w+", line) for line in asked)


def test_it_runs_over_socket_mode_with_buttons_and_a_messages_tab(manifest: dict[str, Any]) -> None:
    settings, home = manifest["settings"], manifest["features"]["app_home"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"]["is_enabled"] is True
    assert (home["home_tab_enabled"], home["messages_tab_enabled"]) == (True, True)
    assert home["messages_tab_read_only_enabled"] is False


def test_a_workspace_can_install_it(manifest: dict[str, Any]) -> None:
    installed = read_manifest(manifest)
    assert installed.scopes == CORE
    assert installed.optional_scopes == READ_BACK | PICTURES | ATTACHED | KEPT
    assert installed.events == set(manifest["settings"]["event_subscriptions"]["bot_events"])
