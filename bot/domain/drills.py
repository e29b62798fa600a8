"""The silent-failure drill: somebody is asked under the clock how a failure without an alarm would be noticed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import kickoff
from bot.domain.answering import Reader, read_page
from bot.domain.charter import Drill, Quantity, Text, Value
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.drill_words import names_a_way, names_somebody, says_nobody
from bot.domain.ids import LivingKey, ProjectId, QuestionId, UserId
from bot.domain.living import name_of, say
from bot.domain.message import DrillAsked, DrillTold, Outgoing, ToPerson
from bot.domain.people import Person
from bot.domain.questions import AnswerType, NumberForm, Option, Question
from bot.domain.readiness.items import SILENT_FAILURE, day_of, drill_id, drill_of
from bot.domain.refusal import BadFields, NotFound, Refusal
from bot.domain.requirement_evidence import default_until

DRILL: Final = drill_id(SILENT_FAILURE)
WHO, SCENARIO = QuestionId("who"), QuestionId("scenario")
WHAT, HOW, HOURS = QuestionId("what"), QuestionId("how"), QuestionId("hours")
PAGED, MEANWHILE = QuestionId("paged"), QuestionId("meanwhile")
WORDS_MOST: Final = 500
_HOURS_MOST: Final = 10_000
_GONE: Final = "This drill is over; it was answered, or a newer one was asked."


class Scenario(StrEnum):
    """What goes wrong without any alarm."""

    FEATURES_FROZEN = "features_frozen"
    TRAFFIC_DROP = "traffic_drop"
    SCORES_EQUAL = "scores_equal"
    LABELS_DELAYED = "labels_delayed"


class How(StrEnum):
    """What would tell first."""

    AUTOMATIC = "automatic"
    PERSON = "person"
    NOBODY = "nobody"


def _words(id_: QuestionId) -> Question:
    return Question(id=id_, part=1, label="", type=AnswerType.LONG_TEXT, max_length=WORDS_MOST)


_FIELDS: Final = (
    _words(WHAT),
    Question(
        id=HOW,
        part=1,
        label="",
        type=AnswerType.CHOICE,
        options=tuple(Option(value=each.value, label=each.value) for each in How),
    ),
    Question(id=HOURS, part=1, label="", type=AnswerType.NUMBER, form=NumberForm.PLAIN, example="2", max_length=60),
    _words(PAGED),
    _words(MEANWHILE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the person who was asked says; `hours` is None where nobody would notice."""

    what: str
    how: How
    hours: float | None
    paged: str
    meanwhile: str


def read_drill(typed: Mapping[QuestionId, str | None], reader: Reader) -> Answered:
    """The answer that was typed; BadFields has the words for each field that cannot be kept."""
    values, errors = read_page(_FIELDS, {field.id: typed.get(field.id) for field in _FIELDS}, reader)
    how, hours = typed.get(HOW), values.get(HOURS)
    needed = (WHAT, HOW) if how == How.NOBODY else (WHAT, HOW, HOURS, PAGED, MEANWHILE)
    errors |= {name: _MISSING[name] for name in needed if name not in errors and values.get(name) is None}
    errors |= {name: why for name, why in _thin(values, how or "").items() if name not in errors}
    if isinstance(hours, Quantity) and not 0 <= hours.value <= _HOURS_MOST:
        errors[HOURS] = "Write hours from 0 on, such as 2 or 0.5."
    if errors:
        raise BadFields(errors)
    return Answered(
        what=_text(values.get(WHAT)),
        how=How(how or ""),
        hours=hours.value if isinstance(hours, Quantity) and how != How.NOBODY else None,
        paged=_text(values.get(PAGED)),
        meanwhile=_text(values.get(MEANWHILE)),
    )


def _thin(values: Mapping[QuestionId, Value | None], how: str) -> dict[QuestionId, str]:
    """The words for what is answered without saying anything; what nobody would notice needs no more."""
    if how not in _THIN:
        return {}
    words, asked = _THIN[How(how)]
    what, paged = _text(values.get(WHAT)), _text(values.get(PAGED))
    thin = {} if names_a_way(what, words=words) else {WHAT: asked}
    return thin if says_nobody(paged) or names_somebody(paged) else {**thin, PAGED: _WHO_THEN}


_THIN: Final = {
    How.AUTOMATIC: (
        2,
        "Nearly: which alert or check is it, on what? Example: the alert on the age of the feature table.",
    ),
    How.PERSON: (1, "Nearly: where would it be seen first? Example: the weekly churn report."),
}
"""How many words with a meaning say what would tell, and what is asked where there are fewer."""
_WHO_THEN: Final = (
    "Nearly: which person or rota gets it? Example: the on-call rota of Team Retention. Or write: nobody."
)
_MISSING: Final = {
    WHAT: "Say what would tell you, even if that is: nothing.",
    HOW: "Choose one.",
    HOURS: "After how many hours? An estimate will do.",
    PAGED: "Say who would be called, even if that is: nobody.",
    MEANWHILE: "Say what the system does until then.",
}


def ask(
    dossier: Dossier,
    scenario: Scenario,
    of: UserId,
    *,
    by: UserId,
    rules: Rulebook,
    now: datetime,
    judge: Person | None = None,
) -> Decision[Dossier]:
    """Put a drill to somebody: kept as an answer, said as a direct message; one at a time is under the clock.

    `judge` is the sponsor, as for every answer.
    """
    rule, standing = rules.policy.readiness, drill_of(dossier.charter, SILENT_FAILURE)
    if standing is not None and standing.answered_at is None and now < ends_at(standing, standing.asked_at, now):
        words = f"It ends when it is answered, or after {standing.limit} minutes."
        raise Refusal(f"A drill is under the clock already. {words}")
    drill = Drill(scenario=scenario, of=of, asked_at=now, limit=rule.drill_minutes, within=rule.notice_hours)
    decision = _kept(dossier, drill, by=by, rules=rules, now=now, judge=judge)
    message = _message(dossier, drill, by=by, now=now)
    return replace(decision, messages=(*decision.messages, message))


def under_way(dossier: Dossier, user: UserId, asked_at: str | None = None) -> Drill:
    """The drill that this person is to answer; NotFound when it is over, Refusal when it was put to somebody else.

    `asked_at` names one drill of several, as its button does.
    """
    drill = drill_of(dossier.charter, SILENT_FAILURE)
    if drill is None or drill.answered_at is not None or asked_at not in (None, drill.asked_at.isoformat()):
        raise NotFound(_GONE)
    if drill.of != user:
        raise Refusal("This drill was put to somebody else.", who_can="whoever was asked", ask=drill.of)
    return drill


def answer(
    dossier: Dossier,
    drill: Drill,
    given: Answered,
    *,
    said_at: datetime | None,
    rules: Rulebook,
    now: datetime,
    judge: Person | None = None,
) -> Decision[Dossier]:
    """Keep the answer, timed from when the drill was said; passed in time where something automatic tells somebody."""
    began = said_at or drill.asked_at
    in_time = now <= ends_at(drill, began, now)
    tells = given.how is How.AUTOMATIC and given.hours is not None and given.hours <= drill.within
    tells = tells and names_somebody(given.paged)
    today = day_of(rules.policy, now)
    done = replace(
        drill,
        said_at=began,
        answered_at=now,
        what=given.what,
        noticed_after_hours=given.hours,
        is_automatic=given.how is How.AUTOMATIC,
        who=given.paged,
        meanwhile=given.meanwhile,
        passed=in_time and tells,
        until=default_until(rules.policy, today) if in_time and tells else None,
    )
    by = dossier.charter.answers[DRILL].by
    decision = _kept(dossier, done, by=drill.of, rules=rules, now=now, judge=judge)
    said = (_message(dossier, done, by=by, now=now), *_told(dossier, done, now))
    return replace(decision, messages=(*decision.messages, *said))


def ends_at(drill: Drill, said_at: datetime | None, now: datetime) -> datetime:
    """When the time of a drill is over: its clock starts when it is said, so not before it was."""
    return (said_at or now) + timedelta(minutes=drill.limit)


def unanswered(dossier: Dossier, drill: Drill, now: datetime) -> tuple[Outgoing, ...]:
    """What is said when the time of a drill is over: in its own message, and to whoever put it."""
    by = dossier.charter.answers[DRILL].by
    return (_message(dossier, drill, by=by, now=now, is_over=True), *_told(dossier, drill, now))


def drill_key(project: ProjectId, drill: Drill) -> LivingKey:
    """Names the one message of a drill."""
    return LivingKey(f"drill:{project}:{drill.asked_at.isoformat()}")


def _kept(
    dossier: Dossier, drill: Drill, *, by: UserId, rules: Rulebook, now: datetime, judge: Person | None
) -> Decision[Dossier]:
    base = dossier.charter.answers
    return kickoff.save(dossier, {DRILL: drill}, base=base, by=by, rules=rules, now=now, judge=judge)


def _message(dossier: Dossier, drill: Drill, *, by: UserId, now: datetime, is_over: bool = False) -> Outgoing:
    body = DrillAsked(project=name_of(dossier.project), drill=drill, by=by, is_over=is_over)
    return say(drill_key(dossier.project.id, drill), ToPerson(user=drill.of), body, now)


def _told(dossier: Dossier, drill: Drill, now: datetime) -> tuple[Outgoing, ...]:
    """What came of a drill, in one message to whoever put it; nobody is told what they answered themselves."""
    by = dossier.charter.answers[DRILL].by
    if by == drill.of:
        return ()
    key = LivingKey(f"drill_told:{dossier.project.id}:{drill.asked_at.isoformat()}")
    return (say(key, ToPerson(user=by), DrillTold(project=name_of(dossier.project), drill=drill), now),)


def _text(value: Value | None) -> str:
    return value.text if isinstance(value, Text) else ""
