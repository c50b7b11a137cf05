/** A scanned code adds a line, or one more to the line of the same product and unit. Scans are taken in their order. */
import { notify } from '@/kit/notices'
import * as calls from '@/api/calls'
import type { LookupHit } from '@/api/types'
import { type Cell, type GridRow, isPicked } from '@/kit/grid/cells'
import type { Write } from '@/kit/grid/useResolving'
import { t } from '@/kit/i18n'
import { add, trim } from '@/kit/num'
import { SOURCE } from './columns'
import { textOf } from './follow'

interface Given {
  rows: () => GridRow[]
  warehouse: () => string | undefined
  blank: () => GridRow // a row nobody has written into, at the end
  write: (writes: Write[], follows?: boolean) => void
  show: (row: string) => void
}

/** The line that one more of this product and unit belongs to: not a gift, nor one carried from elsewhere. */
export function lineOf(rows: GridRow[], hit: LookupHit): GridRow | undefined {
  const unit = hit.scanned_unit?.id ?? hit.base_unit?.id
  return rows.find(({ cells }) => isPicked(cells.product) && cells.product.id === hit.id && isPicked(cells.unit) && cells.unit.id === unit && cells.is_gift !== true && !cells[SOURCE])
}

export function useScanning({ rows, warehouse, blank, write, show }: Given) {
  const known = new Map<string, LookupHit>() // of this page: the second box of the same goods needs no answer
  let last: Promise<void> = Promise.resolve()

  async function take(code: string): Promise<void> {
    let hit = known.get(code)
    try {
      const hits = hit ? [hit] : ((await calls.matchProducts([code], warehouse()))[0]?.hits ?? [])
      hit = hits.length === 1 ? hits[0] : undefined
    } catch {
      hit = undefined // not asked: it stays in the line as it was scanned, and is looked for when the line is back
    }
    if (!hit) {
      const row = blank()
      write([{ row: row.key, column: 'product', value: { raw: code } }])
      show(row.key)
      return notify(t('entry.scanUnknown', { code }), 'bad')
    }
    known.set(code, hit)
    const row = lineOf(rows(), hit)
    if (row) {
      const quantity = trim(add(textOf(row.cells.quantity) || '0', '1'))
      write([{ row: row.key, column: 'quantity', value: quantity }])
      return show(row.key)
    }
    const fresh = blank()
    write([{ row: fresh.key, column: 'product', value: hit as unknown as Cell }])
    write([{ row: fresh.key, column: 'quantity', value: '1' }], true)
    show(fresh.key)
  }

  function scan(code: string): Promise<void> {
    last = last.then(() => take(code))
    return last
  }
  return { scan }
}
