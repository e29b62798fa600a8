"""Who may do what."""

from handlers.demo.cast import Cast
from tests.journeys.journey import Journey


async def test_a_kickoff_shows_its_card_p(journey: Journey, cast: Cast) -> None:
    card = await journey.kickoff()
    assert "Churn model" in card.rendered()
