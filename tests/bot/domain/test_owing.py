"""What is owed is asked of the first person on its ladder who is there, and is due so many of their working days on."""

from datetime import date

import pytest

from bot.domain.owing import closed, first_asked, owed
from bot.domain.policy import Ladder, ObligationKind, Rung
from tests.bot.domain.builders import EPOCH, HOME, OWNER, SPONSOR, obligation, project, rulebook

KIND = ObligationKind.NO_DECISION
POLICY = rulebook().policy


def ladder(*rungs: Rung) -> dict[ObligationKind, Ladder]:
    return {**POLICY.ladders, KIND: Ladder(due_after=5, rungs=rungs, importance=90)}


@pytest.mark.parametrize(
    ("rungs", "sponsor", "expected"),
    [
        ((Rung.SPONSOR, Rung.OWNER), SPONSOR.user, (0, SPONSOR.user)),
        ((Rung.SPONSOR, Rung.OWNER), None, (1, OWNER.user)),
        ((Rung.SPONSOR, Rung.CHANNEL), None, (1, HOME)),
        ((Rung.OWNER, Rung.SPONSOR), SPONSOR.user, (0, OWNER.user)),
        ((Rung.SPONSOR,), None, (0, OWNER.user)),
    ],
)
def test_the_first_who_is_there_is_asked(
    rungs: tuple[Rung, ...], sponsor: str | None, expected: tuple[int, str]
) -> None:
    policy = rulebook(ladders=ladder(*rungs)).policy
    assert first_asked(project(sponsor=sponsor), KIND, policy) == expected


def test_it_is_due_after_the_working_days_of_whoever_is_asked() -> None:
    friday = date(2027, 2, 12)
    one = owed(project(), KIND, asked=SPONSOR, after=friday, policy=POLICY, now=EPOCH)
    assert (one.due, one.recipient, one.rung) == (date(2027, 2, 19), SPONSOR.user, 0)


def test_only_what_is_open_and_of_these_kinds_is_closed() -> None:
    other = obligation(kind=ObligationKind.NO_READOUT)
    done = closed((obligation(), other, obligation().done(EPOCH)), [ObligationKind.NO_EXPERIMENT], EPOCH)
    assert [(each.kind, each.is_open) for each in done] == [(ObligationKind.NO_EXPERIMENT, False)]
