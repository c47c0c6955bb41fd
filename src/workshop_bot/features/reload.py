"""What organisers hear of the folder: that it has errors, waits for their word, or is in force; and `/reload`, which says how it stands.

reload:take:DIGEST agrees to the folder of these bytes, reload:leave:DIGEST does not; the programme that serves follows within two seconds.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from workshop_bot.answers import Ready
from workshop_bot.delivery.turn import Button, Keyboard, Occasion, Reply, Say, Turn
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Session
from workshop_bot.programme.card import Voice, hours, joined
from workshop_bot.programme.diff import Change, Kind, Known, changes, from_json, known
from workshop_bot.programme.overrides import undone, with_value
from workshop_bot.serving import AGREED, ASKED, SHORT
from workshop_bot.store import meta, overrides
from workshop_bot.texts.markup import Rendered, render

MOST = 20
"""So many errors, changes or overrides are listed."""


def reload(turn: Turn) -> Sequence[Reply]:
    """`/reload`: how the folder differs from what is in force, or what is wrong with it, and what of the chat holds."""
    voice = _voice(turn.ready, turn.language, turn.now)
    held = _block(turn.say("reload.held"), _held(turn, voice), voice)
    if turn.aside is None:
        return [turn.show(joined(turn.say("reload.same"), held))]
    if turn.aside.waiting is None:
        head = render(joined(held, turn.say("reload.errors", count=len(turn.aside.errors))))
        return [turn.show(_with_errors(voice, head, turn.aside.errors, len(turn.aside.errors)))]
    found = changes(turn.ready.knowledge, turn.aside.waiting)
    listed = _block(turn.say("reload.list"), [_change(voice, change) for change in found], voice)
    text = joined(turn.say("reload.waits", count=len(found)), listed, held)
    return [turn.show(text, _choice(voice, turn.aside.waiting.digest))]


def tapped(turn: Turn) -> Sequence[Reply]:
    """*Take over* or *Leave as it is*, of the folder that the message spoke of and no other."""
    choice, _, digest = turn.argument.partition(":")
    asked = meta.get(turn.connection, ASKED) or ""
    if len(digest) < SHORT or not asked.startswith(digest):
        return [turn.show(turn.say("reload.out-of-date"))]
    if choice != "take":
        return [turn.show(turn.say("reload.left"), ((_take(turn.say("reload.take"), digest),),))]
    meta.put(turn.connection, AGREED, asked)
    return [turn.show(turn.say("reload.agreed"))]


def word(occasion: Occasion) -> Say | str:
    """What organisers are told, each in their own language, by what it is."""
    data = json.loads(occasion.data)
    voice = _voice(occasion.ready, occasion.language, occasion.now)
    buttons: Keyboard = ()
    match data.pop("what"):
        case "errors":
            text = _with_errors(voice, render(occasion.say("reload.errors", count=data["count"])), data["lines"], data["count"])
        case "ask":
            if not (meta.get(occasion.connection, ASKED) or "").startswith(data["digest"]):
                return "the folder waits no more"
            text = render(joined(occasion.say("reload.waits", count=data["count"]), occasion.say("reload.ask")))
            buttons = _choice(voice, data["digest"])
        case "back":
            text = render(occasion.say("reload.back"))
        case what:
            count, named = data.get("count", 0), [_change(voice, one) for one in _named(data.get("named", ()), voice)]
            first = "reload.lost" if what == "overruled" else "reload.taken-sessions" if count else "reload.taken"
            overruled = _block(occasion.say("reload.overruled"), list(_overruled(voice, data["overruled"])), voice)
            head = occasion.say(first, count=count)
            text = render(joined(_block(head, named, voice, count) or head, overruled))
    return Say(occasion.chat.chat, text, buttons)


def _voice(ready: Ready, language: str, now: datetime) -> Voice:
    return Voice(ready.knowledge, language, ready.catalogue, now.astimezone(ready.knowledge.workshop.zone))


def _block(heading: str, lines: Sequence[str], voice: Voice, count: int = 0) -> str:
    """A heading with a list, of so many lines in all if given; nothing where there is nothing to list."""
    shown = lines[:MOST]
    rest = max(count, len(lines)) - len(shown)
    more = [voice.say("reload.rest", count=rest)] if rest else []
    return "\n".join([heading, *(f"- {line}" for line in shown), *more]) if lines else ""


def _with_errors(voice: Voice, head: Rendered, errors: Sequence[str], count: int) -> Rendered:
    """Errors below what is said, letter for letter: they quote what was typed."""
    lines = errors[:MOST]
    more = [voice.say("reload.more", count=count - len(lines))] if count > len(lines) else []
    return replace(head, text="\n".join([head.text, "", *lines, *more]))


def _named(rows: Iterable[tuple[str, str | None, str | None, Sequence[Kind]]], voice: Voice) -> Iterator[Change]:
    """Changes as they were kept to be told."""
    zone = voice.knowledge.workshop.zone
    for name, old, new, kinds in rows:
        yield Change(name, from_json(old, zone) if old else None, from_json(new, zone) if new else None, tuple(kinds))


def _change(voice: Voice, change: Change) -> str:
    """A change in one line."""
    one = change.new or change.old
    assert one  # a change has one of the two
    kind: str = change.kinds[0] if len(change.kinds) == 1 else "several"
    if kind == "join" and not one.session.join:
        kind = "no-join"
    said = voice.say(f"change.{kind}", title=voice.name(one.session.title))
    if kind in ("gone", "cancelled", "back"):
        return said
    more = _aspects(voice, change.old, change.new) if change.old and change.new else [hours(voice, one.session, day=True)]
    return " · ".join([said, *more])


def _held(turn: Turn, voice: Voice) -> list[str]:
    """What organisers changed and the folder says otherwise, session by session."""
    rows = overrides.in_force(turn.connection)
    programme, folder = turn.ready.knowledge, undone(turn.ready.knowledge, rows)
    lines = []
    for name in dict.fromkeys(row.session for row in rows):
        before, after = known(folder, name), known(programme, name)
        if before and after:
            lines.append(_became(voice, before, after))
    return lines


def _overruled(voice: Voice, rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """What was changed and holds no more: what it was, and what the folder says."""
    changed: dict[str, Session] = {}
    for name, field, value in rows:
        session = changed.get(name) or voice.knowledge.session(name)
        if session:
            changed[name] = with_value(session, field, value, voice.knowledge.workshop.zone)
        else:
            yield voice.say("change.gone", title=name)
    programme = replace(voice.knowledge, sessions=tuple(changed.values()))
    for name in changed:
        before, after = known(programme, name), known(voice.knowledge, name)
        assert before
        assert after
        yield _became(voice, before, after)


def _became(voice: Voice, before: Known, after: Known) -> str:
    return voice.say("settings.line", what=voice.name(after.session.title), value=", ".join(_aspects(voice, before, after)))


def _aspects(voice: Voice, before: Known, after: Known) -> Iterator[str]:
    """What differs of a session that organisers can change: old → new."""
    then, now = before.session, after.session
    if (then.starts, then.finishes) != (now.starts, now.finishes):
        yield f"{hours(voice, then, day=True)} → {hours(voice, now, day=True)}"
    if then.room != now.room:
        yield f"{_rooms(voice, before.rooms)} → {_rooms(voice, after.rooms)}"
    if then.cancelled != now.cancelled:
        yield voice.say("session.cancelled" if now.cancelled else "move.held")


def _rooms(voice: Voice, names: Sequence[Text]) -> str:
    return ", ".join(map(voice.name, names)) or voice.say("move.no-room")


def _choice(voice: Voice, digest: str) -> Keyboard:
    leave = Button(voice.say("reload.leave"), f"reload:leave:{digest[:SHORT]}")
    return ((_take(voice.say("reload.take"), digest[:SHORT]), leave),)


def _take(words: str, digest: str) -> Button:
    return Button(words, f"reload:take:{digest}")
