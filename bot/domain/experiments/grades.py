"""The evidence grade of a readout, from facts alone; one function, so that one truth table tests it."""

from dataclasses import dataclass

from bot.domain.impact import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a readout: how it was made, and what it found; `harmful` is worse where it was to be better."""

    randomised: bool
    final: bool
    sealed: bool
    as_registered: bool
    sample_ratio_ok: bool
    significant: bool
    guardrails_ok: bool
    replicated: bool = False
    has_control: bool = False
    harmful: bool = False


def grade_of(facts: Facts) -> Grade:
    """Randomised needs everything: the seal before the start, the registered terms, the planned end, arms of the
    planned sizes, significance, and guardrails proven not worse. What lacks any of these is an observed change.

    Harm is proven without its guardrails: they may hold back a win, but they make no loss smaller.

    A design over time is longitudinal with a control series, and one step lower without.
    """
    if not facts.final or not facts.sealed:
        return Grade.OBSERVED
    guarded = facts.guardrails_ok or facts.harmful
    if not (facts.as_registered and facts.significant and guarded):
        return Grade.OBSERVED
    if not facts.randomised:
        return Grade.LONGITUDINAL if facts.has_control else Grade.OBSERVED
    if not facts.sample_ratio_ok:
        return Grade.OBSERVED
    return Grade.REPLICATED if facts.replicated else Grade.RANDOMISED
