"""People: full names first, then the surnames that point back to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record, fold
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import name_gender
from policygraph.resolve import canonical
from policygraph.resolve.holdings import Holding

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True)
class _Cluster:
    """The mentions of one person while they are being gathered."""

    names: list[str]
    starts: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def full(self) -> str:
        return max(self.names, key=lambda n: (len(n.split()), len(n), n))


def resolve(document: Document, extraction: Extraction) -> dict[str, Resolution]:
    """The people of a document by mention id, from their names and surnames."""
    people = [m for m in extraction.mentions if m.kind is Kind.PERSON]
    clusters: list[_Cluster] = []
    names = [m for m in people if not m.reference]
    for mention in sorted(names, key=lambda m: (-len(m.name.split()), m.span.start)):
        _add(_cluster_of(mention, clusters) or _new(clusters), mention)
    for mention in people:
        if mention.rule == "surname" and (cluster := _by_surname(mention, clusters)):
            _add(cluster, mention)
    decided: dict[str, Resolution] = {}
    for cluster in clusters:
        full = cluster.full
        first = sorted(zip(cluster.starts, cluster.ids, strict=True))
        entity = Entity(
            slug=vocab.unlinked_slug(full, document.id),
            kind=Kind.PERSON,
            names=tuple(dict.fromkeys(cluster.names)),
        )
        decided |= {i: Resolution(entity=entity, status=Status.NIL) for _, i in first}
    return decided


def named(
    decided: Mapping[str, Resolution],
    held: Sequence[Holding],
    rows: Mapping[str, Record],
    gazetteer: Gazetteer,
) -> dict[str, Resolution]:
    """People once their posts are known: the slug of their row, or one from the name and what tells namesakes apart:
    the post they hold, else the body or place it is of; else only the document.
    """
    contexts: dict[str, list[tuple[bool, str]]] = {}
    for holding in held:
        post = decided[holding.mention.id]
        parsed = canonical.parse(post.entity.slug, gazetteer) if post.status is Status.LINKED else None
        if parsed is not None and parsed[1].level != "country":
            context = parsed[1].slug
        elif parsed is not None:
            context = post.entity.slug
        else:
            context = holding.body.slug if holding.body else ""
        if context:
            contexts.setdefault(holding.holder, []).append((holding.former, context))
    made = {}
    for mention, resolution in decided.items():
        entity = resolution.entity
        if entity.kind is not Kind.PERSON:
            continue
        if row := rows.get(entity.slug):
            made[mention] = Resolution(entity=replace(entity, slug=row.slug), status=Status.LINKED)
        elif entity.slug in contexts:
            _, context = min(contexts[entity.slug])
            full = max(entity.names, key=lambda n: (len(n.split()), len(n), n))
            slug = vocab.unlinked_slug(" ".join(_parts(full)), context)
            made[mention] = replace(resolution, entity=replace(entity, slug=slug))
    return made


def _new(clusters: list[_Cluster]) -> _Cluster:
    clusters.append(_Cluster(names=[]))
    return clusters[-1]


def _add(cluster: _Cluster, mention: Mention) -> None:
    cluster.names.append(mention.name)
    cluster.ids.append(mention.id)
    cluster.starts.append(mention.span.start)


def _cluster_of(mention: Mention, clusters: Sequence[_Cluster]) -> _Cluster | None:
    """The cluster whose full name this is another form of: the same given name, and one name within the other."""
    parts = _parts(mention.name)
    for cluster in clusters:
        other = _parts(cluster.full)
        if len(parts) == 1:
            if parts[0] in other[1:] or parts == other:
                return cluster
        elif parts[0] == other[0] and (set(parts) <= set(other) or set(other) <= set(parts)):
            return cluster
    # 'Jane said', of the one Jane named in full; most names of one word are surnames.
    called = [c for c in clusters if len(_parts(c.full)) > 1 and _parts(c.full)[0] == parts[0]]
    return called[0] if len(parts) == len(called) == 1 and name_gender(mention.name) else None


def _by_surname(mention: Mention, clusters: Sequence[_Cluster]) -> _Cluster | None:
    """The person with that surname who was named last before it, else the first named after it."""
    wanted = _parts(mention.name)
    fitting = [c for c in clusters if c.starts and _ends_with(_parts(c.full), wanted)]
    before = [
        (max(s for s in c.starts if s < mention.span.start), i)
        for i, c in enumerate(fitting)
        if min(c.starts) < mention.span.start
    ]
    if before:
        return fitting[max(before)[1]]
    return min(fitting, key=lambda c: min(c.starts), default=None)


def _ends_with(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a name holds a surname after its given name: 'Roe' in 'Juan Roe Doe'."""
    size = len(wanted)
    return any(
        list(parts[i : i + size]) == list(wanted) for i in range(min(1, len(parts) - size), len(parts) - size + 1)
    )


def _parts(name: str) -> list[str]:
    """The words of a name without initials, nicknames in marks and suffixes."""
    plain = re.sub(r"[“\"][^”\"]*[”\"]", " ", name)
    words = [fold(w) for w in plain.split()]
    kept = [w for w in words if len(w) > 1 and w not in _SUFFIXES]
    return kept or words
