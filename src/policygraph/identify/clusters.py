from policygraph.identify.records import Merge
from policygraph.model import Kind


def keys(local):
    if local.kind is Kind.EVENT:
        return frozenset({"event:" + "|".join(sorted(v for r, v in local.context if r == "type"))})
    return frozenset({f"{local.kind.value}:" + n.split()[-1].lower() for n in local.names if n.split()})


def merges(block):
    out = []
    groups = {}
    for l in sorted(block, key=lambda l: l.iri):
        k = (
            (max(l.names, key=len) if l.names else l.iri)
            if l.kind is not Kind.EVENT
            else (l.earliest, tuple(sorted(l.context)))
            if l.earliest
            else l.iri
        )
        groups.setdefault(k, []).append(l)
    for g in groups.values():
        linked = [l for l in g if l.linked]
        if len(linked) > 1:
            continue
        into = (linked or g)[0].iri
        out += [Merge(iri=l.iri, into=into, reasons=("same name",)) for l in g if l.iri != into]
    return out
