"""The silent-failure drill: its message, its windows, and its result as the page of the requirements shows it."""

from dataclasses import asdict
from typing import Any, Final

from bot.domain.charter import Drill
from bot.domain.drill_words import names_somebody
from bot.domain.drills import HOURS, HOW, MEANWHILE, PAGED, SCENARIO, WHAT, WHO, WORDS_MOST, How, Scenario
from bot.domain.message import DrillAsked, DrillTold
from bot.domain.notes import DrillNote
from bot.domain.questions import Option
from bot.domain.readiness_windows import DrillAnswerDialog, DrillDialog
from bot.views.blocks import actions, button, context, header, option, rich, section
from bot.views.inputs import choice_select, field, people_select, text_input
from bot.views.lines import Line
from bot.views.modals import compact, modal
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

DRILL: Final = "drill/drill"
_WINDOW: Final = "drill/window"
_SHOWN_MOST: Final = 300


def drill_asked(message: DrillAsked, words: Words) -> Rendered:
    """The direct message of a drill; its clock runs from when it is said."""
    headline = words.line(DRILL, "headline")
    asked = words.line(DRILL, "asked", by=who(message.by), project=project_name(message.project))
    imagine = _scenario(message.drill, words)
    if message.drill.answered_at is not None:
        end, row = _result(message.drill, words), []
    else:
        part = "over" if message.is_over else "clock"
        end = [words.line(DRILL, part, limit=message.drill.limit, within=message.drill.within)]
        row = [actions(_answer_button(message, words))]
    lines = [headline, asked, imagine, *end]
    blocks = [header(headline.plain), rich(asked), section(imagine), rich(*end), *row]
    return Rendered(text=cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST), blocks=blocks)


def drill_told(message: DrillTold, words: Words) -> Rendered:
    """The direct message to whoever put a drill: what came of it."""
    drill = message.drill
    lines = [words.line(DRILL, "told", project=project_name(message.project)), *drill_lines(drill, words)]
    if drill.answered_at is None:
        lines.append(words.line(DRILL, "over", limit=drill.limit))
    return Rendered(text=cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST), blocks=[rich(*lines)])


def _answer_button(message: DrillAsked, words: Words) -> Block:
    label = words.plain(DRILL, "late_button" if message.is_over else "button")
    value = f"{message.project.id}|{message.drill.asked_at.isoformat()}"
    return button(label, "drill.answer", value, style="primary")


def _scenario(drill: Drill, words: Words) -> Line:
    known = drill.scenario if drill.scenario in set(Scenario) else Scenario.FEATURES_FROZEN.value
    return words.line(DRILL, known)


def _result(drill: Drill, words: Words) -> list[Line]:
    minutes = int(drill.minutes or 0)
    hours = "" if drill.noticed_after_hours is None else words.figures.number(drill.noticed_after_hours)
    spent = words.plain(DRILL, "minutes", minutes=minutes)
    if drill.passed:
        until = words.figures.day(drill.until) if drill.until else ""
        first = words.line(DRILL, "passed", minutes=spent, until=until)
    else:
        first = words.line(
            DRILL,
            "failed",
            late=(drill.minutes or 0) > drill.limit,
            minutes=spent,
            limit=drill.limit,
            nobody=drill.noticed_after_hours is None,
            automatic=drill.is_automatic,
            hours=hours,
            within=drill.within,
            slow=(drill.noticed_after_hours or 0) > drill.within,
            unheard=not names_somebody(drill.who),
        )
    said = [words.line(DRILL, "what", what=one_line(drill.what, _SHOWN_MOST), hours=hours)]
    for part, typed in (("who", drill.who), ("meanwhile", drill.meanwhile)):
        if typed:
            said.append(words.line(DRILL, part, **{part: one_line(typed, _SHOWN_MOST)}))
    return [first, *said]


def drill_lines(drill: Drill | None, words: Words) -> list[Line]:
    """The latest drill in a few lines, without its scenario's text."""
    if drill is None:
        return [words.line(DRILL, "never")]
    values = {
        "scenario": words.label("scenario", drill.scenario),
        "who": who(drill.of),
        "day": words.figures.day(drill.asked_at.date()),
    }
    if drill.answered_at is None:
        return [words.line(DRILL, "waiting", **values)]
    return [words.line(DRILL, "result", **values), *_result(drill, words)]


def drill_note(reply: DrillNote, words: Words) -> Rendered:
    """A drill was put to somebody."""
    said = words.line(_WINDOW, "sent", who=who(reply.of), project=project_name(reply.project))
    return Rendered(text=said.mrkdwn, blocks=[rich(said)])


def drill_window(reply: DrillDialog, words: Words) -> dict[str, Any]:
    """The window that puts a drill to somebody: whom, and what goes wrong."""
    intro = words.line(
        _WINDOW, "ask_intro", project=project_name(reply.project), limit=reply.limit, within=reply.within
    )
    options = [Option(value=each.value, label=words.label("scenario", each.value)) for each in Scenario]
    people = people_select(words.plain(_WINDOW, "who_placeholder"), reply.asked)
    scenarios = choice_select(words.plain(_WINDOW, "scenario_placeholder"), options, None)
    blocks = [
        section(intro),
        field(WHO, words.plain(_WINDOW, "who"), people, hint=words.plain(_WINDOW, "who_hint"), optional=False),
        field(SCENARIO, words.plain(_WINDOW, "scenario"), scenarios, optional=False),
    ]
    about = {"project": reply.project.id}
    return modal(
        "drill.ask",
        words.plain(_WINDOW, "ask_title"),
        blocks,
        close=words.plain(_WINDOW, "close"),
        submit=words.plain(_WINDOW, "ask_submit"),
        metadata=compact(about if reply.page is None else {**about, "page": asdict(reply.page)}),
    )


def drill_answer_window(reply: DrillAnswerDialog, words: Words) -> dict[str, Any]:
    """The window in which a drill is answered; what nobody would notice needs no hours."""
    blocks = [
        section(_scenario(reply.drill, words)),
        context(words.line(DRILL, "clock", limit=reply.drill.limit, within=reply.drill.within)),
        _typed(WHAT, words, hint="what_hint", optional=False),
        field(HOW, words.plain(_WINDOW, "how"), _ways(words), optional=False),
        field(HOURS, words.plain(_WINDOW, "hours"), text_input("", most=60), hint=words.plain(_WINDOW, "hours_hint")),
        _typed(PAGED, words, hint="paged_hint"),
        _typed(MEANWHILE, words, hint="meanwhile_hint"),
    ]
    return modal(
        "drill.answer",
        words.plain(_WINDOW, "answer_title"),
        blocks,
        close=words.plain(_WINDOW, "close"),
        submit=words.plain(_WINDOW, "answer_submit"),
        metadata=compact({"project": reply.project.id, "asked_at": reply.drill.asked_at.isoformat()}),
    )


def _typed(name: str, words: Words, *, hint: str = "", optional: bool = True) -> Block:
    element = text_input("", most=WORDS_MOST, multiline=True)
    said = words.plain(_WINDOW, hint) if hint else ""
    return field(name, words.plain(_WINDOW, name), element, hint=said, optional=optional)


def _ways(words: Words) -> Block:
    return {"type": "radio_buttons", "options": [option(each.value, words.plain(_WINDOW, each.value)) for each in How]}
