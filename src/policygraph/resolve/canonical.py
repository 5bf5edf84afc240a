"""Canonical posts: an office of the lexicon in a jurisdiction of the gazetteer, its slug and its label."""

from collections.abc import Mapping
from functools import cache

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record
from policygraph.patterns import Title, titles


def slug(title: Title, place: Record) -> str:
    """The slug of an office of a jurisdiction: 'us-il-cook-county-sheriff'."""
    return f"{place.slug}-{vocab.slug(title.name)}"


def parse(post: str, gazetteer: Gazetteer) -> tuple[Title, Record] | None:
    """The title and jurisdiction of a canonical post's slug, or None for a post that has none."""
    parts = post.split("-")
    for cut in range(1, len(parts)):
        place, title = "-".join(parts[:cut]), _by_slug().get("-".join(parts[cut:]))
        if title is not None and place in gazetteer:
            return title, gazetteer.record(place)
    return None


def label(title: Title, place: Record) -> str:
    """The canonical label: 'Mayor of Chicago', 'United States Senator from Ohio'."""
    if place.level == "country" and (title.label or title.legislature == "federal"):
        return title.label or title.name
    if title.label_state and place.level == "state":
        return title.label_state.format(place.name)
    if title.legislature == "federal":
        return f"{title.name} from {place.name}"
    if place.slug == "us" and title.usual == "us" and " of " in title.name:
        return f"United States {title.name}"
    return f"{title.name} of {'the ' if place.slug == 'us' else ''}{place.name}"


@cache
def _by_slug() -> Mapping[str, Title]:
    return {vocab.slug(t.name): t for t in titles() if t.kind == "office"}
