"""Fit the numbers of `matching/decide.py` and the weights of `matching/retrieve.py` on folders of knowledge, from their wordings alone.

    python3 dev.py bench fit FOLDER…             the two chances, as lines to paste into decide.py
    python3 dev.py bench fit FOLDER… --weights   the weights of the bags and the ridge first, one after the other

Each folder is judged by itself: every wording is asked as if it were not there, once as written and once as fingers slip
(is the best guess right?); as if its whole entry were not there (whatever is found is wrong); and wordings of the other folders
are asked of it (wrong again). Folders count alike, whatever their size. No question that a folder is measured with is read.
"""

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import usable
from workshop_bot.matching import decide, retrieve, score
from workshop_bot.matching.index import Index, build, rank, read
from workshop_bot.matching.retrieve import vector
from workshop_bot.texts.fold import fold, words

SEED = 2024
MOST = 300
"""Wordings of a folder that are asked; more make it slower, not truer."""
LEFT_OUT, FOREIGN = 0.25, 0.3
"""How much the questions without an answer weigh against those with one."""
RIDGE = 1e-3
ROUNDS, NOISE = 2, 0.001
OFFERED = 4
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Trial:
    """A question whose answer is known: the evidence, whether the best was right and whether the right one was near, its weight."""

    evidence: decide.Evidence
    best: bool
    near: bool
    weight: float


@dataclass(frozen=True)
class Folder:
    """A folder's wordings with their entries, and the index of all."""

    name: str
    knowledge: Knowledge
    texts: tuple[tuple[str, str], ...]

    def index(self) -> Index:
        """The index as the weights are now."""
        return build(self.texts, self.knowledge.synonyms, self.knowledge.workshop.languages)


def load(path: Path) -> Folder:
    """A folder's wordings."""
    knowledge = usable(path)
    texts = ((f"faq:{entry.id}", text) for entry in knowledge.faq for text in entry.wordings)
    return Folder(path.name, knowledge, tuple(texts))


def slip(text: str, chance: random.Random) -> str:
    """A text as it is typed in a hurry: without accents, or with two letters swapped in a longer word."""
    if chance.random() < 0.5 and not text.isascii():
        return fold(text)
    parts = text.split(" ")
    long = [place for place, word in enumerate(parts) if len(word) > 4 and word.isalpha()]
    if long:
        place = chance.choice(long)
        at = chance.randrange(1, len(parts[place]) - 2)
        word = parts[place]
        parts[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(parts)


def trials(folder: Folder, foreign: Sequence[str]) -> Iterator[Trial]:
    """All trials of a folder."""
    chance = random.Random(SEED)
    index = folder.index()
    texts = [words(text) for _, text in folder.texts]
    held = Counter(word for text in texts for word in set(text))
    by_entry: dict[int, Counter[str]] = {}
    for owner, text in zip(index.owners.tolist(), texts, strict=True):
        by_entry.setdefault(owner, Counter()).update(set(text))
    asked = sorted(chance.sample(range(len(texts)), min(MOST, len(texts))))
    for place in asked:
        owner = int(index.owners[place])
        alone = np.zeros(len(texts), bool)
        alone[place] = True
        itself = Counter(dict.fromkeys(texts[place], 1))
        for question in (texts[place], read(slip(folder.texts[place][1], chance), index)):
            yield _trial(question, index, alone, held - itself, owner, 0.5)
        yield _trial(texts[place], index, index.owners == owner, held - by_entry[owner], None, LEFT_OUT)
    for unanswerable in foreign:
        ranking = rank(read(unanswerable, index), index)
        yield Trial(ranking.evidence, False, False, FOREIGN * len(asked) / len(foreign))


def _trial(
    question: tuple[str, ...], index: Index, without: NDArray[np.bool_], held: Counter[str], owner: int | None, weight: float
) -> Trial:
    scored = score.score(vector(question, index.lexicon), index.shelf, index.owners, without)
    found = decide.evidence(scored, _coverage(question, held, index.shelf.size))
    best = bool(scored) and scored[0].entry == owner
    return Trial(found, best, any(one.entry == owner for one in scored[:OFFERED]), weight)


def _coverage(question: Iterable[str], held: Counter[str], size: int) -> float:
    """The coverage that the question would have if the wordings left out were not there."""
    worth = {word: math.log((1 + size) / (1 + held[word])) + 1 for word in set(question)}
    return sum(value for word, value in worth.items() if held[word]) / sum(worth.values()) if worth else 0.0


def gather(folders: Sequence[Folder]) -> dict[str, list[Trial]]:
    """The trials of each folder, the others' wordings being foreign to it."""
    chance = random.Random(SEED)
    found = {}
    for folder in folders:
        others = [text for other in folders if other is not folder for _, text in other.texts]
        found[folder.name] = list(trials(folder, chance.sample(others, min(MOST, len(others)))))
    return found


def fit(found: dict[str, list[Trial]], near: bool) -> tuple[decide.Chance, float]:
    """The chance that fits the trials best (logistic regression by Newton's method), and its mean loss."""
    rows = [(trial, trial.weight / sum(one.weight for one in of_folder)) for of_folder in found.values() for trial in of_folder]
    evidence = np.array([(t.evidence.score, t.evidence.margin, t.evidence.coverage, 1.0) for t, _ in rows])
    truth = np.array([t.near if near else t.best for t, _ in rows], float)
    weight = np.array([weight for _, weight in rows]) / len(found)
    numbers = np.zeros(4)
    for _ in range(50):
        guess = 1 / (1 + np.exp(-evidence @ numbers))
        slope = evidence.T @ (weight * (guess - truth)) + RIDGE * numbers / len(rows)
        curve = (evidence * (weight * guess * (1 - guess))[:, None]).T @ evidence + RIDGE * np.eye(4) / len(rows)
        numbers -= np.linalg.solve(curve, slope)
    guess = np.clip(1 / (1 + np.exp(-evidence @ numbers)), 1e-9, 1 - 1e-9)
    loss = -float(weight @ (truth * np.log(guess) + (1 - truth) * np.log(1 - guess)))
    return decide.Chance(*(round(float(number), 2) for number in numbers)), loss


def fit_weights(folders: Sequence[Folder]) -> None:
    """From equal weights on, try each and the ridge somewhat larger and smaller, and keep what lowers the loss beyond noise."""
    retrieve.WEIGHTS[:] = 1
    best = fit(gather(folders), near=False)[1]
    for _ in range(ROUNDS):
        for bag in range(1, len(retrieve.BAGS)):  # the first stays 1: only their ratios and the ridge count
            for factor in (0.7, 1.4):
                best = _try(folders, best, bag, factor)
        for factor in (0.7, 1.4):
            best = _try(folders, best, None, factor)


def _try(folders: Sequence[Folder], best: float, bag: int | None, factor: float) -> float:
    before = score.CALM if bag is None else float(retrieve.WEIGHTS[bag])
    _set(bag, before * factor)
    loss = fit(gather(folders), near=False)[1]
    name = "ridge" if bag is None else retrieve.BAGS[bag]
    print(f"  {name} {before * factor:.2f}: loss {loss:.4f} against {best:.4f}", file=sys.stderr, flush=True)
    if loss < best - NOISE:
        return loss
    _set(bag, before)
    return best


def _set(bag: int | None, value: float) -> None:
    if bag is None:
        score.CALM = value
    else:
        retrieve.WEIGHTS[bag] = value


def main() -> None:
    """Fit on the folders named and print what to paste."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--weights", action="store_true", help="fit the weights of the bags and the ridge first")
    arguments = parser.parse_args()
    folders = [load(path) for path in arguments.folders]
    if arguments.weights:
        fit_weights(folders)
        print(f"WEIGHTS = {[round(float(weight), 2) for weight in retrieve.WEIGHTS]}\nCALM = {score.CALM:.2f}")
    found = gather(folders)
    for name, near in (("BEST_IS_RIGHT", False), ("RIGHT_IS_NEAR", True)):
        chance, loss = fit(found, near)
        print(f"{name} = {chance}  # mean loss {loss:.4f}")


if __name__ == "__main__":
    main()
