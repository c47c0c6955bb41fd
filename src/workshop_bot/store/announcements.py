"""What organisers announce, from draft to report; the messages to its readers are rows of the outbox that name it.

    draft <─> scheduled ──┬─> sending ─┬─> done ────────────┬─> withdrawn
      └────> dropped <────┘            └─> stopped ─────────┘

A change of state names the states that it leads from: of two organisers, of a double tap, the first alone has done it.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    union_all,
    update,
)

from workshop_bot.store import follows, slots
from workshop_bot.store.tables import Moment, announcements, chats, outbox

ACT, CORRECT, TELL, WITHDRAW = "announce", "correct", "corrected", "withdraw"
"""What the rows of the outbox do: the announcement itself, an edit of what was delivered, a line that says so, its end."""
MOST = 9
"""Messages of one announcement at most."""
OTHERWISE = "a correction made it superfluous"
"""Why a message is dropped that no reader misses: it counts for nothing."""
ERASED = "erased"
"""Why a chat was not reached of which nothing is kept any more."""
RANK = 2
"""Of all these messages: a broadcast's."""
_FIND = select(announcements).where(announcements.c.id == bindparam("wanted"))
"""Built once: for each message."""
_OPEN = outbox.c.state.in_(("waiting", "sending"))
_DELIVERED = outbox.c.state.in_(("sending", "sent", "unsure"))


@dataclass(frozen=True)
class Announcement:
    """One of them; see the table for what the columns mean. `texts`: language → text, "" for all others; opaque here, as is `media`."""

    id: int
    person: int
    state: str
    texts: Mapping[str, str]
    media: str
    audience: str
    urgent: bool
    made: datetime
    due: datetime | None
    until: datetime | None
    begun: datetime | None
    ended: datetime | None
    corrected: datetime | None
    total: int
    report: str


@dataclass(frozen=True)
class Whom:
    """An audience as the store finds it.

    `languages` are the workshop's, its first the one of whoever speaks none of them; `presences` are those of the room or online, with
    "" where the workshop is held so; `targets` what followers follow. Whichever is empty does not matter.
    """

    urgent: bool
    languages: tuple[str, ...]
    groups: bool = False
    language: str = ""
    presences: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Progress:
    """How far an announcement is, in chats; `dropped` by reason, `held` for the end of quiet hours; `messages` are still to be sent now."""

    total: int
    sent: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    unsure: int = 0
    waiting: int = 0
    held: int = 0
    messages: int = 0


def draft(connection: Connection, person: int, now: datetime, **values: Any) -> Announcement:
    """A new one; `values` as for `change`."""
    made = insert(announcements).values(person=person, state="draft", made=now, **_kept({"texts": {}, **values}))
    number = connection.execute(made.returning(announcements.c.id)).scalar_one()
    found = find(connection, number)
    assert found
    return found


def find(connection: Connection, number: int) -> Announcement | None:
    """The announcement of a number."""
    row = connection.execute(_FIND, {"wanted": number}).first()
    return _announcement(row) if row else None


def of_state(connection: Connection, *states: str) -> list[Announcement]:
    """Those in these states, the newest first; in any, where none is named."""
    query = select(announcements).order_by(announcements.c.id.desc())
    return [_announcement(row) for row in connection.execute(query.where(announcements.c.state.in_(states)) if states else query)]


def change(connection: Connection, number: int, *states: str, **values: Any) -> bool:
    """Set columns, if it is in one of these states; whether it was. `texts` is a mapping."""
    here = (announcements.c.id == number, announcements.c.state.in_(states))
    return connection.execute(update(announcements).where(*here).values(**_kept(values))).rowcount == 1


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: json.dumps(value, ensure_ascii=False) if key == "texts" else value for key, value in values.items()}


def _announcement(row: Any) -> Announcement:
    return Announcement(**{**row._mapping, "texts": json.loads(row.texts)})


def reach(connection: Connection, whom: Whom) -> dict[tuple[str, str, str], int]:
    """How many chats it would reach now, by their language, quiet hours and zone."""
    who = _who(whom).subquery()
    columns = (who.c.spoken, who.c.quiet, who.c.zone)
    return {(row[0], row[1], row[2]): row[3] for row in connection.execute(select(*columns, func.count()).group_by(*columns))}


def freeze(
    connection: Connection, number: int, whom: Whom, parts: Mapping[str, int], held: Mapping[tuple[str, str], datetime], now: datetime
) -> int | None:
    """Begin to send it to whoever is meant now, one row a chat and message; how many chats. None: somebody has begun it before.

    `parts`: language → messages that its text needs; `held`: quiet hours and zone → until when these chats are left in peace.
    """
    if not change(connection, number, "draft", "scheduled", state="sending", begun=now):
        return None
    until = connection.scalar(select(announcements.c.until).where(announcements.c.id == number))
    who = _who(whom).subquery()
    pieces = union_all(*(_piece(number, language, part) for language, many in parts.items() for part in range(1, many + 1))).subquery()
    values = {"rank": RANK, "state": "waiting", "act": ACT}
    moments = {"due": now, "until": until, "created": now}
    columns = {"chat": who.c.chat, "data": pieces.c.data, "slot": pieces.c.slot}
    columns |= {name: literal(value) for name, value in values.items()}
    columns |= {name: literal(value, Moment()) for name, value in moments.items()}
    rows = select(*columns.values()).join(pieces, pieces.c.spoken == who.c.spoken)
    rows = rows.order_by(who.c.quiet != "", who.c.chat, pieces.c.part)  # what is held comes last: what is next is found before it
    connection.execute(insert(outbox).from_select(list(columns), rows))
    for (quiet, zone), end in held.items():
        these = select(chats.c.chat).where(chats.c.quiet == quiet, chats.c.zone == zone)
        wait = (end - now).total_seconds()
        connection.execute(update(outbox).where(_rows(number, ACT), outbox.c.chat.in_(these)).values(due=end, wait=wait))
    total = connection.scalar(select(func.count(func.distinct(outbox.c.chat))).where(_rows(number, ACT))) or 0
    connection.execute(update(announcements).where(announcements.c.id == number).values(total=total))
    return total


def progress(connection: Connection, number: int, now: datetime, act: str = ACT) -> Progress:
    """What has become of it by now; of its correction or withdrawal, by the name of their act."""
    chat = (
        select(
            _count(_OPEN).label("open"),
            _count(and_(_OPEN, outbox.c.tries == 0, outbox.c.due > now)).label("later"),
            _count(outbox.c.state == "unsure").label("unsure"),
            func.max(case((outbox.c.state == "dropped", outbox.c.why))).label("why"),
        )
        .where(_rows(number, act), outbox.c.why != OTHERWISE)
        .group_by(outbox.c.chat)
        .subquery()
    )
    verdict = case(
        (and_(chat.c.open > 0, chat.c.open == chat.c.later), "held"),
        (chat.c.open > 0, "waiting"),
        (chat.c.unsure > 0, "unsure"),
        (chat.c.why.is_not(None), "dropped"),
        else_="sent",
    ).label("verdict")
    each = select(verdict, chat.c.why, (chat.c.open - chat.c.later).label("left")).subquery()
    reason = case((each.c.verdict == "dropped", each.c.why), else_="").label("reason")
    counts = dict.fromkeys(("sent", "unsure", "waiting", "held"), 0)
    dropped: dict[str, int] = {}
    messages = 0
    for name, why, many, left in connection.execute(
        select(each.c.verdict, reason, func.count(), func.sum(each.c.left)).group_by(each.c.verdict, reason)
    ):
        if name == "dropped":
            dropped[why] = many
        else:
            counts[name] = many
            messages += int(left)
    found = sum(counts.values()) + sum(dropped.values())
    total = (connection.scalar(select(announcements.c.total).where(announcements.c.id == number)) or 0) if act == ACT else found
    if total > found:  # their rows went with all that was kept of them
        dropped[ERASED] = total - found
    return Progress(total, dropped=dropped, messages=messages, **counts)


def is_over(connection: Connection, number: int) -> bool:
    """Whether nothing of it is to be sent any more, of a correction or its withdrawal neither."""
    mine = _rows(number, ACT, CORRECT, TELL, WITHDRAW)
    return connection.execute(select(outbox.c.id).where(mine, _OPEN).limit(1)).first() is None


def stop(connection: Connection, number: int, now: datetime) -> bool:
    """Drop what has not begun; who has got a part of it gets the rest. False: it was not being sent."""
    if not change(connection, number, "sending", state="stopped"):
        return False
    part = outbox.alias("part")
    begun = select(part.c.chat).where(_rows(number, ACT, of=part), part.c.state.in_(("sending", "sent", "unsure")))
    _drop(connection, now, "stopped", _rows(number, ACT), outbox.c.chat.not_in(begun))
    return True


def resend_unsure(connection: Connection, number: int, now: datetime) -> int:
    """Send once more, of what has ended, all whose fate nobody knows; how many messages."""
    unsure = (_rows(number, ACT), outbox.c.state == "unsure")
    if not connection.scalar(select(func.count()).select_from(outbox).where(*unsure)):
        return 0
    if not change(connection, number, "done", "stopped", state="sending", ended=None):
        return 0
    values = {"state": "waiting", "due": now, "wait": 0.0, "created": now, "finished": None, "tries": 0, "why": ""}
    return connection.execute(update(outbox).where(*unsure).values(values)).rowcount


def correct(
    connection: Connection,
    number: int,
    texts: Mapping[str, str],
    parts: int,
    before: datetime | None,
    now: datetime,
    languages: Sequence[str],
    tell: Collection[str],
) -> bool:
    """Other texts for it, in what was delivered, too. `parts`: messages that the longest text needs.

    The readers of `tell`, of the workshop's `languages`, get a line in reply to it; whoever else waits for one still gets it.
    `before` is when it was corrected last, as the organiser has seen it. False: it was corrected since, or taken back; nothing is changed.
    """
    same = announcements.c.corrected.is_(None) if before is None else announcements.c.corrected == before
    here = (announcements.c.id == number, announcements.c.state.in_(("sending", "done", "stopped")), same)
    values = _kept({"texts": texts, "corrected": now, "ended": None})
    if connection.execute(update(announcements).where(*here).values(values)).rowcount == 0:
        return False
    _drop(connection, now, OTHERWISE, _rows(number, CORRECT))
    held = and_(outbox.c.state == "waiting", outbox.c.due > now)
    until, wait = case((held, outbox.c.due), else_=literal(now, Moment())), case((held, outbox.c.wait), else_=0.0)
    reached = select(outbox.c.chat, func.max(until), func.max(wait)).where(_rows(number, ACT, CORRECT), or_(_OPEN, _DELIVERED))
    reached = reached.group_by(outbox.c.chat)
    known = connection.scalars(select(outbox.c.slot).where(_rows(number, ACT)).distinct())
    most = max(parts, *(_part(slot) for slot in known), 1)
    for slot in _slots(number)[:most]:
        _after(connection, number, CORRECT, reached.add_columns(literal(slot)), now)  # after what is held, with it
    if tell:
        heard = outbox.c.chat.in_(select(chats.c.chat).where(_spoken(languages).in_(tell)))
        _drop(connection, now, OTHERWISE, _rows(number, TELL), heard)
        _after(connection, number, TELL, reached.where(heard).add_columns(literal(_slots(number)[0])), now)
    return True


def withdraw(connection: Connection, number: int, now: datetime) -> bool:
    """Drop what waits, and take back what was delivered. False: there is nothing to take back."""
    if not change(connection, number, "sending", "done", "stopped", state="withdrawn", ended=None):
        return False
    _drop(connection, now, "withdrawn", _rows(number, ACT, CORRECT, TELL))
    delivered = select(outbox.c.chat, literal(now, Moment()), literal(0.0), outbox.c.slot).where(
        _rows(number, ACT, CORRECT, TELL), _DELIVERED
    )
    _after(connection, number, WITHDRAW, delivered.distinct(), now)
    return True


def due(connection: Connection, now: datetime) -> list[Announcement]:
    """The scheduled ones whose moment has come, the first first."""
    here = (announcements.c.state == "scheduled", announcements.c.due <= now)
    return [_announcement(row) for row in connection.execute(select(announcements).where(*here).order_by(announcements.c.due))]


def under_way(connection: Connection) -> list[Announcement]:
    """Those that have begun and have not ended."""
    here = (announcements.c.begun.is_not(None), announcements.c.ended.is_(None))
    return [_announcement(row) for row in connection.execute(select(announcements).where(*here).order_by(announcements.c.id))]


def next_due(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which a scheduled one is due."""
    here = (announcements.c.state == "scheduled", announcements.c.due > after)
    found: datetime | None = connection.scalar(select(func.min(announcements.c.due)).where(*here))
    return found


def forget(connection: Connection, person: int) -> None:
    """Erase the drafts of a person; what was sent to others stays, and is nobody's."""
    mine = announcements.c.person == person
    connection.execute(delete(announcements).where(mine, announcements.c.state.in_(("draft", "dropped"))))
    connection.execute(update(announcements).where(mine).values(person=0))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what never went out, or counts no more, and is older."""
    never = and_(announcements.c.state.in_(("draft", "dropped")), announcements.c.made < before)
    past = and_(announcements.c.ended < before, or_(announcements.c.until < before, announcements.c.state.in_(("stopped", "withdrawn"))))
    connection.execute(delete(announcements).where(or_(never, past)))


def _who(whom: Whom) -> Select[Any]:
    """Chat, the language spoken with it, its quiet hours and its zone, of all that are meant."""
    spoken = _spoken(whom.languages)
    wanted = or_(chats.c.announcements == "all", and_(literal(whom.urgent and not whom.groups), chats.c.announcements != "none"))
    found = select(chats.c.chat, spoken.label("spoken"), chats.c.quiet, chats.c.zone)
    found = found.where(chats.c.private != whom.groups, ~chats.c.silent, chats.c.gone == "", wanted)
    if whom.language:
        found = found.where(spoken == whom.language)
    if whom.presences:
        found = found.where(chats.c.presence.in_(whom.presences))
    return found.where(chats.c.chat.in_(follows.followers(whom.targets))) if whom.targets else found


def _spoken(languages: Sequence[str]) -> ColumnElement[str]:
    """The language that is spoken with a chat, the first where it is none of these."""
    return case((chats.c.language.in_(languages), chats.c.language), (chats.c.seen.in_(languages), chats.c.seen), else_=languages[0])


def _piece(number: int, language: str, part: int) -> Select[*tuple[Any, ...]]:
    data = f"{number}:{part}:{language}"
    columns = {"spoken": language, "part": part, "data": data, "slot": slots.part(f"{ACT}:{number}", part)}
    return select(*(literal(value).label(name) for name, value in columns.items()))


def _slots(number: int) -> list[str]:
    return [slots.part(f"{ACT}:{number}", part) for part in range(1, MOST + 1)]


def line(number: int) -> str:
    """The slot of the line that says of a correction: a message of its own, which does not take the announcement's place."""
    return f"{ACT}:{number}:line"


def _part(slot: str) -> int:
    return int(slot.partition(".")[2] or 1)


def _rows(number: int, *acts: str, of: Any = outbox) -> ColumnElement[bool]:
    """The rows of these acts of an announcement."""
    return and_(text(f"{of.name}.rank = {RANK}"), of.c.slot.in_([*_slots(number), line(number)]), of.c.act.in_(acts))


def _drop(connection: Connection, now: datetime, why: str, *where: ColumnElement[bool]) -> None:
    values = {"state": "dropped", "why": why, "data": "", "finished": now}
    connection.execute(update(outbox).where(outbox.c.state == "waiting", *where).values(values))


def _after(connection: Connection, number: int, act: str, where: Select[Any], now: datetime) -> None:
    """Rows of an act for these chats, moments, waits and slots; they come after what waits for the same chats."""
    chat, due, wait, slot = where.subquery().c
    columns = {
        "chat": chat, "rank": literal(RANK), "state": literal("waiting"), "due": due, "wait": wait, "act": literal(act),
        "data": literal(f"{number}:") + slot, "slot": literal(line(number)) if act == TELL else slot, "created": literal(now, Moment()),
    }  # fmt: skip
    connection.execute(insert(outbox).from_select(list(columns), select(*columns.values()).order_by(chat)))


def _count(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((what, 1), else_=0))
