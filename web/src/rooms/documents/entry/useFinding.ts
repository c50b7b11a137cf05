/** The hits for a cell or header field of a document: units of the product, open items of the party, and so on. */
import type { Ref } from 'vue'
import * as calls from '@/api/calls'
import type { DocumentType, Field, LookupHit, OpenItem } from '@/api/types'
import { type Cell, type GridColumn, type GridRow, isPicked, type Picked } from '@/kit/grid/cells'
import { money } from '@/kit/num'
import { choices, find } from '@/shared/lookups'
import { unitsOf } from './follow'
import type { Entry } from './paper'

const idOf = (cell: Cell): string | undefined => (isPicked(cell) ? cell.id : undefined)

const contains = (hit: { name: string; code?: string }, text: string): boolean =>
  !text.trim() || `${hit.code ?? ''} ${hit.name}`.toLowerCase().includes(text.trim().toLowerCase())

const itemHit = (item: OpenItem & { number?: string; document?: { number: string } }): LookupHit => ({
  ...item,
  name: `${item.number ?? item.document?.number ?? item.kind_label} ${money(item.residual)}`,
  detail: [item.kind_label, item.due_on].filter(Boolean).join(' · '),
})

/** Functions that find, for the document as it stands. */
export function useFinding(type: DocumentType, entry: Ref<Entry>) {
  async function findItems(text: string): Promise<LookupHit[]> {
    const party = idOf(entry.value.header.party)
    if (!party) return []
    const items = await calls.openItems(party, type.party === 'supplier' ? 'ap,advance_paid' : type.party === 'customer' ? 'ar,advance_received' : '')
    return items.map(itemHit).filter((hit) => contains(hit, text))
  }

  function findFor(field: Field, text: string, row?: GridRow): Promise<LookupHit[]> {
    if (field.kind === 'choice') return Promise.resolve(choices(field, text))
    if (field.kind === 'item') return findItems(text)
    if (field.kind === 'unit' && row && isPicked(row.cells.product)) {
      return Promise.resolve(unitsOf(row.cells.product).filter((unit) => contains(unit, text)) as LookupHit[])
    }
    const warehouse = row ? (idOf(row.cells.warehouse) ?? idOf(entry.value.header.warehouse)) : undefined
    return find(field.kind, text, field.kind === 'product' ? { warehouse } : {})
  }

  const findInCell = (row: GridRow, column: GridColumn, text: string): Promise<Picked[]> => {
    const field = type.lines.find((one) => one.key === column.key)
    return field ? findFor(field, text, row) : Promise.resolve([])
  }

  return { findFor, findInCell }
}
