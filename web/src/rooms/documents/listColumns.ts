import type { DocumentType } from '@/api/types'
import { labelOf, t } from '@/kit/i18n'
import { amountLabel, hasAmounts, hasTax } from '@/shared/amounts'
import type { ListColumn } from '@/shared/list/layout'

/** The columns of a list: only what documents of the type can have, and this person may see. Without a type, those of all. */
export function listColumns(type?: DocumentType): ListColumn[] {
  const has = (key: string): boolean => !type || type.header.some((field) => field.key === key)
  const makes = !!type && type.is_order && type.lines.some((field) => field.key === 'part')
  // of two places a card says which is which
  const card = !!type && has('warehouse') && has('warehouse_to') ? 'named' : undefined
  const showsAmounts = !type || (hasAmounts(type) && !type.hides_money)
  const showsTax = !type || (hasTax(type) && !type.hides_money)
  /** What the type calls the field, where it has one of its own: 领料仓库, not 调入仓库. */
  const named = (key: string, usual: string): string => {
    const field = type?.header.find((one) => one.key === key)
    return field ? labelOf(field) : usual
  }
  const columns: (ListColumn | false)[] = [
    !type && { key: 'type_code', title: t('document.type') },
    { key: 'number', title: t('document.number'), sortable: true, card: 'title' },
    { key: 'business_on', title: named('business_on', t('document.businessOn')), sortable: true },
    has('due_on') && { key: 'due_on', title: named('due_on', t('document.dueOn')), isExtra: true },
    (!type || type.party !== '') && { key: 'party', title: named('party', t('document.party')) },
    has('warehouse') && { key: 'warehouse', title: named('warehouse', t('document.warehouse')), card },
    has('warehouse_to') && { key: 'warehouse_to', title: named('warehouse_to', t('document.warehouseTo')), isExtra: !type, card },
    has('handler') && { key: 'handler', title: t('document.handler'), isExtra: true },
    has('department') && { key: 'department', title: t('document.department'), isExtra: true },
    has('fund_account') && { key: 'fund_account', title: t('document.fundAccount'), isExtra: !type },
    makes && { key: 'made', title: t('document.made') },
    makes && { key: 'progress', title: t('document.progress') },
    { key: 'state', title: t('document.state') },
    showsTax && { key: 'amount_net', title: t('document.amountNet'), kind: 'amount', card: 'hide' },
    showsTax && { key: 'amount_tax', title: t('document.amountTax'), kind: 'amount', card: 'hide' },
    showsAmounts && { key: 'amount_incl', title: type ? amountLabel(type) : t('document.amountIncl'), kind: 'amount', sortable: true, card: 'side' },
    { key: 'source_number', title: t('document.sourceNumber'), isExtra: true },
    { key: 'remark', title: t('document.remark'), long: true },
    { key: 'created_by_name', title: t('document.createdBy'), card: 'hide' },
    { key: 'created_at', title: t('document.createdAt'), kind: 'moment', sortable: true, isExtra: true },
    { key: 'posted_by_name', title: t('document.postedBy'), isExtra: true },
    { key: 'posted_at', title: t('document.postedAt'), kind: 'moment', isExtra: true },
  ]
  return columns.filter((column) => column !== false)
}

/** The field that a column is filtered by, where it is called otherwise. */
export const filterKey = (column: string): string => ({ created_by_name: 'created_by', posted_by_name: 'posted_by' })[column] ?? column
