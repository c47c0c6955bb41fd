"""A folder's wordings made ready for questions, and the ranking of its entries for one question."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from workshop_bot.matching.decide import Evidence, evidence
from workshop_bot.matching.meanings import Phrase, everyday, phrases
from workshop_bot.matching.normalise import Vocabulary, normalise
from workshop_bot.matching.retrieve import Ints, Lexicon, Shelf, learn, vector
from workshop_bot.matching.score import Scored, score
from workshop_bot.texts.fold import words
from workshop_bot.texts.vietnamese import spellings


@dataclass(frozen=True)
class Index:
    """What a question is held against. `entries` are references; `owners` names each wording's entry by its place there.

    `spellings` are those of the syllables in wordings with accents.
    """

    entries: tuple[str, ...]
    owners: Ints = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    lexicon: Lexicon = field(repr=False)
    shelf: Shelf = field(repr=False)
    spellings: Mapping[str, Set[str]] = field(repr=False)


@dataclass(frozen=True)
class Ranking:
    """The entries that speak to a question, best first, and what the decision rests on."""

    words: tuple[str, ...]
    scored: tuple[Scored, ...]
    evidence: Evidence


def build(
    wordings: Sequence[tuple[str, str]], synonyms: Iterable[Sequence[str]], languages: Iterable[str], also: Iterable[str] = ()
) -> Index:
    """The index of (entry, wording) pairs; `also` holds what a vocabulary knows without a wording (names, hours)."""
    entries = tuple(dict.fromkeys(entry for entry, _ in wordings))
    place = {entry: number for number, entry in enumerate(entries)}
    texts = [words(text) for _, text in wordings]
    own, common = phrases([words(text) for text in group] for group in synonyms), phrases(everyday())
    lexicon, shelf = learn(texts, (own, common))
    counts = Counter(word for text in texts for word in set(text))
    counts.update({word: 0 for word in also if word not in counts})
    counts.update({word: 0 for phrase in (*own.meanings, *common.meanings) for word in phrase if word not in counts})
    owners = np.array([place[entry] for entry, _ in wordings], np.int32)
    spelt: dict[str, set[str]] = {}
    for _, text in wordings:
        for word, ways in spellings(text).items():
            spelt.setdefault(word, set()).update(ways)
    return Index(entries, owners, Vocabulary.of(counts, languages), lexicon, shelf, spelt)


def rank(question: Phrase, index: Index, absent: Set[str] = frozenset(), strange: Set[str] = frozenset()) -> Ranking:
    """The entries for a question of normalised words, of which those in `strange` only look like the folder's.

    Entries in `absent` are passed over, as if they were not in the folder.
    """
    left_out = np.isin(index.owners, [number for number, entry in enumerate(index.entries) if entry in absent]) if absent else None
    scored = tuple(score(vector(question, index.lexicon), index.shelf, index.owners, left_out))
    return Ranking(question, scored, evidence(scored, coverage(question, index.lexicon, strange)))


def read(question: str, index: Index) -> Phrase:
    """A question's words as the index understands them."""
    return normalise(question, index.vocabulary)


def strange(question: str, index: Index) -> frozenset[str]:
    """A question's words, folded, that are typed with accents and never so in the folder: it may know độ and đồ, which are no đô."""
    known = index.spellings
    return frozenset(word for word, ways in spellings(question).items() if word in known and ways.isdisjoint(known[word] | {word}))


def coverage(question: Phrase, lexicon: Lexicon, strange: Set[str] = frozenset()) -> float:
    """The share of a question's words, by rarity, that the folder's wordings know; of `strange` ones they know none."""
    known = all_ = 0.0
    for word in set(question):
        number = None if word in strange else lexicon.numbers[0].get(word)
        worth = lexicon.unknown if number is None else float(lexicon.rarity[number])
        all_ += worth
        known += worth if number is not None else 0.0
    return known / all_ if all_ else 0.0
