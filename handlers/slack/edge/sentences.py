"""The few sentences that the edge itself must say, because no feature has been reached or none has answered yet."""

from typing import Final

NOT_INSTALLED: Final = "Plumbline is not installed in this workspace any more. An admin can install it again."
STILL_WORKING: Final = "This takes longer than usual. The result appears here; closing this leads back to your form."
PRESS_AGAIN: Final = "This takes longer than usual. Please submit once more in a moment; nothing is saved twice."
DONE_LATE: Final = "Done. Closing this page closes the form too."
INTERRUPTED: Final = "We were interrupted while we worked on {what}. This is what came of it:"
NOT_FINISHED: Final = (
    "We could not finish {what}, although we tried several times. Please look whether it was saved; if it was not, "
    "please do it again."
)
FORM_DONE: Final = "The form that you submitted is done."
FORM_CLOSED: Final = (
    "The form that you submitted is done. Its window is closed, so what comes next could not be shown; it is there "
    "where you opened the form."
)
FORM_REFUSED: Final = "The form that you submitted was not taken, and nothing of it was saved. {words}"
