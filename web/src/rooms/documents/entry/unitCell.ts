/** What may be left unsaid in the cell of a unit, and what is typed there but means another. */
import type { DocumentType } from '@/api/types'
import { type GridColumn, type GridRow, isPicked } from '@/kit/grid/cells'
import { unitsOf } from './follow'

/** A product that is counted in one unit leaves nothing to say about it. */
export const hasNoChoice = (row: GridRow, column: GridColumn): boolean => column.key === 'unit' && isPicked(row.cells.unit) && unitsOf(row.cells.product).length === 1

/** A number typed in the cell of a unit is how many there are, unless a unit of the product begins so (500g装). */
export function numberFor(type: DocumentType): (row: GridRow, column: GridColumn, text: string) => string | undefined {
  const counts = type.lines.some((field) => field.key === 'quantity')
  return (row, column, text) =>
    counts && column.key === 'unit' && isPicked(row.cells.unit) && /^[\d.-]/.test(text) && !unitsOf(row.cells.product).some((unit) => unit.name.startsWith(text)) ? 'quantity' : undefined
}
