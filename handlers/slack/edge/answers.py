"""What a listener hands back to Slack: one small union for each kind of payload, so that a wrong pair does not type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from handlers.slack.edge.hand import After

__all__ = [
    "After",
    "Answer",
    "ClearViews",
    "CommandAnswer",
    "Done",
    "Ephemeral",
    "FieldErrors",
    "Options",
    "PressAnswer",
    "PushView",
    "SubmissionAnswer",
    "UpdateView",
    "View",
]

View: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A plain acknowledgement; it closes the modal that was submitted."""

    after: Sequence[After] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ephemeral:
    """A message that only the person sees: inside the acknowledgement of a command, behind that of a press."""

    payload: Mapping[str, Any]
    after: Sequence[After] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldErrors:
    """Words at fields, by block_id; the modal stays open with all its values."""

    errors: Mapping[str, str]
    after: Sequence[After] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """Another page in place of the submitted one."""

    view: View
    after: Sequence[After] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PushView:
    """Another page on top of the submitted one."""

    view: View
    after: Sequence[After] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearViews:
    """The whole stack of modals is closed."""

    after: Sequence[After] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a menu offers: options, or groups of them."""

    options: Sequence[Mapping[str, Any]] = ()
    groups: Sequence[Mapping[str, Any]] = ()


CommandAnswer: TypeAlias = Done | Ephemeral
PressAnswer: TypeAlias = Done | Ephemeral
SubmissionAnswer: TypeAlias = Done | FieldErrors | UpdateView | PushView | ClearViews
Answer: TypeAlias = Done | Ephemeral | FieldErrors | UpdateView | PushView | ClearViews | Options
