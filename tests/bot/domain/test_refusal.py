"""A refusal has words for the person, and says who could do it."""

from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.refusal import BadFields, Denied, NotFound, Refusal
from bot.domain.unreadable import Unreadable


def test_a_refusal_has_words_and_who_could_instead() -> None:
    no = Refusal("Not now.", who_can="the owner", ask=UserId("U1"))
    assert (str(no), no.words, no.who_can, no.ask) == ("Not now.", "Not now.", "the owner", "U1")
    assert (Refusal("No.").who_can, Refusal("No.").ask) == (None, None)


def test_a_missing_right_names_the_act_for_the_trail() -> None:
    no = Denied("Only the owner.", who_can="the owner", act="plan.accept")
    assert (no.act, no.who_can, no.ask) == ("plan.accept", "the owner", None)


def test_every_way_to_say_no_is_a_refusal() -> None:
    assert all(issubclass(each, Refusal) for each in (Denied, NotFound, BadFields, Unreadable))


def test_bad_fields_keep_their_own_copy_of_the_words_of_each_field() -> None:
    words = {QuestionId("baseline"): "Write 3.1%", QuestionId("target"): "Write 2.5%"}
    no = BadFields(words)
    words.clear()
    assert no.errors == {"baseline": "Write 3.1%", "target": "Write 2.5%"}
    assert str(no) == "baseline: Write 3.1%; target: Write 2.5%"


def test_ids_cost_nothing() -> None:
    assert ProjectId("P1") == "P1"
