"""One HTML file from a graph: pyvis builds it with our own template, and everything it needs is inside.

The page makes no request; one without data, a shell, none but to the API of the server that it comes from. Its
Content-Security-Policy lets run only the scripts and the style sheet written here, each by the sha256 of its text; text
of the graph reaches the page as JSON and is never parsed as HTML.
"""

import base64
import gzip
import hashlib
import json
import os
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from policygraph import resources
from policygraph.errors import OutputError
from policygraph.view import scripts, style
from policygraph.view.classic import drawn
from policygraph.view.parts import ViewGraph
from policygraph.view.payload import Json, data, options, payload

_SHEET = "viewer.css"


def write(graph: ViewGraph, path: Path | None = None, *, classic: bool = False) -> str:
    """The page of `graph` as HTML; with a `path` it is also written there, in UTF-8, whole or not at all.

    A `classic` page is pyvis's plain one: the picture alone, with a name or a sentence under the pointer.

    Raises OutputError if the file can't be written, ResourceError if a part of the page is not installed.
    """
    html = _classic(graph) if classic else _html(graph)
    if path is not None:
        _save(html, path)
    return html


def shell(api: str, *, patience: int = 30) -> str:
    """The same page without data, which it asks for at `api`: a path of the server that the page comes from.

    `GET <api>` answers with `data` of the opening view; `?around=IRI&hops=N` and `?between=IRI&between=IRI` with `data`
    of these parts; `?search=TEXT` with a list of `{"iri", "label", "kind", "name"}`, `name` being the alias that has
    the text, or empty; where nothing has it, of names much like it, each with `"near": true`. A `note` beside the data
    is told the reader: that it is not all, say; `left` has how many `entities` it leaves out. An error may come with
    `{"error": "what it is"}`. The page waits `patience` seconds.

    Raises ResourceError if a part of the page is not installed.
    """
    assert api.startswith("/") and not api.startswith("//"), "a path, as the policy lets no other host be asked"  # noqa: PT018
    script = f'"use strict"; const POLICYGRAPH = {_escaped({"api": api, "patience": patience})};'
    return _full(
        _network("PolicyGraph", "template.html", nodes=[], edges=[]), _inline(script), scripts.webgl(), api=api
    )


def _html(graph: ViewGraph) -> str:
    told = data(graph)
    network = _network(_heading(graph), "template.html", nodes=told["nodes"], edges=told["links"])
    bundle = scripts.webgl() if len(told["nodes"]) > style.load().limits.webgl else None
    return _full(network, _packed(told), bundle)


def _full(network: Network, script: Markup, bundle: str | None, *, api: str = "") -> str:
    """The page with a script that holds its data, or where they are to be had."""
    network.templateEnv.filters["packed"] = lambda *_: script
    network.templateEnv.globals.update(
        api=api,
        webgl=_inline(bundle) if bundle else "",
        own=_inline(scripts.own()),
        style=_inline(_style_sheet()),
    )
    return str(network.generate_html())


def _classic(graph: ViewGraph) -> str:
    shown = payload(graph)
    nodes, edges = drawn(shown)
    network = _network(_heading(graph), "classic.html", nodes=nodes, edges=edges)
    network.templateEnv.filters["script"] = lambda nodes, edges, options: _plain(
        {"nodes": nodes, "edges": edges, "options": json.loads(options)}
    )
    network.templateEnv.globals.update(
        style=_inline("html, body, #network { height: 100%; margin: 0; font-family: sans-serif; }")
    )
    return str(network.generate_html())


def _network(heading: str, template: str, *, nodes: list[Json], edges: list[Json]) -> Network:
    """Pyvis's builder with a template of ours."""
    network = Network(directed=True, heading=heading)
    # Assigned as they are: pyvis's add_edge compares each edge with all before it.
    network.nodes, network.edges = nodes, edges
    network.options = options(len(edges))
    loader = FileSystemLoader(resources.data("view"))
    network.templateEnv = Environment(loader=loader, autoescape=True, keep_trailing_newline=True)
    network.path = template
    network.templateEnv.filters["source"] = _source
    network.templateEnv.globals["renderer"] = _inline(scripts.vis_network())
    return network


def _style_sheet() -> str:
    """The sheet of the whole page, then those of its parts."""
    folder = resources.data("view")
    parts = sorted(path for path in folder.iterdir() if path.suffix == ".css" and path.name != _SHEET)
    return "\n".join(path.read_text(encoding="utf-8") for path in (folder / _SHEET, *parts))


def _heading(graph: ViewGraph) -> str:
    if graph.focus is None:
        return "PolicyGraph"
    label = next(entity.label for entity in graph.entities if entity.iri == graph.focus)
    return f"{label} · PolicyGraph"


def _packed(told: Json) -> Markup:
    """A classic script that holds the data as gzipped JSON in base64; no character of it can end the script."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    # Neither a time nor the name of the operating system goes into the header.
    packed = bytearray(gzip.compress(written, compresslevel=9, mtime=0))
    packed[9] = 255
    return Markup(f'"use strict"; const POLICYGRAPH = "{base64.b64encode(packed).decode()}";')  # noqa: S704


def _plain(told: Json) -> Markup:
    """A classic script that draws the data, readable; no character of it can end the script."""
    return Markup(  # noqa: S704 - escaped
        f'"use strict"; const {{ nodes, edges, options }} = {_escaped(told)};\n'
        'new vis.Network(document.getElementById("network"), { nodes, edges }, options);'
    )


def _escaped(told: Json) -> str:
    """JSON that no character of it can end the script of."""
    written = json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False)
    for mark in "<>&\u2028\u2029":
        written = written.replace(mark, f"\\u{ord(mark):04x}")
    return written


def _inline(text: str) -> Markup:
    """A script or style sheet of ours or of pyvis, as it stands in the page."""
    assert not re.search("</(script|style)", text, re.IGNORECASE), "it would end its own element"
    # An HTML parser reads every line end as LF, and the hash must be that of what it reads.
    return Markup(text.replace("\r\n", "\n").replace("\r", "\n"))  # noqa: S704 - our own files and pyvis's


def _source(text: Markup) -> Markup:
    """The source expression by which a Content-Security-Policy lets an inline script or style sheet pass."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'")  # noqa: S704


def _save(html: str, path: Path) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(html.encode("utf-8"))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"the page can't be written: {error.strerror or error}",
            where=str(path),
            remedy="Name a file in a folder that exists and can be written to",
        ) from error
