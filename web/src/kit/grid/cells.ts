/** What stands in the cells of an entry grid, how it is shown and how typed text is understood. */
import { typedDay } from '@/kit/dates'
import { money, percent, quantity, typed } from '@/kit/num'

/** A record chosen from a list; what else the list knows of it stays with it. */
export interface Picked {
  id: string
  name: string
  code?: string
  [fact: string]: unknown
}

/** Typed, but not understood, or not yet. Nothing typed is thrown away. */
export interface Raw {
  raw: string
}

export type Cell = string | boolean | null | undefined | Picked | Raw

export interface GridRow {
  key: string
  cells: Record<string, Cell>
  /** What stands quietly in an empty cell: what it will be when nothing is typed. */
  hints?: Record<string, string>
}

/**
 * How a cell is written into. A new way (a `pick` that opens a dialog, for batches or serials) is one more word here, what
 * typed text means to it in `understood`, and what opens it in EntryGrid's `edit`; nothing else asks for the editor.
 */
export type Editor = 'text' | 'number' | 'date' | 'flag' | 'lookup' | 'suggest' | 'fixed' // suggest: a text, with hits to take instead

export interface GridColumn {
  key: string
  title: string
  /** Other words that head this column in a spreadsheet. */
  synonyms?: string[]
  editor: Editor
  format?: 'amount' | 'rate' | 'price'
  isNumber?: boolean // a fixed cell that holds a plain quantity
  width: number
  grows?: boolean
  /** As narrow as it may become where not all columns fit. */
  least?: number
  required?: boolean
  /** Its hits are texts to take, not records. */
  proposes?: boolean
  /** A code scanned into it is what it says, and no goods to be added. */
  keepsScan?: boolean
  /** The only values it may have; the cell holds the id as text. */
  choices?: { id: string; name: string }[]
}

export const isPicked = (cell: Cell): cell is Picked => typeof cell === 'object' && cell !== null && 'id' in cell
export const isRaw = (cell: Cell): cell is Raw => typeof cell === 'object' && cell !== null && 'raw' in cell
export const isEmpty = (cell: Cell): boolean => cell === null || cell === undefined || cell === '' || cell === false

/** True when nobody has written anything into the row. */
export const isBlank = (row: GridRow, columns: GridColumn[]): boolean =>
  columns.every((column) => column.editor === 'fixed' || isEmpty(row.cells[column.key]))

export const isNumber = (column: GridColumn): boolean => column.editor === 'number' || (column.editor === 'fixed' && (!!column.format || !!column.isNumber))

/** The cell as people read it. */
export function cellText(cell: Cell, column: GridColumn): string {
  if (isEmpty(cell)) return ''
  if (isRaw(cell)) return cell.raw
  if (isPicked(cell)) return cell.name
  if (cell === true) return '✓'
  const text = String(cell)
  if (column.choices) return column.choices.find((one) => one.id === text)?.name ?? text
  if (!isNumber(column)) return text
  if (column.format === 'amount') return money(text)
  if (column.format === 'rate') return percent(text)
  return quantity(text, column.format === 'price' ? 2 : 0)
}

/** What an empty cell will be. */
export function hintText(row: GridRow, column: GridColumn): string {
  const hint = row.hints?.[column.key]
  return hint && isEmpty(row.cells[column.key]) ? cellText(hint, column) : ''
}

/** The cell as it is handed to the editor, the clipboard and the row below. */
export function editText(cell: Cell, column: GridColumn): string {
  if (isEmpty(cell)) return ''
  if (isRaw(cell)) return cell.raw
  if (isPicked(cell)) return cell.code || cell.name
  if (cell === true) return '1'
  return column.editor === 'number' && column.format !== 'rate' ? quantity(String(cell)).replaceAll(',', '') : cellText(cell, column)
}

const YES = new Set(['1', 'y', 'yes', 'true', '是', '✓', '√'])

/** Typed text as the value of its column; Raw when it makes no sense there. A lookup is always Raw: it must be found. */
export function understood(text: string, column: GridColumn, today: string): Cell {
  const plain = text.trim()
  if (plain === '') return null
  switch (column.editor) {
    case 'number': {
      const number = typed(column.format === 'rate' && /^\d+(\.\d+)?$/.test(plain) && Number(plain) >= 1 ? `${plain}%` : plain)
      return number ?? { raw: plain }
    }
    case 'date':
      return typedDay(plain, today) ?? { raw: plain }
    case 'flag':
      return YES.has(plain.toLowerCase())
    case 'lookup': {
      const wanted = plain.toLowerCase()
      return column.choices?.find((one) => one.name.toLowerCase() === wanted || one.id === wanted)?.id ?? { raw: plain }
    }
    default:
      return plain
  }
}
