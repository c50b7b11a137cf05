"""The columns of document lists: what each holds, for the page that shows them and the file that leaves with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hengku.documents.declaration import DocumentType
from hengku.documents.queries_filter import AMOUNTS
from hengku.documents.queries_made import MADE_KEYS, making_types
from hengku.documents.rules import HEADER_REFERENCES

HEADER_KEYS = frozenset({"due_on", *HEADER_REFERENCES})


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column. ``kind``: text, date, moment, amount, type, state or reference."""

    key: str
    kind: str


COLUMNS = (
    ListColumn("type_code", "type"),
    ListColumn("number", "text"),
    ListColumn("business_on", "date"),
    ListColumn("due_on", "date"),
    ListColumn("party", "reference"),
    ListColumn("warehouse", "reference"),
    ListColumn("warehouse_to", "reference"),
    ListColumn("department", "reference"),
    ListColumn("handler", "reference"),
    ListColumn("fund_account", "reference"),
    ListColumn("made", "text"),
    ListColumn("progress", "text"),
    ListColumn("state", "state"),
    ListColumn("amount_net", "amount"),
    ListColumn("amount_tax", "amount"),
    ListColumn("amount_incl", "amount"),
    ListColumn("source_number", "text"),
    ListColumn("remark", "text"),
    ListColumn("created_by_name", "text"),
    ListColumn("created_at", "moment"),
    ListColumn("posted_by_name", "text"),
    ListColumn("posted_at", "moment"),
)


def columns_for(kinds: Sequence[DocumentType]) -> dict[str, ListColumn]:
    """The columns that lists of these types can show, in their order. Money somebody may not see is empty in them."""
    has = {one.key for kind in kinds for one in kind.header}
    has_amounts = any(kind.amounts != "none" for kind in kinds)
    makes = bool(kinds) and all(kind.code in making_types() for kind in kinds)
    return {
        one.key: one
        for one in COLUMNS
        if (one.key not in HEADER_KEYS or one.key in has)
        and (one.key not in AMOUNTS or has_amounts)
        and (one.key not in MADE_KEYS or makes)
        and (one.key != "type_code" or len(kinds) != 1)
    }
