/** A pasted table: written into the lines, its products found in one call, and what was not found told line by line. */
import { shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { LookupHit } from '@/api/types'
import { type Cell, type GridColumn, type GridRow, isRaw, understood } from '@/kit/grid/cells'
import type { Pasting } from '@/kit/grid/clipboard'
import type { Write } from '@/kit/grid/useResolving'
import { unitsOf } from './follow'

export interface Unmatched {
  row: string
  column: string
  text: string
  candidates: number // products that bear the name; 0 when none does
}

export interface PasteReport {
  count: number // rows that were pasted
  unmatched: Unmatched[]
}

interface Given {
  rows: () => GridRow[]
  columns: () => GridColumn[]
  today: () => string
  warehouse: () => string | undefined
  /** Rows to write into, from a row on; made where there are none. */
  room: (from: number, count: number) => GridRow[]
  write: (writes: Write[], follows?: boolean) => void
  resolve: () => Promise<void> // other records than products, one by one
}

const textAt = (pasting: Pasting, row: number, key: string): string => {
  const at = pasting.columns.findIndex((column) => column?.key === key)
  return at < 0 ? '' : (pasting.rows[row]?.[at] ?? '').trim()
}

/** What a row of the table says, without its product and unit: those follow when the product is known. */
export function writesOf(pasting: Pasting, row: GridRow, at: number, today: string): Write[] {
  return pasting.columns.flatMap((column, x) => {
    if (!column || column.key === 'unit') return []
    return [{ row: row.key, column: column.key, value: understood(pasting.rows[at]?.[x] ?? '', column, today) }]
  })
}

/** The unit a text names of a product, as a cell; as typed when the product has none of that name. */
export function unitNamed(product: Cell, text: string): Cell {
  return unitsOf(product).find((unit) => unit.name.toLowerCase() === text.toLowerCase()) ?? { raw: text }
}

export function usePasting({ rows, columns, today, warehouse, room, write, resolve }: Given) {
  const report = shallowRef<PasteReport | null>(null)

  async function paste(pasting: Pasting, from: number): Promise<void> {
    const filled = pasting.rows.map((cells, at) => ({ cells, at })).filter(({ cells }) => cells.some((cell) => cell.trim()))
    const given: Pasting = { ...pasting, rows: filled.map(({ cells }) => cells) }
    const targets = room(from, given.rows.length)
    write(targets.flatMap((row, at) => writesOf(given, row, at, today())), true)
    const texts = targets.map((_, at) => textAt(given, at, 'product'))
    const found = await match(texts.filter(Boolean))
    const hits = (text: string): LookupHit[] => found.get(text) ?? []
    const named = targets.flatMap((row, at) => {
      const [text, unit] = [texts[at]!, textAt(given, at, 'unit')]
      const hit = hits(text).length === 1 ? (hits(text)[0] as unknown as Cell) : null
      const own = hit ?? row.cells.product
      const writes: Write[] = hit ? [{ row: row.key, column: 'product', value: hit }] : []
      const tax = textAt(given, at, 'tax_code')
      if (hit && tax) writes.push({ row: row.key, column: 'tax_code', value: { raw: tax } }) // not the product's own
      return unit ? [...writes, { row: row.key, column: 'unit', value: unitNamed(own, unit) }] : writes
    })
    if (named.length) write(named, true)
    await resolve()
    report.value = { count: targets.length, unmatched: stillRaw(targets, (text) => hits(text).length) }
  }

  async function match(texts: string[]): Promise<Map<string, LookupHit[]>> {
    if (!texts.length) return new Map()
    const answers = await calls.matchProducts([...new Set(texts)], warehouse()).catch(() => [])
    return new Map(answers.map((one) => [one.text, one.hits]))
  }

  function stillRaw(targets: GridRow[], candidates: (text: string) => number): Unmatched[] {
    return targets.flatMap((row) =>
      columns().flatMap((column) => {
        const cell = row.cells[column.key]
        return isRaw(cell) ? [{ row: row.key, column: column.key, text: cell.raw, candidates: column.key === 'product' ? candidates(cell.raw) : 0 }] : []
      }),
    )
  }

  /** Those of the report that were not mended yet. */
  const left = (): Unmatched[] => (report.value?.unmatched ?? []).filter((one) => isRaw(rows().find((row) => row.key === one.row)?.cells[one.column]))

  return { report, paste, left }
}
