/** A scanned code adds a line, or one more to the line of the same product and unit. Scans are taken in their order. */
import { notify } from '@/kit/notices'
import * as calls from '@/api/calls'
import type { Scanned } from '@/api/lots'
import type { DocumentType, LookupHit } from '@/api/types'
import { ServerRefusal } from '@/api/client'
import type { GridRow } from '@/kit/grid/cells'
import type { Write } from '@/kit/grid/useResolving'
import { t } from '@/kit/i18n'
import { sentences } from '@/shared/problems'
import { isGs1, maybeOfScale } from '@/shared/codes'
import { filled } from './scanned'

interface Given {
  type: DocumentType
  rows: () => GridRow[]
  warehouse: () => string | undefined
  blank: () => GridRow // a row nobody has written into, at the end
  write: (writes: Write[], follows?: boolean) => void
  show: (row: string) => void
}

const only = (hits: LookupHit[]): LookupHit | undefined => (hits.length === 1 ? hits[0] : undefined)

export function useScanning({ type, rows, warehouse, blank, write, show }: Given) {
  const known = new Map<string, LookupHit>() // of this page: the second box of the same goods needs no answer
  let last: Promise<void> = Promise.resolve()

  /** What the code says: which product, and what else stands in it. */
  async function read(code: string): Promise<{ said: Scanned; hit: LookupHit | undefined }> {
    const seen = known.get(code)
    const plain: Scanned = { kind: 'plain', hits: [] }
    if (seen) return { said: plain, hit: seen }
    const parts = isGs1(code) ? await calls.scanned(code, warehouse()) : plain
    if (parts.kind !== 'plain') return { said: parts, hit: only(parts.hits) }
    const hits = (await calls.matchProducts([code], warehouse()))[0]?.hits ?? []
    if (hits.length === 1) known.set(code, hits[0]!)
    if (hits.length || !maybeOfScale(code)) return { said: plain, hit: only(hits) }
    const said = await calls.scanned(code, warehouse())
    return { said, hit: said.kind === 'plain' ? undefined : only(said.hits) }
  }

  async function take(code: string): Promise<void> {
    let found: { said: Scanned; hit: LookupHit | undefined } | null = null
    try {
      found = await read(code)
    } catch (caught) {
      // a code that fails its check is said; one that was not asked for stays in the line, and is looked for when it is back
      if (caught instanceof ServerRefusal) notify(sentences(caught).join('\n'), 'bad')
    }
    if (!found?.hit) {
      const row = blank()
      write([{ row: row.key, column: 'product', value: { raw: code } }])
      show(row.key)
      return notify(t('entry.scanUnknown', { code }), 'bad')
    }
    const { row, cells, repeated, weight } = filled(found.said, found.hit, rows(), type)
    if (repeated) {
      notify(t('lots.scannedTwice', { serial: found.said.serial ?? '' }), 'bad')
      return row && show(row.key)
    }
    const target = row ?? blank()
    Object.entries(cells).forEach(([column, value], at) => write([{ row: target.key, column, value }], at > 0))
    if (weight) notify(t('lots.weightOf', { product: found.hit.name, weight }), 'soon')
    show(target.key)
  }

  function scan(code: string): Promise<void> {
    last = last.then(() => take(code))
    return last
  }
  return { scan }
}
