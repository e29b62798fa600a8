"""Holds what was decided against what happened: every way in which a history can break the promises of the voice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

Where: TypeAlias = tuple[str, str]
"""A workspace, and the person or channel in it."""

GRACE = 1.0
"""Seconds in which calls that were on their way already may still arrive after Slack said "too fast"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One message, or one version of a living one; `number` is its order in the workspace, moments are in seconds.

    `cancelled` says that it was withdrawn before it was said, as the ledger confirmed.
    """

    workspace: str
    place: str
    number: int
    words: str
    due: float
    living: str | None = None
    cancelled: bool = False

    @property
    def where(self) -> Where:
        """Where it is to be said."""
        return self.workspace, self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message appeared, at this moment of the bot's business clock."""

    workspace: str
    place: str
    ts: str
    words: str
    at: float

    @property
    def where(self) -> Where:
        """Where it was said."""
        return self.workspace, self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A message shows other words from here on."""

    workspace: str
    place: str
    ts: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A message is gone."""

    workspace: str
    place: str
    ts: str


Happening: TypeAlias = Said | Edited | Deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A call arrived and was answered (real seconds); `hold_back` is Retry-After, where its answer was heard."""

    workspace: str
    method: str
    at: float
    answered_at: float
    hold_back: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How long it took until something went out again, and how long it may take."""

    what: str
    seconds: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that is known of a run; what happened is in its order. `tolerance` is by how much clocks were set back."""

    decisions: Sequence[Decision]
    happened: Sequence[Happening]
    calls: Sequence[Called] = ()
    recoveries: Sequence[Recovery] = ()
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One promise that was broken: the rule's name, and what broke it."""

    rule: str
    what: str


def breaks(history: History) -> tuple[Break, ...]:
    """Everything in which this history is not as was promised."""
    rules = (_foreign, _single, _living, _cancelled, _early, _order, _impatient, _slow)
    return tuple(found for rule in rules for found in rule(history))


def said_again(history: History) -> int:
    """How many times a message appeared that was said already, whether or not that was mended later."""
    living = {(each.where, each.words): each.living for each in history.decisions if each.living}
    posts = [(each.where, living.get((each.where, each.words)) or each.words) for each in _said(history)]
    return len(posts) - len(set(posts))


def visible(history: History) -> dict[Where, list[str]]:
    """What people read in the end, oldest first."""
    shown: dict[Where, dict[str, str]] = defaultdict(dict)
    for each in history.happened:
        where = each.workspace, each.place
        match each:
            case Said(ts=ts, words=words):
                shown[where][ts] = words
            case Edited(ts=ts, words=words):
                shown[where][ts] = words
            case Deleted(ts=ts):
                shown[where].pop(ts, None)
    return {where: list(messages.values()) for where, messages in shown.items()}


def _said(history: History) -> Iterator[Said]:
    return (each for each in history.happened if isinstance(each, Said))


def _foreign(history: History) -> Iterator[Break]:
    """Nothing is said that nobody decided, or elsewhere than was decided."""
    known = {(each.where, each.words) for each in history.decisions}
    for said in _said(history):
        if (said.where, said.words) not in known:
            yield Break(rule="foreign", what=f"{said.words} in {said.where}")


def _single(history: History) -> Iterator[Break]:
    """What was decided once is read once."""
    shown = visible(history)
    counts = {where: _counted(words) for where, words in shown.items()}
    for each in history.decisions:
        if each.living or each.cancelled:
            continue
        count = counts.get(each.where, {}).get(each.words, 0)
        if count != 1:
            yield Break(rule="doubled" if count else "missing", what=f"{each.words} in {each.where}: {count} times")


def _living(history: History) -> Iterator[Break]:
    """A living message is read once, in its newest version."""
    shown = visible(history)
    for (where, living), versions in _versions(history.decisions).items():
        words = {each.words for each in versions}
        newest = max(versions, key=lambda each: each.number).words
        present = [each for each in shown.get(where, []) if each in words]
        if len(present) != 1:
            rule = "doubled" if present else "missing"
            yield Break(rule=rule, what=f"{living} in {where}: {len(present)} times")
        elif present != [newest]:
            yield Break(rule="stale", what=f"{living} in {where} shows {present[0]}, not {newest}")


def _cancelled(history: History) -> Iterator[Break]:
    """What was withdrawn in time is never said."""
    cancelled = {(each.where, each.words) for each in history.decisions if each.cancelled}
    for said in _said(history):
        if (said.where, said.words) in cancelled:
            yield Break(rule="cancelled", what=f"{said.words} in {said.where}")


def _early(history: History) -> Iterator[Break]:
    """Nothing is said before it is due."""
    due = {(each.where, each.words): each.due for each in history.decisions}
    for said in _said(history):
        early = due.get((said.where, said.words), said.at) - said.at
        if early > history.tolerance:
            yield Break(rule="early", what=f"{said.words} in {said.where}: {early:.2f} s")


def _order(history: History) -> Iterator[Break]:
    """Who is written to reads messages in the order in which they were decided, as far as they were due by then."""
    turn: dict[tuple[Where, str], int] = {}
    for index, said in enumerate(_said(history)):
        turn.setdefault((said.where, said.words), index)
    by_place: dict[Where, list[tuple[Decision, int]]] = defaultdict(list)
    for each in sorted(history.decisions, key=lambda each: each.number):
        if not each.living and (each.where, each.words) in turn:
            by_place[each.where].append((each, turn[each.where, each.words]))
    for where, told in by_place.items():
        for (first, its_turn), (second, later) in combinations(told, 2):
            if first.due <= second.due and its_turn > later:
                yield Break(rule="order", what=f"{second.words} before {first.words} in {where}")


def _impatient(history: History) -> Iterator[Break]:
    """No method is called before the Retry-After that was heard is over."""
    by_method: dict[tuple[str, str], list[Called]] = defaultdict(list)
    for call in history.calls:
        by_method[call.workspace, call.method].append(call)
    for (workspace, method), calls in by_method.items():
        for told in (call for call in calls if call.hold_back is not None):
            begins, ends = told.answered_at + GRACE, told.answered_at + (told.hold_back or 0.0)
            for call in calls:
                if begins < call.at < ends:
                    yield Break(rule="impatient", what=f"{method} in {workspace}, {ends - call.at:.2f} s before")


def _slow(history: History) -> Iterator[Break]:
    """After a death somebody goes on before long."""
    for each in history.recoveries:
        if each.seconds > each.most:
            yield Break(rule="slow", what=f"{each.what}: {each.seconds:.1f} s, not {each.most:.0f}")


def _versions(decisions: Iterable[Decision]) -> dict[tuple[Where, str], list[Decision]]:
    versions: dict[tuple[Where, str], list[Decision]] = defaultdict(list)
    for each in decisions:
        if each.living:
            versions[each.where, each.living].append(each)
    return versions


def _counted(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for each in words:
        counts[each] += 1
    return counts
