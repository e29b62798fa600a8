"""What all tests may ask for."""

from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.databases", "tests.gates")

# A machine that is busy with something else is slow, and no fault of what is tested.
settings.register_profile("plumbline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("plumbline")
