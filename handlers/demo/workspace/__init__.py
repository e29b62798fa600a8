"""A small Slack for tests and for the demo: strict, local, in one process."""

from handlers.demo.workspace.blocks.validation import validate_blocks, validate_view
from handlers.demo.workspace.delivery.courier import DISPATCH_FAILED, TIMED_OUT, Ack
from handlers.demo.workspace.delivery.http_delivery import signature
from handlers.demo.workspace.faults import Fault, Faults
from handlers.demo.workspace.people.forms import CannotDoError
from handlers.demo.workspace.people.heard import Heard, Submission
from handlers.demo.workspace.people.person import Person
from handlers.demo.workspace.people.submitting import TROUBLE
from handlers.demo.workspace.workspace import SLACK_RETRIES, Workspace
from handlers.demo.workspace.world.changes import NeverHappenedError
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.manifest import ManifestError
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.record import ApiCall, Happening
from handlers.demo.workspace.world.scopes import EVENT_SCOPES, METHOD_SCOPES
from handlers.demo.workspace.world.setup import Setup
from handlers.demo.workspace.world.views import View

__all__ = [
    "DISPATCH_FAILED",
    "EVENT_SCOPES",
    "METHOD_SCOPES",
    "SLACK_RETRIES",
    "TIMED_OUT",
    "TROUBLE",
    "Ack",
    "ApiCall",
    "CannotDoError",
    "Channel",
    "Fault",
    "Faults",
    "Happening",
    "Heard",
    "ManifestError",
    "Message",
    "NeverHappenedError",
    "Person",
    "Setup",
    "Submission",
    "View",
    "Workspace",
    "signature",
    "validate_blocks",
    "validate_view",
]
