"""`workshop-bot try`: the chat page on this machine, without an account."""

import errno
import os
import sys
import threading
import webbrowser

import click

from workshop_bot.cli import knowledge_folder, typed_moment
from workshop_bot.errors import UnusableInput


@click.command("try", epilog="Example: workshop-bot try --now '2024-12-03 08:55'")
@click.option("--port", type=click.IntRange(1, 65535), help="Default: 8024, or the next that is free.")
@click.option(
    "--now", "at", metavar="TIME", help='Where the page\'s clock begins, such as "2024-12-03 10:00". Default: the eve of the first day.'
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.pass_context
def try_(ctx: click.Context, port: int | None, at: str | None, no_browser: bool) -> None:
    """Open the chat in the browser, without an account.

    Be a participant in Vietnamese, French or English. Everything stays on this computer, and nothing is left behind.
    """
    from workshop_bot import logs
    from workshop_bot.knowledge.read import usable

    if token := next((name for name in ("WORKSHOP_BOT_TOKEN", "WORKSHOP_BOT_TOKEN_FILE") if os.environ.get(name)), None):
        raise UnusableInput(f"the try page takes no token, it never talks to Telegram; unset {token}, or serve with: workshop-bot run")
    folder = knowledge_folder(ctx)
    now = typed_moment(at, usable(folder).workshop.zone) if at is not None else None
    logs.set_up("text", "warning")
    from workshop_bot.trial import try_page  # what it imports is dear

    def opened(address: str) -> None:
        click.echo(f"The chat is at {address} (Ctrl-C ends it)")
        sys.stdout.flush()
        if not no_browser and _has_browser():
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # some do not return while they are open

    try:
        try_page(folder, port, now, opened)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise UnusableInput(f"port {port} is taken, or not yours to use; name another with --port, or leave it to us") from None


def _has_browser() -> bool:
    """Whether somebody sits before a screen: else a browser would open in the terminal, or nowhere."""
    if os.environ.get("CI"):
        return False
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
