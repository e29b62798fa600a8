"""`plumbline explain`: what the bot reads in answers, and why."""

import json
from typing import Any

from bot.domain.dossier import Rulebook
from bot.domain.explain import explain
from handlers import resources
from handlers.commands.console import NO, OK, complain, guarded, read_input, say
from handlers.settings import Settings


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
            say(json.dumps(_explained(json.loads(line), rules), ensure_ascii=False))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            complain(f"line {number}: {error!r} — each line is an object with id, task and text")
            status = NO
    return status


def _explained(item: dict[str, Any], rules: Rulebook) -> dict[str, Any]:
    labels = item.get("labels") or {}
    locale = item.get("locale") or labels.get("locale") or labels.get("lang")
    explanation = explain(str(item["task"]), str(item["text"]), locale, rules.vocabulary)
    return {"id": item["id"], "labels": explanation.labels, "findings": list(explanation.findings)}
