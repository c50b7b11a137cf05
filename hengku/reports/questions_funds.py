"""The questions behind fund accounts: what was there, what came, what went, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hengku.reports.declaration import Row

Values = Mapping[str, Any]
Questions = dict[str, dict[str, Any]]


def day(row: Row, _values: Values) -> Questions:
    """Of one account on one day."""
    on = row["business_on"]
    return _balances({"fund_account": row["fund_account_id"]}, on, on)


def all_days(values: Values) -> Questions:
    """What came and went; balances of days do not add up."""
    keys = {"fund_account": values["fund_account"]} if values.get("fund_account") is not None else {}
    return _moved(keys, values["from"], values["to"])


def account(row: Row, values: Values) -> Questions:
    """Of one account from the first day to the last."""
    return _balances({"fund_account": row["fund_account_id"]}, values["from"], values["to"])


def all_accounts(values: Values) -> Questions:
    """Of all of them together."""
    return _balances({}, values["from"], values["to"])


def _balances(keys: Row, first: date, last: date) -> Questions:
    return {
        "opening": {"kind": "fund_balance", **keys, "to": first - timedelta(days=1)},
        **_moved(keys, first, last),
        "closing": {"kind": "fund_balance", **keys, "to": last},
    }


def _moved(keys: Row, first: date, last: date) -> Questions:
    days = {**keys, "from": first, "to": last}
    return {"money_in": {"kind": "fund_in", **days}, "money_out": {"kind": "fund_out", **days}}
