"""What a kickoff answer says: metric names, success and experiment statements, each with the words that tell it."""

from bot.domain.reading.experiments import ExperimentReading, decision_rule_of, read_experiment_statement
from bot.domain.reading.learned import LIKENESS, NOTHING_LEARNED, BrokenWeights, Learned, learned_from
from bot.domain.reading.metric_names import MetricKind, MetricReading
from bot.domain.reading.offline_statements import offline_measures_of
from bot.domain.reading.patterns import compile_patterns
from bot.domain.reading.promises import Promise, PromisedLevel, last_digit, promise_of
from bot.domain.reading.success import (
    SuccessReading,
    guardrail_of,
    overclaim_of,
    read_success_statement,
)
from bot.domain.reading.vocabulary import BrokenVocabulary, Vocabulary, vocabulary_from
from bot.domain.reading.weighed import read_metric_name

__all__ = [
    "LIKENESS",
    "NOTHING_LEARNED",
    "BrokenVocabulary",
    "BrokenWeights",
    "ExperimentReading",
    "Learned",
    "MetricKind",
    "MetricReading",
    "Promise",
    "PromisedLevel",
    "SuccessReading",
    "Vocabulary",
    "compile_patterns",
    "decision_rule_of",
    "guardrail_of",
    "last_digit",
    "learned_from",
    "offline_measures_of",
    "overclaim_of",
    "promise_of",
    "read_experiment_statement",
    "read_metric_name",
    "read_success_statement",
    "vocabulary_from",
]
