/** Codes that say more than which product they are of: GS1 with lot, date, weight, and the labels of shop scales (B3). */
import { SEPARATOR } from '@/kit/grid/scanner'
import { t } from '@/kit/i18n'

/** What a scanner may send before a GS1 code, to say that it is one. */
export const SYMBOLOGY = /^\](?:C1|d2|Q3|e0)/
const GS1 = new RegExp(`${SYMBOLOGY.source}|^\\(\\d{2,4}\\)|^01\\d{14}[0-9A-Za-z]`)
const SCALE = /^2\d(?:\d{11}|\d{16})$/

/** Whether a code is written as GS1 writes its facts. */
export const isGs1 = (code: string): boolean => GS1.test(code)
/** Whether a code says more than which product it is. */
export const hasParts = (code: string): boolean => isGs1(code) || code.includes(SEPARATOR)
/** Whether it may be the label of a shop scale, when no product has it as its barcode. */
export const maybeOfScale = (code: string): boolean => SCALE.test(code)
/** Whether a unit is the one that shop scales weigh in. */
export const isKilogram = (unit: { name: string }): boolean => t('lots.kilogram').split('|').includes(unit.name.toLowerCase())
