"""An item that is not mine: given to somebody else, or not applicable with a reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.answering import Reader, read_answer
from bot.domain.charter import NotApplicable, Text
from bot.domain.dossier import Dossier
from bot.domain.ids import UserId
from bot.domain.items import REASON, TO, hand
from bot.domain.living import answered, given_to
from bot.domain.metrics import is_answered, unit_of
from bot.domain.people import Person
from bot.domain.refusal import BadFields, Denied
from tests.bot.domain.builders import EPOCH, MEMBER, OWNER, SPONSOR, bank, dossier, person, question, rulebook

UNIT, MONEY = question("metric_unit", required=True), question("value_per_unit")
RULES = rulebook()
NEW = person("UNEW")
WHY = "No money moves; we count hours."


def handed(file: Dossier, asked: Any, *, to: Person | None = None, reason: str | None = None, **known: Any) -> Dossier:
    by = known.pop("by", OWNER)
    return hand(file, asked, to=to, reason=reason, by=by, rules=RULES, now=EPOCH).state


def test_an_item_is_given_to_somebody_who_joins_the_project_by_it() -> None:
    after = handed(dossier(bank=bank(UNIT)), UNIT, to=NEW)
    assert given_to(after, UNIT.id) == NEW.user
    assert after.project.members == (MEMBER.user, NEW.user)
    again = handed(after, UNIT, to=SPONSOR)
    assert given_to(again, UNIT.id) == SPONSOR.user
    assert again.project.members == after.project.members, "a sponsor has a role already"
    assert given_to(handed(again, UNIT), UNIT.id) is None


def test_the_audit_trail_names_who_was_given_what() -> None:
    (fact,) = hand(dossier(bank=bank(UNIT)), UNIT, to=NEW, reason=None, by=OWNER, rules=RULES, now=EPOCH).facts
    assert (fact.subject, fact.act) == ("assigned.metric_unit", "charter.answered")


def test_what_does_not_apply_is_answered_by_its_reason_and_open_again_without_it() -> None:
    file = dossier(bank=bank(UNIT, replace(MONEY, required=False)))
    after = handed(file, MONEY, reason=f"  {WHY} ")
    assert after.charter.value(MONEY.id) == NotApplicable(reason=WHY)
    assert is_answered(after.charter, MONEY.id)
    assert answered(after) == (0, 1)
    assert handed(after, MONEY).charter.value(MONEY.id) is None


def test_an_answer_stays_when_nothing_is_said_about_it() -> None:
    assert handed(dossier({"value_per_unit": "x"}), MONEY, to=NEW).charter.value(MONEY.id) == Text(text="x")


@pytest.mark.parametrize("reason", ["no", "x" * 301])
def test_a_reason_is_a_sentence(reason: str) -> None:
    with pytest.raises(BadFields) as wrong:
        handed(dossier(), MONEY, reason=reason)
    assert wrong.value.errors.keys() == {REASON}


def test_nobody_answers_what_does_not_apply() -> None:
    with pytest.raises(BadFields) as wrong:
        handed(dossier(bank=bank(replace(MONEY, required=False))), MONEY, to=NEW, reason=WHY)
    assert wrong.value.errors == {REASON: "What does not apply needs nobody to answer it. Choose one of the two."}


def test_what_is_needed_before_a_signature_always_applies() -> None:
    with pytest.raises(BadFields, match="needed before"):
        handed(dossier(bank=bank(UNIT)), UNIT, reason=WHY)


def test_only_full_members_are_given_items() -> None:
    with pytest.raises(BadFields) as wrong:
        handed(dossier(), UNIT, to=replace(NEW, is_guest=True))
    assert wrong.value.errors.keys() == {TO}


def test_who_has_no_role_gives_nothing_away() -> None:
    with pytest.raises(Denied):
        handed(dossier(), UNIT, to=NEW, by=person("USTRANGER"))


def test_a_field_that_is_left_empty_keeps_that_it_does_not_apply() -> None:
    kept = NotApplicable(reason=WHY)
    reader = Reader(
        locale=None,
        today=date(2027, 2, 1),
        unit=unit_of("%"),
        people={},
        shown={MONEY.id: kept, UNIT.id: Text(text="%")},
    )
    assert read_answer(MONEY, "", reader) == kept
    assert read_answer(UNIT, "", reader) is None
    assert read_answer(MONEY, "12", reader) == Text(text="12")
    assert UserId("U") not in reader.people
