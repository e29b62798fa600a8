"""The verdict on a plan: yes with the weeks, or no with the ways out, and what every other design would see."""

from dataclasses import dataclass
from typing import Final, assert_never

from bot.domain.metrics import Unit
from bot.domain.reply import VerdictLine
from bot.statistics.verdicts.summary import Method, Step, Verdict, Way, WayOut
from bot.views.alerts import Level, notice
from bot.views.blocks import context, section
from bot.views.degree import Degree
from bot.views.figures import rounded_up
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.rendered import Block
from bot.views.words import Words

VERDICT: Final = "verdict/verdict"
_LABEL_MOST: Final = 60
_WORDS_MOST: Final = 170
_ITEMS_MOST: Final = 150
_WEEKS_ALONE: Final = 26
"""Longer than this is told in months too, and longer than three years in years."""
_MONTHS_ALONE: Final = 36
_WEEKS_A_MONTH: Final = 365.25 / 12 / 7
_SHORTEST_WEEKS: Final = 2
_CERTAIN: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A verdict in words: the answer, what belongs to it, the ways out, the ladder, and the small print."""

    answer: Line
    more: tuple[Line, ...]
    ways: tuple[Line, ...]
    ladder: tuple[Line, ...]
    small: tuple[Line, ...]

    @property
    def paragraphs(self) -> tuple[tuple[Line, ...], ...]:
        """Everything: the answer with what belongs to it, the ways out, the ladder, the small print."""
        found = ((self.answer, *self.more), self.ways, self.ladder, self.small)
        return tuple(lines for lines in found if lines)


def verdict_said(verdict: Verdict, unit: Unit | None, words: Words) -> Said:
    """A verdict in words; `unit` is the primary metric's, None where the absolute change is not told."""
    assumed = (_assumed(verdict, words),) if verdict.history.assumed else ()
    ways = () if verdict.fits else _ways(verdict, words)
    ladder = (
        words.line(VERDICT, "ladder", longest=weeks_of(verdict.longest_weeks, words)),
        *(_step(step, verdict, words) for step in verdict.ladder),
    )
    return Said(
        answer=_answer(verdict, words),
        more=_more(verdict, unit, words),
        ways=ways,
        ladder=ladder if verdict.ladder else (),
        small=assumed,
    )


def _answer(verdict: Verdict, words: Words) -> Line:
    length = verdict.length
    if length is None:
        detects = "" if verdict.detects is None else words.figures.enough(verdict.detects)
        return words.line(
            VERDICT,
            "yes_over_time" if verdict.fits else "no_over_time",
            **_design(verdict.method, words),
            longest=weeks_of(verdict.longest_weeks, words),
            detects=detects,
            effect=words.figures.percent(verdict.effect),
        )
    span = {"weeks": weeks_of(length.weeks, words), "months": _months(length.weeks, words)}
    if not verdict.fits:
        return words.line(VERDICT, "no", **span, longest=words.figures.number(verdict.longest_weeks))
    is_shortest = length.weeks == _SHORTEST_WEEKS and length.days <= 7
    return words.line(VERDICT, "yes", **span, is_shortest=is_shortest, days=words.figures.number(length.days))


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
        effect=figures.percent(verdict.effect),
        absolute=_absolute(verdict, unit, words),
    )
    if verdict.detects is None or length.weeks >= verdict.longest_weeks:
        return (size,)
    longest = weeks_of(verdict.longest_weeks, words)
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
            figure, months = weeks_of(round(way.figure), words), _months(round(way.figure), words)
        case WayOut.MORE_TRAFFIC | WayOut.MORE_DONORS:
            figure = figures.number(way.figure)
        case WayOut.LESS_NOISE:
            figure = figures.fixed(way.figure, 2)
        case WayOut.CLOSER_METRIC:
            figure = figures.number(rounded_up(way.figure, 1))
        case _:
            assert_never(way.kind)
    design = _design(way.method, words) if way.method else {"design": "", "article": ""}
    longest = weeks_of(verdict.longest_weeks, words)
    return words.line(VERDICT, f"way_{way.kind}", figure=figure, months=months, longest=longest, **design)


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


def weeks_of(weeks: int, words: Words) -> str:
    """So many weeks, in words."""
    return words.plain(VERDICT, "weeks", count=words.figures.number(weeks))


def _months(weeks: int, words: Words) -> str:
    """The same in months or years where weeks are hard to picture, else nothing."""
    if weeks <= _WEEKS_ALONE:
        return ""
    months = round(weeks / _WEEKS_A_MONTH)
    if months <= _MONTHS_ALONE:
        return words.plain(VERDICT, "months", count=words.figures.number(months))
    return words.plain(VERDICT, "years", count=words.figures.number(round(months / 12)))


def verdict_blocks(reply: VerdictLine, words: Words, degree: Degree) -> list[Block]:
    """The verdict at the top of its page; the ids of its blocks stay, so that fields keep what is typed."""
    if reply.verdict is None:
        return [_named("verdict", notice(_none_yet(reply, words), "info", degree))]
    said = verdict_said(reply.verdict, reply.unit, words)
    level: Level = "success" if reply.verdict.fits else "error"
    blocks = [_named("verdict", notice(said.answer, level, degree))]
    parts = {"verdict_more": said.more, "verdict_ways": said.ways, "verdict_ladder": said.ladder}
    blocks += [_named(name, section(_joined(lines))) for name, lines in parts.items() if lines]
    return [*blocks, *(_named("verdict_small", context(line)) for line in said.small)]


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
