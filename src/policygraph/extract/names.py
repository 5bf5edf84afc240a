"""Mentions of people, organizations, jurisdictions, places and policies.

From left to right, at each word that can begin a name, the longest of these wins: a form of policy name, a row of the
gazetteer, a phrase with a telling head word ('… Commission', '… Creek'), and what spaCy's entity recogniser says. A
title before it makes a name a person's. A second pass finds bare surnames of people already named.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from policygraph.annotate import AnnotatedDocument
from policygraph.extract import (
    _borders,
    _datelines,
    _event_names,
    _heads,
    _kinds,
    _listed_places,
    _phrases,
    _policies,
    _roads,
    _tags,
)
from policygraph.extract._entities import Entities
from policygraph.extract._roster import Match, Roster
from policygraph.extract._titles import TitleMatch, title_at
from policygraph.gazetteer import Gazetteer
from policygraph.model import Extraction, Kind, Mention, Span
from policygraph.patterns import headline_verbs, title_words

NEEDS: tuple[str, ...] = ()

# At one start, and of one length, the first of these wins.
_ORDER = ("policy", "organization-table", "person", "place-table", "organization-head", "place-head", "spacy")


def extract(annotated: AnnotatedDocument, found: Extraction, gazetteer: Gazetteer) -> Iterator[Mention]:
    """All mentions in text order; nested ones (the place in an organization's name) after their outer one."""
    del found
    matches = _Recogniser(annotated, gazetteer).run()
    words, events = annotated.words, _event_names.spans(annotated)
    for number, match in enumerate(matches):
        mention = Mention(
            id=f"m{number}",
            kind=match.kind,
            span=Span(start=words[match.first].start, end=words[match.end - 1].end),
            name=match.name,
            rule=match.rule,
            reference=match.reference,
        )
        part = mention.kind is not Kind.PERSON and _event_names.inside(mention, events)
        people = mention.rule == "organization-table" and _people(mention.name)
        yield replace(mention, rule="in-event-name" if part else "party-people") if part or people else mention
    yield from _tags.mentions(annotated, gazetteer)
    yield from _borders.mentions(annotated, gazetteer)


def _people(name: str) -> bool:
    """Whether a name of a party is that of its people: 'Republicans', not 'GOP'."""
    return name.lower() in title_words().parties and not name.isupper()


class _Recogniser:
    """One pass over one document."""

    def __init__(self, annotated: AnnotatedDocument, gazetteer: Gazetteer) -> None:
        self.annotated, self.words, self.gazetteer = annotated, annotated.words, gazetteer
        self.limits = annotated.limits
        # SpaCy's entity label of each word, '' for none.
        self.labels = [annotated.all_tokens[w.first].ent_type_ for w in annotated.words]
        self.tagged = _tags.covered(annotated)
        self.votes = self._place_votes()
        self.entities = Entities(annotated, gazetteer, self.tagged)
        self.formed = {match.first: match for match in self._formed()}

    def _formed(self) -> Iterator[Match]:
        """What the form of a text tells whatever its words are; of two at one word the later."""
        for first, end in _roads.matches(self.annotated).items():
            yield self._match(first, end, Kind.PLACE, "road-number")
        for first, (end, name) in _listed_places.places(self.annotated, self.gazetteer).items():
            yield Match(first=first, end=end, kind=Kind.JURISDICTION, name=name, rule="place-table")
        for first, end in _datelines.places(self.annotated, self.gazetteer).items():
            yield self._match(first, end, Kind.JURISDICTION, "place-table")
        for first, (end, name, rule) in _policies.matches(self.annotated, self.gazetteer).items():
            yield Match(first=first, end=end, kind=Kind.POLICY, name=name, rule=rule)

    def run(self) -> list[Match]:
        """Mentions in order, nested places included."""
        matches, i = [], 0
        before: Match | TitleMatch | None = None
        while i < len(self.words):
            title = title_at(self.words, i, self.limits[i])
            best = self._best(i, before, title)
            if best is None and title is None:
                # Only what stands directly before a name may make it a person's.
                i, before = i + 1, None
            elif best is None or (title is not None and title.end >= best.end and best.kind != Kind.POLICY):
                assert title is not None
                i, before = title.end, title
            else:
                matches.append(best)
                matches.extend(self._nested(best))
                i, before = best.end, best
        roster = Roster(
            self.words,
            self.limits,
            self.gazetteer,
            tagged=self.tagged,
            title_case=self._title_case,
            told=lambda match: _kinds.told(self.annotated, self._span(match)),
        )
        return roster.complete(matches)

    def _span(self, match: Match) -> Span:
        return Span(start=self.words[match.first].start, end=self.words[match.end - 1].end)

    def _best(self, i: int, before: Match | TitleMatch | None, title: TitleMatch | None) -> Match | None:
        if i in self.formed:
            return self.formed[i]
        word = self.words[i]
        if i in self.tagged or not (word.capital or word.text[0].isdigit() or word.text in ("al-", "el-")):
            return None
        if self._begins_sentence(i) and _phrases.is_function_word(word.text):
            return None
        if isinstance(before, TitleMatch) and title is None and (person := self._person_after(i, before)):
            return person
        candidates = [c for c in self._candidates(i) if c is not None and not self._runs_on(c)]
        return max(candidates, key=lambda c: (c.end, -_ORDER.index(c.rule)), default=None)

    def _candidates(self, i: int) -> Iterator[Match | None]:
        limit = _phrases.run_end(self.words, i, self.limits[i])
        yield self._organization_row(i, limit)
        yield self._place_row(i, limit)
        person = self._person(i)
        yield person
        # 'John Roe of Doe University' is a person and a body.
        person_end = person.end if person is not None else self.entities.person_end(i)
        apart = 0 < person_end < limit and self.words[person_end].text in ("of", "on", "from")
        shouted = self._text(i, self.limits[i]).isupper()  # 'SPOKE TO THE CITY COUNCIL'
        if not (apart or shouted or self._title_case(i) or _phrases.is_year(self.words[i].text)):
            end = _heads.organization_end(self.words, i, limit, self.labels)
            if end and not self._has_title(i, end):
                yield self._match(i, end, Kind.ORGANIZATION, "organization-head")
            end = _heads.place_end(self.words, i, limit, self.labels)
            if end and not self._has_title(i, end):
                yield self._match(i, end, Kind.PLACE, "place-head")
        yield self.entities.at(i)

    def _match(self, first: int, end: int, kind: Kind, rule: str) -> Match:
        return Match(first=first, end=end, kind=kind, name=self._text(first, end), rule=rule)

    def _has_title(self, first: int, end: int) -> bool:
        """Whether somebody's title begins within words, so that they are no one name; 'Sheriffs' Union' is of many."""
        told = (t for j in range(first, end - 1) if (t := title_at(self.words, j, end)))
        return not all(t.plural and (t.end == end - 1 or self.words[t.end].text in "'’") for t in told)

    def _runs_on(self, match: Match) -> bool:
        """Whether a name's last words belong to a policy, or to a title that goes on: 'Georgia House' of 'Georgia House
        Bill 481', 'Police' in 'Houston Police Chief'.
        """
        for j in range(match.first + 1, match.end):
            if j in self.formed and self.formed[j].end > match.end:
                return True
            title = title_at(self.words, j, self.limits[j])
            if title is not None and title.end > match.end and self.words[j].text not in ("County", "Parish"):
                return True
        return False

    def _text(self, first: int, end: int) -> str:
        return self.annotated.document.text[self.words[first].start : self.words[end - 1].end]

    def _begins_sentence(self, i: int) -> bool:
        return i == 0 or self.limits[i - 1] == i or self.words[i - 1].text in "“\"‘'—–:("

    def _organization_row(self, i: int, limit: int) -> Match | None:
        top = limit
        if limit < self.limits[i] and self.words[limit].text == ",":
            top = min(self.limits[i], limit + 6)  # 'Bureau of Alcohol, Tobacco, Firearms and Explosives'
        for end in range(min(top, i + 10), i, -1):
            if not _phrases.may_end(self.words[end - 1]):
                continue
            text = self._text(i, end)
            for row in self.gazetteer.lookup(text):
                if row.kind == Kind.ORGANIZATION and _phrases.written_so(text, (row.name, *row.aliases)):
                    match = self._match(i, end, Kind.ORGANIZATION, "organization-table")
                    # 'the state Senate' is not the one in Washington.
                    state = i > 0 and self.words[i - 1].text == "state" and "legislature" in row.types
                    return replace(match, name=f"State {text}") if state else match
        return None

    def _place_row(self, i: int, limit: int) -> Match | None:
        if state := _phrases.state_abbreviation(self.words, i, self.gazetteer):
            stop = _phrases.full_stop(self.words, i + 1, self.limits[i])
            return Match(first=i, end=i + 1 + stop, kind=Kind.JURISDICTION, name=state, rule="place-table")
        prefix = _phrases.place_prefix(self.words, i)
        for end in range(min(limit, i + prefix + 6), i + prefix, -1):
            if not _phrases.may_end(self.words[end - 1]):
                continue
            text = self._text(i + prefix, end)
            rows = [r for r in self.gazetteer.lookup(text) if r.kind in (Kind.JURISDICTION, Kind.PLACE)]
            rows = [r for r in rows if _phrases.written_so(text, (r.name, *r.aliases))]
            if end - i == 1 and _phrases.is_function_word(text):
                return None  # 'August' is a month, whatever towns there are
            if rows and self._runs_on(Match(first=i, end=end, kind=Kind.PLACE, name=text, rule="")):
                continue
            # A province of elsewhere may bear any name, and is a place where the context says so.
            level = rows[0].level if rows and rows[0].table != "regions-world.tsv" else ""
            if rows and (prefix or self._reads_as_place(i, end, rows[0].population or 0, level)):
                kind = Kind(rows[0].kind)
                return Match(first=i, end=end, kind=kind, name=text, rule="place-table")
        return None

    def _reads_as_place(self, i: int, end: int, population: int, level: str) -> bool:
        """A name of the tables is a place where the context says so: many towns bear people's names."""
        if level in ("country", "state", "county", "border", "border-crossing") and not (
            self.labels[i] == "PERSON" and end - i == 1
        ):
            return True
        if _phrases.state_follows(self.words, end, self.gazetteer):
            return True
        text = self._text(i, end)
        places, others = self.votes.get(text, (0, 0))
        if places > others:
            return True
        if end - i > 1 and population >= 20_000 and self.labels[i] != "PERSON":
            return True
        known = population >= 20_000
        if _phrases.beside_title(self.words, i, end, large=known) or (known and _phrases.place_verb(self.words, i)):
            return True
        of_person = i > 1 and self.words[i - 1].text == "of" and self.labels[i - 2] == "PERSON"  # 'Jane Doe of Laredo'
        if (of_person or _phrases.stands_in(self.words, i)) and self.labels[i] != "PERSON" and not text.isupper():
            return population >= 1_000
        large = population >= 150_000 and self.labels[i] not in ("PERSON", "ORG")
        return large or (others == 0 and _phrases.place_preposition(self.words, i) and population >= 1_000)

    def _place_votes(self) -> dict[str, tuple[int, int]]:
        """How often spaCy calls each string a place, and how often something else, over the document."""
        counts: Counter[tuple[str, bool]] = Counter()
        for entity in self.annotated.parse.ents:
            text = _phrases.bare(entity.text)
            if entity.label_ in ("GPE", "LOC", "FAC", "PERSON", "ORG"):
                counts[text, entity.label_ in ("GPE", "LOC", "FAC")] += 1
        return {text: (counts[text, True], counts[text, False]) for text, _ in counts}

    def _person_after(self, i: int, title: TitleMatch) -> Match | None:
        """The name after a title: up to five capitalised words, no place, organization or further title."""
        end = _phrases.person_end(self.words, i, self.limits[i])
        if end is None or i in self.tagged:
            return None
        for j in range(i, end):
            if (j > i and title_at(self.words, j, self.limits[i])) or self._verb_of_headline(j):
                end = j
                break
        if end == i:
            return None
        text = self._text(i, end)
        if self.labels[i] != "PERSON" and not _phrases.given_name(self.words[i].text):
            rows = self.gazetteer.lookup(text)
            if any(r.kind == Kind.ORGANIZATION or r.level in ("country", "state", "county") for r in rows):
                return None
            if title.title.kind == "position" or self.labels[i] in ("ORG", "NORP", "LAW"):
                return None
        return self._match(i, end, Kind.PERSON, "person")

    def _verb_of_headline(self, i: int) -> bool:
        """Whether a word of a headline is a verb that news tells things by: 'Mayor Doe Says Roe Will Resign'."""
        return self._title_case(i) and self.words[i].text.lower() in headline_verbs()

    def _person(self, i: int) -> Match | None:
        """A name of two words or more that begins with a given name and that nothing speaks against."""
        if not _phrases.given_name(self.words[i].text) or self.labels[i] in ("ORG", "FAC", "LAW", "EVENT"):
            return None
        end = _phrases.person_end(self.words, i, self.limits[i])
        if end is None or end - i < 2:
            return None
        for j in range(i + 1, end):
            if title_at(self.words, j, self.limits[i]) or _heads.is_head(self.words[j].text):
                return None
        if self.labels[i] != "PERSON" and (self._title_case(i) or self.labels[i] in ("GPE", "LOC")):
            return None
        return self._match(i, end, Kind.PERSON, "person")

    def _title_case(self, i: int) -> bool:
        """Whether the sentence is a headline: most words that could be lower case have a capital."""
        return self.annotated.headline(self.words[i].start)

    def _nested(self, outer: Match) -> Iterator[Match]:
        """The place whose name a public body carries, at the beginning or the end of its name."""
        if outer.rule != "organization-head" or not _heads.is_public(self.words[outer.first : outer.end]):
            return
        for first, end in _heads.nested_spans(outer.first, outer.end):
            text = self._text(first, end)
            rows = [r for r in self.gazetteer.lookup(text) if r.kind == Kind.JURISDICTION]
            if rows and (rows[0].level in ("state", "county") or (rows[0].population or 0) >= 100_000):
                yield Match(first=first, end=end, kind=Kind.JURISDICTION, name=text, rule="nested")
                return
