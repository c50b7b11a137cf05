/** What of a report stands on a card of a phone: by which words it is told, and which figure heads it. */
import type { Report, ReportColumn } from '@/api/types'
import { labelOf } from '@/kit/i18n'
import { isNothing, isNumeric, type TableColumn } from '@/kit/table'

/** The figure that a report is read for, where it is neither its total nor the last of its amounts. */
const HEADS: Record<string, string> = {
  dish_costs: 'cost',
  dish_use: 'over',
  exchanges_waiting: 'quantity_left',
  purchase_execution: 'rate',
  purchase_match: 'amount_net',
  purchase_prices: 'price',
  replenishment: 'suggested',
  sales_execution: 'rate',
  stock_accuracy: 'quantity_rate',
  store_delivery: 'rate',
  supplier_scores: 'score',
  transfers_on_the_way: 'in_transit',
}

/** The other half of a figure that a row has on one side only: debit of credit, in of out. */
const otherSide = (key: string): string => key.replace(/credit$/, 'debit').replace(/^out_/, 'in_')

/** The figure at the right of the cards: one that says something in any row comes before one that says nothing in all. */
export function headOf(name: string, columns: readonly ReportColumn[], rows: Report['rows']): ReportColumn | undefined {
  const figures = columns.filter((one) => isNumeric(one.kind))
  const speaks = (one: ReportColumn): boolean => rows.some((row) => row[one.key] !== null && row[one.key] !== '' && !isNothing(row[one.key], one.kind))
  const amounts = figures.filter((one) => one.kind === 'amount')
  const named = figures.find((one) => one.key === HEADS[name]) ?? figures.find((one) => one.key === 'total')
  return named ?? amounts.filter(speaks).at(-1) ?? figures.filter(speaks).at(-1) ?? amounts.at(-1) ?? figures.at(-1)
}

/** The columns of a report as its cards show them. */
export function cardColumns(name: string, columns: readonly ReportColumn[], rows: Report['rows']): TableColumn[] {
  const head = headOf(name, columns, rows)
  const sides = head ? [head.key, otherSide(head.key)] : []
  const placeOf = (column: ReportColumn, index: number): TableColumn['card'] =>
    index === 0 || (index === 1 && column.kind === 'text') ? 'title' : sides.includes(column.key) ? 'side' : undefined
  return columns.map((column, index) => ({ key: column.key, title: labelOf(column), kind: column.kind, card: placeOf(column, index) }))
}
