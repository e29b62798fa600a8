"""Drives `nags.decide` as the tick does: from one `look_at` to the next, until nothing is left to say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain import nags
from bot.domain.ids import ProjectId, UserId
from bot.domain.message import ChannelNag, Nag, NagItem
from bot.domain.nags import Owing
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.people import Person
from bot.domain.policy import Policy, Rung
from bot.domain.projects import Project
from bot.domain.rota import rota_of


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message and the moment at which it was said."""

    at: datetime
    key: str
    body: Nag | ChannelNag

    @property
    def items(self) -> tuple[NagItem, ...]:
        return self.body.items if isinstance(self.body, Nag) else (self.body.item,)

    def __contains__(self, project: ProjectId) -> bool:
        return any(item.project.id == project for item in self.items)


@dataclass(frozen=True, kw_only=True)
class Word:
    """An obligation that was brought up (not merely listed), on which rung, and what was promised to follow."""

    at: datetime
    project: ProjectId
    rung: Rung
    item: NagItem


@dataclass(frozen=True, kw_only=True)
class Climbed:
    """An obligation that left its rung; `to` is None when it fell silent."""

    at: datetime
    project: ProjectId
    since: Rung
    to: Rung | None


@dataclass(kw_only=True)
class World:
    """Projects, people, and what was said to whom so far."""

    policy: Policy
    people: dict[UserId, Person]
    projects: dict[ProjectId, Project]
    owed: dict[ProjectId, Obligation]
    now: datetime
    said: list[Said] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    climbs: list[Climbed] = field(default_factory=list)

    def owing(self, obligation: Obligation) -> Owing:
        project = self.projects[obligation.project]
        sponsor = self.people[project.sponsor] if project.sponsor else None
        return Owing(obligation=obligation, project=project, owner=self.people[project.owner], sponsor=sponsor)

    def due(self) -> list[str]:
        """The recipients of what is due now."""
        return sorted({each.recipient for each in self._open() if each.look_at <= self.now})

    def _open(self) -> Iterable[Obligation]:
        return (each for each in self.owed.values() if each.status is ObligationStatus.OPEN)

    def run(self, *, delay: Callable[[], timedelta] = timedelta, until: datetime | None = None) -> None:
        """Follow `look_at` until everything is silent (or until then); each tick comes `delay()` late."""
        for _ in range(2000):
            looks = [each.look_at for each in self._open()]
            if not looks or (until and min(looks) > until):
                return
            self.now = max(self.now, min(looks)) + delay()
            self.tick()
        raise AssertionError("it never fell silent")

    def tick(self) -> None:
        """Decide until nothing is due now; a tick that goes in circles fails."""
        for _ in range(50):
            due = self.due()
            if not due:
                return
            for recipient in due:
                self._decide(recipient)
        raise AssertionError("the tick went in circles")

    def _decide(self, recipient: str) -> None:
        owing = tuple(self.owing(each) for each in self._open() if each.recipient == recipient)
        decision = nags.decide(owing, now=self.now, policy=self.policy, nagged_today=self._was_nagged(recipient))
        keys = {message.key for message in decision.messages}
        assert not keys & {said.key for said in self.said}, "a key was used twice"
        for message in decision.messages:
            assert isinstance(message.body, Nag | ChannelNag)
            self.said.append(Said(at=self.now, key=message.key, body=message.body))
        for after in decision.obligations:
            self._keep(self.owed[after.project], after, has_spoken=bool(keys))

    def _keep(self, before: Obligation, after: Obligation, *, has_spoken: bool) -> None:
        rungs = self.policy.ladders[before.kind].rungs
        has_left = after.status is ObligationStatus.SILENT or after.rung > before.rung
        if has_left:
            to = None if after.status is ObligationStatus.SILENT else rungs[after.rung]
            self.climbs.append(Climbed(at=self.now, project=after.project, since=rungs[before.rung], to=to))
        elif after.step > before.step:
            assert has_spoken
            item = next(each for each in self.said[-1].items if each.project.id == after.project)
            self.words.append(Word(at=self.now, project=after.project, rung=rungs[before.rung], item=item))
        assert has_left or after.recipient != before.recipient or after.look_at > self.now, "nothing came of a look"
        self.owed[after.project] = after

    def _was_nagged(self, recipient: str) -> bool:
        asked = self.people.get(UserId(recipient))
        if asked is None:
            return False
        key = nags.nag_key(asked.user, rota_of(asked, self.policy).today(self.now))
        return key in {said.key for said in self.said}

    def snooze(self, project: ProjectId, days: int) -> Obligation:
        """The person whose turn it is puts the item off by working days of their own."""
        before = self.owed[project]
        asked = self.people.get(UserId(before.recipient)) or self.owing(before).owner
        rota = rota_of(asked, self.policy)
        until = rota.later(rota.today(self.now), days)
        decision = nags.snooze(before, until=until, person=asked, policy=self.policy, now=self.now)
        self.owed[project] = decision.obligations[0]
        return self.owed[project]

    def replace_person(self, user: UserId, **changes: object) -> None:
        self.people[user] = replace(self.people[user], **changes)  # type: ignore[arg-type]  # whatever a profile has
