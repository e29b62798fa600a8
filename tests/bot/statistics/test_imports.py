"""Where Slack waits nothing scientific is loaded: not by the command line's help, and not by what views may know."""

import subprocess
import sys

import pytest

FREE = (
    "handlers.cli",
    "bot.statistics.money_summary",
    "bot.statistics.portfolio_summary",
    "bot.statistics.reasons",
    "bot.statistics.summaries",
    "bot.statistics.usual_lifts",
    "bot.statistics.planning.designs",
    "bot.statistics.readout.experiments",
    "bot.statistics.readout.findings",
)


@pytest.mark.parametrize("module", FREE)
def test_nothing_scientific_is_loaded(module: str) -> None:
    asked = f"import sys, {module}; print(sorted({{'numpy', 'scipy', 'statsmodels', 'pandas'}} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603  our own words
    assert ran.stdout == "[]\n"
