"""`plumbline explain`: what the bot reads in answers, and why."""

import json
from dataclasses import asdict
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.domain.dossier import Rulebook
from bot.domain.explain import Remark, Task, explain
from handlers import resources
from handlers.commands.console import NO, OK, complain, guarded, read_input, say
from handlers.settings import Settings


class Asked(BaseModel):
    """One line of input; what else stands in it is nobody's business here."""

    id: str | int
    task: Task
    text: str
    locale: str | None = None


def explain_lines(file: str) -> int:
    """JSON lines in, JSON lines out; a line that cannot be used is named on standard error and makes the status 1."""
    return guarded(lambda settings: _explain(settings, file))


def _explain(settings: Settings, file: str) -> int:
    rules = resources.load_rulebook(settings.policy)
    status = OK
    for number, line in enumerate(read_input(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            asked = Asked.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            at = ".".join(str(part) for part in first["loc"])
            complain(f"line {number}: {at + ': ' if at else ''}{first['msg']}")
            status = NO
        else:
            say(json.dumps(_explained(asked, rules), ensure_ascii=False))
    return status


def _explained(asked: Asked, rules: Rulebook) -> dict[str, Any]:
    explanation = explain(asked.task, asked.text, asked.locale, rules.vocabulary)
    return {
        "id": asked.id,
        "labels": dict(explanation.labels),
        "findings": [_told(remark) for remark in explanation.findings],
    }


def _told(remark: Remark) -> dict[str, Any]:
    """A remark as an object, without what the bot does not say."""
    return {name: value for name, value in asdict(remark).items() if name != "says" or value}
