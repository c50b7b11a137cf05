"""要货预测系数 (D-SREQ): how much more or less stores sell on holidays and in some weather. Kept by the user."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyModel


class ForecastFactor(CompanyModel):
    """A holiday with its days, or a kind of weather without any; ``rate`` 1.2 = a fifth more than usual."""

    kind = models.CharField(max_length=8, verbose_name="类别")  # holiday weather
    name = models.CharField(max_length=32, verbose_name="名称")
    first_on = models.DateField(null=True, verbose_name="从")
    last_on = models.DateField(null=True, verbose_name="到")
    rate = models.DecimalField(max_digits=8, decimal_places=4, verbose_name="系数")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "kind", "name", "first_on"],
                nulls_distinct=False,
                name="warehousing_factor_named_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="holiday", first_on__isnull=False, last_on__gte=models.F("first_on"))
                | models.Q(kind="weather", first_on__isnull=True, last_on__isnull=True),
                name="warehousing_factor_days_fit_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(rate__gt=0, rate__lte=10), name="warehousing_factor_rate_sound"
            ),
        ]
