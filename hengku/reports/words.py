"""Words for the codes that statements return."""

from __future__ import annotations

from hengku.costing.models import ValueKind
from hengku.documents.declaration import registry
from hengku.reports.declaration import Row
from hengku.settlement.models import ItemKind
from hengku.settlement.rules import OWED_KINDS

KIND_LABELS: dict[str, str] = {str(code): str(label) for code, label in ValueKind.choices}
ITEM_LABELS: dict[str, str] = {str(code): str(label) for code, label in ItemKind.choices}
#: The kinds of items of each side: what customers owe us, what we owe suppliers.
SIDES = {
    "ar": (*OWED_KINDS["ar"], "advance_received", "invoiced_ahead"),
    "ap": (*OWED_KINDS["ap"], "prepay", "ap_estimated"),
}


def label_documents(rows: list[Row]) -> None:
    """Add ``type_label`` beside ``type_code``; a type that is no longer registered keeps its code."""
    types = registry()
    for row in rows:
        declared = types.get(row["type_code"])
        row["type_label"] = declared.label if declared else row["type_code"]
