"""An engine that answers in the server's own process, to try the protocols without workers."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from policygraph.serve.engine import Refused, SyntaxFault, answering, dataset, guard
from policygraph.store import Store


class StandInAnswer:
    def __init__(self, kind: str, media_type: str, parts: Sequence[bytes], limit: int | None) -> None:
        self.kind, self.media_type, self.limit = kind, media_type, limit
        self.chunks = self._chunks(parts)
        self.closed = False

    async def _chunks(self, parts: Sequence[bytes]) -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    async def aclose(self) -> None:
        self.closed = True


class StandIn:
    def __init__(self, folder: Path, *, rows: int | None = None) -> None:
        self.folder, self.rows = folder, rows
        self.fails: Exception | None = None  # raised instead of an answer
        self.waits = 0.0
        self.refreshed = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def query(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        formats: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002 -- as the engine takes it
    ) -> StandInAnswer:
        await asyncio.sleep(self.waits)
        if self.fails:
            raise self.fails
        text = guard.normal(text)
        tokens = guard.check(text)
        with Store.open(self.folder, read_only=True) as store:
            prefixes = dict(store.prefixes)
            try:
                rdf, graphs = dataset.choose(store.rdf, text, tokens, (default_graphs, named_graphs), prefixes)
                limited = text if self.rows is None else guard.limited(text, tokens, self.rows)
                result = rdf.query(limited, prefixes=prefixes, **graphs)
                kind = answering.kind_of(result)
                media = answering.media_type(kind, formats or {})
                parts: list[bytes] = []
                answering.write(result, media, self.rows, prefixes, lambda view: parts.append(bytes(view)))
            except SyntaxError as error:
                raise SyntaxFault.told(str(error)) from error
            except (OSError, RuntimeError, ValueError) as error:
                raise Refused(f"it can't be answered: {error}") from error
        return StandInAnswer(kind, media, parts, self.rows)

    def figures(self) -> dict[str, int]:
        return {"workers_started": 1}

    def refresh(self) -> None:
        self.refreshed += 1

    async def parse_update(self, text: str) -> None:
        text = guard.normal(text)
        guard.check(text, update=True)
        try:
            ox.Store().update(text)
        except SyntaxError as error:
            raise SyntaxFault.told(str(error)) from error
        except (OSError, RuntimeError, ValueError):
            pass  # it has been parsed
