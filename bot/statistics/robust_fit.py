"""A regression on a series with both ways to allow for autocorrelation, and for each question the wider answer."""

from dataclasses import dataclass

from bot.statistics.arrays import FloatArray
from bot.statistics.autocorrelation import durbin_watson
from bot.statistics.estimates import Estimate
from bot.statistics.longitudinal_summary import SeriesErrors
from bot.statistics.regression import Fit, cochrane_orcutt, newey_west, newey_west_lag, ols


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RobustFit:
    """The same regression with AR(1) and with Newey-West errors."""

    ar1: Fit
    newey_west: Fit
    autocorrelation: float
    durbin_watson: float

    def wider(self, contrast: FloatArray) -> tuple[SeriesErrors, Estimate]:
        """The weighted sum of coefficients whose 95 % interval is the wider one.

        Newey-West alone rejects too often in short series, AR(1) alone when the errors are not AR(1).
        """
        ar1, hac = self.ar1.contrast(contrast), self.newey_west.contrast(contrast)
        first = ar1.critical() * ar1.se >= hac.critical() * hac.se
        return (SeriesErrors.AR1, ar1) if first else (SeriesErrors.NEWEY_WEST, hac)

    def of(self, errors: SeriesErrors) -> Fit:
        """The fit with these errors."""
        return self.ar1 if errors is SeriesErrors.AR1 else self.newey_west


def robust_fit(y: FloatArray, design: FloatArray, *, daily: bool, field: str = "controls") -> RobustFit:
    """Fit y (n,) on the design (n, k) both ways; the lag is the usual rule, a week at least for daily series."""
    plain = ols(y, design, field=field)
    ar1 = cochrane_orcutt(y, design, field=field)
    return RobustFit(
        ar1=ar1.fit,
        newey_west=newey_west(plain, newey_west_lag(y.size, daily=daily)),
        autocorrelation=ar1.rho,
        durbin_watson=durbin_watson(plain.residuals),
    )
