"""The way from a listener to a flow and back: who asks, one unit of work, and the reply as Slack wants it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import structlog

from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Rulebook
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.message import ToChannel, ToPerson
from bot.domain.notes import NoteText, Pick
from bot.domain.parking import MENDED_BY_RETURN, MENDED_IN_CHANNEL
from bot.domain.pasted import Member
from bot.domain.people import Channel, Person
from bot.domain.refusal import BadFields, Denied, Refusal
from bot.domain.reply import Nothing, Reply
from bot.statistics.reasons import NotComputable
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.computing import Changed, Job
from handlers.flows.dossiers import WhichProject
from handlers.metrics.metrics import Metrics
from handlers.slack.asked import Clock, Compute, Profiles
from handlers.slack.edge.payloads import Command, Event, OnMessage, Press, Submission, single_values
from handlers.slack.repeats import Repeats
from handlers.worker.refusals import TookTooLong, WorkerBusy, WorkerLost
from storage.runner import UnitRunner
from storage.unit_of_work import Work

_log = structlog.get_logger("plumbline.door")

T = TypeVar("T")
Flow = Callable[[Work, Asker], Reply]
Asking = Callable[[Work, Asker], Job | Reply]
"""Reads what is to be computed, or answers at once."""
Keeping = Callable[[Work, Asker, Any], Reply]
"""Answers with what was computed."""
_SECONDS = 20.0
"""How long one job may compute; who waits for longer than Slack does is shown the result when it is there."""
_ROUNDS = 3
"""How often a flow may ask for profiles: the asker and the channel, then whom the form names, then no more."""


class Doorway:
    """Runs flows for whoever asks."""

    def __init__(
        self,
        *,
        runner: UnitRunner,
        rules: Rulebook,
        clock: Clock,
        profiles: Profiles,
        compute: Compute,
        metrics: Metrics | None = None,
    ) -> None:
        self._repeats = Repeats(metrics or Metrics())
        self.rules = rules
        self.clock = clock
        self._runner = runner
        self._profiles = profiles
        self._compute = compute

    async def look(self, heard: Command | Press, flow: Flow, *, word: str = "status") -> Reply:
        """Answer from what is kept; nothing is changed. `word` is run again when the person has picked a project."""
        now = self.clock.now()

        def unit(work: Work) -> Reply:
            return flow(work, self._asker(work, heard, now))

        async def run() -> Reply:
            return await self._runner.read(WorkspaceId(heard.workspace), unit, now=now)

        return await self._answered(heard, self._with_profiles(WorkspaceId(heard.workspace), now, run), word)

    async def change(self, heard: Command | Press | Submission, flow: Flow, *, word: str = "status") -> Reply:
        """Run a flow that keeps something, once for each thing heard: a repeat gets the answer of the first time."""
        workspace, now = WorkspaceId(heard.workspace), self.clock.now()
        actor = UserId(heard.user)

        def unit(work: Work) -> Reply:
            repeated = self._repeats.answered(work, heard)
            if repeated is not None:
                return repeated
            reply = flow(work, self._asker(work, heard, now))
            self._repeats.keep(work, heard, reply)
            return reply

        async def run() -> Reply:
            return await self._runner.write(workspace, unit, actor=actor, now=now)

        return await self._answered(heard, self._with_profiles(workspace, now, run), word)

    async def shown(self, heard: Command | Press, ask: Asking, show: Keeping, *, word: str = "status") -> Reply:
        """Answer from what is kept and from what is computed of it; nothing is changed."""
        now, workspace = self.clock.now(), WorkspaceId(heard.workspace)

        async def run() -> Reply:
            job = await self._runner.read(workspace, lambda work: ask(work, self._asker(work, heard, now)), now=now)
            if not isinstance(job, Job):
                return job
            result = await self.computed(job)
            return await self._runner.read(
                workspace, lambda work: show(work, self._asker(work, heard, now), result), now=now
            )

        return await self._answered(heard, self._with_profiles(workspace, now, run), word)

    async def kept(
        self, heard: Command | Press | Submission, ask: Asking, keep: Keeping, *, word: str = "status"
    ) -> Reply:
        """Compute between two units of work, and keep it if what was asked is still what is asked for.

        Once for each thing heard, as `change`.
        """
        now, workspace, actor = self.clock.now(), WorkspaceId(heard.workspace), UserId(heard.user)

        def unit(work: Work, job: Job, result: Any) -> Reply:
            repeated = self._repeats.answered(work, heard)
            if repeated is not None:
                return repeated
            asker = self._asker(work, heard, now)
            if ask(work, asker) != job:
                raise Changed
            reply = keep(work, asker, result)
            self._repeats.keep(work, heard, reply)
            return reply

        def before(work: Work) -> Job | Reply:
            repeated = self._repeats.answered(work, heard)
            if repeated is not None:
                return repeated
            return ask(work, self._asker(work, heard, now))

        async def run() -> Reply:
            for _ in range(_ROUNDS):
                job = await self._runner.read(workspace, before, now=now)
                if not isinstance(job, Job):
                    return job
                result = await self.computed(job)
                with suppress(Changed):
                    return await self._runner.write(
                        workspace, partial(unit, job=job, result=result), actor=actor, now=now
                    )
            raise Refusal("Somebody else is changing this right now. Nothing was saved; please try again.")

        return await self._answered(heard, self._with_profiles(workspace, now, run), word)

    async def keep(self, heard: Command | Press | Submission, flow: Callable[[Work, Asker], None]) -> None:
        """Keep what follows from what was heard, behind its answer; to do it twice is to do it once."""
        now, workspace, actor = self.clock.now(), WorkspaceId(heard.workspace), UserId(heard.user)

        async def run() -> None:
            await self._runner.write(
                workspace, lambda work: flow(work, self._asker(work, heard, now)), actor=actor, now=now
            )

        await self._with_profiles(workspace, now, run)

    async def asked(self, heard: Command | Press | Submission | Event, flow: Callable[[Work, Asker], T]) -> T:
        """What a flow reads, whatever that is; its refusals are the caller's."""
        now, workspace = self.clock.now(), WorkspaceId(heard.workspace)

        async def run() -> T:
            return await self._runner.read(workspace, lambda work: flow(work, self._asker(work, heard, now)), now=now)

        return await self._with_profiles(workspace, now, run)

    async def computed(self, job: Job) -> Any:
        """What the worker says; its refusals of what it was given come as refusals with words for the person.

        What is optional is None where it refuses, unless the program is on its way out.
        """
        try:
            return await self._compute(job.name, *job.arguments, seconds=_SECONDS)
        except (NotComputable, WorkerBusy, WorkerLost, TookTooLong) as refused:
            if job.is_optional:
                _log.warning("worker.refused", job=job.name, refusal=type(refused).__name__)
                return None
            if not isinstance(refused, NotComputable):
                raise
            field = job.fields.get(refused.field or "")
            raise BadFields({field: refused.words}) if field else Refusal(refused.words) from None

    async def _answered(self, heard: Command | Press | Submission, running: Awaitable[Reply], word: str) -> Reply:
        """The reply, or for a command or a press the refusal as a note that can name who could do it.

        A refused form is the edge's to answer: its words go into the window, where everything typed still stands.
        """
        try:
            return await running
        except WhichProject as which:
            return Pick(word=word, projects=which.projects)
        except Refusal as refusal:
            if isinstance(refusal, Denied):
                await self._audit(WorkspaceId(heard.workspace), UserId(heard.user), self.clock.now(), refusal)
            if isinstance(heard, Submission) or isinstance(refusal, BadFields):
                raise
            _log.info("request.refused", refusal=type(refusal).__name__, workspace=heard.workspace)
            return NoteText(words=refusal.words, who_can=refusal.who_can, ask=refusal.ask)

    async def note(self, heard: Event, unit: Callable[[Work], None]) -> None:
        """Keep what an event told, once."""
        now = self.clock.now()

        def once(work: Work) -> None:
            if self._repeats.is_new(work, heard):
                unit(work)

        await self._runner.write(WorkspaceId(heard.workspace), once, actor=None, now=now)

    async def is_welcome(self, heard: Event) -> bool:
        """Whether we may still speak in the workspace of this event, as Slack says now."""
        return await self._profiles.is_welcome(WorkspaceId(heard.workspace))

    async def known(self, heard: Event, user: UserId) -> Person | None:
        """What is kept of a person; None for somebody who never had to do with us."""
        workspace, now = WorkspaceId(heard.workspace), self.clock.now()
        return await self._runner.read(workspace, lambda work: work.people.get(user), now=now)

    async def outside(self, heard: Submission, channel: ChannelId, people: tuple[UserId, ...]) -> tuple[UserId, ...]:
        """Those of these people who are not in the channel, as far as Slack tells at once."""
        inside = await self._profiles.members(WorkspaceId(heard.workspace), channel)
        return tuple(user for user in people if user not in inside) if inside is not None else ()

    async def everybody(self, workspace: WorkspaceId, *, seconds: float | None = None) -> tuple[Member, ...]:
        """All members with all their names, as far as Slack tells; TimeoutError after `seconds`, ask again then."""
        return await self._profiles.everybody(workspace, self.clock.now(), seconds=seconds) or ()

    def look_ahead(self, workspace: WorkspaceId) -> None:
        """Somebody is about to name members: begin to read them."""
        self._profiles.look_ahead(workspace, self.clock.now())

    async def _audit(self, workspace: WorkspaceId, actor: UserId, now: datetime, denied: Denied) -> None:
        fact = Fact(act="denied", project=None, subject=denied.act)

        def unit(work: Work) -> Reply:
            work.keep(Decision(state=None, facts=(fact,)))
            return Nothing()

        await self._runner.write(workspace, unit, actor=actor, now=now)

    async def _with_profiles(self, workspace: WorkspaceId, now: datetime, run: Callable[[], Awaitable[T]]) -> T:
        for _ in range(_ROUNDS):
            try:
                return await run()
            except MissingProfiles as missing:
                await self.learn(workspace, missing, now)
        return await run()

    async def learn(self, workspace: WorkspaceId, missing: MissingProfiles, now: datetime) -> None:
        """Read the missing profiles from Slack, outside any unit, and keep them."""
        people = await asyncio.gather(*(self._profiles.person(workspace, user, now) for user in sorted(missing.users)))
        found = await asyncio.gather(
            *(self._profiles.channel(workspace, channel, now) for channel in sorted(missing.channels))
        )
        channels = tuple(channel for channel in found if channel is not None)

        def unit(work: Work) -> Reply:
            for person in people:
                if not _is_overtaken(person, work.people.get(person.user)):
                    work.people.save(person)
                    if person.is_active:
                        work.release(ToPerson(user=person.user), MENDED_BY_RETURN)
            for channel in channels:
                if _is_overtaken(channel, work.channels.get(channel.channel)):
                    continue
                work.channels.save(channel)
                if channel.can_be_spoken_in:
                    work.release(ToChannel(channel=channel.channel), MENDED_IN_CHANNEL)
            return Nothing()

        await self._runner.write(workspace, unit, actor=None, now=now)

    def _asker(self, work: Work, heard: Command | Press | Submission | Event, now: datetime) -> Asker:
        user, channel = UserId(heard.user or ""), _channel_of(heard)
        person = work.people.get(user)
        place = work.channels.get(channel) if channel else None
        oldest = now - timedelta(hours=self.rules.policy.profile_fresh_hours)
        users = frozenset({user}) if person is None or person.seen_at < oldest else frozenset[UserId]()
        channels = frozenset({channel}) if channel and _is_stale(place, oldest, now) else frozenset[ChannelId]()
        if person is None or users or channels:
            raise MissingProfiles(users=users, channels=channels)
        return Asker(person=person, channel=place, now=now, rules=self.rules)


def _is_overtaken(read: Person | Channel, known: Person | Channel | None) -> bool:
    """Whether somebody else asked Slack later than we did, and was faster."""
    return known is not None and known.seen_at > read.seen_at


def _is_stale(place: Channel | None, oldest: datetime, now: datetime) -> bool:
    """Whether a channel must be looked at again: an invitation is seen the next time somebody asks."""
    return place is None or place.seen_at < oldest or (not place.has_bot and place.seen_at < now)


def _channel_of(heard: Command | Press | Submission | Event) -> ChannelId | None:
    match heard:
        case Command():
            return ChannelId(heard.channel)
        case Press(place=OnMessage(channel=channel)):
            return ChannelId(channel)
        case _:
            return None


def fields_of(submission: Submission) -> Mapping[str, str | None]:
    """The single-valued fields of a form, as typed."""
    return single_values(submission.values)
