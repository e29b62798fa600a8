"""The command line; each command imports what it needs when it runs, so that --help is instant."""

import gc
import sys
from enum import StrEnum
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


@app.command("move-database")
def move_database(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The address of the database that is now in use.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The address of an empty one.")],
) -> None:
    """Copy everything into an empty database, from SQLite to PostgreSQL or back; stop the bot first."""
    from handlers.commands.move_database import move_everything  # noqa: PLC0415

    raise typer.Exit(move_everything(source, target))


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
    locale: Annotated[
        str | None, typer.Option(help="How it writes numbers and days (de-DE); else as its owner.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Create or update projects from a charter file, with the same validation and lint as in Slack."""
    from handlers.commands.charter_files import Options  # noqa: PLC0415
    from handlers.commands.kickoff import kickoff_from_file  # noqa: PLC0415

    options = Options(name=name, channel=channel, owner=owner, locale=locale)
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


deliveries = typer.Typer(no_args_is_help=True, help="What did not get out: look at it, try it again, or drop it.")
app.add_typer(deliveries, name="deliveries")

Ids = Annotated[list[str] | None, typer.Argument(help="T0ACME/12, or 12 where only one workspace has it.")]
States = Annotated[list[str] | None, typer.Option("--state", help="Only in this state; may be given more than once.")]
InWorkspace = Annotated[str | None, typer.Option("--workspace", help="Only in this workspace (T…).")]
OfKind = Annotated[str | None, typer.Option("--kind", help="Only of this kind: nag, digest, card …")]
ForPlace = Annotated[str | None, typer.Option("--destination", help="Only for this person or channel (U…, C…).")]


class Form(StrEnum):
    """How a list is printed."""

    TEXT = "text"
    JSON = "json"


@deliveries.command("list")
def list_(
    *,
    state: States = None,
    workspace: InWorkspace = None,
    kind: OfKind = None,
    destination: ForPlace = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    form: Annotated[Form, typer.Option("--format", help="For people, or for programs.")] = Form.TEXT,
    body: Annotated[bool, typer.Option("--body", help="Show what the messages say.")] = False,
) -> None:
    """What is due and not out, those first that need a human; stopped workspaces stand above all."""
    from handlers.commands.deliveries import Filters, list_deliveries  # noqa: PLC0415

    filters = Filters(states=tuple(state or ()), workspace=workspace, kind=kind, destination=destination)
    raise typer.Exit(list_deliveries(filters, limit=limit, as_json=form is Form.JSON, body=body))


@deliveries.command()
def retry(
    ids: Ids = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="All that need a human, as far as the options say.")] = False,
    state: States = None,
    workspace: InWorkspace = None,
    kind: OfKind = None,
    destination: ForPlace = None,
) -> None:
    """Put messages back to be tried again; what may be out already is looked for first."""
    from handlers.commands.deliveries import Filters, retry_deliveries  # noqa: PLC0415

    filters = Filters(states=tuple(state or ()), workspace=workspace, kind=kind, destination=destination)
    raise typer.Exit(retry_deliveries(tuple(ids or ()), filters, every=every))


@deliveries.command()
def drop(
    ids: Annotated[list[str], typer.Argument(help="T0ACME/12, or 12 where only one workspace has it.")],
    *,
    why: Annotated[str, typer.Option(help="The reason, which the audit trail keeps.")] = "",
) -> None:
    """Never say these messages."""
    from handlers.commands.deliveries import drop_deliveries  # noqa: PLC0415

    raise typer.Exit(drop_deliveries(tuple(ids), why=why))


def main() -> None:
    """The program."""
    app()
