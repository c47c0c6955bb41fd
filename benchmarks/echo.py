"""The peer of benchmarks/chat.py: the echo program that python-telegram-bot's own page shows, as a process.

It keeps nothing: what it has taken from Telegram and not answered is lost when it ends.
    python benchmarks/echo.py ROOT TOKEN WINDOW      (WINDOW updates handled at a time; 1: one after the other)
"""

import sys

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same again."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def poll() -> None:
    """Poll until it is ended."""
    root, token, window = sys.argv[1], sys.argv[2], int(sys.argv[3])
    builder = ApplicationBuilder().token(token).base_url(f"{root}/bot").concurrent_updates(window).connection_pool_size(window + 4)
    application: Application = builder.build()  # type: ignore[type-arg]  # - six parameters that say nothing here
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(drop_pending_updates=False)


if __name__ == "__main__":
    poll()
