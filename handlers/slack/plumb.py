"""The root command: finds the word's listener, and answers with the nearest words when there is none."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.notes import Help, NoteText, TryAgain, UnknownWord
from bot.domain.refusal import Refusal
from bot.domain.reply import Reply
from handlers.slack.edge.answers import CommandAnswer, PressAnswer
from handlers.slack.edge.payloads import Command, Press
from handlers.slack.edge.registry import Registry
from handlers.slack.replies import Speaker
from handlers.slack.words import Words, nearest, read_words, unescaped

Worded = Command | Press
WordListener = Callable[[Worded, Words], Awaitable[Reply]]
AGAIN = "again.try"


class WordTable:
    """The words of /plumb, each with its listener; a button can say a word again."""

    def __init__(self, speaker: Speaker) -> None:
        self._words: dict[str, WordListener] = {}
        self._speaker = speaker

    def word(self, name: str, listener: WordListener) -> None:
        """Answer this word."""
        if name in self._words:
            raise ValueError(f"two listeners for the word {name!r}")
        self._words[name] = listener

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that is answered."""
        return tuple(word for word in self._words if word)

    def command(self, alias: str = "") -> Callable[[Command], Awaitable[CommandAnswer]]:
        """The listener of a slash command; an alias stands before what was typed."""

        async def listen(heard: Command) -> CommandAnswer:
            text = f"{alias} {unescaped(heard.text)}".strip()
            return self._speaker.to_command(await self.say(heard, text), _again(text))

        return listen

    async def again(self, heard: Press) -> PressAnswer:
        """A button that says a word again: the command of a dead trigger, or a word for the picked project."""
        text = heard.value or ""
        return self._speaker.to_press(await self.say(heard, text), _again(text))

    async def pick(self, heard: Press) -> PressAnswer:
        """A project was picked for a word: `{word}|{project}`."""
        word, _, project = (heard.value or "").rpartition("|")
        text = f"{word} {project}"
        return self._speaker.to_press(await self.say(heard, text), _again(text))

    async def say(self, heard: Worded, text: str) -> Reply:
        """Run the listener of the first word."""
        try:
            return await self._say(heard, read_words(text))
        except Refusal as refusal:
            return NoteText(words=refusal.words, who_can=refusal.who_can, ask=refusal.ask)

    async def _say(self, heard: Worded, words: Words) -> Reply:
        if words.first == "help":
            return Help()
        listener = self._words.get(words.first)
        if listener is None:
            return UnknownWord(word=words.first[:40], near=nearest(words.first, (*self.names, "help")))
        return await listener(heard, words)


def _again(text: str) -> TryAgain:
    return TryAgain(action=AGAIN, value=text[:1500])


def register(registry: Registry, table: WordTable, aliases: Mapping[str, str]) -> None:
    """Listen to the commands, and to the buttons that say a word again."""
    for command, alias in aliases.items():
        registry.command(command, table.command(alias))
    registry.action(AGAIN, table.again)
    registry.action("project.pick", table.pick)
