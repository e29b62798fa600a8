"""The request for a signature and the request for changes, as they are to look at one moment."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain import living
from bot.domain.changes import changes_of, edited_since
from bot.domain.charter import ChangesAsked
from bot.domain.dossier import Dossier
from bot.domain.ids import LivingKey, ProjectId, QuestionId, UserId
from bot.domain.message import Outgoing, ToPerson
from bot.domain.questions import QuestionBank
from bot.domain.signatures import changed_since, label_of, next_number, open_changes
from bot.domain.signing_messages import (
    Asked,
    ChangesLine,
    ChangesRequest,
    ChangesState,
    ChangeWanted,
    SignRequest,
    request_key,
)


def request_of(dossier: Dossier, state: Asked, now: datetime) -> Outgoing:
    """The request as it is to look; the person is whoever was the sponsor when it was said.

    Once changes were asked for and made, the version is asked for in a message of its own: an edit would tell nobody.
    """
    project, number = dossier.project, next_number(dossier)
    judge = project.sponsor or project.owner
    body = SignRequest(
        project=living.name_of(project),
        number=number,
        owner=project.owner,
        metric=dossier.charter.text("metric_name") or "",
        changed=_labels(_bank_for(dossier, judge), changed_since(dossier)),
        state=state,
        changes=changes_line(dossier, judge),
    )
    key = request_key(project.id, number, said_under(dossier))
    return living.say(key, ToPerson(user=judge), body, now, withdrawn=state in _MOOT)


_MOOT = frozenset({Asked.SIGNED, Asked.SETTLED, Asked.WITHDRAWN})


def said_under(dossier: Dossier) -> int:
    """The revision of what was asked before the present request for a signature was said, 0 where nothing was."""
    asked = changes_of(dossier, next_number(dossier))
    if asked is None:
        return 0
    return asked.under if open_changes(dossier) is not None else asked.revision


def changes_line(dossier: Dossier, reader: UserId) -> ChangesLine | None:
    """What was asked of the version that is signed next, in the reader's language, and what was edited since."""
    asked = changes_of(dossier, next_number(dossier))
    if asked is None:
        return None
    bank = _bank_for(dossier, reader)
    return ChangesLine(
        by=asked.by,
        at=asked.at,
        reason=asked.reason,
        questions=_labels(bank, asked.questions),
        edited=_labels(bank, edited_since(asked, dossier.charter, dossier.bank)),
        is_ready=asked.is_ready,
    )


def changes_request(dossier: Dossier, asked: ChangesAsked, state: ChangesState, now: datetime) -> Outgoing:
    """What the owner is told: the reason, and each question that was named until it is answered anew."""
    project = dossier.project
    bank = _bank_for(dossier, project.owner)
    edited = edited_since(asked, dossier.charter, dossier.bank)
    body = ChangesRequest(
        project=living.name_of(project),
        number=asked.number,
        by=asked.by,
        at=asked.at,
        reason=asked.reason,
        questions=tuple(
            ChangeWanted(question=each, label=label_of(bank, each), done=each in edited) for each in asked.questions
        ),
        state=state,
    )
    is_over = state is not ChangesState.WAITING
    return living.say(_changes_key(project.id, asked), ToPerson(user=project.owner), body, now, withdrawn=is_over)


def _changes_key(project: ProjectId, asked: ChangesAsked) -> LivingKey:
    return LivingKey(f"changes:{project}:{asked.revision}")


def _bank_for(dossier: Dossier, reader: UserId) -> QuestionBank:
    return dossier.bank.spoken(dossier.locales.get(reader))


def _labels(bank: QuestionBank, questions: Iterable[QuestionId]) -> tuple[str, ...]:
    return tuple(label_of(bank, each) for each in questions)
