"""Kill the program again and again while questions come in, and count what arrived: `dev.py bench kills [KILLS] [QUESTIONS] [SEED]`."""

import asyncio
import secrets
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.journeys.kills import killed


def main() -> None:
    """100 kills and 1,000 questions, if no other numbers are given; 1 where one of the promises does not hold."""
    kills, questions, seed = (*map(int, sys.argv[1:]), *(100, 1000, secrets.randbelow(10**6))[len(sys.argv) - 1 :])
    print("seed", seed, flush=True)
    with TemporaryDirectory() as place:
        told = asyncio.run(killed(Path(place), questions, kills, seed))
    print(told)
    sys.exit(told.unanswered > 0 or told.doubled > told.owned or told.integrity != "ok")


if __name__ == "__main__":
    main()
