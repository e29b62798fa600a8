"""Answers are kept page by page; nobody's answer is overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import kickoff
from bot.domain.charter import Answer, Charter, Choice, Proof, Text, Value, Who
from bot.domain.dossier import Dossier
from bot.domain.ids import QuestionId, UserId
from bot.domain.kickoff import Clashing
from bot.domain.message import Checklist, ProjectCard
from bot.domain.obligations import ObligationStatus
from bot.domain.policy import ObligationKind, Rung
from bot.domain.questions import AnswerType, Column
from bot.domain.readiness.items import SILENT_FAILURE, proof_id
from tests.bot.domain.builders import (
    EPOCH,
    HOME,
    MEMBER,
    NEW_YORK,
    OWNER,
    PROJECT,
    SPONSOR,
    TOKYO,
    answer,
    answered_by,
    bank,
    charter,
    dossier,
    obligation,
    person,
    project,
    quantity,
    question,
    rulebook,
    value_of,
)
from tests.bot.domain.readiness.test_items import requirement

RULES = rulebook()
PROOF = Proof(link="", note="Tried", until=date(2027, 3, 19))
NAME, UNIT = QuestionId("metric_name"), QuestionId("metric_unit")


def values(**answers: object) -> dict[QuestionId, Value | None]:
    return {QuestionId(each): None if plain is None else value_of(plain) for each, plain in answers.items()}


def save(
    before: Dossier, typed: Mapping[QuestionId, Value | None], base: Mapping[QuestionId, Answer], by: str = "U2"
) -> Dossier:
    return kickoff.save(before, typed, base=base, by=UserId(by), rules=RULES, now=EPOCH).state


# --- starting ----------------------------------------------------------------------------------


def test_a_kickoff_starts_with_a_card_a_checklist_for_everybody_and_the_experiment_owed() -> None:
    decision = kickoff.start(project(), by=MEMBER, owner=OWNER, rules=RULES, now=EPOCH)
    card, *checklists = [message.body for message in decision.messages]
    assert isinstance(card, ProjectCard)
    assert [each.user for each in checklists if isinstance(each, Checklist)] == [OWNER.user, SPONSOR.user, MEMBER.user]
    (owed,) = decision.obligations
    assert decision.state.obligations == (owed,)
    assert (owed.due, owed.recipient, owed.status) == (date(2027, 2, 15), OWNER.user, ObligationStatus.OPEN)
    (fact,) = decision.facts
    assert (fact.act, fact.subject, fact.after) == ("kickoff.started", "churn-model", project())


def test_ten_working_days_are_those_of_the_owner() -> None:
    late_on_sunday_in_new_york = EPOCH - timedelta(hours=5)
    for owner, country, due in (
        (person("U1", TOKYO), None, date(2027, 2, 15)),
        (person("U1", NEW_YORK), None, date(2027, 2, 12)),
        (person("U1", TOKYO), "JP", date(2027, 2, 16)),
    ):
        rules = rulebook(country=country)
        decision = kickoff.start(
            project(owner=owner.user), by=owner, owner=owner, rules=rules, now=late_on_sunday_in_new_york
        )
        assert decision.obligations[0].due == due


def test_the_sponsor_named_at_the_start_is_an_answer_already() -> None:
    named = kickoff.start(project(), by=MEMBER, owner=OWNER, rules=RULES, now=EPOCH).state.charter
    assert named.revision == 1
    (said,) = named.answers.values()
    assert (said.question, said.value, said.by, said.revision) == ("sponsor", Who(user=SPONSOR.user), MEMBER.user, 1)
    open_ = kickoff.start(project(sponsor=None), by=MEMBER, owner=OWNER, rules=RULES, now=EPOCH).state.charter
    assert (open_.who("sponsor"), open_.revision, open_.bank_edition) == (None, 0, "test")


# --- saving ------------------------------------------------------------------------------------


def test_a_page_is_kept_with_who_when_and_the_next_revision() -> None:
    decision = kickoff.save(
        dossier({"metric_unit": "%"}), values(metric_name="Churn"), base={}, by=MEMBER.user, rules=RULES, now=EPOCH
    )
    kept = decision.state.charter
    assert kept.revision == 2
    assert kept.answers[NAME] == Answer(question=NAME, value=Text(text="Churn"), by=MEMBER.user, at=EPOCH, revision=2)
    assert kept.text("metric_unit") == "%"
    (fact,) = decision.facts
    assert (fact.act, fact.subject, fact.before, fact.after) == ("charter.answered", NAME, None, Text(text="Churn"))
    card, *checklists = [message.body for message in decision.messages]
    assert isinstance(card, ProjectCard)
    assert card.kpi.name == "Churn"
    assert len(checklists) == 3


def test_saving_what_stands_already_changes_and_says_nothing() -> None:
    before = dossier({"metric_name": "Churn"})
    decision = kickoff.save(
        before, values(metric_name="Churn", metric_unit=None), base={}, by=MEMBER.user, rules=RULES, now=EPOCH
    )
    assert (decision.state, decision.facts, decision.messages) == (before, (), ())


def test_an_answer_can_be_taken_back() -> None:
    before = dossier({"metric_name": "Churn"})
    after = save(before, values(metric_name=None), before.charter.answers)
    assert after.charter.value(NAME) is None
    assert after.charter.answers[NAME].revision == 2


def test_a_field_that_was_not_touched_keeps_what_others_saved_since() -> None:
    opened = charter(metric_name="Churn", metric_unit="%")
    since = dossier(charter=answered_by(opened, {"metric_name": "Revenue churn"}, revision=2))
    after = save(since, values(metric_name="Churn", metric_unit="€"), opened.answers)
    assert (after.charter.text("metric_name"), after.charter.text("metric_unit")) == ("Revenue churn", "€")


def test_a_field_that_both_changed_is_shown_with_both_answers_and_nothing_is_kept() -> None:
    opened = charter(metric_name="Churn")
    since = dossier(charter=answered_by(opened, {"metric_name": "Revenue churn"}, revision=2))
    with pytest.raises(Clashing) as clashing:
        save(since, values(metric_name="Logo churn", metric_unit="%"), opened.answers)
    (clash,) = clashing.value.clashes
    assert (clash.question, clash.theirs.value, clash.mine) == (NAME, value_of("Revenue churn"), value_of("Logo churn"))


def test_a_field_that_was_empty_and_both_filled_clashes_too() -> None:
    since = dossier(charter=answered_by(charter(), {"metric_name": "Revenue churn"}, revision=1))
    with pytest.raises(Clashing):
        save(since, values(metric_name="Logo churn"), {})


def test_an_answer_taken_back_by_one_and_changed_by_the_other_clashes() -> None:
    opened = charter(metric_name="Churn")
    since = dossier(charter=answered_by(opened, {"metric_name": None}, revision=2))
    with pytest.raises(Clashing) as clashing:
        save(since, values(metric_name="Logo churn"), opened.answers)
    assert clashing.value.clashes[0].theirs.value is None


def test_a_clash_that_was_seen_is_decided_and_overwrites_no_field_that_was_not_touched() -> None:
    opened = charter(metric_name="Churn", metric_unit="%")
    since = dossier(charter=answered_by(opened, {"metric_name": "Revenue churn", "metric_unit": "€"}, revision=2))
    mine = values(metric_name="Logo churn", metric_unit="%")
    decided = kickoff.save(
        since, mine, base=opened.answers, seen=since.charter.answers, by=MEMBER.user, rules=RULES, now=EPOCH
    )
    assert decided.state.charter.text("metric_name") == "Logo churn"
    assert decided.state.charter.text("metric_unit") == "€"
    third = dossier(charter=answered_by(since.charter, {"metric_name": "Net churn"}, revision=3))
    with pytest.raises(Clashing):
        kickoff.save(
            third, mine, base=opened.answers, seen=since.charter.answers, by=MEMBER.user, rules=RULES, now=EPOCH
        )


def test_both_agreeing_is_no_clash() -> None:
    opened = charter(metric_name="Churn")
    since = dossier(charter=answered_by(opened, {"metric_name": "Logo churn"}, revision=2))
    assert save(since, values(metric_name="Logo churn"), opened.answers) == since


def test_the_same_number_typed_in_two_ways_is_no_clash_and_no_change() -> None:
    opened = charter(baseline=quantity(0.031, "percent", "3.1%"))
    since = dossier(charter=answered_by(opened, {"baseline": quantity(0.04, "percent", "4%")}, revision=2))
    assert save(since, values(baseline=quantity(0.04, "percent", "4.0 %")), opened.answers) == since
    assert save(since, values(baseline=quantity(0.031, "percent", "3.10%")), opened.answers) == since
    with pytest.raises(Clashing):
        save(since, values(baseline=quantity(0.04, "relative_change", "+4%")), opened.answers)


def test_a_number_is_told_from_no_number() -> None:
    three = quantity(3, "count", "3")
    filled = save(dossier(), values(baseline=three), {})
    assert filled.charter.value("baseline") == three
    emptied = save(filled, values(baseline=None), filled.charter.answers)
    assert emptied.charter.value("baseline") is None
    worded = save(filled, values(baseline="3"), filled.charter.answers)
    assert worded.charter.text("baseline") == "3"


def test_after_seeing_both_the_second_save_decides() -> None:
    opened = charter(metric_name="Churn")
    since = dossier(charter=answered_by(opened, {"metric_name": "Revenue churn"}, revision=2))
    after = save(since, values(metric_name="Logo churn"), since.charter.answers)
    assert after.charter.text("metric_name") == "Logo churn"


@dataclass(frozen=True)
class Move:
    """One of two editors opens the page again, or saves it with some fields changed."""

    editor: int
    saves: bool
    typed: dict[str, str | None]


FIELDS = ("metric_name", "metric_unit", "guardrails")
moves = st.lists(
    st.builds(
        Move,
        st.sampled_from([0, 1]),
        st.booleans(),
        st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["a", "b", None])),
    ),
    max_size=14,
)


@given(moves)
def test_nothing_is_lost_whatever_the_interleaving_of_two_editors(steps: list[Move]) -> None:
    standing = dossier()
    opened: list[Charter] = [standing.charter, standing.charter]
    for step in steps:
        if not step.saves:
            opened[step.editor] = standing.charter
            continue
        base = opened[step.editor]
        fields = {each: base.text(each) for each in FIELDS} | step.typed
        before = standing
        try:
            standing = save(before, values(**fields), base.answers, by=f"U{step.editor}")
        except Clashing as clashing:
            _only_what_both_changed(before.charter, base, fields, clashing)
        else:
            _kept_what_was_typed_and_what_was_not(before.charter, standing.charter, base, fields)


def _only_what_both_changed(before: Charter, base: Charter, fields: dict[str, str | None], clashing: Clashing) -> None:
    assert clashing.clashes
    for clash in clashing.clashes:
        assert before.text(clash.question) != base.text(clash.question), "they changed it"
        assert fields[clash.question] != base.text(clash.question), "I changed it"
        assert fields[clash.question] != before.text(clash.question), "we do not agree"
        assert (clash.theirs, clash.mine) == (
            before.answers[clash.question],
            values(**{clash.question: fields[clash.question]})[clash.question],
        )


def _kept_what_was_typed_and_what_was_not(
    before: Charter, after: Charter, base: Charter, fields: dict[str, str | None]
) -> None:
    for each, typed in fields.items():
        if typed == base.text(each):
            assert after.text(each) == before.text(each), "not touched: what others saved stands"
        else:
            assert after.text(each) == typed
            assert before.text(each) in (base.text(each), typed), "touched: nobody's answer was overwritten unseen"
    has_changed = any(before.text(each) != after.text(each) for each in fields)
    assert after.revision == before.revision + has_changed


# --- the sponsor -------------------------------------------------------------------------------


def test_naming_a_sponsor_makes_them_the_projects_sponsor() -> None:
    before = dossier(project=project(sponsor=None))
    after = save(before, values(sponsor=Who(user=MEMBER.user)), {})
    assert after.project.sponsor == MEMBER.user
    assert save(after, values(sponsor=None), after.charter.answers).project.sponsor is None
    assert save(after, values(metric_name="Churn"), after.charter.answers).project.sponsor == MEMBER.user


def test_what_fell_silent_for_want_of_a_sponsor_is_open_again_once_one_is_named() -> None:
    silent = obligation(rung=1, step=1, recipient=HOME, status=ObligationStatus.SILENT)
    before = dossier(project=project(sponsor=None), obligations=(silent,))
    named = kickoff.save(before, values(sponsor=Who(user=SPONSOR.user)), base={}, by=OWNER.user, rules=RULES, now=EPOCH)
    (woken,) = named.obligations
    assert (woken.status, woken.look_at, woken.rung) == (ObligationStatus.OPEN, EPOCH, 1)
    assert RULES.policy.ladders[woken.kind].rungs[woken.rung] is Rung.CHANNEL
    assert named.state.obligations == (woken,)


def test_only_a_newly_named_sponsor_wakes_anything() -> None:
    silent = obligation(status=ObligationStatus.SILENT)
    for before, typed in (
        (dossier(obligations=(silent,)), values(metric_name="Churn")),
        (dossier({"sponsor": Who(user=SPONSOR.user)}, obligations=(silent,)), values(sponsor=None)),
        (dossier(obligations=(silent,)), values(sponsor=Who(user=SPONSOR.user))),
        (dossier(project=project(sponsor=None), obligations=(obligation(),)), values(sponsor=Who(user=SPONSOR.user))),
    ):
        decision = kickoff.save(before, typed, base=before.charter.answers, by=OWNER.user, rules=RULES, now=EPOCH)
        assert decision.obligations == ()
        assert decision.state.obligations == before.obligations


# --- continuing --------------------------------------------------------------------------------


def test_the_wizard_continues_at_the_first_part_with_something_required_open() -> None:
    assert kickoff.next_part(dossier()) == 1
    begun = {"metric_name": "Churn", "metric_unit": "%", "sponsor": Who(user=SPONSOR.user)}
    assert kickoff.next_part(dossier(begun)) == 3


def test_with_everything_required_answered_it_continues_at_the_first_open_part() -> None:
    required: dict[str, object] = {each.id: "x" for each in RULES.bank.required}
    assert kickoff.next_part(dossier(required | {"value_per_unit": quantity(1)})) == 2
    assert kickoff.next_part(dossier({each.id: "x" for each in RULES.bank.questions})) == 1


def test_a_question_added_at_the_end_of_the_bank_belongs_to_its_part() -> None:
    added = bank(question("design", AnswerType.TEXT, part=3, required=True), question("country", required=True))
    assert kickoff.next_part(dossier(bank=added)) == 1


def test_a_save_keeps_the_project_and_everything_else_as_it_was() -> None:
    before = dossier({"metric_name": "Churn"}, obligations=(obligation(),))
    after = save(before, values(metric_unit="%"), before.charter.answers)
    assert replace(after, charter=before.charter) == before
    assert after.charter.project == PROJECT
    assert answer("metric_unit", "%").value == after.charter.value("metric_unit")


def test_a_save_opens_and_closes_what_is_owed_before_the_launch_and_plans_the_next_look() -> None:
    asked = rulebook(requirement(), question("days_to_deploy", AnswerType.NUMBER))
    before = dossier({}, bank=asked.bank)
    planned = kickoff.save(
        before, {QuestionId("days_to_deploy"): quantity(45)}, base={}, by=OWNER.user, rules=asked, now=EPOCH
    )
    (owed,) = planned.obligations
    assert (owed.kind, owed.due) == (ObligationKind.READINESS_OPEN, date(2027, 3, 11))
    assert owed in planned.state.obligations
    assert planned.watches == ()
    met: dict[QuestionId, Value | None] = {SILENT_FAILURE: Choice(option="manual"), proof_id(SILENT_FAILURE): PROOF}
    done = kickoff.save(planned.state, met, base={}, by=OWNER.user, rules=asked, now=EPOCH)
    assert [each.status for each in done.obligations] == [ObligationStatus.DONE]
    assert [watch.look_at.date() for watch in done.watches] == [date(2027, 3, 20)]
    same = kickoff.save(done.state, met, base={}, by=OWNER.user, rules=asked, now=EPOCH)
    assert (same.obligations, same.watches) == ((), ()), "what changes nothing plans nothing"


@pytest.mark.parametrize(
    ("value", "then", "now", "stays"),
    [
        (Text(text="x"), AnswerType.LONG_TEXT, AnswerType.ROWS, True),
        (Text(text="x"), AnswerType.TEXT, AnswerType.LONG_TEXT, True),
        (Text(text="x"), AnswerType.TEXT, AnswerType.DATE, False),
        (quantity(1), AnswerType.NUMBER, AnswerType.ROWS, False),
    ],
)
def test_words_answer_what_asks_for_words_or_rows_by_now(
    value: Value, then: AnswerType, now: AnswerType, *, stays: bool
) -> None:
    columns = (Column(id=QuestionId("name"), label="Name", type=AnswerType.TEXT, required=True, is_key=True),)
    before, after = (
        bank(question("guardrails", kind, columns=columns if kind is AnswerType.ROWS else ())) for kind in (then, now)
    )
    assert kickoff.still_answers(QuestionId("guardrails"), value, then=before, now=after) is stays
