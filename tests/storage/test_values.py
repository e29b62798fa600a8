"""What goes in comes out: every kind of answer, every instant, and text that a database could get wrong."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.charter import Accepted, Choice, Day, NotApplicable, Proof, Quantity, Row, Rows, Text, Value, Who
from bot.domain.decision import Decision
from bot.domain.ids import ProjectId, QuestionId, UserId
from storage.tables.columns import Unstorable
from storage.unit_of_work import Work
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import (
    ANA,
    NAME,
    NASTY,
    NOW,
    P1,
    answer,
    bank,
    channel,
    charter,
    dossier,
    fact,
    observation,
    person,
    plan,
    project,
)

# Everything that can be kept: no NUL, which PostgreSQL refuses, and no lone surrogates, which are no text.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200)
numbers = st.floats(allow_nan=False, allow_infinity=False)
days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
zones = st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(
    lambda offset: timezone(timedelta(minutes=offset // timedelta(minutes=1)))
)
moments = st.datetimes(datetime(1000, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001  bounds are naive
quantities = st.builds(
    Quantity,
    value=numbers,
    unit=texts,
    typed=texts,
    echo=texts,
    low=st.none() | numbers,
    high=st.none() | numbers,
)
cells = st.dictionaries(
    texts.map(QuestionId), st.builds(Text, text=texts) | quantities | st.builds(Choice, option=texts), max_size=4
)
values: st.SearchStrategy[Value | None] = st.one_of(
    st.none(),
    st.builds(Text, text=texts),
    quantities,
    st.builds(Day, day=days),
    st.builds(Choice, option=texts),
    st.builds(Who, user=texts.map(UserId)),
    st.builds(Rows, rows=st.lists(st.builds(Row, id=texts, cells=cells), max_size=3).map(tuple)),
    st.builds(NotApplicable, reason=texts),
    st.builds(Accepted, reason=texts, words=st.lists(texts, max_size=3).map(tuple), until=st.none() | days),
    st.builds(Proof, link=texts, note=texts, until=st.none() | days),
)
# One database serves all examples of a test: each example replaces what the one before it kept.
shared = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Units = tuple[Callable[..., AbstractContextManager[Work]], Callable[..., AbstractContextManager[Work]]]


@pytest.fixture
def units(unit: Unit, reading: Reading) -> Units:
    with unit() as work:
        work.projects.save(project())
        work.charters.save(charter())
    return unit, reading


@shared
@given(value=values, at=moments)
def test_every_answer_comes_back_as_it_was_given(units: Units, value: Value | None, at: datetime) -> None:
    unit, reading = units
    with unit() as work:
        before = work.charters.get(P1)
        assert before is not None
        given_ = answer(NAME, value, before.revision + 1)
        after = charter(P1, before.revision + 1, {NAME: given_})
        work.charters.save(after)
        work.audit.append((fact(before=value, after={"at": at}),))
    with reading() as work:
        assert work.charters.get(P1) == after
        assert work.audit.verify() is None


@shared
@given(value=numbers, at=moments, day=days)
def test_every_number_and_every_instant_comes_back_exactly(units: Units, value: float, at: datetime, day: date) -> None:
    unit, reading = units
    kept = observation(value=value, at=at)
    with unit() as work:
        work.observations.save(kept)
        work.plans.save(plan(start=day, accepted_at=at, mde=value))
    with reading() as work:
        (found,) = work.observations.of(P1)
        assert found == kept
        assert found.at.utcoffset() == timedelta(0)
        assert work.plans.current(P1) == plan(start=day, accepted_at=at, mde=value)


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_nasty_text_comes_back_unchanged_from_everywhere(unit: Unit, reading: Reading, words: str) -> None:
    kept = project(name=words)
    answers = {NAME: answer(NAME, Text(text=words))}
    with unit() as work:
        work.people.save(person(name=words))
        work.channels.save(channel(name=words))
        work.workspaces.arrive(words, None, NOW)
        work.inbox.keep(words, words)
        work.keep(
            Decision(
                state=(
                    dossier(kept, charter(revision=1, answers=answers), bank=bank(title=words)),
                    plan(decision_rule=words),
                ),
                facts=(fact(words, before=Text(text=words), after=words),),
            )
        )
    with reading() as work:
        assert work.people.many((ANA,)) == {ANA: person(name=words)}
        assert work.channels.many((channel().channel,)) == {channel().channel: channel(name=words)}
        assert work.projects.all() == (kept,)
        assert work.charters.get(P1) == charter(revision=1, answers=answers)
        assert work.plans.current(P1) == plan(decision_rule=words)
        assert work.banks.get("2026-11") == bank(title=words)
        assert work.inbox.heard(words) == words
        assert work.audit.entries()[0].subject == words
        assert work.audit.verify() is None
        arrived = work.workspaces.get()
        assert arrived is not None
        assert arrived.name == words


WITH_NUL: dict[str, Callable[[Work], object]] = {
    "a name": lambda work: work.projects.save(project(name="a\x00b")),
    "an id that is looked for": lambda work: work.projects.get(ProjectId("P\x001")),
    "a profile": lambda work: work.people.save(person(name="a\x00b")),
    "a key": lambda work: work.inbox.keep("a\x00b", "{}"),
    "a key that is looked for": lambda work: work.inbox.heard("a\x00b"),
    "a subject": lambda work: work.audit.append((fact("a\x00b"),)),
}


@pytest.mark.parametrize("save", WITH_NUL.values(), ids=WITH_NUL.keys())
def test_a_nul_character_is_refused_before_the_database_sees_it(unit: Unit, save: Callable[[Work], object]) -> None:
    with pytest.raises(Unstorable, match="NUL"), unit() as work:
        save(work)


def test_a_nul_character_inside_json_is_kept_escaped(unit: Unit, reading: Reading) -> None:
    answers = {NAME: answer(NAME, Text(text="a\x00b"))}
    with unit() as work:
        work.projects.save(project())
        work.charters.save(charter(revision=1, answers=answers))
        work.audit.append((fact(after="a\x00b"),))
    with reading() as work:
        assert work.charters.get(P1) == charter(revision=1, answers=answers)
        assert work.audit.verify() is None


def test_an_instant_of_any_zone_comes_back_as_the_same_instant_in_utc(unit: Unit, reading: Reading) -> None:
    tokyo = NOW.astimezone(timezone(timedelta(hours=9)))
    with unit() as work:
        work.people.save(person(seen_at=tokyo))
    with reading() as work:
        found = work.people.get(ANA)
    assert found is not None
    assert found.seen_at == tokyo
    assert found.seen_at.tzinfo is UTC


def test_a_naive_datetime_is_refused(unit: Unit) -> None:
    with pytest.raises(Unstorable, match="naive"), unit() as work:
        work.people.save(person(seen_at=NOW.replace(tzinfo=None)))
    with pytest.raises(Unstorable, match="naive"), unit() as work:
        work.obligations.due(NOW.replace(tzinfo=None), 10)
