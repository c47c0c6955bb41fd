"""Whether what is typed without a command plainly asks to be reminded, or not to be: what `/remind` would be given for it.

    before ── a word for reminding ── what is named
    "could you please"  "remind"      "me of surgery"         -> "surgery"
    "đừng"              "nhắc"        "tôi về phẫu thuật nữa" -> "off phẫu thuật nữa"

Only words that may stand there stand before it, and nothing after it asks for something: "remind me when lunch is" is a question, as is all
that could be one or the other. A refusal is heard on either side; one that is itself refused ("don't stop reminding me") is left alone.
"""

import re

from workshop_bot.programme.wish import affirmed
from workshop_bot.texts.fold import words

# All words are folded.
_BEFORE = """
    a again all also an and any be being bot can cancel could d delete do don dont get give hello hey hi i just kindly let like longer me
    more mute my need never no not of off okay ok please pls plz put receive remove send set so some stop t thanks the to turn up us want
    wanted wish would you
    aimerais ai ajoute ajouter ajoutez annule annuler annulez arrete arreter arretez aussi bien bonjour bonsoir cesse cesser cessez ce cree
    creer creez d de des desactive desactiver desactivez donc donne donnez du en encore envoie envoyer envoyez est et etre il j je jamais l
    la le les merci mes met mets mettez mettre moi mon n ne non on pas peut peux plait plus pour pourrais pourriez pouvez programmer
    programmez que recevoir s salut souhaite souhaiterais stp supprime supprimer supprimez surtout svp te tous tout toute toutes tu un une
    aucun aucune veuillez veux voudrais vous
    a ad admin anh bac ban bo bot btc ca cac cam can chao chi cho co con cua dat dc di dum dung duoc em gium giup gui hay hen het huy khoi
    khong ko lam lich loi minh moi muon ngung nhan nhe nho nhung nua oi on phien tao tat the them thi thoi toi va voi vui long xin xoa
"""
_MAY_STAND_BEFORE = frozenset(_BEFORE.split())
_REMIND = re.compile(
    r"\b(?:remind(?:ed|ing|ers?)?|notif(?:y|ied|ications?)|rappel(?:s|le|ez|er|e)?|previens|prevenez|prevenir|prevenu|averti(?:s|ssez|r)?"
    r"|notifie[rz]?|nhac(?: nho)?)\b"
)
_FOLLOW = re.compile(r"\b(?:follow(?:ing)?|unfollow|suivre|theo doi)\b")  # on a ward they say something else: only with a kind of thing
_KIND = re.compile(r"\b(?:sessions?|talks?|topics?|days?|communications?|themes?|jours?|journees?|buoi|chu de|ngay)\b")
_REFUSED = re.compile(
    r"\b(?:don t|dont|not|never|no|stop|off|cancel|mute|remove|delete|unfollow|ne|n|pas|plus|jamais|non|arrete[rz]?|annule[rz]?"
    r"|aucune?|supprime[rz]?|desactive[rz]?|cesse[rz]?|dung|khong|ko|tat(?! ca)|huy|bo|thoi|khoi|ngung|xoa)\b"
)
_TWICE = re.compile(
    r"\b(?:don t|dont|not|never|ne|n|khong|ko|dung)\b.*"
    r"\b(?:stop|cancel|mute|off|remove|delete|arrete[rz]?|annule[rz]?|supprime[rz]?|desactive[rz]?|cesse[rz]?|tat|huy|bo|ngung|dung|xoa)\b"
)
_TOLD = re.compile(  # that reminders come or do not, or who reminds whom, is told and not asked for
    r"^(?:do|can|could|would) (?:i|we)\b|^do (?!not)|\bi (?:(?:do not|don t|dont|never|no longer|also) )?(?:get|receive)\b"
    r"|\byou (?:do|don|never)\b|\bje (?:te|vous)\b|\b(?:vous|tu|on) n|\b(?:anh|chi|bot|ban|ad|btc) (?:khong|ko)$"
    r"|\b(?:khong|ko) (?:he )?(?:nhan|duoc|dc)\b|\b(?:toi|em|minh)$"
)
_ASKED = re.compile(
    r"\b(?:when|what|where|who|whom|whose|which|why|how|whether|if|times?|date|rooms?"
    r"|venue|place|location|address|names?|titles?|speakers?|deadline|price|link|quand|quel(?:s|les?)?|ou|qui|quoi|comment|combien|pourquoi"
    r"|si|ce|heure|horaires?|salles?|lieu|endroit|adresse|noms?|titres?|intervenants?|orateurs?|lien|bao gio"
    r"|(?:khi|may|luc|buoi|ngay|phong|hom|gio|de|phan|nguoi|cai|the|vi) nao|may gio|(?:buoi|ngay|phong|thu) may|o dau|gi|sao|bao nhieu"
    r"|phong|dia diem|ten|lai|(?<!\d )gio)\b|\b(?:khong|ko|chua)$"
)
_OTHERS = re.compile(
    r"\b(?:you|him|her|them|everyone|everybody|people|participants?|rappelles? toi|rappelez vous|lui|leur|tout le monde|moi nguoi|ca lop)\b"
)
_WHOM = re.compile(r"^(?:(?:me|us|moi|nous|toi|em|minh|of|about|for|cho|giup|ve)(?: |$))*")
_PROGRAMME = re.compile(r"\b(?:programmes?|program|schedule|timetable|planning|lich(?: trinh)?|chuong trinh)\b")
_WHOLE = re.compile(r"\b(?:all|whole|entire|everything|tout|toute|entier|complet|toan bo|tat ca|ca)\b")
_POLITELY = re.compile(r"(?:^| )(?:s il (?:te|vous) plait|please|thanks|thank you|svp|stp|merci)$")
_OR_NOT = re.compile(r"(?:^| )(?:khong|ko)(?: nhe| a| vay)*$")
_MAY_YOU = re.compile(r"\b(?:can|could|would|pou\w+|peux|peut|co the)\b")
_SIGH = re.compile(r"\b(?:à|hả|ư|nhắc (?:tới|đến))\b", re.IGNORECASE)
"""Vietnamese words that make a question of it, or speak of something; without their accents they are others."""

_AT_ALL = re.compile(  # a refusal of everything: of nothing in particular
    r"(?:^| )(?:(?:(?:of|about|for) )?(?:any(?:thing|more)?|any (?:sessions?|talks?))|at all|(?:de )?quoi que ce soit"
    r"|(?:ve )?gi(?: (?:ca|het))? nua)(?: (?:at all|any ?more|nhe|a))*$"
)

LONGEST = 30
"""Words of a plain request."""


def plea(typed: str) -> str | None:
    """What `/remind` would be given, "" where nothing is named; None where it is no plain request."""
    text = affirmed(typed)
    places, said = [found.span() for found in re.finditer(r"\w+", text)], words(text)
    line = " ".join(said)
    strong = _REMIND.search(line)
    found = strong or _FOLLOW.search(line)
    if found is None or len(places) != len(said) or len(said) > LONGEST:
        return None
    before, after = line[: found.start()].strip(), line[found.end() :].strip()
    polite = _MAY_YOU.search(before) is not None
    while tail := _POLITELY.search(after) or (polite and _OR_NOT.search(after)):
        after = after[: tail.start()]
    refused = _REFUSED.search(f"{before} {found[0]}") is not None
    if refused:
        after = _AT_ALL.sub("", after)
    if (
        not _MAY_STAND_BEFORE.issuperset(before.split())
        or any(told.search(before) for told in (_TWICE, _TOLD))
        or any(asked.search(after) for asked in (_ASKED, *(() if refused else (_REFUSED,))))
        or _OTHERS.search(f"{found[0]} {after}")
        or _SIGH.search(text)
        or (_PROGRAMME.search(after) and not _WHOLE.search(after))
        or not (strong or _KIND.search(after))
        or (refused and text.endswith("?") and not polite)
    ):
        return None
    about = _WHOM.sub("", f"{after} ").split()
    first = len(line[: found.end()].split()) + len(after.split()) - len(about)
    named = text[places[first][0] : places[first + len(about) - 1][1]] if about else ""
    return f"off {named}".strip() if refused else named
