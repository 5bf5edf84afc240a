"""What entities are called: by the table, else by the documents; events by their type and what is known of them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from policygraph import vocab
from policygraph.identify.told import Told, slug_of
from policygraph.model import Kind
from policygraph.patterns import policy_names
from policygraph.resolve import canonical

# How the label of an event names its recipients.
_TOWARDS = {"LegalAction": "against", "Enforcement": "against", "Appointment": "for", "ExecutiveAction": "on"}


def entity_label(iri: str, kind: Kind, local_iris: Iterable[str], told: Told) -> str:
    """The table's; else of the names that no longer one contains the most frequent in the texts, then the longest, then
    the first in code-point order. `local_iris` are those that the entity has in documents.
    """
    if text := _table_label(iri, kind, told):
        return text
    names: Counter[str] = Counter()
    anchors: Counter[str] = Counter()
    for local in local_iris:
        names += told.names(local)
        anchors += told.anchors(local)
    words = {n: set(re.findall(r"\w+", n.casefold())) for n in names}
    full = [n for n in names if not any(words[n] < words[o] for o in names)]
    return min(full, key=lambda n: (-anchors[n], -len(n), n), default=slug_of(iri))


def _table_label(iri: str, kind: Kind, told: Told) -> str:
    if row := told.row(iri):
        return row.name
    if kind is Kind.POST and (post := canonical.parse(slug_of(iri), told.gazetteer)):
        return canonical.label(*post)
    if kind is Kind.POLICY:
        return next((p.name for p in policy_names() if p.slug == slug_of(iri)), "")
    return ""


def event_label(told: Mapping[str, set[str]]) -> str:
    """'Visit of Jane Doe to Chicago, 2017-04-21', from the labels of what stands at each edge, by predicate."""
    types = sorted(t.removeprefix(vocab.PG) for t in told.get(vocab.RDF_TYPE, ()) if t.startswith(vocab.PG))
    kind = types[0] if types else "Event"
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()
    if agents := told.get(vocab.AGENT) or told.get(vocab.PARTICIPANT):
        text += f" of {_listed(agents)}"
    if told.get(vocab.RECIPIENT):
        text += f" {_TOWARDS.get(kind, 'to')} {_listed(told[vocab.RECIPIENT])}"
    if told.get(vocab.LOCATION):
        text += f" {'to' if kind == 'Visit' else 'in'} {_listed(told[vocab.LOCATION])}"
    if told.get(vocab.START_DATE):
        text += f", {min(told[vocab.START_DATE])}"
    return text


def _listed(names: Iterable[str]) -> str:
    """'A', 'A and B', 'A, B and 3 more'."""
    ordered = sorted(names)
    if len(ordered) > 3:
        return f"{ordered[0]}, {ordered[1]} and {len(ordered) - 2} more"
    return " and ".join([", ".join(ordered[:-1]), ordered[-1]] if len(ordered) > 1 else ordered)
