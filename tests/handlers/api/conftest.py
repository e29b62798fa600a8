"""The running bot in a demo workspace, with its HTTP port open beside Socket Mode, and a client of its API."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Person
from tests.journeys.conftest import Depart, cast, database, depart, faults
from tests.journeys.journey import Journey

__all__ = ["Depart", "cast", "database", "depart", "faults"]


class Program:
    """A program that calls the API, with or without a token."""

    def __init__(self, journey: Journey, http: httpx.AsyncClient) -> None:
        self.journey = journey
        self.http = http

    async def token(self, words: str, person: Person | None = None) -> dict[str, str]:
        """Make a token in Slack and give the header that carries it."""
        cast = self.journey.cast
        heard = await self.journey.types(person or cast.lena, f"/plumb settings token {words}", cast.churn)
        found = re.search(r"plb_[0-9a-f]{16}_[0-9a-f]{64}", heard.text)
        assert found, heard.text
        return {"Authorization": f"Bearer {found.group()}"}


@pytest.fixture
async def journey(depart: Depart) -> Journey:
    """The bot with an open port."""
    made = await depart()
    await made.restart(PORT=0)
    return made


@pytest.fixture
async def program(journey: Journey, cast: Cast) -> AsyncIterator[Program]:
    """A program beside the workspace."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{journey.bot.port}", timeout=20) as http:
        yield Program(journey, http)
