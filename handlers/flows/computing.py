"""A flow whose middle is computed elsewhere: what is asked of the worker, between two units of work."""

from dataclasses import dataclass, field
from typing import Any

from bot.domain.ids import QuestionId


class Changed(Exception):  # noqa: N818  not an error: what was asked of the worker is asked again
    """What was computed is not what is asked for by now; nothing was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A function of the worker by its name, with its arguments; two equal jobs have one result.

    `fields` says at which field of the form the arithmetic's own refusals belong, by the input that it blames. What is
    optional has no result where the worker refuses: the answer then says so instead of failing.
    """

    name: str
    arguments: tuple[Any, ...]
    fields: dict[str, QuestionId] = field(default_factory=dict)
    is_optional: bool = False
