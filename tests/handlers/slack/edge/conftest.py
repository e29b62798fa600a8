"""A Slack stand-in on loopback, our clients, and an edge around a registry that each test fills."""

from collections.abc import AsyncIterator

import pytest

from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize, one_workspace
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.registry import Registry
from handlers.slack.edge.unfinished import UnfinishedWork
from tests.databases import Fresh
from tests.handlers.slack.edge.hearing import unfinished_work
from tests.handlers.slack.edge.stand_in import Slack, slack_stand_in


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with slack_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
async def clients(slack: Slack) -> AsyncIterator[Clients]:
    async with Clients(f"{slack.url}/api/") as built:
        yield built


@pytest.fixture
def registry() -> Registry:
    return Registry()


@pytest.fixture
def authorize(clients: Clients) -> Authorize:
    return Authorize(one_workspace(clients.web("xoxb-1")))


@pytest.fixture
async def unfinished(fresh_database: Fresh) -> AsyncIterator[UnfinishedWork]:
    async with unfinished_work(fresh_database("sqlite")) as work:
        yield work


@pytest.fixture
async def edge(
    registry: Registry, clients: Clients, authorize: Authorize, unfinished: UnfinishedWork
) -> AsyncIterator[Edge]:
    made = Edge(registry=registry, clients=clients, authorize=authorize, unfinished=unfinished)
    yield made
    await made.drained()
