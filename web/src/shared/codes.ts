/** Codes that say more than which product they are of: GS1 with lot, date, weight, and the labels of shop scales (B3). */
import { SEPARATOR } from '@/kit/grid/scanner'

const GS1 = /^(?:\](?:C1|d2|Q3|e0)|\(\d{2,4}\)|01\d{14}[0-9A-Za-z])/
const SCALE = /^2\d(?:\d{11}|\d{16})$/

/** Whether a code says more than which product it is. */
export const hasParts = (code: string): boolean => GS1.test(code) || code.includes(SEPARATOR)
/** Whether it may be the label of a shop scale, when no product has it as its barcode. */
export const maybeOfScale = (code: string): boolean => SCALE.test(code)
