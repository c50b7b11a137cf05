/** The columns of the entry grid, from the line fields of a type. */
import type { DocumentType, Field } from '@/api/types'
import type { GridColumn } from '@/kit/grid/cells'
import { labelOf, maybe, t } from '@/kit/i18n'
import { hasTax } from '@/shared/amounts'
import { isNumberKind, isReference, numberFormat } from '@/shared/lookups'

const WIDTHS: Record<string, number> = {
  product: 168,
  unit: 52,
  tax_code: 90,
  warehouse: 120,
  account: 190,
  item: 220,
  department: 110,
  handler: 110,
  fund_account: 130,
  quantity: 78,
  price: 82,
  amount: 92,
  discount_amount: 76,
  remark: 88,
  rate: 76,
  flag: 46,
  date: 104,
  choice: 110,
  lot: 104,
  serials: 130,
  kit_lots: 210,
  recipe_changes: 150,
}

/** What still tells goods, places and rates apart where not all columns fit; figures are never cut. */
const LEAST: Record<string, number> = { product: 124, tax_code: 66, warehouse: 90, account: 140, item: 160, department: 80, handler: 80, fund_account: 96, remark: 60, choice: 76, lot: 84, bin: 76 }

/** Cells with a code of their own on a label: the shelf's. */
const SCANNED_INTO = new Set(['bin', 'bin_to'])

/** What a title needs: a Chinese character is twice as wide as a Latin one. */
const titleWidth = (title: string): number => 16 + [...title].reduce((width, sign) => width + (sign > '\u2e80' ? 13 : 7), 0)

function column(field: Field): GridColumn {
  const titled = titleWidth(labelOf(field)) + (field.required ? 10 : 0)
  const width = Math.max(WIDTHS[field.key] ?? WIDTHS[field.kind] ?? 130, titled)
  const editor = field.kind === 'lot' || field.kind === 'kit_lots' || field.kind === 'recipe_changes' || (field.kind === 'text' && field.choices.length) ? 'suggest' : isReference(field.kind) || field.kind === 'choice' ? 'lookup' : isNumberKind(field.kind) ? 'number' : field.kind === 'date' || field.kind === 'flag' ? field.kind : 'text'
  return {
    key: field.key,
    title: labelOf(field),
    synonyms: [field.label, field.label_en, ...(maybe(`words.${field.key}`) ?? '').split('|')].filter(Boolean),
    editor,
    format: numberFormat(field.kind),
    width,
    least: isNumberKind(field.kind) ? width : Math.min(width, Math.max(LEAST[field.key] ?? LEAST[field.kind] ?? width, titled)),
    grows: field.kind === 'product' || field.kind === 'text' || field.kind === 'account' || field.kind === 'item',
    required: field.required,
    keepsScan: SCANNED_INTO.has(field.key),
    proposes: field.kind === 'kit_lots' || field.kind === 'recipe_changes' || (field.kind === 'text' && field.choices.length > 0),
    choices: field.kind === 'choice' ? field.choices.map((choice) => ({ id: choice.code, name: labelOf(choice) })) : undefined,
  }
}

/** The cell that holds which line of which document a line was carried from. */
export const SOURCE = 'source_line'

const fixed = (key: string, title: string, format?: GridColumn['format'], width = 92): GridColumn => ({ key, title, editor: 'fixed', format, width })

/** Declared fields in their order, with what is computed beside them: source, specification, available stock, amounts. */
export function gridColumns(type: DocumentType, shows: { available: boolean; source: boolean; apart: ReadonlySet<string> }): GridColumn[] {
  const columns: GridColumn[] = shows.source ? [fixed(SOURCE, t('document.source'), undefined, 128)] : []
  for (const field of type.lines) {
    if (field.kind === 'line' || (field.shown_for && !shows.apart.has(field.shown_for))) continue
    columns.push(column(field))
    if (field.kind === 'product' && !shows.source) columns.push(fixed('specification', t('entry.specification'), undefined, Math.max(82, titleWidth(t('entry.specification')))))
    if (field.key === 'quantity' && shows.available) columns.push({ ...fixed('available', t('entry.available'), 'price', 72), format: undefined, isNumber: true })
  }
  if (!hasTax(type)) return columns
  const has = (key: string): boolean => columns.some((one) => one.key === key)
  const amounts = [
    fixed('amount_net', t('document.amountNet'), 'amount'),
    fixed('amount_tax', t('document.amountTax'), 'amount', 80),
    fixed('amount_incl', t('document.amountIncl'), 'amount', 96),
  ].filter((one) => !has(one.key))
  const remark = columns.findIndex((one) => one.key === 'remark')
  columns.splice(remark < 0 ? columns.length : remark, 0, ...amounts)
  return columns
}
