"""What the cost pools held at the end of a day, and what came and went up to it (P9). Caches of the books, made on the
days of the stock's.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyModel, amount_field, quantity_field

#: Of what belongs to a pool: it is seen where the pool is (``kit.sight``).
SEEN_POOL = "EXISTS (SELECT FROM sight.costing_pool AS p WHERE p.company_id = t.company_id AND p.id = t.pool_id)"


class PoolSnapshot(CompanyModel):
    """Quantity and amount of a pool at the end of a day; an empty pool has no row."""

    business_on = models.DateField()
    pool_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    quantity = quantity_field()
    amount = amount_field()

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"
    sight = SEEN_POOL

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "business_on", "pool_id"], name="costing_snapshot_key_unique"
            ),
        ]


class Flow(CompanyModel):
    """What came and went of a product in a warehouse, from the first day to the end of this one: 收入 and 发出 as
    收发存汇总 has them, above zero but for what is red (R-01, G9). ``warehouse_id`` 0 is what is in no warehouse, and money
    where cost is kept for all; -1 what is with agents. ``inner``: of it what went between own places.
    """

    business_on = models.DateField()
    product_id = models.BigIntegerField()
    warehouse_id = models.BigIntegerField()
    in_quantity = quantity_field()
    out_quantity = quantity_field()
    inner_in_quantity = quantity_field()
    inner_out_quantity = quantity_field()
    # of goods that are weighed (B2), in their second unit; 0 of others
    in_weight = quantity_field()
    out_weight = quantity_field()
    inner_in_weight = quantity_field()
    inner_out_weight = quantity_field()
    in_amount = amount_field()
    out_amount = amount_field()
    inner_in_amount = amount_field()
    inner_out_amount = amount_field()
    # rows of the books, so that what came and was taken back at once is still seen to have moved
    move_count = models.BigIntegerField()
    inner_move_count = models.BigIntegerField()
    value_count = models.BigIntegerField()
    inner_value_count = models.BigIntegerField()

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"
    sight = "t.warehouse_id = 0 OR t.warehouse_id = ANY({keys})"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "business_on", "product_id", "warehouse_id"],
                name="costing_flow_key_unique",
            ),
        ]
