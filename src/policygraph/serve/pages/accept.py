"""Which of the forms a page has the client would rather have: RFC 9110, section 12.5.1."""

from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The media type among `offered` that an Accept header likes best; of several, the first. None if it likes none.

    A more exact range rules over a wider one: 'text/*;q=0.1, text/turtle' wants Turtle. No header wants anything.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    weights = {media: _weight(media, ranges) for media in offered}
    best = max(offered, key=weights.__getitem__)
    return best if weights[best] > 0 else None


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return media, min(1.0, max(0.0, float(weight)))
    except ValueError:
        return media, 0.0  # no weight at all: nothing that we could rely on


def _weight(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    wider = (media, f"{media.partition('/')[0]}/*", "*/*")
    for form in wider:
        if found := [weight for one, weight in ranges if one == form]:
            return max(found)
    return 0.0
