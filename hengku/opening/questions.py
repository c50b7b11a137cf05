"""What the rooms of the master data cannot know themselves: does anything stand on this already?

Their actions ask before they change what documents and books go by, and take "yes" for an answer when nobody is asked.
These are the answers to pass in:

    change_product(…, has_lines=product_has_lines)       change_category(…, has_lines=category_has_lines)
    create_account(…, is_used=account_is_used)           set_setting(…, standing=cost_standing)
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from hengku.company.rules import Standing
from hengku.costing.models import Pool
from hengku.documents.models import Line
from hengku.inventory.models import Move
from hengku.ledger.models import EntryLine


def product_has_lines(company_id: int, product_id: int) -> bool:
    """Whether the product stands on any document, drafts included (B1, B8)."""
    return bool(Line.objects.of_company(company_id).filter(product_id=product_id).exists())


def category_has_lines(company_id: int, category_id: int) -> bool:
    """Whether any product of the category stands on a document."""
    return bool(Line.objects.of_company(company_id).filter(product__category_id=category_id).exists())


def account_is_used(company_id: int, account_id: int) -> bool:
    """Whether anything was ever booked on the account."""
    return bool(EntryLine.objects.of_company(company_id).filter(account_id=account_id).exists())


def cost_standing(company_id: int, effective_on: date) -> Standing:
    """What C2 asks before costing changes: did goods move, also from that day on, is any value in stock."""
    moves = Move.objects.of_company(company_id)
    held = Pool.objects.of_company(company_id).filter(~Q(quantity=0) | ~Q(amount=0))
    return Standing(
        has_moves=bool(moves.exists()),
        has_moves_since=bool(moves.filter(business_on__gte=effective_on).exists()),
        has_pool_balance=bool(held.exists()),
    )
