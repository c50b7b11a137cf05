"""Completing and checking a paper: units, amounts, references, what may be carried. Pure: no database, no clock."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hengku.catalog.tax_rules import add_tax, split_tax
from hengku.documents import ahead_rules, amount_rules, discount_rules, errors
from hengku.documents.amount_rules import given_amounts, of_label, shares_of, single_amount, take_refund
from hengku.documents.declaration import DocumentType, Field, From, document_type
from hengku.documents.kit_rules import hand_on_kit, kit_problems
from hengku.documents.paper import ORDER_LINE, PAIRED, Paper, PaperLine
from hengku.documents.reference import Reference
from hengku.documents.sources import NOTHING, Source
from hengku.documents.typed_rules import (
    NAMED_KINDS,
    PARTY_WORDS,
    TYPED_KINDS,
    check_named,
    check_typed,
    places_of,
    too_fine,
    too_large,
)
from hengku.documents.weigh_rules import (
    BY_PIECE,
    PRICE_BY,
    complete_weight,
    is_priced_by_weight,
    share_by_weight,
    weighed_anew,
)
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO, ZERO_FEN, D, part_by_cumulative, product_to_fen, ratio

#: Goods of a trade between two companies do not come back on one side alone (D-ICT).
RETURNS = frozenset({"sales_return", "purchase_return"})
LINE_COLUMNS = frozenset({"product", "unit", "quantity", "price", "discount_amount", "tax_code", "amount_net",
                          "amount_tax",
                          "amount_incl", "is_gift", "source_line", "remark"})  # fmt: skip
HEADER_COLUMNS = frozenset({"business_on", "due_on", "party", "warehouse", "warehouse_to", "department", "handler",
                            "fund_account", "price_mode", "remark", "source_system", "source_number"})  # fmt: skip
HEADER_REFERENCES = ("party", "warehouse", "warehouse_to", "department", "handler", "fund_account")


def complete(
    paper: Paper, kind: DocumentType, reference: Reference, sources: dict[int, Source]
) -> list[Problem]:
    """Fill in what follows from what was written (units, tax, amounts, totals) and return every problem found.

    Amounts are rounded to fen line by line (T2, T3 LINE). ``sources`` is advanced by what this paper
    carries, so papers of a batch must be completed in order. The paper is usable even with problems, as a draft.
    """
    problems = _check_header(paper, kind, reference)
    paper.price_mode = paper.price_mode or kind.price_mode
    paper.is_red = kind.is_red
    if not paper.lines:
        problems.append(errors.NoLines())
    seen: set[int] = set()
    checked = [one for one in kind.lines if one.key not in LINE_COLUMNS or one.key in ("product", "quantity")]
    priced = [line for line in paper.lines if line.price is not None and line.amount_net is None]
    for number, line in enumerate(paper.lines, 1):
        line.line_no = number
        found = _complete_line(paper, line, kind, reference, sources, seen, checked)
        problems.extend(problem.at(line_no=number) for problem in found)
    if discount_rules.KEY in paper.data and kind.field(discount_rules.KEY) is not None:
        problems.extend(discount_rules.share_document_discount(paper, priced))
    net = sum((line.amount_net or ZERO_FEN for line in paper.lines), ZERO_FEN)
    tax = sum((line.amount_tax or ZERO_FEN for line in paper.lines), ZERO_FEN)
    paper.amount_net, paper.amount_tax, paper.amount_incl = net, tax, net + tax
    is_dealt_with = paper.party_id in reference.parties and not kind.names_owner
    if paper.due_on is None and is_dealt_with and not kind.is_order:
        paper.due_on = add_days(paper.business_on, reference.parties[paper.party_id or 0].payment_days)
    return problems


def add_days(day: date, days: int) -> date:
    """The date ``days`` later."""
    return date.fromordinal(day.toordinal() + days)


def _check_header(paper: Paper, kind: DocumentType, reference: Reference) -> list[Problem]:
    problems: list[Problem] = []
    for field in kind.header:
        is_column = field.key in HEADER_COLUMNS
        value = getattr(paper, _attribute(field.key)) if is_column else paper.data.get(field.key)
        if field.required and value in (None, ""):
            problems.append(errors.FieldRequired(label=field.label).at(field=field.key))
        elif value not in (None, "") and field.kind in TYPED_KINDS:
            problems.extend(check_typed(field, value, reference.words))
        elif value not in (None, "") and field.kind in NAMED_KINDS and not is_column:
            problems.extend(check_named(field, int(str(value)), reference))
    for key, label, known in (
        ("party", "往来单位", reference.parties),
        ("warehouse", "仓库", reference.warehouses),
        ("warehouse_to", "调入仓库", reference.warehouses),
        ("department", "部门", reference.departments),
        ("handler", "经手人", reference.handlers),
        ("fund_account", "资金账户", reference.fund_accounts),
    ):
        value = getattr(paper, _attribute(key))
        if not value:
            continue
        fact = known.get(value)
        if fact is None:
            problems.append(errors.UnknownReference(label=label, reference=value).at(field=key))
        elif not fact.is_active:
            problems.append(errors.Inactive(label=label, name=fact.name).at(field=key))
    party = reference.parties.get(paper.party_id or 0)
    if party and kind.party in PARTY_WORDS and not getattr(party, f"is_{kind.party}"):
        wrong = errors.WrongParty(name=party.name, wanted=PARTY_WORDS[kind.party])
        problems.append(wrong.at(field="party"))
    return problems


def _attribute(key: str) -> str:
    """Paper's attribute of a field key: references end in ``_id``."""
    return f"{key}_id" if key in HEADER_REFERENCES else key


def _complete_line(
    paper: Paper,
    line: PaperLine,
    kind: DocumentType,
    reference: Reference,
    sources: dict[int, Source],
    seen: set[int],
    checked: list[Field],
) -> list[Problem]:
    problems: list[Problem] = []
    source = sources.get(line.source_line_id) if line.source_line_id else None
    ahead_rules.mark_ahead(line, kind, source)
    if line.source_line_id:
        problems.extend(_take_from_source(paper, line, kind, source, seen))
    value: object
    for field in checked:
        if field.key == "product":
            value = line.product_id
        elif field.key == "quantity":
            value = line.product_id or line.quantity or None  # of a product, _units asks for more
        else:
            value = line.data.get(field.key)
        if field.required and value in (None, ""):
            problems.append(errors.FieldRequired(label=field.label).at(field=field.key))
        elif value not in (None, "") and field.kind in TYPED_KINDS:
            problems.extend(check_typed(field, value, reference.words))
        elif value not in (None, "") and field.kind in NAMED_KINDS:
            problems.extend(check_named(field, int(str(value)), reference))
    if line.product_id:
        problems.extend(_units(line, kind, reference))
        problems.extend(complete_weight(line, kind, reference, source))
    problems.extend(_tax(paper, line, kind, reference))
    problems.extend(too_fine(line, kind))
    if source is None or not ahead_rules.share_of_ahead(line, kind, source):
        problems.extend(_amounts(paper, line, kind, reference, source))
    problems.extend(take_refund(line, kind, source))
    if source is not None:
        problems.extend(_carry(line, kind, source, reference))
    problems.extend(too_large(line))
    return problems


def _take_from_source(
    paper: Paper, line: PaperLine, kind: DocumentType, source: Source | None, seen: set[int]
) -> list[Problem]:
    """Refuse a source that cannot be followed; take over its product and tax code where none was written."""
    if source is None:
        missing = errors.UnknownReference(label="上游行", reference=line.source_line_id or 0)
        return [missing.at(field="source_line")]
    rule = kind.source(source.type_code)
    reason = ""
    if rule is None:
        reason = "本单据不能由该类型单据生成"
    elif rule.in_pairs and (paper.made_by != PAIRED or source.warehouse_id != paper.warehouse_id):
        reason = "它只能由组织间交易送到要货的门店"
    elif source.state == "revised":
        reason = "它已变更,请引用它的最新版本"
    elif source.state in ("draft", "cancelled", "reversed") or (
        source.state == "closed_short" and not rule.after_close
    ):
        reason = "该单据未审核过账,或已关闭、作废、红冲"
    elif source.is_paired and kind.code in RETURNS and paper.made_by != PAIRED:
        reason = "它是组织间交易的一侧,退货须两侧一起:请在「组织间交易」中退货,或成对红冲"
    elif paper.party_id and source.party_id and paper.party_id != source.party_id:
        reason = "往来单位与本单不同"
    elif line.product_id and source.product_id and line.product_id != source.product_id:
        reason = "商品与本行不同"
    if reason:
        return [errors.WrongSource(source_number=source.number, reason=reason).at(field="source_line")]
    _hand_on_order(line, source, rule)
    line.product_id = line.product_id or source.product_id or None
    promised = source.origin or source
    line.tax_code_id = line.tax_code_id or source.tax_code_id or promised.tax_code_id
    line.is_gift = line.is_gift or source.is_gift or promised.is_gift
    if source.lot_id and not line.lot_no:  # the goods of a lot go on as goods of that lot
        line.lot_id, line.data["lot_no"] = source.lot_id, source.data.get("lot_no", "")
    hand_on_kit(line, source)
    # what an invoice releases or costs depends on a return, whose value only the fold knows
    is_unknown = kind.amounts == "given" and bool(source.named_by - {kind.code})
    source.named_by.add(kind.code)
    if is_unknown or (source.line_id in seen and not (rule and (rule.fulfils or rule.passes or rule.unpriced))):
        twice = errors.SourceTwice(source_number=source.number, source_line_no=source.line_no)
        return [twice.at(field="source_line")]
    seen.add(source.line_id)
    return []


def _hand_on_order(line: PaperLine, source: Source, rule: From | None) -> None:
    """Write down which order line the goods were promised by, for what follows this line; none where it starts over."""
    if rule is not None and rule.starts_over:
        source.origin = None
        return
    order_line = source.order_line_id or (source.line_id if rule is not None and rule.passes else 0)
    if order_line:
        line.data[ORDER_LINE] = str(order_line)


def _units(line: PaperLine, kind: DocumentType, reference: Reference) -> list[Problem]:
    """B1: the base quantity, exactly, or a refusal."""
    product = reference.products.get(line.product_id or 0)
    if product is None:
        return [errors.UnknownReference(label="商品", reference=line.product_id or 0).at(field="product")]
    problems = kit_problems(product, kind)
    if not product.is_active:
        problems.append(errors.Inactive(label="商品", name=product.name).at(field="product"))
    line.unit_id = line.unit_id or product.base_unit_id
    if kind.field("quantity") is None:  # money of a product, no goods (C10, C14)
        return problems
    if line.unit_id == product.base_unit_id:
        line.unit_numerator = line.unit_denominator = 1
    else:
        fraction = reference.units.get((product.id, line.unit_id))
        if fraction is None:
            unit = reference.unit_names.get(line.unit_id, (str(line.unit_id), 0))[0]
            return [*problems, errors.UnitNotOfProduct(product=product.name, unit=unit).at(field="unit")]
        line.unit_numerator, line.unit_denominator = fraction
    line.quantity_base = line.quantity
    if line.unit_numerator != 1 or line.unit_denominator != 1:
        line.quantity_base = line.quantity * line.unit_numerator / line.unit_denominator
    is_weight_alone = kind.weighs_alone and product.is_weighed and not line.quantity
    if not kind.recalls and not is_weight_alone and (kind.is_red is (line.quantity >= 0) or not line.quantity):
        problems.append(errors.QuantityNotPositive(quantity=line.quantity).at(field="quantity"))
    precision = reference.unit_names[line.unit_id][1]
    if places_of(line.quantity) > precision:
        name = reference.unit_names[line.unit_id][0]
        fine = errors.QuantityTooFine(quantity=line.quantity, unit=name, precision=precision)
        problems.append(fine.at(field="quantity"))
    elif places_of(line.quantity_base) > product.precision:
        fine = errors.QuantityTooFine(
            quantity=line.quantity_base, unit=product.base_unit_name, precision=product.precision
        )
        problems.append(fine.at(field="quantity"))
    return problems


def _tax(paper: Paper, line: PaperLine, kind: DocumentType, reference: Reference) -> list[Problem]:
    """T1: the line's tax code, else the usual one; it must hold on the document's date."""
    if kind.amounts not in ("priced", "given", "source") and kind.field("tax_code") is None:
        line.tax_rate, line.tax_code_id = ZERO, None
        return []
    if not line.tax_code_id and not kind.taxed_as_said:
        party_id = paper.party_id if kind.party == "supplier" else None
        usual = reference.usual_tax(line.product_id, party_id, paper.business_on)
        line.tax_code_id = usual.id if usual else None
    if not line.tax_code_id:
        return []
    tax = reference.taxes.get(line.tax_code_id)
    if tax is None:
        return [errors.UnknownReference(label="税码", reference=line.tax_code_id).at(field="tax_code")]
    line.tax_rate = tax.rate
    if not tax.is_in_force(paper.business_on):
        return [errors.TaxCodeNotValid(tax_code=tax.code, on=paper.business_on).at(field="tax_code")]
    return []


def _amounts(
    paper: Paper, line: PaperLine, kind: DocumentType, reference: Reference, source: Source | None
) -> list[Problem]:
    """Net, tax and total of the line, by the type's way of stating amounts; net + tax = incl always holds after."""
    way = kind.amounts
    if way in ("none", "shares"):
        line.amount_net = line.amount_tax = line.amount_incl = ZERO_FEN
        return []
    if way in ("money", "cost"):
        return single_amount(line, kind, "amount_incl" if way == "money" else "amount_net")
    if line.amount_net is not None or line.amount_incl is not None:
        return given_amounts(line, kind)
    if line.price is None and source is not None:
        # an arrival is not priced: its order says the price
        is_priced = document_type(source.type_code).amounts not in ("none", "shares")
        agreed = source if is_priced else source.origin
        if agreed is not None and agreed.quantity_base and not weighed_anew(line, agreed, paper.price_mode):
            return _share_of_source(line, kind, agreed)
    if line.price is None:
        line.amount_net = line.amount_tax = line.amount_incl = ZERO_FEN
        if line.is_gift or amount_rules.has_no_price(line, kind, source):
            return []
        if kind.field("price") is None and (field := kind.field("amount_net") or kind.field("amount_incl")):
            return [errors.FieldRequired(label=field.label).at(field=field.key)]
        product = reference.products.get(line.product_id or 0)
        return [errors.PriceMissing(product=product.name if product else "").at(field="price")]
    if line.price < 0:
        line.amount_net = line.amount_tax = line.amount_incl = ZERO_FEN
        return [errors.PriceNegative(price=line.price).at(field="price")]
    amount = product_to_fen(line.weight if is_priced_by_weight(line) else line.quantity, line.price)
    problems: list[Problem] = []
    if line.discount_amount * amount < 0:
        problems.append(errors.DiscountAgainstAmount(discount=line.discount_amount).at(field="discount_amount"))
    elif line.discount_amount and not (abs(line.discount_amount) <= abs(amount)):
        too_large = errors.DiscountTooLarge(discount=line.discount_amount, amount=amount)
        problems.append(too_large.at(field="discount_amount"))
    else:
        amount -= line.discount_amount
    taxed = split_tax(amount, line.tax_rate) if paper.price_mode == "INCL" else add_tax(amount, line.tax_rate)
    line.amount_net, line.amount_tax, line.amount_incl = taxed.net, taxed.tax, taxed.incl
    return problems or of_label(paper, line)


def _share_of_source(line: PaperLine, kind: DocumentType, source: Source) -> list[Problem]:
    """T10 and D-PIN: net and tax each by instalments of the source line's (C1); the price is shown, not used."""
    quantity, _, net, tax = source.carried.get(kind.code, NOTHING)
    if "sales_invoice" in source.carried and ahead_rules.share_of_order(line, source):
        return []
    if line.weight and source.weight and source.data.get(PRICE_BY) != BY_PIECE:
        return _share_by_weight(line, kind, source)
    whole = abs(source.quantity_base)
    this = abs(line.quantity_base)
    sign = -1 if kind.is_red else 1
    line.amount_net = sign * _share(abs(source.amount_net), abs(quantity), this, whole, abs(net))
    line.amount_tax = sign * _share(abs(source.amount_tax), abs(quantity), this, whole, abs(tax))
    line.amount_incl = line.amount_net + line.amount_tax
    if line.unit_numerator == line.unit_denominator:
        line.price = source.price
    return []


def _share_by_weight(line: PaperLine, kind: DocumentType, source: Source) -> list[Problem]:
    """As ``_share_of_source``, of goods whose price is that of their weight (B2)."""
    _, _, net, tax = source.carried.get(kind.code, NOTHING)
    done, sign = abs(source.carried_weight(kind.code)), -1 if kind.is_red else 1
    line.data[PRICE_BY] = source.data.get(PRICE_BY, "weight")
    line.amount_net = sign * share_by_weight(abs(source.amount_net), done, line, source, abs(net))
    line.amount_tax = sign * share_by_weight(abs(source.amount_tax), done, line, source, abs(tax))
    line.amount_incl = line.amount_net + line.amount_tax
    line.price = source.price
    return []


def _share(amount: Decimal, done: Decimal, this: Decimal, whole: Decimal, given: Decimal) -> Decimal:
    """The share by instalments (C1). What goes past the whole goes on at the same price: ``_carry`` refuses it,
    or a tolerance lets it pass.
    """
    if done + this <= whole:
        return part_by_cumulative(amount, done, this, whole, given)
    return ratio(amount, done + this, whole) - given


def _carry(line: PaperLine, kind: DocumentType, source: Source, reference: Reference) -> list[Problem]:
    """1.1.4: no more than the source has left (I28)."""
    problems: list[Problem] = []
    for one in (source, None if ahead_rules.stays_invoiced(kind, source) else source.origin):
        rule = kind.source(one.type_code) if one is not None else None
        if one is not None and rule is not None and (one is source or not rule.ahead):
            # of the order behind an arrival or a notice: what lies between counts once, what was ordered anew always
            less = rule.less if one is source else tuple(code for code in rule.less if code == one.type_code)
            problems.extend(_carry_from(line, kind, one, rule, reference, less))
    ahead_rules.leave_between(line, kind, source)
    return problems[:1]


def limit_of(source: Source, rule: From, tolerance: Decimal = ZERO) -> Decimal:
    """How much of a source line may be carried in all, in base units; an order line's own tolerance goes first."""
    own = source.data.get("over_pct") if rule.tolerance else None
    return whole_of(source, rule) * (1 + (D(own) if own else tolerance))


def whole_of(source: Source, rule: From) -> Decimal:
    """What of a source line is there to be carried, in base units: its quantity, or what its type says."""
    return rule.limit(source) if rule.limit is not None else abs(source.quantity_base)


def _carry_from(
    line: PaperLine, kind: DocumentType, source: Source, rule: From, reference: Reference, less: tuple[str, ...]
) -> list[Problem]:
    asked, used = abs(line.quantity_base), abs(source.carried_quantity(kind.code, *less))
    limit = limit_of(source, rule, reference.tolerances.get(rule.tolerance, ZERO))
    source.carry(kind.code, line.quantity_base, *shares_of(line), line.weight)
    if not rule.counts or used + asked <= limit:
        return []
    product = reference.products.get(source.product_id)
    refusal = rule.too_much or errors.CarriesTooMuch
    too_much: Problem = refusal(
        source_number=source.number,
        line_source_no=source.line_no,
        product=product.name if product else "",
        asked=asked,
        left=max(limit - used, ZERO),
    )
    return [too_much.at(field="quantity")]
