/** A scan under way: what was scanned, from which paper, and the request it becomes. Quantities are text in base units. */
import type { Problem } from '@/api/client'
import type { Pullable, PullableLine } from '@/api/types'
import { add, compare, divide, isZero, multiply, round, trim } from '@/kit/num'

export type ScanKind = 'in' | 'out' | 'count'
interface Named {
  id: string
  name: string
}

/** What the server said no to, and of which product. */
export interface Refusal {
  product: string
  problem: Problem
}

export interface ScanLine {
  key: string
  product: Named & { code: string; specification: string; tracking: string }
  unit: Named // base unit
  quantity: string
  lot_no: string
  expires_on: string
  produced_on?: string // said by the code that was scanned
  serials: string[]
  price: string // of a base unit as the catalogue has it; empty where there is none
}

export interface ScanSession {
  kind: ScanKind
  intent: string // the refused intent this one mends, or empty
  refusals: Refusal[]
  order: Pullable | null
  count: { id: string; number: string; warehouse: string; round: 1 | 2 } | null
  adds: boolean // a count: added to what was counted before, or in its place
  warehouse: Named | null
  party: Named | null
  lines: ScanLine[]
  pictures: Blob[]
  signature: Blob | null
  started: string
}

export const TYPES = { in: 'purchase_receipt', out: 'sales_issue' } as const

export const newScan = (kind: ScanKind, at: string): ScanSession => ({
  kind, intent: '', refusals: [], order: null, count: null, adds: true, warehouse: null, party: null, lines: [], pictures: [], signature: null, started: at,
})

const idOf = (value: unknown): string => (value && typeof value === 'object' ? String((value as Named).id ?? '') : String(value ?? ''))

/** The order's lines of a product, with something left. */
export const orderLines = (order: Pullable, product: string): PullableLine[] => order.lines.filter((line) => idOf(line.product) === product)

/** How much of a product the order still asks for, in base units. */
export const leftOf = (order: Pullable, product: string): string => orderLines(order, product).reduce((sum, line) => add(sum, line.source.left), '0')

/** How much of a product was scanned, whatever its lots. */
export const scannedOf = (scan: ScanSession, product: string): string => scan.lines.filter((line) => line.product.id === product).reduce((sum, line) => add(sum, line.quantity), '0')

/** Base units in the unit of the order's line where that comes out even and may have so many places, else in the base unit. */
function inUnitOf(line: PullableLine, base: string, unit: string): { unit: string; quantity: string } {
  const left = line.source.left
  if (isZero(left) || compare(left, line.quantity) === 0) return { unit: idOf(line.unit) || unit, quantity: trim(base) }
  const quantity = divide(multiply(base, line.quantity), left, 6)
  const places = Number((line.unit as { precision?: number } | null)?.precision ?? 6)
  const isEven = compare(multiply(quantity, left), multiply(base, line.quantity)) === 0 && compare(round(quantity, places), quantity) === 0
  return isEven ? { unit: idOf(line.unit) || unit, quantity: trim(quantity) } : { unit, quantity: trim(base) }
}

const lotOf = (line: ScanLine): Record<string, unknown> => ({
  ...(line.lot_no ? { lot_no: line.lot_no } : {}),
  ...(line.lot_no && line.produced_on ? { produced_on: line.produced_on } : {}),
  ...(line.lot_no && line.expires_on ? { expires_on: line.expires_on } : {}),
  ...(line.serials.length ? { serials: line.serials.join(' ') } : {}),
})

/** What the order's line says of its own beside product and quantity. */
function carried(line: PullableLine): Record<string, unknown> {
  const told = Object.entries(line).filter(([key, value]) => !['source', 'product', 'unit', 'quantity', 'price'].includes(key) && value !== null && value !== '')
  return Object.fromEntries(told.map(([key, value]) => [key, typeof value === 'object' ? idOf(value) : value]))
}

/** The scanned quantity of a line on the order's lines of its product, the first first; what is too much stays on the last. */
function fromOrder(order: Pullable, line: ScanLine, taken: Map<string, string>): Record<string, unknown>[] {
  const lines = orderLines(order, line.product.id)
  const made: Record<string, unknown>[] = []
  let rest = line.quantity
  lines.forEach((source, at) => {
    if (isZero(rest)) return
    const open = add(source.source.left, `-${taken.get(source.source_line) ?? '0'}`.replace('--', ''))
    const isLast = at === lines.length - 1
    if (!isLast && compare(open, '0') <= 0) return
    const share = isLast || compare(rest, open) <= 0 ? rest : open
    taken.set(source.source_line, add(taken.get(source.source_line) ?? '0', share))
    rest = add(rest, `-${share}`)
    made.push({ ...carried(source), product: line.product.id, ...inUnitOf(source, share, line.unit.id), ...lotOf(line) })
  })
  return made
}

/** Lines without an order bring the catalogue's price; a draft leaves it to who knows it. */
const fromCatalogue = (line: ScanLine): Record<string, unknown> => ({
  product: line.product.id, unit: line.unit.id, quantity: trim(line.quantity), ...(line.price ? { price: line.price } : {}), ...lotOf(line),
})

/** The document a scan makes; `remark` says when it was scanned. */
export function documentOf(scan: ScanSession, facts: { id: string; day: string; remark: string }): Record<string, unknown> {
  const head = Object.entries(scan.order?.body ?? {}).filter(([, value]) => value !== null && value !== '')
  const taken = new Map<string, string>()
  const lines = scan.lines.filter((line) => !isZero(line.quantity))
  const { order } = scan
  return {
    ...Object.fromEntries(head.map(([key, value]) => [key, value && typeof value === 'object' ? idOf(value) : value])),
    ...(order ? {} : { price_mode: scan.kind === 'in' ? 'EXCL' : 'INCL' }), // as the catalogue's prices are
    business_on: facts.day,
    party: scan.party?.id ?? null,
    warehouse: scan.warehouse?.id ?? null,
    remark: facts.remark,
    source_system: 'phone',
    source_number: facts.id,
    lines: lines.flatMap((line) => (order ? fromOrder(order, line, taken) : [fromCatalogue(line)])),
  }
}

/** What a counted scan says. */
export const entriesOf = (scan: ScanSession): Record<string, unknown> => ({
  round: scan.count?.round ?? 1,
  entries: scan.lines.map((line) => ({ code: line.product.code, lot_no: line.lot_no, quantity: trim(line.quantity), adds: scan.adds, line: null })),
})

/** Goods without an order and without a price are kept as a draft for who knows the price. */
export const lacksPrice = (scan: ScanSession): boolean => !scan.order && scan.lines.some((line) => !line.price)
