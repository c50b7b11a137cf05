/** A block copied from a table: a code and a quantity in each row. Pure. */
import type { CountEntry } from '@/api/types'
import { t } from '@/kit/i18n'

const split = (row: string): string[] => row.split(row.includes('\t') ? '\t' : /,(?=[^,]*$)| {2,}/).map((cell) => cell.trim())
const plain = (cell = ''): string => cell.replaceAll(',', '')

/**
 * Rows with a code and a quantity; the first and the last column count, a heading without a digit does not. Where the
 * heading ends in a weight, the quantity stands before it.
 */
export function pastedEntries(text: string): CountEntry[] {
  const WEIGHT = new RegExp(t('count.weightHeadings'), 'i')
  const [first = '', ...others] = text.split(/\r?\n/)
  const isWeighed = first.includes('\t') && WEIGHT.test(split(first).at(-1) ?? '')
  const back = isWeighed ? -2 : -1
  return [...(isWeighed ? [] : [first]), ...others]
    .map(split)
    .filter((cells) => cells.length >= 1 - back && cells[0] !== '' && /\d/.test(cells.at(back) ?? ''))
    .map((cells) => ({ code: cells[0] ?? '', quantity: plain(cells.at(back)), weight: isWeighed ? plain(cells.at(-1)) : '', lot_no: '', adds: false, line: null }))
}
