"""The program without Telegram's pace, which no setting lifts, for benchmarks/chat.py; it counts commits: `unpaced.py run [OPTIONS]`."""

import atexit
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Connection

from workshop_bot import serve
from workshop_bot.app import App
from workshop_bot.cli import main
from workshop_bot.store.engine import Store

COMMITS: Counter[str] = Counter()
transaction = Store.transaction


@contextmanager
def counted(store: Store) -> Iterator[Connection]:
    """A transaction, counted here and not by an event of SQLAlchemy's, which would cost at each statement."""
    with transaction(store) as connection:
        yield connection
    COMMITS.update(["commits"])


Store.transaction = counted  # type: ignore[assignment]  # - the same, counted
serve.App = partial(App, pace=None)  # type: ignore[attr-defined, assignment]  # - the one thing that differs from the program
atexit.register(lambda: print("commits", COMMITS["commits"], file=sys.stderr))
sys.exit(main())
