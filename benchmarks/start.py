"""What one question or one check costs as a whole process, beside an empty Python program in the same run.

    python3 dev.py bench start [FOLDER]
"""

import resource
import statistics
import subprocess
import sys
import time

ROUNDS = 9
FOLDER = sys.argv[1] if len(sys.argv) > 1 else "knowledge"
PROGRAM = [sys.executable, "-m", "workshop_bot", "--knowledge", FOLDER]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "workshop-bot --help": [*PROGRAM, "--help"],
    "workshop-bot ask": [*PROGRAM, "ask", "khi nào hội thảo bắt đầu?"],
    "workshop-bot check": [*PROGRAM, "check"],
}


def main() -> None:
    """Run each command in turn, round after round, and print the medians."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    memory: dict[str, float] = {}
    for turn in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if turn:  # the first round warms the disk
                taken[name].append(time.perf_counter() - began)
            else:  # the largest child so far, and the commands come in the order of their size
                memory[name] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    bare = statistics.median(taken["python -c pass"])
    print("| command | median, s | times python -c pass | memory at most, MB |\n| --- | --- | --- | --- |")
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        print(f"| `{name}` | {median:.3f} | {median / bare:.1f} | {memory[name]:.0f} |")


if __name__ == "__main__":
    main()
