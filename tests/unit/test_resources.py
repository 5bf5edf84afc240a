"""Where the shipped files are found: in a package, in a checkout, nowhere."""

from pathlib import Path

import pytest

from policygraph import resources
from policygraph.errors import ResourceError


@pytest.fixture
def roots(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, Path]:
    """An installed package and the checkout around it, both without files."""
    package, checkout = tmp_path / "package", tmp_path / "checkout"
    for root in (package, checkout):
        root.mkdir()
    monkeypatch.setattr(resources, "_roots", lambda: (package, checkout))
    return package, checkout


def test_the_shipped_files_are_there() -> None:
    assert resources.ontology("policygraph.ttl").is_file()
    assert resources.data("lexicon/titles.toml").is_file()
    assert resources.data().is_dir()
    assert resources.ontology().is_dir()


def test_the_package_goes_before_the_checkout(roots: tuple[Path, Path]) -> None:
    package, checkout = roots
    for root in roots:
        (root / "data").mkdir()
        (root / "data" / "a.tsv").write_text("a")
    assert resources.data("a.tsv") == package / "data" / "a.tsv"
    (package / "data" / "a.tsv").unlink()
    assert resources.data("a.tsv") == checkout / "data" / "a.tsv"


def test_what_is_asked_for_is_known_before(roots: tuple[Path, Path]) -> None:
    assert not resources.has_data("a.tsv")
    (roots[1] / "data").mkdir()
    (roots[1] / "data" / "a.tsv").write_text("a")
    assert resources.has_data("a.tsv")


def test_a_missing_file_is_told_with_where_it_was_looked_for(roots: tuple[Path, Path]) -> None:
    with pytest.raises(ResourceError) as caught:
        resources.data("no/such.tsv")
    message = str(caught.value)
    assert "data/no/such.tsv is not there" in message
    assert str(roots[0] / "data") in message
    assert str(roots[1] / "data") in message
    assert "install policygraph again" in message
