"""What a document's graph was made with: a digest that changes when the same text might give another graph."""

import hashlib
import importlib.metadata
from dataclasses import astuple
from functools import cache
from pathlib import Path

import policygraph
from policygraph import __version__, resources
from policygraph.model import Document

# A wheel has the tables compiled to one file, a checkout has the folder.
_DATA = ("gazetteer.sqlite", "gazetteer", "lexicon", "patterns")


@cache
def tools(model: str) -> str:
    """A digest of program, tables, contract, spaCy and model."""
    digest = hashlib.sha256(
        f"{__version__} {importlib.metadata.version('spacy')} {resources.language_model_version(model)}".encode()
    )
    package = Path(policygraph.__file__).parent
    for file in sorted(package.rglob("*.py")):
        digest.update(file.read_bytes())
    digest.update(tables().encode())
    digest.update(resources.ontology("policygraph.ttl").read_bytes())
    return digest.hexdigest()[:16]


@cache
def tables() -> str:
    """A digest of all tables, lexicons and patterns."""
    digest = hashlib.sha256()
    for folder in _DATA:
        if resources.has_data(folder):
            place = resources.data(folder)
            for file in sorted(place.iterdir()) if place.is_dir() else [place]:
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def made_with(document: Document, model: str) -> str:
    """The digest of all that a document's graph depends on: what is known of it, and the tools."""
    return hashlib.sha256(f"{astuple(document)!r} {tools(model)}".encode()).hexdigest()[:24]
