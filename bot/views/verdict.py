"""The verdict on a plan: yes with the weeks, or no with the ways out, and what every other design would see."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from bot.domain.metrics import Unit
from bot.domain.page_windows import VerdictLine
from bot.statistics.verdicts.summary import Gist, GuardrailPower, Method, Promise, Step, Verdict, Way, WayOut
from bot.views.alerts import Level, notice
from bot.views.blocks import context, section
from bot.views.degree import Degree
from bot.views.durations import VERDICT, days_of, months_of, weeks_of
from bot.views.figures import rounded_up
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.rendered import Block
from bot.views.words import Words

_LABEL_MOST: Final = 60
_WORDS_MOST: Final = 400
_ITEMS_MOST: Final = 150
_COUNTED_MOST: Final = 60
_GUARDRAILS_MOST: Final = 8
_SHORTEST_WEEKS: Final = 2
_DAYS_A_WEEK: Final = 7
_CERTAIN: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A verdict in words: the answer, what belongs to it, the guardrails, the ways out, the ladder, the small print.

    `doubts` are the guardrails alone that the planned units do not prove, or of which too little is known.
    """

    answer: Line
    more: tuple[Line, ...]
    guardrails: tuple[Line, ...]
    doubts: tuple[Line, ...]
    ways: tuple[Line, ...]
    ladder: tuple[Line, ...]
    small: tuple[Line, ...]

    @property
    def paragraphs(self) -> tuple[tuple[Line, ...], ...]:
        """Everything: the answer with what belongs to it, the guardrails, the ways out, the ladder, the small print."""
        found = ((self.answer, *self.more), self.guardrails, self.ways, self.ladder, self.small)
        return tuple(lines for lines in found if lines)


def verdict_said(verdict: Verdict, unit: Unit | None, words: Words) -> Said:
    """A verdict in words; `unit` is the primary metric's, None where the absolute change is not told."""
    assumed = (_assumed(verdict, words),) if verdict.history.assumed else ()
    ways = () if verdict.fits else _ways(verdict, words)
    ladder = (
        words.line(VERDICT, "ladder", longest=weeks_of(verdict.willing, words)),
        *(_step(step, verdict, words) for step in verdict.ladder),
    )
    return Said(
        answer=answer_line(verdict.gist, words),
        more=_more(verdict, unit, words),
        guardrails=_guardrails(verdict.guardrails, verdict, words),
        doubts=_guardrails(_doubted(verdict), verdict, words),
        ways=ways,
        ladder=ladder if verdict.ladder else (),
        small=assumed,
    )


def answer_line(gist: Gist, words: Words) -> Line:
    """The answer of a verdict: yes with the weeks, or no with what it would need."""
    if gist.weeks is None:
        return words.line(
            VERDICT,
            "yes_over_time" if gist.fits else "no_over_time",
            **_design(gist.method, words),
            longest=weeks_of(gist.willing, words),
            detects="" if gist.detects is None else words.figures.enough(gist.detects),
            effect=words.figures.percent(gist.effect),
        )
    span = {"weeks": weeks_of(gist.weeks, words), "wait": days_of(gist.horizon_days, words)}
    if gist.pool is not None:
        pool, total = words.figures.number(gist.pool), words.figures.number(gist.n_total or 0)
        return words.line(VERDICT, "yes_pool" if gist.fits else "no_pool", pool=pool, total=total, **span)
    span["months"] = months_of(gist.weeks, words)
    if not gist.fits:
        return words.line(VERDICT, "no", **span, longest=weeks_of(gist.willing, words))
    days = gist.days or 0
    is_shortest = gist.weeks == _SHORTEST_WEEKS and days <= _DAYS_A_WEEK
    return words.line(VERDICT, "yes", **span, is_shortest=is_shortest, days=words.figures.number(days))


def _more(verdict: Verdict, unit: Unit | None, words: Words) -> tuple[Line, ...]:
    """What a yes promises: units, and what would be seen."""
    length, figures = verdict.length, words.figures
    if verdict.donors is not None:
        best = figures.chance(1 / (verdict.donors + 1))
        return (words.line(VERDICT, "ranked", donors=figures.number(verdict.donors), p=best),)
    if length is None or not verdict.fits:
        return ()
    size = words.line(
        VERDICT,
        "size",
        units=words.label("unit", verdict.method),
        per_arm=figures.number(length.n_per_arm),
        total=figures.number(length.n_total),
        weeks=weeks_of(length.weeks, words),
        brought=figures.number(length.brought_per_arm) if length.brought_per_arm else "",
        is_pool=verdict.pool is not None,
        effect=figures.percent(verdict.effect),
        absolute=_absolute(verdict, unit, words),
    )
    if verdict.detects is not None and verdict.pool is not None:
        return size, words.line(VERDICT, "pool_sees", detects=figures.enough(verdict.detects))
    if verdict.detects is None or length.weeks >= verdict.longest_weeks:
        return (size,)
    longest = weeks_of(verdict.willing, words)
    return size, words.line(VERDICT, "at_longest", longest=longest, detects=figures.enough(verdict.detects))


def _absolute(verdict: Verdict, unit: Unit | None, words: Words) -> str:
    """The smallest effect in the metric's unit, by the level that the detectable effect was told on."""
    found = verdict.detectable
    if unit is None or found is None or not found.relative:
        return ""
    # Twelve digits, so that the noise of reckoning does not give a round amount of money its cents.
    change = float(f"{verdict.effect * found.absolute / found.relative:.12g}")
    return words.figures.change(change, unit).removeprefix("+")


def _ways(verdict: Verdict, words: Words) -> tuple[Line, ...]:
    found = [_way(way, verdict, words) for way in verdict.ways if _is_possible(way)]
    if not found:
        return (words.line(VERDICT, "no_ways"),)
    return (words.line(VERDICT, "ways"), *(Line("• ") + line for line in found))


def _is_possible(way: Way) -> bool:
    """Nothing correlates perfectly with its own past."""
    return way.kind is not WayOut.LESS_NOISE or way.figure < _CERTAIN


def _way(way: Way, verdict: Verdict, words: Words) -> Line:
    figures = words.figures
    months = ""
    match way.kind:
        case WayOut.LARGER_EFFECT | WayOut.OTHER_DESIGN:
            figure = figures.enough(way.figure)
        case WayOut.LONGER:
            figure, months = weeks_of(round(way.figure), words), months_of(round(way.figure), words)
        case WayOut.MORE_TRAFFIC | WayOut.MORE_UNITS | WayOut.MORE_DONORS:
            figure = figures.number(way.figure)
        case WayOut.LESS_NOISE:
            figure = figures.fixed(way.figure, 2)
        case WayOut.CLOSER_METRIC:
            figure = figures.number(rounded_up(way.figure, 1))
        case _:
            assert_never(way.kind)
    design = _design(way.method, words) if way.method else {"design": "", "article": ""}
    longest = weeks_of(verdict.willing, words)
    return words.line(VERDICT, f"way_{way.kind}", figure=figure, months=months, longest=longest, **design)


def _doubted(verdict: Verdict) -> tuple[GuardrailPower, ...]:
    return tuple(each for each in verdict.guardrails if each.said is not Promise.PROVABLE)


def _guardrails(powers: Sequence[GuardrailPower], verdict: Verdict, words: Words) -> tuple[Line, ...]:
    """Each guardrail with the power of its margin at the planned units, and what a power too small would take."""
    if not powers:
        return ()
    lines = (Line("• ") + _guardrail(each, verdict, words) for each in powers[:_GUARDRAILS_MOST])
    left = len(powers) - _GUARDRAILS_MOST
    more = (Line("• ") + words.line(VERDICT, "more", count=left),) if left > 0 else ()
    wanted = next((each.wanted for each in powers if each.wanted is not None), None)
    # Several share out what may be missed; one alone needs the planned power.
    shared = "" if wanted is None or len(powers) == 1 else words.figures.share(wanted)
    return words.line(VERDICT, "guardrails", wanted=shared), *lines, *more


def _guardrail(power: GuardrailPower, verdict: Verdict, words: Words) -> Line:
    figures = words.figures
    return words.line(
        VERDICT,
        f"guardrail_{power.said}",
        name=f"“{one_line(power.name, _COUNTED_MOST)}”",
        margin="" if power.margin is None else figures.percent(power.margin),
        power="" if power.power is None else figures.percent(_floored(power.power)),
        weeks="" if power.weeks is None else weeks_of(power.weeks, words),
        wait=days_of(verdict.horizon_days, words),
        units="" if power.n_per_arm is None else figures.number(power.n_per_arm),
    )


def _floored(power: float) -> float:
    """In whole percent and never more than it is: what has less than the planned power must not be told with it."""
    return math.floor(power * 100 + 1e-9) / 100


def differing(counted_per: str, randomised: str, words: Words) -> Line:
    """That the metric is counted per something else than is randomised, and what the results will need."""
    names = {"counted": one_line(counted_per, _COUNTED_MOST), "randomised": one_line(randomised, _COUNTED_MOST)}
    return words.line(VERDICT, "differing", **names)


def _step(step: Step, verdict: Verdict, words: Words) -> Line:
    return Line("• ") + words.line(
        VERDICT,
        "step",
        design=words.label("design", step.method),
        is_chosen=step.method is verdict.method,
        detects="" if step.detects is None else words.figures.enough(step.detects),
        fits=step.fits,
        is_barred=step.barred,
        assumption=words.label("assumption", step.method),
    )


def _assumed(verdict: Verdict, words: Words) -> Line:
    history, figures = verdict.history, words.figures
    rho = figures.number(round(history.autocorrelation, 2))
    return words.line(VERDICT, "assumed", spread=figures.percent(history.spread), autocorrelation=rho)


def _design(method: Method, words: Words) -> dict[str, str]:
    return {"design": words.label("design", method), "article": words.label("article", method)}


def verdict_blocks(reply: VerdictLine, words: Words, degree: Degree) -> list[Block]:
    """The verdict at the top of its page; the ids of its blocks stay, so that fields keep what is typed.

    The page is for answering: the comparison of every design stands in the note about the plan.
    """
    blocks = _answered(reply, words, degree)
    if reply.differing is not None:
        counted_per, randomised = reply.differing
        blocks.append(_named("verdict_differing", section(differing(counted_per, randomised, words))))
    return blocks


def _answered(reply: VerdictLine, words: Words, degree: Degree) -> list[Block]:
    if reply.verdict is None:
        return [_named("verdict", notice(_none_yet(reply, words), "info", degree))]
    said = verdict_said(reply.verdict, reply.unit, words)
    level: Level = "success" if reply.verdict.fits else "error"
    blocks = [_named("verdict", notice(said.answer, level, degree))]
    parts = {"verdict_more": said.more, "verdict_guardrails": said.doubts, "verdict_ways": said.ways}
    blocks += [_named(name, section(_joined(lines))) for name, lines in parts.items() if lines]
    compared = (words.line(VERDICT, "compared"),) if said.ladder else ()
    # The spread of days says nothing of a design by units; the note about the plan has it beside the other designs.
    small = (*compared, *(said.small if reply.verdict.length is None else ()))
    return [*blocks, _named("verdict_small", context(*small))] if small else blocks


def _none_yet(reply: VerdictLine, words: Words) -> Line:
    if reply.words.strip():
        return words.line(VERDICT, "why_not", words=one_line(reply.words, _WORDS_MOST))
    if not reply.missing:
        return words.line(VERDICT, "nothing_yet")
    labels = ", ".join(f"“{one_line(question.label, _LABEL_MOST)}”" for question in reply.missing)
    return words.line(VERDICT, "missing", items=one_line(labels, _ITEMS_MOST))


def _joined(lines: tuple[Line, ...]) -> Line:
    return Line("\n".join(line.source for line in lines))


def _named(name: str, block: Block) -> Block:
    return {"block_id": name, **block}
