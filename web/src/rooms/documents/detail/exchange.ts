/** What is typed in an exchange, and as the server takes it. Pure. */
import type { components } from '@/api/schema'
import { type GridRow, isPicked } from '@/kit/grid/cells'
import { compare, isNumber, isZero } from '@/kit/num'
import { textOf } from '@/rooms/documents/entry/follow'

export type ExchangeBody = components['schemas']['ExchangeBody']
export type Instead = components['schemas']['InsteadAnswer']
type Back = components['schemas']['BackBody']

/** A line of the issue of which something can come back. */
export interface BackRow {
  line: string
  name: string
  code: string
  unit: string
  left: string // in the unit of the line
  lot: string
  isSerial: boolean
  quantity: string
  verdict: string
  serials: string
}

interface Named { id: string; name: string; code?: string; tracking?: string }

/** The lines of what `carry` gives for a return. */
export const backRows = (lines: Record<string, unknown>[]): BackRow[] =>
  lines.map((line) => {
    const [product, unit] = [line.product as Named | null, line.unit as Named | null]
    return {
      line: String(line.source_line), name: product?.name ?? '', code: product?.code ?? '', unit: unit?.name ?? '', left: String(line.quantity ?? ''),
      lot: typeof line.lot_no === 'string' ? line.lot_no : '', isSerial: product?.tracking === 'serial', quantity: '', verdict: 'available', serials: '',
    }
  })

const isPositive = (text: string): boolean => isNumber(text) && !isZero(text) && compare(text, '0') > 0

/** More is typed than can come back. */
export const isTooMuch = (row: BackRow): boolean => isPositive(row.quantity) && compare(row.quantity, row.left) > 0

const backOf = (row: BackRow): Back => ({ line: row.line, quantity: row.quantity, verdict: row.verdict as 'available', serials: row.serials })

const insteadOf = ({ cells }: GridRow): components['schemas']['InsteadBody'] => ({
  product: isPicked(cells.product) ? cells.product.id : '',
  unit: isPicked(cells.unit) ? cells.unit.id : null,
  quantity: textOf(cells.quantity),
  price: textOf(cells.price) || null,
  serials: typeof cells.serials === 'string' ? cells.serials : '',
  lot_no: '',
  bin: '',
})

/** The exchange as it is typed; null until something comes back, something goes out and a reason is chosen. */
export function bodyOf(day: string, reason: string, back: BackRow[], instead: GridRow[]): ExchangeBody | null {
  const [returned, sent] = [back.filter((row) => isPositive(row.quantity)), instead.filter((row) => isPicked(row.cells.product))]
  if (!reason || !returned.length || !sent.length || sent.some((row) => !isPositive(textOf(row.cells.quantity)))) return null
  return { business_on: day, reason, back: returned.map(backOf), instead: sent.map(insteadOf) }
}

/** The same with the lots that were shown: those and no others go. */
export const withLots = (body: ExchangeBody, instead: Instead[]): ExchangeBody => ({ ...body, instead })
