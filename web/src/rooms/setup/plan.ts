/** What the setup wizard has been told so far, and how it is sent. Pure. */
import type { SetupBody, SetupOptions } from '@/api/types'

export interface Person {
  username: string
  display_name: string
  password: string
  role: string
}

export interface Plan {
  edition: string
  name: string
  tax_number: string
  standard: string
  taxpayer: string
  started_on: string
  revenue_mode: string
  may_go_negative: boolean
  warehouses: string[]
  departments: string[]
  fund_accounts: { name: string; role: string }[]
  people: Person[]
}

export const STEPS = ['company', 'books', 'stock', 'money', 'people', 'review'] as const
export type StepName = (typeof STEPS)[number]

/** Answers that fit most firms; books begin with the month. */
export function freshPlan(options: SetupOptions, warehouse: string): Plan {
  return {
    edition: options.editions[0]?.code ?? '',
    name: '',
    tax_number: '',
    standard: 'small',
    taxpayer: 'small_scale',
    started_on: `${options.today.slice(0, 7)}-01`,
    revenue_mode: 'ON_ISSUE',
    may_go_negative: false,
    warehouses: [warehouse],
    departments: [options.department],
    fund_accounts: options.fund_accounts.map((one) => ({ ...one })),
    people: [],
  }
}

const filled = (names: string[]): string[] => names.map((name) => name.trim()).filter(Boolean)

/** Rows that were left empty are not sent. */
export function bodyOf(plan: Plan): SetupBody {
  return {
    edition: plan.edition,
    name: plan.name.trim(),
    tax_number: plan.tax_number.trim(),
    standard: plan.standard,
    taxpayer: plan.taxpayer,
    started_on: plan.started_on,
    revenue_mode: plan.revenue_mode,
    may_go_negative: plan.may_go_negative,
    warehouses: filled(plan.warehouses).map((name) => ({ name })),
    departments: filled(plan.departments),
    fund_accounts: plan.fund_accounts.filter((one) => one.name.trim()).map((one) => ({ name: one.name.trim(), role: one.role })),
    people: plan.people
      .filter((one) => one.username.trim() || one.display_name.trim())
      .map((one) => ({ username: one.username.trim(), display_name: one.display_name.trim(), password: one.password, role_codes: one.role ? [one.role] : [] })),
  }
}

/** What the browser may keep: everything but passwords. */
export const keepable = (plan: Plan): Plan => ({ ...plan, people: plan.people.map((one) => ({ ...one, password: '' })) })

const PLACES: Record<string, StepName> = {
  edition: 'company',
  name: 'company',
  code: 'company',
  tax_number: 'company',
  standard: 'books',
  taxpayer: 'books',
  started_on: 'books',
  revenue_mode: 'books',
  warehouses: 'stock',
  departments: 'money',
  fund_accounts: 'money',
}

/** The step on which a field is asked. */
export const stepOf = (field: string | null | undefined): StepName => (field?.startsWith('people') ? 'people' : (PLACES[field ?? ''] ?? 'review'))
