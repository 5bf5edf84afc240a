"""The corpora of ../shared/bench, a JSON object a line, and what their scorers make of a prediction."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def rows(path: Path, limit: int | None, *, lower: bool = False) -> list[dict[str, Any]]:
    """The documents of a corpus: of the file, or of `dev.jsonl` in the folder; with `lower` without their capitals."""
    with (path if path.is_file() else path / "dev.jsonl").open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines][:limit]
    return [{**row, "text": without_capitals(row["text"])} for row in read] if lower else read


def without_capitals(text: str) -> str:
    """A text without its capitals, as long as before: 'İ' alone, which is two letters in lower case, stays."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def scored(scorer: Path, gold: Sequence[Any], found: Sequence[Any], folder: Path, *options: str) -> Any:
    """What a scorer prints of predictions; `folder` is for files in passing."""
    paths = [folder / "gold.jsonl", folder / "found.jsonl"]
    for path, lines in zip(paths, (gold, found), strict=True):
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return json.loads(run(scorer, *map(str, paths), *options)[0])


def run(scorer: Path, *arguments: str) -> tuple[str, str]:
    """What a scorer writes on stdout and on stderr."""
    done = subprocess.run([sys.executable, str(scorer), *arguments], capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{scorer} ends with {done.returncode}:\n{done.stderr.decode('utf-8')}")
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def by_kind(errors: str) -> str:
    """Lines of errors (document, kind, what, parted by tabs), grouped by kind, the most frequent first."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for line in errors.splitlines():
        document, kind, *what = line.split("\t")
        kinds[kind].append(f"  {document}: {' '.join(what)}")
    lines = []
    for kind, found in sorted(kinds.items(), key=lambda one: (-len(one[1]), one[0])):
        lines += [f"{kind} ({len(found)})", *found]
    return "\n".join(lines)
