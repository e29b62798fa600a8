"""Submitting and closing modals: the client's checks, the app's answer, and what the person sees of it."""

from typing import Any

from handlers.demo.workspace.delivery import payloads
from handlers.demo.workspace.delivery.courier import Courier
from handlers.demo.workspace.people.checks import client_errors
from handlers.demo.workspace.people.forms import CannotDoError
from handlers.demo.workspace.people.heard import Submission
from handlers.demo.workspace.web_api.views import checked_view
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.users import User
from handlers.demo.workspace.world.views import View
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
TROUBLE = "We had some trouble connecting. Try again?"


async def check_and_submit(courier: Courier, user: User, view: View, *, unchecked: bool) -> Submission:
    """Submit a view as its client does."""
    world = courier.world
    if view.submit is None:
        raise CannotDoError(f"the modal {view.title!r} has no submit button")
    errors = {} if unchecked else client_errors(view)
    if errors:
        view.errors = errors
        world.changes.ring()
        return Submission(errors=errors, closed=False, view=view, sent=False)
    view.errors = {}
    trigger = world.rights.new_trigger(user.id, view.id)
    ack = await courier.ask("interactive", payloads.view_submission(world, user, trigger, view))
    if ack.error is not None:
        return Submission(errors={}, closed=False, view=view, sent=True, error=ack.error)
    try:
        _apply(world, view, ack.payload if isinstance(ack.payload, dict) else {})
    except ApiError as refusal:
        world.warn(f"response_action of {view.callback_id}: {refusal.error} {refusal.more}")
        return Submission(errors={}, closed=False, view=view, sent=True, error=TROUBLE)
    return Submission(errors=dict(view.errors), closed=not view.is_open, view=world.stacks.top(user.id), sent=True)


def _apply(world: World, view: View, answer: Json) -> None:
    match answer.get("response_action"):
        case None:
            if view.is_open:
                world.stacks.close(view)
        case "errors":
            _show_errors(world, view, answer.get("errors"))
        case "clear":
            world.stacks.clear(view.user)
        case "update":
            world.stacks.update(view, checked_view(world, answer.get("view")))
        case "push":
            world.stacks.push(view.user, checked_view(world, answer.get("view")))
        case other:
            raise ApiError("invalid_response_action", given=other)


def _show_errors(world: World, view: View, errors: Any) -> None:
    """Slack shows errors only at input blocks of this view; anything else is trouble."""
    known = view.inputs()
    if not isinstance(errors, dict) or not errors or not all(block_id in known for block_id in errors):
        raise ApiError("invalid_response_action_errors", given=errors, fields=list(known))
    view.errors = {block_id: str(words) for block_id, words in errors.items()}
    world.note("view_errors", user=view.user, view=view.id, errors=view.errors)


async def close_top(courier: Courier, user: User, view: View, *, everything: bool) -> None:
    """Close a view and, where it asks for it, tell the app."""
    world = courier.world
    closed = list(reversed(world.stacks.of(user.id))) if everything or view.source.get("clear_on_close") else [view]
    for one in closed:
        world.stacks.close(one)
    for one in closed:
        if one.source.get("notify_on_close"):
            payload = payloads.view_closed(world, user, one, cleared=len(closed) > 1)
            await courier.ask("interactive", payload)
