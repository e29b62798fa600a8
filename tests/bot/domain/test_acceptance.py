"""Accepting what the lint says: by whom, with which reason, and until when."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.acceptance import LONGEST, REASON, UNTIL, accept, to_accept
from bot.domain.charter import Accepted, Choice
from bot.domain.dossier import Dossier
from bot.domain.lint import lint, unsettled
from bot.domain.people import Person
from bot.domain.refusal import BadFields, Denied, NotFound, Refusal
from tests.bot.domain.builders import EPOCH, MEMBER, OWNER, SPONSOR, dossier, project
from tests.bot.domain.lint.asked import BANK
from tests.bot.domain.lint.sound import RULES, SOUND

WHY = "Finance prices this metric in the next quarter."
TODAY = EPOCH.date()
UNPRICED = dossier({**SOUND, "value_per_unit": None}, bank=BANK)
UNTESTED = dossier({**SOUND, "design": Choice(option="none")}, bank=BANK)
UNMEASURED = dossier({**SOUND, "baseline": None}, bank=BANK)


def accepted(file: Dossier, rule: str, *, by: Person = OWNER, reason: Any = WHY, until: date | None = None) -> Dossier:
    return accept(file, rule, reason=reason, until=until, by=by, rules=RULES, now=EPOCH).state


@pytest.mark.parametrize("by", [OWNER, SPONSOR])
def test_owner_and_sponsor_accept_a_warning_with_a_reason(by: Person) -> None:
    after = accepted(UNPRICED, "no-money", by=by)
    assert after.charter.value("accepted.no-money") == Accepted(reason=WHY)
    assert after.charter.revision == UNPRICED.charter.revision + 1
    (finding,) = lint(after, RULES, EPOCH)
    assert finding.accepted is not None
    assert (finding.accepted.by, finding.accepted.reason) == (by.user, WHY)


def test_others_are_refused_and_told_who_can() -> None:
    with pytest.raises(Denied) as refused:
        accepted(UNPRICED, "no-money", by=MEMBER)
    assert (refused.value.who_can, refused.value.ask) == ("the owner or the sponsor", OWNER.user)


def test_a_blocker_is_mended_and_not_accepted() -> None:
    with pytest.raises(Refusal, match="A blocker is mended"):
        accepted(UNMEASURED, "no-baseline", until=TODAY + timedelta(days=30))


@pytest.mark.parametrize("rule", ["no-money", "no-such-rule"])
def test_what_does_not_fire_is_settled_already(rule: str) -> None:
    with pytest.raises(NotFound, match="settled already"):
        to_accept(dossier(SOUND, bank=BANK), rule, by=OWNER, rules=RULES, now=EPOCH)


def test_the_sponsor_alone_waives_an_experiment() -> None:
    after = accepted(UNTESTED, "no-experiment", by=SPONSOR, until=TODAY + timedelta(days=LONGEST))
    assert unsettled(lint(after, RULES, EPOCH)) == ()
    with pytest.raises(Denied) as refused:
        accepted(UNTESTED, "no-experiment", until=TODAY + timedelta(days=30))
    assert (refused.value.who_can, refused.value.ask) == ("the sponsor", SPONSOR.user)
    vacant = dossier({**SOUND, "design": Choice(option="none")}, bank=BANK, project=project(sponsor=None))
    with pytest.raises(Denied) as nobody:
        accepted(vacant, "no-experiment")
    assert nobody.value.who_can == "a sponsor, whom the owner names first"


@pytest.mark.parametrize("days", [None, 0, -1, LONGEST + 1])
def test_a_waiver_ends_on_a_day_that_is_not_too_far_away(days: int | None) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    with pytest.raises(BadFields) as wrong:
        accepted(UNTESTED, "no-experiment", by=SPONSOR, until=until)
    assert wrong.value.errors.keys() == {UNTIL}


@pytest.mark.parametrize("reason", [None, "", "because", "x" * 501, "a\x00" * 20])
def test_a_reason_is_a_sentence_that_can_be_kept(reason: str | None) -> None:
    with pytest.raises(BadFields) as wrong:
        accepted(UNPRICED, "no-money", reason=reason)
    assert wrong.value.errors.keys() == {REASON}


def test_a_day_is_nothing_to_a_warning() -> None:
    after = accepted(UNPRICED, "no-money", until=TODAY)
    assert after.charter.value("accepted.no-money") == Accepted(reason=WHY)
