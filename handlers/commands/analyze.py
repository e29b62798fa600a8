"""`plumbline analyze`: the statistics that the bot uses, on inputs that anybody can give."""

import json
from collections.abc import Mapping
from typing import Any

from bot.statistics.analyze import analyze
from bot.statistics.reasons import Reason
from handlers.commands.console import NO, OK, WrongInput, guarded, read_input, say


def analyze_cases(file: str) -> int:
    """`{"cases": […]}` in, `{"results": […]}` out; a case that cannot be computed makes the status 1."""
    return guarded(lambda _: _analyze(file))


def _analyze(file: str) -> int:
    results = [_result(case) for case in _cases(read_input(file))]
    say(json.dumps({"results": results}, ensure_ascii=False))
    return NO if any("error" in result for result in results) else OK


def _cases(text: str) -> list[Any]:
    try:
        # JSON has no NaN and no Infinity; what stands there anyway is a word, and no number, to every task.
        given = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise WrongInput(f"The input is not JSON: {error}.") from None
    cases = given.get("cases") if isinstance(given, Mapping) else None
    if not isinstance(cases, list):
        raise WrongInput('The input must be an object with a list "cases".')
    return cases


def _result(case: Any) -> dict[str, Any]:
    if not isinstance(case, Mapping):
        return {"id": None, "error": {"code": Reason.BAD_INPUT.value, "message": "A case must be an object."}}
    return analyze(case)
