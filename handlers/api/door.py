"""The way from a request to a flow and back: whose token it is, one unit of work, and the same answer for a repeat."""

import hashlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from bot.domain import permissions
from bot.domain.api_tokens import ApiToken, id_in
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Rulebook
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.refusal import Denied
from handlers.api.problems import Unauthenticated
from handlers.flows.api import KeyReused, Overtaken
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.computing import Changed, Job
from handlers.metrics.metrics import Metrics
from storage.runner import UnitRunner
from storage.unit_of_work import Work

T = TypeVar("T")
_ROUNDS: Final = 3
_LOCALE: Final = "en-US"
"""Programs write numbers in one way, wherever the token's maker lives."""

Answering = Callable[[Work, Asker, Any], str]
"""Keeps what was computed, and says the answer as JSON."""


class Clock(Protocol):
    """Who knows the business time."""

    def now(self) -> datetime:
        """Now, in UTC."""
        ...


class Learn(Protocol):
    """Who reads missing profiles from Slack and keeps them."""

    async def __call__(self, workspace: WorkspaceId, missing: MissingProfiles, now: datetime) -> None:
        """Read and keep."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls: the token as it is kept, and as it was sent."""

    token: ApiToken
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A request that changes something: its idempotency key, and what tells it from other requests."""

    key: str | None
    fingerprint: str

    def heard_key(self, caller: Caller) -> str | None:
        """How the inbox knows it; a key belongs to the token that sent it."""
        return f"api:{caller.token.id}:{hashlib.sha256(self.key.encode()).hexdigest()}" if self.key else None


class ApiDoor:
    """Runs flows for programs of one workspace."""

    def __init__(
        self,
        *,
        workspace: WorkspaceId,
        runner: UnitRunner,
        rules: Rulebook,
        clock: Clock,
        learn: Learn,
        computed: Callable[[Job], Awaitable[Any]],
        metrics: Metrics | None = None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._workspace = workspace
        self._runner = runner
        self._rules = rules
        self._clock = clock
        self._learn = learn
        self._computed = computed

    async def caller(self, secret: str) -> Caller:
        """Whose token this is; Unauthenticated, whatever is wrong with it."""
        id_ = id_in(secret)
        if id_ is None:
            raise Unauthenticated
        token = await self._runner.read(self._workspace, lambda work: work.api_tokens.get(id_), now=self._clock.now())
        if token is None or not token.opens_with(secret):
            raise Unauthenticated
        return Caller(token=token, secret=secret)

    async def look(self, caller: Caller, flow: Callable[[Work, Asker], T]) -> T:
        """Answer from what is kept; nothing is changed."""
        now = self._clock.now()

        async def run() -> T:
            return await self._runner.read(
                self._workspace, lambda work: flow(work, self._asker(work, caller, now, to_write=False)), now=now
            )

        return await self._answered(caller, now, run)

    async def change(self, caller: Caller, posted: Posted, flow: Callable[[Work, Asker], str]) -> str:
        """Run a flow that keeps something; a repeat of its key gets the answer of the first time."""
        return await self.kept(caller, posted, lambda _, __: None, lambda work, asker, _: flow(work, asker))

    async def kept(
        self, caller: Caller, posted: Posted, ask: Callable[[Work, Asker], Job | None], keep: Answering
    ) -> str:
        """Compute between two units of work, and keep it if what was asked is still what is asked for; as `change`."""
        now, actor = self._clock.now(), caller.token.made_by

        def before(work: Work) -> Job | str | None:
            asker = self._asker(work, caller, now, to_write=True)
            stored = self._answered_before(work, caller, posted)
            return ask(work, asker) if stored is None else stored

        def unit(work: Work, job: Job | None, result: Any) -> str:
            asker = self._asker(work, caller, now, to_write=True)
            stored = self._answered_before(work, caller, posted)
            if stored is not None:
                return stored
            if ask(work, asker) != job:
                raise Changed
            answer = keep(work, asker, result)
            key = posted.heard_key(caller)
            if key is not None:
                work.inbox.keep(key, f"{posted.fingerprint}\n{answer}")
            return answer

        async def run() -> str:
            for _ in range(_ROUNDS):
                job = await self._runner.read(self._workspace, before, now=now)
                if isinstance(job, str):
                    return job
                result = None if job is None else await self._computed(job)
                with suppress(Changed):
                    return await self._runner.write(
                        self._workspace, partial(unit, job=job, result=result), actor=actor, now=now
                    )
            raise Overtaken

        return await self._answered(caller, now, run)

    async def _answered(self, caller: Caller, now: datetime, run: Callable[[], Awaitable[T]]) -> T:
        """The answer, with the profiles that it needs; what was denied goes into the audit trail."""
        try:
            for _ in range(_ROUNDS):
                try:
                    return await run()
                except MissingProfiles as missing:
                    await self._learn(self._workspace, missing, now)
            return await run()
        except Denied as denied:
            await self._audit(caller.token, denied, now)
            raise

    async def _audit(self, token: ApiToken, denied: Denied, now: datetime) -> None:
        fact = Fact(act="denied", project=None, subject=denied.act, after={"source": token.source})
        await self._runner.write(
            self._workspace,
            lambda work: work.keep(Decision(state=None, facts=(fact,))),
            actor=token.made_by,
            now=now,
        )

    def _asker(self, work: Work, caller: Caller, now: datetime, *, to_write: bool) -> Asker:
        """The token's maker with a present profile, standing in no channel; the token is looked at again each time."""
        token = work.api_tokens.get(caller.token.id)
        if token is None or not token.opens_with(caller.secret):
            raise Unauthenticated
        person = work.people.get(token.made_by)
        if person is None or person.seen_at < now - timedelta(hours=self._rules.policy.profile_fresh_hours):
            raise MissingProfiles(users=frozenset({UserId(token.made_by)}))
        permissions.may_use_api(person, token.right, to_write=to_write)
        return Asker(person=replace(person, locale=_LOCALE), channel=None, now=now, rules=self._rules)

    def _answered_before(self, work: Work, caller: Caller, posted: Posted) -> str | None:
        """The answer of the first time, None for something new; KeyReused where the key came with something else."""
        key = posted.heard_key(caller)
        stored = work.inbox.heard(key) if key is not None else None
        if stored is None:
            return None
        fingerprint, _, answer = stored.partition("\n")
        if fingerprint != posted.fingerprint:
            raise KeyReused
        self._metrics.repeats.add("api")
        return answer
