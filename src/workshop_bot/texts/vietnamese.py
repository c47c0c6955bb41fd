"""How Vietnamese is spelled: what can be a syllable, its accents, and what telex leaves behind when the input method is off."""

import re
import unicodedata

from workshop_bot.texts.fold import fold

_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:(?:[aeiouy]|oa|oe|oo|ie|ye|ua|ue|uo|uy|uye)(?:ch|ng|nh|[cmnpt])"
    r"|[aeiouy]|a[iouy]|e[ou]|i[au]|o[aei]|u[aeiouy]|ieu|yeu|oa[ioy]|oeo|uay|uo[iu]|uy[au])"
)
_WORD = re.compile(r"\w+")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TONES = "sfrxj"
_VOWEL = re.compile("[aeiouy]")


def is_syllable(word: str) -> bool:
    """Whether a folded word is spelled as a Vietnamese syllable: onset, vowels, coda. Many short foreign words are too."""
    return _SYLLABLE.fullmatch(word) is not None


def spellings(text: str) -> dict[str, set[str]]:
    """The syllables of a text, folded, each with the ways it is spelled there; nothing of a text typed without accents.

    The mark of the tone stands last, for people write `hoá` and `hóa`.
    """
    typed = _WORD.findall(unicodedata.normalize("NFC", text.lower()))
    found: dict[str, set[str]] = {}
    if not all(map(str.isascii, typed)):
        for word in typed:
            if is_syllable(folded := fold(word)):
                found.setdefault(folded, set()).add(_tone_last(word))
    return found


def _tone_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", _TONE.sub("", parts)) + "".join(_TONE.findall(parts))


def without_telex(word: str) -> set[str]:
    """The unaccented words that a telex spelling may stand for: `dduowcj` → `duoc`; marks may come late (`duocdwj`)."""
    joined = re.sub(r"([aeo])\1", r"\1", word.replace("dd", "d"))
    hatless = joined.replace("w", "")
    late = re.sub(r"([aeo])([^aeo]*)\1", r"\1\2", re.sub(r"^d([^d]+)d", r"d\1", hatless))
    plain = {joined, hatless, late}
    for base in tuple(plain):
        vowel = _VOWEL.search(base)
        if vowel:
            plain |= {base[:i] + base[i + 1 :] for i in range(vowel.end(), len(base)) if base[i] in _TONES}
    return {base for base in plain if _VOWEL.search(base)} - {word}
