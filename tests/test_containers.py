"""The files for containers name only what is there: files, commands, variables, doors, and people without rights.

No container is built here: that needs a daemon. What can be known without one is held.
"""

import re
import shlex
from configparser import RawConfigParser
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import pytest
import typer
import yaml
from starlette.routing import Route

from handlers.api.app import api_app
from handlers.cli import app
from handlers.commands.run import LONGEST_STOP
from handlers.operating.health import DATABASE_SECONDS
from handlers.settings import Settings

HOUSE: Final = Path(__file__).parent.parent
OURS: Final = ("migrate", "plumbline")
VARIABLES: Final = {str(field.alias) for field in Settings.model_fields.values() if field.alias}
COMMANDS: Final = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group of commands
PYTHONS_AND_PIPS: Final = re.compile(r"(?:PYTHON|PIP_|PATH$)")
EITHER: Final = {"SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"}
"""One of the two has to be there, and the program says so; Compose knows no such rule."""
OWN: Final = {"DATABASE_URL", "PLUMBLINE_DATA", "PLUMBLINE_LOG_FORMAT", "HOST", "PORT", "SLACK_API_URL"}
"""What the image and Compose decide, and where the one Slack is."""
_INTERPOLATED: Final = re.compile(r"\$\{([A-Z_]+)([^}]*)\}")


@cache
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((HOUSE / "compose.yaml").read_text(encoding="utf-8"))
    return read


@cache
def instructions() -> tuple[tuple[str, str], ...]:
    """The Dockerfile's instructions, each on one line."""
    text = (HOUSE / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple((name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines))


def arguments(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


def last(name: str) -> str:
    """The one that counts for the image that runs."""
    final = [index for index, (instruction, _) in enumerate(instructions()) if instruction == "FROM"][-1]
    return [rest for instruction, rest in instructions()[final:] if instruction == name][-1]


def test_what_is_copied_is_there_and_is_not_kept_away() -> None:
    ignored = (HOUSE / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [name for rest in arguments("COPY") if "--from" not in rest for name in shlex.split(rest)[:-1]]
    assert copied
    for name in copied:
        assert (HOUSE / name).exists(), name
        assert f"!{name}" in ignored, name
    assert ignored[1] == "*"


def test_the_image_is_installed_from_the_lock_alone() -> None:
    installs = [rest for rest in arguments("RUN") if "pip install" in rest]
    assert all("--no-deps" in rest for rest in installs), installs
    assert "--require-hashes" in installs[0]
    assert "-r requirements.lock" in installs[0]


def test_the_image_runs_as_nobody_special_and_takes_only_our_variables() -> None:
    assert last("USER").isdecimal()
    assert int(last("USER")) >= 10_000
    names = [pair.partition("=")[0] for rest in arguments("ENV") for pair in shlex.split(rest)]
    strangers = {name for name in names if not PYTHONS_AND_PIPS.match(name)} - VARIABLES
    assert strangers == set()
    assert "PLUMBLINE_DATA" in names


def test_the_image_starts_a_command_that_exists_and_asks_a_door_that_exists() -> None:
    assert last("ENTRYPOINT") == '["plumbline"]'
    assert set(yaml.safe_load(last("CMD"))) <= COMMANDS
    assert "/healthz" in last("HEALTHCHECK")
    assert 'Route("/healthz"' in (HOUSE / "handlers" / "web.py").read_text(encoding="utf-8")
    assert last("STOPSIGNAL") == "SIGTERM"


@pytest.mark.parametrize("service", OURS)
def test_our_services_run_commands_that_exist_with_variables_that_exist(service: str) -> None:
    described = compose()["services"][service]
    assert set(described["command"]) <= COMMANDS
    assert set(described["environment"]) <= VARIABLES
    # One image for both, and one that is built: there is none to be had from elsewhere.
    assert described["image"] == compose()["services"]["migrate"]["image"]
    assert (HOUSE / described["build"] / "Dockerfile").is_file()


def test_every_interpolated_variable_is_explained_and_no_secret_has_a_default() -> None:
    text = (HOUSE / "compose.yaml").read_text(encoding="utf-8")
    example = (HOUSE / "docs" / "operating" / "example.env").read_text(encoding="utf-8")
    explained = dict(line.split("=", 1) for line in example.splitlines() if line and not line.startswith("#"))
    used = dict(_INTERPOLATED.findall(text))
    assert set(used) == set(explained)
    for name in (name for name in used if re.search("TOKEN|SECRET|PASSWORD", name)):
        assert used[name].startswith(":?") or (used[name], name in EITHER) == (":-", True), name
        assert explained[name] == "", name


@pytest.mark.parametrize("service", OURS)
def test_no_variable_of_an_operators_is_passed_over_in_silence(service: str) -> None:
    passed = compose()["services"][service]["environment"]
    assert set(passed) - {"DATABASE_URL"} == VARIABLES - OWN
    for name in set(passed) - {"DATABASE_URL"}:
        assert passed[name].startswith(f"${{{name}:"), name


def test_what_an_operator_names_on_the_machine_is_where_the_program_looks_for_it() -> None:
    replica = compose()["services"]["plumbline"]
    mounted = {mount["target"]: mount for mount in replica["volumes"]}
    for name in ("PLUMBLINE_POLICY", "PLUMBLINE_TEMPLATES"):
        (inside,) = re.findall(rf"^\$\{{{name}:\+(.+)\}}$", replica["environment"][name])
        mount = mounted.pop(inside)
        assert (mount["type"], mount["source"], mount["read_only"]) == ("bind", f"${{{name}:-/dev/null}}", True)
        assert mount["bind"] == {"create_host_path": False}, "a name with a slip in it is an error, not an empty folder"
    assert mounted == {}


def test_mounted_files_and_named_volumes_are_there() -> None:
    mounts = [mount for service in compose()["services"].values() for mount in service.get("volumes", ())]
    sources = [mount.split(":")[0] for mount in mounts if isinstance(mount, str)]
    assert {source for source in sources if not source.startswith(".")} == set(compose()["volumes"])
    assert all((HOUSE / source).is_file() for source in sources if source.startswith("."))
    assert {source for source in sources if source.startswith(".")}


def test_the_schema_is_changed_once_and_before_any_replica_starts() -> None:
    services = compose()["services"]
    assert services["migrate"]["restart"] == "no"
    assert services["plumbline"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert services["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert "healthcheck" in services["database"]


def test_whoever_is_told_to_stop_has_the_time_to_finish() -> None:
    given = int(compose()["services"]["plumbline"]["stop_grace_period"].removesuffix("s"))
    assert given > LONGEST_STOP
    for name in ("database", "plumbline", "balancer"):
        assert compose()["services"][name]["restart"] == "unless-stopped"


def caddyfile() -> str:
    return (HOUSE / "docs" / "operating" / "Caddyfile").read_text(encoding="utf-8")


def served() -> set[str]:
    """Every path that the HTTP door answers, the API's included."""
    named = re.compile(r'\bRoute\("(/[^"]*)"')
    ours = {path for file in (HOUSE / "handlers").glob("*.py") for path in named.findall(file.read_text("utf-8"))}
    ours |= set(named.findall((HOUSE / "handlers" / "operating" / "page.py").read_text("utf-8")))
    api = api_app(None)
    return ours | set(api.openapi()["paths"]) | {route.path for route in api.routes if isinstance(route, Route)}


def test_what_is_read_as_served_is_served() -> None:
    assert {"/slack/events", "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/api/docs"} <= served()
    assert any(path.startswith("/api/v1/") for path in served())


def is_for_slack_or_programs(path: str) -> bool:
    return path == "/slack/events" or path.startswith("/api/")


def test_the_balancer_passes_on_slacks_address_and_the_api_and_nothing_else() -> None:
    (patterns,) = re.findall(r"^\s*@public path (.+)$", caddyfile(), re.MULTILINE)
    let_in = {path for path in served() if any(fnmatchcase(path, each) for each in patterns.split())}
    assert let_in == {path for path in served() if is_for_slack_or_programs(path)}
    assert not any(fnmatchcase("/", each) for each in patterns.split())
    # Only what is public is handed on, and the last word is for everything else.
    assert caddyfile().count("reverse_proxy") == caddyfile().count("handle @public {") == 1
    assert caddyfile().index("handle @public {") < caddyfile().index("reverse_proxy")
    assert re.search(r"\n\thandle \{\n\t\trespond 404\n\t\}\n\}\n$", caddyfile())


def test_prometheus_sees_each_replica_and_not_now_this_one_now_that_one() -> None:
    watch = (HOUSE / "docs" / "how-to" / "watch.md").read_text(encoding="utf-8")
    blocks = [
        yaml.safe_load(dedent(each))
        for each in re.findall(r"^   ```yaml\n(.*?)^   ```", watch, re.MULTILINE | re.DOTALL)
    ]
    (jobs, alone) = (block["scrape_configs"] for block in blocks if "scrape_configs" in block)
    (looked_up,) = jobs[0]["dns_sd_configs"]
    (port,) = compose()["services"]["plumbline"]["expose"]
    assert (looked_up["names"], looked_up["type"], str(looked_up["port"])) == (["plumbline"], "A", port)
    assert {*looked_up["names"]} <= set(compose()["services"])
    assert f"{compose()['name']}_default" in watch
    # A name that stands for several replicas is no target.
    assert not {target.partition(":")[0] for each in alone[0]["static_configs"] for target in each["targets"]} & set(
        compose()["services"]
    )
    assert {job["job_name"] for job in (*jobs, *alone)} == {"plumbline"}


def test_another_balancer_is_told_to_pass_on_the_same() -> None:
    watch = (HOUSE / "docs" / "how-to" / "watch.md").read_text(encoding="utf-8")
    passed = re.findall(r"^location (= )?(\S+)\s+\{ proxy_pass", watch, re.MULTILINE)
    assert passed
    let_in = {path for path in served() for exact, at in passed if (path == at if exact else path.startswith(at))}
    assert let_in == {path for path in served() if is_for_slack_or_programs(path)}


def test_the_balancer_asks_each_replica_whether_it_can_work() -> None:
    told = caddyfile()
    assert "health_uri /readyz\n" in told
    # Caddy asks only those that are named: what it looks up it takes for well.
    assert "dynamic" not in told
    waits = float(re.findall(r"health_timeout (\d+)s", told)[0])
    assert waits > DATABASE_SECONDS


def test_the_balancer_leads_to_the_replicas() -> None:
    told = caddyfile()
    (port,) = compose()["services"]["plumbline"]["expose"]
    (named,) = re.findall(r"^\s*reverse_proxy (.+) \{$", told, re.MULTILINE)
    example = (HOUSE / "docs" / "operating" / "example.env").read_text(encoding="utf-8")
    (usual,) = re.findall(r"^REPLICAS=(\d+)$", example, re.MULTILINE)
    assert compose()["services"]["plumbline"]["deploy"]["replicas"] == f"${{REPLICAS:-{usual}}}"
    project = compose()["name"]
    assert named.split() == [f"{project}-plumbline-{number}:{port}" for number in range(1, int(usual) + 1)]
    assert f"PORT={port}" in " ".join(arguments("ENV")).split()
    assert "{$PLUMBLINE_ADDRESS}" in told
    assert "PLUMBLINE_ADDRESS" in compose()["services"]["balancer"]["environment"]


def test_how_long_stopping_takes_is_one_number() -> None:
    """The program sees to it that it is gone by then; whoever else names a time gives it that long."""
    assert LONGEST_STOP < 10
    for page in ("docs/reference/configuration.md", "docs/how-to/one-to-many.md", "compose.yaml"):
        told = " ".join((HOUSE / page).read_text(encoding="utf-8").split())
        assert "gone within ten seconds" in told, page
    given = compose()["services"]["plumbline"]["stop_grace_period"].removesuffix("s")
    assert f"`compose.yaml` gives it {given}" in (HOUSE / "docs/how-to/one-to-many.md").read_text(encoding="utf-8")


def unit() -> RawConfigParser:
    """The unit for systemd."""
    read = RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # the way that the library documents
    read.read(HOUSE / "docs" / "operating" / "plumbline.service", encoding="utf-8")
    return read


def test_the_unit_starts_the_bot_again_whatever_ended_it_and_lets_it_finish() -> None:
    service = unit()["Service"]
    program, command = service["ExecStart"].split()
    assert (Path(program).name, command in COMMANDS, command) == ("plumbline", True, "run")
    assert service["Restart"] == "always"
    assert unit()["Unit"]["StartLimitIntervalSec"] == "0"
    assert int(service["TimeoutStopSec"]) > LONGEST_STOP
    # Only the bot is told: it ends its worker itself.
    assert service["KillMode"] == "mixed"
    told = (HOUSE / "docs" / "reference" / "configuration.md").read_text(encoding="utf-8")
    assert f"{program} deliveries list" in told
    assert told.count(service["EnvironmentFile"]) == 2


def test_the_unit_gives_the_bot_a_place_to_write_and_no_right_beyond() -> None:
    service = unit()["Service"]
    set_by_it = dict(pair.split("=", 1) for pair in service["Environment"].split())
    assert set(set_by_it) <= VARIABLES
    assert set_by_it["PLUMBLINE_DATA"] == service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert service["User"] not in {"", "root"}
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID"):
        assert service[name] == "yes", name
