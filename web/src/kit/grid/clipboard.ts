/** Blocks of cells as spreadsheets put them on the clipboard: tabs, line ends, quotes around cells that hold either. */
import type { GridColumn } from './cells'

/** The rows of a block. A line end at the very end does not make another row. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < plain.length; at++) {
    const sign = plain[at]!
    if (quoted) {
      if (sign === '"' && plain[at + 1] === '"') cell += plain[at++]
      else if (sign === '"') quoted = false
      else cell += sign
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === '\t' || sign === '\n') {
      rows.at(-1)!.push(cell)
      cell = ''
      if (sign === '\n') rows.push([])
    } else cell += sign
  }
  rows.at(-1)!.push(cell)
  return rows
}

/** A block for the clipboard. */
export function formatBlock(rows: string[][]): string {
  const quote = (cell: string): string => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map((row) => row.map(quote).join('\t')).join('\n')
}

export interface Pasting {
  columns: (GridColumn | null)[] // for each cell of a row: where it goes
  rows: string[][]
  isTitled: boolean // the first row of the block named the columns
  unmatched: string[] // titles that fit no column
}

/** A title without what people decorate it with: "*数量 (箱)" is "数量". */
const bare = (title: string): string =>
  title
    .replace(/[\uff08(\[【].*$/, '')
    .replace(/[*\s:\uff1a]/g, '')
    .toLowerCase()

const names = (column: GridColumn): string[] => [column.title, ...(column.synonyms ?? [])].map(bare)

/** The column that a title names, if it can be written into. */
export const columnOf = (title: string, columns: GridColumn[]): GridColumn | null =>
  columns.find((column) => column.editor !== 'fixed' && bare(title) !== '' && names(column).includes(bare(title))) ?? null

/**
 * Where a pasted block goes. When its first row names columns (at least two of them, or its only one), it is placed by
 * title and that row is left out; else it goes cell by cell to the right of `left`, over what can be written into. A column
 * that two titles name takes the first of them.
 */
export function place(block: string[][], columns: GridColumn[], left: number): Pasting {
  const titles = block[0] ?? []
  const named: (GridColumn | null)[] = []
  for (const title of titles) {
    const column = columnOf(title, columns)
    named.push(column && !named.includes(column) ? column : null)
  }
  const found = named.filter(Boolean).length
  if (block.length > 1 && found > 0 && (found >= 2 || titles.length === 1)) {
    return { columns: named, rows: block.slice(1), isTitled: true, unmatched: titles.filter((title, at) => title.trim() && !named[at]) }
  }
  return { columns: byPosition(titles.length, columns, left), rows: block, isTitled: false, unmatched: [] }
}

/** So many cells over the columns from `left` on that can be written into. */
export function byPosition(count: number, columns: GridColumn[], left: number): (GridColumn | null)[] {
  const open = columns.slice(left).filter((column) => column.editor !== 'fixed')
  return Array.from({ length: count }, (_, at) => open[at] ?? null)
}

/** The same number of cells in every row: a spreadsheet leaves out the last empty ones. */
export function squared(block: string[][]): string[][] {
  const width = Math.max(0, ...block.map((row) => row.length))
  return block.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')])
}
