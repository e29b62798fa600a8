"""The few sentences that the edge itself must say, because no feature has been reached or none has answered yet."""

from typing import Final

NOT_INSTALLED: Final = "Plumbline is not installed in this workspace any more. An admin can install it again."
STILL_WORKING: Final = "This takes longer than usual. The result appears here; closing this leads back to your form."
PRESS_AGAIN: Final = "This takes longer than usual. Please submit once more in a moment; nothing is saved twice."
DONE_LATE: Final = "Done. Closing this page closes the form too."
