"""The kickoff's flows: start it, show a page, save a page."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from bot.domain import kickoff, permissions
from bot.domain import text as texts
from bot.domain.answering import BadAnswer, Reader, read_answer, read_page
from bot.domain.charter import Answer, Value
from bot.domain.dossier import Dossier
from bot.domain.experiments.accepting import missing_for_plan
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId
from bot.domain.kickoff import SPONSOR, Clash
from bot.domain.lint import lint
from bot.domain.living import answered, name_of
from bot.domain.metrics import unit_of
from bot.domain.people import Channel, Person
from bot.domain.projects import Project, key_for
from bot.domain.questions import AnswerType, Question
from bot.domain.refusal import BadFields, NotFound, Refusal
from bot.domain.reply import FinishedDialog, Nothing, PageDialog, Pick, Reply, StartDialog, VerdictLine
from handlers.flows import dossiers, verdicts
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.computing import Job
from handlers.flows.given import is_id
from storage.unit_of_work import Work

_NAME_LENGTH = 80
_ELSEWHERE = "A kickoff starts in the project's home channel. Type /plumb kickoff there."
NAME, OWNER, MEMBERS = QuestionId("name"), QuestionId("owner"), QuestionId("members")


@dataclass(frozen=True, slots=True, kw_only=True)
class StartForm:
    """What was typed into the first window of a kickoff."""

    channel: ChannelId
    name: str
    owner: UserId | None
    sponsor: UserId | None
    members: tuple[UserId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """What was typed into a page: the charter's revision when it was made, and the fields as typed.

    With neither a part nor a question it holds answers to any questions, as a charter file does.
    """

    project: ProjectId
    part: int | None
    question: QuestionId | None
    revision: int
    typed: Mapping[QuestionId, str | None]


def begin(work: Work, asker: Asker, name: str) -> Reply:
    """`/plumb kickoff [name]`: continue this channel's kickoff, or open the window that starts one."""
    channel = asker.channel
    if channel is None or channel.is_direct:
        raise Refusal(_ELSEWHERE)
    here = work.projects.in_channel(channel.channel)
    standing = named(here, name)
    if standing is not None:
        return open_page(work, asker, standing.id, None)
    if not name and len(here) == 1:
        return open_page(work, asker, here[0].id, None)
    if not name and here:
        return Pick(word="kickoff", projects=tuple(name_of(project) for project in here))
    permissions.may_start(asker.person)
    _can_speak_in(channel)
    return StartDialog(channel=channel.channel, name=texts.shorten(texts.clean(name), _NAME_LENGTH), owner=asker.user)


def named(here: tuple[Project, ...], name: str) -> Project | None:
    """The project of these that somebody means by this name, key or id, however it is spaced and capitalised."""
    wanted = " ".join(texts.clean(name).split())
    folded = wanted.casefold()
    return next((each for each in here if folded in (each.key, each.name.casefold()) or wanted == each.id), None)


def _can_speak_in(channel: Channel) -> None:
    if channel.is_direct:
        raise Refusal(_ELSEWHERE)
    if channel.is_archived:
        raise Refusal("This channel is archived. Start the kickoff in a channel that is in use.")
    if not channel.has_bot:
        raise Refusal("I am not in this channel yet. Type /invite @Plumbline here, then start the kickoff again.")


def start(work: Work, asker: Asker, form: StartForm, new_id: Callable[[], ProjectId]) -> Reply:
    """The first window was submitted: the project exists, everybody gets a checklist, the first page opens."""
    permissions.may_start(asker.person)
    channel = work.channels.get(form.channel)
    if channel is None:
        raise MissingProfiles(channels=frozenset({form.channel}))
    _can_speak_in(channel)
    people = _known(work, {form.owner, form.sponsor, *form.members} - {None})
    name = _checked(form, people)
    standing = named(work.projects.in_channel(form.channel), name)
    if standing is not None:
        return _repeated(work, asker, form, standing)
    taken = work.projects.keys()
    project = Project(
        workspace=asker.workspace,
        id=new_id(),
        key=key_for(name, taken),
        name=name,
        channel=form.channel,
        owner=form.owner or asker.user,
        sponsor=form.sponsor,
        members=_others(form),
        created_at=asker.now,
    )
    owner = people.get(project.owner, asker.person)
    decision = kickoff.start(project, by=asker.person, owner=owner, rules=asker.rules, now=asker.now)
    work.keep(decision)
    return _page(decision.state, asker, 1)


def _others(form: StartForm) -> tuple[UserId, ...]:
    return tuple(dict.fromkeys(user for user in form.members if user not in (form.owner, form.sponsor)))


def _repeated(work: Work, asker: Asker, form: StartForm, standing: Project) -> Reply:
    """A second click on “Start” has the first one's answer; a channel does not have two projects of one name."""
    people = (standing.owner, standing.sponsor, standing.members)
    if people != (form.owner, form.sponsor, _others(form)):
        words = "This channel has a project of that name already. Continue it with /plumb kickoff"
        raise BadFields({NAME: f"{words} {standing.key}, or choose another name."})
    return _page(dossiers.load(work, standing.id), asker, 1)


def _known(work: Work, users: set[UserId | None]) -> dict[UserId, Person]:
    wanted = frozenset(user for user in users if user and is_id(user))
    people = work.people.many(wanted)
    missing = wanted - people.keys()
    if missing:
        raise MissingProfiles(users=missing)
    return dict(people)


def _checked(form: StartForm, people: Mapping[UserId, Person]) -> str:
    errors: dict[QuestionId, str] = {}
    name = ""
    try:
        name = " ".join(texts.clean(form.name).split())
    except texts.UnusableText as unusable:
        errors[NAME] = unusable.words
    if NAME not in errors and texts.is_empty(name):
        errors[NAME] = "Give the project a name. Example: Churn model"
    if len(name) > _NAME_LENGTH:
        errors[NAME] = f"This is {len(name)} characters long; at most {_NAME_LENGTH} fit."
    if form.owner is None:
        errors[OWNER] = "A project needs an owner."
    roles = {OWNER: (form.owner,), SPONSOR: (form.sponsor,), MEMBERS: form.members}
    for field, users in roles.items():
        if any(user and not (user in people and people[user].can_write) for user in users):
            errors[field] = "Choose full, active members of this workspace: no app, guest or deactivated account."
    if errors:
        raise BadFields(errors)
    return name


def open_page(work: Work, asker: Asker, project: ProjectId, part: int | None) -> Reply:
    """One page of the wizard; without a part, the one to continue with."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_answer(asker.person, found)
    dossier = dossiers.load(work, project)
    number = part if part and 1 <= part <= len(asker.rules.bank.parts) else kickoff.next_part(dossier, asker.rules)
    return _page(dossier, asker, number)


def open_question(work: Work, asker: Asker, project: ProjectId, question: QuestionId) -> Reply:
    """A window with one question."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_answer(asker.person, found)
    asked = asker.rules.bank.find(question)
    if asked is None:
        raise NotFound("This question is not asked any more.")
    return _single(dossiers.load(work, project), asker, asked)


def save(work: Work, asker: Asker, form: PageForm) -> Reply:
    """A page was submitted: kept whole, or sent back whole with words at its fields; then the next page."""
    dossier = dossiers.load(work, form.project, to_change=True)
    if asker.person.can_write:  # who may change nothing at all is told so, not that there is nothing to change
        dossiers.readable(work, asker, dossier.project)
    permissions.may_answer(asker.person, dossier.project)
    questions = _asked(asker, form)
    # The revision comes from the form: one that was never reached says no more than today's.
    base = work.charters.answers_at(form.project, min(max(form.revision, 0), dossier.charter.revision))
    values = _read(work, asker, dossier, questions, form, base)
    if SPONSOR in values and values[SPONSOR] not in (dossier.charter.value(SPONSOR), _value(base, SPONSOR)):
        permissions.may_name_sponsor(asker.person, dossier.project)
    try:
        decision = kickoff.save(dossier, values, base=base, by=asker.user, rules=asker.rules, now=asker.now)
    except kickoff.Clashing as clashing:
        return _again(dossier, asker, form, values, clashing.clashes)
    work.keep(decision)
    return _next(decision.state, asker, form)


def has_verdict(page: PageDialog) -> bool:
    """Whether the page asks for the proof, so that its verdict stands on it."""
    return page.part.number == verdicts.PROOF and not page.is_single


def verdict(work: Work, asker: Asker, page: PageDialog) -> Job | VerdictLine:
    """The verdict on the answers as they are saved."""
    dossier = dossiers.load(work, page.project.id)
    return verdicts.verdict_line(asker, dossier.charter, dossier)


def preview(work: Work, asker: Asker, form: PageForm) -> tuple[PageDialog, Job | VerdictLine]:
    """The page as it is open, and the verdict on what is typed in it, saved or not.

    What cannot be read counts as not answered: the words for it come when the page is submitted.
    """
    found = dossiers.by_id(work, asker, form.project)
    permissions.may_answer(asker.person, found)
    dossier = dossiers.load(work, form.project)
    questions = asker.rules.bank.of_part(form.part or verdicts.PROOF)
    reader = _reader(dossier, asker, form, {}, work)
    values = {question.id: _readable(question, form.typed.get(question.id), reader) for question in questions}
    fresh = {
        question: Answer(question=question, value=value, by=asker.user, at=asker.now, revision=form.revision)
        for question, value in values.items()
    }
    charter = verdicts.with_answers(dossier.charter, fresh)
    page = replace(_page(dossier, asker, form.part or verdicts.PROOF), revision=form.revision)
    return page, verdicts.verdict_line(asker, charter, dossier)


def _readable(question: Question, typed: str | None, reader: Reader) -> Value | None:
    try:
        return read_answer(question, typed, reader)
    except BadAnswer:
        return None


def _value(base: Mapping[QuestionId, Answer], question: QuestionId) -> Value | None:
    answer = base.get(question)
    return answer.value if answer else None


def _asked(asker: Asker, form: PageForm) -> tuple[Question, ...]:
    if form.question is not None:
        asked = asker.rules.bank.find(form.question)
        return (asked,) if asked else ()
    return asker.rules.bank.of_part(form.part) if form.part is not None else asker.rules.bank.questions


def _read(
    work: Work,
    asker: Asker,
    dossier: Dossier,
    questions: tuple[Question, ...],
    form: PageForm,
    base: Mapping[QuestionId, Answer],
) -> dict[QuestionId, Value | None]:
    named = {
        UserId(typed)
        for question in questions
        if question.type is AnswerType.PERSON and (typed := form.typed.get(question.id))
    }
    values, errors = read_page(questions, form.typed, _reader(dossier, asker, form, base, work, named))
    if errors:
        raise BadFields(errors)
    return values


def _reader(
    dossier: Dossier,
    asker: Asker,
    form: PageForm,
    base: Mapping[QuestionId, Answer],
    work: Work,
    named: Collection[UserId] = (),
) -> Reader:
    return Reader(
        locale=asker.person.locale,
        today=asker.today,
        unit=unit_of(form.typed.get(QuestionId("metric_unit")) or dossier.charter.text("metric_unit") or ""),
        people=_known(work, set(named)),
        shown={question: answer.value for question, answer in base.items() if answer.value is not None},
    )


def _next(dossier: Dossier, asker: Asker, form: PageForm) -> Reply:
    if form.question is not None or form.part is None:
        return Nothing()
    if form.part < len(asker.rules.bank.parts):
        return _page(dossier, asker, form.part + 1, saved=form.part)
    done, required = answered(dossier, asker.rules)
    return FinishedDialog(
        project=name_of(dossier.project),
        answered=done,
        required=required,
        findings=lint(dossier, asker.rules),
        open_questions=tuple(
            question for question in asker.rules.bank.required if dossier.charter.value(question.id) is None
        ),
        can_accept_plan=dossier.plan is None and not missing_for_plan(dossier.charter),
    )


def _page(dossier: Dossier, asker: Asker, number: int, *, saved: int | None = None) -> PageDialog:
    done, required = answered(dossier, asker.rules)
    about = saved or number
    here = {question.id for question in asker.rules.bank.of_part(about)}
    return PageDialog(
        project=name_of(dossier.project),
        part=asker.rules.bank.part(number),
        parts=len(asker.rules.bank.parts),
        questions=asker.rules.bank.of_part(number),
        values=_values(dossier, asker.rules.bank.of_part(number)),
        revision=dossier.charter.revision,
        answered=done,
        required=required,
        findings=tuple(
            finding
            for finding in lint(dossier, asker.rules)
            if finding.question in here and (saved or dossier.charter.value(finding.question) is not None)
        ),
        saved=saved,
    )


def _single(dossier: Dossier, asker: Asker, question: Question) -> PageDialog:
    done, required = answered(dossier, asker.rules)
    return PageDialog(
        project=name_of(dossier.project),
        part=asker.rules.bank.part(question.part),
        parts=len(asker.rules.bank.parts),
        questions=(question,),
        values=_values(dossier, (question,)),
        revision=dossier.charter.revision,
        answered=done,
        required=required,
        findings=tuple(
            finding
            for finding in lint(dossier, asker.rules)
            if finding.question == question.id and dossier.charter.value(question.id) is not None
        ),
        is_single=True,
    )


def _again(
    dossier: Dossier,
    asker: Asker,
    form: PageForm,
    values: Mapping[QuestionId, Value | None],
    clashes: tuple[Clash, ...],
) -> PageDialog:
    """The same page with everything that was typed, and what the others saved beside it; submitting again decides."""
    questions = _asked(asker, form)
    done, required = answered(dossier, asker.rules)
    return PageDialog(
        project=name_of(dossier.project),
        part=asker.rules.bank.part(questions[0].part),
        parts=len(asker.rules.bank.parts),
        questions=questions,
        values={question: value for question, value in values.items() if value is not None},
        revision=dossier.charter.revision,
        answered=done,
        required=required,
        clashes=clashes,
        is_single=form.question is not None,
    )


def _values(dossier: Dossier, questions: tuple[Question, ...]) -> dict[QuestionId, Value]:
    return {question.id: value for question in questions if (value := dossier.charter.value(question.id)) is not None}
