"""A journey: the real bot in a demo workspace, people who act in it, time that passes, and what is seen."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.charter_messages import CharterSheet, sheet_key
from bot.domain.dossier import Rulebook
from bot.domain.ids import WorkspaceId
from bot.domain.living import say
from bot.domain.message import ToChannel
from handlers import resources
from handlers.app import Plumbline
from handlers.delivery.pace import Waits
from handlers.delivery.tiers import UNLIMITED
from handlers.demo.cast import Cast, gather
from handlers.demo.program import load_manifest
from handlers.demo.stage import Stage, is_rows
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.story_clock import StoryClock
from handlers.demo.transcript import Transcript
from handlers.demo.workspace import Channel, Happening, Heard, Message, Person, View, Workspace
from handlers.settings import Settings, load_settings
from handlers.slack.edge.link import Rhythm
from handlers.worker.worker import Worker
from storage.audit import Entry
from storage.engine import open_engine
from storage.unit_of_work import Store

Json = dict[str, Any]

SLOWLY = 10.0
"""How long this Slack waits for an answer: what three seconds are enough for is asked by the benchmarks, on a machine
that does nothing else.
"""
IMPATIENT = Waits(first=timedelta(seconds=0.2), patience=timedelta(seconds=1), alone=timedelta(seconds=1))
"""The workspace answers within milliseconds, or never."""

START = datetime(2027, 2, 1, 8, 40, tzinfo=UTC)
"""A Monday: 09:40 in Berlin, 17:40 in Tokyo, 03:40 in New York."""

BERLIN, NEW_YORK, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")


_NAG_HEADLINES = ("waiting for you", "All done", "put off for now")


class Journey(Stage):
    """One workspace, the bot in it on a database that outlives it, and what people do."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        clock: StoryClock,
        address: str,
        folder: Path,
        policy: str,
        rhythm: Rhythm | None = None,
    ) -> None:
        self.address = address
        self._rhythm = rhythm
        self.cast: Cast = gather(workspace)
        self._folder = folder
        self._policy = policy
        self._bots: list[Plumbline] = []
        self._numbers = count(1)
        self._policy_file = folder / "policy.yaml"
        self._policy_file.write_text(policy, encoding="utf-8")
        bot = self._built(self.settings(workspace), clock)
        super().__init__(workspace=workspace, bot=bot, clock=clock, transcript=Transcript(workspace, _unwritten))

    # --- the bot's life --------------------------------------------------------------------------

    def settings(self, workspace: Workspace, *, folder: Path | None = None, **changed: Any) -> Settings:
        """Settings for a bot in this workspace, over Socket Mode unless `changed` says otherwise."""
        usual = {
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_API_URL": workspace.api_url,
            "DATABASE_URL": self.address,
            "PLUMBLINE_DATA": folder or self._folder,
            "PLUMBLINE_POLICY": self._policy_file,
        }
        return load_settings(_env_file=None, **{**usual, **changed})

    def _built(self, settings: Settings, clock: StoryClock, worker: Worker | None = None) -> Plumbline:
        return Plumbline(
            settings,
            clock=clock,
            tick_seconds=None,
            limits=UNLIMITED,
            waits=IMPATIENT,
            keeping_seconds=SLOWLY / 2,
            rules=_rules(self._policy, self._policy_file),
            worker=worker or _worker(),
            rhythm=self._rhythm,
        )

    async def begin(self) -> None:
        """Start the bot and wait until it is reachable."""
        await self.bot.__aenter__()
        self._bots.append(self.bot)
        if self.bot.settings.app_token is not None:
            await self.workspace.connected(len(self._bots))

    async def end(self) -> None:
        """Stop every bot that runs."""
        while self._bots:
            await self._bots.pop().__aexit__(None, None, None)
        await self.workspace.until(lambda: self.workspace.connections == 0)

    async def restart(self, *, worker: Worker | None = None, policy: str | None = None, **changed: Any) -> None:
        """Stop the bot, and start another on the same database, with a worker or a policy where one is handed over."""
        await self.end()
        if policy is not None:
            self._policy = policy
            self._policy_file.write_text(policy, encoding="utf-8")
        self.bot = self._built(self.settings(self.workspace, **changed), self.clock, worker)
        await self.begin()

    async def replica(self) -> Plumbline:
        """A second bot on the same database, with its own socket and data directory."""
        folder = self._folder / f"replica-{next(self._numbers)}"
        folder.mkdir()
        second = self._built(self.settings(self.workspace, folder=folder), self.clock)
        await second.__aenter__()
        self._bots.append(second)
        await self.workspace.connected(len(self._bots))
        return second

    async def quiet(self) -> None:
        """Wait until everything that was decided is said."""
        for bot in self._bots:
            await bot.idle()
        await self.workspace.settled()

    # --- people act ------------------------------------------------------------------------------

    async def kickoff(
        self,
        owner: Person | None = None,
        channel: Channel | None = None,
        name: str = "Churn model",
        *,
        sponsor: Person | None = None,
        members: tuple[Person, ...] = (),
    ) -> Message:
        """Start a kickoff by its command and window, close the wizard, and give the card."""
        person, place = owner or self.cast.ana, channel or self.cast.churn
        await self.types(person, "/plumb kickoff", place)
        if person.modal is None or "name" not in person.modal.inputs():
            await self.types(person, "/plumb kickoff Another", place)
        people = {"owner": person.id, "sponsor": sponsor and sponsor.id, "members": [one.id for one in members]}
        started = await self.submits(person, {"name": name, **people})
        assert started.accepted, started
        await self.closes(person)
        return self.card(place, name)

    async def answers(self, person: Person, values: Mapping[str, Any], channel: Channel | None = None) -> None:
        """Answer questions one by one, by command and window."""
        for question, value in values.items():
            await self.types(person, f"/plumb answer {question}", channel or self.cast.churn)
            saves = [self.adds(person, question, cells) for cells in value] if is_rows(value) else None
            for save in saves or [self.submits(person, {question: value})]:
                saved = await save
                assert saved.accepted, saved
            if person.modal is not None:  # a number is read back in a window of its own, and rows are listed
                await self.closes(person)

    async def accepts_a_plan(self, owner: Person | None = None, channel: Channel | None = None) -> None:
        """Answer what a plan needs, and accept it."""
        person, place = owner or self.cast.ana, channel or self.cast.churn
        await self.page(person, 1, OUTCOME)
        await self.page(person, 3, PROOF)
        heard = await self.types(person, "/plumb experiment plan", place)
        await self.presses(person, heard.messages[-1], "plan.accept")

    async def page(self, person: Person, part: int, values: Mapping[str, Any]) -> None:
        """Open one page of the wizard from the person's checklist, fill it in, save it and close the window."""
        await self.opens_part(person, part)
        saved = await self.submits(person, values)
        assert saved.accepted, saved
        await self.closes(person)

    async def picks(self, person: Person, question: Message, project: str) -> Heard:
        """Press the button beside a project's name where several could be meant."""
        beside = [one for one in question.blocks if project in str(one.get("text")) and "accessory" in one]
        assert len(beside) == 1, question.rendered()
        return await self.presses(person, question, "project.pick", beside[0]["accessory"]["value"])

    async def opens_part(self, person: Person, part: int) -> View:
        """Open one page of the wizard from the person's newest checklist; the window."""
        checklist = self.checklist(person)
        project = button(checklist, "kickoff.open")["value"].partition("|")[0]
        return await self.opens(person, f"{project}|{part}", checklist)

    async def opens(self, person: Person, value: str, message: Message) -> View:
        """Press the button that opens a page, whatever its value is on the message; the window."""
        if person.modal is not None:
            await person.close(everything=True)
        payload = self.pressing(person, message, "kickoff.open", value)
        ack = await person.forge(payload)
        assert ack.error is None, ack.error
        view = await self.workspace.until(lambda: person.modal)
        assert view is not None
        return view

    async def forges(self, person: Person, message: Message, action: str, value: str) -> str:
        """Press something that no honest client would offer; what the person is told."""
        mark = len(self.workspace.log)
        ack = await person.forge(self.pressing(person, message, action, value))
        assert ack.error is None, ack.error
        await self.quiet()
        told = await self.workspace.until(lambda: self._told_since(person, mark))
        return "\n".join(one.rendered() for one in told)

    def pressing(self, person: Person, message: Message, action: str, value: str) -> Json:
        """The payload of a button in this message, with any action and value: a client could send it, honest or not."""
        workspace, world = self.workspace, self.workspace.world
        trigger = world.rights.new_trigger(person.id)
        url = world.rights.new_response(person.id, message.channel_id, message)
        return {
            "type": "block_actions",
            "team": {"id": workspace.team_id, "domain": "demo"},
            "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": workspace.team_id},
            "api_app_id": world.app_id,
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": message.channel_id,
                "is_ephemeral": message.ephemeral_to is not None,
            },
            "channel": {"id": message.channel_id, "name": world.channels[message.channel_id].name},
            "message": message.payload(),
            "state": {"values": {}},
            "trigger_id": trigger.id,
            "response_url": f"{world.url}/response/{url.key}",
            "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": "1.1"}],
        }

    def _told_since(self, person: Person, mark: int) -> list[Message]:
        fresh = [one for one in self.workspace.log.entries[mark:] if isinstance(one, Happening)]
        stamps = {one.detail["ts"] for one in fresh if one.kind == "ephemeral" and one.detail.get("to") == person.id}
        every = (one for channel in self.workspace.world.channels.values() for one in channel.messages)
        return [one for one in every if one.ts in stamps and one.visible_to(person.id)]

    async def signs(self, sheet: CharterSheet) -> None:
        """Say the sheet of a signed charter in its project's channel, and wait until all is kept that can be."""
        now, to = self.clock.now(), ToChannel(channel=sheet.project.channel)
        outgoing = say(sheet_key(sheet.project.id), to, sheet, now)
        await self.bot.runner.write(self.bot.workspace, lambda work: work.say(outgoing), actor=None, now=now)
        await self.bot.idle()

    # --- looking ---------------------------------------------------------------------------------

    def pinned(self, channel: Channel) -> list[Message]:
        """The messages that are pinned in a channel."""
        return [one for one in self.workspace.messages(channel) if one.ts in channel.pins]

    def card(self, channel: Channel, name: str = "Churn model") -> Message:
        """The card of a project in its channel."""
        cards = [one for one in self.workspace.messages(channel) if "kickoff.open" in str(one.blocks)]
        named = [one for one in cards if name in one.rendered()]
        assert len(named) == 1, self.said_in(channel)
        return named[0]

    def said_in(self, channel: Channel) -> str:
        """Everything that a channel shows to everybody."""
        return "\n".join(one.rendered() for one in self.workspace.messages(channel))

    def checklist(self, person: Person) -> Message:
        """The person's newest checklist."""
        return [one for one in person.dm if one.text.startswith("Kickoff: ")][-1]

    def checklist_project(self) -> str:
        """The id of the project whose checklist the demo's owner got last."""
        return str(button(self.checklist(self.cast.ana), "kickoff.open")["value"]).partition("|")[0]

    def nags(self, person: Person) -> list[Message]:
        """The nags in a person's direct messages, oldest first; checklists are no nags."""
        return [one for one in person.dm if any(said in one.text for said in _NAG_HEADLINES)]

    def windows(self, person: Person) -> list[View]:
        """The windows that are open before a person, the lowest first."""
        return self.workspace.world.stacks.of(person.id)

    def posted(self, channel: Channel) -> int:
        """How many messages the channel has."""
        return len(self.workspace.messages(channel))

    def audit(self, act: str | None = None) -> list[Entry]:
        """The audit trail as the database holds it, of one act or all; oldest first."""
        engine = open_engine(self.address)
        try:
            with Store(engine).reading(WorkspaceId(self.workspace.team_id), now=self.clock.now()) as work:
                assert work.audit.verify() is None
                entries = work.audit.entries(limit=10_000)
        finally:
            engine.dispose()
        return [entry for entry in entries if act in {None, entry.act}]

    def pings(self) -> set[str]:
        """Whom the bot's messages have pinged so far, anywhere."""
        messages = (one for channel in self.workspace.world.channels.values() for one in channel.messages)
        return {ping for one in messages if one.user == self.workspace.bot_user_id for ping in one.pings}


def button(target: Message | View, action: str, ending: str = "") -> Json:
    """The button with this action id, whose value ends so."""
    found = [
        element
        for element in elements(target.blocks)
        if element.get("action_id") == action and str(element.get("value", "")).endswith(ending)
    ]
    assert found, f"there is no {action} …{ending} among {elements(target.blocks)}"
    return found[0]


def elements(blocks: Any) -> list[Json]:
    """Every dict in a message's blocks that has an action id."""
    if isinstance(blocks, list):
        return [found for item in blocks for found in elements(item)]
    if not isinstance(blocks, dict):
        return []
    mine = [blocks] if "action_id" in blocks else []
    return mine + [found for item in blocks.values() for found in elements(item)]


_RULES: dict[str, Rulebook] = {}


def _rules(policy: str, file: Path) -> Rulebook:
    """The rules with this policy, read once for all journeys."""
    if policy not in _RULES:
        _RULES[policy] = resources.load_rulebook(file)
    return _RULES[policy]


@cache
def _worker() -> Worker:
    """One for all journeys, born when the first of them computes something."""
    return Worker()


@asynccontextmanager
async def on_a_journey(
    address: str,
    folder: Path,
    *,
    start: datetime = START,
    policy: str = "{}",
    frozen: bool = False,
    rhythm: Rhythm | None = None,
    **switches: Any,
) -> AsyncIterator[Journey]:
    """A new workspace and the running bot in it; `frozen`, its time stands still however long the walk takes."""
    async with AsyncExitStack() as stack:
        clock = StoryClock(start, frozen=frozen)
        workspace = Workspace(
            load_manifest(None), clock, **{"retry_delays": (0.0, 0.0, 0.0), "ack_seconds": SLOWLY, **switches}
        )
        await workspace.start()
        stack.push_async_callback(workspace.stop)
        journey = Journey(
            workspace=workspace, clock=clock, address=address, folder=folder, policy=policy, rhythm=rhythm
        )
        stack.push_async_callback(journey.end)
        await journey.begin()
        yield journey


def at(day: str, wall: str, zone: ZoneInfo) -> datetime:
    """A local time as an instant."""
    return datetime.fromisoformat(f"{day}T{wall}").replace(tzinfo=zone).astimezone(UTC)


def wall(message: Message, zone: ZoneInfo) -> str:
    """When a message was said, in local time."""
    return f"{datetime.fromtimestamp(float(message.ts), tz=UTC).astimezone(zone):%Y-%m-%d %H:%M}"


def _unwritten(_line: str) -> None:
    """Nobody reads the transcript of a test."""
