"""The formats that answers and graphs are written in, and graphs read from: each told once."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pyoxigraph as ox

SELECT, BOOLEAN, GRAPH = "select", "boolean", "graph"  # the kinds of answers


class Format(NamedTuple):
    """A format: its media type, what `?format=` and the exporters call it, what people do, and the end of a file.

    `w3c` is the last part of its IRI below http://www.w3.org/ns/formats/.
    """

    media: str
    name: str
    title: str
    ending: str
    form: ox.QueryResultsFormat | ox.RdfFormat
    w3c: str


_RESULTS = ox.QueryResultsFormat
JSON = Format("application/sparql-results+json", "json", "JSON", "json", _RESULTS.JSON, "SPARQL_Results_JSON")
XML = Format("application/sparql-results+xml", "xml", "XML", "xml", _RESULTS.XML, "SPARQL_Results_XML")
CSV = Format("text/csv", "csv", "CSV", "csv", _RESULTS.CSV, "SPARQL_Results_CSV")
TSV = Format("text/tab-separated-values", "tsv", "TSV", "tsv", _RESULTS.TSV, "SPARQL_Results_TSV")

TURTLE = Format("text/turtle", "turtle", "Turtle", "ttl", ox.RdfFormat.TURTLE, "Turtle")
NTRIPLES = Format("application/n-triples", "ntriples", "N-Triples", "nt", ox.RdfFormat.N_TRIPLES, "N-Triples")
JSONLD = Format("application/ld+json", "jsonld", "JSON-LD", "jsonld", ox.RdfFormat.JSON_LD, "JSON-LD")
RDFXML = Format("application/rdf+xml", "rdfxml", "RDF/XML", "rdf", ox.RdfFormat.RDF_XML, "RDF_XML")

# The usual one first.
TABLES, GRAPHS = (JSON, XML, CSV, TSV), (TURTLE, NTRIPLES, JSONLD, RDFXML)
# What each kind of answer can be written in, by media type. CSV and TSV have no way to say yes or no.
OFFERS: Mapping[str, Mapping[str, Format]] = MappingProxyType(
    {
        SELECT: {one.media: one for one in TABLES},
        BOOLEAN: {one.media: one for one in (JSON, XML)},
        GRAPH: {one.media: one for one in GRAPHS},
    }
)
# How pyoxigraph knows the formats of graphs.
RDF: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {one.media: one.form for one in GRAPHS if isinstance(one.form, ox.RdfFormat)}
)
