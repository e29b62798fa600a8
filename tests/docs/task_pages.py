"""The chapters of the reference of `plumbline analyze`, written from the models: `python -m tests.docs.task_pages`."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

from pydantic.fields import FieldInfo

from bot.statistics.analyze import TASKS
from bot.statistics.vocabulary.task import Task


def chapters() -> str:
    """A chapter for each task, in the vocabulary's order."""
    return "\n".join(chapter(task) for task in TASKS.values())


def chapter(task: Task[Any, Any]) -> str:
    """Its inputs and the words of its method."""
    inputs = ", ".join(_input(name, field) for name, field in task.inputs.model_fields.items())
    method = "\n".join(_method(name, field) for name, field in task.method.model_fields.items())
    return f"### `{task.name}`\n\nInputs: {inputs}.\n\n{method}\n"


def _input(name: str, field: FieldInfo) -> str:
    if field.is_required():
        return f"`{name}`"
    default = field.get_default(call_default_factory=True, validated_data={})
    return f"`{name}` (optional)" if default in (None, {}) else f"`{name}` (`{default}`)"


def _method(name: str, field: FieldInfo) -> str:
    words = [f"`{word.value}`" for kind in _kinds(field.annotation) for word in kind]
    if not words:
        words = [f"`{str(field.default).lower()}` by default"]
    return f"- `{name}`: " + " · ".join(words)


def _kinds(annotation: Any) -> Iterator[type[StrEnum]]:
    for each in get_args(annotation) or (annotation,):
        if isinstance(each, type) and issubclass(each, StrEnum):
            yield each


if __name__ == "__main__":
    sys.stdout.write(chapters())
