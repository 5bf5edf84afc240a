"""Plug-ins by name: the modules of a folder, and third parties' entry points."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from policygraph import registry
from policygraph.errors import UnknownNameError


@pytest.fixture
def third_party(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A package of somebody else's that adds the exporter 'parchment' and another 'turtle'."""
    module = ModuleType("their_exporter")
    monkeypatch.setitem(sys.modules, "their_exporter", module)
    points = {
        "policygraph.export": [
            EntryPoint(name=name, value="their_exporter", group="policygraph.export")
            for name in ("parchment", "turtle")
        ]
    }
    monkeypatch.setattr(registry, "entry_points", lambda *, group: points.get(group, []))
    registry.names.cache_clear()
    registry.load.cache_clear()
    yield module
    registry.names.cache_clear()
    registry.load.cache_clear()


@pytest.mark.parametrize("group", registry.GROUPS)
def test_the_names_of_a_group_are_its_public_modules_sorted(group: str) -> None:
    names = registry.names(group)
    assert list(names) == sorted(set(names))
    assert not [n for n in names if n.startswith("_")]
    assert names


def test_the_extractors_of_this_version() -> None:
    assert {"names", "dates", "posts", "events", "attributions"} <= set(registry.names("extract"))


@pytest.mark.parametrize("name", registry.names("extract"))
def test_an_extractor_says_what_it_needs_and_extracts(name: str) -> None:
    plugin = registry.load("extract", name)
    assert plugin.__name__ == f"policygraph.extract.{name}"
    assert set(plugin.NEEDS) <= set(registry.names("extract")) - {name}
    assert callable(plugin.extract)


def test_a_name_with_a_slip_gets_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        registry.load("export", "turtel")
    assert str(caught.value) == "there is no export plug-in named 'turtel'. Did you mean turtle"


def test_a_name_in_capitals_gets_the_nearest() -> None:
    error = registry.unknown("query", "OFFICIALS", ("officials", "places"))
    assert error.remedy == "Did you mean officials"


def test_up_to_three_are_told() -> None:
    error = registry.unknown("query", "visit", ("visit-1", "visit-2", "visit-3", "visit-4"))
    assert error.remedy.count(" or ") == 2


def test_a_name_like_none_gets_them_all() -> None:
    error = registry.unknown("query", "zzzz", ("officials", "places"))
    assert str(error) == "there is no query named 'zzzz'. There are: officials, places"


def test_where_there_are_none_it_is_said() -> None:
    assert registry.unknown("query", "zzzz", ()).remedy == "There are: none"


def test_a_private_module_is_no_plug_in() -> None:
    with pytest.raises(UnknownNameError):
        registry.load("extract", "_phrases")


def test_a_third_party_adds_a_plug_in_by_an_entry_point(third_party: ModuleType) -> None:
    assert "parchment" in registry.names("export")
    assert registry.load("export", "parchment") is third_party


def test_a_third_party_does_not_take_the_place_of_ours(third_party: ModuleType) -> None:
    assert registry.load("export", "turtle").__name__ == "policygraph.export.turtle"
    assert registry.names("export").count("turtle") == 1
