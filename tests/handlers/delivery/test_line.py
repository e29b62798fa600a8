"""The line to Slack: what is too late is not said any more."""

from datetime import timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import WorkspaceId
from handlers.delivery.answers import Verdict
from handlers.delivery.line import Line
from handlers.delivery.ports import Ports
from tests.handlers.delivery.conftest import Logs
from tests.handlers.delivery.kit import Bot, in_thread, protocol_now
from tests.storage.deliveries.saying import SECOND

METHOD = "auth.test"


async def test_a_call_that_waited_too_long_for_its_client_is_not_made(bot: Bot, logs: Logs) -> None:
    now = protocol_now()
    later = [timedelta(0)]

    async def slow_client_of(workspace: WorkspaceId) -> AsyncWebClient:
        later[0] = 10 * SECOND
        return await bot.client_of(workspace)

    ports = Ports(
        ledger=bot.ledger, clock=bot.clock, protocol_now=lambda: now + later[0], in_thread=in_thread, waits=bot.waits
    )
    line = Line(ports, slow_client_of)
    late = await line.call(bot.team, METHOD, lambda client: client.auth_test(), before=now + 10 * SECOND)
    assert (late.verdict, late.reason) == (Verdict.LATER, "too late")
    assert bot.calls() == []
    assert [line["event"] for line in logs] == ["call.too_late"]
    in_time = await line.call(bot.team, METHOD, lambda client: client.auth_test(), before=now + 11 * SECOND)
    assert in_time.verdict is Verdict.SENT
    assert bot.calls() == [METHOD]
