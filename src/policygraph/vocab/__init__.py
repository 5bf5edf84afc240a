"""Namespaces, term constants, and the only place that mints IRIs.

`ontology/policygraph.ttl` defines every `pg:` term; a test holds the two against each other both ways. All terms are
plain strings, so that naming one costs no RDF library.
"""

from collections.abc import Mapping
from types import MappingProxyType

from policygraph.model import Kind
from policygraph.vocab.minting import BASE as BASE
from policygraph.vocab.minting import IDENTIFIED_KINDS as IDENTIFIED_KINDS
from policygraph.vocab.minting import RESOURCE_KINDS as RESOURCE_KINDS
from policygraph.vocab.minting import Minter as Minter
from policygraph.vocab.minting import event_slug as event_slug
from policygraph.vocab.minting import slug as slug
from policygraph.vocab.minting import unlinked_slug as unlinked_slug

PG = "https://w3id.org/policygraph/ns#"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"

GRAPHS = "https://w3id.org/policygraph/graph/"
IDENTITY_GRAPH = GRAPHS + "identity"
REFERENCE_GRAPH = GRAPHS + "reference"
CORRECTIONS_GRAPH = GRAPHS + "corrections"
# The store's own notes, which no export writes: what each document was made with, the blocks that entities are
# compared in, and which entities changed since identities were last decided.
INDEX_GRAPH = "urn:policygraph:index"
MADE_WITH = "urn:policygraph:made-with"
BLOCK = "urn:policygraph:block"
CHANGED = "urn:policygraph:changed"
SIGNATURE = "urn:policygraph:signature"

RDF_TYPE = RDF + "type"
RDFS_LABEL = RDFS + "label"
ALT_LABEL = SKOS + "altLabel"
EXACT_MATCH = SKOS + "exactMatch"

# Classes
PERSON = SCHEMA + "Person"
ORGANIZATION = ORG + "Organization"
JURISDICTION = PG + "Jurisdiction"
PLACE = SCHEMA + "Place"
POST = ORG + "Post"
POLICY = PG + "Policy"
EVENT = SCHEMA + "Event"
MEMBERSHIP = ORG + "Membership"
ATTRIBUTION = PG + "Attribution"
CLAIM = PG + "Claim"
EVIDENCE = PG + "Evidence"
CANDIDATE = PG + "Candidate"
NEWS_ARTICLE = SCHEMA + "NewsArticle"
CREATIVE_WORK = SCHEMA + "CreativeWork"
LEGISLATION = SCHEMA + "Legislation"
ADMINISTRATIVE_AREA = SCHEMA + "AdministrativeArea"
COUNTRY = SCHEMA + "Country"
STATE = SCHEMA + "State"
CITY = SCHEMA + "City"
GOVERNMENT_ORGANIZATION = SCHEMA + "GovernmentOrganization"
NEWS_MEDIA_ORGANIZATION = SCHEMA + "NewsMediaOrganization"
POLITICAL_PARTY = SCHEMA + "PoliticalParty"
CLASS_OF: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PERSON: PERSON,
        Kind.ORGANIZATION: ORGANIZATION,
        Kind.JURISDICTION: JURISDICTION,
        Kind.PLACE: PLACE,
        Kind.POST: POST,
        Kind.POLICY: POLICY,
        Kind.EVENT: EVENT,
    }
)
EVENT_TYPES = (
    "Visit",
    "Protest",
    "NewsConference",
    "Meeting",
    "Correspondence",
    "LegislativeAction",
    "LegalAction",
    "ExecutiveAction",
    "Enforcement",
    "Election",
    "Appointment",
    "Incident",
    "Speech",
)
LEVELS = ("country", "state", "county", "municipality", "district", "neighbourhood")
LEVEL_SCHEME = PG + "levels"

# Edges: plain triples between entities
HOLDS = ORG + "holds"
FORMERLY_HELD = PG + "formerlyHeld"
MEMBER_OF = ORG + "memberOf"
HEAD_OF = ORG + "headOf"
REPRESENTS = PG + "represents"
HAS_JURISDICTION = PG + "jurisdiction"
POST_IN = ORG + "postIn"
SUB_ORGANIZATION_OF = ORG + "subOrganizationOf"
BASED_NEAR = ORG + "basedNear"
FOUNDER = SCHEMA + "founder"
FUNDER = SCHEMA + "funder"
CONTAINED_IN_PLACE = SCHEMA + "containedInPlace"
SPONSOR = SCHEMA + "sponsor"
SUPPORTS = PG + "supports"
OPPOSES = PG + "opposes"
AGENT = SCHEMA + "agent"
RECIPIENT = SCHEMA + "recipient"
PARTICIPANT = SCHEMA + "participant"
LOCATION = SCHEMA + "location"
START_DATE = SCHEMA + "startDate"
END_DATE = SCHEMA + "endDate"
DEADLINE = PG + "deadline"
ABOUT = SCHEMA + "about"
MENTIONS = SCHEMA + "mentions"
# Every triple with one of these rests on at least one claim, but for the dates of a membership and the recipient of
# an attribution: those are properties, not edges.
CLAIMED_EDGES = (
    HOLDS,
    FORMERLY_HELD,
    MEMBER_OF,
    HEAD_OF,
    REPRESENTS,
    HAS_JURISDICTION,
    POST_IN,
    SUB_ORGANIZATION_OF,
    BASED_NEAR,
    FOUNDER,
    FUNDER,
    CONTAINED_IN_PLACE,
    SPONSOR,
    SUPPORTS,
    OPPOSES,
    AGENT,
    RECIPIENT,
    PARTICIPANT,
    LOCATION,
    START_DATE,
    END_DATE,
    DEADLINE,
)

# Properties of entities
LEVEL = PG + "level"
LATITUDE = SCHEMA + "latitude"
LONGITUDE = SCHEMA + "longitude"
GEOID = PG + "geoid"
OCD_DIVISION = PG + "ocdDivision"
BIOGUIDE = PG + "bioguide"
LEGISLATION_IDENTIFIER = SCHEMA + "legislationIdentifier"
LEGISLATION_DATE = SCHEMA + "legislationDate"
ATTENDANCE = PG + "attendance"
HAS_CANDIDATE = PG + "candidate"
SCORE = PG + "score"
REASON = PG + "reason"
IDENTIFIER = DCTERMS + "identifier"
EARLIEST = PG + "earliest"
LATEST = PG + "latest"
# Membership
MEMBER = ORG + "member"
MEMBERSHIP_POST = PG + "post"
MEMBERSHIP_ORGANIZATION = ORG + "organization"
ATTESTED_ON = PG + "attestedOn"
# Attribution
CREATOR = SCHEMA + "creator"
SPEAKER_POST = PG + "speakerPost"
SOURCE_TEXT = PG + "sourceText"
CUE = PG + "cue"
TEXT = SCHEMA + "text"
MANNER = PG + "manner"
STANCE = PG + "stance"
REPORTED_BY = PG + "reportedBy"
DATE_CREATED = SCHEMA + "dateCreated"
WAS_QUOTED_FROM = PROV + "wasQuotedFrom"
# Claim and evidence
SUBJECT = RDF + "subject"
PREDICATE = RDF + "predicate"
OBJECT = RDF + "object"
POLARITY = PG + "polarity"
MODALITY = PG + "modality"
ATTRIBUTED_TO = PG + "attributedTo"
WAS_DERIVED_FROM = PROV + "wasDerivedFrom"
EVIDENCE_CLAIM = PG + "claim"
EVIDENCE_DOCUMENT = PG + "document"
SENTENCE = PG + "sentence"
RULE = PG + "rule"
CONFIDENCE = PG + "confidence"
# Document
HEADLINE = SCHEMA + "headline"
DATE_PUBLISHED = SCHEMA + "datePublished"
PUBLISHER = SCHEMA + "publisher"
AUTHOR = SCHEMA + "author"
URL = SCHEMA + "url"
IN_LANGUAGE = SCHEMA + "inLanguage"
SHA256 = PG + "sha256"
COPY_OF = PG + "copyOf"
SOURCE = DCTERMS + "source"
# NIF mentions
NIF_CONTEXT = NIF + "Context"
NIF_PHRASE = NIF + "Phrase"
ANCHOR_OF = NIF + "anchorOf"
BEGIN_INDEX = NIF + "beginIndex"
END_INDEX = NIF + "endIndex"
REFERENCE_CONTEXT = NIF + "referenceContext"
IS_STRING = NIF + "isString"
IDENT_REF = ITSRDF + "taIdentRef"
# Identity
REPLACED_BY = DCTERMS + "isReplacedBy"
# Literals
XSD_DATE = XSD + "date"
XSD_YEAR_MONTH = XSD + "gYearMonth"
XSD_YEAR = XSD + "gYear"
XSD_DECIMAL = XSD + "decimal"
XSD_INTEGER = XSD + "integer"

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"


def prefixes(base: str = BASE) -> dict[str, str]:
    """Every prefix of our output and of queries, in the order they are written."""
    return {
        "pg": PG,
        "schema": SCHEMA,
        "org": ORG,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "nif": NIF,
        "itsrdf": ITSRDF,
        **{kind: f"{base}{kind}/" for kind in RESOURCE_KINDS},
    }


def identifier_term(scheme: str, value: str) -> tuple[str, str, bool]:
    """(predicate, value, whether the value is an IRI) of a public identifier in the graph."""
    match scheme:
        case "wikidata":
            return EXACT_MATCH, WIKIDATA + value, True
        case "geonames":
            return EXACT_MATCH, f"{GEONAMES}{value}/", True
        case "geoid":
            return GEOID, value, False
        case "ocd":
            return OCD_DIVISION, value, False
        case "bioguide":
            return BIOGUIDE, value, False
    raise ValueError(f"no such identifier scheme: {scheme}")
