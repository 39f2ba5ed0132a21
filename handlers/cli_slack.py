"""`shoulder slack`: what Slack needs to know of the bot."""

from __future__ import annotations

import typer

from bot.settings import Settings

slack = typer.Typer(no_args_is_help=True, help="What Slack needs to know of the bot.")


@slack.callback()
def group() -> None:
    """What Slack needs to know of the bot."""


@slack.command("manifest")
def manifest(
    url: str = typer.Option("", help="Where Slack reaches SHOULDER_EVENTS_PORT, without a path."),
    link: bool = typer.Option(False, "--link", help="A link that opens Slack's form, filled in."),
    org: bool = typer.Option(
        False, "--org", help="For all workspaces of an Enterprise organization."
    ),
) -> None:
    """Print the app's manifest, for "Create an app, from a manifest". Without --url: Socket Mode."""
    from bot.commands import registry
    from handlers.slack import manifest as made
    from handlers.slack.names import Names

    names = Names(registry(), Settings().slack_commands)
    body = made.manifest(names, url, org)
    typer.echo(made.link(body) if link else made.as_yaml(body), nl=link)
