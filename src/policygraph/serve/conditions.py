"""Conditional requests: https://www.rfc-editor.org/rfc/rfc9110#section-13."""

import re
from collections.abc import Mapping, Sequence

from policygraph.serve.faults import HttpError

_TAG = re.compile(r'(W/)?("[^"]*")')


def known(headers: Mapping[str, str], tag: str) -> bool:
    """Whether the client has what the entity tag `tag` stands for: it says so in If-None-Match."""
    given = headers.get("if-none-match", "")
    return given.strip() == "*" or tag.removeprefix("W/") in (bare for _, bare in _TAG.findall(given))


def may_change(headers: Mapping[str, str], tags: Sequence[str]) -> None:
    """Raises HttpError (412) unless what there is now is as the client's change wants it.

    `tags` are the strong entity tags of all that it is sent as; none if it is not there.
    """
    wanted, unwanted = headers.get("if-match", "").strip(), headers.get("if-none-match", "").strip()
    if wanted and not (tags if wanted == "*" else {*tags} & {bare for weak, bare in _TAG.findall(wanted) if not weak}):
        raise HttpError(412, "It is not, or no longer, as If-Match wants it: read it anew")
    if unwanted and any(known(headers, tag) for tag in tags):
        raise HttpError(412, "It is there, and If-None-Match wants it not to be")
