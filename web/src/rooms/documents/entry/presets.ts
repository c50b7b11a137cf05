/** What a new document starts with: the only warehouse or fund account there is, else the one used last for the type. */
import * as calls from '@/api/calls'
import type { DocumentType } from '@/api/types'
import { type Cell, isPicked } from '@/kit/grid/cells'
import { keep, recall } from '@/kit/storage'
import { find } from '@/shared/lookups'
import { company, session } from '@/shared/session'
import { write } from './follow'
import type { Entry } from './paper'

const KINDS = new Set(['warehouse', 'fund_account'])
const place = (type: DocumentType, key: string): string => `hk.last.${company.value?.id ?? ''}.${type.code}.${key}`

/** Fills in what is still empty. A lookup that fails leaves it empty. */
export async function preset(entry: Entry, type: DocumentType): Promise<void> {
  const fields = type.header.filter((field) => KINDS.has(field.kind) && !entry.header[field.key])
  const me = session.value?.employee
  if (me && 'handler' in entry.header) entry.header.handler ??= { id: me.id, name: me.name, code: me.code ?? undefined }
  await Promise.all(
    fields.map(async (field) => {
      const hits = await find(field.kind, '').catch(() => [])
      const last = recall<string | null>(place(type, field.key), null)
      const hit = (hits.length === 1 && field.required ? hits[0] : undefined) ?? hits.find((one) => one.id === last)
      if (hit && !entry.header[field.key]) entry.header[field.key] = hit as Cell
    }),
  )
}

/** Fills in the party that the document was asked for. One that cannot be read leaves the field empty. */
export async function presetParty(entry: Entry, type: DocumentType, id: string): Promise<void> {
  if (entry.header.party || !type.header.some((field) => field.key === 'party')) return
  const { name, code } = (await calls.record('parties', id).catch(() => ({}))) as { name?: string; code?: string }
  if (name && !entry.header.party) entry.header.party = { id, name, code }
}

/** Writes the product that the document was asked for into its first line. One that is not found leaves the line empty. */
export async function presetProduct(entry: Entry, type: DocumentType, asked: Record<string, string>): Promise<void> {
  const row = entry.lines[0]
  if (!row || row.cells.product || !type.lines.some((field) => field.key === 'product')) return
  const hits = await find('product', asked.code ?? '').catch(() => [])
  const hit = hits.find((one) => one.id === asked.product)
  if (!hit) return
  const mode = typeof entry.header.price_mode === 'string' ? entry.header.price_mode : type.price_mode
  write(row, 'product', hit as Cell, type, mode)
  if (asked.quantity && type.lines.some((field) => field.key === 'quantity')) write(row, 'quantity', asked.quantity, type, mode)
}

/** Remembers for the next document of the type. */
export function remember(entry: Entry, type: DocumentType): void {
  for (const field of type.header) {
    const cell = entry.header[field.key]
    if (KINDS.has(field.kind) && isPicked(cell)) keep(place(type, field.key), cell.id)
  }
}
