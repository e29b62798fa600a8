"""views.* and blocks.validate: modals, Home tabs, and what is wrong with them."""

from typing import Any

from handlers.demo.workspace.blocks.validation import MOST_VIEW_BYTES, bytes_of, validate_blocks, validate_view
from handlers.demo.workspace.web_api.arguments import Args, Method, may
from handlers.demo.workspace.web_api.content import knows_file
from handlers.demo.workspace.world.errors import ApiError, invalid
from handlers.demo.workspace.world.views import View
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]


def checked_view(world: World, source: Any, *, home: bool = False) -> Json:
    """A view fit to be shown, or Slack's refusal."""
    if not isinstance(source, dict):
        raise invalid("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    if bytes_of(source) > MOST_VIEW_BYTES:
        raise ApiError("view_too_large")
    problems = validate_view(source, home=home, known_file=lambda given: knows_file(world, given))
    if problems:
        raise invalid("invalid_arguments", problems)
    if any((block.get("element") or {}).get("type") == "file_input" for block in source.get("blocks", [])):
        may(world, "files:read")
    return source


def _shown(view: View) -> Json:
    return {"ok": True, "view": view.payload()}


def _open(world: World, args: Args) -> Json:
    source = checked_view(world, args.structure("view"))
    trigger = world.rights.use_trigger(_trigger_of(args))
    return _shown(world.stacks.open(trigger.user, source, trigger.id))


def _push(world: World, args: Args) -> Json:
    source = checked_view(world, args.structure("view"))
    trigger = world.rights.use_trigger(_trigger_of(args))
    stack = world.stacks.of(trigger.user)
    if trigger.view_id is None or not stack:
        raise ApiError("invalid_trigger_id")
    return _shown(world.stacks.push(trigger.user, source, trigger.id))


def _trigger_of(args: Args) -> str:
    return args.text("trigger_id") or args.required("interactivity_pointer")


def _update(world: World, args: Args) -> Json:
    if not (args.text("view_id") or args.text("external_id")):
        args.required("view_id")
    view = world.stacks.find(args.text("view_id"), args.text("external_id"))
    if view is None:
        raise ApiError("not_found")
    if args.text("hash") and args.text("hash") != view.hash:
        raise ApiError("hash_conflict")
    source = checked_view(world, args.structure("view"), home=view.is_home)
    world.stacks.update(view, source)
    return _shown(view)


def _publish(world: World, args: Args) -> Json:
    if not world.manifest.home_tab:
        raise ApiError("not_enabled")
    user = world.users.get(args.required("user_id"))
    if user is None or user.deleted or user.is_bot:
        raise ApiError("invalid_arguments")
    source = checked_view(world, args.structure("view"), home=True)
    shown = world.stacks.homes.get(user.id)
    if args.text("hash") and shown is not None and args.text("hash") != shown.hash:
        raise ApiError("hash_conflict")
    return _shown(world.stacks.publish(user.id, source))


def _validate(_world: World, args: Args) -> Json:
    given = [name for name in ("blocks", "view", "message") if args.has(name)]
    if len(given) != 1:
        raise ApiError("invalid_arguments")
    content = args.structure(given[0])
    if given[0] == "view":
        home = isinstance(content, dict) and content.get("type") == "home"
        problems = validate_view(content, home=home)
    elif given[0] == "message":
        blocks = content.get("blocks") if isinstance(content, dict) else None
        problems = validate_blocks(blocks, pointer="/message/blocks")
    else:
        problems = validate_blocks(content)
    if problems:
        raise invalid("invalid_blocks", problems)
    return {"ok": True}


METHODS: dict[str, Method] = {
    "blocks.validate": _validate,
    "views.open": _open,
    "views.publish": _publish,
    "views.push": _push,
    "views.update": _update,
}
