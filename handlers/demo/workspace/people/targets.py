"""Finding the button or field that a person means, in a message or a view."""

from typing import Any

from handlers.demo.workspace.blocks.validation import elements_of, every_block
from handlers.demo.workspace.people.forms import CannotDoError
from handlers.demo.workspace.world.inputs import Values, starting_values
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.views import View

Json = dict[str, Any]
Target = Message | View


def find(target: Target, action_id: str, value: str | None = None, block_id: str | None = None) -> tuple[Json, Json]:
    """The block and the element with this action_id, narrowed by the element's value or the block's id."""
    for item, _ in every_block(target.blocks):
        for element in elements_of(item):
            if (
                element.get("action_id") == action_id
                and block_id in {None, item["block_id"]}
                and value in {None, element.get("value")}
            ):
                return item, element
    there = [element.get("action_id") for item, _ in every_block(target.blocks) for element in elements_of(item)]
    raise CannotDoError(f"there is no {action_id!r} ({value=}, {block_id=}) here, only {there}")


def state_of(target: Target, user: str) -> Values:
    """What this person has entered in the fields of a message or view so far."""
    if isinstance(target, View):
        return target.state
    target.answers[user] = starting_values(target.blocks, target.answers.get(user))
    return target.answers[user]
