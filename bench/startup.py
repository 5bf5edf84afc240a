"""What comes before the work: how long `policygraph --help` takes, the tables and the language model to load.

    python bench/startup.py [--json] [--runs N]

`--help` against Python itself, in runs that take turns; tables (opened, and asked one name) and model each in a process
of their own, with what it takes of memory beyond what importing them takes. Prints medians, in seconds of the clock and
MB; with --json one object with `help_s`, `python_s`, `ratio`, `tables_s`, `tables_mb`, `model_s`, `model_mb`, `runs`
(of --help) and `loads` (of tables and model).
"""

import argparse
import json
import statistics
import subprocess
import sys
import time

# The greatest memory that a process has had; Linux tells kibibytes, macOS bytes.
_LOADING = """
import json, resource, sys, time
{imports}
unit = 1 if sys.platform == "darwin" else 1024
before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
loaded = {load}
seconds = time.perf_counter() - started
print(json.dumps([seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit / 1e6]))
"""
TABLES = _LOADING.format(
    imports="from policygraph.gazetteer import Gazetteer", load="Gazetteer.open().lookup('Cook County')"
)
MODEL = _LOADING.format(imports="from policygraph.annotate import Annotator", load="Annotator()")


def seconds(*arguments: str) -> float:
    """How long `python ARGUMENTS` takes."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def loading(program: str, runs: int) -> tuple[float, float]:
    """The medians of seconds and megabytes that TABLES or MODEL tell; a first run, which fills caches, aside."""
    told = []
    for _ in range(runs + 1):
        done = subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.PIPE)
        told.append(json.loads(done.stdout))
    took, memory = (statistics.median(values) for values in zip(*told[1:], strict=True))
    return took, memory


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="How long policygraph takes before it works.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--runs", type=int, default=15, metavar="N", help="runs of --help (15), a third of them loading"
    )
    options = parser.parse_args()
    seconds("-m", "policygraph", "--help")  # writes the byte code
    pairs = [(seconds("-m", "policygraph", "--help"), seconds("-c", "pass")) for _ in range(options.runs)]
    shown, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    loads = max(1, options.runs // 3)
    tables, tables_memory = loading(TABLES, loads)
    model, model_memory = loading(MODEL, loads)
    told = {
        "help_s": round(shown, 4),
        "python_s": round(bare, 4),
        "ratio": round(shown / bare, 2),
        "tables_s": round(tables, 4),
        "tables_mb": round(tables_memory, 1),
        "model_s": round(model, 2),
        "model_mb": round(model_memory),
        "runs": options.runs,
        "loads": loads,
    }
    if options.json:
        print(json.dumps(told))
        return
    print(f"policygraph --help {shown:.3f} s, python -c pass {bare:.3f} s, {told['ratio']} times, n = {options.runs}")
    print(f"tables {tables:.3f} s, {tables_memory:.1f} MB; model {model:.2f} s, {model_memory:.0f} MB; n = {loads}")


if __name__ == "__main__":
    main()
