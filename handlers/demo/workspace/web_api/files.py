"""files.*: the external upload flow, which ends a moment after it says so."""

from typing import Any

from handlers.demo.workspace.web_api.arguments import Args, Method
from handlers.demo.workspace.web_api.chat import destination, reply_target
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.files import File
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]


def _get_upload_url(world: World, args: Args) -> Json:
    length = args.number("length", 0)
    if length <= 0:
        raise ApiError("missing_argument")
    name = args.required("filename")
    file_id = world.ids.next("F0")
    world.files[file_id] = File(
        id=file_id,
        name=name,
        length=length,
        owner=world.bot.id,
        url=f"{world.url}/files-pri/{world.setup.team_id}-{file_id}/{name}",
        steps_left=world.setup.file_steps,
        created=int(world.clock.now().timestamp()),
        alt_text=args.text("alt_txt"),
    )
    return {"ok": True, "upload_url": f"{world.url}/upload/v1/{file_id}", "file_id": file_id}


def receive(world: World, file_id: str, content: bytes) -> str | None:
    """Take the bytes of an announced file; what is wrong with them, if anything."""
    file = world.files.get(file_id)
    if file is None or file.completed:
        return "no such upload"
    if len(content) != file.length:
        return f"expected {file.length} bytes, got {len(content)}"
    file.content = content
    return None


def _complete(world: World, args: Args) -> Json:
    asked = args.structure("files") or []
    files = [_uploaded(world, one) for one in asked]
    if not files:
        raise ApiError("invalid_arguments")
    channel = destination(world, Args({"channel": args.text("channel_id")})) if args.text("channel_id") else None
    for file, one in zip(files, asked, strict=True):
        file.completed, file.title = True, one.get("title") or file.name
    if channel is not None:
        for file in files:
            file.channels.append(channel.id)
        message = Message(
            channel_id=channel.id,
            ts=world.next_ts(),
            user=world.bot.id,
            bot_id=world.bot_id,
            text=args.text("initial_comment"),
            name_of=world.name_of,
            thread_ts=reply_target(channel, args),
            files=[file.describe() for file in files],
        )
        world.say(channel, message)
    return {"ok": True, "files": [{"id": file.id, "title": file.title} for file in files]}


def _uploaded(world: World, one: Any) -> File:
    file = world.files.get(one.get("id", "")) if isinstance(one, dict) else None
    if file is None or file.content is None:
        raise ApiError("file_not_found")
    if file.completed:
        raise ApiError("file_update_failed")
    return file


def _info(world: World, args: Args) -> Json:
    canvas = world.canvases.get(args.text("file"))
    if canvas is not None:
        return {"ok": True, "file": canvas.describe()}
    file = world.files.get(args.text("file"))
    if file is None or not file.completed:
        raise ApiError("file_not_found")
    answer = file.describe()
    file.steps_left -= 1
    return {"ok": True, "file": answer}


METHODS: dict[str, Method] = {
    "files.completeUploadExternal": _complete,
    "files.getUploadURLExternal": _get_upload_url,
    "files.info": _info,
}
