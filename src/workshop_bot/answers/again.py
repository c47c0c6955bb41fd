"""A question that asks for nothing but another language: "et en français ?", "in English, please", "còn tiếng Việt?"."""

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
_MAY_STAND = frozenset(_BESIDE.split())


def wanted_language(question: str, languages: tuple[str, ...]) -> str | None:
    """Which of these languages it asks for; None where it asks for anything else."""
    said = words(question)
    for called, language in _names(languages):
        for start in range(len(said) - len(called) + 1):
            if said[start : start + len(called)] == called and _MAY_STAND.issuperset((*said[:start], *said[start + len(called) :])):
                return language
    return None


@cache
def _names(languages: tuple[str, ...]) -> Collection[tuple[tuple[str, ...], str]]:
    """What each language is called in each of them and in English."""
    return tuple(_called(languages))


def _called(languages: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for language in languages:
        for reader in (*languages, "en"):
            yield words(name(language, reader)), language
