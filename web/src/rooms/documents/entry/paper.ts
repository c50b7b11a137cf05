/** A document as it is typed, and how it comes from and goes to the server. */
import type { DocumentBody, DocumentDetail, DocumentType, Field } from '@/api/types'
import { type Cell, type GridRow, isPicked, isRaw } from '@/kit/grid/cells'
import { round, trim } from '@/kit/num'
import { isNumberKind, isReference } from '@/shared/lookups'

export interface Entry {
  type: string
  id: string | null // of the draft at the server
  revision: number | null
  number: string
  header: Record<string, Cell>
  lines: GridRow[]
  isTouched: boolean
}

let lastRow = 0
export const newRow = (cells: Record<string, Cell> = {}): GridRow => ({ key: `${Date.now().toString(36)}${(lastRow++).toString(36)}`, cells })

/** A blank document of the type. */
export function blankEntry(type: DocumentType, today: string): Entry {
  const header: Record<string, Cell> = {}
  for (const field of type.header) header[field.key] = startValue(field, today)
  return { type: type.code, id: null, revision: null, number: '', header, lines: [newRow()], isTouched: false }
}

function startValue(field: Field, today: string): Cell {
  if (field.kind === 'flag') return field.default === 'true'
  if (field.default !== null && field.default !== undefined && !isReference(field.kind)) return field.default
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
  if (isReference(field.kind)) return { id: text, name: text }
  if (!isNumberKind(field.kind)) return text
  return field.kind === 'amount' ? round(text, 2) : trim(text)
}

/** A body (a draft at the server, or what is carried from another document) as something to type on. */
export function entryFrom(type: DocumentType, today: string, body: Record<string, unknown>, lines: Record<string, unknown>[]): Entry {
  const entry = blankEntry(type, today)
  for (const field of type.header) if (field.key in body) entry.header[field.key] = asCell(body[field.key], field)
  const filled = lines.map((line) => {
    const row = newRow()
    for (const field of type.lines) row.cells[field.key] = asCell(line[field.key] ?? line[`${field.key}_id`], field)
    return row
  })
  entry.lines = [...filled, newRow()]
  return entry
}

/** The draft that is kept at the server. */
export function entryOfDraft(type: DocumentType, today: string, detail: DocumentDetail): Entry {
  const entry = entryFrom(type, today, detail.document, detail.lines)
  return { ...entry, id: detail.document.id, revision: detail.document.revision, number: detail.document.number }
}

const sent = (cell: Cell, field: Field): unknown => {
  if (isPicked(cell)) return cell.id
  if (cell === null || cell === undefined || cell === '' || isRaw(cell)) return field.kind === 'flag' ? false : null
  return cell
}

/** True when somebody has written something into the row. */
export const isWritten = (row: GridRow, type: DocumentType): boolean =>
  type.lines.some((field) => {
    const cell = row.cells[field.key]
    return cell !== null && cell !== undefined && cell !== '' && cell !== false
  })

/** The rows that go to the server, in order: line_no n of an answer is the n-th of them. */
export const writtenRows = (entry: Entry, type: DocumentType): GridRow[] => entry.lines.filter((row) => isWritten(row, type))

/** What is sent. */
export function toBody(entry: Entry, type: DocumentType): DocumentBody {
  const body: DocumentBody = { lines: [] }
  for (const field of type.header) body[field.key] = sent(entry.header[field.key], field)
  body.lines = writtenRows(entry, type).map((row) => Object.fromEntries(type.lines.map((field) => [field.key, sent(row.cells[field.key], field)])))
  if (entry.id) Object.assign(body, { id: entry.id, revision: entry.revision })
  return body
}
