"""A dossier knows what follows from what is in it."""

from bot.domain.metrics import kpi_of
from bot.domain.projects import Stage
from tests.bot.domain.builders import CHURN, dossier, observation, plan


def test_the_kpi_is_that_of_its_charter_and_observations() -> None:
    logged = (observation("2027-03-01", 0.03),)
    file = dossier(CHURN, observations=logged)
    assert file.kpi == kpi_of(file.charter, logged)


def test_an_accepted_plan_makes_the_stage() -> None:
    assert (dossier().stage, dossier(plan=plan()).stage) == (Stage.KICKOFF, Stage.PLANNED)
