"""Looking at any time: asymptotic confidence sequences, always-valid p-values, and the mixture's boundary."""

import math
from dataclasses import dataclass

from bot.statistics.comparison.intervals import Interval, Side, around
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.tails import as_normal, as_t


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """The normal mixture of a confidence sequence: rho squared, which places the total n at which it is tightest.

    The sequence is one of the normal distribution. Where few units estimate the error, finite `df` make a critical
    value the t that is exceeded as rarely as it, and p-values those that agree with it.
    """

    rho_squared: float

    def inflation(self, n: float) -> float:
        """How far the sample is along the mixture: n rho²."""
        return n * self.rho_squared

    def critical(self, n: float, alpha: float) -> float:
        """Half width by standard error, two-sided, at n units of both arms (Waudby-Smith et al. 2021, eq. 9)."""
        along = self.inflation(n)
        return math.sqrt(2 * (along + 1) / along * math.log(math.sqrt(along + 1) / alpha))

    def critical_one_sided(self, n: float, alpha: float) -> float:
        """The same for a one-sided bound (eq. 134)."""
        along = self.inflation(n)
        return math.sqrt(2 * (along + 1) / along * math.log1p(math.sqrt(along + 1) / (2 * alpha)))

    def p_value(self, estimate: float, se: float, n: float, df: float = math.inf) -> float:
        """The always-valid p: one by the largest evidence, min(1, 1 / e-value); NO_SPREAD where nothing varies."""
        if se == 0:
            raise NotComputable(Reason.NO_SPREAD, "Nothing varies in either arm: there is no test.")
        return mixture_p_value(as_normal(estimate / se, df), self.inflation(n))

    def p_value_one_sided(self, distance: float, se: float, n: float, df: float = math.inf) -> float:
        """The alpha at which the one-sided bound touches what lies `distance` below the estimate; 1 where above it."""
        if se == 0:
            raise NotComputable(Reason.NO_SPREAD, "Nothing varies in either arm: there is no test.")
        along, z = self.inflation(n), max(0.0, as_normal(distance / se, df))
        exponent = z**2 * along / (2 * (along + 1))
        # exp(-x) / (1 - exp(-x)) is 1 / (exp(x) - 1) without its overflow.
        odds = math.inf if exponent == 0 else math.exp(-exponent) / -math.expm1(-exponent)
        return min(1.0, math.sqrt(along + 1) / 2 * odds)

    def interval(
        self, estimate: float, se: float, n: float, alpha: float, side: Side = Side.BOTH, df: float = math.inf
    ) -> Interval:
        """The sequence's interval at n units of both arms; NO_SPREAD where nothing varies."""
        if se == 0:
            raise NotComputable(Reason.NO_SPREAD, "Nothing varies in either arm: there is no interval.")
        critical = self.critical(n, alpha) if side is Side.BOTH else self.critical_one_sided(n, alpha)
        return around(estimate, as_t(critical, df) * se, side)


def tuned(planned_n: float, alpha: float, side: Side = Side.BOTH) -> Mixture:
    """The mixture that is tightest at the planned total of both arms (eq. 161; one-sided: with 2 alpha)."""
    if planned_n <= 0:
        words = "The planned total of both arms must be positive."
        raise NotComputable(Reason.BAD_INPUT, words, field="sequential_tuning")
    log = 2 * math.log(1 / (alpha if side is Side.BOTH else 2 * alpha))
    if log <= 0:
        words = "A one-sided sequence needs a confidence above one half."
        raise NotComputable(Reason.BAD_INPUT, words, field="confidence")
    return Mixture(rho_squared=(log + math.log1p(log)) / planned_n)


def planned_critical(alpha: float) -> float:
    """The two-sided sequence's critical value at the n it was tuned for: 1.5 to 1.6 times the normal one."""
    return tuned(1, alpha).critical(1, alpha)


def mixture_p_value(z: float, inflation: float) -> float:
    """min(1, 1 / e-value) of a z statistic under a normal mixture whose variance is `inflation` times its own."""
    log_evidence = z**2 * inflation / (2 * (1 + inflation)) - math.log1p(inflation) / 2
    return math.exp(-log_evidence) if log_evidence > 0 else 1.0


def msprt_p_value(estimate: float, se: float, tau_squared: float) -> float:
    """The always-valid p of one look at a normal mixture SPRT with mixing variance tau² (Johari et al. 2017)."""
    return mixture_p_value(estimate / se, tau_squared / se**2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """The two-sided normal mixture of Howard et al. (2021) on the scale of sums, with the rho that is best at v_opt."""

    rho: float

    def bound(self, v: float, alpha: float) -> float:
        """What the absolute sum stays below for ever with probability 1 - alpha, at intrinsic time v."""
        return math.sqrt((v + self.rho) * (math.log1p(v / self.rho) + 2 * math.log(1 / alpha)))


def best_boundary(v_opt: float, alpha_opt: float) -> Boundary:
    """The mixture whose bound is nearly tightest at intrinsic time v_opt."""
    log = 2 * math.log(1 / alpha_opt)
    return Boundary(rho=v_opt / (log + math.log1p(log)))
