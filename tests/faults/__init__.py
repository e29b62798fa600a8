"""Kills, storms and a history that is held against what was decided; the long form is `make faults LONG=1`."""

import os
from typing import Final

IS_LONG: Final = bool(os.environ.get("LONG"))
"""Whether every way is gone, and not only some of them."""
