/** 按清单带出: what the product of an order to make goods is made of, put on its lines. Pure, but for what is asked. */
import type { Bill, DocumentType, NeededComponent } from '@/api/types'
import { type Cell, type GridRow, isPicked } from '@/kit/grid/cells'
import type { Write } from '@/kit/grid/useResolving'
import { textOf } from './follow'
import { rowFrom } from './paper'

export const partOf = (row: GridRow): string => (isPicked(row.cells.part) ? row.cells.part.id : typeof row.cells.part === 'string' ? row.cells.part : '')

/** The line of the product that is to be made, when it says which and how much. */
export const madeRow = (rows: GridRow[]): GridRow | undefined => rows.find((row) => partOf(row) === 'product' && isPicked(row.cells.product) && textOf(row.cells.quantity))

/** The bill that is meant: of the version the order names, else the newest in use. */
export function billFor(bills: Bill[], version: Cell): Bill | undefined {
  const known = bills.filter((one) => one.kind === 'assembly' && one.is_active)
  const asked = typeof version === 'string' ? version.trim() : ''
  return asked ? known.find((one) => one.version === asked) : known[0]
}

/** What is written on lines of components that are there, and the lines that are missing. Lines the bill does not know stay. */
export function fromBill(type: DocumentType, rows: GridRow[], needed: NeededComponent[]): { writes: Write[]; rows: GridRow[] } {
  const there = new Map(rows.flatMap((row) => (partOf(row) === 'component' && isPicked(row.cells.product) ? [[row.cells.product.id, row] as const] : [])))
  const writes: Write[] = []
  const more: GridRow[] = []
  for (const one of needed) {
    const row = there.get(String(one.product.id))
    if (row) writes.push({ row: row.key, column: 'unit', value: { id: one.unit.id, name: one.unit.name } }, { row: row.key, column: 'quantity', value: one.quantity })
    else more.push(rowFrom(type, { ...one, part: 'component' }))
  }
  return { writes, rows: more }
}
