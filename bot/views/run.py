"""An experiment that runs: the news of its start, where it stands in its days, and what can be done next."""

from datetime import timedelta
from typing import Final

from bot.domain.experiment_messages import ExperimentStarted, PlanLine, RunLine
from bot.domain.notes import RunNote
from bot.domain.readouts import Choice, Readout
from bot.views import readout as said
from bot.views.blocks import actions, button, context, rich
from bot.views.durations import days_of, lateness, weeks_of
from bot.views.lines import Line
from bot.views.names import project_name, who
from bot.views.plan import SEAL_MOST, plan_values
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

RUN: Final = "experiment/run"
_DAY: Final = timedelta(days=1)


def experiment_started(message: ExperimentStarted, words: Words) -> Rendered:
    """The news for the home channel."""
    plan, figures = message.plan, words.figures
    values = plan_values(plan, words) | {"start": figures.day(message.started_on)}
    end = figures.day(message.ends_on - _DAY)
    name = project_name(message.project)
    late = lateness((message.started_on - plan.start).days, words)
    started = words.line(RUN, "started", project=name, number=message.number, end=end, **values, late=late)
    by = words.line(
        RUN,
        "started_by",
        by=who(message.by),
        weeks="" if plan.weeks is None else weeks_of(plan.weeks, words),
        wait="" if plan.pool is not None else days_of(plan.horizon_days, words),
        units="" if plan.n_total is None else figures.number(plan.n_total),
        counted=_counted(plan, words),
        seal=plan.seal[:SEAL_MOST],
    )
    rule = said.rule_text(plan, words)
    return Rendered(text=_text([started, by, rule]), blocks=[rich(started, rule), context(by)])


def run_note(reply: RunNote, words: Words) -> Rendered:
    """The experiment as it stands, for one person, with the buttons for what comes next."""
    run, plan = reply.run, reply.plan
    part = "just_started" if reply.just_started else "running"
    name = words.line(RUN, part, project=project_name(reply.project), number=run.number)
    lines = [name + Line(" ") + _state(run, plan, words), *_results(reply, words)]
    values = plan_values(plan, words)
    seal = (run.seal or plan.seal)[:SEAL_MOST]
    late = lateness(run.days_late, words)
    small = words.line(RUN, "plan", design=values["design"], metric=values["metric"], seal=seal, late=late)
    pressed = run_buttons(run, reply.project.id, words) if reply.may_write else []
    row = [actions(*pressed)] if pressed else []
    return Rendered(text=_text([*lines, small]), blocks=[rich(*lines), context(small), *row])


def _results(reply: RunNote, words: Words) -> list[Line]:
    """What the latest readout says, in a line or two."""
    readout = reply.run.readout
    if readout is None:
        return []
    primary = said.primary(reply.plan, readout, reply.unit, words)
    return [*said.look(readout, words), *primary, said.recommendation(readout, words)]


def run_lines(run: RunLine, plan: PlanLine, words: Words) -> tuple[Line, ...]:
    """The experiment on a card: where it stands, and the latest look where there was one before the end."""
    head = words.line(RUN, "on_card", number=run.number, seal=_other_seal(run, plan))
    stands = head + Line(" ") + _state(run, plan, words)
    readout = run.readout
    if readout is None or not readout.early or run.decided is not None:
        return (stands,)
    through = words.figures.day(readout.through)
    outcome = _outcome(plan, readout, words)
    return stands, words.line(RUN, "latest_look", through=through, outcome=outcome, speaks=readout.calls_for_decision)


def _other_seal(run: RunLine, plan: PlanLine) -> str:
    """The seal of what runs, where the card's plan is another one by now."""
    return "" if run.seal in ("", plan.seal) else run.seal[:SEAL_MOST]


def _state(run: RunLine, plan: PlanLine, words: Words) -> Line:
    """Where it stands: in its days, past them, read, or decided."""
    figures = words.figures
    if run.decided is not None:
        decided = run.decided
        choice, day = words.label("choice", decided.choice), figures.day(decided.at.date())
        return words.line(RUN, "decided", choice=choice, day=day, by=who(decided.by))
    end = figures.day(run.ends_on - _DAY)
    if run.readout is not None and not run.readout.early:
        return words.line(RUN, "read", end=end, outcome=_outcome(plan, run.readout, words))
    if run.day > run.days:
        return words.line(RUN, "over", days=figures.number(run.days), end=end)
    expected = "" if run.expected is None else figures.number(run.expected)
    counted = _counted(plan, words)
    days = {"day": figures.number(run.day), "days": figures.number(run.days)}
    entry = "" if run.entry_days in (None, run.days) else _entry(run, plan, run.entry_days or 0, words)
    return words.line(RUN, "day", **days, expected=expected, counted=counted, end=end, entry=entry)


def _entry(run: RunLine, plan: PlanLine, entry_days: int, words: Words) -> str:
    """Until when units enter, or since when all are in: the last outcomes are waited for after that."""
    if plan.pool is not None:
        return words.plain(RUN, "all_in")
    until = words.figures.day(run.started_on + timedelta(days=entry_days) - _DAY)
    part = "enters" if run.day <= entry_days else "entered"
    return words.plain(RUN, part, until=until)


def _outcome(plan: PlanLine, readout: Readout, words: Words) -> str:
    return words.label("outcome", said.outcome(plan, readout))


def run_buttons(run: RunLine, project: str, words: Words) -> list[Block]:
    """What can be done next: results and a decision while nothing is decided, another plan after a step back."""
    if run.decided is not None:
        again = button(words.plain(RUN, "iterate_button"), "plan.open", project)
        return [again] if run.decided.choice is Choice.ITERATE else []
    is_read = run.readout is not None and not run.readout.early
    result = words.plain(RUN, "result_button")
    decide = words.plain(RUN, "decide_button")
    return [
        button(result, "experiment.result", project, style=None if is_read else "primary"),
        button(decide, "experiment.decide", project, style="primary" if is_read else None),
    ]


def _counted(plan: PlanLine, words: Words) -> str:
    return words.label("unit", plan.design if plan.design == "switchback" else "ab")


def _text(lines: list[Line]) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
