"""`workshop-bot run`: serve Telegram."""

import logging
import os
from pathlib import Path

import click

from workshop_bot.cli import knowledge_folder
from workshop_bot.cli.terminal import tell
from workshop_bot.errors import SettingsUnusable, WorkshopBotError

log = logging.getLogger(__name__)

_HELP = """Serve Telegram until it is stopped.

\b
Settings, as options, in the environment or in the file .env (options are the strongest):
  WORKSHOP_BOT_TOKEN or _TOKEN_FILE   the token from @BotFather; never an option
  WORKSHOP_BOT_KNOWLEDGE              the folder of knowledge
  WORKSHOP_BOT_DATABASE               sqlite:///FILE or postgresql://…
  WORKSHOP_BOT_ORGANISERS             numbers of people, with commas
  WORKSHOP_BOT_API_URL                the root of another Bot API server
  WORKSHOP_BOT_WEBHOOK_URL, _WEBHOOK_LISTEN, _WEBHOOK_SECRET
                                      be called by Telegram; the secret is never an option
  WORKSHOP_BOT_LOG, _LOG_LEVEL        text or json; debug, info, warning, error
  WORKSHOP_BOT_RETENTION_DAYS         days that questions are kept
"""


@click.command(help=_HELP, epilog="Example: workshop-bot run --log json")
@click.option("--database", metavar="URL", help="Default: sqlite:///workshop-bot.db")
@click.option("--organisers", metavar="NUMBERS", help="Default: none.")
@click.option("--api-url", metavar="URL", help="Default: Telegram's.")
@click.option("--webhook-url", metavar="URL", help="Default: long polling.")
@click.option("--webhook-listen", metavar="HOST:PORT", help="Where to listen behind the public address.")
@click.option("--log", metavar="FORM", help="text or json; default: text.")
@click.option("--log-level", metavar="LEVEL", help="debug, info, warning or error; default: info.")
@click.option("--retention-days", metavar="DAYS", help="Default: 30.")
@click.option("--delete-webhook", is_flag=True, help="First take away a webhook that is set for this bot.")
@click.pass_context
def run(ctx: click.Context, /, delete_webhook: bool, **options: str | None) -> None:
    """Serve Telegram until it is stopped."""
    from workshop_bot import config, logs

    settings = config.gather({name.upper(): value for name, value in options.items()}, os.environ, Path(".env"))
    slips = config.unknown(settings)
    notes: list[str] = []  # for the log, whose form the settings name
    try:
        read = config.read(settings, knowledge_folder(ctx, notes.append, settings.get("KNOWLEDGE", "")))
    except SettingsUnusable:
        for slip in slips:
            tell("warning", slip)
        raise
    logs.set_up(read.log, read.log_level, read.secrets)
    for said in (*slips, *notes):
        log.warning("%s", said)
    try:
        from workshop_bot.serve import serve  # what it imports is dear, and logs at once

        serve(read, delete_webhook)
    except KeyboardInterrupt:
        ctx.exit(130)
    except Exception as error:
        if read.log == "text":
            raise
        expected = isinstance(error, WorkshopBotError)  # the one line that a terminal would get is a record here
        log.critical("%s", error, exc_info=None if expected else error)
        ctx.exit(getattr(error, "exit_code", 1))
