"""What asks for nothing but another language, for one answer or for good: "et en français ?", "còn tiếng Việt?", "switch to English"."""

from collections.abc import Collection, Iterator
from functools import cache

from workshop_bot.texts.fold import words
from workshop_bot.texts.languages import name

# What may stand beside a language's name, folded; with any other word the question asks for more.
_BESIDE = """
    a again also and can could do have how i in it me now please pls repeat same say tell that the this to too translate translated
    translation version what about you
    aussi avoir ca c cela chose dire dis dites en est et il je l la le maintenant me meme moi mais peux plait pouvez puis s stp svp
    te traduire traduis traduisez traduction un une version vous
    a ah ai anh ban bang cau chi cho co con dich doc dum em giup gui khong ko la lai minh nay nhe nhe noi nua oi qua sang thi sao
    toi tra loi tieng u va voi xem xin duoc
"""
_CHANGE = """
    change language set switch use
    changer changez ecris ecrivez langue mets mettez mettre passe passer passez
    chuyen dat doi dung ngon ngu sua
"""
_WISH = "bot can d di i je like need to want would aimerais souhaite veux voudrais muon"
_CHANGING, _WISHING = frozenset(_CHANGE.split()), frozenset(_WISH.split())
_SPEAKING = frozenset({"speak", "talk", "parle", "parler", "parles", "parlez", "noi"})
_SPEAKERS = frozenset({"i", "we", "j", "je", "nous", "on", "toi", "em", "minh"})
"""Who asks what they themselves may speak asks about the workshop."""
_MAY_STAND = frozenset(_BESIDE.split())


def wanted_language(question: str, languages: tuple[str, ...]) -> str | None:
    """Which of these languages it asks for; None where it asks for anything else."""
    said = words(question)
    for called, language in _names(languages):
        for start in range(len(said) - len(called) + 1):
            if said[start : start + len(called)] == called and _MAY_STAND.issuperset((*said[:start], *said[start + len(called) :])):
                return language
    return None


def language_to_speak(typed: str, languages: tuple[str, ...]) -> str | None:
    """Which of these languages is wanted for good: "switch to English", "parle français"; None where what is typed says anything else."""
    said = words(typed)
    speaking = next((place for place, word in enumerate(said) if word in _SPEAKING), None)
    if _CHANGING.isdisjoint(said) and (speaking is None or not _SPEAKERS.isdisjoint(said[:speaking])):
        return None
    return wanted_language(" ".join(word for word in said if word not in _CHANGING | _SPEAKING | _WISHING), languages)


@cache
def _names(languages: tuple[str, ...]) -> Collection[tuple[tuple[str, ...], str]]:
    """What each language is called in each of them and in English."""
    return tuple(_called(languages))


def _called(languages: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for language in languages:
        for reader in (*languages, "en"):
            yield words(name(language, reader)), language
