"""Notes about a project: its card, its impact, a value that was logged, or which one is meant."""

from typing import Final

from bot.domain.notes import CardNote, ImpactNote, KpiNote, Pick
from bot.views.blocks import actions, button, context, plain_section, rich, section
from bot.views.card import card
from bot.views.degree import Degree
from bot.views.impact import impact_summary
from bot.views.kpi import levels_line, movement_line
from bot.views.names import project_name
from bot.views.rendered import Block, Rendered
from bot.views.room import fitting
from bot.views.short_notes import NOTES
from bot.views.words import Words

_PICKS_MOST: Final = 30


def card_note(reply: CardNote, words: Words) -> Rendered:
    """A project's card with a button that shares it."""
    shown = card(reply.card, words, can_act=reply.may_write)
    if not reply.may_write:
        return _private(shown, words)
    return _sharable(shown, f"card|{reply.card.project.id}", words)


def impact_note(reply: ImpactNote, words: Words, degree: Degree) -> Rendered:
    """An impact summary; that of one project can be shared, one of many shows what others may not see."""
    shown = impact_summary(reply.summary, words, degree, may_start=reply.may_write)
    if reply.project is None or not reply.may_write:
        return _private(shown, words)
    return _sharable(shown, f"impact|{reply.project.id}", words)


def _private(shown: Rendered, words: Words) -> Rendered:
    only = context(words.line(NOTES, "only_you"))
    return Rendered(text=shown.text, blocks=[*(shown.blocks or []), only])


def _sharable(shown: Rendered, value: str, words: Words) -> Rendered:
    share = button(words.plain(NOTES, "share_button"), "reply.share", value)
    return Rendered(text=shown.text, blocks=[*(shown.blocks or []), actions(share)])


def pick(reply: Pick, words: Words) -> Rendered:
    """Several projects could be meant: a button for each."""
    asked = words.line(NOTES, "pick")
    label = words.plain(NOTES, "pick_button")
    groups: list[list[Block]] = []
    lines = []
    for project in reply.projects:
        line = words.line(NOTES, "pick_item", project=project_name(project), key=project.key)
        lines.append(line)
        press = button(label, "project.pick", f"{reply.word}|{project.id}")
        groups.append([plain_section(line.plain, press)])
    blocks, left = fitting(groups[:_PICKS_MOST], beside=[section(asked)])
    left += max(0, len(groups) - _PICKS_MOST)
    more = [context(words.line(NOTES, "more", count=left))] if left else []
    text = "\n".join([asked.mrkdwn, *(f"• {line.mrkdwn}" for line in lines[:_PICKS_MOST])])
    return Rendered(text=text, blocks=[section(asked), *blocks, *more])


def kpi_note(reply: KpiNote, words: Words) -> Rendered:
    """A value was logged: what was understood, and how the metric stands now."""
    figures, unit = words.figures, reply.kpi.unit
    is_known = reply.replaced == reply.value
    said = words.line(
        NOTES,
        "kpi",
        project=project_name(reply.project),
        value=figures.level(reply.value, unit),
        day=figures.day(reply.day),
        is_known=is_known,
        replaced=figures.level(reply.replaced, unit) if reply.replaced is not None and not is_known else "",
    )
    order = (words.line(NOTES, "kpi_order", command=f"/plumb kpi {reply.in_order}"),) if reply.in_order else ()
    lines = (said, levels_line(reply.kpi, words), movement_line(reply.kpi, words), *order)
    return Rendered(text="\n".join(line.mrkdwn for line in lines), blocks=[rich(*lines)])
