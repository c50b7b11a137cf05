/**
 * What a GS1 code says of the goods in hand (B3.2). Read as the server reads it (catalog/barcode_rules): both are held
 * to one table of codes, tests/catalog/gs1_cases.json.
 */
import { SEPARATOR } from '@/kit/grid/scanner'
import { divide, trim } from '@/kit/num'
import { isGs1, passesCheck, SYMBOLOGY } from '@/shared/codes'

interface Element {
  size: number
  isFixed: boolean
  isNumeric: boolean
}
const fixed = (size: number): Element => ({ size, isFixed: true, isNumeric: true })
const open = (size: number, isNumeric = false): Element => ({ size, isFixed: false, isNumeric })

const DATES = ['11', '12', '13', '15', '16', '17']
const MEASURES = ['310', '311', '312', '313', '314', '315', '316'] // a fourth digit says the decimals
const CHECKED = ['00', '01', '02']
const ELEMENTS = new Map<string, Element>([
  ['00', fixed(18)], ['01', fixed(14)], ['02', fixed(14)],
  ...DATES.map((key): [string, Element] => [key, fixed(6)]),
  ...MEASURES.flatMap((key) => [0, 1, 2, 3, 4, 5].map((n): [string, Element] => [`${key}${n}`, fixed(6)])),
  ['10', open(20)], ['21', open(20)], ['240', open(30)], ['30', open(8, true)], ['37', open(8, true)],
])
const READABLE = /\((\d{2,4})\)/
/** The 82 characters of GS1's general set. */
const TEXT = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/

/** Dates as YYYY-MM-DD, weight in kilograms, count of pieces; empty where the code has none. */
export interface Gs1Said {
  gtin: string
  lot: string
  serial: string
  produced: string
  expires: string
  weight: string
  count: string
}

type Pair = [key: string, value: string]

function scannedPairs(body: string): Pair[] | null {
  const pairs: Pair[] = []
  let rest = body
  while (rest.startsWith(SEPARATOR)) rest = rest.slice(1)
  while (rest) {
    const key = [2, 3, 4].map((size) => rest.slice(0, size)).find((one) => ELEMENTS.has(one))
    if (!key) return null
    rest = rest.slice(key.length)
    const { size, isFixed } = ELEMENTS.get(key)!
    const end = isFixed ? size : rest.indexOf(SEPARATOR)
    pairs.push([key, end < 0 ? rest : rest.slice(0, end)])
    rest = end < 0 ? '' : rest.slice(end)
    if (rest.startsWith(SEPARATOR)) rest = rest.slice(1) // some printers end a fixed value with it too
  }
  return pairs
}

function readablePairs(body: string): Pair[] {
  const pieces = body.split(READABLE).slice(1) // identifier, value, identifier, value ...
  return pieces.flatMap((key, at): Pair[] => (at % 2 ? [] : [[key, pieces[at + 1] ?? '']]))
}

function fits(key: string, value: string): boolean {
  const element = ELEMENTS.get(key)
  if (!element || !value || (element.isFixed ? value.length !== element.size : value.length > element.size)) return false
  if (!(element.isNumeric ? /^\d+$/ : TEXT).test(value)) return false
  return !CHECKED.includes(key) || passesCheck(value)
}

/** YYMMDD as a day, null where there is none such; day 00 is the last of the month, the century within 50 years of today. */
function dayOf(value: string, today: string): string | null {
  const [ofCentury, month, date] = [0, 2, 4].map((at) => Number(value.slice(at, at + 2))) as [number, number, number]
  const now = Number(today.slice(0, 4))
  const apart = ofCentury - (now % 100)
  const year = (Math.floor(now / 100) - (apart >= 51 ? 1 : 0) + (apart <= -50 ? 1 : 0)) * 100 + ofCentury
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (month < 1 || month > 12 || date > last) return null
  return `${year}-${value.slice(2, 4)}-${String(date || last).padStart(2, '0')}`
}

/** What the code says, or null when it is refused as a whole: it is no GS1 code, or any part of it is wrong or unknown. */
export function gs1(code: string, today: string): Gs1Said | null {
  if (!isGs1(code)) return null
  const body = code.replace(SYMBOLOGY, '')
  const pairs = body.search(READABLE) === 0 ? readablePairs(body) : scannedPairs(body)
  if (!pairs?.length || !pairs.every(([key, value]) => fits(key, value))) return null
  const said = new Map(pairs)
  if (said.size < pairs.length) return null // said twice
  const days = new Map<string, string | null>()
  for (const key of DATES) if (said.has(key)) days.set(key, dayOf(said.get(key)!, today))
  if ([...days.values()].includes(null)) return null
  const count = said.get('37') ?? said.get('30')
  const weighed = pairs.findLast(([key]) => /^310\d$/.test(key))
  const weight = weighed ? trim(divide(weighed[1], `1${'0'.repeat(Number(weighed[0][3]))}`, 6)) : ''
  return {
    gtin: said.get('01') ?? said.get('02') ?? '', lot: said.get('10') ?? '', serial: said.get('21') ?? '',
    produced: days.get('11') ?? '', expires: days.get('17') ?? days.get('15') ?? '', weight, count: count ? String(Number(count)) : '',
  }
}
