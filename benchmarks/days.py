"""Five days of a workshop with 2,000 people, from many seeds, against the plain forecast: `dev.py bench days [SEEDS] [PEOPLE] [FIRST]`."""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.journeys.test_five_days import lived


def main() -> None:
    """20 seeds and 2,000 people, if no other numbers are given; ends at the first reminder that is lost, wrong or doubled."""
    seeds, many, first = (*map(int, sys.argv[1:]), *(20, 2000, 0)[len(sys.argv) - 1 :])
    for seed in range(first, first + seeds):
        with TemporaryDirectory() as place:
            began = time.perf_counter()
            days = lived(Path(place), seed, many, 300, faults=True)
            seconds = time.perf_counter() - began
        print(f"seed {seed}: {len(days.server.arrived):,} messages, {days.doubtful} doubtful, {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()
