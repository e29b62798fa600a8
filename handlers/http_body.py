"""The body of a request over HTTP: at most so long, and not slower than anybody waits."""

import asyncio
from typing import Final

from starlette.types import Receive

BODY_CAP: Final = 1_048_576
"""Bytes; Slack's largest payloads are a tenth of this."""

READ_SECONDS: Final = 3.0
"""A body that takes longer than Slack waits is nobody's."""


class TooLarge(Exception):  # noqa: N818  says what it is
    """A body over the cap."""


async def read_body(headers: dict[bytes, bytes], receive: Receive, seconds: float) -> bytes:
    """The whole body; TooLarge for one over the cap, TimeoutError for one that does not come in time."""
    if int(headers.get(b"content-length", b"0")) > BODY_CAP:  # the server has refused what is no number
        raise TooLarge
    async with asyncio.timeout(seconds):
        parts, size, more = [], 0, True
        while more:
            message = await receive()
            parts.append(message.get("body", b""))  # none in the message that says that the client is gone
            size += len(parts[-1])
            more = message.get("more_body", False)
            if size > BODY_CAP:
                raise TooLarge
    return b"".join(parts)
