import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats
from statsmodels.stats.meta_analysis import combine_effects

from bot.statistics.analyze import analyze
from bot.statistics.distributions import Normal
from bot.statistics.pooling import Heterogeneity, pooled
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.shrinkage import james_stein, posterior
from bot.statistics.usual_lifts import DEFAULT_PRIOR_SD, Prior, PriorSource, own_prior, paule_mandel
from bot.statistics.winners_curse import selected_mean, type_m

ESTIMATES = np.array([0.10, 0.30, -0.05, 0.22, 0.45, 0.08])
VARIANCES = np.array([0.010, 0.020, 0.008, 0.015, 0.030, 0.012])


@pytest.mark.parametrize(
    ("how", "peer"), [(Heterogeneity.DERSIMONIAN_LAIRD, "dl"), (Heterogeneity.PAULE_MANDEL, "iterated")]
)
def test_random_effects_agree_with_statsmodels(how: Heterogeneity, peer: str) -> None:
    # Looser than rounding: statsmodels gives zero when its last step lands a hair on the other side.
    reference = combine_effects(ESTIMATES, VARIANCES, method_re=peer, atol=1e-6)
    found = pooled(ESTIMATES, VARIANCES, how)
    assert found.tau2 == pytest.approx(reference.tau2, rel=1e-5)
    assert found.mean.value == pytest.approx(reference.mean_effect_re, rel=1e-5)
    assert found.mean.se == pytest.approx(reference.sd_eff_w_re, rel=1e-5)
    assert found.q == pytest.approx(reference.q, rel=1e-9)


def test_estimates_that_agree_have_no_variance_between_them() -> None:
    close = 0.2 + ESTIMATES / 100
    for how in Heterogeneity:
        found = pooled(close, VARIANCES, how)
        assert found.tau2 == 0.0
        assert found.mean.value == pytest.approx(float((close / VARIANCES).sum() / (1 / VARIANCES).sum()))


@settings(max_examples=30)
@given(st.floats(min_value=0.01, max_value=100), st.floats(min_value=-50, max_value=50))
def test_pooling_moves_with_its_estimates(scale: float, shift: float) -> None:
    for how in Heterogeneity:
        plain = pooled(ESTIMATES, VARIANCES, how)
        moved = pooled(scale * ESTIMATES + shift, scale**2 * VARIANCES, how)
        assert moved.mean.value == pytest.approx(scale * plain.mean.value + shift, rel=1e-6, abs=1e-6)
        assert moved.tau2 == pytest.approx(scale**2 * plain.tau2, rel=1e-5)


def test_the_pooled_methods_of_the_vocabulary() -> None:
    case = {"id": 1, "task": "pool.meta", "inputs": {"estimates": ESTIMATES.tolist(), "variances": VARIANCES.tolist()}}
    fixed, beside, random = (
        analyze({**case, "method": {"method": word}})["result"]
        for word in (
            "fixed effect (inverse variance)",
            "fixed effect + DerSimonian-Laird tau2",
            "random effects, DerSimonian-Laird",
        )
    )
    assert fixed["tau2"] == 0.0
    assert beside == {**fixed, "tau2": random["tau2"]}
    assert random["se"] > fixed["se"]
    wide = analyze({**case, "inputs": {**case["inputs"], "confidence": 0.99}})["result"]  # type: ignore[dict-item]  # a dict
    assert wide["ci"][1] - wide["ci"][0] == pytest.approx(2 * 2.5758293035489004 * random["se"])


def code(task: str, **inputs: object) -> str:
    error: dict[str, str] = analyze({"id": 1, "task": task, "inputs": inputs})["error"]
    return error["code"]


def test_what_cannot_be_pooled_shrunken_or_added_is_refused() -> None:
    assert code("pool.meta", estimates=[1.0], variances=[1.0]) == "too_few"
    assert code("pool.meta", estimates=[1.0, 2.0], variances=[1.0]) == "bad_input"
    assert code("pool.meta", estimates=[1.0, 2.0], variances=[1.0, 0.0]) == "bad_input"
    assert code("pool.meta", estimates=[1.0, 2.0], variances=[1.0, -1.0]) == "bad_input"
    assert code("pool.meta", estimates=[1.0, 2.0], variances=[1.0, 1.0], confidence=1.0) == "bad_input"
    assert code("portfolio.sum", estimates=[1.0, 2.0], se=[1.0, -1.0]) == "bad_input"
    assert code("portfolio.sum", estimates=[1.0, 2.0], se=[1.0]) == "bad_input"
    assert code("portfolio.sum", estimates=[1.0, 2.0], se=[1.0, 1.0], rho=1.5) == "bad_input"
    assert code("portfolio.sum", estimates=[1.0, 2.0, 3.0], se=[1.0, 1.0, 1.0], rho=-0.6) == "bad_input"
    assert code("shrinkage.normal_prior", estimate=1.0, se=0.0, prior_sd=1.0) == "bad_input"
    assert code("shrinkage.normal_prior", estimate=1.0, se=1.0, prior_sd=0.0) == "bad_input"
    assert code("shrinkage.normal_prior", estimate=1.0, se=1.0, prior_sd=-1.0) == "bad_input"
    assert code("shrinkage.james_stein", estimates=[0.1, 0.2, 0.3], n_each=45) == "too_few"
    assert code("shrinkage.james_stein", estimates=[0.1, 0.2, 0.3, 1.3], n_each=45) == "bad_input"
    assert code("shrinkage.james_stein", estimates=[0.1] * 4, n_each=45) == "no_spread"
    assert code("winners_curse.type_m", true_effect=1.0, se=-1.0) == "bad_input"
    assert code("winners_curse.type_m", true_effect=1.0, se=1.0, alpha=1.0) == "bad_input"
    assert code("winners_curse.selected_mean", true_effect=1.0, se=0.0, cutoff=1.0) == "bad_input"


def test_the_sum_of_a_portfolio_between_independence_and_perfection() -> None:
    inputs = {"estimates": [1.0, 2.0, 4.0], "se": [3.0, 4.0, 12.0]}
    for rho, se in (
        (0.0, 13.0),
        (1.0, 19.0),
        (0.3, math.sqrt(0.7 * 169 + 0.3 * 361)),
        (-0.5, math.sqrt(1.5 * 169 - 0.5 * 361)),
    ):
        result = analyze({"id": 1, "task": "portfolio.sum", "inputs": {**inputs, "rho": rho}})["result"]
        assert (result["total"], result["se"]) == pytest.approx((7.0, se), rel=1e-12)
    equal = {"estimates": [1.0, 1.0], "se": [1.0, 1.0], "rho": -1}
    assert analyze({"id": 1, "task": "portfolio.sum", "inputs": equal})["result"]["se"] == 0.0


@pytest.mark.parametrize(("estimate", "se", "mean", "sd"), [(0.1, 0.05, 0.0, 0.04), (-3.0, 1.0, 2.0, 5.0)])
def test_the_posterior_is_prior_times_likelihood(estimate: float, se: float, mean: float, sd: float) -> None:
    def density(effect: float) -> float:
        return float(stats.norm.pdf(effect, mean, sd) * stats.norm.pdf(estimate, effect, se))

    low, high = min(estimate, mean) - 12 * (se + sd), max(estimate, mean) + 12 * (se + sd)
    points = [estimate, mean]
    whole = integrate.quad(density, low, high, points=points)[0]
    expected = integrate.quad(lambda effect: effect * density(effect), low, high, points=points)[0] / whole
    positive = integrate.quad(density, 0, high, points=[max(p, 0.0) for p in points])[0] / whole
    inputs = {"estimate": estimate, "se": se, "prior_mean": mean, "prior_sd": sd}
    result = analyze({"id": 1, "task": "shrinkage.normal_prior", "inputs": inputs})["result"]
    assert result["mean"] == pytest.approx(expected, rel=1e-6)
    assert result["prob_positive"] == pytest.approx(positive, rel=1e-5)


def test_james_stein_shrinks_the_batting_averages_of_1970() -> None:
    # Efron and Morris (1975), 18 players after 45 times at bat; they print a factor of .212 on these averages.
    hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
    shares = [hit / 45 for hit in hits]
    mean = sum(shares) / 18
    spread = sum((share - mean) ** 2 for share in shares)
    result = analyze({"id": 1, "task": "shrinkage.james_stein", "inputs": {"estimates": shares, "n_each": 45}})[
        "result"
    ]
    assert result["grand_mean"] == pytest.approx(0.2654, abs=5e-5)
    assert result["shrink_factor"] == pytest.approx(0.212, abs=5e-4)
    assert result["shrink_factor"] == pytest.approx(1 - 15 * mean * (1 - mean) / 45 / spread, rel=1e-12)
    assert result["shrunk"][0] == pytest.approx(0.2940, abs=5e-4)
    assert sum(result["shrunk"]) == pytest.approx(sum(shares), rel=1e-12)


def test_the_prior_comes_from_five_own_experiments_or_is_the_stated_default() -> None:
    randomness = np.random.default_rng(3)
    errors = [0.0001] * 400
    lifts = (0.03 * randomness.standard_normal(400) + 0.01 * randomness.standard_normal(400)).tolist()
    own = own_prior(lifts, errors)
    assert own.source is PriorSource.OWN_EXPERIMENTS
    assert own.sd == pytest.approx(0.03, rel=0.12)
    assert own.experiments == 400
    assert own.distribution == Normal(mean=0.0, sd=own.sd)
    few = own_prior(lifts[:4], errors[:4])
    assert few == Prior(sd=DEFAULT_PRIOR_SD, source=PriorSource.DEFAULT, experiments=4)
    assert own_prior(lifts[:5], errors[:5]).source is PriorSource.OWN_EXPERIMENTS
    assert own_prior([1e-6] * 6, errors[:6]).source is PriorSource.DEFAULT
    with pytest.raises(NotComputable) as refused:
        own_prior(lifts[:5], [0.0001] * 4 + [-0.0001])
    assert refused.value.field == "variances"


def test_experiments_that_all_helped_alike_do_not_claim_that_nothing_ever_helps() -> None:
    alike = own_prior([0.05] * 8, [0.0001] * 8)
    # The second moment around zero, less the error: 0.05^2 - 0.0001.
    assert alike.sd == pytest.approx(math.sqrt(0.0024), rel=1e-6)
    assert paule_mandel([0.05] * 8, [0.0001] * 8) == 0.0


@pytest.mark.parametrize(("effect", "se", "alpha"), [(0.5, 1.0, 0.05), (-2.0, 1.0, 0.05), (3.0, 1.5, 0.10)])
def test_exaggeration_agrees_with_numerical_integration(effect: float, se: float, alpha: float) -> None:
    cut = stats.norm.ppf(1 - alpha / 2) * se
    peer = stats.norm(effect, se)
    power = peer.sf(cut) + peer.cdf(-cut)
    wrong = (peer.cdf(-cut) if effect > 0 else peer.sf(cut)) / power
    above = integrate.quad(lambda x: x * peer.pdf(x), cut, effect + 40 * se, points=[max(cut, effect)])[0]
    below = integrate.quad(lambda x: -x * peer.pdf(x), effect - 40 * se, -cut, points=[min(-cut, effect)])[0]
    found = type_m(effect, se, alpha=alpha)
    assert found.power == pytest.approx(power, rel=1e-9)
    assert found.type_s == pytest.approx(wrong, rel=1e-7)
    assert found.exaggeration == pytest.approx((above + below) / power / abs(effect), rel=1e-6)


def test_no_true_effect_has_no_exaggeration_and_a_coin_for_its_sign() -> None:
    result = analyze({"id": 1, "task": "winners_curse.type_m", "inputs": {"true_effect": 0, "se": 1, "alpha": 0.05}})
    assert result["result"] == {"power": pytest.approx(0.05), "type_s": 0.5, "exaggeration": None}


def test_alpha_may_be_said_once_or_twice_alike_but_not_two_ways() -> None:
    case = {"id": 1, "task": "winners_curse.type_m", "inputs": {"true_effect": 1, "se": 1}}
    unsaid = analyze(case)["result"]
    said = analyze({**case, "method": {"alpha": 0.05}})["result"]
    assert unsaid == said
    twice = {"true_effect": 1, "se": 1, "alpha": 0.1}
    assert analyze({**case, "inputs": twice, "method": {"alpha": 0.05}})["error"]["code"] == "bad_input"


@pytest.mark.parametrize(("effect", "se", "cutoff"), [(0.02, 0.02, 0.05), (-1.0, 2.0, -3.0), (0.0, 1.0, 6.0)])
def test_the_selected_mean_is_that_of_a_truncated_normal(effect: float, se: float, cutoff: float) -> None:
    peer = stats.truncnorm((cutoff - effect) / se, np.inf, loc=effect, scale=se)
    assert selected_mean(effect, se, cutoff) == pytest.approx(peer.mean(), rel=1e-8)


def test_far_beyond_what_is_likely_the_selected_mean_is_just_above_its_cutoff() -> None:
    # phi(z) / (1 - Phi(z)) = z + 1/z - 2/z^3 + ... for large z.
    assert selected_mean(0.0, 1.0, 60.0) == pytest.approx(60 + 1 / 60 - 2 / 60**3, rel=1e-9)
    assert selected_mean(0.0, 1.0, 1e9) == pytest.approx(1e9, rel=1e-12)
    assert selected_mean(0.0, 1.0, -1e9) == 0.0


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(NotComputable) as refused:
        type_m(1.0, 1.0, alpha=0.0)
    assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, "alpha")


def test_a_prior_without_width_cannot_shrink() -> None:
    with pytest.raises(NotComputable) as refused:
        posterior(1.0, 1.0, Normal(mean=0.0, sd=0.0))
    assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, "prior_sd")
    assert james_stein(np.array([0.1, 0.2, 0.3, 0.4]), 10).grand_mean == pytest.approx(0.25)
