"""The whole exception tree. Every message says what happened, where, and what to do about it."""


class PolicyGraphError(Exception):
    """Any failure that PolicyGraph foresees; the command line prints its text and no traceback.

    `what` is one clause about the failure, `where` the file, line, name or address it concerns, and
    `remedy` what the user can do.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}. {self.remedy}" if self.remedy else text

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions travel between worker processes; keyword-only arguments need their own road.
        return _rebuild, (type(self), self.what, self.where, self.remedy)


def _rebuild(kind: type[PolicyGraphError], what: str, where: str, remedy: str) -> PolicyGraphError:
    return kind(what, where=where, remedy=remedy)


class ReadError(PolicyGraphError):
    """A document can't be read: missing, empty, binary, undecodable, over-long or malformed."""


class ResourceError(PolicyGraphError):
    """A shipped table, lexicon, pattern file, ontology or language model is missing or malformed."""


class UnknownNameError(PolicyGraphError):
    """A plug-in, query or entity was asked for by a name that nothing has; the nearest are told."""


class StoreError(PolicyGraphError):
    """A graph folder can't be opened, is locked, is not one, or can't be written."""


class QueryError(PolicyGraphError):
    """A SPARQL query does not parse or is not allowed."""


class OutputError(PolicyGraphError):
    """A file can't be written, or a graph can't be said in the format asked for."""


class ServeError(PolicyGraphError):
    """The endpoint can't be started: its address is taken or not allowed."""
