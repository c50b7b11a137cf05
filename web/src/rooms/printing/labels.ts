/** How many labels of what, as the server takes it. */
import type { LabelsOrder } from '@/api/prints'
import type { DocumentDetail } from '@/api/types'
import type { LabelGoods } from '@/shared/printing'

const whole = (count: number): number => (Number.isInteger(count) && count > 0 ? Math.min(count, 2000) : 0)

/** Labels of the rows that want any. */
export const labelsOf = (goods: LabelGoods[]): LabelsOrder['labels'] =>
  goods.filter((one) => whole(one.count)).map((one) => ({ product: one.id, unit: one.unit ?? null, count: whole(one.count) }))

export const totalOf = (goods: LabelGoods[]): number => goods.reduce((sum, one) => sum + whole(one.count), 0)

/** The goods of a document: one label of each line, and how many pieces there are. */
export function goodsOf(detail: Pick<DocumentDetail, 'lines'>): LabelGoods[] {
  return detail.lines.flatMap((line) => {
    const product = line.product as { id: string; name: string } | null | undefined
    const unit = line.unit as { id: string } | null | undefined
    return product ? [{ id: product.id, name: product.name, unit: unit?.id ?? null, count: 1, pieces: whole(Math.ceil(Number(line.quantity ?? 0))) }] : []
  })
}
