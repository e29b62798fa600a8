"""The card of one project: stage, people, metric, impact, plan, findings, and who owes what."""

from typing import Final

from bot.domain.chain import Chain, Why
from bot.domain.findings import Finding, Severity
from bot.domain.lint import unsettled
from bot.domain.message import Owed, ProjectCard
from bot.domain.policy import ObligationKind
from bot.views.blocks import actions, button, context, divider, header, rich
from bot.views.chain import chain_line
from bot.views.figures import bar
from bot.views.findings import accepted_line, finding_blocks, finding_lines, missing_line
from bot.views.impact_figures import impact_lines
from bot.views.kpi import levels_line, movement_line, name_line
from bot.views.lines import Line
from bot.views.names import project_name, who
from bot.views.owed import owed_line
from bot.views.plan import plan_lines
from bot.views.readiness import readiness_line
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST, fitting
from bot.views.run import run_buttons, run_lines
from bot.views.signing import sign_button, signing_line
from bot.views.typed_text import cut
from bot.views.words import Words

_CARD = "card/card"
_FINDINGS_MOST: Final = 8
_OWED_MOST: Final = 10
_ACCEPTED_MOST: Final = 6


def card(message: ProjectCard, words: Words, *, can_act: bool = True) -> Rendered:
    """The card as a message, for the home channel or for one person; without buttons for who may change nothing."""
    stage, answers = _stage(message, words), _answers(message, words)
    paragraphs = _paragraphs(message, words)
    head = [header(_headline(message, words).plain), context(stage), *(rich(*lines) for lines in paragraphs)]
    tail = [context(answers), *([_buttons(message, words)] if can_act else [])]
    project = message.project.id if can_act else None
    wrong = _wrong(message)
    small = [context(line) for line in _small(message, words)]
    groups = [finding_blocks(finding, project, words) for finding in wrong[:_FINDINGS_MOST]]
    findings, left = fitting(groups, beside=[*head, *small, *tail])
    left += max(0, len(wrong) - _FINDINGS_MOST)
    if left:
        findings.append(context(words.line(_CARD, "more", count=left)))
    findings += small
    blocks = [*head, *([divider()] if findings else []), *findings, *tail]
    lines = [_headline(message, words), stage, *(line for lines in paragraphs for line in lines)]
    return Rendered(text=_text([*lines, *_findings(message, words), answers]), blocks=blocks)


def _headline(message: ProjectCard, words: Words) -> Line:
    return words.line(_CARD, "headline", project=project_name(message.project))


def _stage(message: ProjectCard, words: Words) -> Line:
    return words.line(
        _CARD,
        "stage",
        stage=words.label("stage", message.stage),
        key=message.project.key,
        owner=who(message.owner),
        sponsor=who(message.sponsor),
    )


def _answers(message: ProjectCard, words: Words) -> Line:
    done, required = message.answered, message.required
    return words.line(_CARD, "answers", bar=bar(done, required), answered=done, required=required)


def _paragraphs(message: ProjectCard, words: Words) -> list[tuple[Line, ...]]:
    kpi = message.kpi
    metric = [name_line(kpi, words).strong, levels_line(kpi, words)]
    if kpi.baseline is not None or kpi.latest is not None:
        metric.append(movement_line(kpi, words))
    plan = _plan(message, words)
    owed = tuple(_owed(each, words) for each in _missing_things(message)[:_OWED_MOST])
    missing = () if plan or owed else (words.line(_CARD, "no_plan"),)
    run = run_lines(message.run, message.plan, words) if message.run is not None and message.plan is not None else ()
    signing = (signing_line(message.signing, words),)
    chain = () if message.chain is None or not _has_links(message.chain) else (chain_line(message.chain, words),)
    ready = () if message.readiness is None else (readiness_line(message.readiness, words),)
    impact = impact_lines(message.impact, kpi, words)
    paragraphs = [tuple(metric), impact, chain, signing, plan, run, ready, owed, missing]
    return [lines for lines in paragraphs if lines]


def _missing_things(message: ProjectCard) -> tuple[Owed, ...]:
    """What is owed; a plan that only waits to be accepted is named as such already, and not as missing too."""
    if not message.plan_is_ready:
        return message.owed
    return tuple(each for each in message.owed if each.what is not ObligationKind.NO_EXPERIMENT)


def _has_links(chain: Chain) -> bool:
    """A chain that nobody began to link is a finding, and nothing to show yet."""
    return chain.broken is None or chain.broken.why is not Why.NO_LINKS


def _plan(message: ProjectCard, words: Words) -> tuple[Line, ...]:
    if message.plan_is_ready:
        return (words.line(_CARD, "plan_ready", owner=who(message.owner)),)
    if message.plan is None:
        return ()
    changed = (words.line(_CARD, "plan_changed"),) if message.plan_has_changed else ()
    return (*plan_lines(message.plan, message.run, words), *changed)


def _owed(owed: Owed, words: Words) -> Line:
    """What is owed, under the name of what it is about."""
    return words.line(_CARD, f"owed_{owed.what}") + Line(" ") + owed_line(owed, words)


def _wrong(message: ProjectCard) -> list[Finding]:
    """What is said at length: all that is wrong, and once everything needed is answered also what nobody thought of."""
    is_answered = message.answered >= message.required
    return [each for each in unsettled(message.findings) if not each.is_missing or (is_answered and _is_mild(each))]


def _is_mild(finding: Finding) -> bool:
    return finding.severity is not Severity.BLOCKER


def _small(message: ProjectCard, words: Words) -> list[Line]:
    """What is only not answered yet, and what somebody accepted."""
    wrong = _wrong(message)
    missing = [each for each in unsettled(message.findings) if each not in wrong]
    accepted = [accepted_line(each, each.accepted, words) for each in message.findings if each.accepted is not None]
    return [*([missing_line(missing, words)] if missing else []), *accepted[:_ACCEPTED_MOST]]


def _findings(message: ProjectCard, words: Words) -> list[Line]:
    if not message.findings:
        return [words.line(_CARD, "no_findings")]
    pairs = [finding_lines(each, words) for each in _wrong(message)]
    return [*(Line("• ") + title + Line(": ") + why for title, why in pairs), *_small(message, words)]


def _buttons(message: ProjectCard, words: Words) -> Block:
    """What comes next first; what the sponsor is asked for stands before it."""
    project = message.project.id
    asked = [sign_button(project, words)] if message.signing.waits_for is not None else []
    charter = button(words.plain(_CARD, "charter_button"), "charter.open", project)
    return actions(*asked, *_proceeding(message, words), charter)


def _proceeding(message: ProjectCard, words: Words) -> list[Block]:
    project = message.project.id
    is_complete = message.answered >= message.required and not unsettled(message.findings)
    label = words.plain(_CARD, "review_button" if is_complete else "continue_button")
    runs = message.run is not None and message.run.decided is None
    if message.plan is not None and (runs or not message.plan_has_changed):
        return [*_experiment(message, words), button(label, "kickoff.open", project)]
    is_there = message.plan_is_ready or message.plan_has_changed
    plan = words.plain(_CARD, "review_plan_button" if is_there else "plan_button")
    is_calm = is_complete or is_there or message.signing.waits_for is not None
    proceed = button(label, "kickoff.open", project, style=None if is_calm else "primary")
    return [proceed, button(plan, "plan.open", project, style="primary" if is_there else None)]


def _experiment(message: ProjectCard, words: Words) -> list[Block]:
    """What the experiment needs next: its start, its results, its decision."""
    if message.run is not None:
        return run_buttons(message.run, message.project.id, words)
    return [button(words.plain(_CARD, "start_button"), "experiment.start", message.project.id, style="primary")]


def _text(lines: list[Line]) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
