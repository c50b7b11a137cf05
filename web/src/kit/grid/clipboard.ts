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
  unmatched: string[] // titles that fit no column
}

/**
 * Where a pasted block goes. When its first row names columns by their titles (at least two of them, or its only one),
 * it is placed by title and that row is left out; else it goes cell by cell to the right of `left`, over what can be
 * written into.
 */
export function place(block: string[][], columns: GridColumn[], left: number): Pasting {
  const titles = (block[0] ?? []).map((title) => title.trim().replace(/[*\s]/g, ''))
  const named = titles.map((title) => columns.find((column) => column.title === title && column.editor !== 'fixed') ?? null)
  const found = named.filter(Boolean).length
  if (block.length > 1 && found > 0 && (found >= 2 || titles.length === 1)) {
    return { columns: named, rows: block.slice(1), unmatched: titles.filter((title, at) => title && !named[at]) }
  }
  const open = columns.slice(left).filter((column) => column.editor !== 'fixed')
  return { columns: titles.map((_, at) => open[at] ?? null), rows: block, unmatched: [] }
}
