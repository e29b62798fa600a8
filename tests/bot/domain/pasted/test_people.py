"""People are meant by a mention, an id, or a full name that only one of them has; nobody is guessed."""

from typing import Any

import pytest

from bot.domain.ids import UserId
from bot.domain.pasted import Member, asked_back, id_in, meant, member_of, said_in
from tests.bot.domain.builders import person

ANA, SAM = person("U0ANA001", name="Ana Ruiz"), person("U0SAM001", name="sam.carter")
TWINS = (person("U0KIM001", name="Kim Lee"), person("U0KIM002", name="Kim Lee"))
GUEST = person("U0GUS001", name="Gus Guest", is_guest=True)
EVERYBODY = tuple(member_of(each) for each in (ANA, SAM, GUEST, *TWINS))


def member(user: str, shown: str, full: str, email: str = "", **facts: Any) -> Member:
    return Member(person=person(user, name=shown, **facts), names=(full, shown), email=email)


PRIYA = member("U0PRIYA1", "priya", "Priya Natarajan (she/her)", "p.n@example.com")
JOERG = member("U0JOERG1", "joe", "Jörg Müller | Sales")
RENE = member("U0RENE01", "René", "René Sørensen-Łuc - Berlin")
LEES = (member("U0LEE001", "kim", "Kim Lee"), member("U0LEE002", "kimmy", "Lee Kim"))
LEFT = member("U0LEFT01", "kim.lee", "Kim Lee", is_active=False)
APP = member("U0APP001", "helper", "Helper Bot", is_bot=True)
MEMBERS = (PRIYA, JOERG, RENE, *LEES, LEFT, APP)


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


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("Priya Natarajan", PRIYA),
        ("@priya", PRIYA),
        ("natarajan, priya", PRIYA),
        ("NATARAJAN Priya", PRIYA),
        ("Priya Natarajan <priya@elsewhere.org>", PRIYA),
        ("priya.natarajan@example.com", PRIYA),
        ("P.N@example.com", PRIYA),
        ("mailto:p.n@example.com", PRIYA),
        ("Someone <p.n@example.com>", PRIYA),
        ("Jorg Muller", JOERG),
        ("Joerg Mueller", JOERG),
        ("Müller, Jörg", JOERG),
        ("Jo\u0308rg Mu\u0308ller", JOERG),
        ("rene sorensen luc", RENE),
        ("René Soerensen-Luc", RENE),
        ("kimmy", LEES[1]),
        ("Priya", PRIYA),
        ("Natarajan", None),
        ("Kim Lee", None),
        ("Helper Bot", None),
        ("x@example.com", None),
        ("", None),
    ],
)
def test_every_name_counts_in_any_order_and_without_accents(said: str, who: Member | None) -> None:
    assert meant(said, {}, MEMBERS) == (who.person if who else None)


def test_of_two_of_one_name_both_are_named_with_what_tells_them_apart() -> None:
    assert asked_back("Kim Lee", MEMBERS) == (
        "2 members are called so: Kim Lee (kim, U0LEE001) and Lee Kim (kimmy, U0LEE002). "
        "Write the id of the one that you mean."
    )
    many = tuple(member(f"U0MANY{number}", "Kim", "Kim") for number in range(5))
    assert "5 members are called so: Kim (U0MANY0), Kim (U0MANY1), Kim (U0MANY2) and 2 more." in asked_back("kim", many)


def test_who_is_called_nearly_so_is_offered() -> None:
    assert asked_back("Natarajan", MEMBERS).startswith(
        "I cannot tell who that is. Do you mean Priya Natarajan (she/her) (priya, U0PRIYA1)? Write a mention"
    )
    assert "Do you mean Kim Lee (kim, U0LEE001) or Lee Kim (kimmy, U0LEE002)?" in asked_back("lee", MEMBERS)
    assert asked_back("Zoe Who", MEMBERS).startswith("I cannot tell who that is. Write a mention")
    crowd = tuple(member(f"U0LEE0{number}", f"x{number}", f"Kim{number} Lee") for number in range(4))
    assert "Do you mean" not in asked_back("lee", crowd)


def test_who_may_not_be_named_is_said_to_be() -> None:
    assert "no app, guest or deactivated account" in asked_back("Helper Bot", MEMBERS)
    assert "Do you mean" not in asked_back("bot", MEMBERS)


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
