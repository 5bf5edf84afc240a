r"""Parses the texts of `texts.txt` with the default model and stores what it said in `parses.jsonl`.

Run it after adding a text: python tests/unit/parses/store.py

`texts.txt` holds a text a line, written by us; '\n' in it is a line break, lines that begin with '#' are notes. Each
line of `parses.jsonl` is spaCy's own JSON of one parse (`Doc.to_json`) without the morphology, which nothing reads.
Tests load these, so that they need no model and say the same whatever model is installed.
"""

import hashlib
import json
from pathlib import Path

from policygraph.annotate import Annotator
from policygraph.model import Document

HERE = Path(__file__).parent


def texts() -> list[str]:
    """The texts to parse, each once, in the order of the file."""
    lines = (HERE / "texts.txt").read_text(encoding="utf-8").splitlines()
    kept = (line.replace("\\n", "\n") for line in lines if line and not line.startswith("#"))
    return list(dict.fromkeys(kept))


def parses(annotator: Annotator) -> list[str]:
    """The lines of `parses.jsonl`."""
    documents = []
    for text in texts():
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        documents.append(Document(id=sha256[:12], text=text, sha256=sha256, sources=("texts.txt",)))
    lines = []
    for annotated in annotator.annotate(documents):
        parse = annotated.parse.to_json()
        for token in parse["tokens"]:
            del token["morph"]
        lines.append(json.dumps(parse, ensure_ascii=False, separators=(",", ":")))
    return lines


if __name__ == "__main__":
    (HERE / "parses.jsonl").write_text("\n".join(parses(Annotator())) + "\n", encoding="utf-8")
