"""What the results of an experiment say, in lines that the card, the window and the decision share."""

from collections.abc import Sequence
from typing import Final

from bot.domain.experiment_messages import PlanLine
from bot.domain.experiments.recommending import is_harmed
from bot.domain.metrics import Unit
from bot.domain.readouts import Again, Because, DoubtKind, Readout
from bot.statistics.arms.summary import ArmsReadout, Said
from bot.statistics.arms.summary import Line as Compared
from bot.statistics.readout.experiments import Role
from bot.views import readout_over_time as over_time
from bot.views.comparisons import RELATIVE, Scale, lift
from bot.views.durations import lateness
from bot.views.lines import Line
from bot.views.names import one_line, who
from bot.views.readout_over_time import READOUT, WORDS_MOST, metric_name
from bot.views.words import Words

_ARM_MOST: Final = 40
_ARMS_MOST: Final = 6
_ABOUT_MOST: Final = 300
_RULE_MOST: Final = 400
_GUARDRAILS_MOST: Final = 8
SEAL: Final = 8
"""As much of a seal as tells it apart from others."""


def headline(name: str, number: int, plan: PlanLine, readout: Readout, words: Words) -> Line:
    """How the experiment came out, by the recommendation."""
    found = outcome(plan, readout)
    return words.line(READOUT, "headline", project=name, number=number, outcome=words.label("outcome", found))


def outcome(plan: PlanLine, readout: Readout) -> str:
    """The word for how it came out; harm to a guardrail is told apart from harm to the primary metric."""
    told = readout.recommendation
    if told.because is Because.HARMED and told.about and plan.primary_metric not in told.about:
        primary = readout.primary
        return "harmed" if primary is not None and primary.metric in told.about else "guardrail_harmed"
    return told.because


def look(readout: Readout, words: Words) -> tuple[Line, ...]:
    """What must be known before reading: that the planned end is not reached, or that this was read before."""
    if readout.early:
        return (words.line(READOUT, "look", speaks=readout.calls_for_decision),)
    return (_again(readout.again, words),) if readout.again else ()


def _again(again: Again, words: Words) -> Line:
    return words.line(
        READOUT,
        "again",
        readings=again.readings,
        outcome=words.label("outcome", again.said),
        was_withheld=again.was_withheld,
        is_mismatch=again.said is Because.MISMATCH,
        reason=one_line(again.reason, _RULE_MOST),
    )


def about(plan: PlanLine, readout: Readout, words: Words) -> Line:
    """The design, the metric, the last day of the data, and who handed it in."""
    design = words.label("design", plan.design)
    return words.line(
        READOUT,
        "about",
        design=f"{design[:1].upper()}{design[1:]}",
        metric=metric_name(plan.primary_metric),
        through=words.figures.day(readout.through),
        by=who(readout.by),
    )


def primary(plan: PlanLine, readout: Readout, unit: Unit, words: Words) -> tuple[Line, ...]:
    """The primary metric; nothing where the arms do not have the planned sizes, because then nothing may be read."""
    if readout.is_over_time:
        return over_time.primary(plan, readout, unit, words)
    arms = readout.arms
    if arms is None or arms.mismatch:
        return ()
    lines = [line for line in arms.lines if line.role is Role.PRIMARY][:_ARMS_MOST]
    return tuple(said for line in lines for said in _compared(line, arms, readout, unit, words))


def _compared(line: Compared, arms: ArmsReadout, readout: Readout, unit: Unit, words: Words) -> tuple[Line, ...]:
    named = {"metric": metric_name(line.metric), "several": len(arms.arms) > 2}
    if line.said is Said.UNREAD:
        return (
            words.line(
                READOUT, "unread", **named, **arm_names(line, arms, words), words=one_line(line.words, WORDS_MOST)
            ),
        )
    low, high = (line.always_low, line.always_high) if readout.early else (line.low, line.high)
    scale = Scale.of(words.figures, unit, (low, high), line.difference)
    levels = words.line(
        READOUT,
        "levels",
        **named,
        **arm_names(line, arms, words),
        control=scale.level(line.control),
        treatment=scale.level(line.treatment),
    )
    told = {"difference": scale.change(line.difference), "interval": scale.interval(low, high)}
    if readout.early:
        return levels, words.line(READOUT, "difference_at_a_look", **told)
    return levels, words.line(READOUT, "difference", **told, lift=lift_of(line, words), p=chance(line, words))


def arm_names(line: Compared, arms: ArmsReadout, words: Words) -> dict[str, str]:
    """How the two arms of a comparison are called."""
    return {"control_name": arm_name(arms, 0, words), "treatment_name": arm_name(arms, line.arm, words)}


def arm_name(arms: ArmsReadout, place: int, words: Words) -> str:
    """How an arm is called; by its number where it has no name."""
    named = one_line(arms.arms[place], _ARM_MOST) if place < len(arms.arms) else ""
    return named or words.plain(READOUT, "arm", number=place)


def lift_of(line: Compared, words: Words) -> str:
    """The relative lift with its interval, empty where it is not estimable."""
    return "" if line.lift is None else lift(line.lift, line.lift_low, line.lift_high, words.figures)


def chance(line: Compared, words: Words) -> str:
    """The one p-value, the one that agrees with the interval; empty where there is none."""
    return "" if line.adjusted_p is None else words.figures.chance(line.adjusted_p)


def sizes(readout: Readout, words: Words) -> tuple[Line, ...]:
    """Whether the arms have the planned sizes; where not, what to do."""
    arms = readout.arms
    if arms is None:
        return ()
    told = {"counts": counts(arms, words), "p": words.figures.chance(arms.sample_ratio_p)}
    if not arms.mismatch:
        return (words.line(READOUT, "sizes", **told),)
    return words.line(READOUT, "mismatch", **told), words.line(READOUT, "mismatch_mend")


def doubts(readout: Readout, unit: Unit, words: Words) -> tuple[Line, ...]:
    """What is so far from the plan that the query should be looked at first."""
    found = []
    for each in readout.doubts:
        is_level = each.kind is DoubtKind.LEVEL
        shown = words.figures.number if not is_level else lambda value: words.figures.level(value, unit)
        found.append(words.line(READOUT, f"doubt_{each.kind}", seen=shown(each.seen), planned=shown(each.planned)))
    return tuple(found)


def counts(arms: ArmsReadout, words: Words) -> str:
    """How many units each arm has, or clusters or periods where chance assigned those."""
    named = [f"{arm_name(arms, place, words)} {counted(count, arms, words)}" for place, count in enumerate(arms.counts)]
    return ", ".join(named[:_ARMS_MOST])


def counted(count: int, arms: ArmsReadout, words: Words) -> str:
    """A number of units, clusters or periods: 20 clusters."""
    return f"{words.figures.number(count)} {words.label('counted', arms.counted)}".rstrip()


def guardrails(plan: PlanLine, readout: Readout, words: Words) -> tuple[Line, ...]:
    """What became of each guardrail, those of the plan that were not measured included."""
    arms = readout.arms
    if arms is not None and arms.mismatch:
        return ()
    read = [line for line in arms.lines if line.role is Role.GUARDRAIL] if arms else []
    measured = {*(line.metric.casefold() for line in read), *(each.name.casefold() for each in readout.guardrails)}
    missing = [name for name in plan.guardrails if name.casefold() not in measured]
    lines = [_guardrail(line, arms, words) for line in read if arms is not None]
    lines += over_time.guardrails(readout, words)
    lines += [_unmeasured(name, words) for name in missing]
    return (words.line(READOUT, "guardrails"), *lines[:_GUARDRAILS_MOST]) if lines else ()


def _guardrail(line: Compared, arms: ArmsReadout, words: Words) -> Line:
    return words.line(
        READOUT,
        "guardrail",
        **_against_margin(line, arms, words),
        metric=metric_name(line.metric),
        said="worse" if is_harmed(line, early=arms.early) else line.said.value,
        is_look=arms.early,
        margin="" if line.margin is None else words.figures.percent(line.margin),
        words=one_line(line.words, WORDS_MOST),
        several=len(arms.arms) > 2,
        is_over_time=False,
        **arm_names(line, arms, words),
    )


def _against_margin(line: Compared, arms: ArmsReadout, words: Words) -> dict[str, str]:
    """The change as a share of the control, like the margin: with both ends where it is worse beyond doubt, else with
    the worst that it may be.
    """
    if line.said is Said.UNREAD or line.control == 0 or line.margin is None:
        return {"change": "", "worst": "", "interval": ""}
    level, figures = abs(line.control), words.figures
    worst = line.low if line.wanted_up else line.high
    ends = (line.always_low, line.always_high) if arms.early else (line.low, line.high)
    known = [end / level for end in (worst, *ends) if end is not None]
    scale = Scale.of(figures, RELATIVE, (line.difference / level, *known), line.margin)
    return {
        "change": scale.share(line.difference / level),
        "worst": "" if worst is None else scale.share(worst / level),
        "interval": scale.shares(*(None if end is None else end / level for end in ends)),
    }


def _unmeasured(name: str, words: Words) -> Line:
    named = {
        "metric": metric_name(name),
        "margin": "",
        "words": "",
        "several": False,
        "treatment_name": "",
        "change": "",
        "is_over_time": False,
    }
    return words.line(READOUT, "guardrail", said="unmeasured", **named)


def recommendation(readout: Readout, words: Words) -> Line:
    """What the registered rule recommends, and why."""
    advice = readout.recommendation.advice.value
    arms, arm = readout.arms, readout.recommendation.arm
    named = arm_name(arms, arm, words) if arms is not None and arm is not None and len(arms.arms) > 2 else ""
    return words.line(READOUT, "recommendation", advice=advice, arm=named, because=_because(readout, words))


def _because(readout: Readout, words: Words) -> str:
    """Why the rule recommends what it recommends; only what was randomised is called proven."""
    told = readout.recommendation
    proven = {each: words.plain(READOUT, each, is_randomised=not readout.is_over_time) for each in ("better", "worse")}
    named = ", ".join(f"“{metric_name(name)}”" for name in told.about)
    is_bounded = readout.synthetic is None or readout.synthetic.low is not None
    return words.plain(
        READOUT,
        f"because_{told.because}",
        about=one_line(named, _ABOUT_MOST),
        is_bounded=is_bounded,
        arm="" if readout.arms is None or told.arm is None else arm_name(readout.arms, told.arm, words),
        **proven,
    )


def rule_text(plan: PlanLine, words: Words) -> Line:
    """The decision rule as it was registered, on one line."""
    return words.line(READOUT, "rule_text", rule=one_line(plan.decision_rule, _RULE_MOST))


def standing(plan: PlanLine, readout: Readout, words: Words) -> tuple[Line, Line]:
    """Whether it was read as registered, and how good the evidence is."""
    return _registered(plan, readout, words), words.line(
        READOUT, "evidence", evidence=words.label("evidence", readout.grade)
    )


def _registered(plan: PlanLine, readout: Readout, words: Words) -> Line:
    seal = plan.seal[:SEAL]
    late = lateness(readout.days_late, words)
    if readout.as_registered:
        return words.line(READOUT, "registered", seal=seal, late=late)
    return words.line(READOUT, "changed", terms=_terms(readout.changed, words), seal=seal, late=late)


def _terms(changed: Sequence[str], words: Words) -> str:
    return one_line(", ".join(words.label("term", term) for term in changed), _ABOUT_MOST)
