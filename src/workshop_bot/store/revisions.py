"""How often sessions have changed from one calendar file to the next that was given away, to whomever.

Counted at the giving and not at each change, so that it holds whatever changed a session: the folder, the chat, while the bot was down.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, insert, select, update

from workshop_bot.store.tables import revisions

_CHANGE = update(revisions).where(revisions.c.session == bindparam("which"))


def count(connection: Connection, fingerprints: Mapping[str, str]) -> dict[str, int]:
    """Session → its count, given the fingerprint of each as it is now; 0 for one that was never given away."""
    columns = revisions.c["session", "count", "fingerprint"]
    known = {name: (times, was) for name, times, was in connection.execute(select(*columns).where(columns[0].in_(fingerprints)))}
    counts = {name: known[name][0] + (known[name][1] != now) if name in known else 0 for name, now in fingerprints.items()}
    new = [{"session": name, "count": 0, "fingerprint": now} for name, now in fingerprints.items() if name not in known]
    changed = [
        {"which": name, "count": counts[name], "fingerprint": now}
        for name, now in fingerprints.items()
        if name in known and known[name][1] != now
    ]
    if new:
        connection.execute(insert(revisions), new)
    if changed:
        connection.execute(_CHANGE, changed)
    return counts
