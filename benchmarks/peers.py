"""What others match questions with: the nearest wording by WRatio, by BM25, by TF-IDF; each folded as ours is, or as it comes."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz, process

from workshop_bot.texts.fold import words

Scores = dict[int, float]
"""Place of a wording → its score; wordings that share nothing may be missing."""
Peer = Callable[[Sequence[str]], Callable[[str], Scores]]
"""Wordings → (question → scores)."""


def wratio(texts: Sequence[str]) -> Callable[[str], Scores]:
    """rapidfuzz `WRatio` on lower-case text, of all wordings."""
    lowered = [text.lower() for text in texts]

    def ask(question: str) -> Scores:
        found = process.extract(question.lower(), lowered, scorer=fuzz.WRatio, limit=None)
        return {place: score / 100 for _, score, place in found}

    return ask


def bm25(texts: Sequence[str]) -> Callable[[str], Scores]:
    """Okapi BM25 (k1 1.2, b 0.75: Robertson and Zaragoza 2009) on lower-case words."""
    bags = [Counter(text.lower().split()) for text in texts]
    mean = sum(sum(bag.values()) for bag in bags) / len(bags)
    posts = _posts(bags)

    def ask(question: str) -> Scores:
        scores: Scores = defaultdict(float)
        for word in set(question.lower().split()):
            held = posts.get(word, ())
            rarity = math.log(1 + (len(bags) - len(held) + 0.5) / (len(held) + 0.5))
            for place, times in held:
                scores[place] += rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * sum(bags[place].values()) / mean))
        return scores

    return ask


def tfidf(texts: Sequence[str], terms: Callable[[str], Iterable[str]] | None = None) -> Callable[[str], Scores]:
    """Cosine of TF-IDF over words and runs of 3 to 5 letters of lower-case text."""
    split = terms or _terms
    bags = [Counter(split(text)) for text in texts]
    held = Counter(term for bag in bags for term in bag)
    rarity = {term: math.log((1 + len(bags)) / (1 + times)) + 1 for term, times in held.items()}
    vectors = [_unit({term: (1 + math.log(times)) * rarity[term] for term, times in bag.items()}) for bag in bags]
    posts: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for term, weight in vector.items():
            posts[term].append((place, weight))

    def ask(question: str) -> Scores:
        scores: Scores = defaultdict(float)
        unknown = math.log(1 + len(bags)) + 1
        vector = _unit({term: (1 + math.log(times)) * rarity.get(term, unknown) for term, times in Counter(split(question)).items()})
        for term, weight in vector.items():
            for place, other in posts.get(term, ()):
                scores[place] += weight * other
        return scores

    return ask


def tfidf_folded(texts: Sequence[str]) -> Callable[[str], Scores]:
    """The same behind the folding of case and accents."""
    return tfidf(texts, lambda text: _terms(" ".join(words(text))))


PEERS: dict[str, Peer] = {"rapidfuzz WRatio": wratio, "BM25": bm25, "TF-IDF": tfidf, "TF-IDF, folded": tfidf_folded}


def _terms(text: str) -> Iterable[str]:
    for word in text.lower().split():
        yield word
        framed = f"<{word}>"
        yield from (framed[start : start + length] for length in (3, 4, 5) for start in range(len(framed) - length + 1))


def _posts(bags: Sequence[Counter[str]]) -> dict[str, list[tuple[int, int]]]:
    posts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, bag in enumerate(bags):
        for word, times in bag.items():
            posts[word].append((place, times))
    return posts


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / length for term, weight in vector.items()}
