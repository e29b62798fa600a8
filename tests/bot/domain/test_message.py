"""Whatever Plumbline says or answers can be written down and read back as the same thing."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.domain import message, reply
from bot.domain.decision import Decision, Fact
from bot.domain.findings import Finding, Severity
from bot.domain.ids import QuestionId
from bot.domain.schedules import Schedule
from tests.bot.domain.builders import PROJECT, question, schedule


def kinds_of(union: Any) -> tuple[type, ...]:
    """The classes of a discriminated union."""
    inner = get_args(union)[0] if get_origin(union) is Annotated else union
    return get_args(inner) if get_origin(inner) in (Union, UnionType) else (inner,)


MESSAGES, REPLIES = kinds_of(message.Message), kinds_of(reply.Reply)
instants = st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1))  # noqa: DTZ001  hypothesis wants naive bounds
st.register_type_strategy(datetime, instants)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(type(question("x")), st.just(question("x")))


@pytest.mark.parametrize("kinds", [MESSAGES, REPLIES], ids=["messages", "replies"])
def test_each_kind_has_a_name_of_its_own(kinds: tuple[type, ...]) -> None:
    names = [next(field.default for field in fields(kind) if field.name == "kind") for kind in kinds]  # type: ignore[arg-type]  # they are dataclasses
    assert len(set(names)) == len(names)
    assert all(is_dataclass(kind) for kind in kinds)


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: kind.__name__)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_message_survives_the_ledger(kind: type, data: st.DataObject) -> None:
    body = data.draw(st.from_type(kind))
    said = data.draw(st.builds(message.Outgoing, body=st.just(body)))
    adapter = TypeAdapter(message.Outgoing)
    assert adapter.validate_json(adapter.dump_json(said)) == said


@pytest.mark.parametrize("kind", REPLIES, ids=lambda kind: kind.__name__)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_reply_survives_the_inbox(kind: type, data: st.DataObject) -> None:
    answer = data.draw(st.from_type(kind))
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


