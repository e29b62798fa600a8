"""canvases.* and conversations.canvases.create."""

from typing import Any

from handlers.demo.workspace.web_api.arguments import Args, Method, joined_channel
from handlers.demo.workspace.world.canvases import Canvas
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
MOST_MARKDOWN = 1_048_576
_AT_A_SECTION = ("insert_after", "insert_before", "delete")


def _markdown_of(content: Any) -> str:
    if content is None:
        return ""
    if not isinstance(content, dict) or content.get("type") != "markdown":
        raise ApiError("invalid_arguments")
    markdown = str(content.get("markdown") or "")
    if len(markdown.encode()) > MOST_MARKDOWN:
        raise ApiError("canvas_too_large")
    return markdown


def _new(world: World, args: Args, channel_id: str | None) -> Canvas:
    canvas = new_canvas(world, world.bot.id, channel_id, title=args.text("title"))
    canvas.write(_markdown_of(args.structure("document_content")))
    world.note("canvas", canvas=canvas.id, channel=channel_id)
    return canvas


def new_canvas(world: World, owner: str, channel_id: str | None, *, title: str = "") -> Canvas:
    """An empty canvas of the app's or of a person's, in the tab of a channel or alone."""
    canvas = Canvas(id=world.ids.next("F0"), title=title, channel_id=channel_id, owner=owner, ids=world.ids)
    world.canvases[canvas.id] = canvas
    if channel_id is not None:
        world.channels[channel_id].canvas = canvas.id
    return canvas


def _refuse_where_disabled(world: World) -> None:
    if not world.setup.canvases:
        raise ApiError("canvas_disabled_user_team")


def _create_in_channel(world: World, args: Args) -> Json:
    channel = joined_channel(world, args, "channel_id")
    _refuse_where_disabled(world)
    if channel.canvas is not None:
        free = "free_team_canvas_tab_already_exists"
        raise ApiError("channel_canvas_already_exists" if world.setup.paid else free)
    return {"ok": True, "canvas_id": _new(world, args, channel.id).id}


def _create(world: World, args: Args) -> Json:
    _refuse_where_disabled(world)
    if not args.text("channel_id"):
        if not world.setup.paid:
            raise ApiError("free_teams_cannot_create_non_tabbed_canvases")
        return {"ok": True, "canvas_id": _new(world, args, None).id}
    return _create_in_channel(world, args)


def _canvas_of(world: World, args: Args) -> Canvas:
    canvas = world.canvases.get(args.required("canvas_id"))
    if canvas is None:
        raise ApiError("canvas_not_found")
    return canvas


def _edit(world: World, args: Args) -> Json:
    _refuse_where_disabled(world)
    canvas = _canvas_of(world, args)
    if canvas.channel_id is None and not world.setup.paid:
        raise ApiError("free_teams_cannot_edit_standalone_canvases")
    changes = args.structure("changes")
    if not isinstance(changes, list) or len(changes) != 1:
        raise ApiError("invalid_arguments")
    _apply(canvas, changes[0])
    world.note("canvas_edited", canvas=canvas.id)
    return {"ok": True}


def _apply(canvas: Canvas, change: Json) -> None:
    operation, section = change.get("operation"), change.get("section_id")
    place = canvas.index(str(section)) if section is not None else None
    if place is None and (section is not None or operation in _AT_A_SECTION):
        raise ApiError("canvas_editing_failed", detail=f"section not found: {section}")
    markdown = _markdown_of(change.get("document_content"))
    match operation:
        case "insert_at_start":
            canvas.write(markdown, 0)
        case "insert_at_end":
            canvas.write(markdown)
        case "insert_before":
            canvas.write(markdown, place)
        case "insert_after":
            canvas.write(markdown, (place or 0) + 1)
        case "replace":
            _replace(canvas, place, markdown)
        case "delete":
            del canvas.sections[place or 0]
            canvas.renew()
        case _:
            raise ApiError("invalid_arguments")


def _replace(canvas: Canvas, place: int | None, markdown: str) -> None:
    if place is None:
        canvas.sections = []
        canvas.write(markdown)
    else:
        del canvas.sections[place]
        canvas.write(markdown, place)


def _delete(world: World, args: Args) -> Json:
    delete_canvas(world, _canvas_of(world, args))
    return {"ok": True}


def delete_canvas(world: World, canvas: Canvas) -> None:
    """A canvas is gone, from the tab of its channel too."""
    del world.canvases[canvas.id]
    for channel in world.channels.values():
        channel.canvas = None if channel.canvas == canvas.id else channel.canvas
    world.note("canvas_deleted", canvas=canvas.id)


def _lookup(world: World, args: Args) -> Json:
    canvas, criteria = _canvas_of(world, args), args.structure("criteria")
    if not isinstance(criteria, dict) or not criteria.keys() & {"section_types", "contains_text"}:
        raise ApiError("invalid_arguments")
    found = canvas.lookup(list(criteria.get("section_types") or []), criteria.get("contains_text"))
    return {"ok": True, "sections": found}


METHODS: dict[str, Method] = {
    "canvases.create": _create,
    "canvases.delete": _delete,
    "canvases.edit": _edit,
    "canvases.sections.lookup": _lookup,
    "conversations.canvases.create": _create_in_channel,
}
