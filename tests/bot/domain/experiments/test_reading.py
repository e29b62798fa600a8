"""From the worker's figures to a readout: which facts its grade rests on."""

from dataclasses import replace

import pytest

from bot.domain.experiments.experiment import Experiment, last_readout
from bot.domain.experiments.reading import Circumstances, read_out
from bot.domain.impact import Grade
from bot.domain.readouts import Advice, Because, DoubtKind
from bot.statistics.arms.summary import ArmsReadout, Said
from bot.statistics.readout.experiments import Role
from tests.bot.domain.builders import EPOCH, OWNER
from tests.bot.domain.experiments.found import LINE, by_arm, with_readout
from tests.bot.domain.experiments.runs import LAST_DAY, run, sealed

UNPROVEN = replace(LINE, metric="Margin per customer", role=Role.GUARDRAIL, said=Said.NOT_PROVEN)


def grade(
    *said: Said, mismatch: bool = False, changed: tuple[str, ...] = (), earlier: tuple[Experiment, ...] = ()
) -> Grade:
    """The grade of treatments that say this of the primary metric, beside a guardrail that is unproven."""
    found = by_arm().arms
    assert found is not None
    lines = tuple(replace(LINE, arm=number, said=each) for number, each in enumerate(said, 1))
    figures: ArmsReadout = replace(found, lines=(*lines, UNPROVEN), mismatch=mismatch)
    beside = Circumstances(through=LAST_DAY, changed=changed, unmeasured=("Tickets",))
    decision = read_out(run(), figures, beside, earlier=earlier, by=OWNER.user, now=EPOCH)
    return last_readout(decision.state).grade


def test_harm_is_proven_although_a_guardrail_is_not() -> None:
    assert grade(Said.WORSE) is Grade.RANDOMISED
    assert grade(Said.BETTER) is Grade.OBSERVED
    assert grade(Said.UNDECIDED) is Grade.OBSERVED


def test_harm_that_was_not_read_as_registered_is_not_proven() -> None:
    assert grade(Said.WORSE, mismatch=True) is Grade.OBSERVED
    assert grade(Said.WORSE, changed=("alpha",)) is Grade.OBSERVED


def test_of_several_treatments_the_grade_is_that_of_the_one_that_is_told() -> None:
    assert grade(Said.WORSE, Said.WORSE) is Grade.RANDOMISED
    assert grade(Said.UNDECIDED, Said.WORSE) is Grade.OBSERVED
    assert grade(Said.WORSE, Said.BETTER) is Grade.OBSERVED


def test_harm_is_replicated_by_harm_alone() -> None:
    won, lost = (with_readout(by_arm(replace(LINE, said=said))) for said in (Said.BETTER, Said.WORSE))
    unread = with_readout(by_arm(None))
    assert grade(Said.WORSE, earlier=(lost,)) is Grade.REPLICATED
    assert grade(Said.WORSE, earlier=(won, unread, run())) is Grade.RANDOMISED


def test_a_readout_speaks_of_the_treatment_that_decided_and_of_its_guardrails_alone() -> None:
    """The first treatment wins and breaks its guardrail, the second wins cleanly and is launched."""
    found = by_arm().arms
    assert found is not None
    first, second = (replace(LINE, arm=arm, said=Said.BETTER, difference=-0.01 * arm) for arm in (1, 2))
    broken, held = replace(UNPROVEN, arm=1), replace(UNPROVEN, arm=2, said=Said.NOT_WORSE)
    figures = replace(found, arms=("control", "one", "two"), lines=(first, second, broken, held))
    beside = Circumstances(through=LAST_DAY)
    readout = last_readout(
        read_out(run(sealed(guardrails=())), figures, beside, earlier=(), by=OWNER.user, now=EPOCH).state
    )
    assert (readout.recommendation.advice, readout.recommendation.arm) == (Advice.LAUNCH, 2)
    assert readout.primary == second
    assert readout.grade is Grade.RANDOMISED


def test_arms_that_differed_before_the_start_prove_nothing() -> None:
    found = by_arm(replace(LINE, before_p=1e-6)).arms
    assert found is not None
    readout = last_readout(
        read_out(
            run(sealed(guardrails=())), found, Circumstances(through=LAST_DAY), earlier=(), by=OWNER.user, now=EPOCH
        ).state
    )
    assert (readout.recommendation.because, readout.grade) == (Because.UNEQUAL_BEFORE, Grade.OBSERVED)


@pytest.mark.parametrize(
    ("counts", "control", "kinds"),
    [
        ((14_000, 14_000), 0.05, ()),
        ((28_000, 28_000), 0.05, ()),
        ((28_001, 28_000), 0.05, (DoubtKind.UNITS,)),
        ((6_999, 7_000), 0.05, (DoubtKind.UNITS,)),
        ((14_000, 14_000), 0.1, ()),
        ((14_000, 14_000), 0.101, (DoubtKind.LEVEL,)),
        ((14_000, 14_000), 0.024, (DoubtKind.LEVEL,)),
        ((140_000, 140_000), 0.005, (DoubtKind.UNITS, DoubtKind.LEVEL)),
    ],
)
def test_results_far_from_the_plan_ask_for_a_look_at_the_query(
    counts: tuple[int, int], control: float, kinds: tuple[DoubtKind, ...]
) -> None:
    """1,000 units a day for 28 days, at 5 %: half or twice of it is far."""
    found = by_arm(replace(LINE, control=control)).arms
    assert found is not None
    plan = sealed(guardrails=(), daily_traffic=1000.0, baseline=0.05)
    decision = read_out(
        run(plan), replace(found, counts=counts), Circumstances(through=LAST_DAY), earlier=(), by=OWNER.user, now=EPOCH
    )
    readout = last_readout(decision.state)
    assert tuple(each.kind for each in readout.doubts) == kinds
    assert all(each.planned == (28_000 if each.kind is DoubtKind.UNITS else 0.05) for each in readout.doubts)


def test_what_is_withheld_unread_or_has_no_level_is_not_held_against_one() -> None:
    found = by_arm(replace(LINE, control=0.9)).arms
    assert found is not None
    plan = sealed(guardrails=(), daily_traffic=None, baseline=0.05)
    for figures, known in (
        (replace(found, mismatch=True), plan),
        (replace(found, lines=(replace(LINE, said=Said.UNREAD, control=0.9),)), plan),
        (found, replace(plan, baseline=None)),
    ):
        experiment = run(sealed(guardrails=(), daily_traffic=None, baseline=known.baseline))
        beside = Circumstances(through=LAST_DAY)
        decision = read_out(experiment, figures, beside, earlier=(), by=OWNER.user, now=EPOCH)
        assert last_readout(decision.state).doubts == ()
