"""What every table of the business shares: it belongs to one company 账套.

``CompanyModel`` carries ``company_id`` as its first business column; ``CompanyFK`` points at another table of the
same company. The database holds both as composite, immediate keys ``(company_id, …)`` made by ``kit.schema``
(docs/decisions/2026-11-21-company-scoped-keys.md), so a row can never point into another company, whoever writes it,
and ``company_id`` can be the distribution column when a firm outgrows one server.

Each model says in ``app_grants`` what the application's database role may do with its table. A book says
``SELECT, INSERT``: what is posted cannot be changed by the application at all.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.sql.where import WhereNode

APPEND_ONLY = "SELECT, INSERT"


class CompanyQuerySet(models.QuerySet):
    """Every read of business data starts with ``visible_to(actor)``: the one place of company scope."""

    def visible_to(self, actor: Any) -> CompanyQuerySet:
        """Rows of the actor's company. ``actor`` is an ``identity.actor.Actor``."""
        return self.filter(company_id=actor.company_id)

    def of_company(self, company_id: int) -> CompanyQuerySet:
        """Rows of one company, for jobs and commands that run without a person."""
        return self.filter(company_id=company_id)


class CompanyManager(models.Manager.from_queryset(CompanyQuerySet)):  # type: ignore[misc]
    """Default manager of company tables."""


class CompanyFK(models.ForeignKey):
    """A key to a table of the same company: joins and the database constraint carry ``company_id`` on both sides."""

    def __init__(self, to: Any, **options: Any) -> None:
        options["db_constraint"] = False  # the composite constraint is made by kit.schema
        options.setdefault("on_delete", models.PROTECT)
        options.setdefault("related_name", "+")
        options.setdefault("db_index", False)
        super().__init__(to, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("db_constraint", None)
        return name, path, args, options

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> WhereNode | None:
        if not alias or not related_alias:
            return None
        own: Any = self.model._meta.get_field("company_id")
        other: Any = self.related_model._meta.get_field("company_id")
        condition = WhereNode()
        condition.add(own.get_lookup("exact")(own.get_col(related_alias), other.get_col(alias)), "AND")
        return condition

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        return {"company_id": instance.company_id}  # type: ignore[attr-defined]


class CompanyModel(models.Model):
    """A row of one company. ``id`` is unique across companies and opaque; the database key is (company_id, id)."""

    company_id = models.BigIntegerField(verbose_name="账套")

    objects = CompanyManager()
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE"
    #: What somebody limited to some keys sees of it (``kit.sight``): a condition on ``t``, with ``{keys}``; "" for all.
    sight: ClassVar[str] = ""

    class Meta:
        abstract = True
        base_manager_name = "objects"


def quantity_field(**options: Any) -> models.DecimalField:
    """numeric(20,6): a quantity in its unit (G3)."""
    return models.DecimalField(max_digits=20, decimal_places=6, **options)


def price_field(**options: Any) -> models.DecimalField:
    """numeric(20,8): a price or unit cost; derived, never computed from when the amount is known (G3)."""
    return models.DecimalField(max_digits=20, decimal_places=8, **options)


def amount_field(**options: Any) -> models.DecimalField:
    """numeric(20,2): money in the company's currency, in yuan with fen (G3)."""
    return models.DecimalField(max_digits=20, decimal_places=2, **options)


def rate_field(**options: Any) -> models.DecimalField:
    """numeric(8,4): a tax or discount rate as a fraction, 0.1300 = 13 % (G3)."""
    return models.DecimalField(max_digits=8, decimal_places=4, **options)
