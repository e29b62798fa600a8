from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import pytest
from sqlalchemy import Engine, insert
from structlog.testing import capture_logs

from bot.domain.ids import ChannelId
from bot.domain.message import ToChannel
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Channel, Person, Setup, Workspace
from handlers.slack.edge.clients import Clients
from storage.tables.workspaces import WorkspaceStatus, workspaces
from tests.databases import KINDS, Fresh
from tests.handlers.delivery.kit import Bot
from tests.handlers.delivery.logged import undocumented
from tests.storage.deliveries.saying import MONDAY

MANIFEST = {
    "display_information": {"name": "Plumbline"},
    "features": {
        "bot_user": {"display_name": "Plumbline"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
    },
    "oauth_config": {
        "scopes": {
            "bot": ["chat:write", "im:write", "channels:read"],
            "bot_optional": [
                "channels:history",
                "im:history",
                "files:read",
                "files:write",
                "pins:write",
                "bookmarks:read",
                "bookmarks:write",
                "canvases:write",
            ],
        }
    },
}
NO_HISTORY = Setup(withhold=frozenset({"channels:history", "im:history"}))
StartBot = Callable[..., Awaitable[Bot]]
Logs = list[MutableMapping[str, Any]]


@pytest.fixture(autouse=True)
def logs() -> Iterator[Logs]:
    """What was logged, and nothing of it on the terminal; all of it as the page on logs says."""
    with capture_logs() as lines:
        yield lines
    assert [wrong for line in lines for wrong in undocumented(line)] == []


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, fresh_database: Fresh) -> str:
    """Both drains keep the same promises: that of one process on SQLite, and that of many on PostgreSQL."""
    return fresh_database(request.param)


@pytest.fixture
async def start_bot(engine: Engine) -> AsyncIterator[StartBot]:
    """A workspace with other switches than the usual ones, and the bot that speaks there."""
    running: list[Bot] = []

    async def start(
        setup: Setup | None = None,
        *,
        patience: int = 10,
        running_clock: bool = False,
        **switches: Any,
    ) -> Bot:
        clock = StoryClock(MONDAY, frozen=not running_clock)
        workspace = Workspace(MANIFEST, clock, setup=setup, **switches)
        await workspace.start()
        clients = await Clients(workspace.api_url, timeout=patience).__aenter__()
        bot = Bot(engine=engine, workspace=workspace, clients=clients, clock=clock)
        running.append(bot)
        row = {"workspace": bot.team, "name": "", "since": MONDAY, "status": WorkspaceStatus.ACTIVE}
        row["bot_user"] = workspace.bot_user_id
        with engine.begin() as connection:
            connection.execute(insert(workspaces).values(**row))
        return bot

    yield start
    for bot in running:
        for drain in bot.drains:
            await drain.stop()
        await bot.clients.__aexit__(None, None, None)
        await bot.workspace.stop()


@pytest.fixture
async def bot(start_bot: StartBot) -> Bot:
    return await start_bot()


@pytest.fixture
def ana(bot: Bot) -> Person:
    return bot.workspace.add_user("ana")


@pytest.fixture
def churn(bot: Bot) -> Channel:
    return bot.workspace.add_channel("churn", bot=True)


@pytest.fixture
def sales(bot: Bot) -> Channel:
    return bot.workspace.add_channel("sales", bot=True)


@pytest.fixture
def to_churn(churn: Channel) -> ToChannel:
    return ToChannel(channel=ChannelId(churn.id))
