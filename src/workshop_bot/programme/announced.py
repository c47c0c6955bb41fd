"""Whether a question is about what the organisers have announced, and on which days; a decider, asked before all matching.

Every word must be one of those by which people ask for announcements, or tell a time: "when are the prizes announced?" and
"l'annonce du diagnostic" ask for something else.
"""

from datetime import date, datetime

from workshop_bot.knowledge.model import Workshop
from workshop_bot.programme.said import hear
from workshop_bot.programme.when import asked
from workshop_bot.texts.fold import words

MOST_WORDS = 16
"""A text of more words tells more than this."""
_THING = """
thong bao, tin moi, annonce, annonces, annoncee, annoncees, annoncer, announcement, announcements, announced, announce
"""
_ASKING = """
gi, nhung gi, nao, khong, chua, btc, ban to chuc, xem, doc, cac, nhung, tat ca, moi nhat, gan day, gan nhat, bo lo,
quelle, quelles, quel, quoi, qu, que, quelque chose, organisateur, organisateurs, organisatrices, comite d organisation, toute, toutes,
derniere, dernieres, recentes, montre, montrez, affiche, affichez, voir, revoir, lire, relire, rate, manque, du jour, y a t, annonces,
what, which, any, anything, something, organiser, organisers, organizer, organizers, organising committee, organizing committee, all,
show, list, see, read, latest, last, recent, new, missed, miss, announcements
"""
_SMALL = """
co, da, duoc, vua, lai, cua, tu, cho, toi, em, minh, anh, chi, a, vay, the, ve, trong, o, hoi thao, roi, thi, la, moi, con, nua, xin,
est, ce, ces, cette, qui, ont, ete, les, l, des, de, du, d, un, une, il, ils, elles, on, eu, t, y, nous, vous, s il vous plait, svp, sont,
avez, me, je, j, ai, au, congres, atelier, par, fait, faites, pendant, jusqu ici, deja,
was, were, is, are, s, has, have, had, been, did, do, does, they, you, i, us, we, the, of, from, for, by, to, at, in, so, far, yet, already,
please, can, could, tell, again, made, there, workshop, an, this, that
"""


def wanted(text: str, now: datetime, workshop: Workshop) -> tuple[date, ...] | None:
    """The days of which a question asks what was announced, none for all of them; None for any other question.

    `now` is in the workshop's zone.
    """
    typed = words(text)
    if not 0 < len(typed) <= MOST_WORDS or not _NAMES.intersection(typed):
        return None
    said = hear(text, typed)
    time = asked(said, now, workshop.starts, workshop.ends)
    if time.elsewhere or time.hours or time.nth or any(said.sense(place, "next") for place in time.used):
        return None
    kinds = _kinds([word for place, word in enumerate(typed) if place not in time.used])
    return time.days if "thing" in kinds and ("asking" in kinds or time.relation) else None


def _kinds(rest: list[str]) -> set[str]:
    """The kinds of the phrases that the words fall into, the longest phrase at each place; none where a word is left over."""
    kinds, place = set[str](), 0
    while place < len(rest):
        length = next((length for length in range(_LONGEST, 0, -1) if tuple(rest[place : place + length]) in _PHRASES), 0)
        if not length:
            return set()
        kinds |= _PHRASES[tuple(rest[place : place + length])]
        place += length
    return kinds


def _phrases() -> dict[tuple[str, ...], set[str]]:
    table: dict[tuple[str, ...], set[str]] = {}
    for kind, lines in (("thing", _THING), ("asking", _ASKING), ("small", _SMALL)):
        for phrase in lines.replace("\n", " ").split(","):
            if phrase.strip():
                table.setdefault(tuple(phrase.split()), set()).add(kind)
    return table


_PHRASES = _phrases()
_LONGEST = max(map(len, _PHRASES))
_NAMES = {phrase[0] for phrase, kinds in _PHRASES.items() if "thing" in kinds}
"""What one of the words must be: all others are heard no further."""
