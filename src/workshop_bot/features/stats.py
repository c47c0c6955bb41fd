"""`/stats`: what people asked, in figures over what is kept; the same as files, a table for a spreadsheet and questions for the curator.

/stats [day|today|yesterday|all] ─> stats:DAY · stats:all ─> the same for another day, in place
                                    stats:file:DAY · stats:file:all ─> CSV      stats:curator ─> what `evaluate` reads
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from workshop_bot.answers import figures as counted
from workshop_bot.answers.figures import Figures
from workshop_bot.answers.wording import label
from workshop_bot.delivery.rows import in_rows, ticked
from workshop_bot.delivery.turn import Button, File, Keyboard, Reply, Turn
from workshop_bot.formats.examination import examination
from workshop_bot.formats.sheet import sheet
from workshop_bot.knowledge.model import Entry
from workshop_bot.owed import wants
from workshop_bot.programme.moving import time_alone
from workshop_bot.programme.wish import names_all
from workshop_bot.store import asked, follows
from workshop_bot.store.asked import Asked
from workshop_bot.texts import dates
from workshop_bot.texts.languages import name
from workshop_bot.texts.markup import Mark, Rendered, as_typed, render, together
from workshop_bot.texts.split import brief
from workshop_bot.texts.typed import day

MOST, DAYS, IN_A_ROW = 5, 10, 5
"""So many lines a list has; so many of the last days are shown; so many of their buttons stand in a row."""
NAMED, BAR = 15, 12
"""Letters of a name before a bar, and of the longest bar: with the number between a phone shows a line whole."""
QUOTED, EXAMPLES = 60, 3
"""Letters of a question that is shown, and how many are shown of those that ask the same."""
COLUMNS = ("day", "hour", "language", "question", "outcome", "reference", "entry", "meant", "mistaken", "again")


def stats(turn: Turn) -> Sequence[Reply]:
    """`/stats`: the figures of a day, or of all that is kept."""
    found = time_alone(turn.argument, _today(turn), _now(turn), turn.ready.knowledge.workshop) if turn.argument else None
    if found and found.days:
        return [_page(turn, found.days[0])]
    known = not turn.argument or names_all(turn.argument)
    return [_page(turn, None, "" if known else turn.say("stats.no-day"))]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button below the figures: another day, or a file."""
    what, _, about = turn.argument.partition(":")
    match what:
        case "file":
            return [_file(turn, day(about))]
        case "curator":
            known, lacking = counted.examined(asked.between(turn.connection), turn.ready)
            text = render(turn.say("stats.curator-sent", count=len(known), lacking=len(lacking)))
            return [File(turn.incoming.chat, turn.say("stats.curator-name"), examination(known, lacking), text)]
    return [_page(turn, day(what))]  # `all` is no day


def _page(turn: Turn, on: date | None, first: str = "") -> Reply:
    everything = asked.between(turn.connection)
    found = counted.figures([one for one in everything if on in (None, counted.day(one, turn.ready))], turn.ready)
    days = sorted({counted.day(one, turn.ready) for one in everything})
    since = dates.day(turn.language, days[0] if days else _today(turn))
    kept = turn.say("stats.kept", day=since) if days and on is not None else ""
    parts = [
        *map(render, (first, _head(turn, on, found, since))),
        *_blocks(turn, on, found),
        *map(render, (*_lists(turn, found), kept)),
    ]
    text = together(*(part for part in parts if part.text), between="\n\n")
    return turn.show(text, _buttons(turn, on, days))


def _head(turn: Turn, on: date | None, found: Figures, since: str) -> str:
    day = since if on is None else dates.day(turn.language, on)
    key = f"stats.{'since' if on is None else 'on'}"
    return turn.say(key, count=found.asked, open=found.open, day=day) if found.asked else turn.say(f"{key}-none", day=day)


def _blocks(turn: Turn, on: date | None, found: Figures) -> list[Rendered]:
    """The bars, by what became of the questions and by day; the questions that are lacking an answer, letter for letter."""
    blocks = [_bars({turn.say(f"stats.{name_}"): count for name_, count in found.fates.items()})]
    if on is None and len(found.days) > 1:
        blocks.append(_bars({dates.short(turn.language, day): count for day, count in list(found.days.items())[-DAYS:]}))
    lines = [Rendered(f"• {count} × {_examples(turn, group)}", ()) for count, group in found.lacking[:MOST]]
    if lines:
        blocks.append(together(render(turn.say("stats.lacking")), *lines, between="\n"))
    return blocks


def _bars(counts: Mapping[str, int]) -> Rendered:
    """A line each, of letters of one width: the name, the number, the bar last, for its letters may be of another."""
    most = max(counts.values(), default=0)
    named = max(map(len, counts), default=0)
    wide = len(str(most))
    lines = [f"{words:<{named}} {count:>{wide}} {'▇' * max(round(BAR * count / most), 1)}" for words, count in counts.items()]
    text = "\n".join(lines)
    return Rendered(text, (Mark("code", 0, len(text)),) if text else ())


def _examples(turn: Turn, group: Sequence[Asked]) -> str:
    """Some of those that ask the same, of each language first."""
    firsts = {one.language: one for one in reversed(group)}
    shown = list(dict.fromkeys((*firsts.values(), *group)))[:EXAMPLES]
    return " · ".join(turn.say("stats.quoted", text=brief(one.text, QUOTED)) for one in shown)


def _lists(turn: Turn, found: Figures) -> Iterable[str]:
    """What was asked most, what was mistaken, what is followed most, the languages."""
    yield _listed(turn, "most", found.entries)
    again = [turn.say("stats.again", count=found.again)] if found.again else []
    yield "\n".join(filter(None, (_listed(turn, "wrong", found.mistaken), *again)))
    yield _listed(turn, "followed", _followers(turn))
    spoken = [f"{name(code, turn.language)} {count}" for code, count in found.languages.items()]
    yield turn.say("stats.languages", languages=" · ".join(spoken)) if spoken else ""


def _listed(turn: Turn, what: str, counts: Mapping[str, int]) -> str:
    """A heading and a line for each of the first; nothing where there is none."""
    first = list(counts.items())[:MOST]
    lines = [f"- {turn.say(f'stats.line{_published(turn, one)}', label=as_typed(_label(turn, one)), count=count)}" for one, count in first]
    return "\n".join([turn.say(f"stats.{what}"), *lines]) if lines else ""


def _published(turn: Turn, reference: str) -> str:
    """Whether an entry is still to be published, as the end of a key."""
    item = turn.ready.knowledge.items.get(reference)
    return "-unpublished" if isinstance(item, Entry) and item.unpublished else ""


def _label(turn: Turn, reference: str) -> str:
    if reference in turn.ready.knowledge.items:
        return label(reference, turn.ready, turn.language)
    key = reference.replace("programme:", "stats.programme-")
    return turn.say(key) if key in turn.ready.catalogue.keys else reference  # of an entry that is gone its name is left


def _followers(turn: Turn) -> dict[str, int]:
    """How many follow each session, the most first."""
    everyone = follows.everyone(turn.connection).values()
    counts = {f"session:{one.id}": sum(wants(followed, one) for followed in everyone) for one in turn.ready.knowledge.sessions}
    return {one: counts[one] for one in sorted(counts, key=lambda one: -counts[one]) if counts[one]}


def _buttons(turn: Turn, on: date | None, days: Sequence[date]) -> Keyboard:
    if not days:
        return ()
    buttons = [Button(ticked(dates.short(turn.language, day), day == on), f"stats:{day}") for day in days[-DAYS:]]
    every = (Button(ticked(turn.say("stats.all"), on is None), "stats:all"),)
    files = (Button(turn.say("stats.file"), f"stats:file:{on or 'all'}"), Button(turn.say("stats.curator"), "stats:curator"))
    return (*in_rows(buttons, IN_A_ROW), every, files) if (on, *days) != (None, days[0]) else (files,)


def _file(turn: Turn, on: date | None) -> File:
    """A row for each question, in the organiser's language."""
    span = () if on is None else (datetime.combine(day, time(), turn.ready.knowledge.workshop.zone) for day in (on, on + timedelta(days=1)))
    rows = asked.between(turn.connection, *span)
    table = [[turn.say(f"stats.column-{column}") for column in COLUMNS], *(_row(turn, one) for one in rows)]
    return File(turn.incoming.chat, turn.say("stats.file-name"), sheet(table), render(turn.say("stats.file-sent", count=len(rows))))


def _row(turn: Turn, one: Asked) -> list[str]:
    at = counted.moment(one, turn.ready)
    fate = turn.say(f"stats.{counted.fate(one)}")
    names = [_label(turn, reference) if reference else "" for reference in (one.entry, one.meant)]
    marks = [str(int(mark)) for mark in (one.wrong, one.again)]
    return [str(at.date()), f"{at:%H:%M}", one.language, one.text, fate, one.entry, *names, *marks]


def _now(turn: Turn) -> datetime:
    return turn.now.astimezone(turn.ready.knowledge.workshop.zone)


def _today(turn: Turn) -> date:
    return _now(turn).date()
