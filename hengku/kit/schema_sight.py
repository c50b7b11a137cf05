"""Views of the schema ``sight``: of each table of which some people see a part, that part (``kit.sight``).

A model says in ``sight`` which rows are seen, as a condition on ``t``; ``{keys}`` stands for the warehouses of who
looks, ``{sees_customers}`` and ``{sees_suppliers}`` for whether a party ``t`` is theirs as such, and ``{all_parties}``
for whether all are, ``{parties}`` for those that are.
The views are dropped before tables change and made anew from them afterwards. They check rights as whoever uses them,
and a row that would be out of sight cannot be written through them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from psycopg import sql

from hengku.kit.schema_grants import parse_grants
from hengku.kit.sight import SCHEMA

#: The warehouses of who looks; none when nobody said so.
KEYS = """(SELECT CASE current_setting('hengku.sight', true)
    WHEN '*' THEN (SELECT array_agg(w.id) FROM public.company_warehouse AS w
                   WHERE w.company_id = nullif(current_setting('hengku.sight_company', true), '')::bigint)
    ELSE string_to_array(current_setting('hengku.sight', true), ',')::bigint[] END)::bigint[]"""
#: Whether who looks sees all customers and suppliers; no when nobody said so.
ALL_PARTIES = """(SELECT current_setting('hengku.sight_customers', true) = '*'
    AND current_setting('hengku.sight_suppliers', true) = '*')"""
#: Those of them who look; asked once a statement.
PARTIES = "(SELECT seen.id FROM sight.parties_party AS seen)"
#: Who is answered for by one of these sees its parties: the user's own employee, and those of the same department.
SEES = """((SELECT current_setting('hengku.sight_{side}', true) = '*') OR t.manager_id = ANY((
    SELECT array_agg(e.id)
    FROM public.company_employee AS e
    JOIN public.company_employee AS me ON me.company_id = e.company_id
     AND me.user_id = nullif(current_setting('hengku.sight_user', true), '')::bigint
    WHERE e.company_id = nullif(current_setting('hengku.sight_company', true), '')::bigint
      AND (e.id = me.id AND current_setting('hengku.sight_{side}', true) IN ('own', 'department')
           OR e.department_id = me.department_id AND current_setting('hengku.sight_{side}', true) = 'department')
    )::bigint[]))"""
WORDS = {
    "keys": KEYS,
    "all_parties": ALL_PARTIES,
    "parties": PARTIES,
    "sees_customers": SEES.format(side="customers"),
    "sees_suppliers": SEES.format(side="suppliers"),
}


def wanted_views(company_models: Iterable[type[models.Model]]) -> dict[str, str]:
    """table → condition; those that name no other view first: the rest may name them, and each other in order."""
    found = {
        model._meta.db_table: text.format(**WORDS)
        for model in company_models
        if (text := str(getattr(model, "sight", "")))
    }
    return dict(sorted(found.items(), key=lambda one: f"{SCHEMA}." in one[1]))


def drop_views(cursor: Any) -> None:
    """Before tables change: a view stands in the way of a column that goes."""
    cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(SCHEMA)))


def make_views(cursor: Any, company_models: Iterable[type[models.Model]], role: str) -> None:
    """Make every view, with the rights its table has."""
    listed = list(company_models)
    names = {"schema": sql.Identifier(SCHEMA), "app": sql.Identifier(role)}
    cursor.execute(sql.SQL("CREATE SCHEMA {schema}").format(**names))
    cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {app}").format(**names))
    grants = {model._meta.db_table: str(getattr(model, "app_grants", "SELECT")) for model in listed}
    for table, condition in wanted_views(listed).items():
        parts = {**names, "table": sql.Identifier(table), "condition": sql.SQL(condition)}
        cursor.execute(
            sql.SQL(
                "CREATE VIEW {schema}.{table} WITH (security_invoker = true) AS "
                "SELECT t.* FROM public.{table} AS t WHERE {condition} WITH CHECK OPTION"
            ).format(**parts)
        )
        for right, columns in parse_grants(grants[table]):
            named = (
                sql.SQL(" ({})").format(sql.SQL(", ").join(map(sql.Identifier, columns)))
                if columns
                else sql.SQL("")
            )
            cursor.execute(
                sql.SQL("GRANT {right}{columns} ON {schema}.{table} TO {app}").format(
                    right=sql.SQL(right), columns=named, **parts
                )
            )
