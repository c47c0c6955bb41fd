"""An index as bytes, and back again: what one process has learned, the next need not learn anew.

The bytes are a file of numpy with nothing in it but numbers and JSON: reading it runs no code.
"""

import io
import json
from typing import Any
from zlib import crc32

import numpy as np

from workshop_bot.matching.index import Index
from workshop_bot.matching.meanings import Phrases
from workshop_bot.matching.normalise import Vocabulary
from workshop_bot.matching.retrieve import BAGS, Lexicon, Shelf

_CHECK = 4
"""Bytes of the checksum that stands before all else."""
_SHELF = ("starts", "features", "weights", "posts", "holders", "shares")


def pack(index: Index) -> bytes:
    """An index as bytes."""
    lexicon, vocabulary = index.lexicon, index.vocabulary
    words = {
        "entries": index.entries,
        "counts": vocabulary.counts,
        "languages": vocabulary.languages,
        "features": [list(numbers) for numbers in lexicon.numbers],
        "unknown": lexicon.unknown,
        "spellings": {word: sorted(ways) for word, ways in index.spellings.items()},
        "phrases": [[list(table.meanings.items()), table.longest] for table in lexicon.phrases],
    }
    text = json.dumps(words, ensure_ascii=False).encode("utf-8", "surrogatepass")
    arrays: dict[str, Any] = {
        "text": np.frombuffer(text, np.uint8),
        "owners": index.owners,
        "bags": lexicon.bags,
        "rarity": lexicon.rarity,
        **{bag: np.fromiter(numbers.values(), np.int32) for bag, numbers in zip(BAGS, lexicon.numbers, strict=True)},
        **{name: getattr(index.shelf, name) for name in _SHELF},
    }
    data = io.BytesIO()
    np.savez(data, **arrays)
    return _check(data.getvalue()) + data.getvalue()


def unpack(data: bytes) -> Index:
    """The index that was packed into these bytes; ValueError where they are damaged or something else."""
    check, whole = data[:_CHECK], data[_CHECK:]
    if check != _check(whole):
        raise ValueError("no index")
    with np.load(io.BytesIO(whole)) as file:
        arrays: dict[str, Any] = {name: file[name] for name in file.files}
    words = json.loads(arrays["text"].tobytes().decode("utf-8", "surrogatepass"))
    numbers = tuple(dict(zip(names, arrays[bag].tolist(), strict=True)) for bag, names in zip(BAGS, words["features"], strict=True))
    own, everyday = (Phrases({tuple(phrase): tuple(meant) for phrase, meant in table}, longest) for table, longest in words["phrases"])
    return Index(
        tuple(words["entries"]),
        arrays["owners"],
        Vocabulary.of(words["counts"], words["languages"]),
        Lexicon(numbers, arrays["bags"], arrays["rarity"], words["unknown"], (own, everyday)),
        Shelf(**{name: arrays[name] for name in _SHELF}),
        {word: set(ways) for word, ways in words["spellings"].items()},
    )


def _check(data: bytes) -> bytes:
    return crc32(data).to_bytes(_CHECK)
