"""`plumbline deliveries`: what did not get out, and trying it again or dropping it while a bot may be running."""

import getpass
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine

from bot.domain.decision import Fact
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.undelivered import Outcome, Trouble
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.undelivered import plain_reason, plain_todo
from bot.views.words import Words
from handlers import resources
from handlers.clock import SystemClock
from handlers.commands.console import NO, OK, WRONG, WrongInput, complain, guarded, say
from handlers.settings import Settings
from storage.deliveries import read
from storage.delivery_list import DeliveryLine, DeliveryList, StoppedWorkspace, Wanted
from storage.engine import NoDatabase, open_engine
from storage.readiness import make_ready
from storage.tables.deliveries import TROUBLED, DeliveryState
from storage.unit_of_work import Store, Work

WHY_MOST: Final = 500
_STATES: Final = tuple(state.value for state in DeliveryState)
_HELPS: Final = (
    "Install the app again, or give the bot a token that Slack takes, and start it; what is due goes on then."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What somebody asked for, as it was typed."""

    states: tuple[str, ...] = ()
    workspace: str | None = None
    kind: str | None = None
    destination: str | None = None

    def wanted(self, usual: tuple[DeliveryState, ...] = ()) -> Wanted:
        """The same as the ledger takes it; WrongInput names a state that there is not."""
        for state in self.states:
            if state not in _STATES:
                raise WrongInput(f"--state: there is no state “{state[:40]}”. There are {', '.join(_STATES)}.")
        states = tuple(DeliveryState(state) for state in self.states) or usual
        return Wanted(states=states, workspace=self.workspace, kind=self.kind, destination=self.destination)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A message that is to be settled; there is no workspace where nobody has such a one."""

    workspace: WorkspaceId | None
    number: int
    typed: str = ""

    @property
    def name(self) -> str:
        """How operators call it, and how the audit trail does."""
        return f"{self.workspace}/{self.number}" if self.workspace else self.typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is done with each message, and what the audit trail keeps of it."""

    act: str
    settle: Callable[[Work, int], Outcome]
    why: str | None = None


def list_deliveries(filters: Filters, *, limit: int, as_json: bool, body: bool) -> int:
    """Print what did not get out, those first that need a human."""

    def work(settings: Settings, engine: Engine) -> int:
        now, listed = SystemClock().now(), DeliveryList(engine)
        stopped = listed.stopped(now, filters.workspace)
        lines = listed.lines(filters.wanted(), now, limit)
        words = resources.words(settings.templates)
        (_print_json if as_json else _print_text)(stopped, lines, words, body=body)
        if not lines and not as_json:
            say("Nothing is undelivered." if filters == Filters() else "There is no such message.")
        return OK

    return _with_database(work)


def retry_deliveries(ids: tuple[str, ...], filters: Filters, *, every: bool) -> int:
    """Put messages back to be tried again; status 1 when one of them could not be."""
    putting_back = Settlement(act="deliveries.retry", settle=lambda work, row: work.undelivered.retry(row))
    return _settle(ids, filters, putting_back, every=every)


def drop_deliveries(ids: tuple[str, ...], *, why: str) -> int:
    """Drop messages for a reason; status 1 when one of them could not be."""
    reason = " ".join(why.split())[:WHY_MOST]
    if not reason:
        complain('--why: say why, for whoever asks later: --why "the project is over".')
        return WRONG

    def settle(work: Work, row: int) -> Outcome:
        return work.undelivered.drop(row, f"dropped: {reason}")

    return _settle(ids, Filters(), Settlement(act="deliveries.drop", settle=settle, why=reason), every=False)


def _settle(ids: tuple[str, ...], filters: Filters, settlement: Settlement, *, every: bool) -> int:
    def work(settings: Settings, engine: Engine) -> int:
        if bool(ids) == every:
            raise WrongInput("Name messages by their ids, or say --all.")
        rows = _all(engine, filters) if every else [_row(engine, each) for each in dict.fromkeys(ids)]
        words = resources.words(settings.templates)
        outcomes = [_settled(engine, each, settlement, words) for each in rows]
        if not rows:
            say("Nothing waits for a human.")
        return OK if all(outcome.is_fine for outcome in outcomes) else NO

    return _with_database(work)


def _all(engine: Engine, filters: Filters) -> list[Row]:
    wanted = filters.wanted(TROUBLED)
    strange = [state for state in wanted.states if state not in TROUBLED]
    if strange:
        known = ", ".join(Trouble)
        raise WrongInput(f"--state: only what needs a human is put back ({known}), not “{strange[0]}”.")
    lines = DeliveryList(engine).lines(wanted, SystemClock().now(), None)
    in_order = sorted(lines, key=lambda each: (each.workspace, each.id))
    return [Row(workspace=line.workspace, number=line.id) for line in in_order]


def _row(engine: Engine, typed: str) -> Row:
    """`T0ACME/12`, or `12` where only one workspace has such a message."""
    workspace, _, number = typed.rpartition("/")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise WrongInput(
            f"“{typed[:60]}” is no id of a message. Example: T0ACME/12; `plumbline deliveries list` shows them."
        )
    known = [each for each in DeliveryList(engine).workspaces_of(int(number)) if workspace in {"", each}]
    if len(known) > 1:
        raise WrongInput(f"“{typed}” could be {' or '.join(f'{each}/{number}' for each in known)}.")
    return Row(workspace=known[0] if known else None, number=int(number), typed=typed)


def _settled(engine: Engine, row: Row, settlement: Settlement, words: Words) -> Outcome:
    """Settle one message and keep who did it, in one transaction of its own."""
    if row.workspace is None:
        say(f"{row.name} {words.label('settled', Outcome.NOT_FOUND)}.")
        return Outcome.NOT_FOUND
    with Store(engine).unit(row.workspace, actor=_operator(), now=SystemClock().now()) as work:
        before = work.undelivered.state(row.number)
        outcome = settlement.settle(work, row.number)
        if outcome in {Outcome.RETRIED, Outcome.DROPPED}:
            why = {"why": settlement.why} if settlement.why else {}
            after = {"state": work.undelivered.state(row.number), **why}
            done = Fact(act=settlement.act, project=None, subject=row.name, before={"state": before}, after=after)
            work.operators.append((done,))
    is_busy = outcome is Outcome.IS_TRIED
    said = _busy(engine, row.workspace, row.number) if is_busy else words.label("settled", outcome)
    say(f"{row.name} {said}.")
    return outcome


def _busy(engine: Engine, workspace: WorkspaceId, row: int) -> str:
    """Who is at work on it, as far as the ledger knows: the drain, with what, and since when."""
    lines = DeliveryList(engine).lines(
        Wanted(states=(DeliveryState.TRYING,), workspace=workspace), SystemClock().now(), None
    )
    line = next((each for each in lines if each.id == row), None)
    if line is None or line.tried_at is None:
        return "was being tried just now; look again"
    what = f"{line.kind} for {line.place} {line.destination}, try {line.tries} since {_moment(line.tried_at)}"
    return f"is being tried by a running bot right now ({what}); look again in a minute"


def _operator() -> UserId:
    """Who runs this program, as the system knows them; a container may know nobody by name."""
    try:
        return UserId(getpass.getuser()[:32])
    except (KeyError, OSError):
        return UserId(f"uid {os.getuid()}")


def _with_database(work: Callable[[Settings, Engine], int]) -> int:
    def run(settings: Settings) -> int:
        try:
            engine = open_engine(settings.database_url, schema=settings.schema_name, may_create=False)
        except NoDatabase as missing:
            raise WrongInput(f"There is no database at {missing.path}.") from None
        try:
            make_ready(engine)
            return work(settings, engine)
        finally:
            engine.dispose()

    return guarded(run)


# --- printing -------------------------------------------------------------------------------------------


def _print_json(
    stopped: Iterable[StoppedWorkspace], lines: Iterable[DeliveryLine], words: Words, *, body: bool
) -> None:
    told = {
        "stopped": [asdict(each) for each in stopped],
        "deliveries": [_as_json(line, words, body=body) for line in lines],
    }
    say(json.dumps(told, ensure_ascii=False, default=_plain))


def _as_json(line: DeliveryLine, words: Words, *, body: bool) -> dict[str, Any]:
    told = asdict(line) | {"id": f"{line.workspace}/{line.id}"}
    if line.state in TROUBLED:
        told["reason"] = plain_reason(line.state, line.error or "", words)
        told["todo"] = plain_todo(line.state, line.error or "", words)
    return (
        told | {"body": _said(line, words)} if body else {name: each for name, each in told.items() if name != "body"}
    )


def _print_text(
    stopped: tuple[StoppedWorkspace, ...], lines: tuple[DeliveryLine, ...], words: Words, *, body: bool
) -> None:
    for each in stopped:
        since = f" since {_moment(each.stopped_at)}" if each.stopped_at else ""
        why = f": {each.why}" if each.why else ""
        say(f"STOPPED {each.workspace} ({each.name}){since}{why}. {each.due} due. {_HELPS}")
    for line in lines:
        say(_headline(line))
        if line.state in TROUBLED:
            why = line.error or ""
            say(f"    {plain_reason(line.state, why, words)}\n    {plain_todo(line.state, why, words)}")
        elif line.error:
            say(f"    {line.error}")
        if body:
            say("".join(f"    | {each}\n" for each in _said(line, words).splitlines()).rstrip("\n"))


def _headline(line: DeliveryLine) -> str:
    tries = f"{line.tries} {'try' if line.tries == 1 else 'tries'}"
    where = f"{line.place} {line.destination}"
    return f"{line.workspace}/{line.id}  {line.state}  {line.kind} for {where}, due {_moment(line.not_before)}, {tries}"


def _said(line: DeliveryLine, words: Words) -> str:
    """The words of a message; what an older program wrote in another shape cannot be shown."""
    try:
        return render(read(line.body), words, Degree.PLAIN).text
    except ValueError:
        return "(a message of another version)"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
