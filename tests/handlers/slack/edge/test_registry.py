"""Our table of listeners."""

import pytest

from handlers.slack.edge.answers import Done
from handlers.slack.edge.payloads import Heard
from handlers.slack.edge.registry import AlreadyRegistered, Registry


async def done(_: Heard) -> Done:
    return Done()


def test_two_listeners_for_one_name_fail_at_start(registry: Registry) -> None:
    registry.action("kickoff.start", done)
    with pytest.raises(AlreadyRegistered, match=r"action 'kickoff\.start'"):
        registry.action("kickoff.start", done)


def test_the_same_name_may_stand_in_two_kinds(registry: Registry) -> None:
    registry.view("kickoff.page", done)
    registry.closed("kickoff.page", done)
    assert registry.find("view", "kickoff.page") is registry.find("closed", "kickoff.page") is done


def test_the_registry_names_all_that_is_listened_to(registry: Registry) -> None:
    registry.command("/plumb", done)
    registry.shortcut("kickoff.new", done)
    registry.event("app_home_opened", done)
    registry.action("a.b", done)
    assert registry.names() == {
        "command": {"/plumb"},
        "action": {"a.b"},
        "view": set(),
        "closed": set(),
        "shortcut": {"kickoff.new"},
        "event": {"app_home_opened"},
        "options": set(),
    }


def test_nobody_listens_to_what_nobody_registered(registry: Registry) -> None:
    assert registry.find("command", "/plumb") is None
