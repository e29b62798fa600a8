"""Files that people attach to a form: read from Slack with the workspace's own client, as text, or refused in words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import WorkspaceId
from bot.domain.number_forms import BadAnswer
from handlers.slack_error import error_name

SCOPE: Final = "files:read"
"""Slack takes a view with a field for files only from an app that has it."""
MOST_BYTES: Final = 4_000_000
"""Of rows; what else is asked for says its own cap."""
_FRESH: Final = timedelta(hours=1)
_SPREADSHEET: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .xls begin."""
_GONE: Final = frozenset({"file_not_found", "file_deleted", "missing_scope", "access_denied"})

Download = Callable[[str, str, int], Awaitable[bytes | None]]
"""Fetches an address of Slack's with a token, at most so many bytes; None where Slack does not hand it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a form asks a file for: how much of it, and what to do where it is something else."""

    most_bytes: int
    too_large: str
    instead: str
    as_text: str
    office: str = "a spreadsheet"


ROWS: Final = Wanted(
    most_bytes=MOST_BYTES,
    too_large=f"At most {MOST_BYTES // 1_000_000} MB fit. Sum the rows up by day or by arm.",
    instead="Paste the rows instead.",
    as_text="Save it as “CSV UTF-8” and attach that.",
)


class SlackAttachments:
    """Reads attached files; whether it may is asked again every hour, since an admin can grant it later."""

    def __init__(self, client_of: Callable[[WorkspaceId], AsyncWebClient], download: Download) -> None:
        self._client_of = client_of
        self._download = download
        self._may: dict[WorkspaceId, tuple[bool, datetime]] = {}

    async def offered(self, workspace: WorkspaceId, now: datetime) -> bool:
        """Whether a form here may ask for a file."""
        known = self._may.get(workspace)
        if known is not None and now - known[1] < _FRESH:
            return known[0]
        try:
            answer = await self._client_of(workspace).auth_test()
        except (SlackApiError, ClientError, TimeoutError):
            return False  # the rows can be pasted all the same
        # Any: slack_sdk's headers are untyped, and their names have any case
        headers: dict[str, Any] = {name.lower(): value for name, value in answer.headers.items()}
        may = SCOPE in str(headers.get("x-oauth-scopes", "")).replace(" ", "").split(",")
        self._may[workspace] = may, now
        return may

    async def text(self, workspace: WorkspaceId, file: str, wanted: Wanted = ROWS) -> str:
        """What stands in a text file; BadAnswer says what else it is."""
        client = self._client_of(workspace)
        try:
            described = (await client.files_info(file=file))["file"]
        except SlackApiError as error:
            if error_name(error) not in _GONE:
                raise
            raise BadAnswer(f"Slack does not let me read this file. {wanted.instead}") from None
        if int(described.get("size") or 0) > wanted.most_bytes:
            raise BadAnswer(wanted.too_large)
        address = described.get("url_private_download") or described.get("url_private") or ""
        content = await self._download(address, client.token or "", wanted.most_bytes + 1)
        if content is None:
            raise BadAnswer(f"Slack does not let me read this file. {wanted.instead}")
        if len(content) > wanted.most_bytes:
            raise BadAnswer(wanted.too_large)
        return text_in(content, wanted)


def text_in(content: bytes, wanted: Wanted = ROWS) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark, as spreadsheets write it; BadAnswer for what is none."""
    if content.startswith(_SPREADSHEET):
        raise BadAnswer(f"This is {wanted.office}. {wanted.as_text}")
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadAnswer(f"This file is no text in UTF-8. {wanted.as_text}") from None
    if not text.strip():
        raise BadAnswer("There is nothing in this file.")
    return text
