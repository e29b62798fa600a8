"""A metric that is renamed takes along the links that name it; nothing else changes, and nothing is guessed."""

from collections.abc import Mapping

import pytest

from bot.domain import kickoff
from bot.domain.chain import chain_of
from bot.domain.charter import Charter, Row, Rows, Text, Value
from bot.domain.dossier import Dossier
from bot.domain.ids import QuestionId
from bot.domain.questions import AnswerType, Column, Question
from bot.domain.renaming import LINKS, links_that_followed
from tests.bot.domain.builders import EPOCH, MEMBER, bank, charter, dossier, question, rulebook, value_of
from tests.bot.domain.test_chain import AUC, CHURN_NAME, OFFERS, SAVES, STEP, rows

_KEYS = frozenset({"name", "from", "to"})
PARTNERS = {"from": "Offers accepted", "to": "Margin per customer"}


def _in_rows(id_: str, *columns: str) -> Question:
    made = tuple(
        Column(id=QuestionId(each), label=each, type=AnswerType.TEXT, is_key=each in _KEYS, required=each in _KEYS)
        for each in columns
    )
    return question(id_, AnswerType.ROWS, part=2, columns=made)


BANK = bank(
    question("metric_name"),
    question("primary_metric"),
    _in_rows("model_metrics", "name", "today", "target"),
    _in_rows("proxy_metrics", "name", "today"),
    _in_rows("guardrails", "name"),
    _in_rows("metric_links", "from", "to", "effect", "per"),
)
ANSWERS: dict[str, object] = {
    "metric_name": CHURN_NAME,
    "primary_metric": "Churn within 30 days",
    "model_metrics": rows(AUC),
    "proxy_metrics": rows(OFFERS),
    "guardrails": rows({"name": "Margin per customer"}),
    "metric_links": rows(STEP, SAVES, PARTNERS),
}


def renamed(answers: Rows, name: str, row: int = 0) -> Rows:
    """The answer with another name in one of its rows, as its window saves it."""
    changed = Row(id=answers.rows[row].id, cells={**answers.rows[row].cells, QuestionId("name"): Text(text=name)})
    return Rows(rows=(*answers.rows[:row], changed, *answers.rows[row + 1 :]))


def saved(values: Mapping[str, object], **also: object) -> tuple[Dossier, Dossier]:
    """The project before and after these answers were saved."""
    before = dossier({**ANSWERS, **also}, bank=BANK)
    typed: dict[QuestionId, Value | None] = {
        QuestionId(each): None if plain is None else value_of(plain) for each, plain in values.items()
    }
    rules = rulebook(*BANK.questions)
    decision = kickoff.save(before, typed, base=before.charter.answers, by=MEMBER.user, rules=rules, now=EPOCH)
    return before, decision.state


def ends(kept: Charter) -> list[tuple[str, str]]:
    """What the links name."""
    cells = [(row.cells[QuestionId("from")], row.cells[QuestionId("to")]) for row in kept.rows("metric_links")]
    return [(start.text, end.text) for start, end in cells if isinstance(start, Text) and isinstance(end, Text)]


def after(values: Mapping[str, object], **also: object) -> list[tuple[str, str]]:
    return ends(saved(values, **also)[1].charter)


PROXY, MODEL, RAIL = "Offers accepted", "AUC", "Margin per customer"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"proxy_metrics": renamed(rows(OFFERS), "Offers taken")},
            [(MODEL, "Offers taken"), ("Offers taken", CHURN_NAME), ("Offers taken", RAIL)],
        ),
        (
            {"model_metrics": renamed(rows(AUC), "AUC on March")},
            [("AUC on March", PROXY), (PROXY, CHURN_NAME), (PROXY, RAIL)],
        ),
        (
            {"guardrails": renamed(rows({"name": RAIL}), "Margin")},
            [(MODEL, PROXY), (PROXY, CHURN_NAME), (PROXY, "Margin")],
        ),
        ({"metric_name": "Churn"}, [(MODEL, PROXY), (PROXY, "Churn"), (PROXY, RAIL)]),
        (
            {"metric_name": "Churn", "model_metrics": renamed(rows(AUC), "F1")},
            [("F1", PROXY), (PROXY, "Churn"), (PROXY, RAIL)],
        ),
    ],
)
def test_links_follow_a_metric_that_is_renamed(values: dict[str, object], expected: list[tuple[str, str]]) -> None:
    before, kept = saved(values)
    assert ends(kept.charter) == expected
    chain = chain_of(kept.charter)
    assert chain is not None
    assert chain.broken is None
    assert links_that_followed(before.charter, kept.charter) == sum(
        one != other for one, other in zip(ends(before.charter), expected, strict=True)
    )


def test_a_primary_metric_that_is_renamed_is_followed_too() -> None:
    links = rows(
        STEP, {"from": PROXY, "to": "churn within 30 days"}, {"from": "Churn within 30 days", "to": CHURN_NAME}
    )
    told = after({"primary_metric": "Churn in a month"}, metric_links=links)
    assert told == [(MODEL, PROXY), (PROXY, "Churn in a month"), ("Churn in a month", CHURN_NAME)]


def test_the_name_and_its_links_are_one_edit_in_the_history() -> None:
    before = dossier(ANSWERS, bank=BANK)
    decision = kickoff.save(
        before,
        {QuestionId("metric_name"): Text(text="Churn")},
        base=before.charter.answers,
        by=MEMBER.user,
        rules=rulebook(*BANK.questions),
        now=EPOCH,
    )
    kept = decision.state.charter
    assert kept.revision == before.charter.revision + 1
    assert [(fact.act, fact.subject) for fact in decision.facts] == [
        ("charter.answered", "metric_name"),
        ("charter.answered", "metric_links"),
    ]
    links = kept.answers[LINKS]
    assert (links.by, links.revision) == (MEMBER.user, kept.revision)
    effects = [
        [row.cells.get(QuestionId("effect")) for row in each.rows("metric_links")] for each in (before.charter, kept)
    ]
    assert effects[0] == effects[1]


STANDING = [(MODEL, PROXY), (PROXY, CHURN_NAME), (PROXY, RAIL)]


@pytest.mark.parametrize(
    "values",
    [
        {"metric_name": CHURN_NAME.upper()},
        {"metric_name": None},
        {"proxy_metrics": None},
        {"proxy_metrics": rows(OFFERS, {"name": "Visits"})},
        {"proxy_metrics": Text(text="Offers taken")},
        {"primary_metric": "Churn in a month"},
        {"metric_source": "Finance"},
    ],
)
def test_links_stay_as_they_are_where_no_metric_that_they_name_is_renamed(values: dict[str, object]) -> None:
    before, kept = saved(values)
    assert ends(kept.charter) == STANDING
    assert kept.charter.answers[LINKS] == before.charter.answers[LINKS]


def test_a_name_that_another_metric_still_has_keeps_its_links() -> None:
    assert after({"metric_name": "Churn"}, primary_metric=CHURN_NAME.lower()) == STANDING


def test_links_that_are_given_themselves_are_kept_as_given() -> None:
    typed = rows({"from": MODEL, "to": CHURN_NAME})
    assert after({"metric_name": "Churn", "metric_links": typed}) == [(MODEL, CHURN_NAME)]
    assert after({"metric_name": "Churn", "metric_links": ANSWERS["metric_links"]}) == STANDING


def test_metrics_may_swap_their_names_without_any_link_moving() -> None:
    both = rows(OFFERS, {"name": "Visits"})
    swapped = renamed(renamed(both, "Visits"), PROXY, row=1)
    assert after({"proxy_metrics": swapped}, proxy_metrics=both) == STANDING


def test_lines_of_words_are_followed_row_by_row_and_not_when_they_are_written_anew() -> None:
    in_words = Text(text="Offers accepted\nVisits")
    edited = Rows(
        rows=(
            Row(id="r1", cells={QuestionId("name"): Text(text="Offers taken")}),
            Row(id="r2", cells={QuestionId("name"): Text(text="Visits")}),
        )
    )
    assert after({"proxy_metrics": edited}, proxy_metrics=in_words)[0] == (MODEL, "Offers taken")
    assert after({"proxy_metrics": "Visits\nCalls"}, proxy_metrics=in_words) == STANDING


def test_a_link_that_would_double_another_keeps_its_name() -> None:
    links = rows({"from": MODEL, "to": CHURN_NAME}, {"from": MODEL, "to": "Churn"}, SAVES)
    assert after({"metric_name": "Churn"}, metric_links=links) == [
        (MODEL, CHURN_NAME),
        (MODEL, "Churn"),
        (PROXY, "Churn"),
    ]


def test_where_a_bank_asks_for_metrics_in_words_they_are_no_rows() -> None:
    in_words = bank(question("metric_name"), question("guardrails"), BANK.questions[-1])
    before = dossier({**ANSWERS, "guardrails": "Margin"}, bank=in_words)
    typed = {QuestionId("metric_name"): Text(text="Churn"), QuestionId("guardrails"): Text(text="Trust")}
    rules = rulebook(*in_words.questions)
    kept = kickoff.save(before, typed, base=before.charter.answers, by=MEMBER.user, rules=rules, now=EPOCH).state
    assert ends(kept.charter) == [(MODEL, PROXY), (PROXY, "Churn"), (PROXY, RAIL)]


def test_without_links_in_rows_nothing_follows() -> None:
    _, kept = saved({"metric_name": "Churn"}, metric_links="AUC → Churn")
    assert kept.charter.text("metric_links") == "AUC → Churn"
    _, kept = saved({"metric_name": "Churn"}, metric_links=None)
    assert LINKS not in kept.charter.answers or kept.charter.value(LINKS) is None


def test_a_row_that_is_added_or_removed_follows_nothing() -> None:
    one, other = charter(metric_links=rows(STEP)), charter(metric_links=rows(STEP, SAVES))
    assert links_that_followed(one, other) == links_that_followed(other, one) == 0
