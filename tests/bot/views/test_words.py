from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from jinja2 import UndefinedError

from bot.domain.calendar import Cadence, Weekday
from bot.domain.digests import TOLD
from bot.domain.experiments.plan import Plan
from bot.domain.findings import Severity
from bot.domain.impact import Grade, Standing
from bot.domain.lint import RULES
from bot.domain.people import Role
from bot.domain.policy import ObligationKind
from bot.domain.projects import Stage
from bot.domain.readouts import Because, Choice
from bot.statistics.longitudinal_summary import SeriesErrors, SeriesWarning
from bot.statistics.readout.experiments import Role as MetricRole
from bot.statistics.verdicts.summary import Method
from bot.views import mentions
from bot.views.templates import BrokenTemplate
from bot.views.words import Words
from tests.bot.views.nasty import typed
from tests.bot.views.seen import assert_tame, formatting

NOT_TERMS = {"workspace", "project", "charter_revision", "accepted_by", "accepted_at", "seal"}
TERMS = [field.name for field in fields(Plan) if field.name not in NOT_TERMS]
HEADLINE = "nag/nag.txt"


def test_values_are_escaped_exactly_once(words: Words) -> None:
    evil = "<!channel> R&D &amp; <b>"
    said = words.mrkdwn("kickoff/checklist", "headline", project=evil)
    assert said == "Kickoff: &lt;!channel&gt; R&amp;D &amp;amp; &lt;b&gt;"
    assert words.plain("kickoff/checklist", "headline", project=evil) == f"Kickoff: {evil}"


def test_formatting_marks_of_values_are_harmless_in_mrkdwn_and_untouched_elsewhere(words: Words) -> None:
    said = words.line("owed/owed", "what", what="*a* _b_ ~c~ `d` e_f", due=":tada: at 10:30:00", ready=False)
    assert formatting(said.mrkdwn) == []
    assert "e_f" in said.mrkdwn
    assert "10:30:00" in said.mrkdwn
    assert ":tada:" not in said.mrkdwn
    assert said.plain == "*a* _b_ ~c~ `d` e_f, due since :tada: at 10:30:00"


def test_our_own_formatting_and_mentions_live(words: Words) -> None:
    values = {"project": "R&D", "due": "Monday", "owner": mentions.person("U0MEI"), "ready": False}
    line = words.line("nag/no_experiment", "channel", **values)
    assert line.mrkdwn.startswith("*R&amp;D* has no experiment planned.")
    assert line.mrkdwn.endswith("the owner is <@U0MEI>.")
    assert line.inline[0] == {"type": "text", "text": "R&D", "style": {"bold": True}}
    assert {"type": "user", "user_id": "U0MEI"} in line.inline


@given(value=typed)
def test_no_value_ever_comes_alive(value: str) -> None:
    words = _words({"t.txt": "{% block p %}a {{ value }} b{% endblock %}"})
    line = words.line("t", "p", value=value)
    assert_tame(line.mrkdwn)
    assert formatting(line.mrkdwn) == []
    assert all(element["type"] == "text" and "style" not in element for element in line.inline)


def _words(templates: dict[str, str], overrides: dict[str, str] | None = None) -> Words:
    figures = "".join(
        f"{{% block {name} %}}x{{% endblock %}}"
        for name in ("percent", "points", "per_year", "thousand", "million", "billion", "trillion", "clock")
    )
    return Words({"shared.txt": "", "figures.txt": figures, **templates}, overrides)


def test_a_name_that_is_not_given_is_an_error(words: Words) -> None:
    with pytest.raises(UndefinedError, match="project"):
        words.line("kickoff/checklist", "headline")


def test_a_value_that_is_none_is_an_error_and_never_the_word(words: Words) -> None:
    with pytest.raises(TypeError, match="missing"):
        words.line("kickoff/checklist", "headline", project=None)


def test_a_part_that_does_not_exist_is_an_error(words: Words) -> None:
    with pytest.raises(KeyError):
        words.line("kickoff/checklist", "heading")


def test_what_templates_share_every_one_has(words: Words) -> None:
    assert words.plain("nag/nag", "more", count=3) == words.plain("card/card", "more", count=3) == "and 3 more"


def test_every_value_of_ours_has_a_label(words: Words) -> None:
    labelled: dict[str, Any] = {
        "stage": Stage,
        "obligation": ObligationKind,
        "role": Role,
        "severity": Severity,
        "standing": Standing,
        "evidence": Grade,
        "cadence": Cadence,
        "weekday": Weekday,
        "act": [*TOLD, "experiment.started", "experiment.read", "experiment.decided"],
        "design": Method,
        "article": Method,
        "assumption": Method,
        "outcome": [*Because, "guardrail_harmed"],
        "choice": Choice,
        "advice": Choice,
        "metric_role": MetricRole,
        "errors": SeriesErrors,
        "series_warning": SeriesWarning,
        "term": [*TERMS, "plan"],
    }
    unlabelled = [value for kind, values in labelled.items() for value in values if _is_bare(words, kind, value)]
    assert unlabelled == []


def _is_bare(words: Words, kind: str, value: str) -> bool:
    return (kind, str(value)) not in words._labels


def test_what_has_no_label_is_called_by_itself(words: Words) -> None:
    assert words.label("design", "bandit") == "bandit"


def test_every_rule_of_the_lint_has_words_of_its_own(words: Words) -> None:
    assert [rule.id for rule in RULES if not words.has(f"lint/{rule.id}")] == []
    assert not words.has("lint/rule-of-tomorrow")


def test_an_override_replaces_one_part_and_leaves_the_others(shipped: dict[str, str]) -> None:
    own = Words(shipped, {HEADLINE: "{% block all_done %}Clear desk.{% endblock %}"})
    assert own.plain("nag/nag", "all_done") == "Clear desk."
    assert own.plain("nag/nag", "headline", count=1) == "One thing is waiting for you"


def test_an_override_may_build_on_the_shipped_words(shipped: dict[str, str]) -> None:
    own = Words(shipped, {HEADLINE: "{% block all_done %}Well done. {{ super() }}{% endblock %}"})
    assert own.plain("nag/nag", "all_done") == "Well done. All done. Thank you."


def test_an_override_may_reword_what_is_shared_and_what_is_a_label(shipped: dict[str, str]) -> None:
    own = Words(
        shipped,
        {
            HEADLINE: "{% block more %}+{{ count }}{% endblock %}",
            "labels/stage.txt": "{% block kickoff %}Anstoß{% endblock %}",
            "figures.txt": "{% block percent %}Prozent{% endblock %}",
        },
    )
    assert own.plain("nag/nag", "more", count=2) == "+2"
    assert (own.label("stage", "kickoff"), own.label("stage", "planned")) == ("Anstoß", "Planned")
    assert own.figures.share(0.5) == "50 Prozent"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{% block headline %}{{ coutn }}{% endblock %}", "is not given coutn; it is given count"),
        ("{% block all_done %}{{ count }}{% endblock %}", "it is given nothing"),
        ("{% block headlin %}x{% endblock %}", "no part “headlin”"),
        ("words outside {% block all_done %}x{% endblock %}", "never be seen"),
        ("{{ outside }}", "never be seen"),
        ("{% block all_done %}", "Unexpected end of template"),
        ("{% block all_done %}{{ ''.__class__ }}{% endblock %}", "Getattr has no place"),
        ("{% block all_done %}{{ 'a' * 10**9 }}{% endblock %}", "has no place"),
        ("{% block all_done %}{% for i in 'ab' %}x{% endfor %}{% endblock %}", "For has no place"),
        ("{% block all_done %}{{ 'x'|center(99999999) }}{% endblock %}", "Filter has no place"),
        ("{% block all_done %}{{ 'x'|safe }}{% endblock %}", "Filter has no place"),
        ("{% block all_done %}{{ self.headline() }}{% endblock %}", "Call has no place"),
        ("{% block all_done %}{{ open('/etc/passwd') }}{% endblock %}", "Call has no place"),
        ("{% include 'shared.txt' %}", "never be seen"),
    ],
)
def test_a_template_that_could_not_be_said_is_refused_before_it_must_be(
    shipped: dict[str, str], source: str, reason: str
) -> None:
    with pytest.raises(BrokenTemplate, match=reason.replace("(", r"\(")) as refused:
        Words(shipped, {HEADLINE: source})
    assert refused.value.template == HEADLINE
    assert refused.value.line == 1


def test_a_refused_template_names_its_line(shipped: dict[str, str]) -> None:
    with pytest.raises(BrokenTemplate) as refused:
        Words(shipped, {HEADLINE: "{# ours #}\n\n{% block headlin %}x{% endblock %}"})
    assert refused.value.line == 3
    assert str(refused.value).startswith("nag/nag.txt:3: ")


def test_a_file_that_would_never_be_used_is_refused(shipped: dict[str, str]) -> None:
    with pytest.raises(BrokenTemplate, match="never be used") as refused:
        Words(shipped, {"nag/naag.txt": ""})
    assert refused.value.line is None
    assert str(refused.value).startswith("nag/naag.txt: ")


def test_simple_filters_and_choices_are_welcome() -> None:
    source = (
        "{% block p %}{% if not a and b == 'x' %}{{ b|upper|trim }}{% else %}{{ a or 'none' }}{% endif %}{% endblock %}"
    )
    words = _words({"t.txt": source})
    assert [words.plain("t", "p", a=a, b="x") for a in ("", "A")] == ["X", "A"]


def test_a_bracket_in_a_template_is_a_bracket_and_no_link() -> None:
    words = _words({"t.txt": "{% block p %}/plumb kpi <value> & <!channel> more{% endblock %}"})
    assert words.mrkdwn("t", "p") == "/plumb kpi &lt;value&gt; &amp; &lt;!channel&gt; more"
    assert words.plain("t", "p") == "/plumb kpi <value> & <!channel> more"
