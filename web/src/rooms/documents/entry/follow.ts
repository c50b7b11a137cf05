/** What follows in a line when a cell of it is written: unit, tax and price of the product, amounts. */
import type { DocumentType, LookupHit, ProductCheck, ProductUnit } from '@/api/types'
import { type Cell, type GridRow, isPicked, type Picked } from '@/kit/grid/cells'
import { compare, divide, isNumber, isZero, multiply, trim } from '@/kit/num'
import { hasTax } from '@/shared/amounts'
import { type Amounts, givenAmounts, lineAmounts, NOTHING, priceFor, totalOf } from './amounts'
import { SOURCE } from './columns'
import { isWritten } from './paper'

const has = (type: DocumentType, key: string): boolean => type.lines.some((field) => field.key === key)
export const textOf = (cell: Cell): string => (typeof cell === 'string' && isNumber(cell) ? cell : '')

/** Tax rate of a line: of its tax code, as typed, or of its product. */
export function rateOf(row: GridRow): string {
  const { tax_code: code, tax_rate: typed, product } = row.cells
  if (isPicked(code) && typeof code.rate === 'string') return code.rate
  if (typeof typed === 'string') return typed
  const own = isPicked(product) ? (product as unknown as LookupHit).tax_code : null
  return own?.rate ?? '0'
}

/** The units a product is counted in, its base unit first. */
export function unitsOf(product: Cell): Picked[] {
  if (!isPicked(product)) return []
  const { base_unit: base, units = [] } = product as unknown as LookupHit
  const all: ProductUnit[] = [...(base ? [{ ...base, numerator: '1', denominator: '1' }] : []), ...units]
  const seen = new Set<string>()
  return all.filter((unit) => !seen.has(unit.id) && seen.add(unit.id)).map((unit) => ({ ...unit }))
}

/** What the live checks know of the product of a line; one that was carried here brings no units of its own. */
export function tellOfProduct(row: GridRow, check: ProductCheck | undefined): void {
  const { cells } = row
  cells.available = check?.available ?? null
  if (check && isPicked(cells.product) && !cells.product.base_unit) cells.product = { ...cells.product, base_unit: check.base_unit, units: check.units }
}

/** What is typed, in base units; "" while nothing is. */
export function baseQuantity(row: GridRow): string {
  const quantity = textOf(row.cells.quantity)
  const { product, unit } = row.cells
  if (!quantity || !isPicked(unit)) return quantity
  const known = unitsOf(product).find((one) => one.id === unit.id)
  return known ? divide(multiply(quantity, String(known.numerator ?? '1')), String(known.denominator ?? '1'), 6) : quantity
}

/** Whether the goods of a line are counted in pieces and valued by weight (B2). */
export const isWeighed = (row: GridRow): boolean => isPicked(row.cells.product) && !!row.cells.product.aux_unit
const isByWeight = (row: GridRow): boolean => isWeighed(row) && (isPicked(row.cells.price_by) ? row.cells.price_by.id : row.cells.price_by) !== 'piece'

/** What the price of a line is multiplied by: its weight where the product is weighed and priced so, else its quantity (B2). */
export function measureOf(row: GridRow, type: DocumentType): string {
  return isByWeight(row) && has(type, 'aux_quantity') ? textOf(row.cells.aux_quantity) : textOf(row.cells.quantity)
}

/** What a line's cost goes by: the weight of goods that are weighed, else base units; "" while it is not typed. */
export const costMeasure = (row: GridRow): string => (isWeighed(row) ? textOf(row.cells.aux_quantity) : baseQuantity(row))

/** An order of work: what is paid for is the work on our goods, which no product has a price of. */
const paysForWork = (type: DocumentType): boolean => type.department === 'manufacturing' && type.party === 'supplier'

/** The price that a product brings along for the unit, or "". */
export function usualPrice(row: GridRow, type: DocumentType, mode: string): string {
  const { product, unit } = row.cells
  if (!isPicked(product) || paysForWork(type)) return ''
  const hit = product as unknown as LookupHit
  const isBuying = type.party === 'supplier'
  const base = isBuying ? hit.purchase_price : hit.sale_price
  if (!base) return ''
  const chosen = isPicked(unit) && !isByWeight(row) ? unitsOf(product).find((one) => one.id === unit.id) : undefined
  return priceFor(base, !isBuying, rateOf(row), mode, String(chosen?.numerator ?? '1'), String(chosen?.denominator ?? '1'))
}

const AMOUNT_MAKERS = new Set(['aux_quantity', 'price_by', 'quantity', 'price', 'discount_amount', 'tax_code', 'product', 'unit'])
const AMOUNTS = [['amount_net', 'net'], ['amount_tax', 'tax'], ['amount_incl', 'incl']] as const

/** Amounts in the line that are what quantity and price make were computed, not typed: they follow when those change. */
function dropComputed(row: GridRow, type: DocumentType, mode: string): void {
  if (!hasTax(type) || !has(type, 'amount_net')) return
  const { cells } = row
  const made = lineAmounts({ quantity: measureOf(row, type), price: textOf(cells.price), discount: textOf(cells.discount_amount), rate: rateOf(row), mode })
  if (!AMOUNTS.every(([key, part]) => !textOf(cells[key]) || compare(textOf(cells[key]), made[part]) === 0)) return
  for (const [key] of AMOUNTS) if (has(type, key)) cells[key] = null
}

/** Writes a cell and what follows from it. `mode` is the price mode of the document. */
export function write(row: GridRow, column: string, value: Cell, type: DocumentType, mode: string): void {
  const { cells } = row
  const wasUsual = has(type, 'price') && (!cells.price || cells.price === usualPrice(row, type, mode))
  if (!isWritten(row, type) && value !== null) for (const field of type.lines) cells[field.key] ??= field.default || null
  if (AMOUNT_MAKERS.has(column)) dropComputed(row, type, mode)
  if (AMOUNT_MAKERS.has(column) && cells.label_amount) cells.label_amount = null // the line is no longer as on the label
  cells[column] = column === 'lot_no' && isPicked(value) ? value.name : value
  if (column === 'lot_no' && isPicked(value)) for (const key of ['produced_on', 'expires_on', 'bin']) if (has(type, key) && typeof value[key] === 'string') cells[key] = value[key] || null
  if (column === 'product') {
    const hit = isPicked(value) ? (value as unknown as LookupHit) : null
    cells.specification = hit?.specification ?? null
    cells.available = hit?.stock?.[0]?.available ?? null
    if (has(type, 'unit')) cells.unit = unitsOf(value).find((unit) => unit.id === hit?.scanned_unit?.id) ?? unitsOf(value)[0] ?? null
    if (has(type, 'tax_code')) cells.tax_code = hit?.tax_code ? { ...hit.tax_code, name: taxName(hit.tax_code) } : null
  }
  if (isPicked(value) && typeof value.residual === 'string' && has(type, 'amount_incl') && !cells.amount_incl) {
    cells.amount_incl = value.residual.replace('-', '') // an open item is settled as a whole unless somebody says less
  }
  if ((column === 'product' || column === 'unit' || column === 'tax_code') && wasUsual && cells.is_gift !== true) {
    cells.price = usualPrice(row, type, mode) || (column === 'product' ? null : cells.price)
  }
}

/** What became of a line whose unit was switched, to be told. */
export interface Switched {
  row: string
  product: string
  from: string // "24 瓶"
  to: string // "2 箱"
  isConverted: boolean // the quantity too: it came out even
  price: { from: string; to: string } | null
  typed: string // the quantity as it stood
}

/**
 * Another unit for a line that was already typed: the goods and their worth stay. The quantity becomes that of the same goods
 * where it comes out even in the new unit, else the typed number stays; the price becomes that of the new unit.
 */
export function switchUnit(row: GridRow, unit: Picked, type: DocumentType, mode: string): Switched | null {
  const { cells } = row
  const units = unitsOf(cells.product)
  const [before, after] = [units.find((one) => isPicked(cells.unit) && one.id === cells.unit.id), units.find((one) => one.id === unit.id)]
  const [typed, oldPrice] = [textOf(cells.quantity), textOf(cells.price)]
  write(row, 'unit', unit, type, mode)
  if (!before || !after || before.id === after.id || (!typed && !oldPrice)) return null
  // one of the new unit is (top / bottom) of the old one
  const top = multiply(String(after.numerator ?? '1'), String(before.denominator ?? '1'))
  const bottom = multiply(String(after.denominator ?? '1'), String(before.numerator ?? '1'))
  const places = Number(after.precision ?? 0)
  const wanted = typed ? divide(multiply(typed, bottom), top, places) : ''
  const isConverted = !!typed && compare(multiply(wanted, top), multiply(typed, bottom)) === 0
  if (isConverted) cells.quantity = trim(wanted)
  if (oldPrice && cells.price === oldPrice) cells.price = trim(divide(multiply(oldPrice, top), bottom, 8))
  const newPrice = textOf(cells.price)
  return {
    row: row.key,
    product: isPicked(cells.product) ? cells.product.name : '',
    from: typed ? `${typed} ${before.name}` : before.name,
    to: typed ? `${textOf(cells.quantity)} ${after.name}` : after.name,
    isConverted,
    price: oldPrice && newPrice && compare(oldPrice, newPrice) !== 0 ? { from: oldPrice, to: newPrice } : null,
    typed,
  }
}

const taxName = (code: { code: string; name?: string }): string => code.name ?? code.code

/** The amounts of a line: typed as on the paper, or from quantity and price; nothing for a gift. */
export function amountsOf(row: GridRow, type: DocumentType, mode: string): Amounts {
  const { cells } = row
  const given = givenAmounts(
    has(type, 'amount_net') ? textOf(cells.amount_net) : '',
    has(type, 'amount_tax') ? textOf(cells.amount_tax) : '',
    has(type, 'amount_incl') ? textOf(cells.amount_incl) : '',
    hasTax(type) ? rateOf(row) : '0',
  )
  if (given) return given
  const label = has(type, 'label_amount') ? textOf(cells.label_amount) : ''
  if (label) return givenAmounts('', '', label, rateOf(row)) ?? NOTHING
  if (!hasTax(type) || cells.is_gift === true) return NOTHING
  return lineAmounts({ quantity: measureOf(row, type), price: textOf(cells.price), discount: textOf(cells.discount_amount), rate: rateOf(row), mode })
}

/**
 * Puts computed amounts into the cells that show them. A line that takes its price from its source shows what the server
 * `told`.
 */
function show(row: GridRow, type: DocumentType, mode: string, told: Map<string, Amounts>): Amounts {
  const isShare = isPicked(row.cells[SOURCE]) && !textOf(row.cells.price)
  const own = amountsOf(row, type, mode)
  const amounts = isShare && isZero(own.incl) ? (told.get(row.key) ?? NOTHING) : own
  const isShown = isPicked(row.cells.product) && amounts !== NOTHING
  for (const [key, part] of AMOUNTS) {
    const amount = amounts[part]
    if (!has(type, key)) row.cells[key] = isShown ? amount : null
    else if (hasTax(type)) row.hints = { ...row.hints, [key]: isZero(amount) ? '' : amount }
  }
  return amounts
}

/** The amounts of all lines, of which only those that changed are computed again. */
export class LineTotals {
  private readonly known = new Map<string, Amounts>()
  readonly told = new Map<string, Amounts>()

  constructor(private readonly type: DocumentType) {}

  /** The totals; `changed` names the rows to compute again, all of them when it is left out. */
  of(rows: GridRow[], mode: string, changed?: Set<string>): Amounts {
    const all = rows.map((row) => {
      const before = changed && !changed.has(row.key) ? this.known.get(row.key) : undefined
      const amounts = before ?? show(row, this.type, mode, this.told)
      this.known.set(row.key, amounts)
      return amounts
    })
    return totalOf(all)
  }
}
