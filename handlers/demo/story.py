"""The story of one project: kickoff, missing experiment, plan, values, digest; every step is seen in the workspace."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from handlers.demo import charter, experiments
from handlers.demo.cast import Cast
from handlers.demo.promises import BERLIN, NEW_YORK, at, local, promise
from handlers.demo.stage import Stage
from handlers.demo.workspace.world.messages import Message

START = datetime(2027, 2, 1, 8, 40, tzinfo=UTC)
"""A Monday morning in Berlin."""

OUTCOME = {
    "metric_name": "Monthly churn of paying customers",
    "metric_category": "retention",
    "metric_unit": "%",
    "metric_direction": "down",
    "baseline": "3.1%",
    "baseline_window": "Last 12 weeks",
    "target": "-10%",
    "deadline": "2027-06-30",
    "metric_source": "Finance dashboard “Retention”, updated on the 3rd of each month",
}
SUCCESS: dict[str, Any] = {
    "success_statement": "Monthly churn falls from 3.1 % to 2.8 % by 30 June against the holdout.",
    "model_metrics": [{"name": "AUC on the last full month", "today": "0.74", "target": "0.80"}],
    "proxy_metrics": [
        {
            "name": "Offers accepted by customers at risk",
            "unit": "%",
            "today": "12%",
            "why": "Who takes one stays a term",
        }
    ],
    "guardrails": [{"name": "Margin per customer", "better": "up", "margin": "1%", "today": "12.40", "spread": "3.10"}],
    "metric_links": [
        {
            "from": "AUC on the last full month",
            "to": "Offers accepted by customers at risk",
            "effect": "+1pp to +3pp",
            "per": "step",
        },
        {
            "from": "Offers accepted by customers at risk",
            "to": "Monthly churn of paying customers",
            "effect": "-0.15pp to -0.05pp",
            "evidence": "Offers test of last spring",
        },
    ],
}
PROOF = {
    "design": "ab",
    "randomisation_unit": "Customer",
    "primary_metric": "Churn within 30 days",
    "daily_traffic": "2,400",
    "outcome_horizon": "30",
    "mde": "-10%",
    "start": charter.FIRST_DAY,
    "longest_run": "12",
    "decision_rule": "Launch if churn falls by at least 10 % and margin holds; stop if it does not in twelve weeks.",
}

TOO_SMALL = {
    "design": "ab",
    "primary_metric": PROOF["primary_metric"],
    "daily_traffic": "1,200",
    "outcome_horizon": PROOF["outcome_horizon"],
    "mde": "-5%",
    "longest_run": PROOF["longest_run"],
}
"""What Ana types first: an experiment that would take a year."""
CANNOT_SHOW = "The experiment cannot show what it looks for"


async def play(stage: Stage, cast: Cast) -> None:
    """Play the whole story; StoryBroken names the first promise that was not seen in the workspace."""
    await kickoff(stage, cast)
    await answers(stage, cast)
    await charter.withstands(stage, cast)
    await charter.drill(stage, cast)
    await nags(stage, cast)
    await plan(stage, cast)
    await accepts(stage, cast)
    await charter.signatures(stage, cast)
    await rests(stage, cast)
    await experiments.wins(stage, cast)
    await experiments.hurts(stage, cast)
    await experiments.cannot_be_run(stage, cast)
    await values(stage, cast)


async def kickoff(stage: Stage, cast: Cast) -> None:
    """Ana starts the kickoff; the first answer names a score of the model, and the bot says so."""
    stage.transcript.chapter("1 · The kickoff")
    ana, churn = cast.ana, cast.churn
    await stage.types(ana, "/plumb kickoff Churn model", churn)
    people = {"owner": ana.id, "sponsor": cast.sam.id, "members": [cast.mei.id]}
    await stage.sees("the first window is open", lambda: ana.modal)
    await stage.submits(ana, people)
    await stage.sees("the page about the outcome is open", lambda: ana.modal and "metric_name" in ana.modal.inputs())
    await stage.reads("the channel has the project's card", lambda: stage.workspace.messages(churn), "Churn model")
    for person in (ana, cast.sam, cast.mei):
        await stage.reads(f"{person.user.real_name} has a checklist", lambda person=person: person.dm, "Churn model")  # type: ignore[misc]
    refused = await stage.submits(ana, {**OUTCOME, "metric_name": "AUC on the validation set", "baseline": "banana"})
    promise(set(refused.errors) == {"baseline"}, f"only the baseline is refused, at its field: {refused.errors}")
    stage.transcript.seen("the mistake is named at its field; nothing else is lost")
    await stage.submits(ana, {"baseline": "3.1%"})
    await stage.sees("page 2 is open and teaches about the metric", lambda: ana.modal and "AUC" in ana.modal.text())
    await stage.submits(ana, SUCCESS)
    await stage.sees("page 3 is open", lambda: ana.modal and "design" in ana.modal.inputs())
    await stage.closes(ana)


async def answers(stage: Stage, cast: Cast) -> None:
    """Checklists tick themselves; the metric is mended; the sponsor says what a point is worth."""
    stage.transcript.chapter("2 · Answers from the checklists")
    ana, sam = cast.ana, cast.sam
    checklist = await stage.reads(
        "Ana's checklist names the finding", lambda: ana.dm, "The business metric is a model metric"
    )
    await stage.presses(ana, checklist, "kickoff.answer", _ending(checklist, "|metric_name"))
    await stage.submits(ana, {"metric_name": OUTCOME["metric_name"]})
    await stage.sees(
        "the channel's card shows the business metric",
        lambda: any(OUTCOME["metric_name"] in one.rendered() for one in stage.workspace.messages(cast.churn)),
    )
    await stage.types(sam, "/plumb answer value_per_unit", cast.churn)
    await stage.submits(sam, {"value_per_unit": "€400k"})
    await stage.types(sam, "/plumb answer currency", cast.churn)
    await stage.submits(sam, {"currency": "EUR"})
    heard = await stage.types(cast.gus, "/plumb answer baseline", cast.churn)
    promise("full member" in heard.text, f"a guest is told who can answer: {heard.text}")
    stage.transcript.seen("a guest is told who can answer")


async def nags(stage: Stage, cast: Cast) -> None:
    """No experiment is planned; ten working days later the bot asks, in working hours, and climbs its ladder."""
    stage.transcript.chapter("4 · No experiment is planned")
    ana, sam, churn = cast.ana, cast.sam, cast.churn
    before = {person.name: len(person.dm) for person in (ana, sam)}
    await stage.travel(at(2027, 2, 15, 8, 59, BERLIN))
    promise(len(ana.dm) == before["ana"], "nobody is nagged before the item is due")
    stage.transcript.seen("not one reminder in the first ten working days")
    await stage.travel(at(2027, 2, 15, 9, 0, BERLIN) + timedelta(seconds=30))
    first = await stage.reads("Ana is asked at 09:00 Berlin", lambda: ana.dm, "experiment", "Churn model")
    promise(local(first, BERLIN) == time(9), f"the nag came at {local(first, BERLIN)}")
    await stage.travel(at(2027, 2, 25, 8, 30, BERLIN))
    count = len(ana.dm) - before["ana"]
    promise(count == 4, f"Ana was asked when due and after 1, 2 and 4 more working days: {count}")
    stage.transcript.seen("four reminders in eight working days, none at the weekend")
    posted = len(stage.workspace.messages(churn))
    await stage.travel(at(2027, 2, 25, 9, 1, BERLIN))
    await stage.sees("the channel is told, once", lambda: len(stage.workspace.messages(churn)) == posted + 1)
    await stage.travel(at(2027, 2, 26, 9, 1, NEW_YORK))
    asked = await stage.reads(
        "Sam, the sponsor, is asked at 09:00 New York", lambda: sam.dm, "experiment", "Churn model"
    )
    promise(local(asked, NEW_YORK) == time(9), f"the sponsor was asked at {local(asked, NEW_YORK)}")


async def plan(stage: Stage, cast: Cast) -> None:
    """Ana plans from the nag an experiment that cannot show its effect: the window and the card say so."""
    stage.transcript.chapter("5 · The plan")
    ana, sam, churn = cast.ana, cast.sam, cast.churn
    nag = next(one for one in reversed(ana.dm) if "plan.open" in str(one.blocks))
    await stage.presses(ana, nag, "plan.open")
    await stage.sees("page 3 is open", lambda: ana.modal and "design" in ana.modal.inputs())
    await stage.fills(ana, TOO_SMALL)
    await stage.sees(
        "the verdict says no while she types: it takes 46 weeks, and what else would do",
        lambda: ana.modal and all(words in ana.modal.text() for words in ("No: it needs 46 weeks", "7,818 a day")),
    )
    await stage.submits(ana, {field: PROOF[field] for field in ("randomisation_unit", "decision_rule")})
    await stage.closes(ana)
    await stage.reads("the card finds it too, once it is saved", lambda: stage.workspace.messages(churn), CANNOT_SHOW)
    heard = await stage.types(sam, "/plumb sign", churn)
    promise("cannot be signed yet" in heard.text, f"what cannot show its effect is not signed: {heard.text}")
    stage.transcript.seen("the sponsor cannot sign what cannot show its effect")
    heard = await stage.presses(ana, nag, "plan.open")
    await stage.presses(ana, heard.messages[-1], "kickoff.open")
    await stage.fills(ana, {"daily_traffic": PROOF["daily_traffic"], "mde": PROOF["mde"]})
    await stage.sees(
        "with twice the traffic and a larger effect it says yes: 6 weeks, and 30 days until the last outcome is known",
        lambda: ana.modal and "Yes: 6 weeks of traffic + 30 days until the last" in ana.modal.text(),
    )
    await stage.submits(ana, {})
    await stage.closes(ana)


async def accepts(stage: Stage, cast: Cast) -> None:
    """Ana accepts the plan, which seals it, and all that was said about its absence says done."""
    ana, sam, churn = cast.ana, cast.sam, cast.churn
    heard = await stage.types(ana, "/plumb experiment plan", churn)
    await stage.presses(ana, heard.messages[-1], "plan.accept")
    await stage.reads(
        "the channel is told of the plan, with a picture of what it can see",
        lambda: stage.workspace.messages(churn),
        "Launch if churn falls",
        "The smallest detectable change",
    )
    await stage.sees(
        "every nag says done",
        lambda: not [one for one in (*ana.dm, *sam.dm) if "plan.open" in str(one.blocks)],
    )
    done = [one for one in (*ana.dm, *sam.dm) if "✓ Churn model: an experiment is planned" in one.rendered()]
    promise(len(done) == 5, f"five nags say done: {len(done)}")


async def rests(stage: Stage, cast: Cast) -> None:
    """What is planned and signed is left alone until its first day."""
    ana, sam, churn = cast.ana, cast.sam, cast.churn
    quiet = (len(ana.dm), len(sam.dm), len(stage.workspace.messages(churn)))
    await stage.travel(at(2027, 3, 1, 9, 30, BERLIN))
    promise(quiet == (len(ana.dm), len(sam.dm), len(stage.workspace.messages(churn))), "not one nag more")
    stage.transcript.seen("to the day of the start: not one nag more")


async def values(stage: Stage, cast: Cast) -> None:
    """A value is logged, a digest is scheduled and comes on its day, and the impact is there on demand."""
    stage.transcript.chapter("11 · Values, digest, impact")
    lena, churn = cast.lena, cast.churn
    heard = await stage.types(cast.ana, "/plumb kpi 2.8% 2027-05-20", churn)
    promise("2.8" in heard.text, f"the value is echoed: {heard.text}")
    refused = await stage.types(cast.ana, "/plumb kpi 5", churn)
    promise("5%" in refused.text, f"a bare 5 is asked back: {refused.text}")
    stage.transcript.seen("a bare 5 for a percent metric is asked back")
    preview = await stage.types(lena, "/plumb digest weekly monday 09:00 Europe/Berlin", churn)
    await stage.presses(lena, preview.messages[-1], "digest.save")
    posted = len(_digests(stage, cast))
    monday = at(2027, 6, 21, 9, 0, BERLIN)
    await stage.travel(monday + timedelta(seconds=30))
    await stage.sees("the digest comes on Monday", lambda: len(_digests(stage, cast)) == posted + 1)
    digest = await stage.reads(
        "it names what is proven, with its interval",
        lambda: stage.workspace.messages(churn),
        "What ML is worth",
        "Proven €92.9 k/yr",
    )
    promise(local(digest, BERLIN) == time(9), f"the digest came at {local(digest, BERLIN)}")
    await stage.reads(
        "its thread says how the figures came about",
        lambda: [one for one in stage.workspace.messages(churn) if one.thread_ts == digest.ts and one.ts != digest.ts],
        "Money counts",
        "stated default",
    )
    impact = await stage.types(cast.lena, "/impact all", churn)
    promise("Proven €" in impact.text, f"the impact is in money: {impact.text}")
    stage.transcript.seen("the impact of all projects, in euros a year")


def _digests(stage: Stage, cast: Cast) -> list[Message]:
    return [one for one in stage.workspace.messages(cast.churn) if "What ML is worth" in one.rendered()]


def _ending(message: Message, ending: str) -> str | None:
    """The value of the button whose value ends so."""
    for block in message.blocks or []:
        for element in (block.get("accessory"), *(block.get("elements") or [])):
            if isinstance(element, dict) and str(element.get("value", "")).endswith(ending):
                return str(element["value"])
    return None
