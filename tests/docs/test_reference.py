"""What the reference pages list is what the program has."""

import json
import re
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from bot.domain.answering import Reader, read_answer
from bot.domain.dossier import Rulebook
from bot.domain.experiments.table import MOST_ROWS
from bot.domain.explain import EXPLAINED, Task
from bot.domain.lint import RULES
from bot.domain.metrics import Unit, UnitKind
from bot.domain.pasted import labels_of, read_text
from bot.domain.policy import ObligationKind
from bot.domain.questions import AnswerType, Column, NumberForm, Question
from bot.domain.readiness.items import ItemState
from bot.domain.requirement_evidence import LINK_MOST
from bot.statistics.analyze import analyze
from bot.statistics.reasons import Reason
from handlers import resources
from handlers.api.app import api_app
from handlers.api.bodies import MOST_OBSERVATIONS, ArmRow, Observations, Results
from handlers.commands.charter_files import CharterFile
from handlers.commands.kickoff import kickoff_from_file
from handlers.delivery.classes import MEANINGS
from handlers.http_body import BODY_CAP
from storage.tables.deliveries import DeliveryState
from tests.bot.domain.builders import question as build_question
from tests.docs import delivery_page, task_pages

DOCS = Path(__file__).parents[2] / "docs"
PERCENT = Unit(kind=UnitKind.PERCENT, label="%")


@cache
def _rules() -> Rulebook:
    return resources.load_rulebook(None)


def _page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _row(question: Question) -> str:
    """The line of the reference that describes a question."""
    form = f"{question.type.value}: {question.form.value}" if question.form else question.type.value.replace("_", " ")
    if question.type is AnswerType.CHOICE:
        form = "choice: " + ", ".join(f"`{option.value}`" for option in question.options)
    if question.when is not None:
        form += f"; with `{question.when.question}` {', '.join(f'`{each}`' for each in question.when.options)}"
    needed = "yes" if question.required else ""
    cells = (f"`{question.id}`", question.label, question.asked.value, needed, form, question.example)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _column(question: Question, column: Column) -> str:
    """The line of the reference that describes a column of an answer in rows."""
    form = f"{column.type.value}: {column.form.value}" if column.form else column.type.value.replace("_", " ")
    if column.options:
        form = "choice: " + ", ".join(f"`{option.value}`" for option in column.options)
    needed = "yes" if column.required else ""
    return f"| `{question.id}`: `{column.id}` | {column.label} | {needed} | {form} | {column.example} |"


def test_every_column_of_rows_is_documented_as_it_is_asked() -> None:
    rows = re.findall(r"^\| `\w+`: `\w+` \|.*$", _page("reference/questions.md"), re.MULTILINE)
    asked = [_column(question, column) for question in _rules().bank.questions for column in question.columns]
    assert rows == asked


def test_every_question_of_the_bank_is_documented_as_it_is_asked() -> None:
    rows = [line for line in _page("reference/questions.md").splitlines() if re.match(r"\| `[^`]+` \|", line)]
    assert rows == [_row(question) for question in _rules().bank.questions]


def test_every_question_and_every_choice_of_a_row_says_how_it_is_answered() -> None:
    """A requirement is a whole statement already: it has an example instead."""
    bank = _rules().bank
    asked = [*bank.questions, *(column for question in bank.questions for column in question.columns)]
    mute = [each.id for each in asked if not each.help and not each.example]
    assert mute == []
    assert [each.id for each in bank.questions if not each.help and not each.id.startswith("readiness.")] == []
    typed = (AnswerType.TEXT, AnswerType.LONG_TEXT, AnswerType.NUMBER, AnswerType.ROWS)
    assert [each.id for each in asked if each.type in typed and not each.example] == []


def test_every_part_of_the_kickoff_is_a_chapter() -> None:
    chapters = re.findall(r"^## (.+)$", _page("reference/questions.md"), re.MULTILINE)
    assert chapters == [f"{part.number} · {part.question}" for part in _rules().bank.parts]


def test_every_rule_of_the_lint_is_documented_with_its_severity_and_question() -> None:
    listed = r"^\| \[`([^`]+)`\]\(lint/[^)]+\) \| (\w+) \|.*\| `([\w.]+)` \|$"
    rows = re.findall(listed, _page("reference/lint.md"), re.MULTILINE)
    assert rows == [(rule.id, rule.severity.value, rule.question) for rule in RULES]


def test_every_rule_that_explain_names_is_documented_once() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| `(\w+)` \| [^|]+ \| (?:yes)? ?\|$", _page("reference/lint.md"), re.MULTILINE)
    assert sorted(rule for rule, _ in rows) == sorted(EXPLAINED)
    assert {task for _, task in rows} == set(Task)


def test_every_obligation_is_documented_with_its_ladder() -> None:
    page = _page("reference/nags.md")
    for kind in ObligationKind:
        ladder = _rules().policy.ladders[kind]
        (row,) = re.findall(rf"^\| `{kind.value}`: .*$", page, re.MULTILINE)
        if kind is ObligationKind.READINESS_OPEN:
            assert ladder.due_after == 0
            assert f"| {_rules().policy.readiness.before_launch} working days before the [launch]" in row
        else:
            assert f"| {ladder.due_after} working day{'s' if ladder.due_after != 1 else ''} after" in row
        assert " → ".join(rung.value for rung in ladder.rungs) in row.replace("home channel", "channel")


def test_the_limits_of_requirements_and_drills_are_documented() -> None:
    prose, rule = _page("reference/readiness.md"), _rules().policy.readiness
    assert f"{rule.evidence_days} days" in prose
    assert f"within {rule.drill_minutes} minutes" in prose
    assert f"at most {LINK_MOST:,} characters" in prose
    assert re.findall(r"^\| `(\w+)` \|", prose, re.MULTILINE) == [state.value for state in ItemState]


FORMS = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|$", _page("reference/numbers.md"), re.MULTILINE)


def test_every_form_of_a_number_is_documented() -> None:
    assert [form for form, _ in FORMS] == list(NumberForm)


@pytest.mark.parametrize(("form", "examples"), FORMS)
def test_every_example_of_a_form_is_taken_by_it(form: str, examples: str) -> None:
    asked = (each for question in _rules().bank.questions for each in (question, *question.columns))
    own = build_question("own", AnswerType.NUMBER, form=NumberForm(form))  # where only questions of one's own take it
    question = next((each for each in asked if each.form == form), own)
    reader = Reader(locale=None, today=date(2027, 1, 1), unit=PERCENT, people={})
    typed = re.findall(r"`([^`]+)`", examples)
    assert typed
    assert all(read_answer(question, example, reader) is not None for example in typed)


def test_the_example_of_a_charter_file_is_one() -> None:
    one, several = re.findall(r"```yaml\n(.*?)```", _page("how-to/charter-file.md"), re.DOTALL)
    project = CharterFile.model_validate(yaml.safe_load(one))
    assert {question.id for question in _rules().bank.required} - {"sponsor"} <= project.typed.keys()
    assert all(_rules().bank.find(question) for question in project.typed)
    assert len([CharterFile.model_validate(each) for each in yaml.safe_load(several)["projects"]]) == 2


def _names(by_language: dict[str, list[str]]) -> str:
    return " · ".join(name for names in by_language.values() for name in names)


def test_every_name_of_a_field_an_option_and_a_heading_is_documented() -> None:
    labels = yaml.safe_load((files("bot") / "data" / "labels.yaml").read_text(encoding="utf-8"))
    rows = [f"| `{field}` | {_names(names)} |" for field, names in labels["fields"].items()]
    rows += [
        f"| `{question}` | `{value}` | {_names(names)} |"
        for question, options in labels["options"].items()
        for value, names in options.items()
    ]
    titles = {part.number: part.title for part in _rules().bank.parts}
    rows += [f"| {part} · {titles[part]} | {_names(names)} |" for part, names in labels["sections"].items()]
    assert [row for row in _page("reference/labels.md").splitlines() if re.match(r"\| [`\d]", row)] == rows


def test_the_example_of_own_names_can_be_used(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", _page("reference/labels.md"), re.DOTALL)
    policy = tmp_path / "policy.yaml"
    policy.write_text(example, encoding="utf-8")
    assert "Coin flip" in resources.load_rulebook(policy).synonyms.options["design"]["ab"]


def test_the_example_of_a_text_is_read_as_it_says() -> None:
    (example,) = re.findall(r"```text\n(.*?)```", _page("how-to/charter-file.md"), re.DOTALL)
    found = read_text(example, labels_of(_rules().bank, _rules().synonyms))
    assert set(found.typed) == {
        "metric_name",
        "metric_unit",
        "baseline",
        "target",
        "deadline",
        "design",
        "success_statement",
        "guardrails",
    }
    assert [each.text for each in found.unplaced] == [found.title] == ["Churn model"], "the name of the project"


@pytest.mark.parametrize("number", range(3))
def test_the_examples_of_a_charter_are_checked_without_anything_unplaced(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = re.findall(r"```(text|yaml)\n(.*?)```", _page("how-to/charter-file.md"), re.DOTALL)
    assert len(examples) == 3
    language, example = examples[number]
    file = tmp_path / f"charter.{language}"
    file.write_text(example, encoding="utf-8")
    kickoff_from_file(str(file), check=True, as_json=False)
    printed = capsys.readouterr().out
    assert printed.startswith("Churn model\n")
    assert "unplaced" not in printed


def test_every_task_of_the_statistics_is_documented_with_its_inputs_and_words() -> None:
    """`python -m tests.docs.task_pages` prints what must stand under "Tasks"."""
    page = _page("reference/analyze.md")
    assert page.partition("## Tasks\n\n")[2] == task_pages.chapters()


def test_every_reason_is_documented() -> None:
    table = "".join(re.findall(r"^\| `.*$", _page("reference/analyze.md"), re.MULTILINE))
    assert re.findall(r"`(\w+)`", table) == [reason.value for reason in Reason]


def test_the_example_of_analyze_is_what_it_prints() -> None:
    given, told = re.search(r"echo '(.*?)'.*?\n(\{\"results.*?\})\n", _page("reference/analyze.md"), re.DOTALL).groups()  # type: ignore[union-attr]  # it is there, or the test fails
    assert [analyze(case) for case in json.loads(given)["cases"]] == json.loads(told)["results"]


def test_every_address_of_the_api_is_documented() -> None:
    described = api_app(None).openapi()
    addresses = [f"{method.upper()} {path}" for path, methods in described["paths"].items() for method in methods]
    assert re.findall(r"^### `((?:GET|POST) [^`]+)`$", _page("reference/rest.md"), re.MULTILINE) == addresses


def test_every_field_of_what_the_api_takes_is_documented() -> None:
    tables = "".join(re.findall(r"^\| `.*$", _page("reference/rest.md"), re.MULTILINE))
    fields = {*Results.model_fields, *ArmRow.model_fields}
    assert fields <= set(re.findall(r"`(\w+)`", tables))
    assert f"{BODY_CAP:,} bytes" in _page("reference/rest.md")
    assert f"at most {MOST_ROWS:,} rows, values come at most {MOST_OBSERVATIONS:,}" in _page("reference/rest.md")


def test_the_examples_of_the_api_are_what_it_takes() -> None:
    results, observations = re.findall(r"```json\n(.*?)```", _page("reference/rest.md"), re.DOTALL)
    assert Results.model_validate_json(results).arms
    assert Observations.model_validate_json(observations).observations


def test_every_class_of_answers_is_documented_with_its_errors() -> None:
    """`python -m tests.docs.delivery_page` prints what must stand behind the introduction of the classes."""
    chapters = delivery_page.chapters()
    assert set(delivery_page.TITLES) == set(MEANINGS)
    assert _page("reference/delivery.md").endswith(f"\n\n{chapters}")


def test_every_state_of_a_message_is_documented() -> None:
    states = re.findall(r"^\| `(\w+)` \|", _page("reference/delivery.md"), re.MULTILINE)
    assert states == [state.value for state in DeliveryState]


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
