"""The pages of the lint's rules, written from the rules and their words: `python -m tests.docs.lint_pages`."""

from functools import cache
from pathlib import Path

from bot.domain.findings import Finding, Severity
from bot.domain.lint import RULES, Rule
from bot.views.findings import finding_lines
from bot.views.words import Words
from handlers import resources
from tests.docs.lint_examples import EXAMPLES, Example

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
INDEX = FOLDER / "lint.md"
_BEGIN, _END = "<!-- rules -->\n", "<!-- end of rules -->\n"


@cache
def _words() -> Words:
    return resources.words(None)


def pages() -> dict[str, str]:
    """Every page by its file name, in the order of the rules."""
    return {f"{rule.id}.md": page(rule) for rule in RULES}


def page(rule: Rule) -> str:
    """What one rule says, when, why, and how it is mended."""
    told = Finding(rule=rule.id, severity=rule.severity, question=rule.question)
    title, why = finding_lines(told, _words())
    return "\n".join(
        (
            f"# `{rule.id}`",
            "",
            f"A {rule.severity}, mended at [`{rule.question}`](../questions.md).",
            "",
            f"**{title.plain}.** {why.plain}",
            "",
            f"It fires when {_fires(rule)}.",
            "",
            *_example(EXAMPLES[rule.id]),
            *_ways_out(rule),
            "All rules stand in [lint.md](../lint.md).",
            "",
        )
    )


def _fires(rule: Rule) -> str:
    return _words().plain(f"lint/{rule.id}", "fires")


def _example(example: Example) -> list[str]:
    lines = [example.given, ""] if example.given else []
    if example.raises:
        lines += ["Raises it:", "", *_yaml(example.raises), "", "Does not:", "", *_yaml(example.mended), ""]
    return lines


def _yaml(answers: dict[str, str | None]) -> list[str]:
    return ["```yaml", *(f"{question}: {_scalar(typed)}" for question, typed in answers.items()), "```"]


def _scalar(typed: str | None) -> str:
    if typed is None:
        return "# no answer"
    if "\n" in typed:
        return "".join(["|", *(f"\n  {line}" for line in typed.splitlines())])
    return f'"{typed}"' if any(sign in typed for sign in ":%#") else typed


def _ways_out(rule: Rule) -> list[str]:
    if rule.waivable:
        return ["The sponsor can waive it with a reason until a day, at most 180 days away.", ""]
    if rule.severity is Severity.BLOCKER:
        return ["It stands in the way of a signature until the answer is another; nobody can accept it.", ""]
    return ["The owner or the sponsor can accept it with a reason; it comes back when it says something else.", ""]


def table() -> str:
    """The rules as the index lists them."""
    rows = [
        f"| [`{rule.id}`](lint/{rule.id}.md) | {rule.severity} | {_fires(rule)} | `{rule.question}` |" for rule in RULES
    ]
    head = ["| rule | severity | fires when | mended at |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def index(standing: str) -> str:
    """The index with its table as it is to be."""
    before, _, rest = standing.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{table()}{_END}{after}"


if __name__ == "__main__":
    (FOLDER / "lint").mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / "lint" / name).write_text(text, encoding="utf-8")
    INDEX.write_text(index(INDEX.read_text(encoding="utf-8")), encoding="utf-8")
