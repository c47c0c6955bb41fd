"""Following: what a person is reminded of, chosen by words, on a page of its own, or by the buttons of other pages.

    /remind words ──> a wish ───┐
    follow:CHANGES[<PAGE] ──────┴─> rows changed ─> reminders planned anew ─> what comes when, what overlaps; Undo
    remind[:PART] ────────────────> the page: everything, days, topics, sessions, each with a ✓ where it is followed

CHANGES are targets with spaces between: `day:2024-12-02` is followed from now on, `-day:2024-12-02` no more, `off` stands for all that is.
PART is `topics[:FIRST]` or `day:2024-12-02[:FIRST]`, the sessions of a day.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from textwrap import shorten

from workshop_bot import owed
from workshop_bot.answers.wording import label
from workshop_bot.delivery.offer import ahead, moments
from workshop_bot.delivery.turn import Button, Keyboard, Reply, Say, Toast, Turn
from workshop_bot.knowledge.model import Session
from workshop_bot.matching import index
from workshop_bot.programme.card import Voice, distance, joined
from workshop_bot.programme.overlaps import overlapping
from workshop_bot.programme.request import read
from workshop_bot.programme.timeline import is_over
from workshop_bot.programme.wish import by_name, kind_alone, names_all, targets, wish
from workshop_bot.store import conversations, follows, reminders
from workshop_bot.texts import dates
from workshop_bot.texts.languages import detect
from workshop_bot.texts.markup import plain, render

LISTED = timedelta(minutes=10)
"""For so long a bare number means the last list."""
UNDERSTOOD = 0.5
"""The share of the words after `/remind` that must speak of the programme; "programme" itself is one of them."""
DAYS, OPTIONS, NAMED = 5, 20, 5
"""At most so many buttons: days in a row, topics or sessions on a page; so many things that are named in one message."""
SHARES, TOAST = 24, 190
"""Letters of the words on a button that shares its row, and of a toast."""
_OFF = "off"


@dataclass(frozen=True)
class _Outcome:
    """What a change did: its first line, what must be known beside, and the changes that take it back, none where nothing changed."""

    first: str
    notes: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()


def remind(turn: Turn) -> Sequence[Reply]:
    """`/remind`: what can be followed; with words, what they name is followed, or no more."""
    if not turn.argument:
        return [_page(turn, "")]
    turn = replace(turn, language=detect(turn.argument, turn.ready.knowledge.workshop.languages) or turn.language)
    return by_words(turn) or [_page(turn, "", turn.say("follows.not-found"))]


def by_words(turn: Turn) -> Sequence[Reply]:
    """What words name is followed, or no more; no reply where they name nothing that can be."""
    if target := by_name(turn.argument, turn.ready.knowledge):
        return _said(turn, _change(turn, [target]))
    wished = wish(turn.argument)
    if not wished.named and not wished.less:
        return [_page(turn, "")]
    if not wished.named:
        return _said(turn, _change(turn, [_OFF]))
    if kind := kind_alone(wished.named):
        return [_page(turn, kind)]
    found, several = ((), ()) if wished.unclear else _meant(turn, wished.named)
    if several:
        sign = "-" if wished.less else ""
        return [turn.show(turn.say("ask.choose"), tuple((Button(_name(turn, one), f"follow:{sign}{one}"),) for one in several))]
    if not found:
        return ()
    return _said(turn, _refused(turn, found) if wished.less else _change(turn, found))


def pages(turn: Turn) -> Sequence[Reply]:
    """A button that leads about on the page."""
    return [_page(turn, turn.argument)]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of that page, or of a message of this feature; what else must be said comes below."""
    changes, _, view = turn.argument.partition("<")
    outcome = _change(turn, changes.split())
    if not view:
        return _said(turn, outcome)
    toast, *below = _beside(turn, outcome, changes == _OFF)
    return [toast, _page(turn, view.partition(":")[2]), *below]


def changed(turn: Turn) -> Sequence[Reply]:
    """A button of another page, which is shown anew by whom it belongs to: the toast, then what is said below the page."""
    return _beside(turn, _change(turn, turn.argument.split()))


def _beside(turn: Turn, outcome: _Outcome, undoable: bool = False) -> list[Reply]:
    toast = Toast(turn.incoming.query, shorten(plain(outcome.first), TOAST, placeholder="…"))
    said = [] if outcome.undo and not outcome.notes and not undoable else [_message(turn, outcome)]
    return [toast, *(Say(turn.incoming.chat, render(text), buttons) for text, buttons in said)]


def _said(turn: Turn, outcome: _Outcome) -> Sequence[Reply]:
    text, buttons = _message(turn, outcome)
    return [turn.show(text, buttons)]


def _message(turn: Turn, outcome: _Outcome) -> tuple[str, Keyboard]:
    undo = ((Button(turn.say("ask.undo"), f"follow:{' '.join(outcome.undo)}"),),) if outcome.undo else ()
    return joined(outcome.first, "\n".join(outcome.notes)), undo


def _meant(turn: Turn, named: str) -> tuple[Sequence[str], Sequence[str]]:
    """The targets that words name, or those that they may mean."""
    ready, workshop = turn.ready, turn.ready.knowledge.workshop
    if named.isdecimal() and len(named) < 4:
        talk = conversations.find(turn.connection, turn.incoming.chat, turn.partner)
        if talk.listed_at and turn.now - talk.listed_at <= LISTED and 0 < int(named) <= len(talk.listed):
            return _followable(turn, talk.listed[int(named) - 1]), ()
        day = workshop.starts + timedelta(days=int(named) - 1)
        return ([f"day:{day}"] if workshop.starts <= day <= workshop.ends else []), ()
    text = f"programme {named}"
    asked = read(text, index.read(text, ready.index), _now(turn), ready.knowledge, ready.names)
    if (
        asked is None
        or asked.coverage <= UNDERSTOOD
        or (asked.reference == "programme:all" and not (asked.coverage == 1 and names_all(named)))
    ):
        return (), ()
    alike = [one for one in asked.alternatives if one.startswith(("topic:", "session:"))]
    return ((), alike) if len(alike) > 1 else (targets(asked), ())


def _followable(turn: Turn, reference: str) -> Sequence[str]:
    """What is followed of what a list named: a topic, a session; of a person or a room each session."""
    kind, _, name = reference.partition(":")
    if reference not in turn.ready.knowledge.items or kind == "faq":
        return ()
    if kind in ("topic", "session"):
        return (reference,)
    return [f"session:{one.id}" for one in turn.ready.names.sessions if name in (one.speakers if kind == "speaker" else one.room)]


def _refused(turn: Turn, found: Sequence[str]) -> _Outcome:
    """No reminder of any of it any more, by whatever it is followed."""
    if found == ("all",):
        return _change(turn, [_OFF])
    sessions = [f"-session:{one.id}" for target in found if not target.startswith("session:") for one in ahead(turn, target)]
    return _change(turn, [*(f"-{target}" for target in found), *sessions], len(found))


def _change(turn: Turn, changes: Sequence[str], spoken: int | None = None) -> _Outcome:
    """Follow, and follow no more; then say it of the first `spoken` changes, or of all."""
    connection, chat, knowledge = turn.connection, turn.chat.chat, turn.ready.knowledge
    before = follows.of(connection, chat)
    why = {change: _impossible(turn, change) for change in changes}
    refusals, allowed = list(filter(None, why.values())), [change for change in changes if not why[change]]
    for change in allowed:
        _set(turn, change)
    after = follows.of(connection, chat)
    differ = [target for target in {**before, **after} if before.get(target) != after.get(target)]
    concerned = [session for session in knowledge.sessions if not set(differ).isdisjoint(owed.targets(session))]
    owed.plan(connection, knowledge, turn.now, concerned, chat)
    reminders.unplan(connection, [one.id for one in concerned if not owed.wants(after, one)], chat)  # what was asked for again goes too
    differ.sort(key=lambda target: target.startswith("session:"))  # what is wider first: whether a session is stopped rests on it
    undo = tuple(target if before.get(target) or after.get(target) is False else f"-{target}" for target in differ)
    if not allowed:
        return _Outcome(refusals[0] if refusals else turn.say("follows.gone"), tuple(refusals[1:NAMED]))
    first, notes = _told(turn, allowed[:spoken], bool(differ), any(before.values()), after)
    new = {session.id for session in concerned if owed.wants(after, session) and not owed.wants(before, session)}
    return _Outcome(first, (*notes, *_clashes(turn, after, new), *refusals[:NAMED]), undo)


def _set(turn: Turn, change: str) -> None:
    """Change one row; a session of something that is followed is stopped alone."""
    connection, chat, target = turn.connection, turn.chat.chat, change.removeprefix("-")
    session = turn.ready.knowledge.items.get(target)
    if change == _OFF:
        follows.drop(connection, chat)
    elif not isinstance(session, Session):
        follows.follow(connection, chat, target, turn.now) if change == target else follows.drop(connection, chat, [target])
    elif change == target:
        if not owed.wants(follows.of(connection, chat), session):
            follows.follow(connection, chat, target, turn.now)
    else:
        follows.drop(connection, chat, [target])
        if owed.wants(follows.of(connection, chat), session):
            follows.follow(connection, chat, target, turn.now, stopped=True)


def _impossible(turn: Turn, change: str) -> str:
    """Why something cannot be followed; nothing where it can, and where it is followed no more."""
    if change.startswith("-") or change == _OFF:
        return ""
    kind, _, name = change.partition(":")
    item = turn.ready.knowledge.items.get(change)
    named = _name(turn, change)
    begins = f"{named[:1].upper()}{named[1:]}"
    if isinstance(item, Session):
        over = "cancelled" if item.cancelled else "over" if is_over(item, _now(turn)) else ""
        return turn.say(f"follows.{over}", name=begins) if over else ""
    days = _days(turn)
    if change != "all" and not (kind == "topic" and item) and not (kind == "day" and name in map(str, days)):
        return turn.say("follows.gone")
    last = date.fromisoformat(name) if kind == "day" else days[-1]
    return turn.say("follows.over", name=begins) if (last, bool(ahead(turn, change))) < (_now(turn).date(), True) else ""


def _told(turn: Turn, changes: Sequence[str], differ: bool, had: bool, after: Mapping[str, bool]) -> tuple[str, tuple[str, ...]]:
    """What was done: its first line, and what belongs to it."""
    more, less = ([one for one in changes if one.startswith("-") is sign] for sign in (False, True))
    if changes == [_OFF]:
        return turn.say("follows.off" if had else "follows.nothing"), ()
    if len(more) == 1 and not less:
        return _followed(turn, more[0], after)
    gone = turn.say("follows.stopped" if differ else "follows.was-not", names=_names(turn, [one[1:] for one in less])) if less else ""
    come = turn.say("follows.will", names=_names(turn, more)) if more else ""
    sessions = [item for target in more if isinstance(item := turn.ready.knowledge.items.get(target), Session)]
    return " ".join(filter(None, (come, come and _lead(turn), gone))), _late(turn, sessions)


def _followed(turn: Turn, target: str, after: Mapping[str, bool]) -> tuple[str, tuple[str, ...]]:
    """What is said of one thing that is followed now."""
    item = turn.ready.knowledge.items.get(target)
    if isinstance(item, Session):
        return _when(turn, item), () if moments(turn, item) else (turn.say("follows.told"),)
    sessions = ahead(turn, target)
    wanted = [session for session in sessions if owed.wants(after, session)]
    left_out = turn.say("follows.left-out", count=len(sessions) - len(wanted)) if len(sessions) > len(wanted) else ""
    first = turn.say("follows.will-all", names=_names(turn, [target]), count=len(wanted))
    return f"{first} {_lead(turn)}", tuple(filter(None, (left_out, *_late(turn, wanted))))


def _late(turn: Turn, sessions: Sequence[Session]) -> tuple[str, ...]:
    """Those that come too soon for a reminder, and how soon."""
    return tuple(_when(turn, session) for session in sessions if not moments(turn, session))[:NAMED]


def _when(turn: Turn, session: Session) -> str:
    """When one is reminded of a session; where it is too late for that, how long is left."""
    voice, name = _voice(turn), f"**{_name(turn, f'session:{session.id}')}**"
    due = moments(turn, session)
    if not due:
        return turn.say("follows.late", name=name, left=distance(voice, session))
    when = dates.day_and_hours(turn.language, due[0])
    if len(due) > 1:
        when = turn.say("welcome.and", first=when, last=dates.hours(turn.language, due[1]))
    return turn.say("follows.when", name=name, when=when)


def _lead(turn: Turn) -> str:
    """How long before a session reminders come, as this person has chosen."""
    longer, shorter = max(turn.chat.lead, turn.chat.second_lead), min(turn.chat.lead, turn.chat.second_lead)
    return turn.say("follows.leads", first=longer, second=shorter) if shorter else turn.say("follows.lead", count=longer)


def _clashes(turn: Turn, after: Mapping[str, bool], new: set[str]) -> tuple[str, ...]:
    """That what is followed now is on at the same time as something else that is followed."""
    now = _now(turn)
    wanted = [one for one in turn.ready.names.sessions if owed.wants(after, one) and not is_over(one, now)]
    found = overlapping(wanted)
    pairs = {frozenset((name, other.id)) for name in new for other in found.get(name, ())}
    clashing = [session for session in wanted if any(session.id in pair for pair in pairs)]
    if len(pairs) > 1:
        return (turn.say("follows.clashes", count=len(clashing)),)
    names = [_name(turn, f"session:{session.id}") for session in clashing]
    return (turn.say("follows.clash", first=names[0], second=names[1]),) if pairs else ()


def _page(turn: Turn, part: str, first: str = "") -> Reply:
    """What can be followed, as a message that is edited in place."""
    followed = follows.of(turn.connection, turn.chat.chat)
    coming = [one for one in turn.ready.names.sessions if not one.cancelled and not is_over(one, _now(turn))]
    kind, _, rest = part.partition(":")
    back = (Button(turn.say("programme.back"), "remind:"),)
    if not coming and not followed:
        return turn.show(turn.say("follows.none-left" if turn.ready.knowledge.sessions else "programme.empty"))
    if kind == "session":  # those of the first day to come
        kind, rest = "day", str(coming[0].day) if coming else ""
    if kind in ("topics", "topic"):
        return turn.show(turn.say("follows.which-topic"), (*_topics(turn, followed, _number(rest)), back))
    day, _, start = rest.partition(":")
    if kind == "day" and (of_day := [session for session in coming if str(session.day) == day]):
        days = _rows([Button(_day(turn, one, str(one) == day), f"remind:day:{one}") for one in _coming_days(coming)], DAYS)
        head = turn.say("follows.which-session", day=_voice(turn).day(of_day[0].day))
        place = dates.place(turn.language, turn.ready.knowledge.workshop.zone)
        whose = turn.say("time.zone", place=place) if turn.chat.zone else ""  # the hours on the buttons
        return turn.show(joined(head, whose), (*_of_day(turn, followed, of_day, _number(start)), *days, back))
    names = _names(turn, [target for target, on in followed.items() if on and _exists(turn, target)])
    state = turn.say("follows.now", names=names) if names else turn.say("follows.nothing")
    text = joined(first, turn.say("follows.choose"), f"{state} {_lead(turn)}")
    return turn.show(text, tuple(_choices(turn, followed, coming)))


def _choices(turn: Turn, followed: Mapping[str, bool], coming: Sequence[Session]) -> Iterator[tuple[Button, ...]]:
    """Everything; else days, topics; single sessions; to stop it all."""
    days = _coming_days(coming)
    if coming:
        yield (_toggle("all", turn.say("follows.all"), bool(followed.get("all")), ""),)
    if not followed.get("all"):
        yield from _rows(
            [_toggle(f"day:{day}", dates.short(turn.language, day), bool(followed.get(f"day:{day}")), "") for day in days], DAYS
        )
    if coming:
        topics = (Button(turn.say("follows.topics"), "remind:topics"),) if turn.ready.knowledge.topics and not followed.get("all") else ()
        yield (*topics, Button(turn.say("follows.sessions"), f"remind:day:{days[0]}"))
    if any(followed.values()):
        yield (Button(turn.say("follows.stop-all"), f"follow:{_OFF}<remind"),)


def _topics(turn: Turn, followed: Mapping[str, bool], start: int) -> Iterator[tuple[Button, ...]]:
    """Topics, some at a time, two in a row where both are short."""
    topics = [f"topic:{topic.id}" for topic in turn.ready.knowledge.topics]
    part = f"topics:{start}" if start else "topics"
    row: tuple[Button, ...] = ()
    for target in topics[start : start + OPTIONS]:
        button = _toggle(target, _name(turn, target), bool(followed.get(target)), part)
        if row and max(len(row[0].words), len(button.words)) > SHARES:
            yield row
            row = ()
        row = (*row, button)
        if len(row) == 2:
            yield row
            row = ()
    if row:
        yield row
    if start + OPTIONS < len(topics):
        yield (Button(turn.say("programme.more"), f"remind:topics:{start + OPTIONS}"),)


def _of_day(turn: Turn, followed: Mapping[str, bool], sessions: Sequence[Session], start: int) -> Iterator[tuple[Button, ...]]:
    """The sessions of a day, some at a time, one a row, with the hour at which they begin."""
    day = f"day:{sessions[0].day}"
    for session in sessions[start : start + OPTIONS]:
        hour = f"{dates.hours(turn.language, session.begins)} · " if session.begins else ""
        target = f"session:{session.id}"
        yield (_toggle(target, f"{hour}{_name(turn, target)}", owed.wants(followed, session), f"{day}:{start}" if start else day),)
    if start + OPTIONS < len(sessions):
        yield (Button(turn.say("programme.more"), f"remind:{day}:{start + OPTIONS}"),)


def _toggle(target: str, words: str, on: bool, part: str) -> Button:
    page = f"remind:{part}".rstrip(":")
    return Button(f"✓ {words}", f"follow:-{target}<{page}") if on else Button(words, f"follow:{target}<{page}")


def _rows(buttons: Sequence[Button], most: int) -> Iterator[tuple[Button, ...]]:
    for start in range(0, len(buttons), most):
        yield tuple(buttons[start : start + most])


def _number(typed: str) -> int:
    """Where a page of options begins; a forged one is the first."""
    return int(typed) if typed.isdecimal() and len(typed) < 4 else 0


def _day(turn: Turn, day: date, here: bool) -> str:
    return f"· {dates.short(turn.language, day)} ·" if here else dates.short(turn.language, day)


def _coming_days(sessions: Sequence[Session]) -> list[date]:
    return list(dict.fromkeys(session.day for session in sessions))


def _days(turn: Turn) -> list[date]:
    """The days of the workshop and of its sessions."""
    workshop = turn.ready.knowledge.workshop
    own = {workshop.starts + timedelta(days=count) for count in range((workshop.ends - workshop.starts).days + 1)}
    return sorted(own | {session.day for session in turn.ready.knowledge.sessions})


def _exists(turn: Turn, target: str) -> bool:
    return target == "all" or target.startswith("day:") or target in turn.ready.knowledge.items


def _names(turn: Turn, targets: Sequence[str]) -> str:
    """What targets are called; of many the first, and how many more."""
    named = [f"**{_name(turn, target)}**" for target in targets[:NAMED]]
    more = [turn.say("follows.more", count=len(targets) - NAMED)] if len(targets) > NAMED else []
    return ", ".join((*named, *more))


def _name(turn: Turn, target: str) -> str:
    """What a target is called; one that is gone, or forged, as it was written."""
    if target == "all":
        return turn.say("follows.everything")
    if target.startswith("day:"):
        with suppress(ValueError):
            return _voice(turn).day(date.fromisoformat(target.removeprefix("day:")))
    return label(target, turn.ready, turn.language) if target in turn.ready.knowledge.items else target


def _voice(turn: Turn) -> Voice:
    return Voice(turn.ready.knowledge, turn.language, turn.ready.catalogue, _now(turn))


def _now(turn: Turn) -> datetime:
    return turn.now.astimezone(turn.ready.knowledge.workshop.zone)
