"""The stage of the story: people act in the workspace, time passes, and what is to be seen is looked for there."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from handlers.app import Plumbline
from handlers.demo.story_clock import StoryClock
from handlers.demo.transcript import Transcript, label_of
from handlers.demo.workspace.people.heard import Heard, Submission
from handlers.demo.workspace.people.person import Person
from handlers.demo.workspace.people.targets import find
from handlers.demo.workspace.workspace import Workspace
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.views import View

PATIENCE = 10.0


class StoryBroken(AssertionError):  # noqa: N818  says what happened
    """Something that the story promises was not seen in the workspace."""


class Stage:
    """One workspace, the bot in it, the clock, and the transcript of what happens."""

    def __init__(self, *, workspace: Workspace, bot: Plumbline, clock: StoryClock, transcript: Transcript) -> None:
        self.workspace = workspace
        self.bot = bot
        self.clock = clock
        self.transcript = transcript

    # --- people act ------------------------------------------------------------------------------

    async def types(self, person: Person, line: str, channel: Channel | None = None) -> Heard:
        """Type a slash command and wait until everything that follows is said."""
        place = f"#{channel.name}" if channel else "the direct message"
        self.transcript.act(f"{person.user.real_name} types in {place}: {line}")
        command, _, text = line.partition(" ")
        heard = await person.command(command, text, channel=channel)
        if heard.error:
            raise StoryBroken(f"{line}: {heard.error}")
        await self.quiet()
        return heard

    async def presses(self, person: Person, target: Message | View, action: str, value: str | None = None) -> Heard:
        """Press a button and wait until everything that follows is said."""
        _, element = find(target, action, value, None)
        self.transcript.act(f"{person.user.real_name} presses [{element['text']['text']}]")
        heard = await person.press(target, action, value)
        if heard.error:
            raise StoryBroken(f"{action}: {heard.error}")
        await self.quiet()
        return heard

    async def submits(self, person: Person, values: Mapping[str, Any]) -> Submission:
        """Fill in the open window and submit it; rows, which come as lists of cells, are added one by one before."""
        rows = {field: value for field, value in values.items() if is_rows(value)}
        for question, value in rows.items():
            for cells in value:
                await self.adds(person, question, cells)
        return await self._submits(person, {field: value for field, value in values.items() if field not in rows})

    async def adds(self, person: Person, question: str, cells: Mapping[str, Any]) -> Submission:
        """Press the button that adds a row, fill in its window and save it; the page below stays."""
        await self.changes(person, question)
        return await self._submits(person, cells)

    async def changes(self, person: Person, question: str, row: str | None = None, act: str = "edit") -> Heard:
        """Press the button that adds a row to a question, or choose in the menu of one of its rows."""
        view = person.modal
        if view is None:
            raise StoryBroken(f"{person.name} has no window open with rows")
        if row is None and f"rows.{question}" not in str(view.blocks) and "kickoff.unfold" in str(view.blocks):
            await self._unfold(person, view)
            view = person.modal or view
        if row is None:
            element = next(each for each in view.blocks if each["block_id"] == f"rows.{question}")["accessory"]
            return await self.presses(person, view, "rows.add", element["value"])
        block = next(
            each
            for each in view.blocks
            if each["block_id"].startswith(f"rows.{question}.") and row in each["text"]["text"]
        )
        options = block["accessory"]["options"]
        chosen = next(each for each in options if each["value"].partition("|")[0] == act)
        self.transcript.act(f"{person.user.real_name} chooses [{chosen['text']['text']}] beside “{row}”")
        heard = await person.choose(view, "rows.change", chosen["value"], block["block_id"])
        if heard.error:
            raise StoryBroken(f"rows.change: {heard.error}")
        await self.quiet()
        return heard

    async def _submits(self, person: Person, values: Mapping[str, Any]) -> Submission:
        await self.unfolds(person, values)
        view = person.modal
        if view is None:
            raise StoryBroken(f"{person.name} has no window open to submit")
        typed = " · ".join(f"{label_of(view, field)}: {self._said(view, field, values[field])}" for field in values)
        done = f"fills in “{view.title}” ({typed}) and submits" if typed else f"submits “{view.title}”"
        self.transcript.act(f"{person.user.real_name} {done}")
        submission = await person.submit(dict(values))
        await self.quiet()
        return submission

    async def unfolds(self, person: Person, values: Mapping[str, Any]) -> None:
        """Press the button that shows the optional questions, where a field that is to be filled in is folded away."""
        view = person.modal
        if view is None or all(field in view.inputs() for field in values) or "kickoff.unfold" not in str(view.blocks):
            return
        await self._unfold(person, view)

    async def _unfold(self, person: Person, view: View) -> None:
        await self.presses(person, view, "kickoff.unfold")
        await self.workspace.until(lambda: person.modal and "kickoff.unfold" not in str(person.modal.blocks))

    def _said(self, view: View, field: str, value: Any) -> str:
        """A value as the person sees it in the field: people by name, choices by their words."""
        if isinstance(value, list):
            return ", ".join(self._said(view, field, each) for each in value)
        element = view.inputs().get(field, {}).get("element", {})
        if str(element.get("type")).endswith("users_select"):
            return self.workspace.world.name_of(value)
        options = {option["value"]: option["text"]["text"] for option in element.get("options", ())}
        return str(options.get(value, value))

    async def fills(self, person: Person, values: Mapping[str, Any]) -> None:
        """Type into the open window without submitting it; what follows what is typed comes by itself."""
        view = person.modal
        if view is None:
            raise StoryBroken(f"{person.name} has no window open to type into")
        await self.unfolds(person, values)
        view = person.modal or view
        typed = " · ".join(f"{label_of(view, field)}: {self._said(view, field, values[field])}" for field in values)
        self.transcript.act(f"{person.user.real_name} types into “{view.title}”: {typed}")
        await person.fill(dict(values))
        await self.quiet()

    async def closes(self, person: Person) -> None:
        """Close the open window."""
        self.transcript.act(f"{person.user.real_name} closes the window")
        await person.close()
        await self.quiet()

    # --- time passes -----------------------------------------------------------------------------

    async def travel(self, to: datetime) -> None:
        """Let time pass; on the way the bot does what is due when it is due."""
        while (due := await self.bot.next_due()) is not None and due < to:
            if due > self.clock.now():
                self.clock.move_to(due)
            before = await self.bot.tick()
            await self.quiet()
            if not before and due == await self.bot.next_due():
                raise StoryBroken(f"what is due at {due.isoformat()} is not worked off")
        if to > self.clock.now():
            self.clock.move_to(to)
        await self.bot.tick()
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until everything that was decided is said, and write it down."""
        await self.bot.idle()
        await self.workspace.settled()
        self.transcript.follow()

    # --- looking ---------------------------------------------------------------------------------

    async def sees(self, what: str, look: Callable[[], Any]) -> Any:
        """Look in the workspace for what is promised; StoryBroken when it does not come."""
        try:
            found = await self.workspace.until(look, timeout=PATIENCE)
        except AssertionError as never:
            raise StoryBroken(f"not seen: {what}\n{never}") from never
        self.transcript.seen(what)
        return found

    async def reads(self, what: str, messages: Callable[[], list[Message]], *fragments: str) -> Message:
        """Look for a message that holds all these words."""
        found: Message = await self.sees(what, lambda: _holding(messages(), fragments))
        return found


def is_rows(value: Any) -> bool:
    """Whether an answer comes in rows, each a mapping of its cells."""
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _holding(messages: list[Message], fragments: tuple[str, ...]) -> Message | None:
    for message in reversed(messages):
        told = f"{message.text}\n{message.rendered()}"
        if not message.deleted and all(fragment in told for fragment in fragments):
            return message
    return None
