/** Master data: what each list shows and each form asks. The server checks; labels are ours. */
import type { Field } from '@/api/types'
import { maybe, type MessageKey, t } from '@/kit/i18n'
import { namedChoices } from '@/shared/words'

export interface RecordField extends Field {
  isListed: boolean
  isFixed: boolean // set once, when the record is made
  section: string // under which heading of the form; '' is none
}

export interface Resource {
  name: string
  right: string // to change
  hasDetail: boolean
  canCreate: boolean
  fields: RecordField[]
}

interface Draft {
  key: string
  kind?: string
  required?: boolean
  listed?: boolean
  fixed?: boolean
  section?: string
  choices?: string[]
  words?: string // the list of the data dictionary it names entries of
  default?: string
}

const choice = (key: string, code: string): Field['choices'][number] => {
  const label = t(`choice.${key}.${code}` as MessageKey)
  return { code, label, label_en: label, is_active: true }
}

function field(draft: Draft): RecordField {
  const label = t(`field.${draft.key}` as MessageKey)
  return {
    key: draft.key,
    label,
    label_en: label,
    kind: draft.kind ?? 'text',
    required: draft.required ?? false,
    choices: draft.words ? namedChoices(draft.words) : (draft.choices ?? []).map((code) => choice(draft.key, code)),
    default: draft.default ?? null,
    help: '',
    help_en: '',
    listed: draft.words ?? '',
    shows_cost: false,
    shown_for: '',
    isListed: draft.listed ?? false,
    isFixed: draft.fixed ?? false,
    section: draft.section ?? '',
  }
}

const CODE: Draft = { key: 'code', required: true, listed: true }
const NAME: Draft = { key: 'name', required: true, listed: true }
const ACTIVE: Draft = { key: 'is_active', kind: 'flag', listed: true, default: 'true' }

const under = (section: string, drafts: Draft[]): Draft[] => drafts.map((draft) => ({ ...draft, section }))

const DRAFTS: Record<string, { right: string; canCreate?: boolean; hasDetail?: boolean; fields: Draft[] }> = {
  products: {
    right: 'catalog.edit',
    fields: [
      ...under('basic', [
        CODE,
        NAME,
        { key: 'specification', listed: true },
        { key: 'brand', listed: true },
        { key: 'category', kind: 'category', listed: true },
        { key: 'initials' },
        ACTIVE,
      ]),
      ...under('packs', [{ key: 'base_unit', kind: 'unit', required: true, listed: true }]),
      ...under('prices', [
        { key: 'tax_code', kind: 'tax_code', listed: true },
        { key: 'sale_price', kind: 'price', listed: true },
        { key: 'purchase_price', kind: 'price', listed: true },
        { key: 'price_limit', kind: 'price' },
        { key: 'floor_price', kind: 'price' },
      ]),
      ...under('stock', [
        { key: 'stock_minimum', kind: 'quantity' },
        { key: 'stock_maximum', kind: 'quantity' },
        { key: 'reference_cost', kind: 'price' },
        { key: 'must_inspect', kind: 'flag', default: 'false' },
        { key: 'inspection_mode', kind: 'choice', choices: ['BEFORE', 'AFTER'] },
      ]),
      ...under('tracking', [
        { key: 'tracking', kind: 'choice', choices: ['none', 'lot', 'serial'], default: 'none', required: true },
        { key: 'wants_produced_on', kind: 'flag', default: 'false' },
        { key: 'shelf_life', kind: 'integer' },
        { key: 'shelf_life_unit', kind: 'choice', choices: ['hour', 'day', 'month', 'year'], default: 'day', required: true },
        { key: 'yellow_days', kind: 'integer' },
        { key: 'red_days', kind: 'integer' },
        { key: 'min_inbound_ratio', kind: 'rate' },
      ]),
      ...under('weight', [
        { key: 'aux_unit', kind: 'unit' },
        { key: 'aux_standard', kind: 'quantity' },
        { key: 'aux_tolerance', kind: 'rate' },
      ]),
    ],
  },
  parties: {
    right: 'parties.edit',
    fields: [
      ...under('basic', [CODE, NAME, { key: 'is_customer', kind: 'flag', listed: true }, { key: 'is_supplier', kind: 'flag', listed: true }, { key: 'manager', kind: 'employee', listed: true }, { key: 'initials' }, ACTIVE]),
      ...under('contact', [
        { key: 'contact', listed: true },
        { key: 'phone', listed: true },
      ]),
      ...under('invoice', [{ key: 'tax_number' }, { key: 'tax_codes' }, { key: 'address' }]),
      ...under('bank', [{ key: 'bank_name' }, { key: 'bank_account' }, { key: 'bank_code' }]),
      ...under('credit', [
        { key: 'level', kind: 'choice', words: 'customer_level', listed: true },
        { key: 'settlement_term', kind: 'choice', words: 'settlement_term', listed: true },
        { key: 'credit_limit', kind: 'amount', listed: true },
        { key: 'payment_days', kind: 'integer', listed: true, default: '0' },
        { key: 'minimum_days_left', kind: 'integer', default: '0' },
        { key: 'must_inspect', kind: 'flag', default: 'false' },
        { key: 'inspection_mode', kind: 'choice', choices: ['BEFORE', 'AFTER'] },
      ]),
    ],
  },
  prices: {
    right: 'sales.edit',
    fields: [
      { key: 'product', kind: 'product', required: true, listed: true },
      { key: 'party', kind: 'customer', listed: true },
      { key: 'level', kind: 'choice', words: 'customer_level', listed: true },
      { key: 'minimum', kind: 'quantity', listed: true },
      { key: 'price', kind: 'price', required: true, listed: true },
      { key: 'is_with_tax', kind: 'flag', listed: true, default: 'true' },
      { key: 'floor_price', kind: 'price', listed: true },
      { key: 'currency', listed: true, default: 'CNY' },
      { key: 'valid_from', kind: 'date', listed: true },
      { key: 'valid_to', kind: 'date', listed: true },
      { key: 'remark' },
      ACTIVE,
    ],
  },
  warehouses: { right: 'company.edit', fields: [CODE, NAME, { key: 'may_go_negative', kind: 'flag', listed: true }, ACTIVE] },
  categories: {
    right: 'catalog.edit',
    fields: [
      CODE,
      NAME,
      { key: 'parent', kind: 'category', listed: true },
      { key: 'inventory_role', kind: 'choice', listed: true, choices: ['merchandise', 'raw_material', 'turnover_material'], default: 'merchandise' },
      { key: 'yellow_days', kind: 'integer' },
      { key: 'red_days', kind: 'integer' },
      ACTIVE,
    ],
  },
  units: { right: 'catalog.edit', fields: [NAME, { key: 'precision', kind: 'integer', listed: true, default: '0' }] },
  'tax-codes': {
    right: 'catalog.edit',
    fields: [
      CODE,
      NAME,
      { key: 'rate', kind: 'rate', required: true, listed: true },
      { key: 'kind', kind: 'choice', required: true, listed: true, choices: ['general', 'simplified', 'exempt', 'none', 'zero'], default: 'general' },
      { key: 'is_deductible', kind: 'flag', listed: true, default: 'true' },
      { key: 'valid_from', kind: 'date', listed: true },
      { key: 'valid_to', kind: 'date', listed: true },
      ACTIVE,
    ],
  },
  bins: { right: 'company.edit', fields: [{ key: 'warehouse', kind: 'warehouse', required: true, listed: true }, CODE, ACTIVE] },
  departments: { right: 'company.edit', fields: [CODE, NAME, ACTIVE] },
  employees: { right: 'company.edit', fields: [CODE, NAME, { key: 'username', listed: true }, { key: 'department', kind: 'department', listed: true }, ACTIVE] },
  'fund-accounts': {
    right: 'parties.edit',
    fields: [CODE, NAME, { key: 'role', kind: 'choice', required: true, listed: true, choices: ['cash', 'bank', 'other_monetary'], default: 'bank' }, { key: 'bank_name', listed: true }, { key: 'bank_account', listed: true }, ACTIVE],
  },
  accounts: {
    right: 'ledger.edit',
    canCreate: false,
    hasDetail: false,
    fields: [
      CODE,
      NAME,
      { key: 'parent', kind: 'account', listed: true },
      { key: 'category', kind: 'choice', listed: true, choices: ['asset', 'liability', 'equity', 'cost', 'profit'] },
      { key: 'direction', kind: 'choice', listed: true, choices: ['debit', 'credit'] },
      { key: 'is_leaf', kind: 'flag', listed: true },
      ACTIVE,
    ],
  },
}

/** The description of a resource in the language of the page, or null when there is none of that name. */
export function resourceOf(name: string): Resource | null {
  const draft = DRAFTS[name]
  if (!draft) return null
  return { name, right: draft.right, canCreate: draft.canCreate ?? true, hasDetail: draft.hasDetail ?? true, fields: draft.fields.map(field) }
}

export interface Section {
  name: string
  fields: RecordField[]
}

/** The fields of a form under their headings, in the order of the form. */
export function sectionsOf(resource: Resource): Section[] {
  const sections: Section[] = []
  for (const field of resource.fields) {
    const last = sections.at(-1)
    if (last?.name === field.section) last.fields.push(field)
    else sections.push({ name: field.section, fields: [field] })
  }
  return sections
}

/** Kinds of records that a file can bring. */
export const IMPORTED = ['products', 'parties', 'prices']

/** What an empty list says: what belongs here and what it is good for; who may not add anything is not told how to. */
export function nothingOf(name: string, mayAdd: boolean): string {
  const said = maybe(`record.empty.${name}`) ?? t('record.empty')
  return mayAdd ? said : (/^.*?[.。]/.exec(said)?.[0] ?? said)
}
