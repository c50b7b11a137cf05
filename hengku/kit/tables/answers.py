"""How the child says no. The parent makes one of refusals.py of it, which the child does not load."""


class Refusal(Exception):
    """The child's way to say no: `kind` and `data` become one of refusals.py in the parent."""

    def __init__(self, kind: str, **data: str | int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.data = data


def suspicious(reason: str) -> Refusal:
    """A file that is built to do harm, or so badly that it cannot be told from one."""
    return Refusal("suspicious", reason=reason)


def too_large(what: str, size: int, limit: int) -> Refusal:
    """More of something than is taken in: what, how much there is, how much may be."""
    return Refusal("too_large", what=what, size=size, limit=limit)
