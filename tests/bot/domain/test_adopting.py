"""A running kickoff can be moved to the bank that new ones get."""

from dataclasses import replace

from bot.domain import kickoff
from bot.domain.charter import Choice
from bot.domain.charter_messages import CharterSheet
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier
from bot.domain.ids import QuestionId
from bot.domain.living import answered
from bot.domain.message import Checklist
from bot.domain.policy import ObligationKind
from bot.domain.questions import AnswerType, Option, QuestionBank
from bot.domain.signatures import is_signed
from bot.domain.signing import sign
from bot.domain.signing_messages import Asked, SignRequest
from bot.domain.wordings import Translation, Wording
from tests.bot.domain.builders import (
    EPOCH,
    OWNER,
    PROJECT,
    SPONSOR,
    bank,
    dossier,
    quantity,
    question,
    rulebook,
)
from tests.bot.domain.lint.asked import BANK as SIGNABLE
from tests.bot.domain.lint.sound import RULES as SIGNING
from tests.bot.domain.lint.sound import SOUND

BASELINE = QuestionId("baseline")
OLD = bank(
    question("metric_name", required=True),
    question("hobby"),
    question("colour", AnswerType.CHOICE),
    question("team", AnswerType.TEXT),
    question("metric_direction", AnswerType.CHOICE),
)
NEW = replace(
    bank(
        question("metric_name", required=True, label="The metric"),
        question("colour", AnswerType.CHOICE, options=(Option(value="left", label="Left"),)),
        question("team", AnswerType.NUMBER),
        question("metric_direction", AnswerType.CHOICE),
        question("data_owner", required=True),
    ),
    edition="new",
)
ANSWERS: dict[str, object] = {
    "metric_name": "Churn",
    "hobby": "chess",
    "colour": Choice(option="up"),
    "team": "Growth",
    "metric_direction": Choice(option="down"),
    "accepted.no-money": "whatever a rule keeps",
}
BEFORE = dossier(ANSWERS, bank=OLD)
RULES = replace(rulebook(), bank=NEW)


def adopt(to: QuestionBank = NEW) -> Decision[Dossier]:
    return kickoff.adopt(BEFORE, replace(rulebook(), bank=to), by=OWNER.user, now=EPOCH)


def test_a_kickoff_that_adopts_the_bank_is_asked_its_questions() -> None:
    after = adopt().state
    assert (after.bank, after.charter.bank_edition) == (NEW, "new")
    assert answered(after) == (1, 2)
    assert after.charter.value("metric_name") == BEFORE.charter.value("metric_name")
    assert after.charter.value("metric_direction") == Choice(option="down")
    assert (after.project, after.obligations) == (BEFORE.project, BEFORE.obligations)


def test_answers_to_what_went_away_are_taken_back_as_an_edit_of_the_owner() -> None:
    """A question that is gone, one of another type, and a choice without its option; the history is append-only."""
    after = adopt().state
    gone = [each for each in after.charter.answers.values() if each.value is None]
    assert {each.question for each in gone} == {"hobby", "colour", "team"}
    assert {(each.by, each.at, each.revision) for each in gone} == {(OWNER.user, EPOCH, 2)}
    assert after.charter.revision == 2


def test_what_no_bank_asked_stays() -> None:
    assert adopt().state.charter.value("accepted.no-money") == BEFORE.charter.value("accepted.no-money")


def test_the_audit_trail_tells_the_editions_and_what_was_taken_back() -> None:
    moved, *taken = adopt().facts
    assert moved == Fact(act="charter.bank_adopted", project=PROJECT, subject="bank", before="test", after="new")
    assert {(fact.act, fact.subject, fact.before, fact.after) for fact in taken} == {
        ("charter.answered", question_, BEFORE.charter.value(question_), None)
        for question_ in ("hobby", "colour", "team")
    }


def test_everybodys_checklist_shows_the_new_questions() -> None:
    lists = [each.body for each in adopt().messages if isinstance(each.body, Checklist)]
    assert len(lists) == len(BEFORE.project.people)
    owners = next(each for each in lists if each.user == OWNER.user)
    assert ("metric_name", "The metric") in {(item.question, item.label) for item in owners.items}
    assert "data_owner" in {item.question for item in owners.items}
    assert "hobby" not in {item.question for item in owners.items}
    assert (owners.answered, owners.required) == (1, 2)


def test_with_the_same_bank_nothing_happens() -> None:
    decision = adopt(OLD)
    assert (decision.state, decision.facts, decision.messages) == (BEFORE, (), ())


def test_adopting_twice_changes_nothing_more() -> None:
    once = adopt().state
    twice = kickoff.adopt(once, RULES, by=OWNER.user, now=EPOCH)
    assert (twice.state, twice.facts) == (once, ())


def test_an_answer_that_was_taken_back_before_is_no_change() -> None:
    open_again = dossier({**ANSWERS, "hobby": None}, bank=OLD)
    facts = kickoff.adopt(open_again, RULES, by=OWNER.user, now=EPOCH).facts
    assert "hobby" not in {fact.subject for fact in facts}


# --- a charter that was signed -----------------------------------------------------------------

PRESENT = replace(
    SIGNABLE, edition="new", questions=tuple(each for each in SIGNABLE.questions if each.id != "value_per_unit")
)
MORE = replace(SIGNABLE, edition="more", questions=(*SIGNABLE.questions, question("data_owner", required=True)))


def signed() -> Dossier:
    kept = sign(dossier(SOUND, bank=SIGNABLE), by=SPONSOR, rules=SIGNING, now=EPOCH).state
    assert kept is not None
    return kept[0]


def moved(file: Dossier, to: QuestionBank) -> Decision[Dossier]:
    return kickoff.adopt(file, replace(SIGNING, bank=to), by=OWNER.user, now=EPOCH, judge=SPONSOR)


def test_a_sponsor_whose_charter_lost_an_answer_is_asked_to_sign_again() -> None:
    decision = moved(signed(), PRESENT)
    (request,) = [each.body for each in decision.messages if isinstance(each.body, SignRequest)]
    assert (request.state, request.changed) == (Asked.WAITING, ("value_per_unit",))
    assert [(each.kind, each.is_open) for each in decision.obligations] == [(ObligationKind.NOT_SIGNED, True)]
    assert decision.state.obligations == decision.obligations


def test_a_signature_that_is_waited_for_is_not_while_a_new_question_is_open() -> None:
    waiting = moved(signed(), PRESENT).state
    decision = moved(waiting, MORE)
    (request,) = [each.body for each in decision.messages if isinstance(each.body, SignRequest)]
    assert request.state is Asked.WITHDRAWN
    assert [(each.kind, each.is_open) for each in decision.obligations] == [(ObligationKind.NOT_SIGNED, False)]


def test_a_charter_that_was_signed_stays_signed_when_only_words_change() -> None:
    reworded = replace(SIGNABLE, edition="words", parts=tuple(replace(each, title="x") for each in SIGNABLE.parts))
    decision = moved(signed(), reworded)
    assert is_signed(decision.state)
    assert decision.obligations == ()


def test_a_sheet_speaks_the_language_of_the_channels_and_a_request_that_of_the_sponsor() -> None:
    words = {"de": Wording(label="Ausgangswert"), "fr": Wording(label="Niveau de départ")}
    translations = {tag: Translation(questions={BASELINE: each}) for tag, each in words.items()}
    spoken = replace(SIGNABLE, translations=translations)
    german = replace(SIGNING, policy=replace(SIGNING.policy, language="de"))
    file = dossier(SOUND, bank=spoken, locales={SPONSOR.user: "fr-FR"})
    decision = sign(file, by=SPONSOR, rules=german, now=EPOCH)
    (sheet,) = [each.body for each in decision.messages if isinstance(each.body, CharterSheet)]
    assert "Ausgangswert" in {answer.question.label for part in sheet.parts for answer in part.answers}
    assert decision.state is not None
    again = kickoff.save(
        decision.state[0],
        {BASELINE: quantity(0.032, "percent", "3.2%")},
        base=file.charter.answers,
        by=OWNER.user,
        rules=german,
        now=EPOCH,
        judge=SPONSOR,
    )
    (request,) = [each.body for each in again.messages if isinstance(each.body, SignRequest)]
    assert request.changed == ("Niveau de départ",)
