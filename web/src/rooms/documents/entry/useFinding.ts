/** The hits for a cell or header field of a document: units of the product, open items of the party, and so on. */
import type { Ref } from 'vue'
import * as calls from '@/api/calls'
import type { DocumentType, Field, LookupHit, OpenItem } from '@/api/types'
import { type Cell, type GridColumn, type GridRow, isPicked, type Picked } from '@/kit/grid/cells'
import { compare, money, trim } from '@/kit/num'
import { choices, find } from '@/shared/lookups'
import { named } from '@/shared/spelled'
import { baseQuantity, unitsOf } from './follow'
import { partsOf, withoutComponent, withPiece } from './kitParts'
import { recipeHits } from './recipe'
import { isDish, nextOut } from './useLots'
import type { Entry } from './paper'

const idOf = (cell: Cell): string | undefined => (isPicked(cell) ? cell.id : undefined)

const contains = (hit: { name: string; code?: string }, text: string): boolean =>
  !text.trim() || `${hit.code ?? ''} ${hit.name}`.toLowerCase().includes(text.trim().toLowerCase())

const itemHit = (item: OpenItem): LookupHit => ({
  ...item,
  code: item.document.number,
  name: `${item.document.number} ${item.kind_label} ${money(item.residual)}`,
  detail: item.due_on ?? '',
})

const KINDS: Record<string, string> = { supplier: 'ap,other_payable,prepay', customer: 'ar,other_receivable,advance_received' }
/** Of an expense only advances to staff are written off (D-EXP). */
const kindsFor = (type: DocumentType): string => (type.code === 'expense' ? 'other_receivable' : (KINDS[type.party] ?? ''))

/** Functions that find, for the document as it stands. */
export function useFinding(type: DocumentType, entry: Ref<Entry>) {
  async function findItems(text: string): Promise<LookupHit[]> {
    const party = idOf(entry.value.header.party)
    if (!party) return []
    const items = await calls.openItems(party, kindsFor(type))
    return items.map(itemHit).filter((hit) => contains(hit, text))
  }

  /** The units of a product. A product that came with a document is asked for once, for it came without its units. */
  async function findUnits(product: Picked, text: string): Promise<LookupHit[]> {
    if (!product.base_unit) {
      const hit = (await find('product', product.code ?? product.name)).find((one) => one.id === product.id)
      if (hit) Object.assign(product, hit)
    }
    return (await named(unitsOf(product), text)) as LookupHit[]
  }

  /** The lots of the row's product in its warehouse, those that go first before others; what may not go says why. */
  async function findLots(row: GridRow, text: string): Promise<LookupHit[]> {
    const product = idOf(row.cells.product)
    const warehouse = idOf(row.cells.warehouse) ?? idOf(entry.value.header.warehouse)
    if (!product || (type.header.some((field) => field.key === 'warehouse') && !warehouse)) return []
    const day = entry.value.header.business_on
    const offers = await calls.lotOffers({ type: type.code, product, warehouse, party: idOf(entry.value.header.party), on: typeof day === 'string' ? day : undefined })
    const first = nextOut(offers, entry.value.lines.filter((one) => one !== row && idOf(one.cells.product) === product))
    return offers.map((one) => ({ ...one, is_first: one === first, first_lot: first?.lot_no ?? '', first_until: first?.expires_on ?? '', id: `${one.id}.${one.bin}.${one.status}`, code: '', name: one.lot_no, detail: '' }) as unknown as LookupHit).filter((hit) => contains(hit, text))
  }

  /** For each component of the kit the lots and pieces there are of it; a lot takes the place of what is said of that component. */
  async function findKitLots(row: GridRow): Promise<LookupHit[]> {
    const [kit, warehouse] = [idOf(row.cells.product), idOf(entry.value.header.warehouse)]
    if (!kit || !warehouse) return []
    const said = typeof row.cells.kit_lots === 'string' ? row.cells.kit_lots : ''
    const day = entry.value.header.business_on
    const found = await Promise.all((await partsOf(kit, baseQuantity(row) || '1')).map(async (component) => {
      const { need } = component
      const serials = (await calls.pieces({ product: component.id, warehouse })).flatMap((serial) => {
        const taken = withPiece(said, component, serial)
        return typeof taken === 'string' ? [] : [{ id: `${component.id}.${serial}`, code: '', name: taken.text, detail: '', lot_no: `${component.name} ${serial}`, quantity: '1' } as unknown as LookupHit]
      })
      if (serials.length) return serials
      const offers = await calls.lotOffers({ product: component.id, warehouse, party: idOf(entry.value.header.party), on: typeof day === 'string' ? day : undefined })
      return offers.filter((one) => !one.reason).map((one) => {
        const taken = compare(one.quantity, need) < 0 ? one.quantity : need
        const name = [...withoutComponent(said, component.code), `${component.code}:${one.lot_no}${one.bin ? `#${one.bin}` : ''}*${trim(taken)}`].join('; ')
        return { ...one, id: `${component.id}.${one.id}.${one.bin}`, code: '', name, detail: '', lot_no: `${component.name} ${one.lot_no}` } as unknown as LookupHit
      })
    }))
    return found.flat()
  }

  /** What the dish of the row can have more or less of: its recipe, and products that are looked for by what was typed last. */
  async function findChanges(row: GridRow, text: string): Promise<LookupHit[]> {
    const dish = idOf(row.cells.product)
    if (!dish || !isDish(row)) return []
    const said = typeof row.cells.recipe_changes === 'string' ? row.cells.recipe_changes : ''
    const typed = text === said ? '' : (text.split(/[;\uff1b:\uff1a]/).at(-1) ?? '').trim()
    const recipe = (await partsOf(dish, '1', 'dish')).map(({ need, ...one }) => ({ ...one, each: need })).filter((one) => contains(one, typed))
    const others = typed ? (await find('product', typed)).filter((one) => !one.is_kit && !one.is_dish) : []
    return recipeHits(said, recipe, others.map((one) => ({ id: one.id, code: one.code ?? '', name: one.name, each: '' })))
  }

  function findFor(field: Field, text: string, row?: GridRow): Promise<LookupHit[]> {
    if (field.kind === 'choice' || (field.kind === 'text' && field.choices.length)) {
      const hits = choices(field, text)
      return hits.length || field.kind === 'text' ? Promise.resolve(hits) : named(choices(field, ''), text)
    }
    if (field.kind === 'item') return findItems(text)
    if (field.kind === 'kit_lots') return row ? findKitLots(row) : Promise.resolve([])
    if (field.kind === 'recipe_changes') return row ? findChanges(row, text) : Promise.resolve([])
    if (field.kind === 'lot') return row ? findLots(row, text) : Promise.resolve([])
    if (field.kind === 'unit' && row && isPicked(row.cells.product)) return findUnits(row.cells.product, text)
    const warehouse = row ? (idOf(row.cells.warehouse) ?? idOf(entry.value.header.warehouse)) : undefined
    return find(field.kind, text, field.kind === 'product' ? { warehouse, type: type.code, party: idOf(entry.value.header.party) } : {})
  }

  const findInCell = (row: GridRow, column: GridColumn, text: string): Promise<Picked[]> => {
    const field = type.lines.find((one) => one.key === column.key)
    return field ? findFor(field, text, row) : Promise.resolve([])
  }

  return { findFor, findInCell }
}
