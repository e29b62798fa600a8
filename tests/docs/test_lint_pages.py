"""Every rule of the lint has its page, and its examples do what they say."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.answering import Reader, read_page
from bot.domain.charter import Answer, Charter, Judgement
from bot.domain.dossier import Dossier
from bot.domain.experiments.asking import question_key, question_of
from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.lint import RULES, lint
from bot.domain.metrics import unit_of
from bot.statistics.verdicts.promising import promise
from handlers import resources
from tests.bot.domain.builders import OWNER, observation, project
from tests.docs import lint_pages
from tests.docs.lint_examples import EXAMPLES, SOUND

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
RULEBOOK = resources.load_rulebook(None)
OTHER = "how to write the pages anew: python -m tests.docs.lint_pages"


def test_every_rule_has_a_page_as_the_rules_say_it_today() -> None:
    standing = {file.name: file.read_text(encoding="utf-8") for file in (lint_pages.FOLDER / "lint").glob("*.md")}
    assert standing == lint_pages.pages(), OTHER


def test_the_index_lists_every_rule_as_it_is() -> None:
    standing = lint_pages.INDEX.read_text(encoding="utf-8")
    assert standing == lint_pages.index(standing), OTHER


def test_every_rule_has_an_example() -> None:
    assert EXAMPLES.keys() == {rule.id for rule in RULES}


def _rules_of(changed: dict[str, str | None], *, about: str) -> set[str]:
    """The rules that a charter raises in which these answers are others than in the sound one."""
    typed = {QuestionId(question): answer for question, answer in {**SOUND, **changed}.items()}
    unit = unit_of(typed[QuestionId("metric_unit")] or "%")
    reader = Reader(locale=None, today=NOW.date(), unit=unit, people={})
    values, errors = read_page(RULEBOOK.bank.questions, typed, reader)
    assert errors == {}
    answers = {
        question: Answer(question=question, value=value, by=UserId("U1"), at=NOW, revision=1)
        for question, value in values.items()
    }
    charter = Charter(project=ProjectId("P1"), bank_edition="x", revision=1, started_at=NOW, answers=answers)
    levels = (0.029, 0.033) * 4 if about == "target-below-noise" else ()
    file = Dossier(
        project=project(),
        charter=_judged(charter) if about == "underpowered" else charter,
        bank=RULEBOOK.bank,
        observations=tuple(observation(date(2027, 1, day).isoformat(), each) for day, each in enumerate(levels, 1)),
    )
    return {finding.rule for finding in lint(file, RULEBOOK, NOW)}


def _judged(charter: Charter) -> Charter:
    """The charter with the arithmetic's own word on its plan."""
    key = question_key(charter, ())
    assert key is not None
    judgement = Judgement(question=key, fits=promise(question_of(charter, ())).fits)
    return Charter(
        project=charter.project,
        bank_edition="x",
        revision=1,
        started_at=NOW,
        answers=charter.answers,
        judgement=judgement,
    )


@pytest.mark.parametrize("rule", [rule for rule, example in EXAMPLES.items() if example.raises])
def test_an_example_raises_its_rule_and_the_mended_one_does_not(rule: str) -> None:
    example = EXAMPLES[rule]
    assert rule in _rules_of(example.raises, about=rule)
    assert rule not in _rules_of(example.mended, about=rule)


def test_the_sound_charter_raises_nothing() -> None:
    assert _rules_of({}, about="") == set()


def test_the_examples_without_answers_do_what_they_say() -> None:
    charter = Charter(project=ProjectId("P1"), bank_edition="x", revision=0, started_at=NOW, answers={})

    def told(**known: object) -> set[str]:
        file = Dossier(charter=charter, bank=RULEBOOK.bank, **{"project": project(), **known})  # type: ignore[arg-type]
        return {finding.rule for finding in lint(file, RULEBOOK, NOW + timedelta(days=91))}

    assert "no-sponsor" in told(project=project(sponsor=None))
    assert "owner-is-sponsor" in told(project=project(sponsor=OWNER.user))
    assert "stale-charter" in told()
    assert not {"no-sponsor", "owner-is-sponsor"} & told()
