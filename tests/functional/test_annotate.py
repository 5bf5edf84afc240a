"""The default model with our components, against the model as spaCy loads it."""

import importlib.util
import warnings
from pathlib import Path

import pytest
import spacy

from policygraph.annotate import DEFAULT_MODEL, Annotator
from policygraph.model import Document
from policygraph.resources import language_model

TEXTS = [
    "She's gonna say that he'd have gone, but they ain't sure it'll do.",
    "There's nothin' that the mayors' own lawyers couldn't've done; let's see 'em.",
    "Had he been told? Y'all got a new one, which gets worse. C'mon, it's got to be.",
    "Doe does what Roe did: she has to have had the files\n\n  and is being asked about those (or these).",
    "We don't know her, nor did you; this is that which hurts us once, if not then.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_attributes_are_those_of_the_model_alone(text: str) -> None:
    spec = importlib.util.find_spec(language_model(DEFAULT_MODEL))
    assert spec is not None
    assert spec.submodule_search_locations
    (config,) = Path(spec.submodule_search_locations[0]).glob("*/config.cfg")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        plain = spacy.load(config.parent)
    (annotated,) = Annotator().annotate([Document(id="0" * 12, text=text, sha256="0" * 64, sources=())])
    # Boundaries of sentences are ours; where they differ the parse does, and what hangs on it.
    compared = 0
    for ours, theirs in zip(annotated.parse, plain(text), strict=True):
        assert (ours.tag_, ours.lower_) == (theirs.tag_, theirs.lower_)
        if ours.dep_ == theirs.dep_ and ours.head.i == theirs.head.i:
            compared += 1
            assert (ours.pos_, str(ours.morph), ours.lemma_) == (theirs.pos_, str(theirs.morph), theirs.lemma_)
    assert compared >= 0.8 * len(annotated.parse)
