"""Many reminders that are due in the same minute, sent while questions come in: `dev.py bench due [CHATS] [QUESTIONS]`.

The program as a process in front of a Telegram that counts the pace and takes 200 ms for each answer. All are reminded of one session; its
reminders are due a minute or two after the start. It ends with 1 where one of the promises P4, P7 and P8 does not hold.
"""

import asyncio
import gc
import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.journeys.due import paced

LIMIT = 30
"""Messages a second that Telegram allows."""
AT_REST = 30
"""Seconds after its due time by which the first reminder has come, while nothing else is to be sent."""


def main() -> None:
    """10,000 chats and 100 questions, if no other numbers are given."""
    gc.disable()  # a full collection here would stop this Telegram for 0.1 s, and what comes meanwhile would count as come at once
    chats, questions = (*map(int, sys.argv[1:]), *(10_000, 100)[len(sys.argv) - 1 :])
    with TemporaryDirectory() as place:
        told = asyncio.run(paced(Path(place), chats, questions, minutes=18, slow=0.2))
    allowed, late = 1.1 * chats / LIMIT, quantiles(told.waited, n=20)[-1]
    print(f"the first reminder {told.late:.1f} s after it was due")
    print(
        f"{chats} reminders in {told.took:.1f} s, {allowed:.1f} s allowed; lost {told.lost}, doubled {told.doubled}, refused {told.refused}"
    )
    print(
        f"{questions} questions meanwhile: half in {median(told.waited):.2f} s, 19 of 20 in {late:.2f} s, all in {max(told.waited):.2f} s"
    )
    kept = told.late <= AT_REST and told.took <= allowed and late <= 1
    sys.exit(not kept or (told.lost, told.doubled, told.refused, told.integrity) != (0, 0, 0, "ok"))


if __name__ == "__main__":
    main()
