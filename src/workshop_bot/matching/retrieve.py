"""The wordings that share most with a question, and by how much.

A text is five bags: words, pairs of neighbouring words, letters (2 to 4 in a row within a word), meanings by the folder's
own synonyms, and meanings by the everyday lexicon. Each bag is weighed by rarity ((1 + log tf) × smoothed idf: Salton and
Buckley 1988) and scaled to length 1; the likeness of two texts is then the weighted sum of five cosines.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workshop_bot.matching.meanings import Phrase, Phrases, meanings

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Feature = str | int
Bags = tuple[Sequence[Feature], ...]

BAGS = ("words", "pairs", "letters", "synonyms", "everyday")
WEIGHTS = np.array([1.0, 0.7, 1.0, 1.0, 1.0], np.float32)
"""How much each bag counts in a likeness."""

LONGEST = 32
"""Letters of a word that are looked at: what is longer is no word, and 4,096 at a time would fill the memory."""


@dataclass(frozen=True)
class Lexicon:
    """The features of a folder: by bag their numbers, by number their bag and rarity; `phrases` is its table of meanings."""

    numbers: tuple[Mapping[Feature, int], ...]
    bags: Ints
    rarity: Floats
    unknown: float
    phrases: tuple[Phrases, Phrases]


@dataclass(frozen=True)
class Vector:
    """A text as feature numbers and their weights, with the bag that each belongs to."""

    features: Ints
    weights: Floats
    bags: Ints


@dataclass(frozen=True)
class Shelf:
    """All wordings as vectors, by wording (`starts`, `features`, `weights`) and by feature (`posts`, `holders`, `shares`)."""

    starts: Ints
    features: Ints
    weights: Floats
    posts: Ints
    holders: Ints
    shares: Floats

    @property
    def size(self) -> int:
        """How many wordings there are."""
        return len(self.starts) - 1

    @cached_property
    def kin(self) -> Floats:
        """How like each other all wordings are; for small folders, of which most wordings are near to any question."""
        return kinship(np.arange(self.size, dtype=np.int32), self)


class _Numbers(dict[Feature, int]):
    """The numbers of a bag's features; a new one gets the next number over all bags, of which `origin` keeps the bag."""

    def __init__(self, bag: int, origin: list[int]) -> None:
        self.bag, self.origin = bag, origin

    def __missing__(self, feature: Feature) -> int:
        self.origin.append(self.bag)
        number = self[feature] = len(self.origin) - 1
        return number


def learn(texts: Sequence[Phrase], phrases: tuple[Phrases, Phrases]) -> tuple[Lexicon, Shelf]:
    """The lexicon and the shelf of a folder's wordings, given as folded words; `phrases` are its own synonyms and the everyday ones."""
    origin: list[int] = []
    numbers = tuple(_Numbers(bag, origin) for bag in range(len(BAGS)))
    features: list[int] = []
    ends = [0]
    for text in texts:
        for known, found in zip(numbers, _bags(text, phrases), strict=True):
            features.extend(map(known.__getitem__, found))
        ends.append(len(features))
    _letters.cache_clear()  # they take 5 MB, and most words of a folder are not asked for
    bags = np.array(origin, np.int32)
    rows = np.repeat(np.arange(len(texts)), np.diff(ends))
    rows, columns, times = _cells(rows, np.array(features, np.int64), len(bags))
    held = np.bincount(columns, minlength=len(bags))
    rarity = (np.log((1 + len(texts)) / (1 + held)) + 1).astype(np.float32)
    weights = _weigh(rows, times, bags[columns], rarity[columns])
    starts = np.searchsorted(rows, np.arange(len(texts) + 1)).astype(np.int32)
    by_feature = np.argsort(columns, kind="stable")
    posts = np.concatenate(([0], np.cumsum(held))).astype(np.int32)
    shelf = Shelf(starts, columns, weights, posts, rows[by_feature].astype(np.int32), weights[by_feature])
    return Lexicon(tuple(map(dict, numbers)), bags, rarity, math.log(1 + len(texts)) + 1, phrases), shelf


def vector(text: Phrase, lexicon: Lexicon) -> Vector:
    """A text as the folder sees it; what the folder does not know adds to the length of its bag alone."""
    times: dict[int, int] = {}
    strange: list[int] = []
    known = len(lexicon.bags)
    for bag, (numbers, found) in enumerate(zip(lexicon.numbers, _bags(text, lexicon.phrases), strict=True)):
        strangers: dict[Feature, int] = {}
        for feature in found:
            number = numbers.get(feature)
            if number is None:
                number = strangers.setdefault(feature, known + len(strange) + len(strangers))
            times[number] = times.get(number, 0) + 1
        strange += [bag] * len(strangers)
    columns = sorted(times)
    ours = np.array(columns[: len(columns) - len(strange)], np.int32)  # each of the others stands once, in the order of `strange`
    bags = np.concatenate((lexicon.bags[ours], np.array(strange, np.int32)))
    rarity = np.concatenate((lexicon.rarity[ours], np.full(len(strange), lexicon.unknown, np.float32)))
    weights = _weigh(np.zeros(len(columns), np.int64), np.array([times[column] for column in columns], np.int64), bags, rarity)
    return Vector(ours, weights[: len(ours)], bags[: len(ours)])


def likeness(question: Vector, shelf: Shelf) -> Floats:
    """How like the question each wording is, by bag: an array of (bags, wordings)."""
    begins, ends = shelf.posts[question.features], shelf.posts[question.features + 1]
    lengths = ends - begins
    places = _ranges(begins, lengths)
    cells = shelf.holders[places] + np.repeat(question.bags * shelf.size, lengths)
    shares = shelf.shares[places] * np.repeat(question.weights, lengths)
    return np.bincount(cells, shares, len(BAGS) * shelf.size).reshape(len(BAGS), shelf.size).astype(np.float32)


def kinship(wordings: Ints, shelf: Shelf) -> Floats:
    """How like each other these wordings are: a square array; on its diagonal the sum of the weights of the bags they fill."""
    begins = shelf.starts[wordings]
    lengths = shelf.starts[wordings + 1] - begins
    places = _ranges(begins, lengths)
    columns, weights = shelf.features[places], shelf.weights[places]
    owners = np.repeat(np.arange(len(wordings)), lengths)
    shared = np.bincount(columns) > 1  # what one wording alone has adds to its own length only
    slots = np.cumsum(shared)
    table = np.zeros((len(wordings), int(slots[-1]) + 1), np.float32)
    common = shared[columns]
    table[owners[common], slots[columns[common]]] = weights[common]
    square: Floats = table @ table.T
    np.fill_diagonal(square, np.bincount(owners, weights * weights, len(wordings)))
    return square


def _bags(text: Phrase, phrases: tuple[Phrases, Phrases]) -> Bags:
    framed = ("", *text, "")
    pairs = [f"{first} {second}" for first, second in pairwise(framed)]
    letters = [run for word in text for run in _letters(word[:LONGEST])]
    return text, pairs, letters, *(meanings(text, known) for known in phrases)


@lru_cache(maxsize=20_000)
def _letters(word: str) -> tuple[str, ...]:
    """Runs of 2 to 4 letters, the edges of the word marked."""
    framed = f"<{word}>"
    return tuple(framed[start : start + length] for length in (2, 3, 4) for start in range(len(framed) - length + 1))


def _cells(rows: NDArray[np.int64], columns: NDArray[np.int64], width: int) -> tuple[NDArray[np.int64], Ints, NDArray[np.int64]]:
    """Each (row, column) once, in order, with the number of times it was given."""
    cells, times = np.unique(rows * max(width, 1) + columns, return_counts=True)
    return cells // max(width, 1), (cells % max(width, 1)).astype(np.int32), times


def _weigh(rows: NDArray[np.int64], times: NDArray[np.int64], bags: Ints, rarity: Floats) -> Floats:
    """The weight of each cell, of which the row, the bag and the rarity are given: each bag of each row has the length of WEIGHTS."""
    worth = (1 + np.log(times)) * rarity
    lengths = np.bincount(rows * len(BAGS) + bags, worth * worth)
    scaled: Floats = (worth * np.sqrt(WEIGHTS[bags] / lengths[rows * len(BAGS) + bags])).astype(np.float32)
    return scaled


def _ranges(begins: Ints, lengths: Ints) -> NDArray[np.int64]:
    """The numbers from each begin on, as many as its length, one after the other."""
    numbers: NDArray[np.int64] = np.arange(int(lengths.sum())) + np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    return numbers
