"""Our matcher beside its peers: quality, speed, memory, on any folders of knowledge, in one run.

    python3 dev.py bench matching FOLDER…          quality and time a question
    python3 dev.py bench matching FOLDER… --cost   also index, memory and time a question at 100, 1,000 and 10,000 wordings

A folder is measured with its `questions.jsonl` (`question`, `language`, `expect` an entry or `unknown`) if it has one, else with its
questions.yaml. Utility: a right answer counts 1, a wrong one −1, an offer half of either, an answer or an offer to a question out of
scope −1 and −½; the sum is divided by the questions in scope. The peers' thresholds (answer, margin, offer) are the best in five folds of
the folder's own wordings with a fifth of the entries taken out; ours are the program's.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from peers import PEERS, Peer

from workshop_bot.answers import Ready, answer, prepare
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import usable
from workshop_bot.matching.index import build, rank, read

SEED = 2024
NOW = datetime(2024, 12, 1, tzinfo=UTC)
SIZES = (100, 1_000, 10_000)
OURS = "workshop-bot"


@dataclass(frozen=True)
class Said:
    """What a matcher says: `answer`, `choose` or `unknown`, and the entries, best first."""

    outcome: str
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """The figures of one matcher on one folder; shares are within 0–1, times in ms."""

    utility: float
    right: float
    wrong: float
    refused: float
    build: float
    question: float


def questions(folder: Path, knowledge: Knowledge) -> list[tuple[str, str]]:
    """The questions of a folder with what they expect: an entry, or `unknown` for whatever is no curated entry."""
    if (folder / "questions.jsonl").exists():
        rows = map(json.loads, (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines())
        return [(row["question"], row["expect"]) for row in rows]
    return [(one.ask, one.expect) for one in knowledge.questions if one.expect.startswith("faq:") or one.expect == "unknown"]


def worth(said: Said, expect: str) -> float:
    """What one reply is worth in answers."""
    right = expect != "unknown" and expect in (said.entries[:1] if said.outcome == "answer" else said.entries[:4])
    return {"answer": 1.0, "choose": 0.5, "unknown": 0.0}[said.outcome] * (1 if right else -1)


def measure(ask: Callable[[str], Said], asked: Sequence[tuple[str, str]], built: float) -> Figures:
    """Put the questions to a matcher."""
    began = time.perf_counter()
    replies = [(ask(question), expect) for question, expect in asked]
    each = (time.perf_counter() - began) / len(asked)
    inside = [(said, expect) for said, expect in replies if expect != "unknown"]
    outside = [said for said, expect in replies if expect == "unknown"]
    answered = [said.entries[0] == expect for said, expect in inside if said.outcome == "answer"]
    return Figures(
        sum(worth(said, expect) for said, expect in replies) / len(inside),
        sum(answered) / len(inside),
        (len(answered) - sum(answered)) / len(inside),
        sum(said.outcome == "unknown" for said in outside) / len(outside) if outside else 1.0,
        1000 * built,
        1000 * each,
    )


def ours(knowledge: Knowledge) -> Callable[[str], Said]:
    """The whole program, as `ask` uses it."""
    ready: Ready = prepare(knowledge)

    def ask(question: str) -> Said:
        given = answer(question, ready, NOW)
        outcome = {"unpublished": "answer", "declined": "unknown", "greeting": "unknown"}.get(given.outcome, given.outcome)
        return Said(outcome, (*((given.entry,) if given.entry else ()), *(one.entry for one in given.candidates)))

    return ask


Thresholds = tuple[float, float, float]


def peer(texts: Sequence[tuple[str, str]], make: Peer) -> Callable[[str], list[tuple[str, float]]]:
    """A peer's entries for a question, by their nearest wording, best first."""
    scores_of = make([text for _, text in texts])

    def ask(question: str) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        for place, score in scores_of(question).items():
            entry = texts[place][0]
            best[entry] = max(score, best.get(entry, 0.0))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:4]

    return ask


def decided(ranked: Sequence[tuple[str, float]], thresholds: Thresholds) -> Said:
    """A reply by three thresholds: to answer, by how much to lead, to offer."""
    least, lead, offer = thresholds
    entries = tuple(entry for entry, _ in ranked)
    first = ranked[0][1] if ranked else 0.0
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if ranked and first >= least and first - second >= lead:
        return Said("answer", entries)
    return Said("choose" if len(ranked) > 1 and first >= offer else "unknown", entries)


def best_thresholds(texts: Sequence[tuple[str, str]], make: Peer) -> Thresholds:
    """The thresholds with the best utility in five folds of the wordings, a fifth of the entries taken out of each."""
    chance = random.Random(SEED)
    entries = sorted({entry for entry, _ in texts})
    trials: list[tuple[list[tuple[str, float]], str]] = []
    for fold in range(5):
        absent = set(chance.sample(entries, max(1, len(entries) // 5)))
        asked = [place for place in range(len(texts)) if place % 5 == fold]
        rest = [text for place, text in enumerate(texts) if place % 5 != fold and text[0] not in absent]
        ask = peer(rest, make)
        trials += [(ask(texts[place][1]), "unknown" if texts[place][0] in absent else texts[place][0]) for place in asked]
    firsts = sorted(ranked[0][1] for ranked, _ in trials if ranked)
    levels = [firsts[len(firsts) * step // 10] for step in range(10)] + [firsts[-1] + 1]
    leads = [level * share for level in (firsts[len(firsts) // 2],) for share in (0, 0.03, 0.06, 0.1, 0.2, 0.4)]
    grid = ((least, lead, offer) for least, lead, offer in product(levels, leads, levels) if offer <= least)
    return max(grid, key=lambda thresholds: sum(worth(decided(ranked, thresholds), expect) for ranked, expect in trials))


def wordings(knowledge: Knowledge) -> list[tuple[str, str]]:
    """All wordings of a folder with their entries."""
    return [(f"faq:{entry.id}", text) for entry in knowledge.faq for text in entry.wordings]


def compare(folder: Path) -> Iterator[tuple[str, Figures]]:
    """Every matcher on one folder."""
    knowledge = usable(folder)
    texts, asked = wordings(knowledge), questions(folder, knowledge)
    began = time.perf_counter()
    ask = ours(knowledge)
    yield OURS, measure(ask, asked, time.perf_counter() - began)
    for name, make in PEERS.items():
        thresholds = best_thresholds(texts, make)
        began = time.perf_counter()
        entries = peer(texts, make)
        built = time.perf_counter() - began
        yield name, measure(lambda question, e=entries, t=thresholds: decided(e(question), t), asked, built)  # type: ignore[misc]  # - the defaults bind this turn's values


def table(rows: Iterable[tuple[str, Figures]]) -> str:
    """Figures as a table in Markdown."""
    head = "| matcher | utility | right | wrong | out of scope refused | index, ms | question, ms |\n" + "| --- " * 7 + "|"
    lines = [
        f"| {name} | {f.utility:+.3f} | {f.right:.3f} | {f.wrong:.3f} | {f.refused:.3f} | {f.build:.0f} | {f.question:.2f} |"
        for name, f in rows
    ]
    return "\n".join([head, *lines])


def mean(figures: Sequence[Figures]) -> Figures:
    """The mean of several folders' figures."""
    columns = zip(*((f.utility, f.right, f.wrong, f.refused, f.build, f.question) for f in figures), strict=True)
    return Figures(*(sum(column) / len(figures) for column in columns))


def cost(folders: Sequence[Path]) -> str:
    """Index, memory and time a question at several sizes, each in a process of its own."""
    lines = ["| wordings | matcher | index, ms | memory, MB | question, ms |", "| --- | --- | --- | --- | --- |"]
    for size in SIZES:
        for name in (OURS, *PEERS):
            command = [sys.executable, __file__, *map(str, folders), "--one-cost", name, str(size)]
            alone = ["sh", "-c", '"$@"; exit $?', "sh", *command]  # a child of this process would inherit its peak of memory
            built, memory, each = subprocess.run(alone, capture_output=True, text=True, check=True).stdout.split()
            lines.append(f"| {size:,} | {name} | {built} | {memory} | {each} |")
    return "\n".join(lines)


def one_cost(folders: Sequence[Path], name: str, size: int) -> str:
    """The cost of one matcher with so many wordings: those of the folders, then the same with one word exchanged."""
    chance = random.Random(SEED)
    texts = [(f"{folder.name}-{entry}", text) for folder in folders for entry, text in wordings(usable(folder))]
    chance.shuffle(texts)
    vocabulary = sorted({word for _, text in texts for word in text.split()})
    while len(texts) < size:
        entry, text = texts[chance.randrange(len(texts))]
        parts = text.split()
        parts[chance.randrange(len(parts))] = chance.choice(vocabulary)
        texts.append((f"{entry}-{len(texts) // 3000}", " ".join(parts)))
    asked = [text for _, text in chance.sample(texts, 100)]
    texts = texts[:size]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    if name == OURS:
        index = build(texts, [], ["vi", "fr", "en"])
        ask: Callable[[str], object] = lambda question: rank(read(question, index), index)  # noqa: E731 - the same shape as a peer's
    else:
        ask = peer(texts, PEERS[name])
    built = time.perf_counter() - began
    ask(asked[0])  # what is read at the first question counts to none
    began = time.perf_counter()
    for question in asked:
        ask(question)
    each = (time.perf_counter() - began) / len(asked)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return f"{1000 * built:.0f} {memory:.0f} {1000 * each:.2f}"


def main() -> None:
    """Measure on the folders named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cost", action="store_true", help="also index, memory and time at 100, 1,000 and 10,000 wordings")
    parser.add_argument("--one-cost", nargs=2, metavar=("MATCHER", "SIZE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one_cost:
        print(one_cost(arguments.folders, arguments.one_cost[0], int(arguments.one_cost[1])))
        return
    found: dict[str, list[Figures]] = {}
    for folder in arguments.folders:
        rows = list(compare(folder))
        print(f"\n{folder.name}\n\n{table(rows)}", flush=True)
        for name, figures in rows:
            found.setdefault(name, []).append(figures)
    if len(arguments.folders) > 1:
        print(f"\nmean of {len(arguments.folders)} folders\n\n{table((name, mean(figures)) for name, figures in found.items())}")
    if arguments.cost:
        print(f"\n{cost(arguments.folders)}")


if __name__ == "__main__":
    main()
