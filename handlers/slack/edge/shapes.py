"""Slack's JSON, held to its types: what is not of the documented shape is a BadPayload."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from handlers.slack.edge.payloads import BadPayload

Body: TypeAlias = Mapping[str, Any]


def member_of(value: Any, name: str) -> Any:
    """A member of what may be an object, or None."""
    return value.get(name) if isinstance(value, dict) else None


def as_object(value: Any, what: str) -> dict[str, Any]:
    """The object that must be here; `what` names it in the complaint."""
    if not isinstance(value, dict):
        raise BadPayload(f"{what} is not an object")
    return value


def text_of(body: Body, name: str) -> str:
    """A text that must be there and hold something."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise BadPayload(f"{name} is not there")
    return value


def maybe_of(body: Body, name: str) -> str | None:
    """A text that may be missing."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise BadPayload(f"{name} is not text")
    return value
