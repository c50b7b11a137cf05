/** A block copied from a table: a code and a quantity in each row. Pure. */
import type { CountEntry } from '@/api/types'

/** Rows with a code and a quantity; the first and the last column count, a heading without a digit does not. */
export function pastedEntries(text: string): CountEntry[] {
  return text
    .split(/\r?\n/)
    .map((row) => row.split(row.includes('\t') ? '\t' : /,(?=[^,]*$)| {2,}/).map((cell) => cell.trim()))
    .filter((cells) => cells.length > 1 && cells[0] !== '' && /\d/.test(cells.at(-1) ?? ''))
    .map((cells) => ({ code: cells[0] ?? '', quantity: (cells.at(-1) ?? '').replaceAll(',', ''), adds: false, line: null }))
}
