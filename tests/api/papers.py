"""Bodies of documents as a caller sends them, and posting them over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hengku.api.schemas_documents import PostedAnswer
from tests.api.caller import Caller, fresh_key
from tests.world import Book


def days_ago(count: int) -> str:
    return (timezone.localdate() - timedelta(days=count)).isoformat()


def receipt(book: Book, quantity: str = "10", on: int = 5, **more: Any) -> dict[str, Any]:
    """Cola from the supplier, 2.26 with tax."""
    return {
        "business_on": days_ago(on),
        "party": str(book.supplier.pk),
        "warehouse": str(book.w1.pk),
        "lines": [{"product": str(book.cola.pk), "quantity": quantity, "price": "2.26"}],
        **more,
    }


def issue(book: Book, quantity: str = "4", on: int = 3, **more: Any) -> dict[str, Any]:
    """Cola to the customer, 3.39 with tax."""
    return {
        "business_on": days_ago(on),
        "party": str(book.customer.pk),
        "warehouse": str(book.w1.pk),
        "lines": [{"product": str(book.cola.pk), "quantity": quantity, "price": "3.39"}],
        **more,
    }


def posted(caller: Caller, type_code: str, *bodies: dict[str, Any]) -> list[dict[str, Any]]:
    status, answer = caller.post(f"/{type_code}/post", {"documents": list(bodies)}, fresh_key())
    assert status == 200, answer
    PostedAnswer.model_validate(answer)
    return list(answer["documents"])
