/** A block copied from a table: a code and a quantity in each row. Pure. */
import type { CountEntry } from '@/api/types'
import { t } from '@/kit/i18n'

const split = (row: string): string[] => row.split(row.includes('\t') ? '\t' : /,(?=[^,]*$)| {2,}/).map((cell) => cell.trim())
const plain = (cell = ''): string => cell.replaceAll(',', '')

export interface Pasted {
  entries: CountEntry[]
  rows: number[] // of each entry, the row of the block it came from, from 1
  unread: { row: number; text: string }[] // rows that say something, but no code and quantity
}

/**
 * Rows with a code and a quantity; the first and the last column count, a heading without a digit does not. Where the
 * heading ends in a weight, the quantity stands before it. No row with words in it is passed over in silence.
 */
export function readPaste(text: string): Pasted {
  const WEIGHT = new RegExp(t('count.weightHeadings'), 'i')
  const lines = text.split(/\r?\n/)
  const isWeighed = (lines[0] ?? '').includes('\t') && WEIGHT.test(split(lines[0] ?? '').at(-1) ?? '')
  const back = isWeighed ? -2 : -1
  const read: Pasted = { entries: [], rows: [], unread: [] }
  lines.forEach((line, index) => {
    const cells = split(line)
    const isHeading = index === 0 && (isWeighed || (cells.length > 1 && !/\d/.test(line)))
    if (isHeading || !line.trim()) return
    if (cells.length >= 1 - back && cells[0] !== '' && /\d/.test(cells.at(back) ?? '')) {
      read.entries.push({ code: cells[0] ?? '', quantity: plain(cells.at(back)), weight: isWeighed ? plain(cells.at(-1)) : '', lot_no: '', adds: false, line: null, row: 0 })
      read.rows.push(index + 1)
    } else read.unread.push({ row: index + 1, text: line.trim() })
  })
  return read
}
