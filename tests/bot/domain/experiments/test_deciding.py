"""A decision is kept with what the rule said; against it, or before it, only with a reason in writing."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.experiments.deciding import NothingToDecide, decide, recommended
from bot.domain.experiments.experiment import Experiment
from bot.domain.impact import Grade
from bot.domain.readouts import Advice, Because, Choice, Readout, Recommendation
from bot.domain.refusal import BadFields
from tests.bot.domain.builders import EPOCH, OWNER, SPONSOR
from tests.bot.domain.experiments.runs import LAST_DAY, run

REASON = "The sponsor wants it in all the same."


def read(advice: Advice, **also: Any) -> Experiment:
    known = {
        "number": 1,
        "through": LAST_DAY,
        "early": advice is Advice.WAIT,
        "by": OWNER.user,
        "at": EPOCH,
        "recommendation": Recommendation(advice=advice, because=Because.WON),
        "grade": Grade.RANDOMISED,
    }
    return run().read(Readout(**{**known, **also}))


def decided(experiment: Experiment | None, choice: Choice, reason: str = "") -> Any:
    return decide(experiment, choice, reason=reason, by=SPONSOR.user, now=EPOCH)


@pytest.mark.parametrize(
    ("advice", "choice"),
    [(Advice.LAUNCH, Choice.LAUNCH), (Advice.ITERATE, Choice.ITERATE), (Advice.STOP, Choice.STOP), (Advice.WAIT, None)],
)
def test_the_rule_recommends_what_its_readout_says_and_nothing_while_it_waits(
    advice: Advice, choice: Choice | None
) -> None:
    assert recommended(read(advice)) is choice
    assert recommended(run()) is None


@pytest.mark.parametrize("choice", list(Choice))
def test_what_the_rule_recommends_needs_no_reason(choice: Choice) -> None:
    experiment = read(Advice(choice.value))
    decision = decided(experiment, choice)
    kept = decision.state.decided
    assert (kept.choice, kept.recommended, kept.reason, kept.by, kept.at) == (choice, choice, "", SPONSOR.user, EPOCH)
    assert not kept.is_against_the_rule
    assert replace(decision.state, decided=None) == experiment
    (fact,) = decision.facts
    assert (fact.act, fact.subject, fact.after) == ("experiment.decided", "E1", kept)


@pytest.mark.parametrize("reason", ["", "   because I say so    ", "x" * 19, "\u200b" * 40, "no\x00reason" * 9])
def test_against_the_rule_a_reason_in_writing_is_asked_for(reason: str) -> None:
    with pytest.raises(BadFields) as bad:
        decided(read(Advice.STOP), Choice.LAUNCH, reason)
    assert list(bad.value.errors) == ["reason"]


def test_against_the_rule_is_kept_as_such() -> None:
    kept = decided(read(Advice.STOP), Choice.LAUNCH, f"  {REASON} ").state.decided
    assert (kept.reason, kept.recommended, kept.is_against_the_rule) == (REASON, Choice.STOP, True)


def test_the_words_name_what_the_rule_recommends_or_that_it_is_silent() -> None:
    with pytest.raises(BadFields, match="recommends to stop"):
        decided(read(Advice.STOP), Choice.ITERATE)
    with pytest.raises(BadFields, match="no final readout yet"):
        decided(read(Advice.WAIT), Choice.STOP)


def test_stopping_early_is_no_decision_against_a_rule_that_was_silent() -> None:
    kept = decided(run(), Choice.STOP, REASON).state.decided
    assert (kept.recommended, kept.is_against_the_rule) == (None, False)


def test_nothing_is_launched_without_a_readout() -> None:
    with pytest.raises(NothingToDecide, match="no readout yet"):
        decided(run(), Choice.LAUNCH, REASON)


def test_there_is_one_decision_for_each_experiment() -> None:
    with pytest.raises(NothingToDecide, match="waits for a decision"):
        decided(None, Choice.STOP, REASON)
    once = decided(read(Advice.STOP), Choice.STOP).state
    with pytest.raises(NothingToDecide, match="waits for a decision"):
        decided(once, Choice.STOP)


def test_an_experiment_runs_until_its_final_readout_and_waits_until_it_is_decided() -> None:
    early, final = read(Advice.WAIT), read(Advice.STOP)
    done = decided(final, Choice.STOP).state
    found = [(each.is_running, each.awaits_decision) for each in (run(), early, final, done)]
    assert found == [(True, False), (True, False), (False, True), (False, False)]
    assert (run().looks, early.looks, early.read(early.readout).looks) == (0, 1, 2)  # type: ignore[arg-type]  # it was read
