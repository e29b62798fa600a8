"""Where we reach into bolt: one listener for each kind of payload, and answers that bolt waits for instead of polling.

Bolt's runner looks every 10 ms whether a listener has acknowledged; with `process_before_response` it awaits the
listener, so our listeners return the response themselves, and events are acknowledged when they are kept.
"""

import os
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.edge.payloads import Heard
from handlers.slack.edge.registry import KINDS
from handlers.worker.spawning import without_secrets

HEARD: Final = "heard"
"""Where a request carries what was heard."""

Take: TypeAlias = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]


class KindListener(AsyncListener):
    """Matches by the type of what was heard; bolt's own matchers cost 8 µs for each listener that does not match."""

    def __init__(self, kind: type[Heard], take: Take) -> None:
        self.kind = kind
        self.ack_function = take
        self.lazy_functions = []
        self.matchers = []
        self.middleware = []
        self.auto_acknowledgement = False
        self.ack_timeout = 3

    async def async_matches(self, *, req: AsyncBoltRequest, resp: BoltResponse) -> bool:  # noqa: ARG002  bolt's signature
        """Whether this is the kind."""
        return type(req.context.get(HEARD)) is self.kind

    async def run_ack_function(self, *, request: AsyncBoltRequest, response: BoltResponse) -> BoltResponse:  # noqa: ARG002  bolt's signature
        """Take the request; bolt's own would build thirty arguments that nobody here asks for."""
        return await self.ack_function(request)


def bolt_app(*, client: AsyncWebClient, authorize: AsyncAuthorize, take: Take) -> AsyncApp:
    """Bolt, with our listeners in it; the doors check signatures before anything is parsed, so bolt does not again.

    The client carries no token: with one, bolt would not ask `authorize`. Bolt looks for one in the environment, and
    for an installation of its own; what stands there is for our settings alone.
    """
    with without_secrets(os.environ):
        app = AsyncApp(
            name="plumbline",
            client=client,
            authorize=authorize,  # type: ignore[arg-type]  # bolt takes one that answers None, and types it away
            signing_secret="",
            request_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            process_before_response=True,
        )
    app._async_listeners.extend(KindListener(kind, take) for kind in KINDS)  # noqa: SLF001  bolt's decorators wrap each listener in the costs that we avoid; a contract test watches
    return app
