"""Sign-off as people see it: the request to the sponsor, the news for the channel, the line on the card."""

from typing import Final, assert_never

from bot.domain.signing_messages import Asked, CharterSigned, SigningLine, SignRequest
from bot.views.blocks import actions, button, context, rich
from bot.views.changes import asked_lines, changes_button, labels_of, when
from bot.views.charter_sheet import SEAL_MOST
from bot.views.lines import Line
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

SIGNING: Final = "charter/signing"
_NAME_MOST: Final = 120
_REASON_MOST: Final = 600


def sign_request(message: SignRequest, words: Words) -> Rendered:
    """The sponsor is asked, as a direct message that says later how it ended."""
    match message.state:
        case Asked.WAITING:
            return _waiting(message, words)
        case Asked.CHANGES:
            return _changes(message, words)
        case Asked.SIGNED | Asked.SETTLED | Asked.WITHDRAWN:
            name = project_name(message.project)
            ended = words.line(SIGNING, f"request_{message.state}", project=name, number=message.number)
            return Rendered(text=ended.mrkdwn, blocks=[rich(ended)])
        case _:
            assert_never(message.state)


def _waiting(message: SignRequest, words: Words) -> Rendered:
    name, before, project = project_name(message.project), message.changes, message.project.id
    asked = words.line(
        SIGNING,
        "request",
        project=name,
        number=message.number,
        owner=who(message.owner),
        changed=labels_of(message.changed),
        again=before is not None,
        edited=labels_of(before.edited) if before else "",
        ready=before is not None and before.is_ready,
    )
    said = () if before is None else (asked_lines(before, words)[0],)
    why = words.line(SIGNING, "request_why", project=name, metric=one_line(message.metric, _NAME_MOST))
    row = actions(sign_button(project, words), changes_button(project, words))
    return Rendered(text=_text([asked, *said, why]), blocks=[rich(asked), context(*said, why), row])


def _changes(message: SignRequest, words: Words) -> Rendered:
    """What was asked instead of a signature; who thinks better of it may sign, or ask for something else."""
    changes, project = message.changes, message.project.id
    values = {"project": project_name(message.project), "number": message.number, "owner": who(message.owner)}
    by, at = (who(changes.by), when(changes)) if changes else ("", "")
    told = words.line(SIGNING, "request_changes", by=by, at=at, **values)
    said = [told]
    if changes is not None:
        questions = labels_of(changes.questions)
        said.append(
            words.line(SIGNING, "request_asked", reason=one_line(changes.reason, _REASON_MOST), questions=questions)
        )
    row = actions(sign_button(project, words, style=None), changes_button(project, words))
    return Rendered(text=_text(said), blocks=[*(rich(line) for line in said), row])


def sign_button(project: str, words: Words, *, style: str | None = "primary") -> Block:
    """The button that opens what is to be signed."""
    return button(words.plain(SIGNING, "sign_button"), "charter.sign", project, style=style)


def charter_signed(message: CharterSigned, words: Words) -> Rendered:
    """The news for the home channel."""
    said = words.line(
        SIGNING,
        "signed",
        project=project_name(message.project),
        number=message.number,
        by=who(message.by),
        metric=one_line(message.metric, _NAME_MOST),
    )
    small = words.line(
        SIGNING,
        "signed_small",
        number=message.number,
        before=message.number - 1,
        changed=message.changed,
        accepted=message.accepted,
        seal=message.seal[:SEAL_MOST],
    )
    return Rendered(text=_text([said, small]), blocks=[rich(said), context(small)])


def signing_line(line: SigningLine, words: Words) -> Line:
    """How it stands with the signature, in one line."""
    version = line.version
    if line.waits_for is not None:
        number = version.number if version else 0
        by, day = (who(version.signed_by), words.figures.day(version.signed_on)) if version else ("", "")
        judge = who(line.waits_for)
        return words.line(SIGNING, "line_waits", judge=judge, number=number, next=number + 1, by=by, day=day)
    if line.changes_by is not None and line.changes_on is not None:
        by, day = who(line.changes_by), words.figures.day(line.changes_on)
        return words.line(SIGNING, "line_changes", by=by, day=day, next=version.number + 1 if version else 1)
    if version is None:
        return words.line(SIGNING, "line_draft")
    part = "line_signed" if line.is_signed else "line_changed"
    return words.line(
        SIGNING,
        part,
        number=version.number,
        by=who(version.signed_by),
        day=words.figures.day(version.signed_on),
        seal=version.seal[:SEAL_MOST],
    )


def _text(lines: list[Line]) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
