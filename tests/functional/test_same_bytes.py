"""The same documents give the same bytes, whatever the order, the number of processes and the hash seed."""

from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("seed", "jobs", "step"), [("1", "1", -1), ("4711", "2", 1)], ids=["other order", "two processes"]
)
def test_builds_give_the_same_bytes(
    policygraph: Run, samples: list[Path], demo: Path, tmp_path: Path, seed: str, jobs: str, step: int
) -> None:
    environment = {"PYTHONHASHSEED": seed}
    done = policygraph(
        "build", *samples[::step], "-g", "other", "--jobs", jobs, folder=tmp_path, environment=environment
    )
    assert done.returncode == 0, done.stderr
    for form in ("nquads", "turtle", "trig", "ntriples", "jsonld"):
        made = policygraph("export", "-g", "other", "-f", form, folder=tmp_path, environment=environment)
        expected = policygraph("export", "-g", demo / "graph", "-f", form)
        assert len(expected.stdout) > 10_000
        assert made.stdout == expected.stdout, form
    assert policygraph("view", "-g", "other", folder=tmp_path, environment=environment).returncode == 0
    assert (tmp_path / "policygraph.html").read_bytes() == (demo / "policygraph.html").read_bytes()


def test_one_document_a_build_gives_the_same_as_all_at_once(
    policygraph: Run, samples: list[Path], demo: Path, tmp_path: Path
) -> None:
    """Two builds into one graph: what depends on more than one document is brought up to date."""
    for part in (samples[3:], samples[:3]):
        assert policygraph("build", *part, folder=tmp_path).returncode == 0
    made = policygraph("export", "-f", "nquads", folder=tmp_path)
    assert made.stdout == policygraph("export", "-f", "nquads", folder=demo).stdout
