"""The card and the checklists show what stands now, and saying the same thing twice is saying it once."""

from datetime import date, timedelta

import pytest

from bot.domain.charter import Choice, Proof, Who
from bot.domain.dossier import Dossier
from bot.domain.ids import UserId
from bot.domain.impact import Standing
from bot.domain.lint import blockers, lint
from bot.domain.living import (
    answered,
    asked_of,
    card_of,
    checklist_of,
    owed_by_project,
    refreshed,
    row_of,
    say,
    waits_for_acceptance,
)
from bot.domain.message import Checklist, ToChannel, ToPerson
from bot.domain.obligations import ObligationStatus
from bot.domain.people import Role
from bot.domain.policy import ObligationKind
from bot.domain.projects import Stage
from bot.domain.readiness.items import SILENT_FAILURE, proof_id
from tests.bot.domain.builders import (
    CHURN,
    EPOCH,
    HOME,
    MEMBER,
    OWNER,
    PROJECT,
    SPONSOR,
    TOKYO,
    at,
    dossier,
    obligation,
    plan,
    project,
    quantity,
    question,
    rulebook,
)
from tests.bot.domain.readiness.test_items import requirement
from tests.bot.domain.test_signing import ASKABLE, sound

RULES = rulebook()
COMPLETE = ASKABLE | {"primary_metric": "Churn", "start": date(2027, 3, 1)}
PLANNED = dossier({**CHURN, "design": Choice(option="ab")}, plan=plan())


def test_a_card_says_stage_people_metric_plan_and_what_is_missing() -> None:
    card = card_of(PLANNED, RULES, EPOCH)
    assert (card.stage, card.owner, card.sponsor) == (Stage.PLANNED, OWNER.user, SPONSOR.user)
    assert (card.project.key, card.project.channel) == ("churn-model", HOME)
    assert card.plan == plan().line
    assert card.kpi == PLANNED.kpi
    assert card.impact.standing is Standing.CLAIMED
    assert card.findings == lint(PLANNED, RULES, EPOCH)
    assert (card.answered, card.required) == (3, 4)
    fresh = card_of(dossier(), RULES, EPOCH)
    assert (fresh.stage, fresh.plan, fresh.answered) == (Stage.KICKOFF, None, 0)


def test_a_row_counts_the_blockers_that_a_card_tells_and_not_what_is_only_not_answered_yet() -> None:
    assert any(each.is_missing for each in blockers(lint(dossier(), RULES, EPOCH)))
    assert row_of(dossier(), RULES, EPOCH).blockers == 0
    score = dossier({"metric_name": "AUC"})
    told = [each for each in blockers(lint(score, RULES, EPOCH)) if not each.is_missing]
    assert (row_of(score, RULES, EPOCH).blockers, len(told)) == (1, 1)
    assert row_of(PLANNED, RULES, EPOCH).blockers == 0
    assert row_of(PLANNED, RULES, EPOCH).stage is Stage.PLANNED


def test_an_answer_taken_back_counts_as_open() -> None:
    assert answered(dossier({"metric_name": "Churn", "metric_unit": None, "guardrails": "x"})) == (1, 4)


@pytest.mark.parametrize(("now", "overdue"), [("2027-02-14", False), ("2027-02-15", True), ("2027-02-16", True)])
def test_what_is_owed_is_overdue_from_its_day_on(now: str, *, overdue: bool) -> None:
    (owed,) = owed_by_project(dossier(obligations=(obligation(),)), (), rulebook(zone="Asia/Tokyo"), at(TOKYO, now))
    assert (owed.what, owed.due, owed.overdue) == (ObligationKind.NO_EXPERIMENT, date(2027, 2, 15), overdue)
    assert (owed.who, owed.done) == (OWNER.user, False)


def test_what_is_done_is_owed_no_more_and_the_soonest_comes_first() -> None:
    late, soon = obligation(due=date(2027, 3, 1)), obligation(status=ObligationStatus.SILENT)
    done = obligation(status=ObligationStatus.DONE)
    owed = owed_by_project(dossier(obligations=(late, done, soon)), (), RULES, EPOCH)
    assert [each.due for each in owed] == [date(2027, 2, 15), date(2027, 3, 1)]


def test_a_plan_that_only_waits_for_its_acceptance_is_owed_as_that_and_nothing_else_is() -> None:
    late = obligation(kind=ObligationKind.NOT_SIGNED)
    complete = sound(COMPLETE, obligations=(obligation(), late))
    owed = owed_by_project(complete, (), RULES, EPOCH)
    assert {each.what: each.is_ready for each in owed} == {
        ObligationKind.NO_EXPERIMENT: waits_for_acceptance(complete, ()),
        ObligationKind.NOT_SIGNED: False,
    }
    assert waits_for_acceptance(complete, ())
    both = sound({**COMPLETE, "pool": quantity(2000)})
    assert not waits_for_acceptance(both, ()), "a pool and traffic: what cannot be reckoned with is not ready"
    assert not any(each.is_ready for each in owed_by_project(dossier(obligations=(obligation(),)), (), RULES, EPOCH))


# --- whose question ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "sponsor", "members", "answering"),
    [
        (Role.OWNER, SPONSOR.user, (MEMBER.user,), {OWNER.user}),
        (Role.SPONSOR, SPONSOR.user, (MEMBER.user,), {SPONSOR.user}),
        (Role.SPONSOR, None, (MEMBER.user,), {OWNER.user}),
        (Role.MEMBER, SPONSOR.user, (MEMBER.user,), {MEMBER.user}),
        (Role.MEMBER, SPONSOR.user, (), {OWNER.user}),
        (Role.SPONSOR, SPONSOR.user, (), {SPONSOR.user}),
        (Role.MEMBER, None, (MEMBER.user,), {MEMBER.user}),
        (Role.MEMBER, SPONSOR.user, (OWNER.user, MEMBER.user), {OWNER.user, MEMBER.user}),
    ],
)
def test_a_question_is_asked_of_its_role_and_of_the_owner_while_nobody_holds_it(
    asked: Role, sponsor: str | None, members: tuple[str, ...], answering: set[str]
) -> None:
    one = dossier(project=project(sponsor=sponsor, members=members))
    everybody = (OWNER.user, SPONSOR.user, MEMBER.user)
    assert {user for user in everybody if asked_of(one, user, question("x", asked=asked))} == answering


def test_a_checklist_holds_a_persons_own_questions_in_order_with_what_their_answers_lack() -> None:
    file = dossier({"metric_name": "Churn", "design": Choice(option="none")})
    mine = checklist_of(file, OWNER.user, lint(file, RULES, EPOCH))
    assert [(item.question, item.done) for item in mine.items] == [
        ("metric_name", True),
        ("metric_unit", False),
        ("sponsor", False),
        ("design", True),
    ]
    assert [finding.rule for item in mine.items for finding in item.findings] == ["no-experiment"]
    assert (mine.roles, mine.answered, mine.required) == (("owner",), 2, 4)
    sponsors = checklist_of(file, SPONSOR.user, ())
    assert [item.question for item in sponsors.items] == ["value_per_unit", "guardrails"]


def test_what_an_open_answer_lacks_is_not_held_against_it() -> None:
    mine = checklist_of(dossier(), OWNER.user, lint(dossier(), RULES, EPOCH))
    assert all(item.findings == () for item in mine.items)


# --- living messages ---------------------------------------------------------------------------


def test_the_card_and_each_persons_checklist_are_refreshed_under_names_that_stay() -> None:
    messages = refreshed(PLANNED, RULES, EPOCH)
    assert [(message.living, message.to) for message in messages] == [
        (f"card:{PROJECT}", ToChannel(channel=HOME)),
        (f"checklist:{PROJECT}:{OWNER.user}", ToPerson(user=OWNER.user)),
        (f"checklist:{PROJECT}:{SPONSOR.user}", ToPerson(user=SPONSOR.user)),
        (f"checklist:{PROJECT}:{MEMBER.user}", ToPerson(user=MEMBER.user)),
    ]
    assert all(message.not_before == EPOCH and not message.withdrawn for message in messages)


def test_the_same_content_at_the_same_moment_has_the_same_key_and_anything_else_another() -> None:
    def key(findings: int = 0, after: int = 0, *, who: str = OWNER.user) -> str:
        file = dossier({"metric_name": "x"} if findings else None)
        body = checklist_of(file, OWNER.user, ())
        return say(f"checklist:{who}", ToPerson(user=OWNER.user), body, EPOCH + timedelta(seconds=after)).key  # type: ignore[arg-type]  # a plain name does

    assert key() == key()
    assert len({key(), key(1), key(after=1), key(who="U2")}) == 4


def test_what_was_given_away_is_on_the_other_checklist_and_named_on_the_first_until_it_is_answered() -> None:
    file = dossier({"assigned.metric_unit": Who(user=MEMBER.user)})
    mine, theirs = (checklist_of(file, each.user, ()) for each in (OWNER, MEMBER))
    assert "metric_unit" not in [item.question for item in mine.items]
    assert [(each.label, each.to) for each in mine.given] == [("Metric unit", MEMBER.user)]
    assert "metric_unit" in [item.question for item in theirs.items]
    assert theirs.given == ()
    done = checklist_of(dossier({"assigned.metric_unit": Who(user=MEMBER.user), "metric_unit": "%"}), OWNER.user, ())
    assert done.given == ()


def test_an_item_whose_holder_has_no_role_is_with_whom_the_bank_asks() -> None:
    file = dossier({"assigned.metric_unit": Who(user=UserId("UGONE"))})
    mine = checklist_of(file, OWNER.user, ())
    assert "metric_unit" in [item.question for item in mine.items]
    assert mine.given == ()


ASKED = rulebook(requirement(), question("metric_name"))
CLAIMED: dict[str, object] = {SILENT_FAILURE: Choice(option="automated")}
OVER: dict[str, object] = {
    **CLAIMED,
    proof_id(SILENT_FAILURE): Proof(link="", note="Tried", until=date(2027, 1, 31)),
}


def test_the_card_shows_the_readiness_once_something_is_answered_or_owed() -> None:
    fresh = dossier({}, bank=ASKED.bank)
    assert card_of(fresh, ASKED, EPOCH).readiness is None
    owed = dossier({}, bank=ASKED.bank, obligations=(obligation(kind=ObligationKind.READINESS_OPEN),))
    shown = card_of(owed, ASKED, EPOCH).readiness
    assert shown is not None
    assert (shown.answered, shown.open) == (0, 1)
    done = dossier({}, bank=ASKED.bank, obligations=(owed.obligations[0].done(EPOCH),))
    assert card_of(done, ASKED, EPOCH).readiness is None
    claimed = card_of(dossier(CLAIMED, bank=ASKED.bank), ASKED, EPOCH).readiness
    assert claimed is not None
    assert (claimed.answered, claimed.open, claimed.claimed) == (1, 0, 1)
    assert card_of(dossier(CLAIMED), RULES, EPOCH).readiness is None, "a bank that asks for none has no score"


def test_whoever_is_asked_for_a_requirement_sees_the_score_and_what_is_open_again() -> None:
    found = dossier(OVER, bank=ASKED.bank)
    lists = {each.body.user: each.body for each in refreshed(found, ASKED, EPOCH) if isinstance(each.body, Checklist)}
    owners = lists[OWNER.user]
    assert owners.readiness is not None
    assert [(item.question, item.reopened) for item in owners.items if item.reopened] == [(SILENT_FAILURE, True)]
    assert lists[SPONSOR.user].readiness is None, "nobody asks the sponsor for it"
    renewed = dossier({**OVER, proof_id(SILENT_FAILURE): Proof(link="", note="Again")}, bank=ASKED.bank)
    assert not any(item.reopened for item in _owners(renewed).items)


def _owners(found: Dossier) -> Checklist:
    bodies = [each.body for each in refreshed(found, ASKED, EPOCH)]
    return next(body for body in bodies if isinstance(body, Checklist) and body.user == OWNER.user)
