/** Codes that say more than which product they are of: GS1 with lot, date, weight, and the labels of shop scales (B3). */
import { SEPARATOR } from '@/kit/grid/scanner'
import { t } from '@/kit/i18n'

/** What a scanner may send before a GS1 code, to say that it is one. */
export const SYMBOLOGY = /^\](?:C1|d2|Q3|e0)/
const MARKED = new RegExp(`${SYMBOLOGY.source}|^\\(\\d{2,4}\\)`)
const SCALE = /^2\d(?:\d{11}|\d{16})$/

/** Whether the last digit is the EAN check digit of those before it (B3.1). */
export function passesCheck(digits: string): boolean {
  const weighted = [...digits].reverse().reduce((sum, digit, at) => sum + Number(digit) * (at % 2 ? 3 : 1), 0)
  return /^\d{2,}$/.test(digits) && weighted % 10 === 0
}
/** Whether a code is one of several facts: so marked, or parted by FNC1, or going on behind an article number that holds. */
export const isGs1 = (code: string): boolean =>
  MARKED.test(code) || code.includes(SEPARATOR) || (/^01\d{14}./.test(code) && passesCheck(code.slice(2, 16)))
/** Whether it may be the label of a shop scale, when no product has it as its barcode. */
export const maybeOfScale = (code: string): boolean => SCALE.test(code)
/** Whether a code has the digits of an article number, known or not: never the number of one piece. */
export const maybeOfArticle = (code: string): boolean => /^(\d{8}|\d{12,14})$/.test(code) && passesCheck(code)
/** Whether a unit is the one that shop scales weigh in. */
export const isKilogram = (unit: { name: string }): boolean => t('lots.kilogram').split('|').includes(unit.name.toLowerCase())
