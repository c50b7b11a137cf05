"""How a corruption is told: what is done, who must see it, whom it must name, which wall stands before it.

``codes`` are the invariants that report it, no more and no fewer; the first is the one it is planted for.
``culprit`` is the name of a document of ``tests.diagnosis.shop`` that its finding must name, ``says`` words
of its sentence. ``wall`` is what the application's own role meets when it tries ``statements`` (or
``as_application``): words of the database's refusal. An empty wall says honestly that the role may do that
much, since the engine does it too (balances, states, new rows of a book): there the audit is the only guard,
and the tests assert both.

In statements ``%(name)s`` is the id of the document of that name, with ``_`` for spaces, and ``%(company)s``
the company.
"""

from __future__ import annotations

from dataclasses import dataclass

DENIED = "permission denied"
FROZEN = "documents_posted_is_frozen|is posted and cannot be changed"
LINES_FROZEN = "lines of posted document"


@dataclass(frozen=True)
class Plant:
    """One corruption."""

    name: str
    codes: tuple[str, ...]
    statements: tuple[str, ...]
    culprit: str = ""
    wall: str = ""
    as_application: tuple[str, ...] = ()
    says: str = ""  # words its sentence must hold beside the document


def hands(change: str, product: str, role: str, warehouse: str = "") -> str:
    """A change of one on-hand row."""
    at = f"AND w.code = '{warehouse}'" if warehouse else "AND w.code IS NULL"
    return f"""UPDATE inventory_onhand AS h SET {change}
        FROM inventory_place AS p
            LEFT JOIN company_warehouse AS w ON w.company_id = p.company_id AND w.id = p.warehouse_id,
            catalog_product AS i
        WHERE h.company_id = %(company)s AND p.company_id = h.company_id AND p.id = h.place_id
          AND p.role = '{role}' {at} AND i.company_id = h.company_id AND i.id = h.product_id
          AND i.code = '{product}'"""


def pools(change: str, product: str) -> str:
    """A change of one cost pool."""
    return f"""UPDATE costing_pool AS p SET {change} FROM catalog_product AS i
        WHERE p.company_id = %(company)s AND i.company_id = p.company_id AND i.id = p.product_id
          AND i.code = '{product}'"""


def of(table: str, change: str, document: str, more: str = "", column: str = "document_id") -> str:
    """A change of the rows of one document in one table."""
    extra = f" AND {more}" if more else ""
    return f"UPDATE {table} SET {change} WHERE company_id = %(company)s AND {column} = %({document})s{extra}"


def entry_lines(change: str, document: str, role: str) -> str:
    """A change of the lines that a document's entry has on the account of a role."""
    return f"""UPDATE ledger_entryline AS l SET {change} FROM ledger_entry AS e, ledger_roleaccount AS r
        WHERE l.company_id = %(company)s AND e.company_id = l.company_id AND e.id = l.entry_id
          AND e.document_id = %({document})s AND e.purpose = 'post'
          AND r.company_id = l.company_id AND r.role = '{role}' AND r.account_id = l.account_id"""


SUPPLIER = "(SELECT id FROM parties_party WHERE company_id = %(company)s AND code = 'S01')"
CUSTOMER = "(SELECT id FROM parties_party WHERE company_id = %(company)s AND code = 'C01')"
NOWHERE = "9000000000000000"
