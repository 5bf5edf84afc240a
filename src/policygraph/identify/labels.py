"""What events are called: by their type and by who and what is known of them."""

import re
from collections.abc import Iterable, Mapping

from policygraph import vocab

# How the label of an event names its recipients.
_TOWARDS = {"LegalAction": "against", "Enforcement": "against", "Appointment": "for", "ExecutiveAction": "on"}


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
