"""The history of a metric that a charter brings along: logged like values that people type."""

from bot.domain import kpi, living, past
from bot.domain.calendar import UnreadableDay, parse_day
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier
from bot.domain.pasted import Logged, Unplaced, Why
from bot.domain.refusal import Refusal
from handlers.flows.asker import Asker
from storage.unit_of_work import Work

IMPORTED = "imported"
"""The source of values that came with a charter."""


def log(
    work: Work, asker: Asker, dossier: Dossier, history: tuple[Logged, ...]
) -> tuple[Dossier, int, tuple[Unplaced, ...]]:
    """The dossier with its past, how many values are there now, and those that could not be taken, with the reason."""
    refused: list[Unplaced] = []
    facts: list[Fact] = []
    count = 0
    for each in history[: past.MOST]:
        shown = f"{each.day}: {each.value}"
        try:
            day = parse_day(each.day, asker.today, asker.person.locale, is_past=True)
            value = kpi.read_level(dossier, each.value, asker.person.locale)
            one = kpi.note(dossier, value, day=day, today=asker.today, by=asker.user, now=asker.now, source=IMPORTED)
        except (Refusal, UnreadableDay) as refusal:
            refused.append(Unplaced(text=shown, why=Why.VALUE, names=(str(refusal),)))
            continue
        count += 1
        dossier, observation = one.state
        work.observations.save(observation)
        facts += one.facts
    if len(history) > past.MOST:
        refused.append(
            Unplaced(text=f"… {len(history) - past.MOST}", why=Why.VALUE, names=(f"At most {past.MOST} values fit.",))
        )
    if facts:
        shown_anew = living.refreshed(dossier, asker.rules, asker.now)
        work.keep(Decision(state=dossier, facts=tuple(facts), messages=shown_anew))
    return dossier, count, tuple(refused)
