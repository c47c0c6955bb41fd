"""The words that a question means: folded, and mended where the folder does not know them.

A word of the folder's wordings is never touched, and one that it knows otherwise is no more than a short form in the question's language.
An unknown one is read, language by language, the question's first, then in the folder's order, as a short
form (`ko`, `svp`, `pls`) or as Vietnamese typed with the input method off (`dduowcj`); else as a slip of the fingers (`registeration`).
A well-formed Vietnamese syllable is no slip: one letter off is mostly another word.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from workshop_bot.matching.tables import lines
from workshop_bot.texts.fold import fold, words
from workshop_bot.texts.languages import detect
from workshop_bot.texts.vietnamese import is_syllable, without_telex

_ELIDED = re.compile(r"\b(\w)'")


@dataclass(frozen=True)
class Vocabulary:
    """The words a folder knows, each with the number of wordings that hold it, and the short forms of its languages.

    Two words with a space between them are neighbours in a name, one of them a letter.
    """

    counts: Mapping[str, int]
    languages: tuple[str, ...]
    by_head: Mapping[tuple[int, str], tuple[str, ...]] = field(repr=False)
    """Length and first letter → the words of these."""

    @classmethod
    def of(cls, counts: Mapping[str, int], languages: Iterable[str]) -> "Vocabulary":
        """A vocabulary of these words, for a folder in these languages."""
        heads: dict[tuple[int, str], list[str]] = {}
        for word in counts:
            if " " in word:
                continue
            heads.setdefault((len(word), word[:1]), []).append(word)
        return cls(counts, tuple(languages), {head: tuple(group) for head, group in heads.items()})

    def mend(self, word: str, spoken: str | None = None) -> tuple[str, ...]:
        """What one folded word stands for in a question in the language `spoken`; most often itself."""
        if self.counts.get(word) or word.isdigit() or (word in self.counts and word not in short_forms(spoken or "")):
            return (word,)
        readings: list[tuple[str, ...]] = []
        for language in sorted(self.languages, key=lambda one: one != spoken):
            readings += short_forms(language).get(word, ())
            if known := [reading for reading in readings if all(part in self.counts for part in reading)]:
                return known[0]
            if language == "vi" and (undone := [plain for plain in without_telex(word) if plain in self.counts]):
                return (max(undone, key=lambda plain: (self.counts[plain], plain)),)
        if readings:
            return readings[0]
        if "vi" in self.languages and is_syllable(word):
            return (word,)
        return (self._nearest(word),)

    def _nearest(self, word: str) -> str:
        """The known word one slip away (two from eight letters on), with the same letters if one has them; else the word itself.

        Fingers seldom miss the first letter, and one letter exchanged in four is mostly another word: "lisa" is no "visa".
        """
        slips = 2 if len(word) >= 8 else 1 if len(word) >= 4 else 0
        if not slips:
            return word
        lengths = range(len(word) - slips, len(word) + slips + 1)
        near = [known for length in lengths for known in self.by_head.get((length, word[0]), ())]
        if word[1] != word[0]:
            near += [known for length in lengths for known in self.by_head.get((length, word[1]), ()) if known[1:2] == word[0]]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        if len(word) == 4:
            found = [hit for hit in found if len(hit[0]) != 4 or sorted(hit[0]) == sorted(word)]
        return (
            min(found, key=lambda hit: (hit[1], not self.counts[hit[0]], sorted(hit[0]) != sorted(word), -self.counts[hit[0]], hit[0]))[0]
            if found
            else word
        )


def normalise(question: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The question's words, folded and mended, in order.

    The letters of "hội trường A" and "soins d'urgence" are no short forms of "anh" and "de": so they stand in names.
    """
    languages = vocabulary.languages
    spoken = languages[0] if len(languages) == 1 else detect(question, languages)
    typed = words(question)
    left = set(_ELIDED.findall(fold(question)))
    left.update(*((one, two) for one, two in pairwise(typed) if f"{one} {two}" in vocabulary.counts))
    return tuple(part for word in typed for part in ((word,) if word in left else vocabulary.mend(word, spoken)))


@cache
def short_forms(language: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Short form → its readings, likeliest first, each as folded words; empty for a language without a table."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in lines("short-forms"):
        if line.startswith(f"{language}\t"):
            _, short, readings = fold(line).split("\t")
            table.setdefault(short, tuple(words(reading) for reading in readings.split(",")))
    return table
