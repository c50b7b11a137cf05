import type { DocumentType } from '@/api/types'
import { t } from '@/kit/i18n'
import type { TableColumn } from '@/kit/table'
import { amountLabel, hasAmounts, hasTax } from '@/shared/amounts'

/** The columns of a list: only what documents of the type can have. Without a type, those of all. */
export function listColumns(type?: DocumentType): TableColumn[] {
  const has = (key: string): boolean => !type || type.header.some((field) => field.key === key)
  const showsAmounts = !type || hasAmounts(type)
  const showsTax = !type || hasTax(type)
  const columns: (TableColumn | false)[] = [
    !type && { key: 'type_code', title: t('document.type') },
    { key: 'number', title: t('document.number'), sortable: true, card: 'title' },
    { key: 'business_on', title: t('document.businessOn'), sortable: true },
    (!type || type.party !== '') && { key: 'party', title: t('document.party'), sortable: true },
    has('warehouse') && { key: 'warehouse', title: t('document.warehouse') },
    { key: 'state', title: t('document.state') },
    showsTax && { key: 'amount_net', title: t('document.amountNet'), kind: 'amount', card: 'hide' },
    showsTax && { key: 'amount_tax', title: t('document.amountTax'), kind: 'amount', card: 'hide' },
    showsAmounts && { key: 'amount_incl', title: type ? amountLabel(type) : t('document.amountIncl'), kind: 'amount', sortable: true, card: 'side' },
    { key: 'remark', title: t('document.remark'), long: true },
    { key: 'created_by_name', title: t('document.createdBy'), card: 'hide' },
  ]
  return columns.filter((column) => column !== false)
}
