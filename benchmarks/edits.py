"""A thousand random edits of the folder while people ask, then a start anew: `dev.py bench edits [EDITS] [SEED]`."""

import secrets
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.journeys.test_edits import edited


def main() -> None:
    """1,000 edits, if no other number is given; ends at the first answer from a folder that was not whole."""
    edits, seed = (*map(int, sys.argv[1:]), *(1000, secrets.randbelow(10**6))[len(sys.argv) - 1 :])
    with TemporaryDirectory() as place:
        versions, whole = edited(Path(place), seed, edits)
    print(
        f"{edits:,} edits, {whole:,} of them whole; {len(versions):,} answers, from {len(set(versions)):,} versions, all whole and in order"
    )


if __name__ == "__main__":
    main()
