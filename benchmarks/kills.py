"""Kill the program again and again while questions come in, then while reminders are due, and count what arrived.

dev.py bench kills [KILLS] [QUESTIONS] [SEED]: half as many kills while as many reminders are due as there were questions.
"""

import asyncio
import secrets
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.journeys.due import overdue
from tests.journeys.kills import killed


def main() -> None:
    """100 kills and 1,000 questions, if no other numbers are given; 1 where one of the promises does not hold."""
    kills, questions, seed = (*map(int, sys.argv[1:]), *(100, 1000, secrets.randbelow(10**6))[len(sys.argv) - 1 :])
    print("seed", seed, flush=True)
    with TemporaryDirectory() as place:
        told = asyncio.run(killed(Path(place), questions, kills, seed))
    print(told, flush=True)
    with TemporaryDirectory() as place:
        reminded = asyncio.run(overdue(Path(place), questions, kills // 2, seed))
    print(reminded)
    kept = told.unanswered == reminded.lost == 0 and told.doubled <= told.owned and reminded.doubled <= reminded.owned
    sys.exit(not kept or {told.integrity, reminded.integrity} != {"ok"})


if __name__ == "__main__":
    main()
