"""The requirements on their page, on the card and on checklists: the score, the headings, and each item's state."""

from dataclasses import replace
from typing import Any, Final, assert_never

from bot.domain.charter import NotApplicable, Proof
from bot.domain.page_windows import PageDialog
from bot.domain.questions import Question
from bot.domain.readiness.items import PART, SILENT_FAILURE, Item, ItemState
from bot.domain.readiness.score import HeadingScore, Readiness, readiness_of
from bot.views import mentions
from bot.views.blocks import button, context, section
from bot.views.drill import drill_lines
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.rendered import Block
from bot.views.words import Words

READINESS: Final = "readiness/readiness"
_SHOWN_MOST: Final = 300


def readiness_line(readiness: Readiness, words: Words, part: str = "card") -> Line:
    """The score in one line: the weakest heading, and what is open."""
    return words.line(
        READINESS, part, open=readiness.open, claimed=readiness.claimed, **_values(readiness.weakest, words)
    )


def page_button(project: str, words: Words) -> Block:
    """The button that opens the page of the requirements."""
    return button(words.plain(READINESS, "page_button", part=PART), "kickoff.open", f"{project}|{PART}")


def requirements_head(reply: PageDialog, words: Words) -> list[Block]:
    """What stands above the requirements on their page: the score, how it is made, and the drill."""
    readiness = readiness_of(reply.requirements)
    if readiness is None:
        return []
    score = readiness_line(readiness, words, "score")
    blocks = [section(score), context(words.line(READINESS, "scale"))]
    drilled = next((item for item in reply.requirements if item.question == SILENT_FAILURE), None)
    if drilled is None:
        return blocks
    run = button(words.plain("drill/drill", "run_button"), "drill.open", reply.project.id) if reply.may_drill else None
    said = words.line("drill/drill", "page")
    for line in drill_lines(drilled.drill, words):
        said = said + Line("\n") + line
    return [*blocks, section(said, run)]


def heading_block(reply: PageDialog, item: Item, words: Words) -> Block:
    """The heading of the requirements from this one on, with its points."""
    readiness = readiness_of(reply.requirements)
    headings = readiness.headings if readiness else ()
    score = next(each for each in headings if each.heading == item.heading)
    return section(words.line(READINESS, "heading", **_values(score, words)))


def below_heading(question: Question, heading: str, words: Words) -> Question:
    """A requirement as it is asked below its heading, whose name its label need not repeat."""
    before, colon, rest = question.label.partition(": ")
    if not colon or not rest or before.casefold() != words.label("heading", heading).casefold():
        return question
    return replace(question, label=f"{rest[0].upper()}{rest[1:]}")


def state_block(project: str, item: Item, words: Words) -> Block | None:
    """Where an answered requirement stands, with the button that takes its evidence."""
    if item.claim is None:
        return None
    line = _state(item, words)
    if item.claim == ItemState.NO:
        return context(line)
    return section(line, evidence_button(project, item, words))


def evidence_button(project: str, item: Item, words: Words) -> Block:
    """The button that opens the window of a requirement's evidence."""
    label = "why_button" if item.claim == ItemState.NOT_APPLICABLE else "evidence_button"
    if item.state is ItemState.REOPENED:
        return renew_button(project, item.question, words)
    return button(words.plain(READINESS, label), "readiness.evidence", f"{project}|{item.question}")


def renew_button(project: str, question: str, words: Words) -> Block:
    """The button for a requirement whose evidence is over."""
    return button(words.plain(READINESS, "renew_button"), "readiness.evidence", f"{project}|{question}")


def _state(item: Item, words: Words) -> Line:
    match item.state:
        case ItemState.NO | ItemState.OPEN:
            return words.line(READINESS, item.state.value)
        case ItemState.NOT_APPLICABLE:
            reason = item.evidence.reason if isinstance(item.evidence, NotApplicable) else ""
            return words.line(READINESS, "not_applicable", reason=one_line(reason, _SHOWN_MOST))
        case ItemState.REOPENED:
            return words.line(READINESS, "reopened", until=words.figures.day(item.until) if item.until else "")
        case ItemState.MANUAL | ItemState.AUTOMATED:
            return _claimed(item, words)
        case _:
            assert_never(item.state)


def _claimed(item: Item, words: Words) -> Line:
    points = words.plain(READINESS, "one" if item.state is ItemState.AUTOMATED else "half")
    if not item.is_proved:
        return words.line(READINESS, "claimed", points=points)
    proof = item.evidence if isinstance(item.evidence, Proof) else None
    return words.line(
        READINESS,
        "proved",
        points=points,
        link=mentions.link(proof.link) if proof else "",
        shown=one_line(proof.note, _SHOWN_MOST) if proof else "",
        drilled=item.drill is not None and item.drill.passed,
        until=words.figures.day(item.until) if item.until else "",
    )


def _values(score: HeadingScore | None, words: Words) -> dict[str, Any]:
    if score is None:
        return {"heading": "", "points": "", "applicable": 0}
    return {
        "heading": words.label("heading", score.heading),
        "points": words.figures.number(score.points),
        "applicable": score.applicable,
    }
