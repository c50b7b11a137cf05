/** Where the cursor goes. Rows and columns count from 0. */
import type { GridColumn } from './cells'

export interface Place {
  row: number
  column: number
}

const isOpen = (column?: GridColumn): boolean => !!column && column.editor !== 'fixed'

/**
 * The next cell that can be written into and is not passed over; row `rows` means that a new row is wanted. Stays when there
 * is none before.
 */
export function next(at: Place, columns: GridColumn[], rows: number, back = false, isPassed: (at: Place) => boolean = () => false): Place {
  if (!columns.some(isOpen)) return at
  let { row, column } = at
  do {
    column += back ? -1 : 1
    if (column >= columns.length) [row, column] = [row + 1, 0]
    if (column < 0) [row, column] = [row - 1, columns.length - 1]
    if (row < 0) return at
  } while (!isOpen(columns[column]) || isPassed({ row, column }))
  return { row: Math.min(row, rows), column }
}

/** One step of an arrow key, within the grid. */
export function step(at: Place, rows: number, columns: number, down: number, right: number): Place {
  return {
    row: Math.max(0, Math.min(rows - 1, at.row + down)),
    column: Math.max(0, Math.min(columns - 1, at.column + right)),
  }
}

/** The rectangle between two cells, both included. */
export function span(a: Place, b: Place): { top: number; bottom: number; left: number; right: number } {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  }
}
