"""The metric chain as a line of text and as a picture; where it breaks, both show it."""

import re
from typing import Final

from bot.charts.chain import ChainLink, MetricChain
from bot.charts.palette import Grade
from bot.domain.chain import Chain, Link, Moved, Role, Step
from bot.domain.impact import Money
from bot.domain.metrics import Unit, UnitKind
from bot.domain.projects import ProjectName
from bot.views.comparisons import Scale
from bot.views.lines import Line
from bot.views.names import one_line, project_name
from bot.views.rendered import Picture
from bot.views.words import Words

_CHAIN: Final = "chain/chain"
_ARROW: Final = " → "
_NAME_MOST: Final = 60
_LINE_MOST: Final = 700
_ALT_MOST: Final = 1900
_BOXES_MOST: Final = 8
_MINUS: Final = re.compile(r"(?<![\w.])-(?=\d)")
_PERCENT: Final = Unit(kind=UnitKind.PERCENT, label="%")


def chain_line(chain: Chain, words: Words) -> Line:
    """The first path from model to money with how far each metric moves; or how far it leads, and why no further."""
    path = chain.paths[0]
    steps = [_step_text(step, words) for step in path]
    if chain.broken is None:
        money = _money(chain, words)
        told = one_line(_ARROW.join([*steps, *([money] if money else [])]), _LINE_MOST)
        line = words.line(_CHAIN, "chain", steps=told)
        more = len(chain.paths) - 1
        return line + Line(" ") + words.line(_CHAIN, "more", count=more) if more else line
    return words.line(
        _CHAIN,
        chain.broken.why.value,
        steps=one_line(_ARROW.join(steps), _LINE_MOST),
        business=one_line(chain.business, _NAME_MOST),
        at=one_line(chain.broken.at, _NAME_MOST),
        meant=one_line(chain.broken.meant, _NAME_MOST),
    )


def chain_picture(chain: Chain, project: ProjectName, words: Words) -> tuple[Picture, ...]:
    """The same as a picture: a box for each metric, an arrow for each link; a gap where it breaks."""
    path = chain.paths[0]
    follow = [step.link for step in path[1:]]
    boxes = [_box(step, link, words) for step, link in zip(path, [*follow, None], strict=True)]
    if chain.broken is not None:
        boxes[-1] = ChainLink(
            role=boxes[-1].role, name=boxes[-1].name, value=boxes[-1].value, evidence=words.plain(_CHAIN, "gap")
        )
        boxes.append(ChainLink(role=words.label("chain_role", Role.BUSINESS), name=_name(chain.business)))
    elif money := _money(chain, words):
        boxes[-1] = ChainLink(role=boxes[-1].role, name=boxes[-1].name, value=boxes[-1].value, grade=Grade.CLAIMED)
        boxes.append(ChainLink(role=words.label("chain_role", "money"), name=words.plain(_CHAIN, "money"), value=money))
    plot = MetricChain(
        title=words.plain(_CHAIN, "title", project=project_name(project)),
        subtitle=words.plain(_CHAIN, "subtitle"),
        links=tuple(boxes[:_BOXES_MOST]),
    )
    return (Picture(data=plot, alt_text=chain_line(chain, words).plain[:_ALT_MOST]),)


def _name(name: str) -> str:
    return one_line(name, _NAME_MOST)


def _step_text(step: Step, words: Words) -> str:
    today, target = _levels(step, words)
    moved = "" if step.link is None or step.moved is None else _moved(step, step.moved, words)
    return words.plain(_CHAIN, "metric", name=_name(step.metric.name), today=today, target=target, moved=moved)


def _levels(step: Step, words: Words) -> tuple[str, str]:
    """Where a path begins, and where that is to lead; of what follows only the change is told."""
    if step.link is not None or step.metric.today is None:
        return "", ""
    figures, unit = words.figures, step.metric.unit
    target = "" if step.metric.target is None else figures.level(step.metric.target, unit)
    return figures.level(step.metric.today, unit), target


def _moved(step: Step, moved: Moved, words: Words) -> str:
    """A change with its ends where they differ, in points where it is of a metric in percent."""
    unit = _unit(step)
    size = 100 if unit.kind is UnitKind.PERCENT else 1
    low, likely, high = moved.low / size, moved.likely / size, moved.high / size
    if not moved.is_range:
        return words.figures.change(likely, unit)
    scale = Scale.of(words.figures, unit, (low, high), likely)
    return f"{scale.change(likely)} {scale.interval(low, high)}"


def _unit(step: Step) -> Unit:
    """The metric's unit; one that nobody said is percent where a link moves it by points."""
    effect = step.link.effect if step.link else None
    is_points = effect is not None and effect.unit == "percentage_points"
    return _PERCENT if is_points else step.metric.unit


def _money(chain: Chain, words: Words) -> str:
    worth = chain.worth
    if worth is None:
        return ""
    ends = {"low": worth.low, "high": worth.high} if worth.is_range else {}
    return words.figures.annual(Money(amount=worth.likely, currency=chain.currency, **ends))


def _box(step: Step, link: Link | None, words: Words) -> ChainLink:
    """A metric, and what leads on from it."""
    today, target = _levels(step, words)
    level = words.plain(_CHAIN, "level", today=today, target=target) if today else ""
    value = level if step.moved is None or step.link is None else _moved(step, step.moved, words)
    evidence = _evidence(link, words) if link is not None else ""
    grade = Grade.CLAIMED if link is not None else None
    role = words.label("chain_role", step.metric.role)
    return ChainLink(role=role, name=_name(step.metric.name), value=value, evidence=evidence, grade=grade)


def _evidence(link: Link, words: Words) -> str:
    echo = link.effect.echo.partition(", ")[0].partition(" = ")[0] if link.effect else ""
    effect = _MINUS.sub("\N{MINUS SIGN}", echo)
    return words.plain(_CHAIN, "evidence", effect=effect, per=link.per.value, evidence=one_line(link.evidence, 160))
