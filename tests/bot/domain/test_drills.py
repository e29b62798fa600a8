"""A drill is asked, timed from when it was said, passed or not, and kept as an answer of the project."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain import drills
from bot.domain.answering import Reader
from bot.domain.charter import Drill
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier
from bot.domain.drills import DRILL, Answered, How, Scenario
from bot.domain.ids import QuestionId
from bot.domain.living import name_of
from bot.domain.message import DrillAsked, DrillTold, Outgoing, ToPerson
from bot.domain.metrics import Unit, UnitKind
from bot.domain.policy import ReadinessRule
from bot.domain.readiness.items import SILENT_FAILURE, drill_of
from bot.domain.refusal import BadFields, NotFound, Refusal
from bot.domain.watches import Watch
from tests.bot.domain.builders import EPOCH, MEMBER, OWNER, PROJECT, bank, dossier, project, rulebook
from tests.bot.domain.readiness.test_items import requirement

RULES = rulebook(requirement())
MINUTE = timedelta(minutes=1)
GOOD = Answered(
    what="An alert on old features", how=How.AUTOMATIC, hours=2, paged="Team Retention", meanwhile="Old scores"
)
TYPED = {
    "what": "An alert on old features",
    "how": "automatic",
    "hours": "2",
    "paged": "Team Retention",
    "meanwhile": "Old scores",
}
READER = Reader(locale=None, today=date(2027, 2, 1), unit=Unit(kind=UnitKind.PLAIN, label=""), people={})


def asked(before: Dossier | None = None, now: datetime = EPOCH) -> Decision[Dossier]:
    start = before or dossier({}, bank=bank(requirement()))
    return drills.ask(start, Scenario.SCORES_EQUAL, MEMBER.user, by=OWNER.user, rules=RULES, now=now)


def drill(found: Dossier) -> Drill:
    kept = drill_of(found.charter, SILENT_FAILURE)
    assert kept is not None
    return kept


def told(decision: Decision[Dossier]) -> Outgoing:
    (message,) = [each for each in decision.messages if isinstance(each.body, DrillAsked)]
    return message


def answered(given: Answered = GOOD, *, said_at: datetime | None = EPOCH, now: datetime = EPOCH + MINUTE) -> Drill:
    before = asked().state
    after = drills.answer(before, drill(before), given, said_at=said_at, rules=RULES, now=now)
    return drill(after.state)


def read(**typed: str) -> Answered:
    fields: dict[QuestionId, str | None] = {QuestionId(name): value for name, value in {**TYPED, **typed}.items()}
    return drills.read_drill(fields, READER)


def test_a_drill_is_kept_watched_and_said_to_whom_it_is_put() -> None:
    decision = asked()
    kept = Drill(scenario="scores_equal", of=MEMBER.user, asked_at=EPOCH, limit=15, within=24)
    assert drill(decision.state) == kept
    assert [(fact.act, fact.subject) for fact in decision.facts] == [("charter.answered", DRILL)]
    assert decision.watches == (Watch(project=PROJECT, look_at=EPOCH + 15 * MINUTE),)
    message = told(decision)
    assert (message.to, message.living) == (ToPerson(user=MEMBER.user), drills.drill_key(PROJECT, kept))
    assert message.body == DrillAsked(
        project=name_of(project()),
        drill=kept,
        by=OWNER.user,
    )


def test_one_drill_at_a_time_is_under_the_clock() -> None:
    first = asked().state
    with pytest.raises(Refusal, match="under the clock already"):
        asked(first, EPOCH + 14 * MINUTE)
    second = asked(first, EPOCH + 15 * MINUTE)
    assert drill(second.state).asked_at == EPOCH + 15 * MINUTE
    assert told(second).living != told(asked()).living, "the newer one is another message"
    done = drills.answer(first, drill(first), GOOD, said_at=EPOCH, rules=RULES, now=EPOCH + MINUTE).state
    assert drill(asked(done, EPOCH + 2 * MINUTE).state).answered_at is None


@pytest.mark.parametrize(
    ("given", "said_at", "minutes", "passed"),
    [
        (GOOD, EPOCH, 15, True),
        (GOOD, EPOCH, 15.01, False),
        (GOOD, EPOCH + 30 * MINUTE, 45, True),
        (GOOD, None, 15, True),
        (GOOD, None, 16, False),
        (replace(GOOD, hours=24), EPOCH, 1, True),
        (replace(GOOD, hours=24.5), EPOCH, 1, False),
        (replace(GOOD, how=How.PERSON), EPOCH, 1, False),
        (replace(GOOD, how=How.NOBODY, hours=None), EPOCH, 1, False),
        (replace(GOOD, hours=None), EPOCH, 1, False),
        (replace(GOOD, paged="Nobody."), EPOCH, 1, False),
        (replace(GOOD, paged=""), EPOCH, 1, False),
    ],
)
def test_it_is_passed_in_time_with_something_automatic_that_tells_within_a_day(
    given: Answered, said_at: datetime | None, minutes: float, *, passed: bool
) -> None:
    done = answered(given, said_at=said_at, now=EPOCH + minutes * MINUTE)
    assert (done.passed, done.until) == (passed, date(2027, 7, 31) if passed else None)
    assert done.minutes == pytest.approx(minutes - (30 if said_at and said_at > EPOCH else 0))
    assert (done.what, done.who, done.meanwhile) == (given.what, given.paged, "Old scores")
    assert (done.noticed_after_hours, done.is_automatic) == (given.hours, given.how is How.AUTOMATIC)


def test_the_limits_are_those_of_the_policy_when_it_was_asked() -> None:
    strict = replace(RULES, policy=replace(RULES.policy, readiness=ReadinessRule(drill_minutes=5, notice_hours=1)))
    before = drills.ask(
        dossier({}, bank=bank(requirement())),
        Scenario.TRAFFIC_DROP,
        MEMBER.user,
        by=OWNER.user,
        rules=strict,
        now=EPOCH,
    ).state
    late = drills.answer(before, drill(before), GOOD, said_at=EPOCH, rules=RULES, now=EPOCH + 6 * MINUTE)
    slow = drills.answer(before, drill(before), GOOD, said_at=EPOCH, rules=RULES, now=EPOCH + MINUTE)
    assert not drill(late.state).passed
    assert not drill(slow.state).passed


def test_the_message_of_an_answered_drill_shows_the_answer_and_still_who_asked() -> None:
    before = asked().state
    done = drills.answer(before, drill(before), GOOD, said_at=EPOCH, rules=RULES, now=EPOCH + MINUTE)
    message = told(done)
    assert message.living == drills.drill_key(PROJECT, drill(before))
    assert message.body == DrillAsked(
        project=name_of(project()),
        drill=drill(done.state),
        by=OWNER.user,
    )
    over, _ = drills.unanswered(before, drill(before), EPOCH + 16 * MINUTE)
    assert isinstance(over.body, DrillAsked)
    assert (over.body.is_over, over.body.by, over.living) == (True, OWNER.user, message.living)


def test_whoever_put_a_drill_is_told_what_came_of_it_in_one_message() -> None:
    before = asked().state
    _, over = drills.unanswered(before, drill(before), EPOCH + 16 * MINUTE)
    done = drills.answer(before, drill(before), GOOD, said_at=EPOCH, rules=RULES, now=EPOCH + 17 * MINUTE)
    result = done.messages[-1]
    assert over.body == DrillTold(project=name_of(project()), drill=drill(before))
    assert result.body == DrillTold(project=name_of(project()), drill=drill(done.state))
    assert over.to == result.to == ToPerson(user=OWNER.user)
    assert over.living == result.living


def test_nobody_is_told_what_they_answered_themselves() -> None:
    alone = drills.ask(
        dossier({}, bank=bank(requirement())), Scenario.SCORES_EQUAL, OWNER.user, by=OWNER.user, rules=RULES, now=EPOCH
    ).state
    done = drills.answer(alone, drill(alone), GOOD, said_at=EPOCH, rules=RULES, now=EPOCH + MINUTE)
    said = (*done.messages, *drills.unanswered(alone, drill(alone), EPOCH + 16 * MINUTE))
    assert not [each for each in said if isinstance(each.body, DrillTold)]


def test_its_time_is_counted_from_when_it_was_said_and_not_before() -> None:
    kept = drill(asked().state)
    assert drills.ends_at(kept, EPOCH + MINUTE, EPOCH) == EPOCH + 16 * MINUTE
    assert drills.ends_at(kept, None, EPOCH + 5 * MINUTE) == EPOCH + 20 * MINUTE
    assert kept.minutes is None


def test_only_who_was_asked_answers_the_drill_that_is_under_way() -> None:
    found = asked().state
    kept = drill(found)
    assert drills.under_way(found, MEMBER.user) == kept
    assert drills.under_way(found, MEMBER.user, EPOCH.isoformat()) == kept
    with pytest.raises(Refusal, match="somebody else") as refused:
        drills.under_way(found, OWNER.user)
    assert refused.value.ask == MEMBER.user
    done = drills.answer(found, kept, GOOD, said_at=EPOCH, rules=RULES, now=EPOCH + MINUTE).state
    for other, moment in ((dossier({}), None), (done, None), (found, "2027-01-01T00:00:00+00:00")):
        with pytest.raises(NotFound, match="This drill is over"):
            drills.under_way(other, MEMBER.user, moment)


def test_what_was_typed_is_read() -> None:
    assert read() == GOOD
    assert read(hours="0.5").hours == 0.5
    assert read(how="person").how is How.PERSON


def test_what_nobody_would_notice_needs_no_more_than_that() -> None:
    assert read(what="Nothing", how="nobody", hours="3", paged="", meanwhile="") == Answered(
        what="Nothing", how=How.NOBODY, hours=None, paged="", meanwhile=""
    )


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"what": " "}, {"what"}),
        ({"how": ""}, {"how"}),
        ({"how": "magic"}, {"how"}),
        ({"hours": ""}, {"hours"}),
        ({"hours": "soon"}, {"hours"}),
        ({"hours": "-1"}, {"hours"}),
        ({"hours": "99999"}, {"hours"}),
        ({"how": "nobody", "hours": "-1"}, {"hours"}),
        ({"paged": "", "meanwhile": ""}, {"paged", "meanwhile"}),
        ({"what": "x" * 501}, {"what"}),
        ({"what": "Something"}, {"what"}),
        ({"what": "An alert"}, {"what"}),
        ({"what": "alert alert"}, {"what"}),
        ({"what": "We would see it", "how": "person"}, {"what"}),
        ({"paged": "the team"}, {"paged"}),
        ({"paged": "somebody"}, {"paged"}),
        ({"what": "yes", "paged": "?!", "hours": ""}, {"what", "paged", "hours"}),
        ({"what": "idk", "paged": "x", "hours": ""}, {"what", "paged", "hours"}),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(typed: dict[str, str], fields: set[str]) -> None:
    with pytest.raises(BadFields) as refused:
        read(**typed)
    assert set(refused.value.errors) == fields
