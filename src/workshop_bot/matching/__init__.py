"""From a question to the curated entry that answers it.

    question ─ normalise ─> words ─ retrieve ─> near wordings ─ score ─> entries ─ decide ─> answer | choose | unknown

`normalise` mends what fingers do: short forms, telex, typos. `retrieve` finds the wordings that share most with the
question. `score` asks what those wordings together teach about each entry. `decide` turns the score into chances.
All of it is pure; an `Index` is built from a folder's wordings and never changes.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: on tables of a hundred rows, threads only wait for each other
