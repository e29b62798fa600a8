"""The kickoff by wizard."""
from tests.journeys.journey import Journey
async def test_x(journey: Journey) -> None:
    card = await journey.kickoff(sponsor=journey.cast.sam)
    assert "Churn model" in card.text
