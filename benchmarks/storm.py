"""Thousands of messages from one person while others ask: `dev.py bench storm [MESSAGES]`; 1 where others wait longer than a second."""

import asyncio
import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.journeys.test_storm import MEMORY, storm


def main() -> None:
    """10,000 messages, if no other number is given."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as place:
        waited, memory, code = asyncio.run(storm(Path(place) / "storm", messages, 20))
    late = quantiles(waited, n=20)[-1]
    print(f"{messages:,} messages from one; {len(waited)} questions of others: half in {median(waited):.2f} s, 19 of 20 in {late:.2f} s")
    print(f"the most memory: {memory / 1024:.0f} MB; exit code {code}")
    sys.exit(late > 1 or memory > MEMORY or code)


if __name__ == "__main__":
    main()
