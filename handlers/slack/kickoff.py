"""The kickoff in Slack: its command, its windows, its buttons."""

import secrets
from dataclasses import dataclass, replace

from bot.domain.ids import ChannelId, ProjectId, UserId
from bot.domain.notes import TryAgain
from bot.domain.page_windows import StartedDialog
from bot.domain.pasted import Synonyms
from bot.domain.questions import Question, QuestionBank
from bot.domain.refusal import NotFound
from bot.domain.reply import Reply
from bot.domain.text import shorten
from handlers.flows import dossiers, moving, start
from handlers.flows import kickoff as flows
from handlers.flows.asker import Asker
from handlers.flows.given import is_id
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import OnView, Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.forms import LOST, page_form
from handlers.slack.judging import Judging
from handlers.slack.pasted import PastedDoor
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.verdicts import Verdicts
from handlers.slack.words import Words, nearest
from storage.unit_of_work import Work

_DIGITS = 3
_NAMED = 3
_LIKE = 0.7
"""How alike a question must be to be proposed: one wrong proposal is worse than none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KickoffDoor:
    """Hears everything that belongs to the kickoff."""

    doorway: Doorway
    speaker: Speaker
    verdicts: Verdicts
    judging: Judging
    pasted: PastedDoor

    async def kickoff(self, heard: Worded, words: Words) -> Reply:
        """`/plumb kickoff [name]`, or `/plumb kickoff import [name]`."""
        if words.second == "import":
            return await self.pasted.begin(heard, " ".join(words.rest[1:]))
        name = " ".join((words.first, *words.rest)).partition(" ")[2]
        reply = await self.doorway.look(heard, lambda work, asker: start.begin(work, asker, name), word="kickoff")
        return await self.verdicts.on_page(heard, reply)

    async def answer(self, heard: Worded, words: Words) -> Reply:
        """`/plumb answer [question] [project]`: one question, or the page to continue with."""

        def flow(work: Work, asker: Asker) -> Reply:
            said, key = _asked((asker.rules.bank, *work.banks.all()), words.rest)
            if said is None and key is not None and dossiers.by_name(work, key) is None:
                raise _no_such_question(asker.rules.bank.spoken(asker.person.locale), asker.rules.synonyms, key)
            project = dossiers.find(work, asker, key)
            if said is None:
                return flows.open_page(work, asker, project.id, None)
            return flows.open_question(work, asker, project.id, said)

        said, _ = _asked((self.doorway.rules.bank,), words.rest)
        again = said if said is not None else " ".join(words.rest[:1])
        reply = await self.doorway.look(heard, flow, word=f"answer {again}".strip())
        return await self.verdicts.on_page(heard, reply)

    async def started(self, heard: Submission) -> SubmissionAnswer:
        """The first window was submitted."""
        if not is_id(heard.private_metadata):
            raise NotFound(LOST)
        channel = ChannelId(heard.private_metadata)
        fields = fields_of(heard)
        members = heard.values.get("members")
        form = start.StartForm(
            channel=channel,
            name=fields.get("name") or "",
            owner=_user(fields.get("owner")),
            sponsor=_user(fields.get("sponsor")),
            members=tuple(UserId(user) for user in members) if isinstance(members, tuple) else (),
        )
        reply = await self.doorway.change(heard, lambda work, asker: start.start(work, asker, form, _new_project))
        if isinstance(reply, StartedDialog) and reply.is_private:
            outside = await self.doorway.outside(heard, reply.project.channel, reply.people)
            reply = replace(reply, outside=outside)
        return self.speaker.to_submission(reply)

    async def saved(self, heard: Submission) -> SubmissionAnswer:
        """A page, or a single question, was submitted."""
        form = page_form(heard.private_metadata, heard.values)
        reply = await self.doorway.change(heard, lambda work, asker: flows.save(work, asker, form))
        answer = self.speaker.to_submission(await self.verdicts.on_page(heard, reply))
        return replace(answer, after=(*answer.after, self.judging.behind(heard, form.project)))

    async def open_page(self, heard: Press) -> PressAnswer:
        """A button opens the wizard: `{project}` or `{project}|{part}`."""
        project, _, part = (heard.value or "").partition("|")
        number = int(part) if part.isdigit() else None
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.open_page(work, asker, ProjectId(project), number)
        )
        reply = await self.verdicts.on_page(heard, reply)
        return self.speaker.to_press(reply, TryAgain(action="kickoff.open", value=heard.value or ""))

    async def move(self, heard: Press) -> PressAnswer:
        """Another page was asked for in the window of one: `{project}|{part}`; what is typed is saved on the way."""
        place = heard.place
        if not isinstance(place, OnView):
            raise NotFound(LOST)
        form = page_form(place.private_metadata, heard.values)
        _, _, part = (heard.value or "").partition("|")
        to = int(part) if part.isdecimal() and len(part) <= _DIGITS else 1
        reply = await self.doorway.change(heard, lambda work, asker: moving.move(work, asker, form, to))
        reply = await self.verdicts.on_page(heard, reply)
        answer = self.speaker.to_press(reply, TryAgain(action="kickoff.open", value=f"{form.project}|{to}"))
        return replace(answer, after=(*answer.after, self.judging.behind(heard, form.project)))

    async def open_question(self, heard: Press) -> PressAnswer:
        """A button opens one question: `{project}|{question}`."""
        project, _, question = (heard.value or "").partition("|")
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.open_question(work, asker, ProjectId(project), question)
        )
        return self.speaker.to_press(reply, TryAgain(action="kickoff.answer", value=heard.value or ""))


def _asked(banks: tuple[QuestionBank, ...], rest: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The first words, where they name a question of some kickoff, and the others, which name the project."""
    for end in range(len(rest), 0, -1):
        said = " ".join(rest[:end])
        if any(bank.named(said) for bank in banks):
            return said, " ".join(rest[end:]) or None
    return None, " ".join(rest) or None


def _no_such_question(bank: QuestionBank, synonyms: Synonyms, said: str) -> NotFound:
    """The questions whose names are near, or that have another name like this; where none is, what names look like."""
    others = {name.casefold(): each for each in bank.questions for name in synonyms.fields.get(each.id, ())}
    names = {question.label.casefold(): question for question in bank.questions}
    names |= {str(question.id): question for question in bank.questions}
    meant = [others[said.casefold()]] if said.casefold() in others else []
    near = [_called(each) for each in meant]
    near += [_called(names[each]) for each in nearest(said.casefold(), tuple(names), likeness=_LIKE)]
    named = [_called(each) for each in (bank.required or bank.questions)[:_NAMED]]
    hint = f"Near to it: {', '.join(dict.fromkeys(near))}." if near else f"They are called like {', '.join(named)}."
    words = f"There is no question “{shorten(said, 60)}”, and no project of that name here. {hint}"
    return NotFound(f"{words} /plumb answer alone opens the page to continue with; your checklist lists what is open.")


def _called(question: Question) -> str:
    return f"“{question.label}” ({question.id})"


def _user(field: str | None) -> UserId | None:
    return UserId(field) if field else None


def _new_project() -> ProjectId:
    return ProjectId(f"P{secrets.token_hex(8)}")


def register(registry: Registry, table: WordTable, door: KickoffDoor) -> None:
    """Listen to the kickoff's words, windows and buttons."""
    table.word("kickoff", door.kickoff)
    table.word("answer", door.answer)
    registry.view("kickoff.start", door.started)
    registry.view("kickoff.page", door.saved)
    registry.action("kickoff.open", door.open_page)
    registry.action("kickoff.answer", door.open_question)
    registry.action("kickoff.back", door.move)
    registry.action("kickoff.go", door.move)
    registry.action("kickoff.unfold", door.verdicts.unfolded)
    registry.action("realism.details", door.verdicts.detailed)
    registry.action("value", door.verdicts.typed)
