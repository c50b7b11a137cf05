/** Lots while a document is typed: which columns they need, and putting in what is first to expire for people to look at. */
import { computed, type Ref, ref } from 'vue'
import * as calls from '@/api/calls'
import type { LotOffer } from '@/api/lots'
import type { DocumentType } from '@/api/types'
import { type Cell, isPicked, type GridRow } from '@/kit/grid/cells'
import { add, compare, subtract } from '@/kit/num'
import { baseQuantity, isWeighed, textOf, unitsOf } from './follow'
import type { Write } from '@/kit/grid/useResolving'
import { type Entry, toPosting, writtenRows } from './paper'

const trackingOf = (row: GridRow): string => (isPicked(row.cells.product) && typeof row.cells.product.tracking === 'string' ? row.cells.product.tracking : '')

/** Whether the line is of a kit, which leaves as its components. */
export const isKit = (row: GridRow): boolean => isPicked(row.cells.product) && !!row.cells.product.is_kit && !row.cells.source_line

/** Whether the line is of a dish, which takes its ingredients by recipe. */
export const isDish = (row: GridRow): boolean => isPicked(row.cells.product) && !!row.cells.product.is_dish && !row.cells.source_line

/** `lot`, `serial`, `weight`, `kit`, `dish` and `any`: what the products of these rows are told apart by, or what stands in the rows. */
export function toldApart(type: DocumentType, rows: GridRow[]): Set<string> {
  const found = new Set<string>()
  for (const row of rows) {
    const tracking = trackingOf(row)
    if (tracking && tracking !== 'none') found.add(tracking)
    if (isWeighed(row)) found.add('weight')
    if (isKit(row)) found.add('kit')
    if (isDish(row)) found.add('dish')
    for (const field of type.lines) if (field.shown_for && field.shown_for !== 'any' && row.cells[field.key]) found.add(field.shown_for)
  }
  if (found.size) found.add('any')
  return found
}

/** The offer that goes first, other rows having taken what they name. */
export function nextOut(offers: LotOffer[], others: GridRow[]): LotOffer | undefined {
  const taken = new Map<string, string>()
  for (const row of others) if (typeof row.cells.lot_no === 'string') taken.set(row.cells.lot_no, add(taken.get(row.cells.lot_no) ?? '0', baseQuantity(row) || '0'))
  return offers.find((one) => {
    if (one.reason) return false
    const gone = taken.get(one.lot_no) ?? '0'
    taken.set(one.lot_no, subtract(gone, one.quantity))
    return compare(one.quantity, gone) > 0
  })
}

export function useLots(type: DocumentType, entry: Ref<Entry>, split: (parts: Map<string, Record<string, Cell>[]>) => void) {
  const isPicking = ref(false)
  const takes = type.lines.some((field) => field.key === 'lot_no') && !type.is_red && (type.is_order || type.goods === 'out' || type.code === 'pick_list' || type.header.some((field) => field.key === 'warehouse_to'))
  const takesKits = takes && type.lines.some((field) => field.key === 'kit_lots')
  const withoutLots = ref(new Set<string>()) // kits, as they are in this document, of which no component comes in lots
  const waits = (row: GridRow): boolean => (isKit(row) ? takesKits && !row.cells.kit_lots && !withoutLots.value.has(row.key) : trackingOf(row) === 'lot' && !row.cells.lot_no)
  const waiting = computed(() => (takes ? entry.value.lines.filter((row) => waits(row) && textOf(row.cells.quantity)) : []))

  /** Puts lots onto the rows that have none; how many rows got one. Nothing is posted by it. */
  async function fill(): Promise<number> {
    if (!waiting.value.length || !isPicked(entry.value.header.warehouse) || isPicking.value) return 0
    isPicking.value = true
    const rows = writtenRows(entry.value, type)
    const kits = waiting.value.filter(isKit)
    try {
      const parts = new Map<string, Record<string, Cell>[]>()
      for (const part of await calls.lotParts(type.code, toPosting(entry.value, type))) {
        const row = rows[part.line_no - 1]
        if (!row) continue
        if (part.kit_lots) {
          parts.set(row.key, [{ kit_lots: part.kit_lots }])
          continue
        }
        const unit = unitsOf(row.cells.product).find((one) => one.id === part.unit)
        const cells: Record<string, Cell> = { quantity: part.quantity, lot_no: part.lot_no || null, produced_on: part.produced_on, expires_on: part.expires_on, ...(unit ? { unit } : {}), ...part.amounts }
        if (type.lines.some((field) => field.key === 'bin')) cells.bin = part.bin || null
        parts.set(row.key, [...(parts.get(row.key) ?? []), cells])
      }
      for (const row of kits) if (!parts.has(row.key)) withoutLots.value.add(row.key)
      if (parts.size) split(parts)
      return parts.size
    } finally {
      isPicking.value = false
    }
  }

  /** The rows among these writes whose lot goes out of its turn and that do not say why. */
  function outOfTurn(writes: Write[]): { row: GridRow; first: string; until: string }[] {
    if (!takes || type.takes_any_lot || type.header.some((field) => field.key === 'warehouse_to')) return []
    return writes.flatMap(({ row: key, column, value }) => {
      const row = column === 'lot_no' && isPicked(value) && value.first_lot && value.first_lot !== value.lot_no ? entry.value.lines.find((one) => one.key === key) : undefined
      return row && !row.cells.lot_reason && isPicked(value) ? [{ row, first: String(value.first_lot), until: String(value.first_until) }] : []
    })
  }

  return { takes, waiting, isPicking, fill, outOfTurn }
}
