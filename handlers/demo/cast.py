"""The people and channels of the demo."""

from dataclasses import dataclass

from handlers.demo.workspace.people.person import Person
from handlers.demo.workspace.workspace import Workspace
from handlers.demo.workspace.world.channels import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays: an ML lead, a sponsor, a data engineer, the head of ML, a guest, and the channels they are in."""

    ana: Person
    sam: Person
    mei: Person
    lena: Person
    gus: Person
    churn: Channel
    fraud: Channel
    demand: Channel
    leads: Channel


def gather(workspace: Workspace) -> Cast:
    """Fill a new workspace with the people and channels of the demo."""
    ana = workspace.add_user("ana", real_name="Ana Ruiz", tz="Europe/Berlin", locale="en-GB")
    sam = workspace.add_user("sam", real_name="Sam Carter", tz="America/New_York", locale="en-US")
    mei = workspace.add_user("mei", real_name="Mei Tanaka", tz="Asia/Tokyo", locale="en-US")
    lena = workspace.add_user("lena", real_name="Lena Vogt", tz="Europe/Berlin", locale="en-GB", is_admin=True)
    gus = workspace.add_user("gus", real_name="Gus Guest", tz="Europe/Berlin", locale="en-GB", is_restricted=True)
    churn = workspace.add_channel("churn-model", members=[ana, sam, mei, lena, gus], bot=True)
    fraud = workspace.add_channel("fraud-scoring", members=[mei, sam, lena], bot=True)
    demand = workspace.add_channel("demand-forecast", members=[lena, ana, sam], bot=True)
    leads = workspace.add_channel("ml-leads", private=True, members=[lena, ana], bot=True)
    return Cast(ana=ana, sam=sam, mei=mei, lena=lena, gus=gus, churn=churn, fraud=fraud, demand=demand, leads=leads)
