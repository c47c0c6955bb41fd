"""How well questions that ask the same are found, over languages: `dev.py bench alike FOLDER… [--questions MOST]`.

A folder of knowledge with a `questions.jsonl` (`question`, `language`, `expect` an entry or `unknown`), or its questions.yaml. Grouped are
the questions that expect an entry; two ask the same if they expect the same. Once with the folder, and once with another folder that
knows nothing of them, as for questions that no entry answers: these are what organisers have in /inbox.
"""

import argparse
import json
import random
from itertools import combinations
from pathlib import Path

from workshop_bot.answers import prepare
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import usable
from workshop_bot.matching.alike import groups
from workshop_bot.matching.index import Index, build

SEED = 2024


def questions(folder: Path, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """The questions that an entry answers: text, language, entry."""
    if (folder / "questions.jsonl").exists():
        lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        found = [(one["question"], one["language"], one["expect"]) for one in map(json.loads, lines)]
    else:
        found = [(one.ask, one.language or "", one.expect) for one in knowledge.questions]
    return [one for one in found if one[2].startswith("faq:")]


def measured(asked: list[tuple[str, str, str]], index: Index, synonyms: list[list[str]], languages: list[str]) -> str:
    """Pairs in one group: how many of them belong together, how many of those that do are found; the latter over languages, too."""
    group = {place: number for number, found in enumerate(groups([one[0] for one in asked], index, synonyms, languages)) for place in found}
    joined = same = both = over = over_both = 0
    for first, second in combinations(range(len(asked)), 2):
        together, alike = group[first] == group[second], asked[first][2] == asked[second][2]
        foreign = asked[first][1] != asked[second][1]
        joined, same, both = joined + together, same + alike, both + (together and alike)
        over, over_both = over + (alike and foreign), over_both + (together and alike and foreign)
    across = f", over languages {over_both / over:.2f} of {over}" if over else ""
    return f"{joined} pairs joined, rightly {both / max(joined, 1):.2f}; found {both / max(same, 1):.2f} of {same}{across}"


def main() -> None:
    """Each folder in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--questions", type=int, default=200, help="so many questions of a folder, drawn at random")
    given = parser.parse_args()
    for folder in given.folders:
        knowledge = usable(folder)
        asked = questions(folder, knowledge)
        asked = random.Random(SEED).sample(asked, min(given.questions, len(asked)))
        synonyms, languages = [list(one) for one in knowledge.synonyms], list(knowledge.workshop.languages)
        unknown = build([("faq:none", "…")], synonyms, languages)
        print(f"{folder.name}, {len(asked)} questions")
        print("  the folder knows them:", measured(asked, prepare(knowledge).index, synonyms, languages), flush=True)
        print("  it does not:          ", measured(asked, unknown, synonyms, languages), flush=True)


if __name__ == "__main__":
    main()
