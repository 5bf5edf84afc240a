"""Make people.tsv, terms.tsv and executive_orders.tsv from a folder of reference tables. For developers; not part of
the wheel.

    python data/make_gazetteer_people.py REFERENCE

REFERENCE is a folder of CSV files taken from the sources that data/SOURCES.toml names. Members of Congress,
presidents, vice presidents, cabinet-level and other high federal officials since 1989, governors since 2009; executive
orders of 1995 to 2020. Mayors, officials of counties and attorneys general of states are kept by hand, in
people-state-local.tsv and terms-state-local.tsv.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from make_gazetteer import Row, read, say, slug, write

from policygraph.gazetteer import fold

FIRST_CONGRESS = 101  # 1989
# What a term's source may be, beside pages of Wikidata.
LEGISLATORS = "https://github.com/unitedstates/congress-legislators"
FIVETHIRTYEIGHT = "https://github.com/fivethirtyeight/data"
OPENSTATES = "https://github.com/openstates/people"
OWN = "https://w3id.org/policygraph"  # from public knowledge
OPENSTATES_TAKEN = "2026-08-05"  # an end after this day is only due
PARTIES = {
    "Democrat": "us-democratic-party",
    "Democratic": "us-democratic-party",
    "Republican": "us-republican-party",
    "Libertarian": "us-libertarian-party",
    "Popular Democrat": "us-popular-democratic-party-pr",
    "New Progressive": "us-new-progressive-party-pr",
}
# What the two tables of officials call a post, and its title and body here.
POSTS = {
    "Attorney General": ("Attorney General of the United States", "us-doj"),
    "Deputy Attorney General": ("Deputy Attorney General of the United States", "us-doj"),
    "Solicitor General": ("Solicitor General of the United States", "us-doj"),
    "Secretary of State": ("Secretary of State", "us-state"),
    "Secretary of the Treasury": ("Secretary of the Treasury", "us-treasury"),
    "Secretary of Defence": ("Secretary of Defense", "us-dod"),
    "Secretary of Defense": ("Secretary of Defense", "us-dod"),
    "Secretary of the Interior": ("Secretary of the Interior", "us-doi"),
    "Secretary of Agriculture": ("Secretary of Agriculture", "us-usda"),
    "Secretary of Commerce": ("Secretary of Commerce", "us-commerce"),
    "Secretary of Labor": ("Secretary of Labor", "us-dol"),
    "Secretary of Health and Human Services": ("Secretary of Health and Human Services", "us-hhs"),
    "Secretary of Health & Human Services": ("Secretary of Health and Human Services", "us-hhs"),
    "Secretary of Housing and Urban Development": ("Secretary of Housing and Urban Development", "us-hud"),
    "Secretary of Housing & Urban Development": ("Secretary of Housing and Urban Development", "us-hud"),
    "Secretary of Transportation": ("Secretary of Transportation", "us-dot"),
    "Secretary of Energy": ("Secretary of Energy", "us-doe"),
    "Secretary of Education": ("Secretary of Education", "us-ed"),
    "Secretary of Veterans Affairs": ("Secretary of Veterans Affairs", "us-veterans-affairs"),
    "Secretary of Homeland Security": ("Secretary of Homeland Security", "us-dhs"),
    "Secretary of the Army": ("Secretary of the Army", "us-army"),
    "Secretary of the Navy": ("Secretary of the Navy", "us-navy"),
    "Secretary of the Air Force": ("Secretary of the Air Force", "us-air-force"),
    "Chief of Staff": ("White House Chief of Staff", "us-white-house"),
    "White House Chief of Staff": ("White House Chief of Staff", "us-white-house"),
    "White House Press Secretary": ("White House Press Secretary", "us-white-house"),
    "White House Communications Director": ("White House Communications Director", "us-white-house"),
    "National Security Advisor": ("National Security Adviser", "us-white-house"),
    "OMB Director": ("Director of the Office of Management and Budget", "us-omb"),
    "Director of the Office of Management and Budget": (
        "Director of the Office of Management and Budget",
        "us-omb",
    ),
    "CEA Chair": ("Chair of the Council of Economic Advisers", "us-cea"),
    "Chair of the Council of Economic Advisers": ("Chair of the Council of Economic Advisers", "us-cea"),
    "OSTP Director": ("Director of the Office of Science and Technology Policy", "us-ostp"),
    "U.S. Trade Representative": ("United States Trade Representative", "us-ustr"),
    "United States Trade Representative": ("United States Trade Representative", "us-ustr"),
    "UN Ambassador": ("United States Ambassador to the United Nations", "us-state"),
    "Ambassador to the United Nations": ("United States Ambassador to the United Nations", "us-state"),
    "SBA Administrator": ("Administrator of the Small Business Administration", "us-sba"),
    "Administrator of the Small Business Administration": (
        "Administrator of the Small Business Administration",
        "us-sba",
    ),
    "EPA Administrator": ("Administrator of the Environmental Protection Agency", "us-epa"),
    "Administrator of the Environmental Protection Agency": (
        "Administrator of the Environmental Protection Agency",
        "us-epa",
    ),
    "CIA Director": ("Director of the Central Intelligence Agency", "us-cia"),
    "Director of Central Intelligence": ("Director of the Central Intelligence Agency", "us-cia"),
    "Director of Central Intelligence/CIA Director": (
        "Director of the Central Intelligence Agency",
        "us-cia",
    ),
    "Director of the CIA": ("Director of the Central Intelligence Agency", "us-cia"),
    "Director of National Intelligence": ("Director of National Intelligence", "us-odni"),
    "Director of the FBI": ("Director of the Federal Bureau of Investigation", "us-fbi"),
    "Chair of the Federal Reserve": ("Chair of the Federal Reserve", "us-federal-reserve"),
    "Chairman of the Joint Chiefs of Staff": ("Chairman of the Joint Chiefs of Staff", "us-joint-chiefs"),
    "Speaker of the House of Representatives": (
        "Speaker of the United States House of Representatives",
        "us-house",
    ),
    "Chief Justice": ("Chief Justice of the United States", "us-supreme-court"),
    "Supreme Court Justice": (
        "Associate Justice of the Supreme Court of the United States",
        "us-supreme-court",
    ),
}
# Held past the end of an administration, so a term whose end the tables don't tell is left open.
LASTING = {
    "Chief Justice of the United States",
    "Associate Justice of the Supreme Court of the United States",
    "Chair of the Federal Reserve",
}
# The tables end in 2022 and 2023. Who was in office then left with the administration, or on these days.
ADMINISTRATION_ENDED = "2025-01-20"
ENDED_BEFORE = {
    ("Q170581", "Speaker of the United States House of Representatives"): "2023-01-03",  # Nancy Pelosi
    ("Q6766465", "Chairman of the Joint Chiefs of Staff"): "2023-09-30",  # Mark Milley
    ("Q30148517", "Director of the Federal Bureau of Investigation"): "2025-01-19",  # Christopher A. Wray
    ("Q30612229", "Secretary of the Army"): "2021-01-20",  # Ryan McCarthy
    ("Q461746", "Secretary of Housing and Urban Development"): "2024-03-22",  # Marcia Fudge
}
# OpenStates has an end of the term that was not theirs: re-elected, a year too early, or the first of the month in
# which they left. The successor's first day tells the end of who left.
NO_END = {
    "Chris Sununu",
    "Eric Holcomb",
    "Gavin Newsom",
    "Greg Gianforte",
    "Jim Justice",
    "John Carney",
    "Mike Parson",
    "Muriel Bowser",
    "Phil Scott",
    "Spencer Cox",
}
# Governors whom the table of August 2026 does not have yet: state, name or Bioguide id, first day.
NEW_GOVERNORS = (
    ("us-de", "Bethany Hall-Long", "2025-01-07"),
    ("us-de", "Matt Meyer", "2025-01-21"),
    ("us-in", "B001310", "2025-01-13"),  # Mike Braun
    ("us-mo", "Mike Kehoe", "2025-01-13"),
    ("us-mp", "Arnold Palacios", "2023-01-09"),
    ("us-mp", "David Apatang", "2025-07-23"),
    ("us-nc", "Josh Stein", "2025-01-01"),
    ("us-nd", "A000377", "2024-12-15"),  # Kelly Armstrong
    ("us-nh", "A000368", "2025-01-09"),  # Kelly Ayotte
    ("us-nj", "S001207", "2026-01-20"),  # Mikie Sherrill
    ("us-pr", "G000582", "2025-01-02"),  # Jenniffer González-Colón
    ("us-va", "S001209", "2026-01-17"),  # Abigail Spanberger
)
# The Federal Register's answers have a wrong year, and the text of the order after its title.
SIGNED = {"13526": "2009-12-29"}
NO_TITLE = " Disputes exist between"
# Ids that the tables lack, and persons whom the tables call by different names.
WIKIDATA = {
    "B001166": "Q23505",
    "G000321": "Q19673",
    "Q000007": "Q49214",
}  # George H. W. Bush, Al Gore, Dan Quayle
SAME_PERSON = {
    "William Clinton": "Q1124",
    "Bob Gates": "Q212979",
    "Bill Daley": "Q1370400",
    "Jeff Zients": "Q3275786",
    "Andy Card": "Q504029",
}
# What news calls those whose reference names are formal.
COMMON_NAMES = {
    "Q207": "George W. Bush",
    "Q23505": "George H. W. Bush",
    "Q1124": "Bill Clinton",
    "Q19673": "Al Gore",
    "Q48259": "Dick Cheney",
    "Q6279": "Joe Biden",
    "Q28935729": "JD Vance",
    "Q49214": "Dan Quayle",
    "Q22686": "Donald Trump",
    "Q76": "Barack Obama",
    "Q24313": "Mike Pence",
    "Q10853588": "Kamala Harris",
}


@dataclass(kw_only=True)
class Person:
    """Somebody in the making."""

    name: str
    given: str = ""
    family: str = ""
    suffix: str = ""
    gender: str = ""
    wikidata: str = ""
    bioguide: str = ""
    aliases: list[str] = field(default_factory=list)
    terms: list[Row] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The folded name and an id, so that no namesake can take it."""
        return "-".join(filter(None, (slug(self.name), (self.bioguide or self.wikidata).lower())))

    def held(
        self,
        post: str,
        start: str,
        end: str,
        *,
        source: str,
        jurisdiction: str = "us",
        organization: str = "",
        party: str = "",
        district: str = "",
    ) -> None:
        """Add a term."""
        self.terms.append(
            {
                "post": post,
                "jurisdiction": jurisdiction,
                "organization": organization,
                "party": party,
                "start": whole(start),
                "end": whole(end),
                "district": district,
                "source": source,
            }
        )


class People:
    """All persons, found by Bioguide id, Wikidata id or, for a table with neither, a name only one has."""

    def __init__(self, reference: Path) -> None:
        wikidata = reference / "wikidata-us-officials"
        self.members = {row["bioguide"]: row for row in read(reference / "congress-legislators" / "legislators.csv")}
        self.known = {row["id"]: row for row in read(wikidata / "persons.csv")}
        self.wikidata = {b: row["wikidata"] for b, row in self.members.items() if row["wikidata"]} | WIKIDATA
        for row in read(wikidata / "bioguide_wikidata.csv"):
            self.wikidata.setdefault(row["bioguide"], row["wikidata"])
        for row in read(reference / "congress-legislators" / "executive_terms.csv"):
            if row["bioguide"] and row["wikidata"]:
                self.wikidata.setdefault(row["bioguide"], row["wikidata"])
        self.bioguide = {q: b for b, q in self.wikidata.items()}
        self.found: dict[str, Person] = {}

    def member(self, bioguide: str) -> Person:
        """The member of Congress with that id."""
        person = self.found.get(bioguide)
        if person is None:
            person = self.found[bioguide] = self._from_member(self.members[bioguide])
        return person

    def by_wikidata(self, qid: str, name: str) -> Person:
        """The person with that id; `name` if no table has a better one."""
        bioguide = self.bioguide.get(qid, "")
        if bioguide in self.members:
            return self.member(bioguide)
        if qid not in self.found:
            row = self.known.get(qid, {})
            name = COMMON_NAMES.get(qid) or re.sub(r" \(.*\)$", "", row.get("enwiki") or name)
            person = named(name)
            person.wikidata, person.bioguide = qid, bioguide
            person.gender = row.get("gender", "")
            person.aliases.append(row.get("name", ""))
            self.found[qid] = person
        return self.found[qid]

    def by_name(self, name: str, born_after: str = "1915") -> Person:
        """For a table without ids: who has the name among those found, then among members; else a new one."""
        if name in SAME_PERSON:
            return self.by_wikidata(SAME_PERSON[name], name)
        folded = fold(name)
        candidates = {id(p): p for p in self.found.values() if folded in map(fold, (p.name, *p.aliases))}
        if len(candidates) == 1:
            return next(iter(candidates.values()))
        for qid, row in self.known.items():
            if folded in (fold(row["name"]), fold(row["enwiki"])) and row["dob"] > "1915":
                return self.by_wikidata(qid, name)
        members = [
            b
            for b, row in self.members.items()
            if row["birthday"] > born_after and folded in map(fold, member_names(row))
        ]
        if len(members) == 1:
            return self.member(members[0])
        return self.found.setdefault(folded, named(name))

    def _from_member(self, row: Row) -> Person:
        qid = self.wikidata.get(row["bioguide"], "")
        wikipedia = re.sub(r" \(.*\)$", "", row["wikipedia_en"])
        names = member_names(row)
        return Person(
            name=COMMON_NAMES.get(qid) or wikipedia or names[0],
            given=row["first"],
            family=row["last"],
            suffix=row["suffix"],
            gender={"M": "male", "F": "female"}.get(row["gender"], ""),
            wikidata=qid,
            bioguide=row["bioguide"],
            aliases=names,
        )


def main(reference: Path) -> None:
    """Make the tables of people."""
    people = People(reference)
    congress(people, reference)
    presidents(people, reference)
    officials(people, reference)
    governors(people, reference)
    persons = sorted({person.slug: person for person in people.found.values() if person.terms}.items())
    write("people.tsv", [person_row(person) for _, person in persons])
    rows = [{"person": key} | term for key, person in persons for term in tidy(person.terms)]
    write("terms.tsv", rows)
    write("executive_orders.tsv", list(executive_orders(reference, rows)))


def executive_orders(reference: Path, terms: list[Row]) -> Iterator[Row]:
    """Executive orders, with who was president on the day."""
    held = [term for term in terms if term["post"] == "President of the United States"]
    for row in read(reference / "executive-orders" / "executive_orders_1994_2020.csv"):
        signed = SIGNED.get(row["eo_number"], row["signing_date"])
        (president,) = (t["person"] for t in held if t["start"] <= signed < (t["end"] or "9999"))
        title = order_title(row["title"])
        yield {"number": row["eo_number"], "title": title, "signed": signed, "president": president}


def order_title(text: str) -> str:
    """A title on one line, its words whole: 'Faith- Based', but 'Pre- and Post-Strike'."""
    title = " ".join(text.partition(NO_TITLE)[0].split()).replace("An- nex", "Annex").replace("Their- ", "Their ")
    return re.sub(r"(?<=\w)- (?!and )(?=\w)", "-", title)


def congress(people: People, reference: Path) -> None:
    """Terms of members: current ones by the day, former ones by Congress unless Wikidata has the day."""
    current = defaultdict(list)
    for row in read(reference / "congress-legislators" / "current_terms.csv"):
        current[row["bioguide"]].append(row)
    for bioguide, terms in current.items():
        for term in terms:
            seat(
                people.member(bioguide),
                term["type"],
                term["state"],
                term["start"],
                "",
                term["party"],
                term["district"],
                LEGISLATORS,
            )
            people.member(bioguide).terms[-1]["end"] = term["end"] if term is not terms[-1] else ""
    began, ended = wikidata_bounds(reference, "start"), wikidata_bounds(reference, "end")
    services = defaultdict(list)
    for row in read(reference / "fivethirtyeight-congress-cabinet" / "congress_terms_66_118.csv"):
        if int(row["congress"]) >= FIRST_CONGRESS and row["bioguide"] not in current:
            services[row["bioguide"], row["chamber"], row["state"]].append((int(row["congress"]), row["start_date"]))
            if row["bioguide"] in people.members and (nickname := re.search(r"\((.+)\)", row["bioname"])):
                member = people.member(row["bioguide"])
                member.aliases.append(f"{nickname[1]} {member.family}")
    for (bioguide, chamber, state), served in sorted(services.items()):
        if bioguide not in people.members:
            say(f"  not among the members: {bioguide}")
            continue
        person, kind = people.member(bioguide), {"House": "rep", "Senate": "sen"}[chamber]
        for numbers in runs(sorted(served)):
            (first, start), (last, _) = numbers[0], numbers[-1]
            end = f"{1789 + 2 * last}-01-03"
            # Who came or left within a Congress; a few days off are the table's own.
            came = [d for d in began[person.wikidata, kind] if f"{1787 + 2 * first}-01-20" < d < f"{1789 + 2 * first}"]
            left = [d for d in ended[person.wikidata, kind] if f"{1787 + 2 * last}-01-03" < d < end]
            party = people.members[bioguide]["last_party"]
            sources = "|".join([FIVETHIRTYEIGHT, *([statements(person.wikidata)] if came or left else [])])
            seat(person, kind, state, min(came, default=start), max(left, default=end), party, "", sources)


def statements(qid: str) -> str:
    """The page of an item of Wikidata, or of all where the id is unknown."""
    return f"https://www.wikidata.org/wiki/{qid}" if qid else "https://www.wikidata.org/"


def seat(person: Person, kind: str, state: str, start: str, end: str, party: str, district: str, source: str) -> None:
    """Add a term in a chamber of Congress, `kind` sen or rep."""
    post, body = (
        ("United States Senator", "us-senate") if kind == "sen" else ("United States Representative", "us-house")
    )
    if kind == "rep" and state in ("DC", "GU", "VI", "AS", "MP"):
        post, district = "Delegate to the United States House of Representatives", ""
    elif kind == "rep" and state == "PR":
        post, district = "Resident Commissioner of Puerto Rico", ""
    person.held(
        post,
        start,
        end,
        source=source,
        jurisdiction=f"us-{state.lower()}",
        organization=body,
        party=PARTIES.get(party, ""),
        district={"0": "at-large"}.get(district, district),
    )


def runs(served: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Congresses served in without a gap."""
    run: list[tuple[int, str]] = []
    for number, start in served:
        if run and number > run[-1][0] + 1:
            yield run
            run = []
        run.append((number, start))
    yield run


def wikidata_bounds(reference: Path, bound: str) -> dict[tuple[str, str], list[str]]:
    """Days on which members came or left, by Wikidata id and chamber."""
    kinds = {"United States representative": "rep", "United States senator": "sen"}
    days = defaultdict(list)
    for row in read(reference / "wikidata-us-officials" / "legislators_terms.csv"):
        if row["position"] in kinds and len(row[bound]) == 10:
            days[row["personID"], kinds[row["position"]]].append(row[bound])
    return days


def presidents(people: People, reference: Path) -> None:
    """Presidents and vice presidents."""
    titles = {"prez": "President of the United States", "viceprez": "Vice President of the United States"}
    for row in read(reference / "congress-legislators" / "executive_terms.csv"):
        if row["end"] <= "1989-01-20":
            continue
        name = f"{row['first']} {row['last']}"
        qid = row["wikidata"] or people.wikidata.get(row["bioguide"], "") or SAME_PERSON[name]
        person = people.member(row["bioguide"]) if row["bioguide"] in people.members else people.by_wikidata(qid, name)
        # The term that runs while the table was made has an end to come.
        end = row["end"] if row["end"] < OPENSTATES_TAKEN else ""
        person.held(
            titles[row["type"]],
            row["start"],
            end,
            source=LEGISLATORS,
            organization="us-white-house",
            party=PARTIES.get(row["party"], ""),
        )


def officials(people: People, reference: Path) -> None:
    """High federal offices: Wikidata's list since 2000, then from the cabinet table who is not there."""
    seen: set[tuple[str, str]] = set()
    for row in read(reference / "wikidata-us-officials" / "executive_holders_since_2000.csv"):
        if row["position"] in POSTS and dated(row) and (not row["end"] or row["end"] > "1989"):
            person = people.by_wikidata(row["personID"], row["person"])
            post, body = POSTS[row["position"]]
            end = row["end"]
            if not end and post not in LASTING:
                end = ENDED_BEFORE.get((row["personID"], post), ADMINISTRATION_ENDED)
            person.held(post, row["start"], end, organization=body, source=statements(row["personID"]))
            seen.add((post, surname(row["person"])))
    for row in cabinet(reference):
        post, body = POSTS[row["position"]]
        if (post, surname(row["appointee"])) not in seen or row["start_date"] < "1999":
            person = people.by_name(row["appointee"])
            end = row["end_date"] or ENDED_BEFORE.get((person.wikidata, post), ADMINISTRATION_ENDED)
            person.held(post, row["start_date"], end, organization=body, source=FIVETHIRTYEIGHT)


def cabinet(reference: Path) -> Iterator[Row]:
    """The cabinet table since 1989.

    Who stayed under the next president has one row there without an end and one without a start.
    """
    rows = list(read(reference / "fivethirtyeight-congress-cabinet" / "cabinet_1977_2023.csv"))
    stayed = {(row["position"], row["appointee"]): row["end_date"] for row in rows if not row["start_date"]}
    for row in rows:
        end = row["end_date"] or stayed.get((row["position"], row["appointee"]), "")
        if row["position"] in POSTS and row["start_date"] and (end or "9999") > "1989-01-20":
            yield row | {"end_date": end}


def governors(people: People, reference: Path) -> None:
    """Governors of states and territories, and the mayor of Washington."""
    states = {row["name"]: row["slug"] for row in read(Path(__file__).parent / "gazetteer" / "states.tsv")}
    states |= {"the Northern Mariana Islands": "us-mp", "the United States Virgin Islands": "us-vi"}
    terms: dict[str, list[tuple[str, str, Person, str]]] = defaultdict(list)
    for row in read(reference / "wikidata-us-officials" / "executive_holders_since_2000.csv"):
        if row["position"].startswith("Governor of ") and dated(row) and (row["end"] or "9999") >= "2009":
            person = people.by_wikidata(row["personID"], row["person"])
            terms[states[row["position"].removeprefix("Governor of ")]].append(
                (row["start"], row["end"], person, statements(row["personID"]))
            )
    ends: dict[str, str] = {}
    for row in current_governors(reference):
        person = people.by_name(row["name"], born_after="1930")
        person.gender = person.gender or row["gender"].lower()
        if row["end_date"] < OPENSTATES_TAKEN and row["name"] not in NO_END:
            ends[person.slug] = row["end_date"]
        terms[row["state"]].append((row["start_date"], ends.get(person.slug, ""), person, OPENSTATES))
    for state, who, start in NEW_GOVERNORS:
        person = people.member(who) if who in people.members else people.by_name(who, born_after="1950")
        terms[state].append((start, "", person, OWN))
    for state, held in terms.items():
        held.sort(key=lambda term: term[0])
        post = "Mayor" if state == "us-dc" else "Governor"
        for place, (start, end, person, source) in enumerate(held):
            later = [term[0] for term in held[place + 1 :] if term[2] is not person]
            past = list(filter(None, [end or ends.get(person.slug)]))
            person.held(post, start, min([*past, *later], default=""), jurisdiction=state, source=source)


def current_governors(reference: Path) -> Iterator[Row]:
    """Rows of OpenStates, with the slug of the state."""
    people = {row["ocd_person_id"]: row for row in read(reference / "openstates-people" / "people.csv")}
    for row in read(reference / "openstates-people" / "roles.csv"):
        if row["type"] == "governor" and row["start_date"]:
            code = row["jurisdiction"].split(":")[1][:2]
            yield people[row["ocd_person_id"]] | row | {"state": f"us-{code}"}


def tidy(terms: Iterable[Row]) -> list[Row]:
    """Terms in order, those that follow on each other or overlap as one: sources repeat a term."""
    merged: list[Row] = []
    same = ("post", "jurisdiction", "organization", "party", "district")
    for term in sorted(terms, key=lambda term: (*(term[key] for key in same), term["start"], term["end"])):
        last = merged[-1] if merged else None
        if last and all(last[key] == term[key] for key in same) and near(last["end"], term["start"]):
            last["end"] = "" if not (last["end"] and term["end"]) else max(last["end"], term["end"])
            last["source"] = "|".join(dict.fromkeys([*last["source"].split("|"), *term["source"].split("|")]))
        else:
            merged.append(dict(term))
    return sorted(merged, key=lambda term: (term["start"], term["post"]))


def near(end: str, start: str) -> bool:
    """Whether a term that starts then goes on from one that ends then: at most a few days lie between."""
    if not end or not start:
        return True
    return (date.fromisoformat(start) - date.fromisoformat(end)).days <= 7


def member_names(row: Row) -> list[str]:
    """The names a member goes by, the fullest official one first."""
    first, last, suffix = row["first"], row["last"], row["suffix"]
    given = [first, row["nickname"], f"{first} {row['middle']}", f"{first} {row['middle'][:1]}."]
    names = [row["full_name"], *(f"{one} {last}" for one in given if one and not one.endswith((" ", " .")))]
    return [n for n in names if n] + [f"{n} {suffix}" for n in names if suffix and n and not n.endswith(suffix)]


def named(name: str) -> Person:
    """Somebody of whom only the name is known."""
    match = re.fullmatch(r"(.*?),? (Jr\.?|Sr\.?|II|III|IV)", name)
    plain, suffix = (match[1], match[2]) if match else (name, "")
    given, _, family = plain.rpartition(" ")
    aliases = [plain]
    if len(words := plain.split()) > 2:
        aliases.append(f"{words[0]} {words[-1]}")
    return Person(name=name, given=given.split(" ")[0], family=family, suffix=suffix, aliases=aliases)


def person_row(person: Person) -> Row:
    """The row of a person, each alias once."""
    folded = {fold(person.name)}
    aliases = []
    for alias in person.aliases:
        if alias and fold(alias) not in folded:
            folded.add(fold(alias))
            aliases.append(alias)
    keys = ("slug", "name", "given", "family", "suffix", "gender", "wikidata", "bioguide")
    return {key: getattr(person, key) for key in keys} | {"aliases": "|".join(aliases)}


def dated(row: Row) -> bool:
    """Whether the bounds are full days; a mere year would have to be read as unknown, hence as 'still'."""
    return len(row["start"]) == 10 and len(row["end"]) in (0, 10)


def surname(name: str) -> str:
    """The last word but for 'Jr.' and the like, folded."""
    return fold(re.sub(r",? (Jr\.?|Sr\.?|II|III)$", "", name)).split()[-1]


def whole(day: str) -> str:
    """A full date, or nothing: a term's bound is compared with days."""
    return day if len(day) == 10 else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
