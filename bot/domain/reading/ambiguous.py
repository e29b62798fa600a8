"""Tells whose measure an ambiguous word is: "accuracy", "quality" and "uptime" are a model's or somebody's work."""

from bot.domain.reading.annotated import Clause, chunks_of
from bot.domain.reading.metric_grammar import (
    BUSINESS,
    EMPTY,
    EMPTY_FOR_SCORES,
    HELPING,
    INSTANTS,
    MACHINES,
    MODEL,
    NAMED,
    OF_A_THING,
    PERCENTILES,
    PREDICTIONS,
    SAYING,
    SENSING,
    SENSORS,
    UNSAID,
    VERDICTS,
)
from bot.domain.reading.score_words import FELT, GAINING, PERCEIVED, RECOGNITION, STATISTICS
from bot.domain.reading.trial_words import is_test
from bot.domain.reading.words import Span

_SMALL = UNSAID | {"relation"}


def resolved(clause: Clause, chunk: tuple[Span, ...], part: Span) -> str | None:
    """Whether an ambiguous word measures a model or people's work here; None for a quality of nothing in particular."""
    others = [other for other in clause.parts if other is not part]
    if part.meaning == "trait":
        return MODEL if _is_of_model(clause, chunk, part) else None
    if part.text.casefold() in PERCENTILES and any(INSTANTS.fullmatch(other.text.casefold()) for other in others):
        return MODEL  # "p95 under 300 ms" is a server's, whatever it serves
    alone = not clause.having("business", "marker", "vague")
    bare = not any(other.meaning == "unknown" for other in chunk[: chunk.index(part)])
    said = part.text.casefold()
    seen = bare and said not in FELT and any(other.text.casefold() in PERCEIVED for other in others)
    if alone and (said in STATISTICS or (said in RECOGNITION and bare) or (part.meaning == "doubtful" and seen)):
        return MODEL
    if any(other.meaning in NAMED for other in others) or (
        part.meaning == "doubtful" and _is_of_machine(clause, chunk, part)
    ):
        return MODEL
    empty = EMPTY_FOR_SCORES if part.meaning == "doubtful" else EMPTY
    if all(other.meaning in empty for other in others):
        return MODEL
    following = clause.parts[clause.parts.index(part) + 1 :]
    on_a_class = part.meaning == "doubtful" and bare and bool(following) and following[0].text.casefold() == "on"
    return MODEL if on_a_class else BUSINESS


def _is_of_machine(clause: Clause, chunk: tuple[Span, ...], part: Span) -> bool:
    """Whether it is the AI that is scored, not a thing with AI in it: "AI precision", "accuracy of the bot"."""
    others = [each[-1].text.casefold() for each in chunks_of(clause) if each != chunk]
    senses = part.text.casefold().startswith(SENSING) and any(other in SENSORS for other in others)
    return senses or chunk[0].text.casefold() in MACHINES or any(other in MACHINES for other in others)


def _is_of_model(clause: Clause, chunk: tuple[Span, ...], part: Span) -> bool:
    """Whether a quality is that of a model: "model quality", "quality of the churn model"."""
    helps = any(other.text.casefold() in HELPING for other in clause.parts if other.start > part.start)
    if helps or _gains(clause, part):
        return False
    if any(other.meaning in NAMED for other in chunk if other is not part):
        return True
    if part.text.partition(" ")[0].casefold() in SAYING:  # "flagged transactions that turn out to be fraud"
        return any(other.meaning in NAMED for other in clause.parts)
    if _is_verdict_on_model(clause, part):
        return True
    following = clause.parts[clause.parts.index(part) + 1 :]
    named = next((at for at, other in enumerate(following) if other.meaning in NAMED), None)
    if named is None:
        return False
    on_test = any(is_test(other) for other in following)
    return on_test or _is_of_prediction(following) or "unknown" not in [other.meaning for other in following[:named]]


def _gains(clause: Clause, part: Span) -> bool:
    """Whether it is an outcome that is lifted, whatever it is held against: "lift in sales against the holdout"."""
    following = (other for other in clause.parts if other.start > part.start and other.meaning not in _SMALL)
    behind = next(following, None)
    return part.text.casefold() in GAINING and behind is not None and behind.meaning == "business"


def _is_verdict_on_model(clause: Clause, part: Span) -> bool:
    """Whether a model is said to be it: "the classifier has to be right"."""
    unsaid = {*UNSAID, "build", "relation"}
    before = [other for other in clause.parts if other.end <= part.start and other.meaning not in unsaid]
    return part.text.casefold() in VERDICTS and bool(before) and before[-1].meaning in NAMED


def _is_of_prediction(following: tuple[Span, ...]) -> bool:
    """Whether a quality is that of a prediction, whatever is predicted: "bias of the weekly load forecast"."""
    if not following or following[0].text.casefold() not in OF_A_THING:
        return False
    until = next((at for at, part in enumerate(following[1:], 1) if part.meaning == "relation"), len(following))
    thing = [part for part in following[1:until] if part.meaning not in UNSAID]
    return bool(thing) and thing[-1].meaning in NAMED and thing[-1].text.casefold().startswith(PREDICTIONS)


def asks_how_well(part: Span, chunk: tuple[Span, ...]) -> bool:
    """Whether it is asked how well a model does its work, whatever that is: "how well the model sorts the leads"."""
    following = [other for other in chunk if other.start > part.start and other.meaning not in UNSAID]
    return part.text.casefold().startswith("how ") and bool(following) and following[0].meaning in NAMED
