"""How much each entry's wordings, taken together, speak for it.

Ridge regression of "this wording belongs to the entry" on likeness, solved among the wordings nearest to the question
(kernel ridge: Saunders, Gammerman and Vovk 1998; learning near the question: Bottou and Vapnik 1992). What all wordings of
an entry share speaks for it; what its neighbours have as well does not. There is nothing to train beforehand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop_bot.matching.retrieve import BAGS, Ints, Shelf, Vector, kinship, likeness

NEAREST = 120
"""How many wordings are asked; more add time, not truth."""
SMALL = 300
"""Up to so many wordings the kinship of all is worked out once, and kept."""
BEST = 10
"""How many entries are ranked."""
CALM = 0.5
"""The ridge: larger trusts single wordings less."""


@dataclass(frozen=True)
class Scored:
    """An entry with its score (about 1: as its own wordings; 0: nothing speaks for it) and the part each bag has in it."""

    entry: int
    score: float
    parts: tuple[float, ...]


def score(question: Vector, shelf: Shelf, owners: Ints, without: NDArray[np.bool_] | None = None) -> list[Scored]:
    """The entries that the nearest wordings speak for, best first; `owners` names each wording's entry.

    Wordings that `without` marks are left out, which is how a folder is judged by its own wordings.
    """
    like = likeness(question, shelf)
    total = like.sum(axis=0)
    if without is not None:
        total[without] = 0
    near = np.flatnonzero(total > 0)
    if not len(near):
        return []
    if len(near) > NEAREST:
        near = near[np.argpartition(-total[near], NEAREST - 1)[:NEAREST]]
    near.sort()
    kin = shelf.kin[np.ix_(near, near)] if shelf.size <= SMALL else kinship(near.astype(np.int32), shelf)
    kin.flat[:: len(near) + 1] += CALM
    voices = np.linalg.solve(kin, like[:, near].T)
    ours, size = owners[near], int(owners.max()) + 1
    parts = np.stack([np.bincount(ours, voices[:, bag], size) for bag in range(len(BAGS))], axis=1)
    entries = np.flatnonzero(np.bincount(ours, minlength=size))
    scores = parts.sum(axis=1)
    order = entries[np.lexsort((entries, -scores[entries]))[:BEST]]
    return [Scored(*one) for one in zip(order.tolist(), scores[order].tolist(), map(tuple, parts[order].tolist()), strict=True)]
