"""The columns that rows by arm may have, under the names that exports give them."""

from typing import Final

EXAMPLE: Final = "arm,n,x"
_NAMES: Final = {
    "metric": ("metric", "metric_name", "kpi"),
    "arm": ("arm", "group", "variant", "variation"),
    "n": ("n", "units", "users", "customers", "exposures"),
    "x": ("x", "conversions", "successes", "events", "count"),
    "mean": ("mean", "average", "avg"),
    "sd": ("sd", "std", "stdev", "stddev", "sigma", "standard_deviation"),
    "num_mean": ("num_mean", "numerator_mean"),
    "num_var": ("num_var", "numerator_variance"),
    "den_mean": ("den_mean", "denominator_mean"),
    "den_var": ("den_var", "denominator_variance"),
    "cov": ("cov", "covariance"),
    "pre_mean": ("pre_mean", "before_mean", "covariate_mean"),
    "pre_sd": ("pre_sd", "before_sd", "covariate_sd"),
    "pre_cov": ("pre_cov", "before_cov", "covariate_cov"),
    "day": ("date", "day"),
    "week": ("week", "week_number"),
    "weight": ("weight", "planned_share"),
    "direction": ("direction", "wanted", "better"),
}
KNOWN: Final = {name: column for column, names in _NAMES.items() for name in names}
RATIO: Final = ("num_mean", "num_var", "den_mean", "den_var", "cov")
BEFORE: Final = ("pre_mean", "pre_sd", "pre_cov")
"""The covariate of each unit from before the experiment, and how it goes with the metric: what CUPED needs."""
CONTROLS: Final = frozenset({"control", "baseline", "holdout"})
FIRST: Final = frozenset({"a", "0"})
"""How the control is named in exports, in words or as the first of a row of letters or numbers.

Beside an arm that is called the control in words, A and 0 are treatments. Without any of them it is the first
row's arm.
"""
