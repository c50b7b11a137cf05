/** How many labels of what, as the server takes it. */
import type { GoodsToLabel, LabelOrder } from '@/api/prints'
import type { DocumentDetail } from '@/api/types'
import { compare, divide, multiply, trim } from '@/kit/num'
import type { LabelGoods } from '@/shared/printing'

export const LABELS_MAX = 2000

const whole = (count: number): number => (Number.isInteger(count) && count > 0 ? Math.min(count, LABELS_MAX) : 0)
/** The next whole number at or above a quantity. */
const upTo = (quantity: string): number => whole(Math.ceil(Number(quantity)))

/** Labels of the rows that want any. */
export const labelsOf = (goods: LabelGoods[]): LabelOrder[] =>
  goods.filter((one) => whole(one.count)).map((one) => ({
    product: one.id, unit: one.unit ?? null, count: whole(one.count),
    lot_no: one.lot ?? '', produced_on: one.produced ?? null, expires_on: one.expires ?? null, serials: one.serials ?? [], weight: one.weight || null,
  }))

export const totalOf = (goods: LabelGoods[]): number => goods.reduce((sum, one) => sum + whole(one.count) * (one.serials?.length || 1), 0)

/** Whether a row says what only labels for lots, pieces or weighed goods can show. */
export const isTracked = (goods: LabelGoods[]): boolean => goods.some((one) => one.lot || one.serials?.length || one.weight)

/** So many pieces counted in another unit, the last one not full: 30 bottles are 3 cases of 12. */
export function piecesIn(pieces: number, from: string | null | undefined, to: string, units: GoodsToLabel['units']): number {
  const times = (id: string | null | undefined): string => units.find((one) => one.id === id)?.times ?? '1'
  if (compare(times(to), '0') <= 0) return pieces
  return upTo(divide(multiply(String(pieces), times(from)), times(to), 6))
}

const texts = (value: unknown): string[] => (typeof value === 'string' ? value.split(/[\s,,;;、]+/) : Array.isArray(value) ? value.map(String) : []).filter(Boolean)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The goods of a document: one label of each line, and how many pieces there are. What a line weighs is shared by its pieces. */
export function goodsOf(detail: Pick<DocumentDetail, 'lines'>): LabelGoods[] {
  return detail.lines.flatMap((line): LabelGoods[] => {
    const product = line.product as { id: string; name: string } | null | undefined
    const unit = line.unit as { id: string } | null | undefined
    if (!product) return []
    const pieces = upTo(text(line.quantity) || '0')
    const weighed = text(line.aux_quantity)
    const serials = texts(line.serials)
    return [{
      id: product.id, name: product.name, unit: unit?.id ?? null, count: 1, pieces: serials.length ? 1 : pieces,
      lot: text(line.lot_no), produced: text(line.produced_on) || null, expires: text(line.expires_on) || null,
      ...(serials.length ? { serials } : {}), ...(weighed && pieces ? { weight: trim(divide(weighed, String(pieces), 3)) } : {}),
    }]
  })
}
