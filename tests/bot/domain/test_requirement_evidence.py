"""Evidence as it is typed: kept as it was meant, or sent back to its field."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.answering import Reader
from bot.domain.charter import NotApplicable, Proof, Value
from bot.domain.ids import QuestionId
from bot.domain.metrics import Unit, UnitKind
from bot.domain.policy import Policy, ReadinessRule
from bot.domain.refusal import BadFields, Refusal
from bot.domain.requirement_evidence import LINK_MOST, NOTE_MOST, must_take_evidence, read_evidence
from tests.bot.domain.readiness.test_items import TODAY, YESTERDAY, item

READER = Reader(locale=None, today=TODAY, unit=Unit(kind=UnitKind.PLAIN, label=""), people={})
POLICY = Policy()
WIKI = "https://wiki.example.com/runbook"
CLAIMED, NEEDLESS = item("automated"), item("not_applicable")
OVER = item("automated", Proof(link=WIKI, note="", until=YESTERDAY))


def read(typed: dict[str, str], claimed: object = CLAIMED, policy: Policy = POLICY) -> Value | None:
    fields: dict[QuestionId, str | None] = {QuestionId(name): value for name, value in typed.items()}
    return read_evidence(claimed, fields, READER, policy)  # type: ignore[arg-type]  # an item of the list above


def errors(typed: dict[str, str], claimed: object = CLAIMED) -> dict[str, str]:
    with pytest.raises(BadFields) as refused:
        read(typed, claimed)
    return {str(field): words for field, words in refused.value.errors.items()}


@pytest.mark.parametrize(
    "link",
    [
        WIKI,
        "http://intranet/runbook",
        "HTTPS://wiki.example.com",
        "https://wiki.example.com:8443/a?b=c#d",
        "https://wiki.example.com/@team/page",
        "https://wiki.example.com?page=1",
        "https://wiki.example.com/ä",
    ],
)
def test_a_web_address_is_kept_as_it_was_typed(link: str) -> None:
    assert read({"link": link}) == Proof(link=link, note="", until=date(2027, 7, 31))


@pytest.mark.parametrize(
    "link",
    [
        "wiki.example.com",
        "ftp://wiki.example.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://ana:secret@wiki.example.com/",
        "https://wiki.example.com/a b",
        "https://wiki.example.com/<!channel>",
        "https://wiki.example.com/a|b",
        f"see {WIKI}",
        f"{WIKI}\n{WIKI}",
    ],
)
def test_anything_else_is_no_link(link: str) -> None:
    assert "web address" in errors({"link": link})["link"]


def test_what_is_too_long_or_over_is_said_at_its_field() -> None:
    long = f"https://a/{'x' * LINK_MOST}"
    assert set(errors({"link": long, "note": "n" * (NOTE_MOST + 1), "until": "2027-01-31"})) == {
        "link",
        "note",
        "until",
    }


def test_a_day_may_be_named_and_else_the_policy_has_one() -> None:
    assert read({"note": "Tried it", "until": "2027-02-01"}) == Proof(link="", note="Tried it", until=TODAY)
    month = replace(POLICY, readiness=ReadinessRule(evidence_days=30))
    assert read({"note": "Tried it"}, policy=month) == Proof(link="", note="Tried it", until=date(2027, 3, 3))


def test_evidence_can_be_taken_back_until_it_is_over() -> None:
    assert read({"link": "", "note": " "}) is None
    assert "is over" in errors({"link": "", "until": "2027-03-01"}, OVER)["link"]
    assert read({"link": WIKI, "until": "2027-03-01"}, OVER) == Proof(link=WIKI, note="", until=date(2027, 3, 1))


def test_a_day_that_stands_already_may_stay_though_it_is_over_by_now() -> None:
    assert read({"link": WIKI, "until": "2027-01-31"}, OVER) == Proof(link=WIKI, note="", until=YESTERDAY)


def test_what_does_not_apply_needs_a_reason_and_nothing_else() -> None:
    assert read({"why": "No peaks.", "link": "nonsense"}, NEEDLESS) == NotApplicable(reason="No peaks.")
    assert set(errors({"why": " "}, NEEDLESS)) == {"why"}
    assert set(errors({"why": "n" * (NOTE_MOST + 1)}, NEEDLESS)) == {"why"}


def test_only_what_is_claimed_takes_evidence() -> None:
    for claimed in (CLAIMED, NEEDLESS, OVER, item("manual")):
        must_take_evidence(claimed)
    for other in (item(None), item("no")):
        with pytest.raises(Refusal, match="not claimed to be met"):
            must_take_evidence(other)
