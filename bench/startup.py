"""How long `policygraph --help` takes, and how many times as long as Python itself.

    python bench/startup.py [--json] [--runs N]

The median of runs that take turns. Prints seconds; with --json one object with `help_s`, `python_s`, `ratio`, `runs`.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time


def seconds(*arguments: str) -> float:
    """How long `python ARGUMENTS` takes."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="How long `policygraph --help` takes.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="runs of each (15)")
    options = parser.parse_args()
    seconds("-m", "policygraph", "--help")  # writes the byte code
    pairs = [(seconds("-m", "policygraph", "--help"), seconds("-c", "pass")) for _ in range(options.runs)]
    shown, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    told = {
        "help_s": round(shown, 4),
        "python_s": round(bare, 4),
        "ratio": round(shown / bare, 2),
        "runs": options.runs,
    }
    if options.json:
        print(json.dumps(told))
    else:
        print(
            f"policygraph --help {shown:.3f} s, python -c pass {bare:.3f} s, {told['ratio']} times, n = {options.runs}"
        )


if __name__ == "__main__":
    main()
