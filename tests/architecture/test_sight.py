"""Data scope (§6.2) is kept by views; a table that tells of warehouses must say what somebody limited sees of it."""

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
