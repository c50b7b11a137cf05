/** Columns of a DataTable, and how a value of each kind is shown. */
import { group, isNegative, isNumber, isZero, money, multiply, quantity, round } from './num'
import { moment } from './dates'

export interface TableColumn {
  key: string
  title: string
  kind?: string // amount, quantity, price, rate, date, moment, flag or text
  sortable?: boolean
  long?: boolean
  /** In pixels; without it the column is as wide as what stands in it. */
  width?: number
  /** Its place when the table is shown as cards on a phone: `named` is a fact with its title before it. */
  card?: 'title' | 'side' | 'hide' | 'named'
}

/** Prices and unit costs are kept to eight places and read to four; documents show what was typed. */
const PRICE_PLACES = 4
/** Figures of a statistic stand one below the other. */
const DECIMAL_PLACES = 3

const NUMERIC = new Set(['amount', 'money', 'quantity', 'price', 'rate', 'integer', 'number', 'percent', 'decimal', 'count'])

/** True for columns whose figures stand to the right. */
export const isNumeric = (kind?: string): boolean => NUMERIC.has(kind ?? '')

const said = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') {
    const named = value as { name?: string; label?: string; number?: string; code?: string }
    return named.name ?? named.label ?? named.number ?? named.code ?? ''
  }
  return String(value)
}

/** A value as people read it. */
export function shown(value: unknown, kind?: string): string {
  const text = said(value)
  if (text === '') return ''
  if (kind === 'moment' || kind === 'datetime') return moment(text)
  if (kind === 'flag') return value === true || text === 'true' ? '✓' : ''
  if (!isNumeric(kind) || !isNumber(text)) return text
  if (kind === 'amount' || kind === 'money') return money(text)
  if (kind === 'rate' || kind === 'percent') return `${round(multiply(text, '100'), 2)}%`
  if (kind === 'decimal') return group(round(text, DECIMAL_PLACES))
  if (kind === 'price') return quantity(round(text, PRICE_PLACES), 2)
  return quantity(text)
}

const LENGTHY = 48 // letters; a Chinese one is as wide as two

/** Words too long to stand in one line beside other columns: a name of sixty letters must not push the figures off the page. */
export function isLengthy(value: unknown, kind?: string): boolean {
  if (isNumeric(kind)) return false
  const text = said(value)
  return text.length * 2 > LENGTHY && text.length + (text.match(/[\u3000-\u9fff\uff00-\uffef]/g)?.length ?? 0) > LENGTHY
}

/** Whether a row of sums says anything: one without a single figure, as for who may not see the money, says nothing. */
export const hasSums = (columns: readonly Pick<TableColumn, 'key' | 'kind'>[], sums: Record<string, unknown> | null): boolean =>
  !!sums && columns.some((column) => shown(sums[column.key], column.kind) !== '')

/** True when the value is a figure of nothing. */
export function isNothing(value: unknown, kind?: string): boolean {
  const text = said(value)
  return isNumeric(kind) && isNumber(text) && isZero(text)
}

/** True when the value is a figure below zero. */
export function isBelowZero(value: unknown, kind?: string): boolean {
  const text = said(value)
  return isNumeric(kind) && isNumber(text) && isNegative(text)
}

export const WIDTH_MIN = 40
export const WIDTH_MAX = 800

/** A width that a column may have. */
export const fitted = (width: number): number => Math.round(Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width)))

/** Where each frozen column stands, from the left: after those before it. */
export function lefts(widths: readonly number[]): number[] {
  let left = 0
  return widths.map((width) => {
    const mine = left
    left += width
    return mine
  })
}

/** The keys chosen after a press on one row: alone, or with everything from the row pressed before (Shift). */
export function chosenAfter(keys: readonly string[], chosen: ReadonlySet<string>, pressed: string, since: string | null): Set<string> {
  const next = new Set(chosen)
  const wants = !chosen.has(pressed)
  const from = since === null ? -1 : keys.indexOf(since)
  const at = keys.indexOf(pressed)
  const span = from < 0 ? [pressed] : keys.slice(Math.min(from, at), Math.max(from, at) + 1)
  for (const key of span) {
    if (wants) next.add(key)
    else next.delete(key)
  }
  return next
}
