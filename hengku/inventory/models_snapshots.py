"""每日快照 (P9): how much lay where at the end of a day. A cache of the moves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyModel, quantity_field

#: Of what lies in a place: it is seen where the place is (``kit.sight``).
SEEN_PLACE = (
    "EXISTS (SELECT FROM sight.inventory_place AS p WHERE p.company_id = t.company_id AND p.id = t.place_id)"
)
#: A cache that is thinned out as it grows old.
THINNED = "SELECT, INSERT, UPDATE, DELETE"


class SnapshotDay(CompanyModel):
    """A day that has, or will have, a snapshot.

    The row stands before the snapshot is made: who posts into the past locks the days from there on (shared) and
    corrects those that are made; the maker locks its day and the one it starts from (docs/locks.md).
    """

    business_on = models.DateField()
    is_made = models.BooleanField(default=False)
    made_at = models.DateTimeField(null=True)
    # When it was made: moves since the day it was made from, and rows; they say how many days are worth keeping.
    moves = models.IntegerField(default=0, db_default=0)
    rows = models.IntegerField(default=0, db_default=0)

    app_grants: ClassVar[str] = THINNED

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "business_on"], name="inventory_snapshot_day_once"),
            models.CheckConstraint(
                condition=models.Q(is_made=False) | models.Q(made_at__isnull=False),
                name="inventory_snapshot_day_made_at",
            ),
        ]


class Snapshot(CompanyModel):
    """现存量 at the end of a day, by the key of on-hand; nothing lies where there is no row."""

    business_on = models.DateField()
    product_id = models.BigIntegerField()
    place_id = models.BigIntegerField()
    lot_id = models.BigIntegerField(default=0)
    status = models.CharField(max_length=12, default="available")
    owner_id = models.BigIntegerField(default=0)
    quantity = quantity_field()
    aux_quantity = quantity_field(default=0, db_default=0)  # what it weighs (B2)

    app_grants: ClassVar[str] = THINNED
    sight = SEEN_PLACE

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "company_id",
                    "business_on",
                    "product_id",
                    "place_id",
                    "lot_id",
                    "status",
                    "owner_id",
                ],
                name="inventory_snapshot_key_unique",
            ),
        ]
