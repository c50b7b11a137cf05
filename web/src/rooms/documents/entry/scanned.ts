/** What a scanned code with several facts in it puts into a line: lot, dates, serial number, weight, amount (B3). */
import type { Scanned } from '@/api/lots'
import type { DocumentType, LookupHit } from '@/api/types'
import { codesOf } from '@/kit/commas'
import { type Cell, type GridRow, isPicked } from '@/kit/grid/cells'
import { add, compare, isZero, trim } from '@/kit/num'
import { isKilogram } from '@/shared/codes'
import { SOURCE } from './columns'
import { textOf, unitsOf } from './follow'

const splitSerials = (cell: Cell): string[] => (typeof cell === 'string' ? codesOf(cell) : [])

/** Cells for one more of a product; `repeated`: that very piece stands there already; `weight`: what fits no unit of it;
 * `label`: what the label says it is sold for, where the form goes by quantity and price alone. */
export interface Filled {
  row?: GridRow
  cells: Record<string, Cell>
  repeated?: boolean
  weight?: string
  label?: string
}

/** The line of the same goods takes one more; what was weighed is a line of its own, for its weight is its own. */
export function filled(said: Scanned, hit: LookupHit, rows: GridRow[], type: DocumentType): Filled {
  const has = (key: string): boolean => type.lines.some((field) => field.key === key)
  const facts: Record<string, Cell> = {}
  if (hit.tracking === 'lot' && said.lot_no && has('lot_no')) {
    Object.assign(facts, { lot_no: said.lot_no, produced_on: said.produced_on ?? null, expires_on: said.expires_on ?? null })
  }
  const serial = hit.tracking === 'serial' && has('serials') ? said.serial : ''
  const weight = said.weight && !isZero(said.weight) ? said.weight : ''
  if (weight && has('quantity') && (said.kind === 'scale' || hit.aux_unit)) return weighed(facts, weight, said, hit, has)

  const unit = hit.scanned_unit?.id ?? hit.base_unit?.id
  const isSame = ({ cells }: GridRow): boolean =>
    isPicked(cells.product) && cells.product.id === hit.id && (!has('unit') || (isPicked(cells.unit) && cells.unit.id === unit)) && cells.is_gift !== true && !cells[SOURCE] &&
    (!facts.lot_no || (cells.lot_no === facts.lot_no && (!facts.produced_on || !cells.produced_on || cells.produced_on === facts.produced_on)))
  const row = rows.find(isSame)
  const serials = splitSerials(row?.cells.serials)
  if (serial && rows.some((one) => isPicked(one.cells.product) && one.cells.product.id === hit.id && splitSerials(one.cells.serials).includes(serial))) return { row, cells: {}, repeated: true }
  if (serial) facts.serials = [...serials, serial].join(' ')
  const count = serial || !said.count || compare(said.count, '0') <= 0 ? '1' : said.count
  const quantity = trim(add((row && textOf(row.cells.quantity)) || '0', count))
  return { row, cells: row ? { ...(serial ? { serials: facts.serials } : {}), quantity } : { product: hit as unknown as Cell, quantity, ...facts } }
}

function weighed(facts: Record<string, Cell>, weight: string, said: Scanned, hit: LookupHit, has: (key: string) => boolean): Filled {
  const cells: Record<string, Cell> = { product: hit as unknown as Cell }
  const kilogram = unitsOf(cells.product).find(isKilogram)
  const isPiece = !!hit.aux_unit && has('aux_quantity')
  if (isPiece) Object.assign(cells, { quantity: '1', aux_quantity: trim(weight) })
  else if (kilogram) Object.assign(cells, { ...(has('unit') ? { unit: kilogram } : {}), quantity: trim(weight) })
  // the label is what the customer pays; last, for it follows from quantity and price
  const label = ['amount_incl', 'label_amount'].find(has)
  if (said.is_amount && said.amount && label) facts[label] = said.amount
  Object.assign(cells, facts)
  const isDropped = said.is_amount && said.amount && !label && has('price')
  return { cells, ...(isPiece || kilogram ? {} : { weight: trim(weight) }), ...(isDropped ? { label: said.amount! } : {}) }
}
