/** Which list a field of each kind is chosen from, and how its hits are told apart. */
import * as calls from '@/api/calls'
import type { Choice, LookupHit } from '@/api/types'
import { labelOf } from '@/kit/i18n'
import { accountInWords } from './terms'

const LISTS: Record<string, string> = {
  supplier: 'suppliers',
  customer: 'customers',
  party: 'parties',
  warehouse: 'warehouses',
  department: 'departments',
  employee: 'employees',
  fund_account: 'fund-accounts',
  product: 'products',
  unit: 'units',
  tax_code: 'tax-codes',
  account: 'accounts',
  category: 'categories',
}

/** True for fields that name a record. */
export const isReference = (kind: string): boolean => kind in LISTS || kind === 'item' || kind === 'line'

const NUMBERS: Record<string, 'amount' | 'rate' | 'price' | undefined> = {
  quantity: undefined,
  price: 'price',
  amount: 'amount',
  rate: 'rate',
  integer: undefined,
}

export const isNumberKind = (kind: string): boolean => kind in NUMBERS
export const numberFormat = (kind: string): 'amount' | 'rate' | 'price' | undefined => NUMBERS[kind]

/** Records that fit what is typed. Empty text gives the usual ones. */
export async function find(kind: string, text: string, more: Record<string, string | undefined> = {}): Promise<LookupHit[]> {
  const list = LISTS[kind]
  const hits = list ? await calls.lookup(list, { q: text, limit: 12, ...more }) : []
  return kind === 'account' ? hits.map((hit) => ({ ...hit, name: accountInWords(hit.name) })) : hits
}

/** The choices of a field as hits, those that fit the text. */
export function choices(field: { choices: (Choice & { is_active?: boolean })[] }, text: string): LookupHit[] {
  const wanted = text.trim().toLowerCase()
  return field.choices
    .filter((choice) => choice.is_active !== false)
    .map((choice) => ({ id: choice.code, name: labelOf(choice) }))
    .filter((hit) => !wanted || hit.name.toLowerCase().includes(wanted) || hit.id.toLowerCase() === wanted)
}
