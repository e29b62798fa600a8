"""What a kickoff answer says: metric names, success statements, experiment statements; every finding names its words."""

from bot.domain.reading.metric_names import MetricKind, MetricReading, read_metric_name
from bot.domain.reading.success import SuccessReading, read_success_statement
from bot.domain.reading.vocabulary import BrokenVocabulary, Vocabulary, vocabulary_from

__all__ = [
    "BrokenVocabulary",
    "MetricKind",
    "MetricReading",
    "SuccessReading",
    "Vocabulary",
    "read_metric_name",
    "read_success_statement",
    "vocabulary_from",
]
