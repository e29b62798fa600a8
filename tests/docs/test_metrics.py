"""What is documented, alerted on and drawn is what is on the page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from handlers.metrics.metrics import Outcome
from tests.docs.metric_rows import Described, described, rows

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference" / "metrics.md").read_text(encoding="utf-8")
WATCH = (DOCS / "how-to" / "watch.md").read_text(encoding="utf-8")
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((DOCS / "operating" / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
BOARD: dict[str, Any] = json.loads((DOCS / "operating" / "dashboard.json").read_text(encoding="utf-8"))
PANELS: list[dict[str, Any]] = BOARD["panels"]
QUERIES = [
    *(pytest.param(rule["expr"], id=rule["alert"]) for rule in RULES),
    *(
        pytest.param(target["expr"], id=f"{panel['title']} {target['refId']}")
        for panel in PANELS
        for target in panel["targets"]
    ),
]
KNOWN = described()
PROMETHEUS_OWN = {"up": {"job", "instance"}}
"""The one series that Prometheus makes by itself."""
SCRAPED = {"job", "instance"}
"""Labels that Prometheus puts on everything that it scrapes."""
_SELECTOR = re.compile(r"\b((?:plumbline|process)_\w+|up)\b(?:\{([^}]*)\})?")
_MATCHER = re.compile(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"')


def metric(name: str) -> Described | None:
    """What a name in a query stands for; a histogram is asked for by its endings alone."""
    for ending in ("_bucket", "_sum", "_count"):
        base = KNOWN.get(name.removesuffix(ending))
        if name.endswith(ending) and base is not None and base.type == "histogram":
            return base
    found = KNOWN.get(name)
    return found if found is not None and found.type != "histogram" else None


def selectors(query: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Every series that a query asks for, with its matchers."""
    for name, matchers in _SELECTOR.findall(query):
        yield name, _MATCHER.findall(matchers)


def grouped(query: str) -> set[str]:
    """The labels that a query keeps."""
    return {name.strip() for names in re.findall(r"\bby \(([^)]*)\)", query) for name in names.split(",")}


def test_every_metric_is_documented_with_its_labels() -> None:
    """`python -m tests.docs.metric_rows` prints what must stand in the table."""
    assert re.findall(r"^\| `(?:plumbline|process)_.*$", PAGE, re.MULTILINE) == rows()


def test_names_follow_prometheus_own_rules() -> None:
    for name, one in KNOWN.items():
        assert re.fullmatch(r"(plumbline|process)_[a-z_]+", name), name
        assert name.endswith("_total") == (one.type == "counter"), name
        assert not re.search(r"_(ms|milliseconds|minutes|hours|kb|mb|percent)(_|$)", name), name
        assert one.type != "histogram" or name.endswith("_seconds"), name
        assert one.words.endswith(".")


def test_no_label_could_name_a_workspace_a_channel_or_a_person() -> None:
    ours = {label for one in KNOWN.values() for label in one.labels}
    assert ours == {
        "version", "python", "database", "door", "reason", "kind", "outcome", "method", "status", "check", "state"
    }  # fmt: skip


def test_every_outcome_is_explained() -> None:
    assert re.findall(r"^\| `(\w+)` \| [^`|]+ \| (?:yes)? ?\|$", PAGE, re.MULTILINE) == list(get_args(Outcome))


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_asks_for_metrics_that_exist_with_labels_that_they_have(query: str) -> None:
    asked = list(selectors(query))
    assert asked
    may_keep = {"le", *SCRAPED}
    for name, matchers in asked:
        one = metric(name)
        labels = PROMETHEUS_OWN.get(name) if one is None else {*one.labels, *SCRAPED}
        assert labels is not None, name
        may_keep |= labels
        for label, operator, value in matchers:
            assert label in labels, f"{name}: {label}"
            known = one.labels.get(label, ()) if one is not None else ()
            if known and not value.startswith("$"):
                fitting = [each for each in known if re.fullmatch(value, each)]
                assert fitting, f"{name}: {label}{operator}{value}"
    assert grouped(query) <= may_keep
    assert query.count("(") == query.count(")")


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule["alert"]) for rule in RULES])
def test_a_rule_says_what_to_do(rule: dict[str, Any]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert re.fullmatch(r"Plumbline[A-Z]\w+", rule["alert"])
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert re.fullmatch(r"\d+[mh]", rule.get("for", "1m"))
    summary = rule["annotations"]["summary"]
    to_do = r"\b(Start|Read|Look|Find|Compare|Grant|look)\b"
    assert re.search(to_do, summary), summary
    named = set(re.findall(r"\{\{ \$labels\.(\w+) \}\}", summary))
    kept = grouped(rule["expr"]) or {label for name, _ in selectors(rule["expr"]) for label in _labels_of(name)}
    assert named <= kept, f"{named} are not in what the expression keeps: {kept}"


def _labels_of(name: str) -> set[str]:
    one = metric(name)
    return PROMETHEUS_OWN[name] if one is None else {*one.labels, *SCRAPED}


def test_a_name_in_a_summary_is_one_of_the_page() -> None:
    for rule in RULES:
        for name in re.findall(r"plumbline_\w+", rule["annotations"]["summary"]):
            assert name in KNOWN, name


def test_what_must_wake_somebody_up_does() -> None:
    alerted = {name: rule["expr"] for rule in RULES for name in (rule["alert"],)}
    asked = "\n".join(alerted.values())
    for needed in (
        "plumbline_check_passed",
        "plumbline_deliveries_oldest_due_age_seconds",
        'plumbline_deliveries_held{state="parked"}',
        'plumbline_deliveries_held{state="unknown"}',
        'plumbline_deliveries_held{state="dead"}',
        'plumbline_slack_calls_total{status="rate_limited"}',
        "plumbline_tick_lag_seconds",
        "plumbline_ack_duration_seconds_bucket",
        "plumbline_messages_doubled_total",
    ):
        assert needed in asked, needed
    assert len(alerted) == len(RULES)


def test_it_is_noticed_when_nobody_is_there_to_be_asked() -> None:
    (down,) = (rule["expr"] for rule in RULES if rule["alert"] == "PlumblineDown")
    assert re.search(r'\babsent\(up\{job="plumbline"\}\)', down)


@pytest.mark.parametrize("state", ["parked", "unknown", "dead"])
def test_who_looks_for_what_is_held_is_told_the_command_that_lists_it(state: str) -> None:
    (said,) = (rule["annotations"]["summary"] for rule in RULES if f'state="{state}"' in rule["expr"])
    assert f"`plumbline deliveries list --state {state}`" in said
    (row,) = re.findall(r"^\| `plumbline_deliveries_held` .*$", WATCH, re.MULTILINE)
    assert "`plumbline deliveries list`" in row


def test_a_refusal_is_an_answer_and_does_not_say_that_slack_is_away() -> None:
    (asked,) = (rule["expr"] for rule in RULES if rule["alert"] == "PlumblineSlackUnreachable")
    bad, every = re.findall(r"plumbline_slack_calls_total(?:\{status=~\"([a-z|_]+)\"\})?", asked)
    assert (set(bad.split("|")), every) == ({"failed", "unanswered"}, "")


def test_the_dashboard_can_be_imported_anywhere() -> None:
    assert BOARD["uid"] == "plumbline"
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    assert len({panel["title"] for panel in PANELS}) == len(PANELS)
    sources = {str(each["datasource"]["uid"]) for panel in PANELS for each in (panel, *panel["targets"])}
    assert sources == {"${datasource}"}
    variables = {variable["name"] for variable in BOARD["templating"]["list"]}
    used = set(
        re.findall(r"\$\{?(\w+)\}?", " ".join(target["expr"] for panel in PANELS for target in panel["targets"]))
    )
    assert used - {"__rate_interval"} <= variables


def test_panels_do_not_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in PANELS:
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert place["x"] + place["w"] <= 24
        assert not taken & cells, panel["title"]
        taken |= cells


def test_every_metric_of_ours_is_drawn_or_alerted_on() -> None:
    asked = " ".join(str(query.values[0]) for query in QUERIES) + json.dumps(BOARD["templating"])
    assert [name for name in KNOWN if name.startswith("plumbline_") and name not in asked] == []


def test_what_to_watch_names_metrics_of_the_page() -> None:
    named = set(re.findall(r"`(plumbline_\w+)`", WATCH))
    assert named
    assert named <= KNOWN.keys()
