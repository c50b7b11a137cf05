/** Dates as text, 2026-11-21. The day of work comes from the server: a computer's own clock may be wrong. */

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

const iso = (date: Date): string => `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`

/** True for a day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && iso(date) === text
}

/** The day so many days later, or earlier when negative. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + count)
  return iso(date)
}

export const monthStart = (day: string): string => `${day.slice(0, 8)}01`

/** The last day of the month of a day. */
export function monthEnd(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return iso(new Date(Date.UTC(year, month, 0)))
}

/** First and last day of the month `back` months before that of the day. */
export function month(day: string, back = 0): [string, string] {
  const [year = 0, number = 1] = day.split('-').map(Number)
  const first = iso(new Date(Date.UTC(year, number - 1 - back, 1)))
  return [first, monthEnd(first)]
}

/**
 * What a person typed, as a day near `today`: "5" is the 5th of this month, "1121" and "11-21" this year,
 * "20261121", "2026/11/21" and "2026年11月21日" are full. Null when it is no day.
 */
export function typedDay(input: string, today: string): string | null {
  const plain = input
    .replace(/[\uff10-\uff19]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[日号\s]/g, '')
    .replace(/[年月/.。,、-]/g, '-')
  const [year = '', month = ''] = today.split('-')
  const solid = /^\d+$/.test(plain)
  let parts: string[]
  if (solid && plain.length <= 2) parts = [year, month, plain]
  else if (solid && plain.length === 4) parts = [year, plain.slice(0, 2), plain.slice(2)]
  else if (solid && plain.length === 8) parts = [plain.slice(0, 4), plain.slice(4, 6), plain.slice(6)]
  else parts = plain.split('-')
  if (parts.length === 2) parts = [year, ...parts]
  if (parts.length !== 3 || parts.some((part) => !/^\d+$/.test(part))) return null
  const [y = '', m = '', d = ''] = parts
  const day = `${y.length === 2 ? `20${y}` : y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(day) ? day : null
}

/** A moment as people read it: day and minute in the browser's zone. */
export function moment(at: string | null | undefined): string {
  if (!at) return ''
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`
}
