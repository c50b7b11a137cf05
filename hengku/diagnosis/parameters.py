"""What the statements know beside the company: what the registered document types say about themselves."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from hengku.documents.declaration import DocumentType, registry
from hengku.ledger.rules import ACCOUNT_CODE

#: Roles whose accounts hold goods that left our pools (发出商品 …): controlled like inventory, but not what pools
#: add up to.
AWAY_ROLES: Final = ("goods_dispatched", "consigned_out", "outsourced_material")


def parameters(company_id: int) -> dict[str, Any]:
    """Everything a statement may name: ``company_id``, ``types``, ``rules``, account codes."""
    return {"company_id": company_id, **_declared()}


@cache
def _declared() -> dict[str, Any]:
    types = registry().values()
    own = {ACCOUNT_CODE[role] for role in ("merchandise", "raw_material", "turnover_material")}
    codes = {code for role in AWAY_ROLES for code in ACCOUNT_CODE[role]}
    assert codes.isdisjoint(code for pair in own for code in pair), "goods at home and away on one account"
    return {
        "types": json.dumps([_type(one) for one in types], ensure_ascii=False),
        "rules": json.dumps([rule for one in types for rule in _rules(one)]),
        "away_codes": sorted(f"{code}%" for code in codes),
    }


def _type(one: DocumentType) -> dict[str, Any]:
    return {
        "code": one.code,
        "prefix": one.prefix,
        "goods": "any" if one.recalls else one.goods,  # a recall freezes what there is, not what its lines say
        "party": one.party,
        "amounts": one.amounts,
        "makes_entry": one.makes_entry,
        "is_order": one.is_order,
        "is_red": one.is_red,
        "states": {state: names[0] for state, names in one.states.labels.items()},
    }


def _rules(one: DocumentType) -> list[dict[str, Any]]:
    return [
        {
            "source": rule.type_code,
            "target": one.code,
            "less": list(rule.less),
            "tolerance": rule.tolerance,
            "counts": rule.counts,
            "fulfils": rule.fulfils,
            "afterwards": rule.afterwards,
            "between": one.stands_before_goods(rule.type_code),
            "ahead": rule.ahead,
            "returns": rule.returns,
            "sent_back_by": rule.sent_back_by,
        }
        for rule in one.sources
    ]
