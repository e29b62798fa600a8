"""Whatever Plumbline says or answers can be written down and read back as the same thing."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import TypeAdapter

from bot.domain import message, reply
from bot.domain.decision import Decision, Fact
from bot.domain.findings import Finding, Severity
from bot.domain.ids import QuestionId
from bot.domain.schedules import Schedule
from tests.bot.domain.builders import EPOCH, PROJECT, schedule

PLAIN: dict[type, object] = {
    str: "<!channel> a&b 日本",
    int: 3,
    float: 0.1 + 0.2,
    bool: True,
    date: date(2027, 2, 28),
    datetime: EPOCH,
    time: time(9, 30),
}


def options(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, discriminated or not; anything else is its own only member."""
    inner = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if get_origin(inner) in (Union, UnionType):
        return tuple(kind for each in get_args(inner) for kind in options(each))
    return (inner,)


def sample(annotation: Any, *, full: bool) -> Any:
    """A value of this type: with everything that may be there, or with nothing that may be left out."""
    kinds = options(annotation)
    if NoneType in kinds and not full:
        return None
    kind = next(each for each in kinds if each is not NoneType)
    kind = getattr(kind, "__supertype__", kind)
    match get_origin(kind):
        case None:
            return sample_of_class(kind, full=full)
        case origin if origin is tuple:
            return tuple(sample(get_args(kind)[0], full=full) for _ in range(2 * full))
        case origin if origin is Mapping:
            of, to = get_args(kind)
            return {sample(of, full=full): sample(to, full=full)} if full else {}
        case origin if origin is Literal:
            return get_args(kind)[0]
    raise TypeError(kind)


def sample_of_class(kind: type, *, full: bool) -> Any:
    if kind in PLAIN:
        return PLAIN[kind]
    if issubclass(kind, Enum):
        return list(kind)[-1]
    hints = get_type_hints(kind, include_extras=True)
    return kind(**{field.name: sample(hints[field.name], full=full) for field in fields(kind)})  # type: ignore[arg-type]  # what is left is dataclasses


def name_of(kind: type) -> str:
    return kind.__name__


@pytest.mark.parametrize(
    "union", [message.Message, message.Destination, reply.Reply], ids=["message", "destination", "reply"]
)
def test_each_kind_has_a_name_of_its_own(union: Any) -> None:
    tags = [next(field.default for field in fields(kind) if field.name in ("kind", "place")) for kind in options(union)]
    assert len(set(tags)) == len(tags)
    assert all(is_dataclass(kind) for kind in options(union))


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("kind", options(message.Message), ids=name_of)
def test_a_message_survives_the_ledger(kind: type, *, full: bool) -> None:
    to = message.ToPerson(user=sample(str, full=True)) if full else message.ToChannel(channel=sample(str, full=True))
    said = message.Outgoing(key="k", to=to, body=sample(kind, full=full), not_before=EPOCH)
    adapter = TypeAdapter(message.Outgoing)
    assert adapter.validate_json(adapter.dump_json(said)) == said


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("kind", options(reply.Reply), ids=name_of)
def test_a_reply_survives_the_inbox(kind: type, *, full: bool) -> None:
    answer = sample(kind, full=full)
    adapter: TypeAdapter[Any] = TypeAdapter(reply.Reply)
    assert adapter.validate_json(adapter.dump_json(answer)) == answer


def test_a_schedule_survives_the_trail() -> None:
    adapter = TypeAdapter(Schedule)
    assert adapter.validate_json(adapter.dump_json(schedule())) == schedule()


def test_a_decision_says_and_keeps_nothing_unless_it_is_told_to() -> None:
    decision = Decision(state=1)
    assert (decision.state, decision.facts, decision.messages, decision.obligations) == (1, (), (), ())
    fact = Fact(act="kpi.logged", project=PROJECT, subject="business")
    assert (fact.before, fact.after) == (None, None)


def test_a_finding_may_name_no_words() -> None:
    finding = Finding(rule="no-target", severity=Severity.BLOCKER, question=QuestionId("target"))
    assert finding.words == ()
