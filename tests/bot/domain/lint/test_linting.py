"""The lint as a whole: order, severities by policy, and what somebody accepted."""

from datetime import date, timedelta

import pytest

from bot.domain.charter import Accepted, Choice
from bot.domain.findings import Acceptance, Finding, Severity
from bot.domain.lint import RULES, blockers, lint, unsettled
from bot.domain.lint.linting import acceptance_id
from tests.bot.domain.builders import EPOCH, OWNER, bank, dossier, project, question, rulebook
from tests.bot.domain.lint.asked import BANK
from tests.bot.domain.lint.sound import RULES as BOOK
from tests.bot.domain.lint.sound import findings

REASON = "Finance prices it in the next quarter."
NO_MONEY: dict[str, object] = {"value_per_unit": None}
NO_EXPERIMENT: dict[str, object] = {"design": Choice(option="none")}


def test_an_empty_charter_lacks_all_in_the_order_in_which_it_is_asked() -> None:
    told = lint(dossier(bank=BANK, project=project(sponsor=None)), BOOK, EPOCH)
    assert [finding.rule for finding in told] == [
        "no-measurable-metric",
        "no-unit",
        "no-baseline",
        "no-target",
        "no-deadline",
        "no-source",
        "no-money",
        "no-sponsor",
        "no-guardrail",
        "no-experiment",
        "no-decision-rule",
        "silent-failure-unwatched",
    ]
    asked = [question.id for question in BANK.questions]
    assert [asked.index(each.question) for each in told] == sorted(asked.index(each.question) for each in told)
    assert all(finding.is_missing for finding in told)


def test_each_rule_has_an_id_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_what_the_bank_does_not_ask_is_not_missed() -> None:
    only_a_name = dossier(bank=bank(question("metric_name")))
    assert {each.question for each in lint(only_a_name, BOOK, EPOCH)} == {"metric_name"}


def test_only_blockers_that_nobody_waived_stand_in_the_way() -> None:
    waived = Acceptance(reason=REASON, by=OWNER.user, until=date(2027, 6, 30))
    told = tuple(Finding(rule=each, severity=each, question=RULES[0].question) for each in Severity)
    also = Finding(rule="waived", severity=Severity.BLOCKER, question=RULES[0].question, accepted=waived)
    assert [finding.rule for finding in blockers((*told, also))] == [Severity.BLOCKER]
    assert unsettled((*told, also)) == told


def test_the_policy_says_how_serious_a_rule_is_or_that_it_is_off() -> None:
    strict = rulebook(*BANK.questions, severities={"no-money": Severity.BLOCKER, "no-guardrail": None})
    told = findings({**NO_MONEY, "guardrails": None}, rules=strict)
    assert {each.rule: each.severity for each in told} == {
        "no-money": Severity.BLOCKER,
        "counter-metric-missing": Severity.WARNING,
    }


def accepting(rule: str, *words: str, until: date | None = None) -> dict[str, object]:
    return {acceptance_id(rule): Accepted(reason=REASON, words=words, until=until)}


def test_an_accepted_warning_stays_visible_with_who_and_why() -> None:
    (finding,) = findings({**NO_MONEY, **accepting("no-money")})
    assert finding.accepted == Acceptance(reason=REASON, by=OWNER.user)
    assert unsettled((finding,)) == ()


def test_what_was_accepted_comes_back_when_it_says_something_else() -> None:
    worded = {"guardrails": "Trust: at most 1 % lower", **accepting("counter-metric-missing", "churn")}
    assert unsettled(findings(worded)) == ()
    other = unsettled(findings({**worded, "metric_name": "Monthly attrition of subscribers"}))
    assert [each.rule for each in other] == ["counter-metric-missing"]


def test_a_blocker_is_not_accepted_and_one_that_can_be_waived_only_until_a_day() -> None:
    assert blockers(findings({"baseline": None, **accepting("no-baseline", until=date(2027, 6, 30))}))
    assert blockers(findings({**NO_EXPERIMENT, **accepting("no-experiment", "none")}))
    until = EPOCH.date() + timedelta(days=30)
    waived = {**NO_EXPERIMENT, **accepting("no-experiment", "none", until=until)}
    assert blockers(findings(waived, now=EPOCH + timedelta(days=30))) == ()
    assert blockers(findings(waived, now=EPOCH + timedelta(days=31)))


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.NOTE])
def test_a_rule_that_can_be_waived_is_accepted_like_others_where_it_is_no_blocker(severity: Severity) -> None:
    mild = rulebook(*BANK.questions, severities={"no-experiment": severity})
    (finding,) = findings({**NO_EXPERIMENT, **accepting("no-experiment", "none")}, rules=mild)
    assert finding.accepted is not None
    assert not finding.is_waivable


def test_words_under_the_name_of_an_acceptance_accept_nothing() -> None:
    assert unsettled(findings({**NO_MONEY, acceptance_id("no-money"): "accepted"}))
