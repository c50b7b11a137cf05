"""Names for the ids in findings, and figures as text. Asked only when there is something to tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hengku.company.rules import PART_LABELS
from hengku.documents.declaration import ORDER, STOCK, registry
from hengku.kit.numbers import exact_text
from hengku.settlement.models import ItemKind

Row = dict[str, Any]
Query = Any  # (statement, parameters) → rows as dicts

#: Columns of ids → the statement that names them. Names only of this file are put into it.
NAMES: Final[dict[str, str]] = {
    "product": "SELECT id, code || ' ' || name AS name FROM catalog_product",
    "place": "SELECT id, name FROM inventory_place",
    "warehouse": "SELECT id, name FROM company_warehouse",
    "party": "SELECT id, name FROM parties_party",
    "account": "SELECT id, code || ' ' || name AS name FROM ledger_account",
}
TABLE_OF_COLUMN: Final[dict[str, str]] = {
    "product_id": "product",
    "place_id": "place",
    "from_place_id": "place",
    "to_place_id": "place",
    "warehouse_id": "warehouse",
    "party_id": "party",
    "against_party_id": "party",
    "account_id": "account",
}
ROLE_LABELS: Final = {
    "merchandise": "库存商品",
    "raw_material": "原材料",
    "turnover_material": "周转材料",
    "": "(无类别)",
}
TABLE_LABELS: Final = {
    "documents_document": "单据",
    "documents_line": "单据行",
    "documents_link": "上下游关联",
    "inventory_place": "库位",
    "inventory_move": "库存流水",
    "inventory_onhand": "现存量",
    "inventory_reservation": "预留",
    "costing_pool": "成本池",
    "costing_layer": "批层",
    "costing_layermove": "批层流水",
    "costing_value": "成本流水",
    "settlement_item": "往来项",
    "settlement_application": "核销",
    "ledger_account": "科目",
    "ledger_entry": "分录",
    "ledger_entryline": "分录行",
    "ledger_voucher": "凭证",
    "ledger_voucherentry": "凭证与分录的关联",
}
WORDS: Final[dict[str, dict[str, str]]] = {
    "kind": {str(code): str(label) for code, label in ItemKind.choices},
    "against_kind": {str(code): str(label) for code, label in ItemKind.choices},
    "state": {code: names[0] for states in (ORDER, STOCK) for code, names in states.labels.items()},
    "expected_state": {code: names[0] for code, names in ORDER.labels.items()},
    "part": PART_LABELS,
    "inventory_role": ROLE_LABELS,
    "table": TABLE_LABELS,
}


class Labels:
    """Names of everything that the rows of one company's findings mention."""

    def __init__(self, query: Query, company_id: int, rows: Iterable[Row]) -> None:
        rows = list(rows)
        wanted: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            for column, table in TABLE_OF_COLUMN.items():
                if row.get(column):
                    wanted[table].add(row[column])
        bound = {"company_id": company_id}
        where = "WHERE company_id = %(company_id)s AND id = ANY(%(ids)s)"
        self._names = {
            table: {
                one["id"]: one["name"]
                for one in query(f"{NAMES[table]} {where}", {**bound, "ids": list(ids)})
            }
            for table, ids in wanted.items()
        }
        documents = sorted({one for row in rows for one in row["document_ids"]})
        statement = f"SELECT id, type_code, number FROM documents_document {where}"  # noqa: S608
        found = query(statement, {**bound, "ids": documents}) if documents else []
        self._documents = {one["id"]: (one["type_code"], one["number"]) for one in found}

    def documents(self, ids: Iterable[int]) -> list[dict[str, Any]]:
        """``{"id", "number"}`` of each, once; the number is empty when there is no such document."""
        return [{"id": one, "number": self._documents.get(one, ("", ""))[1]} for one in dict.fromkeys(ids)]

    def words(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Every column as text, names beside ids (``product`` for ``product_id``), ``document`` for all."""
        said = {key: self._word(key, value) for key, value in row.items()}
        for column, table in TABLE_OF_COLUMN.items():
            if column in row:
                nothing = "全公司" if table == "warehouse" else "(无)"
                name = self._names.get(table, {}).get(row[column], "(不存在)") if row[column] else nothing
                said[column.removesuffix("_id")] = name
        types = registry()
        names = []
        for one in dict.fromkeys(row["document_ids"]):
            code, number = self._documents.get(one, ("", ""))
            label = types[code].label if code in types else "单据"
            names.append(f"{label} {number}" if number else f"编号 {one} 的单据(不存在)")
        said["document"] = "、".join(names) or "(没有单据)"
        return said

    def _word(self, key: str, value: Any) -> str:
        if key in WORDS:
            return WORDS[key].get(value, str(value))
        return text_of(key, value)


def text_of(key: str, value: Any) -> str:
    """A figure as people read it: 10.00 when an amount, 10 when a quantity, 2026-01-31 when a day."""
    if value is None:
        return "无"
    if isinstance(value, Decimal):
        return exact_text(value, 2 if key.endswith("amount") else 0)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def data_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The facts behind a finding, safe for JSON: decimals as text, days in ISO form, ids as numbers."""
    return {key: _plain(key, value) for key, value in row.items() if key not in ("document_ids", "code")}


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return exact_text(value, 2 if key.endswith("amount") else 0)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
