"""The story as text: who did what where, and every message as people read it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import indent
from zoneinfo import ZoneInfo

from handlers.demo.workspace.workspace import Workspace
from handlers.demo.workspace.world.record import Happening
from handlers.demo.workspace.world.views import View
from handlers.redaction import redacted

_SHOWN = frozenset({"posted", "updated", "ephemeral", "view_opened", "view_updated", "view_errors", "view_closed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One message as it is about to be written down."""

    who: str
    place: str
    at: str
    words: str
    is_edit: bool


class Transcript:
    """Writes what happens in the workspace, as it happens, to a writer of lines."""

    def __init__(self, workspace: Workspace, write: Callable[[str], object], zone: str = "Europe/Berlin") -> None:
        self._workspace = workspace
        self._write: Callable[[str], object] = lambda line: write(redacted(line))
        self._zone = ZoneInfo(zone)
        self._mark = 0
        self._shown: dict[tuple[str, str], str] = {}
        self._opened: set[str] = set()
        self._read: dict[str, set[str]] = {}

    def mute(self) -> None:
        """Write nothing any more."""
        self._write = _nothing

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self.follow()
        now = self._workspace.clock.now().astimezone(self._zone)
        self._write("")
        self._write(f"━━ {title} · {now:%a %d %b %Y, %H:%M} Berlin")

    def act(self, words: str) -> None:
        """Say what a person does."""
        self.follow()
        first, *more = words.splitlines()
        self._write(f"\n▸ {first}")
        if more:
            self._write(indent("\n".join(more), "    "))

    def seen(self, words: str) -> None:
        """Say what was looked for in the workspace and found there."""
        self.follow()
        self._write(f"  ✓ {words}")

    def follow(self) -> None:
        """Write what happened since the last look; of a message edited several times, the last form."""
        entries = self._workspace.log.entries
        fresh = [one for one in entries[self._mark :] if isinstance(one, Happening) and one.kind in _SHOWN]
        self._mark = len(entries)
        told: list[_Told] = []
        for happening in _last_forms(fresh):
            if "view" not in happening.detail:
                told += self._message(happening)
                continue
            self._tell(told)
            told = []
            self._tell_view(happening)
        self._tell(told)

    def _tell_view(self, happening: Happening) -> None:
        who = self._name(happening.detail["user"])
        top = self._workspace.world.stacks.top(happening.detail["user"])
        if happening.kind == "view_closed":
            self._write(f"  {who}'s window closes.")
        elif top is not None and top.id == happening.detail["view"]:
            if happening.kind == "view_errors" and top.errors:
                for field, words in top.errors.items():
                    self._write(f"  {who} is told at “{label_of(top, field)}”:")
                    self._write(indent(words, "    │ "))
                return
            self._tell_window(who, top)

    def _tell_window(self, who: str, window: View) -> None:
        """The window as it stands, without the lines that this person has read in a window before."""
        title, *lines = window.text().splitlines()
        known = self._read.setdefault(who, set())
        is_new = window.id not in self._opened
        if not is_new and known.issuperset(lines):
            return
        self._write(f"  {who} sees a window:" if is_new else f"  {who}'s window changes:")
        self._write(indent("\n".join([title, *_unread(lines, known)]), "    │ "))
        self._opened.add(window.id)
        known.update(lines)

    def _message(self, happening: Happening) -> list[_Told]:
        """The message as it stands now; nothing when it is gone, or says what it said before."""
        channel = self._workspace.world.channels[happening.detail["channel"]]
        message = next((one for one in channel.messages if one.ts == happening.detail["ts"]), None)
        if message is None or message.deleted:
            return []
        now = message.rendered()
        before = self._shown.get((channel.id, message.ts))
        self._shown[channel.id, message.ts] = now
        if now == before:
            return []
        place = f"#{channel.name}" if not channel.is_dm else f"the direct message with {self._partner(channel.members)}"
        only = f", only {self._name(message.ephemeral_to)} sees it" if message.ephemeral_to else ""
        return [
            _Told(
                who=self._name(message.user),
                place=place,
                at=f"{happening.at.astimezone(self._zone):%a %d %b, %H:%M}{only}",
                words=_fresh(before, now),
                is_edit=before is not None,
            )
        ]

    def _tell(self, told: list[_Told]) -> None:
        """Write messages down, edits that say the same as one."""
        edits = Counter((one.who, one.at, one.words) for one in told if one.is_edit)
        for one in told:
            if not one.is_edit:
                self._write(f"  {one.who} says in {one.place} ({one.at}):")
            elif (count := edits.pop((one.who, one.at, one.words), 0)) == 1:
                self._write(f"  {one.who} edits its message in {one.place} ({one.at}):")
            elif count:
                alike = [each for each in told if each.is_edit and (each.at, each.words) == (one.at, one.words)]
                places = dict.fromkeys(each.place for each in alike)
                self._write(f"  {one.who} edits {count} messages in {', '.join(places)} ({one.at}):")
            else:
                continue
            self._write(indent(one.words, "    │ "))

    def _partner(self, members: list[str]) -> str:
        return ", ".join(self._name(user) for user in members if user != self._workspace.bot_user_id)

    def _name(self, user: str) -> str:
        return self._workspace.world.name_of(user)


def label_of(view: View, field: str) -> str:
    """What a field of a window is called."""
    asked = view.inputs().get(field)
    return str(asked["label"]["text"]).removeprefix("● ") if asked else field


def _nothing(_line: str) -> None:
    """For a transcript that nobody reads."""


def _fresh(before: str | None, told: str) -> str:
    """The whole message the first time; of an edit only the lines that were not there before."""
    if before is None:
        return told
    known = set(before.splitlines())
    fresh = [line for line in told.splitlines() if line not in known]
    return "\n".join(["…", *fresh, "…"]) if fresh else "… (some lines are gone) …"


def _unread(lines: list[str], known: set[str]) -> Iterator[str]:
    """The lines that are not known, with a mark for each gap."""
    for is_known, run in groupby(lines, known.__contains__):
        yield from ("…",) if is_known else run


def _last_forms(happenings: list[Happening]) -> Iterator[Happening]:
    """The happenings without the edits that a later edit, or the post itself, already shows."""
    last: dict[tuple[str, str], Happening] = {}
    for one in happenings:
        if one.kind in ("posted", "updated"):
            last[one.detail["channel"], one.detail["ts"]] = one
    told: set[tuple[str, str]] = set()
    for one in happenings:
        if one.kind not in ("posted", "updated"):
            yield one
            continue
        key = (one.detail["channel"], one.detail["ts"])
        if key not in told:
            told.add(key)
            yield one
