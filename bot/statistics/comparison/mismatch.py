"""What the check of the sample ratio says; free of anything scientific, so that views may know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRatio:
    """Pearson's chi-square of the arms' counts against the planned weights."""

    chi2: float
    df: int
    p_value: float
    mismatch: bool
