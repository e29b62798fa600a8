"""The bookmark of a sheet, where its channel has no canvas of ours: one, which leads to where the sheet is now."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from handlers.delivery.answers import Verdict
from handlers.delivery.keeping.desk import Desk, NotNow
from storage.keeping_ledger import KeptSheet

ADD: Final = "bookmarks.add"
EDIT: Final = "bookmarks.edit"
LIST: Final = "bookmarks.list"
REMOVE: Final = "bookmarks.remove"
LINK: Final = "chat.getPermalink"
_IS_GONE: Final = frozenset({"not_found"})


async def keep_bookmarked(desk: Desk, sheet: KeptSheet, title: str) -> bool:
    """Whether a bookmark of this title leads to the sheet; NotNow where that has to wait."""
    if sheet.ts is None:
        await _remove(desk, sheet)
        return False
    shows = hashlib.sha256(f"{sheet.ts}\n{title}".encode()).hexdigest()
    if sheet.bookmark is not None and sheet.bookmark_shows == shows:
        return True
    if sheet.bookmark_refused == desk.keeping.asked:
        return False
    link = await _link(desk, sheet.ts)
    mark = None if link is None else await _marked(desk, sheet, title, link)
    if link is None or mark is None:
        await desk.write(lambda ledger: ledger.bookmark_refused(desk.keeping, sheet))
        return False
    desk.reached(ADD)
    await desk.write(lambda ledger: ledger.bookmarked(desk.keeping, sheet, mark, link, shows))
    return True


async def _link(desk: Desk, ts: str) -> str | None:
    channel = desk.keeping.channel
    answer = await desk.ask(LINK, lambda client: client.chat_getPermalink(channel=channel, message_ts=ts))
    if answer.verdict is Verdict.SENT:
        return str(answer.data["permalink"])
    desk.refused(LINK, answer.reason)
    return None


async def _marked(desk: Desk, sheet: KeptSheet, title: str, link: str) -> str | None:
    """The bookmark: ours, changed; or one that an earlier try added, by its link; or a new one. None: there is none."""
    if sheet.bookmark is not None and await _edit(desk, sheet.bookmark, title, link):
        return sheet.bookmark
    found = await _find(desk, {sheet.link, link})
    if found is None:
        # Without the right to look, what was perhaps added is not added again.
        return await _add(desk, sheet, title, link) if sheet.link is None else None
    if not found:
        return await _add(desk, sheet, title, link)
    mark = str(found["id"])
    is_right = (found.get("title"), found.get("link")) == (title, link)
    return mark if is_right or await _edit(desk, mark, title, link) else None


async def _edit(desk: Desk, mark: str, title: str, link: str) -> bool:
    """Whether the bookmark is there and leads where it should."""
    channel = desk.keeping.channel
    answer = await desk.ask(
        EDIT, lambda client: client.bookmarks_edit(bookmark_id=mark, channel_id=channel, title=title, link=link)
    )
    if answer.verdict is not Verdict.SENT and answer.reason not in _IS_GONE:
        desk.refused(EDIT, answer.reason)
    return answer.verdict is Verdict.SENT


async def _find(desk: Desk, links: set[str | None]) -> Mapping[str, Any] | None:
    """The channel's bookmark with one of these links, empty where there is none; None where we may not look."""
    channel = desk.keeping.channel
    answer = await desk.ask(LIST, lambda client: client.bookmarks_list(channel_id=channel))
    if answer.verdict is not Verdict.SENT:
        desk.refused(LIST, answer.reason)
        return None
    return next((mark for mark in answer.data.get("bookmarks") or () if mark.get("link") in links), {})


async def _add(desk: Desk, sheet: KeptSheet, title: str, link: str) -> str | None:
    keeping = desk.keeping
    # Written down first: should the answer be lost, the bookmark is looked for by its link.
    await desk.write(lambda ledger: ledger.bookmarking(keeping, sheet, link))
    try:
        answer = await desk.ask(
            ADD,
            lambda client: client.bookmarks_add(channel_id=keeping.channel, title=title, type="link", link=link),
        )
    except NotNow as not_now:
        if not_now.answer.verdict is not Verdict.READ_BACK_FIRST:
            await desk.write(lambda ledger: ledger.bookmarking(keeping, sheet, None))
        raise
    if answer.verdict is Verdict.SENT:
        return str(answer.data["bookmark"]["id"])
    desk.refused(ADD, answer.reason)
    await desk.write(lambda ledger: ledger.bookmarking(keeping, sheet, None))
    return None


async def _remove(desk: Desk, sheet: KeptSheet) -> None:
    """The sheet has left the channel, and its bookmark goes too."""
    mark, channel = sheet.bookmark, desk.keeping.channel
    if mark is None:
        return
    answer = await desk.ask(
        REMOVE, lambda client: client.bookmarks_remove(bookmark_id=mark, channel_id=channel), fine=_IS_GONE
    )
    if answer.verdict is not Verdict.SENT and answer.reason not in _IS_GONE:
        desk.refused(REMOVE, answer.reason)
    await desk.write(lambda ledger: ledger.lost_bookmark(desk.keeping, sheet))
