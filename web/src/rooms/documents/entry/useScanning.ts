/** A scanned code adds a line, or one more to the line of the same product and unit. Scans are taken in their order. */
import { notify } from '@/kit/notices'
import * as calls from '@/api/calls'
import type { Scanned } from '@/api/lots'
import type { DocumentType, LookupHit } from '@/api/types'
import { ServerRefusal } from '@/api/client'
import { type GridRow, isPicked } from '@/kit/grid/cells'
import type { Write } from '@/kit/grid/useResolving'
import { t } from '@/kit/i18n'
import { money } from '@/kit/num'
import { sentences } from '@/shared/problems'
import { isGs1, maybeOfScale } from '@/shared/codes'
import { baseQuantity } from './follow'
import { partsOf, withPiece, withWeight } from './kitParts'
import { filled } from './scanned'
import { isKit } from './useLots'

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
  const [takesPieces, takesKits] = ['serials', 'kit_lots'].map((key) => type.lines.some((field) => field.key === key))
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
    if (hits.length) return { said: plain, hit: only(hits) }
    const said = maybeOfScale(code) ? await calls.scanned(code, warehouse()) : plain
    if (said.kind !== 'plain') return { said, hit: only(said.hits) }
    if (!takesPieces || code.length > 64) return { said: plain, hit: undefined }
    const piece = await calls.piece(code, warehouse()) // the number on the piece itself
    return { said: piece, hit: only(piece.hits) }
  }

  /** The kit that the piece or the weighed goods are a part of, with what it says of them then. */
  async function intoKit(said: Scanned, hit: LookupHit): Promise<{ row: GridRow; text?: string } | undefined> {
    const [serial, weight] = [hit.tracking === 'serial' ? said.serial : '', hit.aux_unit ? said.weight : '']
    if (!takesKits || (!serial && !weight)) return undefined
    for (const row of rows().filter(isKit)) {
      const kit = isPicked(row.cells.product) ? row.cells.product.id : ''
      const part = (await partsOf(kit, baseQuantity(row) || '1')).find((one) => one.id === hit.id)
      const told = typeof row.cells.kit_lots === 'string' ? row.cells.kit_lots : ''
      const taken = !part ? 'full' : serial ? withPiece(told, part, serial) : withWeight(told, part, weight ?? '')
      if (taken === 'repeated') return { row }
      if (taken !== 'full') return { row, text: taken.text }
    }
    return undefined
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
    const kit = await intoKit(found.said, found.hit)
    if (kit) {
      if (kit.text === undefined) notify(t('lots.scannedTwice', { serial: found.said.serial ?? '' }), 'bad')
      else {
        write([{ row: kit.row.key, column: 'kit_lots', value: kit.text }])
        notify(t('lots.intoKit', { product: found.hit.name, kit: isPicked(kit.row.cells.product) ? kit.row.cells.product.name : '' }))
      }
      return show(kit.row.key)
    }
    const { row, cells, repeated, weight, label } = filled(found.said, found.hit, rows(), type)
    if (repeated) {
      notify(t('lots.scannedTwice', { serial: found.said.serial ?? '' }), 'bad')
      return row && show(row.key)
    }
    const target = row ?? blank()
    Object.entries(cells).forEach(([column, value], at) => write([{ row: target.key, column, value }], at > 0))
    if (weight) notify(t('lots.weightOf', { product: found.hit.name, weight }), 'soon')
    if (label) notify(t('lots.labelLeft', { amount: money(label), product: found.hit.name }), 'soon')
    show(target.key)
  }

  function scan(code: string): Promise<void> {
    last = last.then(() => take(code))
    return last
  }
  return { scan }
}
