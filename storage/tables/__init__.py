"""All tables, so that one import knows the whole schema."""

from storage.tables.api_tokens import api_tokens
from storage.tables.audit import audit_entries, audit_heads
from storage.tables.banks import banks
from storage.tables.charters import answers, charters
from storage.tables.columns import metadata
from storage.tables.deliveries import allowances, breakers, deliveries, delivery_counters, direct_channels, places
from storage.tables.experiments import experiments, readouts
from storage.tables.inbox import inbox
from storage.tables.keepings import keepings, kept_sheets
from storage.tables.obligations import obligations
from storage.tables.observations import observations
from storage.tables.people import channels, people
from storage.tables.plans import plans
from storage.tables.projects import members, projects
from storage.tables.schedules import schedules
from storage.tables.unfinished import unfinished
from storage.tables.versions import charter_versions
from storage.tables.watches import watches
from storage.tables.workspaces import workspaces

__all__ = [
    "allowances",
    "answers",
    "api_tokens",
    "audit_entries",
    "audit_heads",
    "banks",
    "breakers",
    "channels",
    "charter_versions",
    "charters",
    "deliveries",
    "delivery_counters",
    "direct_channels",
    "experiments",
    "inbox",
    "keepings",
    "kept_sheets",
    "members",
    "metadata",
    "obligations",
    "observations",
    "people",
    "places",
    "plans",
    "projects",
    "readouts",
    "schedules",
    "unfinished",
    "watches",
    "workspaces",
]
