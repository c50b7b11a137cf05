/** A document as it is typed, and how it comes from and goes to the server. */
import type { DocumentBody, DocumentDetail, DocumentType, Field, Upload } from '@/api/types'
import { type Cell, type GridRow, isPicked, isRaw } from '@/kit/grid/cells'
import { uuid } from '@/kit/intent'
import { isZero, round, trim } from '@/kit/num'
import { isNumberKind, isReference } from '@/shared/lookups'
import { SOURCE } from './columns'

export interface Entry {
  type: string
  id: string | null // of the draft at the server
  revision: number | null
  number: string
  header: Record<string, Cell>
  lines: GridRow[]
  isTouched: boolean
  key: string // the idempotency key it will be posted under
  uploads: Upload[] // files sent for it before it is saved
  version: number // of the copy at the server that this one was made from; 0 when there is none
}

let lastRow = 0
export const newRow = (cells: Record<string, Cell> = {}): GridRow => ({ key: `${Date.now().toString(36)}${(lastRow++).toString(36)}`, cells })

/** A blank document of the type. */
export function blankEntry(type: DocumentType, today: string): Entry {
  const header: Record<string, Cell> = {}
  for (const field of type.header) header[field.key] = startValue(field, today)
  if ('price_mode' in header) header.price_mode ??= type.price_mode
  return { type: type.code, id: null, revision: null, number: '', header, lines: [newRow()], isTouched: false, key: uuid(), uploads: [], version: 0 }
}

function startValue(field: Field, today: string): Cell {
  if (field.kind === 'flag') return field.default === 'true'
  if (field.default && !isReference(field.kind)) return field.default
  return field.key === 'business_on' ? today : null
}

/** A value from the server as a cell: references keep their names and whatever else is known of them. */
export function asCell(value: unknown, field: Field): Cell {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value
  if (typeof value === 'object') {
    const named = value as { id?: unknown; name?: string; code?: string; number?: string }
    if (named.id === undefined || named.id === null) return null
    return { ...named, id: String(named.id), name: named.name ?? named.number ?? named.code ?? String(named.id) }
  }
  const text = String(value)
  if (isReference(field.kind)) return { id: text, name: `#${text}` }
  if (!isNumberKind(field.kind)) return text
  // a draft keeps 0 where nothing was typed
  if ((field.key === 'discount_amount' || field.key === 'quantity') && isZero(text)) return null
  return field.kind === 'amount' ? round(text, 2) : trim(text)
}

/** Which line a line was carried from, with the number of its document to show. */
function sourceOf(line: Record<string, unknown>): Cell {
  const id = line.source_line ?? line.source_line_id
  if (id === null || id === undefined) return null
  const source = line.source as { document_id?: string; number?: string; line_no?: number } | null | undefined
  return { id: String(id), name: source?.number ?? `#${String(id)}`, document: source?.document_id }
}

/** A line from the server (of a draft, or to be carried on) as a row. */
export function rowFrom(type: DocumentType, line: Record<string, unknown>): GridRow {
  const row = newRow()
  for (const field of type.lines) row.cells[field.key] = asCell(line[field.key], field)
  const { product } = row.cells
  if (isPicked(product) && typeof product.specification === 'string') row.cells.specification = product.specification
  if (type.sources.length) row.cells[SOURCE] = sourceOf(line)
  return row
}

/** A body (a draft at the server, or what is carried from another document) as something to type on. */
export function entryFrom(type: DocumentType, today: string, body: Record<string, unknown>, lines: Record<string, unknown>[]): Entry {
  const entry = blankEntry(type, today)
  for (const field of type.header) if (body[field.key] !== undefined && body[field.key] !== null) entry.header[field.key] = asCell(body[field.key], field)
  entry.lines = [...lines.map((line) => rowFrom(type, line)), newRow()]
  return entry
}

/** What of a record chosen for a cell is needed to type on; the rest of what a list knew of it is not kept. */
const KEPT = ['id', 'code', 'name', 'specification', 'barcode', 'base_unit', 'units', 'scanned_unit', 'tax_code', 'rate', 'sale_price', 'purchase_price', 'precision', 'numerator', 'denominator', 'residual', 'number', 'document', 'payment_days', 'tracking', 'aux_unit']

const slimCell = (cell: Cell): Cell => (isPicked(cell) ? (Object.fromEntries(KEPT.filter((key) => cell[key] !== undefined && cell[key] !== null).map((key) => [key, cell[key]])) as Cell) : cell)
const slimCells = (cells: Record<string, Cell>): Record<string, Cell> =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null && cell !== undefined && cell !== '').map(([key, cell]) => [key, slimCell(cell)]))

/** The same document as a new one: nothing of it is saved, and no line is carried from another document. */
export const copyOf = (entry: Entry): Entry => ({
  ...slim(entry), id: null, revision: null, number: '', isTouched: true, key: uuid(), uploads: [], version: 0,
  lines: slim(entry).lines.map(({ cells }) => newRow({ ...cells, [SOURCE]: null })),
})

/** The document as it is kept, here and at the server. */
export const slim = (entry: Entry): Entry => ({ ...entry, header: slimCells(entry.header), lines: entry.lines.map(({ key, cells }) => ({ key, cells: slimCells(cells) })) })

/** The draft that is kept at the server. Amounts that the type computes are not typed ones. */
export function entryOfDraft(type: DocumentType, today: string, detail: DocumentDetail): Entry {
  const entry = entryFrom(type, today, detail.document, detail.lines)
  return { ...entry, id: detail.document.id, revision: detail.document.revision, number: detail.document.number }
}

const sent = (cell: Cell, field: Field): unknown => {
  if (isPicked(cell)) return cell.id
  if (cell === null || cell === undefined || cell === '' || isRaw(cell)) return field.kind === 'flag' ? false : null
  return cell
}

/** True when somebody has written something into the row. What the type presets does not count. */
export const isWritten = (row: GridRow, type: DocumentType): boolean =>
  type.lines.some((field) => {
    const cell = row.cells[field.key]
    return cell !== null && cell !== undefined && cell !== '' && cell !== false && cell !== field.default
  })

/** The rows that go to the server, in order: line_no n of an answer is the n-th of them. */
export const writtenRows = (entry: Entry, type: DocumentType): GridRow[] => entry.lines.filter((row) => isWritten(row, type))

/** What is sent, without the id and revision that only some calls take. */
export function toBody(entry: Entry, type: DocumentType): DocumentBody {
  const body: DocumentBody = { lines: [], uploads: entry.uploads.map((one) => one.id) }
  for (const field of type.header) body[field.key] = sent(entry.header[field.key], field)
  body.lines = writtenRows(entry, type).map((row) => {
    const line: Record<string, unknown> = {}
    for (const field of type.lines) line[field.key] = sent(row.cells[field.key], field)
    const source = row.cells[SOURCE]
    if (type.sources.length) line[SOURCE] = isPicked(source) ? source.id : null
    return line
  })
  return body
}

/** What is sent to preview and post: it may name the draft it was. */
export const toPosting = (entry: Entry, type: DocumentType): DocumentBody => (entry.id ? { ...toBody(entry, type), id: entry.id } : toBody(entry, type))
