/** What the live checks mean for a line: short or not, a price out of the ordinary, what is earned. Pure. */
import type { DocumentType, LastPrice, ProductCheck } from '@/api/types'
import { type GridRow, isPicked } from '@/kit/grid/cells'
import { add, compare, divide, isNegative, isZero, multiply, subtract } from '@/kit/num'
import { amountsOf, baseQuantity, costMeasure, rateOf, textOf, unitsOf, usualPrice } from './follow'
import { priceFor } from './amounts'

export type CheckOf = (product: string) => ProductCheck | undefined

/** A price this far from the last one is worth a look. */
const FAR = '0.2'

const productOf = (row: GridRow): string => (isPicked(row.cells.product) ? row.cells.product.id : '')

/** Base quantities wanted of each product by all lines together. */
export function wantedOf(rows: GridRow[]): Map<string, string> {
  const wanted = new Map<string, string>()
  for (const row of rows) {
    const [product, quantity] = [productOf(row), baseQuantity(row)]
    if (product && quantity) wanted.set(product, add(wanted.get(product) ?? '0', quantity))
  }
  return wanted
}

/** How much is missing for this line's product, all its lines counted; "" when there is enough. */
export function shortBy(row: GridRow, wanted: Map<string, string>, checkOf: CheckOf): string {
  const check = checkOf(productOf(row))
  const all = wanted.get(productOf(row))
  if (!check || !all) return ''
  const left = subtract(check.available, all)
  return isNegative(left) ? left.slice(1) : ''
}

function unitOf(row: GridRow): { numerator: string; denominator: string } {
  const { product, unit } = row.cells
  const known = isPicked(unit) ? unitsOf(product).find((one) => one.id === unit.id) : undefined
  return { numerator: String(known?.numerator ?? '1'), denominator: String(known?.denominator ?? '1') }
}

/** The last price in the unit of the line and the price mode of the document. */
export function lastFor(row: GridRow, last: LastPrice, mode: string): string {
  const { numerator, denominator } = unitOf(row)
  return priceFor(last.price, last.is_with_tax, rateOf(row), mode, numerator, denominator)
}

/** Price of one base unit without tax and after discount, from the line's own amounts; "" while there is none. */
function netOfOne(row: GridRow, type: DocumentType, mode: string): string {
  const quantity = costMeasure(row)
  if (!quantity || isZero(quantity) || !textOf(row.cells.price)) return ''
  return divide(amountsOf(row, type, mode).net, quantity, 8)
}

export type PriceNote = 'below' | 'high' | 'low' | ''

/** below: sold for less than it cost; high, low: far from the last price. Gifts have no price to look at. */
export function priceNote(row: GridRow, check: ProductCheck | undefined, type: DocumentType, mode: string): PriceNote {
  const price = textOf(row.cells.price)
  if (!check || !price || row.cells.is_gift === true) return ''
  const net = netOfOne(row, type, mode)
  if (type.party === 'customer' && check.cost && net && compare(net, check.cost) < 0) return 'below'
  const last = check.last ? lastFor(row, check.last, mode) : ''
  if (!last || isZero(last)) return ''
  const change = subtract(divide(price, last, 4), '1')
  if (compare(change, FAR) > 0) return 'high'
  return compare(change, `-${FAR}`) < 0 ? 'low' : ''
}

/** 毛利: what is earned by lines whose cost is known, and as a share of what they bring; null when nothing is known. */
export function profitOf(rows: GridRow[], checkOf: CheckOf, type: DocumentType, mode: string): { amount: string; share: string } | null {
  let [earned, brought, isKnown] = ['0', '0', false]
  for (const row of rows) {
    const [check, quantity] = [checkOf(productOf(row)), costMeasure(row)]
    if (!check?.cost || !quantity) continue
    const { net } = amountsOf(row, type, mode)
    brought = add(brought, net)
    earned = add(earned, subtract(net, multiply(quantity, check.cost)))
    isKnown = true
  }
  if (!isKnown) return null
  return { amount: earned, share: isZero(brought) ? '' : divide(earned, brought, 4) }
}

/** 价目: the price that holds for the line's quantity, in its unit and the document's price mode; null when none was agreed. */
export function agreedFor(row: GridRow, check: ProductCheck | undefined, mode: string): { price: string; of: string } | null {
  const base = baseQuantity(row) || '0'
  const steps = (check?.agreed ?? []).filter((one, index) => index === 0 && isZero(base) ? true : compare(one.minimum, base) <= 0)
  const found = steps.at(-1)
  if (!found) return null
  const { numerator, denominator } = unitOf(row)
  return { price: priceFor(found.price, found.is_with_tax, rateOf(row), mode, numerator, denominator), of: found.of }
}

/** Writes agreed prices into lines whose price nobody typed: it is the usual one, or one that was agreed before. */
export function fillAgreed(rows: GridRow[], checkOf: CheckOf, type: DocumentType, mode: string): string[] {
  if (type.party !== 'customer' || !type.lines.some((field) => field.key === 'price')) return []
  const filled: string[] = []
  for (const row of rows) {
    const { cells } = row
    if (cells.is_gift === true || isPicked(cells.source_line)) continue
    const agreed = agreedFor(row, checkOf(productOf(row)), mode)
    const typed = textOf(cells.price)
    const before = typeof cells.agreed === 'string' ? cells.agreed : ''
    const isOurs = !typed || typed === before || typed === usualPrice(row, type, mode)
    if (!agreed || !isOurs || typed === agreed.price) continue
    cells.price = agreed.price
    cells.agreed = agreed.price
    filled.push(row.key)
  }
  return filled
}
