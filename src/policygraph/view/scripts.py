"""The scripts of the page: ours, vis-network from the installed pyvis, and the bundle that the wheel was built with."""

import logging
import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from policygraph.errors import ResourceError

_log = logging.getLogger(__name__)

_WEB = Path(__file__).with_name("web")
_BUNDLE = _WEB / "dist" / "webgl.js"
_REASON = _BUNDLE.with_name("absent.txt")  # why a wheel has none
_VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"

# In this order: each may import what stands before it.
OWN = (
    "dom.js",
    "geometry.js",
    "room.js",
    "shapes.js",
    "arrows.js",
    "xml.js",
    "spots.js",
    "merge.js",
    "loader.js",
    "histogram.js",
    "timeplot.js",
    "timeline.js",
    "names.js",
    "narrowing.js",
    "paths.js",
    "further.js",
    "told.js",
    "model.js",
    "state.js",
    "steps.js",
    "foot.js",
    "drawing.js",
    "ink.js",
    "download.js",
    "citation.js",
    "rows.js",
    "tenures.js",
    "lookups.js",
    "evidence.js",
    "claims.js",
    "head.js",
    "panel.js",
    "overlay.js",
    "vis.js",
    "picture.js",
    "table.js",
    "theme.js",
    "search.js",
    "ways.js",
    "filters.js",
    "tools.js",
    "times.js",
    "app.js",
    "viewer.js",
)
_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|class|const|function) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def own() -> str:
    """Our own modules as one classic script. Raises ResourceError if one is not there."""
    return linked({name.removesuffix(".js"): _read(_WEB / name, "Install policygraph again") for name in OWN})


def linked(modules: Mapping[str, str]) -> str:
    """Modules by their names, each after those it imports, as one classic script.

    A browser loads no modules from a file, so each becomes a function that gives what it exports. Imports must be of
    the form `import { a, b } from "./name.js";`, exports stand before the declaration of what they export. Lines that
    are a comment, and indentation, stay behind: a fifth of the text. So no string may run over several lines.
    """
    parts = ['"use strict";\n']
    for name, source in modules.items():
        exported = _EXPORT.findall(source)
        body = _EXPORT.sub("", _IMPORT.sub(r"const { \1 } = $\2;", source))
        other = _LEFT.search(body)
        assert other is None, f"{name}.js: {other and other[0]!r} is not one of the two forms"
        lines = [line.strip() for line in body.split("\n")]
        assert not any(line.count("`") % 2 for line in lines), f"{name}.js: a string runs over several lines"
        body = "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
        parts.append(f"const ${name} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n")
    return "".join(parts)


def vis_network() -> str:
    """vis-network's own file from the installed pyvis, licence banner and all.

    Only the line that names a source map is left out: developer tools would look for that beside the page.
    Raises ResourceError if it is not there.
    """
    spec = find_spec("pyvis")
    assert spec is not None, "pyvis is one of our dependencies"
    assert spec.origin is not None, "pyvis is a package of files"
    text = _read(Path(spec.origin).parent / _VIS_NETWORK, "Install pyvis 0.3.2 again")
    return text.partition("//# sourceMappingURL=")[0]


def webgl() -> str | None:
    """The bundle of the WebGL renderer, its licences in front; None, and a word in the log, where there is none."""
    says = "the page draws large graphs with vis-network, as there is no WebGL renderer: %s"
    if os.environ.get("POLICYGRAPH_NO_WEB", "") not in ("", "0"):
        _log.info(says, "POLICYGRAPH_NO_WEB is set")
    elif _BUNDLE.is_file():
        return _read(_BUNDLE, "Install policygraph again")
    elif _REASON.is_file():
        _log.warning(says, _REASON.read_text(encoding="utf-8").strip())
    else:
        _log.info(says, "a checkout has it only once `npm ci && npm run build` ran in src/policygraph/view/web")
    return None


def _read(path: Path, remedy: str) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ResourceError("a script of the page is not there", where=str(path), remedy=remedy) from error
