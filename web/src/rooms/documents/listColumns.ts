import type { DocumentType } from '@/api/types'
import { t } from '@/kit/i18n'
import type { TableColumn } from '@/kit/table'

/** The columns of a list: only what documents of the type can have. Without a type, those of all. */
export function listColumns(type?: DocumentType): TableColumn[] {
  const has = (key: string): boolean => !type || type.header.some((field) => field.key === key)
  const hasAmounts = !type || type.amounts !== 'none'
  const columns: (TableColumn | false)[] = [
    !type && { key: 'type_code', title: t('document.type') },
    { key: 'number', title: t('document.number'), sortable: true, card: 'title' },
    { key: 'business_on', title: t('document.businessOn'), sortable: true },
    (!type || type.party !== '') && { key: 'party', title: t('document.party') },
    has('warehouse') && { key: 'warehouse', title: t('document.warehouse') },
    { key: 'state', title: t('document.state') },
    hasAmounts && type?.amounts !== 'money' && { key: 'amount_net', title: t('document.amountNet'), kind: 'amount', card: 'hide' },
    hasAmounts && type?.amounts !== 'money' && { key: 'amount_tax', title: t('document.amountTax'), kind: 'amount', card: 'hide' },
    hasAmounts && { key: 'amount_incl', title: type?.amounts === 'money' ? t('document.amount') : t('document.amountIncl'), kind: 'amount', sortable: true, card: 'side' },
    { key: 'remark', title: t('document.remark'), long: true },
    { key: 'created_by_name', title: t('document.createdBy'), card: 'hide' },
  ]
  return columns.filter((column) => column !== false)
}
