"""People are meant by a mention, an id, or a full name that only one of them has; nobody is guessed."""

import pytest

from bot.domain.ids import UserId
from bot.domain.pasted import id_in, meant, said_in
from tests.bot.domain.builders import person

ANA, SAM = person("U0ANA001", name="Ana Ruiz"), person("U0SAM001", name="sam.carter")
TWINS = (person("U0KIM001", name="Kim Lee"), person("U0KIM002", name="Kim Lee"))
GUEST = person("U0GUS001", name="Gus Guest", is_guest=True)
EVERYBODY = (ANA, SAM, GUEST, *TWINS)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("@Ana Ruiz", ANA),
        ("ana  ruiz", ANA),
        ("@Sam Carter", SAM),
        ("@ana.ruiz", ANA),
        ("Kim Lee", None),
        ("Ana", None),
        ("@", None),
        ("Gus Guest", None),
        ("Nobody Here", None),
    ],
)
def test_a_name_is_somebody_only_if_one_member_has_it(said: str, who: object) -> None:
    assert meant(said, {}, EVERYBODY) == who


@pytest.mark.parametrize("said", ["<@U0ANA001>", "<@U0ANA001|ana>", "U0ANA001", " <@U0ANA001> "])
def test_an_id_is_looked_up_and_never_a_name(said: str) -> None:
    assert id_in(said) == UserId("U0ANA001")
    assert meant(said, {ANA.user: ANA}, ()) == ANA
    assert meant(said, {}, EVERYBODY) is None


@pytest.mark.parametrize("said", ["Ursula", "UX", "<@nobody>", "@U0ANA001x", ""])
def test_words_are_no_ids(said: str) -> None:
    assert id_in(said) is None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Ana Ruiz, @Sam Carter", ("@Ana Ruiz", "@Sam Carter")),
        ("Ana Ruiz and Sam Carter", ("Ana Ruiz", "Sam Carter")),
        ("Ana Ruiz (lead); Sam Carter", ("Ana Ruiz", "Sam Carter")),
        ("- Ana Ruiz\n- Sam Carter\n- Ana Ruiz", ("Ana Ruiz", "Sam Carter")),
        ("<@U1><@U2>", ("<@U1>", "<@U2>")),
        ("@Ana Ruiz @Sam Carter", ("@Ana Ruiz", "@Sam Carter")),
        ("", ()),
    ],
)
def test_a_list_of_people_is_taken_apart(text: str, people: tuple[str, ...]) -> None:
    assert said_in(text) == people
