"""The life of an experiment in Slack: its words, its windows and its buttons."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.experiment_windows import ResultDialog
from bot.domain.experiments.pasted import ROWS
from bot.domain.ids import ExperimentId, ProjectId, QuestionId, WorkspaceId
from bot.domain.notes import TryAgain, UnknownWord
from bot.domain.number_forms import BadAnswer
from bot.domain.projects import Project
from bot.domain.refusal import BadFields, NotFound
from bot.domain.reply import Reply
from handlers.flows import dossiers, results
from handlers.flows import experiments as flows
from handlers.flows.asker import Asker
from handlers.slack.attached import Attachments, file_of
from handlers.slack.doorway import Doorway, fields_of
from handlers.slack.edge.answers import PressAnswer, SubmissionAnswer
from handlers.slack.edge.payloads import Press, Submission
from handlers.slack.edge.registry import Registry
from handlers.slack.plan import PlanDoor
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words, nearest
from storage.unit_of_work import Work

_LOST = "This window is not valid any more. Open it again with /plumb experiment; what was saved is safe."
FILE = QuestionId("file")
_VERBS = ("plan", "start", "result", "decide", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentDoor:
    """Hears everything that belongs to an experiment after its plan."""

    doorway: Doorway
    speaker: Speaker
    plan: PlanDoor
    attachments: Attachments

    async def experiment(self, heard: Worded, words: Words) -> Reply:
        """`/plumb experiment plan | start | result | decide | status [project]`; alone, where it stands."""
        verb, rest = words.second, words.rest[1:]
        key = " ".join(rest) or None
        match verb:
            case "" | "plan":
                return await self.plan.plan(heard, key, first=None if verb else flows.under_way)
            case "start":
                return await self._start(heard, rest)
            case "result" | "results":
                asked = await self._look(heard, key, results.result, "experiment result")
                return await self._with_files(heard.workspace, asked)
            case "decide":
                return await self._look(heard, key, flows.to_decide, "experiment decide")
            case "status" | "look":
                return await self._look(heard, key, flows.show, "experiment status")
            case _:
                return await self._named(heard, words)

    async def _named(self, heard: Worded, words: Words) -> Reply:
        """`/plumb experiment <project>`: where that one stands; what names no project was to be a verb."""
        near = tuple(f"experiment {each}" for each in nearest(words.second, _VERBS)) or ("experiment plan",)
        unknown = UnknownWord(word=f"experiment {words.second}"[:40], near=near)
        return await self.plan.plan(heard, " ".join(words.rest), first=flows.under_way, otherwise=unknown)

    async def _look(
        self, heard: Worded, key: str | None, flow: Callable[[Work, Asker, Project], Reply], word: str
    ) -> Reply:
        return await self.doorway.look(
            heard, lambda work, asker: flow(work, asker, dossiers.find(work, asker, key)), word=word
        )

    async def _start(self, heard: Worded, rest: tuple[str, ...]) -> Reply:
        """`start [day] [project]`: the last words are a project where this person knows one of that name."""

        def flow(work: Work, asker: Asker) -> Reply:
            day, key = _day_and_project(work, asker, rest)
            return flows.start(work, asker, dossiers.find(work, asker, key), day, _new_id)

        return await self.doorway.change(heard, flow, word="experiment start")

    async def start(self, heard: Press) -> PressAnswer:
        """A button starts the experiment today."""
        reply = await self.doorway.change(
            heard,
            lambda work, asker: flows.start(work, asker, dossiers.by_id(work, asker, heard.value or ""), None, _new_id),
        )
        return self.speaker.to_press(reply, TryAgain(action="experiment.start", value=heard.value or ""))

    async def open_result(self, heard: Press) -> PressAnswer:
        """A button opens the window that takes results."""
        reply = await self.doorway.look(
            heard, lambda work, asker: results.result(work, asker, dossiers.by_id(work, asker, heard.value or ""))
        )
        reply = await self._with_files(heard.workspace, reply)
        return self.speaker.to_press(reply, TryAgain(action="experiment.result", value=heard.value or ""))

    async def _with_files(self, workspace: str, reply: Reply) -> Reply:
        """The window of results with a field for a file, where this workspace lets us read one."""
        if not isinstance(reply, ResultDialog):
            return reply
        return replace(
            reply, takes_file=await self.attachments.offered(WorkspaceId(workspace), self.doorway.clock.now())
        )

    async def handed_in(self, heard: Submission) -> SubmissionAnswer:
        """Results were submitted, typed or as a file: read by the worker, kept, shown."""
        project, typed, file = _project(heard), _typed(heard), file_of(heard, FILE)
        if file is not None:
            typed = {**typed, ROWS: await self._rows(heard, file, typed)}
        try:
            reply = await self.doorway.kept(
                heard,
                lambda work, asker: results.asked(work, asker, project, typed),
                lambda work, asker, figures: results.hand_in(work, asker, project, typed, figures),
            )
        except BadFields as wrong:
            raise wrong if file is None else _about_file(wrong) from None
        return self.speaker.to_submission(reply)

    async def _rows(self, heard: Submission, file: str, typed: Mapping[QuestionId, str | None]) -> str:
        """The rows in the attached file; BadFields where it holds none, or where rows were pasted as well."""
        if typed.get(ROWS):
            raise BadFields({FILE: "Attach a file or paste rows, not both: the two could disagree."})
        try:
            return await self.attachments.text(WorkspaceId(heard.workspace), file)
        except BadAnswer as wrong:
            raise BadFields({FILE: str(wrong)}) from None

    async def open_decision(self, heard: Press) -> PressAnswer:
        """A button opens the window that records a decision."""
        reply = await self.doorway.look(
            heard, lambda work, asker: flows.to_decide(work, asker, dossiers.by_id(work, asker, heard.value or ""))
        )
        return self.speaker.to_press(reply, TryAgain(action="experiment.decide", value=heard.value or ""))

    async def decided(self, heard: Submission) -> SubmissionAnswer:
        """A decision was submitted."""
        project, fields = _project(heard), fields_of(heard)
        reply = await self.doorway.change(
            heard,
            lambda work, asker: flows.decide(work, asker, project, fields.get("choice"), fields.get("reason")),
        )
        return self.speaker.to_submission(reply)


def _day_and_project(work: Work, asker: Asker, rest: tuple[str, ...]) -> tuple[str | None, str | None]:
    for start in range(len(rest)):
        key = " ".join(rest[start:])
        named = dossiers.by_name(work, key)
        if named is not None and dossiers.is_readable(work, asker, named):
            return " ".join(rest[:start]) or None, key
    return " ".join(rest) or None, None


def _typed(heard: Submission) -> Mapping[QuestionId, str | None]:
    return {QuestionId(field): value for field, value in fields_of(heard).items()}


def _about_file(wrong: BadFields) -> BadFields:
    """What is wrong with the rows is said where they came from."""
    return BadFields({FILE if field == ROWS else field: words for field, words in wrong.errors.items()})


def _project(heard: Submission) -> ProjectId:
    """The project that we wrote into the window; untrusted."""
    try:
        opaque: Any = json.loads(heard.private_metadata)
        return ProjectId(str(opaque["project"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotFound(_LOST) from None


def _new_id() -> ExperimentId:
    return ExperimentId(f"E{secrets.token_hex(8)}")


def register(registry: Registry, table: WordTable, door: ExperimentDoor) -> None:
    """Listen to the experiment's word, windows and buttons."""
    table.word("experiment", door.experiment)
    registry.action("experiment.start", door.start)
    registry.action("experiment.result", door.open_result)
    registry.action("experiment.decide", door.open_decision)
    registry.view("experiment.result", door.handed_in)
    registry.view("experiment.decide", door.decided)
