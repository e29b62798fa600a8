"""What people typed is shown as words wherever it appears: it pings nobody, links nowhere and formats nothing."""

from collections.abc import Iterator
from typing import Any

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace import Person
from tests.journeys.journey import BERLIN, NEW_YORK, Journey, at

NAME = "<!channel> a&b *x*"
NASTY = "<!here> <@U0NOBODY> <!subteam^S1> <https://evil.example|bank> *b* _i_ `c` ~s~ &lt;!channel&gt;"


ROWS_OF_NASTY = {
    "model_metrics": {"name": NASTY, "measured": NASTY},
    "proxy_metrics": {"name": NASTY, "unit": NASTY[:60], "why": NASTY},
    "guardrails": {"name": NASTY, "better": "up"},
    "metric_links": {"from": NASTY, "to": NASTY, "evidence": NASTY},
}


def allowed(*people: Person) -> set[str]:
    """The people of a project may be mentioned, nobody else."""
    return {f"@{person.id}" for person in people}


def mrkdwn(blocks: Any) -> Iterator[str]:
    """Every text of a message that Slack would format."""
    if isinstance(blocks, list):
        for item in blocks:
            yield from mrkdwn(item)
    elif isinstance(blocks, dict):
        if blocks.get("type") == "mrkdwn":
            yield str(blocks["text"])
        for item in blocks.values():
            yield from mrkdwn(item)


async def test_a_nasty_name_is_words_on_its_way_through_the_whole_life_of_a_project(
    journey: Journey, cast: Cast
) -> None:
    ana, sam, lena = cast.ana, cast.sam, cast.lena
    await journey.kickoff(name=NAME, sponsor=sam, members=(cast.mei,))
    for part, page in (
        (1, {**OUTCOME, "metric_name": NASTY, "metric_source": NASTY, "baseline_window": NASTY}),
        (2, {"success_statement": NASTY, **{question: [ROWS_OF_NASTY[question]] for question in ROWS_OF_NASTY}}),
    ):
        await journey.page(ana, part, page)
    await journey.opens_part(ana, 1)
    assert ana.modal is not None
    assert ana.modal.title == NAME
    assert ana.modal.values()["metric_name"] == NASTY
    await journey.closes(ana)
    preview = await journey.types(lena, "/plumb digest weekly monday 09:00 Europe/Berlin", cast.churn)
    await journey.presses(lena, preview.messages[-1], "digest.save")
    await journey.types(ana, "/plumb kpi 2.9%", cast.churn)
    for line in ("/plumb status", "/impact", "/plumb nags", "/plumb"):
        heard = await journey.types(ana, line, cast.churn)
        assert NAME in heard.messages[-1].rendered(), line
    shared = (await journey.types(ana, "/plumb status", cast.churn)).messages[-1]
    await journey.presses(ana, shared, "reply.share")
    await journey.travel(at("2027-02-26", "09:01", NEW_YORK))
    await journey.page(ana, 3, {**PROOF, "primary_metric": NASTY, "decision_rule": NASTY})
    plan = (await journey.types(ana, "/plumb experiment plan", cast.churn)).messages[-1]
    await journey.presses(ana, plan, "plan.accept")
    said = [one for channel in journey.workspace.world.channels.values() for one in channel.messages]
    assert len([one for one in said if NAME in one.rendered()]) > 15
    assert journey.pings() <= allowed(ana, sam, cast.mei, lena)
    for message in said:
        for text in (message.text, *mrkdwn(message.blocks)):
            assert "<!channel>" not in text
            assert "<https://evil" not in text
            assert "<@U0NOBODY>" not in text
    assert journey.workspace.warnings == []


async def test_a_name_with_every_kind_of_sign_is_found_by_its_key(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(name=NAME)
    heard = await journey.types(cast.ana, "/plumb status", cast.churn)
    assert NAME in heard.text
    await journey.types(cast.ana, f"/plumb kickoff {NAME}", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.title == NAME, "the name as typed continues its kickoff"


async def test_every_message_has_a_text_of_its_own_and_an_opaque_key(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(name=NAME, sponsor=cast.sam)
    await journey.travel(at("2027-02-15", "09:01", BERLIN))
    said = [
        one
        for channel in journey.workspace.world.channels.values()
        for one in channel.messages
        if one.user == journey.workspace.bot_user_id and one.ephemeral_to is None
    ]
    assert len(said) == 4
    for message in said:
        assert "a&amp;b" in message.text
        assert message.metadata is not None
        assert message.metadata["event_type"] == "plumbline_delivery"
        assert set(message.metadata["event_payload"]) == {"key"}
        assert not {cast.ana.id, cast.churn.id} & set(message.metadata["event_payload"]["key"].split(":"))
