/** What was chosen upstream, taken into the document. */
import type { DocumentType, LookupHit } from '@/api/types'
import { type Cell, type GridRow, isPicked } from '@/kit/grid/cells'
import { asCell, rowFrom } from './paper'
import type { Pulled } from './pull'

interface Document {
  entry: { value: { header: Record<string, Cell> } }
  setHeader: (key: string, value: Cell) => void
  appendRows: (rows: GridRow[]) => void
}

/** Header values where there are none, and the lines. False when the document is of another party. */
export function takePulled(type: DocumentType, { entry, setHeader, appendRows }: Document, pulled: Pulled): boolean {
  const { party } = entry.value.header
  const theirs = type.header.find((field) => field.key === 'party')
  const wanted = theirs ? asCell(pulled.body.party, theirs) : null
  if (isPicked(party) && isPicked(wanted) && party.id !== wanted.id) return false
  for (const field of type.header) {
    const value = pulled.body[field.key]
    const isOpen = !entry.value.header[field.key] || field.key === 'price_mode'
    if (value !== undefined && value !== null && isOpen) setHeader(field.key, asCell(value, field))
  }
  appendRows(pulled.lines.map((line) => rowFrom(type, line)))
  return true
}

/** A line of money for each open item, settled as a whole. */
export function takeItems(type: DocumentType, items: LookupHit[], row: typeof rowFrom): GridRow[] {
  return items.map((item) => {
    const made = row(type, Object.fromEntries(type.lines.map((field) => [field.key, field.default])))
    made.cells.item = item as unknown as Cell
    made.cells.amount_incl = String(item.residual ?? '').replace('-', '')
    return made
  })
}
