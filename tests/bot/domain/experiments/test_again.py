"""A final result may be read anew, with a reason, and the new reading tells of the ones before it."""

from dataclasses import replace

import pytest

from bot.domain.experiments.experiment import Experiment, last_readout
from bot.domain.experiments.reading import Circumstances, read_out
from bot.domain.readouts import Because
from bot.statistics.arms.reading import read_arms
from bot.statistics.arms.summary import ArmsReadout
from tests.bot.domain.builders import EPOCH, OWNER
from tests.bot.domain.experiments.runs import COUNTS, LAST_DAY, asked, refused, run, sealed

BARE = sealed(guardrails=())
REASON = "The treatment's log lost a day; it was loaded again."
UNEVEN = {**COUNTS, "treatment_n": "12,000"}


def figures(typed: dict[str, str]) -> ArmsReadout:
    return read_arms(asked(typed, run(BARE))[1])


def read(experiment: Experiment, typed: dict[str, str], reason: str = "") -> Experiment:
    found = Circumstances(through=LAST_DAY, reason=reason)
    return read_out(experiment, figures(typed), found, earlier=(), by=OWNER.user, now=EPOCH).state


def test_the_first_final_reading_asks_for_no_reason_and_leaves_no_trace() -> None:
    assert asked(COUNTS)[0] == LAST_DAY
    assert last_readout(read(run(BARE), COUNTS)).again is None


def test_a_look_before_it_is_no_reading_of_the_final_data() -> None:
    first = read(run(BARE), COUNTS)
    look = replace(first, readout=replace(last_readout(first), early=True))
    asked(COUNTS, look)
    assert last_readout(read(look, COUNTS)).again is None


@pytest.mark.parametrize("typed", ["", "   ", "a typing error"])
def test_a_final_result_is_not_read_anew_without_a_sentence_why(typed: str) -> None:
    there = read(run(BARE), COUNTS)
    assert "why it is read again" in refused({**COUNTS, "reason": typed}, there)["reason"]
    asked({**COUNTS, "reason": REASON}, there)


def test_a_reason_that_cannot_be_shown_is_refused_at_its_field() -> None:
    assert set(refused({**COUNTS, "reason": "\N{NULL}" * 40}, read(run(BARE), COUNTS))) == {"reason"}


def test_every_reading_counts_those_before_it_and_never_forgets_arms_of_other_sizes() -> None:
    withheld = read(run(BARE), UNEVEN)
    assert last_readout(withheld).recommendation.because is Because.MISMATCH
    second = read(withheld, COUNTS, REASON)
    again = last_readout(second).again
    assert again is not None
    assert (again.readings, again.said, again.number, again.was_withheld) == (2, Because.MISMATCH, 1, True)
    assert again.reason == REASON
    third = last_readout(read(second, COUNTS, REASON)).again
    assert third is not None
    assert (third.readings, third.said, third.number, third.was_withheld) == (3, Because.UNDECIDED, 2, True)


def test_readings_of_arms_of_the_planned_sizes_were_never_withheld() -> None:
    again = last_readout(read(read(run(BARE), COUNTS), COUNTS, REASON)).again
    assert again is not None
    assert not again.was_withheld
