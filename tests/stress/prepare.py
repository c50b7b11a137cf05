"""Makes the company that the shop of the kill tests works in; prints what clients must know as JSON.

Run with HENGKU_DATA set: ``python -m tests.stress.prepare PIECES``.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from hengku.cli.ready import ready

USERNAME, PASSWORD = "stress", "一把很长的钥匙 42"
PRODUCTS = 20


def main() -> None:
    """The company, its stock, and somebody who may sign in."""
    with ready("stress"):
        print(json.dumps(make(int(sys.argv[1]))))


def make(pieces: int) -> dict[str, object]:
    """``pieces`` of each product in one warehouse; ids as the API takes them."""
    from django.utils import timezone

    from hengku.catalog.actions import create_products
    from hengku.catalog.records import ProductRecord
    from hengku.documents.paper import Paper, PaperLine
    from hengku.identity.actions import create_user
    from hengku.identity.auth import actor_for, system_actor
    from hengku.inventory.models import Place
    from hengku.kit.numbers import D
    from hengku.opening.actions_company import open_company
    from hengku.parties.actions import create_parties
    from hengku.parties.records import PartyRecord
    from hengku.posting.actions import post

    now = timezone.localtime()
    user = create_user(
        actor=system_actor(),
        username=USERNAME,
        display_name="压力",
        password=PASSWORD,
        must_change_password=False,
    )
    company = open_company(
        code="STRESS",
        name="压力测试",
        standard="small",
        taxpayer="general",
        started_on=(now.date() - timedelta(days=40)).replace(day=1),
        owner=user,
    )
    actor = actor_for(user_id=user.pk, company_id=company.pk)
    supplier, customer = create_parties(
        actor=actor,
        records=[
            PartyRecord(code="S01", name="甲", is_supplier=True),
            PartyRecord(code="C01", name="乙", is_customer=True),
        ],
    )
    products = create_products(
        actor=actor,
        records=[ProductRecord(code=f"P{n:02d}", name=f"商品{n}", base_unit="瓶") for n in range(PRODUCTS)],
    )
    warehouse = Place.objects.visible_to(actor).get(role="stock").warehouse_id
    lines = [PaperLine(product_id=one.pk, quantity=D(pieces), price=D("3.333333")) for one in products]
    paper = Paper("purchase_receipt", now.date(), lines, supplier.pk, warehouse, price_mode="EXCL")
    post(actor=actor, documents=[paper], key="stock", now=now)
    return {
        "company": company.pk,
        "customer": str(customer.pk),
        "warehouse": str(warehouse),
        "products": [str(one.pk) for one in products],
        "on": now.date().isoformat(),
    }


if __name__ == "__main__":
    main()
