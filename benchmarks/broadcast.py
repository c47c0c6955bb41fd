"""The peers of benchmarks/announce.py: bots that write to many chats as people usually do it, and answer questions meanwhile, as a process.

    python benchmarks/broadcast.py ROOT TOKEN WAY CHATS

WAY: `loop`, one after the other with a pause of 50 ms; `limiter`, python-telegram-bot's AIORateLimiter, one after the other; `gather`, the
same with all at once and up to five retries. What is refused otherwise is left out, as those who copy such a loop do.
"""

import asyncio
import sys
from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

PAUSE = 0.05
TEXT = "Lunch is in hall B today."


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say something to whoever asks."""
    if update.message:
        await update.message.reply_text("Monday 2 to Friday 6 December 2024")


async def broadcast(application: Application, way: str, chats: int) -> None:  # type: ignore[type-arg]  # - six parameters that say nothing here
    """Write to all."""

    async def write(chat: int) -> None:
        with suppress(TelegramError):
            await application.bot.send_message(chat, TEXT)

    if way == "gather":
        await asyncio.gather(*map(write, range(1, chats + 1)))
    else:
        for chat in range(1, chats + 1):
            await write(chat)
            if way == "loop":
                await asyncio.sleep(PAUSE)
    print("done", file=sys.stderr, flush=True)


def poll() -> None:
    """Write to all, and answer until it is ended."""
    root, token, way, chats = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

    async def begin(application: Application) -> None:  # type: ignore[type-arg]  # - six parameters that say nothing here
        application.create_task(broadcast(application, way, chats))

    pool = chats + 4 if way == "gather" else 12
    builder = ApplicationBuilder().token(token).base_url(f"{root}/bot").concurrent_updates(8).connection_pool_size(pool).pool_timeout(600)
    if way != "loop":
        limiter = AIORateLimiter(max_retries=5 if way == "gather" else 0)
        builder = builder.rate_limiter(limiter)  # type: ignore[arg-type]  # - its own types say so, its own page does it
    application = builder.post_init(begin).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling(drop_pending_updates=False)


if __name__ == "__main__":
    poll()
