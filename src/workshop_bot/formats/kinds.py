"""What kind of session a title speaks of, in English, French, Vietnamese and German; where it says nothing, it is a talk."""

import re

from workshop_bot.knowledge.model import Kind
from workshop_bot.texts.fold import fold

_BREAK = """
    break|coffee|tea|coffee break|tea break|morning tea|afternoon tea|morning break|afternoon break|lunch break
    |teatime|lunch|breakfast|brunch|registration|registration open|early registration|check in|room open|doors open
    |changeover|room changeover|free time|refreshments|snacks
    |pause|pauses|cafe|dejeuner|petit dejeuner|repas|buffet|inscription|inscriptions|enregistrement|emargement|collation
    |nghi giai lao|giai lao|nghi trua|an trua|an sang|nghi|tiec tra|tra va ca phe|dang ky dai bieu|don tiep dai bieu|don tiep
    |kaffee|kaffeepause|pausen|mittag|mittagessen|mittagspause|fruhstuck|registrierung|anmeldung|einlass|imbiss|tee"""
_SOCIAL = """
    dinner|go to dinner|conference dinner|gala dinner|banquet|reception|social
    |social event|gala|party|drinks|aperitif|cocktail|concert|excursion|day trip|sightseeing
    |diner|apero|afterwork|soiree|vin d honneur|visite de la ville|reception de bienvenue
    |tiec toi|an toi|tiec chieu dai|tiec|giao luu|da tiec|tham quan
    |abendessen|empfang|abendempfang|ausflug|stadtfuhrung|gesellschaftsabend|feier"""
_OPENING = """
    opening|opening ceremony|opening remarks|opening session|welcome|welcome address|welcoming remarks|official welcome
    |ouverture|accueil|bienvenue|mot de bienvenue|mots de bienvenue|ceremonie d ouverture|allocution d ouverture
    |khai mac|le khai mac|phat bieu khai mac|chao mung
    |eroffnung|begrussung|willkommen|grusswort|grussworte"""
_CLOSING = """
    closing|closing ceremony|closing remarks|closing session|farewell|au revoir|wrap up|end of workshop
    |cloture|mot de fin|mots de fin|conclusion|conclusions|ceremonie de cloture
    |be mac|le be mac|phat bieu be mac|tong ket|tong ket va be mac
    |abschluss|verabschiedung|schlusswort|schlussworte|ausklang"""
_DISCUSSION = """
    discussion|panel|panel discussion|round table|roundtable|q a|questions and answers|open discussion|fishbowl
    |table ronde|debat|questions reponses|questions et reponses|echanges
    |thao luan|toa dam|hoi dap|ban tron|trao doi
    |diskussion|podiumsdiskussion|podium|gesprachsrunde|fragerunde"""


def _list(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.split("|"))


_WORDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("break", _list(_BREAK)),
    ("social", _list(_SOCIAL)),
    ("opening", _list(_OPENING)),
    ("closing", _list(_CLOSING)),
    ("discussion", _list(_DISCUSSION)),
)
_TALKS = _list("talk|lecture|keynote|workshop|vortrag|expose|atelier|bai giang|bao cao")
_BEGINS = _list(
    """lunch|breakfast|dinner|diner|banquet|welcome|farewell|pause|dejeuner|repas|accueil|bienvenue|ouverture|cloture|soiree
    |mittagessen|mittagspause|kaffeepause|abendessen|begrussung|eroffnung|verabschiedung|podiumsdiskussion|grusswort"""
)
"""Words that tell it at the beginning of a title too, as phrases of several words do."""
_BEGINNINGS = tuple((kind, tuple(f"{word} " for word in known if " " in word or word in _BEGINS)) for kind, known in _WORDS)
_LONG = 9
"""Words that a title has at most where its beginning tells what it is: longer ones are of talks on welcome, on pauses …"""
_LABEL = 3
"""Words that a title has at most before its colon where they only say what it is part of (`Day 1: lunch`)."""
_GONE = r"(?:cancell?ed|annulée?s?|đã h[ủu][ỷy]|hủy|huỷ|abgesagt|entfällt)"
_OFF = re.compile(rf"^\s*(?:[(\[]\s*{_GONE}\s*[)\]]|{_GONE}\s*:)\s*|\s*[(\[]\s*{_GONE}\s*[)\]]\s*$", re.IGNORECASE)
_SIGN = re.compile(r"[@&:(,;/+–—]|\s-\s")


def kind(title: str, called: str = "") -> Kind:
    """The kind of a session by its title, and by what its file calls it (`Pause`, `Panel`)."""
    by_name, by_title = _told(called), _told(title)
    if by_title in ("opening", "closing", "social") and by_name not in ("opening", "closing", "social"):
        return by_title  # files call an opening a break, since there is no talk
    return by_name or by_title or "talk"


def off(title: str) -> tuple[str, bool]:
    """A title without what says that it is cancelled (`Annulé : …`, `… (cancelled)`), and whether it said so."""
    left = _OFF.sub("", title)
    return (left, True) if left and left != title else (title, False)


def bare(text: str) -> str:
    """Folded to words alone, so that spellings with and without accents, signs and capitals are one."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _told(text: str) -> Kind | None:
    """What the whole text is known for, else its part before a sign, the words at its beginning, or all that follows a label."""
    whole, part = bare(text), bare(_SIGN.split(text, maxsplit=1)[0])
    if whole in _TALKS:
        return "talk"
    short = len(whole.split()) <= _LONG
    for kind, known in _WORDS:
        if whole in known or (short and part in known):
            return kind
    for kind, beginnings in _BEGINNINGS:
        if short and whole.startswith(beginnings):
            return kind
    label, colon, rest = text.partition(":")
    if colon and len(bare(label).split()) <= _LABEL:
        return next((kind for kind, known in _WORDS if bare(rest) in known), None)
    return None
