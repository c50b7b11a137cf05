/** The mapping of account roles: what a purpose is booked on, and what it could be. Pure. */
import type { AccountRole, CarryingAccount } from '@/api/types'
import { locale } from '@/kit/i18n'

export const accountName = (one: { name: string; name_en: string }): string => (locale.value === 'en' && one.name_en) || one.name

/** The accounts a role could stand for other than its own: those of the same sub-ledger, or of none. */
export const carrying = (accounts: readonly CarryingAccount[], role: AccountRole): CarryingAccount[] =>
  accounts.filter((one) => one.control === role.control && one.id !== role.account?.id)

/** The roles that say what is looked for, in the groups they stand in. */
export function grouped(roles: readonly AccountRole[], text: string, onlyMissing: boolean): { group: string; roles: AccountRole[] }[] {
  const wanted = text.trim().toLowerCase()
  const fits = (one: AccountRole): boolean =>
    (!onlyMissing || !one.account) && [one.label, one.label_en, one.account?.code, one.account?.name, one.account?.name_en].some((said) => said?.toLowerCase().includes(wanted))
  const found = roles.filter(fits)
  return [...new Set(found.map((one) => one.group))].map((group) => ({ group, roles: found.filter((one) => one.group === group) }))
}
