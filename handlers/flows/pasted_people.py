"""Whom a pasted charter means: by mention or id, or by a name that only one member has."""

from dataclasses import dataclass

from bot.domain.ids import UserId
from bot.domain.pasted import (
    MEMBERS,
    OWNER,
    Member,
    Pasted,
    Unplaced,
    Why,
    asked_back,
    called,
    id_in,
    meant,
    member_of,
    said_in,
)
from bot.domain.people import Person
from bot.domain.questions import AnswerType, QuestionBank
from handlers.flows.asker import Asker
from handlers.flows.typed_pages import known
from storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who a text may mean: those whose ids stand in it, and everybody who is known by name."""

    by_id: dict[UserId, Person]
    members: tuple[Member, ...]

    def meant(self, said: str) -> Person | None:
        """The one member who is meant, or None."""
        person = meant(said, self.by_id, self.members)
        return person if person is not None and person.can_write else None

    def listed(self, text: str) -> tuple[str, ...]:
        """The people that a text lists, each as typed; a comma may also stand inside one name."""
        pieces = [piece for line in text.replace(";", "\n").splitlines() for piece in self._in_line(line.strip())]
        return tuple(dict.fromkeys(pieces))

    def _in_line(self, line: str) -> tuple[str, ...]:
        return (line,) if line and called(line, self.members) else said_in(line)

    def unclear(self, said: str, shown: str) -> Unplaced:
        """A name of nobody, or of several, with what to write instead."""
        why = asked_back(said, self.members) if id_in(said) is None else ""
        return Unplaced(text=shown, why=Why.WHO, names=(why,) if why else ())


def says_names(pasted: Pasted, bank: QuestionBank) -> bool:
    """Whether a text names anybody other than by a mention or an id."""
    return any(id_in(each) is None for each in _said(pasted, bank))


def people_in(work: Work, pasted: Pasted, bank: QuestionBank, members: tuple[Member, ...]) -> People:
    """The people whom a text may mean; MissingProfiles asks for those whose ids nobody knows yet.

    Without `members`, names are looked for among those who are known already.
    """
    ids = {id_in(each) for each in _said(pasted, bank)}
    if None not in ids:
        return People(by_id=known(work, ids), members=())
    return People(by_id=known(work, ids), members=members or tuple(member_of(each) for each in work.people.every()))


def _said(pasted: Pasted, bank: QuestionBank) -> list[str]:
    said = [each for text in pasted.people.values() for each in said_in(text)]
    for question in bank.questions:
        typed = pasted.words(question.id).strip() if question.type is AnswerType.PERSON else ""
        said += [typed] if typed else []
    return said


def owner_in(asker: Asker, pasted: Pasted, people: People) -> tuple[UserId, tuple[Unplaced, ...]]:
    """Whoever the text names, if it is clear who that is; else the person who hands it in."""
    said = pasted.people.get(OWNER, "")
    first = next(iter(people.listed(said)), "")
    person = people.meant(first) if first else None
    if person is None:
        return asker.user, (people.unclear(first, f"Owner: {said}"),) if said else ()
    return person.user, ()


def members_in(pasted: Pasted, people: People) -> tuple[tuple[UserId, ...], tuple[Unplaced, ...]]:
    """The members whom a text names, and the names that are nobody's."""
    found = {said: people.meant(said) for said in people.listed(pasted.people.get(MEMBERS, ""))}
    members = tuple(dict.fromkeys(person.user for person in found.values() if person))
    return members, tuple(people.unclear(said, said) for said, person in found.items() if person is None)
