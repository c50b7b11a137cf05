/** Master data between the form and the server. */
import { type Cell, isPicked, isRaw } from '@/kit/grid/cells'
import { trim } from '@/kit/num'
import { isNumberKind } from '@/shared/lookups'
import type { Resource } from './resources'

/** The cells of a form from a record, or of an empty form. */
export function fromRecord(resource: Resource, record: Record<string, unknown> | null): Record<string, Cell> {
  const cells: Record<string, Cell> = {}
  for (const field of resource.fields) {
    const value = record ? record[field.key] : field.default
    if (value === null || value === undefined) cells[field.key] = null
    else if (field.kind === 'flag') cells[field.key] = value === true || value === 'true'
    else if (typeof value === 'object') {
      const named = value as { id: unknown; name?: string; code?: string }
      cells[field.key] = { ...named, id: String(named.id), name: named.name ?? named.code ?? String(named.id) }
    } else cells[field.key] = isNumberKind(field.kind) ? trim(String(value)) : String(value)
  }
  return cells
}

/** What is sent: every field of the form, nothing else. */
export function toRecord(resource: Resource, cells: Record<string, Cell>): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of resource.fields) {
    const cell = cells[field.key]
    if (isPicked(cell)) body[field.key] = cell.id
    else if (field.kind === 'flag') body[field.key] = cell === true
    else if (cell === null || cell === undefined || cell === '' || isRaw(cell)) body[field.key] = field.kind === 'text' || field.listed ? '' : null
    else body[field.key] = field.kind === 'integer' ? Number(cell) : cell
    if (field.kind === 'integer' && body[field.key] === null && field.default !== null) body[field.key] = Number(field.default)
  }
  return body
}
