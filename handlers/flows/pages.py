"""The pages of the wizard as they stand: one part, or one question of it."""

from collections.abc import Collection
from typing import Final

from bot.domain.asked import is_asked
from bot.domain.charter import Value
from bot.domain.dossier import Dossier
from bot.domain.drafts import Drafts, shown_again
from bot.domain.findings import Finding
from bot.domain.folding import unfolded
from bot.domain.ids import QuestionId
from bot.domain.lint import lint
from bot.domain.living import answered, name_of, requirements_of
from bot.domain.page_windows import PageDialog
from bot.domain.people import Role
from bot.domain.progress import progress_of
from bot.domain.questions import Question
from bot.domain.readiness.items import PART
from handlers.flows import dossiers
from handlers.flows.asker import Asker

_NONE: Final[Drafts] = {}


def page(
    dossier: Dossier,
    asker: Asker,
    number: int,
    *,
    saved: int | None = None,
    is_whole: bool = False,
    there: Collection[QuestionId] = (),
    drafts: Drafts = _NONE,
) -> PageDialog:
    """One page of the wizard in the words of whoever asks; after a part was saved, with what its answers lack.

    What can wait is folded away, unless the page is asked for whole, the field is `there` already, or a draft of it is
    to be put back into it.
    """
    dossier = dossiers.spoken(dossier, asker)
    done, required = answered(dossier)
    kept = {*there, *drafts}
    asked = tuple(each for each in dossier.bank.of_part(number) if each.id in kept or is_asked(dossier.charter, each))
    shown = asked if is_whole else unfolded(dossier.charter, asked, there=kept)
    return PageDialog(
        project=name_of(dossier.project),
        part=dossier.bank.part(number),
        parts=dossier.bank.pages[-1],
        questions=shown,
        folded=len(asked) - len(shown),
        is_whole=is_whole,
        values=_with_drafts(values_of(dossier, dossier.bank.of_part(number)), asked, drafts),
        revision=dossier.charter.revision,
        answered=done,
        required=required,
        listed_at=dossier.charter.revision,
        findings=findings_on(dossier, asker, saved or number, with_missing=saved is not None),
        saved=saved,
        requirements=requirements_of(dossier, asker.rules, asker.now) if number == PART else (),
        may_drill=number == PART and Role.OWNER in dossier.project.roles(asker.user),
        ways=progress_of(dossier),
        drafts=drafts,
        left=tuple(each for each in dossier.bank.questions if each.id in drafts and each.part != number),
    )


def findings_on(dossier: Dossier, asker: Asker, part: int, *, with_missing: bool = False) -> tuple[Finding, ...]:
    """What the lint says of the answers of a part, and nobody has accepted."""
    here = {question.id for question in dossier.bank.of_part(part)}
    return tuple(
        finding
        for finding in lint(dossier, asker.rules, asker.now)
        if finding.question in here and finding.accepted is None and (with_missing or not finding.is_missing)
    )


def _with_drafts(
    values: dict[QuestionId, Value], asked: tuple[Question, ...], drafts: Drafts
) -> dict[QuestionId, Value]:
    """The values of a page with what could not be saved of it in its fields, even where that is nothing."""
    typed = {each.id: shown_again(each, drafts[each.id]) for each in asked if each.id in drafts}
    stand = {question: value for question, value in values.items() if question not in typed}
    return stand | {question: value for question, value in typed.items() if value is not None}


def single(dossier: Dossier, asker: Asker, question: Question) -> PageDialog:
    """A window with one question."""
    done, required = answered(dossier)
    return PageDialog(
        project=name_of(dossier.project),
        part=dossier.bank.part(question.part),
        parts=dossier.bank.pages[-1],
        questions=(question,),
        values=values_of(dossier, (question,)),
        revision=dossier.charter.revision,
        answered=done,
        required=required,
        listed_at=dossier.charter.revision,
        findings=tuple(
            finding
            for finding in lint(dossier, asker.rules, asker.now)
            if finding.question == question.id and not finding.is_missing and finding.accepted is None
        ),
        is_single=True,
    )


def values_of(dossier: Dossier, questions: tuple[Question, ...]) -> dict[QuestionId, Value]:
    """What stands of these questions."""
    return {question.id: value for question in questions if (value := dossier.charter.value(question.id)) is not None}
