"""`plumbline due`: what is due at a moment, as it would be said; with --send it is."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from bot.domain.dossier import Rulebook
from bot.domain.ids import WorkspaceId
from bot.domain.message import Outgoing, ToPerson
from bot.domain.sums import Drawn
from bot.statistics.reasons import NotComputable
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.words import Words
from handlers import resources
from handlers.app import Plumbline
from handlers.clock import SystemClock
from handlers.commands.console import NO, OK, WrongInput, guarded, say
from handlers.delivery.lock import AlreadyDraining
from handlers.delivery.looking import LONGEST_SLEEP
from handlers.flows import due
from handlers.flows.computing import Job
from handlers.settings import Settings
from handlers.worker import process
from storage.engine import NoDatabase, open_engine, whereabouts
from storage.readiness import make_ready
from storage.sweep import Sweep
from storage.unit_of_work import Store

LIMIT = 100_000
_EXAMPLE = "2027-02-15T09:00+01:00"
HANDED_OVER = 2 * LONGEST_SLEEP
"""How long the process that drains is waited for: nobody wakes it, so it looks when its sleep is over."""


class FixedClock:
    """A clock that stands at the moment somebody asked about."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """That moment, in UTC."""
        return self._moment


def show_due(*, at: str | None, send: bool, as_json: bool) -> int:
    """Print what is due; with `send`, say it and wait until it is delivered."""
    return guarded(lambda settings: _due(settings, _moment(at), send=send, as_json=as_json))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The moment that is looked at (UTC), and whether its zone was named or is our reading."""

    at: datetime
    zone_is_ours: bool = False

    @property
    def words(self) -> str:
        """The moment to the second, and how it was read where somebody may have meant another one."""
        read = f" (read as UTC; an offset names another zone: {_EXAMPLE})" if self.zone_is_ours else ""
        return f"{self.at.isoformat(timespec='seconds')}{read}"


def _moment(typed: str | None) -> Moment:
    if typed is None:
        return Moment(at=SystemClock().now())
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise WrongInput(f"--at: “{typed[:40]}” is not ISO 8601. Example: {_EXAMPLE}") from None
    if moment.tzinfo is None:
        return Moment(at=moment.replace(tzinfo=UTC), zone_is_ours=True)
    return Moment(at=moment.astimezone(UTC))


def _due(settings: Settings, moment: Moment, *, send: bool, as_json: bool) -> int:
    rules, words = resources.load_rulebook(settings.policy), resources.words(settings.templates)
    found = _rehearsed(settings, rules, moment.at, may_create=send)
    if not as_json:
        say(_headline(found, moment))
    for workspace, outgoing in found.said:
        _print(workspace, outgoing, words, as_json=as_json)
    return asyncio.run(_send(settings.checked_for_slack(), moment.at)) if send else OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What would be said, and where that was looked for."""

    said: tuple[tuple[WorkspaceId, Outgoing], ...]
    where: str
    has_projects: bool


def _headline(found: Found, moment: Moment) -> str:
    if not found.has_projects:
        return f"There is no project in this database: {found.where}"
    return f"Due at {moment.words}:\n" if found.said else f"Nothing is due at {moment.words}."


class _RolledBack(Exception):  # noqa: N818  carries a rehearsal's result out of its unit
    def __init__(self, said: tuple[Outgoing, ...]) -> None:
        super().__init__()
        self.said = said


def _rehearsed(settings: Settings, rules: Rulebook, now: datetime, *, may_create: bool) -> Found:
    """What is due; a database that is not there is not made only to be looked into."""
    try:
        engine = open_engine(settings.database_url, schema=settings.schema_name, may_create=may_create)
    except NoDatabase as missing:
        return Found(said=(), where=f"{missing.path} (there is no such file)", has_projects=False)
    try:
        make_ready(engine)
        sweep, store = Sweep(engine), Store(engine)
        owing = [each.workspace for each in sweep.due_obligations(now, LIMIT)]
        scheduled = [each.workspace for each in sweep.due_schedules(now, LIMIT)]
        found: list[tuple[WorkspaceId, Outgoing]] = []
        for workspace in dict.fromkeys([*owing, *scheduled]):
            found += [(workspace, outgoing) for outgoing in _rehearse(store, workspace, rules, now)]
        return Found(said=tuple(found), where=whereabouts(engine), has_projects=sweep.has_projects())
    finally:
        engine.dispose()


def _rehearse(store: Store, workspace: WorkspaceId, rules: Rulebook, now: datetime) -> tuple[Outgoing, ...]:
    try:
        with store.unit(workspace, actor=None, now=now) as work:
            work.banks.arrive(rules.bank)  # a database may have been migrated and never run since
            _roll_back(due.rehearse(work, rules, now=now, draw=drawn_here))
    except _RolledBack as rehearsal:
        return rehearsal.said


def drawn_here(job: Job) -> Drawn | None:
    """What the worker would answer: nobody waits here, so it is computed in this process, and only where it is due."""
    try:
        drawn: Drawn = process.perform(*process.checked(job.name, process.ALLOWED), job.arguments)
    except NotComputable:
        return None
    return drawn


def _roll_back(said: tuple[Outgoing, ...]) -> NoReturn:
    raise _RolledBack(said)


def _print(workspace: WorkspaceId, outgoing: Outgoing, words: Words, *, as_json: bool) -> None:
    text = render(outgoing.body, words, Degree.PLAIN).text
    to = outgoing.to
    recipient = to.user if isinstance(to, ToPerson) else to.channel
    if as_json:
        told: dict[str, Any] = {
            "workspace": workspace,
            "recipient": recipient,
            "place": to.place,
            "kind": outgoing.body.kind,
            "text": text,
        }
        say(json.dumps(told, ensure_ascii=False))
    else:
        say(f"— to {to.place} {recipient} ({outgoing.body.kind})\n{text}\n")


async def _send(settings: Settings, now: datetime) -> int:
    """Say it ourselves when nobody drains; else leave the rows to the running drain and wait for them."""
    clock = FixedClock(now)
    try:
        async with Plumbline(settings, clock=clock, tick_seconds=None, listens=False) as bot:
            await bot.tick()
            await bot.drain.settled()
            return _told(bot)
    except AlreadyDraining:
        async with Plumbline(settings, clock=clock, tick_seconds=None, listens=False, speaks=False) as bot:
            await bot.tick()
            # What is still waiting then is told below.
            with suppress(TimeoutError):
                async with asyncio.timeout(HANDED_OVER.total_seconds()):
                    # The other process tells us nothing: the ledger is all there is to look at.
                    while await bot.runner.call(lambda: bot.ledger.has_due(now)):  # noqa: ASYNC110
                        await asyncio.sleep(0.1)
            return _told(bot)


def _told(bot: Plumbline) -> int:
    backlog = bot.ledger.backlog(bot.clock.now())
    if backlog.due or backlog.parked or backlog.unknown or backlog.dead:
        say(
            f"Not everything is out: {backlog.due} waiting, {backlog.parked} parked, "
            f"{backlog.unknown} unknown, {backlog.dead} dead."
        )
        return NO
    say("Delivered.")
    return OK
