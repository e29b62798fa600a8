"""The page as Prometheus reads it, written by its own library; imported when somebody asks for the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.utils import floatToGoString

from handlers.metrics.counting import Counts, Durations
from handlers.operating.gauges import Gauge


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # a registry holds its collectors by identity
class Reading:
    """Everything that stands on the page, as it was at one moment."""

    counts: Sequence[Counts]
    durations: Sequence[Durations]
    gauges: Sequence[Gauge]
    build: Mapping[str, str]

    def collect(self) -> Iterable[Metric]:
        """What the library asks of a collector."""
        yield InfoMetricFamily("plumbline_build", "What runs here; its value is always 1.", dict(self.build))
        yield from map(_counter, self.counts)
        yield from map(_histogram, self.durations)
        yield from map(_gauge, self.gauges)


def written(reading: Reading, accept: str) -> tuple[bytes, str]:
    """The page and its content type, in the newest format that the asker accepts; memory and processor time included.

    The registry lives as long as this call: nothing is registered anywhere for good.
    """
    registry = CollectorRegistry()
    registry.register(reading)
    ProcessCollector(registry=registry)
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


def _counter(counts: Counts) -> Metric:
    family = CounterMetricFamily(counts.name, counts.words, labels=counts.labels)
    for labels, value in counts.read().items():
        family.add_metric(labels, value)
    return family


def _histogram(durations: Durations) -> Metric:
    family = HistogramMetricFamily(durations.name, durations.words, labels=durations.labels)
    bounds = [*map(floatToGoString, durations.bounds), "+Inf"]
    for labels, spread in durations.read().items():
        family.add_metric(labels, list(zip(bounds, spread.cumulative, strict=True)), spread.total)
    return family


def _gauge(gauge: Gauge) -> Metric:
    family = GaugeMetricFamily(gauge.name, gauge.words, labels=gauge.labels)
    for labels, value in gauge.values.items():
        family.add_metric(labels, value)
    return family
