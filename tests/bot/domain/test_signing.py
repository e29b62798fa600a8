"""Sign-off: who may, when, what it freezes, and whom it asks again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain import kickoff
from bot.domain.charter import Accepted, Choice, Judgement, Who
from bot.domain.charter_messages import CharterSheet
from bot.domain.dossier import Dossier
from bot.domain.experiments.asking import question_key
from bot.domain.ids import QuestionId
from bot.domain.living import card_of
from bot.domain.message import Message, ToChannel, ToPerson
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.policy import ObligationKind
from bot.domain.projects import Stage
from bot.domain.refusal import Denied, Refusal
from bot.domain.signatures import changed_since, hurdles, is_signed, line_of, next_number
from bot.domain.signing import NotSignable, followed, judged, sign
from bot.domain.signing_messages import Asked, CharterSigned, SignRequest
from bot.domain.versions import seal_of
from tests.bot.domain.builders import (
    EPOCH,
    HOME,
    MEMBER,
    OWNER,
    SPONSOR,
    answered_by,
    bank,
    dossier,
    obligation,
    person,
    project,
    quantity,
    question,
    rulebook,
    verdict,
)
from tests.bot.domain.lint.asked import BANK
from tests.bot.domain.lint.sound import RULES, SOUND

LATER = EPOCH + timedelta(days=1)
BASELINE = QuestionId("baseline")


def sound(also: dict[str, object] | None = None, **known: Any) -> Dossier:
    return dossier({**SOUND, **(also or {})}, bank=BANK, **known)


def signed(file: Dossier) -> Dossier:
    kept = sign(file, by=SPONSOR, rules=RULES, now=EPOCH).state
    assert kept is not None
    return kept[0]


def edited(file: Dossier, answers: dict[str, object], **known: Any) -> Dossier:
    """The project after somebody saved these answers."""
    after = answered_by(file.charter, answers, revision=file.charter.revision + 1)
    values = {each: after.answers[each].value for each in after.answers if each in answers}
    decision = kickoff.save(
        file,
        values,
        base=file.charter.answers,
        by=OWNER.user,
        rules=known.pop("rules", RULES),
        now=LATER,
        judge=known.pop("judge", SPONSOR),
    )
    return decision.state


def bodies(messages: Any, kind: type[Any]) -> list[Any]:
    found: list[Message] = [each.body for each in messages]
    return [body for body in found if isinstance(body, kind)]


# --- signing -----------------------------------------------------------------------------------


def test_the_sponsor_signs_what_nothing_stands_in_the_way_of() -> None:
    decision = sign(sound(), by=SPONSOR, rules=RULES, now=EPOCH)
    assert decision.state is not None
    after, version = decision.state
    assert (version.number, version.revision, version.signed_by, version.signed_at) == (1, 1, SPONSOR.user, EPOCH)
    assert version.seal == seal_of(after.charter.answers)
    assert after.stage is Stage.CHARTERED
    assert is_signed(after)
    (fact,) = decision.facts
    assert (fact.act, fact.after) == ("charter.signed", {"revision": 1, "seal": version.seal})
    (news,) = bodies(decision.messages, CharterSigned)
    assert (news.number, news.by, news.changed, news.accepted) == (1, SPONSOR.user, 0, 0)
    (sheet,) = bodies(decision.messages, CharterSheet)
    assert (sheet.version, sheet.seal, sheet.signed_by, sheet.signed_on) == (
        1,
        version.seal,
        SPONSOR.user,
        EPOCH.date(),
    )
    asked = {answer.question.id for part in sheet.parts for answer in part.answers}
    assert asked == SOUND.keys() & {each.id for each in BANK.questions}
    places = {type(each.body): each.to for each in decision.messages}
    assert places[CharterSigned] == places[CharterSheet] == ToChannel(channel=HOME)


@pytest.mark.parametrize("who", [OWNER, MEMBER, person("USTRANGER")])
def test_nobody_but_the_sponsor_signs_and_the_refusal_says_who_can(who: Any) -> None:
    with pytest.raises(Denied) as refused:
        sign(sound(), by=who, rules=RULES, now=EPOCH)
    assert (refused.value.who_can, refused.value.ask, refused.value.act) == (
        "the sponsor",
        SPONSOR.user,
        "charter.sign",
    )


def test_without_a_sponsor_the_refusal_says_that_one_is_named_first() -> None:
    with pytest.raises(Denied) as refused:
        sign(sound(project=project(sponsor=None)), by=OWNER, rules=RULES, now=EPOCH)
    assert refused.value.who_can == "a sponsor, whom the owner names first"


def test_guests_sign_nothing() -> None:
    with pytest.raises(Denied):
        sign(sound(), by=replace(SPONSOR, is_guest=True), rules=RULES, now=EPOCH)


def test_nobody_signs_a_project_that_they_lead_unless_the_policy_allows_it() -> None:
    own = sound({"sponsor": Who(user=OWNER.user)}, project=project(sponsor=OWNER.user))
    with pytest.raises(Denied, match="Nobody signs a project that they lead"):
        sign(own, by=OWNER, rules=RULES, now=EPOCH)
    assert line_of(own, RULES, EPOCH).waits_for is None
    allowed = rulebook(*BANK.questions, signs_own=True)
    assert sign(own, by=OWNER, rules=allowed, now=EPOCH).state is not None
    assert line_of(own, allowed, EPOCH).waits_for == OWNER.user


@pytest.mark.parametrize(
    ("gone", "count"),
    [({"baseline": None}, "one thing stands"), ({"baseline": None, "target": None}, "2 things stand")],
)
def test_a_blocker_stands_in_the_way(gone: dict[str, object], count: str) -> None:
    with pytest.raises(NotSignable, match=count) as refused:
        sign(sound(gone), by=SPONSOR, rules=RULES, now=EPOCH)
    assert {each.question for each in refused.value.findings} == gone.keys()
    assert refused.value.who_can == "the owner and the members can mend it"


def test_a_required_answer_without_a_rule_of_its_own_stands_in_the_way_too() -> None:
    asked = bank(*BANK.questions, question("why_now", required=True))
    with pytest.raises(NotSignable) as refused:
        sign(replace(sound(), bank=asked), by=SPONSOR, rules=RULES, now=EPOCH)
    assert [each.id for each in refused.value.missing] == ["why_now"]


def test_a_warning_stands_in_nobodys_way() -> None:
    assert sign(sound({"value_per_unit": None}), by=SPONSOR, rules=RULES, now=EPOCH).state is not None


def test_a_waived_experiment_excuses_what_is_asked_beside_it() -> None:
    waived = Accepted(reason="The law demands it for everybody.", words=("none",), until=date(2027, 6, 30))
    plan: dict[str, object] = {"design": Choice(option="none"), "decision_rule": None, "mde": None}
    part_3 = {"design", "mde", "decision_rule"}
    asked = bank(*(replace(each, part=3, required=True) if each.id in part_3 else each for each in BANK.questions))
    without = replace(sound(plan), bank=asked)
    assert {each.rule for each in hurdles(without, RULES, EPOCH).findings} == {"no-experiment", "no-decision-rule"}
    assert [each.id for each in hurdles(without, RULES, EPOCH).missing] == ["mde"]
    excused = replace(sound({**plan, "accepted.no-experiment": waived}), bank=asked)
    assert not hurdles(excused, RULES, EPOCH)
    decision = sign(excused, by=SPONSOR, rules=RULES, now=EPOCH)
    (news,) = bodies(decision.messages, CharterSigned)
    (sheet,) = bodies(decision.messages, CharterSheet)
    assert news.accepted == 1
    assert [(each.rule, each.reason) for each in sheet.accepted] == [("no-experiment", waived.reason)]


def test_to_sign_twice_what_stands_is_to_sign_it_once() -> None:
    again = sign(signed(sound()), by=SPONSOR, rules=RULES, now=LATER)
    assert (again.state, again.facts, again.messages) == (None, (), ())


# A plan that the arithmetic can be asked about.
ASKABLE: dict[str, object] = {"daily_traffic": quantity(1200, "per_day"), "longest_run": quantity(8)}


def test_a_plan_that_the_arithmetic_has_not_judged_waits_for_it() -> None:
    askable = sound(ASKABLE)
    with pytest.raises(Refusal, match="still being computed"):
        sign(askable, by=SPONSOR, rules=RULES, now=EPOCH)
    key = question_key(askable.charter, ())
    assert key is not None
    fits = judged(askable, Judgement(question=key, fits=True), rules=RULES, sponsor=SPONSOR, now=EPOCH).state
    assert sign(fits, by=SPONSOR, rules=RULES, now=EPOCH).state is not None
    too_weak = judged(askable, Judgement(question=key, fits=False), rules=RULES, sponsor=SPONSOR, now=EPOCH).state
    with pytest.raises(NotSignable) as refused:
        sign(too_weak, by=SPONSOR, rules=RULES, now=EPOCH)
    assert [each.rule for each in refused.value.findings] == ["underpowered"]


@pytest.mark.parametrize("fits", [True, False])
def test_only_a_plan_that_can_show_its_effect_is_said_to_wait_for_its_acceptance(*, fits: bool) -> None:
    askable = sound(ASKABLE | {"primary_metric": "Churn", "start": date(2027, 3, 1)})
    key = question_key(askable.charter, ())
    assert key is not None
    after = judged(askable, Judgement(question=key, fits=fits), rules=RULES, sponsor=SPONSOR, now=EPOCH).state
    assert card_of(after, RULES, EPOCH).plan_is_ready is fits


def test_an_experiment_is_planned_five_working_days_after_the_signature_where_that_is_sooner() -> None:
    late, soon = obligation(due=date(2027, 2, 15)), obligation(due=date(2027, 2, 3))
    decision = sign(sound(obligations=(late,)), by=SPONSOR, rules=RULES, now=EPOCH)
    # EPOCH is a Monday, in New York still before dawn: five working days later is the next Monday.
    assert [each.due for each in decision.obligations] == [date(2027, 2, 8)]
    assert decision.obligations[0].look_at < late.look_at
    assert sign(sound(obligations=(soon,)), by=SPONSOR, rules=RULES, now=EPOCH).obligations == ()
    over = replace(late, status=ObligationStatus.DONE)
    assert sign(sound(obligations=(over,)), by=SPONSOR, rules=RULES, now=EPOCH).obligations == ()


# --- what is accepted beside it -----------------------------------------------------------------

UNPRICED: dict[str, object] = {"value_per_unit": None}
PRICED_LATER = Accepted(reason="Finance prices this metric in the next quarter.")


def accepting(file: Dossier, value: Accepted = PRICED_LATER) -> Any:
    fresh = {QuestionId("accepted.no-money"): value}
    return kickoff.save(file, fresh, base=file.charter.answers, by=OWNER.user, rules=RULES, now=LATER, judge=SPONSOR)


def test_an_accepted_warning_asks_for_no_new_signature_and_stands_on_the_sheet() -> None:
    file = signed(sound(UNPRICED))
    decision = accepting(file)
    assert is_signed(decision.state)
    assert owed(decision.state) is None
    assert bodies(decision.messages, SignRequest) == []
    (fact,) = decision.facts
    assert (fact.act, fact.subject) == ("charter.answered", "accepted.no-money")
    (sheet,) = bodies(decision.messages, CharterSheet)
    assert [(each.rule, each.by, each.later) for each in sheet.accepted] == [("no-money", OWNER.user, True)]
    assert sheet.open == ()
    assert changed_since(decision.state) == ()


def test_what_was_accepted_before_the_signature_stands_there_as_such_and_what_nobody_accepted_is_open() -> None:
    decision = sign(accepting(sound(UNPRICED)).state, by=SPONSOR, rules=RULES, now=LATER)
    (sheet,) = bodies(decision.messages, CharterSheet)
    assert [(each.rule, each.later) for each in sheet.accepted] == [("no-money", False)]
    (bare,) = bodies(sign(sound(UNPRICED), by=SPONSOR, rules=RULES, now=EPOCH).messages, CharterSheet)
    assert [each.rule for each in bare.open] == ["no-money"]


def test_an_edit_that_changes_nothing_beside_the_signature_says_the_sheet_no_second_time() -> None:
    file = signed(sound(UNPRICED))
    again = kickoff.save(
        file,
        {QuestionId("assigned.baseline"): Who(user=MEMBER.user)},
        base=file.charter.answers,
        by=OWNER.user,
        rules=RULES,
        now=LATER,
        judge=SPONSOR,
    )
    assert bodies(again.messages, CharterSheet) == []


def test_a_warning_that_is_accepted_while_the_charter_is_not_signed_waits_for_the_next_sheet() -> None:
    assert bodies(accepting(sound(UNPRICED)).messages, CharterSheet) == []
    changed = edited(signed(sound(UNPRICED)), {"baseline": quantity(0.032, "percent", "3.2%")})
    assert bodies(accepting(changed).messages, CharterSheet) == []


# --- asking ------------------------------------------------------------------------------------


def owed(file: Dossier) -> Obligation | None:
    return next((each for each in file.obligations if each.kind is ObligationKind.NOT_SIGNED), None)


def test_the_sponsor_is_asked_as_soon_as_nothing_is_in_the_way() -> None:
    almost = sound({"baseline": None})
    decision = kickoff.save(
        almost,
        {BASELINE: sound().charter.value("baseline")},
        base=almost.charter.answers,
        by=OWNER.user,
        rules=RULES,
        now=EPOCH,
        judge=SPONSOR,
    )
    (request,) = bodies(decision.messages, SignRequest)
    assert (request.number, request.state, request.changed) == (1, Asked.WAITING, ())
    assert [each.to for each in decision.messages if each.body is request] == [ToPerson(user=SPONSOR.user)]
    asked = owed(decision.state)
    # Three working days after a Monday of the sponsor.
    assert asked is not None
    assert (asked.due, asked.recipient, asked.is_open) == (date(2027, 2, 4), SPONSOR.user, True)
    assert line_of(decision.state, RULES, EPOCH).waits_for == SPONSOR.user


def test_nobody_is_asked_while_something_is_in_the_way() -> None:
    still = edited(sound({"baseline": None, "target": None}), {"baseline": SOUND["baseline"]})
    assert owed(still) is None


def test_an_edit_that_breaks_the_charter_takes_the_question_back() -> None:
    asked = edited(sound({"baseline": None}), {"baseline": SOUND["baseline"]})
    before, broken = asked, edited(asked, {"target": None})
    obligation_after = owed(broken)
    assert obligation_after is not None
    assert not obligation_after.is_open
    follow = followed(before, replace(broken, obligations=before.obligations), sponsor=SPONSOR, rules=RULES, now=LATER)
    assert [each.state for each in bodies(follow.messages, SignRequest)] == [Asked.WITHDRAWN]
    assert follow.messages[0].withdrawn


def test_a_signature_ends_the_question() -> None:
    asked = edited(sound({"baseline": None}), {"baseline": SOUND["baseline"]})
    decision = sign(asked, by=SPONSOR, rules=RULES, now=LATER)
    assert [each.is_open for each in decision.obligations if each.kind is ObligationKind.NOT_SIGNED] == [False]
    (request,) = bodies(decision.messages, SignRequest)
    assert (request.number, request.state) == (1, Asked.SIGNED)


def test_edits_after_a_signature_ask_again_and_name_what_changed() -> None:
    file = signed(sound())
    decision = kickoff.save(
        file,
        {BASELINE: quantity(0.032, "percent", "3.2%")},
        base=file.charter.answers,
        by=OWNER.user,
        rules=RULES,
        now=LATER,
        judge=SPONSOR,
    )
    (request,) = bodies(decision.messages, SignRequest)
    assert (request.number, request.state, request.changed) == (2, Asked.WAITING, ("Baseline",))
    assert changed_since(decision.state) == ("baseline",)
    assert next_number(decision.state) == 2
    line = line_of(decision.state, RULES, LATER)
    assert (line.is_signed, line.waits_for) == (False, SPONSOR.user)
    assert decision.state.stage is Stage.CHARTERED


def test_further_edits_renew_the_question_only_when_more_has_changed() -> None:
    asked = edited(signed(sound()), {"baseline": quantity(0.032, "percent", "3.2%")})
    same = replace(
        asked, charter=answered_by(asked.charter, {"baseline": quantity(0.033, "percent", "3.3%")}, revision=3)
    )
    assert followed(asked, same, sponsor=SPONSOR, rules=RULES, now=LATER).messages == ()
    more = replace(asked, charter=answered_by(asked.charter, {"metric_source": "Another table"}, revision=3))
    follow = followed(asked, more, sponsor=SPONSOR, rules=RULES, now=LATER)
    assert [each.changed for each in bodies(follow.messages, SignRequest)] == [("Baseline", "Metric source")]
    assert follow.obligations == ()


def test_an_edit_back_to_what_was_signed_takes_the_question_back() -> None:
    asked = edited(signed(sound()), {"baseline": quantity(0.032, "percent", "3.2%")})
    back = edited(asked, {"baseline": SOUND["baseline"]})
    assert is_signed(back)
    closed = owed(back)
    assert closed is not None
    assert not closed.is_open
    follow = followed(asked, replace(back, obligations=asked.obligations), sponsor=SPONSOR, rules=RULES, now=LATER)
    assert [each.state for each in bodies(follow.messages, SignRequest)] == [Asked.SETTLED]


def test_another_sponsor_is_asked_anew() -> None:
    asked = edited(sound({"baseline": None}), {"baseline": SOUND["baseline"]})
    handed = edited(asked, {"sponsor": Who(user=MEMBER.user)}, judge=MEMBER)
    fresh = owed(handed)
    assert fresh is not None
    assert fresh.recipient == MEMBER.user


def test_a_question_that_the_bank_asks_no_more_is_called_by_its_id() -> None:
    file = signed(sound({"old_question": "x"}))
    asked = edited(file, {"old_question": "y"})
    follow = followed(file, replace(asked, obligations=()), sponsor=SPONSOR, rules=RULES, now=LATER)
    assert [each.changed for each in bodies(follow.messages, SignRequest)] == [("old_question",)]


def test_the_arithmetic_can_end_the_question() -> None:
    askable = sound(ASKABLE)
    key = question_key(askable.charter, ())
    assert key is not None
    asked = judged(askable, Judgement(question=key, fits=True), rules=RULES, sponsor=SPONSOR, now=EPOCH)
    assert owed(asked.state) is not None
    assert asked.state.charter.judgement == Judgement(question=key, fits=True)
    ended = judged(asked.state, Judgement(question=key, fits=False), rules=RULES, sponsor=SPONSOR, now=LATER)
    assert [each.is_open for each in ended.obligations] == [False]


def test_nobody_is_asked_before_the_arithmetic_has_judged_the_plan() -> None:
    almost = sound({**ASKABLE, "baseline": None})
    saved = edited(almost, {"baseline": SOUND["baseline"]})
    assert owed(saved) is None
    assert line_of(saved, RULES, LATER).waits_for is None
    key = question_key(saved.charter, ())
    assert key is not None
    asked = judged(saved, Judgement(question=key, fits=True), rules=RULES, sponsor=SPONSOR, now=LATER)
    assert [each.state for each in bodies(asked.messages, SignRequest)] == [Asked.WAITING]


def test_what_the_arithmetic_said_is_kept_with_its_figures() -> None:
    askable = sound(ASKABLE)
    key = question_key(askable.charter, ())
    assert key is not None
    gist = verdict().gist
    assert (gist.weeks, gist.days, gist.n_total, gist.willing) == (6, 40, 14_000, 8)
    assert verdict(length=None).gist.weeks is None
    kept = judged(askable, Judgement(question=key, fits=True, gist=gist), rules=RULES, sponsor=SPONSOR, now=EPOCH)
    assert kept.state.charter.judgement == Judgement(question=key, fits=True, gist=gist)
