"""What one question or one check costs as a whole process, beside an empty Python in the same run: `dev.py bench start [FOLDER]`."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from tempfile import TemporaryDirectory

ROUNDS = 9
FOLDER = sys.argv[1] if len(sys.argv) > 1 else "knowledge"
PROGRAM = [sys.executable, "-m", "workshop_bot", "--knowledge", FOLDER]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "workshop-bot --help": [*PROGRAM, "--help"],
    "workshop-bot ask": [*PROGRAM, "ask", "khi nào hội thảo bắt đầu?"],
    "the same, no index kept": [*PROGRAM, "ask", "khi nào hội thảo bắt đầu?"],
    "workshop-bot check": [*PROGRAM, "check"],
}


def cost(command: Sequence[str], cache: str) -> tuple[float, float]:
    """The seconds that a process takes, and the most memory it holds, in MB (of Linux)."""
    began = time.perf_counter()
    environment = os.environ | {"XDG_CACHE_HOME": cache}
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)  # the usage of this child, where `resource` tells the largest of all so far
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args)
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    """Run each command in turn, round after round, and print the medians."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    memory: dict[str, float] = {}
    with TemporaryDirectory() as cache:
        for turn in range(ROUNDS + 1):
            for name, command in COMMANDS.items():
                seconds, memory[name] = cost(command, os.devnull if name.endswith("kept") else cache)
                if turn:  # the first round warms the disk and keeps the index
                    taken[name].append(seconds)
    bare = statistics.median(taken["python -c pass"])
    print("| command | median, s | times python -c pass | memory at most, MB |\n| --- | --- | --- | --- |")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"| `{name}` | {median:.3f} | {median / bare:.1f} | {memory[name]:.0f} |")


if __name__ == "__main__":
    main()
