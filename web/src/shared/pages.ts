/** Which rights a page asks for: what the menu leaves out, and what a typed address says is missing. */
import { may, typeOf } from './session'

/** All rights are held by who holds "*". */
export const canDo = (right: string): boolean => may(right) || may('*')

/** Master data by department: resource, and the right to see it. Those without one stand in the data dictionary. */
export const RESOURCES: { name: string; right: string; department: string }[] = [
  { name: 'products', right: 'catalog.view', department: 'warehousing' },
  { name: 'parties', right: 'parties.view', department: 'settings' },
  { name: 'prices', right: 'catalog.view', department: 'sales' },
  { name: 'warehouses', right: 'company.view', department: 'settings' },
  { name: 'categories', right: 'catalog.view', department: '' },
  { name: 'units', right: 'catalog.view', department: '' },
  { name: 'tax-codes', right: 'catalog.view', department: '' },
  { name: 'bins', right: 'company.view', department: '' },
  { name: 'departments', right: 'company.view', department: '' },
  { name: 'employees', right: 'company.view', department: '' },
  { name: 'fund-accounts', right: 'parties.view', department: 'treasury' },
  { name: 'accounts', right: 'ledger.view', department: 'bookkeeping' },
  { name: 'periods', right: 'company.view', department: 'bookkeeping' },
]

/** The rights of pages by the beginning of their address; a page that is not here is for everybody. */
const RIGHTS: Record<string, string[]> = {
  '/start': ['company.view'],
  '/opening-check': ['ledger.view', 'cost.view'],
  '/product': ['catalog.view'],
  '/party': ['parties.view'],
  '/stock': ['reports.view'],
  '/promise': ['reports.view'],
  '/trace': ['reports.view'],
  '/report': ['reports.view'],
  '/requisition': ['store_requisition.create'],
  '/counter': ['pos_daily_close.create'],
  '/distribution': ['store_requisition.view', 'transfer_out.post'],
  '/settings/forecast': ['company.view', 'store_requisition.view'],
  '/inspection': ['incoming_inspection.view'],
  '/counts': ['stock_count.view'],
  '/phone/in': ['purchase_receipt.create'],
  '/phone/out': ['sales_issue.create'],
  '/phone/move': ['transfer_direct.create'],
  '/phone/arrive': ['transfer_in.create'],
  '/phone/use': ['internal_issue.create'],
  '/phone/count': ['stock_count.count'],
  '/phone/look': ['catalog.view', 'reports.view'],
  '/group': ['intercompany.view'],
  '/users': ['identity.edit'],
  '/roles': ['identity.edit'],
  '/import': ['import.run'],
  '/settings/company': ['company.view'],
  '/settings/costing': ['company.view'],
  '/settings/accounts': ['ledger.view'],
  '/settings/printing': ['company.view'],
  '/settings/scales': ['catalog.view'],
}

/** The rights an address asks for; "all" lists what may be seen of every type. */
export function rightsOf(path: string): string[] {
  const [, first = '', second = ''] = path.split('/')
  if (first === 'list') return second === 'all' ? [] : [`${second}.view`]
  if (first === 'entry' || first === 'new') return [`${second}.create`]
  if (first === 'data' || (first === 'dictionary' && second)) return RESOURCES.filter((one) => one.name === second).map((one) => one.right)
  return RIGHTS[`/${first}/${second}`] ?? RIGHTS[`/${first}`] ?? []
}

/** Those of them that this person does not hold. */
export function missingRights(path: string): string[] {
  return rightsOf(path).filter((right) => {
    const [code, verb] = right.split('.') as [string, keyof NonNullable<ReturnType<typeof typeOf>>['may']]
    const type = typeOf(code)
    return type ? !type.may[verb] : !canDo(right)
  })
}

/** A document that nobody makes by hand: another page makes it (shared/makers). */
export function isMadeElsewhere(path: string): boolean {
  const [, first = '', second = ''] = path.split('/')
  return ['entry', 'new'].includes(first) && !!typeOf(second)?.made_by
}

/** A document type of the address that does not exist. */
export function isUnknownType(path: string): boolean {
  const [, first = '', second = ''] = path.split('/')
  return ['list', 'entry', 'new'].includes(first) && second !== 'all' && !typeOf(second)
}
