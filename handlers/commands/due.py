"""`plumbline due`: what is due at a moment, as it would be said; with --send it is."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NoReturn

from bot.domain.dossier import Rulebook
from bot.domain.ids import WorkspaceId
from bot.domain.message import Outgoing, ToPerson
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.words import Words
from handlers import resources
from handlers.app import Plumbline
from handlers.clock import SystemClock
from handlers.commands.console import NO, OK, WrongInput, guarded, say
from handlers.delivery.drain import LONGEST_SLEEP
from handlers.delivery.lock import AlreadyDraining
from handlers.flows import due
from handlers.settings import Settings
from storage.engine import open_engine
from storage.migrate import make_ready
from storage.sweep import Sweep
from storage.unit_of_work import Store

LIMIT = 100_000
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


def _moment(typed: str | None) -> datetime:
    if typed is None:
        return SystemClock().now()
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise WrongInput(f"--at: “{typed[:40]}” is not ISO 8601. Example: 2027-02-15T09:00+01:00") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _due(settings: Settings, now: datetime, *, send: bool, as_json: bool) -> int:
    rules, words = resources.load_rulebook(settings.policy), resources.words(settings.templates)
    said = _rehearsed(settings, rules, now)
    for workspace, outgoing in said:
        _print(workspace, outgoing, words, as_json=as_json)
    if not said and not as_json:
        say(f"Nothing is due at {now.isoformat()}.")
    return asyncio.run(_send(settings.checked_for_slack(), now)) if send else OK


class _RolledBack(Exception):  # noqa: N818  carries a rehearsal's result out of its unit
    def __init__(self, said: tuple[Outgoing, ...]) -> None:
        super().__init__()
        self.said = said


def _rehearsed(settings: Settings, rules: Rulebook, now: datetime) -> list[tuple[WorkspaceId, Outgoing]]:
    engine = open_engine(settings.database_url, schema=settings.schema_name)
    try:
        make_ready(engine)
        sweep, store = Sweep(engine), Store(engine)
        owing = [each.workspace for each in sweep.due_obligations(now, LIMIT)]
        scheduled = [each.workspace for each in sweep.due_schedules(now, LIMIT)]
        found = []
        for workspace in dict.fromkeys([*owing, *scheduled]):
            found += [(workspace, outgoing) for outgoing in _rehearse(store, workspace, rules, now)]
        return found
    finally:
        engine.dispose()


def _rehearse(store: Store, workspace: WorkspaceId, rules: Rulebook, now: datetime) -> tuple[Outgoing, ...]:
    try:
        with store.unit(workspace, actor=None, now=now) as work:
            _roll_back(due.rehearse(work, rules, now=now))
    except _RolledBack as rehearsal:
        return rehearsal.said


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
