/** The departments and what may be opened in each, from the document types, the reports and the rights. */
import { computed } from 'vue'
import { labelOf, maybe, type MessageKey, t } from '@/kit/i18n'
import { iconOf, type IconName } from '@/kit/icons'
import type { DocumentType } from '@/api/types'
import { canDo, missingRights, RESOURCES } from './pages'
import { reports, session, types } from './session'
import { KINDS, type ScanKind } from './phone/scans'

export { canDo, RESOURCES }

export interface MenuItem {
  to: string
  label: string
  create?: string // where a new one is made
}

export interface Department {
  key: string
  label: string
  icon: IconName
  items: MenuItem[]
}

const ORDER = ['purchasing', 'sales', 'warehousing', 'manufacturing', 'retail', 'treasury', 'bookkeeping', 'reports', 'settings', 'health']

export const listPath = (type: string): string => `/list/${type}`
export const documentPath = (id: string): string => `/doc/${id}`
export const countPath = (id: string): string => `/counts/${id}`
/** A report with what is asked of it. */
export const reportPath = (name: string, query: Record<string, string> = {}): { path: string; query: Record<string, string> } => ({ path: `/report/${name}`, query })
export const createPath = (type: string): string => `/new/${type}`
export const productPath = (id: string): string => `/product/${id}`
export const partyPath = (id: string): string => `/party/${id}`
export const dictionaryPath = (name: string): string => `/dictionary/${name}`
export const resourceLabel = (name: string): string => t(`resource.${name}` as MessageKey)
export const departmentLabel = (key: string): string => maybe(`department.${key}`) ?? key

const ofType = (type: DocumentType): MenuItem => ({
  to: listPath(type.code),
  label: labelOf(type),
  create: type.may.create ? createPath(type.code) : undefined,
})

/** Whether the company's edition leaves a page out, and with it whatever leads there. */
export const isHiddenPage = (path: string): boolean => session.value?.hidden_pages.includes(path) ?? false

/** What can be done by scanning, as far as this person may. */
export function phonePages(): { kind: ScanKind | 'look'; to: string; label: string }[] {
  return ([...KINDS, 'look'] as const).filter((kind) => !missingRights(`/phone/${kind}`).length).map((kind) => ({ kind, to: `/phone/${kind}`, label: t(`phone.${kind}`) }))
}
/** Those who move goods; a look at the stock alone is what the page of stock is for. */
export const scansGoods = (): boolean => phonePages().some((one) => one.kind !== 'look')

/** The lists of the data dictionary this person may see, in the order of its tree. */
export const DICTIONARY = computed(() =>
  ['categories', 'units', 'tax-codes', 'warehouses', 'bins', 'departments', 'employees', 'fund-accounts', 'accounts'].filter((name) => !isHiddenPage(`/data/${name}`) && canDo(RESOURCES.find((one) => one.name === name)!.right)),
)

export const departments = computed<Department[]>(() => {
  const byKey = new Map<string, MenuItem[]>(ORDER.map((key) => [key, []]))
  const hidden = new Set(session.value?.hidden_types)
  const put = (key: string, item: MenuItem): void => {
    if (isHiddenPage(item.to) || missingRights(item.to).length) return
    byKey.set(key, [...(byKey.get(key) ?? []), item])
  }
  put('warehousing', { to: '/stock', label: t('page.stock') })
  put('warehousing', { to: '/trace', label: t('page.trace') })
  if (!hidden.has('incoming_inspection')) put('purchasing', { to: '/inspection', label: t('inspect.title') })
  if (!hidden.has('store_requisition')) {
    put('warehousing', { to: '/requisition', label: t('requisition.ask') })
    put('warehousing', { to: '/distribution', label: t('requisition.share') })
  }
  if (!hidden.has('pos_daily_close')) put('retail', { to: '/counter', label: t('counter.title') })
  put('warehousing', { to: '/counts', label: t('count.counts') })
  for (const type of types.value) {
    if (!hidden.has(type.code)) put(type.department === 'opening' ? 'settings' : type.department, ofType(type))
  }
  for (const resource of RESOURCES) {
    if (resource.department) put(resource.department, { to: `/data/${resource.name}`, label: resourceLabel(resource.name) })
  }
  put('sales', { to: '/promise', label: t('page.promise') })
  if ((session.value?.companies.length ?? 0) > 1) put('sales', { to: '/group', label: t('group.title') })
  if (DICTIONARY.value.length) put('settings', { to: '/dictionary', label: t('page.dictionary') })
  put('settings', { to: '/users', label: t('page.users') })
  put('settings', { to: '/roles', label: t('page.roles') })
  put('settings', { to: '/import', label: t('page.import') })
  put('settings', { to: '/settings/company', label: t('page.company') })
  put('bookkeeping', { to: '/settings/costing', label: t('page.methods') })
  put('bookkeeping', { to: '/settings/accounts', label: t('accountMap.title') })
  put('settings', { to: '/start', label: t('page.start') })
  put('settings', { to: '/opening-check', label: t('page.openingCheck') })
  put('settings', { to: '/settings/printing', label: t('page.printing') })
  put('settings', { to: '/settings/scales', label: t('scale.heading') })
  if (!hidden.has('store_requisition')) put('settings', { to: '/settings/forecast', label: t('requisition.factors') })
  for (const report of reports.value) put('reports', { to: `/report/${report.name}`, label: labelOf(report) })
  put('health', { to: '/health', label: t('page.health') })
  return [...byKey]
    .filter(([, items]) => items.length)
    .map(([key, items]) => ({ key, label: departmentLabel(key), icon: iconOf(key), items }))
})

/** Pages that stand inside another one or behind the user's name: found by the palette, not in the menu. */
export const furtherPages = computed<{ to: string; label: string; detail: string }[]>(() => [
  ...DICTIONARY.value.map((name) => ({ to: dictionaryPath(name), label: resourceLabel(name), detail: t('page.dictionary') })),
  ...(canDo('incoming_inspection.view') && session.value?.hidden_types.includes('incoming_inspection') ? [{ to: '/inspection', label: t('inspect.title'), detail: '' }] : []),
  ...(scansGoods() ? [{ to: '/phone', label: t('phone.title'), detail: '' }] : []),
  { to: '/account', label: t('page.account'), detail: '' },
])

/** The menu's name of an address, and the department it stands in. */
export function menuPlace(address: string): { label: string; department: string } | null {
  const path = address.replace(/^\/entry\/([^/]+)\/.*$/, '/list/$1')
  const further = furtherPages.value.find((page) => page.to === path)
  if (further) return { label: further.label, department: path === '/inspection' ? 'purchasing' : path === '/phone' ? 'warehousing' : 'settings' }
  for (const department of departments.value) {
    const item = department.items.find((one) => one.to === path || one.create === path)
    if (item) return { label: item.label, department: department.key }
  }
  return null
}
