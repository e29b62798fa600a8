"""Whom a pasted charter means: by mention or id, or by a name that only one member has."""

from dataclasses import dataclass

from bot.domain.ids import UserId
from bot.domain.pasted import MEMBERS, OWNER, Pasted, Unplaced, Why, id_in, meant, said_in
from bot.domain.people import Person
from bot.domain.questions import AnswerType, QuestionBank
from handlers.flows.asker import Asker
from handlers.flows.kickoff import known
from storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who a text may mean: those whose ids stand in it, and everybody who is known by name."""

    by_id: dict[UserId, Person]
    known: tuple[Person, ...]

    def meant(self, said: str) -> Person | None:
        """The one member who is meant, or None."""
        person = meant(said, self.by_id, self.known)
        return person if person is not None and person.can_write else None


def people_in(work: Work, pasted: Pasted, bank: QuestionBank) -> People:
    """The people whom a text may mean; MissingProfiles asks for those whose ids nobody knows yet."""
    said = [each for text in pasted.people.values() for each in said_in(text)]
    for question in bank.questions:
        typed = pasted.words(question.id).strip() if question.type is AnswerType.PERSON else ""
        said += [typed] if typed else []
    ids = {id_in(each) for each in said}
    return People(by_id=known(work, ids), known=work.people.every() if None in ids else ())


def owner_in(asker: Asker, pasted: Pasted, people: People) -> tuple[UserId, tuple[Unplaced, ...]]:
    """Whoever the text names, if it is clear who that is; else the person who hands it in."""
    said = pasted.people.get(OWNER, "")
    person = people.meant(next(iter(said_in(said)), "")) if said else None
    if person is None:
        return asker.user, (Unplaced(text=f"Owner: {said}", why=Why.WHO),) if said else ()
    return person.user, ()


def members_in(pasted: Pasted, people: People) -> tuple[tuple[UserId, ...], tuple[Unplaced, ...]]:
    """The members whom a text names, and the names that are nobody's."""
    found = {said: people.meant(said) for said in said_in(pasted.people.get(MEMBERS, ""))}
    members = tuple(dict.fromkeys(person.user for person in found.values() if person))
    return members, tuple(Unplaced(text=said, why=Why.WHO) for said, person in found.items() if person is None)
