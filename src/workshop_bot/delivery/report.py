"""How far an announcement is and what became of it, in words, for the organiser whose it is; kept, so that it outlives its messages."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.delivery.pace import Pace
from workshop_bot.delivery.turn import Button, Keyboard
from workshop_bot.delivery.words import SILENT
from workshop_bot.programme.card import joined
from workshop_bot.store import announcements
from workshop_bot.store.announcements import ACT, CORRECT, WITHDRAW, Announcement, Progress
from workshop_bot.texts.languages import number
from workshop_bot.texts.markup import Rendered, render

EVERY = timedelta(seconds=6)
"""So often it is told how far it is, at most: on the way two may come a little closer."""
STEP, MINUTES = 5, 90
"""Seconds to which the time left is rounded up, and from which on it is told in whole minutes."""
_REASONS = {
    "blocked": "blocked",
    "deleted": "deleted",
    announcements.ERASED: "deleted",
    "not in the group": "group",
    "may not write": "group",
    "too late": "late",
    "stopped": "stopped",
    "withdrawn": "withdrawn",
    SILENT: "silent",
}
"""Why a message was dropped → the end of a key; what is not here is `other`."""

Say = Callable[..., str]


def kept(announcement: Announcement) -> dict[str, Progress]:
    """Act (announce, correct, withdraw) → how far it was when that was told last; of what has ended, how it ended."""
    return {act: Progress(**values) for act, values in json.loads(announcement.report or "{}").get("acts", {}).items()}


def slot(number: int) -> str:
    """Of the one message in the organiser's chat that says how far an announcement is."""
    return f"announcing:{number}"


def wait(connection: Connection, announcement: Announcement, now: datetime) -> None:
    """What was told last is still on its way: the next comes a while after that."""
    report = json.loads(announcement.report)
    announcements.change(connection, announcement.id, announcement.state, report=json.dumps({**report, "at": now.isoformat()}))


def note(connection: Connection, announcement: Announcement, now: datetime) -> bool:
    """Keep how far it is, if that is to be told: it is something else than was told last, and that is a while ago; whether it is.

    What has nothing to send any more ends with that.
    """
    last = json.loads(announcement.report or "{}")
    if last and abs(now - datetime.fromisoformat(last["at"])) < EVERY:
        return False
    found = _now(connection, announcement, now)
    over = announcements.is_over(connection, announcement.id)
    acts = {act: asdict(one) for act, one in found.items()}
    if last and (last["acts"], last["state"]) == (acts, announcement.state) and not over:
        return False
    state = "done" if over and announcement.state == "sending" else announcement.state
    report = json.dumps({"at": now.isoformat(), "state": state, "acts": acts})
    announcements.change(connection, announcement.id, announcement.state, report=report, state=state, ended=now if over else None)
    return True


def words(ready: Ready, language: str, announcement: Announcement) -> tuple[Rendered, Keyboard]:
    """How far it is, with a button to stop it; what became of it, once nothing of it is to be sent."""
    found = kept(announcement)

    def say(key: str, count: int = 0, /, **numbers: int) -> str:
        written = {name: number(one, language) for name, one in {"number": count, **numbers}.items()}
        return ready.catalogue.say(language, f"announcing.{key}", count=count, **written)

    main = found.get(ACT, Progress(0))
    if announcement.state == "sending" and main.waiting + main.held:
        line = " · ".join([say("sent", sent=main.sent, total=main.total), *_so_far(main, say)])
        return render(f"**{line}**"), ((Button(say("stop"), f"announce:stop:{announcement.id}"),),)
    first = say("stopped" if announcement.state == "stopped" else "done", sent=main.sent, total=main.total)
    after = [say(f"{act}-done", sent=found[act].sent, total=found[act].total) for act in (CORRECT, WITHDRAW) if act in found]
    return render(joined(f"**{first}**", "\n".join([*_reasons(main, say), *after]))), tuple(_buttons(announcement, main, say))


def _now(connection: Connection, announcement: Announcement, now: datetime) -> dict[str, Progress]:
    found = {act: announcements.progress(connection, announcement.id, now, act) for act in (ACT, CORRECT, WITHDRAW)}
    return {act: one for act, one in found.items() if one.total or act == ACT}


def _so_far(main: Progress, say: Say) -> Iterator[str]:
    """What else there is to say while it is sent, and how long it still takes."""
    blocked, failed = main.dropped.get("blocked", 0), sum(main.dropped.values())
    if blocked:
        yield say("blocked", blocked)
    if failed - blocked:
        yield say("failed", failed - blocked)
    if main.unsure:
        yield say("unsure", main.unsure)
    if main.held:
        yield say("held", main.held)
    seconds = ceil(main.messages / Pace().everywhere.a_second / STEP) * STEP
    if seconds >= MINUTES:
        yield say("left-minutes", round(seconds / 60))
    elif seconds:
        yield say("left-seconds", seconds)


def _reasons(main: Progress, say: Say) -> Iterator[str]:
    """Who did not get it, or perhaps."""
    counts = Counter[str]()
    for why, many in main.dropped.items():
        counts[_REASONS.get(why, "other")] += many
    for reason, many in counts.most_common():
        yield f"- {say(f'why-{reason}', many)}"
    if main.unsure:
        yield f"- {say('why-unsure', main.unsure)}"


def _buttons(announcement: Announcement, main: Progress, say: Say) -> Iterator[tuple[Button, ...]]:
    if announcement.state == "withdrawn":
        return
    if main.unsure:
        yield (Button(say("again", main.unsure), f"announce:again:{announcement.id}"),)
    yield Button(say("correct"), f"correct:of:{announcement.id}"), Button(say("withdraw"), f"correct:withdraw:{announcement.id}")
