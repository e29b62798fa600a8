"""Changes instead of a signature: who may ask, who owes them, what settles them, and who is asked again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain import kickoff, nags
from bot.domain.asking_changes import REASON, ask, ready
from bot.domain.changes import changes_of
from bot.domain.charter import Accepted, ChangesAsked, Who
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier
from bot.domain.ids import QuestionId
from bot.domain.living import card_of
from bot.domain.message import ToPerson
from bot.domain.obligations import Obligation
from bot.domain.policy import ObligationKind
from bot.domain.refusal import BadFields, Denied, Refusal
from bot.domain.signatures import awaits, line_of, open_changes
from bot.domain.signing import sign
from bot.domain.signing_messages import Asked, ChangesRequest, ChangesState, SignRequest
from bot.domain.versions import CHANGES, seal_of
from tests.bot.domain.builders import EPOCH, MEMBER, OWNER, SPONSOR, answered_by, bank, person, project, quantity
from tests.bot.domain.lint.asked import BANK
from tests.bot.domain.lint.sound import RULES, SOUND
from tests.bot.domain.test_signing import bodies, signed, sound

LATER = EPOCH + timedelta(days=1)
WHY = "The target is what we reach without the model."
OTHER: dict[str, Any] = {
    "baseline": quantity(0.032, "percent", "3.2%"),
    "target": quantity(0.027, "percent", "2.7%"),
    "metric_source": "Another table",
}


def waiting(**known: Any) -> Dossier:
    """A charter that the sponsor is asked to sign."""
    almost = sound({"baseline": None}, **known)
    file: Dossier = saved(almost, "baseline", value=SOUND["baseline"]).state
    return file


def asked(file: Dossier, *questions: str, reason: str | None = WHY, **known: Any) -> Decision[Dossier | None]:
    known = {"by": SPONSOR, "owner": OWNER, "rules": RULES, "now": EPOCH, **known}
    return ask(file, reason=reason, questions=questions, **known)


def after(decision: Decision[Dossier | None]) -> Dossier:
    assert decision.state is not None
    return decision.state


def saved(file: Dossier, *questions: str, by: Any = OWNER, value: object = None, judge: Any = SPONSOR) -> Decision[Any]:
    """The decision to save other answers to these questions."""
    answers = {each: value or OTHER[each] for each in questions}
    fresh = answered_by(file.charter, answers, revision=file.charter.revision + 1).answers
    values = {QuestionId(each): fresh[QuestionId(each)].value for each in answers}
    return kickoff.save(file, values, base=file.charter.answers, by=by.user, rules=RULES, now=LATER, judge=judge)


def owed(file: Dossier, kind: ObligationKind) -> Obligation | None:
    return next((each for each in file.obligations if each.kind is kind and each.is_open), None)


def request(decision: Decision[Any]) -> SignRequest:
    found: list[SignRequest] = bodies(decision.messages, SignRequest)
    (only,) = found
    return only


def wanted(decision: Decision[Any]) -> ChangesRequest:
    found: list[ChangesRequest] = bodies(decision.messages, ChangesRequest)
    (only,) = found
    return only


# --- asking ------------------------------------------------------------------------------------


def test_the_sponsor_asks_and_the_owner_owes_what_they_asked_for() -> None:
    decision = asked(waiting(), "target", "baseline")
    file = after(decision)
    assert owed(file, ObligationKind.NOT_SIGNED) is None
    due = owed(file, ObligationKind.CHANGES_ASKED)
    # Three working days of the owner after a Monday.
    assert due is not None
    assert (due.due, due.recipient) == (date(2027, 2, 4), OWNER.user)
    (fact,) = decision.facts
    assert (fact.act, fact.subject) == ("charter.changes_asked", "version 1")
    assert fact.after == {"reason": WHY, "questions": ["baseline", "target"]}
    told = wanted(decision)
    assert (told.by, told.reason, told.state, told.number) == (SPONSOR.user, WHY, ChangesState.WAITING, 1)
    assert [(each.question, each.label, each.done) for each in told.questions] == [
        ("baseline", "Baseline", False),
        ("target", "Target", False),
    ]
    places = {type(each.body): each.to for each in decision.messages}
    assert places[ChangesRequest] == ToPerson(user=OWNER.user)
    assert places[SignRequest] == ToPerson(user=SPONSOR.user)
    said = request(decision)
    assert said.state is Asked.CHANGES
    assert said.changes is not None
    assert (said.changes.by, said.changes.at, said.changes.reason) == (SPONSOR.user, EPOCH, WHY)
    assert said.changes.questions == ("Baseline", "Target")


def test_what_was_asked_is_edited_into_the_request_that_was_said_and_stays_out_of_the_seal() -> None:
    before = waiting()
    decision = asked(before)
    (key,) = {each.living for each in decision.messages if isinstance(each.body, SignRequest)}
    assert key == f"sign:{before.project.id}:1"
    assert seal_of(after(decision).charter.answers) == seal_of(before.charter.answers)


def test_while_changes_are_open_nobody_is_asked_to_sign_and_the_card_says_so() -> None:
    file = after(asked(waiting(), now=LATER))
    assert not awaits(file, RULES, LATER)
    line = line_of(file, RULES, LATER)
    assert (line.waits_for, line.changes_by, line.changes_on) == (None, SPONSOR.user, LATER.date())
    assert card_of(file, RULES, LATER).signing == line
    owes = [each for each in card_of(file, RULES, LATER).owed if each.what is ObligationKind.CHANGES_ASKED]
    assert [each.who for each in owes] == [OWNER.user]


def test_who_is_not_asked_to_sign_asks_for_no_changes_and_is_told_who_can() -> None:
    for who in (OWNER, MEMBER, person("USTRANGER")):
        with pytest.raises(Denied, match="Only whoever is asked to sign") as refused:
            asked(waiting(), by=who)
        assert (refused.value.who_can, refused.value.ask) == ("the sponsor", SPONSOR.user)
        assert refused.value.act == "charter.ask_changes"
    with pytest.raises(Denied, match="Guests"):
        asked(waiting(), by=replace(SPONSOR, is_guest=True))
    own = sound({"sponsor": Who(user=OWNER.user)}, project=project(sponsor=OWNER.user))
    with pytest.raises(Denied, match="Nobody signs a project that they lead"):
        asked(own, by=OWNER)


def test_what_is_signed_or_not_ready_cannot_be_asked_about() -> None:
    with pytest.raises(Refusal, match="is signed, and nothing has changed"):
        asked(signed(sound()))
    with pytest.raises(Refusal, match="cannot be signed just now") as refused:
        asked(sound({"baseline": None}))
    assert refused.value.who_can == "the owner and the members can mend what stands in the way"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (None, "Write what is to change"),
        (" \n ", "Write what is to change"),
        ("x" * 1001, "1,001 characters long; at most 1,000"),
        ("a\x00b", "NUL character"),
    ],
)
def test_a_reason_that_says_nothing_or_too_much_is_an_error_at_its_field(reason: str | None, words: str) -> None:
    with pytest.raises(BadFields) as refused:
        asked(waiting(), reason=reason)
    assert refused.value.errors.keys() == {REASON}
    assert words in refused.value.errors[REASON]


def test_a_question_that_is_not_asked_is_not_named() -> None:
    assert wanted(asked(waiting(), "no_such_question", "accepted.no-money")).questions == ()


def test_to_ask_the_same_twice_is_to_ask_it_once() -> None:
    once = after(asked(waiting(), "target"))
    twice = asked(once, "target", reason=f" {WHY}\n", now=LATER)
    assert (twice.state, twice.facts, twice.messages, twice.obligations) == (None, (), (), ())


def test_to_ask_for_something_else_takes_the_place_of_what_was_asked_and_gives_no_new_day() -> None:
    once = after(asked(waiting(), "target"))
    decision = asked(once, "baseline", reason="Another one.", now=LATER)
    told = {each.state: each for each in bodies(decision.messages, ChangesRequest)}
    assert told[ChangesState.REPLACED].reason == WHY
    assert told[ChangesState.WAITING].reason == "Another one."
    assert decision.obligations == ()
    first, second = (owed(each, ObligationKind.CHANGES_ASKED) for each in (once, after(decision)))
    assert first == second
    said = {each.living for each in decision.messages if isinstance(each.body, SignRequest)}
    assert said == {f"sign:{once.project.id}:1"}, "the request is the one that was said"
    (fact,) = decision.facts
    assert isinstance(fact.before, ChangesAsked)
    assert fact.before.reason == WHY


# --- what settles them -------------------------------------------------------------------------


def test_any_edit_but_the_sponsors_own_makes_changes_of_no_question() -> None:
    file = after(asked(waiting()))
    own = saved(file, "metric_source", by=SPONSOR)
    assert open_changes(own.state) is not None
    decision = saved(file, "metric_source")
    assert wanted(decision).state is ChangesState.MADE
    assert owed(decision.state, ObligationKind.CHANGES_ASKED) is None
    again = owed(decision.state, ObligationKind.NOT_SIGNED)
    assert again is not None
    assert again.recipient == SPONSOR.user


def test_what_is_kept_beside_the_answers_is_no_edit() -> None:
    file = after(asked(waiting()))
    values = {QuestionId("accepted.no-money"): Accepted(reason="Finance prices it.")}
    decision = kickoff.save(
        file, values, base=file.charter.answers, by=OWNER.user, rules=RULES, now=LATER, judge=SPONSOR
    )
    assert open_changes(decision.state) is not None


def test_the_sponsor_is_asked_again_once_every_question_that_was_named_is_answered_anew() -> None:
    file = after(asked(waiting(), "baseline", "target"))
    first = saved(file, "baseline")
    assert [each.done for each in wanted(first).questions] == [True, False]
    assert wanted(first).state is ChangesState.WAITING
    assert bodies(first.messages, SignRequest) == []
    beside = saved(first.state, "metric_source")
    assert bodies(beside.messages, ChangesRequest) == [], "nothing that was asked for"
    second = saved(beside.state, "target")
    said = request(second)
    assert (said.state, said.number) == (Asked.WAITING, 1)
    assert said.changes is not None
    assert said.changes.edited == ("Baseline", "Target", "Metric source")
    (key,) = {each.living for each in second.messages if isinstance(each.body, SignRequest)}
    value = changes_of(second.state, 1)
    assert value is not None
    assert key == f"sign:{file.project.id}:1:{value.revision}", "an edit of the old message would tell nobody"
    third = saved(second.state, "baseline", value=SOUND["baseline"])
    assert bodies(third.messages, ChangesRequest) == []
    assert bodies(third.messages, SignRequest) == [], "they are asked once"


def test_an_edit_that_breaks_the_charter_asks_nobody_before_it_is_mended() -> None:
    file = after(asked(waiting(), "target"))
    values = {QuestionId("target"): None}
    broken = kickoff.save(file, values, base=file.charter.answers, by=OWNER.user, rules=RULES, now=LATER, judge=SPONSOR)
    assert wanted(broken).state is ChangesState.MADE
    assert owed(broken.state, ObligationKind.NOT_SIGNED) is None
    assert request(saved(broken.state, "target")).state is Asked.WAITING


def test_a_question_that_is_asked_no_more_holds_nothing_up() -> None:
    file = after(asked(waiting(), "baseline", "target"))
    less = replace(file, bank=bank(*(each for each in BANK.questions if each.id != "target")))
    assert open_changes(saved(less, "baseline").state) is None


def test_the_owner_answers_that_it_is_ready_and_the_sponsor_is_asked_again() -> None:
    file = after(asked(waiting(), "target"))
    decision = ready(file, by=OWNER, judge=SPONSOR, rules=RULES, now=LATER)
    assert wanted(decision).state is ChangesState.READY
    said = request(decision)
    assert said.changes is not None
    assert (said.state, said.changes.is_ready, said.changes.edited) == (Asked.WAITING, True, ())
    (fact,) = decision.facts
    assert (fact.act, fact.subject) == ("charter.ready_again", "version 1")
    assert owed(after(decision), ObligationKind.CHANGES_ASKED) is None
    assert owed(after(decision), ObligationKind.NOT_SIGNED) is not None
    twice = ready(after(decision), by=OWNER, judge=SPONSOR, rules=RULES, now=LATER)
    assert (twice.state, twice.messages) == (None, ())


def test_only_the_owner_says_that_it_is_ready() -> None:
    for who in (SPONSOR, MEMBER):
        with pytest.raises(Denied, match="Only the owner") as refused:
            ready(after(asked(waiting())), by=who, judge=SPONSOR, rules=RULES, now=LATER)
        assert (refused.value.who_can, refused.value.ask) == ("the owner", OWNER.user)


def test_after_a_second_round_the_request_is_another_message_again() -> None:
    first = after(ready(after(asked(waiting())), by=OWNER, judge=SPONSOR, rules=RULES, now=LATER))
    second = asked(first, reason="Still not.", now=LATER)
    first_key = {each.living for each in second.messages if isinstance(each.body, SignRequest)}
    assert first_key == {f"sign:{first.project.id}:1:3"}
    assert request(second).state is Asked.CHANGES
    again = ready(after(second), by=OWNER, judge=SPONSOR, rules=RULES, now=LATER)
    assert {each.living for each in again.messages if isinstance(each.body, SignRequest)} == {
        f"sign:{first.project.id}:1:5"
    }


def test_the_sponsor_may_sign_after_all() -> None:
    file = after(asked(waiting(), "target"))
    decision = sign(file, by=SPONSOR, rules=RULES, now=LATER)
    assert decision.state is not None
    assert wanted(decision).state is ChangesState.SIGNED
    assert request(decision).state is Asked.SIGNED
    assert owed(decision.state[0], ObligationKind.CHANGES_ASKED) is None
    assert open_changes(decision.state[0]) is None
    edited = saved(decision.state[0], "baseline")
    assert request(edited).number == 2
    assert request(edited).changes is None, "what was asked of version 1 is no matter of version 2"


def test_what_another_sponsor_wanted_is_wanted_no_more() -> None:
    file = after(asked(waiting(), "target"))
    decision = saved(file, "sponsor", value=Who(user=MEMBER.user), judge=MEMBER)
    assert wanted(decision).state is ChangesState.LAPSED
    assert owed(decision.state, ObligationKind.CHANGES_ASKED) is None
    again = owed(decision.state, ObligationKind.NOT_SIGNED)
    assert again is not None
    assert again.recipient == MEMBER.user


def test_an_edit_back_to_what_was_signed_settles_what_was_asked_of_the_next_version() -> None:
    edited = saved(signed(sound()), "baseline").state
    file = after(asked(edited, "baseline"))
    decision = saved(file, "baseline", value=SOUND["baseline"])
    assert wanted(decision).state is ChangesState.LAPSED
    assert request(decision).state is Asked.SETTLED
    assert owed(decision.state, ObligationKind.CHANGES_ASKED) is None


def test_the_channel_is_the_second_rung() -> None:
    file = after(asked(waiting()))
    due = owed(file, ObligationKind.CHANGES_ASKED)
    assert due is not None
    climbed = nags.climb(
        nags.Owing(obligation=due, project=file.project, owner=OWNER, sponsor=SPONSOR), now=LATER, policy=RULES.policy
    )
    assert climbed.recipient == file.project.channel


def test_it_is_kept_beside_the_answers_with_its_revision() -> None:
    before = waiting()
    kept = after(asked(before)).charter
    assert kept.revision == before.charter.revision + 1
    answer = kept.answers[CHANGES]
    assert (answer.revision, answer.by, answer.at) == (kept.revision, SPONSOR.user, EPOCH)
    assert kept.answers.keys() - before.charter.answers.keys() == {CHANGES}
