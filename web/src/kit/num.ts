/**
 * Exact decimal arithmetic on text. Quantities, prices and amounts come from the server as text and stay text:
 * nothing here passes through a float. Rounding is half up (away from zero), as the server rounds.
 */

interface Exact {
  digits: bigint // the number times 10 ** scale
  scale: number
}

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/

function exact(text: string): Exact {
  const found = PLAIN.exec(text)
  if (!found || !(found[2] || found[3])) throw new RangeError(`not a number: ${text}`)
  const fraction = found[3] ?? ''
  const digits = BigInt(`${found[2]}${fraction}`)
  return { digits: found[1] === '-' ? -digits : digits, scale: fraction.length }
}

function text({ digits, scale }: Exact): string {
  const sign = digits < 0n ? '-' : ''
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  return scale === 0 ? sign + all : `${sign}${all.slice(0, -scale)}.${all.slice(-scale)}`
}

const power = (scale: number): bigint => 10n ** BigInt(scale)

function align(a: Exact, b: Exact): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale)
  return [a.digits * power(scale - a.scale), b.digits * power(scale - b.scale), scale]
}

/** n / d rounded half away from zero. */
function divideHalfUp(n: bigint, d: bigint): bigint {
  const sign = n < 0n !== d < 0n ? -1n : 1n
  const [top, bottom] = [n < 0n ? -n : n, d < 0n ? -d : d]
  return sign * ((2n * top + bottom) / (2n * bottom))
}

/** True when the text is a plain decimal number such as "-12.50". */
export function isNumber(value: string): boolean {
  const found = PLAIN.exec(value)
  return !!found && !!(found[2] || found[3])
}

/** The sum, with the larger of both scales. */
export function add(a: string, b: string): string {
  const [x, y, scale] = align(exact(a), exact(b))
  return text({ digits: x + y, scale })
}

/** a − b, with the larger of both scales. */
export function subtract(a: string, b: string): string {
  const [x, y, scale] = align(exact(a), exact(b))
  return text({ digits: x - y, scale })
}

/** The exact product. */
export function multiply(a: string, b: string): string {
  const [x, y] = [exact(a), exact(b)]
  return text({ digits: x.digits * y.digits, scale: x.scale + y.scale })
}

/** a / b rounded half up to `scale` places. Division by zero throws RangeError. */
export function divide(a: string, b: string, scale: number): string {
  const [x, y] = align(exact(a), exact(b))
  if (y === 0n) throw new RangeError('division by zero')
  return text({ digits: divideHalfUp(x * power(scale), y), scale })
}

/** Rounded half up to exactly `scale` places. */
export function round(value: string, scale: number): string {
  const x = exact(value)
  if (x.scale <= scale) return text({ digits: x.digits * power(scale - x.scale), scale })
  return text({ digits: divideHalfUp(x.digits, power(x.scale - scale)), scale })
}

/** Rounded to fen 分. */
export const toFen = (value: string): string => round(value, 2)

/** −1, 0 or 1. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  const [x, y] = align(exact(a), exact(b))
  return x < y ? -1 : x > y ? 1 : 0
}

/** True for "0", "-0.00" and for empty text. */
export const isZero = (value: string): boolean => value === '' || exact(value).digits === 0n

/** True when below zero. */
export const isNegative = (value: string): boolean => value !== '' && exact(value).digits < 0n

/** Changes the sign. */
export function negate(value: string): string {
  const { digits, scale } = exact(value)
  return text({ digits: -digits, scale })
}

/** Sum of the numbers; empty texts count as nothing. "0" when there are none. */
export const sum = (values: Iterable<string>): string => {
  let total = '0'
  for (const value of values) if (value !== '') total = add(total, value)
  return total
}

/** Without the zeros that say nothing: "5.000000" → "5". */
export function trim(value: string): string {
  if (!value.includes('.')) return value
  const short = value.replace(/0+$/, '').replace(/\.$/, '')
  return short === '-0' || short === '' ? '0' : short
}

/** With separators of thousands: "1234567.5" → "1,234,567.5". */
export function group(value: string): string {
  const [whole = '', fraction] = value.split('.')
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? spaced : `${spaced}.${fraction}`
}

/** How high a bar is drawn. For drawing only: what is said is always the text. */
export const drawn = (value: string | null | undefined): number => (value ? Number(value) : 0)

/** An amount as people read it: two places always, thousands separated. Empty stays empty. */
export const money = (value: string | null | undefined): string => (value ? group(round(value, 2)) : '')

/** An amount with the sign of its currency; a minus stands before both: -¥33.90. */
export const yuan = (value: string | null | undefined): string => money(value).replace(/^(-?)(?=\d)/, '$1¥')

/** A quantity or price as people read it: no empty zeros, at least `places` of them. */
export function quantity(value: string | null | undefined, places = 0): string {
  if (!value) return ''
  const short = trim(value)
  const have = short.split('.')[1]?.length ?? 0
  return group(have < places ? round(short, places) : short)
}

/** "0.13" → "13%". */
export const percent = (value: string | null | undefined): string => (value ? `${trim(multiply(value, '100'))}%` : '')

/** Full-width digits and signs of a Chinese keyboard as their plain ones; the full stop counts as a point. */
const narrow = (input: string): string =>
  input
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3002/g, '.')

/**
 * What a person typed, as a plain number: full-width digits, separators, currency signs and spaces are understood,
 * "13%" becomes 0.13. Null when it is no number.
 */
export function typed(input: string): string | null {
  const value = narrow(input).replace(/[\s,\u00a5\uffe5元]/g, '')
  if (value.endsWith('%')) return isNumber(value.slice(0, -1)) ? trim(divide(value.slice(0, -1), '100', 8)) : null
  if (!isNumber(value)) return null
  const { digits, scale } = exact(value)
  return text({ digits, scale })
}
