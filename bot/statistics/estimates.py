"""One estimate with its standard error: intervals and p-values on the t or the normal scale."""

from dataclasses import dataclass

from scipy.special import ndtr, ndtri, stdtr, stdtrit


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value and its standard error, in the same unit; `df` are the degrees of freedom of t, None is the normal."""

    value: float
    se: float
    df: float | None = None

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """The two-sided interval of this confidence."""
        half = self.critical(confidence) * self.se
        return self.value - half, self.value + half

    def critical(self, confidence: float = 0.95) -> float:
        """The quantile that the half width is made with."""
        upper = 0.5 + confidence / 2
        return float(ndtri(upper) if self.df is None else stdtrit(self.df, upper))

    @property
    def p_value(self) -> float:
        """Two-sided, against zero."""
        size = -abs(self.value) / self.se
        return float(2 * (ndtr(size) if self.df is None else stdtr(self.df, size)))
