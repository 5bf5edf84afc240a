"""Names to plug-ins, found lazily: readers, extractors, exporters.

The built-in plug-ins of a group are the modules of its folder, so that adding one is adding one file; third parties
add theirs by an entry point in the group `policygraph.<group>`. Nothing is imported before it is asked for.
"""

import difflib
import importlib
import pkgutil
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from policygraph.errors import ResourceError, UnknownNameError

GROUPS = ("read", "extract", "export")


@cache
def names(group: str) -> tuple[str, ...]:
    """The names of all plug-ins of a group, sorted; built-in ones and third parties'."""
    return tuple(sorted({*_builtin(group), *_third_party(group)}))


@cache
def load(group: str, name: str) -> ModuleType:
    """The plug-in module `name` of `group`. Raises UnknownNameError with the nearest names."""
    if name in _builtin(group):
        return importlib.import_module(f"policygraph.{group}.{name}")
    if name in (others := _third_party(group)):
        module = others[name].load()
        if not isinstance(module, ModuleType):
            raise ResourceError(
                f"the plug-in {name!r} names no module",
                where=f"entry point group policygraph.{group}",
                remedy="Ask who made the plug-in, or uninstall it",
            )
        return module
    raise unknown(f"{group} plug-in", name, names(group))


def unknown(kind: str, name: str, known: tuple[str, ...]) -> UnknownNameError:
    """The error for a `name` that is none of `known`, with up to three that are nearest to it."""
    near = difflib.get_close_matches(name.casefold(), known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}" if near else f"There are: {', '.join(known) or 'none'}"
    return UnknownNameError(f"there is no {kind} named {name!r}", remedy=hint)


def _builtin(group: str) -> tuple[str, ...]:
    package = importlib.import_module(f"policygraph.{group}")
    return tuple(sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_")))


def _third_party(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=f"policygraph.{group}")}
