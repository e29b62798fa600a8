"""What a sponsor is told of the proof: only what is kept, and only while it is about the answers that stand."""

from dataclasses import replace
from datetime import date

from bot.domain.charter import Accepted, Choice, Judgement
from bot.domain.dossier import Dossier
from bot.domain.experiments.asking import question_key
from bot.domain.lint import lint
from bot.domain.obligations import ObligationStatus
from bot.domain.prospects import Prospect, prospect_of
from tests.bot.domain.builders import EPOCH, SPONSOR, obligation, plan, quantity, verdict
from tests.bot.domain.lint.sound import RULES
from tests.bot.domain.test_signing import ASKABLE, sound


def told(file: Dossier) -> Prospect:
    return prospect_of(file, lint(file, RULES, EPOCH))


def judged(file: Dossier, judgement: Judgement) -> Dossier:
    return replace(file, charter=replace(file.charter, judgement=judgement))


def test_the_kept_verdict_is_told_as_long_as_its_question_is_that_of_the_answers() -> None:
    file = sound(ASKABLE)
    key = question_key(file.charter, ())
    assert key is not None
    gist = verdict().gist
    assert told(judged(file, Judgement(question=key, fits=True, gist=gist))) == Prospect(fits=True, gist=gist)
    assert told(judged(file, Judgement(question=key, fits=False))) == Prospect(fits=False)
    other = sound({**ASKABLE, "daily_traffic": quantity(50, "per_day")})
    assert told(judged(other, Judgement(question=key, fits=True, gist=gist))) == Prospect()
    assert told(file) == Prospect()


def test_a_plan_that_is_owed_is_told_with_its_day_and_an_accepted_one_with_its_seal() -> None:
    due = date(2027, 2, 15)
    assert told(sound(obligations=(obligation(due=due),))) == Prospect(due=due)
    assert told(sound(obligations=(obligation(status=ObligationStatus.DONE),))) == Prospect()
    accepted = plan()
    assert told(sound(plan=accepted)).sealed == accepted.seal


def test_a_waiver_is_told_with_who_gave_it() -> None:
    waiver = Accepted(reason="The law demands it for everybody.", words=("none",), until=date(2027, 6, 30))
    file = sound({"design": Choice(option="none"), "accepted.no-experiment": waiver, "accepted.no-money": waiver})
    waived = told(file).waived
    assert waived is not None
    assert (waived.by, waived.until) == (file.charter.answers["accepted.no-experiment"].by, waiver.until)  # type: ignore[index]  # a rule's id is no question's
    assert told(sound({"value_per_unit": None, "accepted.no-money": Accepted(reason="Later.")})).waived is None
    assert SPONSOR.user != waived.reason
