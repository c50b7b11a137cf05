/** Filters of a list: in the address, in the row under the headings, in words. The server reads and refuses them. */
import type { Condition, FilterField, ListFilter } from '@/api/types'
import { labelOf, maybe, type MessageKey, t } from '@/kit/i18n'
import { compare, isNumber, money } from '@/kit/num'

export const PERIODS = ['today', 'yesterday', 'last_7_days', 'last_30_days', 'this_week', 'this_month', 'last_month', 'this_year', 'last_year'] as const

export const noFilter = (): ListFilter => ({ match: 'all', conditions: [] })

/** As it stands in the address; nothing for a filter without conditions. */
export const encodeFilter = (filter: ListFilter): string => (filter.conditions.length ? JSON.stringify(filter) : '')

const isCondition = (one: unknown): one is Condition => {
  const { field, op, value } = (one ?? {}) as Partial<Condition>
  return typeof field === 'string' && typeof op === 'string' && Array.isArray(value) && value.every((text) => typeof text === 'string')
}

/** The filter of an address; an address somebody spoilt has none. */
export function decodeFilter(text: string | undefined): ListFilter {
  if (!text) return noFilter()
  try {
    const { match, conditions } = JSON.parse(text) as Partial<ListFilter>
    if (!Array.isArray(conditions) || !conditions.every(isCondition)) return noFilter()
    return { match: match === 'any' ? 'any' : 'all', conditions: conditions.map(({ field, op, value }) => ({ field, op, value })) }
  } catch {
    return noFilter()
  }
}

/** The one condition on a field which the row under the headings can show; undefined when there is none or are several. */
export function onlyCondition(filter: ListFilter, field: string): Condition | undefined {
  const found = filter.conditions.filter((one) => one.field === field)
  return found.length === 1 && filter.match === 'all' ? found[0] : undefined
}

/** The filter with this as its only condition on the field, or with none. */
export function withCondition(filter: ListFilter, field: string, condition: Condition | null): ListFilter {
  const at = filter.conditions.findIndex((one) => one.field === field)
  const others = filter.conditions.filter((one) => one.field !== field)
  if (condition) others.splice(at < 0 ? others.length : at, 0, condition)
  return { match: others.length ? filter.match : 'all', conditions: others }
}

const plain = (text: string): string => text.replace(/[,\uff0c\s\u00a5\uffe5]/g, '')

/** What somebody typed under an amount: 100, >=100, <=100, 100~200. Null when it is no condition. */
export function typedAmount(field: string, input: string): Condition | null {
  const text = plain(input)
  const [, sign, one] = /^(>=|≥|>|<=|≤|<|=)?(-?[\d.]+)$/.exec(text) ?? []
  if (one && isNumber(one)) return { field, op: sign?.startsWith('>') || sign === '≥' ? 'at_least' : sign?.startsWith('<') || sign === '≤' ? 'at_most' : 'is', value: [one] }
  const [, low = '', high = ''] = /^(-?[\d.]*)(?:~|\uff5e|\.\.|\u81f3)(-?[\d.]*)$/.exec(text) ?? []
  const ends = [low, high].filter(Boolean)
  if (!ends.length || !ends.every(isNumber) || (low && high && compare(low, high) > 0)) return null
  return { field, op: 'between', value: [low, high] }
}

/** An amount condition as it would be typed. */
export function amountText(condition: Condition | undefined): string {
  if (!condition) return ''
  const [low = '', high = ''] = condition.value
  return { is: low, at_least: `≥${low}`, at_most: `≤${low}`, between: `${low}~${high}` }[condition.op] ?? ''
}

export const operatorLabel = (field: FilterField, op: string): string =>
  maybe(`filter.${field.kind}.${op}`) ?? maybe(`filter.op.${op}`) ?? op

export const periodLabel = (name: string): string => maybe(`filter.period.${name}`) ?? name

/** A condition in words; `nameOf` tells what an id or a code is called. */
export function describe(condition: Condition, fields: readonly FilterField[], nameOf: (field: FilterField, value: string) => string): string {
  const field = fields.find((one) => one.key === condition.field)
  if (!field) return condition.field
  const { op, value } = condition
  const said = (text: string): string =>
    field.kind === 'amount' ? money(text) : op === 'within' ? periodLabel(text) : field.kind === 'flag' ? t(`filter.flag.${text}` as MessageKey) : ['choice', 'reference'].includes(field.kind) ? nameOf(field, text) : text
  const words = op === 'between' ? `${value[0] ? said(value[0]) : '…'} – ${value[1] ? said(value[1]) : '…'}` : value.map(said).join(t('filter.comma'))
  const verb = op === 'within' || op === 'between' || (op === 'in' && value.length === 1) || op === 'is' ? '' : operatorLabel(field, op)
  return [fieldLabel(field), verb, words].filter(Boolean).join(' ')
}

export const fieldLabel = (field: FilterField): string => labelOf(field)
