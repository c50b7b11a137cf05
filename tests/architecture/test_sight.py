"""Data scope (§6.2) is kept by views; a table that tells of warehouses, customers or suppliers must say what somebody
limited sees of it.
"""

from __future__ import annotations

from hengku.kit.schema import company_models

#: Names and rights that everybody may know of.
FOR_ALL = {"company_warehouse", "identity_datascope"}


def test_every_table_about_a_warehouse_says_who_sees_it() -> None:
    silent = [
        f"{model.__name__}: say in `sight` which rows somebody limited to warehouses sees (hengku/kit/sight.py)"
        for model in company_models()
        for columns in ({field.column for field in model._meta.local_concrete_fields},)
        if any(one.startswith("warehouse") or one.endswith("place_id") for one in columns)
        and model._meta.db_table not in FOR_ALL
        and not str(getattr(model, "sight", ""))
    ]
    assert silent == []


#: Tables that name a party and are seen without it: by the warehouse, the name being joined from where it is hidden, and
#: who is who in the group, which needs the right of the group.
WITHOUT_PARTY = {"inventory_serial", "inventory_serialmove", "intercompany_link"}


def test_every_table_about_a_party_says_who_sees_it() -> None:
    silent = [
        f"{model.__name__}: say in `sight` which rows somebody limited to their own parties sees (hengku/kit/sight.py)"
        for model in company_models()
        for columns in ({field.column for field in model._meta.local_concrete_fields},)
        if "party_id" in columns
        and model._meta.db_table not in WITHOUT_PARTY
        and "parties}" not in str(getattr(model, "sight", ""))
    ]
    assert silent == []


def test_negative_control_a_table_of_parties_is_asked() -> None:
    tables = {
        model._meta.db_table for model in company_models()
        if "party_id" in {field.column for field in model._meta.local_concrete_fields}
    }  # fmt: skip
    assert {"documents_document", "settlement_item", "ledger_entryline", "parties_agreedprice"} <= tables
    assert tables >= WITHOUT_PARTY
