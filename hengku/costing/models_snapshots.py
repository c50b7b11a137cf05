"""What the cost pools held at the end of a day (P9). A cache of the values, made on the days of the stock's."""

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
