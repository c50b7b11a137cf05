/** Columns of a DataTable, and how a value of each kind is shown. */
import { isNegative, isNumber, isZero, money, percent, quantity, round } from './num'
import { moment } from './dates'

export interface TableColumn {
  key: string
  title: string
  kind?: string // amount, quantity, price, rate, date, moment, flag or text
  sortable?: boolean
  long?: boolean
  /** Its place when the table is shown as cards on a phone: `named` is a fact with its title before it. */
  card?: 'title' | 'side' | 'hide' | 'named'
}

/** Prices and unit costs are kept to eight places and read to four; documents show what was typed. */
const PRICE_PLACES = 4

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
  if (kind === 'rate' || kind === 'percent') return percent(text)
  if (kind === 'price') return quantity(round(text, PRICE_PLACES), 2)
  return quantity(text)
}

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
