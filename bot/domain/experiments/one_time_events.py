"""Which metrics happen to a unit only once, so that no unit has a value of them from before the experiment."""

from typing import Final

from bot.domain.experiments.trades import stems

ONE_TIME: Final = stems(
    "churn, attrition, cancel, terminat, unsubscrib, opt out, renewal, first purchase, first order, first time, "
    "new customer, sign up, signup, registration, registered, activation, activated, onboard, install, trial to paid, "
    "trial conversion, upgrade, default$, loan default, mortality, death, readmission, abwanderung, kündigung, "
    "erstkauf, anmeldung, registrierung"
)


def happens_once(name: str) -> bool:
    """Whether a metric's name tells of an event that a unit can have once."""
    return ONE_TIME.search(name) is not None
