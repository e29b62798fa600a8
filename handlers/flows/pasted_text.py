"""From the text of a charter, in YAML, JSON or any other form, to what stands in it."""

import re
from typing import Any, Final

from bot.domain import text as texts
from bot.domain.dossier import Rulebook
from bot.domain.ids import QuestionId
from bot.domain.pasted import Labels, Pasted, is_charter, labels_of, read_charter, read_text, with_statements
from bot.domain.questions import QuestionBank
from bot.domain.refusal import BadFields
from handlers.charters import BrokenCharter, structured

TEXT = QuestionId("text")
EMPTY: Final = 'Paste the charter here. Each answer needs its name: "Baseline: 3.1%".'
_STRUCTURED: Final = re.compile(
    r"^(?:answers|projects|values)\s*:\s*(?:$|[{\[&*!])|\A\s*(?:\{|\[\s*[\[{\"])", re.MULTILINE
)
"""What a text looks like that wants to be YAML or JSON, though it may be broken."""


def read(text: str, bank: QuestionBank, rules: Rulebook, locale: str | None = None) -> Pasted:
    """The answers in a text of either form, with labels as this locale has them; BadFields for one that is no use."""
    labels = labels_of(bank, rules.synonyms, locale)
    try:
        if texts.is_empty(texts.clean(text)):
            raise BadFields({TEXT: EMPTY})
        content = charter_in(text, labels)
        if content is not None:
            return read_charter(content, labels)
        return with_statements(read_text(text, labels), text, labels, rules.vocabulary)
    except (texts.UnusableText, BrokenCharter) as unusable:
        raise BadFields({TEXT: str(unusable)}) from None


def charter_in(text: str, labels: Labels) -> dict[str, Any] | None:
    """The mapping of a charter in YAML or JSON, None for any other text; BrokenCharter where it wants to be one."""
    try:
        found = structured(text)
    except BrokenCharter:
        if looks_structured(text):
            raise
        return None
    content = found.content
    if isinstance(content, dict) and isinstance(content.get("projects"), list):
        raise BrokenCharter("This holds several projects. Paste one at a time, or use `plumbline kickoff FILE`.")
    if not is_charter(content, labels):
        return None
    if found.doubled:
        raise BrokenCharter(found.doubled)
    return dict(content)


def looks_structured(text: str) -> bool:
    """Whether a text wants to be YAML or JSON, though it may be broken."""
    return _STRUCTURED.search(text) is not None
