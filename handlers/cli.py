"""The command line; each command imports what it needs when it runs, so that --help is instant."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

OK, NO, WRONG = 0, 1, 2
"""Exit statuses: done; the answer is no; wrong usage or configuration."""

app = typer.Typer(
    name="plumbline",
    help="Hold every ML project to a business outcome.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


@app.command()
def demo(
    *,
    port: Annotated[int, typer.Option(help="Where the workspace's page is served; 0 takes a free port.")] = 8765,
    once: Annotated[bool, typer.Option("--once", help="Play the whole story headless, print the transcript.")] = False,
    database: Annotated[str | None, typer.Option(help="A postgresql:// address instead of a new SQLite file.")] = None,
    workspace_only: Annotated[bool, typer.Option("--workspace-only", help="The workspace without the bot.")] = False,
    manifest: Annotated[Path | None, typer.Option(help="The app manifest that the workspace installs.")] = None,
) -> None:
    """A local Slack workspace with a page to use, the bot in it, and a story that it can play."""
    from handlers.demo.program import DemoOptions, run  # noqa: PLC0415  see the module's docstring

    options = DemoOptions(port=port, once=once, database=database, workspace_only=workspace_only, manifest=manifest)
    raise typer.Exit(run(options, sys.stdout.write))


@app.command()
def run() -> None:
    """Run the bot over what the configuration says, until it is told to stop."""
    # Nothing that a start makes is garbage, and looking for some takes a sixth of it; the bot turns it on when ready.
    gc.disable()
    from handlers.commands.run import run_forever  # noqa: PLC0415

    raise typer.Exit(run_forever())


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    from handlers.commands.migrate import migrate_database  # noqa: PLC0415

    raise typer.Exit(migrate_database())


@app.command()
def due(
    *,
    at: Annotated[str | None, typer.Option(help="The moment to look at, ISO 8601; now when left out.")] = None,
    send: Annotated[bool, typer.Option("--send", help="Send it, and wait until it is delivered.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what is due, per recipient, as it would be said."""
    from handlers.commands.due import show_due  # noqa: PLC0415

    raise typer.Exit(show_due(at=at, send=send, as_json=as_json))


@app.command()
def kickoff(
    file: Annotated[str, typer.Argument(help="A charter: YAML, JSON or text with labels; - reads standard input.")],
    *,
    check: Annotated[bool, typer.Option("--check", help="Only print the findings; exit 1 on blockers.")] = False,
    name: Annotated[str | None, typer.Option(help="The project's name, where the file does not say it.")] = None,
    channel: Annotated[str | None, typer.Option(help="The id of the home channel (C…).")] = None,
    owner: Annotated[str | None, typer.Option(help="The Slack id of the owner (U…).")] = None,
    as_json: AsJson = False,
) -> None:
    """Create or update projects from a charter file, with the same validation and lint as in Slack."""
    from handlers.commands.charter_files import Options  # noqa: PLC0415
    from handlers.commands.kickoff import kickoff_from_file  # noqa: PLC0415

    options = Options(name=name, channel=channel, owner=owner)
    raise typer.Exit(kickoff_from_file(file, check=check, as_json=as_json, options=options))


@app.command()
def explain(file: Annotated[str, typer.Argument(help="JSON lines; - reads standard input.")]) -> None:
    """Say what the bot reads in answers, and why: JSON lines in, JSON lines out."""
    from handlers.commands.explain import explain_lines  # noqa: PLC0415

    raise typer.Exit(explain_lines(file))


@app.command()
def analyze(
    file: Annotated[str, typer.Argument(help='JSON {"cases": […]}; - reads standard input.')],
) -> None:
    """Compute plans, readouts, series and money from given figures, as the bot does: JSON in, JSON out."""
    from handlers.commands.analyze import analyze_cases  # noqa: PLC0415

    raise typer.Exit(analyze_cases(file))


def main() -> None:
    """The program."""
    app()
