"""From an answer of ours to what Slack gets as the acknowledgement."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, assert_never

from handlers.slack.edge.answers import (
    Answer,
    ClearViews,
    Done,
    Ephemeral,
    FieldErrors,
    Options,
    PushView,
    UpdateView,
    View,
)
from handlers.slack.edge.hand import DEEPEST, After, Hand, words_message, words_view
from handlers.slack.edge.payloads import Closed, Command, Event, Heard, Press, Shortcut, Submission, Suggestion
from handlers.slack.edge.sentences import PRESS_AGAIN, STILL_WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Words instead of an answer: a refusal or a fault. A fault before an event was kept lets Slack send it again."""

    words: str
    fault: bool = False


Outcome: TypeAlias = Answer | Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What goes back over the wire, and what is done right behind it."""

    status: int = 200
    body: str = ""
    after: Sequence[After] = ()


PLAIN: Final = Reply()
UNACKNOWLEDGED: Final = Reply(status=503)
"""Nothing is promised: Slack sends an event again, and says of all else that it failed."""


def reply_to(heard: Heard, outcome: Outcome) -> Reply:
    """The acknowledgement for this outcome."""
    match outcome:
        case Done(after=after):
            return Reply(after=after) if after else PLAIN
        case Ephemeral(payload=payload, after=after):
            return _ephemeral(heard, payload, after)
        case Told(words=words, fault=fault):
            return _told(heard, words, fault=fault)
        case Options():
            return _json(_menu(outcome))
        case FieldErrors() | UpdateView() | PushView() | ClearViews():
            return _json(_response_action(heard, outcome), outcome.after)
        case _:
            assert_never(outcome)


def _response_action(heard: Heard, answer: FieldErrors | UpdateView | PushView | ClearViews) -> dict[str, Any]:
    match answer:
        case FieldErrors(errors=errors):
            return {"response_action": "errors", "errors": at_fields(heard, errors)}
        case UpdateView(view=view):
            return {"response_action": "update", "view": view}
        case PushView(view=view):
            return {"response_action": "push", "view": view}
        case ClearViews():
            return {"response_action": "clear"}
        case _:
            assert_never(answer)


def waiting(heard: Heard, page: str) -> Reply:
    """The acknowledgement when the deadline comes before the answer; `page` is the external_id of a waiting page.

    A form stays where it is, with all that was typed: the waiting page lies on top of it and shows the result. An
    event is not acknowledged, since nothing is committed yet: Slack sends it again, and the inbox knows it then. All
    else must have been committed as a row, see `overdue`.
    """
    match heard:
        case Command() | Press() | Closed() | Shortcut():
            return PLAIN
        case Event():
            return UNACKNOWLEDGED
        case Suggestion():
            return _json({"options": []})
        case Submission():
            return _on_form(heard, PRESS_AGAIN, {**words_view(STILL_WORKING), "external_id": page})
        case _:
            assert_never(heard)


def at_fields(heard: Heard, errors: Mapping[str, str]) -> dict[str, str]:
    """The errors by block_id; one whose field is not on this page goes to the last field, where it is seen.

    Slack answers an error at an unknown block with "trouble connecting", and the person would learn nothing.
    """
    fields = heard.values if isinstance(heard, Submission) else {}
    here = {field: words for field, words in errors.items() if field in fields}
    strays = [f"{field}: {words}" for field, words in errors.items() if field not in fields]
    if strays and fields:
        last = list(fields)[-1]
        here[last] = "; ".join([here[last], *strays] if last in here else strays)
    return here or dict(errors)


def _ephemeral(heard: Heard, payload: Mapping[str, Any], after: Sequence[After]) -> Reply:
    if isinstance(heard, Command):
        return _json({"response_type": "ephemeral", **payload}, after)
    return Reply(after=(responding(payload), *after))


def _told(heard: Heard, words: str, *, fault: bool) -> Reply:
    match heard:
        case Command():
            return _json({"response_type": "ephemeral", **words_message(words)})
        case Press() | Shortcut():
            return Reply(after=(telling(words),))
        case Submission():
            return _on_form(heard, words, words_view(words))
        case Suggestion():
            return _json({"options": []})
        case Event() | Closed():
            return Reply(status=500) if fault and isinstance(heard, Event) else PLAIN
        case _:
            assert_never(heard)


def responding(payload: Mapping[str, Any]) -> After:
    """Posts this to the response_url, once there is a hand."""

    async def respond(hand: Hand) -> None:
        await hand.respond(payload)

    return respond


def telling(words: str) -> After:
    """Tells the person these words, once there is a hand."""

    async def tell(hand: Hand) -> None:
        await hand.tell(words)

    return tell


def _on_form(heard: Submission, words: str, page: View) -> Reply:
    """Words about a form whose values must not be lost: a page on top of it, which closing leads back.

    Three deep there is no room for one: then at the last field, or in place of a page that has no field.
    """
    if heard.view.depth < DEEPEST:
        return _json({"response_action": "push", "view": page})
    if heard.values:
        return _json({"response_action": "errors", "errors": {list(heard.values)[-1]: words}})
    return _json({"response_action": "update", "view": words_view(words)})


def _menu(options: Options) -> dict[str, Any]:
    return {"option_groups": list(options.groups)} if options.groups else {"options": list(options.options)}


def _json(body: Mapping[str, Any], after: Sequence[After] = ()) -> Reply:
    return Reply(body=json.dumps(body), after=after)
