"""How the child says no. The parent makes one of refusals.py of it, which the child does not load."""


class Refusal(Exception):
    """The child's way to say no: `kind` and `data` become one of refusals.py in the parent."""

    def __init__(self, kind: str, **data: str | int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.data = data


def suspicious(reason: str) -> Refusal:
    return Refusal("suspicious", reason=reason)


def too_large(what: str, size: int, limit: int) -> Refusal:
    return Refusal("too_large", what=what, size=size, limit=limit)
