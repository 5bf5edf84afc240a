"""The rules of the house that a machine can hold: sizes, docstrings, names, imports, words, dependencies."""

import ast
import importlib.metadata
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "src" / "policygraph"
MODULES = sorted(PACKAGE.rglob("*.py"))
PLUGINS = ("read", "extract", "export")

MODULE_LINES = 300
FUNCTION_LINES = 50

# No name is made of these. ('Triple' has a right use as well: a reader judges.)
NOT_NAMES = frozenset(
    [
        *("util", "utils", "helper", "helpers", "manager", "processor", "handler", "misc", "v2"),
        *("fact", "facts", "chunk", "chunks", "item", "items", "snippet", "snippets"),
    ]
)
# Files of these names hold what nobody found a place for; a function may ask whether a word is a common one.
NOT_FILES = NOT_NAMES | {"common", "core"}
# A class of these names would be what the house calls an entity, or a claim or attribution.
NOT_CLASSES = frozenset({"node", "nodes", "statement", "statements"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def shown(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def definitions(path: Path) -> Iterator[Function | ast.ClassDef]:
    for found in ast.walk(parsed(path)):
        if isinstance(found, Function | ast.ClassDef):
            yield found


def words(name: str) -> set[str]:
    """The words of an identifier in either spelling: 'readFile', 'read_file', 'ReadFile'."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))


@cache
def tracked() -> tuple[Path, ...]:
    """The files that are or would be committed."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
        text=True,
    )
    names = sorted(set(listing.stdout.split("\0")) - {""})
    return tuple(CHECKOUT / name for name in names if (CHECKOUT / name).is_file())


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 40
    assert PACKAGE / "errors.py" in MODULES


def test_modules_are_short() -> None:
    long = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > MODULE_LINES} == {}


def test_functions_are_short() -> None:
    """Counted without signature and docstring, which may be long for good reasons."""
    long: dict[str, int] = {}
    for path in MODULES:
        for found in definitions(path):
            if isinstance(found, ast.ClassDef):
                continue
            body = found.body[1:] if ast.get_docstring(found) else found.body
            lines = (found.end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > FUNCTION_LINES:
                long[f"{shown(path)}:{found.name}"] = lines
    assert long == {}


def _public(path: Path) -> Iterator[tuple[str, ast.Module | Function | ast.ClassDef]]:
    """What a module offers: itself, its public functions and classes, and their public methods."""
    yield shown(path), parsed(path)
    for found in parsed(path).body:
        if isinstance(found, Function | ast.ClassDef) and not found.name.startswith("_"):
            yield f"{shown(path)}:{found.name}", found
            for method in found.body if isinstance(found, ast.ClassDef) else ():
                if isinstance(method, Function) and not method.name.startswith("_"):
                    yield f"{shown(path)}:{found.name}.{method.name}", method


def test_public_things_have_docstrings() -> None:
    assert [name for path in MODULES for name, found in _public(path) if not ast.get_docstring(found)] == []


def test_names_are_the_field_s_words() -> None:
    bad = [shown(path) for path in tracked() if words(path.name.split(".")[0]) & NOT_FILES]
    for path in MODULES:
        for found in definitions(path):
            wrong = NOT_NAMES | NOT_CLASSES if isinstance(found, ast.ClassDef) else NOT_NAMES
            if words(found.name) & wrong:
                bad.append(f"{shown(path)}:{found.name}")
    assert bad == []


def test_doc_means_a_spacy_doc() -> None:
    """Nothing is called `doc` above the floors that know spaCy, and below it is never a Document."""
    bad = []
    for path in MODULES:
        knows_spacy = "spacy" in {name.partition(".")[0] for name in _imports(path)}
        for found in ast.walk(parsed(path)):
            name = found.id if isinstance(found, ast.Name) else found.arg if isinstance(found, ast.arg) else ""
            if "doc" in words(name) and not knows_spacy:
                bad.append(f"{shown(path)}:{getattr(found, 'lineno', 0)}")
    assert bad == []


def _imports(path: Path) -> Iterator[str]:
    for found in ast.walk(parsed(path)):
        if isinstance(found, ast.Import):
            yield from (alias.name for alias in found.names)
        elif isinstance(found, ast.ImportFrom):
            yield found.module or ""
            yield from (f"{found.module}.{alias.name}" for alias in found.names)


@pytest.mark.parametrize("folder", PLUGINS)
def test_plugins_of_a_folder_never_import_each_other(folder: str) -> None:
    modules = [path for path in (PACKAGE / folder).glob("*.py") if not path.name.startswith("_")]
    assert len(modules) > 2
    names = {f"policygraph.{folder}.{path.stem}" for path in modules}
    found = {shown(path): sorted(names & set(_imports(path))) for path in modules}
    assert {name: others for name, others in found.items() if others} == {}


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{shown(path)}:{found.lineno}"
        for path in MODULES
        if PACKAGE / "cli" not in path.parents
        for found in ast.walk(parsed(path))
        if isinstance(found, ast.Call) and isinstance(found.func, ast.Name) and found.func.id == "print"
    ]
    assert printing == []


def test_no_file_names_a_machine_s_paths() -> None:
    # Taken apart, so that this file does not hold them.
    places = [f"/{name}/" for name in ("work", "farm", "home", "Users")] + [".lib" + "rary", "/tmp/" + "pg"]
    held = re.compile("|".join(rf"(?<![\w.-]){re.escape(place)}" for place in places))
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or another binary file
        if path != Path(__file__):
            found += [f"{shown(path)}: {match[0]}" for match in held.finditer(text)]
    assert found == []


def _name(requirement: str) -> str:
    """The distribution that a requirement is about, as PyPI normalises names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]).lower()


def test_dependencies_are_told_of_and_no_others() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        declared += extra
    page = (CHECKOUT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    direct = page.partition("## What these bring along")[0]
    told = re.findall(r"^\| `([^`]+)`", direct, re.MULTILINE)
    assert sorted(map(_name, told)) == sorted({_name(one) for one in declared})


def _installed(names: Iterable[str]) -> dict[str, str]:
    """Everything that these distributions bring along on this machine, by name: what it tells of its licence."""
    found: dict[str, str] = {}
    waiting = sorted(names)
    while waiting:
        name = _name(waiting.pop())
        if name in found:
            continue
        distribution = importlib.metadata.distribution(name)
        told = distribution.metadata.get_all
        classifiers = [one for one in told("Classifier", []) if one.startswith("License")]
        # A field that holds a licence's whole text tells less than the classifiers.
        fields = [one.strip()[:80] for one in told("License", [])]
        found[name] = " ".join(told("License-Expression", []) or [*classifiers, *fields])
        for line in distribution.requires or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(needed.name)
    return found


def test_licences_of_what_the_core_installs() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (CHECKOUT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| ([^|]+) \|", page.partition("## What these bring along")[2], re.MULTILINE)
    listed = {_name(name): licence for name, licence in rows}
    licences = _installed(project["dependencies"])
    assert len(licences) > 50
    demanding = re.compile(r"GPL|General Public|MPL|Mozilla|EUPL|CDDL|EPL|SSPL")
    asking_more = {name for name, licence in licences.items() if demanding.search(licence)}
    assert sorted(listed.keys() & licences) == sorted(asking_more)
    # A GPL will do where another licence may be chosen.
    gpl = {name for name in asking_more if re.search(r"(?<!L)GPL|GNU General", licences[name])}
    assert [name for name in sorted(gpl) if " or " not in listed[name].lower()] == []


def test_every_ignored_rule_has_its_reason() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    ruff = text.partition("[tool.ruff]")[2].partition("[tool.mypy]")[0]
    ignores = [line for line in ruff.splitlines() if re.match(r'\s+"[A-Z]+\d*",', line)]
    unreasoned = [line.strip() for line in ignores if "#" not in line and "RUF00" not in line]
    assert len(ignores) > 10
    assert unreasoned == []
