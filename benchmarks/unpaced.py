"""The program without Telegram's pace, which no setting lifts, for benchmarks/chat.py; it counts commits: `unpaced.py run [OPTIONS]`."""

import atexit
import sys
from collections import Counter
from functools import partial

from sqlalchemy import Engine, event

from workshop_bot import serve
from workshop_bot.app import App
from workshop_bot.cli import main

COMMITS: Counter[str] = Counter()

event.listen(Engine, "commit", lambda connection: COMMITS.update(["commits"]))
serve.App = partial(App, pace=None)  # type: ignore[attr-defined, assignment]  # - the one thing that differs from the program
atexit.register(lambda: print("commits", COMMITS["commits"], file=sys.stderr))
sys.exit(main())
