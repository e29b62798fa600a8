"""Everything that is data is read strictly: what cannot be used is refused with its file, line and reason."""

import hashlib
from datetime import time
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.domain.calendar import Weekday
from bot.domain.findings import Severity
from bot.domain.ids import QuestionId
from bot.domain.pasted import FIELDS, labels_of
from bot.domain.policy import ObligationKind, Policy, Rung
from bot.domain.questions import AnswerType
from bot.domain.reading.learned import METRIC
from bot.statistics.usual_lifts import STATED
from handlers import resources
from handlers.resources.bank import bank_of
from handlers.resources.broken import BrokenResource
from handlers.resources.files import text_of
from handlers.resources.policy import PolicyEntry, policy_of
from handlers.resources.rulebook import learned_of, rulebook_of
from handlers.resources.yaml_files import YamlFile

SHIPPED_BANK = (files("bot") / "data" / "questions.yaml").read_text(encoding="utf-8")
SHIPPED_VOCABULARY = (files("bot") / "data" / "vocabulary.yaml").read_text(encoding="utf-8")
SHIPPED_PRIORS = (files("bot") / "data" / "priors.yaml").read_text(encoding="utf-8")
BANK = """\
parts:
  - number: 1
    title: The outcome
    question: Which?
questions:
  - id: metric_name
    part: 1
    label: Metric
    type: text
  - id: direction
    part: 1
    label: Better is
    type: choice
    options:
      - { value: up, label: Higher }
      - { value: down, label: Lower }
"""


SOURCE = "{ name: Our own books, year: 2026, stated_on: 2027-01-15 }"


def policy(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_files_can_be_used() -> None:
    rules = resources.load_rulebook()
    assert rules.policy == Policy()
    assert rules.bank == resources.load_bank()
    assert rules.bank.find("metric_name") is not None
    assert rules.vocabulary.lexicon("metric").spans("AUC")
    assert rules.vocabulary.learned.likeness(METRIC, "mean error of the forecast")
    assert resources.words().plain("nag/nag", "headline", count=1)


def test_the_edition_names_this_exact_wording() -> None:
    shipped = resources.load_bank().edition
    assert hashlib.sha256(SHIPPED_BANK.encode()).hexdigest().startswith(shipped)
    assert bank_of(SHIPPED_BANK + "\n# a word\n").edition != shipped


def test_a_bank_may_be_as_small_as_one_page() -> None:
    bank = bank_of(BANK)
    assert [question.id for question in bank.questions] == ["metric_name", "direction"]
    assert bank.questions[1].type is AnswerType.CHOICE
    assert bank.questions[1].option("down") is not None


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("type: text", "type: txt", 9, "questions.0.type"),
        ("label: Metric", "label: Metric\n    lable: twice", 9, "questions.0.lable: there is no such entry"),
        ("label: Metric", "label: Metric\n    label: again", 9, "“label” stands here twice"),
        ("id: direction", "id: metric_name", 10, "question metric_name stands twice"),
        ("part: 1\n    label: Better", "part: 4\n    label: Better", 10, "question direction: part 4 does not exist"),
        ("value: down", "value: up", 16, "option up stands twice"),
        ("value: down", "value: no", 16, "valid string"),
        ("number: 1", "number: 2", 2, "they must count 1, 2, 3"),
        ("id: metric_name", "id: Metric Name", 6, "questions.0.id"),
        ("type: text", "type: number", 6, "a form belongs to numbers"),
        ("type: text", "type: text\n    max_length: 3001", 10, "less than or equal to 3000"),
        ("type: text", "type: text\n  bad indent", None, ""),
        ("parts:", "questions: [", None, ""),
    ],
)
def test_a_broken_bank_is_refused_with_file_line_and_reason(old: str, new: str, line: int | None, reason: str) -> None:
    with pytest.raises(BrokenResource) as refused:
        bank_of(BANK.replace(old, new))
    assert refused.value.file == "bot/data/questions.yaml"
    assert reason in refused.value.reason
    assert line is None or refused.value.line == line
    assert refused.value.line is not None
    assert str(refused.value).startswith(f"bot/data/questions.yaml:{refused.value.line}: ")


def test_an_option_of_a_column_that_stands_twice_is_refused_at_its_column() -> None:
    way = "{ id: way, label: W, type: choice, options: [{ value: a, label: A }, { value: a, label: B }] }"
    rows = f"  - id: q\n    part: 1\n    label: Q\n    type: rows\n    columns:\n      - {NAME}\n      - {way}\n"
    with pytest.raises(BrokenResource, match="option a stands twice") as refused:
        bank_of(BANK + rows)
    assert refused.value.line == (BANK + rows).count("\n")


def test_a_bank_keeps_the_columns_of_its_rows() -> None:
    rows = f"  - id: q\n    part: 1\n    label: Q\n    type: rows\n    rows_most: 3\n    columns: [{NAME}]\n"
    (asked,) = [each for each in bank_of(BANK + rows).questions if each.id == "q"]
    assert asked.rows_most == 3
    assert [(column.id, column.is_key, column.required) for column in asked.columns] == [("name", True, True)]


NAME = "{ id: name, label: N, type: text, required: true, key: true }"


def test_a_page_that_no_window_could_hold_is_refused() -> None:
    many = "".join(f"  - {{ id: q{n}, part: 1, label: Q, type: date }}\n" for n in range(60))
    with pytest.raises(BrokenResource, match="part 1 has more than 60 questions"):
        bank_of(BANK + many)
    column = "columns: [{ id: name, label: N, type: text, required: true, key: true }]"
    listed = "".join(f"  - {{ id: q{n}, part: 1, label: Q, type: rows, {column} }}\n" for n in range(5))
    with pytest.raises(BrokenResource, match="more than 60 questions and rows"):
        bank_of(BANK + listed)
    heavy = "".join(f"  - {{ id: q{n}, part: 1, label: Q, type: long_text }}\n" for n in range(15))
    with pytest.raises(BrokenResource, match="part 1 takes more than 45,000 characters"):
        bank_of(BANK + heavy)


def test_an_operator_adds_questions_and_rewords_the_shipped_ones() -> None:
    text = """\
questions:
  add:
    - { id: data_owner, part: 2, label: Who owns the data, type: person, asked: member }
  reword:
    metric_name: { label: Geschäftskennzahl, example: Monatliche Abwanderung }
"""
    entry = YamlFile.parse("policy", text).validated(PolicyEntry).questions
    bank = bank_of(SHIPPED_BANK, entry, YamlFile.parse("policy", text))
    shipped = resources.load_bank()
    added, name = bank.find("data_owner"), bank.find("metric_name")
    assert added is not None
    assert added.part == 2
    assert bank.of_part(2)[-1] == added
    assert name is not None
    assert (name.label, name.example) == ("Geschäftskennzahl", "Monatliche Abwanderung")
    assert name.help == shipped.questions[0].help
    assert bank.edition != shipped.edition


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("questions:\n  add:\n    - { id: x, part: 9, label: X, type: text }\n", 3, "part 9 does not exist"),
        ("questions:\n  add:\n    - { id: baseline, part: 1, label: X, type: text }\n", 3, "stands twice"),
        ("questions:\n  reword:\n    basline: { label: X }\n", 3, "there is no question basline to reword"),
        ("questions:\n  reword:\n    baseline: { type: text }\n", 3, "there is no such entry"),
        ("zone: Mars/Phobos\n", 1, "Mars/Phobos"),
        ("currency: EUR\ncountry: XX\n", 2, "XX"),
        ("currency: euro\n", 1, "currency"),
        ("hours:\n  start: 18:00\n  end: 09:00\n", 2, "must start before they end"),
        ("hours:\n  start: 9\n", 2, "write a time of day"),
        ("hours:\n  start: 25:00\n", 2, "write a time of day"),
        ("hours:\n  start: soon\n", 2, "start"),
        ("hours:\n  start: true\n", 2, "write a time of day"),
        ("hours:\n  days: []\n", 2, "days"),
        ("hours:\n  days: [someday]\n", 2, "days"),
        ("ladders:\n  no_experimnt: { due_after: 5 }\n", 2, "no_experiment"),
        ("ladders:\n  no_experiment: { gaps: [0] }\n", 2, "gaps"),
        ("readiness: { drill_minutes: 0 }\n", 1, "drill_minutes"),
        ("readiness: { evidence_day: 90 }\n", 1, "evidence_day"),
        ("ladders:\n  no_experiment: { rungs: [boss] }\n", 2, "rungs"),
        ("snooze: { at_most: -1 }\n", 1, "at_most"),
        ("lint:\n  no-mony: blocker\n", 2, "there is no rule no-mony; did you mean no-money?"),
        ("lint:\n  xyz: blocker\n", 2, "there is no rule xyz"),
        ("lint:\n  no-money: fatal\n", 2, "'blocker', 'warning' or 'note'"),
        ("signs_own: 1\n", 1, "signs_own"),
        ("vocabulary:\n  edition: ours\n  metrics: {}\n", 3, "metrics: no such section"),
        ("vocabulary:\n  edition: ours\n  metric:\n    modl: {}\n", 4, "no such meaning"),
        ("realism:\n  lifts: { width: 0.1 }\n", 2, "realism.lifts: there is no such entry"),
        ("realism:\n  deployment: []\n", 2, "realism.deployment"),
        (
            f"realism:\n  deployment:\n    - {{ from_years: 1, days: [9, 8], source: {SOURCE} }}\n",
            2,
            "9 to 8 are no range",
        ),
        (
            f"realism:\n  deployment:\n    - {{ from_years: 1, days: [8, 9], source: {SOURCE} }}\n",
            2,
            "begin with from_years 0",
        ),
        (f"realism:\n  returns: {{ years: [4, 2], within_a_year: 0.1, source: {SOURCE} }}\n", 2, "4 to 2 are no range"),
        ("realism:\n  returns: { years: [2, 4], within_a_year: 0.1, source: { name: X } }\n", 2, "source.year"),
        ("- a list\n", 1, "the file"),
        ("zone: UTC\nzone: UTC\n", 2, "“zone” stands here twice"),
        ("zone: [UTC\n", None, ""),
        ("zone: !!python/name:os.system x\n", 1, "could not determine a constructor"),
    ],
)
def test_a_broken_policy_is_refused_with_file_line_and_reason(
    tmp_path: Path, text: str, line: int | None, reason: str
) -> None:
    file = policy(tmp_path, text)
    with pytest.raises(BrokenResource) as refused:
        resources.load_rulebook(file)
    assert refused.value.file == str(file)
    assert reason in refused.value.reason
    assert refused.value.line == line or line is None


def test_every_fault_of_a_policy_is_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = "currency: EURO\nreadiness: { evidence_day: 90 }\nlint:\n  no-money: loud\n  no-source: off\nfoo: 1\n"
    file = policy(tmp_path, text)
    with pytest.raises(BrokenResource) as refused:
        resources.load_rulebook(file)
    told = str(refused.value)
    assert told.startswith(f"{file}:1: currency: "), told
    assert "; line 2: readiness.evidence_day: there is no such entry" in told
    assert "; line 4: lint.no-money: Input should be 'blocker', 'warning' or 'note', or: Input should be" in told
    assert "; line 6: foo: there is no such entry" in told
    assert "no-source" not in told
    assert "\n" not in told


def test_an_empty_file_is_told_everything_that_it_lacks_and_no_line() -> None:
    with pytest.raises(BrokenResource) as refused:
        YamlFile.parse("x.yaml", "").validated(_Pair)
    assert str(refused.value) == "x.yaml: first: is missing; second: is missing"


class _Pair(BaseModel):
    first: str
    second: str


def test_a_policy_changes_what_it_names_and_leaves_the_rest() -> None:
    text = """\
hours: { start: 08:30, end: 17:00, days: [monday, tuesday] }
zone: Europe/Berlin
country: DE
currency: CHF
ladders:
  no_experiment: { due_after: 5, gaps: [2] }
snooze: { at_most: 1 }
readiness: { evidence_days: 90, drill_minutes: 10 }
digest: { weekday: friday, at: "16:00" }
profile_fresh_hours: 12
lint: { no-money: blocker, stale-charter: "off" }
signs_own: true
"""
    file = YamlFile.parse("policy", text)
    changed, shipped = policy_of(file, file.validated(PolicyEntry)), Policy()
    assert (changed.hours.start, changed.hours.end) == (time(8, 30), time(17))
    assert changed.hours.days == {Weekday.MONDAY, Weekday.TUESDAY}
    assert (changed.zone, changed.country, changed.currency) == ("Europe/Berlin", "DE", "CHF")
    ladder = changed.ladders[ObligationKind.NO_EXPERIMENT]
    assert (ladder.due_after, ladder.gaps, ladder.rungs) == (5, (2,), tuple(Rung))
    assert (changed.snooze.at_most, changed.snooze.choices) == (1, shipped.snooze.choices)
    assert (changed.readiness.evidence_days, changed.readiness.drill_minutes) == (90, 10)
    assert changed.readiness.before_launch == shipped.readiness.before_launch
    assert (changed.digest_weekday, changed.digest_at) == (Weekday.FRIDAY, time(16))
    assert changed.digest_late_after_minutes == shipped.digest_late_after_minutes
    assert changed.profile_fresh_hours == 12
    assert changed.severities == {"no-money": Severity.BLOCKER, "stale-charter": None}
    assert changed.signs_own


def test_an_empty_policy_changes_nothing(tmp_path: Path) -> None:
    assert resources.load_rulebook(policy(tmp_path, "# nothing yet\n")).policy == Policy()


def test_an_operators_words_are_understood(tmp_path: Path) -> None:
    text = "vocabulary:\n  edition: ours\n  metric:\n    business: { en: blorp rate }\n"
    vocabulary = resources.load_rulebook(policy(tmp_path, text)).vocabulary
    spans = {span.text: span.meaning for span in vocabulary.lexicon("metric").spans("our blorp rate")}
    assert spans["blorp rate"] == "business"
    assert vocabulary.edition.endswith("ours")


def test_a_broken_shipped_vocabulary_names_itself() -> None:
    with pytest.raises(BrokenResource, match=r"^bot/data/vocabulary\.yaml:2: metric\.modl"):
        rulebook_of(
            SHIPPED_BANK, "edition: '1'\nmetric: { modl: {} }\n", YamlFile.parse("policy", "{}"), SHIPPED_PRIORS
        )


@pytest.mark.parametrize("text", ["{", "[]", '{"metric_name.model": {}}'])
def test_broken_weights_name_their_file(text: str) -> None:
    with pytest.raises(BrokenResource, match=r"^bot/data/learned\.json: "):
        learned_of(text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenResource, match="there is no such file"):
        resources.load_rulebook(tmp_path / "missing.yaml")
    with pytest.raises(BrokenResource, match="cannot be read"):
        resources.load_rulebook(tmp_path)
    with pytest.raises(BrokenResource, match="no such folder"):
        resources.words(tmp_path / "missing")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"zone: \xe9\n")
    with pytest.raises(BrokenResource, match="cannot be read"):
        text_of(file, str(file))


def test_control_characters_in_yaml_are_refused_by_name() -> None:
    with pytest.raises(BrokenResource, match=r"^x\.yaml"):
        YamlFile.parse("x.yaml", "zone: a\x00b\n")


def test_an_operators_folder_overrides_single_templates(tmp_path: Path) -> None:
    (tmp_path / "nag").mkdir()
    (tmp_path / "README.md").write_text("ours", encoding="utf-8")
    (tmp_path / "nag" / "nag.txt").write_text("{% block all_done %}Clear desk.{% endblock %}\n", encoding="utf-8")
    words = resources.words(tmp_path)
    assert words.plain("nag/nag", "all_done") == "Clear desk."
    assert words.plain("nag/nag", "headline", count=1) == resources.words().plain("nag/nag", "headline", count=1)


def test_a_broken_template_is_refused_with_file_line_and_reason(tmp_path: Path) -> None:
    (tmp_path / "nag").mkdir()
    (tmp_path / "nag" / "nag.txt").write_text("\n{% block all_done %}{{ oops }}{% endblock %}\n", encoding="utf-8")
    with pytest.raises(BrokenResource, match="is not given oops") as refused:
        resources.words(tmp_path)
    assert refused.value.file == f"{tmp_path}/nag/nag.txt"
    assert refused.value.line == 2


def test_an_alias_in_yaml_is_looked_at_once() -> None:
    file = YamlFile.parse("x.yaml", "a: &one { b: [1, 2] }\nc: *one\nd: [*one, *one]\n")
    assert file.content["d"][1] == {"b": [1, 2]}
    assert file.line_of(("c", "b", 1)) == 1
    assert file.line_of(("zz",)) == 1
    assert YamlFile.parse("x.yaml", "").line_of(("a",)) is None


def test_the_shipped_defaults_are_what_an_empty_policy_means() -> None:
    file = YamlFile.parse("policy", "{}")
    assert policy_of(file, file.validated(PolicyEntry)) == Policy()


def test_the_shipped_width_of_lifts_is_the_one_that_money_uses() -> None:
    assert resources.load_rulebook().priors.lifts.width == STATED.sd


def test_every_shipped_prior_says_where_it_comes_from_and_since_when() -> None:
    priors = resources.load_rulebook().priors
    for source in (*(each.source for each in priors.deployment), priors.returns.source, priors.lifts.source):
        assert source.name
        assert source.found
        assert source.sample
        assert source.year <= source.stated_on.year


def test_an_operator_states_other_priors_and_what_they_leave_out_stays(tmp_path: Path) -> None:
    text = f"realism:\n  deployment:\n    - {{ from_years: 0, days: [100, 200], source: {SOURCE} }}\n"
    shipped, own = resources.load_rulebook().priors, resources.load_rulebook(policy(tmp_path, text)).priors
    (entry,) = own.deployment
    assert (entry.low, entry.high, entry.source.name, entry.source.sample) == (100, 200, "Our own books", None)
    assert (own.returns, own.lifts) == (shipped.returns, shipped.lifts)


def test_a_broken_shipped_file_of_priors_is_refused_with_file_line_and_reason() -> None:
    broken = SHIPPED_PRIORS.replace("days: [8, 30]", "days: [30, 8]")
    with pytest.raises(BrokenResource) as refused:
        rulebook_of(SHIPPED_BANK, SHIPPED_VOCABULARY, YamlFile.parse("policy", "{}"), broken)
    assert str(refused.value).startswith("bot/data/priors.yaml:")
    assert "30 to 8 are no range" in refused.value.reason


def test_an_operator_adds_names_for_fields_and_options() -> None:
    text = """
labels:
  fields: { baseline: { en: [Where we stood] }, owner: { fr: [Responsable] } }
  options: { design: { ab: { en: [Coin flip] } } }
  sections: { 3: { en: [Our trial] } }
  nothing: { en: [dunno] }
"""
    rules = rulebook_of(SHIPPED_BANK, SHIPPED_VOCABULARY, YamlFile.parse("policy.yaml", text), SHIPPED_PRIORS)
    labels = labels_of(rules.bank, rules.synonyms)
    assert labels.find("Where we stood") == ("baseline",)
    assert labels.find("responsable") == ("owner",)
    assert labels.find("Current value") == ("baseline",), "the shipped names stay"
    assert labels.option(QuestionId("design"), "coin flip") == "ab"
    assert labels.sections["trial"] == 3
    assert labels.is_nothing("Dunno")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("labels:\n  fields:\n    sauce: { en: [x] }", 3, "there is no question sauce to name"),
        ("labels:\n  options:\n    design:\n      coin: { en: [x] }", 4, "design has no option coin to name"),
        ("labels:\n  options:\n    sauce:\n      coin: { en: [x] }", 4, "sauce has no option coin to name"),
        ("labels:\n  sections:\n    9: { en: [x] }", 3, "there is no part 9 to name"),
        ("labels:\n  fields:\n    baseline: { english: [x] }", 3, "String should match pattern"),
    ],
)
def test_names_for_what_does_not_exist_are_refused(text: str, line: int, reason: str) -> None:
    with pytest.raises(BrokenResource, match=reason) as broken:
        rulebook_of(SHIPPED_BANK, SHIPPED_VOCABULARY, YamlFile.parse("policy.yaml", text), SHIPPED_PRIORS)
    assert broken.value.line == line


def test_every_shipped_name_belongs_to_something_that_is_there() -> None:
    rules = resources.load_rulebook(None)
    questions = {str(question.id) for question in rules.bank.questions}
    assert set(rules.synonyms.fields) <= questions | set(FIELDS)
    for question, options in rules.synonyms.options.items():
        asked = rules.bank.find(question)
        assert asked is not None
        assert all(asked.option(option) for option in options)
