"""The pages on the policy file and the question bank are what the program takes, and name all of it."""

import re
from dataclasses import asdict
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from bot.domain.answering import Reader, read_answer
from bot.domain.dossier import Rulebook
from bot.domain.indispensable import indispensable
from bot.domain.metrics import Unit, UnitKind
from bot.domain.policy import ObligationKind, Policy
from bot.domain.questions import AnswerType
from handlers import resources
from handlers.resources.entries import QuestionEntry
from handlers.resources.policy import LadderEntry, PolicyEntry
from handlers.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
PERCENT = Unit(kind=UnitKind.PERCENT, label="%")
CONFIGURATION, BANK = "reference/configuration.md", "how-to/question-bank.md"
SHIPPED = resources.load_bank()


def _page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _examples(name: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", _page(name), re.DOTALL)


@cache
def _loaded(example: str, folder: Path) -> Rulebook:
    file = folder / "policy.yaml"
    file.write_text(example, encoding="utf-8")
    return resources.load_rulebook(file)


def _keys(model: type[BaseModel], above: str = "") -> list[str]:
    """The keys of a policy file, those of its sections behind a point."""
    found: list[str] = []
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += _keys(inner, f"{above}{name}.")
        else:
            found.append(f"{above}{name}")
        if name == "ladders":
            found += _keys(LadderEntry, "ladders.*.")
    return found


def _named(text: str) -> list[tuple[str, str]]:
    policy = text.partition("## Policy")[2]
    return re.findall(r"^\| `([^`]+)` \| .+ \| ([^|]+) \|$", policy, re.MULTILINE)


def test_every_variable_is_documented() -> None:
    named = set(re.findall(r"`([A-Z_]+)`", _page(CONFIGURATION).partition("## Policy")[0]))
    assert {str(field.alias) for field in Settings.model_fields.values() if field.alias} <= named


def test_every_key_of_the_policy_is_documented_in_its_order() -> None:
    documented = [key for key, _ in _named(_page(CONFIGURATION))]
    assert sorted(documented) == sorted(_keys(PolicyEntry))


def test_the_shipped_values_are_documented() -> None:
    policy = Policy()
    shipped: dict[str, object] = {
        "zone": policy.zone,
        "currency": policy.currency,
        "hours.start": policy.hours.start,
        "hours.end": policy.hours.end,
        "hours.days": sorted(policy.hours.days, key=list(type(next(iter(policy.hours.days)))).index),
        "snooze.at_most": policy.snooze.at_most,
        **{f"readiness.{key}": value for key, value in asdict(policy.readiness).items()},
        "digest.weekday": policy.digest_weekday,
        "digest.at": policy.digest_at,
        "digest.late_after_minutes": policy.digest_late_after_minutes,
        "profile_fresh_hours": policy.profile_fresh_hours,
        "signs_own": str(policy.signs_own).lower(),
    }
    assert {key: value for key, value in _named(_page(CONFIGURATION)) if value.startswith("`")} == {
        key: _written(value) for key, value in shipped.items()
    }


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_written(each) for each in value)
    return f"`{value:%H:%M}`" if isinstance(value, time) else f"`{value}`"


def test_the_example_of_a_policy_is_one_and_names_every_key(tmp_path: Path) -> None:
    (example,) = _examples(CONFIGURATION)
    rules = _loaded(example, tmp_path)
    assert (rules.policy.zone, rules.policy.country, rules.policy.language) == ("Europe/Berlin", "DE", "de")
    assert rules.policy.ladders == Policy().ladders, "the example shows the ladder as it is shipped"
    assert set(_flat(yaml.safe_load(example))) >= {key.replace("*", "no_experiment") for key in _keys(PolicyEntry)}


def _flat(content: dict[str, Any], above: str = "") -> list[str]:
    found = []
    for name, value in content.items():
        found.append(f"{above}{name}")
        if isinstance(value, dict):
            found += _flat(value, f"{above}{name}.")
    return found


def test_every_obligation_with_a_ladder_is_named() -> None:
    (row,) = [line for line in _page(CONFIGURATION).splitlines() if line.startswith("| `ladders` |")]
    assert re.findall(r"`(\w+)`", row.partition(" by obligation ")[2].partition(")")[0]) == list(ObligationKind)


# --- the question bank -------------------------------------------------------------------------


def test_the_example_of_a_bank_is_one(tmp_path: Path) -> None:
    example, _ = _examples(BANK)
    bank = _loaded(example, tmp_path).bank
    assert [each.id for each in bank.questions if SHIPPED.find(each.id) is None] == [
        "data_owner",
        "legal_basis",
        "consent_share",
    ]
    assert {each.id for each in SHIPPED.questions if bank.find(each.id) is None} == {"why_now", "ml_years"}
    assert bank.questions[0].label == "The number that counts"
    assert bank.part(5).title == "Feasibility"


def test_every_field_of_a_question_is_documented() -> None:
    chapter = _page(BANK).partition("## Add")[2].partition("## Leave out")[0]
    rows = "".join(re.findall(r"^\| `[^|]+\|", chapter, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", rows)) == QuestionEntry.model_fields.keys()


def test_what_cannot_be_left_out_is_listed() -> None:
    chapter = _page(BANK).partition("cannot be left out, because")[2].partition("\n\n")[0]
    assert re.findall(r"`(\w+)`", chapter) == sorted(indispensable())


def test_the_german_example_says_all_parts_and_all_that_is_required(tmp_path: Path) -> None:
    _, example = _examples(BANK)
    rules = _loaded(example, tmp_path)
    german = rules.bank.spoken("de-DE")
    for part, shipped_part in zip(german.parts, SHIPPED.parts, strict=True):
        assert part.title != shipped_part.title
        assert part.question != shipped_part.question
        assert part.intro != shipped_part.intro
    for own in SHIPPED.required:
        found = german.find(own.id)
        assert found is not None
        assert found.label != own.label, own.id
        assert all(bool(getattr(found, field)) == bool(getattr(own, field)) for field in ("help", "example")), own.id
        pairs = zip(found.options, own.options, strict=True)
        same = {each.value for each, shipped in pairs if each.label == shipped.label}
        assert same <= {"switchback"}, "what has the same name in both languages"


GERMAN_NUMBERS = [each for each in SHIPPED.questions if each.type is AnswerType.NUMBER]


@pytest.mark.parametrize("asked", GERMAN_NUMBERS, ids=lambda question: question.id)
def test_the_german_examples_of_numbers_are_taken_from_somebody_who_writes_german(asked: Any, tmp_path: Path) -> None:
    _, example = _examples(BANK)
    german = _loaded(example, tmp_path).bank.spoken("de-DE").find(asked.id)
    assert german is not None
    if german.example != asked.example:
        reader = Reader(locale="de-DE", today=date(2027, 1, 1), unit=PERCENT, people={})
        assert read_answer(german, german.example, reader) is not None


def test_the_line_of_a_mistake_is_what_the_program_prints(tmp_path: Path) -> None:
    shown = re.findall(r"^plumbline: policy\.yaml:\d+: (.*)$", _page(BANK), re.MULTILINE)
    file = tmp_path / "policy.yaml"
    file.write_text("questions: { translate: { de: { questions: { basline: { label: X } } } } }\n", encoding="utf-8")
    with pytest.raises(resources.BrokenResource) as refused:
        resources.load_rulebook(file)
    assert shown == [refused.value.reason]
