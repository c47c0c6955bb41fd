"""The whole bot on this machine for whoever wants to try it: no account, a small Telegram, a page; nothing is left behind (P24).

the folder, lent: nothing is written to it · a temporary database ─> double ─> App, unchanged, in front of it ─> page
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop_bot.app import App, at_sigterm
from workshop_bot.clock import TurnedClock
from workshop_bot.config import Config
from workshop_bot.delivery.pace import Pace
from workshop_bot.delivery.ticks import first
from workshop_bot.features import hooks
from workshop_bot.knowledge.read import usable
from workshop_bot.owed import wants
from workshop_bot.serving import begin
from workshop_bot.store import follows
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.page import Ahead, Page

EVE = time(18)
"""When the page's clock begins: on the eve of the first day."""
PEOPLE = ((11, "Lan", "vi"), (12, "Claire", "fr"), (13, "Sam", "en"))
ORGANISER, GROUP = 14, -100


def try_page(folder: Path, port: int | None, now: datetime | None, opened: Callable[[str], None]) -> None:
    """Serve the page until SIGTERM or Ctrl-C (KeyboardInterrupt); `opened` is called with its address. OSError where a port is taken."""
    asyncio.run(_try(folder, port, now, opened))


async def _try(folder: Path, port: int | None, now: datetime | None, opened: Callable[[str], None]) -> None:
    workshop = usable(folder).workshop
    clock = TurnedClock(now or datetime.combine(workshop.starts - timedelta(days=1), EVE, workshop.zone))
    with TemporaryDirectory(prefix="workshop-bot-", ignore_cleanup_errors=True) as place:
        store = Store(f"sqlite:///{Path(place) / 'try.db'}")
        bring_up_to_date(store)
        async with Double(clock) as double:
            config = Config(double.token, folder, organisers=(ORGANISER,), api_url=double.url)
            serving = begin(folder, store, clock, hooks(config.organisers))
            serving.lent = True
            app = App(config, store, serving, clock, Pace())
            populate(double)
            page = Page(double, lambda: serving.ready.knowledge, lambda to: app.advance(clock, to), partial(ahead, app))
            serving.swapped = page.tell_programme
            at_sigterm(app.stop)
            try:
                opened(await page.open(port))
                await app.run()
            finally:
                await page.close()
                store.close()


async def ahead(app: App, people: Sequence[int]) -> Ahead:
    """When somebody hears of something by the clock next (a message that is tried once more is none of that), and what people follow."""
    sessions, now = app.serving.ready.knowledge.sessions, app.clock.now()
    reminder, followed = await app.writer.run(
        lambda connection: (first(app.ticks, connection, now), {person: follows.of(connection, person) for person in people})
    )
    wanted = {person: [one.id for one in sessions if wants(targets, one)] for person, targets in followed.items()}
    return Ahead(reminder, {person: ids for person, ids in wanted.items() if ids})


def populate(double: Double) -> None:
    """The people of the page: three who speak three languages, the organiser, and a group of the three."""
    for number, name, language in PEOPLE:
        double.add_person(number, name, language)
    double.add_person(ORGANISER, "Organiser", "en", organiser=True)
    double.add_group(GROUP, "Workshop group", [number for number, _, _ in PEOPLE], administrators=[PEOPLE[0][0]])
