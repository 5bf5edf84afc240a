"""Where the shipped `ontology/` and `data/` are: in the installed package, or in the checkout around it.

An editable install leaves a stale copy of neither: the package folder is looked into first, and in a checkout it
holds no such folders, so the checkout's own are found.
"""

from functools import cache
from pathlib import Path

from policygraph.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent


def ontology(name: str = "") -> Path:
    """The file or folder `name` of the shipped ontology, or its folder. Raises ResourceError."""
    return _find("ontology", name)


def data(name: str = "") -> Path:
    """The file or folder `name` of the shipped data, or its folder. Raises ResourceError."""
    return _find("data", name)


def has_data(name: str) -> bool:
    """Whether the shipped data hold the file or folder `name`."""
    return any((root / "data" / name).exists() for root in _roots())


@cache
def _roots() -> tuple[Path, ...]:
    checkout = _PACKAGE.parent.parent
    return (_PACKAGE, checkout) if (checkout / "pyproject.toml").is_file() else (_PACKAGE,)


def _find(folder: str, name: str) -> Path:
    for root in _roots():
        path = root / folder / name
        if path.exists():
            return path
    raise ResourceError(
        f"{folder}/{name} is not there",
        where=" or ".join(str(root / folder) for root in _roots()),
        remedy="The installation is incomplete: install policygraph again",
    )
