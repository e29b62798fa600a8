"""The page on words names every meaning, and its example does what it says."""

import json
import re
from pathlib import Path

import pytest
import yaml

from bot.domain.reading import Vocabulary, vocabulary_from
from bot.domain.reading.vocabulary import SECTIONS
from handlers.commands.explain import explain_lines

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "words.md").read_text(encoding="utf-8")
POLICY, SHELL = re.findall(r"```(?:yaml|console)\n(.*?)```", PAGE, re.DOTALL)


def test_every_meaning_of_a_word_is_described() -> None:
    meanings, _, parts = PAGE.partition("| meaning |")[2].partition("| part |")
    for page, section in ((meanings, "metric"), (parts, "description")):
        assert sorted(re.findall(r"^\| `(\w+)` \| [^|]+ \|$", page, re.MULTILINE)) == sorted(SECTIONS[section])


@pytest.mark.parametrize(
    ("term", "answers"),
    [
        ("routegain score", ["routegain score", "Routegain-Score", "routegainscore", "routegain scores"]),
        ("=PIT", ["PIT"]),
        ("hit @ #", ["hit@5", "hit @ 10"]),
        ("*kosten", ["Versandkosten"]),
    ],
)
def test_a_term_is_found_in_the_forms_that_the_page_names(term: str, answers: list[str]) -> None:
    assert f"| `{term}` |" in PAGE
    lexicon = _taught({"metric": {"model": {"en": term}}}).lexicon("metric", "en")
    for answer in answers:
        assert [span.meaning for span in lexicon.spans(answer)] == ["model"]
    assert all(span.text != "pit" for span in lexicon.spans("pit"))


def test_the_example_is_what_explain_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given, told = re.search(r"echo '(.*?)' \|.*?-\n(.*)", SHELL, re.DOTALL).groups()  # type: ignore[union-attr]  # it is there, or the test fails
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "answers.jsonl").write_text(given, encoding="utf-8")
    monkeypatch.setenv("PLUMBLINE_POLICY", str(tmp_path / "policy.yaml"))
    monkeypatch.chdir(tmp_path)
    assert explain_lines(str(tmp_path / "answers.jsonl")) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert printed == [json.loads(line) for line in told.splitlines()]


def _taught(words: object) -> Vocabulary:
    shipped = yaml.safe_load((ROOT / "bot" / "data" / "vocabulary.yaml").read_text(encoding="utf-8"))
    return vocabulary_from(shipped, words)
