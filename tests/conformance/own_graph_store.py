"""Our own version of each case of the Graph Store Protocol's tests: other words, other data, the same demands.

They build on one another as the W3C's older ones do, so that each case holds the steps that lead to it.
"""

from urllib.parse import quote

from .steps import GRAPHS, HOST, Case, Step

_TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
_WANTED = {"Accept": "text/turtle"}
_MEDIA = "text/turtle; charset=utf-8"
_BOUNDARY = "seam-of-the-parts"
_DIRECT = f"{GRAPHS}/clerk/ann.ttl"
_INDIRECT = f"{GRAPHS}?graph={quote(f'{HOST}{_DIRECT}', safe='')}"
_SECOND = f"{GRAPHS}/clerk/bob.ttl"
_DEFAULT = f"{GRAPHS}?default"


def _clerk(name: str, more: str = "") -> str:
    return (
        f"<{HOST}/clerk/ann> a <https://example.org/Clerk> ; "
        f'<https://example.org/desk> [ a <https://example.org/Desk> ; <https://example.org/sign> "{name}" ] {more}.'
    )


_NAMELESS = '[] <https://example.org/desk> [ <https://example.org/sign> "Bob" ] .'


def _sent(method: str, path: str, text: str, *statuses: int, located: bool = False) -> Step:
    return Step(
        method=method, path=path, headers=_TURTLE, body=text.encode(), statuses=statuses or (2,), located=located
    )


def _got(path: str, text: str) -> Step:
    return Step(path=path, headers=_WANTED, statuses=(200,), media=_MEDIA, graph=text)


def _parts() -> Step:
    told = [f'<{HOST}/clerk/ann> <https://example.org/floor> "{floor}" .' for floor in ("first", "second")]
    body = "".join(
        f"--{_BOUNDARY}\r\n"
        f'Content-Disposition: form-data; name="part{place}"; filename="part{place}.ttl"\r\n'
        f"Content-Type: {_MEDIA}\r\n\r\n{text}\r\n"
        for place, text in enumerate(told)
    )
    return Step(
        method="POST",
        path=_DIRECT,
        headers={"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"},
        body=f"{body}--{_BOUNDARY}--\r\n".encode(),
        statuses=(200, 204),
    )


_PUT = _sent("PUT", _DIRECT, _clerk("Ann"), 201)
_AGAIN = _sent("PUT", _DIRECT, _clerk("Anna"), 200, 204)
_FLOORS = '; <https://example.org/floor> "first", "second" '
_NEW = _sent("POST", GRAPHS, _NAMELESS, 201, located=True)
_NOTHING = _sent("POST", "{new}", "", 2)

CASES = [
    Case(name="PUT makes a graph", steps=[_PUT]),
    Case(name="what PUT made is there, by its indirect name too", steps=[_PUT, _got(_INDIRECT, _clerk("Ann"))]),
    Case(name="PUT replaces a graph", steps=[_PUT, _AGAIN]),
    Case(name="what PUT replaced it with is there", steps=[_PUT, _AGAIN, _got(_DIRECT, _clerk("Anna"))]),
    Case(name="PUT of the default graph", steps=[_sent("PUT", _DEFAULT, _NAMELESS)]),
    Case(
        name="what PUT gave the default graph is there",
        steps=[_sent("PUT", _DEFAULT, _NAMELESS), _got(_DEFAULT, _NAMELESS)],
    ),
    Case(
        name="DELETE removes a graph",
        steps=[_sent("PUT", _SECOND, _NAMELESS), Step(method="DELETE", path=_SECOND, statuses=(200, 204))],
    ),
    Case(
        name="what DELETE removed is gone",
        steps=[
            _sent("PUT", _SECOND, _NAMELESS),
            Step(method="DELETE", path=_SECOND, statuses=(200, 204)),
            Step(path=_SECOND, statuses=(404,)),
        ],
    ),
    Case(name="DELETE of what is not there", steps=[Step(method="DELETE", path=_SECOND, statuses=(404,))]),
    Case(
        name="POST adds to a graph",
        steps=[_PUT, _sent("POST", _DIRECT, f'<{HOST}/clerk/ann> <https://example.org/room> "9" .', 200, 204)],
    ),
    Case(
        name="what POST added is there, and what was before",
        steps=[
            _PUT,
            _sent("POST", _DIRECT, f'<{HOST}/clerk/ann> <https://example.org/room> "9" .', 200, 204),
            _got(_DIRECT, _clerk("Ann", '; <https://example.org/room> "9" ')),
        ],
    ),
    Case(name="POST of several parts", steps=[_PUT, _parts()]),
    Case(name="what the parts told is there", steps=[_PUT, _parts(), _got(_DIRECT, _clerk("Ann", _FLOORS))]),
    Case(name="POST to no graph makes one and says where", steps=[_NEW]),
    Case(name="the graph that POST made is there", steps=[_NEW, _got("{new}", _NAMELESS)]),
    Case(name="POST of nothing changes nothing", steps=[_NEW, _NOTHING, _got("{new}", _NAMELESS)]),
    Case(
        name="HEAD of a graph",
        steps=[_PUT, Step(method="HEAD", path=_DIRECT, headers=_WANTED, statuses=(200,), media=_MEDIA)],
    ),
    Case(name="HEAD of what is not there", steps=[Step(method="HEAD", path=_SECOND, statuses=(404,))]),
]
