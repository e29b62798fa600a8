"""The tick: looks at what is due, works it off one unit at a time, and never lets one failure stop the others."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.domain.dossier import Rulebook
from bot.domain.ids import ChannelId, ProjectId, WorkspaceId
from bot.domain.sums import Drawn
from handlers.borders import caught
from handlers.delivery.classes import Verdict, class_of_error
from handlers.flows import due, readiness
from handlers.flows.asker import MissingProfiles
from handlers.flows.computing import Job
from handlers.flows.sums import Undrawn
from handlers.slack_error import error_name
from storage.runner import UnitRunner
from storage.sweep import Sweep

BATCH = 200
REMEMBERED = timedelta(days=7)
"""How long the inbox knows what was heard; Slack repeats itself for an hour at most."""

_log = structlog.get_logger("plumbline.due")

PATIENCE = 30.0
"""Seconds that a digest waits for its sums."""
_ROUNDS = 3
"""How often its sums are drawn anew when the projects changed meanwhile."""

Learn = Callable[[WorkspaceId, MissingProfiles, datetime], Awaitable[None]]
Computed = Callable[[Job], Awaitable[Any]]


class DueWork:
    """Works off what is due: projects to look at again, obligations to bring up, digests to say."""

    def __init__(
        self,
        *,
        runner: UnitRunner,
        sweep: Sweep,
        rules: Rulebook,
        learn: Learn,
        computed: Computed,
        patience: float = PATIENCE,
    ) -> None:
        self._runner = runner
        self._computed = computed
        self._patience = patience
        self._sweep = sweep
        self._rules = rules
        self._learn = learn

    async def run(self, now: datetime) -> int:
        """Work off everything that is due now; returns how many units changed something."""
        done = await self._watches(now) + await self._nags(now) + await self._digests(now)
        await self._runner.call(lambda: self._sweep.forget_heard(now - REMEMBERED, BATCH))
        return done

    async def next_due(self) -> datetime | None:
        """When something is due next, or None when nothing is planned."""
        return await self._runner.call(self._sweep.next_due)

    async def _watches(self, now: datetime) -> int:
        done, failed = 0, set[tuple[WorkspaceId, ProjectId]]()
        while True:
            due_now = await self._runner.call(lambda: self._sweep.due_watches(now, BATCH + len(failed)))
            fresh = [key for each in due_now if (key := (each.workspace, each.project)) not in failed]
            if not fresh:
                return done
            for workspace, project in fresh:
                if await self._survived("watch", workspace, project, self._watch(workspace, project, now)):
                    done += 1
                else:
                    failed.add((workspace, project))

    async def _watch(self, workspace: WorkspaceId, project: ProjectId, now: datetime) -> bool:
        return await self._runner.write(
            workspace, lambda work: readiness.look(work, self._rules, project, now=now), actor=None, now=now
        )

    async def _nags(self, now: datetime) -> int:
        done, failed = 0, set[tuple[WorkspaceId, str]]()
        while True:
            due_now = await self._runner.call(lambda: self._sweep.due_obligations(now, BATCH + len(failed)))
            todo = dict.fromkeys((each.workspace, each.recipient) for each in due_now)
            fresh = [each for each in todo if each not in failed]
            if not fresh:
                return done
            for workspace, recipient in fresh:
                if await self._survived("nag", workspace, recipient, self._nag(workspace, recipient, now)):
                    done += 1
                else:
                    failed.add((workspace, recipient))

    async def _nag(self, workspace: WorkspaceId, recipient: str, now: datetime) -> bool:
        async def unit(*, may_ask_slack: bool) -> bool:
            return await self._runner.write(
                workspace,
                lambda work: due.nag(work, self._rules, recipient, now=now, may_ask_slack=may_ask_slack),
                actor=None,
                now=now,
            )

        try:
            return await unit(may_ask_slack=True)
        except MissingProfiles as missing:
            await self._survived("profile", workspace, recipient, self._learned(workspace, missing, now))
            return await unit(may_ask_slack=False)

    async def _learned(self, workspace: WorkspaceId, missing: MissingProfiles, now: datetime) -> bool:
        """Whether the profiles were read; a token that is not taken any more is told of by what is said with it."""
        try:
            await self._learn(workspace, missing, now)
        except SlackApiError as error:
            reason = error_name(error) or str(error)
            if class_of_error(reason) is not Verdict.STOP_WORKSPACE:
                raise
            _log.warning("profiles.unread", workspace=workspace, reason=reason)
            return False
        return True

    async def _digests(self, now: datetime) -> int:
        done, failed = 0, set[tuple[WorkspaceId, ChannelId]]()
        while True:
            due_now = await self._runner.call(lambda: self._sweep.due_schedules(now, BATCH + len(failed)))
            fresh = [key for each in due_now if (key := (each.workspace, each.channel)) not in failed]
            if not fresh:
                return done
            for workspace, channel in fresh:
                if await self._survived("digest", workspace, channel, self._digest(workspace, channel, now)):
                    done += 1
                else:
                    failed.add((workspace, channel))

    async def _digest(self, workspace: WorkspaceId, channel: ChannelId, now: datetime) -> bool:
        """Say it with its sums; without them when the worker cannot draw them, or not for what stands there by then."""

        async def unit(drawn: Drawn | None, *, may_draw: bool) -> bool:
            return await self._runner.write(
                workspace,
                lambda work: due.digest(work, self._rules, channel, now=now, drawn=drawn, may_draw=may_draw),
                actor=None,
                now=now,
            )

        drawn: Drawn | None = None
        for _ in range(_ROUNDS):
            try:
                return await unit(drawn, may_draw=True)
            except Undrawn as asked:
                drawn = await self._drawn(asked.job)
                if drawn is None:
                    break
        return await unit(drawn, may_draw=False)

    async def _drawn(self, job: Job) -> Drawn | None:
        """The draws, None when they cannot be had in time: the digests behind this one must not wait for them."""
        try:
            async with asyncio.timeout(self._patience):
                drawn: Drawn | None = await self._computed(job)
                return drawn
        except TimeoutError:
            _log.warning("digest.undrawn", seconds=self._patience)
            return None

    async def _survived(self, what: str, workspace: WorkspaceId, subject: str, running: Awaitable[bool]) -> bool:
        """Whether it was worked off; a failure is logged with a token and waits for the next tick."""
        try:
            return await running
        except Exception as error:  # noqa: BLE001  the tick is a border of the house
            caught(error, where=f"tick.{what}", workspace=workspace, subject=subject)
            return False
