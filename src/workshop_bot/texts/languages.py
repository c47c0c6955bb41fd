"""Languages: which one a question is in, and what each calls itself and the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from workshop_bot.texts.fold import fold, words
from workshop_bot.texts.vietnamese import is_syllable, without_telex

if TYPE_CHECKING:
    from babel import Locale


# Words that tell a language, folded: grammar, question words, time, courtesy, and how they are shortened in chats.
# A word of several languages stands in each. Left out: what is an everyday noun of another of them (mot, sang, pain).
_TELLING = {
    "vi": """
        ai anh ay ba bac bai ban bang bao bi biet bik bn boi bs buoi ca cac cach cai cam can chang chao chi chieu cho chu chua
        chung co con cua cug cung cx da dang dau day dc de dem den deu di dk do doi dung duoc duoi duong em gan gi gio giua giup
        ha hai hay hen het hoac hoi hom hon j k kg khac khg khi kho khong ko la lai lam lan len luc luon là ma mai may mk mn moi
        muon nam nao nay nen neu ng ngay ngoai nguoi nha nhat nhe nhi nhieu nhu nhung noi ntn nua o oi phai phut qua ra rat roi
        sao sap sau se tai thay the theo thi thoi thu toi tren trong trua truoc tu tuan tui u va vao vay ve vi voi vs vui xem
        xin xuong z zay
    """,
    "fr": """
        afin ai ailleurs alors aout apres as au aucun aucune aujourd aura aussi autre autres aux avaient avais avait avant avec
        avez avoir avons avril bien bientot bonjour bonsoir c ca ce cela celle celui ces cet cette ceux chaque chez combien
        comme comment contre d dans de decembre deja demain depuis dernier derniere des dimanche dit dois doit doivent donc du
        elle elles en encore ensuite entre es esk est et etaient etait etant ete etes etre eu eux faire fais fait faut fevrier
        font hier hui ici il ils j jamais janvier je jeudi jour jours juillet juin jusqu jusque kan kand ke ki koi l la le les
        lesquels leur leurs lors lui lundi ma maintenant mais mardi matin me meme memes merci mercredi mes midi moi moins mon n
        ne ni non nos notre nous novembre octobre on ont ou oui par parce parle parler parmi pas pendant personne peu peut
        peuvent peux pk plus plusieurs pour pourquoi pourrais pourrait pouvez premier premiere prochain prochaine pu puis qd qu
        quand que quel quelle quelles quelqu quelque quelques quels qui quoi rien s sa sais salut samedi sans savoir se semaine
        septembre sera serait seront ses si soir sommes sont sous stp suis sur svp ta te tes toi ton toujours tous tout toute
        toutes tres trop tu un une va vais vendredi vers veut veux voici voila voir vont vos votre voudrais vous y à
    """,
    "en": """
        about after again all already also am an and another any anyone anything april are aren as at august be because been
        before being between both but by bye can cannot cant could coz day days december did didn didnt do does doesn doesnt
        doing don done dont during each every everything february few find first for friday from get give go going gonna got
        had has have having he hello help her here him his how i if im in into is isn isnt it its january july june just know
        last let like made make many may me might monday more most much must my need never next no not nothing november now
        october of off on one only or other our out over own please pls plz r same saturday see september several shall she
        should so some someone something soon still sunday take tell than thank thanks that the their them then there these
        they thing this those thursday thx tmrw to today tomorrow too tuesday u under until up upon ur us very want was wasn
        wat wats we wednesday were what whats when where wheres which while who whom whose why will with without won would yes
        yesterday yet you your yours
    """,
}

_WORD = re.compile(r"[^\W\d_]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)'(?=[aàâeéèêhiîoôuy])")
_LOOSE_ELISION = re.compile(r"(?<!')\b(?:[cdjlns]|qu) (?=[aàâeéèêhiîoôuy])")  # typed without the apostrophe
_CONTRACTION = re.compile(r"(?:\w'(?:s|re|ll|ve|d)|n't|\bi'm)\b")
_VIETNAMESE = frozenset("ăđơưảẻỉỏủỷẹạịọụỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựẽĩũỹ")
_VIETNAMESE_IN_A_SYLLABLE = frozenset("áíóúýìòãõ")  # Spanish and Portuguese have them too
_FRENCH = frozenset("çœîïëû")
_BOTH = frozenset("àâèéêôù")
_FRENCH_SPELLING = re.compile(
    r"(?:eurs?|euses?|aux|eaux?|eux|oires?|iques?|ismes?|istes?|ez|ais|ait|aient|iers?|ieres?|[bdtv]re|(?:ll|nn|rr|ss|tt)es?)$"
)
_ENGLISH_SPELLING = re.compile(r"^(?:th|wh|wr|sh|kn)|w|(?:ing|ed|ly|ness|ght|ity|ship|c?k|sh|th|ey|ay|ful|less|ous)$")
_TELEX = re.compile(r"[sfrxj]$|[aou]w|aa|ee|oo|dd")
_ONLY_TELEX = re.compile(r"dd|uw|aa|[iuy](?:ee|oo)|(?:ee|oo|[ao]w)\w*[fxj]|(?<!au|eu|oi|ou)[fxj]$")  # no room, town or taux


def detect(text: str, among: Collection[str]) -> str | None:
    """Which of these languages a question is in; None where nothing tells, or where it tells of another language.

    Only Vietnamese, French and English are ever told, by points for words and letters, then for spelling, which never tells alone.
    The best needs two points and a lead of one. Names tell nothing: capitals anywhere but at the beginning, or on every word.
    """
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    small = text.lower()
    told = {
        "vi": 0.0,
        "fr": 2.0 * len(_ELISION.findall(small)) + 1.5 * len(_LOOSE_ELISION.findall(small)),
        "en": 2.0 * len(_CONTRACTION.findall(small)),
    }
    spelt = dict.fromkeys(told, 0.0)
    for word in _without_names(_WORD.findall(text)):
        points, tally = _telling().get(word) or _by_letters(word), told
        if not points:
            points, tally = _by_spelling(word), spelt
        for language, point in points.items():
            tally[language] += point
    total = {language: told[language] + spelt[language] for language in told}
    second, best = sorted(total, key=total.__getitem__)[1:]
    if told[best] < 1 or total[best] < 2 or total[best] - total[second] < 1:
        return None
    return next((language for language in among if language.partition("-")[0] == best), None)


def _without_names(found: list[str]) -> list[str]:
    """The words in small letters; of a text in capitals alone all, of a short one those that are no abbreviation ("MERCI", not "WHO")."""
    if found and all(word.isupper() for word in found):
        return [word.lower() for word in found if len(found) > 2 or (len(word) > 3 and word.lower() in _telling())]
    small = [word for word in found if word.islower() or word == "I"]
    if found and found[0].istitle() and (small or len(found) == 1):
        small.append(found[0])
    return [word.lower() for word in small]


def _by_letters(word: str) -> Mapping[str, float]:
    """What the accents of a word tell, or telex in their place."""
    folded = fold(word)
    accents = {letter for letter in word if letter > "\x7f"}
    if not accents:
        return {"vi": 2} if _ONLY_TELEX.search(word) and not is_syllable(word) and _is_telex(word) else {}
    if accents & _VIETNAMESE or (accents & _VIETNAMESE_IN_A_SYLLABLE and is_syllable(folded)):
        return {"vi": 3}
    if accents & _FRENCH:
        return {"fr": 3}
    if accents <= _BOTH:
        return _telling().get(folded) or ({"vi": 1, "fr": 1} if is_syllable(folded) else {"fr": 2})
    return {}


def _by_spelling(word: str) -> Mapping[str, float]:
    """What the build of a word without accents tells: a syllable, or an ending."""
    if not word.isascii():
        return {}
    if is_syllable(word) or _is_telex(word):
        return {"vi": 0.5}
    return {"fr": 1 if _FRENCH_SPELLING.search(word) else 0.5, "en": 1 if _ENGLISH_SPELLING.search(word) else 0.5}


def _is_telex(word: str) -> bool:
    """Whether it could be a syllable typed with the input method off; short foreign words could."""
    return _TELEX.search(word) is not None and any(map(is_syllable, without_telex(word)))


@cache
def _telling() -> Mapping[str, Mapping[str, float]]:
    """Word → points: two, shared by the languages that have it; half a one goes to Vietnamese for what could be its syllable."""
    having: dict[str, list[str]] = {}
    for language, told in _TELLING.items():
        for word in told.split():
            having.setdefault(word, []).append(language)
    points = {word: dict.fromkeys(languages, 2 / len(languages)) for word, languages in having.items()}
    for word, languages in having.items():
        if len(languages) == 1 and "vi" not in languages and len(word) > 1 and is_syllable(word):
            points[word] = {languages[0]: 1.5, "vi": 0.5}
    return points


def supported(tag: str, among: Collection[str]) -> str | None:
    """Which of these languages an app's tag means: `en-GB` is English, `fr-ca` Canadian French if that is there, else French."""
    known = {language.lower(): language for language in among}
    tag = tag.lower().replace("_", "-")
    while tag and tag not in known:
        tag = tag.rpartition("-")[0]
    return known.get(tag)


@cache
def locale(language: str) -> Locale:
    """What babel knows of a language; of one it does not know, what it knows of English."""
    from babel import Locale, UnknownLocaleError  # a fifth of the time of a short answer, and few answers need it

    for code in (language, language.partition("-")[0]):
        try:
            return Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def endonym(language: str) -> str:
    """What a language calls itself where it stands alone (Tiếng Việt, Français, English); its code where babel does not know it."""
    called = _called(language, language)
    return called if called == language else called[:1].upper() + called[1:]


def name(language: str, reader: str) -> str:
    """What a sentence for the reader calls a language: tiếng Việt, vietnamien, Vietnamese."""
    return _called(language, reader).replace("Tiếng", "tiếng")  # babel writes Vietnamese names as they stand alone


def _called(language: str, reader: str) -> str:
    known = locale(language)
    if known.language != language.partition("-")[0]:
        return language
    return known.get_display_name(locale(reader)) or language


def names(language: str, readers: Iterable[str]) -> set[tuple[str, ...]]:
    """How a language can be typed: its code, what it calls itself and what these readers call it, each as its folded words."""
    return {words(one) for one in (language, endonym(language), *(name(language, reader) for reader in readers))}


def number(count: int, reader: str) -> str:
    """A number as the reader's language writes it: 1.280, 1 280, 1,280."""
    from babel.numbers import format_decimal  # as late as the locale itself

    return format_decimal(count, locale=locale(reader))
