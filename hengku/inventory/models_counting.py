"""盘点锁 (G20): goods of a warehouse that are being counted and may not move until that is over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyModel


class CountLock(CompanyModel):
    """One product in one warehouse, held still by one count. Made and dropped behind the posting gate."""

    warehouse_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
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
                fields=["company_id", "warehouse_id", "product_id"], name="inventory_count_lock_once"
            ),
        ]
