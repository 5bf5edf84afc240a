"""Posts as (title, jurisdiction, organization): canonical ones where title and jurisdiction are known.

A title without a place takes the place that the same person's title has elsewhere in the document, else the usual one
of the lexicon, else the one jurisdiction of its level that the document is about.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policygraph import vocab
from policygraph.gazetteer import Gazetteer, Record
from policygraph.model import Document, Entity, Extraction, Kind, Mention, Resolution, Status
from policygraph.patterns import Title, title_named

# A document is about a jurisdiction of a level when this share of its mentions of that level name it.
_ABOUT_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    mention: Mention
    holder: str  # entity slug, '' if unresolved
    place: str | None  # slug of a table row
    named: bool  # whether the text names its place, be it one that stayed ambiguous
    body: Entity | None


def resolve(
    document: Document,
    extraction: Extraction,
    gazetteer: Gazetteer,
    decided: Mapping[str, Resolution],
) -> dict[str, Resolution]:
    """The posts of a document by mention id."""
    resolver = _Resolver(document, extraction, gazetteer, decided)
    return dict(resolver.run())


def canonical(slug: str, gazetteer: Gazetteer) -> tuple[Title, Record] | None:
    """The title and jurisdiction of a canonical post's slug, or None for a post that has none."""
    parts = slug.split("-")
    for cut in range(1, len(parts)):
        place, title = "-".join(parts[:cut]), _by_slug().get("-".join(parts[cut:]))
        if title is not None and place in gazetteer:
            return title, gazetteer.record(place)
    return None


def label(title: Title, place: Record) -> str:
    """The canonical label: 'Mayor of Chicago', 'United States Senator from Ohio'."""
    if place.level == "country" and title.label:
        return title.label
    if title.label_state and place.level == "state":
        return title.label_state.format(place.name)
    if title.legislature == "federal" and place.level == "country":
        return title.name
    if title.legislature == "federal":
        return f"{title.name} from {place.name}"
    return f"{title.name} of {'the ' if place.slug == 'us' else ''}{place.name}"


def _by_slug() -> Mapping[str, Title]:
    from policygraph.patterns import titles

    return {vocab.slug(t.name): t for t in titles() if t.kind == "office"}


class _Resolver:
    def __init__(
        self,
        document: Document,
        extraction: Extraction,
        gazetteer: Gazetteer,
        decided: Mapping[str, Resolution],
    ) -> None:
        self.document, self.extraction, self.gazetteer, self.decided = (
            document,
            extraction,
            gazetteer,
            decided,
        )
        self.levels = self._levels()
        self.places = {
            r.entity.slug
            for r in decided.values()
            if r.entity.kind is Kind.JURISDICTION and r.status is Status.LINKED
        }

    def run(self) -> Iterator[tuple[str, Resolution]]:
        read = [self._read(m) for m in self.extraction.mentions if m.kind is Kind.POST]
        known = {(r.holder, self._title_name(r)): r.place for r in read if r.place and r.holder}
        for post in read:
            place = post.place or known.get((post.holder, self._title_name(post)))
            yield post.mention.id, self._decide(post, place)

    def _read(self, mention: Mention) -> _Read:
        holder, place, body, named = "", None, None, False
        represented: str | None = None
        for claim in self.extraction.claims:
            target = self.decided.get(claim.object) if isinstance(claim.object, str) else None
            if claim.object == mention.id and claim.subject in self.decided:
                holder = self.decided[claim.subject].entity.slug
            elif claim.subject == mention.id and target is not None:
                if claim.predicate == vocab.HAS_JURISDICTION:
                    named = True
                    place = target.entity.slug if target.status is Status.LINKED else None
                elif claim.predicate == vocab.POST_IN:
                    body = target.entity
        if holder:
            represented = self._represented(holder)
        title = title_named(mention.name)
        if place is None and title is not None and title.legislature and represented:
            place = self._state_of(represented)
        return _Read(mention=mention, holder=holder, place=place, named=named, body=body)

    def _represented(self, holder: str) -> str | None:
        """The place that a tag says the holder represents."""
        for claim in self.extraction.claims:
            if claim.predicate == vocab.REPRESENTS and isinstance(claim.object, str):
                subject, target = self.decided.get(claim.subject), self.decided.get(claim.object)
                if subject and target and subject.entity.slug == holder and target.status is Status.LINKED:
                    return target.entity.slug
        return None

    def _state_of(self, slug: str) -> str | None:
        rows = (self.gazetteer.record(slug), *self.gazetteer.ancestors(slug))
        return next((r.slug for r in rows if r.level == "state"), None)

    def _title_name(self, post: _Read) -> str:
        return post.mention.name

    def _decide(self, post: _Read, place: str | None) -> Resolution:
        title = title_named(post.mention.name)
        if title is None:
            return self._position(post)
        if title.legislature in ("upper", "lower"):
            title, place = self._legislator(title, place, post)
        place = place or self._body_place(title, post.body)
        if not place and post.body is not None and not self._of_title(post.body, title):
            return self._position(post)  # 'president of the county board' is not the President
        if not place and not post.named:
            # An office that nations and states both have may be either's.
            place = title.usual or ("" if "country" in title.levels else self._about(title))
        written = self._written(post.mention)
        if not place:
            slug = vocab.unlinked_slug(title.name, post.holder or self.document.id)
            entity = Entity(slug=slug, kind=Kind.POST, names=(title.name, written))
            return Resolution(entity=entity, status=Status.NIL)
        row = self.gazetteer.record(place)
        if name := title.by_level.get(row.level):
            title = title_named(name) or title
        slug = f"{row.slug}-{vocab.slug(title.name)}"
        entity = Entity(slug=slug, kind=Kind.POST, names=(written,))
        return Resolution(entity=entity, status=Status.LINKED)

    def _position(self, post: _Read) -> Resolution:
        """A position in an organization: its own words and that organization tell it from others."""
        written = self._written(post.mention)
        if post.body is None:
            place = self.gazetteer.record(post.place).name if post.place else ""
            names = tuple(n for n in (f"{written} of {place}" if place else "", written) if n)
            slug = vocab.unlinked_slug(written, post.place or self.document.id)
            return Resolution(entity=Entity(slug=slug, kind=Kind.POST, names=names), status=Status.NIL)
        body = post.body.names[0]
        slug = vocab.unlinked_slug(written, post.body.slug)
        entity = Entity(slug=slug, kind=Kind.POST, names=(f"{written}, {body}", written))
        return Resolution(entity=entity, status=Status.NIL)

    def _legislator(self, title: Title, place: str | None, post: _Read) -> tuple[Title, str | None]:
        """'Sen.' and 'Rep.' are of Congress, unless a chamber of a state is what the document speaks of or the tag
        names a town."""
        represented = self._represented(post.holder) if post.holder else None
        local = represented is not None and self.gazetteer.record(represented).level != "state"
        chambers = self._state_chambers()
        name = "Senator" if title.legislature == "upper" else "Representative"
        if local or (represented is None and chambers and place in (None, *chambers)):
            state = title_named(f"State {name}")
            own = place or (chambers[0] if len(chambers) == 1 else None)
            return state or title, own
        federal = title_named(f"United States {name}")
        return federal or title, place or "us"

    def _state_chambers(self) -> list[str]:
        """The states whose legislature or chambers the document names."""
        found = {
            self.gazetteer.record(r.entity.slug).jurisdiction
            for r in self.decided.values()
            if r.entity.kind is Kind.ORGANIZATION
            and r.status is Status.LINKED
            and "legislature" in self.gazetteer.record(r.entity.slug).types
        }
        return sorted(found - {"us", ""})

    def _of_title(self, body: Entity, title: Title) -> bool:
        """Whether a body is the one that the lexicon says the title is in."""
        return body.slug in title.body.values()

    def _body_place(self, title: Title, body: Entity | None) -> str | None:
        """The jurisdiction of the body that a post is in."""
        if body is None or body.slug not in self.gazetteer:
            return None
        place = self.gazetteer.record(body.slug).jurisdiction
        return place if place and self.gazetteer.record(place).level in title.levels else None

    def _about(self, title: Title) -> str | None:
        """The jurisdiction of the title's level that the document is about."""
        for level in title.levels:
            counts = self.levels.get(level)
            if counts and level != "country":
                slug, count = max(sorted(counts.items()), key=lambda pair: pair[1])
                if count >= _ABOUT_SHARE * sum(counts.values()):
                    return slug
        return None

    def _levels(self) -> dict[str, Counter[str]]:
        levels: dict[str, Counter[str]] = {}
        for mention in self.extraction.mentions:
            resolution = self.decided.get(mention.id)
            if (
                resolution
                and resolution.status is Status.LINKED
                and resolution.entity.kind is Kind.JURISDICTION
            ):
                row = self.gazetteer.record(resolution.entity.slug)
                levels.setdefault(row.level, Counter())[row.slug] += 1
        return levels

    def _written(self, mention: Mention) -> str:
        return " ".join(self.document.text[mention.span.start : mention.span.end].split())
