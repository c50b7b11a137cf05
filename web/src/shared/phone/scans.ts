/** A scan under way: what was scanned, from which paper, and the request it becomes. Quantities are text in base units. */
import type { Problem } from '@/api/client'
import type { Pullable, PullableLine } from '@/api/types'
import { add, compare, divide, isZero, multiply, round, subtract, trim } from '@/kit/num'

export const KINDS = ['in', 'out', 'move', 'arrive', 'use', 'count'] as const
export type ScanKind = (typeof KINDS)[number]
/** What becomes of goods that were sent and did not arrive (D-TRI). */
export type Rest = 'stays' | 'lost' | 'returned'
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
  product: Named & { code: string; specification: string; tracking: string; weight?: { unit: string; precision: number } | null }
  unit: Named // base unit
  quantity: string
  weight?: string // of all of them, in the second unit of goods that are weighed (B2); empty where nobody weighed
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
  warehouse_to: Named | null // of goods that are moved
  is_sent: boolean // moved in two steps: sent now, received by somebody there
  department: Named | null // of goods that are used
  purpose: string
  rest: Rest | '' // of what did not arrive
  answers: 'company' | 'party' // for what was lost
  responsible: string
  lines: ScanLine[]
  pictures: Blob[]
  signature: Blob | null
  started: string
}

const TYPES = { in: 'purchase_receipt', out: 'sales_issue', arrive: 'transfer_in', use: 'internal_issue', count: '' } as const
/** The type of document that a scan makes; none for a count. */
export const typeFor = (kind: ScanKind, isSent = false): string => (kind === 'move' ? (isSent ? 'transfer_out' : 'transfer_direct') : TYPES[kind])
/** Those that say whose goods they are and at what price. */
export const isTrade = (kind: ScanKind): boolean => kind === 'in' || kind === 'out'
/** Goods leave a place of ours by it: they must be there, and their lots are found where none was named. */
export const leaves = (kind: ScanKind): boolean => ['out', 'move', 'use'].includes(kind)
/** Whether its goods have to be weighed: what stays with us goes at the average where nobody did. */
export const mustWeigh = (kind: ScanKind): boolean => ['in', 'out', 'use'].includes(kind)

export const newScan = (kind: ScanKind, at: string): ScanSession => ({
  kind, intent: '', refusals: [], order: null, count: null, adds: true, warehouse: null, party: null, warehouse_to: null, is_sent: false, department: null, purpose: kind === 'use' ? 'office' : '', rest: '', answers: 'company', responsible: '', lines: [], pictures: [], signature: null, started: at,
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

/** The share of a line's weight that belongs to `part` of its quantity behind `before`; the shares make up the whole. */
export function weightOf(line: ScanLine, before: string, part: string): Record<string, unknown> {
  const { weight } = line.product
  if (!weight || isZero(line.weight || '0') || isZero(line.quantity)) return {}
  const upTo = (at: string): string => (compare(at, line.quantity) === 0 ? line.weight! : round(divide(multiply(line.weight!, at), line.quantity, 6), weight.precision))
  return { aux_quantity: trim(subtract(upTo(add(before, part)), upTo(before))) }
}

const SAID_ANEW = ['source', 'product', 'unit', 'quantity', 'price', 'aux_quantity', 'label_amount']
/** What the order's line says of its own beside product, quantity and weight. */
function carried(line: PullableLine): Record<string, unknown> {
  const told = Object.entries(line).filter(([key, value]) => !SAID_ANEW.includes(key) && value !== null && value !== '')
  return Object.fromEntries(told.map(([key, value]) => [key, typeof value === 'object' ? idOf(value) : value]))
}

/** Lines of that lot where the order tells lots apart, else all of them. */
function ofLot(lines: PullableLine[], lot: string): PullableLine[] {
  const same = lines.filter((one) => !lot || !one.lot_no || one.lot_no === lot)
  return same.length ? same : lines
}

/** What was sent and not scanned as arrived, by product. */
export function shortOf(scan: ScanSession): { product: Named; quantity: string }[] {
  const { order } = scan
  if (scan.kind !== 'arrive' || !order) return []
  const products = new Map(order.lines.map((line) => [idOf(line.product), line.product as unknown as Named]))
  return [...products].map(([id, product]) => ({ product, quantity: subtract(leftOf(order, id), scannedOf(scan, id)) })).filter((one) => compare(one.quantity, '0') > 0)
}

/** What of each sent line did not arrive: lost or sent back; what is still on its way has no line. */
function notArrived(scan: ScanSession, order: Pullable, taken: Map<string, string>): Record<string, unknown>[] {
  if (scan.rest !== 'lost' && scan.rest !== 'returned') return []
  const scanned = new Set(scan.lines.flatMap((line) => line.serials))
  const baseOf = (product: string): string => scan.lines.find((line) => line.product.id === product)?.unit.id ?? '' // what was not scanned at all is told in the order's unit
  return order.lines.flatMap((source) => {
    const open = subtract(source.source.left, taken.get(source.source_line) ?? '0')
    if (compare(open, '0') <= 0) return []
    const serials = typeof source.serials === 'string' ? { serials: source.serials.split(/[\s,]+/).filter((one) => one && !scanned.has(one)).join(' ') } : {}
    const bears = scan.rest === 'lost' ? { answers: scan.answers, ...(scan.answers === 'party' ? { responsible: scan.responsible.trim() } : {}) } : {}
    return [{ ...carried(source), product: idOf(source.product), ...inUnitOf(source, open, baseOf(idOf(source.product))), ...serials, outcome: scan.rest, ...bears }]
  })
}

/** The scanned quantity of a line on the order's lines of its product, the first first; what is too much stays on the last. */
function fromOrder(order: Pullable, line: ScanLine, taken: Map<string, string>, kind: ScanKind): Record<string, unknown>[] {
  const arrived = kind === 'arrive' ? { outcome: 'received' } : {}
  const lines = ofLot(orderLines(order, line.product.id), line.lot_no)
  const made: Record<string, unknown>[] = []
  let rest = line.quantity
  lines.forEach((source, at) => {
    if (isZero(rest)) return
    const open = add(source.source.left, `-${taken.get(source.source_line) ?? '0'}`.replace('--', ''))
    const isLast = at === lines.length - 1
    if (!isLast && compare(open, '0') <= 0) return
    const share = isLast || compare(rest, open) <= 0 ? rest : open
    taken.set(source.source_line, add(taken.get(source.source_line) ?? '0', share))
    const weight = weightOf(line, subtract(line.quantity, rest), share)
    rest = subtract(rest, share)
    made.push({ ...carried(source), ...arrived, product: line.product.id, ...inUnitOf(source, share, line.unit.id), ...lotOf(line), ...weight })
  })
  return made
}

/** Lines without an order bring the catalogue's price; a draft leaves it to who knows it. */
const fromCatalogue = (scan: ScanSession, line: ScanLine): Record<string, unknown> => ({
  product: line.product.id, unit: line.unit.id, quantity: trim(line.quantity), ...(line.price && isTrade(scan.kind) ? { price: line.price } : {}),
  ...(scan.kind === 'use' ? { purpose: scan.purpose } : {}), ...lotOf(line), ...weightOf(line, '0', line.quantity),
})

/** Of the head what this kind of scan has beside what its order brings. */
function headOf(scan: ScanSession): Record<string, unknown> {
  const [warehouse, party] = [scan.warehouse?.id ?? null, scan.party?.id ?? null]
  if (scan.kind === 'move') return { warehouse, warehouse_to: scan.warehouse_to?.id ?? null }
  if (scan.kind === 'arrive') return { rest_stays: scan.rest === 'stays' && shortOf(scan).length > 0 }
  if (scan.kind === 'use') return { warehouse, department: scan.department?.id ?? null }
  return { ...(scan.order ? {} : { price_mode: scan.kind === 'in' ? 'EXCL' : 'INCL' }), party, warehouse } // as the catalogue's prices are
}

/** The document a scan makes; `remark` says when it was scanned. */
export function documentOf(scan: ScanSession, facts: { id: string; day: string; remark: string }): Record<string, unknown> {
  const head = Object.entries(scan.order?.body ?? {}).filter(([, value]) => value !== null && value !== '')
  const taken = new Map<string, string>()
  const lines = scan.lines.filter((line) => !isZero(line.quantity))
  const { order } = scan
  return {
    ...Object.fromEntries(head.map(([key, value]) => [key, value && typeof value === 'object' ? idOf(value) : value])),
    ...headOf(scan),
    business_on: facts.day,
    remark: facts.remark,
    source_system: 'phone',
    source_number: facts.id,
    lines: [...lines.flatMap((line) => (order ? fromOrder(order, line, taken, scan.kind) : [fromCatalogue(scan, line)])), ...(order ? notArrived(scan, order, taken) : [])],
  }
}

/** What a counted scan says. */
export const entriesOf = (scan: ScanSession): Record<string, unknown> => ({
  round: scan.count?.round ?? 1,
  entries: scan.lines.map((line) => ({ code: line.product.code, lot_no: line.lot_no, quantity: trim(line.quantity), ...(line.product.weight && line.weight ? { weight: trim(line.weight) } : {}), adds: scan.adds, line: null })),
})

/** Goods without an order and without a price are kept as a draft for who knows the price. */
export const lacksPrice = (scan: ScanSession): boolean => isTrade(scan.kind) && !scan.order && scan.lines.some((line) => !line.price)
