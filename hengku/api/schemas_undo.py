"""What the answers about undoing a document before it is undone look like, for OpenAPI."""

from __future__ import annotations

from hengku.api.schemas import Answer, Named
from hengku.api.schemas_documents import Mention, PreviewAnswer


class ValueChangeAnswer(Answer):
    """What goods will be worth more, or less."""

    product: Named
    kind: str
    kind_label: str
    quantity: str
    amount: str


class ResidualChangeAnswer(Answer):
    """An open item that will be open by another amount."""

    kind: str
    kind_label: str
    party: str
    document: Mention
    before: str
    after: str


class StateChangeAnswer(Answer):
    """A document whose state will be another."""

    document: Mention
    before: str
    after: str


class OrderedAgainAnswer(Answer):
    """What is given back to an order that was revised since: the next version of it waits for that."""

    document: Mention
    next_number: str
    product: str
    quantity: str


class ReversalPreviewAnswer(PreviewAnswer):
    """What a reversal would do; nothing is written."""

    business_on: str
    values: list[ValueChangeAnswer]
    residuals: list[ResidualChangeAnswer]
    states: list[StateChangeAnswer]
    again: list[OrderedAgainAnswer]


class OrderedLineAnswer(Answer):
    """A line of an order in base units."""

    line_no: int
    product: Named
    unit: str
    ordered: str
    done: str
    left: str


class FreedAnswer(Answer):
    """Reserved goods that become available."""

    product: Named
    unit: str
    place: str
    quantity: str


class ClosingPreviewAnswer(Answer):
    """What closing an order short would do; nothing is written. ``state`` is what the order will be."""

    state: str
    lines: list[OrderedLineAnswer]
    freed: list[FreedAnswer]
