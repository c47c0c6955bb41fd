"""Which questions ask the same, in whatever language: those that the folder would answer alike, and those that use nearly the same words.

What the folder knows of joins languages; two texts it knows nothing of are held against each other as wordings are.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from workshop_bot.matching.decide import decide
from workshop_bot.matching.index import Index, build, rank, read, strange
from workshop_bot.matching.retrieve import Floats, likeness, vector
from workshop_bot.texts.fold import words

ALIKE = 0.6
"""From this cosine on two texts ask the same: lower ones join many that differ (measured on the shipped questions)."""


def groups(texts: Sequence[str], index: Index, synonyms: Iterable[Sequence[str]], languages: Iterable[str]) -> list[list[int]]:
    """The places of texts that ask the same, each place in one group, in the order of their first; `index` is the folder's."""
    entries = [_entry(text, index) for text in texts]
    like = _likenesses(texts, synonyms, languages)
    found: list[list[int]] = []
    for place, entry in enumerate(entries):
        mine = [one for one in found if any((entry and entry == entries[other]) or like[place, other] >= ALIKE for other in one)]
        found = [one for one in found if one not in mine]
        found.append(sorted((*(other for one in mine for other in one), place)))
    return sorted(found)


def _entry(text: str, index: Index) -> str | None:
    """The entry that the folder would answer with."""
    ranking = rank(read(text, index), index, strange=strange(text, index))
    return index.entries[ranking.scored[0].entry] if ranking.scored and decide(ranking.evidence) == "answer" else None


def _likenesses(texts: Sequence[str], synonyms: Iterable[Sequence[str]], languages: Iterable[str]) -> Floats:
    """How alike each two texts are, 0 to 1, as a square array."""
    index = build([(str(place), text) for place, text in enumerate(texts)], synonyms, languages)
    like = np.stack([likeness(vector(words(text), index.lexicon), index.shelf).sum(axis=0) for text in texts])
    own = np.sqrt(np.maximum(np.diag(like), 1e-9))
    square: Floats = (like / own[:, None] / own[None, :]).astype(np.float32)
    square[[not words(text) for text in texts]] = 0  # what has no words asks nothing
    return square
