"""How the answers about what stands beside a document look, for OpenAPI: attachments, comments, changes, chain."""

from __future__ import annotations

from hengku.api.schemas import Answer, Named


class ChangeAnswer(Answer):
    """What somebody changed: a field of the header, or of the line ``line_no``; ``what`` is changed, added, removed.

    Values are as they were shown then; of a line that was added or removed, what it said.
    """

    what: str
    line_no: int | None
    key: str
    old: str
    new: str


class AttachmentAnswer(Answer):
    """附件. ``kind`` is jpg, png or pdf, by content; pictures have a size in pixels and a thumbnail."""

    id: str
    name: str
    kind: str
    size: int
    width: int | None
    height: int | None
    sha256: str
    added_at: str
    added_by_name: str
    is_mine: bool
    device: str
    withdrawn_at: str | None
    withdrawn_by_name: str
    withdrawn_reason: str


class AttachmentListAnswer(Answer):
    """Everything attached, oldest first, what was withdrawn too."""

    attachments: list[AttachmentAnswer]
    may_attach: bool
    bytes_max: int
    files_max: int


class CommentAnswer(Answer):
    """留言."""

    id: str
    text: str
    said_at: str
    said_by_name: str
    is_mine: bool
    device: str


class CommentListAnswer(Answer):
    """What was said, oldest first."""

    comments: list[CommentAnswer]


class NodeAnswer(Answer):
    """A document of the chain; ``amount`` null where it has none or it is not the reader's to see."""

    id: str
    number: str
    type_code: str
    state: str
    business_on: str
    is_red: bool
    is_self: bool
    amount: str | None


class EdgeAnswer(Answer):
    """What joins two documents: ``carried`` (lines, and quantity where the unit is one), ``settled``, ``reversed``."""

    source: str
    target: str
    kind: str
    lines: int
    quantity: str | None
    unit: str
    amount: str | None


class PictureAnswer(Answer):
    """The whole chain, nearest first; ``is_cut`` when there is more than is shown."""

    nodes: list[NodeAnswer]
    edges: list[EdgeAnswer]
    is_cut: bool


class TargetAnswer(Answer):
    """A type that can be made from the document: lines with something left, how much (base unit), or what is owed."""

    type_code: str
    lines: int
    quantity: str | None
    unit: str
    amount: str | None


class BalanceAnswer(Answer):
    """What lay in one place before and after the document, as it was posted; null where too much happened since."""

    product: Named
    unit: str
    place: str
    warehouse: str | None
    change: str
    before: str | None
    after: str | None
