"""The kickoff checklist of one person: a button for each open answer, what is worth mending, and what is done."""

from collections import Counter

from bot.domain.message import Checklist, ChecklistItem
from bot.domain.readiness.items import PART
from bot.views.blocks import actions, button, context, header, plain_section, rich, section
from bot.views.figures import bar
from bot.views.findings import finding_blocks, finding_lines
from bot.views.lines import Line
from bot.views.names import one_line, project_name, who
from bot.views.readiness import READINESS, page_button, readiness_line, renew_button
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST, fitting
from bot.views.typed_text import cut, visible
from bot.views.words import Words

_LIST = "kickoff/checklist"
_LABEL_MOST = 200
_TICK = "✓ "
_GIVEN_MOST = 10


def checklist(message: Checklist, words: Words) -> Rendered:
    """The checklist as a direct message."""
    missing = [item for item in message.items if item.required and not item.done and not item.findings]
    shaky = [item for item in message.items if item.findings]
    reopened = [item for item in message.items if item.reopened]
    done = [item for item in message.items if item.done and not item.findings and not item.reopened]
    head = _head(message, words, is_complete=not missing and not shaky)
    tail = [
        *_ticked(done, words),
        *_with_others(message, words),
        *_folded(message, words),
        *_readiness(message, words),
        _continue(message, words),
    ]
    groups = [*_middle(message, missing, shaky, words), *_renewals(message, reopened, words)]
    middle, left = fitting(groups, beside=[*head, *tail])
    if left:
        middle.append(context(words.line(_LIST, "more", count=left)))
    text = _text(message, words, missing=missing, shaky=shaky, reopened=reopened, done=done)
    return Rendered(text=text, blocks=[*head, *middle, *tail])


def _headline(message: Checklist, words: Words) -> Line:
    return words.line(_LIST, "headline", project=project_name(message.project))


def _progress(message: Checklist, words: Words) -> Line:
    return words.line(
        _LIST,
        "progress",
        bar=bar(message.answered, message.required),
        answered=message.answered,
        required=message.required,
    )


def _state(message: Checklist, words: Words) -> tuple[Line, ...]:
    """What a person is told who has nothing left to answer, or never had."""
    if any(item.required for item in message.items):
        own = words.line(_LIST, "complete")
    else:
        parts = ", ".join(str(part) for part, _ in _by_part(message))
        own = words.line(_LIST, "nothing_required", parts=parts)
    others = message.required - message.answered
    return own, words.line(_LIST, "others", count=others) if others > 0 else words.line(_LIST, "ready")


def _asked_as(message: Checklist, words: Words) -> Line:
    return words.line(_LIST, "asked_as", roles=", ".join(words.label("role", role) for role in message.roles))


def _head(message: Checklist, words: Words, *, is_complete: bool) -> list[Block]:
    state = _state(message, words) if is_complete else ()
    return [
        header(_headline(message, words).plain),
        section(_progress(message, words)),
        *(section(line) for line in state),
        context(_asked_as(message, words)),
    ]


def _middle(
    message: Checklist, missing: list[ChecklistItem], shaky: list[ChecklistItem], words: Words
) -> list[list[Block]]:
    project = message.project.id
    answer = words.plain(_LIST, "answer_button")
    groups = [
        [plain_section(_label(item), button(answer, "kickoff.answer", f"{project}|{item.question}"))]
        for item in missing
    ]
    mends = [finding_blocks(finding, project, words) for item in shaky for finding in item.findings]
    for title, members in (("open", groups), ("mend", mends)):
        if members:
            members[0].insert(0, section(words.line(_LIST, title)))
    return groups + mends


def _renewals(message: Checklist, reopened: list[ChecklistItem], words: Words) -> list[list[Block]]:
    """The requirements whose evidence is over, each with the button that takes what shows it today."""
    groups = [
        [plain_section(_label(item), renew_button(message.project.id, item.question, words))] for item in reopened
    ]
    if groups:
        groups[0].insert(0, section(words.line(READINESS, "reopened_items")))
    return groups


def _readiness(message: Checklist, words: Words) -> list[Block]:
    if message.readiness is None:
        return []
    return [section(readiness_line(message.readiness, words), page_button(message.project.id, words))]


def _label(item: ChecklistItem) -> str:
    return visible(one_line(item.label, _LABEL_MOST))


def _labels(items: list[ChecklistItem], mark: str = "") -> str:
    return " · ".join(f"{mark}{one_line(item.label, 60)}" for item in items)


def _ticked(done: list[ChecklistItem], words: Words) -> list[Block]:
    if not done:
        return []
    return [rich(words.line(_LIST, "done", items=one_line(_labels(done, _TICK), 2000)))]


def _with_others(message: Checklist, words: Words) -> list[Block]:
    """What was given to somebody else and is still open there."""
    lines = [
        words.line(_LIST, "given", label=one_line(each.label, 60), to=who(each.to))
        for each in message.given[:_GIVEN_MOST]
    ]
    return [context(*lines)] if lines else []


def _folded(message: Checklist, words: Words) -> list[Block]:
    blocks = []
    for part, items in _folded_parts(message):
        label = words.plain(_LIST, "part_button", part=part)
        press = button(label, "kickoff.open", f"{message.project.id}|{part}")
        blocks.append(section(_optional_line(part, items, words), press))
    return blocks


def _folded_parts(message: Checklist) -> list[tuple[int, int]]:
    """The parts that get a line of their own; that of the requirements has its score instead, once there is one."""
    return [each for each in _by_part(message) if each[0] != PART or message.readiness is None]


def _by_part(message: Checklist) -> list[tuple[int, int]]:
    """How many optional questions are open in each part that has some."""
    return sorted(Counter(item.part for item in message.items if not item.required and not item.done).items())


def _optional_line(part: int, count: int, words: Words) -> Line:
    return words.line(_LIST, "optional", part=part, count=count)


def _continue(message: Checklist, words: Words) -> Block:
    label = words.plain(_LIST, "continue_button")
    paste = button(words.plain(_LIST, "paste_button"), "kickoff.paste", f"|{message.project.id}")
    return actions(button(label, "kickoff.open", message.project.id, style="primary"), paste)


def _text(
    message: Checklist,
    words: Words,
    *,
    missing: list[ChecklistItem],
    shaky: list[ChecklistItem],
    reopened: list[ChecklistItem],
    done: list[ChecklistItem],
) -> str:
    lines = [_headline(message, words), _progress(message, words), _asked_as(message, words)]
    if missing:
        lines.append(words.line(_LIST, "text_open", items=_labels(missing)))
    for item in shaky:
        for finding in item.findings:
            title, why = finding_lines(finding, words)
            lines.append(
                Line("• ") + words.line(_LIST, "item", label=_label(item)) + Line(": ") + title + Line(". ") + why
            )
    if not missing and not shaky:
        lines += _state(message, words)
    if reopened:
        lines.append(words.line(READINESS, "text_reopened", items=_labels(reopened)))
    if message.readiness is not None:
        lines.append(readiness_line(message.readiness, words))
    lines += [_optional_line(part, items, words) for part, items in _folded_parts(message)]
    if done:
        lines.append(words.line(_LIST, "text_done", items=_labels(done)))
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
