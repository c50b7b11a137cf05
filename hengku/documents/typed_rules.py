"""Values as they were typed: one of the choices, no finer and no larger than the books can keep (G3). Pure."""

from __future__ import annotations

from decimal import Decimal

from hengku.documents import errors
from hengku.documents.declaration import DocumentType, Field
from hengku.documents.listed import Words, offered
from hengku.documents.paper import PaperLine
from hengku.documents.reference import Reference
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO, D, NotANumber

QUANTITY_LIMIT, PRICE_LIMIT, AMOUNT_LIMIT = Decimal(10) ** 12, Decimal(10) ** 11, Decimal(10) ** 14
FEN_PLACES, ONE = 2, Decimal(1)
NAMED_KINDS = ("supplier", "department", "fund_account")  # kinds of references in ``data`` of a line, checked here
PARTY_WORDS = {"supplier": "供应商", "customer": "客户"}
TYPED_KINDS = ("choice", "amount")  # kinds of fields in ``data`` whose values are checked here
TYPED_PLACES = (
    ("amount_net", 2),
    ("amount_tax", 2),
    ("amount_incl", 2),
    ("discount_amount", 2),
    ("price", 8),
)


def check_typed(field: Field, value: object, words: Words) -> list[Problem]:
    """A value in ``data`` of a kind that can be wrong: one of its choices, of a list of the data dictionary (``words``)
    one that is not stopped, or an amount in fen.
    """
    if field.kind == "choice":
        return _listed(field, value, words) if field.listed else _choice(field, value)
    try:
        number = D(value) if isinstance(value, (str, int, Decimal)) else D(str(value))
    except NotANumber as wrong:
        return [wrong.at(field=field.key)]
    if places_of(number) > FEN_PLACES:
        fine = errors.NumberTooFine(label=field.label, number=number, places=FEN_PLACES)
        return [fine.at(field=field.key)]
    return []


def _choice(field: Field, value: object) -> list[Problem]:
    if value in {choice.code for choice in field.choices}:
        return []
    wanted = "、".join(choice.label for choice in field.choices)
    return [
        errors.BadField(label=field.label, value=str(value), reason=f"应为 {wanted} 之一").at(field=field.key)
    ]


def _listed(field: Field, value: object, words: Words) -> list[Problem]:
    active = [word for word in offered(field, words) if word.is_active]
    if any(word.code == value for word in active):
        return []
    wanted = "、".join(word.name for word in active)
    reason = f"应为数据字典里启用的 {wanted} 之一"
    return [errors.BadField(label=field.label, value=str(value), reason=reason).at(field=field.key)]


def check_supplier(field: Field, party_id: int, reference: Reference) -> list[Problem]:
    """A supplier that a line names."""
    party = reference.parties.get(party_id)
    if party is None:
        return [errors.UnknownReference(label=field.label, reference=party_id).at(field=field.key)]
    if not party.is_active:
        return [errors.Inactive(label=field.label, name=party.name).at(field=field.key)]
    if not party.is_supplier:
        wrong = errors.WrongParty(name=party.name, wanted=PARTY_WORDS["supplier"])
        return [wrong.at(field=field.key)]
    return []


def check_named(field: Field, pk: int, reference: Reference) -> list[Problem]:
    """A supplier, department or fund account that a line names."""
    if field.kind == "supplier":
        return check_supplier(field, pk, reference)
    fact = (reference.departments if field.kind == "department" else reference.fund_accounts).get(pk)
    if fact is None:
        return [errors.UnknownReference(label=field.label, reference=pk).at(field=field.key)]
    return [] if fact.is_active else [errors.Inactive(label=field.label, name=fact.name).at(field=field.key)]


def too_fine(line: PaperLine, kind: DocumentType) -> list[Problem]:
    """Typed numbers with more places than the books keep (G3)."""
    found: list[Problem] = []
    for key, places in TYPED_PLACES:
        number = getattr(line, key)
        if number and places_of(number) > places:
            field = kind.field(key)
            fine = errors.NumberTooFine(label=field.label if field else key, number=number, places=places)
            found.append(fine.at(field=key))
    return found


def too_large(line: PaperLine) -> list[Problem]:
    """Numbers that no column of the books could hold (G3); sums of a document have two digits to spare."""
    if abs(line.quantity_base) >= QUANTITY_LIMIT or abs(line.quantity) >= QUANTITY_LIMIT:
        return [errors.NumberTooLarge(label="数量", number=line.quantity).at(field="quantity")]
    if line.price is not None and abs(line.price) >= PRICE_LIMIT:
        return [errors.NumberTooLarge(label="单价", number=line.price).at(field="price")]
    amount = max((line.amount_net or ZERO, line.amount_incl or ZERO), key=abs)
    if abs(amount) >= AMOUNT_LIMIT or abs(line.discount_amount) >= AMOUNT_LIMIT:
        return [errors.NumberTooLarge(label="金额", number=amount).at(field="amount_net")]
    return []


def places_of(number: Decimal) -> int:
    """Decimal places in use: 1.500 has one."""
    if number.same_quantum(ONE):  # a whole number as it is written, as nearly all are
        return 0
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
