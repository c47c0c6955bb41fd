"""Sessions that are on at the same time. Those without hours, and those that are cancelled, are on at no time."""

from collections.abc import Iterable, Mapping

from workshop_bot.knowledge.model import Session
from workshop_bot.programme.timeline import end, in_order


def overlaps(first: Session, second: Session) -> bool:
    """Whether two sessions are on at one moment; one that begins as the other ends is not."""
    if first.begins is None or second.begins is None or first.cancelled or second.cancelled or first.id == second.id:
        return False
    return first.begins.timestamp() < end(second).timestamp() and second.begins.timestamp() < end(first).timestamp()


def overlapping(sessions: Iterable[Session]) -> Mapping[str, tuple[Session, ...]]:
    """The id of each session that overlaps others → these, in order."""
    found: dict[str, list[Session]] = {}
    on: list[tuple[Session, float, float]] = []
    for session in in_order(sessions):
        if session.begins is None or session.cancelled:
            continue
        begins, ends = session.begins.timestamp(), end(session).timestamp()
        on = [earlier for earlier in on if earlier[2] > begins]
        for other, began, _ in on:
            if began < ends:
                found.setdefault(other.id, []).append(session)
                found.setdefault(session.id, []).append(other)
        on.append((session, begins, ends))
    return {name: tuple(others) for name, others in found.items()}
