"""`workshop-bot health`: how the running program does, for people and supervisors."""

import json
from typing import Any

import click

from workshop_bot import clock


@click.command(epilog="Example: workshop-bot health --json")
@click.option("--database", metavar="URL", help="Default: that of the settings.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def health(ctx: click.Context, database: str | None, as_json: bool) -> None:
    """Say whether the running bot is well; exit with 1 where it is not.

    It reads the database and disturbs nothing.
    """
    from workshop_bot.cli.settings import database as found
    from workshop_bot.errors import UnusableInput
    from workshop_bot.store import pulse
    from workshop_bot.store.schema import revision

    store = found(database)
    with store.reading() as connection:
        if revision(connection) is None:
            raise UnusableInput(f"the database {store.name} is not the bot's; name the one that it uses in WORKSHOP_BOT_DATABASE")
        last = pulse.find(connection)
    reason = pulse.illness(last, clock.now())
    told: dict[str, Any] = {"ok": not reason, "reason": reason or "all is well", **pulse.counters(last)}
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        figures = ", ".join(f"{name} {told[name]}" for name in told if name not in ("ok", "reason"))
        click.echo(told["reason"] + (f" ({figures})" if figures else ""))
    if reason:
        ctx.exit(1)
