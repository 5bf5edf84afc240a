"""Texts of attack in every field of every page: each is there as text, and none became an element or an address."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from lxml import html
from pyoxigraph import Store
from starlette.applications import Starlette

from policygraph import vocab
from policygraph.serve.pages import addresses, routes
from policygraph.serve.snapshot import Moment

from .conftest import Shown, beside, indexed, reading

STEP = 7  # one in so many: the fields of each have other texts, so that all texts are seen
ELEMENTS = "//*[self::script or self::img or self::iframe or self::object or self::embed or self::base or self::style]"
SAFE = re.compile(r"/(?!/)|#|\?|https?://|data:,$")


def test_none_became_more_than_text(tmp_path: Path) -> None:
    graph = beside("hostile_graph")
    store = graph.store()
    paths = _paths(store)
    assert len(paths) > 2000
    app = Starlette(routes=routes(reading(Shown(store), indexed(store, tmp_path))))
    for path, answer in answers(app, paths[::STEP]):
        assert answer.status_code == 200, path
        tree = html.fromstring(answer.text)
        assert tree.xpath(ELEMENTS) == [], path
        assert [name for one in tree.iter() for name in one.attrib if name.startswith(("on", "style"))] == [], path
        places = tree.xpath("//@href | //@src | //@action | //@formaction")
        assert [place for place in places if not SAFE.match(place)] == [], path


def _paths(store: Store) -> list[str]:
    return sorted({addresses.path(quad.subject.value, vocab.BASE) for quad in store} - {""})


def answers(app: Starlette, paths: list[str]) -> list[tuple[str, httpx.Response]]:
    """In a thread of its own: a browser test before this one may have left a loop running in this."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _answers(app, paths)).result()


async def _answers(app: Starlette, paths: list[str]) -> list[tuple[str, httpx.Response]]:
    # Starlette's own client decodes a path twice.
    transport = httpx.ASGITransport(app=app)
    headers = {"accept": "text/html"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1", headers=headers, follow_redirects=True
    ) as client:
        return [(path, await client.get(path)) for path in paths]


def test_names_are_told_as_they_are_written(tmp_path: Path) -> None:
    graph = beside("hostile_graph")
    store = graph.store()
    app = Starlette(routes=routes(reading(Shown(store), indexed(store, tmp_path))))
    texts = graph.texts()[::STEP]
    asked = [str(httpx.URL("/search", params={"q": text})) for text in texts]
    for (path, answer), text in zip(answers(app, asked), texts, strict=True):
        assert answer.status_code == 200, path
        tree = html.fromstring(answer.text)
        assert tree.xpath(ELEMENTS) == [], path
        # HTML knows but one sort of line end, and no NUL.
        written = tree.xpath("//main//input/@value")[0]
        assert written == re.sub(r"\r\n?", "\n", text.strip()).replace("\0", "\ufffd"), path


def test_a_moment_is_all_that_pages_read(tmp_path: Path) -> None:
    """The snapshot's folder is never opened by a page: it isn't even there."""
    graph = beside("hostile_graph")
    store = graph.store()
    shown = Shown(store)
    shown.folder = tmp_path / "absent"
    assert isinstance(shown.current(), Moment)
    assert answers(Starlette(routes=routes(reading(shown, None))), _paths(store)[:1])[0][1].status_code == 200
