/** What a GS1 code says of the goods in hand (B3.2), as far as a scan needs it: product, lot, dates, serial, count. */
import { SEPARATOR } from '@/kit/grid/scanner'
import { isGs1, SYMBOLOGY } from '@/shared/codes'

const FIXED: Record<string, number> = { '00': 18, '01': 14, '02': 14, '11': 6, '13': 6, '15': 6, '17': 6, '20': 2 }
const OPEN = /^(10|21|22|30|37|240|241|400)/

export interface Gs1Said {
  gtin: string
  lot: string
  serial: string
  expires: string
  count: string
}

/** Every identifier with its value; null when it is no GS1 code or has a part that is not known here. */
function parts(code: string): Map<string, string> | null {
  const text = code.replace(SYMBOLOGY, '')
  const found = new Map<string, string>()
  if (text.startsWith('(')) {
    for (const [, key = '', value = ''] of text.matchAll(/\((\d{2,4})\)([^(]*)/g)) found.set(key, value)
    return found
  }
  let rest = text
  while (rest) {
    rest = rest.replace(new RegExp(`^${SEPARATOR}`), '')
    const key = rest.slice(0, 2)
    const size = FIXED[key]
    if (size) {
      found.set(key, rest.slice(2, 2 + size))
      rest = rest.slice(2 + size)
      continue
    }
    const open = OPEN.exec(rest)?.[1]
    if (!open) return null
    const end = rest.indexOf(SEPARATOR)
    found.set(open, rest.slice(open.length, end < 0 ? undefined : end))
    rest = end < 0 ? '' : rest.slice(end + 1)
  }
  return found
}

/** YYMMDD as a day; day 00 is the last of the month. Years are within fifty of this one. */
function day(value: string | undefined): string {
  if (!value || !/^\d{6}$/.test(value)) return ''
  const [year, month, date] = [Number(value.slice(0, 2)), Number(value.slice(2, 4)), Number(value.slice(4))]
  const made = new Date(Date.UTC(year > 80 ? 1900 + year : 2000 + year, date ? month - 1 : month, date))
  return made.toISOString().slice(0, 10)
}

/** Null for a plain barcode. */
export function gs1(code: string): Gs1Said | null {
  if (!isGs1(code)) return null
  const found = parts(code)
  const gtin = found?.get('01') ?? found?.get('02')
  if (!found || !gtin) return null
  return { gtin, lot: found.get('10') ?? '', serial: found.get('21') ?? '', expires: day(found.get('17') ?? found.get('15')), count: found.get('30') ?? found.get('37') ?? '' }
}
