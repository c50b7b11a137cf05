/** Header and line values of a document as rows to read. */
import type { DocumentDetail, DocumentType, Field } from '@/api/types'
import { labelOf, t } from '@/kit/i18n'
import { isZero, sum } from '@/kit/num'
import { isNumeric, shown, type TableColumn } from '@/kit/table'
import { hasTax } from '@/shared/amounts'
import { dayOf } from '@/shared/kinds'
import { countPath } from '@/shared/menu'
import { accountInWords } from '@/shared/terms'

export interface Fact {
  key: string
  label: string
  text: string
  to?: string // the page it names
}

/** A value as text: choices by their labels, references by their names, accounts in the language of the page. */
export function valueText(value: unknown, field: Pick<Field, 'kind' | 'choices'>): string {
  if (field.kind === 'choice' && typeof value === 'string') {
    const choice = field.choices.find((one) => one.code === value)
    return choice ? labelOf(choice) : value
  }
  const text = shown(value, field.kind)
  return field.kind === 'account' ? accountInWords(text) : text
}

/** What the header says, without what is empty. The count that found the difference is led to, where it may be seen. */
export function headerFacts(detail: DocumentDetail, type: DocumentType): Fact[] {
  const { count } = detail.document
  const textOf = (field: Field): string => {
    const text = valueText(detail.document[field.key], field)
    return field.key === 'business_on' ? dayOf(type.code, text) : text
  }
  return type.header
    .map((field) => ({ key: field.key, label: labelOf(field), text: textOf(field), to: field.key === 'count_number' && count ? countPath(count.id) : undefined }))
    .filter((fact) => fact.text !== '')
}

/** Nobody typed a cost and the books found one: the 0.00 of the document is not what it was worth. */
export const isCostOfBooks = (detail: DocumentDetail, type: DocumentType): boolean =>
  type.amounts === 'cost' && isZero(detail.document.amount_incl ?? '1') && detail.effects.values.some((one) => !isZero(one.amount ?? '0'))

/** What goods cost and the shares of lines are known when the document is posted. */
const isKnownLater = ({ document }: DocumentDetail, { amounts }: DocumentType): boolean => document.state === 'draft' && (amounts === 'cost' || amounts === 'shares')

const AMOUNTS = ['amount_net', 'amount_tax', 'amount_incl']

/** The columns of the lines: declared fields that hold something in any line, then the amounts. */
export function lineColumns(detail: DocumentDetail, type: DocumentType): TableColumn[] {
  // a discount column full of 0.00 says nothing; a quantity of 0 does, where there are goods
  const hasGoods = detail.lines.some((line) => line.product)
  const silent = new Set(['discount_amount', ...(isCostOfBooks(detail, type) || isKnownLater(detail, type) ? AMOUNTS : []), ...(hasGoods ? [] : ['quantity'])])
  const isNothing = (value: unknown, key: string): boolean =>
    value === null || value === undefined || value === '' || value === false || (silent.has(key) && typeof value === 'string' && isZero(value))
  const holds = (key: string): boolean => detail.lines.some((line) => !isNothing(line[key], key))
  const columns: TableColumn[] = [{ key: 'line_no', title: '#', card: 'hide' }]
  const shown = type.lines.filter((field) => field.kind !== 'line' && holds(field.key))
  // a card is headed by its goods, whatever column comes before them (类别 of an order to make goods)
  const heading = shown.find((field) => field.kind === 'product') ?? shown.find((field) => !isNumeric(field.kind)) ?? shown[0]
  for (const field of shown) {
    const isTitle = field === heading
    const isOneOfTwo = field.kind === 'choice' && shown.some((one) => one !== field && one.kind === 'choice')
    columns.push({ key: field.key, title: labelOf(field), kind: field.kind, card: isTitle ? 'title' : field.key === 'amount_incl' ? 'side' : isOneOfTwo ? 'named' : undefined, long: field.kind === 'text' })
    if (field.kind === 'product') columns.push({ key: 'specification', title: t('entry.specification') })
  }
  if (hasTax(type)) {
    const amounts: [string, string][] = [['amount_net', t('document.amountNet')], ['amount_tax', t('document.amountTax')], ['amount_incl', t('document.amountIncl')]]
    for (const [key, title] of amounts) {
      if (!columns.some((column) => column.key === key)) columns.push({ key, title, kind: 'amount', card: key === 'amount_incl' ? 'side' : 'hide' })
    }
  }
  if (detail.lines.some((line) => line.source)) columns.push({ key: 'source', title: t('document.source') })
  if (detail.lines.some((line) => Object.keys(line.done ?? {}).length)) columns.push({ key: 'done', title: t('document.done') })
  return columns
}

/** The lines as they are read: what came in without a price beside what has one, like components of outsourced work, has no amounts of 0.00, and no tax. */
export function shownLines(detail: DocumentDetail, type: DocumentType): DocumentDetail['lines'] {
  const hasNone = (line: Record<string, unknown>): boolean => AMOUNTS.every((key) => isZero(String(line[key] ?? '0')))
  if (!hasTax(type) || detail.lines.every(hasNone)) return detail.lines
  return detail.lines.map((line) => (line.price === null && hasNone(line) ? { ...line, tax_code: null, amount_net: null, amount_tax: null, amount_incl: null } : line))
}

/** The sums below the lines. */
export function lineSums(detail: DocumentDetail, columns: TableColumn[]): Record<string, string | null> {
  const { amount_net: net, amount_tax: tax, amount_incl: incl } = detail.document
  const sums: Record<string, string | null> = { amount_net: net, amount_tax: tax, amount_incl: incl }
  for (const side of ['debit', 'credit']) sums[side] = sum(detail.lines.map((line) => String(line[side] ?? '0')))
  const units = new Set(detail.lines.map((line) => JSON.stringify(line.unit ?? null)))
  // goods of one unit, all on one side of the document, add up
  if (units.size === 1 && !columns.some((column) => column.key === 'direction')) sums.quantity = sum(detail.lines.map((line) => String(line.quantity ?? '0')))
  return Object.fromEntries(Object.entries(sums).filter(([key]) => columns.some((column) => column.key === key && isNumeric(column.kind))))
}
