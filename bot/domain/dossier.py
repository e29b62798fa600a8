"""Everything that is known of one project, as the rules are handed it, and the rulebook they are read with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.charter import Answer, Charter
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.plan import Plan
from bot.domain.ids import QuestionId, UserId
from bot.domain.metrics import Kpi, Observation, kpi_of
from bot.domain.obligations import Obligation
from bot.domain.pasted.labels import Synonyms
from bot.domain.policy import Policy
from bot.domain.priors import Priors
from bot.domain.projects import Project, Stage, stage_of
from bot.domain.questions import QuestionBank
from bot.domain.reading import Vocabulary
from bot.domain.timelines import Timeline
from bot.domain.versions import Version
from bot.statistics.usual_lifts import STATED, Prior


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """What the organisation asks and rules: question bank, policy, and the vocabulary that answers are read with.

    `priors` is what is known in public of how long ML takes and what it brings; `synonyms` are the other names of
    questions, by which a pasted charter is sorted.
    """

    bank: QuestionBank
    policy: Policy
    vocabulary: Vocabulary
    priors: Priors
    synonyms: Synonyms = field(default_factory=Synonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One project with its charter, plan, experiments (oldest first), observations and obligations.

    `bank` is the edition of the question bank that its kickoff runs with, whatever the program asks new ones.
    `locales` are those of its people, as far as they are known and it matters.
    `prior` is what lifts usually are in this workspace, by its own finished experiments, and `history` how long its
    finished projects took; they are read where something is held against them. `version` is the one that was signed
    last, and `signed` its answers, where one project is looked at by itself.
    """

    project: Project
    charter: Charter
    bank: QuestionBank
    plan: Plan | None = None
    experiments: tuple[Experiment, ...] = ()
    observations: tuple[Observation, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    locales: Mapping[UserId, str] = field(default_factory=dict)
    prior: Prior = STATED
    version: Version | None = None
    signed: Mapping[QuestionId, Answer] = field(default_factory=dict)
    history: tuple[Timeline, ...] = ()

    @property
    def kpi(self) -> Kpi:
        """The business metric against its baseline and target."""
        return kpi_of(self.charter, self.observations)

    @property
    def stage(self) -> Stage:
        """The stage that follows from what is here."""
        latest = self.experiment
        return stage_of(
            signed=self.version is not None,
            plan_accepted=self.plan is not None,
            running=latest is not None and latest.is_running,
            read=latest is not None and latest.awaits_decision,
            decided=latest.decided.choice.value if latest and latest.decided else None,
        )

    @property
    def experiment(self) -> Experiment | None:
        """The latest experiment, or None."""
        return self.experiments[-1] if self.experiments else None
