"""The verdict on a plan: what it still needs, or what the worker is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.charter import Answer, Charter
from bot.domain.dossier import Dossier
from bot.domain.experiments import asking
from bot.domain.experiments.plan import PlanIncomplete
from bot.domain.ids import QuestionId
from bot.domain.metrics import Unit
from bot.domain.page_windows import VerdictLine
from bot.domain.questions import Question, QuestionBank
from bot.domain.refusal import BadFields
from bot.domain.text import shorten
from bot.domain.wrong_answers import WrongAnswer
from handlers.flows.computing import Job

PROOF: Final = 3
"""The part of the kickoff that asks for the plan."""
_LABEL_MOST: Final = 60
JUDGE: Final = "bot.statistics.verdicts.promising:promise"


def judged(charter: Charter, dossier: Dossier) -> Job:
    """The job that gives the verdict on these answers; PlanIncomplete or BadFields where they allow none."""
    return Job(name=JUDGE, arguments=(asking.question_of(charter, dossier.observations),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question of a page's verdict, and the unit in which its answer is told."""

    job: Job
    unit: Unit
    differing: tuple[str, str] | None = None


def verdict_line(charter: Charter, dossier: Dossier) -> Asked | VerdictLine:
    """The line on the page of the proof: what it still needs, or the question to the worker."""
    missing = asking.needed_for_verdict(charter)
    differing = _differing(charter)
    if missing:
        return VerdictLine(missing=named(dossier.bank, missing), differing=differing)
    try:
        return Asked(job=judged(charter, dossier), unit=asking.primary_unit(charter), differing=differing)
    except PlanIncomplete as incomplete:
        return VerdictLine(missing=named(dossier.bank, incomplete.missing), differing=differing)
    except BadFields as wrong:
        return VerdictLine(words=" ".join(_at_field(each) for each in wrongly(dossier, wrong)), differing=differing)


def wrongly(dossier: Dossier, wrong: BadFields) -> tuple[WrongAnswer, ...]:
    """The questions whose answers allow no verdict, as people see them, each with the reason."""
    return tuple(
        WrongAnswer(question=found, why=why)
        for each, why in wrong.errors.items()
        for found in named(dossier.bank, (each,))
    )


def _at_field(wrong: WrongAnswer) -> str:
    return f"“{shorten(wrong.question.label, _LABEL_MOST)}”: {wrong.why}"


def _differing(charter: Charter) -> tuple[str, str] | None:
    """What the metric is counted per and what is randomised, where these are not the same."""
    counted_per, randomised = charter.text("counted_per"), charter.text("randomisation_unit")
    if counted_per is None or randomised is None or not asking.counted_otherwise(charter):
        return None
    return counted_per, randomised


def with_answers(charter: Charter, fresh: Mapping[QuestionId, Answer]) -> Charter:
    """The charter as it would be if these answers were saved."""
    return replace(charter, answers={**charter.answers, **fresh})


def named(bank: QuestionBank, missing: tuple[QuestionId, ...]) -> tuple[Question, ...]:
    """The questions with these ids, as people see them."""
    return tuple(found for each in missing if (found := bank.find(each)) is not None)
