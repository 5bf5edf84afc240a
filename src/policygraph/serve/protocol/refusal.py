"""What the process that makes a change can't or won't do, as the server tells it."""


class Refusal(Exception):  # noqa: N818 -- it is an answer
    """A change that is not made: the HTTP status, the reason in a sentence, further members of the answer."""

    def __init__(self, status: int, reason: str, **members: object) -> None:
        self.status, self.reason, self.members = status, reason, members
        super().__init__(status, reason)
