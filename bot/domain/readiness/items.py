"""The requirements of a project one by one: what is claimed of each, and whether its evidence still counts.

Evidence is an answer of its own under `proof.<question>`: a Proof with the last day on which it counts, or why the
requirement does not apply. A drill that was passed counts too, under `drill.<question>`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.domain.charter import Charter, Drill, NotApplicable, Proof
from bot.domain.ids import QuestionId
from bot.domain.policy import Policy
from bot.domain.questions import AnswerType, Question, QuestionBank
from bot.domain.rota import rota_of

SILENT_FAILURE: Final = QuestionId("readiness.reliability.silent_failure")
"""The requirement that a drill puts to the test."""
PART: Final = 4
"""The part of the kickoff that asks for the requirements."""
_PREFIX: Final = "readiness"


class ItemState(StrEnum):
    """Where a requirement stands; `open` has no answer that counts, `reopened` has evidence that is over."""

    OPEN = "open"
    NO = "no"
    MANUAL = "manual"
    AUTOMATED = "automated"
    NOT_APPLICABLE = "not_applicable"
    REOPENED = "reopened"


_POINTS: Final = {ItemState.MANUAL: 0.5, ItemState.AUTOMATED: 1.0}
"""Half a point by hand and documented, one where it is automated, as in the ML Test Score (Breck et al. 2017)."""
_UNMET: Final = frozenset({ItemState.OPEN, ItemState.NO, ItemState.REOPENED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One requirement: its state, what was chosen, and the evidence as it stands.

    `until` is the last day on which the evidence counts, or counted; `is_proved` says that some counts today.
    """

    question: QuestionId
    heading: str
    label: str
    state: ItemState
    claim: str | None = None
    evidence: Proof | NotApplicable | None = None
    drill: Drill | None = None
    until: date | None = None
    is_proved: bool = False

    @property
    def points(self) -> float:
        """What it adds to its heading."""
        return _POINTS.get(self.state, 0.0)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done before a launch."""
        return self.state in _UNMET

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is claimed to be met, and nothing shows it."""
        return self.state in _POINTS and not self.is_proved


def items_of(bank: QuestionBank, charter: Charter, today: date) -> tuple[Item, ...]:
    """Every requirement that the bank asks for, in its order."""
    return tuple(_item(question, charter, today) for question in bank.questions if is_requirement(question))


def item_of(bank: QuestionBank, charter: Charter, question: str, today: date) -> Item | None:
    """One requirement, or None where the bank asks for none of this name."""
    asked = bank.find(question)
    return _item(asked, charter, today) if asked is not None and is_requirement(asked) else None


def is_requirement(question: Question) -> bool:
    """Whether a question is one of the requirements: `readiness.<heading>.<item>`, with the answers that score."""
    names = question.id.split(".")
    is_named = len(names) == 3 and names[0] == _PREFIX
    scores = all(question.option(state) is not None for state in _POINTS)
    return is_named and question.type is AnswerType.CHOICE and scores


def proof_id(question: str) -> QuestionId:
    """Where the evidence of a requirement is kept among the answers."""
    return QuestionId(f"proof.{question}")


def drill_id(question: str) -> QuestionId:
    """Where the latest drill of a requirement is kept among the answers."""
    return QuestionId(f"drill.{question}")


def drill_of(charter: Charter, question: str) -> Drill | None:
    """The latest drill of a requirement."""
    value = charter.value(drill_id(question))
    return value if isinstance(value, Drill) else None


def day_of(policy: Policy, now: datetime) -> date:
    """The calendar day by which evidence counts, the same for everybody: the organisation's."""
    return rota_of(None, policy).today(now)


def silent_failure_unwatched(charter: Charter, today: date) -> bool:
    """Whether nothing says that a silent failure would be noticed: no answer or "no", and no drill that counts."""
    if _claim(charter, SILENT_FAILURE) not in (None, ItemState.NO):
        return False
    drill = drill_of(charter, SILENT_FAILURE)
    return drill is None or not drill.counts_on(today)


def _item(question: Question, charter: Charter, today: date) -> Item:
    claim, evidence = _claim(charter, question.id), _evidence(charter, question.id)
    drill = drill_of(charter, question.id)
    if claim == ItemState.NOT_APPLICABLE:
        reason = evidence if isinstance(evidence, NotApplicable) else None
        state = ItemState.OPEN if reason is None else ItemState.NOT_APPLICABLE
        return _made(question, state, claim=claim, evidence=reason, drill=drill)
    if claim not in _POINTS:
        state = ItemState.NO if claim == ItemState.NO else ItemState.OPEN
        return _made(question, state, claim=claim, drill=drill)
    proof = evidence if isinstance(evidence, Proof) else None
    return _claimed(_made(question, ItemState(claim), claim=claim, evidence=proof, drill=drill), today)


def _made(
    question: Question,
    state: ItemState,
    *,
    claim: str | None,
    evidence: Proof | NotApplicable | None = None,
    drill: Drill | None,
) -> Item:
    heading = question.id.split(".")[1]
    return Item(
        question=question.id,
        heading=heading,
        label=question.label,
        state=state,
        claim=claim,
        evidence=evidence,
        drill=drill,
    )


def _claimed(item: Item, today: date) -> Item:
    """The item by what shows it: reopened once all of its evidence is over."""
    ends = tuple(_ends(item))
    in_force = [end for end in ends if end is None or end >= today]
    if in_force:
        return replace(item, until=_latest(in_force), is_proved=True)
    return replace(item, state=ItemState.REOPENED, until=_latest(ends)) if ends else item


def _latest(ends: Sequence[date | None]) -> date | None:
    """The latest of some last days; one without an end outlasts the others."""
    return None if None in ends else max(end for end in ends if end is not None)


def _ends(item: Item) -> Iterator[date | None]:
    """The last days of what shows it; None is evidence without an end."""
    if isinstance(item.evidence, Proof):
        yield item.evidence.until
    if item.drill is not None and item.drill.passed:
        yield item.drill.until


def _claim(charter: Charter, question: str) -> str | None:
    """The option that was chosen; that it does not apply can be said of any question, and then with its reason."""
    value = charter.value(question)
    return ItemState.NOT_APPLICABLE.value if isinstance(value, NotApplicable) else charter.choice(question)


def _evidence(charter: Charter, question: str) -> Proof | NotApplicable | None:
    said, shown = charter.value(question), charter.value(proof_id(question))
    if isinstance(said, NotApplicable) and not isinstance(shown, NotApplicable):
        return said
    return shown if isinstance(shown, Proof | NotApplicable) else None
