"""Who may do what; each refusal says who could."""

from collections.abc import Iterable

from bot.domain.api_tokens import Right
from bot.domain.ids import UserId
from bot.domain.people import Channel, Person, Role
from bot.domain.projects import Project
from bot.domain.refusal import Denied, NotFound

_GUEST = "Guests and people from other organisations can read here, but change nothing."


def _is_writer(person: Person, act: str) -> None:
    if not person.can_write:
        raise Denied(_GUEST, who_can="a full member of this workspace", act=act)


def may_start(person: Person) -> None:
    """Any full member of the workspace may start a kickoff."""
    _is_writer(person, "kickoff.start")


def may_set_digest(person: Person) -> None:
    """Any full member may set the schedule of a channel that they are in."""
    _is_writer(person, "digest.set")


def may_share(person: Person) -> None:
    """Any full member may show a channel what they were shown themselves."""
    _is_writer(person, "reply.share")


def may_manage_tokens(person: Person) -> None:
    """Admins of the workspace make, list and revoke the tokens of the API."""
    _is_writer(person, "tokens.manage")
    if not person.is_admin:
        raise Denied(
            "Only admins of this workspace manage the tokens of its API.",
            who_can="an admin of this workspace",
            act="tokens.manage",
        )


def may_settle_undelivered(person: Person) -> None:
    """Admins of the workspace see what did not get out, and try it again or drop it."""
    _is_writer(person, "delivery.settle")
    if not person.is_admin:
        raise Denied(
            "Only admins of this workspace see messages that did not get out.",
            who_can="an admin of this workspace",
            act="delivery.settle",
        )


def may_retry(person: Person, concerned: Iterable[Project]) -> None:
    """What waits for a place is tried again by the people of a project that is concerned, and by admins."""
    _is_writer(person, "delivery.retry")
    if not person.is_admin and not any(project.roles(person.user) for project in concerned):
        raise Denied(
            "Only the people of a project that is concerned try again what waits there.",
            who_can="the people of the project, or an admin of this workspace",
            act="delivery.retry",
        )


def may_use_api(person: Person, right: Right, *, to_write: bool) -> None:
    """A token acts for whoever made it, as long as that is a full member; a token to read changes nothing.

    What it may read and change is asked of its maker, project by project, by the rules for people.
    """
    if not person.can_write:
        raise Denied(
            "Whoever made this token is no full member of the workspace any more.",
            who_can="an admin of this workspace can make another token",
            act="api.use",
        )
    if to_write and right is not Right.WRITE:
        raise Denied(
            "This token reads and changes nothing.",
            who_can="an admin of this workspace can make a token that writes",
            act="api.write",
        )


def may_answer(person: Person, project: Project) -> None:
    """Owner, sponsor and members answer."""
    _is_writer(person, "charter.answer")
    if not project.roles(person.user):
        raise Denied(
            f"Only the people of {project.name} answer its questions.",
            who_can="the owner, the sponsor and the members of the project",
            ask=project.owner,
            act="charter.answer",
        )


def may_name_sponsor(person: Person, project: Project) -> None:
    """The sponsor is named by the owner, so that nobody makes themselves the judge."""
    _is_writer(person, "sponsor.name")
    if Role.OWNER not in project.roles(person.user):
        raise Denied(
            "Only the owner names another sponsor.", who_can="the owner", ask=project.owner, act="sponsor.name"
        )


def may_accept(person: Person, project: Project) -> None:
    """A warning is accepted by the owner or the sponsor, with a reason."""
    _is_writer(person, "finding.accept")
    if not project.roles(person.user) & {Role.OWNER, Role.SPONSOR}:
        raise Denied(
            "Only the owner and the sponsor accept a warning.",
            who_can="the owner or the sponsor",
            ask=project.owner,
            act="finding.accept",
        )


def may_waive(person: Person, project: Project) -> None:
    """What a charter cannot do without is waived by the sponsor alone."""
    _is_writer(person, "finding.waive")
    if Role.SPONSOR not in project.roles(person.user):
        raise Denied(
            "Only the sponsor waives an experiment.",
            who_can="the sponsor" if project.sponsor else "a sponsor, whom the owner names first",
            ask=project.sponsor or project.owner,
            act="finding.waive",
        )


def may_sign(person: Person, project: Project, *, signs_own: bool) -> None:
    """The sponsor signs; nobody signs a project that they lead, unless the policy allows it."""
    _signs(person, project, "Only the sponsor signs the charter.", act="charter.sign", signs_own=signs_own)


def may_ask_changes(person: Person, project: Project, *, signs_own: bool) -> None:
    """Whoever is asked for the signature may ask for changes instead."""
    words = "Only whoever is asked to sign the charter asks for changes."
    _signs(person, project, words, act="charter.ask_changes", signs_own=signs_own)


def _signs(person: Person, project: Project, words: str, *, act: str, signs_own: bool) -> None:
    _is_writer(person, act)
    if Role.SPONSOR not in project.roles(person.user):
        raise Denied(
            words,
            who_can="the sponsor" if project.sponsor else "a sponsor, whom the owner names first",
            ask=project.sponsor or project.owner,
            act=act,
        )
    if Role.OWNER in project.roles(person.user) and not signs_own:
        raise Denied(
            "Nobody signs a project that they lead.",
            who_can="another sponsor, whom you name first: /plumb answer sponsor",
            act=act,
        )


def may_say_ready(person: Person, project: Project) -> None:
    """The owner answers that a charter may be signed as it is."""
    _is_writer(person, "charter.ready")
    if Role.OWNER not in project.roles(person.user):
        raise Denied(
            "Only the owner answers that the charter is ready again.",
            who_can="the owner",
            ask=project.owner,
            act="charter.ready",
        )


def may_restore(person: Person, project: Project) -> None:
    """The owner brings an earlier version back."""
    _is_writer(person, "charter.restore")
    if Role.OWNER not in project.roles(person.user):
        raise Denied(
            "Only the owner brings an earlier version back.",
            who_can="the owner",
            ask=project.owner,
            act="charter.restore",
        )


def may_adopt(person: Person, project: Project) -> None:
    """The owner moves a running kickoff to the questions that new ones get."""
    _is_writer(person, "kickoff.adopt")
    if Role.OWNER not in project.roles(person.user):
        raise Denied(
            "Only the owner moves a kickoff to other questions.",
            who_can="the owner",
            ask=project.owner,
            act="kickoff.adopt",
        )


def may_plan(person: Person, project: Project) -> None:
    """The owner accepts a plan."""
    _is_writer(person, "plan.accept")
    if Role.OWNER not in project.roles(person.user):
        raise Denied("Only the owner accepts a plan.", who_can="the owner", ask=project.owner, act="plan.accept")


def may_run(person: Person, project: Project) -> None:
    """The owner starts an experiment."""
    _is_writer(person, "experiment.start")
    if Role.OWNER not in project.roles(person.user):
        raise Denied(
            "Only the owner starts an experiment.", who_can="the owner", ask=project.owner, act="experiment.start"
        )


def may_hand_in(person: Person, project: Project) -> None:
    """The people of a project hand in its results."""
    _is_writer(person, "experiment.result")
    if not project.roles(person.user):
        raise Denied(
            f"Only the people of {project.name} hand in its results.",
            who_can="the owner, the sponsor and the members of the project",
            ask=project.owner,
            act="experiment.result",
        )


def may_decide(person: Person, project: Project, *, launch: bool) -> None:
    """Owner and sponsor decide to iterate or stop; only the sponsor launches."""
    _is_writer(person, "experiment.decide")
    roles = project.roles(person.user)
    if launch and Role.SPONSOR not in roles:
        raise Denied(
            "Only the sponsor decides a launch.",
            who_can="the sponsor" if project.sponsor else "a sponsor, whom the owner names first",
            ask=project.sponsor or project.owner,
            act="experiment.decide",
        )
    if not roles & {Role.SPONSOR, Role.OWNER}:
        raise Denied(
            "Only the sponsor and the owner decide on an experiment.",
            who_can="the sponsor or the owner",
            ask=project.sponsor or project.owner,
            act="experiment.decide",
        )


def may_log(person: Person, project: Project, reporter: UserId | None) -> None:
    """Values are logged by the people of a project and by whoever reports its metric."""
    _is_writer(person, "kpi.log")
    if not project.roles(person.user) and person.user != reporter:
        raise Denied(
            f"Only the people of {project.name} and whoever reports its metric log its values.",
            who_can="the owner, the sponsor, the members and the reporter",
            ask=project.owner,
            act="kpi.log",
        )


def may_drill(person: Person, project: Project) -> None:
    """The owner asks for a drill."""
    _is_writer(person, "drill.ask")
    if Role.OWNER not in project.roles(person.user):
        raise Denied("Only the owner asks for a drill.", who_can="the owner", ask=project.owner, act="drill.ask")


def may_answer_drill(person: Person, project: Project) -> None:
    """Whoever was asked answers a drill, as long as they are among the people of the project."""
    _is_writer(person, "drill.answer")
    if not project.roles(person.user):
        raise Denied(
            f"Only the people of {project.name} answer its drills.",
            who_can="the owner, the sponsor and the members of the project",
            ask=project.owner,
            act="drill.answer",
        )


def may_snooze(person: Person, project: Project) -> None:
    """An item is put off by somebody who holds a role in its project."""
    _is_writer(person, "nag.snooze")
    if not project.roles(person.user):
        raise Denied(
            f"Only the people of {project.name} put its items off.",
            who_can="the owner, the sponsor and the members of the project",
            ask=project.owner,
            act="nag.snooze",
        )


def may_read(person: Person, project: Project, *, home: Channel | None, is_here: bool) -> None:
    """Everybody in the home channel reads a project; elsewhere full members do: its people, or all if it is public.

    A project of a private channel is not admitted to exist: the answer is the same as for a wrong key.
    """
    is_public = home is not None and not home.is_private
    if is_here or (person.can_write and (is_public or project.roles(person.user))):
        return
    raise no_project(project.key)


def no_project(key: str) -> NotFound:
    """The one answer to a key that does not exist, and to one that this person may not know of."""
    words = f"There is no project “{key[:60]}” here."
    return NotFound(words, who_can="/plumb status lists the projects you can see")
