"""Every data file has a source and a licence in data/SOURCES.toml."""

import tomllib
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
SOURCES: list[dict[str, Any]] = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))["source"]
REQUIRED = {"name", "files", "url", "licence", "taken", "how"}


def unlisted(folder: Path, globs: list[str]) -> list[str]:
    """Data files below `folder` that none of the globs names."""
    names = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in {".tsv", ".toml", ".txt"} and path.name != "SOURCES.toml"
    ]
    return sorted(
        name
        for name in names
        if not name.startswith("articles/") and not any(PurePosixPath(name).match(glob) for glob in globs)
    )


def test_every_data_file_is_listed() -> None:
    assert unlisted(DATA, [glob for source in SOURCES for glob in source["files"]]) == []


def test_an_unlisted_file_is_found(tmp_path: Path) -> None:
    for name in ("lexicon/verbs.toml", "gazetteer/new.tsv", "articles/one.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert unlisted(tmp_path, ["lexicon/*"]) == ["gazetteer/new.tsv"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source["name"]))
def test_a_source_says_all_and_names_real_files(source: dict[str, Any]) -> None:
    assert source.keys() >= REQUIRED
    assert all(source[key] for key in REQUIRED)
    assert isinstance(source["taken"], date)
    assert source["url"].startswith("https://")
    for glob in source["files"]:
        assert list(DATA.glob(glob)), f"{glob} names no file"


def test_geonames_is_credited() -> None:
    """CC BY 4.0 asks for it; exports and the page print this line."""
    lines = [source["attribution"] for source in SOURCES if source["name"] == "GeoNames"]
    assert lines == ["Contains data from GeoNames (https://www.geonames.org), CC BY 4.0, modified."]
