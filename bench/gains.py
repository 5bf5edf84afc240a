"""What a change gained and what it lost, item by item.

    python bench/quality.py gold --errors 2> before.txt
    (change something)
    python bench/quality.py gold --errors 2> after.txt
    python bench/gains.py before.txt after.txt

An error that is told before and not after is gained, one that is told after and not before is lost; an error told
twice counts twice. `--json` prints both lists as one object.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

# A heading of `corpora.by_kind`: the kind of error and how often it is made.
_HEADING = re.compile(r"(?P<kind>\S.*) \(\d+\)")


def errors(lines: Iterable[str]) -> Counter[str]:
    """The errors of a report, each with its kind; other lines (warnings of a library) tell none."""
    found: Counter[str] = Counter()
    kind = ""
    for line in lines:
        heading = _HEADING.fullmatch(line)
        if heading:
            kind = heading["kind"]
        elif line.startswith("  ") and kind:
            found[f"{kind}: {line.strip()}"] += 1
        else:
            kind = ""
    return found


def main() -> None:
    """Compares two reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    before, after = (errors(path.read_text(encoding="utf-8").splitlines()) for path in (options.before, options.after))
    gained, lost = sorted((before - after).elements()), sorted((after - before).elements())
    if options.json:
        print(json.dumps({"gained": gained, "lost": lost}, indent=1))
        return
    for name, items in (("gained", gained), ("lost", lost)):
        print(f"{name} ({len(items)})", *(f"  {item}" for item in items), sep="\n")


if __name__ == "__main__":
    main()
