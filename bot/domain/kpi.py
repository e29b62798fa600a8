"""Logging a value of the business metric."""

from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from bot.domain import calendar, living
from bot.domain import text as texts
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.ids import UserId
from bot.domain.metrics import BUSINESS, Observation
from bot.domain.number_forms import BadAnswer, example_in, fitted
from bot.domain.numbers import GENERAL_HINT, AskBack, Invalid, Number, read_number
from bot.domain.questions import NumberForm
from bot.domain.refusal import Refusal

TYPED = "typed"
"""The source of values that people typed."""
_EARLIEST_YEAR = 1990
_OTHERS_MOST = 60


def value_first(words: tuple[str, ...], locale: str | None) -> None:
    """Refuses words whose value does not come first, or is no more than an estimate, before a day is looked for."""
    if isinstance(read_number(words[0], locale), Number):
        return
    at = next((place for place, word in enumerate(words) if any(sign.isdigit() for sign in word)), 0)
    if at == 0:
        return
    said = read_number(" ".join(words[: at + 1]), locale)
    if isinstance(said, AskBack) and said.is_vague:
        raise Refusal(f"{said.reason} {said.hint}")
    other = texts.shorten(" ".join((*words[:at], *words[at + 1 :])), _OTHERS_MOST)
    raise Refusal(f"The value comes first: /plumb kpi {texts.shorten(words[at], _OTHERS_MOST)} {other}")


def read_level(dossier: Dossier, typed: str, locale: str | None) -> float:
    """The typed level in the metric's unit (a fraction where it is percent); Refusal says what to write instead."""
    if not dossier.charter.text("metric_unit"):
        raise Refusal(
            "The metric of this project has no unit yet, so a value cannot be read.",
            who_can="anybody on the project can answer “Unit” with /plumb answer metric_unit",
        )
    reading = read_number(typed, locale)
    match reading:
        case Number():
            try:
                return fitted(reading, NumberForm.METRIC, dossier.kpi.unit)[0]
            except BadAnswer as bad:
                raise Refusal(str(bad)) from None
        case AskBack() | Invalid():
            example = f"Example: /plumb kpi {example_in(NumberForm.METRIC, dossier.kpi.unit)}"
            raise Refusal(f"{reading.reason} {example if reading.hint == GENERAL_HINT else reading.hint}")
        case _:
            assert_never(reading)


def must_be_past(day: date, today: date) -> None:
    """Refuses a day on which nothing can have been measured for this project."""
    if day > today:
        raise Refusal(f"{calendar.written_day(day)} lies in the future; a value is logged when it was measured.")
    if day.year < _EARLIEST_YEAR:
        raise Refusal(f"{calendar.written_day(day)} is too long ago to be a value of this project.")


def log(
    dossier: Dossier,
    value: float,
    *,
    day: date,
    today: date,
    by: UserId,
    rules: Rulebook,
    now: datetime,
    source: str = TYPED,
) -> Decision[tuple[Dossier, Observation]]:
    """Keep one value of a day, and show it wherever it stands; the same value of the same day again changes nothing."""
    noted = note(dossier, value, day=day, today=today, by=by, now=now, source=source)
    if not noted.facts:
        return noted
    return replace(noted, messages=living.refreshed(noted.state[0], rules, now))


def note(
    dossier: Dossier, value: float, *, day: date, today: date, by: UserId, now: datetime, source: str = TYPED
) -> Decision[tuple[Dossier, Observation]]:
    """Keep one value and say nothing; the same day by the same source again replaces it, the audit trail has both."""
    must_be_past(day, today)
    observation = Observation(
        workspace=dossier.project.workspace,
        project=dossier.project.id,
        metric=BUSINESS,
        day=day,
        value=value,
        source=source,
        by=by,
        at=now,
    )
    before = next((each for each in dossier.observations if _is_same(each, observation)), None)
    if before is not None and before.value == value:
        return Decision(state=(dossier, before))
    others = tuple(each for each in dossier.observations if not _is_same(each, observation))
    after = replace(dossier, observations=(*others, observation))
    fact = Fact(act="kpi.logged", project=dossier.project.id, subject=BUSINESS, before=before, after=observation)
    return Decision(state=(after, observation), facts=(fact,))


def _is_same(one: Observation, other: Observation) -> bool:
    return (one.metric, one.day, one.source) == (other.metric, other.day, other.source)
