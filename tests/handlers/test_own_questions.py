"""What an operator makes of the question bank by file, and what is refused with its line and reason."""

from pathlib import Path

import pytest

from handlers import resources
from handlers.resources.broken import BrokenResource
from handlers.resources.own_questions import is_locale
from tests.handlers.test_resources import policy


def refusal(tmp_path: Path, text: str) -> BrokenResource:
    with pytest.raises(BrokenResource) as refused:
        resources.load_rulebook(policy(tmp_path, text))
    assert refused.value.file == str(tmp_path / "policy.yaml")
    assert "\n" not in str(refused.value)
    return refused.value


def test_a_question_that_nothing_needs_can_be_left_out(tmp_path: Path) -> None:
    rules = resources.load_rulebook(policy(tmp_path, "questions: { disable: [why_now, proxy_metrics, pool] }\n"))
    shipped = resources.load_bank()
    assert {each.id for each in shipped.questions} - {each.id for each in rules.bank.questions} == {
        "why_now",
        "proxy_metrics",
        "pool",
    }
    assert rules.bank.edition != shipped.edition


def test_a_required_question_that_is_left_out_is_not_counted(tmp_path: Path) -> None:
    rules = resources.load_rulebook(policy(tmp_path, "questions: { disable: [model_metrics] }\n"))
    assert len(rules.bank.required) == len(resources.load_bank().required) - 1


def test_a_part_whose_questions_are_all_left_out_is_no_page(tmp_path: Path) -> None:
    fifth = [question.id for question in resources.load_bank().of_part(5)]
    rules = resources.load_rulebook(policy(tmp_path, f"questions: {{ disable: [{', '.join(fifth)}] }}\n"))
    assert rules.bank.pages == (1, 2, 3, 4)
    assert len(rules.bank.parts) == 5


def test_words_of_options_and_parts_are_changed_and_nothing_else(tmp_path: Path) -> None:
    text = """\
questions:
  reword:
    metric_direction: { options: { up: More } }
    readiness.reliability.fallback: { options: { "no": Not yet } }
  reword_parts:
    1: { title: What it is for }
"""
    rules, shipped = resources.load_rulebook(policy(tmp_path, text)), resources.load_bank()
    way, before = rules.bank.find("metric_direction"), shipped.find("metric_direction")
    assert way is not None
    assert before is not None
    assert [(each.value, each.label) for each in way.options] == [("up", "More"), ("down", "Lower")]
    assert (way.label, way.required) == (before.label, before.required)
    fallback, other = (rules.bank.find(f"readiness.reliability.{each}") for each in ("fallback", "silent_failure"))
    assert fallback is not None
    assert other is not None
    assert [each.label for each in (fallback.options[0], other.options[0])] == ["Not yet", "No"]
    assert (rules.bank.part(1).title, rules.bank.part(1).question) == ("What it is for", shipped.part(1).question)
    assert rules.bank.parts[1:] == shipped.parts[1:]


TRANSLATED = """\
language: de-DE
questions:
  add:
    - { id: data_owner, part: 2, label: Who owns the data, type: person }
  disable: [why_now]
  translate:
    de:
      parts: { 1: { title: Das Ergebnis, question: Welche Kennzahl? } }
      questions:
        metric_name: { label: Kennzahl, help: "Wofür jemand bezahlt wird.", example: Abwanderung }
        metric_direction: { options: { up: Höher, down: Tiefer } }
        data_owner: { label: Wem gehören die Daten }
        why_now: { label: Warum jetzt }
    de_AT: { questions: { metric_name: { label: "Kennzahl, bitte" } } }
    es-LA: { questions: { metric_name: { label: Métrica } } }
"""


def test_words_of_columns_are_changed_and_nothing_else(tmp_path: Path) -> None:
    text = """\
questions:
  reword:
    guardrails: { columns: { better: { label: What we want, options: { up: More } } } }
"""
    rules, shipped = resources.load_rulebook(policy(tmp_path, text)), resources.load_bank()
    asked, before = rules.bank.find("guardrails"), shipped.find("guardrails")
    assert asked is not None
    assert before is not None
    better = asked.column("better")
    assert better is not None
    assert better.label == "What we want"
    assert [option.label for option in better.options] == ["More", "Lower"]
    assert [each for each in asked.columns if each.id != "better"] == [
        each for each in before.columns if each.id != "better"
    ]


def test_a_translation_is_read_by_locale_then_by_language(tmp_path: Path) -> None:
    rules = resources.load_rulebook(policy(tmp_path, TRANSLATED))
    labels = {tag: rules.bank.spoken(tag).questions[0].label for tag in ("de-DE", "de-AT", "es-LA", "es-ES", "en-US")}
    assert labels == {
        "de-DE": "Kennzahl",
        "de-AT": "Kennzahl, bitte",
        "es-LA": "Métrica",
        "es-ES": "Business metric",
        "en-US": "Business metric",
    }
    german = rules.bank.spoken(rules.policy.language)
    added = german.find("data_owner")
    assert added is not None
    assert added.label == "Wem gehören die Daten"
    assert (german.part(1).title, german.part(1).question) == ("Das Ergebnis", "Welche Kennzahl?")


EVERYTHING = [
    "add: [{ id: data_owner, part: 2, label: Who owns the data, type: person }]",
    "disable: [why_now]",
    "disable: [pool]",
    "reword: { metric_name: { label: The metric } }",
    "reword: { metric_name: { label: A metric } }",
    "reword: { metric_direction: { options: { up: More } } }",
    "reword_parts: { 1: { title: The goal } }",
    "translate: { de: { questions: { metric_name: { label: Kennzahl } } } }",
    "translate: { de: { parts: { 1: { title: Das Ziel } } } }",
    "translate: { fr: { parts: { 1: { title: Das Ziel } } } }",
]


def test_each_thing_that_is_changed_makes_another_edition(tmp_path: Path) -> None:
    """A kickoff runs with the edition that it began with, so two banks must never share one."""
    editions = [
        resources.load_rulebook(policy(tmp_path, f"questions: {{ {each} }}\n")).bank.edition for each in EVERYTHING
    ]
    assert len({resources.load_bank().edition, *editions}) == len(editions) + 1


def test_what_is_no_question_makes_no_other_edition(tmp_path: Path) -> None:
    rules = resources.load_rulebook(policy(tmp_path, "zone: Europe/Berlin\nquestions: { disable: [] }\n"))
    assert rules.bank.edition == resources.load_bank().edition


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("questions:\n  disable:\n    - why_now\n    - whynow\n", 4, "there is no question whynow to disable"),
        ("questions:\n  disable: [baseline]\n", 2, "baseline cannot be disabled: the rule no-baseline asks for it"),
        ("questions:\n  disable: [sponsor]\n", 2, "sponsor cannot be disabled: a charter is signed by the sponsor"),
        ("questions:\n  disable: [cluster_size]\n", 2, "cluster_size cannot be disabled: a plan may need it"),
        ("questions:\n  disable: [metric_unit]\n", 2, "every value of the metric is read in it"),
        (
            "questions:\n  add:\n    - { id: mine, part: 1, label: X, type: text }\n  disable: [mine]\n",
            4,
            "question mine is added here; leave it out instead",
        ),
        (
            (
                "questions:\n  add:\n    - id: mine\n      part: 1\n      label: X\n      type: text\n"
                "      when: { question: cadence, options: [daily] }\n  disable: [cadence]\n"
            ),
            8,
            "cadence cannot be disabled: question mine waits for its answer",
        ),
        (
            (
                "questions:\n  add:\n    - id: mine\n      part: 1\n      label: X\n      type: text\n"
                "      when: { question: nobody, options: [daily] }\n"
            ),
            3,
            "its condition names nobody, which its part does not ask",
        ),
        ("questions:\n  disabled: [why_now]\n", 2, "questions.disabled: there is no such entry"),
        ("questions:\n  reword:\n    basline:\n      label: X\n", 3, "there is no question basline to reword"),
        (
            "questions:\n  reword:\n    metric_direction:\n      options:\n        upp: X\n",
            5,
            "question metric_direction has no option upp; it has down, up",
        ),
        (
            "questions:\n  reword:\n    baseline:\n      options: { up: X }\n",
            4,
            "question baseline has no option up; it has none",
        ),
        (
            "questions:\n  reword:\n    guardrails:\n      columns:\n        nam: { label: X }\n",
            5,
            "question guardrails has no column nam",
        ),
        (
            "questions:\n  reword:\n    guardrails:\n      columns:\n        better: { options: { upp: X } }\n",
            5,
            "column better of question guardrails has no option upp; it has down, up",
        ),
        (
            "questions:\n  reword:\n    readiness.reliability.fallback:\n      options:\n        no: X\n",
            4,
            'write "yes" and "no" in quotes',
        ),
        ("questions:\n  reword_parts:\n    9: { title: X }\n", 3, "there is no part 9 to reword"),
        ("questions:\n  translate:\n    german: {}\n", 3, "“german” is no language and no locale; write de, or de-AT"),
        ("questions:\n  translate:\n    de-XX: {}\n", 3, "“de-XX” is no language and no locale"),
        ('questions:\n  translate:\n    "": {}\n', 3, "“” is no language and no locale"),
        ("questions:\n  translate:\n    no: {}\n", 2, 'write "yes" and "no" in quotes'),
        ("questions:\n  translate:\n    de-AT: {}\n    de_at: {}\n", 4, "de-AT and de_at are the same locale"),
        (
            "questions:\n  translate:\n    de:\n      questions:\n        basline: { label: X }\n",
            5,
            "there is no question basline to translate",
        ),
        (
            "questions:\n  translate:\n    de:\n      parts:\n        6: { title: X }\n",
            5,
            "there is no part 6 to translate",
        ),
        (
            (
                "questions:\n  translate:\n    de:\n      questions:\n        metric_direction:\n"
                "          options: { links: X }\n"
            ),
            6,
            "question metric_direction has no option links",
        ),
        (
            f"questions:\n  translate:\n    de:\n      questions:\n        baseline:\n          label: {'x' * 201}\n",
            6,
            "at most 200 characters",
        ),
        (
            (
                "questions:\n  translate:\n    de:\n      questions:\n        metric_direction:\n          options:\n"
                f"            up: {'x' * 76}\n"
            ),
            7,
            "at most 75 characters",
        ),
        (
            "questions:\n  translate:\n    de:\n      questions:\n        baseline: { label: '' }\n",
            5,
            "at least 1 character",
        ),
        ("language: fr\nquestions: { translate: { de: {} } }\n", 1, "questions.translate has no fr"),
        ("language: de\n", 1, "questions.translate has no de"),
    ],
)
def test_what_cannot_be_done_to_the_bank_is_refused_with_line_and_reason(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    refused = refusal(tmp_path, text)
    assert reason in refused.reason
    assert refused.line == line


@pytest.mark.parametrize("tag", ["de", "de-DE", "de_AT", "pt-BR", "zh-CN", "zh-TW", "es-LA", "ko-KR", "en-GB"])
def test_every_locale_of_slack_is_one(tag: str) -> None:
    assert is_locale(tag)


@pytest.mark.parametrize("tag", ["", "xx", "german", "de DE", "de-XX", "../de", "de-" + "x" * 500])
def test_what_nobody_speaks_is_no_locale(tag: str) -> None:
    assert not is_locale(tag)
