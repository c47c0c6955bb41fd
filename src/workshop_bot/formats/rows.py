"""The programme of a folder as rows of cells, headers first, for CSV and XLSX alike; `table` reads them back.

What a table does not hold: the mode of a session, that it is provisional, names of rooms and topics in other languages than the first.
"""

from collections.abc import Sequence

from workshop_bot.formats.cells import Cell
from workshop_bot.formats.names import people
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session

_HEADERS = {
    "id": "Mã · Identifiant · ID",
    "date": "Ngày · Date · Day",
    "start": "Bắt đầu · Début · Start",
    "end": "Kết thúc · Fin · End",
    "title": "Tiêu đề · Titre · Title",
    "room": "Phòng · Salle · Room",
    "speakers": "Báo cáo viên · Intervenants · Speakers",
    "topics": "Chủ đề · Thèmes · Topics",
    "kind": "Loại · Type · Kind",
    "summary": "Tóm tắt · Résumé · Summary",
    "join": "Trực tuyến · Lien visio · Online",
    "cancelled": "Hủy · Annulé · Cancelled",
}


def rows(knowledge: Knowledge) -> Sequence[Sequence[Cell]]:
    """The headers and a row a session, in the order of the folder; days and hours are values of their own kinds.

    A title or summary that is told by language has a column each, headed `… (fr)`. Without sessions two lines are examples.
    """
    sessions = knowledge.sessions
    titles = _languages([session.title for session in sessions]) or ("",)
    summaries = _languages([session.summary for session in sessions if session.summary]) or ("",)
    heads = [
        *(_HEADERS[name] for name in ("id", "date", "start", "end")),
        *(_headed("title", language) for language in titles),
        *(_HEADERS[name] for name in ("room", "speakers", "topics", "kind")),
        *(_headed("summary", language) for language in summaries),
        *(_HEADERS[name] for name in ("join", "cancelled")),
    ]
    if not sessions:
        return [heads, *_template(knowledge)]
    return [heads, *(_row(session, knowledge, titles, summaries) for session in sessions)]


def _headed(name: str, language: str) -> str:
    return f"{_HEADERS[name]} ({language})" if language else _HEADERS[name]


def _languages(texts: Sequence[Text]) -> tuple[str, ...]:
    """The languages of the texts as they first appear; "" for what is the same everywhere."""
    return tuple(dict.fromkeys(language for text in texts for language in text.versions))


def _row(session: Session, knowledge: Knowledge, titles: Sequence[str], summaries: Sequence[str]) -> list[Cell]:
    def named(kind: str, ids: Sequence[str]) -> list[str]:
        default = knowledge.workshop.default_language
        found = [knowledge.items[f"{kind}:{one}"] for one in ids]
        return [item.name if isinstance(item.name, str) else item.name.pick(default, default)[0] for item in found]  # type: ignore[union-attr]  # - an entry, which has no name, is not asked for

    title, summary = session.title.versions, session.summary.versions if session.summary else {}
    return [
        session.id,
        session.day,
        *_hours(session),
        *(title.get(language, "") for language in titles),
        _several(named("room", session.room)),
        _several(named("speaker", session.speakers)),
        _several(named("topic", session.topics)),
        session.kind,
        *(summary.get(language, "") for language in summaries),
        session.join or "",
        "yes" if session.cancelled else "",
    ]


def _hours(session: Session) -> tuple[Cell, Cell]:
    """Beginning and end: hours of the session's day, a moment where it is another day; with their offsets where clocks show one twice."""
    begins, finishes = session.begins, session.finishes
    if begins is None:
        return None, None
    if begins.fold or (finishes and finishes.fold):
        return begins.isoformat(), finishes.isoformat() if finishes else None
    if finishes is None or finishes.date() == begins.date():
        return begins.time(), finishes.time() if finishes else None
    return begins.time(), finishes.replace(tzinfo=None)


def _several(names: Sequence[str]) -> str:
    """The names of a cell; one that could be taken for several has the sign that parts names behind it."""
    joined = " | ".join(names)
    alone = len(names) == 1 and any(people(joined, affiliations)[0] != tuple(names) for affiliations in (True, False))
    return f"{joined} |" if alone else joined


def _template(knowledge: Knowledge) -> list[list[Cell]]:
    day = knowledge.workshop.starts.isoformat()
    return [
        ["opening", day, "08:30", "09:00", "Khai mạc · Ouverture · Opening", "A", "", "", "opening", "", "", ""],
        ["talk-1", day, "09:00", "09:45", "Báo cáo · Exposé · Talk", "A", "Nguyễn Văn A | Marie Martin", "", "talk", "", "", ""],
    ]
