/** What the ids in filters are called: learnt when somebody chooses, asked of the server for a link or a saved view. */
import { reactive } from 'vue'
import * as calls from '@/api/calls'
import type { FilterField, LookupHit } from '@/api/types'
import { labelOf, t } from '@/kit/i18n'
import { typeOf, types, user } from '@/shared/session'

const RESOURCES: Record<string, string> = { party: 'parties', warehouse: 'warehouses', department: 'departments', handler: 'employees', fund_account: 'fund-accounts', product: 'products', category: 'categories', base_unit: 'units', tax_code: 'tax-codes' }
const names = reactive(new Map<string, string>())
const asked = new Set<string>()

export const isPerson = (field: string): boolean => field === 'created_by' || field === 'posted_by'

/** Remembers a name that was seen. */
export const learn = (field: string, hit: { id: string; name: string }): void => void names.set(`${field}:${hit.id}`, hit.name)

/** What the value of a choice or a reference is called. */
export function nameOf(field: FilterField, value: string): string {
  if (field.key === 'type_code') return labelOf(typeOf(value) ?? { label: value })
  if (field.key === 'state') return stateName(value)
  if (isPerson(field.key)) return value === user.value?.id ? t('filter.me') : `#${value}`
  const key = `${field.key}:${value}`
  const resource = RESOURCES[field.key]
  if (resource && !names.has(key) && !asked.has(key)) {
    asked.add(key)
    calls.record(resource, value).then(
      (record) => names.set(key, String((record as { name?: unknown }).name ?? '')),
      () => names.set(key, `#${value}`),
    )
  }
  return names.get(key) ?? '…'
}

/** A state in words: the same code means the same in every type that has it. */
export function stateName(state: string, type?: string): string {
  const known = (type ? typeOf(type) : undefined)?.states[state] ?? types.value.find((one) => one.states[state])?.states[state]
  return known ? labelOf(known) : state
}

/** Records that fit what is typed. */
export const findFor = (field: string, text: string): Promise<LookupHit[]> => (RESOURCES[field] ? calls.lookup(RESOURCES[field], { q: text, limit: 12 }) : Promise.resolve([]))
