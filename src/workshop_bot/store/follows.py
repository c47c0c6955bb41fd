"""What chats want to be reminded of: everything, a day, a topic, a session."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, and_, bindparam, delete, exists, func, insert, select, update

from workshop_bot.store.tables import chats, follows

_own = follows.alias("own")
_UNWANTED = exists().where(_own.c.chat == chats.c.chat, _own.c.target == bindparam("own"), _own.c.stopped)
FOLLOWERS = (
    select(chats.c.chat)
    .join(follows, follows.c.chat == chats.c.chat)
    .where(follows.c.target.in_(bindparam("targets", expanding=True)), ~follows.c.stopped)
    .where(~_UNWANTED, ~chats.c.silent, chats.c.gone == "")
    .distinct()
)
"""What `followers` gives, for a statement that is built once: it takes `targets`, and `own`, the last of them."""


def of(connection: Connection, chat: int) -> dict[str, bool]:
    """Target → whether it is followed; False where a session is stopped though its day or topic is followed."""
    rows = connection.execute(
        select(follows.c.target, follows.c.stopped).where(follows.c.chat == chat).order_by(follows.c.since, follows.c.target)
    )
    return {row.target: not row.stopped for row in rows}


def wants(followed: Mapping[str, bool], targets: Sequence[str]) -> bool:
    """Whether who follows this, as `of` gives it, follows a session with these targets, of which its own is the last."""
    *wider, own = targets
    return followed.get(own, any(followed.get(target) for target in wider))


def everyone(connection: Connection) -> dict[int, dict[str, bool]]:
    """Chat → what it follows, as `of` gives it, of all that are neither silent nor gone."""
    live = select(follows.c.chat, follows.c.target, follows.c.stopped).join(chats, chats.c.chat == follows.c.chat)
    found: dict[int, dict[str, bool]] = {}
    for row in connection.execute(live.where(~chats.c.silent, chats.c.gone == "")):
        found.setdefault(row.chat, {})[row.target] = not row.stopped
    return found


def follow(connection: Connection, chat: int, target: str, now: datetime, stopped: bool = False) -> None:
    """From now on the target is followed, or stopped."""
    here = and_(follows.c.chat == chat, follows.c.target == target)
    if connection.execute(update(follows).where(here).values(stopped=stopped)).rowcount == 0:
        connection.execute(insert(follows), {"chat": chat, "target": target, "stopped": stopped, "since": now})


def drop(connection: Connection, chat: int, targets: Sequence[str] | None = None) -> None:
    """These are followed no more; all of the chat's where none are named."""
    gone = delete(follows).where(follows.c.chat == chat)
    connection.execute(gone if targets is None else gone.where(follows.c.target.in_(targets)))


def followers(targets: Sequence[str]) -> Select[tuple[int]]:
    """The chats that follow one of these targets, each once, without those that are silent or gone.

    The last target is the session's own: who has stopped it is left out, whatever else they follow.
    """
    return FOLLOWERS.params(targets=list(targets), own=targets[-1])


def count(connection: Connection, targets: Sequence[str]) -> int:
    """How many these are."""
    return connection.scalar(select(func.count()).select_from(followers(targets).subquery())) or 0


def shared(connection: Connection, targets: Sequence[str], others: Iterable[Sequence[str]]) -> int:
    """How many of a session's followers follow one of some other sessions too, each session by its targets."""
    theirs = {chat for one in others for chat in connection.scalars(followers(one))}
    return len(theirs.intersection(connection.scalars(followers(targets))))


def forget(connection: Connection, chat: int) -> None:
    """Erase what a chat follows."""
    drop(connection, chat)


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(follows).where(follows.c.chat == old).values(chat=new))
