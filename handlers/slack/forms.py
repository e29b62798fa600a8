"""The page of a kickoff as it comes back from Slack: untrusted, so anything that is not ours is as if it were lost."""

import json
from typing import Any

from bot.domain.drafts import drafts_of
from bot.domain.ids import ProjectId, QuestionId
from bot.domain.refusal import NotFound
from handlers.flows.typed_pages import PageForm
from handlers.slack.edge.payloads import Submission, Values, single_values

LOST = "This window is not valid any more. Open it again with /plumb kickoff; what was saved is safe."


def page_form(metadata: str, values: Values) -> PageForm:
    """What was typed into a page, with what we wrote into the window; NotFound where that is not ours."""
    carried = opaque(metadata)
    try:
        return PageForm(
            project=ProjectId(str(carried["project"])),
            part=int(carried["part"]) if "part" in carried else None,
            question=QuestionId(str(carried["question"])) if "question" in carried else None,
            revision=int(carried["revision"]),
            seen=int(carried["seen"]) if "seen" in carried else None,
            typed={QuestionId(field): value for field, value in single_values(values).items()},
            is_whole=bool(carried.get("whole")),
            is_detailed=bool(carried.get("details")),
            drafts=drafts_of(carried.get("drafts", {})),
        )
    except (KeyError, ValueError, TypeError, OverflowError):
        raise NotFound(LOST) from None


def named_in(heard: Submission) -> dict[str, str]:
    """What we wrote into a window, as text; NotFound where it is not ours or names no project."""
    found = {str(key): str(value) for key, value in opaque(heard.private_metadata).items()}
    if "project" not in found:
        raise NotFound(LOST)
    return found


def opaque(metadata: str) -> dict[str, Any]:
    """What we wrote into a window; nothing where that is not ours."""
    try:
        carried = json.loads(metadata)
    except (ValueError, RecursionError):
        return {}
    return carried if isinstance(carried, dict) else {}
