"""Events in any order, twice and at the same time, over several connections: what is kept is what holds at Slack."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from handlers.demo.workspace.delivery import payloads
from storage.engine import open_engine
from storage.tables.workspaces import WorkspaceStatus
from storage.unit_of_work import Store
from tests.journeys.journey import Journey, on_a_journey

Json = dict[str, Any]
ZONES = ("Asia/Tokyo", "America/Lima", "Europe/Berlin", "Africa/Lagos")
NAMES = ("churn", "churn-2027", "retention")
acts = st.one_of(
    st.tuples(st.just("zone"), st.sampled_from(ZONES)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES)),
    st.tuples(st.just("archive"), st.booleans()),
    st.tuples(st.just("join"), st.just("")),
    st.tuples(st.just("uninstall"), st.just("")),
)


def _happens(journey: Journey, act: str, what: object) -> Json:
    """Let it happen at Slack; the event that tells of it."""
    cast, workspace = journey.cast, journey.workspace
    channel = cast.churn
    match act, what:
        case "zone", str(zone):
            cast.sam.user.tz = zone
            user = cast.sam.user.describe(journey.clock.now(), email=False, locale=True)
            event: Json = {"type": "user_change", "user": user}
        case "rename", str(name):
            channel.name = name
            event = {"type": "channel_rename", "channel": {"id": channel.id, "name": name, "created": 1}}
        case "archive", bool(is_archived):
            channel.is_archived = is_archived
            kind = "channel_archive" if is_archived else "channel_unarchive"
            event = {"type": kind, "channel": channel.id, "user": cast.lena.id}
        case "join", _:
            event = {"type": "member_joined_channel", "channel": channel.id, "user": cast.mei.id}
        case _:
            event = {"type": "app_uninstalled"}  # of an installation before this one: our token is good
    return payloads.event_callback(workspace.world, event)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(happened=st.lists(acts, min_size=2, max_size=8), data=st.data())
def test_events_in_any_order_end_in_what_holds(
    sqlite_template: Path, happened: list[tuple[str, object]], data: st.DataObject
) -> None:
    async def live(folder: Path) -> None:
        database = folder / "plumbline.db"
        shutil.copy(sqlite_template, database)
        (folder / "data").mkdir()
        async with on_a_journey(f"sqlite:///{database}", folder / "data") as journey:
            await journey.kickoff(sponsor=journey.cast.sam)
            events = [_happens(journey, act, what) for act, what in happened]
            twice = data.draw(st.permutations([*events, *events]))
            half = len(twice) // 2
            for batch in (twice[:half], twice[half:]):
                delivered = [journey.workspace.deliver_raw("events_api", event) for event in batch]
                assert all(ack.error is None for ack in await asyncio.gather(*delivered))
            _holds(journey)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder)))


def _holds(journey: Journey) -> None:
    cast = journey.cast
    engine = open_engine(journey.address)
    try:
        with Store(engine).reading(WorkspaceId(journey.workspace.team_id), now=journey.clock.now()) as work:
            sam, churn = work.people.get(UserId(cast.sam.id)), work.channels.get(ChannelId(cast.churn.id))
            status = work.workspaces.status()
    finally:
        engine.dispose()
    assert sam is not None
    assert churn is not None
    assert sam.zone == cast.sam.user.tz
    assert (churn.name, churn.is_archived) == (cast.churn.name, cast.churn.is_archived)
    assert status is WorkspaceStatus.ACTIVE
