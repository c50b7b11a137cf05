/** What is to be printed: any page says it, the dialog of the printing room shows it. */
import { shallowRef } from 'vue'
import type { StatementOrder } from '@/api/prints'
import { t } from '@/kit/i18n'
import { addBatchHook, type Chosen } from './list/batchHooks'

export interface PrintDocuments {
  what: 'documents'
  type: string // of the first document: its papers and layouts are offered
  ids: string[] // the first is shown before
  all?: Chosen['all'] // everything a list finds, instead
}

export interface LabelGoods {
  id: string
  name: string
  count: number
  unit?: string | null // id; the base unit when there is none
  pieces?: number // how many there are of it: one label for each, if wanted
  lot?: string
  produced?: string | null // those of the lot where they are not said
  expires?: string | null
  serials?: string[] // a label for each
  weight?: string // of one piece
}

export interface PrintLabels {
  what: 'labels'
  goods: LabelGoods[]
}

export interface PrintBins {
  what: 'bins'
  bins: { id: string; code: string; warehouse: string }[] // never empty
}

export interface PrintStatement {
  what: 'statement'
  name: string // of the party
  asked: StatementOrder
}

export interface Debtor {
  id: string
  name: string
  overdue: string
}

export interface PrintDunning {
  what: 'dunning'
  asOf: string
  debtors: Debtor[] // never empty
}

export const printing = shallowRef<PrintDocuments | PrintLabels | PrintBins | PrintStatement | PrintDunning | null>(null)

/** Opens the preview of letters that ask customers to pay what is overdue; nothing for none. */
export function printDunning(asOf: string, debtors: Debtor[]): void {
  if (debtors.length) printing.value = { what: 'dunning', asOf, debtors }
}

/** Opens the preview of a party's statement of account. */
export function printStatement(name: string, asked: StatementOrder): void {
  printing.value = { what: 'statement', name, asked }
}

/** Opens the print dialog for documents; nothing for none. */
export function printDocuments(type: string, ids: string[], all?: Chosen['all']): void {
  if (ids.length) printing.value = { what: 'documents', type, ids: [...ids], all }
}

/** Opens the label dialog for products, each with how many labels are likely wanted. */
export function printLabels(goods: LabelGoods[]): void {
  if (goods.length) printing.value = { what: 'labels', goods: goods.map((one) => ({ ...one })) }
}

/** One file holds so many documents (jobs.DOCUMENTS_MAX of the server). */
const DOCUMENTS_MAX = 500

/** Opens the label dialog for bins; nothing for none. */
export function printBins(bins: PrintBins['bins']): void {
  if (bins.length) printing.value = { what: 'bins', bins: [...bins] }
}

addBatchHook({
  key: 'print',
  label: () => t('print.act'),
  icon: 'print',
  most: DOCUMENTS_MAX,
  may: (type) => !!type?.may.view,
  takesAll: true,
  run: ({ type, ids, all }) => printDocuments(type?.code ?? '', ids, all),
})
