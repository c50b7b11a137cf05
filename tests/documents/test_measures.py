"""What SQL says once: how much a line counts for, and the notices of an order's line. Calls must cost nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection, connections

from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.kit.schema import OWNER

CALLS = {
    "documents_measure": "SELECT documents_measure(l.data, l.quantity_base) FROM documents_line AS l",
    "documents_weight": "SELECT documents_weight(l.data, l.quantity_base) FROM documents_line AS l",
    "documents_notices": (
        "SELECT l.id, n.quantity FROM documents_line AS l"
        " CROSS JOIN LATERAL documents_notices(l.company_id, l.id) AS n"
    ),
}


def plan_of(statement: str, using: str = "default") -> str:
    """The plan in words, with what every step works out."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"EXPLAIN (VERBOSE, COSTS OFF) {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("data", "quantity", "measure", "weight"),
    [
        ('{"aux_quantity": "16.4"}', "3", "16.4", "16.4"),
        ('{"aux_quantity": "16.4"}', "-3", "-16.4", "-16.4"),  # what is taken back weighs less than nothing
        ('{"aux_quantity": "16.4"}', "0", "0", "0"),
        ("{}", "3", "3", "0"),
        ("{}", "-3", "-3", "0"),
        (None, "3", "3", "0"),  # of a line that is not there nothing is weighed
        ("{}", None, None, "0"),
    ],
)
def test_goods_count_by_weight_or_pieces(
    database: Cluster, data: str | None, quantity: str | None, measure: str | None, weight: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT documents_measure(d, q), documents_weight(d, q) FROM (SELECT %s::jsonb, %s::numeric) AS x(d, q)",
            [data, quantity],
        )
        found: tuple[Decimal | None, Decimal] = cursor.fetchone()
    assert found == (None if measure is None else D(measure), D(weight))


@pytest.mark.parametrize("name", CALLS)
def test_the_planner_puts_the_text_in_its_place(database: Cluster, name: str) -> None:
    assert name not in plan_of(CALLS[name])
    if name == "documents_notices":
        assert "documents_link" in plan_of(CALLS[name])


def test_a_function_that_is_called_shows(database: Cluster) -> None:
    """The negative control: one that answers nothing to nothing is not put in place, and stands in the plan."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("""
CREATE FUNCTION pg_temp.called(data jsonb, quantity numeric) RETURNS numeric LANGUAGE sql STRICT
    RETURN coalesce(sign(quantity) * (data ->> 'aux_quantity')::numeric, quantity)""")
    plan = plan_of("SELECT pg_temp.called(l.data, l.quantity_base) FROM documents_line AS l", using=OWNER)
    assert "called" in plan
