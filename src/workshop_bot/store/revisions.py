"""How often sessions have changed from one calendar file to the next that was given away, to whomever, and how the last one told them.

Counted at the giving and not at each change, so that it holds whatever changed a session: the folder, the chat, while the bot was down.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, insert, select, update

from workshop_bot.store.tables import revisions

_CHANGE = update(revisions).where(revisions.c.session == bindparam("which"))


def count(connection: Connection, given: Mapping[str, tuple[str, str]]) -> dict[str, int]:
    """Session → its count, given the fingerprint and the text of each as it is now; 0 for one that was never given away."""
    columns = revisions.c["session", "count", "fingerprint", "told"]
    known = {name: (times, was, told) for name, times, was, told in connection.execute(select(*columns).where(columns[0].in_(given)))}
    counts = {name: known[name][0] + (known[name][1] != now) if name in known else 0 for name, (now, _) in given.items()}
    rows = {name: {"count": counts[name], "fingerprint": now, "told": told} for name, (now, told) in given.items()}
    new = [{"session": name, **row} for name, row in rows.items() if name not in known]
    changed = [{"which": name, **row} for name, row in rows.items() if name in known and known[name][1:] != given[name]]
    if new:
        connection.execute(insert(revisions), new)
    if changed:
        connection.execute(_CHANGE, changed)
    return counts


def counts(connection: Connection, fingerprints: Mapping[str, str]) -> dict[str, int]:
    """Session → the count that the next file would give it, of those that were given away; nothing is given and nothing counted."""
    rows = connection.execute(select(*revisions.c["session", "count", "fingerprint"]))
    return {name: times + (was != fingerprints[name]) for name, times, was in rows if name in fingerprints}


def others(connection: Connection, sessions: Collection[str]) -> list[str]:
    """How the sessions that were given away and are none of these were told last."""
    told = select(revisions.c.told).where(revisions.c.session.not_in(sessions), revisions.c.told != "")
    return list(connection.scalars(told.order_by(revisions.c.session)))
