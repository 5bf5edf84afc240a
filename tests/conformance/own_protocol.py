"""Our own version of each case of the SPARQL 1.1 Protocol's tests: other words, other data, the same demands."""

from urllib.parse import quote, urlencode

from .steps import SPARQL, Case, Step

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_QUERY = {"Content-Type": "application/sparql-query"}
_UPDATE = {"Content-Type": "application/sparql-update"}
_TOWN, _COUNTY, _STATE = (f"https://example.org/rolls/{name}" for name in ("town", "county", "state"))
_SAYS = "https://example.org/says"
_ROLLS = {iri: f'<{iri}#clerk> <{_SAYS}> "here" .' for iri in (_TOWN, _COUNTY, _STATE)}
_KEPT = "https://example.org/rolls/kept"


def _at(*fields: tuple[str, str]) -> str:
    return f"{SPARQL}?{urlencode(fields, quote_via=quote)}" if fields else SPARQL


def _told(*iris: str) -> str:
    return " ".join(f'<{iri}#clerk> <{_SAYS}> "here" .' for iri in iris)


def _named(*iris: str) -> str:
    return " ".join(f"GRAPH ?g{place} {{ {_told(iri)} }}" for place, iri in enumerate(iris))


def _asked(method: str, query: str, *fields: tuple[str, str]) -> Step:
    if method == "GET":
        return Step(path=_at(("query", query), *fields), boolean=True, format="boolean")
    return Step(method="POST", path=_at(*fields), headers=_QUERY, body=query.encode(), boolean=True, format="boolean")


def _datasets() -> list[Case]:
    default = [("default-graph-uri", iri) for iri in (_TOWN, _COUNTY)]
    named = [("named-graph-uri", iri) for iri in (_TOWN, _COUNTY)]
    both = f"ASK {{ {_told(_STATE)} {_named(_TOWN, _COUNTY)} }}"
    return (
        [
            Case(
                name=f"several default graphs by {method}",
                graphs=_ROLLS,
                steps=[
                    _asked(
                        method, f"ASK {{ {_told(_TOWN, _COUNTY)} FILTER NOT EXISTS {{ {_told(_STATE)} }} }}", *default
                    )
                ],
            )
            for method in ("GET", "POST")
        ]
        + [
            Case(
                name=f"several named graphs by {method}",
                graphs=_ROLLS,
                steps=[_asked(method, f"ASK {{ {_named(_TOWN, _COUNTY)} }}", *named)],
            )
            for method in ("GET", "POST")
        ]
        + [
            Case(
                name="a default graph and named ones",
                graphs=_ROLLS,
                steps=[_asked("POST", both, ("default-graph-uri", _STATE), *named)],
            ),
            Case(
                name="the request's dataset goes before that of the text",
                graphs=_ROLLS,
                steps=[_asked("POST", f"ASK FROM <{_STATE}> {{ {_named(_TOWN, _COUNTY)} }}", *named)],
            ),
        ]
    )


def _formats() -> list[Case]:
    forms = {
        "SELECT": ("SELECT ('yes' AS ?word) {}", "tabular"),
        "ASK": ("ASK { BIND (1 AS ?one) }", "boolean"),
        "DESCRIBE": (f"DESCRIBE <{_TOWN}>", "RDF"),
        "CONSTRUCT": ("CONSTRUCT { <clerk> <says> 'here' } WHERE {}", "RDF"),
    }
    return [
        Case(
            name=f"the format of a {form}",
            steps=[Step(method="POST", headers=_QUERY, body=query.encode(), format=kind)],
        )
        for form, (query, kind) in forms.items()
    ]


def _updated(name: str, where: str, *fields: tuple[str, str], there: str, absent: str = "") -> Case:
    """An update whose WHERE reads the dataset of the request, and a question for what it wrote."""
    data = "".join(f"GRAPH <{iri}> {{ {_told(iri)} }}\n" for iri in (_TOWN, _COUNTY, _STATE))
    update = (
        f"DROP ALL ;\nINSERT DATA {{\n{data}}} ;\n"
        f"INSERT {{ GRAPH <{_KEPT}> {{ ?who <{_SAYS}> 'kept' }} }}\nWHERE {{ {where} }}"
    )
    kept = there.replace('"here"', '"kept"')
    question = f"ASK {{ GRAPH <{_KEPT}> {{ {kept} }}"
    question += (
        f" FILTER NOT EXISTS {{ GRAPH <{_KEPT}> {{ {absent.replace('here', 'kept')} }} }} }}" if absent else " }"
    )
    return Case(
        name=name,
        graphs=_ROLLS,
        steps=[
            Step(method="POST", path=_at(*fields), headers=_UPDATE, body=update.encode()),
            _asked("POST", question),
        ],
    )


def _updates() -> list[Case]:
    who = f'?who <{_SAYS}> "here"'
    return [
        _updated(
            "an update reads one graph", who, ("using-graph-uri", _TOWN), there=_told(_TOWN), absent=_told(_COUNTY)
        ),
        _updated(
            "an update reads several graphs as one",
            who,
            ("using-graph-uri", _TOWN),
            ("using-graph-uri", _COUNTY),
            there=_told(_TOWN, _COUNTY),
            absent=_told(_STATE),
        ),
        _updated(
            "an update reads named graphs",
            f"GRAPH ?g {{ {who} }}",
            ("using-named-graph-uri", _TOWN),
            ("using-named-graph-uri", _COUNTY),
            there=_told(_TOWN, _COUNTY),
            absent=_told(_STATE),
        ),
        _updated(
            "an update reads a default and a named graph",
            f"{{ {who} }} UNION {{ GRAPH ?g {{ {who} }} }}",
            ("using-graph-uri", _TOWN),
            ("using-named-graph-uri", _COUNTY),
            there=_told(_TOWN, _COUNTY),
            absent=_told(_STATE),
        ),
        Case(
            name="an update by form",
            graphs=_ROLLS,
            steps=[
                Step(method="POST", headers=_FORM, body=b"update=DROP+ALL"),
                _asked("POST", "ASK { FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } FILTER NOT EXISTS { ?s ?p ?o } }"),
            ],
        ),
        Case(name="an update by itself", steps=[Step(method="POST", headers=_UPDATE, body=b"CLEAR DEFAULT")]),
        Case(
            name="what is relative in an update gets a base",
            steps=[
                Step(
                    method="POST",
                    headers=_UPDATE,
                    body=f"INSERT DATA {{ GRAPH <{_KEPT}> {{ <{_TOWN}> <{_SAYS}> <clerk> }} }}".encode(),
                ),
                _asked(
                    "POST",
                    f"ASK {{ GRAPH <{_KEPT}> {{ ?s <{_SAYS}> ?who FILTER (isIRI(?who) && STRLEN(STR(?who)) > 5) }} }}",
                ),
            ],
        ),
    ]


def _queries() -> list[Case]:
    nothing = ("default-graph-uri", "https://example.org/rolls/none")
    form = Step(
        method="POST", path=_at(nothing), headers=_FORM, body=b"query=ASK%20%7B%7D", boolean=True, format="boolean"
    )
    return [
        Case(name="a query by form", steps=[form]),
        Case(name="a query in the address", steps=[_asked("GET", "ASK {}", nothing)]),
        Case(name="a query by itself", steps=[_asked("POST", "ASK {}")]),
    ]


def _refused(name: str, status: int, method: str, path: str = SPARQL, body: bytes = b"", media: str = "") -> Case:
    headers = {"Content-Type": media} if media else {}
    return Case(name=name, steps=[Step(method=method, path=path, headers=headers, body=body, statuses=[status])])


def _bad() -> list[Case]:
    form, wide = "application/x-www-form-urlencoded", "; charset=UTF-16"
    ask, drop = "ASK {}", "DROP ALL"
    return [
        _refused("a query by PUT", 405, "PUT", _at(("query", ask)), media=form),
        _refused("two queries", 400, "GET", _at(("query", ask), ("query", "SELECT * {}"))),
        _refused("a query as plain text", 415, "POST", body=ask.encode(), media="text/plain"),
        _refused("a form that does not say so", 415, "POST", body=b"query=ASK%20%7B%7D"),
        _refused("a query that does not say so", 415, "POST", body=ask.encode()),
        _refused("a query in UTF-16", 415, "POST", body=ask.encode("utf-16"), media=f"application/sparql-query{wide}"),
        _refused("a query that ends too early", 400, "GET", _at(("query", "ASK { ?s"))),
        _refused("an update in the address", 400, "GET", _at(("update", drop))),
        _refused("two updates", 400, "POST", body=b"update=DROP%20NAMED&update=DROP%20DEFAULT", media=form),
        _refused("an update as plain text", 415, "POST", body=drop.encode(), media="text/plain"),
        _refused("an update's form that does not say so", 415, "POST", body=b"update=DROP%20ALL"),
        _refused(
            "an update in UTF-16", 415, "POST", body=drop.encode("utf-16"), media=f"application/sparql-update{wide}"
        ),
        _refused("an update of nothing", 400, "POST", body=b"update=DROP%20ROLLS", media=form),
        _refused(
            "an update with two datasets",
            400,
            "POST",
            _at(("using-named-graph-uri", _TOWN)),
            f"WITH <{_TOWN}> DELETE {{ ?who <{_SAYS}> 'here' }} WHERE {{ ?who <{_SAYS}> 'here' }}".encode(),
            "application/sparql-update",
        ),
    ]


CASES = [*_queries(), *_datasets(), *_formats(), *_updates(), *_bad()]
