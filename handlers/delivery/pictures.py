"""Pictures of messages: drawn, brought to Slack and remembered before the message goes out, or left out in time."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from bot.domain.ids import WorkspaceId
from bot.domain.refusal import Refusal
from bot.domain.text import shorten
from bot.views.rendered import Picture
from handlers.borders import new_token
from handlers.delivery.answers import PERHAPS_SENT, Answer, Verdict
from handlers.delivery.line import Line
from handlers.delivery.payload import fingerprint
from handlers.delivery.ports import Ports
from storage.ledger_rows import Delivery

_log = structlog.get_logger("plumbline.delivery")

Draw = Callable[[Picture], Awaitable[bytes]]
"""A picture as PNG bytes."""
Upload = Callable[[str, bytes], Awaitable[int]]
"""Brings bytes to the address that Slack named; returns the HTTP status."""
Files = dict[str, str | None]
"""The file in Slack of each fingerprint; None where the message goes without."""

TICKET: Final = "files.getUploadURLExternal"
COMPLETE: Final = "files.completeUploadExternal"
ATTEMPTS: Final = 2
"""Tries to bring a picture to Slack; a file that was left half-way is seen by nobody."""
WITHOUT_SCOPE: Final = timedelta(hours=1)
"""How long a workspace that has not granted `files:write` is not asked again; an admin may grant it at any time."""
_NAME: Final = "plumbline.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """Who draws, and who carries the bytes."""

    draw: Draw
    upload: Upload


class NoPicture(Exception):  # noqa: N818  says what is wrong
    """The message goes out without its picture; the words say why, for operators."""


class Pictures:
    """Finds out which file shows a picture; a failure costs the picture and some seconds, never the message."""

    def __init__(self, ports: Ports, line: Line, studio: Studio | None) -> None:
        self._ports = ports
        self._line = line
        self._studio = studio
        self._without_scope: dict[WorkspaceId, datetime] = {}

    async def files(self, delivery: Delivery, pictures: tuple[Picture, ...], known: Mapping[str, str | None]) -> Files:
        """The file of each picture, kept in the ledger before it is returned."""
        wanted = {fingerprint(picture): picture for picture in pictures}
        if all(shows in known for shows in wanted):
            return {shows: known[shows] for shows in wanted}
        found: Files = {shows: known[shows] for shows in wanted if shows in known}
        if delivery.edits is not None:
            earlier = await self._ports.in_thread(lambda: self._ports.ledger.earlier_pictures(delivery))
            found |= {shows: file for shows, file in earlier.items() if shows in wanted and shows not in found}
        await self._bring(delivery, {shows: each for shows, each in wanted.items() if shows not in found}, found)
        await self.keep(delivery, found)
        return found

    async def keep(self, delivery: Delivery, files: Mapping[str, str | None]) -> None:
        """Remember the files, and what is done without, so that another try does the same."""
        await self._ports.in_thread(lambda: self._ports.ledger.illustrate(delivery, files))

    async def _bring(self, delivery: Delivery, missing: Mapping[str, Picture], found: Files) -> None:
        """Bring what is missing, all of it within the time that a message may be held up."""
        found |= dict.fromkeys(missing)
        try:
            async with asyncio.timeout(self._ports.waits.picture.total_seconds()):
                for shows, picture in missing.items():
                    found[shows] = await self._file(delivery, picture)
        except NoPicture as reason:
            self._say_why(delivery, str(reason))
        except Refusal as refusal:
            self._say_why(delivery, type(refusal).__name__)
        except TimeoutError:
            self._say_why(delivery, "out of time")
        except Exception as error:  # noqa: BLE001  the border to drawing: no fault of a picture may cost its message
            _log.error("picture.failed", delivery=delivery.id, token=new_token(), exc_info=error)

    def _say_why(self, delivery: Delivery, reason: str) -> None:
        _log.warning("picture.left_out", workspace=delivery.workspace, delivery=delivery.id, reason=reason)

    async def _file(self, delivery: Delivery, picture: Picture) -> str | None:
        """The file of one picture; None, silently, where it is known that the workspace takes none."""
        if self._studio is None or self._has_no_scope(delivery.workspace):
            return None
        drawn, lost = await self._studio.draw(picture), ""
        for _ in range(ATTEMPTS):
            try:
                return await self._uploaded(self._studio.upload, delivery.workspace, picture, drawn)
            except ConnectionError as error:
                lost = str(error)
        raise NoPicture(lost)

    async def _uploaded(self, upload: Upload, workspace: WorkspaceId, picture: Picture, drawn: bytes) -> str:
        """Slack's own three steps; ConnectionError where another attempt may help."""
        title = shorten(picture.alt_text.strip() or _NAME, 255)
        ticket = await self._asked(
            workspace,
            TICKET,
            lambda client: client.files_getUploadURLExternal(filename=_NAME, length=len(drawn), alt_txt=title),
        )
        file = str(ticket["file_id"])
        try:
            status = await upload(str(ticket["upload_url"]), drawn)
        except PERHAPS_SENT as lost:
            raise ConnectionError(f"upload: {type(lost).__name__}") from lost
        if status >= 500:
            raise ConnectionError(f"upload: HTTP {status}")
        if status >= 300:
            raise NoPicture(f"upload: HTTP {status}")
        await self._asked(
            workspace,
            COMPLETE,
            lambda client: client.files_completeUploadExternal(files=[{"id": file, "title": title}]),
        )
        return file

    async def _asked(self, workspace: WorkspaceId, method: str, call: Any) -> Mapping[str, Any]:
        answer = await self._line.call(workspace, method, call)
        match answer.verdict:
            case Verdict.SENT:
                return answer.data
            case Verdict.READ_BACK_FIRST:
                raise ConnectionError(f"{method}: {answer.reason}")
            case _:
                self._remember_scope(workspace, answer)
                raise NoPicture(f"{method}: {answer.reason}")

    def _remember_scope(self, workspace: WorkspaceId, answer: Answer) -> None:
        if answer.reason == "missing_scope":
            self._without_scope[workspace] = self._ports.protocol_now() + WITHOUT_SCOPE

    def _has_no_scope(self, workspace: WorkspaceId) -> bool:
        until = self._without_scope.get(workspace)
        return until is not None and self._ports.protocol_now() < until
