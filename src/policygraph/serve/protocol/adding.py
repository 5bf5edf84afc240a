"""Documents added and removed over HTTP, by the pipeline's own functions.

What was sent is kept in the graph's folder, below `received/`, so that `policygraph update` can make its documents
anew when the program or its tables change; it goes with the last of them.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date as Date  # noqa: N812 -- a type; the parameter has its name
from pathlib import Path
from typing import Any

from policygraph import pipeline, vocab
from policygraph.model import Document
from policygraph.read import read
from policygraph.serve.protocol.refusal import Refusal
from policygraph.store import Store

_RECEIVED = "received"
_NAME = 100  # bytes


def add(
    folder: Path, body: bytes, suffix: str, *, name: str = "", date: str = "", publisher: str = ""
) -> Mapping[str, Any]:
    """Adds the documents of a body, which is as a file with this suffix would be.

    `name` is what it is known by, `date` and `publisher` fill in what it does not tell. Returns the IRIs of its
    `documents`, how many were `made`, and what was `skipped` and `failed`, with reasons. Raises Refusal, StoreError.
    """
    published = _day(date)
    digest = hashlib.sha256(body).hexdigest()[:16]
    stem = _cut(re.sub(r"[^\w.-]+", "-", name).strip(".-").removesuffix(suffix)) or digest
    place = folder / _RECEIVED / digest / f"{stem}{suffix}"
    with Store.open(folder, read_only=True) as store:
        model, minter, had = (
            str(store.about.get("model", pipeline.DEFAULT_MODEL)),
            vocab.Minter(store.base),
            set(store.documents()),
        )
    there = place.exists()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
        found = list(read([str(place)], published=published, publisher=publisher))
        documents = [minter.document(one.id) for one in found if isinstance(one, Document)]
        report = pipeline.build(
            [str(place)],
            folder,
            jobs=1,
            model=model,
            published=published,
            publisher_name=publisher,
        )
    except BaseException:
        if not there:
            _forget(place)
        raise
    troubles = {
        name: [{"source": one.source, "reason": one.reason} for one in those]
        for name, those in (("skipped", report.skipped), ("failed", report.failed))
    }
    if not documents:
        _forget(place)
        raise Refusal(422, "There is no document in it that can be read", **troubles)
    return {
        "documents": documents,
        "new": sum(iri not in had for iri in documents),
        "made": report.made,
        **troubles,
    }


def remove(folder: Path, name: str) -> Mapping[str, Any]:
    """Removes a document by its IRI, its id or its source. Raises UnknownNameError, StoreError."""
    gone = pipeline.remove([name], folder)
    _tidy(folder)
    return {"removed": gone}


def forget(folder: Path, gone: Iterable[str]) -> None:
    """Keeps nothing of documents that were removed as graphs, by their IRIs."""
    pipeline.forget(gone, folder)
    _tidy(folder)


def _tidy(folder: Path) -> None:
    """Removes what was received of documents that are no more."""
    with Store.open(folder, read_only=True) as store:
        ids = {iri[iri.rfind("/") + 1 :] for iri in store.documents()}
    for place in sorted((folder / _RECEIVED).glob("*/*")):
        found = (one for one in read([str(place)]) if isinstance(one, Document))
        if not any(one.id in ids for one in found):
            _forget(place)


def _cut(name: str) -> str:
    """So much of a name as every file system takes, whole characters."""
    return name.encode()[:_NAME].decode(errors="ignore")


def _forget(place: Path) -> None:
    place.unlink(missing_ok=True)
    if place.parent.is_dir() and not any(place.parent.iterdir()):
        place.parent.rmdir()


def _day(text: str) -> Date | None:
    try:
        return Date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(400, f"{text[:40]!r} is no date like 2017-04-21") from None
