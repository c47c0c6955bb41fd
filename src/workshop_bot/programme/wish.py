"""What is typed after `/remind`: whether it is more or less that is wished, and what the rest names.

A refusal is heard wherever it stands, so that nothing is followed that was refused; "all but …" is nothing that can be followed.
What can be followed goes by a target: `all`, `day:2024-12-02`, `topic:ID`, `session:ID`.
"""

import re
from dataclasses import dataclass
from unicodedata import normalize

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.request import Request
from workshop_bot.programme.said import hear
from workshop_bot.texts.fold import words
from workshop_bot.texts.typed import lead_times

_LESS = (
    r"off|stop|stopped|unfollow|unsubscribe|cancel|remove|delete|mute|no|not|don'?t|never|none|nothing|no more|any ?more",
    r"(?:ne |n')(?:\w+ )+?plus|pas|ne|n'|rien|aucune?|jamais|^non|^plus|arr[eê]te[rz]?|annule[rz]?|supprime[rz]?|d[eé]sactive[rz]?",
    r"enl[eè]ve[rz]?|retire[rz]?|oublie[rz]?",
    r"tắt|tat(?! ca)|dừng|đừng|ngừng|ngưng|ngung|không|khong|hủy|huỷ|bỏ|xóa|xoá|^thôi|(?:dung|huy|bo|thoi|khoi|xoa) (?:nhac|theo|het)",
    r"^thoi(?! gian)|^(?:dung|bo)(?= \w)(?! (?:dich|mon|phan|y te)\b)",  # without accents: more likely than another word
)
_NO_REFUSAL = (
    r"(?:don'?t|do not|never|not)(?: to)? (?:forget|miss)(?: to)?",
    r"n'oublie[zrs]?(?: surtout)? pas(?: de| d')?|ne (?:pas|rien) (?:oublier|manquer|rater)|ne (?:manque|rate)z? pas",
    r"(?:đừng|dung|không|khong|ko|chớ|khỏi|khoi) (?:bị |bi )?(?:bỏ |bo )?(?:quên|quen|lỡ|lo|sót|sot)",
    r"(?:có |co )?(?:được|duoc|dc) (?:không|khong|ko)(?: ạ| a| nhé| nhe| vậy| vay)*(?=\W*$)",  # "will you?"
)
_LEAVING_OUT = r"but|except|excluding|without|sauf|excepté|excepte|hormis|sans|trừ|ngoại trừ|tru|ngoai tru"
_REMIND = r"remind(?:ers?|ing|ed)?|notify|follow(?:ing)?|rappels?|rappell?e[rz]?|suivre|nhắc|nhac|theo dõi|theo doi"
_ASIDE = (
    r"me|of|about|for|please|do|to|the|from|more|i|want|again|moi|m'|s'il vous plaît|svp|de|d'|du|des|les?|la|l'|pour|plus",
    r"nhở|nho|tôi|toi|em|mình|minh|cho|về|ve|giúp|giup|nữa|nua|hãy|hay|xin|vui lòng|lời|loi|hết|het",
)
_UNIT = r"(?:min(?:ute)?s?|mn|ph(?:út|ut)?|p|h(?:ours?|eures?)?|giờ|gio|tiếng|tieng)"
_LENGTH = rf"(?:(?:\d{{2,3}}|\d{{1,3}} ?{_UNIT})(?: ?[,;+&] ?| (?:and|et|và|va) ))?\d{{1,3}} ?{_UNIT}"  # one, or two
_EARLY = re.compile(  # and that it is before each of them
    rf"(?<!\w)(?:({_LENGTH}) (?:before(?:hand)?|ahead|earlier|in advance|avant|[àa] l'avance|trước|truoc)|(?:trước|truoc|sớm) ({_LENGTH}))"
    r"(?!\w)(?: (?:(?:each|every|the|chaque|les|mỗi|moi|các|cac) (?:sessions?|talks?|communications?|buổi|buoi)"
    r"|(?:it|they) (?:starts?|begins?)|(?:le |mỗi |moi )?début|(?:khi|lúc|luc) (?:bắt đầu|bat dau))(?!\w))?",
    re.IGNORECASE,
)
_KINDS = re.compile(r"(session|day|topic)\s+(\S.*)", re.IGNORECASE)
_KIND_ALONE = {
    "session": {"session", "sessions", "talk", "talks", "buoi", "communication", "communications"},
    "day": {"day", "days", "ngay", "jour", "jours", "journee"},
    "topic": {"topic", "topics", "chu de", "theme", "themes", "sujet", "sujets"},
}
_ALL_ALONE = frozenset({"all", "everything", "tout", "toute", "tous", "toutes"})  # small words in a question, and the whole of a wish


@dataclass(frozen=True)
class Wish:
    """Less or more of what `named` says; `named` is empty where nothing is named, `unclear` where something is left out of it."""

    named: str
    less: bool = False
    unclear: bool = False


def _words(*lists: str) -> re.Pattern[str]:
    """Any of these as a whole word; one with an apostrophe stands before another."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(lists)})(?:(?<=')|(?!\w))", re.IGNORECASE)


_LESS_WORDS, _LEAVING_OUT_WORDS, _REMIND_WORDS, _ASIDE_WORDS = _words(*_LESS), _words(_LEAVING_OUT), _words(_REMIND), _words(*_ASIDE)
_NO_REFUSAL_WORDS = _words(*_NO_REFUSAL)


def wish(typed: str) -> Wish:
    """What was typed, without the words around it."""
    text = affirmed(typed)
    rest, refused = _LESS_WORDS.subn(" ", text)
    named = " ".join(_REMIND_WORDS.sub(" ", rest if refused else text).split()).strip("- ")
    bare = re.search(r"\w", _ASIDE_WORDS.sub(" ", named)) is None
    return Wish("" if bare else named, refused > 0, _LEAVING_OUT_WORDS.search(text) is not None)


def affirmed(typed: str) -> str:
    """What was typed, without the refusals that refuse nothing: "don't forget …", "so that I don't miss …"."""
    return " ".join(_NO_REFUSAL_WORDS.sub(" ", " ".join(normalize("NFC", typed).replace("’", "'").split())).split())


def early(typed: str) -> tuple[tuple[int, ...], str]:
    """How many minutes before a session reminders are wished, and what was typed without that; () where it is not said, or refused."""
    text = " ".join(normalize("NFC", typed).replace("’", "'").split())
    found = _EARLY.search(text)
    lengths = lead_times(found[1] or found[2]) if found else None
    if found is None or lengths is None or wish(text).less:
        return (), typed
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).strip(",;:- ")
    return lengths, rest if wish(rest).named else ""


def kind_alone(named: str) -> str:
    """Where a kind of thing is named and no more: `session`, `day` or `topic`."""
    plain = " ".join(words(named))
    return next((kind for kind, names in _KIND_ALONE.items() if plain in names), "")


def names_all(named: str) -> bool:
    """Whether everything is named, and not merely nothing in particular."""
    typed = words(named)
    return not _ALL_ALONE.isdisjoint(typed) or hear(named, typed).has("all", "programme", "event")


def by_name(named: str, knowledge: Knowledge) -> str | None:
    """The target whose kind and id were typed: `session neuroblastoma-1`, `topic surgery`, `day 2024-12-02`."""
    found = _KINDS.fullmatch(named)
    if found is None:
        return None
    target = f"{found[1].lower()}:{found[2].lower()}"
    days = {f"day:{session.day}" for session in knowledge.sessions}
    return target if target in days or (not target.startswith("day:") and target in knowledge.items) else None


def targets(request: Request) -> tuple[str, ...]:
    """What to follow of what the programme was asked for: all of it, whole days, a topic, else the sessions one by one."""
    asked, part = request.asked, request.asked.part or request.asked.hours or request.asked.nth
    if request.reference == "programme:all" and not part:
        return ("all",)
    if request.reference == "programme:day" and asked.days and not part:
        held = {session.day for session in request.sessions}
        return tuple(f"day:{day}" for day in asked.days if day in held)
    if request.reference.startswith("topic:") and request.sessions and not request.names_time:
        return (request.reference,)
    return tuple(f"session:{session.id}" for session in request.sessions)
