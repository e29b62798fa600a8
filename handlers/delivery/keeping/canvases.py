"""The canvas of a channel with all its signed charters: made once, written anew with each, and never people's own."""

import hashlib
from typing import Any, Final

from bot.domain.ids import ChannelId
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.keeping.desk import Desk

CREATE: Final = "conversations.canvases.create"
EDIT: Final = "canvases.edit"
INFO: Final = "conversations.info"
FILE: Final = "files.info"
MOST_MADE: Final = 2
"""A canvas that was deleted by hand is made once more; who deletes that one too does not want it."""
_HAS_ONE: Final = frozenset({"channel_canvas_already_exists", "free_team_canvas_tab_already_exists"})
_IS_GONE: Final = frozenset({"canvas_not_found"})


async def keep_canvas(desk: Desk, markdown: str, *, title: str) -> bool:
    """Whether the channel's canvas shows this; where not, there is none to be had. NotNow where that has to wait."""
    keeping, shows = desk.keeping, hashlib.sha256(markdown.encode()).hexdigest()
    if keeping.canvas is not None and keeping.canvas_shows == shows:
        return True
    if keeping.canvas_refused == keeping.asked:
        return False
    if keeping.canvas is not None:
        written = await _write(desk, keeping.canvas, markdown, shows)
        if written is not None:
            return written
    if keeping.canvases >= MOST_MADE:
        return await _without(desk, EDIT, "canvas_not_found")
    return await _make(desk, markdown, shows, title)


async def _write(desk: Desk, canvas: str, markdown: str, shows: str) -> bool | None:
    """Whether our canvas takes this; None when somebody deleted it."""
    change = {"operation": "replace", "document_content": _document(markdown)}
    answer = await desk.ask(EDIT, lambda client: client.canvases_edit(canvas_id=canvas, changes=[change]))
    if answer.verdict is Verdict.SENT:
        desk.reached(CREATE)
        await desk.write(lambda ledger: ledger.wrote_canvas(desk.keeping, shows))
        return True
    if answer.reason in _IS_GONE:
        await desk.write(lambda ledger: ledger.lost_canvas(desk.keeping))
        return None
    return await _without(desk, EDIT, answer.reason)


async def _make(desk: Desk, markdown: str, shows: str, title: str) -> bool:
    channel, document = desk.keeping.channel, _document(markdown)
    answer = await desk.ask(
        CREATE,
        lambda client: client.conversations_canvases_create(channel_id=channel, document_content=document, title=title),
    )
    if answer.verdict is Verdict.SENT:
        canvas = str(answer.data["canvas_id"])
        await desk.write(lambda ledger: ledger.made_canvas(desk.keeping, canvas, shows))
        return True
    if answer.reason not in _HAS_ONE:
        return await _without(desk, CREATE, answer.reason)
    ours = await _ours(desk, channel)
    if ours is None:
        return await _without(desk, CREATE, answer.reason)
    await desk.write(lambda ledger: ledger.made_canvas(desk.keeping, ours, None))
    return bool(await _write(desk, ours, markdown, shows))


async def _ours(desk: Desk, channel: ChannelId) -> str | None:
    """The channel's canvas if it was made by us, whose answer may have been lost; None where that cannot be told."""
    info = await desk.ask(INFO, lambda client: client.conversations_info(channel=channel))
    canvas = _canvas_of(info)
    if canvas is None or desk.keeping.bot is None:
        return None
    file = await desk.ask(FILE, lambda client: client.files_info(file=canvas))
    if file.verdict is not Verdict.SENT:
        desk.refused(FILE, file.reason)
    return canvas if _owner_of(file) == desk.keeping.bot else None


def _canvas_of(info: Answer) -> str | None:
    properties: Any = (info.data.get("channel") or {}).get("properties") or {}
    found = (properties.get("canvas") or {}).get("file_id")
    return found if isinstance(found, str) else None


def _owner_of(file: Answer) -> str | None:
    owner = (file.data.get("file") or {}).get("user")
    return owner if isinstance(owner, str) else None


async def _without(desk: Desk, method: str, reason: str) -> bool:
    desk.refused(method, reason)
    await desk.write(lambda ledger: ledger.canvas_refused(desk.keeping))
    return False


def _document(markdown: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": markdown}
