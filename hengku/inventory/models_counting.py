"""盘点锁 (G20): goods of a warehouse that are being counted and may not move until that is over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyModel


class CountLock(CompanyModel):
    """Goods of one warehouse held still by one count: of a product, at a place, of a lot; 0 is any. A count of bins
    holds each product that lies in them, and with product 0 the bin itself, so that nothing else comes. Made and
    dropped behind the posting gate.
    """

    warehouse_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    place_id = models.BigIntegerField(default=0, db_default=0)
    lot_id = models.BigIntegerField(default=0, db_default=0)
    count_id = models.BigIntegerField()
    count_number = models.CharField(max_length=48)
    stops_postings = (
        models.BooleanField()
    )  # False: counted while goods go on moving, only other counts stay out

    app_grants: ClassVar[str] = "SELECT, INSERT, DELETE"
    sight = "t.warehouse_id = ANY({keys})"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "warehouse_id", "product_id", "place_id", "lot_id"],
                name="inventory_count_lock_once",
            ),
        ]
